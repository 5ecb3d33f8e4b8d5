// table.go writes tables: ruled around every cell or with three lines, heads that cover
// several columns and are repeated on every page, columns of figures flush right as a
// block in the middle.

package docx

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// place is a cell of a table at its place.
type place struct {
	text       string
	col        int
	rows, cols int
	covered    bool // by a head that began in a row above
}

// tableBox is a table being written.
type tableBox struct {
	*body
	doc.Table
	size   page.Length
	side   page.Length // room at either side of a cell's text
	widths []int       // of the columns
	block  []int       // width of the widest figure of each column
}

func (b *body) table(x doc.Table) {
	if b.free && len(b.out) > 0 && b.out[len(b.out)-1].para == nil {
		b.add(paraProps{style: styleTable}, "")
	}
	t := &tableBox{body: b, Table: x, size: b.base.Table}
	first := true
	if x.Caption != "" {
		b.say(paraProps{style: styleCaption}, x.Caption, b.text(x.Caption, b.base.Faces.TableHead, b.base.Faces.TitleLatin))
		first = false
	}
	head, n := heads(x.Head)
	for _, r := range x.Rows {
		n = max(n, len(r))
	}
	if n = max(n, len(x.Widths)); n == 0 {
		return
	}
	if first && len(b.out) > 0 && b.out[len(b.out)-1].para == nil {
		b.tiny()
	}
	t.setWidths(head, n)
	b.mark(t.xml(head, n))
	if !b.free {
		b.trace = append(b.trace, traced{styleTable, t.cells()})
	}
	for _, line := range strings.Split(x.Note, "\n") {
		if strings.TrimSpace(line) != "" {
			b.say(paraProps{style: styleTableNote}, line, runProps{}.text(line))
		}
	}
}

// heads gives each head its place: the first one free, as in a table of HTML. A row is
// complete: places covered from above are in it.
func heads(rows [][]doc.HeadCell) (out [][]place, n int) {
	out = make([][]place, len(rows))
	free := map[int]int{} // column → first row free in it
	for row, heads := range rows {
		col := 0
		for _, h := range heads {
			for free[col] > row {
				col++
			}
			p := place{text: h.Text, col: col, rows: min(max(h.Rows, 1), len(rows)-row), cols: 1}
			for p.cols < h.Cols && free[col+p.cols] <= row {
				p.cols++
			}
			for k := col; k < col+p.cols; k++ {
				free[k] = row + p.rows
			}
			for down := range p.rows {
				q := p
				q.covered = down > 0
				out[row+down] = append(out[row+down], q)
			}
			col += p.cols
			n = max(n, col)
		}
	}
	for i := range out {
		slices.SortFunc(out[i], func(a, b place) int { return a.col - b.col })
	}
	return out, n
}

// full is the places of a head row with empty ones where nothing is.
func full(row []place, n int) []place {
	var out []place
	col := 0
	for _, p := range append(slices.Clone(row), place{col: n}) {
		for ; col < p.col; col++ {
			out = append(out, place{col: col, rows: 1, cols: 1})
		}
		out = append(out, p)
		col += p.cols
	}
	return out[:len(out)-1]
}

// setWidths settles the columns and the size of the type, as layout does: the sheet's
// size, or a smaller one when numbers would have to be cut.
func (t *tableBox) setWidths(head [][]place, n int) {
	sizes := append([]page.Length{t.base.Table}, t.base.Smaller...)
	room := t.grid.s.TypeWidth
	var cols []page.Length
	for i, size := range sizes {
		t.size, t.side = size, size
		want, least := t.measure(head, n, room)
		if t.Grid || total(want) > room {
			t.side = size / 2
			want, least = t.measure(head, n, room)
		}
		if total(least) <= room || i == len(sizes)-1 {
			cols = page.FitColumns(want, least, room, t.Widths != nil)
			break
		}
	}
	t.widths = make([]int, n)
	all := total(cols)
	for i, w := range cols {
		if t.Grid && t.free && all < room {
			w = w * room / all // fill the page
		}
		t.widths[i] = twips(w)
	}
}

