// body.go reads 正文: light marks and labels pasted from Word become numbered
// headings, paragraphs and enumerations (contract §3).
package merge

import (
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
	"nianbao/templates/ledger"
)

// body collects the blocks of the text, numbering as it goes.
type body struct {
	m       *Merger
	blocks  []doc.Block
	count   [4]int // headings of each level so far
	tables  int    // tables so far
	figures int    // figures so far
	items   int    // enumeration since the last heading or plain paragraph
	from    int    // where the blocks of this slot begin
}

// closedMark begins a paragraph that is left out of what is published.
const closedMark = "〔不公开〕"

// template prints the package's heading of a slot unless its text brings its own.
func (b *body) template(s templates.Slot, first data.Line) {
	b.from = len(b.blocks)
	opening, _ := uncloak(first)
	if level, _, _ := b.label(opening.Text); level == 1 || s.Title.Text == "" {
		return
	}
	b.heading(1, s.Title)
}

// said reads the lines of one text, each with the names of its loops.
func (b *body) said(text []said) {
	b.items = 0
	for _, line := range text {
		b.m.in(line.turn, func() { b.line(line.Line) })
	}
}

// open is text without the paragraphs that this form leaves out.
func (b *body) open(text []said) []said {
	if b.m.form != formWeb {
		return text
	}
	var out []said
	for _, line := range text {
		_, n, _ := b.label(line.Text)
		if _, closed := uncloak(line.Line); closed {
			continue
		}
		if _, closed := uncloak(cut(line.Line, n)); !closed {
			out = append(out, line)
		}
	}
	return out
}

// uncloak takes the mark 〔不公开〕 off the beginning of a line.
func uncloak(l data.Line) (rest data.Line, closed bool) {
	l = trimmed(l)
	if !strings.HasPrefix(l.Text, closedMark) {
		return l, false
	}
	return trimmed(cut(l, len([]rune(closedMark)))), true
}

// cut drops the first n characters of a line.
func cut(l data.Line, n int) data.Line {
	if n == 0 {
		return l
	}
	return data.Line{Text: string([]rune(l.Text)[n:]), Pos: l.Pos.Right(n)}
}

// trimmed drops leading space.
func trimmed(l data.Line) data.Line {
	rest := strings.TrimLeft(l.Text, " \t\u3000\u00a0")
	if len(rest) == len(l.Text) {
		return l
	}
	return data.Line{Text: rest, Pos: l.Pos.Right(len([]rune(l.Text)) - len([]rune(rest)))}
}

// ownLine is a placeholder that makes a block of its own.
var ownLine = pattern.Later(`^(?:\{\{|｛｛)\s*([表图])[ \x{3000}]+(.+?)\s*(?:\}\}|｝｝)$`)

// line adds the block one line makes. The mark 〔不公开〕 may stand before or behind
// a label; it is never printed.
func (b *body) line(line data.Line) {
	if !b.m.takes(paraRoom, line.Pos) {
		return
	}
	line, _ = uncloak(line)
	if strings.HasPrefix(line.Text, "{{") || strings.HasPrefix(line.Text, "｛｛") {
		if m := ownLine().FindStringSubmatch(line.Text); m != nil {
			inner := b.m.ledger.Package.Schema.Current(m[2])
			if m[1] == "图" {
				b.figure(inner, line)
			} else {
				b.table(inner, line)
			}
			return
		}
	}
	level, n, typed := b.label(line.Text)
	rest, _ := uncloak(cut(line, n))
	switch {
	case level >= 1 && level <= 4:
		b.heading(level, rest)
		b.renumbered(line, n, typed, b.count[level-1], codeLabel)
	case level == levelItem:
		b.items++
		b.renumbered(line, n, typed, b.items, codeItem)
		b.blocks = append(b.blocks, doc.Para{Label: b.itemLabel(), Text: b.m.expand(rest)})
	case level == levelJoin:
		b.items++
		b.join(rest)
	default:
		b.items = 0
		if runs := b.m.expand(rest); len(runs) > 0 {
			b.blocks = append(b.blocks, doc.Para{Text: runs})
		}
	}
}

// renumbered notes a pasted label, n characters wide, whose number is not its place.
func (b *body) renumbered(line data.Line, n int, typed string, count int, code string) {
	if want := strconv.Itoa(count); typed != "" && typed != want {
		b.m.found.Add(diag.Hintf(line.Pos, code, "编号写的是第 %s，按次序排为第 %s", typed, want).Over(n).Do("程序已按次序重排，不必改；如漏了一段请补上"))
	}
}

func (b *body) itemLabel() string {
	return numbered(b.rules().Item, b.items)
}

