package rollup

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"nianbao/render/doc"
	"nianbao/templates"
)

// table writes one sheet row by row.
type table struct {
	*book
	spec    *templates.SummarySheet
	sheet   *doc.Sheet
	columns []templates.SummaryColumn // those shown
	rows    int                       // so far
}

// put adds a row, which may stand for many.
func (t *table) put(r doc.Row) {
	t.sheet.Rows = append(t.sheet.Rows, r)
	t.rows += r.Count()
}

func (t *table) line(text string, style doc.CellStyle) {
	t.put(doc.Row{Cells: []doc.Cell{{Text: t.fill(text), Style: style}}})
}

func (t *table) add(cells ...doc.Cell) { t.put(doc.Row{Cells: cells}) }

// next is the sheet row (from 1) the next row will be.
func (t *table) next() int { return t.rows + 1 }

// head writes the column heads, sets widths, and freezes and filters below them.
func (t *table) head() {
	cells := make([]doc.Cell, len(t.columns))
	t.sheet.Widths = make([]int, len(t.columns))
	for i, c := range t.columns {
		cells[i] = doc.Cell{Text: t.fill(c.Head), Style: doc.CellHead}
		t.sheet.Widths[i] = c.Width
		if c.Width == 0 {
			t.sheet.Widths[i] = max(10, 2*len([]rune(c.Head)))
		}
		if c.Shows == "单位" {
			t.sheet.HeadCols = i + 1
		}
	}
	t.add(cells...)
	t.sheet.Head = t.rows
	t.sheet.Filter = t.sheet.Head
}

// column is the place of the first column shown that shows word, -1 for none.
func (t *table) column(word string) int {
	return slices.IndexFunc(t.columns, func(c templates.SummaryColumn) bool { return c.Shows == word })
}

// row writes one row: cell says what a column shows. It is asked when the row is
// written, so that of thousands of rows one is held at a time.
func (t *table) row(cell func(word string) doc.Cell) {
	columns := t.columns
	t.later(func() []doc.Cell { return made(columns, cell) })
}

// made are the cells of a row.
func made(columns []templates.SummaryColumn, cell func(word string) doc.Cell) []doc.Cell {
	cells := make([]doc.Cell, len(columns))
	for i, c := range columns {
		cells[i] = cell(c.Shows)
	}
	return cells
}

// later adds a row whose cells are made when it is written.
func (t *table) later(cells func() []doc.Cell) {
	t.put(doc.Row{Later: func(int) []doc.Cell { return cells() }})
}

// many adds n rows whose cells are made when they are written, each by its number from 0:
// a list of a million findings takes the room of one.
func (t *table) many(n int, cells func(k int) []doc.Cell) {
	if first := t.rows; n > 0 {
		t.put(doc.Row{Later: func(row int) []doc.Cell { return cells(row - first) }, Times: n})
	}
}

// perUnit adds for each of n units as many rows as it has, with a head above the first;
// false when there are none. cells gives what a word shows in the k-th row of unit i.
func (t *table) perUnit(n int, rows func(i int) int, cells func(i, k, number int) func(word string) doc.Cell) bool {
	ends, all := make([]int, n), 0 // the number of rows up to and with each unit's
	for i := range ends {
		all += rows(i)
		ends[i] = all
	}
	if all == 0 {
		return false
	}
	t.head()
	columns := t.columns
	t.many(all, func(row int) []doc.Cell {
		i, before := sort.SearchInts(ends, row+1), 0
		if i > 0 {
			before = ends[i-1]
		}
		return made(columns, cells(i, row-before, row+1))
	})
	return true
}

// none says in the first column that the list is empty.
func (t *table) none(what string) {
	t.sheet.Filter = 0
	cells := make([]doc.Cell, len(t.columns))
	cells[0] = doc.Cell{Text: what, Style: doc.CellText, Span: len(t.columns)}
	t.add(cells...)
}

// labelColumn is where a total row says what it is: the column of the unit's name,
// else the first.
func (t *table) labelColumn() int {
	return max(0, slices.IndexFunc(t.columns, func(c templates.SummaryColumn) bool { return c.Shows == "单位" || c.Shows == "名称" }))
}

// cut ends a list that is longer than a sheet, and says so in its last row.
func (t *table) cut() {
	room := t.d.most() - 1
	if left := t.rows - room; left > 1 {
		for over := left; over > 0; {
			last := &t.sheet.Rows[len(t.sheet.Rows)-1]
			if n := last.Count(); n > over {
				last.Times, over = n-over, 0
			} else {
				t.sheet.Rows, over = t.sheet.Rows[:len(t.sheet.Rows)-1], over-n
			}
		}
		t.add(doc.Cell{Text: fmt.Sprintf("一张表写不下：还有 %d 行没有列出，分几个文件夹汇总就能列全", left), Style: doc.CellNote, Span: len(t.columns)})
	}
}

// linked are the results the row of a unit (from 0) can lead to, none when a sheet has no
// room for its link.
func (t *table) linked(row int) Results {
	if row >= cmp.Or(t.d.mostLinks, doc.MostLinks) {
		return Results{}
	}
	return t.d.results(int(t.units[row].at))
}

// most is how many rows a sheet has room for.
func (d *District) most() int { return cmp.Or(d.mostRows, doc.MostRows) }
