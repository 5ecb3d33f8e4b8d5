package ledger

import (
	"math/big"

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
}

// Outcomes evaluates every relation whose figures are all there.
func (l *Ledger) Outcomes() []Outcome {
	var out []Outcome
	for i := range l.Package.Relations {
		r := &l.Package.Relations[i]
		left, right := relation.Eval(r.Left, l.Operand), relation.Eval(r.Right, l.Operand)
		if left.Value == nil || right.Value == nil {
			continue
		}
		o := Outcome{Relation: r, Left: left.Value, Right: right.Value, Rounded: -1, Approx: left.Approx || right.Approx}
		want := right.Value
		if path, ok := r.Derives(); ok {
			e, _ := l.Get(path)
			o.Derived = e.By == r
			if e.Fig.Percent && !e.Derived {
				o.Rounded = e.Fig.Decimals + 2
				want = Round(want, o.Rounded)
			}
		}
		o.Holds = r.Cmp.Holds(left.Value, want, r.Tolerance)
		out = append(out, o)
	}
	return out
}

// Round rounds v half up (away from zero) to n decimal places.
func Round(v *big.Rat, n int) *big.Rat {
	r, _ := new(big.Rat).SetString(data.FormatRat(v, n, false))
	return r
}
