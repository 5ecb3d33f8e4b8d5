// wording.go checks words that are used in several ways, and sentences that run on
// (checks W01, W05).
package rules

import (
	"fmt"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/terms"
)

// spot is a place in the text.
type spot struct {
	p        *passage
	from, to int
}

// variants reports words of one list used side by side, and quoted names of which one
// is cut short.
func (r *Reading) variants() {
	seen := make([]map[string][]spot, len(r.checks.Variants))
	for _, p := range r.passages {
		end := map[int]int{}
		r.checks.VariantWords.Find(p.text, r.unit.Year, func(t *terms.Term, from, to int) {
			k := t.Set
			if from < end[k] || !p.own(from, to) {
				return
			}
			end[k] = to
			if seen[k] == nil {
				seen[k] = map[string][]spot{}
			}
			seen[k][t.Find] = append(seen[k][t.Find], spot{p, from, to})
		})
	}
	for k, uses := range seen {
		if len(uses) > 1 {
			r.mixed(k, uses)
		}
	}
	r.cutNames()
}

// mixed reports the first place of each word but the one used most.
func (r *Reading) mixed(k int, uses map[string][]spot) {
	v := r.checks.Variants[k]
	most := ""
	for _, w := range v.Words {
		if len(uses[w]) > len(uses[most]) || most == "" && len(uses[w]) > 0 {
			most = w
		}
	}
	for _, w := range v.Words {
		if w == most || len(uses[w]) == 0 {
			continue
		}
		at, level := uses[w][0], v.Level
		if s, ok := together(uses[w], uses[most]); ok && v.Close {
			at, level = s, diag.Warning
		}
		r.say(at.p, at.from, at.to, level, "W01", fmt.Sprintf("%s不一：%s和%s混用", v.Name, quoted(w), quoted(most)), "全文统一用一种说法")
	}
}

// together finds a place of a that stands in one sentence with one of b.
func together(a, b []spot) (spot, bool) {
	for _, x := range a {
		for _, y := range b {
			if x.p == y.p && x.p.back(x.from, "。！？；") == y.p.back(y.from, "。！？；") {
				return x, true
			}
		}
	}
	return spot{}, false
}

// cutNames reports a name in quotes that is another one cut short: “浙里调”, “浙里调解”.
func (r *Reading) cutNames() {
	const least, most, off = 3, 8, 2
	first := map[string]spot{}
	var order []string
	for _, p := range r.passages {
		for i := range p.text {
			if p.text[i] != '“' {
				continue
			}
			end := p.forward(i+1, "”\"“")
			if n := end - i - 1; n < least || n > most+off || end == len(p.text) || !p.own(i, end) {
				continue
			}
			w := p.words(i+1, end)
			if _, ok := first[w]; !ok {
				first[w] = spot{p, i + 1, end}
				order = append(order, w)
			}
		}
	}
	for _, w := range order {
		rs := []rune(w)
		for n := max(least, len(rs)-off); n < len(rs); n++ {
			if s, ok := first[string(rs[:n])]; ok {
				r.say(s.p, s.from, s.to, diag.Warning, "W01", fmt.Sprintf("名称不一：“%s”和“%s”", string(rs[:n]), w), "是同一个的统一写全称")
			}
		}
	}
}

// runOn reports a new matter begun behind a comma: one that opens with a year, or a
// count behind a percentage.
func (r *Reading) runOn() {
	for _, p := range r.passages {
		for i := 1; i < len(p.text); i++ {
			if p.text[i-1] != '，' || !digit(p.text[i]) {
				continue
			}
			end := p.forward(i, clauseMarks)
			before := p.back(i-1, clauseMarks)
			opensYear := end == i+5 && years(p.text[i:]) && p.text[i+4] == '年' && i-1 > p.back(i, sentenceMarks)
			counted := false
			for _, n := range p.nums {
				if n.from == i && n.measure != "" && !n.date() && end-n.end >= 4 {
					counted = strings.HasSuffix(p.words(before, i-1), "%") && containsAny(p.words(before, i-1), yearOnYear)
				}
			}
			if (opensYear || counted) && r.ours(p.place(i).File) {
				r.say(p, i-1, i, diag.Hint, "W05", "逗号后面另起一事：“"+shorten(p.words(i, end), 12)+"”", "前面用句号或分号断开")
			}
		}
	}
}
