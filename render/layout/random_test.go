package layout_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/fonts"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/layout"
	"nianbao/render/page"
)

var chars = flag.Int("chars", 400_000, "characters TestRandomParagraphs sets")

// The lists of the test are its own, not those of the program (CLREQ, level GB;
// GB/T 15834-2011 5.1).
const (
	notFirst = "，。、；：！？）〕》〉”’】·～／%％‰℃㎡,.;:!?)"
	notLast  = "（〔《〈“‘【￥№("
	rare     = "䶮㛃㙍㸌𬭳𫖯𬱖𬜬𫍲" // among the 通用规范汉字 beyond the common fonts
)

// units stay on one line when they fit it: what an officer of the trade would never
// part. At | a line may end: the stretch guard parts a number from its measure.
var units = []string{"——", "……", "5|件", "12|宗", "286|宗", "5%", "98.56%", "3.5‰", "26℃", "2.45万|元", "480余万|元", "3009408|元",
	"1,286|人|次", "936,292.39|平|方|米", "2021—2025年", "63%～68%", "〔2023〕34号", "第24条", "（一）", "（十二）", "12·4", "增|速|为|-12.5%",
	"ODR", "AI", "V2.0", "￥500", "12:30", "2024|年", "31|日", "１２３|件"}

// paragraph is a random text; whole[i] is that no line may end before character i.
type paragraph struct {
	text  []rune
	whole map[int]string
}

// writer makes paragraphs that a grammar of marks allows, for lines of width ems.
type writer struct {
	*rand.Rand
	width int
	paragraph
}

func (w *writer) put(s string) { w.text = append(w.text, []rune(s)...) }

func (w *writer) word() {
	for n := 1 + w.IntN(6); n > 0; n-- {
		if w.IntN(60) == 0 {
			r := []rune(rare)
			w.text = append(w.text, r[w.IntN(len(r))])
		} else {
			w.text = append(w.text, '依'+rune(w.IntN(200)))
		}
	}
}

// unit puts a unit that fits a line with three marks beside it.
func (w *writer) unit() {
	for {
		parts := strings.Split(units[w.IntN(len(units))], "|")
		u := strings.Join(parts, "")
		if ems(u)+4*hanzi.Em/2 > w.width*hanzi.Em {
			continue
		}
		for _, part := range parts {
			for k := range []rune(part)[1:] {
				w.whole[len(w.text)+1+k] = u
			}
			w.put(part)
		}
		return
	}
}

func ems(s string) (n int) {
	for _, r := range s {
		n += hanzi.ModelWidth(r)
	}
	return n
}

// clause is words, units and quotations up to a mark.
func (w *writer) clause() {
	w.word()
	for n := w.IntN(4); n > 0; n-- {
		switch w.IntN(8) {
		case 0, 1, 2:
			w.unit()
		case 3:
			w.put("“")
			w.word()
			w.put("”")
		case 4:
			w.put("《")
			w.word()
			w.put("》")
		case 5:
			w.put("（")
			w.word()
			w.put([]string{"", "，", "《", "、"}[w.IntN(3)])
			w.put("）")
		case 6:
			w.word()
			w.put([]string{"·", "、", "～", "“‘"}[w.IntN(3)])
		case 7:
			w.word()
			w.put(" smart city ")
		}
		w.word()
	}
	w.put([]string{"，", "，", "，", "。", "；", "：", "、", "？", "！", "？！", "。”"}[w.IntN(11)])
}

// randomDocument makes n paragraphs, the first character of each one that binds to
// nothing.
func randomDocument(r *rand.Rand, width, n int) []paragraph {
	out := make([]paragraph, n)
	for i := range out {
		w := &writer{Rand: r, width: width, paragraph: paragraph{whole: map[int]string{}}}
		w.put("各") // no label of a list
		for k := 1 + r.IntN(12); k > 0; k-- {
			w.clause()
		}
		out[i] = w.paragraph
	}
	return out
}

