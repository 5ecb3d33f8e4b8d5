// Where charts stand and how large they are. They follow the rows one below another;
// beside the table they would make the sheet wider and so its print smaller.

package xlsx

import (
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// Sizes on paper, in points.
const (
	cm         = 72 / 2.54
	chartWide  = 10 * cm // at least, where the table is narrower
	chartTall  = 7.5 * cm
	chartHead  = 2.5 * cm  // title, value axis and legend of a bar chart
	chartBar   = 0.42 * cm // one bar with its label
	digit      = 6.0       // a half-width character of the text face at 11 points: 8 pixels
	enlarge    = 1.6       // at most, against the shrinking of a wide sheet in print
	spare      = 0.95
	sparePixel = 64 // width excelize takes for a column without one
	rowPixel   = 24 // height excelize takes for a row of plainRow
	airPixel   = 6  // above and below a chart, so that its frame is not printed on the page before
)

// sheetPage is one printed page measured on the sheet: a sheet wider than the paper
// is shrunk, so more of it goes on a page.
type sheetPage struct {
	width, height float64
	shrink        float64 // points on paper for one on the sheet
	head          float64 // height of the rows repeated on each page
	at            float64 // how far down the page the rows written so far reach
}

func pageOf(s *doc.Sheet) sheetPage {
	width, height := 210*cm/10, 297*cm/10
	if s.Landscape {
		width, height = height, width
	}
	width -= 2 * marginSide * 72
	height -= (marginTop + marginBottom) * 72
	shrink := min(1, width/span{0, columnsOf(s)}.points(s.Widths))
	return sheetPage{width: width / shrink, height: height / shrink * spare, shrink: shrink}
}

// add moves the page on by a row.
func (p *sheetPage) add(i int, s *doc.Sheet, height float64) {
	if i < s.Head {
		p.head += height
	}
	if p.at+height > p.height {
		p.at = p.head
	}
	p.at += height
}

// points is the width of the columns of at.
func (at span) points(widths []int) float64 {
	sum := 0.0
	for j := at.from; j < at.from+at.columns; j++ {
		sum += columnWidth(widths, j) * digit
	}
	return sum
}

// columnWidth is the width of column j in the file.
func columnWidth(widths []int, j int) float64 {
	if j < len(widths) {
		return min(float64(widths[j]), 250) + columnPadding
	}
	return plainColumn + columnPadding
}

// charts draws the charts of a sheet; page is where its rows end. It must run before
// the stream is flushed. Errors go on from the sheet's name.
func (b *book) charts(w *excelize.StreamWriter, name string, s *doc.Sheet, page sheetPage) error {
	if len(s.Charts) == 0 {
		return nil
	}
	k := min(1/page.shrink, enlarge)
	columns, pixels := chartColumns(s, page.width*page.shrink*k)
	wide := span{0, columns}.points(s.Widths)
	top := s.Len() + 2 // counted from 1, after an empty row
	page.at += plainRow
	for i := range s.Charts {
		c := &s.Charts[i]
		d, err := b.drawing(c, k)
		if err != nil {
			return fmt.Errorf("的第 %d 个图%s%w", i+1, titled(c), err)
		}
		rows := d.rows(page, wide)
		at, err := excelize.CoordinatesToCellName(1, top)
		if err != nil {
			return fmt.Errorf("的第 %d 个图%s：%w", i+1, titled(c), err)
		}
		height := float64(rows) * plainRow
		if page.at+height > page.height && page.at > page.head {
			if err := w.InsertPageBreak(at); err != nil {
				return fmt.Errorf("：%w", err)
			}
			page.at = page.head
		}
		page.at += height + plainRow
		if err := b.place(name, at, pixels, rows, c, d); err != nil {
			return fmt.Errorf("的第 %d 个图%s：%w", i+1, titled(c), err)
		}
		top += rows + 1
	}
	area, err := areaName(1, 1, max(columns, columnsOf(s)), top-2, true)
	if err != nil {
		return fmt.Errorf("：%w", err)
	}
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: name, RefersTo: Quote(name) + "!" + area})
}

