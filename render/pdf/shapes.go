package pdf

import (
	"errors"

	"github.com/signintech/gopdf"

	"nianbao/fonts"
	"nianbao/render/page"
)

// Shapes of figures. A figure is one marked-content sequence (ISO 32000-1 14.8.4.5):
// its shapes, then its text, so that nothing of it is an artifact.

// gatherShapes gives the shapes of page i to the first runs of their elements.
func (d *document) gatherShapes(i int) error {
	shapes := d.pages.Pages[i].Shapes
	if len(shapes) == 0 {
		return nil
	}
	first := map[int]*piece{}
	for j := range d.text[i] {
		pc := &d.text[i][j]
		if first[pc.run.Of] == nil {
			first[pc.run.Of] = pc
		}
	}
	for j := range shapes {
		s := &shapes[j]
		pc := first[s.Of]
		switch {
		case len(s.Points) < 2 || !s.Filled && s.Weight <= 0:
			return errors.New("图形没有可画的")
		case pc == nil || s.Of < 0 && len(d.pages.Elements) > 0:
			return errors.New("图形不属于任何有文字的元素")
		}
		pc.shapes = append(pc.shapes, s)
	}
	return nil
}

// drawShape keeps the place of s in gopdf's order; only contentWriter.shape says how
// it is drawn.
func drawShape(g *gopdf.GoPdf, s *page.Shape) {
	points := make([]gopdf.Point, len(s.Points))
	for i, p := range s.Points {
		points[i] = gopdf.Point{X: p.X.Pt(), Y: p.Y.Pt()}
	}
	g.Polygon(points, "D")
}

// shape writes a shape: its path, then what is painted of it.
func (w *contentWriter) shape(s *page.Shape) {
	w.endText()
	if s.Filled && s.Fill != w.fill {
		w.fill = s.Fill
		w.color(s.Fill, "rg")
	}
	if s.Weight > 0 {
		w.pen(s.Weight, s.Color)
		if len(s.Points) > 2 && !w.round {
			w.round = true // a sharp turn of a line would run far beyond its point
			w.number(1, 0)
			w.op("j")
		}
	}
	for i, p := range s.Points {
		w.points(p.X)
		w.points(w.height - p.Y)
		if i == 0 {
			w.op("m")
		} else {
			w.op("l")
		}
	}
	if s.Closed || s.Filled {
		w.op("h")
	}
	switch {
	case !s.Filled:
		w.op("S")
	case s.Weight > 0:
		w.op("B")
	default:
		w.op("f")
	}
}

// box is the least one around the shapes and runs of element of on page i, in points
// from the lower left corner: left, bottom, right, top.
func (d *document) box(i, of int) string {
	var box [4]page.Length
	ok, height := false, d.pages.Pages[i].Height
	take := func(x, y, r page.Length) {
		here := [4]page.Length{x - r, height - y - r, x + r, height - y + r}
		if !ok {
			box, ok = here, true
		}
		box[0], box[1] = min(box[0], here[0]), min(box[1], here[1])
		box[2], box[3] = max(box[2], here[2]), max(box[3], here[3])
	}
	for _, pc := range d.text[i] {
		for _, s := range pc.shapes {
			for _, p := range s.Points {
				if s.Of == of {
					take(p.X, p.Y, s.Weight/2)
				}
			}
		}
		if pc.run.Of == of && !pc.run.Turned {
			take(pc.run.X, pc.run.Y, 0)
			take(pc.run.X+pc.width(), pc.run.Y-pc.run.Size, 0)
		}
	}
	var out []byte
	for k, l := range box {
		if k > 0 {
			out = append(out, ' ')
		}
		out = appendFixed(out, scaled(l, positionDecimals), positionDecimals)
	}
	return string(out)
}

// width is how far the pen moves in a run.
func (p piece) width() page.Length {
	advance, n := int64(0), page.Length(0)
	for _, r := range p.run.Text {
		advance += int64(p.face.face.Advance(r))
		n++
	}
	return page.Length(roundDiv(int64(p.run.Size)*advance, fonts.Em)) + n*p.run.Spacing
}