func total(widths []page.Length) (all page.Length) {
	for _, w := range widths {
		all += w
	}
	return all
}

// measure is what each column wants and the least it can do with.
func (t *tableBox) measure(head [][]place, n int, room page.Length) (want, least []page.Length) {
	want, least = make([]page.Length, n), make([]page.Length, n)
	t.block = make([]int, n)
	note := func(col int, text string, figure bool) {
		for _, line := range strings.Split(text, "\n") {
			w := modelWidth(line) * t.size / hanzi.Em
			want[col] = max(want[col], w)
			least[col] = max(least[col], longest(line)*t.size/hanzi.Em)
			if figure {
				t.block[col] = max(t.block[col], twips(w))
			}
		}
	}
	for _, row := range head {
		for _, p := range row {
			if p.cols == 1 && !p.covered {
				note(p.col, p.text, false)
			}
		}
	}
	for _, row := range t.Rows {
		for c, text := range row {
			note(c, text, t.align(c) == doc.AlignAuto && c < len(t.Figures) && t.Figures[c])
		}
	}
	for i := range want {
		want[i] += 2 * t.side
		least[i] = min(least[i]+2*t.side, want[i])
		if i < len(t.Widths) && t.Widths[i] > 0 {
			want[i] = max(page.Length(t.Widths[i])*t.size/2+2*t.side, least[i])
		} else {
			want[i] = max(want[i], room/page.Length(2*n))
		}
	}
	return want, least
}

func modelWidth(s string) (w page.Length) {
	for _, r := range s {
		w += page.Length(hanzi.ModelWidth(r))
	}
	return w
}

// longest is the widest piece of a text that should not be broken: a number or Latin
// word, and of Chinese two characters.
func longest(s string) page.Length {
	most, word, han := 0, 0, 0
	for _, r := range s {
		if hanzi.Western(r) && r != ' ' {
			word += hanzi.ModelWidth(r)
			most = max(most, word)
			continue
		}
		word, han = 0, min(han+hanzi.ModelWidth(r), 2*hanzi.Em)
	}
	return page.Length(max(most, han))
}

func (t *tableBox) align(col int) doc.Align {
	if col < len(t.Align) {
		return t.Align[col]
	}
	return doc.AlignAuto
}

func (t *tableBox) xml(head [][]place, n int) string {
	s := t.base
	all := 0
	for _, w := range t.widths {
		all += w
	}
	outer, inner := rule{weight: s.OuterRule}, rule{weight: s.InnerRule}
	edges := ruled("top", outer) + ruled("bottom", outer)
	if t.Grid {
		edges = ruled("top", outer) + ruled("left", outer) + ruled("bottom", outer) + ruled("right", outer) + ruled("insideH", inner) + ruled("insideV", inner)
	}
	side := twips(t.side)
	var x strings.Builder
	fmt.Fprintf(&x, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>%s</w:tblBorders><w:tblLayout w:type="fixed"/>`, all, edges)
	fmt.Fprintf(&x, `<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="%d" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="%[1]d" w:type="dxa"/></w:tblCellMar>`, side)
	if t.Caption != "" {
		fmt.Fprintf(&x, `<w:tblCaption w:val="%s"/>`, esc(t.Caption))
	}
	x.WriteString(`</w:tblPr><w:tblGrid>`)
	for _, w := range t.widths {
		fmt.Fprintf(&x, `<w:gridCol w:w="%d"/>`, w)
	}
	x.WriteString(`</w:tblGrid>`)
	for i, row := range head {
		x.WriteString(t.rowHead(true))
		for _, p := range full(row, n) {
			x.WriteString(t.headCell(p, i+p.rows >= len(head) || p.covered && i == len(head)-1))
		}
		x.WriteString(`</w:tr>`)
	}
	for i, row := range t.Rows {
		x.WriteString(t.rowHead(false))
		for c := range n {
			text := ""
			if c < len(row) {
				text = row[c]
			}
			if at := t.spanAt(i, c); at.col == c { // the others are covered from the left
				x.WriteString(t.cell(at, text, i))
			}
		}
		x.WriteString(`</w:tr>`)
	}
	return x.String() + `</w:tbl>`
}

// rowHead begins a row: of a table of three lines in the text as tall as a row of the
// grid at least, else as its lines.
func (t *tableBox) rowHead(head bool) string {
	height := t.rows(1)
	if t.free || t.Grid {
		height = twips(gbt9704.Pitch(t.size) + 2*t.base.TablePad)
	}
	again := ""
	if head {
		again = `<w:tblHeader/>`
	}
	return fmt.Sprintf(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="%d" w:hRule="atLeast"/>%s</w:trPr>`, height, again)
}

