// rank.go makes the sheets that compare: rates with their rank, this year and last.
package rollup

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"sort"

	"nianbao/render/doc"
	"nianbao/templates"
)

// outstanding is how many units at either end of a ranking stand out.
const outstanding = 3

// ranking shows chosen rates, each with the ranks of the column before it. Equal
// values share a rank; a unit without the figure has none. The first three are
// bold, the last three turn red.
func (t *table) ranking() bool {
	t.columns = t.ranked()
	if !slices.ContainsFunc(t.columns, func(c templates.SummaryColumn) bool { return c.Shows == "名次" }) {
		return false
	}
	t.head()
	first, last := t.next(), t.next()+len(t.units)-1
	ranks := make([][]int, len(t.columns))
	for c, col := range t.columns {
		if col.Shows == "名次" {
			ranks[c] = rank(t.units, func(u *Unit) *big.Rat { return rated(u, t.columns[c-1]) })
		}
	}
	columns := t.columns
	t.many(len(t.units), func(row int) []doc.Cell {
		cells := make([]doc.Cell, len(columns))
		for c, col := range columns {
			switch col.Shows {
			case "指标":
				cells[c] = t.value(col.Path, row)
			case "名次":
				cells[c] = rankCell(c, first+row, ranks[c][row], first, last)
			default:
				cells[c], _ = t.ofUnit(t.units[row], row+1, col.Shows)
			}
		}
		return cells
	})
	return true
}

// ranked are the columns shown: figures fewer than two units gave cannot be ranked
// and are left out with their rank.
func (t *table) ranked() []templates.SummaryColumn {
	var out []templates.SummaryColumn
	for i, col := range t.columns {
		of := col
		if col.Shows == "名次" && i > 0 {
			of = t.columns[i-1]
		}
		given := 0
		for _, u := range t.units {
			if rated(u, of) != nil {
				given++
			}
		}
		if given > 1 || of.Shows != "指标" && col.Shows != "名次" {
			out = append(out, col)
		}
	}
	return out
}

// rated is the value of a unit by which a column ranks, nil for none.
func rated(u *Unit, col templates.SummaryColumn) *big.Rat {
	switch {
	case col.Shows == "完整率" && u.Needed > 0:
		return big.NewRat(int64(u.Filled), int64(u.Needed))
	case col.Shows == "指标":
		f, _ := u.Figures.Get(col.Path)
		return f.Value
	}
	return nil
}

// rank gives each unit its rank by value, the highest first; 0 without a value.
func rank(units []*Unit, value func(*Unit) *big.Rat) []int {
	values := make([]*big.Rat, len(units))
	var sorted []*big.Rat
	for i, u := range units {
		if values[i] = value(u); values[i] != nil {
			sorted = append(sorted, values[i])
		}
	}
	slices.SortFunc(sorted, func(a, b *big.Rat) int { return b.Cmp(a) })
	out := make([]int, len(units))
	for i, v := range values {
		if v != nil {
			out[i] = 1 + sort.Search(len(sorted), func(k int) bool { return sorted[k].Cmp(v) <= 0 })
		}
	}
	return out
}

// rankCell is the rank of the figure left of column c in sheet row r.
func rankCell(c, r, rank, first, last int) doc.Cell {
	if rank == 0 {
		return doc.Cell{Style: doc.CellResult}
	}
	mine, span := at(c-1, r-1), fmt.Sprintf("%s$%d:%s$%d", doc.Column(c-1), first, doc.Column(c-1), last)
	cell := doc.Cell{Number: big.NewRat(int64(rank), 1), Formula: fmt.Sprintf("RANK(%s,%s)", mine, span), Style: doc.CellResult, Center: true}
	if rank <= outstanding {
		cell.Style = doc.CellTotal
	}
	cell.Alert = fmt.Sprintf("AND(%s>%d,RANK(%s,%s,1)<=%d)", at(c, r-1), outstanding, mine, span, outstanding)
	return cell
}

// yearByYear shows this year and last for every chosen figure a unit has both of.
func (t *table) yearByYear() bool {
	type pair struct{ unit, path int32 } // of a province there are a million
	var pairs []pair
	for row, u := range t.units {
		for k, p := range t.spec.Paths {
			if _, lives := t.last[p]; u.Figures.Has(p) && u.Last.Has(p) && lives {
				pairs = append(pairs, pair{int32(row), int32(k)})
			}
		}
	}
	if len(pairs) == 0 {
		return false
	}
	t.head()
	first, columns := t.next()-1, t.columns
	t.many(len(pairs), func(k int) []doc.Cell {
		cell := t.comparison(int(pairs[k].unit), first+k, t.spec.Paths[pairs[k].path])
		return made(columns, cell)
	})
	return true
}

// comparison gives the cells of row r (from 0), one figure of a unit this year and last.
func (t *table) comparison(row, r int, path string) func(word string) doc.Cell {
	u, a := t.units[row], t.d.about(path)
	refs := func() (n, m, diff string) {
		n, m = t.ref(t.place[path], row), t.ref(t.last[path], row)
		if c := t.column("本年"); c >= 0 {
			n = at(c, r)
		}
		if c := t.column("上年"); c >= 0 {
			m = at(c, r)
		}
		diff = fmt.Sprintf("(%s-%s)", n, m)
		if c := t.column("增减"); c >= 0 {
			diff = at(c, r)
		}
		return n, m, diff
	}
	return func(word string) doc.Cell {
		now, _ := u.Figures.Get(path)
		last, _ := u.Last.Get(path)
		switch word {
		case "名称":
			return text(a.indicator)
		case "路径":
			return text(path)
		case "量词":
			return centred(cmp.Or(now.how().Measure, a.measure))
		case "本年":
			return t.value(path, row)
		case "上年":
			return doc.Cell{Number: last.Value, Formula: t.ref(t.last[path], row), Format: format(last), Style: doc.CellResult}
		case "增减":
			n, m, _ := refs()
			return doc.Cell{Number: new(big.Rat).Sub(now.Value, last.Value), Formula: n + "-" + m, Style: doc.CellResult}
		case "同比":
			n, m, diff := refs()
			cell := changeCell(now, last, n, m, diff)
			if t.spec.Watch != nil {
				self := at(t.column("同比"), r)
				cell.Alert = fmt.Sprintf("AND(ISNUMBER(%s),ABS(N(%s))>%s)", self, self, t.spec.Watch.FloatString(6))
			}
			return cell
		}
		cell, _ := t.ofUnit(u, row+1, word)
		return cell
	}
}
