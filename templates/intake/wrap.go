// wrap.go puts lines together that a program broke at a width: mail, old web pages and
// terminals do so.

package intake

import (
	"strings"
	"unicode"

	"nianbao/render/diag"
)

const (
	leastWrapped = 20 // columns below which no program breaks lines
	mostWrapped  = 140
	slackWrapped = 6 // columns a line may be shorter than the width: a mark, a long word
)

// shape is how wide the lines of a text are.
type shape struct {
	width, chars int  // of the widest line, in columns and in characters
	indents      bool // paragraphs begin with a space
}

// full tells a line that a program may have broken: it goes by columns or by characters.
func (s shape) full(line string) bool {
	return columns(line) >= s.width-slackWrapped || len([]rune(line)) >= s.chars-slackWrapped/2
}

// unwrap joins broken lines when most lines that are not the last of a paragraph are as
// wide as the widest.
func unwrap(lines []Line) []Line {
	var s shape
	full, texts, indented := 0, 0, 0
	for _, l := range lines {
		if strings.TrimSpace(l.Text) != "" {
			texts++
			s.width, s.chars = max(s.width, columns(l.Text)), max(s.chars, len([]rune(l.Text)))
		}
	}
	if s.width < leastWrapped || s.width > mostWrapped || texts < 4 {
		return lines
	}
	for _, l := range lines {
		if s.full(l.Text) {
			full++
		}
		if isIndented(l.Text) {
			indented++
		}
	}
	if full*10 < texts*4 {
		return lines
	}
	s.indents = indented > 1
	var out []Line
	before := "" // the line before, "" when a paragraph ended there
	for _, l := range lines {
		text := strings.TrimSpace(l.Text)
		switch {
		case text == "":
			before = ""
			continue
		case before != "" && s.goesOn(before, l.Text, text):
			last := &out[len(out)-1]
			if glued(last.Text, text) {
				last.Text = strings.TrimRight(last.Text, " ") + text
			} else {
				last.Text += " " + text
			}
		default:
			out = append(out, l)
		}
		before = l.Text
	}
	return out
}

// goesOn tells that a line goes on with the paragraph of the line before.
func (s shape) goesOn(before, line, text string) bool {
	if s.indents { // short lines without an indent are titles and the like
		return !isIndented(line) && columns(before)*10 >= s.width*6
	}
	if !s.full(before) {
		return false
	}
	if c := labelOf(text).class; c == noLabel || c == isItem {
		return true
	}
	return !strings.ContainsRune("。；：！？", lastRune(strings.TrimSpace(before)))
}

func isIndented(s string) bool {
	return strings.HasPrefix(s, "\u3000") || strings.HasPrefix(s, "  ") || strings.HasPrefix(s, "\t")
}

// glued tells that no space stood between two words that a line end parts.
func glued(a, b string) bool {
	last, first := lastRune(a), []rune(b)[0]
	return !(last < 0x80 && unicode.IsLetter(last) && first < 0x80 && unicode.IsLetter(first))
}

func lastRune(s string) rune {
	rs := []rune(s)
	return rs[len(rs)-1]
}

// columns is how wide a line is on a screen.
func columns(s string) int {
	n := 0
	for _, r := range strings.TrimRight(s, " \u3000") {
		n++
		if diag.Wide(r) {
			n++
		}
	}
	return n
}
