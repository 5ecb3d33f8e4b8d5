// times.go checks years and periods (checks T). Words like 今年 are in the package's
// list.
package rules

import (
	"fmt"
	"strings"

	"nianbao/render/diag"
)

// monthStarts begin a count in the middle of the year.
var monthStarts = []string{"月以来", "月至今", "月份以来", "月起", "下半年以来", "月份起"}

// twoStarts reports a sentence that counts from the beginning of the year and from a
// month of it.
func (r *Reading) twoStarts() {
	for _, p := range r.passages {
		text := p.str
		for _, w := range monthStarts {
			b := strings.Index(text, w)
			if b < 0 {
				continue
			}
			i := len([]rune(text[:b]))
			start := p.back(i, "。！？；")
			head := p.words(start, i)
			if !strings.Contains(head, "年，") && !strings.Contains(head, "全年") && !strings.Contains(head, "年以来") && !strings.Contains(head, "年来") {
				continue
			}
			from := p.back(i, clauseMarks)
			to := i + len([]rune(w))
			if p.own(from, to) {
				r.say(p, from, to, diag.Warning, "T02", fmt.Sprintf("同一句里全年和“%s”两个统计起点", p.words(from, to)), "统一口径，或分成两句写明起止月份")
			}
		}
	}
}

// yearWords reports first-level headings of which some say 2024年, some 2024年度.
func (r *Reading) yearWords() {
	var plain, long []*passage
	for _, p := range r.passages {
		if p.level != 1 {
			continue
		}
		for i := 4; i < len(p.text); i++ {
			if p.text[i] == '年' && years(p.text[i-4:i]) && p.cover[i] == 0 {
				if i+1 < len(p.text) && p.text[i+1] == '度' {
					long = append(long, p)
				} else {
					plain = append(plain, p)
				}
				break
			}
		}
	}
	if len(plain) == 0 || len(long) == 0 {
		return
	}
	fewer := long
	if len(plain) < len(long) {
		fewer = plain
	}
	for _, list := range [][]*passage{fewer, plain, long} {
		for _, p := range list {
			if r.ours(p.place(0).File) {
				r.say(p, 0, p.head, diag.Hint, "T03", "一级标题里“年”和“年度”混用", "统一成一种")
				return
			}
		}
	}
}

// staleYears reports years that are neither the report's nor the next, where nothing
// says why they stand there: mostly last year's draft taken over.
func (r *Reading) staleYears() {
	for _, p := range r.passages {
		for k := range p.nums {
			n := &p.nums[k]
			y := n.year()
			if y == 0 || y == r.unit.Year || y == r.unit.Year+1 || !p.at(n.from).typed || p.cover[n.from] != 0 || r.excusedYear(p, n) {
				continue
			}
			text := p.words(n.from, n.end)
			heading := p.title || p.intro || p.level > 0 && n.from < p.head
			opens := n.from == p.back(n.from, "。！？；") && n.end < len(p.text) && strings.ContainsRune("，,度", p.text[n.end])
			switch {
			case y > r.unit.Year+1 && !heading: // a plan reaches further
			case y < r.unit.Year-2 && !heading:
				r.say(p, n.from, n.end, diag.Hint, "T04", fmt.Sprintf("本报告是 %d 年的，这里写“%s”", r.unit.Year, text), "确是往年的事请写明“自××年起”一类的话")
			case heading || opens:
				r.say(p, n.from, n.end, diag.Error, "T04", fmt.Sprintf("本报告是 %d 年的，这里写“%s”，像是套用旧稿", r.unit.Year, text), r.yearHint(y))
			default:
				r.say(p, n.from, n.end, diag.Warning, "T04", fmt.Sprintf("本报告是 %d 年的，这里写“%s”", r.unit.Year, text), r.yearHint(y))
			}
		}
	}
}

func (r *Reading) yearHint(y int) string {
	if y == r.unit.Year-1 {
		return "写 {{年度}}年；确是上年的事写“上年”或 {{上年}}年，并说明"
	}
	return "写 {{年度}}年或 {{下年}}年"
}

// excusedYear reports a year that says itself why it is not the report's: a span, the
// start of something, a comparison.
func (r *Reading) excusedYear(p *passage, n *number) bool {
	if n.from > 0 && strings.ContainsRune("—-－–~～至到、", p.text[n.from-1]) {
		return true
	}
	if n.end < len(p.text) && strings.ContainsRune("—-－–~～至到、", p.text[n.end]) {
		return true
	}
	sentence := p.words(p.back(n.from, "。！？；"), p.forward(n.end, "。！？；"))
	return containsAny(sentence, r.checks.Since)
}
