// letterhead.go writes 版头, all that stands above the red line (7.2).

package docx

import (
	"fmt"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// letterhead: 份号, 密级, 紧急程度 each on a row; 发文机关标志, which begins and ends where
// the sheet says; 发文字号 and 签发人; the red line as the lower border of their row. What
// the paper bears already when it is preprinted is left blank.
func (b *body) letterhead(x doc.Letterhead) {
	s := b.base
	rows := 0
	for _, e := range []struct {
		run  doc.Run
		face string
	}{{x.CopyNumber, s.Faces.Body}, {x.Secrecy, s.Faces.Class}, {x.Urgency, s.Faces.Class}} {
		if e.run.Text == "" {
			continue
		}
		r := b.run(e.face, "", s.Body)
		r.size = 0
		b.say(paraProps{style: styleHead}, e.run.Text, r.text(e.run.Text))
		rows++
	}
	n := b.markRows(x)
	b.organs(x, rows, n)
	b.numberRows(x, n)
	b.headed = true
}

// markRows are the rows of 发文机关标志: one for each organ, or those of one long name.
func (b *body) markRows(x doc.Letterhead) []string {
	var rows []string
	for _, o := range x.Organs {
		rows = append(rows, o.Text)
	}
	if len(rows) != 1 {
		return rows
	}
	fits := func(n int) int {
		_, size := b.base.MarkRow(0, n)
		return int(b.base.TypeWidth * 1000 / (size * gbt9704.MarkNarrowest))
	}
	whole := rows[0] + x.Suffix
	if len([]rune(whole)) <= fits(1) {
		return []string{whole}
	}
	return hanzi.CutTitle(whole, fits(2), []string{rows[0]}, x.Words)
}

// headroom is how much taller than its characters a line of the mark is, so that no
// face is cut; as much is taken off the space above it.
func headroom(size page.Length) int { return twips(size) / 4 }

// organs writes 发文机关标志, whose upper edge MarkTop lies below the top of the page.
func (b *body) organs(x doc.Letterhead, above int, rows []string) {
	s := b.base
	n := max(1, len(rows))
	end := twips(s.RowTop(s.MarkRows(n)) - s.Top)
	if x.Preprinted || len(rows) == 0 {
		b.add(paraProps{style: styleHead, line: end - b.rows(above)}, "")
		return
	}
	if len(x.Organs) > 1 {
		b.joint(x, above, end)
		return
	}
	_, size := s.MarkRow(0, n)
	below := twips(s.MarkTop) - b.rows(above) - headroom(size)
	for i, row := range rows {
		p := paraProps{style: styleMark, line: twips(size) + headroom(size)}
		if i == 0 {
			p.before = below
		}
		b.say(p, row, b.red(size, b.narrowed(row, size)).text(row))
	}
}

// narrowed is the width of the characters of a row that would be too wide, in
// hundredths.
func (b *body) narrowed(row string, size page.Length) int {
	wide := page.Length(len([]rune(row))) * size
	if wide <= b.base.TypeWidth {
		return 100
	}
	return int(b.base.TypeWidth * 100 / wide)
}

// red is the run of 发文机关标志.
func (b *body) red(size page.Length, scale int) runProps {
	r := b.run(b.base.Faces.Mark, b.base.Faces.TitleLatin, size)
	c := b.base.Red
	r.color, r.scale = fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B), scale
	return r
}

