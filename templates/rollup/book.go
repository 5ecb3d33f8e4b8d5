// book.go makes the summary workbook: sheets as the package describes them, every
// figure at home in one sheet, totals and rates as formulas over it.
package rollup

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// Summary makes the workbook of d.
func Summary(d *District) doc.Annex {
	b := &book{d: d, units: d.counted(), columns: map[string]int{}}
	b.paths = d.Paths(b.units)
	for i, p := range b.paths {
		b.columns[p] = dataLead + i
	}
	a := doc.Annex{Info: doc.Info{Title: d.Title, Author: "年报 nianbao", Subject: d.Package.Name, Language: "zh-CN", Date: d.Date}}
	specs := d.Package.Summary()
	for i := range specs {
		if specs[i].Kind == templates.AllData {
			b.home = specs[i].Name.Text
			b.homeFirst = b.lead(&specs[i]) + 2 // head and 量词 row
		}
	}
	for i := range specs {
		if s, ok := b.sheet(&specs[i]); ok {
			a.Sheets = append(a.Sheets, s)
		}
	}
	return a
}

// dataLead is how many columns stand before the figures in the sheet of all data:
// number, unit, kind.
const dataLead = 3

type book struct {
	d         *District
	units     []*Unit
	paths     []string
	columns   map[string]int // path → column in the sheet of all data
	home      string         // its name
	homeFirst int            // its first row of units, from 0
}

// sheet makes one sheet; false leaves it out because there is nothing to show.
func (b *book) sheet(spec *templates.SummarySheet) (doc.Sheet, bool) {
	s := doc.Sheet{Name: spec.Name.Text, Landscape: spec.Landscape}
	t := &table{book: b, spec: spec, sheet: &s}
	if spec.Title.Text != "" {
		t.line(spec.Title.Text, doc.CellTitle)
	}
	if spec.Note.Text != "" {
		t.line(spec.Note.Text, doc.CellNote)
	}
	ok := true
	switch spec.Kind {
	case templates.UnitList:
		t.unitList()
	case templates.AllData:
		t.allData()
	case templates.ByKind:
		t.byKind()
	case templates.Ranking:
		ok = t.ranking()
	case templates.YearByYear:
		ok = t.yearByYear()
	case templates.NotIn:
		t.notIn()
	case templates.Problems:
		t.problems()
	case templates.Usage:
		ok = t.usage()
	case templates.OwnFigures:
		ok = t.own()
	case templates.Provenance:
		t.provenance()
	}
	return s, ok
}

// lead is how many rows stand above the head of a sheet.
func (b *book) lead(spec *templates.SummarySheet) int {
	n := 0
	if spec.Title.Text != "" {
		n++
	}
	if spec.Note.Text != "" {
		n++
	}
	return n
}

// table writes one sheet row by row.
type table struct {
	*book
	spec  *templates.SummarySheet
	sheet *doc.Sheet
}

// fill puts the words of the district into a text of the package.
func (b *book) fill(text string) string {
	return strings.NewReplacer("{{年度}}", strconv.Itoa(b.d.Year), "{{上年}}", strconv.Itoa(b.d.Year-1),
		"{{下年}}", strconv.Itoa(b.d.Year+1), "{{单位数}}", strconv.Itoa(len(b.units))).Replace(text)
}

func (t *table) line(text string, style doc.CellStyle) {
	t.sheet.Rows = append(t.sheet.Rows, doc.Row{Cells: []doc.Cell{{Text: t.fill(text), Style: style}}})
}

func (t *table) add(cells ...doc.Cell) { t.sheet.Rows = append(t.sheet.Rows, doc.Row{Cells: cells}) }

// next is the sheet row (from 1) the next row will be.
func (t *table) next() int { return len(t.sheet.Rows) + 1 }

// head writes the column heads, sets widths, and freezes and filters below them.
func (t *table) head(heads []string, widths []int) {
	cells := make([]doc.Cell, len(heads))
	for i, h := range heads {
		cells[i] = doc.Cell{Text: t.fill(h), Style: doc.CellHead}
	}
	t.sheet.Widths = widths
	t.add(cells...)
	t.sheet.Head = len(t.sheet.Rows)
	t.sheet.Filter = t.sheet.Head
}

// ref is the cell of a unit's figure in the sheet of all data; row is the unit's
// place among the units counted.
func (b *book) ref(path string, row int) string {
	return quoted(b.home) + "!" + at(b.columns[path], b.homeFirst+row)
}

// column is the range of all units of a path in the sheet of all data.
func (b *book) column(path string) string {
	c := letters(b.columns[path])
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoted(b.home), c, b.homeFirst+1, c, b.homeFirst+len(b.units))
}

