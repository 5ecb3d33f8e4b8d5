// shares.go checks figures that stand for a part or a change of others (checks A2,
// A4, A5, A7).
package rules

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

// chosenRates reports a rate left out although its figures are there, where rates of
// the same name stand beside it: the one left out is mostly the bad one.
func (r *Reading) chosenRates() {
	for _, p := range r.passages {
		cited := map[string]*number{}
		rates := map[string]bool{} // last parts of the rates cited
		for i := range p.nums {
			n := &p.nums[i]
			if n.path == "" {
				continue
			}
			cited[n.path] = n
			if n.fig.Percent {
				rates[n.path[strings.LastIndexByte(n.path, '.')+1:]] = true
			}
		}
		if len(rates) == 0 {
			continue
		}
		for i := range r.ledger.Package.Relations {
			rel := &r.ledger.Package.Relations[i]
			path, ok := rel.Derives()
			if !ok || !rel.IsRate() || cited[path] != nil || !rates[path[strings.LastIndexByte(path, '.')+1:]] {
				continue
			}
			e, ok := r.ledger.Get(path)
			if at := r.allCited(rel, cited); ok && at != nil {
				r.say(p, at.from, at.end, diag.Warning, "A2", fmt.Sprintf("这一段别的都写了率，独缺“%s”（%s）", e.Indicator, e.Fig.Raw), "补写 {{"+path+"}}")
			}
		}
	}
}

// allCited is the last of the figures on the right side of rel when all are cited.
func (r *Reading) allCited(rel *relation.Relation, cited map[string]*number) *number {
	var last *number
	all := true
	relation.Paths(rel.Right, func(path string, sum bool) {
		n := cited[path]
		if n == nil || sum {
			all = false
		} else if last == nil || n.from > last.from {
			last = n
		}
	})
	if !all {
		return nil
	}
	return last
}

// comparable reports 量词 that count the same things: 场 and 场次, 件 and 宗.
func (r *Reading) comparable(a, b string) bool {
	if a == b {
		return a != ""
	}
	if a+"次" == b || b+"次" == a {
		return a != "人" && b != "人"
	}
	return a != "" && b != "" && within(r.checks.Alike, a, []string{b})
}

// ofWhich reports a figure behind 其中 that is more than the last figure of its kind
// before it (checks A4).
func (r *Reading) ofWhich() {
	for _, p := range r.passages {
		for i := 0; i+1 < len(p.text); i++ {
			if p.text[i] != '其' || p.text[i+1] != '中' || i > 0 && !strings.ContainsRune(clauseMarks, p.text[i-1]) {
				continue
			}
			r.partsOf(p, i, p.forward(i, "。！？；"))
		}
	}
}

// nearby is how many figures before and behind 其中 are looked at.
const nearby = 24

// partsOf looks at the figures behind 其中, which stands at i, up to the sentence's end.
func (r *Reading) partsOf(p *passage, i, end int) {
	k, _ := slices.BinarySearchFunc(p.nums, i, func(n number, at int) int { return n.from - at })
	first := true
	for _, last := k, min(k+nearby, len(p.nums)); k < last; k++ {
		part := &p.nums[k]
		if part.from >= end || strings.Contains(p.words(i, part.from), "此外") {
			return
		}
		if part.date() || part.fig.Value == nil || part.fig.Percent {
			continue
		}
		if whole := r.before(p, i, k, part); whole != nil && part.fig.Value.Cmp(whole.fig.Value) > 0 && r.sameThing(p, whole, part) {
			r.exceeds(p, whole, part, first)
		}
		first = false
	}
}

// before is the last figure before 其中 at i that part, the k-th, may be a part of.
func (r *Reading) before(p *passage, i, k int, part *number) *number {
	for low := max(k-2*nearby, 0); k >= low; k-- {
		if n := &p.nums[k]; n.end <= i && n.fig.Value != nil && !n.fig.Percent && r.comparable(n.measure, part.measure) {
			return n
		}
	}
	return nil
}

// plainMeasures count anything, so that two figures with one of them need not count
// the same.
const plainMeasures = "个项条类种处名人次"

// sameThing reports whether part may be a part of whole at all: where the 量词 says
// little the words before must agree, and a figure given before is no part.
func (r *Reading) sameThing(p *passage, whole, part *number) bool {
	if part.path != "" {
		for _, n := range p.nums {
			if n.to <= whole.to && n.path == part.path {
				return false
			}
		}
	}
	if !strings.Contains(plainMeasures, part.measure) {
		return true
	}
	return part.from >= 2 && whole.from >= 2 && p.words(part.from-2, part.from) == p.words(whole.from-2, whole.from)
}

func (r *Reading) exceeds(p *passage, whole, part *number, first bool) {
	level := diag.Warning
	if first && !whole.fig.Approx && !part.fig.Approx && part.from >= 2 && whole.from >= 2 && p.words(part.from-2, part.from) == p.words(whole.from-2, whole.from) {
		level = diag.Error
	}
	r.say(p, part.from, part.end, level, "A4", fmt.Sprintf("“其中”的“%s”大于前面的总数“%s”", p.words(part.from, part.end), p.words(whole.from, whole.end)),
		"核对两个数；不是它的一部分的，不写“其中”")
}

// yearOnYear are the words a change against last year is told with.
var yearOnYear = []string{"同比", "较上年", "比上年", "较去年", "比去年", "与上年相比", "与去年相比"}

// half is the change above which a person should look.
const half = 50

