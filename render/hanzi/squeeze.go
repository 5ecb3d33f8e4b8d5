package hanzi

// This file makes a line narrower: which characters lose how much.

// kind is what of a line gives way together; each place of a kind loses the same
// share of what it may.
type kind uint8

const (
	atEnd    kind = iota // the mark that ends the line
	atStart              // the opening mark that begins it
	spaces               // of Latin words
	dots                 // interpuncts
	brackets             // and quotes
	stops                // ，、；：
	ends                 // 。？！
	indented             // the opening mark behind the indent of the first line
	rigid                // nothing of it gives way
	gaps                 // between characters that are no marks
)

// stage is one step of squeezing: a kind gives way down to some measure.
type stage struct {
	kind kind
	much extent
}

// extent is how much of what it has a kind gives.
type extent uint8

const (
	some  extent = iota // a mark half of its blank; a gap 1/100 em
	most                // a mark all but Options.Least; a gap 1/50 em
	whole               // a mark its blank half; a gap 1/25 em
)

// stages is the order of squeezing (CLREQ, line adjustment, 1 to 7; its step 6, the
// gap between Han and Latin, is not used in official documents). ： is not named
// there and goes with ，. The opening mark at line start follows the mark at line end:
// its blank is an indent no one asked for. Behind an indent it comes last instead, so that
// （一） and （二） stand below each other. CLREQ knows no gap that gives way; here
// gaps give a little, less than an eye sees, before a mark is squeezed so far that it
// looks like one of half a cell, or an end mark at all.
var stages = [...]stage{
	{atEnd, whole}, {atStart, whole}, {spaces, whole}, {dots, whole},
	{brackets, some}, {stops, some}, {gaps, some}, {ends, some}, {gaps, most},
	{brackets, most}, {stops, most}, {ends, most},
	{gaps, whole}, {brackets, whole}, {stops, whole}, {ends, whole}, {indented, whole},
}

func (b *breaker) kind(i, from, vis int) kind {
	switch c := b.cells[i].class; {
	case i == vis-1 && (c == classStop || c == classEnd || c == classClose):
		return atEnd
	case i == 0 && c == classOpen && b.o.Indent > 0:
		return indented
	case i == from && c == classOpen:
		return atStart
	case c == classSpace:
		return spaces
	case c == classInterpunct:
		return dots
	case c == classOpen, c == classClose:
		return brackets
	case c == classStop:
		return stops
	case c == classEnd:
		return ends
	}
	return rigid
}

func (b *breaker) least() int {
	if b.o.Least == 0 {
		return half
	}
	return b.o.Least
}

// gives is what character i may lose in all by the end of a stage of its kind, with
// what it has lost to a neighbour.
func (b *breaker) gives(i, from, vis int, much extent) int {
	c := &b.cells[i]
	if much == whole || c.class == classSpace {
		return int(c.room)
	}
	room := max(0, min(int(c.room), b.widths[i]-b.least()))
	// Of two marks whose blanks meet, as ）（, the origins would meet too.
	meets := func(k int) bool {
		return k >= from && k+1 < vis && b.cells[k].class.mark() && b.cells[k].class != classOpen && b.cells[k+1].class == classOpen
	}
	switch {
	case c.class == classOpen && meets(i-1) && b.reduction(i-1, from, vis) > 0:
		return 0
	case meets(i), meets(i-1) && c.class == classOpen:
		return room / 2
	case much == some:
		return min(room, int(c.room)/2)
	}
	return room
}

// even reports whether the gap before i gives way: one between characters that are no
// marks and no parts of one number or Latin word.
func (b *breaker) even(i, from int) bool {
	if i == from || b.cells[i].gap&tight != 0 || Western(b.text[i-1]) && Western(b.text[i]) || b.widths[i-1] < half {
		return false
	}
	for _, c := range [2]class{b.cells[i-1].class, b.cells[i].class} {
		if c.mark() || c == classSpace || c == classNoBreak || c == classInterpunct {
			return false
		}
	}
	return true
}

// squeeze places the line with need taken away. Shares are rounded as running sums,
// so nothing is left over.
func (b *breaker) squeeze(l *Line, vis, start, need int) {
	n := 0
	for i := l.From; i < vis; i++ {
		if b.even(i, l.From) {
			n++
		}
	}
	closer := 0
	for _, s := range stages {
		if need == 0 {
			break
		}
		if s.kind == gaps {
			more := min(need, n*Em/(100>>s.much)-closer)
			closer += more
			need -= more
			continue
		}
		need -= b.take(l, vis, s, need)
	}
	b.settle(l, vis, start, closer, n)
}

// take adds to l.At what each character of a stage loses of need and returns how much
// that is.
func (b *breaker) take(l *Line, vis int, s stage, need int) int {
	more := func(i int) int {
		if b.kind(i, l.From, vis) != s.kind {
			return 0
		}
		return max(0, b.gives(i, l.From, vis, s.much)-b.reduction(i, l.From, vis)-l.At[i-l.From])
	}
	has := 0
	for i := l.From; i < vis; i++ {
		has += more(i)
	}
	take := min(need, has)
	if take == 0 {
		return 0
	}
	run, given := 0, 0
	for i := l.From; i < vis; i++ {
		m := more(i)
		run += m
		share := take * run / has
		l.At[i-l.From] += share - given
		given = share
	}
	return take
}
