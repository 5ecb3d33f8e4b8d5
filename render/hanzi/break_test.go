package hanzi

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/lines.txt with what Break gives")

func modelWidths(text []rune) []int {
	w := make([]int, len(text))
	for i, r := range text {
		w[i] = ModelWidth(r)
	}
	return w
}

// TestVectors runs the vectors of CLREQ's rules that all engines of this trade
// should agree on: lines, modes and natural widths.
func TestVectors(t *testing.T) {
	data, err := os.ReadFile("testdata/clreq_vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Name, Input, Profile string
		Width, Indent        int
		Lines, Modes         []string
		Natural              []float64
	}
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) != 29 {
		t.Errorf("%d vectors, want 29", len(vectors))
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			o := Options{Width: v.Width * Em, Indent: v.Indent * Em}
			if v.Profile == "clreq" {
				o.Profile = CLREQ
			}
			text := []rune(v.Input)
			var got, want []string
			for _, l := range Break(text, modelWidths(text), o) {
				got = append(got, fmt.Sprintf("%s %s %.2f", l.Mode, string(text[l.From:l.To]), float64(l.Natural)/Em))
			}
			for i := range v.Lines {
				want = append(want, fmt.Sprintf("%s %s %.2f", v.Modes[i], v.Lines[i], v.Natural[i]))
			}
			if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}

// TestLines runs testdata/lines.txt; its head says how to read it.
func TestLines(t *testing.T) {
	const file = "testdata/lines.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for i, block := range strings.Split(strings.TrimRight(string(data), "\n"), "\n\n") {
		if i > 0 {
			out.WriteString("\n")
		}
		if strings.HasPrefix(block, ";") {
			out.WriteString(block + "\n")
			continue
		}
		got := runLines(t, block)
		out.WriteString(got)
		if !*update && strings.TrimRight(got, "\n") != block {
			t.Errorf("got\n%s\nwant\n%s", got, block)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func runLines(t *testing.T, block string) string {
	rows := strings.SplitN(block, "\n", 4)
	if len(rows) < 3 || !strings.HasPrefix(rows[0], "# ") {
		t.Fatalf("bad block:\n%s", block)
	}
	var o Options
	for _, word := range strings.Fields(rows[1]) {
		var n float64
		switch {
		case word == "ragged":
			o.Ragged = true
		case word == "tight":
			o.Tight = true
		case word == "basic":
			o.Basic = true
		case word == "clreq":
			o.Profile = CLREQ
		case word == "grid":
		default:
			if _, err := fmt.Sscanf(word, "width=%g", &n); err == nil {
				o.Width = int(n * Em)
			} else if _, err := fmt.Sscanf(word, "indent=%g", &n); err == nil {
				o.Indent = int(n * Em)
			} else {
				t.Fatalf("%s: unknown option %q", rows[0], word)
			}
		}
	}
	text := []rune(strings.TrimPrefix(rows[2], "< "))
	if rows[2] == "<" {
		text = nil
	}
	got := strings.Join(rows[:3], "\n") + "\n"
	for _, l := range Break(text, modelWidths(text), o) {
		loose := ""
		if l.Loose {
			loose = " loose"
		}
		got += fmt.Sprintf("> |%s| %s%s\n", string(text[l.From:l.To]), l.Mode, loose)
	}
	return got
}

// TestPlaces looks at single origins: which side a squeezed mark loses, where
// spaces go, that stretched lines end exactly at their width.
func TestPlaces(t *testing.T) {
	e := func(x float64) int { return int(x * Em) }
	for _, c := range []struct {
		name, text string
		o          Options
		line       int
		at         []int
		end        int
	}{
		{"stop loses what is behind it", "一，二。三", Options{Width: e(3)}, 0,
			[]int{0, e(1), e(1.5), e(2.5)}, e(3)},
		{"opening mark is drawn left of its room", "一（二）。三四", Options{Width: e(3.5)}, 0,
			[]int{0, e(.5), e(1.5), e(2.5), e(3)}, e(3.5)},
		{"opening mark at line start", "“一”，二三", Options{Width: e(2.5)}, 0,
			[]int{e(-.5), e(.5), e(1.5), e(2)}, e(2.5)},
		{"indent is in the places", "一二三四", Options{Width: e(4), Indent: e(2)}, 0,
			[]int{e(2), e(3)}, e(4)},
		{"interpunct shrinks around its middle", "古·提，二三", Options{Width: e(3)}, 0,
			[]int{0, e(.75), e(1.5), e(2.5)}, e(3)},
		{"word space first, to half an em", "中a b文三四五一二三", Options{Width: e(6.5)}, 0,
			[]int{0, e(1), e(1.5), e(2), e(2.5), e(3.5), e(4.5), e(5.5)}, e(6.5)},
		{"no gap inside a unit", "一123件二12345", Options{Width: e(5.5)}, 0,
			[]int{0, e(1.5), e(2), e(2.5), e(3), e(4.5)}, e(5.5)},
		{"adjacent marks", "《一》《二》", Options{Width: e(9), Profile: CLREQ}, 0,
			[]int{0, e(1), e(2), e(2.5), e(3.5), e(4.5)}, e(5.5)},
		{"two that open", "（“一”）", Options{Width: e(9), Profile: CLREQ}, 0,
			[]int{0, e(.5), e(1.5), e(2.5), e(3)}, e(4)},
		{"？！ in one em", "吗？！一", Options{Width: e(9), Profile: CLREQ}, 0,
			[]int{0, e(1), e(1.5), e(2)}, e(3)},
		{"three in two", "吗？！！一", Options{Width: e(9), Profile: CLREQ}, 0,
			[]int{0, e(1), e(1.5), e(2), e(3)}, e(4)},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := []rune(c.text)
			l := Break(text, modelWidths(text), c.o)[c.line]
			if fmt.Sprint(l.At, l.End) != fmt.Sprint(c.at, c.end) {
				t.Errorf("%s: got %v end %d, want %v end %d", string(text[l.From:l.To]), l.At, l.End, c.at, c.end)
			}
		})
	}
}

