package merge

import (
	"strings"

	"nianbao/render/doc"
)

// Measures tells for each figure with which 量词 the text names it: the longest of
// known that follows it. Figures without one are left out.
func Measures(d doc.Document, known []string) map[string]string {
	out := map[string]string{}
	look := func(runs []doc.Run) {
		for i, r := range runs {
			if r.Path == "" || i+1 == len(runs) || out[r.Path] != "" {
				continue
			}
			best := ""
			for _, m := range known {
				if len(m) > len(best) && strings.HasPrefix(runs[i+1].Text, m) {
					best = m
				}
			}
			if best != "" {
				out[r.Path] = best
			}
		}
	}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case doc.Heading:
			look(b.Text)
			look(b.Body)
		case doc.Para:
			look(b.Text)
		}
	}
	return out
}
