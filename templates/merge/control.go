// control.go is conditions and loops in text: {{如果 条件}}…{{否则}}…{{结束}} and
// {{每个 组.表 、}}…{{结束}}. Within one line they choose words; alone on their lines
// they choose paragraphs. They read figures and nothing else, and what they make has
// a bound.
package merge

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
)

// The words of control, beside those in placeholder.go.
const (
	wordIf   = "如果"
	wordElse = "否则"
	wordEach = "每个"
	wordEnd  = "结束"
)

// mostTurns bounds the turns of all loops of one unit together.
const mostTurns = 5000

// alone is a control word alone on its line.
var alone = regexp.MustCompile(`^(?:\{\{|｛｛)\s*(如果|否则|每个|结束)(?:[ \x{3000}]+([^{}｛｝]*?))?\s*(?:\}\}|｝｝)$`)

// eachWithin finds a loop in a line.
var eachWithin = regexp.MustCompile(`(?:\{\{|｛｛)\s*每个[ \x{3000}]`)

// controlled is text with its conditions decided and its loops run, paragraph by
// paragraph; what stands within a line is left to expand.
func (m *Merger) controlled(text data.Text) data.Text {
	out, rest, _ := m.paragraphs(text, 0, true)
	for _, line := range rest { // an end without a beginning
		m.found.Add(diag.Errorf(line.Pos, codeHolder, "这个 %s 前面没有 {{如果 …}} 或 {{每个 …}}", line.Text).Over(len([]rune(line.Text))).Do("删去这一行"))
	}
	return out
}

// paragraphs reads text up to a line of 否则 or 结束 on its own level; rest begins with
// that line. taken tells whether what is read will be printed.
func (m *Merger) paragraphs(text data.Text, depth int, taken bool) (out, rest data.Text, stop string) {
	for len(text) > 0 {
		line := text[0]
		found := alone.FindStringSubmatch(trimmed(line).Text)
		switch {
		case found == nil:
			if taken {
				out = append(out, line)
			} else {
				m.overlooked(line)
			}
			text = text[1:]
		case found[1] == wordElse || found[1] == wordEnd:
			if depth > 0 {
				return out, text, found[1]
			}
			return append(out, m.controlled(text[1:])...), text[:1], ""
		case depth >= maxNest:
			m.found.Add(diag.Errorf(line.Pos, codeHolder, "%s套了太多层，最多 %d 层", found[1], maxNest).Over(len([]rune(line.Text))).Do("拆开写"))
			return out, nil, ""
		default:
			var more data.Text
			more, text = m.block(text, found[1], strings.TrimSpace(found[2]), depth, taken)
			out = append(out, more...)
		}
	}
	return out, nil, ""
}

// block reads one condition or loop that begins with text[0].
func (m *Merger) block(text data.Text, word, inner string, depth int, taken bool) (out, rest data.Text) {
	line := text[0]
	span := len([]rune(line.Text))
	unended := func() {
		m.found.Add(diag.Errorf(line.Pos, codeHolder, "{{%s …}} 没有 {{结束}}", word).Over(span).Do("在后面单独写一行 {{结束}}"))
	}
	if word == wordEach {
		body, rest, stop := m.bodyOf(text[1:])
		if stop == "" {
			unended()
			return nil, nil
		}
		for _, l := range body {
			if within := eachWithin.FindString(l.Text); within != "" {
				m.looping = true
				m.nested(l.Pos, len([]rune(l.Text)))
				m.looping = false
				return nil, rest
			}
		}
		if m.nested(line.Pos, span) {
			return nil, rest
		}
		defer func() { m.looping = false }()
		if turns, _, ok := m.turns(inner, line.Pos, span); ok && taken {
			for _, t := range turns {
				turn := make(data.Text, len(body))
				for i, l := range body {
					turn[i] = data.Line{Text: t.put(l.Text), Pos: l.Pos}
				}
				more, _, _ := m.paragraphs(turn, depth+1, true)
				out = append(out, more...)
			}
		}
		return out, rest
	}
	yes := m.holds(inner, line.Pos, span)
	first, rest, stop := m.paragraphs(text[1:], depth+1, taken && yes)
	var second data.Text
	if stop == wordElse {
		second, rest, stop = m.paragraphs(rest[1:], depth+1, taken && !yes)
	}
	if stop != wordEnd {
		unended()
		return nil, nil
	}
	return append(first, second...), rest[1:]
}

