// guesstext.go is the text of a report as it reads, for a comparison of two readings.
package rules

import "slices"

// Text is the report, paragraph by paragraph, labels included.
func (r *Reading) Text() []string {
	var out []string
	for _, p := range r.passages {
		out = append(out, p.label+p.str)
	}
	return out
}

// LinesOf are the lines of the data file the paragraphs were typed on.
func (r *Reading) LinesOf(paragraphs []int) []int {
	var out []int
	for _, i := range paragraphs {
		for _, q := range r.passages[i].pieces {
			if !slices.Contains(out, q.pos.Line) {
				out = append(out, q.pos.Line)
			}
		}
	}
	return out
}
