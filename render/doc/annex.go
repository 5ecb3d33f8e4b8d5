package doc

import "math/big"

// Annex is the statistics of one unit as tables of figures: a workbook before it
// is a file. Cells are at their final places (row i of a sheet is sheet row i+1),
// so formulas are plain A1 text.
type Annex struct {
	Info   Info
	Sheets []Sheet
}

// Sheet is one table or a stack of tables.
type Sheet struct {
	Name      string
	Widths    []int // column widths in half-width characters
	Rows      []Row
	Head      int // leading rows that stay in view and repeat in print
	Landscape bool
}

// Row is one row of cells. Height is in points; 0 lets the reader decide.
type Row struct {
	Cells  []Cell
	Height float64
}

// CellStyle is what a cell is, not how it looks.
type CellStyle uint8

const (
	CellBlank  CellStyle = iota
	CellTitle            // title of a sheet, centred over its columns
	CellNote             // small line under a title or table; wraps
	CellHead             // column head
	CellLabel            // first column: what the row is about
	CellText             // ordinary text; wraps
	CellFigure           // figure typed by the unit; open for input
	CellResult           // figure computed by a formula; protected
	CellTotal            // sum row
	CellBad              // a check that fails
	CellField            // cover: value beside a label, boxed
)

// Cell holds a text or a figure, and a formula when the figure is computed.
// With a formula, Text or Number is its stored value.
type Cell struct {
	Text    string
	Number  *big.Rat // nil when the cell holds text
	Formula string   // A1 formula without the leading =
	Format  string   // number format code; "" is General
	Style   CellStyle
	Span    int // columns covered, 0 and 1 are one cell
	Center  bool
	Alert   string // formula; the cell turns light red while it is true
}
