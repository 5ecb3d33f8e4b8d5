// total.go makes the cells that go over many units: sums, largest, rates, changes.
package rollup

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates/relation"
)

// scope is the units a total goes over: those of one kind, or all that count.
type scope struct {
	kinds   []string // nil and limited: none
	limited bool
	tops    bool // without units another one stands for
}

// scope of a total of path. The total of a kind is the sum of all its units; only
// the total of all leaves out what a superior does not count (计入, 上级).
func (b *book) scope(path, kind string) scope {
	if kind != "" {
		return scope{kinds: []string{kind}, limited: true}
	}
	a := b.d.about(path)
	return scope{kinds: a.kinds, limited: a.limited, tops: b.deep}
}

// over are the units of a scope.
func (b *book) over(s scope) []*Unit {
	if !s.limited && !s.tops {
		return b.units
	}
	var out []*Unit
	for _, u := range b.units {
		if (u.top || !s.tops) && (!s.limited || slices.Contains(s.kinds, u.Kind)) {
			out = append(out, u)
		}
	}
	return out
}

// mask is a product that is 1 for the units of a scope, with a * behind it; "" is
// all units.
func (b *book) mask(s scope) string {
	out := ""
	if s.tops {
		out = fmt.Sprintf(`(%s="%s")*`, b.fact("计入"), yes)
	}
	if s.limited {
		var parts []string
		for _, k := range s.kinds {
			parts = append(parts, fmt.Sprintf(`(%s=%s)`, b.fact("类型"), literal(k)))
		}
		out += "(" + strings.Join(parts, "+") + ")*"
	}
	return out
}

// What the column 计入 says.
const (
	yes = "是"
	no  = "否"
)

// sum adds a column over a scope.
func (b *book) sum(column string, s scope) string {
	if !s.limited && !s.tops {
		return "SUM(" + column + ")"
	}
	tops := ""
	if s.tops {
		tops = fmt.Sprintf(`,%s,"%s"`, b.fact("计入"), yes)
	}
	if !s.limited {
		return "SUMIFS(" + column + tops + ")"
	}
	var parts []string
	for _, k := range s.kinds {
		parts = append(parts, fmt.Sprintf(`SUMIFS(%s%s,%s,%s)`, column, tops, b.fact("类型"), literal("="+pattern(k))))
	}
	return strings.Join(parts, "+")
}

// pattern keeps * ? ~ in a criterion from standing for other characters.
func pattern(s string) string { return strings.NewReplacer("~", "~~", "*", "~*", "?", "~?").Replace(s) }

// total is the cell that adds up a path over the units of a kind; "" is all.
func (b *book) total(path, kind string) doc.Cell {
	cell := doc.Cell{Style: doc.CellTotal}
	a, s := b.d.about(path), b.scope(path, kind)
	if !b.has(path) && a.num == nil { // a rate may follow although no unit's own does
		return cell
	}
	if s.limited && len(s.kinds) == 0 {
		return cell
	}
	sum, ok := b.d.Add(path, b.over(s))
	switch {
	case a.rate:
		cell.Formula, cell.Format = b.rate(a, s), percent
		if !ok && cell.Formula != "" {
			cell.Text, cell.Center = "—", true
		}
	case !a.sums():
		return cell
	case a.adds == addMax:
		cell.Formula = fmt.Sprintf("MAX(%s)", b.span(b.place[path]))
		if m := b.mask(s); m != "" {
			cell.Formula = fmt.Sprintf("SUMPRODUCT(MAX(%s%s))", m, b.span(b.place[path]))
		}
	default:
		cell.Formula = b.sum(b.span(b.place[path]), s)
	}
	if ok {
		cell.Number = sum.Value
	} else if !a.rate {
		return doc.Cell{Style: doc.CellTotal} // nobody gave it
	}
	switch {
	case sum.Approx && a.rate:
		cell.Format = approximateRate
	case sum.Approx:
		cell.Format = approximate
	}
	return cell
}

// rate is a rate as the quotient of sums over the units that gave both sides; ""
// when that cannot be written over columns.
func (b *book) rate(a *meaning, s scope) string {
	if a.num == nil {
		return ""
	}
	top, given, ok := b.array(a.num)
	below, more, ok2 := b.array(a.den)
	if !ok || !ok2 {
		return ""
	}
	both := b.mask(s) + strings.Join(distinct(append(given, more...)), "*")
	n, m := fmt.Sprintf("SUMPRODUCT(%s,%s)", both, top), fmt.Sprintf("SUMPRODUCT(%s,%s)", both, below)
	return fmt.Sprintf(`IF(%s=0,"—",%s/%s)`, m, n, m)
}