// joint is the mark of several organs: their names one below the other and equally
// wide, 文件 at their right in the middle (7.2.4).
func (b *body) joint(x doc.Letterhead, above, end int) {
	s := b.base
	n := len(x.Organs)
	_, size := s.MarkRow(0, n)
	widest := 0
	for _, o := range x.Organs {
		widest = max(widest, len([]rune(o.Text)))
	}
	tail := len([]rune(x.Suffix))
	whole := page.Length(2*(widest+tail)+1) * size / 2 // half a character between
	scale := 100
	if whole > s.TypeWidth {
		scale = int(s.TypeWidth * 100 / whole)
	}
	narrow := func(chars2 int) int { return twips(page.Length(chars2)*size/2) * scale / 100 }
	left, right := narrow(2*widest+1)+narrow(1), narrow(2*tail)+narrow(1)
	b.add(paraProps{style: styleHead, line: max(20, twips(s.MarkTop)-b.rows(above))}, "")
	var t strings.Builder
	fmt.Fprintf(&t, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>`, left+right)
	fmt.Fprintf(&t, `<w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`, left, right)
	height := end - twips(s.MarkTop)
	for i, o := range x.Organs {
		row := height*(i+1)/n - height*i/n
		cell := func(w int, merge, text, jc string) {
			p := paraProps{style: styleMark, line: row, jc: jc, ind: &indent{}}
			if jc == "distribute" {
				p.ind.right = narrow(1)
			}
			fmt.Fprintf(&t, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s<w:vAlign w:val="center"/></w:tcPr><w:p>%s%s</w:p></w:tc>`, w, merge, p.xml(), b.traced(styleMark, text, b.red(size, scale).text(text)))
		}
		fmt.Fprintf(&t, `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="%d" w:hRule="exact"/></w:trPr>`, row)
		cell(left, "", o.Text, "distribute")
		if i == 0 {
			cell(right, `<w:vMerge w:val="restart"/>`, x.Suffix, "right")
		} else {
			cell(right, `<w:vMerge/>`, "", "right")
		}
		t.WriteString(`</w:tr>`)
	}
	b.mark(t.String() + `</w:tbl>`)
}

// numberRows writes 发文字号 and 签发人. With 签发人 the number stands left, one character
// in, and they right, two to a row, the last row that of the number; without, the
// number is centred (7.2.5, 7.2.6).
func (b *body) numberRows(x doc.Letterhead, mark []string) {
	s := b.base
	names := x.Signatory
	rows := max(1, (len(names)+1)/2)
	wide := 0
	for _, n := range names {
		wide = max(wide, b.width(n.Text))
	}
	per := min(2, len(names))
	from := b.grid.cells(s.Columns-s.NumberInset) - per*wide - max(0, per-1)*b.grid.cells(1)
	for row := range rows {
		p := paraProps{style: styleHead, jc: "center"}
		if row == 0 {
			p.before = b.rows(s.NumberAfter)
		}
		text, runs := "", ""
		if row == rows-1 {
			text, runs = x.DocNumber.Text, runProps{}.text(x.DocNumber.Text)
			if !x.Preprinted {
				last := s.MarkRows(max(1, len(mark))) + s.NumberAfter + rows - 1
				space := s.RedLine(last) - (s.RowTop(last+1) - s.Top)
				line := rule{s.RedWeight, min(31, max(0, int(space/page.Point))), b.red(0, 0).color}
				p.border = ruled("bottom", line)
				b.redRoom = 20*line.space + twips(line.weight)
			}
		}
		if len(names) > 0 {
			p.jc = "left"
			p.tabs = []tab{{b.grid.cells(s.NumberInset), "left"}, {from - b.width(doc.SignatoryLabel), "left"}, {from, "left"}, {from + wide + b.grid.cells(1), "left"}}
			more, moreRuns := b.signatories(x, row)
			text, runs = text+more, runProps{}.text("\t")+runs+runProps{}.text("\t")+moreRuns
		}
		b.say(p, text, runs)
	}
}

// signatories are the names of one row of 签发人, the label before the first.
func (b *body) signatories(x doc.Letterhead, row int) (text, runs string) {
	if row == 0 {
		text, runs = doc.SignatoryLabel, runProps{}.text(doc.SignatoryLabel)
	}
	r := b.run(b.base.Faces.Signatory, "", b.base.Body)
	r.size = 0
	for i := 2 * row; i < min(2*row+2, len(x.Signatory)); i++ {
		if row > 0 || i > 0 {
			runs += runProps{}.text("\t")
		}
		text += x.Signatory[i].Text
		runs += r.text(x.Signatory[i].Text)
	}
	return text, runs
}
