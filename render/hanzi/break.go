package hanzi

// This file chooses where lines end. It is a greedy breaker: a line takes what it
// can hold, and only a mark that may not start the next one is squeezed in (CLREQ:
// 先挤进，后推出). It looks back once, for a last line of one character.

// Profile is how marks are set where nothing forces them.
type Profile uint8

const (
	// Grid leaves every mark its full cell and squeezes only on need, as official
	// documents are typed on the grid of 28 characters (practice).
	Grid Profile = iota
	// CLREQ sets two adjacent marks 1.5 em wide, and ？！ in one em (CLREQ, width
	// adjustment of adjacent punctuation; GB/T 15834-2011 5.1.2).
	CLREQ
)

// Options says what lines are wanted. The zero value of all but Width is body text.
type Options struct {
	Width   int // of a line, in 1/65536 em
	Indent  int // of the first line, within Width
	Profile Profile
	Ragged  bool // lines are not stretched, though still squeezed on need: titles, table cells

	// Tight sets the text in as few lines as squeezing marks allows, under the same
	// prohibitions: a page that lacks a row gains one (GB/T 9704-2012 7.3.5.5 lets
	// the spacing change). Text that gains no line is set as without it.
	Tight bool

	// Least is the smallest distance, in 1/65536 em, that squeezing leaves between the
	// origins of a mark and of what stands beside it; 0 is half an em. Where the type is
	// larger than the cell, half a cell is less than half of the type, and programs
	// that read the page take the next character for the start of another line. What
	// marks then lack comes from the other gaps. It moves no line's end, but that
	// adjacent marks of profile CLREQ keep as much.
	Least int

	// Basic lets the solidus end a line (CLREQ, prohibition level "basic"): for
	// table cells too narrow to choose (practice: below 6 em).
	Basic bool
}

// Mode is how a line came to its width.
type Mode uint8

const (
	Natural     Mode = iota // exactly full; with Ragged any line that was not changed
	Stretch                 // gaps were widened
	Squeeze                 // blanks of marks were taken away
	Last                    // the end of the text, as wide as it is
	SqueezeLast             // the end of the text, squeezed so that it needs no further line
)

// String gives the mode's name in the test vectors.
func (m Mode) String() string {
	switch m {
	case Natural:
		return "natural"
	case Stretch:
		return "stretch"
	case Squeeze:
		return "squeeze"
	case Last:
		return "last"
	case SqueezeLast:
		return "squeeze-last"
	}
	return "unknown"
}

// Line is one line of a broken text. Lengths are in 1/65536 em from the left edge
// of the line; the indent of the first line is included.
type Line struct {
	From, To int // the line holds text[From:To]

	// At[i] is the origin of the glyph of text[From+i]. A squeezed opening mark
	// has its origin left of the room it takes by what it lost, for its ink stands
	// in the right half of its glyph; a squeezed interpunct by half of that.
	// Spaces at the end of a line stand at End and take no room. Origins never
	// decrease; the first may be negative.
	At []int

	// End is where the line ends. It is exactly Width for Stretch, Squeeze,
	// SqueezeLast, and for Natural unless Ragged; the exceptions are a character
	// wider than the line and a line that has no gap to stretch (Natural, Loose).
	End int

	Natural int // the width without indent before squeezing or stretching
	Mode    Mode
	Loose   bool // more than ¼ em had to be added to a gap and no break was better
}

// Break breaks text into lines. widths holds the advance of each character, in
// 1/65536 em; it must be as long as text. Every character is in exactly one line,
// in order. Empty text gives no lines.
//
// Where a line may break: CLREQ, prohibition rules, level GB, and the units of
// this package (numbers, ranges, document numbers, Latin words and so on). Break
// never fails: when nothing fits that may stand alone, a line ends between two
// marks that should not part, and a unit wider than the line is cut.
func Break(text []rune, widths []int, o Options) []Line {
	n := len(text)
	if n == 0 {
		return nil
	}
	b := breaker{text: text, widths: widths, cells: make([]cell, n+1), o: o}
	classify(text, b.cells)
	if o.Basic {
		freeSolidus(b.cells)
	}
	b.measure()
	lines := b.adoptOrphan(b.fill(make([]Line, 0, b.cells[n].nat/max(o.Width, Em)+2), 0))
	if o.Tight {
		lines = b.tighten(lines)
	}
	at := make([]int, n)
	for i := range lines {
		l := &lines[i]
		l.At = at[l.From:l.To:l.To]
		b.place(l)
	}
	return lines
}

type breaker struct {
	text   []rune
	widths []int
	cells  []cell
	o      Options
	rigid  bool // marks keep their width: rows of a title are counted in characters
	tight  bool // lines take all that squeezing makes room for
}

// fill breaks the text from character from on and appends the lines to done.
func (b *breaker) fill(done []Line, from int) []Line {
	for from < len(b.text) {
		to, loose := b.lineEnd(from, b.room(from))
		done = append(done, Line{From: from, To: to, Loose: loose})
		from = to
	}
	return done
}

// room is how much a line that starts at from can hold.
func (b *breaker) room(from int) int {
	if from == 0 {
		return b.o.Width - b.o.Indent
	}
	return b.o.Width
}

// candidates are ends of a line; -1 is none. Fit means at natural width, push
// means after squeezing.
type candidates struct {
	fit, push         int // at free gaps; push is the first beyond fit, of a tight line the last
	softFit, softPush int
	edged             bool // behind the last boundary that fits stands a mark that may not start a line
}