// titled is a chart's title in quotes, cut to a readable length.
func titled(c *doc.Chart) string {
	if c.Title == "" {
		return ""
	}
	if utf8.RuneCountInString(c.Title) > 30 {
		return "“" + string([]rune(c.Title)[:30]) + "…”"
	}
	return "“" + c.Title + "”"
}

// chartColumns is how many columns a chart covers: those of the sheet as far as they
// fit in room points, and a narrow sheet's beyond its last one. pixels is their width
// as excelize reckons it, so that the chart ends where the last of them does.
func chartColumns(s *doc.Sheet, room float64) (columns, pixels int) {
	sum := 0.0
	for n := columnsOf(s); columns < n || sum < chartWide; columns++ {
		points := columnWidth(s.Widths, columns) * digit
		if columns > 0 && sum+points > room+0.01 {
			break
		}
		sum += points
		if columns < len(s.Widths) {
			pixels += int(columnWidth(s.Widths, columns)*8 + 0.5)
		} else {
			pixels += sparePixel
		}
	}
	return columns, pixels - 1 // the frame stays within the print area
}

// rows is how many rows of plainRow the chart is high, wide points as it is: what its
// categories need, but never more than a page.
func (d *drawing) rows(page sheetPage, wide float64) int {
	n := float64(len(d.series[0].values.cells))
	tall := chartTall
	switch d.Kind {
	case doc.ChartBar:
		tall = max(tall, chartHead+n*d.barRow())
	case doc.ChartColumn, doc.ChartLine: // names that do not fit side by side are turned
		if name := d.longest() * chartTextSize / 2; n*name > wide/d.k-2*cm {
			tall += min(name*0.7, 3*cm)
		}
	default:
		tall += min(max(n-8, 0)*0.25*cm, 1.5*cm)
	}
	room := math.Floor((page.height-page.head)/plainRow-2) * plainRow
	tall = min(tall*d.k, room)
	if each := (tall/d.k - chartHead) / n; d.Kind == doc.ChartBar && each < chartTextSize*1.6 {
		d.size = max(math.Floor(each/0.8)/2, chartLeastSize)
		d.dense = each < chartLeastSize*1.2
	}
	return max(int(math.Ceil(tall/plainRow-0.01)), 6)
}

// barRow is the height of one category of a bar chart, on paper.
func (d *drawing) barRow() float64 { return (float64(len(d.series)) + 0.6) * chartBar }

// longest is the width of the longest category in half-width characters.
func (d *drawing) longest() float64 {
	longest := 0
	for _, c := range d.series[0].categories.cells {
		n := 0
		for _, r := range textOf(c) {
			n += runeWidth(r)
		}
		longest = max(longest, n)
	}
	return float64(longest)
}

// place puts a chart of the given size at a cell. excelize does the plumbing:
// drawing, relationships, content types. The chart part itself is replaced by ours,
// as that of v2.11.0 holds no values, which leaves it empty in previews and on phones,
// takes names only as references, cannot bring the value axis of a bar chart down, and
// is not valid by ISO 29500-1, 21.2 (TestChartSchema).
func (b *book) place(name, at string, pixels, rows int, c *doc.Chart, d *drawing) error {
	height := rows*rowPixel - 2*airPixel
	b.drawn++
	err := b.file.AddChart(name, at, &excelize.Chart{
		Type: excelize.Bar, Dimension: excelize.ChartDimension{Width: uint(pixels), Height: uint(height)},
		Format: excelize.GraphicOptions{Name: fmt.Sprintf("图 %d", b.drawn), AltText: cut(c.Title, excelize.MaxGraphicAltTextLength), OffsetY: airPixel},
	})
	if err != nil {
		return err
	}
	b.file.Pkg.Store(fmt.Sprintf("xl/charts/chart%d.xml", b.drawn), d.part())
	return nil
}
