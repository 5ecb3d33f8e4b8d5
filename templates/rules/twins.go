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
	for from := 0; from < len(reports); {
		part, held, size := NewCorpus(nil), [][]Passage{}, 0
		for to := from; to < len(reports) && (size < room || to == from); to++ {
			r := &reports[to]
			passages := r.Passages()
			part.Enter(r.File, r.Unit, r.Year, passages)
			held = append(held, passages)
			for _, p := range passages {
				size += len(p.Text)
			}
		}
		part.Sort()
		cores.Each(len(reports), func(i int) {
			var passages []Passage
			switch k := i - from; {
			case k >= 0 && k < len(held):
				passages = held[k]
			case best[i] != nil && !slices.ContainsFunc(best[i], func(b nearest) bool { return b.shared < alike }):
				return // nothing can be more like any of them
			default:
				passages = reports[i].Passages()
			}
			best[i] = part.nearer(best[i], &reports[i], passages, from)
		})
		from += len(held)
	}
	out := make([][]Twin, len(reports))
	for i, list := range best {
		for n, b := range list {
			if b.percent >= copiedPart {
				out[i] = append(out[i], Twin{n, int(b.line), int(b.in), int(b.other), int(b.percent)})
			}
		}
		best[i] = nil
	}
	return out
}

// nearest is what is most like a passage so far. A province has millions of them.
type nearest struct{ shared, in, other, line, percent int32 }

// nearer looks for what is more like the passages of r than what is known. from is the
// number of the first report in the corpus.
func (c *Corpus) nearer(known []nearest, r *Report, passages []Passage, from int) []nearest {
	if known == nil {
		known = make([]nearest, len(passages))
	}
	for n, p := range passages[:min(len(passages), len(known))] {
		b := &known[n]
		if b.shared == alike {
			continue
		}
		chars := letters([]rune(p.Text))
		if len(chars) < leastCopy {
			continue
		}
		if m := c.more(int(b.shared), r.File, r.Unit, r.Year, p.Text, chars); m.copyText != nil {
			*b = nearest{int32(m.shared), int32(from + m.source.n), int32(m.n), int32(p.Line), int32(m.percent)}
		}
	}
	return known
}
