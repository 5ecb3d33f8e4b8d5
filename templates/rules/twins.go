// twins.go sets many reports beside each other: the passages of each that stand in another
// one too. Of a province's texts no more than a part is held at a time.
package rules

import (
	"slices"

	"nianbao/render/cores"
)

// Report is one of many that are set beside each other.
type Report struct {
	File, Unit string
	Year       int
	Passages   func() []Passage // read anew each time, by many at once
}

// Twin says that a passage of a report stands in another one too.
type Twin struct {
	Mine      int // which passage of the report
	Line      int // the line it stands in
	In, Other int // the other report, which of its passages
	Percent   int // of mine that stands in it
}

// Twins gives for each report its passages that stand in another one, in order. The
// reports are taken room bytes of text at a time, and all are held against each part; the
// time it takes grows with the number of reports and with that of the parts.
func Twins(reports []Report, room int) [][]Twin {
	best := make([][]nearest, len(reports))
	whole := make([]bool, len(reports)) // all that can be told again reads alike with another
	part := NewCorpus(nil)
	for from, to := 0, 0; from < len(reports); from = to {
		for size := 0; to < len(reports) && (size < room || to == from); to++ {
			r := &reports[to]
			passages := r.Passages()
			part.enter(&source{file: r.File, unit: r.Unit, year: r.Year}, passages)
			for _, p := range passages {
				size += len(p.Text)
			}
		}
		part.Sort()
		cores.Each(len(reports), func(i int) {
			if !whole[i] { // else nothing can be more like any of them
				best[i], whole[i] = part.nearer(best[i], &reports[i], from)
			}
		})
		part.empty()
	}
	out := make([][]Twin, len(reports))
	for i, list := range best {
		for _, b := range list {
			if b.percent >= copiedPart {
				out[i] = append(out[i], Twin{int(b.mine), int(b.line), int(b.in), int(b.other), int(b.percent)})
			}
		}
		best[i] = nil
	}
	return out
}

// nearest is what is most like passage mine so far. A province has millions of them; for
// a passage that shares nothing there is none.
type nearest struct{ mine, shared, in, other, line, percent int32 }

// nearer looks for what is more like the passages of r than what is known, which is in
// order of passage. from is the number of the first report in the corpus. whole tells that
// all passages that can be told again read alike with another.
func (c *Corpus) nearer(known []nearest, r *Report, from int) (out []nearest, whole bool) {
	whole = true
	for n, p := range r.Passages() {
		b := nearest{mine: int32(n)}
		if len(known) > 0 && known[0].mine == b.mine {
			b, known = known[0], known[1:]
		}
		if b.shared < alike {
			chars := letters([]rune(p.Text))
			if len(chars) < leastCopy {
				continue
			}
			if m := c.more(int(b.shared), r.File, r.Unit, r.Year, p.Text, chars); m.copyText != nil {
				b = nearest{b.mine, int32(m.shared), int32(from + m.source.n), int32(m.n), int32(p.Line), int32(m.percent)}
			}
		}
		whole = whole && b.shared == alike
		if b.shared > 0 {
			out = append(out, b)
		}
	}
	return slices.Clone(out), whole // without the room it grew into
}
