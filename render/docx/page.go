// page.go writes sections: paper, margins, the grid of characters and lines (5.2), and
// the page numbers at the outer edge (7.5).
//
// The grid is the document's. The styles keep its pitch by themselves, by exact lines and
// the distance of characters, and do not snap to it: programs differ in what they do with
// characters wider than their cell (LibreOffice 7.4 gives them two), and a face with high
// lines would take two rows.

package docx

import (
	"fmt"

	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// grid is the page of a sheet in twips. Its rows are a whole number of twips high, so
// that as many as the sheet has fit the type area; what is lost is under a point a page.
type grid struct {
	s                        *gbt9704.Sheet
	width, height            int // of the paper
	top, bottom, left, right int // margins
	across, pitch            int // width of the type area, height of a row
	chars                    int // what is added to a character, in 1/4096 pt
}

func gridOf(s *gbt9704.Sheet) grid {
	g := grid{s: s, width: twips(s.Width), height: twips(s.Height), top: twips(s.Top), left: twips(s.Left)}
	g.bottom = twips(s.Height - s.Top - s.TypeHeight)
	g.right = twips(s.Width - s.Left - s.TypeWidth)
	g.across = g.width - g.left - g.right
	g.pitch = (g.height - g.top - g.bottom) / s.Rows
	const part = 4096
	size := int(s.Body * part / page.Point)
	g.chars = g.across*part/20/s.Columns - size
	if g.chars < 0 && (g.across*part/20)%s.Columns != 0 {
		g.chars-- // division cuts towards 0; one character too many must not be
	}
	return g
}

// cells is the width of n characters of the grid.
func (g *grid) cells(n int) int { return n * g.across / g.s.Columns }

// turned tells whether the section lies across the paper of the report.
func (g *grid) turned() bool { return g.width > g.height }

// section is w:sectPr; next says that more sections follow.
func (g *grid) section(next bool) string {
	footer, orient := "", ""
	if g.turned() {
		footer, orient = "T", ` w:orient="landscape"`
	}
	return `<w:sectPr>` +
		`<w:footerReference w:type="default" r:id="rIdOdd` + footer + `"/><w:footerReference w:type="even" r:id="rIdEven` + footer + `"/>` +
		`<w:type w:val="nextPage"/>` +
		fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"%s/>`, g.width, g.height, orient) +
		fmt.Sprintf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>`, g.top, g.right, g.bottom, g.left, g.footer()) +
		`<w:cols w:space="720"/>` +
		fmt.Sprintf(`<w:docGrid w:type="linesAndChars" w:linePitch="%d" w:charSpace="%d"/>`, g.pitch, g.chars) +
		`</w:sectPr>`
}

// footerLine is the height of the line of the page number, and footerDrop the part of
// it that lies below the baseline, as word processors set an exact line.
func (g *grid) footerLine() int { return twips(g.s.Folio) * 5 / 4 }
func (g *grid) footerDrop() int { return g.footerLine() / 5 }

// footer is how far the lower edge of the footer lies above that of the paper, so that
// the dash of the number lies where the standard wants it. On a turned page the number
// stands elsewhere.
func (g *grid) footer() int {
	if g.turned() {
		return max(0, g.bottom-g.footerLine())
	}
	return max(0, g.height-twips(g.s.FolioBaseline())-g.footerDrop())
}

// folio is the part of a footer: — 1 —, at the right of odd pages and the left of even
// ones. On turned pages it stands where the upright ones have it and reads downwards.
func (g *grid) folio(odd, turned bool) string {
	jc, ind := "left", indent{left: g.cells(g.s.FolioInset), leftChars: 0}
	if odd {
		jc, ind = "right", indent{right: g.cells(g.s.FolioInset), rightChars: 0}
	}
	p := paraProps{style: styleFooter, jc: jc, ind: &ind}
	number := runProps{}.text("— ") + `<w:r>` + runProps{}.xml() + `<w:fldChar w:fldCharType="begin"/></w:r><w:r>` + runProps{}.xml() +
		`<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r>` + runProps{}.xml() + `<w:fldChar w:fldCharType="separate"/></w:r>` +
		runProps{}.text("1") + `<w:r>` + runProps{}.xml() + `<w:fldChar w:fldCharType="end"/></w:r>` + runProps{}.text(" —")
	content := "<w:p>" + p.xml() + number + "</w:p>"
	if turned {
		content = g.sideways(content, odd) + "<w:p>" + (&paraProps{style: styleFooter}).xml() + "</w:p>"
	}
	return xmlHead + `<w:ftr ` + spaces + `>` + content + `</w:ftr>`
}

// sideways puts the number into a cell at the left edge of the turned page, as tall as
// the type area: the foot of the upright page.
func (g *grid) sideways(content string, odd bool) string {
	s := g.s // upright
	line := g.footerLine()
	x := twips(s.Height-s.FolioBaseline()) - g.footerDrop()
	return fmt.Sprintf(`<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="%d" w:tblpY="%d"/><w:tblOverlap w:val="never"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/></w:tblGrid>`+
		`<w:tr><w:trPr><w:trHeight w:val="%d" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>%s</w:tc></w:tr></w:tbl>`,
		x, g.left, line, line, g.across, line, content)
}