// kinds is the range of the units' kinds there.
func (b *book) kinds() string {
	return fmt.Sprintf("%s!$C$%d:$C$%d", quoted(b.home), b.homeFirst+1, b.homeFirst+len(b.units))
}

// has tells whether a path has a column.
func (b *book) has(path string) bool { _, ok := b.columns[path]; return ok }

// mask is a factor that is 1 for the units meant: all, or those of one kind.
func (b *book) mask(kind string) string {
	if kind == "" {
		return ""
	}
	return fmt.Sprintf(`(%s="%s")*`, b.kinds(), kind)
}

// total is the cell that adds up a path over the units of a kind ("" is all).
func (b *book) total(path, kind string) doc.Cell {
	units := b.units
	if kind != "" {
		units = nil
		for _, u := range b.units {
			if u.Kind == kind {
				units = append(units, u)
			}
		}
	}
	sum, ok := b.d.Add(path, units)
	cell := doc.Cell{Style: doc.CellTotal}
	if !ok {
		if b.d.rate(path) && b.formulaRate(path, kind) != "" {
			cell.Text, cell.Formula = "—", b.formulaRate(path, kind)
		}
		return cell
	}
	cell.Number = sum.Value
	switch {
	case b.d.rate(path):
		cell.Formula, cell.Format = b.formulaRate(path, kind), "0.00%"
	case b.d.field(path).Adds == "最大":
		cell.Formula = fmt.Sprintf("MAX(%s)", b.column(path))
		if kind != "" {
			cell.Formula = fmt.Sprintf(`SUMPRODUCT(MAX(%s%s))`, b.mask(kind), b.column(path))
		}
	default:
		cell.Formula = b.formulaSum(path, kind)
	}
	if sum.Approx && !b.d.rate(path) {
		cell.Format = `"约"General`
	}
	return cell
}

// formulaSum adds the figures of a path, of the kinds that count.
func (b *book) formulaSum(path, kind string) string {
	f := b.d.field(path)
	switch {
	case kind != "" && len(f.CountedFrom) == 0:
		return fmt.Sprintf(`SUMIF(%s,"%s",%s)`, b.kinds(), kind, b.column(path))
	case len(f.CountedFrom) == 0:
		return "SUM(" + b.column(path) + ")"
	}
	var parts []string
	for _, k := range f.CountedFrom {
		if kind == "" || kind == k {
			parts = append(parts, fmt.Sprintf(`SUMIF(%s,"%s",%s)`, b.kinds(), k, b.column(path)))
		}
	}
	return strings.Join(parts, "+")
}

// formulaRate is a rate as the quotient of sums over the units that gave both
// sides; "" when a side is no plain figure with a column.
func (b *book) formulaRate(path, kind string) string {
	num, den, ok := b.d.quotient(path)
	n, okN := num.(relation.Ref)
	m, okM := den.(relation.Ref)
	if !ok || !okN || !okM || !b.has(n.Path) || !b.has(m.Path) {
		return ""
	}
	both := fmt.Sprintf("%sISNUMBER(%s)*ISNUMBER(%s)", b.mask(kind), b.column(n.Path), b.column(m.Path))
	top := fmt.Sprintf("SUMPRODUCT(%s,%s)", both, b.column(n.Path))
	below := fmt.Sprintf("SUMPRODUCT(%s,%s)", both, b.column(m.Path))
	return fmt.Sprintf(`IF(%s=0,"—",%s/%s)`, below, top, below)
}

// value is a unit's figure in any sheet but its home: a reference to it. A derived
// rate is computed from its operands there.
func (b *book) value(path string, row int) doc.Cell {
	u := b.units[row]
	f, ok := u.Figures[path]
	if !ok || !b.has(path) {
		return doc.Cell{Style: doc.CellText}
	}
	return doc.Cell{Number: f.Value, Formula: b.ref(path, row), Format: format(f), Style: doc.CellResult}
}

// format shows a figure as it was written.
func format(f Figure) string {
	switch {
	case f.Percent:
		return "0.00%"
	case f.Approx:
		return `[=` + data.FormatRat(f.Value, 8, true) + `]"` + f.Raw + `";General`
	}
	return ""
}

// at is the reference of column c (from 0) in row r (from 0).
func at(c, r int) string { return letters(c) + strconv.Itoa(r+1) }

func letters(c int) string {
	s := ""
	for c++; c > 0; c = (c - 1) / 26 {
		s = string(rune('A'+(c-1)%26)) + s
	}
	return s
}

func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func count(n int) doc.Cell {
	return doc.Cell{Number: big.NewRat(int64(n), 1), Style: doc.CellText, Center: true}
}

func text(s string) doc.Cell { return doc.Cell{Text: s, Style: doc.CellText} }

func centred(s string) doc.Cell { return doc.Cell{Text: s, Style: doc.CellText, Center: true} }