// bodyOf is the lines up to the 结束 that ends the loop, and those behind it.
func (m *Merger) bodyOf(text data.Text) (body, rest data.Text, stop string) {
	open := 0
	for i, line := range text {
		found := alone.FindStringSubmatch(trimmed(line).Text)
		switch {
		case found == nil:
		case found[1] == wordIf || found[1] == wordEach:
			open++
		case found[1] == wordEnd && open == 0:
			return text[:i], text[i+1:], wordEnd
		case found[1] == wordEnd:
			open--
		}
	}
	return nil, nil, ""
}

// overlooked reports names that mean nothing in text that is not printed this time.
func (m *Merger) overlooked(line data.Line) {
	if ownLine().MatchString(line.Text) {
		return
	}
	m.silently(func() { m.expand(line) })
}

// silently runs do and keeps of its findings those that hold whatever the figures are.
func (m *Merger) silently(do func()) {
	before, quiet := len(m.found), m.quiet
	m.quiet = true
	do()
	m.quiet = quiet
	kept := m.found[:before]
	for _, d := range m.found[before:] {
		if d.Code == codeName || d.Code == codeHolder || d.Code == codeReserve {
			kept = append(kept, d)
		}
	}
	m.found = kept
}

// inline expands a condition or loop that begins with the holder at rs[from:to] and ends on
// the same line; next is the place behind its 结束.
func (m *Merger) inline(rs []rune, from, to int, word, inner string, line data.Line, depth int) (out []doc.Run, next int) {
	pos, span := line.Pos.Right(from), to-from
	otherwise, end, next := parts(rs, to)
	if end >= 0 && depth >= maxNest {
		m.found.Add(diag.Errorf(pos, codeHolder, "%s套了太多层，最多 %d 层", word, maxNest).Over(span).Do("拆开写"))
		return nil, next
	}
	if end < 0 {
		m.found.Add(diag.Errorf(pos, codeHolder, "{{%s …}} 在这一行里没有 {{结束}}", word).Over(span).
			Do("写在同一行里，如 {{如果 组.项 > 0}}…{{结束}}；管几段的，{{%s …}} 和 {{结束}} 各单独写一行", word))
		return nil, to
	}
	piece := func(a, b int) data.Line { return data.Line{Text: string(rs[a:b]), Pos: line.Pos.Right(a)} }
	if word == wordEach {
		if m.nested(pos, span) {
			return nil, next
		}
		defer func() { m.looping = false }()
		turns, mark, _ := m.turns(inner, pos, span)
		for i, t := range turns {
			if i > 0 && mark != "" {
				out = append(out, doc.Run{Text: mark, Pos: pos})
			}
			body := piece(to, end)
			out = append(out, m.expandNested(data.Line{Text: t.put(body.Text), Pos: body.Pos}, depth+1)...)
		}
		return out, next
	}
	first, second := piece(to, end), data.Line{}
	if otherwise >= 0 {
		first = piece(to, otherwise)
		second = piece(holderEnd(rs, otherwise), end)
	}
	if !m.holds(inner, pos, span) {
		first, second = second, first
	}
	out = m.expandNested(first, depth+1)
	m.silently(func() { m.expandNested(second, depth+1) })
	return out, next
}

// nested reports a loop within a loop, whose names would mean two things, or enters one.
func (m *Merger) nested(pos diag.Pos, span int) bool {
	if m.looping {
		m.found.Add(diag.Errorf(pos, codeHolder, "“每个”里面不能再写“每个”").Over(span).Do("分成两处写"))
		return true
	}
	m.looping = true
	return false
}

// parts finds the 否则 (-1 for none) and 结束 of what was opened before from, and the
// place behind it; end is -1 when there is none.
func parts(rs []rune, from int) (otherwise, end, next int) {
	otherwise, open := -1, 0
	for i := from; i < len(rs); i++ {
		if !opens(rs, i) || i > 0 && rs[i-1] == '\\' {
			continue
		}
		stop := holderEnd(rs, i)
		word, _, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(string(rs[i+2:max(i+2, stop-2)]), "\u3000", " ")), " ")
		switch {
		case word == wordIf || word == wordEach:
			open++
		case word == wordElse && open == 0 && otherwise < 0:
			otherwise = i
		case word == wordEnd && open == 0:
			return otherwise, i, stop
		case word == wordEnd:
			open--
		}
		i = stop - 1
	}
	return otherwise, -1, from
}

// holderEnd is the place behind the holder that begins at i.
func holderEnd(rs []rune, i int) int {
	for j := i + 2; j < len(rs); j++ {
		if closes(rs, j) {
			return j + 2
		}
	}
	return len(rs)
}

// turn is what the names within a loop mean in one turn.
type turn struct {
	words map[string]string
	value string // of 数, as conditions take it
}

