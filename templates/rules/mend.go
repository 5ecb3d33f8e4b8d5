// mend.go mends in the data file what has one right answer: half-width marks, labels
// at the beginning of lines, blanks, ASCII quotes that pair up, year spans and the
// brackets of document numbers (check --fix). Nothing but the text of 引言 and 正文 is
// touched, line by line, so comments and layout stay.
package rules

import (
	"slices"
	"strings"
	"unicode"

	"nianbao/render/diag"
)

// Edit is one place to mend: Old stands from character Col of line Line on, both
// counted from 1; New is to stand there.
type Edit struct {
	Line, Col int
	Old, New  string
}

// mender collects edits; of two at one place the first counts.
type mender struct {
	r     *Reading
	edits []Edit
	taken map[[2]int]bool
	texts map[int]int // lines that are text and nothing else → where the text begins
}

// Mend lists what can be mended, in order of place.
func (r *Reading) Mend() []Edit {
	m := &mender{r: r, taken: map[[2]int]bool{}, texts: r.textLines()}
	for _, p := range r.passages {
		if p.place(0).File != r.unit.Source.Name && p.at(0).typed {
			continue
		}
		m.label(p)
		m.quotes(p)
		m.spans(p)
		m.docNumbers(p)
		m.blanks(p)
		m.marks(p)
	}
	m.ends()
	slices.SortFunc(m.edits, func(a, b Edit) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	return m.edits
}

// textLines are the lines of the data file that hold text of 引言 or 正文 and nothing
// else, with the column their text begins in.
func (r *Reading) textLines() map[int]int {
	out := map[int]int{}
	add := func(pos diag.Pos, text string) {
		if pos.File != r.unit.Source.Name {
			return // nothing but the data file is mended
		}
		line, col, rs := pos.Line, pos.Col, r.line(pos)
		if col < 1 || col-1 > len(rs) || strings.TrimSpace(string(rs[:col-1])) != "" {
			return
		}
		if strings.TrimRightFunc(string(rs[col-1:]), unicode.IsSpace) == text {
			out[line] = col
		}
	}
	for _, l := range r.unit.Intro {
		add(l.Pos, l.Text)
	}
	for _, s := range r.unit.Slots {
		for _, l := range s.Text {
			add(l.Pos, l.Text)
		}
	}
	return out
}

func (m *mender) edit(line, col int, old, new string) {
	n := len([]rune(old))
	if _, ok := m.texts[line]; !ok || old == new {
		return
	}
	for i := range max(n, 1) {
		if m.taken[[2]int{line, col + i}] {
			return
		}
	}
	for i := range max(n, 1) {
		m.taken[[2]int{line, col + i}] = true
	}
	m.edits = append(m.edits, Edit{line, col, old, new})
}

// at edits the typed characters from … to-1 of p.
func (m *mender) at(p *passage, from, to int, new string) {
	q := p.at(from)
	if !q.typed || to > q.to {
		return
	}
	pos := p.place(from)
	line := m.r.line(pos)
	m.edit(pos.Line, pos.Col, string(line[pos.Col-1:pos.Col-1+to-from]), new)
}

// marks makes half-width marks what they are printed as.
func (m *mender) marks(p *passage) {
	for _, q := range p.pieces {
		if !q.typed {
			continue
		}
		line := m.r.line(q.pos)
		for i := q.from; i < q.to; i++ {
			if p.text[i] != line[q.pos.Col-1+i-q.from] {
				m.at(p, i, i+1, string(p.text[i]))
			}
		}
	}
}

// quotes turns ASCII quotes into Chinese ones where all of a passage pair up.
func (m *mender) quotes(p *passage) {
	open := false
	type turn struct {
		i   int
		new string
	}
	var turns []turn
	for i, c := range p.text {
		switch {
		case c == '“' && open, c == '”' && !open:
			return
		case c == '“' || c == '”':
			open = !open
		case c == '"':
			turns = append(turns, turn{i, map[bool]string{false: "“", true: "”"}[open]})
			open = !open
		}
	}
	if open {
		return
	}
	for _, t := range turns {
		m.at(p, t.i, t.i+1, t.new)
	}
}

// spans makes 2023-2025年 2023—2025年.
func (m *mender) spans(p *passage) {
	for i := 4; i+5 < len(p.text); i++ {
		if strings.ContainsRune("-－–~～", p.text[i]) && years(p.text[i-4:i]) && years(p.text[i+1:]) && p.text[i+5] == '年' && (i == 4 || !digit(p.text[i-5])) {
			m.at(p, i, i+1, "—")
		}
	}
}

// docNumbers makes （2023）34号 〔2023〕34号.
func (m *mender) docNumbers(p *passage) {
	for i := 1; i+6 < len(p.text); i++ {
		if !strings.ContainsRune("（([［【", p.text[i]) || !years(p.text[i+1:]) || !strings.ContainsRune("）)]］】", p.text[i+5]) {
			continue
		}
		n := i + 6
		for n < len(p.text) && digit(p.text[n]) {
			n++
		}
		if n > i+6 && n < len(p.text) && p.text[n] == '号' && unicode.Is(unicode.Han, p.text[i-1]) {
			m.at(p, i, i+1, "〔")
			m.at(p, i+5, i+6, "〕")
		}
	}
}

// fullMarks are marks that bring their own space.
const fullMarks = "，。；：、！？“”《》（）【】〔〕"

// blanks takes away blanks beside a mark, and between a Chinese character and a digit.
// Between two Chinese characters a blank may stand for a mark: a person decides.
func (m *mender) blanks(p *passage) {
	for i := 1; i < len(p.text); i++ {
		if !blank(p.text[i]) || blank(p.text[i-1]) {
			continue
		}
		end := i
		for end < len(p.text) && blank(p.text[end]) {
			end++
		}
		if end == len(p.text) {
			return // blanks at the end of lines
		}
		a, b := p.text[i-1], p.text[end]
		mark := strings.ContainsRune(fullMarks, a) || strings.ContainsRune(fullMarks, b)
		count := digit(a) && unicode.Is(unicode.Han, b) || unicode.Is(unicode.Han, a) && digit(b)
		if mark || count {
			m.at(p, i, end, "")
		}
	}
}

// label rewrites a label typed at the beginning of a line as it is printed.
func (m *mender) label(p *passage) {
	if p.label == "" || !p.at(0).typed || len(p.text) == 0 {
		return
	}
	pos := p.place(0)
	start, ok := m.texts[pos.Line]
	if !ok || start >= pos.Col {
		return
	}
	typed := string(m.r.line(pos)[start-1 : pos.Col-1])
	if strings.HasPrefix(typed, "#") || strings.HasPrefix(typed, "- ") || strings.HasPrefix(typed, "+ ") || strings.Contains(typed, closedMark) {
		return
	}
	if digit(p.text[0]) && strings.HasSuffix(p.label, ".") {
		return // 1.2024年 would be no label
	}
	m.edit(pos.Line, start, typed, p.label)
}

// ends takes away blanks before and behind the text of a line.
func (m *mender) ends() {
	for line, col := range m.texts {
		rs := m.r.line(diag.Pos{File: m.r.unit.Source.Name, Line: line})
		end := len(rs)
		for end > col-1 && unicode.IsSpace(rs[end-1]) {
			end--
		}
		if end < len(rs) {
			m.edit(line, end+1, string(rs[end:]), "")
		}
		if from := firstWide(rs[:col-1]); from >= 0 {
			m.edit(line, from+1, string(rs[from:col-1]), "")
		}
	}
}

// firstWide is the first character of a line's indent that is no ASCII space.
func firstWide(indent []rune) int {
	return slices.IndexFunc(indent, func(c rune) bool { return c != ' ' })
}

// canonical is a passage without what Mend may change in print.
func canonical(text []rune) string {
	return strings.Map(func(c rune) rune {
		switch {
		case blank(c):
			return -1
		case strings.ContainsRune("“”\"", c):
			return '"'
		case strings.ContainsRune("-－–~～—", c):
			return '-'
		case strings.ContainsRune("（([［【〔", c):
			return '('
		case strings.ContainsRune("）)]］】〕", c):
			return ')'
		}
		return c
	}, string(text))
}

// SameMeaning reports whether two readings say the same but for what Mend may change:
// the check after a mend.
func (r *Reading) SameMeaning(other *Reading) bool {
	if len(r.passages) != len(other.passages) {
		return false
	}
	for i, p := range r.passages {
		q := other.passages[i]
		if p.level != q.level || p.label != q.label || p.slot != q.slot || canonical(p.text) != canonical(q.text) {
			return false
		}
	}
	return true
}

// Apply makes the edits in content, a whole data file, and leaves everything else as it
// is: byte order mark, line ends, comments.
func Apply(content string, edits []Edit) string {
	bom := ""
	if rest, ok := strings.CutPrefix(content, "\uFEFF"); ok {
		bom, content = "\uFEFF", rest
	}
	lines := SplitLines(content)
	for k := len(edits) - 1; k >= 0; k-- { // from the back, so that columns stay true
		e := edits[k]
		if e.Line < 1 || e.Line > len(lines) {
			continue
		}
		rs := []rune(lines[e.Line-1])
		n := len([]rune(e.Old))
		if e.Col < 1 || e.Col-1+n > len(rs) || string(rs[e.Col-1:e.Col-1+n]) != e.Old {
			continue
		}
		lines[e.Line-1] = string(rs[:e.Col-1]) + e.New + string(rs[e.Col-1+n:])
	}
	return bom + strings.Join(lines, "")
}

// SplitLines cuts text into lines, each with its own end: \n, \r\n or \r.
func SplitLines(text string) []string {
	var out []string
	for text != "" {
		i := strings.IndexAny(text, "\r\n")
		switch {
		case i < 0:
			i = len(text)
		case text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n':
			i += 2
		default:
			i++
		}
		out = append(out, text[:i])
		text = text[i:]
	}
	return out
}
