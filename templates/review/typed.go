package review

import (
	"fmt"
	"slices"
)

// Typed is a figure in the text of a draft.
type Typed struct {
	Text    string // 31宗
	Measure string // what it counts; only figures of one 量词 are set against each other
	Line    int    // of the data file
	Cited   bool   // put in for a placeholder: Changes tells of it
}

// TypedChanges are the figures written by hand that only one of the drafts has, the
// earlier one set against the later one where both count the same. The lists hold all
// figures: one typed where the other draft cites the field is no change.
func TypedChanges(was, is []Typed) (out []Change) {
	was, is = onlyIn(was, is), onlyIn(is, was)
	waiting := map[string][]Typed{}
	for _, t := range was {
		waiting[t.Measure] = append(waiting[t.Measure], t)
	}
	change := func(line int) Change {
		return Change{Indicator: "正文里手写的数", Path: fmt.Sprintf("第%d行", line)}
	}
	for _, t := range is {
		c := change(t.Line)
		c.Is = t.Text
		if w := waiting[t.Measure]; len(w) > 0 {
			c.Was, waiting[t.Measure] = w[0].Text, w[1:]
		}
		out = append(out, c)
	}
	for _, t := range was {
		if w := waiting[t.Measure]; len(w) > 0 && w[0] == t {
			c := change(t.Line)
			c.Was, waiting[t.Measure] = t.Text, w[1:]
			out = append(out, c)
		}
	}
	return out
}

// onlyIn is what was typed of a and has no counterpart in b, in order.
func onlyIn(a, b []Typed) (only []Typed) {
	left := map[string]int{}
	for _, t := range b {
		left[t.Text]++
	}
	for _, t := range a {
		if left[t.Text]--; left[t.Text] < 0 {
			only = append(only, t)
		}
	}
	return slices.DeleteFunc(only, func(t Typed) bool { return t.Cited })
}
