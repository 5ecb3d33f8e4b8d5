package rollup

import (
	"encoding/binary"
	"iter"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Figures are the figures of a unit in order of path. The zero Figures are those of a
// unit whose data were not understood.
type Figures struct {
	packing
	given bits // by the numbers of paths: most are not, and need not be looked for
}

// bits tell which numbers are not among some, and of most which are.
type bits [4]uint64

func (b *bits) set(n int)      { b[n>>6&3] |= 1 << (n & 63) }
func (b *bits) has(n int) bool { return b[n>>6&3]&(1<<(n&63)) != 0 }

// Items are the items of the 表 of a unit, of each in the order given.
type Items struct{ packing }

// packing is a row of figures, packed: a province has millions, most of them a small number
// that many units give in the same manner.
type packing struct {
	shared *Shared
	packed []byte // entry after entry: the number of its manner, the length of its text, the text
}

// Shared holds once what the figures of many units have in common. They may be read by
// many at once while none is added.
type Shared struct {
	manners []manner
	numbers map[manner]int // their places, of each without the number of its path
	paths   map[string]int // numbers of paths
}

// manner is what a figure is beside its value.
type manner struct {
	path, item                               string // item: of a 表
	number                                   int    // of path
	qualify, measure                         string
	written, approx, percent, derived, below bool
}

// entry is a figure as it is packed. end is where the next one begins.
type entry struct {
	*manner
	text []byte // its value and how it was written, as in keep.go
	end  int
}

// add packs a figure behind what to holds.
func (s *Shared) add(to []byte, path, item string, f Figure) []byte {
	m := manner{path: path, item: item, approx: f.Approx, percent: f.Percent, derived: f.Derived, below: f.Below}
	text := f.Value.RatString()
	if f.As != nil {
		m.written, m.qualify, m.measure = true, f.As.Qualify, f.As.Measure
		text += fieldEnd + f.As.Raw
	}
	n, ok := s.numbers[m]
	if !ok {
		n = s.learn(m)
	}
	to = binary.AppendUvarint(binary.AppendUvarint(to, uint64(n)), uint64(len(text)))
	return append(to, text...)
}

// learn gives a manner its place.
func (s *Shared) learn(m manner) int {
	if s.numbers == nil {
		s.numbers, s.paths = map[manner]int{}, map[string]int{}
	}
	if _, ok := s.paths[m.path]; !ok {
		s.paths[m.path] = len(s.paths)
	}
	n := len(s.manners)
	s.numbers[m] = n
	m.number = s.paths[m.path]
	s.manners = append(s.manners, m)
	return n
}

// next is the entry that begins at a place.
func (p packing) next(at int) entry {
	n, at := number(p.packed, at)
	size, at := number(p.packed, at)
	return entry{&p.shared.manners[n], p.packed[at : at+size], at + size}
}

// number reads a number that begins at a place, of one byte or two.
func number(b []byte, at int) (n, end int) {
	if b[at] < 0x80 {
		return int(b[at]), at + 1
	}
	return longNumber(b, at)
}

func longNumber(b []byte, at int) (n, end int) {
	v, width := binary.Uvarint(b[at:])
	return int(v), at + width
}

// all are the entries in order.
func (p packing) all() iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for at := 0; at < len(p.packed); {
			e := p.next(at)
			if at = e.end; !yield(e) {
				return
			}
		}
	}
}

func (e entry) figure() Figure {
	value, raw, _ := strings.Cut(string(e.text), fieldEnd)
	f := Figure{Approx: e.approx, Percent: e.percent, Derived: e.derived, Below: e.below}
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		f.Value = big.NewRat(n, 1)
	} else {
		f.Value, _ = new(big.Rat).SetString(value)
	}
	if e.written {
		f.As = &Written{raw, e.qualify, e.measure}
	}
	return f
}

// Figures packs figures by path.
func (s *Shared) Figures(figures map[string]Figure) Figures {
	out := Figures{packing: packing{shared: s}}
	for _, path := range slices.Sorted(maps.Keys(figures)) {
		out.packed = s.add(out.packed, path, "", figures[path])
		out.given.set(s.paths[path])
	}
	out.packed = slices.Clone(out.packed) // without the room it grew into
	return out
}

// Items packs items by their 表.
func (s *Shared) Items(items map[string][]Item) Items {
	out := Items{packing{shared: s}}
	for _, table := range slices.Sorted(maps.Keys(items)) {
		out.Add(table, items[table])
	}
	return out
}

// Given are figures by path that share nothing.
func Given(figures map[string]Figure) Figures { return new(Shared).Figures(figures) }

// Known tells that the data of the unit were understood.
func (s Figures) Known() bool { return s.shared != nil }

// find is the entry of path.
func (s Figures) find(path string) (e entry, ok bool) {
	if !s.Known() {
		return e, false
	}
	want, ok := s.shared.paths[path]
	ok = ok && s.given.has(want)
	for at := 0; ok && at < len(s.packed); {
		n, from := number(s.packed, at)
		size, from := number(s.packed, from)
		if at = from + size; s.shared.manners[n].number == want {
			return entry{&s.shared.manners[n], s.packed[from:at], at}, true
		}
	}
	return e, false
}

// Get returns the figure of path.
func (s Figures) Get(path string) (f Figure, ok bool) {
	e, ok := s.find(path)
	if !ok {
		return f, false
	}
	return e.figure(), true
}

// Has tells whether there is one.
func (s Figures) Has(path string) bool { _, ok := s.find(path); return ok }

// Set gives path its figure. Copies made of s before do not change.
func (s *Figures) Set(path string, f Figure) {
	if s.shared == nil {
		s.shared = &Shared{}
	}
	from, to := 0, 0
	for to < len(s.packed) {
		e := s.next(to)
		if e.path > path {
			break
		}
		if to = e.end; e.path < path {
			from = to
		}
	}
	s.packed = append(s.shared.add(slices.Clone(s.packed[:from]), path, "", f), s.packed[to:]...)
	s.given.set(s.shared.paths[path])
}

// Paths are the paths in order.
func (s Figures) Paths() iter.Seq[string] {
	return func(yield func(string) bool) {
		for e := range s.all() {
			if !yield(e.path) {
				return
			}
		}
	}
}

// byPath are the figures by path, nil when they are not known.
func (s Figures) byPath() map[string]Figure {
	if !s.Known() {
		return nil
	}
	out := map[string]Figure{}
	for e := range s.all() {
		out[e.path] = e.figure()
	}
	return out
}

// Add gives items to a 表 that has none. Copies made of s before do not change.
func (s *Items) Add(table string, items []Item) {
	if s.shared == nil {
		s.shared = &Shared{}
	}
	s.packed = slices.Clone(s.packed)
	for _, i := range items {
		s.packed = s.shared.add(s.packed, table, i.Name, Figure{Value: i.Value, Approx: i.Approx})
	}
}

// Of are the items of a 表.
func (s Items) Of(table string) (items []Item) {
	for e := range s.all() {
		if e.path == table {
			f := e.figure()
			items = append(items, Item{e.item, f.Value, f.Approx})
		}
	}
	return items
}
