package hanzi

// This file decides, for each gap between two characters, whether a line may
// break there and whether the gap may be stretched. Pairs of classes decide most
// gaps here; unit.go then binds what belongs together over more than two characters.

// gap is one gap: a level, and the bit tight.
type gap uint8

const (
	free gap = iota // a line may break here
	soft            // between a number and its measure: only when the line is too loose otherwise
	edge            // the character behind may not start a line: it is squeezed in or takes company along
	tail            // the character before may not end a line
	hard            // inside a unit

	tight gap = 8 // never stretched
)

func (g gap) level() gap { return g &^ tight }

// cell is what is known of one character; gap is the gap before it.
type cell struct {
	nat, min int   // Σ of natural and of least advances before this character
	room     int32 // what the mark may lose in all: its blank half
	red      int32 // what it has lost for good to a neighbour (profile CLREQ)
	class    class
	gap      gap
	pair     uint8 // which neighbour it lost red to
}

const (
	withNext = 1 << iota
	withPrev
)

// classify fills class and gap of every cell. cells has one more element than
// text: the end of the text, where a line always may end.
func classify(text []rune, cells []cell) {
	for i, r := range text {
		cells[i].class = classOf(r)
	}
	for i := range text {
		switch c := &cells[i]; {
		case c.class == classDash && !dashed(text, i):
			c.class = classConnector
		case c.class == classCombining && (i == 0 || cells[i-1].class == classSpace):
			c.class = classHan // it stands for itself
		}
	}
	seen := -1 // last character that is not a space
	run := 0   // length so far of a run of — or …
	for i := range text {
		c := cells[i].class
		if i > 0 {
			if (c == classDash || c == classEllipsis) && text[i] == text[i-1] {
				run++
			} else {
				run = 0
			}
			cells[i].gap = gapBefore(text, cells, i, seen, run)
		}
		if c != classSpace {
			seen = i
		}
	}
	bindUnits(text, cells)
	cells[0].gap, cells[len(text)].gap = free, free
}

func dashed(text []rune, i int) bool {
	return i > 0 && text[i-1] == text[i] || i+1 < len(text) && text[i+1] == text[i]
}

func gapBefore(text []rune, cells []cell, i, seen, run int) gap {
	l, r := cells[i-1].class, cells[i].class
	switch {
	case r == classCombining, r == classSpace, r == classNoBreak:
		return hard | tight // room for a space is made behind it
	case l == classNoBreak:
		return hard
	case l == classSpace:
		return gapAfterSpace(cells, i, seen)
	case run > 0 && run%2 == 1:
		return hard | tight
	case run > 0:
		return edge | tight // between two …… in a row
	case Western(text[i-1]) && Western(text[i]):
		return gapInWestern(text, cells, i)
	case r == classWestQuote:
		return edge
	case l == classWestQuote:
		return tail
	case l == classDigit && (r == classSign || r == classDigit), l == classPrefix && r == classDigit,
		text[i-1] == '°' && r == classLetter:
		return hard | tight
	case l == classInterpunct && r == classDigit && i > 1 && cells[i-2].class == classDigit:
		cells[i-1].gap = hard | tight // “12·4”
		return hard | tight
	case r.noStart():
		return edge | beside(l, r)
	case l.noEnd():
		return tail | beside(l, r)
	}
	return free | beside(l, r)
}

// beside keeps connectors and solidus close to what they connect (CLREQ, line
// adjustment).
func beside(l, r class) gap {
	for _, c := range [2]class{l, r} {
		if c == classConnector || c == classSolidus {
			return tight
		}
	}
	return 0
}

// gapAfterSpace judges the characters on both sides of the spaces.
func gapAfterSpace(cells []cell, i, seen int) gap {
	if seen < 0 {
		return tail
	}
	l, r := cells[seen].class, cells[i].class
	switch {
	case r.noStart():
		return edge
	case l.noEnd():
		return tail
	case l == classDigit && r == classHan:
		return soft
	}
	return free
}

// gapInWestern keeps Latin words and numbers whole. A chain of words without
// spaces may part behind an inner mark, but only as a soft unit does.
func gapInWestern(text []rune, cells []cell, i int) gap {
	l, r := cells[i-1].class, cells[i].class
	if r != classLetter && r != classDigit {
		return hard | tight
	}
	before := classHan
	if i > 1 {
		before = cells[i-2].class
	}
	switch text[i-1] {
	case '-':
		if before == classLetter && r == classLetter {
			return soft | tight
		}
	case ',', ':', ';', '!', '?', '&', '=', ')', ']', '}':
		if before != classDigit || r != classDigit || l == classWestClose {
			return soft | tight
		}
	}
	return hard | tight
}
