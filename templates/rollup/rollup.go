// Package rollup brings the figures of many units together: the summary workbook of
// a district and the figures its own report takes from its units. Totals add what
// the package says adds; a rate is the quotient of sums, never a mean of rates.
package rollup

import (
	"math/big"
	"slices"
	"strings"

	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

// Status is what became of a unit's report.
type Status string

// The states of contract §5.
const (
	OK         Status = "ok"
	Failed     Status = "failed"
	Missing    Status = "missing"
	Superseded Status = "superseded"
	WrongYear  Status = "wrong-year"
)

// Figure is one figure of a unit, as far as adding up needs it.
type Figure struct {
	Value   *big.Rat
	Raw     string
	Approx  bool
	Percent bool
	Derived bool
	Measure string // the 量词 used in the text, else the field's usual one
}

// Own is a unit's own figure (自定).
type Own struct {
	Name, Indicator string
	Figure          Figure
}

// Finding is one finding about a unit, ready to be listed.
type Finding struct{ Level, Code, Place, Message, Hint string }

// Unit is one unit's report in brief: small, so that thousands fit in memory.
type Unit struct {
	Name, Kind, Superior   string
	Year                   int
	File                   string // data file, relative to the folder summed up
	Report, Annex          string // results, relative to the summary; "" when not made
	Received               string // YYYY-MM-DD, "" unknown
	Status                 Status
	Note                   string // why it is not ok
	Late                   bool
	Needed, Filled         int // figures asked of its kind, and given
	Parts, PartsGiven      int // needed parts of the text, and given
	Errors, Warnings, Tips int
	Findings               []Finding
	Figures                map[string]Figure
	Last                   map[string]Figure
	Items                  map[string][]Own // 表 → its items, in order
	Own                    []Own
	SHA256                 string
}

// Asked is one line of the roster (名册).
type Asked struct{ Unit, Kind, Superior, File, Received string }

// District is everything a summary is made of.
type District struct {
	Package *templates.Package
	Year    int
	Due     string // YYYY-MM-DD
	Units   []Unit // in order of file
	Missing []Asked
	Program string // version of the program
	Title   string // title of the workbook's properties
	Date    string // YYYY-MM-DD of the file
}

// Brief takes from a unit's account what a summary needs.
func Brief(kind *templates.Kind, l *ledger.Ledger, measures map[string]string) Unit {
	u := Unit{Name: l.Unit.Name.Text, Kind: l.Unit.Kind.Text, Year: l.Unit.Year, Figures: map[string]Figure{}, Last: map[string]Figure{}}
	u.Items = map[string][]Own{}
	for _, e := range l.Entries() {
		f := Figure{Value: e.Fig.Value, Raw: e.Fig.Raw, Approx: e.Fig.Approx, Percent: e.Fig.Percent, Derived: e.Derived, Measure: e.Measure}
		if m := measures[e.Path]; m != "" {
			f.Measure = m
		}
		if e.Field.Group == data.OwnGroup {
			u.Own = append(u.Own, Own{e.Field.Name, e.Indicator, f})
			continue
		}
		if e.Field.Type == data.Table && e.Path != e.Field.Path()+"."+ledger.Total {
			u.Items[e.Field.Path()] = append(u.Items[e.Field.Path()], Own{Name: e.Indicator, Figure: f})
			continue
		}
		u.Figures[e.Path] = f
		if last, ok := l.Last(e.Path); ok {
			u.Last[e.Path] = Figure{Value: last.Value, Raw: last.Raw, Approx: last.Approx, Percent: last.Percent}
		}
	}
	for _, f := range l.Package.Schema.Fields {
		if f.NeededBy(kind.Name) {
			u.Needed++
			if _, ok := l.Get(f.Path()); ok || l.Unit.Figures.Get(f.Path()) != nil {
				u.Filled++
			}
		}
	}
	for _, s := range kind.Slots {
		if s.Needed {
			u.Parts++
			if slices.ContainsFunc(l.Unit.Slots, func(g data.Slot) bool { return g.Name == s.Name && g.Text.Filled() }) {
				u.PartsGiven++
			}
		}
	}
	return u
}

// counted lists the units whose figures are in the summary.
func (d *District) counted() []*Unit {
	var out []*Unit
	for i := range d.Units {
		if d.Units[i].Status == OK {
			out = append(out, &d.Units[i])
		}
	}
	return out
}

// field returns the field a path belongs to, nil for an unknown one.
func (d *District) field(path string) *data.Field {
	parts := strings.SplitN(path, ".", 3)
	if len(parts) < 2 {
		return nil
	}
	return d.Package.Schema.Field(parts[0] + "." + parts[1])
}

// quotient is the relation that makes a rate of two other figures.
func (d *District) quotient(path string) (num, den relation.Expr, ok bool) {
	for i := range d.Package.Relations {
		r := &d.Package.Relations[i]
		if p, derives := r.Derives(); derives && p == path && r.IsRate() {
			b := r.Right.(relation.Bin)
			return b.L, b.R, true
		}
	}
	return nil, nil, false
}

// rate tells whether a path is a rate.
func (d *District) rate(path string) bool {
	f := d.field(path)
	if f == nil {
		return false
	}
	if f.Type == data.Group {
		for _, m := range f.Members {
			if f.Path()+"."+m.Name == path {
				return m.Type == data.Rate
			}
		}
	}
	return f.Type == data.Rate
}

// operand gives a unit's figures to an expression.
func (u *Unit) operand(path string, sum bool) (relation.Operand, bool) {
	if sum {
		path += "." + ledger.Total
	}
	f, ok := u.Figures[path]
	return relation.Operand{Value: f.Value, Approx: f.Approx}, ok
}

// Sum is what units add up to for one path.
type Sum struct {
	Value  *big.Rat
	Approx bool
	Given  int // units that gave it
}

// Add adds up one path over units by the rule of its field: 和, 最大, or nothing for
// 不加 and 本级. A rate is the quotient of sums over the units that gave both sides.
func (d *District) Add(path string, units []*Unit) (Sum, bool) {
	if d.rate(path) {
		return d.addRate(path, units)
	}
	f := d.field(path)
	var s Sum
	for _, u := range units {
		g, ok := u.Figures[path]
		if !ok || !counts(f, u) {
			continue
		}
		s.Given++
		s.Approx = s.Approx || g.Approx
		switch {
		case s.Value == nil:
			s.Value = new(big.Rat).Set(g.Value)
		case f != nil && f.Adds == "最大":
			if g.Value.Cmp(s.Value) > 0 {
				s.Value = new(big.Rat).Set(g.Value)
			}
		default:
			s.Value.Add(s.Value, g.Value)
		}
	}
	if f == nil || f.Adds == "不加" || f.Adds == "本级" {
		s.Value = nil
	}
	return s, s.Value != nil
}

// counts tells whether a unit's figure goes into a superior's sum (计入).
func counts(f *data.Field, u *Unit) bool {
	return f == nil || len(f.CountedFrom) == 0 || slices.Contains(f.CountedFrom, u.Kind)
}

func (d *District) addRate(path string, units []*Unit) (Sum, bool) {
	num, den, ok := d.quotient(path)
	if !ok {
		return Sum{}, false
	}
	top, below := new(big.Rat), new(big.Rat)
	var s Sum
	for _, u := range units {
		n, m := relation.Eval(num, u.operand), relation.Eval(den, u.operand)
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

// Paths lists, in the package's order, every figure some unit gave.
func (d *District) Paths(units []*Unit) []string {
	given := map[string]bool{}
	for _, u := range units {
		for p := range u.Figures {
			given[p] = true
		}
	}
	var out []string
	for _, f := range d.Package.Schema.Fields {
		candidates := []string{f.Path()}
		switch f.Type {
		case data.Table:
			candidates = []string{f.Path() + "." + ledger.Total}
		case data.Group:
			candidates = nil
			for _, m := range f.Members {
				candidates = append(candidates, f.Path()+"."+m.Name)
			}
		}
		for _, c := range candidates {
			if given[c] {
				out = append(out, c)
			}
		}
	}
	return out
}

// Indicator is what a path is called in a table's head.
func (d *District) Indicator(path string) string {
	f := d.field(path)
	if f == nil {
		return path
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(path, f.Path()), ".")
	switch {
	case rest == "":
		return f.Indicator
	case rest == ledger.Total:
		return f.Indicator + ledger.Total
	}
	return f.Indicator + "：" + rest
}
