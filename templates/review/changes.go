package review

import (
	"math/big"
	"strings"

	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// Change is a figure two drafts do not agree on.
type Change struct {
	Path, Indicator, Measure string
	Was, Is                  string // as written; "" where the draft has none
	Difference               string // +5, −0.31个百分点; "" when one is missing or they are equal
}

// Changes are the figures that are not the same in both drafts, in the order of the
// package; those of last year that both have come last.
func Changes(was, is *ledger.Ledger) (out []Change) {
	compare := func(prefix, word string, both bool, a, b *ledger.Ledger) {
		seen := map[string]bool{}
		for _, path := range append(paths(b), paths(a)...) {
			if seen[path] {
				continue
			}
			seen[path] = true
			x, hasX := get(a, path)
			y, hasY := get(b, path)
			e := y
			if !hasY {
				e = x
			}
			if both && !(hasX && hasY) || hasX && hasY && x.Fig.Raw == y.Fig.Raw && x.Fig.Value.Cmp(y.Fig.Value) == 0 {
				continue
			}
			c := Change{Path: prefix + path, Indicator: word + called(e), Measure: e.Measure}
			if hasX {
				c.Was = x.Fig.Raw
			}
			if hasY {
				c.Is = y.Fig.Raw
			}
			if hasX && hasY {
				c.Difference = difference(x.Fig, y.Fig)
			}
			out = append(out, c)
		}
	}
	compare("", "", false, was, is)
	compare("上年.", "上年", true, was.LastYear(), is.LastYear()) // one draft may lie beside last year's file, the other not
	return out
}

// paths are those of all figures of a ledger, which may be nil.
func paths(l *ledger.Ledger) (out []string) {
	if l == nil {
		return nil
	}
	for _, e := range l.Entries() {
		out = append(out, e.Path)
	}
	for _, v := range l.Unit.Figures.List {
		if v.Field.Type == data.Matrix {
			out = append(out, v.Field.AllCells()...)
		}
	}
	return out
}

func get(l *ledger.Ledger, path string) (ledger.Entry, bool) {
	if l == nil {
		return ledger.Entry{}, false
	}
	return l.Get(path)
}

// called is what a figure is called: an item or cell with the field it belongs to.
func called(e ledger.Entry) string {
	if e.Depth == 0 || e.Field.Indicator == "" || e.Field.Indicator == e.Indicator {
		return e.Indicator
	}
	return e.Field.Indicator + "·" + e.Indicator
}

// shown is a rate in percent, rounded as derived rates are printed.
func shown(v *big.Rat) *big.Rat {
	r, _ := new(big.Rat).SetString(data.FormatRat(new(big.Rat).Mul(v, big.NewRat(100, 1)), 2, true))
	return r
}

// difference is how much more y is than x.
func difference(x, y data.Figure) string {
	d := new(big.Rat).Sub(y.Value, x.Value)
	sign := "+"
	switch d.Sign() {
	case 0:
		return ""
	case -1:
		sign, d = "−", d.Neg(d)
	}
	if x.Percent != y.Percent {
		return ""
	}
	if x.Percent {
		d.Mul(d, big.NewRat(100, 1))
		// of the rates as they are shown, to two decimals: 98.56% → 98.53% is 0.03
		n := data.FormatRat(new(big.Rat).Sub(shown(y.Value), shown(x.Value)), 2, true)
		n = strings.TrimPrefix(n, "-")
		if n == "0" {
			n = data.FormatRat(d, 4, true) // typed with more decimals
		}
		return sign + n + "个百分点"
	}
	if x.Approx || y.Approx {
		sign = "约" + sign
	}
	return sign + data.FormatRat(d, 6, true)
}
