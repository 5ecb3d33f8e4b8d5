// paginate.go puts lines on pages: lines that must stay together go to the next page
// together, and a table that goes on there begins with its head.
package layout

import (
	"slices"

	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// laidPage is a page with what is known of its lines.
type laidPage struct {
	page.Page
	sheet *gbt9704.Sheet
	used  page.Length // height of the type area taken
	text  bool        // a line of 正文 stands on it
	sign  bool        // it begins with 署名 and the lines tied to it
	fixed bool        // it holds lines that keep their height when rows are set closer
}

// pager fills one page after the other. The next line stands off below the upper
// edge of grid row row; off is 0 but behind lines off the grid.
type pager struct {
	base  *gbt9704.Sheet // of the section
	sheet *gbt9704.Sheet // of the page: base, with the rows the page is given
	given map[int]int    // rows more or less than base has, by page
	pages []laidPage
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

// paginate places every line of the sections, and foot, 版记, on the last face.
func paginate(sections []section, foot *line) []laidPage {
	p := pour(sections, nil)
	if better := p.keepSignature(sections); better != nil {
		p = better
	}
	if foot != nil {
		p.colophon(sections[0].sheet, foot)
	}
	return p.pages
}

// pour puts the sections on pages that have the given rows more or less.
func pour(sections []section, given map[int]int) *pager {
	p := &pager{given: given}
	for _, s := range sections {
		if len(s.lines) > 0 {
			p.section(s)
		}
	}
	if len(p.pages) == 0 {
		p.base = sections[0].sheet
		p.next()
	}
	p.note()
	return p
}

// keepSignature is 7.3.5.5: 署名 and date that would begin a page, with no more than the
// lines tied to them, are brought back by setting the rows of the page before, or of
// the two before, closer; where that does not do, the rows of the page before are set
// wider to fill what the lines taken over leave. It returns nil when there is nothing
// to do, or no way.
func (p *pager) keepSignature(sections []section) *pager {
	at := p.signed()
	if at < 1 {
		return nil
	}
	closer := map[int]int{}
	for n := 1; n <= 2 && at-n >= 0 && !p.pages[at-n].fixed; n++ {
		closer[at-n] = 1
		if !p.pages[at-n].sheet.Flexible(1) {
			break
		}
		if q := pour(sections, closer); len(q.pages) < len(p.pages) && q.signed() < 0 {
			return q
		}
	}
	if before := &p.pages[at-1]; !before.fixed && before.sheet.Flexible(-1) && before.used < before.sheet.TypeHeight {
		if q := pour(sections, map[int]int{at - 1: -1}); len(q.pages) == len(p.pages) && len(q.pages[at].Runs) == len(p.pages[at].Runs) {
			return q
		}
	}
	return nil
}

// signed is the page that begins with 署名 and the lines tied to it, or -1.
func (p *pager) signed() int {
	return slices.IndexFunc(p.pages, func(g laidPage) bool { return g.sign })
}

// colophon puts 版记 at the foot of the last face, which is an even page (7.4.1; expert
// reading): on the last page when that is one and has room, else on the next even
// page. A blank page that then lies between, and the page of 版记 behind it, bear no
// number (7.5).
func (p *pager) colophon(sheet *gbt9704.Sheet, foot *line) {
	n := len(p.pages)
	top := sheet.RowTop(sheet.Rows - foot.rows)
	upright := p.base.Width == sheet.Width
	room := upright && p.y() <= top
	for _, seal := range p.pages[n-1].Places { // a seal reaches below the date
		room = room && seal.Y+seal.Height <= top
	}
	p.base = sheet
	if n%2 == 1 || !room {
		p.next()
		if n%2 == 0 {
			p.pages[n].Number = 0
			p.next()
			p.pages[n+1].Number = 0
		}
	}
	p.sheet, p.row, p.off = sheet, sheet.Rows-foot.rows, 0
	p.draw(foot)
}

// section begins a page. A chunk is a line with all that may not be parted from it;
// a chunk taller than a page is broken where the page ends.
func (p *pager) section(s section) {
	p.close()
	p.base = s.sheet
	p.next()
	for i := 0; i < len(s.lines); {
		n := chunk(s.lines[i:])
		all := s.lines[i : i+n]
		if !p.top() && !p.fits(all, false) && (p.fits(all, true) || !p.fits(all[:1], false)) {
			p.next()
		}
		if p.top() && len(p.pages) > 1 && slices.ContainsFunc(all, func(l line) bool { return l.sign }) {
			p.pages[len(p.pages)-1].sign = true
		}
		signed := signedFrom(all)
		for k := range all {
			switch {
			case p.top():
			case !p.fits(all[k:k+1], false):
				p.next()
			case k == signed && !p.fits(all[k:], false) && p.fits(all[k:], true):
				p.next() // names and date keep together, and with their seals
				p.pages[len(p.pages)-1].sign = true
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

// signedFrom is where a chunk too tall for a page may be broken so that 署名 and date
// stay whole: before the line of 正文 above them when another one stays behind, for no
// page should hold them alone (7.3.5.5); len(lines) when they are not in it.
func signedFrom(lines []line) int {
	at := slices.IndexFunc(lines, func(l line) bool { return l.sign })
	switch {
	case at < 0:
		return len(lines)
	case at > 1 && lines[at-1].text && lines[at-2].text:
		return at - 1
	}
	return at
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
	p.note()
	p.sheet = p.sheetOf(len(p.pages))
	p.pages = append(p.pages, laidPage{Page: page.Page{Width: p.sheet.Width, Height: p.sheet.Height, Number: len(p.pages) + 1}, sheet: p.sheet})
	p.row, p.off = 0, 0
}

// sheetOf is the sheet of page i of the section.
func (p *pager) sheetOf(i int) *gbt9704.Sheet {
	if p.given[i] == 0 {
		return p.base
	}
	s := *p.base
	s.Rows += p.given[i]
	return &s
}

// note notes how much of the page is taken.
func (p *pager) note() {
	if n := len(p.pages); n > 0 {
		p.pages[n-1].used = p.y() - p.sheet.Top
	}
}

func (p *pager) top() bool { return p.row == 0 && p.off == 0 }

// fits tells that all the lines end within the type area, on this page or a new one.
func (p *pager) fits(lines []line, fresh bool) bool {
	q := pager{sheet: p.sheet, row: p.row, off: p.off, table: p.table}
	if fresh {
		q.row, q.off, q.table, q.sheet = 0, 0, nil, p.sheetOf(len(p.pages))
	}
	for i := range lines {
		l := &lines[i]
		if l.table != nil && l.table != q.table && !l.head && l.table.head != nil {
			q.advance(l.table.head)
		}
		q.table = l.table
		q.advance(l)
	}
	return q.y() <= q.sheet.Top+q.sheet.TypeHeight
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
			p.across(p.sheet.TableOuter)
			if f.head != nil && !l.head {
				p.draw(f.head)
				p.begun = headOnly
			}
		}
		if p.begun == headOnly && !l.head {
			p.across(p.sheet.TableInner)
		} else if p.begun == someRows && f.grid && !l.goes {
			p.between(l.open)
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
		p.across(p.sheet.TableOuter)
	}
	p.table, p.begun = nil, nothing
}

// across rules the width of the table. In a grid the outer rules fill its corners.
func (p *pager) across(weight page.Length) {
	f := p.table
	x1, x2 := f.left, f.right
	if f.grid && weight == p.sheet.TableOuter {
		x1, x2 = x1-weight/2, x2+weight/2
	}
	p.rule(page.Rule{X1: x1, Y1: p.y(), X2: x2, Y2: p.y(), Weight: weight})
}

func (p *pager) draw(l *line) {
	pg, top := &p.pages[len(p.pages)-1], p.y()
	if len(l.glyphs) > 0 {
		pg.Rules = append(pg.Rules, p.edits(l.glyphs, p.sheet.Baseline(p.row, l.rows, l.size), l.size)...)
		pg.Runs = append(pg.Runs, runs(l.glyphs, p.sheet.Baseline(p.row, l.rows, l.size), l.size, 0)...)
	}
	for i := range l.strips {
		pg.Runs = append(pg.Runs, l.strips[i].runs(top)...)
		pg.Rules = append(pg.Rules, p.edits(l.strips[i].glyphs, top+l.strips[i].y, l.strips[i].size)...)
	}
	for _, place := range l.places {
		place.Y += top
		pg.Places = append(pg.Places, place)
	}
	pg.text = pg.text || l.text
	pg.fixed = pg.fixed || l.rows != 1 || len(l.strips) > 0
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
