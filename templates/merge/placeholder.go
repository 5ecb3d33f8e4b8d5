// placeholder.go puts figures and words in for {{…}} (contract §3).
package merge

import (
	"slices"
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/hanzi"
	"nianbao/templates/data"
)

// maxNest is how deep wording may name wording.
const maxNest = 5

// expand turns one line into runs. Full-width ｛｛ ｝｝ work too; \{{ prints {{.
func (m *Merger) expand(line data.Line) []doc.Run { return m.expandNested(line, 0) }

func (m *Merger) expandNested(line data.Line, depth int) []doc.Run {
	var out []doc.Run
	rs := []rune(line.Text)
	if !m.takes(len(rs), line.Pos) {
		return nil
	}
	start, literal := 0, 0 // literal counts {{ that are to be printed
	text := func(to int) {
		if to > start {
			out = append(out, doc.Run{Text: string(rs[start:to]), Pos: line.Pos.Right(start)})
		}
	}
	for i := 0; i < len(rs); {
		if rs[i] == '\\' && opens(rs, i+1) {
			text(i)
			out = append(out, doc.Run{Text: string(rs[i+1 : i+3]), Pos: line.Pos.Right(i + 1)})
			literal++
			i += 3
			start = i
			continue
		}
		if !opens(rs, i) {
			m.singleBraces(rs, i, line.Pos)
			if closes(rs, i) && literal > 0 {
				literal--
				i++
			} else if closes(rs, i) {
				m.found.Add(diag.Errorf(line.Pos.Right(i), codeHolder, "}} 前面没有 {{").Over(2).Do("补上 {{，或删去 }}"))
				i++
			}
			i++
			continue
		}
		end := i + 2
		for end < len(rs) && !closes(rs, end) && !opens(rs, end) {
			end++
		}
		if end >= len(rs) || opens(rs, end) {
			m.found.Add(diag.Errorf(line.Pos.Right(i), codeHolder, "{{ 没有写完，缺 }}").Over(min(end, i+12) - i).Do("写作 {{组.项}}"))
			i = end
			continue
		}
		text(i)
		if word, inner := controlWord(rs[i+2 : end]); word != "" {
			runs, next := m.inline(rs, i, end+2, word, inner, line, depth)
			out = append(out, runs...)
			i, start = next, next
			continue
		}
		pos := line.Pos.Right(i)
		runs := m.fitting(m.holder(strings.TrimSpace(string(rs[i+2:end])), pos, end+2-i, depth), pos)
		if m.turn == nil || m.spend(len([]rune(plainText(runs))), pos, end+2-i) {
			out = append(out, runs...)
		}
		i = end + 2
		start = i
	}
	text(len(rs))
	return out
}

// singleBraces reports {组.项}, which would be printed as it stands.
func (m *Merger) singleBraces(rs []rune, i int, pos diag.Pos) {
	if rs[i] != '{' && rs[i] != '｛' || i > 0 && (rs[i-1] == rs[i] || rs[i-1] == '\\') {
		return
	}
	for end := i + 1; end < len(rs) && end < i+40 && rs[end] != '{'; end++ {
		if rs[end] != '}' && rs[end] != '｝' {
			continue
		}
		name := strings.TrimSpace(string(rs[i+1 : end]))
		_, word := m.word(name)
		if _, known := m.ledger.Get(name); known || word || m.ledger.Package.Schema.Field(name) != nil {
			m.found.Add(diag.Errorf(pos.Right(i), codeHolder, "“%s”只有一层花括号，会照样印出来", string(rs[i:end+1])).Over(end+1-i).Do("写作 {{%s}}", name))
		}
		return
	}
}

func opens(rs []rune, i int) bool  { return pair(rs, i, '{', '｛') }
func closes(rs []rune, i int) bool { return pair(rs, i, '}', '｝') }

func pair(rs []rune, i int, a, b rune) bool {
	return i+1 < len(rs) && (rs[i] == a && rs[i+1] == a || rs[i] == b && rs[i+1] == b)
}

