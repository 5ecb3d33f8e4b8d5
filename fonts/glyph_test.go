package fonts

import (
	"fmt"
	"strings"
	"testing"
)

func (d drawn) String() string {
	var b strings.Builder
	for _, c := range d.Contours {
		for _, p := range c {
			fmt.Fprintf(&b, "%d,%d ", p.X, p.Y)
		}
		b.WriteString("z ")
	}
	return strings.TrimSpace(b.String())
}

// Composites of every kind become the points a rasteriser would compute.
func TestFlatten(t *testing.T) {
	f, err := Parse("x", []byte(tinyFont()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for r, want := range map[rune]string{
		'A': "100,0 500,0 100,400 z",
		'B': "150,-20 550,-20 150,380 z",
		'C': "85,-20 285,-20 85,180 z",
		'D': "0,100 0,500 -400,100 z",
		'E': "100,100 300,100 100,-300 z", // offset 100·½, 100·1
		'F': "100,0 500,0 100,400 z 100,400 500,400 100,800 z",
	} {
		s := subset(t, f, string(r))
		d := open(t, s.Program).glyph(t, 1)
		if d.String() != want {
			t.Errorf("%c: %s\nwant %s", r, d, want)
		}
		if d.HasInstruction {
			t.Errorf("%c has instructions", r)
		}
	}
	for _, r := range "GH" {
		if _, err := f.Subset([]rune{r}); err == nil || !strings.Contains(err.Error(), "字形数据有误") {
			t.Errorf("%c: %v, want an error", r, err)
		}
	}
	if f.Covers('I') {
		t.Error("a glyph without contours counts as drawn")
	}
}

// Shared marks of a Chinese face stand in one em; without the option they stay.
func TestMarksOfTinyFont(t *testing.T) {
	chinese, err := Parse("x", []byte(tinyFont()), Options{Chinese: true})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Parse("x", []byte(tinyFont()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		r                      rune
		raw                    int // advance of the raw face, 1/1000 em
		xmin, xmax, ymin, ymax int
	}{
		{'“', 200, 840, 940, 500, 600},  // 60 units of bearing kept on the right
		{'”', 180, 20, 120, 500, 600},   // stays in the left half
		{'‘', 200, 700, 900, 500, 700},  // the face's own full-width variant
		{'·', 300, 475, 525, 200, 250},  // in the middle
		{'—', 890, -5, 1005, 300, 1100}, // reaches over both edges
		{'…', 800, 200, 800, 0, 600},    // in the middle; high enough already
	} {
		if got := plain.Advance(c.r); got != round(c.raw*Em, 1000) {
			t.Errorf("%c raw: advance %d", c.r, got)
		}
		if got := chinese.Advance(c.r); got != Em {
			t.Errorf("%c: advance %d, want one em", c.r, got)
		}
		s := subset(t, chinese, string(c.r))
		d := open(t, s.Program).glyph(t, 1)
		if d.XMin != c.xmin || d.XMax != c.xmax || d.YMin != c.ymin || d.YMax != c.ymax || d.Advance != 1000 || s.Widths[0] != 1000 {
			t.Errorf("%c: %+v", c.r, d)
		}
	}
}

// An ellipsis on the baseline is lifted to the middle of the em box.
func TestEllipsisOnTheBaseline(t *testing.T) {
	glyphs := tinyGlyphs()
	glyphs[13] = triangle(100, 0, 100)
	f, err := Parse("x", []byte(build("\x00\x01\x00\x00", tinyTags, tinyTables(glyphs))), Options{Chinese: true})
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, subset(t, f, "…").Program).glyph(t, 1)
	if d.YMin != 330 || d.YMax != 430 || d.XMin != 450 { // middle of 880 and −120
		t.Errorf("%+v", d)
	}
}

// The table of coordinate lengths says what the flags say.
func TestPointBytes(t *testing.T) {
	axis := func(f, short, same int) int {
		switch {
		case f&short != 0:
			return 1
		case f&same != 0:
			return 0
		}
		return 2
	}
	for f := range 64 {
		if want := axis(f, xShort, xSame) + axis(f, yShort, ySame); int(pointBytes[f]) != want {
			t.Errorf("flags %02X: %d, want %d", f, pointBytes[f], want)
		}
	}
}

// What appendOutline writes, decode and the second reader read: long runs of equal
// flags, great steps, points off the curve.
func TestEncodeRoundTrip(t *testing.T) {
	var o outline
	for i := range 700 {
		o.points = append(o.points, point{x: i % 300 * 100, y: i * i % 7, on: i%5 != 0})
	}
	for i := range 300 {
		o.points = append(o.points, point{x: i, y: -300, on: true})
	}
	o.ends = []int{9, 699, 999}
	b, ok := appendOutline(nil, &o)
	if !ok {
		t.Fatal("not encoded")
	}
	back, ok := decode(block(b))
	if !ok || fmt.Sprint(back) != fmt.Sprint(o) {
		t.Error("decode differs")
	}
	if _, ok := appendOutline(nil, &outline{points: []point{{x: 40000}}, ends: []int{0}}); ok {
		t.Error("a coordinate of 40000 was written")
	}
}
