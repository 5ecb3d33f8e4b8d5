// cells.go sets the cells of a row, or of all rows of a head, side by side.
package layout

import (
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// at places the line at x.
func (l cellLine) at(x, size page.Length) []glyph {
	out := make([]glyph, len(l.chars))
	for i, ch := range l.chars {
		out[i] = ch.at(x + size*page.Length(l.from[i])/hanzi.Em)
	}
	return out
}

// box sets cells that stand in the given number of rows, each in the middle of its
// height. It is one line, kept on one page; when that is taller than limit, one line
// for each line of text.
func (t *setting) box(cells []cell, rows int, limit page.Length) []line {
	return t.boxOf(cells, rows, limit, 0)
}

// boxOf is box with rows at least so tall.
func (t *setting) boxOf(cells []cell, rows int, limit, least page.Length) []line {
	b := t.newBox(cells, rows)
	b.pitch, b.pad, b.least = gbt9704.Pitch(t.size), t.sheet.TablePad, least
	whole := b.set()
	if t.tall(&whole) <= limit {
		return []line{whole}
	}
	b.broken, b.pad = true, 0
	if !t.free {
		b.pitch = t.sheet.RowPitch()
	}
	whole = b.set()
	return b.slices(whole)
}

// box is one or more rows being set.
type box struct {
	*setting
	cells  []cell
	lines  [][]cellLine // of each cell
	edges  []page.Length
	rows   int
	least  page.Length // height of a row at least
	pitch  page.Length
	pad    page.Length // above and below the text
	broken bool        // lines of all cells stand side by side, so that a page may end between them
}

func (t *setting) newBox(cells []cell, rows int) *box {
	b := &box{setting: t, cells: cells, rows: rows, lines: make([][]cellLine, len(cells)), edges: make([]page.Length, len(t.cols)+1)}
	b.edges[0] = t.frame.left
	for i, w := range t.cols {
		b.edges[i+1] = b.edges[i] + w
	}
	for i, c := range cells {
		room := b.edges[c.col+c.cols] - b.edges[c.col] - 2*t.side
		for _, part := range c.parts {
			lines := t.wrap(part, room, t.size)
			if lines == nil && len(c.parts) > 1 {
				lines = []cellLine{{}} // an empty line
			}
			b.lines[i] = append(b.lines[i], lines...)
		}
		if c.down > 1 { // set over all its rows: see spans.go
			b.lines[i] = nil
		}
	}
	return b
}

// need is how tall cell i has to be.
func (b *box) need(i int) page.Length {
	return page.Length(max(1, len(b.lines[i])))*b.pitch + 2*b.pad
}

// tops is the upper edge of every row and the lower one of the last, relative to the
// first.
func (b *box) tops() []page.Length {
	heights := make([]page.Length, b.rows)
	for i, c := range b.cells {
		if c.rows == 1 {
			heights[c.row] = max(heights[c.row], b.need(i))
		}
	}
	for i, c := range b.cells {
		covered := page.Length(0)
		for _, h := range heights[c.row : c.row+c.rows] {
			covered += h
		}
		heights[c.row+c.rows-1] += max(0, b.need(i)-covered)
	}
	out := make([]page.Length, b.rows+1)
	for i, h := range heights {
		h = max(h, b.pitch+2*b.pad, b.least)
		if !b.free { // whole rows of the grid
			pitch := b.sheet.RowPitch()
			h = (h - 2*b.pad + pitch - 1) / pitch * pitch
		}
		out[i+1] = out[i] + h
	}
	return out
}

// set places the text and the rules between the cells.
func (b *box) set() line {
	tops := b.tops()
	out := line{table: b.frame, height: tops[b.rows]}
	if !b.free {
		out.rows, out.height = int(tops[b.rows]/b.sheet.RowPitch()), 0
	}
	for i, c := range b.cells {
		y := tops[c.row]
		if !b.broken {
			y += (tops[c.row+c.rows] - tops[c.row] - page.Length(len(b.lines[i]))*b.pitch) / 2
		}
		for k, l := range b.lines[i] {
			if len(l.chars) > 0 {
				middle := y + page.Length(k)*b.pitch + b.pitch/2
				out.strips = append(out.strips, strip{glyphs: l.at(b.x(c, l), b.size), size: b.size, y: middle + gbt9704.Drop(b.size)})
			}
		}
	}
	out.rules = b.inner(tops)
	return out
}

// x is where a line of a cell begins.
func (b *box) x(c cell, l cellLine) page.Length {
	left, right := b.edges[c.col], b.edges[c.col+c.cols]
	switch {
	case c.block:
		block := min(b.figure[c.col], right-left-2*b.side)
		return (left+right)/2 + max(block, l.width)/2 - l.width
	case c.align == doc.AlignLeft:
		return left + b.side
	case c.align == doc.AlignRight:
		return right - b.side - l.width
	}
	return left + (right-left-l.width)/2
}

// inner is the rules between the cells, and at the sides of a grid. Without a grid
// there is a rule only below a head that covers several columns, so that one sees
// which.
func (b *box) inner(tops []page.Length) []page.Rule {
	var out []page.Rule
	rule := func(x1, y1, x2, y2, weight page.Length) {
		out = append(out, page.Rule{X1: x1, Y1: y1, X2: x2, Y2: y2, Weight: weight})
	}
	last := len(b.cols)
	for _, c := range b.cells {
		x1, x2, y1, y2 := b.edges[c.col], b.edges[c.col+c.cols], tops[c.row], tops[c.row+c.rows]
		switch {
		case b.Grid && c.row+c.rows < b.rows:
			rule(x1, y2, x2, y2, b.sheet.TableInner)
		case !b.Grid && c.row+c.rows < b.rows && c.cols > 1:
			rule(x1+b.side/2, y2, x2-b.side/2, y2, b.sheet.TableInner)
		}
		if b.Grid && c.col+c.cols < last {
			rule(x2, y1, x2, y2, b.sheet.TableInner)
		}
	}
	if b.Grid {
		rule(b.edges[0], 0, b.edges[0], tops[b.rows], b.sheet.TableOuter)
		rule(b.edges[last], 0, b.edges[last], tops[b.rows], b.sheet.TableOuter)
	}
	return out
}

// slices cuts a row between its lines of text.
func (b *box) slices(whole line) []line {
	n := int(b.tall(&whole) / b.pitch)
	out := make([]line, n)
	for k := range out {
		from, to := page.Length(k)*b.pitch, page.Length(k+1)*b.pitch
		l := line{table: whole.table, height: b.pitch}
		if !b.free {
			l.rows, l.height = 1, 0
		}
		for _, s := range whole.strips {
			if from < s.y && s.y <= to {
				s.y -= from
				l.strips = append(l.strips, s)
			}
		}
		for _, r := range whole.rules {
			if r.Y1 == r.Y2 && from <= r.Y1 && r.Y1 < to || r.Y1 < to && r.Y2 > from {
				r.Y1, r.Y2 = max(r.Y1, from)-from, min(r.Y2, to)-from
				l.rules = append(l.rules, r)
			}
		}
		out[k] = l
	}
	return out
}
