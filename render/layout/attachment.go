// attachment.go composes 附件, an enclosure bound with the report (7.3.7, clause 8).
package layout

import (
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// attachment begins a page, turned for a wide table: the label on row 1, the title
// centred from row 3 on, then the blocks. What follows it begins a page again.
func (c *composer) attachment(b doc.Attachment) {
	sheet := c.base
	if b.Landscape && sheet.Width < sheet.Height {
		turned := sheet.Turned()
		sheet = &turned
	}
	c.begin(sheet, true)
	if b.Label != "" || len(b.Title) > 0 { // without both it goes on with the one before
		c.attachmentHead(b)
	}
	for _, block := range b.Blocks {
		c.block(block)
	}
	c.begin(c.base, false)
}

func (c *composer) attachmentHead(b doc.Attachment) {
	s := c.sheet
	pos := first(b.Title).Pos
	title := doc.Plain(b.Title)
	role, level := page.RoleParagraph, 0
	if title == "" { // the label alone is what the part is called
		role, level = page.RoleHeading, 1
	}
	label := []span{{text: b.Label, face: s.Faces.Attachment, plain: true, pos: pos, moved: true, of: c.element(role, level)}}
	c.lines = c.set(c.chars(label), 0, s.Columns, 0, true)
	for len(c.lines) < max(1, s.AttachmentTitle-1) {
		c.lines = append(c.lines, line{rows: 1})
	}
	for i := range c.lines {
		c.lines[i].keep = true
	}
	name := b.Label
	if title != "" {
		c.titleRows(title, pos, c.element(page.RoleHeading, 1), b.Whole, b.Words)
		c.blank(s.TitleAfter)
		name += " " + title
	}
	c.lines[0].mark = &page.Mark{Level: 1, Title: name}
	c.named(0, gbt9704.ClauseEnclosure)
}
