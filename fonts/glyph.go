// One glyph: simple ones are copied as they stand without their instructions,
// composites and moved marks are taken apart into points and written again.

package fonts

import (
	"fmt"
	"math"
)

// Flags of points and of components (OpenType, glyf).
const (
	onCurve    = 0x01
	xShort     = 0x02
	yShort     = 0x04
	repeatFlag = 0x08
	xSame      = 0x10 // with xShort: x grows
	ySame      = 0x20 // with yShort: y grows
	overlaps   = 0x40 // on the first point

	argsAreWords    = 0x0001
	argsAreXY       = 0x0002
	hasScale        = 0x0008
	moreComponents  = 0x0020
	hasXYScale      = 0x0040
	has2x2          = 0x0080
	overlapCompound = 0x0400
	scaledOffset    = 0x0800
	unscaledOffset  = 0x1000
)

const (
	glyphHeader   = 10
	maxDepth      = 32   // of composites in composites; Zhuque has 4
	maxComponents = 4096 // of one glyph, all levels together: stops trees that grow by doubling
	maxPoints     = 1<<16 - 1
)

// pointBytes is the number of coordinate bytes of a point with flags f&63: each
// axis takes 1 when short, 0 when same and 2 otherwise.
const pointBytes = "" +
	"\x04\x04\x03\x03\x03\x03\x02\x02\x04\x04\x03\x03\x03\x03\x02\x02" + // neither same
	"\x02\x02\x03\x03\x01\x01\x02\x02\x02\x02\x03\x03\x01\x01\x02\x02" + // xSame
	"\x02\x02\x01\x01\x03\x03\x02\x02\x02\x02\x01\x01\x03\x03\x02\x02" + // ySame
	"\x00\x00\x01\x01\x01\x01\x02\x02\x00\x00\x01\x01\x01\x01\x02\x02" // both

type point struct {
	x, y int
	on   bool
}

// outline is a glyph without composites: points and the index of the last point
// of each contour.
type outline struct {
	points  []point
	ends    []int
	overlap bool
}

func errGlyph(g int) error {
	return fmt.Errorf("的第 %d 号字形数据有误，文件可能已损坏", g)
}

// simple is the layout of a simple glyph's description.
type simple struct {
	contours, points int
	flags            int // offset of the flags, after the instructions
	coords           int // offset of the x coordinates
	end              int // offset behind the last coordinate: padding follows
}

// measure walks the flags of a simple glyph and finds its true end. ok is false
// when anything lies outside of d.
func measure(d block) (s simple, ok bool) {
	s.contours = d.i16(0)
	if s.contours < 0 || len(d) < glyphHeader+2*s.contours+2 {
		return s, false
	}
	last := -1
	for i := range s.contours {
		e := d.u16(glyphHeader + 2*i)
		if e <= last {
			return s, false
		}
		last = e
	}
	s.points = last + 1
	at := glyphHeader + 2*s.contours
	s.flags = at + 2 + d.u16(at)
	p, bytes := s.flags, 0
	for left := s.points; left > 0; {
		if p >= len(d) {
			return s, false
		}
		f := d[p]
		p++
		left--
		k := int(pointBytes[f&63])
		bytes += k
		if f&repeatFlag == 0 {
			continue
		}
		if p >= len(d) || int(d[p]) > left {
			return s, false
		}
		again := int(d[p])
		p++
		bytes += again * k
		left -= again
	}
	s.coords, s.end = p, p+bytes
	return s, s.end <= len(d)
}

// decode reads a simple glyph.
func decode(d block) (outline, bool) {
	s, ok := measure(d)
	if !ok {
		return outline{}, false
	}
	o := outline{points: make([]point, s.points), ends: make([]int, s.contours)}
	for i := range o.ends {
		o.ends[i] = d.u16(glyphHeader + 2*i)
	}
	flags := make([]int, 0, s.points)
	for p := s.flags; p < s.coords; p++ {
		f := d.u8(p)
		flags = append(flags, f)
		if f&repeatFlag != 0 {
			p++
			for range d.u8(p) {
				flags = append(flags, f)
			}
		}
	}
	p := s.coords
	axis := func(f, short, same int) int {
		switch {
		case f&short != 0:
			p++
			if f&same != 0 {
				return d.u8(p - 1)
			}
			return -d.u8(p - 1)
		case f&same != 0:
			return 0
		}
		p += 2
		return d.i16(p - 2)
	}
	x, y := 0, 0
	for i, f := range flags {
		x += axis(f, xShort, xSame)
		o.points[i].x, o.points[i].on = x, f&onCurve != 0
	}
	for i, f := range flags {
		y += axis(f, yShort, ySame)
		o.points[i].y = y
	}
	o.overlap = len(flags) > 0 && flags[0]&overlaps != 0
	return o, true
}

