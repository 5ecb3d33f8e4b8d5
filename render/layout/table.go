// table.go sets a small table in the text: a caption, a head and rows between
// rules, every row on the grid.
package layout

import (
	"nianbao/fonts"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// padding is the room on either side of a cell's text, in characters of the table.
const padding = 1

func (c *composer) table(b doc.Table) {
	s := c.sheet
	if b.Caption != "" {
		chars := c.chars([]span{{text: b.Caption, face: s.Faces.TableHead, of: c.element(page.RoleCaption, 0)}})
		x := s.Left + (s.TypeWidth-c.natural(chars, s.Caption))/2
		c.lines = append(c.lines, line{glyphs: c.row(chars, s.Caption, x), size: s.Caption, rows: 1, keep: true})
	}
	widths := c.columnWidths(b)
	total := page.Length(0)
	for _, w := range widths {
		total += w
	}
	left := s.Left + (s.TypeWidth-total)/2
	head := c.tableRow(b.Head, b, widths, left, s.Faces.TableHead, page.RoleHeadCell)
	c.rule(&head[0], left, total, false, gbt9704.OuterRule)
	c.rule(&head[len(head)-1], left, total, true, gbt9704.InnerRule)
	for i := range head {
		head[i].keep = true
	}
	c.lines = append(c.lines, head...)
	for i, row := range b.Rows {
		lines := c.tableRow(row, b, widths, left, s.Faces.Body, page.RoleCell)
		for k := range lines {
			lines[k].keep = k < len(lines)-1 || i == len(b.Rows)-2 || i == 0
		}
		if i == len(b.Rows)-1 {
			c.rule(&lines[len(lines)-1], left, total, true, gbt9704.OuterRule)
			lines[len(lines)-1].keep = false
		}
		c.lines = append(c.lines, lines...)
	}
}

// columnWidths gives every column what its widest cell needs, scaled down when the
// table is wider than the type area.
func (c *composer) columnWidths(b doc.Table) []page.Length {
	s := c.sheet
	widths := make([]page.Length, len(b.Head))
	total := page.Length(0)
	for col := range b.Head {
		w := c.cellWidth(b.Head[col])
		for _, row := range b.Rows {
			w = max(w, c.cellWidth(row[col]))
		}
		widths[col] = w + 2*padding*s.Table
		widths[col] = max(widths[col], s.TypeWidth/page.Length(2*len(b.Head)))
		total += widths[col]
	}
	if total > s.TypeWidth {
		for i := range widths {
			widths[i] = widths[i] * s.TypeWidth / total
		}
	}
	return widths
}

func (c *composer) cellWidth(text string) page.Length {
	w := 0
	for _, r := range text {
		w += hanzi.ModelWidth(r)
	}
	return c.sheet.Table * page.Length(w) / fonts.Em
}

// tableRow sets one row: as many lines as its tallest cell.
func (c *composer) tableRow(cells []string, b doc.Table, widths []page.Length, left page.Length, face string, role page.Role) []line {
	s := c.sheet
	var out []line
	for col, text := range cells {
		chars := c.chars([]span{{text: text, face: face, of: c.element(role, 0)}})
		room := widths[col] - 2*padding*s.Table
		for k, part := range c.wrap(chars, room) {
			if k == len(out) {
				out = append(out, line{size: s.Table, rows: 1})
			}
			w := c.natural(part, s.Table)
			x := left + (widths[col]-w)/2
			if b.Figures[col] && role == page.RoleCell {
				x = left + widths[col]/2 + c.widest(b, col)/2 - w // flush right, as a block in the middle
			}
			out[k].glyphs = append(out[k].glyphs, c.row(part, s.Table, x)...)
		}
		left += widths[col]
	}
	if len(out) == 0 {
		out = append(out, line{size: s.Table, rows: 1})
	}
	return out
}

// widest is the width of the widest figure of a column.
func (c *composer) widest(b doc.Table, col int) page.Length {
	w := page.Length(0)
	for _, row := range b.Rows {
		w = max(w, c.cellWidth(row[col]))
	}
	return w
}

// wrap breaks a cell's text into lines no wider than room, ragged.
func (c *composer) wrap(chars []char, room page.Length) [][]char {
	text := make([]rune, len(chars))
	widths := make([]int, len(chars))
	for i, ch := range chars {
		text[i], widths[i] = ch.r, ch.width
	}
	var out [][]char
	for _, l := range hanzi.Break(text, widths, hanzi.Options{Width: int(room * hanzi.Em / c.sheet.Table), Ragged: true}) {
		out = append(out, chars[l.From:l.To])
	}
	return out
}

// rule draws a line across the table at the upper or lower edge of a row.
func (c *composer) rule(l *line, left, width page.Length, below bool, weight page.Length) {
	y := page.Length(0)
	if below {
		y = c.sheet.TypeHeight / page.Length(c.sheet.Rows)
	}
	l.rules = append(l.rules, page.Rule{X1: left, Y1: y, X2: left + width, Y2: y, Weight: weight})
}
