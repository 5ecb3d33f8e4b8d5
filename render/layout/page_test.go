package layout_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
	"nianbao/render/page"
)

// TestGridFillsTheTypeArea: 28 characters and 22 rows fill 156 × 225 mm, glyph
// centred in its cell, first and last row at the same distance from the edges
// (5.2.3, model A).
func TestGridFillsTheTypeArea(t *testing.T) {
	s := gbt9704.Standard()
	p := lay(t, doc.Document{Blocks: []doc.Block{doc.Para{Text: run(strings.Repeat("国", 28*22*2-2))}}})
	if len(p.Pages) != 2 {
		t.Fatalf("%d pages, want 2", len(p.Pages))
	}
	var rows []page.Run
	for _, r := range p.Pages[1].Runs {
		if r.Of >= 0 {
			rows = append(rows, r)
		}
	}
	if len(rows) != 22 || len([]rune(rows[0].Text)) != 28 {
		t.Fatalf("%d rows of %d characters, want 22 of 28", len(rows), len([]rune(rows[0].Text)))
	}
	within := func(what string, got, want page.Length) {
		t.Helper()
		if d := got - want; d > 100 || d < -100 {
			t.Errorf("%s is %.3f mm, want %.3f", what, got.MM(), want.MM())
		}
	}
	half := (s.CellWidth() - s.Body) / 2
	within("left edge of the first glyph", rows[0].X, s.Left+half)
	last := rows[0].X + 27*(s.Body+rows[0].Spacing) + s.Body
	within("right edge of the last glyph", last, s.Left+s.TypeWidth-half)
	pitch := s.TypeHeight / 22
	for i, r := range rows {
		within("baseline", r.Y, s.Top+page.Length(i)*s.TypeHeight/22+pitch/2+s.Body*380/1000)
	}
}

// TestFolio: 四号, dash 7 mm below the type area, one character in from the outer
// edge, right on odd pages and left on even ones (7.5).
func TestFolio(t *testing.T) {
	s := gbt9704.Standard()
	p := lay(t, doc.Document{Blocks: []doc.Block{doc.Para{Text: run(strings.Repeat("国", 28*22*2))}}})
	for i, pg := range p.Pages {
		f := pg.Runs[len(pg.Runs)-1]
		if f.Text != "— "+string(rune('1'+i))+" —" || f.Face != "宋体" || f.Size != gbt9704.Size4 {
			t.Errorf("page %d: folio %q in %s %v", i+1, f.Text, f.Face, f.Size.Pt())
		}
		if drop := f.Y - f.Size*38/100 - (s.Top + s.TypeHeight); drop != 7*page.Millimetre {
			t.Errorf("page %d: dash %.2f mm below the type area", i+1, drop.MM())
		}
		if left := f.X < s.Width/2; left != (i%2 == 1) {
			t.Errorf("page %d: folio at x %.1f mm", i+1, f.X.MM())
		}
	}
}

// TestHeadingIsNeverLast: wherever it falls, a heading has text below it.
func TestHeadingIsNeverLast(t *testing.T) {
	for n := 15; n < 25; n++ {
		var blocks []doc.Block
		for range n {
			blocks = append(blocks, doc.Para{Text: run("一行。")})
		}
		blocks = append(blocks, doc.Heading{Level: 1, Label: "一、", Text: run("标题")}, doc.Heading{Level: 2, Label: "（一）", Text: run("标题")}, doc.Para{Text: run("正文。")})
		p := lay(t, doc.Document{Blocks: blocks})
		for i, pg := range p.Pages {
			if last := pg.Runs[len(pg.Runs)-2]; p.Elements[last.Of].Role == page.RoleHeading {
				t.Errorf("%d lines before: page %d ends with heading %q", n, i+1, last.Text)
			}
		}
	}
}

// TestSignatureIsNeverAlone: 署名 and date stay together and with two lines of text.
func TestSignatureIsNeverAlone(t *testing.T) {
	for n := 10; n < 24; n++ {
		var blocks []doc.Block
		for range n {
			blocks = append(blocks, doc.Para{Text: run("一行。")})
		}
		blocks = append(blocks, doc.Signature{Organs: run("某某局"), Date: doc.Run{Text: "2025年1月5日"}})
		p := lay(t, doc.Document{Blocks: blocks})
		last := p.Pages[len(p.Pages)-1]
		rows := map[page.Length]bool{}
		for _, r := range last.Runs {
			if r.Of >= 0 {
				rows[r.Y] = true
			}
		}
		if len(rows) < 4 {
			t.Errorf("%d lines: last page holds %d rows, want two of text, name and date", n, len(rows))
		}
	}
}

// TestUncoveredCharacters: each is a finding at its own place, never a blank.
func TestUncoveredCharacters(t *testing.T) {
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s := gbt9704.Standard()
	text := doc.Run{Text: "张\U00020BB7、李\U00030EDE、王\U0002CB73和\u36C3\uE000\u200B", Pos: diag.Pos{File: "甲.yaml", Line: 7, Col: 5}}
	p, found := layout.Lay(doc.Document{Blocks: []doc.Block{doc.Para{Text: []doc.Run{text}}}}, &s, faces)
	want := []int{6, 9, 15, 16}
	if len(found) != len(want) {
		t.Fatalf("findings: %v", found)
	}
	for i, d := range found {
		if d.Line != 7 || d.Col != want[i] || !d.Form() {
			t.Errorf("finding %d at %d:%d, want 7:%d", i, d.Line, d.Col, want[i])
		}
	}
	if d := p.Dump(); !strings.Contains(d, "\U0002CB73") || !strings.Contains(d, "\u36C3") {
		t.Error("a covered rare character was dropped")
	}
}

// TestRandomPages: every character comes out once and in order, inside the type
// area, whatever the text.
func TestRandomPages(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	s := gbt9704.Standard()
	parts := []string{"依法行政", "，", "。", "《条例》", "“八五”", "——", "……", "2024年", "98.56%", "（试行）", "ODR", "1234567件", "、", "和", "；", "10—20个", "〔2024〕12号"}
	for n := range 200 {
		var blocks []doc.Block
		var want strings.Builder
		for range 1 + rnd.IntN(12) {
			var b strings.Builder
			for range rnd.IntN(300) {
				b.WriteString(parts[rnd.IntN(len(parts))])
			}
			text := "正文" + b.String()
			want.WriteString(text)
			blocks = append(blocks, doc.Para{Text: run(text)})
		}
		p := lay(t, doc.Document{Blocks: blocks})
		var got strings.Builder
		for i, pg := range p.Pages {
			for _, r := range pg.Runs {
				if r.Of < 0 {
					continue
				}
				got.WriteString(r.Text)
				if r.X < s.Left-s.Body || r.Y < s.Top || r.Y > s.Top+s.TypeHeight {
					t.Fatalf("document %d page %d: %q at x %.2f y %.2f mm", n, i+1, r.Text, r.X.MM(), r.Y.MM())
				}
			}
		}
		if got.String() != want.String() {
			t.Fatalf("document %d: text differs", n)
		}
	}
}
