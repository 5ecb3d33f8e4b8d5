// control.go is conditions and loops in text: {{如果 条件}}…{{否则}}…{{结束}} and
// {{每个 组.表 、}}…{{结束}}. Within one line they choose words; alone on their lines
// they choose paragraphs. They read figures and nothing else, and what they make has
// a bound.
package merge

import (
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

// The words of control, beside those in placeholder.go.
const (
	wordIf   = "如果"
	wordElse = "否则"
	wordEach = "每个"
	wordEnd  = "结束"
)

// What one unit's text may take, so that none is without an end: turns of its loops, and
// characters that loops and wording within wording read or put in. mostLoops is how deep
// loops may stand in each other.
const (
	mostTurns = 5000
	mostSpent = 2_000_000
	mostLoops = 3
)

// alone is a control word alone on its line.
var alone = pattern.Later(`^(?:\{\{|｛｛)\s*(如果|否则|每个|结束)(?:[ \x{3000}]+([^{}｛｝]*?))?\s*(?:\}\}|｝｝)$`)

// said is a line with the turn of the loop it stands in, nil outside of loops.
type said struct {
	data.Line
	turn *turn
}

// controlled is text with its conditions decided and its loops run, paragraph by
// paragraph; what stands within a line is left to expand.
func (m *Merger) controlled(text data.Text) []said {
	var out []said
	for len(text) > 0 {
		more, rest, stop := m.paragraphs(text, 0, true)
		if out = append(out, more...); stop == "" {
			break
		}
		line := rest[0] // an end without a beginning
		m.found.Add(diag.Errorf(line.Pos, codeHolder, "这个 %s 前面没有 {{如果 …}} 或 {{每个 …}}", strings.TrimSpace(line.Text)).Over(len([]rune(line.Text))).Do("删去这一行"))
		text = rest[1:]
	}
	return out
}

// in runs do with the names of a turn.
func (m *Merger) in(t *turn, do func()) {
	outer := m.turn
	m.turn = t
	do()
	m.turn = outer
}

// paragraphs reads text up to a line of 否则 or 结束 on its own level; rest begins with
// that line. taken tells whether what is read will be printed.
func (m *Merger) paragraphs(text data.Text, depth int, taken bool) (out []said, rest data.Text, stop string) {
	for len(text) > 0 {
		line := text[0]
		found := alone().FindStringSubmatch(trimmed(line).Text)
		switch {
		case found == nil:
			if taken {
				out = append(out, said{line, m.turn})
			} else {
				m.overlooked(line)
			}
			text = text[1:]
		case found[1] == wordElse || found[1] == wordEnd:
			return out, text, found[1]
		case depth >= maxNest:
			m.tooDeep(found[1], line.Pos, len([]rune(line.Text)))
			if _, text, stop = m.bodyOf(text[1:]); stop == "" {
				return out, nil, ""
			}
		default:
			var more []said
			more, text = m.block(text, found[1], strings.TrimSpace(found[2]), depth, taken)
			out = append(out, more...)
		}
	}
	return out, nil, ""
}

func (m *Merger) tooDeep(word string, pos diag.Pos, span int) {
	m.found.Add(diag.Errorf(pos, codeHolder, "%s套了太多层，最多 %d 层", word, maxNest).Over(span).Do("拆开写"))
}

// block reads one condition or loop that begins with text[0].
func (m *Merger) block(text data.Text, word, inner string, depth int, taken bool) (out []said, rest data.Text) {
	line := text[0]
	span := len([]rune(line.Text))
	unended := func() {
		m.found.Add(diag.Errorf(line.Pos, codeHolder, "{{%s …}} 没有 {{结束}}", word).Over(span).Do("在后面单独写一行 {{结束}}"))
	}
	if word == wordEach {
		body, rest, stop := m.bodyOf(text[1:])
		if stop == "" {
			unended()
			body = text[1:]
		}
		m.loop(inner, line.Pos, span, length(body), taken && stop != "", func(_ string, taken bool) {
			more, rest, stop := m.paragraphs(body, depth+1, taken)
			if out = append(out, more...); stop == wordElse {
				m.found.Add(diag.Errorf(rest[0].Pos, codeHolder, "“每个”没有“否则”").Over(len([]rune(rest[0].Text))).Do("删去 {{否则}}；没有时要印的话，在循环外面写 {{如果 没有 组.表}}…{{结束}}"))
			}
		})
		return out, rest
	}
	yes := m.holds(inner, line.Pos, span)
	first, rest, stop := m.paragraphs(text[1:], depth+1, taken && yes)
	var second []said
	if stop == wordElse {
		second, rest, stop = m.paragraphs(rest[1:], depth+1, taken && !yes)
	}
	for stop == wordElse {
		m.found.Add(diag.Errorf(rest[0].Pos, codeHolder, "一个“如果”只能有一个“否则”").Over(len([]rune(rest[0].Text))).Do("删去一个，或在“否则”里面另写“如果”"))
		_, rest, stop = m.paragraphs(rest[1:], depth+1, false)
	}
	if out = append(first, second...); stop != wordEnd {
		unended()
		return out, nil
	}
	return out, rest[1:]
}

// length is that of a text in characters.
func length(text data.Text) (n int) {
	for _, line := range text {
		n += len([]rune(line.Text)) + 1
	}
	return n
}

// bodyOf is the lines up to the 结束 that ends the loop, and those behind it.
func (m *Merger) bodyOf(text data.Text) (body, rest data.Text, stop string) {
	open := 0
	for i, line := range text {
		found := alone().FindStringSubmatch(trimmed(line).Text)
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
		m.tooDeep(word, pos, span)
		return nil, next
	}
	if end < 0 {
		m.found.Add(diag.Errorf(pos, codeHolder, "{{%s …}} 在这一行里没有 {{结束}}", word).Over(span).
			Do("写在同一行里，如 {{如果 组.项 > 0}}…{{结束}}；管几段的，{{%s …}} 和 {{结束}} 各单独写一行", word))
		return nil, len(rs) // what follows may stand on its names
	}
	piece := func(a, b int) data.Line { return data.Line{Text: string(rs[a:b]), Pos: line.Pos.Right(a)} }
	if word == wordEach {
		body := piece(to, end)
		m.loop(inner, pos, span, end-to, !m.quiet, func(mark string, taken bool) {
			if !taken {
				m.silently(func() { m.expandNested(body, depth+1) })
				return
			}
			turn := m.expandNested(body, depth+1)
			if mark != "" && len(out) > 0 && plainText(turn) != "" {
				out = append(out, doc.Run{Text: mark, Pos: pos})
			}
			out = append(out, turn...)
		})
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
