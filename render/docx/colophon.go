// colophon.go writes 版记 (7.4): a table in a box at the foot of the last page. A table as
// wide as the page does not float by itself in every program, nor does a frame
// (LibreOffice 7.4).

package docx

import (
	"fmt"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// colophon stands at the foot of the type area of the page the text ends on.
func (b *body) colophon(x doc.Colophon) {
	b.free = false // it is of the report, wherever it stands
	s, g := b.base, &b.grid
	type row struct {
		para paraProps
		text string
	}
	var rows []row
	inset := g.cells(s.ColophonInset)
	line := b.rows(1)
	sent := func(label string, to []doc.Run) {
		if len(to) == 0 {
			return
		}
		hang := twips(s.Colophon) * len([]rune(label))
		rows = append(rows, row{paraProps{style: styleColophon, line: line, ind: &indent{left: inset + hang, right: inset, first: -hang}}, label + doc.Plain(to) + "。"})
	}
	sent(doc.AddresseesLabel, x.Addressees)
	sent(doc.CopyToLabel, x.CopyTo)
	lists := len(rows)
	if x.Printer.Text != "" || x.PrintDate.Text != "" {
		p := paraProps{style: styleColophon, line: line, ind: &indent{left: inset, right: inset}, tabs: []tab{{g.across - inset, "right"}}}
		text := x.Printer.Text
		if x.PrintDate.Text != "" {
			text += "\t" + x.PrintDate.Text + doc.PrintedMark
		}
		rows = append(rows, row{p, text})
	}
	if len(rows) == 0 {
		return
	}
	outer, inner := rule{weight: s.OuterRule}, rule{weight: s.InnerRule}
	var t strings.Builder
	fmt.Fprintf(&t, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>%s%s</w:tblBorders><w:tblLayout w:type="fixed"/>`, g.across, ruled("top", outer), ruled("bottom", outer))
	fmt.Fprintf(&t, `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/></w:tblGrid>`, g.across)
	high := 0
	for i, r := range rows {
		edge := ""
		if i == lists && i > 0 {
			edge = `<w:tcBorders>` + ruled("top", inner) + `</w:tcBorders>`
		}
		fmt.Fprintf(&t, `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr><w:p>%s%s</w:p></w:tc></w:tr>`,
			g.across, edge, r.para.xml(), b.traced(styleColophon, strings.ReplaceAll(r.text, "\t", ""), runProps{}.text(r.text)))
		room := g.across - r.para.ind.left - r.para.ind.right
		wide := int(modelWidth(r.text)*s.Colophon/hanzi.Em/twip) + r.para.ind.first
		high += max(1, (wide+room-1)/room) * line
	}
	end := paraProps{style: styleTable, line: 20}
	b.add(end, b.foot(t.String()+`</w:tbl><w:p>`+end.xml()+`</w:p>`, page.Length(high)*twip+2*s.OuterRule+2*page.Point))
}

// foot puts content into a box as wide as the type area at its foot, on the page of the
// paragraph the box belongs to.
func (b *body) foot(content string, high page.Length) string {
	b.pictures++
	size := fmt.Sprintf(`cx="%d" cy="%d"`, b.base.TypeWidth, high)
	return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">` +
		`<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH><wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>` +
		`<wp:extent ` + size + `/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>` + fmt.Sprintf(`<wp:docPr id="%d" name="版记"/>`, b.pictures) + `<wp:cNvGraphicFramePr/>` +
		`<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ` + size + `/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>` +
		`<wps:txbx><w:txbxContent>` + content + `</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>`
}
