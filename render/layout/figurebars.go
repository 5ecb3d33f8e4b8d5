package layout

import (
	"nianbao/render/page"
)

// bars is horizontal bars, the names of the categories left of them and the values
// at their ends. A bar stands beside the last line of its name.
type bars struct {
	*picture
	names  []label
	beside page.Length // width of the names
	beyond page.Length // room right of the axis's end
	step   page.Length // from one bar of a category to the next
	thick  page.Length // of a bar
	gap    page.Length // between categories
	head   page.Length // height of the unit and the legend
	foot   page.Length // height of the marks of the axis
	height page.Length
}

// Shares of the type's size, and of the type area.
const (
	barStep, barThick, barGap    = 130, 95, 60
	tightStep, tightThick, tight = 108, 88, 20
	barSpread                    = 60 // more room between categories, where rows leave it
	barFoot                      = 190
	nameShare                    = 40 // names take no more than this of the width
	nameLines                    = 4
)

// bars draws the largest bars no taller than a good share of the page, else than the
// page. The last resort is the smallest type with names cut to one line.
func (p *picture) bars(most page.Length) {
	good := min(most, p.sheet.TypeHeight*page.Length(p.style.Share)/100)
	var fits *bars
	for _, lines := range []int{nameLines, 1} {
		for _, close := range []bool{false, true} {
			for _, size := range p.sizes() {
				b := p.planBars(size, lines, close)
				if b.height <= good {
					b.draw(&p.out)
					return
				}
				if fits == nil || fits.height > most {
					fits = b
				}
			}
		}
	}
	fits.draw(&p.out)
}

// planBars measures bars in type of a size.
func (p *picture) planBars(size page.Length, lines int, close bool) *bars {
	q := *p
	q.size = size
	b := &bars{picture: &q, step: q.em(barStep), thick: q.em(barThick), gap: q.em(barGap), foot: q.em(barFoot), head: q.em(between)}
	if close {
		b.step, b.thick, b.gap = q.em(tightStep), q.em(tightThick), q.em(tight)
	}
	if q.Heading() != "" || len(q.Series) > 1 {
		b.head = q.em(headRow)
	}
	b.height = q.em(above) + b.head + b.foot
	for _, name := range q.Categories {
		l := q.label(name, q.sheet.TypeWidth*nameShare/100, lines)
		b.names = append(b.names, l)
		b.beside = max(b.beside, l.width)
		b.height += b.band(l)
	}
	b.beyond = q.widest(q.marks()[len(q.axis)-1:]) / 2
	for k := range q.Series {
		b.beyond = max(b.beyond, q.em(between)+q.widest(q.shown(k)))
	}
	return b
}

// band is the height of a category.
func (b *bars) band(name label) page.Length {
	return page.Length(max(0, len(name.lines)-1))*b.em(leading) + page.Length(len(b.Series))*b.step + b.gap
}

func (b *bars) draw(out *line) {
	n, s := page.Length(len(b.Categories)), b.sheet
	spare := b.take(b.height)
	more := min(spare/n, b.em(barSpread))
	top := b.em(above) + (spare-more*n)/2 + b.head
	left, right := s.Left+b.beside+b.em(between), s.Left+s.TypeWidth-b.beyond
	end := top + more*n
	for _, l := range b.names {
		end += b.band(l)
	}
	b.legend(s.Left, s.Left+s.TypeWidth, top-b.head/2)
	for _, m := range b.axis[1:] {
		x := left + b.share(m.Value, right-left)
		b.rule(x, top, x, end, b.style.Grid, b.style.GridInk)
	}
	y := top
	for i, l := range b.names {
		first := y + (more+b.gap)/2 + page.Length(max(0, len(l.lines)-1))*b.em(leading) + b.step/2
		b.print(l, first-page.Length(len(l.lines)-1)*b.em(leading), upTo(left-b.em(between)))
		for k := range b.Series {
			b.bar(k, i, left, right, first+page.Length(k)*b.step)
		}
		y += b.band(l) + more
	}
	b.rule(left, top, left, end, b.style.Axis, b.style.Inks[0].Edge)
	for _, m := range b.axis {
		b.print(b.single(m.Shown), end+b.foot/2, around(left+b.share(m.Value, right-left)))
	}
	*out = b.out
}

// bar draws the bar of category i in series k, its middle at y, and writes its value.
// The marks of the axis do not run through the value.
func (b *bars) bar(k, i int, left, right, y page.Length) {
	v := b.Series[k].At(i)
	x := left
	if v.Value != nil && v.Value.Sign() > 0 {
		x += max(b.share(v.Value, right-left), b.style.Edge)
		b.box(left, y-b.thick/2, x, y+b.thick/2, b.ink(k))
	}
	l := b.single(v.Shown)
	if l.width > 0 {
		near := b.em(between)
		b.cover(x+near/2, y-b.thick/2, x+near+l.width, y+b.thick/2)
		b.print(l, y, from(x+near))
	}
}
