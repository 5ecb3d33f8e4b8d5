// units.go makes the sheets that go unit by unit: the list, all data, by kind.
package rollup

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/relation"
)

// unitList is one row a unit with the columns the package chooses, then totals.
func (t *table) unitList() {
	var heads []string
	var widths []int
	for _, c := range t.spec.Columns {
		heads = append(heads, c.Head)
		w := c.Width
		if w == 0 {
			w = max(10, 2*len([]rune(c.Head)))
		}
		widths = append(widths, w)
	}
	t.head(heads, widths)
	t.sheet.HeadCols = 2
	first := t.next()
	for row, u := range t.units {
		cells := make([]doc.Cell, len(t.spec.Columns))
		for c, col := range t.spec.Columns {
			cells[c] = t.unitCell(u, row, col)
		}
		t.add(cells...)
	}
	last := t.next() - 1
	if t.spec.Total != "" {
		t.add(t.totals(t.spec.Total, "")...)
	}
	if t.spec.Median != "" {
		t.medians(first, last)
	}
}

// totals is a row of sums over the units of a kind under the columns of the sheet.
func (t *table) totals(label, kind string) []doc.Cell {
	cells := make([]doc.Cell, len(t.spec.Columns))
	for c, col := range t.spec.Columns {
		cells[c].Style = doc.CellTotal
		switch {
		case c == t.labelColumn():
			cells[c].Text = label
		case col.Shows == "指标" && t.has(col.Path):
			cells[c] = t.total(col.Path, kind)
		case col.Shows == "同比":
			cells[c] = t.totalChange(col.Path, kind)
		case col.Shows == "家数":
			n := 0
			for _, u := range t.units {
				if kind == "" || u.Kind == kind {
					n++
				}
			}
			cells[c].Number = big.NewRat(int64(n), 1)
			cells[c].Formula = fmt.Sprintf(`COUNTIF(%s,"%s")`, t.kinds(), kind)
			if kind == "" {
				cells[c].Formula = fmt.Sprintf("ROWS(%s)", t.kinds())
			}
		}
	}
	return cells
}

// labelColumn is where a total row says what it is: the column of the unit's name,
// else the first.
func (t *table) labelColumn() int {
	return max(0, slices.IndexFunc(t.spec.Columns, func(c templates.SummaryColumn) bool { return c.Shows == "单位" || c.Shows == "名称" }))
}

// totalChange is 同比 of the sum over units that gave both years. Last year's
// figures have no sheet of their own here, so the value stands without a formula.
func (t *table) totalChange(path, kind string) doc.Cell {
	now, last := new(big.Rat), new(big.Rat)
	for _, u := range t.units {
		f, ok := u.Figures[path]
		g, okLast := u.Last[path]
		if ok && okLast && (kind == "" || u.Kind == kind) {
			now.Add(now, f.Value)
			last.Add(last, g.Value)
		}
	}
	if last.Sign() == 0 {
		return doc.Cell{Text: "—", Style: doc.CellTotal, Center: true}
	}
	return doc.Cell{Number: now.Sub(now, last).Quo(now, last), Format: "0.00%", Style: doc.CellTotal}
}

// medians is the row of medians of the columns of figures.
func (t *table) medians(first, last int) {
	cells := make([]doc.Cell, len(t.spec.Columns))
	for c, col := range t.spec.Columns {
		cells[c].Style = doc.CellTotal
		if c == t.labelColumn() {
			cells[c].Text = t.spec.Median
		}
		if col.Shows != "指标" {
			continue
		}
		var values []*big.Rat
		percent := false
		for _, u := range t.units {
			if f, ok := u.Figures[col.Path]; ok {
				values = append(values, f.Value)
				percent = percent || f.Percent
			}
		}
		if len(values) == 0 {
			continue
		}
		cells[c].Number = median(values)
		cells[c].Formula = fmt.Sprintf("MEDIAN(%s%d:%s%d)", letters(c), first, letters(c), last)
		if percent {
			cells[c].Format = "0.00%"
		}
	}
	t.add(cells...)
}

func median(v []*big.Rat) *big.Rat {
	v = slices.Clone(v)
	slices.SortFunc(v, (*big.Rat).Cmp)
	n := len(v)
	if n%2 == 1 {
		return v[n/2]
	}
	m := new(big.Rat).Add(v[n/2-1], v[n/2])
	return m.Quo(m, big.NewRat(2, 1))
}

