package doc

import (
	"fmt"
	"iter"
	"math/big"
)

// Annex is tables of figures: a workbook before it is a file, the annex of one unit
// or the summary of many. Cells are at their final places (row i of a sheet is sheet
// row i+1), so formulas are plain A1 text.
type Annex struct {
	Info   Info
	Sheets []Sheet
}

// Sheet is one table or a stack of tables. Its name is final: a package that gives
// one a workbook cannot hold is refused when it is loaded.
type Sheet struct {
	Name      string
	Widths    []int // column widths in half-width characters
	Rows      []Row // one may stand for many: see Len and All
	Head      int   // leading rows that stay in view and repeat in print
	HeadCols  int   // leading columns that stay in view
	Filter    int   // row (from 1) whose columns get filter buttons; 0 is none
	Landscape bool
	Working   bool // for the office's own use: left out when all sheets are printed
	Charts    []Chart
	Open      bool    // a form: not protected, so that rows can be folded, copied and put in
	Checks    []Check // what may be typed into cells
}

// MostRows is how many rows a sheet may have (Excel and WPS read no more).
const MostRows = 1 << 20

// MostLinks is how many links to other files a sheet may have (Excel keeps no more).
const MostLinks = 65_530

// Check limits what may be typed into a range of cells. With Options a cell offers them
// in a list; else Formula, written for the first cell of the range, must be true.
type Check struct {
	Area           string // A1 range
	Options        []string
	Formula        string
	Title, Message string // told when something else is typed
	Firm           bool   // nothing else may be typed; otherwise a person is asked
}

// Grid is a sheet of a workbook that was read: what its cells show a person, figures by
// their plain decimal, percentages with %, dates as YYYY-MM-DD.
type Grid struct {
	Name string
	Rows [][]string
}

// Mark is something to be said about a cell of a workbook that is given back.
type Mark struct {
	Sheet, Cell string
	Grave       bool // an error, not a remark
	Text        string
}

// Title is the text of the sheet's title row, "" when it has none.
func (s *Sheet) Title() string {
	if len(s.Rows) > 0 && len(s.Rows[0].Cells) > 0 && s.Rows[0].Cells[0].Style == CellTitle {
		return s.Rows[0].Cells[0].Text
	}
	return ""
}

// Row is one row of cells. Height is in points; 0 lets the writer compute it.
type Row struct {
	Cells  []Cell
	Height float64
	Level  int  // depth of folding, 0 to 7
	Folded bool // folded away until someone opens it
	// Later, when set, makes the cells each time they are wanted, and Cells is empty: a
	// sheet of a million cells need not be held at once. It gives the same ones always. row
	// is the row's place in its sheet, from 0, so that one function serves many.
	Later func(row int) []Cell
	Times int // how many rows this one stands for, one below the other; 0 is one
}

// Count is how many rows r stands for.
func (r *Row) Count() int { return max(r.Times, 1) }

// made is one of the rows r stands for, with its cells.
func (r *Row) made(i int) Row {
	one := *r
	if one.Times = 0; one.Later != nil {
		one.Cells, one.Later = one.Later(i), nil
	}
	return one
}

// Len is how many rows the sheet has.
func (s *Sheet) Len() int {
	n := 0
	for k := range s.Rows {
		n += s.Rows[k].Count()
	}
	return n
}

// All are the rows by their places from 0, with their cells made.
func (s *Sheet) All() iter.Seq2[int, Row] {
	return func(yield func(int, Row) bool) {
		i := 0
		for k := range s.Rows {
			for range s.Rows[k].Count() {
				if !yield(i, s.Rows[k].made(i)) {
					return
				}
				i++
			}
		}
	}
}

// Whole is the row in place i, which must be one of the sheet's, with its cells made.
func (s *Sheet) Whole(i int) Row {
	at := 0
	for k := range s.Rows {
		if at += s.Rows[k].Count(); i < at {
			return s.Rows[k].made(i)
		}
	}
	panic(fmt.Sprintf("doc: no row %d in a sheet of %d", i, at))
}

// CellStyle is what a cell is, not how it looks.
type CellStyle uint8

const (
	CellBlank   CellStyle = iota
	CellTitle             // title of a sheet, centred over its columns
	CellNote              // small line under a title or table; wraps
	CellHead              // column head
	CellLabel             // first column: what the row is about
	CellText              // ordinary text; wraps
	CellFigure            // figure typed by the unit; open for input
	CellResult            // figure computed by a formula; protected
	CellTotal             // sum row
	CellBad               // a check that fails
	CellField             // cover: value beside a label, boxed
	CellCaption           // line above a table of a stack: what it is called
	CellEntry             // form: to be filled in
	CellNeeded            // form: must be filled in
)

// Cell holds a text or a figure, and a formula when the figure is computed. With a
// formula, Text or Number is its stored value. The cells a Span covers are blank.
type Cell struct {
	Text    string
	Number  *big.Rat // nil when the cell holds text
	Formula string   // A1 formula without the leading =
	Format  string   // number format code; "" is General
	Style   CellStyle
	Span    int // columns covered; 0 is one cell, or all columns for a title or note alone in its row
	Down    int // rows covered; 0 is one. Those below are cells of the same Style with nothing in them
	Center  bool
	Alert   string // formula; the cell turns light red while it is true
	Link    string // relative path of a file the cell leads to, with / between folders
}

// ChartKind is the shape of a chart.
type ChartKind uint8

const (
	ChartBar    ChartKind = iota // horizontal bars
	ChartColumn                  // vertical columns
	ChartPie
	ChartLine
)

// Chart is a native chart of a sheet, drawn from cells of its own workbook. It
// stands below the rows, from column 1, in the order given.
type Chart struct {
	Kind   ChartKind
	Title  string
	Series []Series
	Labels bool   // values written beside the bars
	Format string // number format of the values; "" is that of the cells
}

// Series is one set of values with their categories, as A1 ranges with their sheet:
// '甲 乙'!$B$4:$B$7. Name is a text or such a reference.
type Series struct {
	Name, Categories, Values string
}