// survey walks along the line that starts at from as far as squeezing can reach.
func (b *breaker) survey(from, room int) candidates {
	c := candidates{-1, -1, -1, -1, false}
	vis, n := from, len(b.text)
	for k := from + 1; k <= n; k++ {
		if b.cells[k-1].class != classSpace {
			vis = k
		}
		if b.cells[vis].min-b.cells[from].min > room {
			break
		}
		fits := b.natural(from, vis) <= room
		switch b.cells[k].gap.level() {
		case free:
			if fits {
				c.fit, c.edged = k, false
			} else if c.push < 0 || b.tight {
				c.push = k
			}
		case soft:
			if fits {
				c.softFit = k
			} else if c.softPush < 0 {
				c.softPush = k
			}
		case edge, tail:
			if fits {
				c.edged = b.cells[k].gap.level() == edge
			}
		}
		if !fits && c.push >= 0 && !b.tight {
			break
		}
	}
	return c
}

// lineEnd returns where the line that starts at from ends, and whether it must be
// stretched by more than the guard allows.
func (b *breaker) lineEnd(from, room int) (to int, loose bool) {
	c := b.survey(from, room)
	switch {
	case c.fit == len(b.text):
		return c.fit, false
	case c.push >= 0 && (c.edged || c.fit < 0 || b.tight):
		return c.push, false
	case c.fit < 0 && c.softFit >= 0:
		return c.softFit, b.tooLoose(from, c.softFit, room)
	case c.fit < 0 && c.softPush >= 0:
		return c.softPush, false
	case c.fit < 0:
		to, _ = b.cut(from, from, room)
		return to, b.tooLoose(from, to, room)
	case !b.tooLoose(from, c.fit, room):
		return c.fit, false
	}
	// The stretch guard (CLREQ has none; practice): part a number from its measure,
	// else squeeze in what comes next, else part and squeeze.
	better := c.fit
	if c.softFit > c.fit {
		if !b.tooLoose(from, c.softFit, room) {
			return c.softFit, false
		}
		better = c.softFit
	}
	switch {
	case c.push >= 0:
		return c.push, false
	case c.softPush >= 0:
		return c.softPush, false
	}
	if to, wide := b.cut(from, better, room); wide && to > better {
		return to, b.tooLoose(from, to, room)
	}
	return better, true
}

// tooLoose reports whether text[from:to] needs more than ¼ em a gap to fill room.
func (b *breaker) tooLoose(from, to, room int) bool {
	vis := b.visible(from, to)
	need := room - b.natural(from, vis)
	if b.o.Ragged || need <= 0 {
		return false
	}
	spaces, gaps := b.stretchable(from, vis)
	return (need-min(need, spaces))*4 > gaps*Em
}

// cut ends the line that starts at from somewhere in what begins at start, which
// neither fits nor may be parted. It parts marks that should stay together before
// it parts a unit, unless the unit is wider than a line, so that no line could hold
// it; wide reports that it parted such a unit. It looks ahead no further than two lines.
func (b *breaker) cut(from, start, room int) (to int, wide bool) {
	n, limit := len(b.text), room
	if start > from {
		limit = b.o.Width
	}
	fit, between, unit := max(start, from+1), -1, start
	k := start + 1
	for ; k < n && b.cells[k].min-b.cells[from].min <= room; k++ {
		if b.natural(from, k) <= room {
			fit = k
		}
		if b.cells[k].gap.level() != hard {
			between, unit = k, k
		}
	}
	for k < n && b.cells[k].gap.level() == hard && b.cells[k].class != classSpace && b.natural(unit, k) <= limit {
		k++
	}
	wide = b.natural(unit, b.visible(unit, k)) > limit
	if between >= 0 && !wide {
		return between, false
	}
	clings := func(k int) bool {
		return k < n && (b.cells[k].class == classSpace || b.cells[k].class == classCombining)
	}
	for clings(fit) {
		fit++
	}
	for k := fit; k > unit && k < n; k-- {
		if !b.cells[k].class.noStart() && !b.cells[k-1].class.noEnd() && !clings(k) {
			return k, wide
		}
	}
	if between >= 0 {
		return between, false
	}
	return fit, wide && fit > unit
}

// adoptOrphan keeps the last line from being one character, or one character and
// its marks (CLREQ, 孤字不成行): it goes into the line before, squeezed, or else
// takes a unit of that line along. It stays when that would make the line before
// too loose or leave it fewer than two characters.
func (b *breaker) adoptOrphan(lines []Line) []Line {
	n := len(b.text)
	if len(lines) < 2 || !b.orphan(lines[len(lines)-1].From) {
		return lines
	}
	prev, last := &lines[len(lines)-2], &lines[len(lines)-1]
	room := b.room(prev.From)
	if vis := b.visible(prev.From, n); b.cells[vis].min-b.cells[prev.From].min <= room {
		prev.To, prev.Loose = n, false
		return lines[:len(lines)-1]
	}
	for k := prev.To - 1; k >= prev.From+2; k-- {
		if b.cells[k].gap.level() != free {
			continue
		}
		if b.natural(k, b.visible(k, n)) <= b.o.Width && !b.tooLoose(prev.From, k, room) {
			prev.To, last.From, prev.Loose = k, k, false
		}
		break
	}
	return lines
}

func (b *breaker) orphan(from int) bool {
	others := 0
	for i := from; i < len(b.text) && others < 2; i++ {
		if c := b.cells[i].class; !c.mark() && c != classSpace && c != classCombining {
			others++
			if c != classHan {
				others++
			}
		}
	}
	return others == 1
}

// visible is to less the spaces at the end of the line.
func (b *breaker) visible(from, to int) int {
	for to > from && b.cells[to-1].class == classSpace {
		to--
	}
	return to
}
