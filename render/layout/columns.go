// columns.go finds what a table's cells say and how wide its columns are.
package layout

import (
	"cmp"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// cell is one cell at its place in the head or the row.
type cell struct {
	parts      [][]char // lines the writer broke
	row, col   int
	rows, cols int // what it covers
	align      doc.Align
	block      bool // a figure: flush right in the middle of its column
	down       int  // rows of the body it covers when more than its own
	under      bool // covered by a cell of a row above
}

// makeCells makes the cells of the head and the rows, with their elements, and counts the
// columns. Every row has all its cells.
func (t *setting) makeCells() {
	n := max(len(t.Widths), headColumns(t.Head))
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	t.cols = make([]page.Length, n)
	t.placeHead(n)
	total := make([]bool, len(t.Rows))
	for _, i := range t.Totals {
		if i >= 0 && i < len(total) {
			total[i] = true
		}
	}
	for i, r := range t.Rows {
		of := t.inside(t.of, page.RoleRow)
		say := span{face: t.sheet.Faces.Body}
		if total[i] {
			say = span{face: t.sheet.Faces.TableHead, latin: t.sheet.Faces.TitleLatin}
		}
		row := make([]cell, 0, n)
		for col := 0; col < n; col++ {
			at, cols := t.spanAt(i, col)
			if at != nil && at.Row < i {
				row = append(row, cell{col: col, rows: 1, cols: cols, under: true})
				col += cols - 1
				continue
			}
			text := ""
			if col < len(r) {
				text = r[col]
			}
			say.text, say.of = text, t.inside(of, page.RoleCell)
			c := t.cell(say)
			if m := t.Marks(i, col); m != nil {
				c.parts = [][]char{t.chars(t.inFace(t.spans(m, say.face, say.of), say.latin))}
			}
			c.col, c.cols = col, cols
			if at != nil && at.Rows > 1 {
				c.down = min(at.Rows, len(t.Rows)-i)
			}
			if col < len(t.Align) {
				c.align = t.Align[col]
			}
			c.block = c.align == doc.AlignAuto && col < len(t.Figures) && t.Figures[col]
			row = append(row, c)
			col += cols - 1
		}
		t.body = append(t.body, row)
	}
}

// cell cuts a text at the line ends in it.
func (t *setting) cell(say span) cell {
	c := cell{rows: 1, cols: 1}
	say.pos, say.moved = t.Pos, true
	for _, part := range strings.Split(say.text, "\n") {
		say.text = part
		c.parts = append(c.parts, t.chars([]span{say}))
	}
	return c
}

// inFace gives spans the face of their digits and Latin.
func (t *setting) inFace(text []span, latin string) []span {
	for i := range text {
		text[i].latin, text[i].pos, text[i].moved = latin, t.Pos, true
	}
	return text
}

// headColumns is how many columns the heads cover.
func headColumns(head [][]doc.HeadCell) int {
	n := 0
	fill(head, func(_ doc.HeadCell, _, col, _, cols int) { n = max(n, col+cols) })
	return n
}

// placeHead makes the cells of the head; places no cell covers become empty ones.
func (t *setting) placeHead(n int) {
	if n == 0 {
		return
	}
	type head struct {
		cell
		text string
	}
	taken := make([]bool, n*len(t.Head))
	var heads []head
	fill(t.Head, func(h doc.HeadCell, row, col, rows, cols int) {
		for r := row; r < row+rows; r++ {
			for k := col; k < col+cols; k++ {
				taken[r*n+k] = true
			}
		}
		heads = append(heads, head{cell{row: row, col: col, rows: rows, cols: cols}, h.Text})
	})
	for i, is := range taken {
		if !is {
			heads = append(heads, head{cell: cell{row: i / n, col: i % n, rows: 1, cols: 1}})
		}
	}
	slices.SortFunc(heads, func(a, b head) int { return cmp.Or(a.row-b.row, a.col-b.col) })
	of, at := -1, -1
	for _, h := range heads {
		for ; at < h.row; at++ {
			of = t.inside(t.of, page.RoleRow)
		}
		element := t.inside(of, page.RoleHeadCell)
		t.elements[element].Cols, t.elements[element].Rows = h.cols, h.rows
		c := t.cell(span{text: h.text, face: t.sheet.Faces.TableHead, of: element})
		c.row, c.col, c.rows, c.cols, c.align = h.row, h.col, h.rows, h.cols, doc.AlignCentre
		t.head = append(t.head, c)
	}
}

// fill gives each head its place: the first one free, as in a table of HTML. A head
// goes no further down than the last row and covers no place twice.
func fill(head [][]doc.HeadCell, do func(h doc.HeadCell, row, col, rows, cols int)) {
	free := map[int]int{} // column → first row free in it
	for row, heads := range head {
		col := 0
		for _, h := range heads {
			for free[col] > row {
				col++
			}
			rows, cols := min(max(h.Rows, 1), len(head)-row), 1
			for cols < h.Cols && free[col+cols] <= row {
				cols++
			}
			for k := col; k < col+cols; k++ {
				free[k] = row + rows
			}
			do(h, row, col, rows, cols)
			col += cols
		}
	}
}

// setWidths settles the columns and the size of the type: the sheet's, or a smaller one
// when numbers would have to be cut.
func (t *setting) setWidths() {
	sizes := append([]page.Length{t.sheet.Table}, t.sheet.Smaller...)
	for i, size := range sizes {
		t.size, t.side = size, size
		want, least := t.measure()
		if t.Grid || sum(want) > t.sheet.TypeWidth {
			t.side = size / 2 // the rules keep columns apart, or there is no room
			want, least = t.measure()
		}
		if sum(least) <= t.sheet.TypeWidth || i == len(sizes)-1 {
			t.cols = page.FitColumns(want, least, t.sheet.TypeWidth, t.Widths != nil)
			if sum(least) > t.sheet.TypeWidth && t.cuts() {
				t.tooWide()
			}
			break
		}
	}
	if total := sum(t.cols); t.Grid && t.free && total < t.sheet.TypeWidth {
		for i, from, to := 0, page.Length(0), page.Length(0); i < len(t.cols); i++ { // fill the page
			edge := from * t.sheet.TypeWidth / total
			from += t.cols[i]
			to = from * t.sheet.TypeWidth / total
			t.cols[i] = to - edge
		}
	}
}

// codeWide is a table that no size of type makes fit.
const codeWide = "L22"

// cuts tells that a column is narrower than a character or a number in it.
func (t *setting) cuts() bool {
	narrow := func(c *cell) bool {
		if c.cols > 1 {
			return false
		}
		for _, part := range c.parts {
			need := t.size
			if number(part) {
				need = t.natural(part, t.size)
			}
			if len(part) > 0 && need > t.cols[c.col] {
				return true
			}
		}
		return false
	}
	for i := range t.head {
		if narrow(&t.head[i]) {
			return true
		}
	}
	for _, row := range t.body {
		for i := range row {
			if narrow(&row[i]) {
				return true
			}
		}
	}
	return false
}

// number tells a cell that is a number, which is of no use in two lines.
func number(chars []char) bool {
	for _, ch := range chars {
		if !strings.ContainsRune("0123456789.,%-", ch.r) {
			return false
		}
	}
	return true
}

// tooWide reports a table whose numbers are cut or whose words stand in one another.
func (t *setting) tooWide() {
	name := "这张表"
	if t.Caption != "" {
		name = "表“" + t.Caption + "”"
	}
	t.found.Add(diag.Errorf(t.Pos, codeWide, "%s有 %d 列，最小的字也排不下，数和字会拆开、重叠", name, len(t.cols)).
		Do("减少列，缩短数和列名，或分成几张表；附表可写 横向: 是"))
}

// measure is what each column wants: what was asked for, else what its widest cell
// needs, and an even share of half the page; and the least it can do with, its widest
// number or Latin word.
func (t *setting) measure() (want, least []page.Length) {
	n := len(t.cols)
	want, least = make([]page.Length, n), make([]page.Length, n)
	t.figure = make([]page.Length, n)
	note := func(c *cell) {
		if c.cols > 1 {
			return
		}
		for _, part := range c.parts {
			w := t.natural(part, t.size)
			if want[c.col] = max(want[c.col], w); c.block {
				t.figure[c.col] = max(t.figure[c.col], w)
			}
			least[c.col] = max(least[c.col], t.size*page.Length(longest(part))/hanzi.Em)
		}
	}
	for i := range t.head {
		note(&t.head[i])
	}
	for _, row := range t.body {
		for i := range row {
			note(&row[i])
		}
	}
	for i := range want {
		want[i] += 2 * t.side
		least[i] = min(least[i]+2*t.side, want[i])
		switch {
		case i < len(t.Widths) && t.Widths[i] > 0:
			want[i] = page.Length(t.Widths[i])*t.size/2 + 2*t.side
			want[i] = max(want[i], least[i])
		default:
			want[i] = max(want[i], t.sheet.TypeWidth/page.Length(2*n))
		}
	}
	return want, least
}

// longest is the widest piece of a text that should not be broken: a number or Latin
// word, and of Chinese two characters.
func longest(chars []char) int {
	most, word, han := 0, 0, 0
	for _, ch := range chars {
		if hanzi.Western(ch.r) && ch.r != ' ' {
			word += ch.width
			most = max(most, word)
			continue
		}
		word = 0
		han = min(han+ch.width, 2*hanzi.Em)
	}
	return max(most, han)
}

func sum(widths []page.Length) (total page.Length) {
	for _, w := range widths {
		total += w
	}
	return total
}
