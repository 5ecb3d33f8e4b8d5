package xlsx

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

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
				if c.Number != nil {
					f, _ := c.Number.Float64()
					b.file.SetCellValue(s.Name, at, f)
				} else if c.Text != "" {
					b.file.SetCellValue(s.Name, at, c.Text)
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

// wideSheet is a summary of n units with 40 columns, a link and an alert in each row.
func wideSheet(n int) doc.Sheet {
	s := doc.Sheet{Name: "一览", Head: 2, HeadCols: 2, Filter: 2, Landscape: true}
	names := []string{"序号", "单位"}
	for j := range 38 {
		names = append(names, fmt.Sprintf("指标%d", j+1))
	}
	for range names {
		s.Widths = append(s.Widths, 10)
	}
	s.Rows = append(s.Rows, row(text(doc.CellTitle, "一览表")), heads(names...))
	for i := range n {
		link := text(doc.CellText, fmt.Sprintf("第%d街道", i+1))
		link.Link = fmt.Sprintf("街道/第%d街道.pdf", i+1)
		r := row(figure(doc.CellLabel, fmt.Sprint(i+1), ""), link)
		for j := range 36 {
			r.Cells = append(r.Cells, figure(doc.CellText, fmt.Sprint(i*31+j*17), ""))
		}
		rate := computed(doc.CellResult, fmt.Sprintf(`IF(C%d=0,"—",D%d/C%d)`, i+3, i+3, i+3), "1/3", "0.00%")
		alarmed := rate
		alarmed.Alert = fmt.Sprintf("ABS(N(AN%d))>0.5", i+3)
		s.Rows = append(s.Rows, doc.Row{Cells: append(r.Cells, rate, alarmed)})
	}
	s.Charts = []doc.Chart{{Kind: doc.ChartBar, Title: "指标1", Labels: true,
		Series: []doc.Series{{Categories: cells(s.Name, "B", 3, n+2), Values: cells(s.Name, "C", 3, n+2)}}}}
	return s
}

// BenchmarkWide: time and memory must grow with the rows, not with their square.
func BenchmarkWide(b *testing.B) {
	for _, n := range []int{300, 3000} {
		a := doc.Annex{Sheets: []doc.Sheet{wideSheet(n)}}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Write(a); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBook is the largest book there is to be: twelve sheets of 3,000 units, one
// with 40 columns, the others with twelve. It reports the highest heap seen, the annex
// itself included.
func BenchmarkBook(b *testing.B) {
	var a doc.Annex
	for i := range 12 {
		s := wideSheet(3000)
		s.Name = fmt.Sprintf("表%d", i+1)
		s.Charts = nil
		if i > 0 {
			s.Widths = s.Widths[:12]
			for r := range s.Rows[1:] {
				s.Rows[r+1].Cells = slices.Clone(s.Rows[r+1].Cells[:12])
			}
		}
		a.Sheets = append(a.Sheets, s)
	}
	runtime.GC()
	for b.Loop() {
		done, peak := make(chan bool), make(chan uint64)
		go func() {
			var m runtime.MemStats
			most := uint64(0)
			for {
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
				select {
				case <-done:
					peak <- most
					return
				case <-time.After(5 * time.Millisecond):
				}
			}
		}()
		if _, err := Write(a); err != nil {
			b.Fatal(err)
		}
		close(done)
		b.ReportMetric(float64(<-peak)/(1<<20), "MiB-peak")
	}
}
