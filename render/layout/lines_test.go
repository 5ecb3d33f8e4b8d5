package layout_test

import (
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
	"nianbao/render/page"
)

// laid sets blocks on s and returns the rows of every page, and the findings.
func laid(t *testing.T, s gbt9704.Sheet, blocks ...doc.Block) ([][]string, page.Pages, diag.List) {
	t.Helper()
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p, found := layout.Lay(doc.Document{Blocks: blocks}, &s, faces)
	var out [][]string
	for i := range p.Pages {
		var texts []string
		for _, r := range rows(&p.Pages[i], faces) {
			texts = append(texts, string(r.text))
		}
		out = append(out, texts)
	}
	return out, p, found
}

// TestOrphanLines: no page begins with the last line of a paragraph (孤行不成页),
// wherever the paragraph falls.
func TestOrphanLines(t *testing.T) {
	for before := 15; before < 23; before++ {
		for length := 2; length < 6; length++ {
			var blocks []doc.Block
			for range before {
				blocks = append(blocks, doc.Para{Text: run("一行。")})
			}
			last := strings.Repeat("国", 26+28*(length-2)) + "末行到此为止。"
			blocks = append(blocks, doc.Para{Text: run(last)}, doc.Para{Text: run("再一行。")})
			pages, _, _ := laid(t, gbt9704.Standard(), blocks...)
			for i, p := range pages {
				if p[0] == "末行到此为止。" {
					t.Errorf("%d rows, paragraph of %d: page %d begins with its last line", before, length, i+1)
				}
				if n := len(p); n > 22 {
					t.Errorf("page %d has %d rows", i+1, n)
				}
			}
		}
	}
}

// TestLoneCharacter: the last line of a paragraph is never one character (孤字不成行):
// it is squeezed in where there are marks to squeeze, else one comes down.
func TestLoneCharacter(t *testing.T) {
	for _, c := range []struct{ name, text, last string }{
		{"comes down", strings.Repeat("国", 26) + "字", "国字"},
		{"with its mark", strings.Repeat("国", 26) + "字。", "国字。"},
		{"squeezed in", strings.Repeat("国", 19) + "，国，国，国国字。", ""},
		{"two are no lone one", strings.Repeat("国", 26) + "两字。", "两字。"},
		{"third line", strings.Repeat("国", 54) + "字", "国字"},
	} {
		pages, _, _ := laid(t, gbt9704.Standard(), doc.Para{Text: run(c.text)})
		got := pages[0]
		if c.last == "" {
			if len(got) != 1 || got[0] != c.text {
				t.Errorf("%s: %q, want one line", c.name, got)
			}
			continue
		}
		if got[len(got)-1] != c.last {
			t.Errorf("%s: %q, want the last line %s", c.name, got, c.last)
		}
	}
}

