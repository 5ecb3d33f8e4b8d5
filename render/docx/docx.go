// Package docx writes a doc.Document for word processors (WordprocessingML, ISO/IEC
// 29500-1): the same text as on the printed page, with styles a person can go on
// working with. It asks the gbt9704.Sheet for every size; the lines and pages are made
// by the program that opens the file.
//
// What stands where:
//
//	docx.go       blocks → the body, section by section
//	blocks.go     title, headings, paragraphs and what follows the text
//	letterhead.go 版头   signature.go 署名   colophon.go 版记
//	table.go      tables   chart.go figures
//	styles.go     the styles   page.go sections, grid and page numbers
//	base.go       the text as it was written, by which a corrected file is read back
//	parts.go      the other parts   xml.go the markup
package docx

import (
	"bytes"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/opc"
)

// Write returns the file. The same document and sheet give the same bytes. The faces
// of s are named as in its layout file; see gbt9704.Sheet.WordFace.
func Write(d doc.Document, s *gbt9704.Sheet) ([]byte, error) {
	b := &body{base: s, grid: gridOf(s), names: newNames(s)}
	b.blocks(d.Blocks)
	var packed []opc.Packed
	for _, p := range b.parts(d.Info) {
		packed = append(packed, opc.Pack(p.name, []byte(p.content)))
	}
	var out bytes.Buffer
	if err := opc.Write(&out, packed); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// body collects the body of the document.
type body struct {
	base     *gbt9704.Sheet
	grid     grid // of the section being written
	names    *names
	out      []element
	headed   bool // the document begins with 版头
	redRoom  int  // what the red line adds to the height of its row, as the border it is
	free     bool // tables stand off the grid: we are in an attachment
	begun    bool // the section holds something
	charts   []string
	trace    []traced
	bookmark int
	pictures int
}

// element is a paragraph or, as markup, anything else.
type element struct {
	para   *paraProps
	runs   string
	markup string
}

// add adds a paragraph.
func (b *body) add(p paraProps, runs string) {
	b.out = append(b.out, element{para: &p, runs: runs})
	b.begun = true
}

// mark adds markup that is no paragraph.
func (b *body) mark(xml string) {
	b.out = append(b.out, element{markup: xml})
	b.begun = true
}

func (e *element) xml() string {
	if e.para == nil {
		return e.markup
	}
	return "<w:p>" + e.para.xml() + e.runs + "</w:p>"
}

// blocks writes the blocks. Their set is closed.
func (b *body) blocks(list []doc.Block) {
	for i, block := range list {
		switch x := block.(type) {
		case doc.Letterhead:
			b.letterhead(x)
		case doc.Title:
			b.title(x)
		case doc.Salutation:
			b.salutation(x)
		case doc.Addressees:
			b.addressees(x)
		case doc.Heading:
			b.heading(x)
		case doc.Para:
			b.paragraph(x)
		case doc.Table:
			b.table(x)
		case doc.Figure:
			b.figure(x)
		case doc.AttachmentNote:
			b.attachmentNote(x)
		case doc.Signature:
			b.signature(x)
		case doc.Remark:
			b.remark(x)
		case doc.Attachment:
			b.attachment(x, list[i+1:])
		case doc.Colophon:
			b.colophon(x)
		}
	}
}

// document is the main part.
func (b *body) document() string {
	var x strings.Builder
	x.WriteString(xmlHead + `<w:document ` + spaces + `><w:body>`)
	if n := len(b.out); n > 0 && b.out[n-1].para == nil {
		b.tiny() // a table must not be the last thing in a body
	}
	for i := range b.out {
		x.WriteString(b.out[i].xml())
	}
	x.WriteString(b.grid.section(false) + `</w:body></w:document>`)
	return x.String()
}

// tiny adds a paragraph that takes no room to speak of.
func (b *body) tiny() { b.add(paraProps{style: styleTable, line: 20}, "") }

// begin ends the section, when it holds anything, and begins one on another sheet.
func (b *body) begin(s *gbt9704.Sheet, free bool) {
	if b.begun {
		if n := len(b.out); b.out[n-1].para == nil {
			b.tiny()
		}
		b.out[len(b.out)-1].para.section = b.grid.section(true)
	}
	b.grid, b.free, b.begun = gridOf(s), free, false
}
