// Package layout puts a doc.Document on pages: the tree of meaning in, the tree of
// positions out. It asks the gbt9704.Sheet where things stand and the fonts.Set how
// wide characters are; it holds no length of its own.
//
// A document becomes lines (text.go, blocks.go, attachment.go, and for tables
// table.go, columns.go, cells.go, for figures figure.go), lines become pages (paginate.go), glyphs on a line
// become runs (runs.go).
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
	c, pages := compose(d.Blocks, s, faces)
	if moved, ok := moveAddressees(d.Blocks, pages); ok {
		c, pages = compose(moved, s, faces)
	}
	c.crowded(d.Blocks, pages)
	out := page.Pages{
		Info: page.Info{Title: d.Info.Title, Author: d.Info.Author, Subject: d.Info.Subject,
			Creator: "年报 nianbao", Language: d.Info.Language, Date: d.Info.Date},
		Elements: c.elements,
	}
	for i := range pages {
		c.folio(&pages[i].Page)
		out.Pages = append(out.Pages, pages[i].Page)
	}
	return out, c.found
}

// compose sets the blocks and puts them on pages.
func compose(blocks []doc.Block, s *gbt9704.Sheet, faces *fonts.Set) (*composer, []laidPage) {
	c := &composer{base: s, sheet: s, faces: faces, resolved: map[string]*[512]resolved{}}
	for _, b := range blocks {
		c.block(b)
	}
	all := append(c.sections, section{c.sheet, c.lines})
	for _, s := range all {
		c.annotate(s.lines)
	}
	if c.foot != nil {
		foot := []line{*c.foot}
		c.annotate(foot)
		c.foot = &foot[0]
	}
	return c, paginate(all, c.foot)
}

// composer collects the lines of a document.
type composer struct {
	base     *gbt9704.Sheet // the sheet of the report
	sheet    *gbt9704.Sheet // of the section being composed: base, or base turned
	free     bool           // tables stand off the grid: we are in an attachment
	faces    *fonts.Set
	sections []section // finished
	lines    []line    // of the section being composed
	foot     *line     // 版记
	headed   bool      // the report begins with 版头
	spoken   bool      // 正文 has been named in the margin
	elements []page.Element
	found    diag.List
	seen     map[diag.Pos]bool         // places of uncovered characters
	resolved map[string]*[512]resolved // answers of resolve
	tell     func(Substitute)          // of characters in another face than asked for; may be nil

	text   []rune // of set, kept for the next text
	widths []int
	at     []page.Length
}

// section is lines that begin a page of their own.
type section struct {
	sheet *gbt9704.Sheet
	lines []line
}

// begin ends the section and begins one on the given sheet.
func (c *composer) begin(sheet *gbt9704.Sheet, free bool) {
	if len(c.lines) > 0 {
		c.sections = append(c.sections, section{c.sheet, c.lines})
	}
	c.sheet, c.free, c.lines = sheet, free, nil
}

// line is one row of the page before it has a page: text on one baseline, or a row of
// a table. Its runs and rules have their x; their y is relative to its upper edge.
type line struct {
	glyphs []glyph // on the baseline of its grid rows
	size   page.Length
	strips []strip      // on baselines of their own
	rules  []page.Rule  // y relative to the line's upper edge
	shapes []page.Shape // of a figure; y likewise
	rows   int          // grid rows it takes; 0 is a line off the grid
	height page.Length  // of a line off the grid
	blank  bool         // an empty row: dropped at the top of a page
	keep   bool         // must not be parted from the next line
	text   bool         // it is of 正文
	sign   bool         // it is of 署名 and 成文日期
	mark   *page.Mark
	// places are left free, clauses written in the margin of a specimen; y is relative
	// to the line's upper edge.
	places  []page.Place
	clauses []clause

	table *frame // of a row of a table
	head  bool   // it is the head of its table
	goes  bool   // it goes on with the row of the line before
	open  []gap  // where no rule parts it from the row above
}

// strip is characters of one size on a baseline y below the upper edge of a line.
type strip struct {
	glyphs  []glyph
	size, y page.Length
	scale   int // as in page.Run
	color   page.Color
}

// clause names the clause an element follows, on a baseline y below the upper edge
// of its line.
type clause struct {
	text  string
	y     page.Length
	right bool // in the right margin, where the left one is taken
}

// tall is the height of a line.
func (c *composer) tall(l *line) page.Length {
	return page.Length(l.rows)*c.sheet.RowPitch() + l.height
}

// element adds an element of the document and returns its index.
func (c *composer) element(role page.Role, level int) int {
	c.elements = append(c.elements, page.Element{Role: role, Level: level, Parent: -1})
	return len(c.elements) - 1
}

// inside adds an element that is part of another.
func (c *composer) inside(parent int, role page.Role) int {
	c.elements = append(c.elements, page.Element{Role: role, Parent: parent})
	return len(c.elements) - 1
}

// item adds an item of a list, or of the list still to be put around it (-1), and
// returns the elements of its label and of its text.
func (c *composer) item(list int) (label, body int) {
	c.elements = append(c.elements, page.Element{Role: page.RoleItem, Parent: list})
	item := len(c.elements) - 1
	return c.inside(item, page.RoleItemLabel), c.inside(item, page.RoleItemBody)
}

func (c *composer) blank(n int) {
	for range n {
		c.lines = append(c.lines, line{blank: true, rows: 1, keep: true})
	}
}

// block composes one block. The set of blocks is closed.
func (c *composer) block(b doc.Block) {
	switch b := b.(type) {
	case doc.Letterhead:
		c.letterhead(b)
	case doc.Title:
		c.title(b)
	case doc.Salutation:
		c.salutation(b)
	case doc.Addressees:
		c.addressees(b)
	case doc.Heading:
		c.heading(b)
	case doc.Para:
		c.para(b)
	case doc.Table:
		c.table(b)
	case doc.Figure:
		c.figure(b)
	case doc.AttachmentNote:
		c.attachments(b)
	case doc.Signature:
		c.signature(b)
	case doc.Remark:
		c.remark(b)
	case doc.Attachment:
		c.attachment(b)
	case doc.Colophon:
		c.foot = c.colophon(b)
	}
}

// folio sets the page number: a dash on either side, at the outer edge, below the
// type area (7.5). On a landscape page it stands where the portrait sheet has it, and
// reads downwards (clause 8).
func (c *composer) folio(p *page.Page) {
	if p.Number == 0 {
		return
	}
	s := c.base
	text := "— " + itoa(p.Number) + " —"
	spans := []span{{text: text, face: s.Faces.Folio, plain: true, of: -1}}
	chars := c.chars(spans)
	width := c.natural(chars, s.Folio)
	x := s.Cell(s.FolioInset)
	if p.Number%2 == 1 {
		x = s.Cell(s.Columns-s.FolioInset) - width
	}
	set := runs(c.row(chars, s.Folio, x), s.FolioBaseline(), s.Folio, 0)
	if p.Width > p.Height && s.Width < s.Height {
		for i := range set {
			set[i].X, set[i].Y = s.OnTurned(set[i].X, set[i].Y)
			set[i].Turned = true
		}
	}
	p.Runs = append(p.Runs, set...)
	if s.Annotate && p.Number == 1 {
		note := c.note(clause{text: gbt9704.ClauseFolio})
		// a little above, so that the number stays a line of its own to who reads the text
		p.Runs = append(p.Runs, note.runs(s.FolioBaseline()-s.Folio/2)...)
	}
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
