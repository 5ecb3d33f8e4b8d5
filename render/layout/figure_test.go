package layout_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// figure is a picture of whole numbers, one list for each year; -1 is no value.
func figure(shape doc.ChartKind, names []string, years ...[]int64) doc.Figure {
	f := doc.Figure{Caption: "图1　某某情况", Shape: shape, Unit: "件", Categories: names, Alt: "某图：略。"}
	for k, values := range years {
		p := doc.Plot{Name: fmt.Sprintf("%d年", 2024-k)}
		for _, v := range values {
			shown := doc.PlotValue{Shown: "—"}
			if v >= 0 {
				shown = doc.PlotValue{Value: big.NewRat(v, 1), Shown: fmt.Sprint(v)}
			}
			p.Values = append(p.Values, shown)
		}
		f.Series = append(f.Series, p)
	}
	return f
}

// TestFigures: columns, bars, and two lines, as a dump anyone can read.
func TestFigures(t *testing.T) {
	d := doc.Document{Blocks: []doc.Block{
		doc.Para{Text: run("正文。")},
		figure(doc.ChartColumn, []string{"甲类案件", "乙类案件", "丙"}, []int64{103, 1, 0}),
		doc.Para{Text: run("正文。")},
		figure(doc.ChartBar, []string{"名称很长、一行排不下因而要折成两行才能排完的一类案件", "短的"}, []int64{14055, 1}, []int64{9000, -1}),
		doc.Para{Text: run("正文。")},
		figure(doc.ChartLine, []string{"一季度", "二季度", "三季度", "四季度"}, []int64{81000, 75000, 120000, 0}, []int64{5, -1, 60000, 70000}),
		doc.Para{Text: run("正文。")},
	}}
	golden(t, "testdata/figures.txt", lay(t, d).Dump())
}

// TestRandomFigures: whatever the names and values, no two labels of a figure meet,
// nothing leaves the type area, everything stands on one page with its caption, every
// character comes out, and the text below stands on the grid.
func TestRandomFigures(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	parts := []string{"案件", "房屋宅基地", "纠纷", "（其他）", "12345", "ODR", "、", "的"}
	for n := range 400 {
		count := 1 + rnd.IntN(30)
		var names []string
		var years [2][]int64
		for i := range count {
			name := "第" + fmt.Sprint(i)
			for range rnd.IntN(1 + n%8) {
				name += parts[rnd.IntN(len(parts))]
			}
			names = append(names, name)
			for k := range years {
				years[k] = append(years[k], rnd.Int64N([]int64{2, 30, 15000, 90000000}[rnd.IntN(4)])-rnd.Int64N(2))
			}
		}
		f := figure([]doc.ChartKind{doc.ChartBar, doc.ChartColumn, doc.ChartLine}[n%3], names, years[:1+n/3%2]...)
		before := doc.Para{Text: run(strings.Repeat("国", 28*rnd.IntN(22)))}
		p := lay(t, doc.Document{Blocks: []doc.Block{before, f, doc.Para{Text: run("末段")}}})
		if t.Failed() {
			return
		}
		checkFigure(t, n, f, p)
	}
}

func checkFigure(t *testing.T, n int, f doc.Figure, p page.Pages) {
	t.Helper()
	s := gbt9704.Standard()
	faces, _ := fonts.Builtin()
	var boxes []box
	on, got := map[int]bool{}, ""
	for i, pg := range p.Pages {
		for _, r := range pg.Runs {
			role := page.RoleParagraph
			if r.Of >= 0 {
				role = p.Elements[r.Of].Role
			}
			if role != page.RoleFigure && role != page.RoleCaption {
				if r.Text == "末段" && (r.Y-s.Top-s.RowPitch()/2-gbt9704.Drop(s.Body)+s.RowPitch())%s.RowPitch() > 100 {
					t.Errorf("figure %d: the text below stands off the grid, y %.2f mm", n, r.Y.MM())
				}
				continue
			}
			on[i] = true
			got += r.Text
			face, _ := faces.Face(r.Face)
			b := box{r.Text, r.X, r.Y - r.Size*7/10, r.X, r.Y + r.Size/10, r.Size / 2}
			for _, c := range r.Text {
				b.x2 += r.Size*page.Length(face.Advance(c))/fonts.Em + r.Spacing
			}
			if strings.HasSuffix(r.Text, "）") || strings.HasSuffix(r.Text, "、") {
				b.x2 -= b.half // the blank half of the mark
			}
			if strings.HasPrefix(r.Text, "（") {
				b.x1 += b.half
			}
			boxes = append(boxes, b)
		}
		for _, shape := range pg.Shapes {
			on[i] = true
			for _, at := range shape.Points {
				if at.X < s.Left-page.Point || at.X > s.Left+s.TypeWidth+page.Point || at.Y < s.Top || at.Y > s.Top+s.TypeHeight {
					t.Errorf("figure %d: a shape at x %.2f y %.2f mm", n, at.X.MM(), at.Y.MM())
				}
			}
		}
	}
	if len(on) != 1 {
		t.Errorf("figure %d stands on %d pages", n, len(on))
	}
	for i, a := range boxes {
		if a.x1 < s.Left-page.Point || a.x2 > s.Left+s.TypeWidth+page.Point || a.y1 < s.Top || a.y2 > s.Top+s.TypeHeight {
			t.Errorf("figure %d (%v, %d items): %q outside the type area", n, f.Shape, len(f.Categories), a.text)
		}
		for _, b := range boxes[i+1:] {
			squeezed := a.y2 == b.y2 && b.x1 > a.x1 && a.x2-b.x1 <= a.half // marks of one name: ），
			if a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2 && !squeezed {
				t.Errorf("figure %d (%v, %d items): %q and %q meet", n, f.Shape, len(f.Categories), a.text, b.text)
			}
		}
	}
	want := strings.NewReplacer("\t", "", "\n", "").Replace(doc.Document{Blocks: []doc.Block{f}}.Text())
	if !strings.Contains(got, "…") && got != want {
		t.Errorf("figure %d: text is\n%s\nwant\n%s", n, got, want)
	}
}

// box is where a piece of text stands.
type box struct {
	text           string
	x1, y1, x2, y2 page.Length
	half           page.Length // of its size
}
