// paginate.go puts lines on pages of the grid: lines that must stay together go to
// the next page together.
package layout

import "nianbao/render/page"

// paginate places every line. A chunk is a line with all that may not be parted
// from it; a chunk taller than a page is broken where the page ends.
func (c *composer) paginate() []page.Page {
	s := c.sheet
	var pages []page.Page
	row := s.Rows // no page yet
	next := func() {
		pages = append(pages, page.Page{Width: s.Width, Height: s.Height, Number: len(pages) + 1})
		row = 0
	}
	for i := 0; i < len(c.lines); {
		end, rows := chunk(c.lines[i:])
		end += i
		if row > 0 && row+rows > s.Rows && (rows <= s.Rows || row >= s.Rows) || len(pages) == 0 {
			next()
		}
		for ; i < end; i++ {
			l := &c.lines[i]
			if row+l.rows > s.Rows {
				next()
			}
			if l.blank && row == 0 && len(pages) > 1 {
				continue
			}
			c.put(&pages[len(pages)-1], l, row)
			row += l.rows
		}
	}
	if len(pages) == 0 {
		next()
	}
	return pages
}

// chunk is how many lines from the first on stay together, and their rows.
func chunk(lines []line) (n, rows int) {
	for n < len(lines) {
		rows += lines[n].rows
		n++
		if !lines[n-1].keep {
			break
		}
	}
	return n, rows
}

func (c *composer) put(p *page.Page, l *line, row int) {
	s := c.sheet
	top := s.RowTop(row)
	if len(l.glyphs) > 0 {
		p.Runs = append(p.Runs, runs(l.glyphs, s.Baseline(row, l.rows, l.size), l.size)...)
	}
	for _, r := range l.rules {
		r.Y1 += top
		r.Y2 += top
		p.Rules = append(p.Rules, r)
	}
	if l.mark != nil {
		m := *l.mark
		m.Y = top
		p.Marks = append(p.Marks, m)
	}
}
