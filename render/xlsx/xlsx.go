// Package xlsx writes doc.Annex as an Office Open XML workbook (ISO/IEC 29500-1,
// SpreadsheetML). It is the only package that imports excelize.
//
// The annex says what a cell is; here is decided how that looks and prints. A sheet is
// made by excelize's StreamWriter, its rows by ourselves (see rows.go), and the parts
// are packed by our own zip writer, so the same annex always gives the same bytes.
package xlsx

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
	"nianbao/render/opc"
)

// book is one workbook while it is written.
type book struct {
	file   *excelize.File
	styles styles
	values []value // one row's cells, used again for each row
	rows   *rows   // of the sheet being written
	sheets []doc.Sheet
	names  []string // final names of the sheets
	drawn  int      // charts so far
	tail   tail
	insert map[string][]insert // what we put into a sheet's part ourselves, by its name
	store  Store               // may be nil
}

// Write returns a as the bytes of an XLSX file. Equal annexes give equal bytes;
// nothing is read from the clock or the machine.
//
// Cell j of a row stands in column j. The Span-1 cells after a wide cell are
// covered by it and must be blank. A title or note that is alone in its row and has
// no Span covers all columns of Widths. Sheets are named SheetNames of their names:
// formulas must use these. Rows without a Height are given one in which no wrapped
// text is cut.
//
// Charts stand below the rows, as wide as the columns; one that would be cut by the
// end of a page begins the next.
//
// An error names the sheet and the row or chart: a covered cell that is not blank, a
// text longer than a cell holds (32,767 UTF-16 units), a link that is no relative path,
// a chart whose reference leads nowhere, a sheet of more than doc.MostRows rows or
// doc.MostLinks links, an annex without sheets.
func Write(a doc.Annex) ([]byte, error) {
	w, err := Pack(a, nil)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = w.Write(&out)
	return out.Bytes(), err
}

// Workbook is a workbook whose parts are made, for one too large to be held twice.
type Workbook struct{ parts []opc.Packed }

// Write writes the file.
func (w *Workbook) Write(out io.Writer) error { return opc.Write(out, w.parts) }

// Pack makes the parts of the file Write gives. store may be nil; it is read until the
// workbook is written.
func Pack(a doc.Annex, store Store) (*Workbook, error) {
	if len(a.Sheets) == 0 {
		return nil, fmt.Errorf("附表没有工作表")
	}
	names := make([]string, len(a.Sheets))
	for i := range a.Sheets {
		names[i] = a.Sheets[i].Name
	}
	names = SheetNames(names)
	b := &book{file: excelize.NewFile(), sheets: a.Sheets, names: names, insert: map[string][]insert{}, store: store}
	defer b.file.Close()
	if err := b.begin(a.Info); err != nil {
		return nil, err
	}
	// All sheets must exist before the first stream begins: a new sheet rewrites
	// the workbook part and renaming walks the sheets made so far.
	if err := b.file.SetSheetName(b.file.GetSheetName(0), names[0]); err != nil {
		return nil, err
	}
	for _, name := range names[1:] {
		if _, err := b.file.NewSheet(name); err != nil {
			return nil, fmt.Errorf("工作表“%s”：%w", name, err)
		}
	}
	for i := range a.Sheets {
		if err := b.sheet(i, names[i], &a.Sheets[i]); err != nil {
			return nil, fmt.Errorf("工作表“%s”%w", names[i], err)
		}
	}
	return packed(b.file, b.insert, store)
}

// packed packs what excelize has of f.
func packed(f *excelize.File, inserts map[string][]insert, store Store) (*Workbook, error) {
	z := &archive{inserts: inserts, store: store}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return z })
	if _, err := f.WriteToBuffer(); err != nil { // the buffer stays empty
		return nil, err
	}
	out := make([]opc.Packed, len(z.parts))
	for i, p := range z.parts {
		out[i] = p.whole()
	}
	return &Workbook{out}, nil
}

// stash is an empty one over the store.
func (b *book) stash() stash { return stash{store: b.store} }

// begin sets what the whole workbook shares: default face, styles, properties.
func (b *book) begin(info doc.Info) error {
	if err := b.file.SetDefaultFont(faceText); err != nil {
		return err
	}
	b.styles = styles{file: b.file, ids: map[styleKey]int{}, alert: -1}
	// excelize keeps its own name where a property is empty.
	author := info.Author
	if author == "" {
		author = program
	}
	at := stamp(info.Date)
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Title: info.Title, Subject: info.Subject, Creator: author, LastModifiedBy: author,
		Language: info.Language, Created: at, Modified: at,
	}); err != nil {
		return err
	}
	return b.file.SetAppProps(&excelize.AppProperties{Application: program})
}