// TestRandomParagraphs sets random documents on sheets 4 to 28 characters wide and
// reads the pages back: every character once and in order, no line begins or ends
// with a forbidden mark, no unit is parted, nothing stands outside the type area.
// -chars 10000000 is the run for an acceptance.
func TestRandomParagraphs(t *testing.T) {
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	r, start := rand.New(rand.NewPCG(9704, 2012)), time.Now()
	done, lines := 0, 0
	for n := 0; done < *chars; n++ {
		s := gbt9704.Standard()
		width := 4 + r.IntN(25)
		s.TypeWidth = s.TypeWidth * page.Length(width) / 28
		s.Columns = width
		s.Profile = gbt9704.LineProfile(r.IntN(2))
		text := randomDocument(r, width, 1+r.IntN(12))
		var d doc.Document
		for _, p := range text {
			d.Blocks = append(d.Blocks, doc.Para{Text: run(string(p.text))})
			done += len(p.text)
		}
		pages, found := layout.Lay(d, &s, faces)
		for _, f := range found {
			if f.Code != "L02" {
				t.Fatalf("document %d: %v", n, f)
			}
		}
		k, err := readBack(pages, &s, faces, text)
		if err != nil {
			t.Fatalf("document %d, %d wide, profile %d: %v", n, width, s.Profile, err)
		}
		lines += k
	}
	t.Logf("%d characters, %d lines, no finding, %v", done, lines, time.Since(start).Round(time.Millisecond))
}

// rowOf is the text of one line of a page, with where its ink may begin and end.
type rowOf struct {
	text        []rune
	left, right page.Length
}

// rows puts the runs of a page together by baseline.
func rows(p *page.Page, faces *fonts.Set) (out []rowOf) {
	y := page.Length(-1)
	for _, r := range p.Runs {
		if r.Of < 0 {
			continue
		}
		if r.Y != y {
			out = append(out, rowOf{left: r.X})
			y = r.Y
		}
		row := &out[len(out)-1]
		x := r.X
		for _, c := range r.Text {
			row.text = append(row.text, c)
			face, _ := faces.Resolve(c, r.Face)
			x += r.Size * page.Length(face.Advance(c)) / fonts.Em
			if c != ' ' { // at the end it takes no room
				row.right = x
			}
			x += r.Spacing
		}
	}
	return out
}

// readBack holds pages against the text they were made from and returns the number
// of lines.
func readBack(pages page.Pages, s *gbt9704.Sheet, faces *fonts.Set, text []paragraph) (lines int, err error) {
	par, at := 0, 0
	for n := range pages.Pages {
		for k, row := range rows(&pages.Pages[n], faces) {
			lines++
			if par == len(text) {
				return 0, fmt.Errorf("page %d: %q is too much", n+1, string(row.text))
			}
			p := text[par]
			end := at + len(row.text)
			if end > len(p.text) || !slices.Equal(p.text[at:end], row.text) {
				return 0, fmt.Errorf("page %d: %q is not what follows %q", n+1, string(row.text), string(p.text[:at]))
			}
			if err := checkRow(row, s, p, at); err != nil {
				return 0, fmt.Errorf("page %d |%s|: %w", n+1, string(row.text), err)
			}
			if k == 0 && at > 0 && end == len(p.text) {
				return 0, fmt.Errorf("page %d begins with the last line of a paragraph |%s|", n+1, string(row.text))
			}
			if at = end; at == len(p.text) {
				par, at = par+1, 0
			}
		}
		for _, r := range pages.Pages[n].Runs {
			if r.Of >= 0 && (r.Y-r.Size < s.Top-s.RowPitch() || r.Y > s.Top+s.TypeHeight) {
				return 0, fmt.Errorf("page %d: %q stands above or below the type area", n+1, r.Text)
			}
		}
	}
	if par < len(text) {
		return 0, fmt.Errorf("text ends at paragraph %d of %d", par, len(text))
	}
	return lines, nil
}

func checkRow(row rowOf, s *gbt9704.Sheet, p paragraph, at int) error {
	end := at + len(row.text)
	first, last := row.text[0], []rune(strings.TrimRight(string(row.text), " "))
	if strings.ContainsRune(notFirst, first) {
		return fmt.Errorf("begins with %q", first)
	}
	if end < len(p.text) && strings.ContainsRune(notLast, last[len(last)-1]) {
		return fmt.Errorf("ends with %q", last[len(last)-1])
	}
	if u := p.whole[end]; u != "" {
		return fmt.Errorf("%q is parted, before %q", u, string(p.text[end:min(end+12, len(p.text))]))
	}
	// The blank half of a mark may hang over an edge, and an em box is a little wider
	// than its cell, in which it is centred.
	over := (s.Body-s.CellWidth())/2 + 100
	left, right := row.left+over, row.right-over
	if strings.ContainsRune(notLast, first) {
		left += s.Body / 2
	}
	if strings.ContainsRune(notFirst, last[len(last)-1]) {
		right -= s.Body / 2
	}
	if left < s.Left || right > s.Left+s.TypeWidth {
		return fmt.Errorf("stands from %.2f to %.2f mm, type area from %.2f to %.2f", left.MM(), right.MM(), s.Left.MM(), (s.Left + s.TypeWidth).MM())
	}
	return nil
}
