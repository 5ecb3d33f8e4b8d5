package merge

import (
	"math/big"
	"testing"

	"nianbao/render/doc"
)

// TestPrintedSheet: heads begin tables, a line above a later one names it, notes go
// below, empty columns are left out, a cover has nothing to print.
func TestPrintedSheet(t *testing.T) {
	text := func(s string, style doc.CellStyle) doc.Cell { return doc.Cell{Text: s, Style: style} }
	num := func(n int64) doc.Cell { return doc.Cell{Number: big.NewRat(n, 1), Style: doc.CellFigure} }
	s := &doc.Sheet{Widths: []int{20, 10, 10}, Rows: []doc.Row{
		{Cells: []doc.Cell{text("甲表", doc.CellTitle)}},
		{Cells: []doc.Cell{text("全年", doc.CellNote)}},
		{Cells: []doc.Cell{text("项", doc.CellHead), text("本年", doc.CellHead), text("上年", doc.CellHead)}},
		{Cells: []doc.Cell{text("一", doc.CellLabel), num(3), text("", doc.CellText)}},
		{Cells: []doc.Cell{text("合计", doc.CellTotal), num(3), text("—", doc.CellTotal)}},
		{},
		{Cells: []doc.Cell{text("另一张", doc.CellCaption)}},
		{Cells: []doc.Cell{text("项", doc.CellHead), text("本年", doc.CellHead)}},
		{Cells: []doc.Cell{text("二", doc.CellLabel), num(5)}},
		{Cells: []doc.Cell{text("说明", doc.CellNote)}},
	}}
	blocks := printed(s, true)
	if len(blocks) != 2 {
		t.Fatalf("%d tables, want 2", len(blocks))
	}
	a, b := blocks[0].(doc.Table), blocks[1].(doc.Table)
	if a.Caption != "甲表" || a.Note != "全年" || len(a.Head[0]) != 2 || len(a.Rows) != 2 || a.Rows[0][1] != "3" || len(a.Totals) != 1 || a.Totals[0] != 1 {
		t.Errorf("first table: %+v", a)
	}
	if a.Align[0] != doc.AlignLeft || a.Align[1] != doc.AlignRight {
		t.Errorf("alignment: %v", a.Align)
	}
	if b.Caption != "另一张" || b.Note != "说明" || len(b.Rows) != 1 {
		t.Errorf("second table: %+v", b)
	}
	if got := printed(&doc.Sheet{Rows: s.Rows[:2]}, true); len(got) != 0 {
		t.Errorf("a cover gives %d tables", len(got))
	}
}
