// problems.go checks that each problem named has a cause and an answer in the plans
// (checks C07).
package rules

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates"
)

// problem is one item of the part that names problems.
type problem struct {
	p        *passage
	from, to int    // its heading or first clause
	text     string // all of it
}

// answered looks at every slot whose problems another slot must answer.
func (r *Reading) answered() {
	for _, s := range r.kind.Slots {
		if s.AnsweredBy.Text == "" {
			continue
		}
		items := r.problems(s.Name)
		if len(items) == 0 {
			continue
		}
		r.share(s, items)
		r.causes(s, items)
		r.answers(s, items)
	}
}

// problems takes the text of a slot apart: by headings, by 一是 paragraphs, or by 一是
// within a paragraph.
func (r *Reading) problems(slot string) []problem {
	var out []problem
	under := 0 // level of the heading the last item began with
	for _, p := range r.passages {
		if p.slot != slot || p.level == 1 && p.alone {
			continue
		}
		series := p.series()
		switch {
		case p.level > 1 && (under == 0 || p.level <= under):
			under = p.level
			out = append(out, problem{p, 0, p.head, p.str})
		case under > 0 && len(out) > 0:
			out[len(out)-1].text += p.str
		case p.label != "" && len(series) < 2:
			out = append(out, problem{p, 0, p.forward(0, "，。；"), p.str})
		case len(series) > 1:
			for i, o := range series {
				end := len(p.text)
				if i+1 < len(series) {
					end = series[i+1].from
				}
				out = append(out, problem{p, o.to, min(p.forward(o.to, "，。；"), end), p.words(o.to, end)})
			}
		case len(out) > 0:
			out[len(out)-1].text += p.str
		}
	}
	return out
}

// series is the ordinals of p, the one taken off its beginning as a label included:
// “一是……。二是……” in one paragraph is two items.
func (p *passage) series() []ordinal {
	within := p.ordinals()
	n, form := printed(p.label)
	if n == 0 || !slices.ContainsFunc(within, func(o ordinal) bool { return o.form == form && o.n == n+1 }) {
		if p.label != "" {
			return nil
		}
		return within
	}
	out := []ordinal{{n: n, form: form}}
	for _, o := range within {
		if o.form == form {
			out = append(out, o)
		}
	}
	return out
}

// share reports a part on problems that is hardly there: in published reports it takes
// 6 to 13 % of the text.
func (r *Reading) share(s templates.Slot, items []problem) {
	const least = 4
	all, own := 0, 0
	for _, p := range r.passages {
		all += len(p.text)
		if p.slot == s.Name {
			own += len(p.text)
		}
	}
	if all > 0 && own*100 < least*all {
		p := items[0].p
		r.say(p, items[0].from, max(items[0].to, items[0].from+1), diag.Hint, "C07", fmt.Sprintf("“%s”只占全文的 %d%%", s.Name, own*100/all), "公开的报告一般占百分之六到十三：把问题写具体")
	}
}

// causes reports, in one finding, problems that give no cause.
func (r *Reading) causes(s templates.Slot, items []problem) {
	var bare []string
	var at *problem
	for i := range items {
		if !containsAny(items[i].text, r.checks.Causes) {
			if at == nil {
				at = &items[i]
			}
			bare = append(bare, "“"+shorten(items[i].p.words(items[i].from, items[i].to), 14)+"”")
		}
	}
	if at != nil && len(r.checks.Causes) > 0 {
		r.say(at.p, at.from, max(at.to, at.from+1), diag.Warning, "C07", fmt.Sprintf("“%s”有 %d 条没有写原因：%s", s.Name, len(bare), strings.Join(bare, "、")), "每条写明“原因是……”")
	}
}

// answers reports, in one finding, problems the plans say nothing about.
func (r *Reading) answers(s templates.Slot, items []problem) {
	plan := map[[2]rune]bool{}
	any := false
	for _, p := range r.passages {
		if p.slot != s.AnsweredBy.Text {
			continue
		}
		any = true
		for i := 0; i+1 < len(p.text); i++ {
			plan[[2]rune{p.text[i], p.text[i+1]}] = true
		}
	}
	if !any {
		return
	}
	var left []string
	var at *problem
	for i := range items {
		head := r.subject(items[i].p.words(items[i].from, items[i].to))
		hits, all := 0, 0
		for _, part := range head {
			rs := []rune(part)
			for k := 0; k+1 < len(rs); k++ {
				all++
				if plan[[2]rune{rs[k], rs[k+1]}] {
					hits++
				}
			}
		}
		if all > 0 && hits == 0 {
			if at == nil {
				at = &items[i]
			}
			left = append(left, "“"+shorten(items[i].p.words(items[i].from, items[i].to), 14)+"”")
		}
	}
	if at != nil {
		r.say(at.p, at.from, max(at.to, at.from+1), diag.Warning, "C07", fmt.Sprintf("“%s”有 %d 条在“%s”里没有对应的措施：%s", s.Name, len(left), s.AnsweredBy.Text, strings.Join(left, "、")), "在“"+s.AnsweredBy.Text+"”里逐条写改进措施")
	}
}

// subject is what a problem is about: its heading without the words every problem has.
func (r *Reading) subject(head string) []string {
	for _, w := range r.checks.Idle {
		head = strings.ReplaceAll(head, w, "，")
	}
	return strings.FieldsFunc(head, func(c rune) bool { return strings.ContainsRune("，。；、：的“”", c) })
}