// holder gives the runs of one placeholder; span is its width in the source.
func (m *Merger) holder(inner string, pos diag.Pos, span, depth int) []doc.Run {
	fail := func(code, hint, format string, args ...any) []doc.Run {
		m.found.Add(diag.Errorf(pos, code, format, args...).Over(span).Do("%s", hint))
		return nil
	}
	inner = strings.ReplaceAll(strings.ReplaceAll(inner, "｜", "|"), "\u3000", " ")
	inner = m.ledger.Package.Schema.Current(inner)
	word, rest, _ := strings.Cut(inner, " ")
	rest = strings.TrimSpace(rest)
	if word == wordElse || word == wordEnd {
		return fail(codeReserve, "写作 {{如果 组.项 > 0}}…{{否则}}…{{结束}}；管几段的，各单独写一行", "“%s”前面没有“如果”或“每个”", word)
	}
	switch {
	case inner == "":
		return fail(codeHolder, "写作 {{组.项}}", "{{ }} 里没有内容")
	case rest == "" && (word == "列举" || word == "同比" || word == "表" || word == "图"):
		return fail(codeHolder, "写作 {{"+word+" 组.项}}", "“%s”后面没有写是哪一项", word)
	case word == "列举":
		return m.enumerate(rest, pos, span)
	case word == "同比":
		return m.yearOnYear(rest, pos, span)
	case word == "表" || word == "图":
		return fail(codeHolder, "把 {{"+word+" …}} 单独写一行", "{{%s …}} 要独占一行", word)
	}
	name, style, styled := strings.Cut(inner, "|")
	name, style = strings.TrimSpace(name), strings.TrimSpace(style)
	if runs, ok := m.fromTurn(name, style, pos, span); ok {
		return runs
	}
	if text, ok := m.word(name); ok {
		if styled {
			return fail(codeFormat, "写作 {{"+name+"}}", "“%s”不是统计数，不能改写法", name)
		}
		if strings.Contains(text.Text, "{{") || strings.Contains(text.Text, "｛｛") {
			if depth >= maxNest {
				return fail(codeHolder, "用语里不要引用它自己", "“%s”绕回了自己", name)
			}
			if !m.spend(1+len([]rune(text.Text)), pos, span) {
				return nil
			}
			runs := m.expandNested(text, depth+1)
			return []doc.Run{{Text: plainText(runs), Pos: pos}}
		}
		if text.Pos.Line > 0 {
			pos = text.Pos // the characters stand where the word was defined
		}
		return []doc.Run{{Text: text.Text, Pos: pos}}
	}
	fig, ok := m.figure(name, pos, span)
	if !ok {
		return nil
	}
	out := fig.Raw
	if styled {
		var why string
		if out, why = restyle(fig, style); why != "" {
			return fail(codeFormat, "去掉“|”后面的部分照原样引用", "%s", why)
		}
	}
	return []doc.Run{{Text: out, Pos: pos, Path: name}}
}

// yearOnYear gives 同比 of a figure in words, or reports why it cannot be said.
func (m *Merger) yearOnYear(path string, pos diag.Pos, span int) []doc.Run {
	text, why := m.ledger.YearOnYear(path)
	if why == "" {
		m.place(path)
		return []doc.Run{{Text: text, Pos: pos, Path: path}}
	}
	if _, known := m.ledger.Get(path); !known {
		m.missing(path, pos, span)
	} else if !m.unit.Last.Refused(path) { // else reported where it was typed
		fact, remedy, _ := strings.Cut(why, "：")
		m.gap(pos, span, path, "同比算不出："+fact, remedy, "")
	}
	return nil
}

// word is what a name means that is no figure.
func (m *Merger) word(name string) (data.Line, bool) {
	year := m.unit.Year
	switch name {
	case "年度":
		return data.Line{Text: strconv.Itoa(year)}, true
	case "下年":
		return data.Line{Text: strconv.Itoa(year + 1)}, true
	case "上年":
		return data.Line{Text: strconv.Itoa(year - 1)}, true
	case "版本":
		if m.version != nil {
			return m.version.Name, true
		}
	case "单位":
		return m.unit.Name, true
	case "全称":
		return m.unit.FullName, true
	case "填报.填报人":
		return data.Line{Text: m.unit.Filing.By}, true
	case "填报.审核人":
		return data.Line{Text: m.unit.Filing.Checked}, true
	case "填报.负责人":
		return data.Line{Text: m.unit.Filing.Head}, true
	case "填报.电话":
		return data.Line{Text: m.unit.Filing.Phone}, true
	case "填报.报送日期":
		return data.Line{Text: chineseDate(m.unit.Filing.Sent)}, true
	case "成文日期":
		return data.Line{Text: chineseDate(m.unit.Date)}, true
	}
	if v := m.unit.Figures.Get(name); v != nil && v.Str != "" { // 文字, 选项, 日期
		text := strings.ReplaceAll(v.Str, "\n", "")
		if v.Field.Type == data.Date {
			text = chineseDate(text)
		}
		return data.Line{Text: text, Pos: v.Pos}, true
	}
	if key, ok := strings.CutPrefix(name, "用语."); ok {
		for _, list := range [][]data.Named{m.unit.Wording, m.kind.Wording} {
			for _, n := range list {
				if n.Key == key {
					return n.Text, true
				}
			}
		}
	}
	return data.Line{}, false
}

