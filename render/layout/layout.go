// Package layout puts a doc.Document on pages: the tree of meaning in, the tree of
// positions out. It asks the gbt9704.Sheet where things stand and the fonts.Set how
// wide characters are; it holds no length of its own.
//
// A document becomes lines (text.go, blocks.go, table.go), lines become pages
// (paginate.go), glyphs on a line become runs (runs.go).
package layout

import (
	"strings"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// codeGlyph is a character no face has.
const codeGlyph = "Y501"

// Lay sets d on pages of sheet s with the given faces. Findings are form errors:
// characters no face covers, each place once.
func Lay(d doc.Document, s *gbt9704.Sheet, faces *fonts.Set) (page.Pages, diag.List) {
	c := &composer{sheet: s, faces: faces}
	for i := range d.Blocks {
		c.block(d.Blocks, i)
	}
	out := page.Pages{
		Info: page.Info{Title: d.Info.Title, Author: d.Info.Author, Subject: d.Info.Subject,
			Creator: "年报 nianbao", Language: d.Info.Language, Date: d.Info.Date},
		Elements: c.elements,
	}
	out.Pages = c.paginate()
	for i := range out.Pages {
		c.folio(&out.Pages[i])
	}
	return out, c.found
}

// composer collects the lines of a document.
type composer struct {
	sheet    *gbt9704.Sheet
	faces    *fonts.Set
	lines    []line
	elements []page.Element
	found    diag.List
}

// line is one row of the page before it has a page. Its runs and rules have their
// x; their y is relative to the top of the row.
type line struct {
	glyphs []glyph
	rules  []page.Rule // y relative to the row's upper edge
	size   page.Length
	rows   int  // grid rows it takes
	blank  bool // an empty row: dropped at the top of a page
	keep   bool // must not be parted from the next line
	mark   *page.Mark
}

// element adds an element and returns its index.
func (c *composer) element(role page.Role, level int) int {
	c.elements = append(c.elements, page.Element{Role: role, Level: level})
	return len(c.elements) - 1
}

func (c *composer) blank(n int) {
	for range n {
		c.lines = append(c.lines, line{blank: true, rows: 1, keep: true})
	}
}

// block composes one block. The set of blocks is closed.
func (c *composer) block(all []doc.Block, i int) {
	switch b := all[i].(type) {
	case doc.Title:
		c.title(b)
	case doc.Addressees:
		c.addressees(b)
	case doc.Heading:
		c.heading(b)
	case doc.Para:
		c.para(b)
	case doc.Table:
		c.table(b)
	case doc.AttachmentNote:
		c.attachments(b)
	case doc.Signature:
		c.signature(b)
	case doc.Remark:
		c.remark(b)
	}
}

// folio sets the page number: a dash on either side, at the outer edge, below the
// type area (7.5).
func (c *composer) folio(p *page.Page) {
	if p.Number == 0 {
		return
	}
	s := c.sheet
	text := "— " + itoa(p.Number) + " —"
	spans := []span{{text: text, face: s.Faces.Folio, plain: true, of: -1}}
	chars := c.chars(spans)
	width := c.natural(chars, s.Folio)
	x := s.Cell(s.FolioInset)
	if p.Number%2 == 1 {
		x = s.Cell(s.Columns-s.FolioInset) - width
	}
	p.Runs = append(p.Runs, runs(c.row(chars, s.Folio, x), s.FolioBaseline(), s.Folio)...)
}

func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + itoa(n%10)
	}
	return string(rune('0' + n))
}

// bookmark is the outline's text for a heading: without its end mark.
func bookmark(label string, text []doc.Run) string {
	var b strings.Builder
	b.WriteString(label)
	for _, r := range text {
		b.WriteString(r.Text)
	}
	return strings.TrimRight(b.String(), "。：")
}
