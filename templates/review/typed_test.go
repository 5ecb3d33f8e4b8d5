package review

import (
	"fmt"
	"testing"
)

func TestTypedChanges(t *testing.T) {
	typed := func(list ...string) (out []Typed) {
		for i := 0; i+1 < len(list); i += 2 {
			out = append(out, Typed{Text: list[i] + list[i+1], Measure: list[i+1], Line: i/2 + 1})
		}
		return out
	}
	for _, c := range []struct {
		was, is []Typed
		want    string
	}{
		{[]Typed{{Text: "30宗", Measure: "宗", Line: 1, Cited: true}}, typed("30", "宗"), ""},
		{[]Typed{{Text: "30宗", Measure: "宗", Line: 1, Cited: true}}, []Typed{{Text: "31宗", Measure: "宗", Line: 1, Cited: true}}, ""},
		{typed("30", "宗", "6", "次"), typed("6", "次", "30", "宗"), ""},
		{typed("30", "宗", "6", "次"), typed("31", "宗", "6", "次"), "第1行 30宗→31宗；"},
		{typed("30", "宗", "30", "宗"), typed("30", "宗"), "第2行 30宗→；"},
		{typed("6", "次"), typed("6", "次", "5", "场"), "第2行 →5场；"},
		{typed("6", "次"), typed("6", "场"), "第1行 →6场；第1行 6次→；"},
	} {
		got := ""
		for _, x := range TypedChanges(c.was, c.is) {
			got += fmt.Sprintf("%s %s→%s；", x.Path, x.Was, x.Is)
		}
		if got != c.want {
			t.Errorf("%v, %v: %s, want %s", c.was, c.is, got, c.want)
		}
	}
}
