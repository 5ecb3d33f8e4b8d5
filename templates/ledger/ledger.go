// Package ledger is the unit's account of figures (台账): everything it typed and
// everything that follows from it by the package's relations, by path. Text,
// findings and workbook all read figures here, so they cannot differ.
package ledger

import (
	"math/big"
	"slices"
	"strings"
	"sync"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// Total is the last part of the path that means the sum of a 表: 组.表.合计.
const Total = data.Total

// Entry is one figure of the unit.
type Entry struct {
	Path      string
	Field     *data.Field // the declared field it belongs to
	Indicator string      // what it is called
	Measure   string
	Fig       data.Figure
	By        *relation.Relation // derived by it; nil when typed or a total
	Derived   bool
	Depth     int // 0 a field, 1 an item or member, 2 a cell
	Pos       diag.Pos
}

// Ledger holds a unit's figures. It is read-only after New.
type Ledger struct {
	Package *templates.Package
	Unit    *data.Unit
	entries map[string]*Entry
	why     map[string]string // path → why it could not be derived
	refused map[string]bool   // paths not derived because a value was not understood
	last    *Ledger           // last year's figures; nil when there are none
	list    func() []Entry    // listed, once
}

// New writes up the figures of u and derives what follows from them.
func New(p *templates.Package, u *data.Unit) *Ledger {
	l := &Ledger{Package: p, Unit: u, entries: map[string]*Entry{}, why: map[string]string{}, refused: map[string]bool{}}
	l.list = sync.OnceValue(l.listed)
	for i := range u.Figures.List {
		l.enter(&u.Figures.List[i], &u.Figures.List[i], "", 0)
	}
	if len(u.Last.List) > 0 { // before this year's, which may be computed from it
		l.last = New(p, &data.Unit{Figures: u.Last})
	}
	for range len(p.Relations) + 1 { // a derived value may feed another; bounded
		if !l.derive() {
			break
		}
	}
	return l
}

// enter writes up v and its parts under the path of top.
func (l *Ledger) enter(top, v *data.Value, below string, depth int) {
	path := top.Field.Path() + below
	if v.Fig != nil {
		f := top.Field
		e := &Entry{Path: path, Field: f, Indicator: v.Name, Measure: v.Field.Measure(), Fig: *v.Fig, Depth: depth, Pos: v.Pos}
		if depth == 0 {
			e.Indicator = f.Indicator
		} else if v.Field.Indicator != "" {
			e.Indicator = v.Field.Indicator
		}
		l.entries[path] = e
	}
	for i := range v.Parts {
		l.enter(top, &v.Parts[i], below+"."+v.Parts[i].Name, depth+1)
	}
	if depth == 0 && top.Field.Type == data.Table {
		l.total(top)
	}
}

// total enters the sum of a 表.
func (l *Ledger) total(v *data.Value) {
	sum, approx := new(big.Rat), false
	for _, p := range v.Parts {
		sum.Add(sum, p.Fig.Value)
		approx = approx || p.Fig.Approx
	}
	path := v.Field.Path() + "." + Total
	l.entries[path] = &Entry{Path: path, Field: v.Field, Indicator: v.Field.Indicator + Total, Measure: v.Field.Measure(),
		Fig: plain(sum, approx), Derived: true, Pos: v.Pos}
}

// plain makes the figure of a computed number.
func plain(v *big.Rat, approx bool) data.Figure {
	f := data.Figure{Raw: data.FormatRat(v, 10, true), Value: v, Approx: approx}
	if approx {
		f.Raw, f.Qualify = "约"+f.Raw, "约"
	}
	return f
}

// derive goes once over the relations and enters what they give. It reports
// whether anything new was entered.
func (l *Ledger) derive() bool {
	again := false
	for i := range l.Package.Relations {
		r := &l.Package.Relations[i]
		path, ok := r.Derives()
		if !ok || l.entries[path] != nil || l.excused(r) {
			continue
		}
		f, indicator := l.declared(path)
		if f == nil {
			continue
		}
		res := relation.Eval(r.Right, l.Operand)
		switch {
		case len(res.Missing) > 0:
			if l.why[path] == "" || len(res.Missing) == 1 {
				l.why[path] = "“" + strings.Join(res.Missing, "”“") + "”没有填"
			}
			if slices.ContainsFunc(res.Missing, l.Refused) {
				l.refused[path] = true
			}
			continue
		case res.Zero:
			l.why[path] = "分母是 0"
			continue
		case f.Type == data.Rate && res.Approx:
			l.why[path] = "分子或分母是约数（带“余”“约”等）"
			continue
		}
		fig := plain(res.Value, res.Approx)
		if f.Type == data.Rate {
			fig = data.Figure{Raw: data.Percent(res.Value, 2, true), Value: res.Value, Percent: true, Decimals: 2}
		}
		depth := strings.Count(path, ".") - 1
		l.entries[path] = &Entry{Path: path, Field: l.Package.Schema.Field(head(path)), Indicator: indicator, Measure: f.Measure(), Fig: fig,
			By: r, Derived: true, Depth: depth}
		again = true
	}
	return again
}

// head is the 组.项 of a path.
func head(path string) string {
	parts := strings.SplitN(path, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}

// declared returns the field or member a path names, and its indicator.
func (l *Ledger) declared(path string) (*data.Field, string) {
	if f := l.Package.Schema.Field(path); f != nil {
		return f, f.Indicator
	}
	top := l.Package.Schema.Field(head(path))
	if top != nil && top.Type == data.Matrix {
		f := cell(top, path)
		return f, top.Indicator
	}
	if top == nil || top.Type != data.Group {
		return nil, ""
	}
	for i, m := range top.Members {
		if top.Path()+"."+m.Name == path {
			return top.Member(i), m.Indicator
		}
	}
	return nil, ""
}

// Declared returns what the package declares at path: a field, a member of a 组, a
// cell of a 矩阵. It is nil when there is no such thing; items of a 表 are the unit's.
func (l *Ledger) Declared(path string) *data.Field {
	f, _ := l.declared(path)
	return f
}

// cell is a cell of a 矩阵 as a field of its own, nil when it has none at path.
func cell(top *data.Field, path string) *data.Field {
	row, col, _ := strings.Cut(strings.TrimPrefix(path, top.Path()+"."), ".")
	if !slices.Contains(top.Rows, row) || !slices.Contains(top.Cols, col) {
		return nil
	}
	return &data.Field{Group: top.Group, Name: top.Name + "." + row + "." + col, Indicator: top.Indicator, Type: top.Cells, Measures: top.Measures}
}

// Get returns the figure at path. Own figures (自定) and items of tables, members
// of groups and cells of matrices are found by their full path.
func (l *Ledger) Get(path string) (Entry, bool) {
	if e := l.entries[path]; e != nil {
		return *e, true
	}
	return Entry{}, false
}

// Refused reports whether the figure at path is missing because a value, its own or
// one it is computed from, was typed but not understood, which has been reported.
func (l *Ledger) Refused(path string) bool {
	if word, rest := relation.Year(path); word == relation.LastYear {
		return l.Unit.Last.Refused(rest)
	}
	return l.refused[path] || l.Unit.Figures.Refused(path)
}

// Why says why the figure at path is not there, "" when nothing is known.
func (l *Ledger) Why(path string) string { return l.why[path] }

// Operand gives relations their values: this year's figures, last year's (上年.组.项)
// and those aimed at (目标.组.项).
func (l *Ledger) Operand(path string, sum bool) (relation.Operand, bool) {
	switch word, rest := relation.Year(path); word {
	case relation.LastYear:
		if l.last == nil {
			return relation.Operand{}, false
		}
		return l.last.Operand(rest, sum)
	case relation.Target:
		f, ok := l.Target(rest)
		return relation.Operand{Value: f.Value, Approx: f.Approx}, ok && !sum
	}
	if !sum {
		e, ok := l.Get(path)
		return relation.Operand{Value: e.Fig.Value, Approx: e.Fig.Approx}, ok
	}
	if l.Unit.Figures.Refused(head(path)) { // an item was not understood: the sum is not known
		return relation.Operand{}, false
	}
	cells := l.Summands(path)
	o := relation.Operand{Value: new(big.Rat)}
	for _, e := range cells {
		o.Value.Add(o.Value, e.Fig.Value)
		o.Approx = o.Approx || e.Fig.Approx
	}
	return o, len(cells) > 0
}

// Summands are the figures Σ path adds up: the items of a 表, or of the cells that
// data.Field.Addends names those that are filled.
func (l *Ledger) Summands(path string) []Entry {
	v := l.Unit.Figures.Get(head(path))
	if v == nil {
		return nil
	}
	var paths []string
	switch {
	case v.Field.Type == data.Matrix:
		paths = v.Field.Addends(path)
	case path == v.Field.Path():
		for _, part := range v.Parts {
			if part.Fig != nil {
				paths = append(paths, path+"."+part.Name)
			}
		}
	}
	var out []Entry
	for _, p := range paths {
		if e, ok := l.Get(p); ok {
			out = append(out, e)
		}
	}
	return out
}

// Addends are the paths Σ path adds up, filled or not: the items of a 表, the
// declared cells of a 矩阵 (data.Field.Addends).
func (l *Ledger) Addends(path string) []string {
	if f := l.Package.Schema.Field(head(path)); f != nil && f.Type == data.Matrix {
		return f.Addends(path)
	}
	var out []string
	for _, e := range l.Summands(path) {
		out = append(out, e.Path)
	}
	return out
}

// Entries lists the figures in the package's order, items and members in the
// unit's; own figures come last. Cells of matrices are left out: they stand in
// their own table. The list is everybody's.
func (l *Ledger) Entries() []Entry { return l.list() }

func (l *Ledger) listed() []Entry {
	out := make([]Entry, 0, len(l.entries))
	take := func(p string) {
		if e, ok := l.Get(p); ok {
			out = append(out, e)
		}
	}
	for _, f := range l.Package.Schema.Fields {
		v := l.Unit.Figures.Get(f.Path())
		switch f.Type {
		case data.Count, data.Amount, data.Rate:
			take(f.Path())
		case data.Table:
			take(f.Path() + "." + Total)
			if v != nil {
				for _, p := range v.Parts {
					take(f.Path() + "." + p.Name)
				}
			}
		case data.Group:
			for _, m := range f.Members {
				take(f.Path() + "." + m.Name)
			}
		}
	}
	for _, v := range l.Unit.Figures.List {
		if v.Field.Group == data.OwnGroup {
			take(v.Field.Path())
		}
	}
	return out
}

// Last returns last year's figure at path: typed, or derived from those typed.
func (l *Ledger) Last(path string) (data.Figure, bool) {
	if l.last == nil {
		return data.Figure{}, false
	}
	e, ok := l.last.Get(path)
	return e.Fig, ok
}

// LastYear is the account of last year's figures, nil when there are none.
func (l *Ledger) LastYear() *Ledger { return l.last }

// Target returns the aim set for path, which may be given by its last part alone.
func (l *Ledger) Target(path string) (data.Figure, bool) {
	if v, ok := l.Unit.Targets[path]; ok && v.Fig != nil {
		return *v.Fig, true
	}
	if !strings.Contains(path, ".") {
		var hits []data.Value
		for p, v := range l.Unit.Targets {
			if strings.HasSuffix(p, "."+path) && v.Fig != nil {
				hits = append(hits, v)
			}
		}
		if len(hits) == 1 {
			return *hits[0].Fig, true
		}
	}
	return data.Figure{}, false
}

// Paths lists every path a placeholder may name, for suggestions.
func (l *Ledger) Paths() []string {
	var out []string
	for _, f := range l.Package.Schema.Fields {
		out = append(out, f.Path())
	}
	for p := range l.entries {
		out = append(out, p)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
