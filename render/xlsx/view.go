// What stays in view: frozen heads, the same heads on every printed page, filter buttons.

package xlsx

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// freeze keeps the head rows and columns of s in view. A head that leaves nothing to
// scroll is not frozen.
func freeze(w *excelize.StreamWriter, s *doc.Sheet) error {
	rows, columns := s.Head, s.HeadCols
	if rows < 0 || rows >= s.Len() {
		rows = 0
	}
	if columns < 0 || columns >= columnsOf(s) {
		columns = 0
	}
	if rows == 0 && columns == 0 {
		return nil
	}
	first, err := excelize.CoordinatesToCellName(columns+1, rows+1)
	if err != nil {
		return err
	}
	panes := &excelize.Panes{Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: first}
	switch {
	case columns == 0:
		panes.ActivePane = "bottomLeft"
	case rows == 0:
		panes.ActivePane = "topRight"
	default:
		panes.ActivePane = "bottomRight"
		panes.Selection = []excelize.Selection{{Pane: "topRight"}, {Pane: "bottomLeft"}}
	}
	panes.Selection = append(panes.Selection, excelize.Selection{SQRef: first, ActiveCell: first, Pane: panes.ActivePane})
	return w.SetPanes(panes)
}

// printTitles is the reference of the head rows and columns repeated in print, "" for
// none (ISO 29500-1, 18.2.5).
func printTitles(name string, s *doc.Sheet) string {
	ref := ""
	if s.HeadCols > 0 {
		if last, err := excelize.ColumnNumberToName(s.HeadCols); err == nil {
			ref = fmt.Sprintf("%s!$A:$%s", Quote(name), last)
		}
	}
	if s.Head > 0 {
		if ref != "" {
			ref += ","
		}
		ref += fmt.Sprintf("%s!$1:$%d", Quote(name), s.Head)
	}
	return ref
}

// filter puts filter buttons on row s.Filter. It must run while the sheet is
// streamed: excelize v2.11.0 throws the sheet's properties away here, among them that
// it fits one page wide, but at that time they are written already (TestFilter).
func (b *book) filter(name string, s *doc.Sheet) error {
	if s.Filter == 0 {
		return nil
	}
	if n := s.Len(); s.Filter < 0 || s.Filter > n {
		return fmt.Errorf("筛选按钮要放在第 %d 行，表只有 %d 行", s.Filter, n)
	}
	last := lastData(s)
	if last == s.Filter {
		return nil // nothing to choose from
	}
	area, err := areaName(1, s.Filter, columnsOf(s), last)
	if err != nil {
		return err
	}
	if err := b.file.AutoFilter(name, area, nil); err != nil {
		return err
	}
	// excelize leaves an apostrophe in a sheet name as it is, which makes the file a
	// damaged one (TestFilter).
	area, err = areaName(1, s.Filter, columnsOf(s), last, true)
	if err != nil {
		return err
	}
	names := b.file.WorkBook.DefinedNames.DefinedName
	names[len(names)-1].Data = Quote(name) + "!" + area
	return nil
}

// lastData is the last row, counted from 1, that the filter row's table reaches: it
// ends before an empty row, a title, a note or the next head, and sum rows at its end
// are left out, so that no choice hides them.
func lastData(s *doc.Sheet) int {
	last, sums := 0, 0 // sums are the rows of sums at its end so far
	for k := range s.Rows {
		r := &s.Rows[k]
		if last >= s.Filter && ends(r) {
			break
		}
		if last += r.Count(); last <= s.Filter {
			continue
		}
		if slices.ContainsFunc(r.Cells, func(c doc.Cell) bool { return c.Style == doc.CellTotal }) {
			sums += r.Count()
		} else {
			sums = 0
		}
	}
	return last - sums
}

// ends reports whether a row is no longer one of the table above it.
func ends(row *doc.Row) bool {
	empty := row.Later == nil // no row is made later to stay empty
	for i := range row.Cells {
		switch c := &row.Cells[i]; {
		case c.Style == doc.CellTitle, c.Style == doc.CellNote, c.Style == doc.CellCaption, c.Style == doc.CellHead:
			return true
		case !blank(c):
			empty = false
		}
	}
	return empty
}

// columnsOf is the number of columns s fills.
func columnsOf(s *doc.Sheet) int {
	columns := max(len(s.Widths), 1)
	for i := range s.Rows {
		columns = max(columns, len(s.Rows[i].Cells))
	}
	return columns
}

// areaName is an A1 range, with $ signs when fixed.
func areaName(left, top, right, bottom int, fixed ...bool) (string, error) {
	from, err := excelize.CoordinatesToCellName(left, top, fixed...)
	if err != nil {
		return "", err
	}
	to, err := excelize.CoordinatesToCellName(right, bottom, fixed...)
	return from + ":" + to, err
}
