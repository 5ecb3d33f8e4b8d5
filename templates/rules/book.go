// book.go is the ledger seen from the text: which field a figure typed there equals,
// and which one the words before it name.
package rules

import (
	"math/big"
	"slices"

	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// book is the ledger by value and by name, for figures typed into the text.
type book struct {
	values map[string][]ledger.Entry
	names  map[rune][]fieldName // by last character, longest first
	alike  [][]string
}

// fieldName is how a field may be called in a sentence.
type fieldName struct {
	text  []rune
	path  string
	field *data.Field
	whole bool // the indicator in full, not the last part of the path
	other bool // an 别名: names the field only when the clause says nothing else
}

func (r *Reading) book() *book {
	b := &book{values: map[string][]ledger.Entry{}, names: map[rune][]fieldName{}, alike: r.checks.Alike}
	enter := func(path string, e ledger.Entry) {
		e.Path = path
		k := valueKey(inYuan(e.Fig, e.Field))
		b.values[k] = append(b.values[k], e)
	}
	for _, e := range r.ledger.Entries() {
		enter(e.Path, e)
	}
	if last := r.ledger.LastYear(); last != nil {
		for _, e := range last.Entries() {
			enter("上年."+e.Path, e)
		}
	}
	var aims []string
	for path, v := range r.unit.Targets {
		if v.Fig != nil {
			aims = append(aims, path)
		}
	}
	slices.Sort(aims)
	for _, path := range aims {
		v := r.unit.Targets[path]
		enter("目标."+path, ledger.Entry{Field: v.Field, Fig: *v.Fig, Measure: v.Field.Measure()})
	}
	for _, f := range r.ledger.Package.Schema.Fields {
		b.declare(f)
	}
	for i := range r.unit.Figures.List {
		v := &r.unit.Figures.List[i]
		if v.Field.Group == data.OwnGroup {
			b.declare(v.Field)
		}
		if v.Field.Type == data.Table {
			for _, p := range v.Parts {
				b.call(p.Name, v.Field.Path()+"."+p.Name, v.Field, true)
			}
		}
	}
	for _, list := range b.names {
		slices.SortStableFunc(list, func(x, y fieldName) int { return len(y.text) - len(x.text) })
	}
	return b
}

// inYuan is the figure f of a field counted in 万元 or 亿元 as one in 元: a text may
// say it either way.
func inYuan(f data.Figure, field *data.Field) data.Figure {
	if scale := moneyScale(field.Measure()); scale > 1 {
		f.Value = new(big.Rat).Mul(f.Value, big.NewRat(scale, 1))
	}
	return f
}

func moneyScale(measure string) int64 {
	switch measure {
	case "元":
		return 1
	case "万元":
		return 10000
	case "亿元":
		return 100000000
	}
	return 0
}

func valueKey(f data.Figure) string {
	k := f.Value.RatString()
	if f.Percent {
		k += "%"
	}
	return k
}

func (b *book) declare(f *data.Field) {
	if f.Type.Numeric() {
		b.call(f.Indicator, f.Path(), f, true)
		b.call(f.Name, f.Path(), f, false)
		for _, name := range f.Aliases {
			b.enter(fieldName{path: f.Path(), field: f, other: true}, name)
		}
	}
	for i, m := range f.Members {
		b.call(f.Indicator+m.Name, f.Path()+"."+m.Name, f.Member(i), true)
		b.call(f.Name+m.Name, f.Path()+"."+m.Name, f.Member(i), false)
	}
}

func (b *book) call(text, path string, f *data.Field, whole bool) {
	b.enter(fieldName{path: path, field: f, whole: whole}, text)
}

// enter enters the name text of a field, without what it says in brackets.
func (b *book) enter(name fieldName, text string) {
	var rs []rune
	depth := 0
	for _, c := range text {
		switch c {
		case '（', '(':
			depth++
		case '）', ')':
			depth--
		case '“', '”', '·':
		default:
			if depth == 0 {
				rs = append(rs, c)
			}
		}
	}
	if len(rs) < 2 {
		return
	}
	last := rs[len(rs)-1]
	name.text = rs
	b.names[last] = append(b.names[last], name)
}

// fits reports whether the figure n may be one of f: by its 量词, or as a rate.
func (b *book) fits(n *number, f *data.Field, percent bool) bool {
	if n.fig.Percent || percent {
		return n.fig.Percent && percent
	}
	if n.measure == "" {
		return false
	}
	if slices.Contains(f.Measures, n.measure) || moneyScale(n.measure) > 0 && moneyScale(f.Measure()) > 0 {
		return true
	}
	for _, set := range b.alike {
		if slices.Contains(set, n.measure) && slices.ContainsFunc(f.Measures, func(m string) bool { return slices.Contains(set, m) }) {
			return true
		}
	}
	return false
}

// named finds the field the words right before n name. outright tells that nothing
// else stands before the name in its clause.
func (b *book) named(p *passage, n *number, words *templates.Checks) (best fieldName, outright, ok bool) {
	start := p.back(n.from, "，。！？；、（")
	s := p.text[start:n.from]
	for cut := true; cut && len(s) > 0; {
		cut = false
		for _, w := range words.Fillers {
			if rs := []rune(w); len(rs) < len(s) && hasPrefix(s[len(s)-len(rs):], rs) {
				s, cut = s[:len(s)-len(rs)], true
				break
			}
		}
	}
	if len(s) == 0 {
		return fieldName{}, false, false
	}
	for _, c := range b.names[s[len(s)-1]] {
		if len(c.text) > len(s) || !hasPrefix(s[len(s)-len(c.text):], c.text) || !b.fits(n, c.field, c.field.Type == data.Rate) {
			continue
		}
		alone := empty(s[:len(s)-len(c.text)], words.Neutral)
		if c.other && !alone {
			continue // words of many sentences: 对企业开展检查
		}
		if len(c.text) >= 4 || alone {
			return c, alone && !c.other && (c.whole || len(c.text) >= 4), true
		}
		return fieldName{}, false, false // a longer name nobody declared
	}
	return fieldName{}, false, false
}

// empty reports whether s holds only words that say nothing about which figure is
// meant: 全年, 共, 2024年.
func empty(s []rune, neutral []string) bool {
	for len(s) > 0 {
		n := 0
		for _, w := range neutral {
			if rs := []rune(w); len(rs) > n && hasPrefix(s, rs) {
				n = len(rs)
			}
		}
		if n == 0 && digit(s[0]) {
			n = 1
		}
		if n == 0 {
			return false
		}
		s = s[n:]
	}
	return true
}
