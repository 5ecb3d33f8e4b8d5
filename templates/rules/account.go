// account.go accounts for every figure of the text (checks A6): put in for a
// placeholder, equal to one field, differing from the field its sentence names, or
// registered nowhere.
package rules

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

const codeFigure = "A6"

// Class is what a figure of the text turned out to be.
type Class uint8

// The classes of figures.
const (
	Cited        Class = iota // 引用: a placeholder
	Equal                     // 相符: equal to exactly one field of fitting 量词
	Differs                   // 不符: its sentence names a field of another value
	Unregistered              // 未登记
	Several                   // 多解: equal to several fields, none of them named
)

// ClassNames are the words for the classes, in their order.
var ClassNames = []string{"引用", "相符", "不符", "未登记", "多解"}

// Mention is one figure of the text.
type Mention struct {
	Class Class
	Path  string // the field; "" for Unregistered and Several
	Text  string // with its 量词
	Where string // labels of the headings it stands under
	Pos   diag.Pos
}

// Account is the figures of a report's text, in order.
type Account struct {
	Mentions []Mention
	Proposed []string // lines for 自定 that would register the unregistered ones
}

// Count is how many figures are of class c.
func (a *Account) Count(c Class) int {
	n := 0
	for _, m := range a.Mentions {
		if m.Class == c {
			n++
		}
	}
	return n
}

// listed is how many unregistered figures the closing line names.
const listed = 8

// String is the closing line of a check: 正文47个数：引用29，相符12，未登记6（…）.
func (a *Account) String() string {
	s := fmt.Sprintf("正文%d个数：引用%d，相符%d", len(a.Mentions), a.Count(Cited), a.Count(Equal))
	if n := a.Count(Differs); n > 0 {
		s += fmt.Sprintf("，不符%d", n)
	}
	if n := a.Count(Several); n > 0 {
		s += fmt.Sprintf("，多解%d", n)
	}
	s += fmt.Sprintf("，未登记%d", a.Count(Unregistered))
	var list []string
	for _, m := range a.Mentions {
		if m.Class == Unregistered {
			list = append(list, fmt.Sprintf("第%d行“%s”", m.Pos.Line, m.Text))
		}
	}
	if len(list) > listed {
		list = append(list[:listed], "…")
	}
	if len(list) > 0 {
		s += "（" + strings.Join(list, "、") + "）"
	}
	return s
}

// Places tells for each figure that was typed into the text and is bound to a field
// under which headings it stands.
func (a *Account) Places() map[string][]string {
	out := map[string][]string{}
	for _, m := range a.Mentions {
		if m.Class == Equal && m.Where != "" && !slices.Contains(out[m.Path], m.Where) {
			out[m.Path] = append(out[m.Path], m.Where)
		}
	}
	return out
}

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
}

func (r *Reading) book() *book {
	b := &book{values: map[string][]ledger.Entry{}, names: map[rune][]fieldName{}, alike: r.checks.Alike}
	enter := func(path string, e ledger.Entry) {
		e.Path = path
		k := valueKey(e.Fig)
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
	}
	for i, m := range f.Members {
		b.call(f.Indicator+m.Name, f.Path()+"."+m.Name, f.Member(i), true)
		b.call(f.Name+m.Name, f.Path()+"."+m.Name, f.Member(i), false)
	}
}

// call enters a name, without what it says in brackets.
func (b *book) call(text, path string, f *data.Field, whole bool) {
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
	b.names[last] = append(b.names[last], fieldName{rs, path, f, whole})
}

// fits reports whether the figure n may be one of f: by its 量词, or as a rate.
func (b *book) fits(n *number, f *data.Field, percent bool) bool {
	if n.fig.Percent || percent {
		return n.fig.Percent && percent
	}
	if n.measure == "" {
		return false
	}
	if slices.Contains(f.Measures, n.measure) {
		return true
	}
	for _, set := range b.alike {
		if slices.Contains(set, n.measure) && slices.ContainsFunc(f.Measures, func(m string) bool { return slices.Contains(set, m) }) {
			return true
		}
	}
	return false
}

// account classes every figure of the text.
func (r *Reading) account() {
	b := r.book()
	for _, p := range r.passages {
		if p.title {
			continue
		}
		for i := range p.nums {
			n := &p.nums[i]
			if n.path != "" {
				r.mention(p, n, Cited, n.path)
			} else if r.counts(p, n) {
				r.class(b, p, n)
			}
		}
	}
}