// figure finds the figure a name means, or reports why there is none.
func (m *Merger) figure(name string, pos diag.Pos, span int) (data.Figure, bool) {
	if path, ok := strings.CutPrefix(name, "上年."); ok {
		if f, ok := m.ledger.Last(path); ok {
			return f, true
		}
		if !m.knows(path) {
			m.found.Add(m.near(diag.Errorf(pos, codeName, "没有“%s”这个指标", path).Over(span), "上年.", path, "写“统计”里的“组.项”"))
		} else if !m.unit.Last.Refused(path) {
			m.gap(pos, span, path, "上年没有填“"+path+"”", "在“上年”下写去年的数", "，或删去这一句")
		}
		return data.Figure{}, false
	}
	if path, ok := strings.CutPrefix(name, "目标."); ok {
		if f, ok := m.ledger.Target(path); ok {
			return f, true
		}
		if !m.knows(path) {
			m.found.Add(m.near(diag.Errorf(pos, codeName, "没有“%s”这个指标", path).Over(span), "目标.", path, "写“统计”里的“组.项”"))
			return data.Figure{}, false
		}
		m.gap(pos, span, path, "目标没有填“"+path+"”", "在“目标”下写 "+path+": …", "，或删去这一句")
		return data.Figure{}, false
	}
	e, ok := m.ledger.Get(name)
	if !ok {
		m.missing(name, pos, span)
		return data.Figure{}, false
	}
	m.place(name)
	return e.Fig, true
}

// knows reports whether a path, or the last part of one, names any figure.
func (m *Merger) knows(path string) bool {
	if _, ok := m.ledger.Get(path); ok || m.ledger.Declared(path) != nil {
		return true
	}
	return slices.ContainsFunc(m.ledger.Paths(), func(p string) bool {
		return !strings.Contains(path, ".") && strings.HasSuffix(p, "."+path)
	})
}

// near gives x the remedy “did you mean”, or otherwise when no name is near; prefix
// stands before the name in the placeholder.
func (m *Merger) near(x diag.Diagnostic, prefix, name, otherwise string) diag.Diagnostic {
	if last := name[strings.LastIndexByte(name, '.')+1:]; slices.Contains([]string{turnName, turnFigure, turnMeasure, turnCount}, strings.TrimPrefix(name, turnOuter)) || strings.HasPrefix(name, turnOuter) {
		return x.Do("“%s”只能写在 {{每个 组.表 、}} 和 {{结束}} 之间；“外.”是外面一层“每个”的", last)
	}
	known := append(m.ledger.Paths(), "年度", "下年", "上年", "单位", "全称")
	for _, list := range [][]data.Named{m.unit.Wording, m.kind.Wording} {
		for _, n := range list {
			known = append(known, "用语."+n.Key)
		}
	}
	if prefix != "" && !strings.Contains(name, ".") { // an aim may be called by its last part
		for _, path := range m.ledger.Paths() {
			known = append(known, path[strings.LastIndexByte(path, '.')+1:])
		}
	}
	if best := data.Nearest(name, known); best != "" {
		return x.Do("是不是想写 {{%s%s}}？", prefix, best)
	}
	return x.Do("%s", otherwise)
}

// restyle gives a figure in another writing: 汉字, 小数 n.
func restyle(f data.Figure, style string) (text, why string) {
	word, arg, _ := strings.Cut(style, " ")
	if f.Approx || strings.HasSuffix(f.Raw, "元") || !f.Percent && f.Scale != 0 {
		return "", "“" + f.Raw + "”是约数或带着单位，只能照原样引用"
	}
	switch word {
	case "汉字":
		if f.Percent || !f.Value.IsInt() || f.Value.Num().BitLen() > 8 || f.Value.Num().Int64() > 99 {
			return "", "“" + f.Raw + "”不能写成汉字：只有 0 到 99 的确数可以"
		}
		return hanzi.Quantity(int(f.Value.Num().Int64())), ""
	case "小数":
		n, err := strconv.Atoi(strings.TrimSpace(arg))
		if err != nil || n < 0 || n > 6 {
			return "", "“小数”后面应是 0 到 6"
		}
		if f.Percent {
			return data.Percent(f.Value, n, false), ""
		}
		return data.FormatRat(f.Value, n, false), ""
	}
	return "", "不认识“|" + style + "”，可写 |汉字 或 |小数 1"
}

// place remembers under which heading a figure is named.
func (m *Merger) place(path string) {
	if m.quiet {
		return
	}
	where := strings.TrimRight(strings.Join(m.here, ""), "、.．")
	if where == "" {
		return
	}
	for _, w := range m.places[path] {
		if w == where {
			return
		}
	}
	m.places[path] = append(m.places[path], where)
}
