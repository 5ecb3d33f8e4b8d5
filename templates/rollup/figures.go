package rollup

import (
	"encoding/json"
	"iter"
	"math/big"
	"slices"
	"strings"
	"unique"
)

// Figures are the figures of a unit in order of path; nil when its data were not
// understood. A slice takes a quarter of the memory of a map, and a province has millions.
type Figures []placed

// placed is a figure and its path: all but its value is shared with the other units.
type placed struct {
	what  unique.Handle[manner]
	value *big.Rat
}

// manner is what a figure is beside its value.
type manner struct {
	path                                     string
	as                                       Written
	written, approx, percent, derived, below bool
}

func place(path string, f Figure) placed {
	m := manner{path: path, approx: f.Approx, percent: f.Percent, derived: f.Derived, below: f.Below}
	if f.As != nil {
		m.as, m.written = *f.As, true
	}
	return placed{unique.Make(m), f.Value}
}

func (p placed) path() string { return p.what.Value().path }

func (p placed) figure() Figure {
	m := p.what.Value()
	f := Figure{Value: p.value, Approx: m.approx, Percent: m.percent, Derived: m.derived, Below: m.below}
	if m.written {
		as := m.as // else the whole of m would be kept
		f.As = &as
	}
	return f
}

// Given are figures by path.
func Given(figures map[string]Figure) Figures {
	out := make(Figures, 0, len(figures))
	for path, f := range figures {
		out = append(out, place(path, f))
	}
	slices.SortFunc(out, func(a, b placed) int { return strings.Compare(a.path(), b.path()) })
	return out
}

func (s Figures) at(path string) (int, bool) {
	return slices.BinarySearchFunc(s, path, func(p placed, path string) int { return strings.Compare(p.path(), path) })
}

// Get returns the figure of path.
func (s Figures) Get(path string) (f Figure, ok bool) {
	if i, ok := s.at(path); ok {
		return s[i].figure(), true
	}
	return f, false
}

// Has tells whether there is one.
func (s Figures) Has(path string) bool { _, ok := s.at(path); return ok }

// Set gives path its figure.
func (s *Figures) Set(path string, f Figure) {
	i, ok := s.at(path)
	if ok {
		(*s)[i] = place(path, f)
		return
	}
	*s = slices.Insert(*s, i, place(path, f))
}

// Paths are the paths in order.
func (s Figures) Paths() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, p := range s {
			if !yield(p.path()) {
				return
			}
		}
	}
}

// MarshalJSON writes an object with the figures by path, null for nil.
func (s Figures) MarshalJSON() ([]byte, error) {
	if s == nil {
		return []byte("null"), nil
	}
	b := []byte{'{'}
	for i, p := range s {
		if i > 0 {
			b = append(b, ',')
		}
		path, err := json.Marshal(p.path())
		if err != nil {
			return nil, err
		}
		f, err := json.Marshal(p.figure())
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, path...), ':'), f...)
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *Figures) UnmarshalJSON(text []byte) error {
	var figures map[string]Figure
	if err := json.Unmarshal(text, &figures); err != nil {
		return err
	}
	if *s = nil; figures != nil {
		*s = Given(figures)
	}
	return nil
}