// headCell is a cell of the head. A table of three lines has its second below the head,
// and a rule below a head that covers several columns.
func (t *tableBox) headCell(p place, last bool) string {
	s := t.base
	props := t.spanning(p)
	if !t.Grid && (last || p.cols > 1) {
		props += `<w:tcBorders>` + ruled("bottom", rule{weight: s.InnerRule}) + `</w:tcBorders>`
	}
	text := p.text
	if p.covered {
		text = ""
	}
	return t.cellXML(props, paraProps{style: styleTableHead}, t.text(text, s.Faces.TableHead, s.Faces.TitleLatin))
}

// spanAt is the cell that stands in a column of a row, covered when it began in a row
// above.
func (t *tableBox) spanAt(row, col int) place {
	for _, s := range t.Spans {
		rows, cols := max(s.Rows, 1), max(s.Cols, 1)
		if row >= s.Row && row < s.Row+rows && col >= s.Col && col < s.Col+cols {
			return place{col: s.Col, rows: rows, cols: cols, covered: row > s.Row}
		}
	}
	return place{col: col, rows: 1, cols: 1}
}

// spanning are the width of a cell and what it covers, in the order of CT_TcPr.
func (t *tableBox) spanning(p place) string {
	w := 0
	for k := p.col; k < min(p.col+p.cols, len(t.widths)); k++ {
		w += t.widths[k]
	}
	props := fmt.Sprintf(`<w:tcW w:w="%d" w:type="dxa"/>`, w)
	if p.cols > 1 {
		props += fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, p.cols)
	}
	switch {
	case p.covered:
		props += `<w:vMerge/>`
	case p.rows > 1:
		props += `<w:vMerge w:val="restart"/>`
	}
	return props
}

func (t *tableBox) cell(at place, text string, row int) string {
	c := at.col
	p := paraProps{style: styleTable}
	switch t.align(c) {
	case doc.AlignLeft:
		p.jc = "left"
	case doc.AlignRight:
		p.jc = "right"
	case doc.AlignAuto:
		if c < len(t.Figures) && t.Figures[c] {
			p.jc = "right"
			p.ind = &indent{right: max(0, (t.widths[c]-2*twips(t.side)-t.block[c])/2)}
		}
	}
	runs := runProps{}.text(text)
	if slices.Contains(t.Totals, row) {
		p.style = styleTableHead
		runs = t.text(text, t.base.Faces.TableHead, t.base.Faces.TitleLatin)
		if p.jc == "" {
			p.jc = "center"
		}
	}
	if m := t.Marks(row, c); m != nil {
		runs = edited(runProps{}, "", m)
	}
	return t.cellXML(t.spanning(at), p, runs)
}

func (t *tableBox) cellXML(props string, p paraProps, runs string) string {
	if t.size != t.base.Table { // a smaller size than the style's
		p.line = twips(gbt9704.Pitch(t.size))
		size := fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%[1]d"/>`, halfPoints(t.size))
		runs = strings.NewReplacer(underlined+`</w:rPr>`, size+underlined+`</w:rPr>`, `</w:rPr>`, size+`</w:rPr>`).Replace(runs)
	}
	return `<w:tc><w:tcPr>` + props + `<w:vAlign w:val="center"/></w:tcPr><w:p>` + p.xml() + runs + `</w:p></w:tc>`
}
