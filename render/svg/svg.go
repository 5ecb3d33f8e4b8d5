// Package svg draws laid-out pages as SVG for a browser: every character where the
// PDF has it, narrowed and turned runs, rules, figures, places left for seals. Text
// stays text; the faces are served beside it (fonts.Face.Web) under the families the
// caller names.
package svg

import (
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"nianbao/fonts"
	"nianbao/render/page"
)

// Page appends one page as an SVG element whose user unit is the point. Runs are text
// elements with their index as data-r, places are of class place; there is neither
// style nor script in it. Family gives the CSS family of a face by its key.
//
// It fails, in Chinese, for a face the set does not have: layout is expected to have
// prevented that.
func Page(b []byte, pg *page.Page, faces *fonts.Set, family func(key string) string) ([]byte, error) {
	w := writer{b: b, family: family}
	w.add(`<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0`).space().length(pg.Width).space().length(pg.Height).add(`">`)
	w.add(`<rect class="paper" width="100%" height="100%" fill="#FFFFFF"/>`)
	for i := range pg.Rules {
		w.rule(&pg.Rules[i])
	}
	for i := range pg.Shapes {
		w.shape(&pg.Shapes[i])
	}
	for i := range pg.Runs {
		run := &pg.Runs[i]
		face, ok := faces.Face(run.Face)
		if !ok {
			return b, fmt.Errorf("没有名为“%s”的字体", run.Face)
		}
		w.run(i, run, face)
	}
	for i := range pg.Places {
		w.place(&pg.Places[i])
	}
	w.add("</svg>")
	return w.b, nil
}

type writer struct {
	b      []byte
	family func(string) string
}

func (w *writer) add(s string) *writer { w.b = append(w.b, s...); return w }
func (w *writer) space() *writer       { w.b = append(w.b, ' '); return w }

// number writes v to a thousandth, without needless zeros.
func (w *writer) number(v float64) *writer {
	w.b = appendNumber(w.b, v)
	return w
}

func appendNumber(b []byte, v float64) []byte {
	return strconv.AppendFloat(b, math.Round(v*1000)/1000, 'f', -1, 64)
}

// length writes l in points, as exact as the text of the PDF.
func (w *writer) length(l page.Length) *writer { return w.number(l.Pt()) }

// attr writes an attribute of a length.
func (w *writer) attr(name string, l page.Length) *writer {
	return w.space().add(name).add(`="`).length(l).add(`"`)
}

func (w *writer) color(name string, c page.Color) *writer {
	if c == (page.Color{}) && name == "fill" {
		return w // black is what SVG fills with
	}
	return w.space().add(name).add(`="`).add(c.String()).add(`"`)
}

func (w *writer) rule(r *page.Rule) {
	w.add("<line").attr("x1", r.X1).attr("y1", r.Y1).attr("x2", r.X2).attr("y2", r.Y2)
	w.color("stroke", r.Color).attr("stroke-width", r.Weight).add("/>")
}

func (w *writer) shape(s *page.Shape) {
	if len(s.Points) < 2 {
		return
	}
	w.add(`<path d="`)
	for i, p := range s.Points {
		if i == 0 {
			w.add("M")
		} else {
			w.add("L")
		}
		w.length(p.X).space().length(p.Y)
	}
	if s.Closed || s.Filled {
		w.add("Z")
	}
	w.add(`"`)
	if s.Filled {
		w.color("fill", s.Fill)
	} else {
		w.add(` fill="none"`)
	}
	if s.Weight > 0 {
		w.color("stroke", s.Color).attr("stroke-width", s.Weight)
		if len(s.Points) > 2 {
			w.add(` stroke-linejoin="round"`) // as in the PDF: a sharp turn would run far beyond its point
		}
	}
	w.add("/>")
}

// run places each character: a browser's own spacing never counts. A narrowed or
// turned run has its origin and its axes from a matrix.
func (w *writer) run(i int, r *page.Run, face *fonts.Face) {
	w.add(`<text data-r="`)
	w.b = strconv.AppendInt(w.b, int64(i), 10)
	w.add(`" font-family="`)
	w.escape(w.family(r.Face))
	w.add(`"`).attr("font-size", r.Size).color("fill", r.Color)
	x, scale := r.X, 1.0
	if r.Scale != 0 {
		scale = float64(r.Scale) / 1000
	}
	switch {
	case r.Turned: // 90° clockwise about the origin
		x = 0
		w.add(` transform="matrix(0 `).number(scale).add(" -1 0 ").length(r.X).space().length(r.Y).add(`)"`)
	case r.Scale != 0:
		x = 0
		w.add(` transform="matrix(`).number(scale).add(" 0 0 1 ").length(r.X).space().length(r.Y).add(`)"`)
	default:
		w.attr("y", r.Y)
	}
	w.characters(r, face, x, scale)
	w.add("</text>")
}

// characters writes the text with the x of each character. Browsers do not agree
// whether one beyond the BMP takes one x or two: such a character ends its list.
func (w *writer) characters(r *page.Run, face *fonts.Face, from page.Length, scale float64) {
	advance, i, begun := int64(0), page.Length(0), 0
	var xs []byte
	part := func(tag string, to int) {
		w.add(tag).add(` x="`)
		w.b = append(w.b, xs...)
		w.add(`">`)
		w.escape(r.Text[begun:to])
		xs, begun = xs[:0], to
	}
	parts := false
	for at, c := range r.Text {
		if len(xs) > 0 {
			xs = append(xs, ' ')
		}
		x := float64(from) + float64(int64(r.Size)*advance/fonts.Em) + float64(i*r.Spacing)/scale
		xs = appendNumber(xs, x/float64(page.Point))
		advance += int64(face.Advance(c))
		i++
		if c > 0xFFFF {
			if !parts {
				w.add(">")
				parts = true
			}
			part("<tspan", at+utf8.RuneLen(c))
			w.add("</tspan>")
		}
	}
	switch {
	case !parts:
		part("", len(r.Text))
	case begun < len(r.Text):
		part("<tspan", len(r.Text))
		w.add("</tspan>")
	}
}

// place outlines room left for a seal: round for 印章, which is.
func (w *writer) place(p *page.Place) {
	if p.Kind == page.PlaceSeal {
		w.add(`<ellipse class="place" fill="none"`).attr("cx", p.X+p.Width/2).attr("cy", p.Y+p.Height/2).attr("rx", p.Width/2).attr("ry", p.Height/2)
	} else {
		w.add(`<rect class="place" fill="none"`).attr("x", p.X).attr("y", p.Y).attr("width", p.Width).attr("height", p.Height)
	}
	w.add("><title>")
	w.escape(string(p.Kind) + "的位置（" + p.For + "）")
	if p.Kind == page.PlaceSeal {
		w.add("</title></ellipse>")
		return
	}
	w.add("</title></rect>")
}

// escape writes text. A character XML forbids is left out; no face draws one.
func (w *writer) escape(s string) {
	for _, r := range s {
		switch {
		case r == '&':
			w.add("&amp;")
		case r == '<':
			w.add("&lt;")
		case r == '>':
			w.add("&gt;")
		case r == '"':
			w.add("&quot;")
		case r < 0x20 || r == 0xFFFE || r == 0xFFFF:
		default:
			w.b = utf8.AppendRune(w.b, r)
		}
	}
}
