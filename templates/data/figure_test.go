package data

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"nianbao/templates/internal/casefile"
)

var update = flag.Bool("update", false, "rewrite the outcomes in testdata")

// TestFigures reads testdata/figures.txt: each line is a type, its 量词 and a
// writing. The outcome says what is printed, its exact value and what was odd, or
// which finding there is.
func TestFigures(t *testing.T) {
	casefile.Run(t, "testdata/figures.txt", *update, func(t *testing.T, c *casefile.Case) string {
		var b strings.Builder
		for line := range strings.Lines(c.Part("in")) {
			line = strings.TrimRight(line, "\n")
			fmt.Fprintf(&b, "%s → %s\n", line, readFigure(t, line))
		}
		return b.String()
	})
}

// readFigure takes a line “数 宗/件|286宗” through the decoder of a data file.
func readFigure(t *testing.T, line string) string {
	t.Helper()
	decl, typed, ok := strings.Cut(line, "|")
	if !ok {
		t.Fatalf("no | in %q", line)
	}
	kind, measures, _ := strings.Cut(strings.TrimSpace(decl), " ")
	f := &Field{Group: "甲", Name: "项", Indicator: "某项"}
	for i, n := range TypeNames {
		if n == kind {
			f.Type = Type(i)
		}
	}
	s := &Schema{Groups: []string{"甲"}, Fields: []*Field{f}, Measures: []string{"宗", "件", "次", "人", "人次", "元", "万元", "平方米"}}
	if measures != "" {
		f.Measures = strings.Split(measures, "/")
	}
	d := &decoder{schema: s, unit: &Unit{}}
	v, _ := d.value(Pair{Key: "项", Value: &Node{Kind: Scalar, Value: typed, Pos: at(1, 1)}}, f, "项")
	var out []string
	if v.Fig != nil {
		out = append(out, figureText(v.Fig))
	}
	for _, x := range d.Found {
		out = append(out, findingText(x))
	}
	if len(out) == 0 {
		return "（没有填）"
	}
	return strings.Join(out, "；")
}

// figureText shows a figure: as printed = exact value, then its marks.
func figureText(f *Figure) string {
	s := "印“" + f.Raw + "” 值 " + f.Value.RatString()
	if f.Qualify != "" || f.Approx {
		s += " 限定“" + f.Qualify + "”"
	}
	if f.Percent {
		s += fmt.Sprintf(" 率 %d 位小数", f.Decimals)
	}
	return s
}

// TestRounding: decimal, half up (away from zero), never by binary fractions.
func TestRounding(t *testing.T) {
	for _, c := range []struct {
		typed    string
		decimals int
		trim     bool
		want     string
	}{
		{"98.565%", 2, true, "98.57%"},
		{"98.5649%", 2, true, "98.56%"},
		{"1.005%", 2, true, "1.01%"},
		{"100%", 2, true, "100%"},
		{"100%", 2, false, "100.00%"},
		{"99.995%", 2, true, "100%"},
		{"80.5%", 0, true, "81%"},
		{"0.004%", 2, true, "0%"},
	} {
		f, _, ok := parseFigure(c.typed, nil, false)
		if !ok {
			t.Fatalf("%s is no figure", c.typed)
		}
		if got := Percent(f.Value, c.decimals, c.trim); got != c.want {
			t.Errorf("%s to %d places: %s, want %s", c.typed, c.decimals, got, c.want)
		}
	}
	if got := FormatRat(pow10(0).SetFrac64(-1, 1000), 2, true); got != "0" {
		t.Errorf("−0.001 to 2 places: %s, want 0 without a sign", got)
	}
	if got := FormatRat(pow10(0).SetFrac64(-5, 1000), 2, true); got != "-0.01" {
		t.Errorf("−0.005 to 2 places: %s, want -0.01", got)
	}
}

// FuzzFigure: no writing panics, and what is taken as a figure is printed as typed
// but for the space around it, the 量词 behind it and full-width digits.
func FuzzFigure(f *testing.F) {
	for _, s := range []string{"286宗", "935余", "约120", "8.1万", "18万余", "两万余", "496793.68元", "100%", "３.５‰", "1,234", "十二三", "2.45万元", "超过三百余亿多", "12,34"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, money := range []bool{false, true} {
			fig, odd, ok := parseFigure(s, []string{"宗", "万元", ""}, money)
			if !ok {
				continue
			}
			if fig.Value == nil || fig.Value.Sign() < 0 {
				t.Fatalf("%q: value %v", s, fig.Value)
			}
			want := strings.TrimSpace(narrowDigits(s))
			if got := fig.Raw + odd.measure; strings.TrimSpace(got) != want && !strings.HasPrefix(want, fig.Raw) {
				t.Fatalf("%q is printed as %q", s, fig.Raw)
			}
			again, _, ok := parseFigure(fig.Raw, []string{"宗", "万元", ""}, money)
			if !ok || again.Raw != fig.Raw || again.Value.Cmp(fig.Value) != 0 {
				t.Fatalf("%q is printed as %q, which reads as %q", s, fig.Raw, again.Raw)
			}
		}
	})
}
