// matrix.go is a 矩阵 as a table: heads over heads, labels beside labels. Text and
// annex show it alike.
package merge

import (
	"strconv"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/hanzi"
	"nianbao/templates/data"
)

// matrixShape is how many columns of labels and rows of heads a 矩阵 has.
type matrixShape struct{ stub, heads int }

// shapeOf: a single row without a label needs no column for labels.
func shapeOf(f *data.Field, total string) matrixShape {
	rows := data.Ends(f.RowTree())
	s := matrixShape{stub: data.Depth(f.RowTree()), heads: data.Depth(f.ColTree())}
	if len(rows) == 1 && rows[0].Label == "" && s.stub == 1 && total == "" {
		s.stub = 0
	}
	return s
}

// headAt is a label at its place, with the rows and columns it covers.
type headAt struct {
	text                 string
	row, col, rows, cols int
}

// columnHeads are the heads of a 矩阵 from its first label column on; total is one more
// column, "" for none.
func columnHeads(f *data.Field, s matrixShape, total string) []headAt {
	var out []headAt
	if s.stub > 0 {
		out = append(out, headAt{f.ItemName, 0, 0, s.heads, s.stub})
	}
	out, col := placed(out, f.ColTree(), 0, s.stub, s.heads)
	if total != "" {
		out = append(out, headAt{total, 0, col, s.heads, 1})
	}
	return out
}

// placed puts the heads of list from row and col on, those without any below them down
// to the last of depth rows.
func placed(out []headAt, list []data.Heading, row, col, depth int) ([]headAt, int) {
	for _, h := range list {
		if len(h.Below) == 0 {
			out = append(out, headAt{h.Label, row, col, depth - row, 1})
			col++
			continue
		}
		i, from := len(out), col
		out = append(out, headAt{h.Label, row, col, 1, 0})
		out, col = placed(out, h.Below, row+1, col, depth)
		out[i].cols = col - from
	}
	return out, col
}

// rowLabels are the labels beside the rows: columnHeads turned on its side.
func rowLabels(f *data.Field, s matrixShape) []headAt {
	if s.stub == 0 {
		return nil
	}
	out, _ := placed(nil, f.RowTree(), 0, 0, s.stub)
	for i, h := range out {
		out[i] = headAt{h.text, h.col, h.row, h.cols, h.rows}
	}
	return out
}

// headRows puts heads into the rows of a table.
func headRows(heads []headAt, n int) [][]doc.HeadCell {
	out := make([][]doc.HeadCell, n)
	for _, h := range heads { // in order of columns within each row
		out[h.row] = append(out[h.row], doc.HeadCell{Text: h.text, Cols: h.cols, Rows: h.rows})
	}
	return out
}

// asTable is a filled 矩阵 as a table for paper.
func (m *Merger) asTable(f *data.Field) doc.Table {
	s := shapeOf(f, "")
	t := doc.Table{Grid: true, Head: headRows(columnHeads(f, s, ""), s.heads)}
	for range s.stub {
		t.Align = append(t.Align, doc.AlignCentre)
	}
	for c := range s.stub {
		t.Widths = append(t.Widths, stubWidth(f, s, c, 32))
	}
	for range f.Cols {
		t.Widths = append(t.Widths, 5)
	}
	for _, row := range f.Rows {
		cells := make([]string, s.stub, s.stub+len(f.Cols))
		for _, col := range f.Cols {
			path := f.Path() + "." + row + "." + col
			text := ""
			if e, ok := m.ledger.Get(path); ok {
				text = e.Fig.Raw
				m.place(path)
			}
			cells = append(cells, text)
		}
		t.Rows = append(t.Rows, cells)
	}
	for _, h := range rowLabels(f, s) {
		t.Rows[h.row][h.col] = h.text
		if h.rows > 1 || h.cols > 1 {
			t.Spans = append(t.Spans, doc.Span{Row: h.row, Col: h.col, Rows: h.rows, Cols: h.cols})
		}
		if h.col+h.cols == s.stub && h.col > 0 {
			t.Align[s.stub-1] = doc.AlignLeft
		}
	}
	return t
}

