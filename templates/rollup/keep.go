// keep.go: figures as short texts, so that a unit in brief can be kept in a file.
package rollup

import (
	"errors"
	"math/big"
	"slices"
	"strings"
)

// Marks in front of a kept figure.
const (
	markApprox  = '~'
	markPercent = '%'
	markDerived = '='
	markBelow   = '^'
	fieldEnd    = "\x1f" // before each part of how it was written
)

// MarshalText gives the figure as its marks, its exact value and how it was written.
func (f Figure) MarshalText() ([]byte, error) {
	var b []byte
	for _, m := range []struct {
		set  bool
		mark byte
	}{{f.Approx, markApprox}, {f.Percent, markPercent}, {f.Derived, markDerived}, {f.Below, markBelow}} {
		if m.set {
			b = append(b, m.mark)
		}
	}
	value, err := f.Value.MarshalText()
	if b = append(b, value...); f.As != nil {
		for _, s := range []string{f.As.Raw, f.As.Qualify, f.As.Measure} {
			b = append(append(b, fieldEnd...), s...)
		}
	}
	return b, err
}

// UnmarshalText reads what MarshalText gave.
func (f *Figure) UnmarshalText(text []byte) error {
	parts := strings.Split(string(text), fieldEnd)
	value := strings.TrimLeft(parts[0], string([]rune{markApprox, markPercent, markDerived, markBelow}))
	for _, mark := range parts[0][:len(parts[0])-len(value)] {
		switch mark {
		case markApprox:
			f.Approx = true
		case markPercent:
			f.Percent = true
		case markDerived:
			f.Derived = true
		case markBelow:
			f.Below = true
		}
	}
	f.Value = new(big.Rat)
	if err := f.Value.UnmarshalText([]byte(value)); err != nil {
		return err
	}
	switch len(parts) {
	case 1:
	case 4:
		f.As = &Written{strings.Clone(parts[1]), one(parts[2]), one(parts[3])}
	default:
		return errors.New("not a kept figure")
	}
	return nil
}

// Share gives equal names and numbers of a unit that was read back one place in
// memory with those of the others.
func (u *Unit) Share(n Numbers) {
	for _, figures := range []Figures{u.Figures, u.Last} {
		for i := range figures {
			figures[i].value = n.one(figures[i].value)
		}
	}
	items := make(map[string][]Item, len(u.Items))
	for path, list := range u.Items {
		for i := range list {
			list[i].Name, list[i].Value = one(list[i].Name), n.one(list[i].Value)
		}
		items[one(path)] = list
	}
	u.Items = items
	for i := range u.Own {
		o := &u.Own[i]
		o.Name, o.Indicator, o.Measure, o.Figure.Value = one(o.Name), one(o.Indicator), one(o.Measure), n.one(o.Figure.Value)
	}
	u.Counts = slices.Clone(u.Counts) // what was decoded has room for more
	u.Kind = one(u.Kind)
}
