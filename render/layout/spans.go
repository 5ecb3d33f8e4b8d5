// spans.go sets the cells of a table that cover several rows: each row is a line of its
// own, so that a page may end between any two; the text of such a cell is put into
// the rows it stands beside, and no rule is drawn through it.
package layout

import (
	"cmp"
	"slices"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// gap is a stretch of a rule that is left out.
type gap struct{ from, to page.Length }

// spanAt is the span that covers a place of the body, nil for none, and how many
// columns there are of it.
func (t *setting) spanAt(row, col int) (*doc.Span, int) {
	for i := range t.Spans {
		s := &t.Spans[i]
		rows, cols := max(s.Rows, 1), max(s.Cols, 1)
		if row >= s.Row && row < s.Row+rows && col >= s.Col && col < s.Col+cols {
			return s, min(s.Col+cols, len(t.cols)) - col
		}
	}
	return nil, 1
}

// spanning calls do for every cell that covers several rows.
func (t *setting) spanning(do func(c cell, first int)) {
	for i, row := range t.body {
		for _, c := range row {
			if c.down > 1 {
				do(c, i)
			}
		}
	}
}

// linesOf breaks the text of a cell.
func (t *setting) linesOf(c cell) []cellLine {
	room := sum(t.cols[c.col:c.col+c.cols]) - 2*t.side
	var out []cellLine
	for _, part := range c.parts {
		out = append(out, t.wrap(part, room, t.size)...)
	}
	return out
}

// stretchRows makes the last row a tall cell covers tall enough for it.
func (t *setting) stretchRows() {
	t.stretch = make([]page.Length, len(t.body))
	if len(t.Spans) == 0 {
		return
	}
	height := func(i int) page.Length {
		b := t.newBox(t.body[i], 1)
		b.pitch, b.pad, b.least = gbt9704.Pitch(t.size), t.sheet.TablePad, t.stretch[i]
		return b.tops()[1]
	}
	t.spanning(func(c cell, first int) {
		need := page.Length(len(t.linesOf(c)))*gbt9704.Pitch(t.size) + 2*t.sheet.TablePad
		for i := first; i < first+c.down-1; i++ {
			need -= height(i)
		}
		last := first + c.down - 1
		t.stretch[last] = max(t.stretch[last], need)
	})
}

// setSpans puts the text of tall cells into their rows, in the middle of them all, and
// opens the rules they cross. Where a row was broken the text stands in the first.
func (t *setting) setSpans(rows [][]line) {
	pitch := gbt9704.Pitch(t.size)
	t.spanning(func(c cell, first int) {
		left := t.frame.left + sum(t.cols[:c.col])
		right := left + sum(t.cols[c.col:c.col+c.cols])
		tops := make([]page.Length, c.down+1)
		whole := true
		for i := range c.down {
			row := rows[first+i]
			if i > 0 {
				row[0].open = append(row[0].open, gap{left, right})
			}
			whole = whole && len(row) == 1
			tops[i+1] = tops[i] + t.tall(&row[0])
		}
		lines := t.linesOf(c)
		y := (tops[c.down] - page.Length(len(lines))*pitch) / 2
		if !whole {
			y = 0
		}
		b := &box{setting: t, edges: []page.Length{left, right}}
		at := c
		at.col, at.cols = 0, 1
		for k, l := range lines {
			if len(l.chars) == 0 {
				continue
			}
			middle, i := y+page.Length(k)*pitch+pitch/2, 0
			for whole && i < c.down-1 && tops[i+1] <= middle {
				i++
			}
			to := &rows[first+i][0]
			to.strips = append(to.strips, strip{glyphs: l.at(b.x(at, l), t.size), size: t.size, y: middle - tops[i] + gbt9704.Drop(t.size)})
		}
	})
}

// together tells that rows i and i+1 are of one tall cell that takes no more than a
// third of a page: it is not parted.
func (t *setting) together(rows [][]line, i int) bool {
	found := false
	t.spanning(func(c cell, first int) {
		if first > i || i+1 >= first+c.down {
			return
		}
		height := page.Length(0)
		for k := first; k < first+c.down; k++ {
			for j := range rows[k] {
				height += t.tall(&rows[k][j])
			}
		}
		found = found || 3*height <= t.sheet.TypeHeight
	})
	return found
}

// between rules the width of a grid between two rows, but for the gaps.
func (p *pager) between(open []gap) {
	if len(open) == 0 {
		p.across(p.sheet.TableInner)
		return
	}
	rule := func(from, to page.Length) {
		if from < to {
			p.rule(page.Rule{X1: from, Y1: p.y(), X2: to, Y2: p.y(), Weight: p.sheet.TableInner})
		}
	}
	at := p.table.left
	for _, g := range slices.SortedFunc(slices.Values(open), func(a, b gap) int { return cmp.Compare(a.from, b.from) }) {
		rule(at, g.from)
		at = max(at, g.to)
	}
	rule(at, p.table.right)
}