// unitCell is one cell of the list of units.
func (t *table) unitCell(u *Unit, row int, col templates.SummaryColumn) doc.Cell {
	switch col.Shows {
	case "序号":
		return count(row + 1)
	case "单位":
		return doc.Cell{Text: u.Name, Style: doc.CellLabel, Link: u.Report}
	case "文件":
		return doc.Cell{Text: u.File, Style: doc.CellText, Link: u.Annex}
	case "类型":
		return centred(u.Kind)
	case "上级":
		return text(u.Superior)
	case "年度":
		return count(u.Year)
	case "报送日期":
		return centred(u.Received)
	case "按期":
		switch {
		case u.Received == "":
			return centred("未填")
		case u.Late:
			return centred("迟报")
		}
		return centred("按期")
	case "完整率":
		if u.Needed == 0 {
			return centred("—")
		}
		return doc.Cell{Number: big.NewRat(int64(u.Filled), int64(u.Needed)), Format: "0%", Style: doc.CellText, Center: true}
	case "错误数":
		return count(u.Errors)
	case "警告数":
		return count(u.Warnings)
	case "提示数":
		return count(u.Tips)
	case "部分":
		return centred(strconv.Itoa(u.PartsGiven) + "/" + strconv.Itoa(u.Parts))
	case "指标":
		return t.value(col.Path, row)
	case "同比":
		return change(u.Figures[col.Path], u.Last[col.Path])
	}
	return text("")
}

// change is 同比 of a unit's figure as a value.
func change(now, last Figure) doc.Cell {
	if now.Value == nil || last.Value == nil || now.Percent || last.Value.Sign() == 0 {
		return doc.Cell{Text: "—", Style: doc.CellText, Center: true}
	}
	d := new(big.Rat).Sub(now.Value, last.Value)
	return doc.Cell{Number: d.Quo(d, last.Value), Format: "0.00%", Style: doc.CellText}
}

// allData is every figure of every unit: the home of all figures.
func (t *table) allData() {
	heads, widths := []string{"序号", "单位", "类型"}, []int{6, 24, 12}
	measures := []doc.Cell{{Style: doc.CellHead}, {Style: doc.CellHead}, {Style: doc.CellHead}}
	for _, p := range t.paths {
		heads = append(heads, t.d.Indicator(p))
		widths = append(widths, 14)
		m := t.d.field(p).Measure()
		if t.d.rate(p) {
			m = "%"
		}
		measures = append(measures, doc.Cell{Text: m, Style: doc.CellHead})
	}
	t.head(heads, widths)
	t.add(measures...)
	t.sheet.Head = len(t.sheet.Rows)
	t.sheet.Filter = t.sheet.Head
	t.sheet.HeadCols = dataLead
	for row, u := range t.units {
		cells := []doc.Cell{count(row + 1), {Text: u.Name, Style: doc.CellLabel, Link: u.Annex}, centred(u.Kind)}
		for _, p := range t.paths {
			cells = append(cells, t.homeCell(u, p, row))
		}
		t.add(cells...)
	}
	if t.spec.Total != "" {
		cells := []doc.Cell{{Text: t.spec.Total, Style: doc.CellTotal}, {Style: doc.CellTotal}, {Style: doc.CellTotal}}
		for _, p := range t.paths {
			cells = append(cells, t.total(p, ""))
		}
		t.add(cells...)
	}
}

// homeCell is a figure where it lives: typed, or a rate computed in its row.
func (t *table) homeCell(u *Unit, path string, row int) doc.Cell {
	f, ok := u.Figures[path]
	if !ok {
		return doc.Cell{Style: doc.CellFigure}
	}
	cell := doc.Cell{Number: f.Value, Format: format(f), Style: doc.CellFigure}
	if num, den, quotient := t.d.quotient(path); quotient && f.Derived {
		if formula := t.rowRate(num, den, row); formula != "" {
			cell.Formula, cell.Style = formula, doc.CellResult
		}
	}
	return cell
}

// rowRate is num / den over the figures of one unit's row; "" when a figure of it
// has no column.
func (b *book) rowRate(num, den relation.Expr, row int) string {
	here := func(path string, sum bool) (string, bool) {
		return at(b.columns[path], b.homeFirst+row), b.has(path) && !sum
	}
	n, okN := relation.Formula(num, here)
	m, okM := relation.Formula(den, here)
	if !okN || !okM {
		return ""
	}
	return fmt.Sprintf(`IF(%s=0,"—",(%s)/(%s))`, m, n, m)
}

// byKind is one row a kind with sums under the package's columns.
func (t *table) byKind() {
	var heads []string
	var widths []int
	for _, c := range t.spec.Columns {
		heads = append(heads, c.Head)
		widths = append(widths, max(c.Width, 10, 2*len([]rune(c.Head))))
	}
	t.head(heads, widths)
	for _, k := range t.d.Package.Kinds {
		if slices.ContainsFunc(t.units, func(u *Unit) bool { return u.Kind == k.Name }) {
			t.add(t.totals(k.Name, k.Name)...)
		}
	}
	if t.spec.Total != "" {
		t.add(t.totals(t.spec.Total, "")...)
	}
}
