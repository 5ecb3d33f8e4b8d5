// From character to glyph to width, searched in cmap, hmtx and loca as they lie in
// the file.

package fonts

import (
	"errors"
	"sync/atomic"
	"unicode"
)

// chooseCmap takes the Unicode subtable with the widest range: format 12 of
// Windows or Unicode, else format 4.
func (t *tables) chooseCmap(cmap block) error {
	best := 0
	for i := range cmap.u16(2) {
		platform, encoding := cmap.u16(4+8*i), cmap.u16(6+8*i)
		sub := cmap.from(cmap.u32(8 + 8*i))
		rank := 0
		switch format := sub.u16(0); {
		case format == 12 && (platform == 3 && encoding == 10 || platform == 0):
			rank = 2
		case format == 4 && (platform == 3 && encoding == 1 || platform == 0):
			rank = 1
		}
		if rank > best {
			best = rank
			t.cmap, t.segmented = sub, rank == 1
		}
	}
	if best == 0 {
		return errors.New("没有 Unicode 编码表（cmap 格式 4 或 12），不能使用")
	}
	return nil
}

// memo is what was found of the characters last looked for, each in the place its code
// point falls on: character, glyph, whether it is drawn, 1. A report asks four times
// for each of its characters, and 仿宋 maps them in some thousand groups.
type memo [2048]atomic.Uint64

// find returns the glyph of r, 0 when there is none, and whether it shows r: a
// character the face maps to an empty glyph counts only when it is a space or a format
// character, elsewhere it would leave a blank in print without an error.
func (t *tables) find(r rune) (glyph int, drawn bool) {
	place := &t.memo[uint32(r)%uint32(len(t.memo))]
	if v := place.Load(); v&1 != 0 && rune(v>>32) == r {
		return int(uint32(v) >> 2), v&2 != 0
	}
	glyph = t.search(r)
	drawn = glyph != 0 && (t.inked(glyph) || unicode.In(r, unicode.Zs, unicode.Cf))
	v := uint64(uint32(r))<<32 | uint64(glyph)<<2 | 1
	if drawn {
		v |= 2
	}
	place.Store(v)
	return glyph, drawn
}

// glyph returns the glyph of r, 0 when there is none.
func (t *tables) glyph(r rune) int { g, _ := t.find(r); return g }

// search returns the glyph of r from cmap, 0 when there is none.
func (t *tables) search(r rune) int {
	g := 0
	if t.segmented {
		g = t.glyph4(int(r))
	} else {
		g = t.glyph12(int(r))
	}
	if g < 0 || g >= t.glyphs {
		return 0
	}
	return g
}

// glyph4 searches a segment mapping (OpenType, cmap format 4).
func (t *tables) glyph4(c int) int {
	if c < 0 || c > 0xFFFF {
		return 0
	}
	b := t.cmap
	n := b.u16(6) / 2
	ends, starts := 14, 16+2*n // reservedPad lies between
	lo, hi := 0, n
	for lo < hi {
		if mid := (lo + hi) / 2; b.u16(ends+2*mid) < c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	start := b.u16(starts + 2*lo)
	if lo == n || c < start {
		return 0
	}
	delta := b.u16(starts + 2*n + 2*lo)
	at := starts + 4*n + 2*lo
	offset := b.u16(at)
	if offset == 0 {
		return (c + delta) & 0xFFFF
	}
	g := b.u16(at + offset + 2*(c-start))
	if g == 0 {
		return 0
	}
	return (g + delta) & 0xFFFF
}

// glyph12 searches groups of characters (OpenType, cmap format 12).
func (t *tables) glyph12(c int) int {
	const first, size = 16, 12
	b := t.cmap
	n := min(b.u32(12), len(b)/size)
	lo, hi := 0, n
	for lo < hi {
		if mid := (lo + hi) / 2; b.u32(first+size*mid+4) < c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	group := first + size*lo
	if start := b.u32(group); lo < n && c >= start {
		return b.u32(group+8) + c - start
	}
	return 0
}

// advance returns the advance of glyph g in font units.
func (t *tables) advance(g int) int { return t.hmtx.u16(4 * min(g, t.metrics-1)) }

// bearing returns the left side bearing of glyph g in font units.
func (t *tables) bearing(g int) int {
	if g < t.metrics {
		return t.hmtx.i16(4*g + 2)
	}
	return t.hmtx.i16(4*t.metrics + 2*(g-t.metrics))
}

// span returns where glyph g lies in glyf.
func (t *tables) span(g int) (from, to int) {
	if t.longLoca {
		return t.loca.u32(4 * g), t.loca.u32(4*g + 4)
	}
	return 2 * t.loca.u16(2*g), 2 * t.loca.u16(2*g+2)
}

// inked reports whether glyph g has an outline. It goes by length, so that asking
// does not load the outline: a header without contours takes 12 bytes, 14 padded
// to words, and one point with a contour at least 15.
func (t *tables) inked(g int) bool {
	from, to := t.span(g)
	return to-from > glyphHeader+4
}

// data returns the description of glyph g, "" for an empty one.
func (t *tables) data(g int) (block, error) {
	from, to := t.span(g)
	switch {
	case g < 0 || g >= t.glyphs, from > to, to > t.glyf.length, from < to && to-from < glyphHeader:
		return "", errGlyph(g)
	}
	return t.glyf.piece(from, to)
}
