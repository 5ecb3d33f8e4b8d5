package hanzi

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// pieces is what random paragraphs are made of, besides single ideographs.
var pieces = []string{
	"，", "。", "、", "；", "：", "？", "！", "？！", "！！！", "“", "”", "‘", "’", "（", "）", "《", "》", "《宪法》", "（试行）",
	"——", "……", "…………", "—", "·", "～", "/", "-", "-12.5%", "286宗", "3009408元", "98.56%", "936,292.39平方米", "2.45万元",
	"480余万元", "2021—2025年", "2021年—2025年", "63%～68%", "〔2023〕34号", "第24条", "（一）", "（十二）", "12·4", "1.", "1、",
	"ODR", "V2.0", "GB/T 9704", "COVID-19", "smart city", " ", "　", "\u00A0", "\"1310\"", "'", "￥500", "℃", "㎡", "‰",
	"http://www.a.gov.cn/x?id=1", "www.b.cn", "f(x)", "(", ")", ",", ":", "1234567890123456789012345678901234567890",
	"2024年12月31日", "12:30", "0754-88888888", "葛\U000E0100", "１２３件", "𬭳", "+", "3+X",
}

func randomParagraph(r *rand.Rand) []rune {
	var s strings.Builder
	for n := r.IntN(60); n >= 0; n-- {
		if r.IntN(10) < 6 {
			s.WriteRune(rune('一' + r.IntN(2000)))
		} else {
			s.WriteString(pieces[r.IntN(len(pieces))])
		}
	}
	return []rune(s.String())
}

// verify states what must hold for any text and options.
func verify(text []rune, o Options) error {
	widths := modelWidths(text)
	lines := Break(text, widths, o)
	cells := make([]cell, len(text)+1)
	classify(text, cells)
	if o.Basic {
		freeSolidus(cells)
	}
	if o.Tight {
		plain := o
		plain.Tight = false
		if n := len(Break(text, widths, plain)); len(lines) > n {
			return fmt.Errorf("%d tight lines, %d without", len(lines), n)
		}
	}
	next := 0
	for i, l := range lines {
		if l.From != next || l.To <= l.From || len(l.At) != l.To-l.From {
			return fmt.Errorf("line %d holds [%d:%d], want it to start at %d", i, l.From, l.To, next)
		}
		next = l.To
		if err := verifyPlaces(text, widths, cells, l, o, i == len(lines)-1); err != nil {
			return fmt.Errorf("line %d |%s|: %w", i, string(text[l.From:l.To]), err)
		}
		if l.To < len(text) {
			if err := verifyEnd(text, widths, cells, l, o); err != nil {
				return fmt.Errorf("line %d |%s|: %w", i, string(text[l.From:l.To]), err)
			}
		}
	}
	if next != len(text) {
		return fmt.Errorf("lines end at %d of %d", next, len(text))
	}
	return nil
}

func verifyPlaces(text []rune, widths []int, cells []cell, l Line, o Options, last bool) error {
	vis := l.To
	for vis > l.From && cells[vis-1].class == classSpace {
		vis--
	}
	for i := 1; i < len(l.At); i++ {
		if l.At[i] < l.At[i-1] {
			return fmt.Errorf("origin %d is left of the one before: %v", i, l.At)
		}
	}
	if l.End > o.Width && vis-l.From > 1 && cells[l.From+1].class != classCombining {
		return fmt.Errorf("ends at %d, past %d", l.End, o.Width)
	}
	switch l.Mode {
	case Stretch, Squeeze, SqueezeLast:
		if l.End != o.Width {
			return fmt.Errorf("%s ends at %d, not %d", l.Mode, l.End, o.Width)
		}
	case Natural:
		if l.End < o.Width && !o.Ragged {
			for i := l.From + 1; i < vis; i++ {
				if cells[i].gap&tight == 0 {
					return fmt.Errorf("not full though gap %d could be stretched", i)
				}
			}
		}
	}
	if last != (l.Mode == Last || l.Mode == SqueezeLast) {
		return fmt.Errorf("mode %s, last %v", l.Mode, last)
	}
	if vis > l.From {
		right := l.At[vis-1-l.From] + widths[vis-1]
		if c := cells[vis-1].class; right != l.End && (!c.mark() && c != classInterpunct || right > l.End+half || right < l.End) {
			return fmt.Errorf("last glyph ends at %d, line at %d", right, l.End)
		}
	}
	return nil
}

