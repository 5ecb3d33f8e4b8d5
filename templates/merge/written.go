// written.go tells how each paragraph of the report came about: which lines of the data
// file it was made of, and which pieces of it are figures. A corrected text is taken
// back by it.
package merge

import (
	"strings"

	"nianbao/render/hanzi"
	"nianbao/templates/data"
)

// Written is one paragraph: of 正文, or of the parts below.
type Written struct {
	Part   string      // the key of the data file it belongs to; a part of 正文 by its name
	InText bool        // Part is one of 正文
	Level  int         // of a heading 1 … 4; LevelItem is an item with a label; 0 is plain
	Lines  []data.Line // as typed, or as the package has them; none for the package's heading of a part
	Heads  bool        // it is the package's heading of the part
	Block  bool        // a placeholder on its own line: a table or a figure
	Prefix string      // what stands before the text on the first line: marks, a typed label
	Pieces []Piece
}

// LevelItem is the level of an item: 一是.
const LevelItem = levelItem

// Piece is a part of a paragraph: text as typed, or something put in for a placeholder.
type Piece struct {
	Source string // as typed
	Text   string // as printed
	Holder bool   // Source is a placeholder
	Joint  bool   // Source begins another line: + and its label, or a row of the title
}

// Text is the paragraph as printed, without its label.
func (w *Written) Text() string {
	var b strings.Builder
	for _, p := range w.Pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Label is the level of a paragraph as a person typed it and how many characters its
// label takes.
func Label(text string) (level, n int) {
	b := body{}
	level, n, _ = b.pasted(text)
	return level, n
}

// The parts outside 正文 a corrected text is taken into.
const (
	TitlePart      = "标题"
	AddresseesPart = "主送"
	RemarkPart     = "附注"
)

// Written lists the paragraphs, in the order in which they are printed, those included
// that a form leaves out.
func (m *Merger) Written() []Written {
	w := &writer{body: body{m: m}}
	title := m.unit.Title
	if title == nil {
		title = m.kind.Title
	}
	if len(title) > 0 {
		w.simple(TitlePart, title)
	}
	to := m.unit.Addressees
	if to == nil {
		to = m.kind.Addressees
	}
	if len(to) > 0 {
		w.simple(AddresseesPart, data.Text(to))
	}
	intro := m.unit.Intro
	if intro == nil && !m.unit.NoIntro {
		intro = data.Text(m.kind.Intro)
	}
	w.lines(data.IntroPart, false, intro)
	for _, s := range m.kind.Slots {
		text := m.slotText(s)
		if !text.Filled() {
			continue
		}
		before := len(w.blocks)
		if w.template(s, text[0]); len(w.blocks) > before {
			w.out = append(w.out, Written{Part: s.Name, InText: true, Level: 1, Heads: true, Pieces: m.pieces(s.Title)})
		}
		w.lines(s.Name, true, text)
	}
	remark := m.unit.Remark
	if remark == nil {
		remark = m.kind.Remark
	}
	if remark.Filled() {
		w.simple(RemarkPart, remark[:1])
	}
	for i := range w.out {
		w.out[i].normalize()
	}
	return w.out
}

// writer goes through the lines as body does.
type writer struct {
	body
	out []Written
}

// simple adds a part that is one paragraph, whatever its lines.
func (w *writer) simple(part string, text data.Text) {
	one := Written{Part: part, Lines: text}
	for i, line := range text {
		if i > 0 {
			one.Pieces = append(one.Pieces, Piece{Source: "\n", Joint: true})
		}
		one.Pieces = append(one.Pieces, w.m.pieces(line)...)
	}
	w.out = append(w.out, one)
}

// lines adds the paragraphs of a text.
func (w *writer) lines(part string, inText bool, text data.Text) {
	w.items = 0
	from := len(w.out)
	for _, line := range text {
		rest, _ := uncloak(line)
		if ownLine().MatchString(rest.Text) {
			w.line(line)
			w.out = append(w.out, Written{Part: part, InText: inText, Block: true, Lines: data.Text{line}})
			continue
		}
		level, n, _ := w.label(rest.Text)
		rest, _ = uncloak(cut(rest, n))
		all := []rune(line.Text)
		prefix := string(all[:len(all)-len([]rune(rest.Text))])
		before := len(w.blocks)
		w.line(line)
		pieces := w.m.pieces(rest)
		if level == levelJoin && len(w.blocks) == before && len(w.out) > from {
			last := &w.out[len(w.out)-1]
			last.Lines = append(last.Lines, line)
			last.Pieces = append(append(last.Pieces, Piece{Source: "\n" + prefix, Text: w.itemLabel(), Joint: true}), pieces...)
			continue
		}
		if level == levelJoin {
			level = levelItem
		}
		w.out = append(w.out, Written{Part: part, InText: inText, Level: level, Lines: data.Text{line}, Prefix: prefix, Pieces: pieces})
	}
}

// pieces cuts a line at its placeholders.
func (m *Merger) pieces(line data.Line) []Piece {
	var out []Piece
	rs := []rune(line.Text)
	start := 0
	text := func(to int) {
		if to > start {
			s := string(rs[start:to])
			out = append(out, Piece{Source: s, Text: s})
		}
	}
	for i := 0; i < len(rs); {
		switch {
		case rs[i] == '\\' && opens(rs, i+1):
			text(i)
			out = append(out, Piece{Source: string(rs[i : i+3]), Text: string(rs[i+1 : i+3])})
			i += 3
			start = i
		case opens(rs, i):
			end := i + 2
			for end < len(rs) && !closes(rs, end) {
				end++
			}
			end = min(end+2, len(rs))
			text(i)
			source := string(rs[i:end])
			out = append(out, Piece{Source: source, Text: plainText(m.expand(data.Line{Text: source, Pos: line.Pos.Right(i)})), Holder: true})
			i, start = end, end
		default:
			i++
		}
	}
	text(len(rs))
	return out
}

// normalize gives the pieces the marks that are printed, as normalize does for blocks.
func (w *Written) normalize() {
	all := []rune(w.Text())
	hanzi.Normalize(all)
	for i := range w.Pieces {
		n := len([]rune(w.Pieces[i].Text))
		w.Pieces[i].Text = string(all[:n])
		all = all[n:]
	}
}
