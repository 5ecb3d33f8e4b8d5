// paginate.go puts lines on pages: lines that must stay together go to the next page
// together, and a table that goes on there begins with its head.
package layout

import (
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// pager fills one page after the other. The next line stands off below the upper
// edge of grid row row; off is 0 but behind lines off the grid.
type pager struct {
	sheet *gbt9704.Sheet
	pages []page.Page
	row   int
	off   page.Length
	table *frame // the table the last line belongs to
	begun tableState
}

// tableState is what of its table stands on the page.
type tableState uint8

const (
	nothing tableState = iota
	headOnly
	someRows
)

// paginate places every line of the sections.
func paginate(sections []section) []page.Page {
	p := &pager{}
	for _, s := range sections {
		if len(s.lines) > 0 {
			p.section(s)
		}
	}
	if len(p.pages) == 0 {
		p.sheet = sections[0].sheet
		p.next()
	}
	return p.pages
}

// section begins a page. A chunk is a line with all that may not be parted from it;
// a chunk taller than a page is broken where the page ends.
func (p *pager) section(s section) {
	p.close()
	p.sheet = s.sheet
	p.next()
	for i := 0; i < len(s.lines); {
		n := chunk(s.lines[i:])
		all := s.lines[i : i+n]
		if !p.top() && !p.fits(all, false) && (p.fits(all, true) || !p.fits(all[:1], false)) {
			p.next()
		}
		for k := range all {
			if !p.top() && !p.fits(all[k:k+1], false) {
				p.next()
			}
			if all[k].blank && p.top() && len(p.pages) > 1 {
				continue
			}
			p.put(&all[k])
		}
		i += n
	}
	p.close()
}

// chunk is how many lines from the first on stay together.
func chunk(lines []line) int {
	for n := range lines {
		if !lines[n].keep {
			return n + 1
		}
	}
	return len(lines)
}

func (p *pager) next() {
	p.close()
	p.pages = append(p.pages, page.Page{Width: p.sheet.Width, Height: p.sheet.Height, Number: len(p.pages) + 1})
	p.row, p.off = 0, 0
}

func (p *pager) top() bool { return p.row == 0 && p.off == 0 }

// fits tells that all the lines end within the type area, on this page or a new one.
func (p *pager) fits(lines []line, fresh bool) bool {
	q := pager{sheet: p.sheet, row: p.row, off: p.off, table: p.table}
	if fresh {
		q.row, q.off, q.table = 0, 0, nil
	}
	for i := range lines {
		l := &lines[i]
		if l.table != nil && l.table != q.table && !l.head && l.table.head != nil {
			q.advance(l.table.head)
		}
		q.table = l.table
		q.advance(l)
	}
	return q.y() <= p.sheet.Top+p.sheet.TypeHeight
}

func (p *pager) y() page.Length { return p.sheet.RowTop(p.row) + p.off }

// snap goes down to a grid row before a line of the grid.
func (p *pager) snap(l *line) {
	if l.rows > 0 && p.off > 0 {
		pitch := p.sheet.RowPitch()
		p.row += int((p.off + pitch - 1) / pitch)
		p.off = 0
	}
}

func (p *pager) advance(l *line) {
	p.snap(l)
	p.row += l.rows
	p.off += l.height
}

// put places a line, with the rules above it and the repeated head when it is of a
// table.
func (p *pager) put(l *line) {
	if l.table != p.table {
		p.close()
	}
	p.snap(l)
	if f := l.table; f != nil {
		if f != p.table {
			p.table = f
			p.across(gbt9704.OuterRule)
			if f.head != nil && !l.head {
				p.draw(f.head)
				p.begun = headOnly
			}
		}
		if p.begun == headOnly && !l.head || p.begun == someRows && f.grid && !l.goes {
			p.across(gbt9704.InnerRule)
		}
		p.begun = someRows
		if l.head {
			p.begun = headOnly
		}
	}
	p.draw(l)
}

// close rules off the table that ends here, or goes on overleaf.
func (p *pager) close() {
	if p.table != nil {
		p.across(gbt9704.OuterRule)
	}
	p.table, p.begun = nil, nothing
}

// across rules the width of the table. In a grid the outer rules fill its corners.
func (p *pager) across(weight page.Length) {
	f := p.table
	x1, x2 := f.left, f.right
	if f.grid && weight == gbt9704.OuterRule {
		x1, x2 = x1-weight/2, x2+weight/2
	}
	p.rule(page.Rule{X1: x1, Y1: p.y(), X2: x2, Y2: p.y(), Weight: weight})
}

func (p *pager) draw(l *line) {
	pg, top := &p.pages[len(p.pages)-1], p.y()
	if len(l.glyphs) > 0 {
		pg.Runs = append(pg.Runs, runs(l.glyphs, p.sheet.Baseline(p.row, l.rows, l.size), l.size)...)
	}
	for _, s := range l.strips {
		pg.Runs = append(pg.Runs, runs(s.glyphs, top+s.y, s.size)...)
	}
	for _, r := range l.rules {
		r.Y1 += top
		r.Y2 += top
		p.rule(r)
	}
	for _, s := range l.shapes {
		pg.Shapes = append(pg.Shapes, s.Lower(top))
	}
	if l.mark != nil {
		m := *l.mark
		m.Y = top
		pg.Marks = append(pg.Marks, m)
	}
	p.advance(l)
}

// rule draws a line, or makes the vertical one that ends where it begins longer.
func (p *pager) rule(r page.Rule) {
	pg := &p.pages[len(p.pages)-1]
	if r.X1 == r.X2 {
		for i := range pg.Rules {
			o := &pg.Rules[i]
			if o.X1 == r.X1 && o.X2 == r.X2 && o.Weight == r.Weight && near(o.Y2, r.Y1) {
				o.Y2 = r.Y2
				return
			}
		}
	}
	pg.Rules = append(pg.Rules, r)
}

// near tells lengths apart that are not the same but for the rounding of the grid.
func near(a, b page.Length) bool { return a-b <= slack && b-a <= slack }