// verifyEnd checks the break behind l: forbidden places only where the line had no
// other, units cut only when wider than their line.
func verifyEnd(text []rune, widths []int, cells []cell, l Line, o Options) error {
	room := o.Width
	if l.From == 0 {
		room -= o.Indent
	}
	before := l.To - 1
	for before > l.From && cells[before].class == classSpace {
		before--
	}
	other := false
	for i := l.From + 1; i < l.To; i++ {
		if g := cells[i].gap.level(); g == free || g == soft {
			other = true
		}
	}
	g := cells[l.To].gap.level()
	if g == free {
		// The levels themselves, checked against the character lists.
		minus := strings.ContainsRune("-－", text[l.To]) && l.To+1 < len(text) && isDigit(text[l.To+1])
		if NoStart(text[l.To]) && !minus {
			return fmt.Errorf("next line starts with %q", text[l.To])
		}
		if NoEnd(text[before]) && !(text[before] == '/' && Western(text[l.To])) && !(o.Basic && cells[before].class == classSolidus) {
			return fmt.Errorf("line ends with %q", text[before])
		}
		if isDigit(text[before]) && isDigit(text[l.To]) && before == l.To-1 {
			return fmt.Errorf("digits parted")
		}
		return nil
	}
	if g == soft {
		return nil
	}
	if g != hard {
		if other {
			return fmt.Errorf("ends between %q and %q though it has other ends", text[l.To-1], text[l.To])
		}
		return nil
	}
	from, to, w := l.To, l.To, 0
	for from > 0 && cells[from].gap.level() == hard {
		from--
	}
	for to < len(text) && (to == l.To || cells[to].gap.level() == hard) {
		to++
	}
	for _, x := range widths[from:to] {
		w += x
	}
	if w <= room {
		return fmt.Errorf("unit %q cut though it fits", string(text[from:to]))
	}
	return nil
}

func randomOptions(r *rand.Rand) Options {
	o := Options{Width: (4 + r.IntN(25)) * Em, Profile: Profile(r.IntN(2)), Ragged: r.IntN(5) == 0,
		Tight: r.IntN(4) == 0, Basic: r.IntN(4) == 0}
	if r.IntN(2) == 0 {
		o.Indent = 2 * Em
	}
	if r.IntN(4) == 0 {
		o.Width += r.IntN(Em)
	}
	if r.IntN(2) == 0 {
		o.Least = half + r.IntN(2000)
	}
	return o
}

var chars = flag.Int("chars", 1_000_000, "characters TestRandomParagraphs sets")

// TestRandomParagraphs is the fuzz test with a fixed seed, for plain go test.
func TestRandomParagraphs(t *testing.T) {
	r := rand.New(rand.NewPCG(9704, 2012))
	for i, done := 0, 0; done < *chars; i++ {
		text, o := randomParagraph(r), randomOptions(r)
		done += len(text)
		if err := verify(text, o); err != nil {
			t.Fatalf("paragraph %d %+v\n%s\n%v", i, o, string(text), err)
		}
	}
}

func FuzzBreak(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		f.Add(string(randomParagraph(r)), uint8(r.IntN(28)), uint8(r.IntN(32)))
	}
	f.Fuzz(func(t *testing.T, s string, width, flags uint8) {
		o := Options{Width: (4 + int(width)%25) * Em, Indent: int(flags&1) * 2 * Em,
			Profile: Profile(flags >> 1 & 1), Ragged: flags&4 != 0,
			Tight: flags&8 != 0, Basic: flags&16 != 0}
		text := []rune(s)
		if err := verify(text, o); err != nil {
			t.Fatalf("%+v\n%q\n%v", o, s, err)
		}
	})
}

func benchText(n int) []rune {
	r := rand.New(rand.NewPCG(3, 4))
	var text []rune
	for len(text) < n {
		for range 12 {
			text = append(text, rune('一'+r.IntN(2000)))
		}
		text = append(text, []rune([]string{"，", "。", "286宗，", "“枫桥经验”", "（2021—2025年）", "、98.56%，", "ODR"}[r.IntN(7)])...)
	}
	return text[:n]
}

func BenchmarkBreak(b *testing.B) {
	for _, n := range []int{100, 1000, 10000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := benchText(n)
			widths := modelWidths(text)
			b.ReportAllocs()
			for b.Loop() {
				Break(text, widths, Options{Width: 28 * Em, Indent: 2 * Em})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/char")
		})
	}
}

// BenchmarkBreakHard is text that offers no break, so every line has to be cut.
func BenchmarkBreakHard(b *testing.B) {
	for _, s := range []string{"1", "”", "“", "—", "a,"} {
		b.Run(s, func(b *testing.B) {
			text := []rune(strings.Repeat(s, 100000))
			widths := modelWidths(text)
			for b.Loop() {
				Break(text, widths, Options{Width: 28 * Em})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/char")
		})
	}
}
