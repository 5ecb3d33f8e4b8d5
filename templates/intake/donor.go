// donor.go finds the figures of words that were moved: a paragraph parted or joined, a
// sentence that stands elsewhere now.

package intake

import (
	"slices"

	"nianbao/templates/merge"
)

// donor is a paragraph with figures that was changed or is gone.
type donor struct {
	item
	pieces []merge.Piece
	from   *merge.Written
}

// donors gathers them; same tells which paragraphs of the base stand as they were.
func (v *revision) donors(written []int, same []bool) {
	for k, p := range v.base {
		if same[k] || written[k] < 0 || !inText(p.Style) {
			continue
		}
		w := &v.src.Written[written[k]]
		_, text := said(p, p.Style)
		pieces, ok := printedAs(w.Pieces, text)
		if ok && slices.ContainsFunc(pieces, func(p merge.Piece) bool { return p.Holder }) {
			v.give = append(v.give, donor{itemOf(text, 0), pieces, w})
		}
	}
}

// shortest is how many characters words must have to be looked for elsewhere, and within
// how many thousandths of their pairs of characters they must stand there.
const (
	shortest  = 6
	contained = 750
)

// words writes text that is new where it stands: with the placeholders it had where it
// stood before.
func (v *revision) words(text string) string {
	it := itemOf(text, 0)
	if it.count < shortest {
		return literal(text)
	}
	best, score := -1, contained
	for i, d := range v.give {
		common := 0
		for g, n := range it.grams {
			common += min(n, d.grams[g])
		}
		if s := 1000 * common / it.count; s > score {
			best, score = i, s
		}
	}
	if best < 0 {
		return literal(text)
	}
	d := v.give[best]
	got := patch(d.pieces, text, literal)
	if got.holders == 0 {
		return literal(text)
	}
	v.clashes(d.from, slices.DeleteFunc(got.clashes, func(c clash) bool { return !c.Kept }))
	return got.source
}
