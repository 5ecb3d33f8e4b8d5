// view.go sees the text once for all rules: passages as they are printed, each
// character with the place it was typed at.
package rules

import (
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// passage is one paragraph or heading as it is printed.
type passage struct {
	slot   string
	intro  bool
	level  int    // of a heading 1 to 4, 0 a paragraph
	label  string // printed: 一、 （一） 一是
	trail  string // labels of the headings it stands under, its own included
	head   int    // characters of the heading sentence
	alone  bool   // a heading with nothing behind it on its line
	closed bool   // 〔不公开〕
	text   []rune
	str    string // text again, for searches
	pieces []piece
	cover  []cover
	nums   []number
	title  bool
}

// piece is a part of a passage that comes from one place.
type piece struct {
	from, to int
	pos      diag.Pos
	path     string // a figure put in
	typed    bool   // the characters stand in the data file as they are here
	label    bool   // 一是, put in by the program
	here     bool   // a placeholder in the data file stands for them
}

// cover tells within what a character stands.
type cover uint8

const (
	inBook    cover = 1 << iota // 《》
	inQuote                     // “” ‘’
	inBracket                   // （）〔〕【】
)

// Reading is a unit's report seen by the checker.
type Reading struct {
	kind     *templates.Kind
	unit     *data.Unit
	ledger   *ledger.Ledger
	checks   *templates.Checks
	doc      doc.Document
	web      bool
	corpus   *Corpus
	passages []*passage
	measures measures
	lines    map[fileLine][]rune // of the files the text stands in
	found    diag.List

	Account Account // the figures of the text
}

// Read prepares the checks of a report. web tells that it is the form published on
// the net; corpus holds what other reports say, nil for none.
func Read(kind *templates.Kind, u *data.Unit, l *ledger.Ledger, d doc.Document, web bool, corpus *Corpus) *Reading {
	r := &Reading{kind: kind, unit: u, ledger: l, checks: &l.Package.Checks, doc: d, web: web, corpus: corpus, lines: map[fileLine][]rune{}}
	r.measures = newMeasures(&l.Package.Schema)
	slots := r.slotLines()
	var trail [4]string
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case doc.Title:
			for _, line := range b.Lines {
				r.add(&passage{title: true, alone: true}, slots, []doc.Run{line}, nil)
			}
		case doc.Heading:
			trail[b.Level-1] = b.Label
			for i := b.Level; i < len(trail); i++ {
				trail[i] = ""
			}
			p := &passage{level: b.Level, label: b.Label, alone: len(b.Body) == 0, trail: under(trail)}
			r.add(p, slots, b.Text, b.Body)
		case doc.Para:
			r.add(&passage{label: b.Label, trail: under(trail)}, slots, b.Text, nil)
		}
	}
	r.account()
	return r
}

func under(trail [4]string) string { return strings.TrimRight(strings.Join(trail[:], ""), "、.．") }

// introSlot stands for 引言 among the slots.
const introSlot = "\x00"

// closedMark begins a paragraph that is left out of what is published (contract §3).
const closedMark = "〔不公开〕"

// slotLines tells for each line of the data file which slot it belongs to.
func (r *Reading) slotLines() map[fileLine]string {
	out := map[fileLine]string{}
	for _, l := range r.unit.Intro {
		out[lineAt(l.Pos)] = introSlot
	}
	for _, s := range r.unit.Slots {
		for _, l := range s.Text {
			out[lineAt(l.Pos)] = s.Name
		}
	}
	return out
}

// fileLine is a line of a file.
type fileLine struct {
	file string
	line int
}

func lineAt(pos diag.Pos) fileLine { return fileLine{pos.File, pos.Line} }

// ours tells a file the unit wrote: its data file, and the one its text stands in.
func (r *Reading) ours(file string) bool { return r.unit.Text(file) != nil }

func (r *Reading) line(pos diag.Pos) []rune {
	at := lineAt(pos)
	rs, ok := r.lines[at]
	if !ok {
		rs = []rune(r.unit.Text(pos.File).Line(pos.Line))
		r.lines[at] = rs
	}
	return rs
}

// add enters a passage.
func (r *Reading) add(p *passage, slots map[fileLine]string, head, body []doc.Run) {
	var all strings.Builder
	for i, runs := range [][]doc.Run{head, body} {
		for _, run := range runs {
			all.WriteString(run.Text)
			rs := []rune(run.Text)
			q := piece{from: len(p.text), to: len(p.text) + len(rs), pos: run.Pos, path: run.Path}
			q.typed = q.path == "" && r.asTyped(rs, run.Pos)
			q.label = !q.typed && strings.HasSuffix(run.Text, "是") && r.ours(run.Pos.File) && r.braces(run.Pos) == 0
			q.here = !q.typed && !q.label && r.ours(run.Pos.File)
			p.text = append(p.text, rs...)
			p.pieces = append(p.pieces, q)
		}
		if i == 0 {
			p.head = len(p.text)
		}
	}
	if len(p.pieces) == 0 {
		return
	}
	if pos := p.pieces[0].pos; r.ours(pos.File) {
		p.slot = slots[lineAt(pos)]
		p.closed = strings.Contains(r.unit.Text(pos.File).Line(pos.Line), closedMark)
	}
	if p.slot == introSlot {
		p.slot, p.intro = "", true
	}
	p.str = all.String()
	p.covers()
	r.numbers(p)
	r.passages = append(r.passages, p)
}

