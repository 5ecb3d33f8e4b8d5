// cells.go makes trees of workbooks: the same nodes the YAML reader gives, whose places
// name sheet and cell. Everything behind the tree works on both.
package data

import (
	"strings"
	"unicode"

	"nianbao/render/diag"
)

// NewCells begins a source whose lines are cells, added in the order of reading.
func NewCells(name string) *Source {
	return &Source{Name: name, shift: map[int]int{}}
}

// AddCell takes over one cell. What is typed in it, line by line, is what findings
// quote.
func (s *Source) AddCell(sheet, name, text string) *Node {
	first := len(s.lines) + 1
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	n := &Node{Kind: Scalar, src: s}
	var lines []Line
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		s.lines = append(s.lines, line)
		s.cells = append(s.cells, cell{sheet, name})
		lead := len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
		at := s.pos(len(s.lines), len([]rune(line[:lead]))+1)
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, Line{line, at})
			kept = append(kept, line)
		}
	}
	n.Value, n.Block = strings.Join(kept, "\n"), len(kept) > 1
	n.Pos = s.pos(first, 1)
	if len(lines) > 0 {
		n.Pos, n.rare = lines[0].Pos, &rareParts{lines: lines}
	} else {
		n.Kind = Empty
	}
	return n
}

// JoinCells makes one text of the texts of several cells.
func JoinCells(cells []*Node) *Node {
	out := &Node{Kind: Empty}
	var lines []Line
	for _, c := range cells {
		if c.Kind != Scalar {
			continue
		}
		if out.Kind == Empty {
			out = &Node{Kind: Scalar, Block: true, Pos: c.Pos, src: c.src}
		} else {
			out.Value += "\n"
		}
		out.Value += c.Value
		lines = append(lines, c.Lines()...)
		out.rare = &rareParts{lines: lines}
	}
	return out
}

// LineNode is one line of a cell as a node of its own.
func (n *Node) LineNode(l Line) *Node {
	return &Node{Kind: Scalar, Value: l.Text, Pos: l.Pos, src: n.src, rare: &rareParts{lines: []Line{l}}}
}

// NewText is a text that stands in no file: of a form that is about to be written.
func NewText(text string) *Node {
	n := &Node{Kind: Scalar, Value: text, Block: strings.Contains(text, "\n")}
	var lines []Line
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, Line{Text: line})
	}
	n.rare = &rareParts{lines: lines}
	return n
}

// Set gives key of a map its value, at the end when it is new. An Empty value takes
// nothing away and adds nothing.
func (n *Node) Set(key string, pos diag.Pos, v *Node) {
	if v == nil || v.Kind == Empty {
		return
	}
	for i := range n.Pairs {
		if n.Pairs[i].Key == key {
			n.Pairs[i].Value = v
			return
		}
	}
	n.Pairs = append(n.Pairs, Pair{key, pos, v})
}

// OpenText takes a text file apart into lines; why says what it is if not text.
func OpenText(name string, content []byte) (src *Source, why *diag.Diagnostic) {
	return open(name, content)
}

// TextLines are the lines of a text file that are not empty.
func (s *Source) TextLines() []Line {
	var out []Line
	for i, line := range s.lines {
		lead := len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
		if text := strings.TrimSpace(line); text != "" {
			out = append(out, Line{text, s.pos(i+1, len([]rune(line[:lead]))+1)})
		}
	}
	return out
}

// LinesNode makes one text of lines of s.
func (s *Source) LinesNode(lines []Line) *Node {
	out := &Node{Kind: Scalar, Block: true, src: s, rare: &rareParts{lines: lines}}
	for i, l := range lines {
		if i == 0 {
			out.Pos = l.Pos
		} else {
			out.Value += "\n"
		}
		out.Value += l.Text
	}
	return out
}
