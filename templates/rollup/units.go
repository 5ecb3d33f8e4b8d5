// units.go makes the sheets that go unit by unit: the list, all data, by kind.
package rollup

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/relation"
)

// ofUnit is a fact about a unit: what a column shows whatever the sheet. n is its number in the list,
// from 1. False when the word is no fact about a unit.
func (b *book) ofUnit(u *Unit, n int, word string) (doc.Cell, bool) {
	switch word {
	case "序号":
		return count(n), true
	case "单位":
		return doc.Cell{Text: u.Name, Style: doc.CellLabel}, true
	case "文件":
		return text(u.File), true
	case "类型":
		return centred(u.Kind), true
	case "上级":
		return text(u.Superior), true
	case "计入":
		if u.top {
			return centred(yes), true
		}
		return centred(no), true
	case "年度":
		return count(u.Year), true
	case "期限":
		return centred(u.Due), true
	case "报送日期":
		return centred(u.Received), true
	case "状态":
		what, _ := u.trouble()
		return centred(strings.Join(what, "、")), true
	case "说明":
		_, why := u.trouble()
		return text(strings.Join(why, "；")), true
	case "按期":
		return centred(u.inTime()), true
	case "完整率":
		if u.Needed == 0 {
			return centred("—"), true
		}
		return doc.Cell{Number: big.NewRat(int64(u.Filled), int64(u.Needed)), Format: "0%", Style: doc.CellText, Center: true}, true
	case "错误数":
		return count(u.Errors), true
	case "警告数":
		return count(u.Warnings), true
	case "提示数":
		return count(u.Tips), true
	case "部分":
		return centred(strconv.Itoa(u.PartsGiven) + "/" + strconv.Itoa(u.Parts)), true
	case "指纹":
		return text(u.SHA256), true
	}
	return text(""), false
}

func (u *Unit) inTime() string {
	switch {
	case u.Received == "":
		return "未填"
	case u.Late:
		return "迟报"
	}
	return "按期"
}

// unitList is one row a unit with the columns the package chooses, then totals.
func (t *table) unitList() bool {
	t.head()
	first := t.next()
	t.many(len(t.units), func(row int) []doc.Cell { return t.unitRow(t.units[row], row) })
	last := t.next() - 1
	if last < first {
		t.none("没有计入的单位")
		return true
	}
	if t.spec.Total != "" {
		t.add(t.totals(t.spec.Total, "")...)
	}
	if t.spec.Median != "" {
		t.medians(first, last)
	}
	return true
}

// unitRow is a unit in the list.
func (t *table) unitRow(u *Unit, row int) []doc.Cell {
	cells := make([]doc.Cell, len(t.columns))
	for c, col := range t.columns {
		switch col.Shows {
		case "指标":
			cells[c] = t.value(col.Path, row)
		case "同比":
			cells[c] = t.unitChange(u, col.Path, row)
		default:
			cells[c], _ = t.ofUnit(u, row+1, col.Shows)
		}
	}
	if c := t.column("单位"); c >= 0 {
		cells[c].Link = t.linked(row).Report
	}
	return cells
}

// unitChange is 同比 of a unit's figure, over the cells both years live in.
func (t *table) unitChange(u *Unit, path string, row int) doc.Cell {
	now, ok := u.Figures.Get(path)
	last, okLast := u.Last.Get(path)
	if _, lives := t.last[path]; !ok || !okLast || !lives {
		return doc.Cell{Text: "—", Style: doc.CellResult, Center: true}
	}
	n, m := t.ref(t.place[path], row), t.ref(t.last[path], row)
	return changeCell(now, last, n, m, fmt.Sprintf("(%s-%s)", n, m))
}

// changeCell is (now − last) / last; diff is the formula of the difference.
func changeCell(now, last Figure, n, m, diff string) doc.Cell {
	c := doc.Cell{Formula: fmt.Sprintf(`IF(%s=0,"—",%s/%s)`, m, diff, m), Format: percent, Style: doc.CellResult}
	if last.Value.Sign() == 0 {
		c.Text, c.Center = "—", true
		return c
	}
	d := new(big.Rat).Sub(now.Value, last.Value)
	c.Number = d.Quo(d, last.Value)
	return c
}

// totals is a row of sums over the units of a kind under the columns of the sheet.
func (t *table) totals(label, kind string) []doc.Cell {
	cells := make([]doc.Cell, len(t.columns))
	for c, col := range t.columns {
		cells[c].Style = doc.CellTotal
		switch {
		case c == t.labelColumn():
			cells[c].Text = label
		case col.Shows == "指标":
			cells[c] = t.total(col.Path, kind)
		case col.Shows == "同比":
			cells[c] = t.change(col.Path, kind)
		case col.Shows == "家数" && kind == "":
			cells[c].Number = big.NewRat(int64(len(t.units)), 1)
			cells[c].Formula = fmt.Sprintf("ROWS(%s)", t.fact("类型"))
		case col.Shows == "家数":
			cells[c].Number = big.NewRat(int64(len(t.over(scope{kinds: []string{kind}, limited: true}))), 1)
			cells[c].Formula = fmt.Sprintf("COUNTIF(%s,%s)", t.fact("类型"), literal("="+pattern(kind)))
		}
	}
	return cells
}

