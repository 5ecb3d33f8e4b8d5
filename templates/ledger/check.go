package ledger

import (
	"math/big"
	"slices"

	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// Outcome is one relation as it stands for the unit.
type Outcome struct {
	Relation    *relation.Relation
	Left, Right *big.Rat
	Rounded     int  // a typed rate is compared at its own decimals (of the value, not the percent); -1 otherwise
	Approx      bool // a side is approximate
	Derived     bool // the left side was derived by this very relation
	Holds       bool
	// BroughtIn: every figure typed stands in another file, a roll-up (汇入). Sums
	// over different units need not agree, and there is nothing here to put right.
	BroughtIn bool
}

// Outcomes evaluates every relation whose figures are all there and that nothing
// excuses.
func (l *Ledger) Outcomes() []Outcome {
	var out []Outcome
	for i := range l.Package.Relations {
		r := &l.Package.Relations[i]
		if l.excused(r) {
			continue
		}
		left, right := relation.Eval(r.Left, l.Operand), relation.Eval(r.Right, l.Operand)
		if left.Value == nil || right.Value == nil {
			continue
		}
		o := Outcome{Relation: r, Left: left.Value, Right: right.Value, Rounded: -1, Approx: left.Approx || right.Approx}
		want := right.Value
		if ref, ok := r.Left.(relation.Ref); ok && r.Cmp == relation.Equal { // of whatever level
			e, _ := l.Get(ref.Path)
			o.Derived = e.By == r
			if e.Fig.Percent && !e.Derived {
				o.Rounded = e.Fig.Decimals + 2
				want = Round(want, o.Rounded)
			}
		}
		o.Holds = r.Cmp.Holds(left.Value, want, r.Tolerance)
		o.BroughtIn = l.broughtIn(r)
		out = append(out, o)
	}
	return out
}

// excused tells that a figure named by 除非 is filled: with cases carried over from
// last year, say, more may end than began. A 0 excuses nothing.
func (l *Ledger) excused(r *relation.Relation) bool {
	return slices.ContainsFunc(r.Unless, func(path string) bool {
		o, ok := l.Operand(path, false)
		return ok && o.Value.Sign() != 0
	})
}

// Unchecked is a rate the unit typed that nothing can be held against: its relation
// lacks figures, or divides by 0.
type Unchecked struct {
	Entry   Entry
	By      *relation.Relation
	Missing []string // paths of the relation that are not filled
	Zero    bool     // the divisor is 0
}

// Unchecked lists the typed rates that have a relation in the package which cannot
// be worked out. A rate another relation does give is not among them.
func (l *Ledger) Unchecked() []Unchecked {
	var out []Unchecked
	given := map[string]bool{}
	for i := range l.Package.Relations {
		r := &l.Package.Relations[i]
		path, ok := r.Derives()
		e, filled := l.Get(path)
		if !ok || !r.IsRate() || !filled || e.Derived || given[path] || l.excused(r) {
			continue
		}
		res := relation.Eval(r.Right, l.Operand)
		given[path] = res.Value != nil
		known := slices.ContainsFunc(out, func(u Unchecked) bool { return u.Entry.Path == path })
		if res.Value == nil && !known && !slices.ContainsFunc(res.Missing, l.Refused) {
			out = append(out, Unchecked{e, r, res.Missing, res.Zero && len(res.Missing) == 0})
		}
	}
	return slices.DeleteFunc(out, func(u Unchecked) bool { return given[u.Entry.Path] })
}

// Round rounds v half up (away from zero) to n decimal places.
func Round(v *big.Rat, n int) *big.Rat {
	r, _ := new(big.Rat).SetString(data.FormatRat(v, n, false))
	return r
}

// Figures are the unit's figures a relation speaks of, left side first, Σ taken apart.
func (l *Ledger) Figures(r *relation.Relation) []Entry {
	var out []Entry
	look := func(path string, sum bool) {
		if e, ok := l.Get(path); ok {
			out = append(out, e)
		}
		out = append(out, l.Summands(path)...)
	}
	relation.Paths(r.Left, look)
	relation.Paths(r.Right, look)
	return out
}

// broughtIn tells whether all figures of r that were typed were typed elsewhere.
func (l *Ledger) broughtIn(r *relation.Relation) bool {
	here, there := 0, 0
	for _, e := range l.Figures(r) {
		switch {
		case e.Pos.Line == 0:
		case e.Pos.File == l.Unit.Source.Name:
			here++
		default:
			there++
		}
	}
	return there > 0 && here == 0
}
