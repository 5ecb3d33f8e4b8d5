// book.go makes the summary workbook: sheets as the package describes them, every
// figure at home in one sheet, totals and rates as formulas over it.
package rollup

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/data"
)

// Summary makes the workbook of d; it has no sheets when the package describes none.
func Summary(d *District) doc.Annex { return Book(d, d.Package.Summary()) }

// Book makes a workbook of d with the given sheets.
func Book(d *District, specs []templates.SummarySheet) doc.Annex {
	b := &book{d: d, units: d.counted(), place: map[string]spot{}, last: map[string]spot{}, specs: specs}
	a := doc.Annex{Info: doc.Info{Title: d.Title, Author: "年报 nianbao", Subject: d.Package.Name, Language: "zh-CN", Date: d.Date}}
	b.layout()
	for i := range b.specs {
		n := 1
		if &b.specs[i] == b.home {
			n = len(b.homes)
		}
		for b.page = range n {
			if s, ok := b.sheet(&b.specs[i]); ok {
				a.Sheets = append(a.Sheets, s)
			}
		}
	}
	return a
}

type book struct {
	d     *District
	units []*Unit
	specs []templates.SummarySheet
	paths []string
	place map[string]spot // where a figure lives
	last  map[string]spot // where last year's lives
	home  *templates.SummarySheet
	homes []home                             // the sheets of all data
	page  int                                // the one of them being made
	lead  []templates.SummaryColumn          // their columns before the figures
	first int                                // their first row of units, from 0
	deep  bool                               // some units stand below others
	below map[*Unit][]int                    // superior → rows of the units below it
	list  struct{ unit, code, level string } // ranges of the list of findings, "" when it shows none or not all
}

// home is one sheet of all data: as many figures as a page shows.
type home struct {
	name    string
	classes []string
	paths   []string
	columns int
}

// spot is a column of a sheet of all data.
type spot struct{ home, column int }

// layout finds a place for every figure in the sheets of all data.
func (b *book) layout() {
	for _, u := range b.units {
		b.deep = b.deep || !u.top
	}
	for i := range b.specs {
		switch b.specs[i].Kind {
		case templates.AllData:
			b.home = &b.specs[i]
		case templates.Problems:
			b.findings(&b.specs[i])
		}
	}
	if b.home == nil {
		return
	}
	b.first = heading(b.home) + 2 // head and 量词
	b.lead = b.shown(b.home)
	b.paths = b.d.Paths(b.units)
	b.pack()
	b.below = map[*Unit][]int{}
	rows := map[string]*Unit{}
	for _, u := range b.units {
		rows[u.Name] = u
	}
	for row, u := range b.units {
		if !u.top {
			s := rows[u.Superior]
			b.below[s] = append(b.below[s], row)
		}
	}
}

// pack puts the figures on sheets of about as many columns as the package wants,
// those of a class together where they fit. Last year's stands beside this year's.
func (b *book) pack() {
	order := map[string]int{}
	for i, c := range b.d.Package.Classes {
		order[c.Name] = i - len(b.d.Package.Classes) // groups of no class come last
	}
	slices.SortStableFunc(b.paths, func(p, q string) int { return order[b.class(p)] - order[b.class(q)] })
	wide, byClass := map[string]int{}, map[string]int{} // columns
	for _, p := range b.paths {
		wide[p] = 1
		if b.compared(p) && slices.ContainsFunc(b.units, func(u *Unit) bool { return u.Last.Has(p) }) {
			wide[p] = 2
		}
		byClass[b.class(p)] += wide[p]
	}
	b.homes = []home{{name: b.home.Name.Text}}
	most, before := b.home.PerSheet, ""
	for _, p := range b.paths {
		class, h := b.class(p), &b.homes[len(b.homes)-1]
		if most > 0 && h.columns > 0 && (h.columns+wide[p] > most || class != before && h.columns+byClass[class] > most) {
			b.homes = append(b.homes, home{name: fmt.Sprintf("%s（%d）", b.home.Name.Text, len(b.homes)+1)})
			h = &b.homes[len(b.homes)-1]
		}
		before = class
		if !slices.Contains(h.classes, class) {
			h.classes = append(h.classes, class)
		}
		h.paths = append(h.paths, p)
		b.place[p] = spot{len(b.homes) - 1, len(b.lead) + h.columns}
		if wide[p] > 1 {
			b.last[p] = spot{len(b.homes) - 1, len(b.lead) + h.columns + 1}
		}
		h.columns += wide[p]
	}
}

// class is what a path is listed under.
func (b *book) class(path string) string {
	group, _, _ := strings.Cut(path, ".")
	return cmp.Or(b.d.Package.ClassOf(group), group)
}

// findings finds the ranges of the list of findings.
func (b *book) findings(spec *templates.SummarySheet) {
	n := 0
	for i := range b.d.Units {
		for _, c := range b.d.counts(i) {
			n += int(c.n)
		}
	}
	columns, first := b.shown(spec), heading(spec)+2
	for word, to := range map[string]*string{"单位": &b.list.unit, "编号": &b.list.code, "级别": &b.list.level} {
		if i := slices.IndexFunc(columns, func(c templates.SummaryColumn) bool { return c.Shows == word }); i >= 0 && n > 0 && first+n-1 <= b.d.most() {
			*to = fmt.Sprintf("%s!$%s$%d:$%s$%d", doc.SheetRef(spec.Name.Text), doc.Column(i), first, doc.Column(i), first+n-1)
		}
	}
}

