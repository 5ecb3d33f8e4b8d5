package xlsx

import (
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// large is the size the study measured: 10 sheets, 390 rows, 1,090 formulas.
func large() doc.Annex {
	a := sample()
	a.Sheets = nil
	for i := range 10 {
		s := longSheet(36)
		s.Name = fmt.Sprintf("表%d", i+1)
		for r := range s.Rows[2:] {
			row := &s.Rows[r+2]
			n := r + 3
			row.Cells = append(row.Cells,
				computed(doc.CellResult, fmt.Sprintf("C%d-D%d", n, n), "1", ""),
				computed(doc.CellResult, fmt.Sprintf("E%d*2", n), "1/3", "0.00%"))
			row.Cells[5].Number.Sub(row.Cells[2].Number, row.Cells[3].Number)
		}
		s.Widths = append(s.Widths, 12, 12)
		a.Sheets = append(a.Sheets, s)
	}
	return a
}

func BenchmarkWrite(b *testing.B) {
	a := large()
	b.ReportAllocs()
	for b.Loop() {
		data, err := Write(a)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data)), "bytes/file")
	}
}

// BenchmarkPlain writes the same cells and styles as excelize is usually used. Its
// figures beside formulas come out as text: it is measured, not recommended.
func BenchmarkPlain(b *testing.B) {
	a := large()
	b.ReportAllocs()
	for b.Loop() {
		out, err := plain(a)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out), "bytes/file")
	}
}

func plain(a doc.Annex) (int, error) {
	b := &book{file: excelize.NewFile()}
	defer b.file.Close()
	if err := b.begin(a.Info); err != nil {
		return 0, err
	}
	for i := range a.Sheets {
		s := &a.Sheets[i]
		if _, err := b.file.NewSheet(s.Name); err != nil {
			return 0, err
		}
		if err := b.layout(s.Name, s); err != nil {
			return 0, err
		}
		for r := range s.Rows {
			for j := range s.Rows[r].Cells {
				c := &s.Rows[r].Cells[j]
				at, _ := excelize.CoordinatesToCellName(j+1, r+1)
				style, err := b.styles.id(lookOf(c), formatOf(c))
				if err != nil {
					return 0, err
				}
				if value, _ := valueOf(c); value != nil {
					b.file.SetCellValue(s.Name, at, value)
				}
				if c.Formula != "" {
					b.file.SetCellFormula(s.Name, at, c.Formula)
				}
				b.file.SetCellStyle(s.Name, at, at, style)
			}
		}
	}
	out, err := b.file.WriteToBuffer()
	return out.Len(), err
}
