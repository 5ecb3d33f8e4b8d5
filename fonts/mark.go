// The marks that Chinese and Latin share. Unicode has one “ for both; a face draws
// it narrow for Latin unless asked otherwise, and no one asks: the PDF writer
// applies no OpenType features. GB/T 15834-2011 5.1.3–5.1.5 gives these marks a
// full em, — and … two as —— and ……; a · of one em is what 仿宋 and 宋体 faces draw.
// Where less is wanted, the layout squeezes.

package fonts

import (
	"slices"
	"sort"
)

// markRunes are the shared marks, in the order of Face.marks.
var markRunes = [...]rune{'“', '”', '‘', '’', '·', '—', '…'}

// joint is how far — reaches over each edge of its em, as a part of an em: enough
// that no gap shows in —— at any resolution.
const joint = 200

// mark says how a glyph is drawn: as it stands, or a shared mark in one em.
type mark struct {
	glyph  int  // 0: the face has none
	full   bool // advances by an em whatever hmtx says
	dx, dy int
	// stretch maps the ink horizontally to the em and joint; dx is not used then
	stretch bool
}

// mark returns how r is drawn when it is a shared mark of a Chinese face, else nil.
func (f *Face) mark(r rune) *mark {
	// ahead of the search: nearly all characters leave here
	if f.marks == nil || r > '…' || r < '·' {
		return nil
	}
	i := slices.Index(markRunes[:], r)
	if i < 0 || f.marks()[i].glyph == 0 {
		return nil
	}
	return &f.marks()[i]
}

// fitMarks finds a place in one em for each mark the face has.
func (f *Face) fitMarks() *[len(markRunes)]mark {
	var all [len(markRunes)]mark
	for i, r := range markRunes {
		if g := f.tables.glyph(r); g != 0 && f.tables.inked(g) {
			all[i] = f.tables.fit(r, g)
		}
	}
	return &all
}

// fit places glyph g of mark r.
func (t *tables) fit(r rune, g int) mark {
	if t.advance(g) != t.upem {
		if w := t.fullWidth(g); w != 0 && t.advance(w) == t.upem {
			g = w
		}
	}
	m := mark{glyph: g, full: true}
	o, err := t.outline(g)
	if err != nil {
		return m // Subset reports it
	}
	b, spare := o.bounds(), t.upem-t.advance(g)
	switch r {
	case '“', '‘': // right half: the bearing to its right is kept
		m.dx = spare
	case '”', '’': // left half
	case '·':
		if spare != 0 {
			m.dx = (t.upem - b[0] - b[2]) / 2
		}
	case '—':
		m.stretch = b[0] > -t.upem/joint || b[2] < t.upem+t.upem/joint
	case '…':
		if spare != 0 {
			m.dx = (t.upem - b[0] - b[2]) / 2
		}
		// on the baseline it is the Latin mark; the Chinese one stands in the
		// middle of the em box
		asc, desc := t.emBox()
		if middle := (b[1] + b[3]) / 2; middle*5 < t.upem {
			m.dy = (asc+desc)/2 - middle
		}
	}
	return m
}

// plain reports whether the glyph is drawn as it stands in the file.
func (m *mark) plain() bool { return m.dx == 0 && m.dy == 0 && !m.stretch }

// apply moves or stretches o.
func (m *mark) apply(o *outline, upem int) {
	if !m.stretch {
		o.move(m.dx, m.dy)
		return
	}
	b := o.bounds()
	reach := upem / joint
	if width := b[2] - b[0]; width > 0 {
		for i, p := range o.points {
			o.points[i].x = round((p.x-b[0])*(upem+2*reach), width) - reach
		}
	}
}

// fullWidth returns the glyph that GSUB's feature fwid puts in the place of g, 0
// when there is none. Feature lists are not narrowed by script: fwid means the
// same in all.
func (t *tables) fullWidth(g int) int {
	if len(t.gsub) == 0 {
		return 0
	}
	features, lookups := t.gsub.from(t.gsub.u16(6)), t.gsub.from(t.gsub.u16(8))
	budget := maxSubtables
	for i := range features.u16(0) {
		e := 2 + 6*i
		if e+6 > len(features) || features[e:e+4] != "fwid" {
			continue
		}
		feature := features.from(features.u16(e + 4))
		for j := range feature.u16(2) {
			if budget--; budget < 0 {
				return 0
			}
			lookup := lookups.from(lookups.u16(2 + 2*feature.u16(4+2*j)))
			if w := substitute(lookup, g, &budget); w != 0 {
				return w
			}
		}
	}
	return 0
}

// maxSubtables ends the search of lookups and their subtables in a damaged GSUB
// whose counts multiply; real faces have a handful for fwid.
const maxSubtables = 4096

// substitute applies a lookup of single substitutions, 0 when it has none for g.
func substitute(lookup block, g int, budget *int) int {
	const single, extension = 1, 7
	for i := range lookup.u16(4) {
		if *budget--; *budget < 0 {
			return 0
		}
		kind, sub := lookup.u16(0), lookup.from(lookup.u16(6+2*i))
		if kind == extension {
			kind, sub = sub.u16(2), sub.from(sub.u32(4))
		}
		if kind != single {
			continue
		}
		at := covered(sub.from(sub.u16(2)), g)
		switch {
		case at < 0:
		case sub.u16(0) == 1:
			return (g + sub.u16(4)) & 0xFFFF
		case sub.u16(0) == 2 && at < sub.u16(4):
			return sub.u16(6 + 2*at)
		}
	}
	return 0
}

// covered returns the place of g in a coverage table, -1 when it is not there.
func covered(c block, g int) int {
	n := c.u16(2)
	switch c.u16(0) {
	case 1: // sorted glyphs
		if i := sort.Search(n, func(i int) bool { return c.u16(4+2*i) >= g }); i < n && c.u16(4+2*i) == g {
			return i
		}
	case 2: // sorted ranges
		i := sort.Search(n, func(i int) bool { return c.u16(6+6*i) >= g })
		if from := c.u16(4 + 6*i); i < n && from <= g {
			return c.u16(8+6*i) + g - from
		}
	}
	return -1
}
