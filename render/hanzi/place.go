package hanzi

// This file measures lines and puts characters at their places, stretched in the
// order of CLREQ, "line adjustment"; squeeze.go says how a line is made narrower.

// measure fills the widths of all cells: what each mark may lose and what it has
// lost to a neighbour, and the sums.
func (b *breaker) measure() {
	nat, least := 0, 0
	for i, w := range b.widths[:len(b.text)] {
		c := &b.cells[i]
		c.nat, c.min = nat, least
		c.room = int32(b.blank(i, w))
		if b.o.Profile == CLREQ && c.class.mark() {
			b.reduce(i)
		}
		nat += w - int(c.red)
		least += w - int(c.room)
	}
	end := &b.cells[len(b.text)]
	end.nat, end.min = nat, least
}

// blank is what character i of width w may lose: marks and the interpunct keep
// half an em, word spaces a quarter.
func (b *breaker) blank(i, w int) int {
	c := b.cells[i].class
	switch {
	case b.rigid:
		return 0
	case c == classSpace && b.text[i] == ' ':
		return max(0, w-quarter)
	case c == classInterpunct, c.mark():
	default:
		return 0
	}
	room := max(0, w-half)
	if i > 0 {
		// The mark moves left over the character before it; it must not pass it.
		before := max(0, b.widths[i-1]-int(b.cells[i-1].room))
		switch c {
		case classOpen:
			room = min(room, before)
		case classInterpunct:
			room = min(room, 2*before)
		}
	}
	return room
}

// reduce takes the blank between two adjacent marks (CLREQ: 2 em become 1.5): that
// of the first if it is a stop or closes, of the second between two that open. ？！
// take one em together, three of them two.
func (b *breaker) reduce(i int) {
	c := &b.cells[i]
	combo := func(k int) bool { return k >= 0 && k < len(b.text) && (b.text[k] == '？' || b.text[k] == '！') }
	markAt := func(k int) bool { return k >= 0 && k < len(b.text) && b.cells[k].class.mark() }
	switch {
	case combo(i) && combo(i-1) && b.cells[i-1].pair == withNext: // the second of two
		c.pair = withPrev
		if i+1 < len(b.text) && markAt(i+1) && !combo(i+1) {
			c.pair |= withNext
		}
	case c.class != classOpen && markAt(i+1):
		c.pair = withNext
	case c.class == classOpen && i > 0 && b.cells[i-1].class == classOpen:
		c.pair = withPrev
	}
	if c.pair != 0 {
		c.red = min(c.room, int32(max(0, b.widths[i]-b.least())))
	}
}

// reduction is what character i has lost to neighbours within text[from:vis].
func (b *breaker) reduction(i, from, vis int) int {
	c := &b.cells[i]
	if c.red == 0 || c.pair == withNext && i+1 == vis || c.pair == withPrev && i == from ||
		from+1 == vis {
		return 0
	}
	return int(c.red)
}

// natural is the width of text[from:vis] before squeezing and stretching.
func (b *breaker) natural(from, vis int) int {
	w := b.cells[vis].nat - b.cells[from].nat
	if b.o.Profile == Grid || vis <= from {
		return w
	}
	w += int(b.cells[vis-1].red) - b.reduction(vis-1, from, vis)
	if vis-1 > from {
		w += int(b.cells[from].red) - b.reduction(from, from, vis)
	}
	return w
}

// stretchable returns what the word spaces of text[from:vis] can take before
// other gaps do, up to half an em each, and the number of gaps.
func (b *breaker) stretchable(from, vis int) (spaces, gaps int) {
	for i := from + 1; i < vis; i++ {
		if b.cells[i].gap&tight == 0 {
			gaps++
		}
		spaces += b.spaceGrowth(i - 1)
	}
	return spaces, gaps
}

func (b *breaker) spaceGrowth(i int) int {
	if c := b.cells[i].class; (c == classSpace || c == classNoBreak) && b.text[i] <= 0xA0 && b.widths[i] < half {
		return half - b.widths[i]
	}
	return 0
}

// place settles how the line comes to its width and fills At and End.
func (b *breaker) place(l *Line) {
	vis := b.visible(l.From, l.To)
	start := b.o.Width - b.room(l.From)
	room := b.room(l.From)
	l.Natural = b.natural(l.From, vis)
	last := l.To == len(b.text)
	least := b.cells[vis].min - b.cells[l.From].min
	switch {
	case l.Natural > room && least <= room:
		l.Mode = Squeeze
		if last {
			l.Mode = SqueezeLast
		}
		b.squeeze(l, vis, start, l.Natural-room)
		return
	case last:
		l.Mode = Last
	case l.Natural < room && !b.o.Ragged:
		b.stretch(l, vis, start, room-l.Natural)
		return
	}
	b.settle(l, vis, start, 0, 0)
}

// settle puts the characters of a line that is not stretched side by side. l.At
// holds what marks have lost; closer is what the line's even gaps have lost together.
func (b *breaker) settle(l *Line, vis, start, closer, gaps int) {
	x, seen, given := start, 0, 0
	for i := l.From; i < l.To; i++ {
		if i >= vis {
			l.At[i-l.From] = x
			continue
		}
		if closer > 0 && b.even(i, l.From) {
			seen++
			share := closer * seen / gaps
			x -= share - given
			given = share
		}
		lost := l.At[i-l.From] + b.reduction(i, l.From, vis)
		l.At[i-l.From] = x - b.lead(i, lost)
		x += b.widths[i] - lost
	}
	l.End = x
}

// lead is how much of what a mark lost stands before its ink.
func (b *breaker) lead(i, lost int) int {
	switch b.cells[i].class {
	case classOpen:
		return lost
	case classInterpunct:
		return lost / 2
	}
	return 0
}

// stretch places the line with need added: first to word spaces up to half an em,
// then to all gaps alike, except inside units and beside connectors and solidus.
func (b *breaker) stretch(l *Line, vis, start, need int) {
	spaces, gaps := b.stretchable(l.From, vis)
	first := min(need, spaces)
	rest := need - first
	l.Mode = Stretch
	if gaps == 0 {
		l.Mode, rest = Natural, 0
	}
	x, run, seen, given := start, 0, 0, 0
	for i := l.From; i < l.To; i++ {
		if i > l.From && i < vis {
			if b.cells[i].gap&tight == 0 {
				seen++
			}
			run += b.spaceGrowth(i - 1)
			share := 0
			if gaps > 0 {
				share = rest * seen / gaps
			}
			if spaces > 0 {
				share += first * run / spaces
			}
			x += share - given
			given = share
		}
		lost := 0
		if i < vis {
			lost = b.reduction(i, l.From, vis)
		}
		l.At[i-l.From] = x - b.lead(i, lost)
		if i < vis {
			x += b.widths[i] - lost
		}
	}
	l.End = x
}
