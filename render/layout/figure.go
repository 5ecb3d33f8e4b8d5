// figure.go sets a figure of the text: bars, columns or lines with their names and
// values, the caption below. It takes whole grid rows, so that the pitch of the text
// stays even, and stands whole on one page. Shapes are in figurebars.go and
// figurecolumns.go; the lengths they use are shares of the type's size, so that a
// picture in smaller type is smaller in all its parts.
package layout

import (
	"math/big"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// picture is a figure being set.
type picture struct {
	*composer
	doc.Figure
	style gbt9704.FigureStyle
	of    int // its element
	axis  []doc.AxisMark
	size  page.Length // of names and values
	out   line
}

func (c *composer) figure(b doc.Figure) {
	if len(b.Categories) == 0 || len(b.Series) == 0 {
		return
	}
	p := &picture{composer: c, Figure: b, style: c.sheet.Figure, of: c.element(page.RoleFigure, 0), axis: b.Axis()}
	c.elements[p.of].Alt = b.Alt
	caption := p.caption()
	most := page.Length(c.sheet.Rows-len(caption)) * c.sheet.RowPitch()
	if b.Shape == doc.ChartBar {
		p.bars(most)
	} else {
		p.columns(most)
	}
	p.out.keep = len(caption) > 0
	c.lines = append(append(c.lines, p.out), caption...)
}

// caption is centred below the picture.
func (p *picture) caption() []line {
	s := p.sheet
	chars := p.chars([]span{{text: p.Caption, face: s.Faces.TableHead, latin: s.Faces.TitleLatin, pos: p.Pos, moved: true, of: p.inside(p.of, page.RoleCaption)}})
	var out []line
	for _, set := range p.wrap(chars, s.TypeWidth, s.Caption) {
		out = append(out, line{glyphs: set.at(s.Left+(s.TypeWidth-set.width)/2, s.Caption), size: s.Caption, rows: 1, keep: true})
	}
	if n := len(out); n > 0 {
		out[n-1].keep = false
	}
	return out
}

// em is a share of the size of the type, in hundredths.
func (p *picture) em(hundredths page.Length) page.Length { return p.size * hundredths / 100 }

// Shares of the type's size that bars and columns have in common.
const (
	above   = 60  // the text before and the picture
	leading = 125 // lines of one name
	headRow = 160 // the line of the unit and the legend
	between = 50  // the picture and the type beside it
	keySize = 80  // the square of a legend
	keyLine = 180 // the piece of a line in a legend
	keyGap  = 35  // a key and its name
)

// sizes are the sizes of type to try, largest first.
func (p *picture) sizes() []page.Length {
	return append([]page.Length{p.sheet.Table}, p.sheet.Smaller...)
}

// label is a text broken to fit a room.
type label struct {
	lines []cellLine
	width page.Length
}

// label breaks text into lines; what is more than most lines is cut off with ….
func (p *picture) label(text string, room page.Length, most int) label {
	lines := p.wrap(p.text(text), room, p.size)
	if len(lines) > most {
		last := lines[most-1]
		keep := last.chars[:max(0, len(last.chars)-1)]
		lines = append(lines[:most-1], p.wrap(append(keep[:len(keep):len(keep)], p.text("…")...), 2*room, p.size)[0])
	}
	out := label{lines: lines}
	for _, l := range lines {
		out.width = max(out.width, l.width)
	}
	return out
}

// text is the characters of a name or value.
func (p *picture) text(s string) []char {
	return p.chars([]span{{text: s, face: p.sheet.Faces.Body, pos: p.Pos, moved: true, of: p.of}})
}

// line is text on one line.
func (p *picture) single(text string) label { return p.label(text, p.sheet.Width, 1) }

// print places lines of a label, the middle of the first at y; at gives the left edge
// of a line of a width.
func (p *picture) print(l label, y page.Length, at func(width page.Length) page.Length) {
	for k, set := range l.lines {
		middle := y + page.Length(k)*p.em(leading)
		p.out.strips = append(p.out.strips, strip{glyphs: set.at(at(set.width), p.size), size: p.size, y: middle + gbt9704.Drop(p.size)})
	}
}

// Where a label stands.
func from(x page.Length) func(page.Length) page.Length {
	return func(page.Length) page.Length { return x }
}
func upTo(x page.Length) func(page.Length) page.Length {
	return func(w page.Length) page.Length { return x - w }
}
func around(x page.Length) func(page.Length) page.Length {
	return func(w page.Length) page.Length { return x - w/2 }
}

// shape adds a shape to the picture.
func (p *picture) shape(s page.Shape) {
	s.Of = p.of
	p.out.shapes = append(p.out.shapes, s)
}

func (p *picture) rule(x1, y1, x2, y2, weight page.Length, ink page.Color) {
	p.shape(page.Shape{Points: []page.Vertex{{X: x1, Y: y1}, {X: x2, Y: y2}}, Weight: weight, Color: ink})
}

// box is a bar, a column or the key of one.
func (p *picture) box(x1, y1, x2, y2 page.Length, ink gbt9704.Ink) {
	p.shape(page.Shape{Points: []page.Vertex{{X: x1, Y: y1}, {X: x2, Y: y1}, {X: x2, Y: y2}, {X: x1, Y: y2}},
		Closed: true, Filled: true, Fill: ink.Fill, Weight: p.style.Edge, Color: ink.Edge})
}

// cover leaves a place blank for type: what was drawn before does not run through it.
func (p *picture) cover(x1, y1, x2, y2 page.Length) {
	p.shape(page.Shape{Points: []page.Vertex{{X: x1, Y: y1}, {X: x2, Y: y1}, {X: x2, Y: y2}, {X: x1, Y: y2}},
		Filled: true, Fill: p.style.Paper})
}

// legend writes the unit at left, and the names of the series with their keys up to
// right, their middle at y.
func (p *picture) legend(left, right, y page.Length) {
	if p.Heading() != "" {
		p.print(p.single(p.Heading()), y, from(left))
	}
	names := p.names()
	for _, name := range names {
		right -= p.keyWide() + p.em(headRow) + p.widest([]string{name})
	}
	for k, name := range names {
		right += p.em(headRow)
		p.key(k, right, y)
		right += p.keyWide()
		p.print(p.single(name), y, from(right))
		right += p.widest([]string{name})
	}
}

// ink is that of series k.
func (p *picture) ink(k int) gbt9704.Ink { return p.style.Inks[k%len(p.style.Inks)] }

// share is the part of span that v is of the end of the axis.
func (p *picture) share(v *big.Rat, span page.Length) page.Length {
	q := new(big.Rat).Quo(v, p.axis[len(p.axis)-1].Value)
	q.Mul(q, big.NewRat(int64(span), 1))
	n := new(big.Int).Quo(q.Num(), q.Denom())
	return min(max(page.Length(n.Int64()), 0), span)
}

// key is the sign of series k in a legend, its middle at y: a square, or for lines a
// piece of the line.
func (p *picture) key(k int, x, y page.Length) {
	if p.Shape == doc.ChartLine {
		p.rule(x, y, x+p.em(keyLine), y, p.style.Stroke, p.ink(k).Line)
		p.point(k, x+p.em(keyLine)/2, y)
		return
	}
	half := p.em(keySize) / 2
	p.box(x, y-half, x+2*half, y+half, p.ink(k))
}

// keyWide is the width of a key and the room behind it.
func (p *picture) keyWide() page.Length {
	if p.Shape == doc.ChartLine {
		return p.em(keyLine + keyGap)
	}
	return p.em(keySize + keyGap)
}

// widest is the width of the widest text.
func (p *picture) widest(texts []string) (w page.Length) {
	for _, t := range texts {
		w = max(w, p.natural(p.text(t), p.size))
	}
	return w
}

// shown is how the values of series k are written.
func (p *picture) shown(k int) []string {
	out := make([]string, len(p.Categories))
	for i := range out {
		out[i] = p.Series[k].At(i).Shown
	}
	return out
}

// marks is how the marks of the axis are written.
func (p *picture) marks() []string {
	out := make([]string, len(p.axis))
	for i := range out {
		out[i] = p.axis[i].Shown
	}
	return out
}

// names is how the series are called, none where there is but one.
func (p *picture) names() []string {
	if len(p.Series) < 2 {
		return nil
	}
	out := make([]string, len(p.Series))
	for i := range out {
		out[i] = p.Series[i].Name
	}
	return out
}

// take gives the picture the whole rows that hold height, and returns what is left.
func (p *picture) take(height page.Length) (left page.Length) {
	pitch := p.sheet.RowPitch()
	p.out.rows = int((height + pitch - 1) / pitch)
	return page.Length(p.out.rows)*pitch - height
}

// point draws the mark at a point of a line: squares and diamonds in turn.
func (p *picture) point(k int, x, y page.Length) {
	r := p.em(pointSize) / 2
	ink := p.ink(k)
	if k%2 == 0 {
		p.box(x-r, y-r, x+r, y+r, ink)
		return
	}
	r = r * 4 / 3
	p.shape(page.Shape{Points: []page.Vertex{{X: x, Y: y - r}, {X: x + r, Y: y}, {X: x, Y: y + r}, {X: x - r, Y: y}},
		Closed: true, Filled: true, Fill: ink.Fill, Weight: p.style.Edge, Color: ink.Edge})
}