// outline returns glyph g with its components, their components and so on in place.
func (t *tables) outline(g int) (outline, error) {
	var o outline
	budget := maxComponents
	err := t.add(&o, g, 0, &budget)
	return o, err
}

// add appends glyph g to o.
func (t *tables) add(o *outline, g, depth int, budget *int) error {
	d, err := t.data(g)
	if err != nil || d == "" {
		return err
	}
	if d.i16(0) >= 0 {
		s, ok := decode(d)
		if !ok || len(o.points)+len(s.points) > maxPoints {
			return errGlyph(g)
		}
		o.join(s)
		return nil
	}
	if depth == maxDepth {
		return errGlyph(g)
	}
	for p, more := glyphHeader, true; more; {
		c, size, ok := readComponent(d.from(p))
		if *budget--; !ok || *budget < 0 {
			return errGlyph(g)
		}
		var part outline
		if err := t.add(&part, c.glyph, depth+1, budget); err != nil {
			return err
		}
		if !part.place(c, o) || len(o.points)+len(part.points) > maxPoints {
			return errGlyph(g)
		}
		part.overlap = part.overlap || c.flags&overlapCompound != 0
		o.join(part)
		p, more = p+size, c.flags&moreComponents != 0
	}
	return nil
}

// join appends the contours of p.
func (o *outline) join(p outline) {
	for _, e := range p.ends {
		o.ends = append(o.ends, e+len(o.points))
	}
	o.points = append(o.points, p.points...)
	o.overlap = o.overlap || p.overlap
}

// component is one entry of a composite: a glyph, an offset or a pair of points to
// lay on each other, and a matrix in 1/16384.
type component struct {
	flags, glyph   int
	a, b           int
	xx, yx, xy, yy int // x' = xx·x + xy·y, y' = yx·x + yy·y
}

// readComponent reads the component at the beginning of d.
func readComponent(d block) (c component, size int, ok bool) {
	const one = 1 << 14
	c = component{flags: d.u16(0), glyph: d.u16(2), xx: one, yy: one}
	size = 4
	signed := c.flags&argsAreXY != 0
	switch words := c.flags&argsAreWords != 0; {
	case words && signed:
		c.a, c.b, size = d.i16(4), d.i16(6), 8
	case words:
		c.a, c.b, size = d.u16(4), d.u16(6), 8
	case signed:
		c.a, c.b, size = int(int8(d.u8(4))), int(int8(d.u8(5))), 6
	default:
		c.a, c.b, size = d.u8(4), d.u8(5), 6
	}
	switch {
	case c.flags&hasScale != 0:
		c.xx = d.i16(size)
		c.yy = c.xx
		size += 2
	case c.flags&hasXYScale != 0:
		c.xx, c.yy = d.i16(size), d.i16(size+2)
		size += 4
	case c.flags&has2x2 != 0:
		c.xx, c.yx, c.xy, c.yy = d.i16(size), d.i16(size+2), d.i16(size+4), d.i16(size+6)
		size += 8
	}
	return c, size, size <= len(d)
}

// place transforms p as component c says; parent is what stands before it.
func (p *outline) place(c component, parent *outline) bool {
	const one = 1 << 14
	if c.xx != one || c.yy != one || c.xy != 0 || c.yx != 0 {
		for i, q := range p.points {
			p.points[i].x = round(q.x*c.xx+q.y*c.xy, one)
			p.points[i].y = round(q.x*c.yx+q.y*c.yy, one)
		}
	}
	dx, dy := c.a, c.b
	switch {
	case c.flags&argsAreXY == 0:
		if c.a >= len(parent.points) || c.b >= len(p.points) {
			return false
		}
		to, from := parent.points[c.a], p.points[c.b]
		dx, dy = to.x-from.x, to.y-from.y
	case c.flags&scaledOffset != 0 && c.flags&unscaledOffset == 0:
		dx, dy = round(dx*length(c.xx, c.xy), one), round(dy*length(c.yy, c.yx), one)
	}
	p.move(dx, dy)
	return true
}

// length is √(a²+b²): FreeType scales offsets by it.
func length(a, b int) int { return int(math.Sqrt(float64(int64(a)*int64(a)+int64(b)*int64(b))) + 0.5) }

func (p *outline) move(dx, dy int) {
	for i := range p.points {
		p.points[i].x += dx
		p.points[i].y += dy
	}
}

// bounds returns the box of all points, on the curve or not, as glyf wants it.
func (p *outline) bounds() (b box) {
	for i, q := range p.points {
		b = b.with(box{q.x, q.y, q.x, q.y}, i == 0)
	}
	return b
}

// box is left, bottom, right, top.
type box [4]int

// with returns the box around b and c, c alone when b is still empty.
func (b box) with(c box, empty bool) box {
	if empty {
		return c
	}
	return box{min(b[0], c[0]), min(b[1], c[1]), max(b[2], c[2]), max(b[3], c[3])}
}
