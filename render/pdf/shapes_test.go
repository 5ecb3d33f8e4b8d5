package pdf

import (
	"fmt"
	"strings"
	"testing"

	"nianbao/render/page"
)

// pictured is a page with a figure between two paragraphs.
func pictured(t *testing.T) page.Pages {
	set := faces(t)
	blue, light := page.Color{R: 40, G: 60, B: 100}, page.Color{R: 211, G: 218, B: 227}
	at := func(xy ...page.Length) (out []page.Vertex) {
		for i := 0; i < len(xy); i += 2 {
			out = append(out, page.Vertex{X: xy[i] * mm, Y: xy[i+1] * mm})
		}
		return out
	}
	pg := page.Page{Width: 210 * mm, Height: 297 * mm,
		Rules: []page.Rule{{X1: 28 * mm, Y1: 150 * mm, X2: 184 * mm, Y2: 150 * mm, Weight: mm}},
		Shapes: []page.Shape{
			{Points: at(40, 90, 180, 90), Weight: pt / 2, Color: light, Of: 1},
			{Points: at(50, 60, 60, 60, 60, 90, 50, 90), Closed: true, Filled: true, Fill: blue, Weight: pt / 2, Color: blue, Of: 1},
			{Points: at(50, 60, 80, 70, 110, 65), Weight: pt, Color: blue, Of: 1},
			{Points: at(70, 60, 80, 60, 80, 90), Filled: true, Fill: light, Of: 1},
		}}
	for _, r := range [][]page.Run{
		of(0, line(set, 28*mm, 50*mm, 16*pt, 0, "仿宋", "正文。")),
		of(1, line(set, 50*mm, 95*mm, 10*pt, 0, "仿宋", "甲", "西文", "103")),
		of(2, line(set, 90*mm, 105*mm, 14*pt, 0, "黑体", "图1　案件")),
		of(3, line(set, 28*mm, 120*mm, 16*pt, 0, "仿宋", "后文。")),
	} {
		pg.Runs = append(pg.Runs, r...)
	}
	return page.Pages{Info: page.Info{Title: "图", Language: "zh-CN"},
		Elements: []page.Element{{Role: page.RoleParagraph, Parent: -1}, {Role: page.RoleFigure, Parent: -1, Alt: "柱形图：甲103宗。"},
			{Role: page.RoleCaption, Parent: 1}, {Role: page.RoleParagraph, Parent: -1}},
		Pages: []page.Page{pg}}
}

// The shapes of a figure are drawn where the page tree has them, in the marked
// content of the figure, before its text; the figure says what it shows and where it
// stands.
func TestShapesAreMarkedContent(t *testing.T) {
	p := pictured(t)
	file := mustWrite(t, p)
	f := parseFile(t, file)
	_, strokes, areas := f.interpret(f.pages()[0])
	if len(strokes) != 1 {
		t.Errorf("%d lines outside the figure", len(strokes))
	}
	f.compareShapes(0, &p.Pages[0], areas, func(what string, got float64, want page.Length, tolerance float64) {
		if d := got - want.Pt(); d > tolerance || d < -tolerance {
			t.Errorf("%s at %.5f pt, want %.5f", what, got, want.Pt())
		}
	})
	root := structureOf(t, file)
	fig := root.Kids[1]
	if len(root.Kids) != 3 || fig.Kind != "Figure" || fig.Text != "甲103" || fig.Alt != "柱形图：甲103宗。" || len(fig.Kids) != 1 || fig.Kids[0].Text != "图1　案件" {
		t.Errorf("structure %+v, figure %+v", root, fig)
	}
	found := false
	for _, o := range f.objects {
		d, ok := o.value.(dict)
		if !ok || d["S"] != name("Figure") {
			continue
		}
		found = true
		box := d["A"].(dict)["BBox"].([]any)
		for i, want := range []page.Length{40 * mm, 202 * mm, 180 * mm, 237 * mm} {
			if got := box[i].(float64) - want.Pt(); got > 1 || got < -1 {
				t.Errorf("BBox %v: side %d is off by %.2f pt", box, i, got)
			}
		}
	}
	if !found {
		t.Error("no Figure")
	}
}

// Shapes that cannot be drawn are errors, not gaps.
func TestShapesRefused(t *testing.T) {
	for want, spoil := range map[string]func(*page.Page){
		"没有可画的":       func(p *page.Page) { p.Shapes[2].Weight = 0 },
		"不属于任何有文字的元素": func(p *page.Page) { p.Shapes[0].Of = 9 },
	} {
		p := pictured(t)
		spoil(&p.Pages[0])
		if _, err := Write(p, faces(t)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	d, err := gather(pictured(t), faces(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range d.faces {
		if err := u.embedFace(); err != nil {
			t.Fatal(err)
		}
	}
	const rule, shape = "q\n0 0 m 1 1 l S\nQ\n", "q\n0 0 m 1 1 l  s\nQ\n"
	text := func(n int) string { // as gopdf draws the n-th line
		rest, codes := d.text[0], ""
		for range n {
			rest = rest[len(firstLine(rest)):]
		}
		for _, p := range firstLine(rest) {
			for _, c := range p.drawn() {
				codes += fmt.Sprintf("%04X", stubGlyph(c))
			}
		}
		return "BT\n1 2 TD\n[<" + codes + ">] TJ\nET\n"
	}
	for drawn, want := range map[string]string{
		rule + shape + text(0):                             "图形比要求的多",
		rule + text(0) + shape + text(1):                   "前 gopdf 画了 1 个图形，应为 4 个",
		rule + text(1):                                     "个字码，应为",
		rule + strings.Replace(text(0), "[<00", "[<01", 1): "没有照次序画",
	} {
		if _, err := d.rewrite(0, []byte(drawn)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// compareShapes holds the shapes of a page against those drawn.
func (f *parsed) compareShapes(i int, pg *page.Page, areas []area, near func(string, float64, page.Length, float64)) {
	f.t.Helper()
	if len(areas) != len(pg.Shapes) {
		f.t.Errorf("page %d: %d shapes, want %d", i+1, len(areas), len(pg.Shapes))
		return
	}
	for j, s := range pg.Shapes {
		a, op := areas[j], "S"
		switch {
		case s.Filled && s.Weight > 0:
			op = "B"
		case s.Filled:
			op = "f"
		}
		if a.op != op || a.closed != (s.Closed || s.Filled) || len(a.path) != 2*len(s.Points) {
			f.t.Errorf("page %d: shape %d is drawn by %s, %v, %v", i+1, j, a.op, a.closed, a.path)
			continue
		}
		for k, p := range s.Points {
			near("shape x", a.path[2*k], p.X, 0.00001)
			near("shape y", a.path[2*k+1], pg.Height-p.Y, 0.00001)
		}
		if s.Filled && a.fill != rgb(s.Fill) || s.Weight > 0 && a.pen.color != rgb(s.Color) {
			f.t.Errorf("page %d: shape %d has colours %s, %s", i+1, j, a.fill, a.pen.color)
		}
		if s.Weight > 0 {
			near("shape weight", a.pen.weight, s.Weight, 0.00001)
		}
		if a.pen.marked == nil || a.pen.marked.tag != name(page.RoleFigure) {
			f.t.Errorf("page %d: shape %d is marked %v", i+1, j, a.pen.marked)
		}
	}
}
