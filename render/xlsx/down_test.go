package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"nianbao/render/doc"
)

// TestDown: a cell may cover rows and columns; the file says so once, for all of them.
func TestDown(t *testing.T) {
	head := func(text string, down, span int) doc.Cell {
		return doc.Cell{Text: text, Style: doc.CellHead, Down: down, Span: span}
	}
	under := doc.Cell{Style: doc.CellHead}
	content, err := Write(doc.Annex{Sheets: []doc.Sheet{{Name: "甲", Widths: []int{10, 10, 10}, Rows: []doc.Row{
		{Cells: []doc.Cell{head("角", 2, 0), head("盖住两列", 0, 2), {}}},
		{Cells: []doc.Cell{under, head("乙", 0, 0), head("丙", 0, 0)}},
		{Cells: []doc.Cell{{Text: "四格", Style: doc.CellLabel, Down: 2, Span: 2}, {}, {Style: doc.CellFigure}}},
		{Cells: []doc.Cell{{Style: doc.CellLabel}, {Style: doc.CellLabel}, {Style: doc.CellFigure}}},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	part, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range []string{"A1:A2", "B1:C1", "A3:B4"} {
		if strings.Count(string(part), `<mergeCell ref="`+ref+`"`) != 1 {
			t.Errorf("no cell covers %s: %s", ref, part)
		}
	}
	if n := strings.Count(string(part), "<mergeCell "); n != 3 {
		t.Errorf("%d merged areas, want 3", n)
	}
}