// array writes an expression over whole columns, with the conditions under which a
// unit gave it; false when a figure has no column.
func (b *book) array(e relation.Expr) (text string, given []string, ok bool) {
	switch e := e.(type) {
	case relation.Ref:
		if !b.has(e.Path) || b.d.about(e.Path).rate {
			return "", nil, false // the cell of a rate may hold a word
		}
		column := b.span(b.place[e.Path])
		return column, []string{"ISNUMBER(" + column + ")"}, true
	case relation.Sum:
		var cells, some []string
		for _, p := range b.d.addends(e.Path) {
			if b.has(p) {
				cells = append(cells, b.span(b.place[p]))
				some = append(some, "ISNUMBER("+b.span(b.place[p])+")")
			}
		}
		if len(cells) == 0 {
			return "", nil, false
		}
		if len(cells) == 1 {
			return cells[0], some, true
		}
		return "(" + strings.Join(cells, "+") + ")", []string{"((" + strings.Join(some, "+") + ")>0)"}, true
	case relation.Bin:
		l, given, ok := b.array(e.L)
		r, more, ok2 := b.array(e.R)
		return "(" + l + string(e.Op) + r + ")", append(given, more...), ok && ok2 && e.Op != '/'
	case relation.Num:
		return e.Value.FloatString(9), nil, true
	}
	return "", nil, false
}

func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// change is 同比 of the sum over the units of a scope that gave both years.
func (b *book) change(path, kind string) doc.Cell {
	cell := doc.Cell{Style: doc.CellTotal, Center: true}
	column, ok := b.last[path]
	a, s := b.d.about(path), b.scope(path, kind)
	if !ok || a.adds != addSum || s.limited && len(s.kinds) == 0 {
		return cell
	}
	now, last := new(big.Rat), new(big.Rat)
	for _, u := range b.over(s) {
		f, ok := u.Figures.Get(path)
		g, okLast := u.Last.Get(path)
		if ok && okLast {
			now.Add(now, f.Value)
			last.Add(last, g.Value)
		}
	}
	this, before := b.span(b.place[path]), b.span(column)
	both := fmt.Sprintf("%sISNUMBER(%s)*ISNUMBER(%s)", b.mask(s), this, before)
	n, m := fmt.Sprintf("SUMPRODUCT(%s,%s)", both, this), fmt.Sprintf("SUMPRODUCT(%s,%s)", both, before)
	cell.Formula = fmt.Sprintf(`IF(%s=0,"—",(%s-%s)/%s)`, m, n, m, m)
	if last.Sign() == 0 {
		cell.Text = "—"
		return cell
	}
	cell.Center, cell.Format = false, percent
	cell.Number = now.Sub(now, last).Quo(now, last)
	return cell
}

// addBelow is the formula of a figure added up from the units below a superior, in the
// sheet of all data itself: their very cells, so that no cell stands on its own. It is ""
// when they are scattered over too many rows.
func (b *book) addBelow(u *Unit, path string) string {
	a := b.d.about(path)
	var runs []string
	rows := slices.DeleteFunc(slices.Clone(b.below[u]), func(row int) bool { return !a.counts(b.units[row].Kind) })
	for i := 0; i < len(rows); {
		j := i
		for j+1 < len(rows) && rows[j+1] == rows[j]+1 {
			j++
		}
		run := at(b.place[path].column, b.first+rows[i])
		if j > i {
			run += ":" + at(b.place[path].column, b.first+rows[j])
		}
		runs = append(runs, run)
		i = j + 1
	}
	fn := "SUM"
	if a.adds == addMax {
		fn = "MAX"
	}
	const most = 250 // arguments a function takes
	if len(runs) > most {
		var parts []string
		for part := range slices.Chunk(runs, most) {
			parts = append(parts, fn+"("+strings.Join(part, ",")+")")
		}
		runs = parts
	}
	formula := fn + "(" + strings.Join(runs, ",") + ")"
	if len(formula) > longestFormula {
		return ""
	}
	return formula
}

// longestFormula is how many characters a formula has room for in Excel; the figure that
// would have a longer one stands alone.
const longestFormula = 8192

// median of values, which must not be empty.
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

// medians is the row of medians of the columns of figures.
func (t *table) medians(first, last int) {
	cells := make([]doc.Cell, len(t.columns))
	for c, col := range t.columns {
		cells[c].Style = doc.CellTotal
		if c == t.labelColumn() {
			cells[c].Text = t.spec.Median
		}
		if col.Shows != "指标" {
			continue
		}
		var values []*big.Rat
		for _, u := range t.units {
			if f, ok := u.Figures.Get(col.Path); ok {
				values = append(values, f.Value)
			}
		}
		if len(values) == 0 {
			continue
		}
		cells[c].Number = median(values)
		cells[c].Formula = "MEDIAN(" + doc.Column(c) + strconv.Itoa(first) + ":" + doc.Column(c) + strconv.Itoa(last) + ")"
		if t.d.about(col.Path).rate {
			cells[c].Format = percent
		}
	}
	t.add(cells...)
}
