// amounts.go checks how figures are written and counted (checks F, U).
package rules

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// exactAndMore reports 935余: exact to the last digit and yet more.
func (r *Reading) exactAndMore() {
	odd := func(f data.Figure) bool {
		digits := strings.TrimRight(f.Raw, "余多")
		last := digits[max(len(digits)-1, 0):]
		return f.Approx && digits != f.Raw && f.Scale == 0 && f.Decimals == 0 && len(digits) > 1 && last != "0" && last >= "1" && last <= "9"
	}
	hint := func(f data.Figure) string {
		digits := strings.TrimRight(f.Raw, "余多")
		for _, w := range []string{"超过", "约", "近", "超", "逾"} {
			digits = strings.TrimPrefix(digits, w)
		}
		return "是确数写“" + digits + "”，是约数写“" + digits[:len(digits)-1] + "0余”"
	}
	for _, e := range r.ledger.Entries() {
		if !e.Derived && e.Pos.File == r.unit.Source.Name && odd(e.Fig) {
			r.found.Add(diag.Errorf(e.Pos, "F01", "“%s”精确到个位，又带“余”", e.Fig.Raw).Over(len([]rune(e.Fig.Raw))).Do("%s", hint(e.Fig)))
		}
	}
	for _, p := range r.passages {
		for _, n := range p.nums {
			if n.path == "" && !n.han && n.fig.Value != nil && odd(n.fig) && p.at(n.from).typed {
				r.say(p, n.from, n.to, diag.Error, "F01", fmt.Sprintf("“%s”精确到个位，又带“余”", n.fig.Raw), hint(n.fig))
			}
		}
	}
}

// twiceMeasured reports 人次200余人次.
func (r *Reading) twiceMeasured() {
	for _, p := range r.passages {
		for _, n := range p.nums {
			m := []rune(n.measure)
			if len(m) < 2 || n.from < len(m) || !hasPrefix(p.text[n.from-len(m):], m) {
				continue
			}
			r.say(p, n.from-len(m), n.end, diag.Warning, "F02", fmt.Sprintf("“%s”写了两遍“%s”", p.words(n.from-len(m), n.end), n.measure), "删去前面的“"+n.measure+"”，改写成“参训”一类的动词")
		}
	}
}

// longMoney reports sums of six digits and more in 元.
func (r *Reading) longMoney() {
	const least = 100000
	for _, p := range r.passages {
		for _, n := range p.nums {
			if n.measure != "元" || n.fig.Value == nil || n.fig.Scale > 0 || n.fig.Percent || !p.own(n.from, n.end) {
				continue
			}
			if f, _ := n.fig.Value.Float64(); f >= least {
				r.say(p, n.from, n.end, diag.Hint, "F03", fmt.Sprintf("“%s”位数太多", p.words(n.from, n.end)), "宜用万元，并统一小数位数："+data.FormatRat(new(big.Rat).Quo(n.fig.Value, big.NewRat(10000, 1)), 2, true)+"万元")
			}
		}
	}
}

// mixedNumerals reports counts of one thing written once in Chinese numerals and once
// in digits: within a paragraph behind the same words, within a sentence where both
// are large.
func (r *Reading) mixedNumerals() {
	for _, p := range r.passages {
		for i := range p.nums {
			h := &p.nums[i]
			if !h.han || h.measure == "" || h.from < 2 || h.end < len(p.text) && strings.ContainsRune("不一", p.text[h.end]) {
				continue // 一件不漏, 一件一件 are no counts
			}
			for j := max(i-nearby, 0); j < min(i+nearby, len(p.nums)); j++ {
				d := &p.nums[j]
				if d.han || d.fig.Value == nil || d.measure == "" || d.from < 2 {
					continue
				}
				same := d.measure == h.measure && p.words(d.from-2, d.from) == p.words(h.from-2, h.from)
				large := h.fig.Scale >= 4 && d.fig.Scale >= 4 && p.back(h.from, "。！？") == p.back(d.from, "。！？")
				if same || large {
					r.say(p, h.from, h.end, diag.Warning, "F04", fmt.Sprintf("“%s”和“%s”一处用汉字、一处用数字", p.words(h.from, h.end), p.words(d.from, d.end)), "统计数统一用阿拉伯数字")
					break
				}
			}
		}
	}
}

