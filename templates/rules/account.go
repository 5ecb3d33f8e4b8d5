// account.go accounts for every figure of the text (checks A6): put in for a
// placeholder, equal to one field, differing from the field its sentence names, or
// registered nowhere.
package rules

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"nianbao/render/diag"
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
	Into     string   // where a workbook takes those lines, "" in a data file
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
			list = append(list, placed(m.Pos)+"“"+m.Text+"”")
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

// placed is a place in a list of places.
func placed(pos diag.Pos) string {
	if pos.Cell != "" {
		return pos.Sheet + "!" + pos.Cell
	}
	return fmt.Sprintf("第%d行", pos.Line)
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

// account classes every figure of the text.
func (r *Reading) account() {
	if p, ok := r.unit.Source.Place(data.OwnGroup); ok {
		r.Account.Into = p.Into
	}
	var b *book // made when the first typed figure asks for it
	for _, p := range r.passages {
		if p.title {
			continue
		}
		for i := range p.nums {
			n := &p.nums[i]
			if n.path != "" {
				r.mention(p, n, Cited, n.path)
			} else if r.counts(p, n) {
				if b == nil {
					b = r.book()
				}
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
	value := n.fig
	if scale := moneyScale(n.measure); scale > 1 { // 万元 as a 量词 of its own
		value.Value = new(big.Rat).Mul(value.Value, big.NewRat(scale, 1))
	}
	for _, e := range b.values[valueKey(value)] {
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
	if len(same) > 1 {
		same = likeliest(same, p.words(p.back(n.from, "。！？；"), n.from))
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
	if r.Account.Into != "" {
		hint = "有这项指标的填进“统计”再引用；没有的" + r.Account.Into + key
	}
	if said {
		hint = "填进“统计”的 " + named.path + "，这里写 {{" + named.path + "}}" + n.measure
	}
	r.say(p, n.from, n.to, diag.Hint, codeFigure, fmt.Sprintf("“%s”在统计里没有登记", text), hint)
}

// likeliest are those of several equal figures that the words before say most of: sums
// of a 表 step back behind the field they equal.
func likeliest(same []ledger.Entry, words string) []ledger.Entry {
	fields := slices.DeleteFunc(slices.Clone(same), func(e ledger.Entry) bool { return strings.HasSuffix(e.Path, "."+ledger.Total) })
	if len(fields) > 0 {
		same = fields
	}
	best, out := 0, same
	for _, e := range same {
		score := 0
		rs := []rune(e.Indicator + "，" + e.Path[strings.LastIndexByte(e.Path, '.')+1:])
		for i := 0; i+1 < len(rs); i++ {
			if strings.Contains(words, string(rs[i:i+2])) {
				score++
			}
		}
		switch {
		case score > best:
			best, out = score, []ledger.Entry{e}
		case score == best && best > 0:
			out = append(out, e)
		}
	}
	return out
}

func (r *Reading) differs(p *passage, n *number, named fieldName, e ledger.Entry, outright bool) {
	level := diag.Warning
	if outright && !n.fig.Approx && !e.Fig.Approx {
		level = diag.Error
	}
	r.say(p, n.from, n.to, level, codeFigure, fmt.Sprintf("正文写“%s%s”，统计里“%s”是 %s", string(named.text), p.words(n.from, n.end), named.path, e.Fig.Raw),
		fmt.Sprintf("核对后改正一处；正文写 {{%s}}%s 就不会不一致", named.path, n.measure))
}

// subjectLength is how many characters of the words before a figure name it.
const subjectLength = 8

// propose is a line for 自定 that would register n.
func (r *Reading) propose(p *passage, n *number) string {
	start := p.back(n.from, clauseMarks+"“”《》")
	for cut := true; cut; { // 街道全年共 is no part of a name
		cut = false
		for _, w := range r.checks.Neutral {
			if rs := []rune(w); n.from-start >= len(rs)+4 && hasPrefix(p.text[start:n.from], rs) {
				start, cut = start+len(rs), true
				break
			}
		}
	}
	start = max(start, n.from-subjectLength)
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
		subject = strings.NewReplacer(" ", "", "!", "").Replace(placed(p.place(n.from))) + "的数"
	}
	line := fmt.Sprintf("%s: {值: %s, 量词: %s}", subject, n.fig.Raw, n.measure)
	if n.measure == "" {
		line = fmt.Sprintf("%s: %s", subject, n.fig.Raw)
	}
	if r.Account.Into != "" { // the columns of the sheet
		line = fmt.Sprintf("名称 %s，量词 %s，本年 %s", subject, n.measure, n.fig.Raw)
		if n.measure == "" {
			line = fmt.Sprintf("名称 %s，本年 %s", subject, n.fig.Raw)
		}
	}
	known := slices.ContainsFunc(r.Account.Proposed, func(l string) bool {
		return strings.HasPrefix(l, subject+": ") || strings.HasPrefix(l, "名称 "+subject+"，")
	})
	if !known {
		r.Account.Proposed = append(r.Account.Proposed, line)
	}
	return line
}