// stubWidth is what a column of labels asks for, in half-width characters, up to most;
// the outer ones of several hold the names of groups, which wrap.
func stubWidth(f *data.Field, s matrixShape, col, most int) int {
	if col < s.stub-1 {
		return 11
	}
	longest := 0
	for _, h := range rowLabels(f, s) {
		if h.cols == 1 && h.col == col {
			longest = max(longest, 2*len([]rune(h.text)))
		}
	}
	return min(most, max(8, longest))
}

// noCaption behind | in {{表 …}} leaves the caption out.
const noCaption = "无"

// captioned is the caption of a table in the text: numbered as the layout says, the
// package's or the writer's words behind the number.
func (b *body) captioned(title, usual string, line data.Line, given bool) string {
	if given && title == noCaption {
		return ""
	}
	if given && title != "" {
		usual = plainText(b.m.expand(data.Line{Text: title, Pos: line.Pos}))
	}
	b.tables++
	return before(numbered(b.rules().Table, b.tables)) + usual
}

// before parts a number from the caption behind it.
func before(number string) string {
	if number == "" {
		return ""
	}
	return number + "　"
}

// numbered puts a number into a rule of numbering: {汉} is 一, {数} is 1.
func numbered(rule string, n int) string {
	return strings.ReplaceAll(strings.ReplaceAll(rule, "{汉}", hanzi.Numeral(n)), "{数}", strconv.Itoa(n))
}

// matrix puts a 矩阵 into the text. One that is not filled is reported; but one the package
// always prints and asks for stands there empty, as in a form, and the rules report it.
func (b *body) matrix(f *data.Field, title string, given bool, line data.Line) {
	path := f.Path()
	if b.m.unit.Figures.Get(path) == nil {
		if b.m.ledger.Refused(path) {
			return
		}
		if !b.m.ofPackage(line.Pos) || !f.NeededBy(b.m.kind.Name) || !b.m.kind.Shows(path) {
			row, col := f.FirstCell()
			b.m.gap(line.Pos, len([]rune(line.Text)), path, "“"+path+"”没有填", "在“统计”的“"+f.Group+"”下填“"+f.Name+"”，如 "+row+": {"+col+": 0}；没有发生的填 0", "")
			return
		}
	}
	if b.items = 0; !b.m.takes(cellRoom*len(f.AllCells()), line.Pos) {
		return
	}
	t := b.m.asTable(f)
	t.Pos, t.Caption = line.Pos, b.captioned(title, f.Indicator, line, given)
	b.blocks = append(b.blocks, t)
}

// gridHeads are the rows of heads of a 矩阵 in the annex.
func gridHeads(t *table) [][]doc.Cell {
	out := make([]doc.Row, t.shape.heads)
	for i := range out {
		out[i].Cells = make([]doc.Cell, len(t.columns))
		for c := range out[i].Cells {
			out[i].Cells[c].Style = doc.CellHead
		}
	}
	cover(out, columnHeads(t.field, t.shape, t.block.ColTotal), doc.CellHead)
	cells := make([][]doc.Cell, len(out))
	for i := range out {
		cells[i] = out[i].Cells
	}
	return cells
}

// cover puts labels into rows of cells and makes them cover their places.
func cover(rows []doc.Row, labels []headAt, style doc.CellStyle) {
	for _, h := range labels {
		at := &rows[h.row].Cells[h.col]
		*at = doc.Cell{Text: h.text, Style: style}
		if h.cols > 1 {
			at.Span = h.cols
			for c := h.col + 1; c < h.col+h.cols; c++ {
				rows[h.row].Cells[c] = doc.Cell{}
			}
		}
		if h.rows > 1 {
			at.Down = h.rows
		}
		at.Center = style == doc.CellLabel && h.rows > 1
	}
}
