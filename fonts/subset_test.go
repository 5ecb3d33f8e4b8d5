package fonts

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is some 600 characters of a report.
func sample(t testing.TB) []rune {
	t.Helper()
	level1 := gb2312(t, 16, 55)
	rs := []rune(openingMarks + closingMarks + lowerMarks + otherMarks)
	for i := 0; len(rs) < 600; i += 6 {
		rs = append(rs, level1[i])
	}
	return rs
}

// Every glyph of a subset has the points, widths and bearings of the face, and
// nothing a composite or an instruction would need.
func TestSubsetRoundTrip(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range set.Faces() {
		var rs []rune
		for r := rune(' '); r <= 0x3100; r++ { // Latin and marks: where composites are
			if f.Covers(r) {
				rs = append(rs, r)
			}
		}
		for _, r := range append(sample(t), []rune("\U0002CB73\U00020164")...) {
			if f.Covers(r) {
				rs = append(rs, r)
			}
		}
		slices.Reverse(rs)
		s, err := f.Subset(rs)
		if err != nil {
			t.Fatal(err)
		}
		checkSubset(t, f, s)
	}
}

func checkSubset(t *testing.T, f *Face, s *Subset) {
	t.Helper()
	p := open(t, s.Program)
	if len(p) != programTables || p.glyphs() != len(s.Runes)+1 || !slices.IsSorted(s.Runes) || len(s.Widths) != len(s.Runes) {
		t.Fatalf("%s: %d tables, %d glyphs for %d runes", f.Key(), len(p), p.glyphs(), len(s.Runes))
	}
	if tail := fmt.Sprint(p["maxp"][10:]); tail != fmt.Sprint([]byte(w(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0))) {
		t.Errorf("%s: maxp asks for composites or instructions: %s", f.Key(), tail)
	}
	tab := &f.tables
	for i, r := range s.Runes {
		d := p.glyph(t, i+1)
		if d.HasInstruction {
			t.Errorf("%s %c: instructions", f.Key(), r)
		}
		if got := round(d.Advance*1000, tab.upem); got != s.Widths[i] || max(got-f.Advance(r)*1000/Em, f.Advance(r)*1000/Em-got) > 1 {
			t.Errorf("%s %c: hmtx %d, Widths %d, Advance %d", f.Key(), r, got, s.Widths[i], f.Advance(r))
		}
		if f.mark(r) != nil {
			continue // TestMarksStandInOneEm
		}
		g := tab.glyph(r)
		o, err := tab.outline(g)
		if err != nil {
			t.Fatal(err)
		}
		if want := contours(o); !slices.EqualFunc(want, d.Contours, slices.Equal[[]pt]) {
			t.Errorf("%s %c: %s", f.Key(), r, cmp.Diff(want, d.Contours))
		}
		if d.Advance != tab.advance(g) || d.Left != tab.bearing(g) {
			t.Errorf("%s %c: %d, %d wide and left; the face has %d, %d", f.Key(), r, d.Advance, d.Left, tab.advance(g), tab.bearing(g))
		}
	}
}

// A subset of few glyphs has a short loca, one of many a long one.
func TestBothLocas(t *testing.T) {
	f := face(t, "仿宋")
	for n, want := range map[int]int{20: 0, 600: 1} {
		s, err := f.Subset(sample(t)[:n])
		if err != nil {
			t.Fatal(err)
		}
		checkSubset(t, f, s)
		if got := u16(open(t, s.Program)["head"], 50); got != want {
			t.Errorf("%d glyphs: loca format %d, want %d", n, got, want)
		}
	}
}

func TestSubsetOfNothing(t *testing.T) {
	s := subset(t, face(t, "西文"), "")
	if p := open(t, s.Program); p.glyphs() != 1 {
		t.Errorf("%d glyphs, want .notdef alone", p.glyphs())
	}
}

func TestSubsetRefuses(t *testing.T) {
	_, err := face(t, "仿宋").Subset([]rune("吉\U00020BB7"))
	if err == nil || !strings.Contains(err.Error(), "字体“仿宋”没有“\U00020BB7”（U+20BB7）") {
		t.Errorf("%v", err)
	}
}

// Order and repeats make no difference, nor does the face object; the caller's
// slice stays as it was.
func TestSubsetIsDeterministic(t *testing.T) {
	rs := sample(t)
	first, err := face(t, "仿宋").Subset(rs)
	if err != nil {
		t.Fatal(err)
	}
	again := append(slices.Clone(rs), rs[:100]...)
	slices.Reverse(again)
	before := slices.Clone(again)
	second, err := face(t, "仿宋").Subset(again)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Program, second.Program) || !slices.Equal(first.Runes, second.Runes) {
		t.Error("bytes differ")
	}
	if !slices.Equal(again, before) {
		t.Error("the caller's slice was changed")
	}
}

func TestConcurrentUse(t *testing.T) {
	f, rs := face(t, "仿宋"), sample(t)
	want, err := face(t, "仿宋").Subset(rs)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, r := range rs {
				if !f.Covers(r) || f.Advance(r) != Em {
					t.Errorf("%c: %d", r, f.Advance(r))
				}
			}
			if s, err := f.Subset(rs); err != nil || !bytes.Equal(s.Program, want.Program) {
				t.Errorf("subset differs: %v", err)
			}
		})
	}
	wg.Wait()
}

// One document's share: the set and the body's subset. Target: well under 1 ms.
func BenchmarkBuiltinAndSubset600(b *testing.B) {
	rs := sample(b)
	b.ReportAllocs()
	for b.Loop() {
		set, err := Builtin()
		if err != nil {
			b.Fatal(err)
		}
		f, _ := set.Face("仿宋")
		s, err := f.Subset(rs)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(s.Program)))
	}
}

func BenchmarkBuiltin(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAdvance(b *testing.B) {
	f, rs := face(b, "仿宋"), sample(b)
	i := 0
	for b.Loop() {
		f.Advance(rs[i%len(rs)])
		i++
	}
}

func BenchmarkCovers(b *testing.B) {
	f, rs := face(b, "仿宋"), sample(b)
	i := 0
	for b.Loop() {
		f.Covers(rs[i%len(rs)])
		i++
	}
}