// asTyped reports whether rs stands at pos in the data file, but for marks the
// program makes full-width.
func (r *Reading) asTyped(rs []rune, pos diag.Pos) bool {
	if !r.ours(pos.File) || pos.Col < 1 {
		return false
	}
	line := r.line(pos)
	if pos.Col-1+len(rs) > len(line) {
		return false
	}
	for i, c := range rs {
		if t := line[pos.Col-1+i]; t != c && !(c >= '！' && c <= '？' && t == c-'！'+'!') {
			return false
		}
	}
	return true
}

// braces is the length of the placeholder that stands at pos, 0 when none does.
func (r *Reading) braces(pos diag.Pos) int {
	line := r.line(pos)
	i := pos.Col - 1
	if i < 0 || i+1 >= len(line) || line[i] != '{' && line[i] != '｛' || line[i+1] != line[i] {
		return 0
	}
	for n := i + 2; n+1 < len(line); n++ {
		if (line[n] == '}' || line[n] == '｝') && line[n+1] == line[n] {
			return n + 2 - i
		}
	}
	return 0
}

func (p *passage) covers() {
	p.cover = make([]cover, len(p.text))
	var depth [3]int
	step := func(r rune) (int, int) {
		switch r {
		case '《':
			return 0, 1
		case '》':
			return 0, -1
		case '“', '‘':
			return 1, 1
		case '”', '’':
			return 1, -1
		case '（', '〔', '【', '(':
			return 2, 1
		case '）', '〕', '】', ')':
			return 2, -1
		}
		return 0, 0
	}
	for i, c := range p.text {
		k, d := step(c)
		depth[k] = max(depth[k]+d, 0)
		for b, n := range depth {
			if n > 0 {
				p.cover[i] |= 1 << b
			}
		}
	}
}

// at is the piece character i belongs to.
func (p *passage) at(i int) *piece {
	lo, hi := 0, len(p.pieces)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if i >= p.pieces[mid].to {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return &p.pieces[lo]
}

// place is where character i was typed, or the placeholder it came from.
func (p *passage) place(i int) diag.Pos {
	q := p.at(i)
	if q.typed {
		return q.pos.Right(i - q.from)
	}
	return q.pos
}

// span is how wide characters from … to-1 are in the data file.
func (r *Reading) span(p *passage, from, to int) int {
	a, last := p.place(from), p.at(to-1)
	end := p.place(to-1).Col + 1
	if !last.typed {
		end = last.pos.Col + max(r.braces(last.pos), 1)
	}
	if p.place(to-1).Line != a.Line || end <= a.Col {
		return 1
	}
	return end - a.Col
}

// own reports whether characters from … to-1 are the unit's own words.
func (p *passage) own(from, to int) bool {
	for i := from; i < to; {
		q := p.at(i)
		if !q.typed && !q.here && !q.label {
			return false
		}
		i = q.to
	}
	return true
}

// say reports a finding at characters from … to-1 of p.
func (r *Reading) say(p *passage, from, to int, level diag.Level, code, message, hint string) {
	d := diag.Diagnostic{Pos: p.place(from), Span: r.span(p, from, to), Level: level, Code: code, Message: message, Hint: hint}
	r.found.Add(d)
}

// words is text from … to-1.
func (p *passage) words(from, to int) string { return string(p.text[from:to]) }

// Ends of sentences and clauses.
const (
	sentenceMarks = "。！？；"
	clauseMarks   = "，。！？；：、（）"
)

// farthest is how far a sentence is followed: longer ones no person wrote.
const farthest = 2000

// back goes from i to the character behind the last of marks before it.
func (p *passage) back(i int, marks string) int {
	for low := max(i-farthest, 0); i > low && !among(marks, p.text[i-1]); {
		i--
	}
	return i
}

// forward goes from i to the first of marks, or to the end.
func (p *passage) forward(i int, marks string) int {
	for high := min(i+farthest, len(p.text)); i < high && !among(marks, p.text[i]); {
		i++
	}
	return i
}

// shorten cuts s to n characters.
func shorten(s string, n int) string {
	rs := []rune(s)
	if len(rs) <= n {
		return s
	}
	return string(rs[:n]) + "…"
}

// among tells that c is one of marks, none of which is a Chinese character: nearly
// all that is asked about is one.
func among(marks string, c rune) bool {
	return (c < 0x4E00 || c > 0x9FFF) && strings.ContainsRune(marks, c)
}
