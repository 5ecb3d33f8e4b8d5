package ledger_test

import (
	"flag"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"nianbao/templates/internal/casefile"
	"nianbao/templates/internal/sample"
	"nianbao/templates/ledger"
)

var update = flag.Bool("update", false, "rewrite the outcomes in testdata")

// TestLedger reads testdata/ledger.txt: figures typed, then the whole account. A
// part “own” lies over the package, a part “ask” asks: a path alone, 同比 path, 上年 path, 目标 path, Σ path.
func TestLedger(t *testing.T) {
	casefile.Run(t, "testdata/ledger.txt", *update, func(t *testing.T, c *casefile.Case) string {
		l := sample.Ledger(t, c.Part("own"), c.Part("in"))
		if !c.Has("ask") {
			return entries(l) + outcomes(l)
		}
		var b strings.Builder
		for q := range strings.Lines(c.Part("ask")) {
			q = strings.TrimRight(q, "\n")
			fmt.Fprintf(&b, "%s → %s\n", q, answer(l, q))
		}
		return b.String()
	})
}

func answer(l *ledger.Ledger, q string) string {
	word, path, two := strings.Cut(q, " ")
	if !two {
		word, path = "", q
	}
	switch word {
	case "同比":
		text, why := l.YearOnYear(path)
		return text + why
	case "上年":
		if f, ok := l.Last(path); ok {
			return f.Raw
		}
		return "没有"
	case "目标":
		if f, ok := l.Target(path); ok {
			return f.Raw
		}
		return "没有"
	case "Σ":
		var parts []string
		for _, e := range l.Summands(path) {
			parts = append(parts, e.Path+" "+e.Fig.Raw)
		}
		return strings.Join(parts, "，")
	}
	if e, ok := l.Get(path); ok {
		return entry(e)
	}
	return "没有：" + l.Why(path)
}

func entry(e ledger.Entry) string {
	s := fmt.Sprintf("%s%s（%s）%s%s = %s", strings.Repeat("  ", e.Depth), e.Path, e.Indicator, e.Fig.Raw, e.Measure, e.Fig.Value.RatString())
	if e.Fig.Approx {
		s += " 约数"
	}
	if e.Derived {
		s += " 算出"
	}
	if e.By != nil {
		s += "：" + e.By.Text
	}
	return s
}

func entries(l *ledger.Ledger) string {
	var b strings.Builder
	for _, e := range l.Entries() {
		b.WriteString(entry(e) + "\n")
	}
	return b.String()
}

func outcomes(l *ledger.Ledger) string {
	var b strings.Builder
	for _, o := range l.Outcomes() {
		fmt.Fprintf(&b, "? %s: %s %s %s", o.Relation.Text, o.Left.RatString(), o.Relation.Cmp, o.Right.RatString())
		if o.Rounded >= 0 {
			fmt.Fprintf(&b, "（按 %d 位比）", o.Rounded)
		}
		for _, m := range []struct {
			on   bool
			word string
		}{{o.Approx, " 约数"}, {o.Derived, " 自算"}, {o.Holds, " 成立"}, {!o.Holds, " 不成立"}} {
			if m.on {
				b.WriteString(m.word)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestRound: decimal, half away from zero, never by binary fractions.
func TestRound(t *testing.T) {
	for _, c := range []struct {
		value  string
		places int
		want   string
	}{
		{"98.565", 2, "98.57"},
		{"98.5649999999999999999", 2, "98.56"},
		{"1.005", 2, "1.01"},
		{"2.675", 2, "2.68"},
		{"-2.675", 2, "-2.68"},
		{"-0.004", 2, "0"},
		{"0.5", 0, "1"},
		{"5/6", 4, "0.8333"},
		{"2/3", 4, "0.6667"},
	} {
		v, _ := new(big.Rat).SetString(c.value)
		want, _ := new(big.Rat).SetString(c.want)
		if got := ledger.Round(v, c.places); got.Cmp(want) != 0 {
			t.Errorf("%s to %d places: %s, want %s", c.value, c.places, got.RatString(), c.want)
		}
	}
}

// TestPathsForSuggestions: everything a placeholder may name, each once, in order.
func TestPathsForSuggestions(t *testing.T) {
	l := sample.Ledger(t, "", "统计:\n  巡查: {分类: {工矿: 1}}\n自定: {巡河: 3}\n")
	paths := l.Paths()
	seen := map[string]bool{}
	for i, p := range paths {
		if seen[p] || i > 0 && paths[i-1] > p {
			t.Errorf("%s stands twice or out of order", p)
		}
		seen[p] = true
	}
	for _, p := range []string{"巡查.总数", "巡查.分类.工矿", "巡查.分类.合计", "自定.巡河", "机构.情况"} {
		if !seen[p] {
			t.Errorf("%s is not offered", p)
		}
	}
}