// TestCells: narrow cells are broken under the same prohibitions, one level lower, and
// never stretched.
func TestCells(t *testing.T) {
	s := gbt9704.Standard()
	head := doc.Heads("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "甲", "乙")
	cells := make([]string, len(head))
	for i := range cells {
		cells[i] = "街道办/镇政府受理率%，98.56%（含《条例》）“十”"
	}
	pages, p, found := laid(t, s, doc.Table{Head: head, Figures: make([]bool, len(head)), Rows: [][]string{cells}})
	if len(found) > 0 {
		t.Error(found)
	}
	count := 0
	for _, r := range p.Pages[0].Runs {
		if r.Of < 0 || len([]rune(r.Text)) < 2 {
			continue
		}
		count++
		text := []rune(r.Text)
		if r.Spacing > 0 {
			t.Errorf("%q is stretched by %.2f mm", r.Text, r.Spacing.MM())
		}
		if strings.ContainsRune(notFirst, text[0]) && text[0] != '/' && !follows(p.Pages[0].Runs, r) {
			t.Errorf("%q begins a line of a cell", r.Text)
		}
	}
	if count < len(head) {
		t.Errorf("%d runs in cells: the test looks at nothing (%q)", count, pages)
	}
}

// follows tells that r goes on with a run of its line.
func follows(all []page.Run, r page.Run) bool {
	for _, o := range all {
		if o.Of == r.Of && o.Y == r.Y && o.X < r.X {
			return true
		}
	}
	return false
}

// TestLooseLines: a line drawn too wide is a warning at the place of its first
// character, once, and stops nothing.
func TestLooseLines(t *testing.T) {
	text := strings.Repeat("国", 26) + "贯彻落实优化营商三年方案编号" + strings.Repeat("1", 40) + "所载"
	at := doc.Run{Text: text, Pos: diag.Pos{File: "甲.yaml", Line: 7, Col: 5}}
	pages, _, found := laid(t, gbt9704.Standard(), doc.Para{Text: []doc.Run{at}}, doc.Para{Text: []doc.Run{at}})
	if len(found) != 1 {
		t.Fatalf("findings %v of\n%s", found, strings.Join(pages[0], "\n"))
	}
	d := found[0]
	if d.Code != "L02" || d.Level != diag.Warning || d.Form() || d.Line != 7 || d.Col != 5+26 || !strings.Contains(d.Message, "贯彻落实") || d.Hint == "" {
		t.Errorf("%+v", d)
	}
	moved := doc.Run{Text: text, Path: "甲.乙", Pos: diag.Pos{File: "甲.yaml", Line: 9, Col: 3}}
	if _, _, found := laid(t, gbt9704.Standard(), doc.Para{Text: []doc.Run{moved}}); len(found) != 1 || found[0].Col != 3 {
		t.Errorf("of a placeholder: %v", found)
	}
}

// TestLineProfile: the sheet says whether adjacent marks share a cell and a half.
func TestLineProfile(t *testing.T) {
	text := "学习《宪法》《民法典》。其他"
	width := func(p gbt9704.LineProfile) page.Length {
		s := gbt9704.Standard()
		s.Profile = p
		_, out, _ := laid(t, s, doc.Para{Text: run(text)})
		last := out.Pages[0].Runs[0]
		for _, r := range out.Pages[0].Runs {
			if r.Of >= 0 {
				last = r
			}
		}
		return last.X + page.Length(len([]rune(last.Text))-1)*(last.Size+last.Spacing)
	}
	s := gbt9704.Standard()
	// of each pair a cell and half of the type is left, and 1/100 of it
	if got, want := width(gbt9704.LineGrid)-width(gbt9704.LineCLREQ), 2*s.CellWidth()-s.Body*102/100; got-want > 200 || want-got > 200 {
		t.Errorf("two pairs save %.3f mm, want %.3f", got.MM(), want.MM())
	}
}

// TestSqueezedMarksKeepHalfTheType: wherever a line is squeezed, a mark and what
// stands beside it are at least half of the type apart, though half a cell is less, and
// a line of one comma keeps three quarters of it.
func TestSqueezedMarksKeepHalfTheType(t *testing.T) {
	s := gbt9704.Standard()
	for _, c := range []struct {
		text  string
		least page.Length
	}{
		{strings.Repeat("国", 9) + "，" + strings.Repeat("国", 16) + "。" + strings.Repeat("国", 9), s.Body * 74 / 100},
		{strings.Repeat("国", 20) + "，国，国。”》）国国", s.Body / 2},
		{strings.Repeat("国", 18) + "”（国，国）（国》。”国国", s.Body / 2},
	} {
		_, p, _ := laid(t, s, doc.Para{Text: run(c.text)})
		squeezed := false
		var places []page.Length
		var text []rune
		y := p.Pages[0].Runs[0].Y
		for _, r := range p.Pages[0].Runs {
			if r.Y != y {
				break
			}
			x := r.X
			for _, ch := range r.Text {
				places, text = append(places, x), append(text, ch)
				x += s.Body + r.Spacing
			}
		}
		for i := range text[1:] {
			room := places[i+1] - places[i]
			squeezed = squeezed || room < s.Body*3/4
			if room < c.least {
				t.Errorf("%s: %c and %c stand %.3f pt apart", string(text), text[i], text[i+1], room.Pt())
			}
		}
		if !squeezed {
			t.Errorf("%s is not squeezed", string(text))
		}
	}
}