// withoutBase reports a change against last year typed as a percentage without last
// year's figure, and one of more than half.
func (r *Reading) withoutBase() {
	told := 0
	for _, p := range r.passages {
		for k := range p.nums {
			n := &p.nums[k]
			if strings.HasPrefix(p.words(n.from, n.to), "同比") {
				r.steep(p, n.from, n.to)
				continue
			}
			if !n.fig.Percent || n.path != "" || !p.at(n.from).typed {
				continue
			}
			start := p.back(n.from, "。！？；，")
			clause := p.words(start, n.from)
			if !containsAny(clause, yearOnYear) {
				continue
			}
			sentence := p.words(p.back(n.from, "。！？；"), p.forward(n.to, "。！？；"))
			if r.base(sentence) {
				continue
			}
			if told++; told > most {
				return
			}
			message := fmt.Sprintf("“%s”没有上年的数，无法核对", p.words(start, n.to))
			hint := "在“上年”下填上年的数，这里写 {{同比 组.项}}"
			if b := r.solve(p, k, strings.ContainsAny(clause, "减降少")); b != "" {
				hint += "；反推上年只能是 " + b
			}
			r.say(p, n.from, n.to, diag.Warning, "A5", message, hint)
		}
	}
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// base reports a sentence that gives last year's figure itself: 上年105件.
func (r *Reading) base(sentence string) bool {
	for _, w := range []string{"上年", "去年"} {
		for rest := sentence; ; {
			_, after, ok := strings.Cut(rest, w)
			if !ok {
				break
			}
			after = strings.TrimLeft(after, "同期的为是有（共")
			if after != "" && after[0] >= '0' && after[0] <= '9' {
				return true
			}
			rest = after
		}
	}
	return false
}

// steep reports a change of more than half, given in words.
func (r *Reading) steep(p *passage, from, to int) {
	text := p.words(from, to)
	i := strings.IndexAny(text, "0123456789")
	if i < 0 {
		return
	}
	if f, n := data.FigureAt(text[i:]); n > 0 && f.Percent && f.Value.Cmp(big.NewRat(half, 100)) > 0 {
		r.say(p, from, to, diag.Warning, "A5", fmt.Sprintf("“%s”变化超过 %d%%", text, half), "核对两年的数和口径，并在文中说明原因")
	}
}

// solve finds last year's figure from this year's, the figure before, and the change;
// "" when there is not just one.
func (r *Reading) solve(p *passage, k int, less bool) string {
	rate := p.nums[k].fig
	for k--; k >= 0; k-- {
		n := &p.nums[k]
		if n.fig.Value == nil || n.fig.Percent || n.fig.Approx || !n.fig.Value.IsInt() || n.date() {
			continue
		}
		change := new(big.Rat).Set(rate.Value)
		if less {
			change.Neg(change)
		}
		factor := new(big.Rat).Add(big.NewRat(1, 1), change)
		if factor.Sign() <= 0 || !n.fig.Value.Num().IsInt64() {
			return ""
		}
		near, _ := new(big.Rat).Quo(n.fig.Value, factor).Float64()
		var hits []int64
		for b := int64(near) - 20; b <= int64(near)+20; b++ {
			if b <= 0 {
				continue
			}
			real := new(big.Rat).Quo(new(big.Rat).Sub(n.fig.Value, big.NewRat(b, 1)), big.NewRat(b, 1))
			if ledger.Round(real, rate.Decimals+2).Cmp(ledger.Round(change, rate.Decimals+2)) == 0 {
				hits = append(hits, b)
			}
		}
		if len(hits) == 1 {
			return fmt.Sprint(hits[0]) + n.measure
		}
		return ""
	}
	return ""
}

// unused reports, in one finding, figures typed in that the text does not name.
func (r *Reading) unused() {
	named := r.used()
	for _, m := range r.Account.Mentions {
		named[top(m.Path)] = true
	}
	var list []string
	var first ledger.Entry
	for _, e := range r.ledger.Entries() {
		if e.Derived || e.Depth > 0 || e.Pos.File != r.unit.Source.Name || named[e.Path] {
			continue
		}
		if list == nil {
			first = e
		}
		list = append(list, e.Path)
	}
	if len(list) > 0 {
		shown := strings.Join(list[:min(len(list), 6)], "、")
		if len(list) > 6 {
			shown += "……"
		}
		r.found.Add(diag.Hintf(first.Pos, "A7", "填了、正文没有用到的统计有 %d 项：%s", len(list), shown).Over(len([]rune(first.Fig.Raw))).Do("只进附表的不必改；该写进正文的用 {{组.项}} 引用"))
	}
}

// used are the 组.项 that placeholders of the unit's texts name, drawn and listed ones
// too.
func (r *Reading) used() map[string]bool {
	out := map[string]bool{}
	look := func(text string) {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "｛", "{"), "｝", "}")
		for {
			_, rest, ok := strings.Cut(text, "{{")
			if !ok {
				return
			}
			inner, after, ok := strings.Cut(rest, "}}")
			if !ok {
				return
			}
			for _, w := range strings.FieldsFunc(inner, func(c rune) bool { return strings.ContainsRune(" \u3000、，,|｜", c) }) {
				out[top(w)] = true
			}
			text = after
		}
	}
	for _, l := range r.unit.Intro {
		look(l.Text)
	}
	for _, s := range r.unit.Slots {
		for _, l := range s.Text {
			look(l.Text)
		}
	}
	return out
}

// top is the 组.项 of a path, without 上年 and 目标.
func top(path string) string {
	if word, rest := relation.Year(path); word != "" {
		path = rest
	}
	parts := strings.SplitN(path, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}