// byKind is one row a kind with sums under the package's columns.
func (t *table) byKind() bool {
	if len(t.units) == 0 {
		return false
	}
	t.head()
	t.sheet.Filter = 0
	for _, k := range t.d.Package.Kinds {
		if slices.ContainsFunc(t.units, func(u *Unit) bool { return u.Kind == k.Name }) {
			t.add(t.totals(k.Name, k.Name)...)
		}
	}
	if t.spec.Total != "" {
		t.add(t.totals(t.spec.Total, "")...)
	}
	return true
}

// allData is every figure of every unit: the home of all figures, this year's and
// those of last year other sheets compare with.
func (t *table) allData() bool {
	if len(t.units) == 0 {
		return false
	}
	t.dataHead()
	home := &t.homes[t.page]
	t.many(len(t.units), func(row int) []doc.Cell { return t.dataRow(home, t.units[row], row) })
	if t.spec.Total != "" {
		cells := make([]doc.Cell, len(t.lead))
		for i := range cells {
			cells[i].Style = doc.CellTotal
		}
		cells[t.labelColumn()].Text = t.spec.Total
		for _, p := range t.homes[t.page].paths {
			cells = append(cells, t.total(p, ""))
			if _, ok := t.last[p]; ok {
				cells = append(cells, doc.Cell{Style: doc.CellTotal})
			}
		}
		t.add(cells...)
	}
	return true
}

// dataRow is a unit in a sheet of all data.
func (t *table) dataRow(home *home, u *Unit, row int) []doc.Cell {
	cells := make([]doc.Cell, 0, len(t.sheet.Widths))
	for _, c := range t.lead {
		cell, _ := t.ofUnit(u, row+1, c.Shows)
		cells = append(cells, cell)
	}
	if c := t.column("单位"); c >= 0 {
		cells[c].Link = t.linked(row).Annex
	}
	for _, p := range home.paths {
		cells = append(cells, t.homeCell(u, p, row))
		if _, ok := t.last[p]; ok {
			f, given := u.Last.Get(p)
			cell := doc.Cell{Style: doc.CellFigure}
			if given {
				cell.Number, cell.Format = f.Value, format(f)
			}
			cells = append(cells, cell)
		}
	}
	return cells
}

// dataHead is the two rows of heads: what the figures are called, their 量词.
func (t *table) dataHead() {
	lead := t.columns
	const width = 10
	for _, p := range t.homes[t.page].paths {
		name := t.d.about(p).indicator
		t.columns = append(t.columns, templates.SummaryColumn{Head: name, Width: width})
		if _, ok := t.last[p]; ok {
			t.columns = append(t.columns, templates.SummaryColumn{Head: strings.ReplaceAll(t.spec.LastHead, "{{指标}}", name), Width: width})
		}
	}
	t.head()
	cells := make([]doc.Cell, len(t.columns))
	for i := range cells {
		cells[i].Style = doc.CellHead
	}
	for _, p := range t.homes[t.page].paths {
		cells[t.place[p].column].Text = t.d.about(p).measure
		if s, ok := t.last[p]; ok {
			cells[s.column].Text = t.d.about(p).measure
		}
	}
	t.add(cells...)
	t.columns = lead
	t.sheet.Head = t.rows
	t.sheet.Filter = t.sheet.Head
}

// homeCell is a figure where it lives: typed, a rate computed in its row, or added
// up from the rows of the units below.
func (t *table) homeCell(u *Unit, path string, row int) doc.Cell {
	f, ok := u.Figures.Get(path)
	if !ok {
		return doc.Cell{Style: doc.CellFigure}
	}
	cell := doc.Cell{Number: f.Value, Format: format(f), Style: doc.CellFigure}
	a := t.d.about(path)
	switch {
	case a.rate && f.Derived:
		cell.Formula = t.rowRate(a, row, t.place[path].home)
	case f.Below && !a.rate:
		cell.Formula = t.addBelow(u, path)
	}
	if cell.Formula != "" || f.Derived {
		cell.Style = doc.CellResult
	}
	return cell
}

// rowRate is num / den over the figures of one unit's row, in a cell of sheet home;
// "" when a figure of it has no column.
func (b *book) rowRate(a *meaning, row, home int) string {
	if a.num == nil {
		return ""
	}
	cell := func(path string) string {
		if s := b.place[path]; s.home == home {
			return at(s.column, b.first+row)
		}
		return b.ref(b.place[path], row)
	}
	here := func(path string, sum bool) (string, bool) {
		if !sum {
			return cell(path), b.has(path)
		}
		var cells []string
		for _, p := range b.d.addends(path) {
			if b.has(p) {
				cells = append(cells, cell(p))
			}
		}
		return strings.Join(cells, ","), len(cells) > 0
	}
	n, okN := relation.Formula(a.num, here)
	m, okM := relation.Formula(a.den, here)
	if !okN || !okM {
		return ""
	}
	return fmt.Sprintf(`IF(%s=0,"—",(%s)/(%s))`, m, n, m)
}