// loopHolder is a holder in the body of a loop.
var loopHolder = regexp.MustCompile(`(?:\{\{|｛｛)\s*([^{}｛｝]*?)\s*(?:\}\}|｝｝)`)

// put writes what the turn means into text.
func (t turn) put(text string) string {
	return loopHolder.ReplaceAllStringFunc(text, func(holder string) string {
		inner := loopHolder.FindStringSubmatch(holder)[1]
		if word, ok := t.words[inner]; ok {
			return strings.ReplaceAll(word, "{{", `\{{`)
		}
		if cond, ok := strings.CutPrefix(inner, wordIf+" "); ok && t.value != "" {
			fields := strings.Fields(cond)
			for i, f := range fields {
				if f == "数" {
					fields[i] = t.value
				}
			}
			return "{{" + wordIf + " " + strings.Join(fields, " ") + "}}"
		}
		return holder
	})
}

// turns are those of a loop over a 表 or a 名单, and the mark to stand between them.
func (m *Merger) turns(inner string, pos diag.Pos, span int) (out []turn, mark string, ok bool) {
	path, mark, _ := strings.Cut(m.ledger.Package.Schema.Current(strings.ReplaceAll(inner, "\u3000", " ")), " ")
	f := m.ledger.Package.Schema.Field(path)
	if f == nil || f.Type != data.Table && f.Type != data.Roster {
		m.found.Add(diag.Errorf(pos, codeName, "“每个”后面的“%s”不是表或名单", path).Over(span).Do("写作 {{每个 组.表 、}}{{名}}{{数}}件{{结束}}"))
		return nil, "", false
	}
	v := m.unit.Figures.Get(path)
	if v == nil {
		return nil, mark, true
	}
	for i, p := range v.Parts {
		out = append(out, turn{value: data.FormatRat(p.Fig.Value, 12, true), words: map[string]string{
			"名": p.Name, "数": p.Fig.Raw, "量词": f.Measure(), "序": strconv.Itoa(i + 1)}})
		if !m.quiet {
			m.place(path + "." + p.Name)
		}
	}
	for i, r := range v.Records {
		t := turn{words: map[string]string{"序": strconv.Itoa(i + 1)}}
		for c, name := range f.Cols {
			t.words[name] = r[c]
		}
		out = append(out, t)
	}
	if m.spun += len(out); m.spun > mostTurns {
		m.found.Add(diag.Errorf(pos, codeHolder, "循环转了 %d 次以上", mostTurns).Over(span).Do("减少循环，或改用 {{表 …}}"))
		return nil, "", false
	}
	return out, strings.TrimSpace(mark), true
}

// marks of comparison, to tell a comparison from a mere name.
const comparing = "=＝≤≥<>"

// holds decides a condition: comparisons of figures, 组.项 alone (it is filled), 没有
// 组.项, 类型 = 某类; several joined by 且 and 或.
func (m *Merger) holds(cond string, pos diag.Pos, span int) bool {
	cond = m.ledger.Package.Schema.Current(strings.ReplaceAll(cond, "\u3000", " "))
	if strings.TrimSpace(cond) == "" {
		m.found.Add(diag.Errorf(pos, codeHolder, "“如果”后面没有写条件").Over(span).Do("写作 {{如果 组.项 > 0}}"))
		return false
	}
	any := false
	for alternative := range strings.SplitSeq(cond, " 或 ") {
		all := true
		for one := range strings.SplitSeq(alternative, " 且 ") {
			all = m.oneHolds(strings.TrimSpace(one), pos, span) && all
		}
		any = any || all
	}
	return any
}

func (m *Merger) oneHolds(cond string, pos diag.Pos, span int) bool {
	if rest, ok := strings.CutPrefix(cond, "没有 "); ok {
		return !m.oneHolds(strings.TrimSpace(rest), pos, span)
	}
	if kind, ok := strings.CutPrefix(cond, "类型"); ok {
		if name := strings.TrimLeft(kind, " =＝"); name != kind && strings.ContainsAny(kind, "=＝") {
			if !slices.Contains(m.ledger.Package.Schema.Kinds, name) {
				m.found.Add(diag.Errorf(pos, codeName, "没有“%s”这个类型", name).Over(span).Do("可写：%s", strings.Join(m.ledger.Package.Schema.Kinds, "、")))
			}
			return m.kind.Name == name
		}
	}
	if !strings.ContainsAny(cond, comparing) {
		return m.filled(cond, pos, span)
	}
	return m.compare(cond, pos, span)
}
