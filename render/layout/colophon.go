// colophon.go composes 版记 (7.4): 抄送, 印发机关 and 印发日期 between lines, at the foot
// of the last face.
package layout

import (
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// colophon is one line whose lower edge is that of the type area; nil when there is
// nothing to say.
func (c *composer) colophon(b doc.Colophon) *line {
	s := c.base
	l := &line{keep: true}
	c.sentTo(l, doc.AddresseesLabel, b.Addressees, gbt9704.ClauseMoved)
	c.sentTo(l, doc.CopyToLabel, b.CopyTo, gbt9704.ClauseCopyTo)
	sent := l.rows
	if b.Printer.Text != "" || b.PrintDate.Text != "" {
		c.printed(l, b)
	}
	if l.rows == 0 {
		return nil
	}
	rule := func(row int, weight page.Length) {
		first := s.Rows - l.rows
		y := s.RowTop(first+row) - s.RowTop(first)
		l.rules = append(l.rules, page.Rule{X1: s.Left, Y1: y, X2: s.Left + s.TypeWidth, Y2: y, Weight: weight})
	}
	rule(0, s.OuterRule)
	if sent > 0 && sent < l.rows {
		rule(sent, s.InnerRule)
	}
	rule(l.rows, s.OuterRule)
	return l
}

// sentTo adds 主送 or 抄送: one character in from either edge, turning over under the
// first character behind the colon, with a full stop (7.4.2).
func (c *composer) sentTo(l *line, label string, to []doc.Run, of string) {
	if len(to) == 0 {
		return
	}
	s := c.base
	element := c.element(page.RoleParagraph, 0)
	head := c.chars([]span{{text: label, face: s.Faces.Body, of: element}})
	spans := append(c.spans(to, s.Faces.Body, element), span{text: "。", face: s.Faces.Body, of: element})
	x := s.Cell(s.ColophonInset)
	from := x + c.natural(head, s.Colophon)
	l.strips = append(l.strips, strip{glyphs: c.row(head, s.Colophon, x), size: s.Colophon, y: c.colophonRow(l.rows)})
	l.clauses = append(l.clauses, clause{text: of, y: c.colophonRow(l.rows)})
	for _, set := range c.wrap(c.chars(spans), s.Cell(s.Columns-s.ColophonInset)-from, s.Colophon) {
		l.strips = append(l.strips, strip{glyphs: set.at(from, s.Colophon), size: s.Colophon, y: c.colophonRow(l.rows)})
		l.rows++
	}
}

// colophonRow is the baseline of row i of the colophon below its upper edge.
func (c *composer) colophonRow(i int) page.Length {
	return c.base.Baseline(i, 1, c.base.Colophon) - c.base.Top
}

// printed adds the row of 印发机关, left, and 印发日期, right (7.4.3). A long name turns
// over beside the date, which stands on the last row.
func (c *composer) printed(l *line, b doc.Colophon) {
	s := c.base
	l.clauses = append(l.clauses, clause{text: gbt9704.ClausePrinted, y: c.colophonRow(l.rows)})
	set := func(r doc.Run, mark string) []char {
		return c.chars([]span{{text: r.Text + mark, face: s.Faces.Body, pos: r.Pos, moved: true, of: c.element(page.RoleParagraph, 0)}})
	}
	var by, on []char
	by = set(b.Printer, "")
	left, right := s.Cell(s.ColophonInset), s.Cell(s.Columns-s.ColophonInset)
	room := right - left
	if b.PrintDate.Text != "" {
		on = set(b.PrintDate, doc.PrintedMark)
		right -= c.natural(on, s.Colophon)
		room = right - s.Colophon - left
	}
	rows := c.wrap(by, room, s.Colophon)
	for i, row := range rows {
		l.strips = append(l.strips, strip{glyphs: row.at(left, s.Colophon), size: s.Colophon, y: c.colophonRow(l.rows + i)})
	}
	l.rows += max(1, len(rows))
	if len(on) > 0 {
		l.strips = append(l.strips, strip{glyphs: c.row(on, s.Colophon, right), size: s.Colophon, y: c.colophonRow(l.rows - 1)})
	}
}
