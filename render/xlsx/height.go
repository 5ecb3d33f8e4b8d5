// How high a row must be. Spreadsheets do not grow rows for merged cells, nor most
// of them on opening a file, so lines are counted here by our own widths: characters
// beyond ASCII count two, all others one, as in 宋体. Faces with narrower Latin
// letters then only leave some air.

package xlsx

import (
	"math"
	"strings"

	"nianbao/render/doc"
)

const (
	// columnPadding is what a column loses to its margins: 5 of the 8 pixels of a
	// digit of 宋体 11 (ISO 29500-1, 18.3.1.13).
	columnPadding = 0.625
	plainColumn   = 8    // half-width characters of a column without a width
	plainRow      = 20.0 // points, one line of the text face with its margins
	leading       = 15.0 / 11
)

// noStart may not begin a line, noEnd may not end one: readers move such a mark
// together with its neighbour, which can make one line more.
const (
	noStart = "、，。；：？！）】〕》〉」』”’％‰…—,.;:?!)]}%"
	noEnd   = "（【〔《〈「『“‘([{"
)

// height is how many points a row needs for c standing at columns at.
func (l look) height(c *doc.Cell, widths []int, at span) float64 {
	n := 1
	if l.wrap {
		n = lines(c.Text, l.room(widths, at))
	}
	return math.Max(plainRow, math.Ceil(float64(n)*l.size*leading)+l.air)
}

// room is how many half-width characters of the look's size stand side by side in
// the columns at.
func (l look) room(widths []int, at span) int {
	sum := float64(at.columns-1) * columnPadding
	for j := at.from; j < at.from+at.columns; j++ {
		if j < len(widths) {
			sum += float64(widths[j])
		} else {
			sum += plainColumn
		}
	}
	sum *= 11 / l.size
	if l.bold {
		sum *= 16.0 / 17 // emboldened by the system, a character is one pixel wider
	}
	return max(int(sum), 2)
}

// lines counts the lines of s in room half-width characters.
func lines(s string, room int) int {
	n := 0
	for part := range strings.SplitSeq(s, "\n") {
		n += wrapped(part, room)
	}
	return n
}

// wrapped counts the lines of one paragraph: pieces that must stay together are
// set one after another, and a piece wider than a line is broken anywhere.
func wrapped(s string, room int) int {
	n, used, piece := 1, 0, 0
	set := func() {
		switch {
		case used+piece <= room:
			used += piece
		case piece <= room:
			n, used = n+1, piece
		default:
			if used > 0 {
				n++
			}
			n += (piece - 1) / room
			used = (piece-1)%room + 1
		}
		piece = 0
	}
	before := ' '
	for i, r := range s {
		if i > 0 && breakable(before, r) {
			set()
		}
		piece += runeWidth(r)
		before = r
	}
	set()
	return n
}

// breakable reports whether a line may end between a and b.
func breakable(a, b rune) bool {
	if a >= '一' && a <= '\u9FFF' && b >= '一' && b <= '\u9FFF' { // Han characters, ahead of the search: nearly always
		return true
	}
	if strings.ContainsRune(noStart, b) || strings.ContainsRune(noEnd, a) {
		return false
	}
	return a == ' ' || a > 0x7F || b > 0x7F
}

// runeWidth is 1 for ASCII, 2 for everything else.
func runeWidth(r rune) int {
	if r < 0x80 {
		return 1
	}
	return 2
}
