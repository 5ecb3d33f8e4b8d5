package layout

import (
	"nianbao/render/doc"
	"nianbao/render/page"
)

// columns is columns, or points joined by lines, over the names of the categories.
// The values stand in a row below the names, a row for each series: there they never
// meet, however near to each other the columns end, and can be read across.
type columns struct {
	*picture
	names  []label
	lines  int         // of the longest name
	depth  int         // rows over which names are spread, each standing lower than the one before
	deep   int         // rows over which values are spread
	start  page.Length // left edge of the picture
	left   page.Length // left edge of the plot
	beside page.Length // width of the marks of the axis, or of the legend
	slot   page.Length // width of a category
	height page.Length // of all but the plot
	head   page.Length // height of the unit
}

// Shares of the type's size, and of a category's width.
const (
	slotLeast, slotMost = 250, 1000
	narrowName          = 400 // names are broken to this where categories are narrower than slotLeast
	apart               = 45  // between names and values side by side
	valueRow            = 150
	topMark             = 90 // above the plot when nothing else is: half the uppermost mark
	columnShare         = 62 // of its slot a category's columns take
	columnMost          = 280
	pointSize           = 50
	longName            = 6 // lines of a name at most
)

// columns draws the largest columns that need no more than three lines for a name and
// one row for values, else the smallest type.
func (p *picture) columns(most page.Length) {
	pitch := p.sheet.RowPitch()
	var c *columns
	for _, size := range p.sizes() {
		c = p.planColumns(size)
		if c.depth == 1 && c.deep == 1 && c.lines <= 3 {
			break
		}
	}
	plot := page.Length(p.style.PlotRows) * pitch
	if c.height+plot > most {
		plot = max(most-c.height, page.Length(p.style.LeastRows)*pitch)
	}
	plot += c.take(c.height + plot)
	c.draw(plot)
	p.out = c.out
}

// planColumns measures columns in type of a size.
func (p *picture) planColumns(size page.Length) *columns {
	q := *p
	q.size = size
	c := &columns{picture: &q, beside: q.widest(q.marks()), head: q.em(topMark), depth: 1, deep: 1}
	if names := q.names(); names != nil {
		c.beside = max(c.beside, q.widest(names)+q.keyWide())
	}
	if q.Heading() != "" {
		c.head = q.em(headRow + topMark - between/2)
	}
	values := page.Length(0)
	for k := range q.Series {
		values = max(values, q.widest(q.shown(k)))
	}
	n, room := page.Length(len(q.Categories)), q.sheet.TypeWidth-c.beside-q.em(between)
	c.slot = min(room/n, q.em(slotMost))
	wide := values + q.em(apart)
	if c.slot >= q.em(slotLeast) {
		c.name(c.slot - q.em(apart))
	} else {
		wide = max(wide, c.name(q.em(narrowName))+q.em(apart))
	}
	before := page.Length(0) // what the first and the last category's type takes beyond its slot
	if wide > c.slot {
		if n > 1 {
			c.slot = min(c.slot, (room-wide)/(n-1))
		}
		before = (wide - c.slot) / 2
		c.depth, c.deep = rowsFor(c.widestName()+q.em(apart), c.slot), rowsFor(values+q.em(apart), c.slot)
	}
	total := c.beside + q.em(between) + before*2 + c.slot*n
	c.start = q.sheet.Left + (q.sheet.TypeWidth-total)/2
	c.left = c.start + c.beside + q.em(between) + before
	c.height = q.em(above) + c.head + q.em(between) + page.Length(c.lines*c.depth)*q.em(leading) + page.Length(len(q.Series)*c.deep)*q.em(valueRow) + q.em(between)
	return c
}

// rowsFor is over how many rows labels of a width are spread so that they do not meet.
func rowsFor(width, slot page.Length) int { return int(max(1, (width+slot-1)/slot)) }

// name breaks the names to a width and returns that of the widest.
func (c *columns) name(room page.Length) page.Length {
	for _, name := range c.Categories {
		l := c.label(name, room, longName)
		c.names = append(c.names, l)
		c.lines = max(c.lines, len(l.lines))
	}
	return c.widestName()
}

func (c *columns) widestName() (w page.Length) {
	for _, l := range c.names {
		w = max(w, l.width)
	}
	return w
}

// middle is the middle of category i.
func (c *columns) middle(i int) page.Length { return c.left + c.slot*page.Length(i) + c.slot/2 }

func (c *columns) draw(plot page.Length) {
	bottom := c.em(above) + c.head + plot
	right := c.left + c.slot*page.Length(len(c.Categories))
	edge := c.left - c.em(between) // of the marks
	if c.Heading() != "" {
		c.print(c.single(c.Heading()), c.em(above)+c.em(headRow)/2, from(c.start))
	}
	for i := len(c.axis) - 1; i >= 0; i-- {
		y := bottom - c.share(c.axis[i].Value, plot)
		if i > 0 {
			c.rule(c.left, y, right, y, c.style.Grid, c.style.GridInk)
		}
		c.print(c.single(c.axis[i].Shown), y, upTo(edge))
	}
	for k := range c.Series {
		if c.Shape == doc.ChartLine {
			c.curve(k, bottom, plot)
		} else {
			c.stand(k, bottom, plot)
		}
	}
	c.rule(c.left, bottom, right, bottom, c.style.Axis, c.style.Inks[0].Edge)
	y := bottom + c.em(between)
	for i, l := range c.names {
		row := page.Length(i%c.depth*c.lines) * c.em(leading)
		c.print(l, y+row+c.em(leading)/2, around(c.middle(i)))
	}
	y += page.Length(c.lines*c.depth) * c.em(leading)
	for k := range c.Series {
		c.values(k, y, right)
		y += page.Length(c.deep) * c.em(valueRow)
	}
}

// values writes the values of series k in the row below y, the key before them.
func (c *columns) values(k int, y, right page.Length) {
	middle := y + c.em(valueRow)/2
	if len(c.Series) > 1 {
		c.rule(c.start, y, right, y, c.style.Grid, c.style.GridInk)
		c.key(k, c.start, middle)
		c.print(c.single(c.Series[k].Name), middle, from(c.start+c.keyWide()))
	}
	for i := range c.Categories {
		c.print(c.single(c.Series[k].At(i).Shown), middle+page.Length(i%c.deep)*c.em(valueRow), around(c.middle(i)))
	}
}

// stand draws the columns of series k on the axis at bottom.
func (c *columns) stand(k int, bottom, plot page.Length) {
	n := page.Length(len(c.Series))
	width := min(c.slot*columnShare/100/n, c.em(columnMost))
	for i := range c.Categories {
		v := c.Series[k].At(i).Value
		if v == nil || v.Sign() <= 0 {
			continue
		}
		x := c.middle(i) - width*n/2 + width*page.Length(k)
		c.box(x, bottom-max(c.share(v, plot), c.style.Edge), x+width, bottom, c.ink(k))
	}
}

// curve draws the line of series k and its points; it is broken where a value is not
// there.
func (c *columns) curve(k int, bottom, plot page.Length) {
	var run []page.Vertex
	end := func() {
		if len(run) > 1 {
			c.shape(page.Shape{Points: run, Weight: c.style.Stroke, Color: c.ink(k).Line})
		}
		for _, at := range run {
			c.point(k, at.X, at.Y)
		}
		run = nil
	}
	for i := range c.Categories {
		v := c.Series[k].At(i).Value
		if v == nil {
			end()
			continue
		}
		run = append(run, page.Vertex{X: c.middle(i), Y: bottom - c.share(v, plot)})
	}
	end()
}