// decimals reports rates cited with fewer decimals than the program works out, or
// than the other rates of the report have.
func (r *Reading) decimals() {
	type use struct {
		p *passage
		n *number
		d int
	}
	var uses []use
	most := 0
	for _, p := range r.passages {
		for i := range p.nums {
			n := &p.nums[i]
			if !n.fig.Percent || n.fig.Decimals == 0 || n.fig.Scale > 0 {
				continue
			}
			d := n.fig.Decimals
			uses = append(uses, use{p, n, d})
			most = max(most, d)
			if e, ok := r.ledger.Get(n.path); ok && e.Derived && e.Fig.Percent {
				_, frac, _ := strings.Cut(strings.TrimSuffix(e.Fig.Raw, "%"), ".")
				most = max(most, len(frac))
			}
		}
	}
	for _, u := range uses {
		if u.d < most && most-u.d < 3 && !trimmed(r, u.n) {
			r.say(u.p, u.n.from, u.n.to, diag.Hint, "F05", fmt.Sprintf("“%s”是 %d 位小数，别的率写（算）到 %d 位", u.p.words(u.n.from, u.n.to), u.d, most), "全文的率统一小数位数，一般两位")
		}
	}
}

// trimmed reports a rate whose further decimals are zeros.
func trimmed(r *Reading, n *number) bool {
	e, ok := r.ledger.Get(n.path)
	return ok && e.Derived && e.Fig.Value != nil && data.Percent(e.Fig.Value, 4, true) == data.Percent(n.fig.Value, 4, true)
}

// mixedMeasures reports 量词 the package treats as one used side by side, and those a
// field does not take.
func (r *Reading) mixedMeasures() {
	type use struct {
		p *passage
		n *number
	}
	groups := map[string][]use{}
	all := make([][]use, len(r.checks.Alike))
	for _, p := range r.passages {
		for i := range p.nums {
			n := &p.nums[i]
			if n.path == "" || n.measure == "" || n.fig.Percent {
				continue
			}
			e, ok := r.ledger.Get(n.path)
			if !ok {
				continue
			}
			if len(e.Field.Measures) > 0 && !slices.Contains(e.Field.Measures, n.measure) && !within(r.checks.Alike, n.measure, e.Field.Measures) && n.measure != "年" {
				r.say(p, n.from, n.end, diag.Hint, "U01", fmt.Sprintf("“%s”的量词是“%s”，这里写“%s”", n.path, strings.Join(e.Field.Measures, "、"), n.measure), "改成“"+e.Field.Measure()+"”，或核对是不是这一项")
			}
			for k, set := range r.checks.Alike {
				if slices.Contains(set, n.measure) {
					groups[e.Field.Group+"\x00"+fmt.Sprint(k)] = append(groups[e.Field.Group+"\x00"+fmt.Sprint(k)], use{p, n})
					all[k] = append(all[k], use{p, n})
				}
			}
		}
	}
	told := map[*number]bool{}
	odd := func(list []use, level diag.Level, what string) {
		for _, u := range list[min(1, len(list)):] {
			first := list[0]
			if u.n.measure == first.n.measure {
				continue
			}
			if !told[u.n] {
				told[u.n] = true
				r.say(u.p, u.n.from, u.n.end, level, "U01", fmt.Sprintf("%s“%s”和“%s”混用", what, first.p.words(first.n.from, first.n.end), u.p.words(u.n.from, u.n.end)), "统一用一种量词")
			}
			return
		}
	}
	var keys []string
	for k := range groups {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		group, _, _ := strings.Cut(k, "\x00")
		odd(groups[k], diag.Warning, "“"+group+"”里")
	}
	for _, list := range all {
		odd(list, diag.Hint, "全文")
	}
}

// within reports whether one of sets holds measure and one of others.
func within(sets [][]string, measure string, others []string) bool {
	return slices.ContainsFunc(sets, func(set []string) bool {
		return slices.Contains(set, measure) && slices.ContainsFunc(others, func(o string) bool { return slices.Contains(set, o) })
	})
}
