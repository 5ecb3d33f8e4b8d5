// blocks.go composes each block of a document into lines.
package layout

import (
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// title is set in rows cut between words, each centred (7.3.1), with the blank row
// that follows it (7.3.2).
func (c *composer) title(b doc.Title) {
	s := c.sheet
	before := s.TitleBefore
	if c.headed {
		before = s.RedAfter
	}
	c.blank(before)
	from := len(c.lines)
	of := c.element(page.RoleTitle, 0)
	for _, run := range b.Lines {
		c.titleRows(run.Text, run.Pos, of, b.Whole, b.Words)
	}
	c.named(from, gbt9704.ClauseTitle)
	for _, run := range b.Under {
		c.under(run, b)
	}
	c.blank(s.TitleAfter)
}

// under centres a line below the title, cut where it is too long (practice: 楷体).
func (c *composer) under(r doc.Run, title doc.Title) {
	s := c.sheet
	of := c.element(page.RoleParagraph, 0)
	for _, row := range hanzi.CutTitle(r.Text, s.Columns, title.Whole, title.Words) {
		chars := c.chars([]span{{text: row, face: s.Faces.Under, pos: r.Pos, moved: true, of: of}})
		l := c.gridLine(chars, s.Left+(s.TypeWidth-c.onPaper(chars))/2)
		l.keep = true
		c.lines = append(c.lines, l)
	}
}

// named writes the clause of what was composed from line from on in the margin.
func (c *composer) named(from int, text string) {
	if from < len(c.lines) {
		l := &c.lines[from]
		l.clauses = append(l.clauses, clause{text: text, y: c.sheet.Baseline(0, 1, c.sheet.Body) - c.sheet.Top})
	}
}

// salutation stands where 主送 does, with the mark its writer gave it.
func (c *composer) salutation(b doc.Salutation) {
	lines := c.set(c.chars(c.spans(b.Text, c.sheet.Faces.Body, c.element(page.RoleParagraph, 0))), 0, c.sheet.Columns, 0, false)
	for i := range lines {
		lines[i].keep = true
	}
	c.lines = append(c.lines, lines...)
}

// titleRows cuts one title into rows by meaning and centres them.
func (c *composer) titleRows(text string, pos diag.Pos, of int, whole, words []string) {
	s := c.sheet
	for _, row := range hanzi.CutTitle(text, s.TitleCells(), whole, words) {
		chars := c.chars([]span{{text: row, face: s.Faces.Title, latin: s.Faces.TitleLatin, pos: pos, moved: true, of: of}})
		x := s.Left + (s.TypeWidth-c.natural(chars, s.Title))/2
		c.lines = append(c.lines, line{glyphs: c.row(chars, s.Title, x), size: s.Title, rows: 1, keep: true})
	}
}

// addressees stand flush left and turn over flush left, with a colon at the end
// (7.3.2).
func (c *composer) addressees(b doc.Addressees) {
	of := c.element(page.RoleParagraph, 0)
	spans := c.spans(b.Text, c.sheet.Faces.Body, of)
	spans = append(spans, span{text: "：", face: c.sheet.Faces.Body, of: of})
	lines := c.set(c.chars(spans), 0, c.sheet.Columns, 0, false)
	for i := range lines {
		lines[i].keep = true
	}
	c.lines = append(c.lines, lines...)
	c.named(len(c.lines)-len(lines), gbt9704.ClauseAddressees)
}

// heading is a paragraph whose first sentence has the face of its level (7.3.3).
// Alone on its line it stays with the text below.
func (c *composer) heading(b doc.Heading) {
	s := c.sheet
	of := c.element(page.RoleHeading, b.Level)
	face := s.Faces.Level[b.Level-1]
	spans := append([]span{{text: b.Label, face: face, pos: first(b.Text).Pos, moved: true, of: of}}, c.spans(b.Text, face, of)...)
	for i := range spans {
		spans[i].latin = s.Faces.LevelLatin[b.Level-1]
	}
	if len(b.Body) > 0 {
		spans = append(spans, c.spans(b.Body, s.Faces.Body, c.element(page.RoleParagraph, 0))...)
	}
	lines := c.set(c.chars(spans), 0, s.Columns, s.Indent, false)
	if len(lines) == 0 {
		return
	}
	lines[0].mark = &page.Mark{Level: b.Level, Title: bookmark(b.Label, b.Text)}
	c.texts(lines)
	if len(b.Body) == 0 {
		for i := range lines {
			lines[i].keep = true
		}
	} else {
		orphan(lines)
	}
	c.lines = append(c.lines, lines...)
	c.named(len(c.lines)-len(lines), [...]string{gbt9704.ClauseLevel1, gbt9704.ClauseLevel2, gbt9704.ClauseLevel3, gbt9704.ClauseLevel4}[b.Level-1])
}

// texts marks lines as being of 正文.
func (c *composer) texts(lines []line) {
	for i := range lines {
		lines[i].text = !c.free
	}
}

func first(runs []doc.Run) doc.Run {
	if len(runs) == 0 {
		return doc.Run{}
	}
	return runs[0]
}

func (c *composer) para(b doc.Para) {
	var spans []span
	if b.Label == "" {
		spans = c.spans(b.Text, c.sheet.Faces.Body, c.element(page.RoleParagraph, 0))
	} else {
		label, of := c.item(-1)
		spans = append([]span{{text: b.Label, face: c.sheet.Faces.Body, pos: first(b.Text).Pos, moved: true, of: label}}, c.spans(b.Text, c.sheet.Faces.Body, of)...)
	}
	lines := c.set(c.chars(spans), 0, c.sheet.Columns, c.sheet.Indent, false)
	orphan(lines)
	c.texts(lines)
	c.lines = append(c.lines, lines...)
	if !c.spoken { // one paragraph of a specimen is enough
		c.named(len(c.lines)-len(lines), gbt9704.ClauseText)
		c.spoken = true
	}
}

// orphan keeps the last two lines of a paragraph together, so that no page begins
// with the last line of one (孤行, CLREQ handling of orphans and widows).
func orphan(lines []line) {
	if n := len(lines); n >= 2 {
		lines[n-2].keep = true
	}
}

// attachments is 附件说明 (7.3.4): one blank row below the text, two characters in;
// names turn over under their first character.
func (c *composer) attachments(b doc.AttachmentNote) {
	s := c.sheet
	c.keepLast(2)
	c.blank(s.NoteBefore)
	const label = "附件："
	from := len(c.lines)
	defer func() { c.named(from, gbt9704.ClauseAttached) }()
	list, of, lead := -1, 0, 0 // lead is the element of 附件：
	if len(b.Names) > 1 {
		list = c.element(page.RoleList, 0)
		lead = c.inside(list, page.RoleCaption)
	} else {
		of = c.element(page.RoleParagraph, 0)
		lead = of
	}
	for i, name := range b.Names {
		at, col := s.Indent, s.Indent+len([]rune(label))
		prefix := []span{{text: label, face: s.Faces.Body, pos: name.Pos, moved: true, of: lead}}
		if len(b.Names) > 1 {
			number := span{text: itoa(i+1) + ".", face: s.Faces.Body, pos: name.Pos, moved: true}
			number.of, of = c.item(list)
			if prefix = append(prefix, number); i > 0 {
				prefix, at = prefix[1:], col
			}
			col += 1 + len(number.text)/3
		}
		lines := c.set(c.chars(c.spans([]doc.Run{name}, s.Faces.Body, of)), col, s.Columns, 0, false)
		head := c.set(c.chars(prefix), at, s.Columns, 0, true)
		if len(lines) == 0 || len(head) == 0 {
			continue
		}
		lines[0].glyphs = append(head[0].glyphs, lines[0].glyphs...)
		for k := range lines {
			lines[k].keep = k < len(lines)-1
		}
		c.lines = append(c.lines, lines...)
	}
}

// keepLast ties the last n lines of text to what follows.
func (c *composer) keepLast(n int) {
	for i := len(c.lines) - 1; i >= 0 && n > 0 && !c.lines[i].blank; i-- {
		c.lines[i].keep = true
		n--
	}
}

// remark is 附注 (7.3.6): the row below the date, two characters in, in brackets.
func (c *composer) remark(b doc.Remark) {
	if n := len(c.lines); n > 0 {
		c.lines[n-1].keep = true
	}
	of := c.element(page.RoleParagraph, 0)
	face := c.sheet.Faces.Body
	spans := append([]span{{text: "（", face: face, of: of}}, c.spans(b.Text, face, of)...)
	spans = append(spans, span{text: "）", face: face, of: of})
	from := len(c.lines)
	c.lines = append(c.lines, c.set(c.chars(spans), 0, c.sheet.Columns, c.sheet.Indent, false)...)
	c.named(from, gbt9704.ClauseRemark)
}
