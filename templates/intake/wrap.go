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

// unwrap joins broken lines when most lines that are not the last of a paragraph are as
// wide as the widest.
func unwrap(lines []Line) []Line {
	width, full, texts := 0, 0, 0
	for _, l := range lines {
		if strings.TrimSpace(l.Text) != "" {
			texts++
			width = max(width, columns(l.Text))
		}
	}
	if width < leastWrapped || width > mostWrapped || texts < 4 {
		return lines
	}
	indented := 0
	for _, l := range lines {
		if columns(l.Text) >= width-slackWrapped {
			full++
		}
		if isIndented(l.Text) {
			indented++
		}
	}
	if full*10 < texts*4 {
		return lines
	}
	var out []Line
	open := false // the last line was full: the next one may go on with it
	for _, l := range lines {
		text := strings.TrimSpace(l.Text)
		switch {
		case text == "":
			open = false
			continue
		case open && !begins(l.Text, text, indented > 1):
			last := &out[len(out)-1]
			if glued(last.Text, text) {
				last.Text += text
			} else {
				last.Text += " " + text
			}
		default:
			out = append(out, l)
		}
		open = columns(l.Text) >= width-slackWrapped
	}
	return out
}

// begins tells that a line begins a paragraph.
func begins(line, text string, indents bool) bool {
	if indents {
		return isIndented(line)
	}
	return labelOf(text).class != noLabel
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
