// colophon.go writes 版记 (7.4): a table at the foot of the last page.

package docx

import (
	"fmt"
	"strings"

	"nianbao/render/doc"
)

// colophon stands at the foot of the type area of the page the text ends on.
func (b *body) colophon(x doc.Colophon) {
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
	if n := len(b.out); n > 0 && b.out[n-1].para == nil {
		b.tiny() // two tables side by side would be one
	}
	outer, inner := rule{weight: s.OuterRule}, rule{weight: s.InnerRule}
	var t strings.Builder
	t.WriteString(`<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>`)
	fmt.Fprintf(&t, `<w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>%s%s</w:tblBorders><w:tblLayout w:type="fixed"/>`, g.across, ruled("top", outer), ruled("bottom", outer))
	fmt.Fprintf(&t, `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/></w:tblGrid>`, g.across)
	for i, r := range rows {
		edge := ""
		if i == lists && i > 0 {
			edge = `<w:tcBorders>` + ruled("top", inner) + `</w:tcBorders>`
		}
		fmt.Fprintf(&t, `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr><w:p>%s%s</w:p></w:tc></w:tr>`,
			g.across, edge, r.para.xml(), b.traced(styleColophon, strings.ReplaceAll(r.text, "\t", ""), runProps{}.text(r.text)))
	}
	b.mark(t.String() + `</w:tbl>`)
	b.tiny()
}
