// Which columns each cell of a row covers.

package xlsx

import (
	"fmt"

	"nianbao/render/doc"
)

// span is a cell that is written: its column, counted from 0, and how many columns
// it covers.
type span struct{ from, columns int }

// spansOf lists the cells of a row that hold or mean something, left to right.
// width is the number of columns of the sheet.
func spansOf(row *doc.Row, width int) ([]span, error) {
	spans := make([]span, 0, len(row.Cells))
	for j := 0; j < len(row.Cells); {
		c := &row.Cells[j]
		at := span{j, max(c.Span, 1)}
		for k := j + 1; k < min(j+at.columns, len(row.Cells)); k++ {
			if !blank(&row.Cells[k]) {
				return nil, fmt.Errorf("第 %d 列的格已被第 %d 列的格盖住，不能再有内容", k+1, j+1)
			}
		}
		if !blank(c) {
			spans = append(spans, at)
		}
		j += at.columns
	}
	if len(spans) == 1 {
		only := &spans[0]
		c := &row.Cells[only.from]
		if (c.Style == doc.CellTitle || c.Style == doc.CellNote || c.Style == doc.CellCaption) && c.Span == 0 {
			only.columns = max(width-only.from, 1)
		}
	}
	return spans, nil
}

// blank reports whether nothing is written for c.
func blank(c *doc.Cell) bool {
	return c.Style == doc.CellBlank && c.Text == "" && c.Number == nil && c.Formula == "" && c.Alert == "" && c.Link == ""
}
