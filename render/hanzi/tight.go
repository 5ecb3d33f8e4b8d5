package hanzi

// This file holds what Break does on demand: lines as tight as marks allow, and the
// lower prohibition level of narrow cells.

// tighten returns the text in the fewest lines, or lines where squeezing saves none.
// Only the last lines are tight, as few as do it, so that most of the text keeps
// its look.
func (b *breaker) tighten(lines []Line) []Line {
	b.tight = true
	defer func() { b.tight = false }()
	best := b.adoptOrphan(b.fill(nil, 0))
	if len(best) >= len(lines) {
		return lines
	}
	fewest := len(best)
	// The tail that has to be tight is found by doubling: trying every length would
	// cost the square of a long text.
	for back := 1; len(lines)-1-back > 0; back *= 2 {
		first := len(lines) - 1 - back
		if t := b.adoptOrphan(b.fill(append([]Line(nil), lines[:first]...), lines[first].From)); len(t) == fewest {
			return t
		}
	}
	return best
}

// freeSolidus lets a line end behind a solidus, where something follows that may
// start a line. Inside Latin words and numbers it binds as before.
func freeSolidus(cells []cell) {
	for i := 1; i < len(cells); i++ {
		c := &cells[i]
		if cells[i-1].class == classSolidus && c.gap.level() == tail && !c.class.noStart() {
			c.gap = free | tight
		}
	}
}