// join adds an item to the paragraph before it.
func (b *body) join(rest data.Line) {
	label := doc.Run{Text: b.itemLabel(), Pos: rest.Pos}
	runs := append([]doc.Run{label}, b.m.expand(rest)...)
	if n := len(b.blocks); n > b.from {
		switch last := b.blocks[n-1].(type) {
		case doc.Para:
			last.Text = append(last.Text, runs...)
			b.blocks[n-1] = last
			return
		case doc.Heading:
			if len(last.Body) > 0 || endsSentence(plainText(last.Text)) {
				last.Body = append(last.Body, runs...)
				b.blocks[n-1] = last
				return
			}
		}
	}
	b.blocks = append(b.blocks, doc.Para{Text: runs})
}

func endsSentence(s string) bool {
	return strings.HasSuffix(s, "。") || strings.HasSuffix(s, "：") || strings.HasSuffix(s, ":")
}

// heading adds a heading of the given level; text up to the first 。 or ： is its
// sentence when more follows.
func (b *body) heading(level int, line data.Line) {
	b.count[level-1]++
	for i := level; i < len(b.count); i++ {
		b.count[i] = 0
	}
	b.items = 0
	h := doc.Heading{Level: level, Label: b.headingLabel(level)}
	b.m.here = append(b.m.here[:0], b.trail(level)...)
	end := sentenceEnd(line.Text)
	h.Text = b.m.expand(data.Line{Text: string([]rune(line.Text)[:end]), Pos: line.Pos})
	if rest := trimmed(cut(line, end)); rest.Text != "" {
		h.Body = b.m.expand(rest)
	}
	b.blocks = append(b.blocks, h)
}

// trail is the labels of the headings above and including the current one.
func (b *body) trail(level int) []string {
	var out []string
	for l := 1; l <= level; l++ {
		if b.count[l-1] > 0 {
			out = append(out, b.headingLabel(l))
		}
	}
	return out
}

// rules are the numbering of the kind with what the unit changed (编号).
func (b *body) rules() gbt9704.Rules {
	r := b.m.kind.Sheet.Rules
	for _, n := range b.m.unit.Numbering {
		switch n.Key {
		case "列举":
			r.Item = n.Text.Text
		case "表":
			r.Table = n.Text.Text
		case "图":
			r.Figure = n.Text.Text
		}
		if len(n.Key) > 0 && n.Key[0] >= '1' && n.Key[0] <= '4' {
			r.Level[n.Key[0]-'1'] = n.Text.Text
		}
	}
	return r
}

func (b *body) headingLabel(level int) string {
	return numbered(b.rules().Level[level-1], b.count[level-1])
}

// sentenceEnd is the length of a heading sentence: up to and with the first 。 or ：
// (a : between digits is a time). Placeholders are skipped over.
func sentenceEnd(s string) int {
	rs := []rune(s)
	for i := 0; i < len(rs); i++ {
		if opens(rs, i) {
			end := holderEnd(rs, i)
			if word, _ := controlWord(rs[i+2 : max(i+2, end-2)]); word != "" {
				_, _, end = parts(rs, end)
			}
			i = end - 1
			continue
		}
		digit := func(j int) bool { return j >= 0 && j < len(rs) && rs[j] >= '0' && rs[j] <= '9' }
		if rs[i] == '。' || rs[i] == '：' || rs[i] == ':' && !(digit(i-1) && digit(i+1)) {
			return i + 1
		}
	}
	return len(rs)
}

// table puts a 表 or a 矩阵 into the text: 组.项 [量词] [|题名].
func (b *body) table(inner string, line data.Line) {
	inner, title, given := strings.Cut(strings.NewReplacer("\u3000", " ", "｜", "|").Replace(inner), "|")
	title = strings.TrimSpace(title)
	path, measure, _ := strings.Cut(strings.TrimSpace(inner), " ")
	if f := b.m.ledger.Package.Schema.Field(path); f != nil && f.Type == data.Matrix {
		b.matrix(f, title, given, line)
		return
	}
	v := b.m.unit.Figures.Get(path)
	if v == nil || v.Field.Type != data.Table {
		b.m.enumerate(path, line.Pos, len([]rune(line.Text))) // reports why
		return
	}
	if b.items = 0; !b.m.takes(2*cellRoom*len(v.Parts), line.Pos) {
		return
	}
	f := v.Field
	name, figure := f.ItemName, "数"
	if name == "" {
		name = "项目"
	}
	if measure = strings.TrimSpace(measure); measure == "" {
		measure = f.Measure()
	}
	if measure != "" {
		figure = "数量（" + measure + "）"
	}
	t := doc.Table{Caption: b.captioned(title, f.Indicator, line, given), Head: doc.Heads(name, figure), Figures: []bool{false, true}, Pos: line.Pos}
	for _, p := range v.Parts {
		b.m.place(path + "." + p.Name)
		t.Rows = append(t.Rows, []string{p.Name, p.Fig.Raw})
	}
	if total, ok := b.m.ledger.Get(path + "." + ledger.Total); ok {
		t.Rows = append(t.Rows, []string{ledger.Total, total.Fig.Raw})
	}
	b.blocks = append(b.blocks, t)
}