const program = "nianbao"

// stamp gives a date as W3CDTF (ISO 29500-2, 11.1). Excel calls a file damaged
// whose date does not parse, so such a date becomes a fixed one.
func stamp(date string) string {
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		date = "2000-01-01"
	}
	return date + "T00:00:00Z"
}

// sheet writes one sheet. Errors begin with the row or a colon, for the caller to
// put the sheet's name before.
func (b *book) sheet(number int, name string, s *doc.Sheet) error {
	if err := b.layout(name, s); err != nil {
		return fmt.Errorf("：%w", err)
	}
	w, err := b.file.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("：%w", err)
	}
	// From the last to the first: excelize v2.11.0 puts each new column before the
	// others and a stream does not sort them (TestColumns).
	for i := len(s.Widths); i > 0; i-- {
		if err := w.SetColWidth(i, i, columnWidth(s.Widths, i-1)); err != nil {
			return fmt.Errorf("：%w", err)
		}
	}
	if err := freeze(w, s); err != nil {
		return fmt.Errorf("：%w", err)
	}
	page := pageOf(s)
	if n := s.Len(); n > doc.MostRows {
		return fmt.Errorf("有 %d 行，一张表最多 %d 行", n, doc.MostRows)
	}
	b.rows = &rows{spool: spool{packed: b.stash()}}
	for i, row := range s.All() {
		height, err := b.row(w, s, i, &row)
		if err != nil {
			return fmt.Errorf("第 %d 行：%w", i+1, err)
		}
		page.add(i, s, height)
	}
	if err := b.filter(name, s); err != nil {
		return fmt.Errorf("：%w", err)
	}
	b.checks(s)
	if err := b.endTail(number); err != nil {
		return fmt.Errorf("：%w", err)
	}
	if err := b.charts(w, name, s, page); err != nil {
		return err
	}
	return w.Flush()
}

// row writes the row in place i and what belongs to its cells: merges, links and alerts. It
// returns the height of the row in points.
func (b *book) row(w *excelize.StreamWriter, s *doc.Sheet, i int, row *doc.Row) (float64, error) {
	spans, err := spansOf(row, len(s.Widths))
	if err != nil {
		return 0, err
	}
	columns := len(row.Cells)
	if n := len(spans); n > 0 {
		columns = max(columns, spans[n-1].from+spans[n-1].columns)
	}
	b.clear(columns)
	lowest := 0.0
	for _, at := range spans {
		c := &row.Cells[at.from]
		look := lookOf(c)
		lowest = max(lowest, look.height(c, s.Widths, at)/float64(max(c.Down, 1)))
		if err := b.cell(w, c, look, at, i); err != nil {
			return 0, err
		}
	}
	height := row.Height
	if height == 0 {
		height = lowest
	}
	if height == 0 { // an empty row
		height = plainRow
	}
	height = min(height, excelize.MaxRowHeight)
	b.rows.begin(i+1, height, row)
	for j := range b.values {
		if b.values[j].set {
			b.rows.cell(j, i+1, &b.values[j])
		}
	}
	return height, b.rows.end()
}

// clear makes room for a row of n empty cells.
func (b *book) clear(n int) {
	if cap(b.values) < n {
		b.values = make([]value, n)
	}
	b.values = b.values[:n]
	clear(b.values)
}

// cell puts one cell, with the cells it covers, into the current row.
func (b *book) cell(w *excelize.StreamWriter, c *doc.Cell, look look, at span, i int) error {
	if n := units(c.Text); n > excelize.TotalCellChars {
		return fmt.Errorf("一格的文字有 %d 字，超过 %d 字", n, excelize.TotalCellChars)
	}
	style, err := b.styles.id(look, formatOf(c))
	if err != nil {
		return err
	}
	b.values[at.from] = value{true, style, c.Formula, c.Text, c.Number}
	if at.columns == 1 && c.Down <= 1 && c.Alert == "" && c.Link == "" {
		return nil
	}
	left, err := excelize.CoordinatesToCellName(at.from+1, i+1)
	if err != nil {
		return err
	}
	right, err := excelize.CoordinatesToCellName(at.from+at.columns, i+max(c.Down, 1))
	if err != nil {
		return err
	}
	area := left
	if at.columns > 1 || c.Down > 1 {
		area = left + ":" + right
		if look.boxed { // a merged cell's box is drawn by the cells it covers
			for j := at.from + 1; j < at.from+at.columns; j++ {
				b.values[j] = value{set: true, style: style}
			}
		}
		if err := w.MergeCell(left, right); err != nil {
			return err
		}
	}
	return b.addTail(c, area)
}