// TestSqueezeOrder: what a mark keeps of its em, and the narrowest and widest gap
// between characters that are no marks, when a line is made shorter by half an em or
// as far as it goes.
func TestSqueezeOrder(t *testing.T) {
	const most = half + 600 // of type a little larger than the cell
	han := strings.Repeat("国", 9)
	for _, c := range []struct {
		name, text string
		less       float64 // ems
		o          Options
		keep       string // of the marks inside, 1/1000 em
		gaps       [2]int // 1/1000 em
	}{
		{"line end first", han + "，" + han + "。", .5, Options{}, "1000", [2]int{1000, 1000}},
		{"then line start", "“" + han + "”" + han + "。", 1, Options{}, "500 1000", [2]int{1000, 1000}},
		{"behind the indent last", "（一）" + han + "，" + han + "。", 1, Options{Indent: 2 * Em}, "1000 750 750", [2]int{1000, 1000}},
		{"a comma keeps three quarters", han + "，" + han + "。", .9, Options{}, "750", [2]int{990, 991}},
		{"brackets before stops", han + "，国（" + han + "）国。", 1, Options{}, "1000 750 750", [2]int{1000, 1000}},
		{"gaps before an end mark", han + "。" + han + "。", .6, Options{}, "1000", [2]int{993, 994}},
		{"and then it", han + "。" + han + "。", .9, Options{}, "759", [2]int{989, 991}},
		{"no less than half of the type", han + "，" + han + "。", 1, Options{Least: most}, "750", [2]int{984, 985}},
		{"as far as it goes", "国，国国。国，国。", 2, Options{Least: most}, "509 509 509", [2]int{972, 973}},
		{"marks whose blanks meet", han + "）（" + han + "。", 1.5, Options{Least: most}, "509", [2]int{968, 969}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := []rune(c.text)
			c.o.Width = c.o.Indent + len(text)*Em - int(c.less*Em)
			c.o.Tight = true
			lines := Break(text, modelWidths(text), c.o)
			if len(lines) != 1 {
				t.Fatalf("%d lines", len(lines))
			}
			l := lines[0]
			keep, gaps := "", [2]int{Em, 0}
			for i := range text[1:] {
				a, z := classOf(text[i]), classOf(text[i+1])
				room := l.At[i+1] - l.At[i]
				switch {
				case a == classOpen && i == 0:
					keep = fmt.Sprintf("%s %d", keep, (l.At[1]-c.o.Indent)*1000/Em)
				case a.mark() && a != classOpen, !a.mark() && z == classOpen:
					keep = fmt.Sprintf("%s %d", keep, room*1000/Em)
				case a.mark() || z.mark():
				default:
					gaps = [2]int{min(gaps[0], room), max(gaps[1], room)}
				}
				if c.o.Least > 0 && i > 0 && room < c.o.Least {
					t.Errorf("%c%c stand %d apart", text[i], text[i+1], room)
				}
			}
			gaps[0], gaps[1] = gaps[0]*1000/Em, (gaps[1]*1000+Em-1)/Em
			if keep = strings.TrimSpace(keep); keep != c.keep || gaps != c.gaps || l.End != c.o.Width {
				t.Errorf("marks keep %s, gaps %v, end %d; want %s, %v, %d", keep, gaps, l.End, c.keep, c.gaps, c.o.Width)
			}
		})
	}
}

// TestRoundingLeavesNothing stretches by an amount no number of gaps divides.
func TestRoundingLeavesNothing(t *testing.T) {
	text := []rune("全年共办理行政执法案件，处理率达到要求")
	l := Break(text, modelWidths(text), Options{Width: 11*Em + 7})[0]
	if l.End != 11*Em+7 || l.At[len(l.At)-1] != 10*Em+7 {
		t.Errorf("line ends at %d, last origin %d", l.End, l.At[len(l.At)-1])
	}
}