// counts reports whether a typed number is a figure of the report: it has a 量词 or
// is a percentage, and is no date, no ordinal and no part of a name.
func (r *Reading) counts(p *passage, n *number) bool {
	if n.measure == "" && !n.fig.Percent || n.date() || p.cover[n.from]&(inBook|inQuote) != 0 || !p.at(n.from).typed {
		return false
	}
	if n.han && n.fig.Scale == 0 && !n.fig.Percent { // 三项制度, 一名: words, not counts
		return false
	}
	return n.from == 0 || !strings.ContainsRune("第、-—－/+＋", p.text[n.from-1])
}

func (r *Reading) mention(p *passage, n *number, c Class, path string) {
	r.Account.Mentions = append(r.Account.Mentions, Mention{Class: c, Path: path, Text: p.words(n.from, n.end), Where: p.trail, Pos: p.place(n.from)})
}

// class decides what the typed figure n of p is, and reports it.
func (r *Reading) class(b *book, p *passage, n *number) {
	var same []ledger.Entry
	for _, e := range b.values[valueKey(n.fig)] {
		if b.fits(n, e.Field, e.Fig.Percent) && e.Fig.Approx == n.fig.Approx {
			same = append(same, e)
		}
	}
	named, outright, said := b.named(p, n, r.checks)
	if len(same) > 1 && said {
		if i := slices.IndexFunc(same, func(e ledger.Entry) bool { return e.Path == named.path }); i >= 0 {
			same = same[i : i+1]
		}
	}
	text := p.words(n.from, n.end)
	switch {
	case len(same) == 1:
		r.mention(p, n, Equal, same[0].Path)
		r.say(p, n.from, n.to, diag.Hint, codeFigure, fmt.Sprintf("“%s”与“%s”相符，是手写的，改了统计它不会跟着变", text, same[0].Path),
			"改成 {{"+same[0].Path+"}}"+n.measure)
		return
	case len(same) > 1:
		var paths []string
		for _, e := range same {
			paths = append(paths, e.Path)
		}
		r.mention(p, n, Several, "")
		r.say(p, n.from, n.to, diag.Hint, codeFigure, fmt.Sprintf("“%s”与几项相等：%s", text, strings.Join(paths[:min(len(paths), 4)], "、")),
			"确是其中一项的，改成 {{组.项}} 引用")
		return
	case said:
		if e, ok := r.ledger.Get(named.path); ok {
			r.mention(p, n, Differs, named.path)
			r.differs(p, n, named, e, outright)
			return
		}
	}
	r.mention(p, n, Unregistered, "")
	key := r.propose(p, n)
	hint := "有这项指标的填进“统计”再引用；没有的写在“自定”下：" + key
	if said {
		hint = "填进“统计”的 " + named.path + "，这里写 {{" + named.path + "}}" + n.measure
	}
	r.say(p, n.from, n.to, diag.Hint, codeFigure, fmt.Sprintf("“%s”在统计里没有登记", text), hint)
}

func (r *Reading) differs(p *passage, n *number, named fieldName, e ledger.Entry, outright bool) {
	level := diag.Warning
	if outright && !n.fig.Approx && !e.Fig.Approx {
		level = diag.Error
	}
	r.say(p, n.from, n.to, level, codeFigure, fmt.Sprintf("正文写“%s%s”，统计里“%s”是 %s", string(named.text), p.words(n.from, n.end), named.path, e.Fig.Raw),
		fmt.Sprintf("核对后改正一处；正文写 {{%s}}%s 就不会不一致", named.path, n.measure))
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
		if len(c.text) >= 4 || alone {
			return c, alone && (c.whole || len(c.text) >= 4), true
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

// subjectLength is how many characters of the words before a figure name it.
const subjectLength = 8

// propose is a line for 自定 that would register n.
func (r *Reading) propose(p *passage, n *number) string {
	start := max(p.back(n.from, clauseMarks+"“”《》"), n.from-subjectLength)
	subject := strings.Map(func(c rune) rune {
		if strings.ContainsRune(" .{}|:#\u3000", c) || digit(c) {
			return -1
		}
		return c
	}, p.words(start, n.from))
	for _, w := range r.checks.Fillers {
		if rest, ok := strings.CutSuffix(subject, w); ok && len([]rune(rest)) > 1 {
			subject = rest
		}
	}
	if len([]rune(subject)) < 2 {
		subject = fmt.Sprintf("第%d行的数", p.place(n.from).Line)
	}
	line := fmt.Sprintf("%s: {值: %s, 量词: %s}", subject, n.fig.Raw, n.measure)
	if n.measure == "" {
		line = fmt.Sprintf("%s: %s", subject, n.fig.Raw)
	}
	known := slices.ContainsFunc(r.Account.Proposed, func(l string) bool { return strings.HasPrefix(l, subject+": ") })
	if !known {
		r.Account.Proposed = append(r.Account.Proposed, line)
	}
	return line
}
