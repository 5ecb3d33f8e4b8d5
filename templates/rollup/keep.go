// keep.go: figures as short texts, so that a unit in brief can be kept in a file.
package rollup

import (
	"encoding/json"
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
		f.As = &Written{parts[1], parts[2], parts[3]}
	default:
		return errors.New("not a kept figure")
	}
	return nil
}

// keptUnit is a unit as it is kept, without findings and texts: figures by path, not packed.
type keptUnit struct {
	*plainUnit
	Results
	Figures, Last map[string]Figure
	Items         map[string][]Item
}

type plainUnit Unit

// MarshalJSON keeps a unit; Read reads it.
func (u *Unit) MarshalJSON() ([]byte, error) {
	items := map[string][]Item{}
	for e := range u.Items.all() {
		if items[e.path] == nil {
			items[e.path] = u.Items.Of(e.path)
		}
	}
	return json.Marshal(keptUnit{(*plainUnit)(u), u.apart().Results, u.Figures.byPath(), u.Last.byPath(), items})
}

// Read reads a unit that was kept as JSON, without what is apart. What it has in common
// with others stands in shared, or once in memory.
func Read(text []byte, shared *Shared) (*Unit, error) {
	k := keptUnit{plainUnit: &plainUnit{}}
	if err := json.Unmarshal(text, &k); err != nil {
		return nil, err
	}
	u := (*Unit)(k.plainUnit)
	if k.Figures != nil {
		u.Figures, u.Last = shared.Figures(k.Figures), shared.Figures(k.Last)
	}
	u.Items = shared.Items(k.Items)
	for i := range u.Own {
		o := &u.Own[i]
		o.Name, o.Indicator, o.Measure = one(o.Name), one(o.Indicator), one(o.Measure)
	}
	u.Counts = slices.Clone(u.Counts) // what was decoded has room for more
	u.Kind, u.Due = one(u.Kind), one(u.Due)
	return u, nil
}
