// add.go adds figures up over units as the package says they add.
package rollup

import (
	"math/big"
	"slices"
	"strings"

	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

// How a field adds up over units (相加).
const (
	addSum = "和"
	addMax = "最大"
)

// meaning is what the package says about one path.
type meaning struct {
	field     *data.Field // nil for an unknown one
	rate      bool
	adds      string // 和, 最大, or another word for what does not add
	limited   bool   // only kinds count for a superior (计入)
	kinds     []string
	num, den  relation.Expr // of a rate the package derives, else nil
	indicator string        // what it is called in a head
	measure   string
}

// about looks up a path, once.
func (d *District) about(path string) *meaning {
	if a := d.known[path]; a != nil {
		return a
	}
	if d.known == nil {
		d.known = map[string]*meaning{}
	}
	a := &meaning{indicator: path}
	d.known[path] = a
	parts := strings.SplitN(path, ".", 3)
	if len(parts) > 1 {
		a.field = d.Package.Schema.Field(parts[0] + "." + parts[1])
	}
	if a.field == nil {
		return a
	}
	f := a.field
	a.adds, a.kinds, a.limited = f.Adds, f.CountedFrom, len(f.CountedFrom) > 0
	a.rate, a.measure, a.indicator = f.Type == data.Rate, f.Measure(), f.Indicator
	if len(parts) > 2 {
		a.part(parts[2])
	}
	if a.rate {
		a.measure = "%"
		d.quotient(path, a)
	}
	return a
}

// part works out a total, a member or a cell of a field.
func (a *meaning) part(rest string) {
	f := a.field
	switch f.Type {
	case data.Table:
		a.indicator += rest
	case data.Group:
		a.indicator += "：" + rest
		for i, m := range f.Members {
			if m.Name == rest {
				a.rate = m.Type == data.Rate
				a.measure = f.Member(i).Measure()
				if f.Adds == addSum {
					a.adds = m.Adds
				}
			}
		}
	case data.Matrix:
		row, col, _ := strings.Cut(rest, ".")
		name := row + "·" + col
		if len(f.Rows) == 1 {
			name = col
		} else if len(f.Cols) == 1 {
			name = row
		}
		a.indicator += "：" + name
	}
}

// quotient finds the relation that makes a rate of two other figures. A unit counts
// for it only where it counts for every figure in it.
func (d *District) quotient(path string, a *meaning) {
	for i := range d.Package.Relations {
		r := &d.Package.Relations[i]
		if p, derives := r.Derives(); !derives || p != path || !r.IsRate() {
			continue
		}
		b := r.Right.(relation.Bin)
		a.num, a.den = b.L, b.R
		a.limited, a.kinds = false, nil
		relation.Paths(r.Right, func(p string, _ bool) {
			if p == path {
				return
			}
			switch o := d.about(p); {
			case !o.limited:
			case !a.limited:
				a.limited, a.kinds = true, o.kinds
			default:
				a.kinds = slices.DeleteFunc(slices.Clone(a.kinds), func(k string) bool { return !slices.Contains(o.kinds, k) })
			}
		})
		return
	}
}

// counts tells whether figures of a kind go into a superior's sum (计入).
func (a *meaning) counts(kind string) bool { return !a.limited || slices.Contains(a.kinds, kind) }

// sums tells whether figures of units add up to one, as a sum or the largest.
func (a *meaning) sums() bool { return a.field != nil && (a.adds == addSum || a.adds == addMax) }

// operand gives a unit's figures to an expression.
func (d *District) operand(u *Unit) func(path string, sum bool) (relation.Operand, bool) {
	return func(path string, sum bool) (relation.Operand, bool) {
		if !sum {
			f, ok := u.Figures.Get(path)
			return relation.Operand{Value: f.Value, Approx: f.Approx}, ok
		}
		o, any := relation.Operand{Value: new(big.Rat)}, false
		for _, p := range d.addends(path) {
			if f, ok := u.Figures.Get(p); ok {
				o.Value.Add(o.Value, f.Value)
				o.Approx, any = o.Approx || f.Approx, true
			}
		}
		return o, any
	}
}

// addends are the paths Σ path adds up: the total of a 表, cells of a 矩阵
// (data.Field.Addends).
func (d *District) addends(path string) []string {
	f := d.about(path).field
	if f == nil || f.Type != data.Matrix {
		return []string{path + "." + ledger.Total}
	}
	return f.Addends(path)
}

// Sum is what units add up to for one path.
type Sum struct {
	Value  *big.Rat
	Approx bool
	Given  int // units that gave it
}

func (s *Sum) take(v *big.Rat, approx bool, adds string) {
	s.Given++
	switch {
	case s.Value == nil:
		s.Value, s.Approx = new(big.Rat).Set(v), approx
	case adds == addMax:
		if v.Cmp(s.Value) > 0 {
			s.Value, s.Approx = new(big.Rat).Set(v), approx
		}
	default:
		s.Value.Add(s.Value, v)
		s.Approx = s.Approx || approx
	}
}

// Add adds up one path over units by the rule of its field: 和, 最大, or nothing for
// 不加 and 本级. A rate is the quotient of sums over the units that gave both sides.
// Whether a unit counts for a superior (计入) is for the caller to say.
func (d *District) Add(path string, units []*Unit) (Sum, bool) {
	a := d.about(path)
	if a.rate {
		return d.addRate(a, units)
	}
	var s Sum
	for _, u := range units {
		if g, ok := u.Figures.Get(path); ok {
			s.take(g.Value, g.Approx, a.adds)
		}
	}
	if !a.sums() {
		s.Value = nil
	}
	return s, s.Value != nil
}

func (d *District) addRate(a *meaning, units []*Unit) (Sum, bool) {
	var s Sum
	if a.num == nil {
		return s, false
	}
	top, below := new(big.Rat), new(big.Rat)
	for _, u := range units {
		n, m := relation.Eval(a.num, d.operand(u)), relation.Eval(a.den, d.operand(u))
		if n.Value == nil || m.Value == nil {
			continue
		}
		s.Given++
		s.Approx = s.Approx || n.Approx || m.Approx
		top.Add(top, n.Value)
		below.Add(below, m.Value)
	}
	if s.Given == 0 || below.Sign() == 0 {
		return s, false
	}
	s.Value = top.Quo(top, below)
	return s, true
}

// both tells whether a unit gave both sides of a rate.
func (d *District) both(a *meaning, u *Unit) bool {
	return relation.Eval(a.num, d.operand(u)).Value != nil && relation.Eval(a.den, d.operand(u)).Value != nil
}

// counting are the units whose figure of path goes into the sum of all.
func (d *District) counting(path string, units []*Unit) []*Unit {
	a := d.about(path)
	var out []*Unit
	for _, u := range units {
		if u.top && a.counts(u.Kind) {
			out = append(out, u)
		}
	}
	return out
}

// Paths lists, in the package's order, every figure some unit gave.
func (d *District) Paths(units []*Unit) []string {
	given := map[string]bool{}
	for _, u := range units {
		for p := range u.Figures.Paths() {
			given[p] = true
		}
	}
	var out []string
	for _, f := range d.Package.Schema.Fields {
		for _, c := range d.single(f) {
			if given[c] {
				out = append(out, c)
			}
		}
	}
	return out
}

// single lists the paths of the single figures of a field.
func (d *District) single(f *data.Field) []string {
	switch f.Type {
	case data.Table:
		return []string{f.Path() + "." + ledger.Total}
	case data.Matrix:
		return f.AllCells()
	case data.Group:
		var out []string
		for _, m := range f.Members {
			out = append(out, f.Path()+"."+m.Name)
		}
		return out
	}
	return []string{f.Path()}
}