// compared tells whether some sheet compares a path with last year.
func (b *book) compared(path string) bool {
	if b.d.about(path).rate {
		return false
	}
	for i := range b.specs {
		s := &b.specs[i]
		if s.Kind == templates.YearByYear && slices.Contains(s.Paths, path) {
			return true
		}
		for _, c := range s.Columns {
			if c.Shows == "同比" && c.Path == path {
				return true
			}
		}
	}
	return false
}

// shown are the columns of a sheet that have something to show: what tells units
// below others apart is left out where there are none.
func (b *book) shown(spec *templates.SummarySheet) []templates.SummaryColumn {
	superior := slices.ContainsFunc(b.d.Units, func(u Unit) bool { return u.Superior != "" }) ||
		spec.Kind == templates.NotIn && slices.ContainsFunc(b.d.Missing, func(a Asked) bool { return a.Superior != "" })
	return slices.DeleteFunc(slices.Clone(spec.Columns), func(c templates.SummaryColumn) bool {
		return c.Shows == "计入" && !b.deep || c.Shows == "上级" && !superior
	})
}

// sheet makes one sheet; false leaves it out because there is nothing to show.
func (b *book) sheet(spec *templates.SummarySheet) (doc.Sheet, bool) {
	s := doc.Sheet{Name: spec.Name.Text, Landscape: spec.Landscape}
	if spec == b.home {
		s.Name = b.homes[b.page].name
	}
	t := &table{book: b, spec: spec, sheet: &s, columns: b.shown(spec)}
	if spec.Title.Text != "" {
		t.line(spec.Title.Text, doc.CellTitle)
	}
	if spec.Note.Text != "" {
		t.line(spec.Note.Text, doc.CellNote)
	}
	makers := map[templates.SummaryKind]func() bool{
		templates.UnitList: t.unitList, templates.AllData: t.allData, templates.ByKind: t.byKind, templates.Ranking: t.ranking,
		templates.YearByYear: t.yearByYear, templates.NotIn: t.notIn, templates.Problems: t.problems, templates.Tally: t.tally,
		templates.Waived: t.waived, templates.Usage: t.usage, templates.OwnFigures: t.own, templates.Provenance: t.provenance,
		templates.Copied: t.copied,
	}
	if !makers[spec.Kind]() {
		return s, false
	}
	t.cut()
	return s, true
}

// heading is how many rows stand above the head of a sheet.
func heading(spec *templates.SummarySheet) int {
	n := 0
	if spec.Title.Text != "" {
		n++
	}
	if spec.Note.Text != "" {
		n++
	}
	return n
}

// fill puts the words of the district into a text of the package.
func (b *book) fill(text string) string {
	return strings.NewReplacer("{{年度}}", strconv.Itoa(b.d.Year), "{{上年}}", strconv.Itoa(b.d.Year-1),
		"{{下年}}", strconv.Itoa(b.d.Year+1), "{{单位数}}", strconv.Itoa(len(b.units)), "{{类别}}", b.classes()).Replace(text)
}

// classes are those of the sheet of all data being made.
func (b *book) classes() string {
	if b.page >= len(b.homes) {
		return ""
	}
	return strings.Join(b.homes[b.page].classes, "、")
}

// ref is the cell at a spot of a unit; row is its place among the units counted.
func (b *book) ref(s spot, row int) string {
	return doc.SheetRef(b.homes[s.home].name) + "!" + at(s.column, b.first+row)
}

// span is the range of all units at a spot.
func (b *book) span(s spot) string {
	c := doc.Column(s.column)
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", doc.SheetRef(b.homes[s.home].name), c, b.first+1, c, b.first+len(b.units))
}

// fact is the range of what the units are: their 类型, whether they count.
func (b *book) fact(word string) string {
	return b.span(spot{0, slices.IndexFunc(b.lead, func(c templates.SummaryColumn) bool { return c.Shows == word })})
}

// has tells whether a path has a column.
func (b *book) has(path string) bool { _, ok := b.place[path]; return ok }

// value is a unit's figure in any sheet but its home: a reference to it.
func (b *book) value(path string, row int) doc.Cell {
	f, ok := b.units[row].Figures.Get(path)
	if !ok || !b.has(path) {
		return doc.Cell{Style: doc.CellResult}
	}
	return doc.Cell{Number: f.Value, Formula: b.ref(b.place[path], row), Format: format(f), Style: doc.CellResult}
}

// format shows a figure as it was written: few formats, whatever the figures.
func format(f Figure) string {
	switch q := f.how().Qualify; {
	case f.Percent:
		return percent
	case !f.Approx:
		return ""
	case q == "余" || q == "多":
		return `General"` + q + `"`
	case q == "近" || q == "超" || q == "逾" || q == "超过":
		return `"` + q + `"General`
	}
	return approximate
}

// Number formats.
const (
	percent         = "0.00%"
	approximate     = `"约"General`
	approximateRate = `"约"0.00%`
)

// inWords is a figure as a list names it.
func inWords(f Figure) string {
	switch {
	case f.how().Raw != "":
		return f.how().Raw
	case f.Percent:
		return data.Percent(f.Value, 2, true)
	}
	return data.FormatRat(f.Value, 8, true)
}

// at is the reference of column c (from 0) in row r (from 0).
func at(c, r int) string { return doc.At(c, r+1) }

// literal is a text within a formula.
func literal(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func count(n int) doc.Cell {
	return doc.Cell{Number: big.NewRat(int64(n), 1), Style: doc.CellText, Center: true}
}

func text(s string) doc.Cell { return doc.Cell{Text: s, Style: doc.CellText} }

func centred(s string) doc.Cell { return doc.Cell{Text: s, Style: doc.CellText, Center: true} }
