// signature.go composes 署名 and 成文日期 (7.3.5), with the room a seal or a stamp takes.
package layout

import (
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// signature is kept together and with the last lines before it.
func (c *composer) signature(b doc.Signature) {
	c.keepLast(2)
	from := len(c.lines)
	switch b.Seal {
	case doc.Unsealed:
		c.unsealed(b)
	case doc.Sealed:
		c.sealed(b)
	case doc.Stamped:
		c.stamped(b)
	}
	for i := range c.lines[from:] {
		l := &c.lines[from+i]
		l.sign, l.keep = true, from+i < len(c.lines)-1
	}
}

// cells is the width of n cells of the grid on paper.
func (c *composer) cells(n int) page.Length { return c.sheet.Across(int64(n), 1) - c.sheet.Left }

// onPaper is how wide chars are at the pitch of the grid.
func (c *composer) onPaper(chars []char) page.Length {
	w := 0
	for _, ch := range chars {
		w += ch.width
	}
	return c.sheet.Across(int64(w), hanzi.Em) - c.sheet.Left
}

// plain are the characters of a run in the face of the text, an element of its own.
func (c *composer) plain(r doc.Run) []char {
	return c.chars([]span{{text: r.Text, face: c.sheet.Faces.Body, pos: r.Pos, moved: r.Path != "", of: c.element(page.RoleParagraph, 0)}})
}

// nameRows cuts the name of an organ into rows of at most cells characters.
func (c *composer) nameRows(organ doc.Run, cells int, words []string) [][]char {
	of := c.element(page.RoleParagraph, 0)
	var rows [][]char
	for _, text := range hanzi.CutTitle(organ.Text, cells, nil, words) {
		rows = append(rows, c.chars([]span{{text: text, face: c.sheet.Faces.Body, pos: organ.Pos, moved: true, of: of}}))
	}
	return rows
}

// gridLine is a line of the text with chars from x on.
func (c *composer) gridLine(chars []char, x page.Length) line {
	return line{glyphs: c.gridRow(chars, x), size: c.sheet.Body, rows: 1}
}

// unsealed is 7.3.5.2: one blank row, the names ending two characters from the right,
// the lead organ's first; the date begins two characters right of the (last) name. A
// date longer than the name ends two characters from the right itself, and the name
// moves left; a shorter one may end nearer to the edge, as the clause has it.
func (c *composer) unsealed(b doc.Signature) {
	s := c.sheet
	c.blank(s.SignBefore)
	end := s.Cell(s.Columns - s.SignRight)
	dateWidth := c.onPaper(c.chars([]span{{text: b.Date.Text, face: s.Faces.Body, of: -1}}))
	var lines []line
	x := end
	for i, organ := range b.Organs {
		for _, name := range c.nameRows(organ, s.Columns-s.SealRight, b.Words) {
			x = end - c.onPaper(name)
			if i == len(b.Organs)-1 && dateWidth > end-x {
				x = end - dateWidth - c.cells(s.DateShift)
			}
			lines = append(lines, c.gridLine(name, x))
		}
	}
	if len(lines) > 0 {
		lines[0].clauses = []clause{{text: gbt9704.ClauseUnsealed, y: s.Baseline(0, 1, s.Body) - s.Top}}
	}
	date := c.gridLine(c.plain(b.Date), x+c.cells(s.DateShift))
	date.clauses = []clause{{text: gbt9704.ClauseDate, y: s.Baseline(0, 1, s.Body) - s.Top}}
	c.lines = append(c.lines, append(lines, date)...)
}

// sealed is 7.3.5.1: the date ends four characters from the right; each name is centred
// under its seal, the last one over the date. Seals stand in rows of three at most,
// the last of each row above the date; they do not touch.
func (c *composer) sealed(b doc.Signature) {
	s := c.sheet
	date := c.plain(b.Date)
	right := s.Cell(s.Columns)
	dateX := s.Cell(s.Columns-s.SealRight) - c.onPaper(date)
	centre := dateX + c.onPaper(date)/2
	var above page.Length // where the seals of the row above begin
	tallAbove := 0
	for from := 0; from < len(b.Organs); from += gbt9704.SealsInRow {
		group := b.Organs[from:min(from+gbt9704.SealsInRow, len(b.Organs))]
		last := from+len(group) == len(b.Organs)
		names := make([][][]char, len(group))
		tall := 0
		for i, organ := range group {
			room := s.Columns - s.SealRight
			if len(b.Organs) > 1 {
				room = int(s.SealPitch() / s.CellWidth())
			}
			names[i] = c.nameRows(organ, room, b.Words)
			tall = max(tall, len(names[i]))
		}
		pressed := tall
		if last {
			pressed++
		}
		top := s.SealTop(pressed)
		if from == 0 {
			c.blank(s.SealBefore(pressed))
		} else { // below the seals of the row above, and not touching them
			c.blank(s.SealsApart(above, tallAbove, top))
		}
		above, tallAbove = top, tall
		lines := make([]line, tall)
		for i, rows := range names {
			x := centre - page.Length(len(group)-1-i)*s.SealPitch()
			for k, name := range rows {
				l := &lines[tall-len(rows)+k]
				*l = c.beside(*l, name, min(x-c.onPaper(name)/2, right-c.onPaper(name)))
			}
			lines[0].places = append(lines[0].places, page.Place{Kind: page.PlaceSeal, For: group[i].Text,
				X: x - s.SealSize/2, Y: top, Width: s.SealSize, Height: s.SealSize})
		}
		lines[0].clauses = []clause{{text: gbt9704.ClauseSealed, y: s.Baseline(0, 1, s.Body) - s.Top}}
		c.lines = append(c.lines, lines...)
	}
	l := c.gridLine(date, dateX)
	l.clauses = []clause{{text: gbt9704.ClauseDate, y: s.Baseline(0, 1, s.Body) - s.Top}}
	c.lines = append(c.lines, l)
}

// beside adds chars to a line of the text that may hold some already.
func (c *composer) beside(l line, chars []char, x page.Length) line {
	l.glyphs = append(l.glyphs, c.gridRow(chars, x)...)
	l.size, l.rows = c.sheet.Body, 1
	return l
}

// stamped is 7.3.5.3: two blank rows, the stamp ending four characters from the right,
// the office two characters to its left in the middle of its height; the date one row
// below the stamp, ending four characters from the right.
func (c *composer) stamped(b doc.Signature) {
	s := c.sheet
	c.blank(s.StampBefore)
	rows := int((s.StampHeight + s.RowPitch() - 1) / s.RowPitch())
	stampX := s.Cell(s.Columns-s.StampRight) - s.StampWidth
	block := line{rows: rows, clauses: []clause{{text: gbt9704.ClauseStamped, y: page.Length(rows) * s.RowPitch() / 2}}}
	middle := page.Length(rows) * s.RowPitch() / 2
	block.places = []page.Place{{Kind: page.PlaceStamp, For: b.Office.Text, X: stampX, Y: middle - s.StampHeight/2, Width: s.StampWidth, Height: s.StampHeight}}
	if office := c.plain(b.Office); len(office) > 0 {
		x := stampX - c.cells(s.StampGap) - c.onPaper(office)
		block.strips = []strip{{glyphs: c.gridRow(office, x), size: s.Body, y: middle + gbt9704.Drop(s.Body)}}
	}
	c.lines = append(c.lines, block)
	c.blank(s.StampAfter)
	date := c.plain(b.Date)
	l := c.gridLine(date, s.Cell(s.Columns-s.StampRight)-c.onPaper(date))
	l.clauses = []clause{{text: gbt9704.ClauseDate, y: s.Baseline(0, 1, s.Body) - s.Top}}
	c.lines = append(c.lines, l)
}
