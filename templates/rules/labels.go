// labels.go checks numbering (checks N). Labels at the beginning of a line are
// renumbered by the program; those within a paragraph are only reported.
package rules

import (
	"fmt"
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/hanzi"
)

// skipped reports a heading that leaves out a level.
func (r *Reading) skipped() {
	level := 0
	told := false
	for _, p := range r.passages {
		if p.level == 0 {
			continue
		}
		if p.level == 1 {
			told = false
		}
		if p.level > level+1 && level > 0 && !told && p.own(0, len(p.text)) {
			told = true
			r.say(p, 0, p.head, diag.Warning, "N01", fmt.Sprintf("标题从第 %d 级跳到第 %d 级（“%s”）", level, p.level, p.label),
				fmt.Sprintf("改成第 %d 级：行首写 %s", level+1, strings.Repeat("#", level+1)))
			continue
		}
		level = p.level
	}
}

// commaLabels reports 1、 in the place of 1.
func (r *Reading) commaLabels() {
	for _, n := range r.unit.Numbering {
		if strings.HasSuffix(n.Text.Text, "{数}、") {
			r.found.Add(diag.Warnf(n.Text.Pos, "N03", "第三级编号写成了“1、”").Over(len([]rune(n.Text.Text))).Do("规范写法是“1.”：删去“编号”里的这一项"))
			return
		}
	}
	count, first := 0, -1
	for i, p := range r.passages {
		if p.level != 3 || !p.at(0).typed {
			continue
		}
		pos := p.place(0)
		line := strings.TrimSpace(string(r.line(pos)[:pos.Col-1]))
		line = strings.TrimLeft(line, "# ")
		if line != "" && digit([]rune(line)[0]) && strings.HasSuffix(line, "、") {
			if count == 0 {
				first = i
			}
			count++
		}
	}
	if count > 0 {
		pos := r.passages[first].place(0)
		label := strings.TrimLeft(string(r.line(pos)[:pos.Col-1]), "# \u3000")
		pos.Col -= len([]rune(label))
		d := diag.Warnf(pos, "N03", "第三级编号写成了“1、”，共 %d 处；印出来是“1.”", count).Over(len([]rune(strings.TrimSpace(label)))).Do("写作“1.”；可用 nianbao check --fix")
		r.found.Add(d)
	}
}

// headingMarks reports a mark at the end of a heading that stands alone, and blanks
// at its ends.
func (r *Reading) headingMarks() {
	for _, p := range r.passages {
		if p.level == 0 || p.title {
			continue
		}
		if last := len(p.text) - 1; p.alone && strings.ContainsRune("。，；、：", p.text[last]) && p.at(last).typed {
			r.say(p, last, last+1, diag.Warning, "N04", fmt.Sprintf("独立成行的标题末尾有“%c”", p.text[last]), "删去")
		}
		if pos := p.place(0); p.at(0).typed && pos.Col > 1 {
			line := r.line(pos)[:pos.Col-1]
			typed := strings.TrimSpace(string(line))
			if n := len(line); n > 0 && blank(line[n-1]) && typed != "" && !strings.HasSuffix(typed, "#") {
				r.say(p, 0, 1, diag.Hint, "N05", "编号和标题之间有空格", "删去；可用 nianbao check --fix")
			}
		}
	}
}

// ordinal is one label of a series within a text.
type ordinal struct {
	from, to, n int
	form        string // 是, 第, ①, （）
}

// series reports 一是, 二是 and the like that do not follow one another, over the
// paragraphs under one heading.
func (r *Reading) series() {
	last := map[string]ordinal{}
	for _, p := range r.passages {
		if p.level > 0 && p.alone || p.title {
			last = map[string]ordinal{}
			continue
		}
		if p.level > 0 {
			last = map[string]ordinal{}
		}
		if n, form := printed(p.label); n > 0 && p.level == 0 {
			last[form] = ordinal{n: n, form: form}
		}
		for _, o := range p.ordinals() {
			before, known := last[o.form]
			last[o.form] = o
			if o.n == 1 || known && o.n == before.n+1 || !p.own(o.from, o.to) {
				continue
			}
			text := p.words(o.from, o.to)
			switch {
			case !known:
				if o.form == "是" {
					r.say(p, o.from, o.to, diag.Warning, "N06", fmt.Sprintf("“%s”前面没有“一是”", text), "补上前面的几项，或改写")
				}
			case o.n == before.n:
				r.say(p, o.from, o.to, diag.Error, "N06", fmt.Sprintf("“%s”写了两次", text), "改成“"+relabel(text, before.n+1)+"”，后面的顺延")
			default:
				r.say(p, o.from, o.to, diag.Error, "N06", fmt.Sprintf("“%s”没有接着上一项", text), "应为“"+relabel(text, before.n+1)+"”；漏了一项的补上")
			}
		}
	}
}

// printed is the number and form of a label the program put in: 一是.
func printed(label string) (int, string) {
	rest, ok := strings.CutSuffix(label, "是")
	if !ok {
		return 0, ""
	}
	n, ok := hanzi.ParseNumeral(rest)
	if !ok {
		return 0, ""
	}
	return n, "是"
}

// relabel writes n in the form of text.
func relabel(text string, n int) string {
	rs := []rune(text)
	switch {
	case rs[0] >= '①' && rs[0] <= '⑳':
		return string('①' + rune(n-1))
	case strings.HasSuffix(text, "是"):
		return hanzi.Numeral(n) + "是"
	case strings.HasPrefix(text, "第"):
		return "第" + hanzi.Numeral(n)
	}
	return "（" + strconv.Itoa(n) + "）"
}

// ordinals finds the labels within p: 一是 and 第一， at the beginning of a clause, ①.
func (p *passage) ordinals() []ordinal {
	var out []ordinal
	for i := 0; i < len(p.text); i++ {
		c := p.text[i]
		if c >= '①' && c <= '⑳' {
			out = append(out, ordinal{i, i + 1, int(c-'①') + 1, "①"})
			continue
		}
		if i > 0 && !among("。；：，、？！", p.text[i-1]) && !blank(p.text[i-1]) && p.at(i).from != i {
			continue
		}
		start := i
		if c == '第' {
			start++
		}
		n := start
		for n < len(p.text) && n < start+3 && strings.ContainsRune("一二三四五六七八九十", p.text[n]) {
			n++
		}
		if n == start || n == len(p.text) {
			continue
		}
		value, ok := hanzi.ParseNumeral(p.words(start, n))
		switch {
		case !ok:
		case c == '第' && (p.text[n] == '，' || p.text[n] == '、'):
			out = append(out, ordinal{i, n, value, "第"})
		case c != '第' && p.text[n] == '是':
			out = append(out, ordinal{i, n + 1, value, "是"})
		}
	}
	return out
}
