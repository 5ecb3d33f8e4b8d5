// Subsets: a TrueType file with just the glyphs of one document, as ISO 32000-1
// 9.9 wants it for a CIDFontType2: glyf, head, hhea, hmtx, loca, maxp, nothing
// else. Composites are written flat and instructions left out, so that a subset is
// closed by construction.

package fonts

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sync"
)

// Subset is the part of a face that one document uses. Glyph 0 is .notdef, glyph
// i+1 draws Runes[i]: the CID is i+1 and CIDToGIDMap is Identity.
type Subset struct {
	Runes   []rune // sorted, each once
	Widths  []int  // of Runes[i], in 1/1000 em
	Exact   []int  // the same as Advance gives it, in 1/65536 em
	Program []byte // the file for FontFile2
}

// rooms keeps the room of large programs between documents: that of a body face is a third
// of a megabyte, of no use once it is packed.
var rooms sync.Pool // of *[]byte

const largeRoom = 128 << 10

// Release gives the room of Program back, which is not to be used any more.
func (s *Subset) Release() {
	if b := s.Program; cap(b) >= largeRoom {
		rooms.Put(&b)
	}
	s.Program = nil
}

// room returns an empty slice for size bytes.
func room(size int) []byte {
	if size < largeRoom {
		return make([]byte, 0, size)
	}
	if b, ok := rooms.Get().(*[]byte); ok && cap(*b) >= size {
		return (*b)[:0]
	}
	return make([]byte, 0, size+size/4) // the next may be a little larger
}

// Subset writes the glyphs of rs, in any order and with repeats, into a file of
// their own. The same characters give the same bytes. It fails, in Chinese, when
// the face does not cover a character or its data are damaged.
func (f *Face) Subset(rs []rune) (*Subset, error) {
	runes := slices.Clone(rs)
	slices.Sort(runes)
	runes = slices.Compact(runes)
	if len(runes) >= maxGlyphs-1 {
		return nil, fmt.Errorf("字体“%s”一次最多取 %d 个字", f.key, maxGlyphs-2)
	}
	t := &f.tables
	s := &Subset{Runes: runes, Widths: make([]int, len(runes)), Exact: make([]int, len(runes))}
	glyphs := make([]mark, len(runes)+1) // 0 stays .notdef
	for i, r := range runes {
		if m := f.mark(r); m != nil {
			glyphs[i+1], s.Widths[i], s.Exact[i] = *m, 1000, Em
			continue
		}
		g, drawn := t.find(r)
		if !drawn {
			return nil, fmt.Errorf("字体“%s”没有“%c”（U+%04X）", f.key, r, r)
		}
		glyphs[i+1], s.Widths[i], s.Exact[i] = mark{glyph: g}, round(t.advance(g)*1000, t.upem), t.exact(g)
	}
	program, err := t.program(glyphs)
	if err != nil {
		return nil, fmt.Errorf("字体“%s”%w", f.key, err)
	}
	s.Program = program
	return s, nil
}

const (
	programTables = 6
	programHeader = 12 + programTables*entryLength
	// shortLoca is the greatest offset a short loca holds: 65535 words.
	shortLoca = 2 * 0xFFFF
)

// writer builds the file of a subset. glyf comes first and grows in place; what the
// other tables need is gathered on the way.
type writer struct {
	t       *tables
	b       []byte
	offsets []int // of each glyph in glyf, and its end
	widths  []int // advances and left bearings, font units
	lefts   []int

	short                  bool // loca format
	maxPoints, maxContours int
	box                    box
	minLeft, minRight      int
	maxExtent              int
	inked                  bool

	sum uint32 // of the tables written
}

// program writes glyphs, each by its place in the list, into a file.
func (t *tables) program(glyphs []mark) ([]byte, error) {
	n, size := len(glyphs), 0
	for _, m := range glyphs {
		from, to := t.span(m.glyph)
		size += max(to-from, 0)
	}
	size = min(size, t.glyf.length) + n // spans of a damaged loca may overlap
	w := writer{
		t: t, short: size <= shortLoca,
		b:       append(room(programHeader+size+8*(n+1)+1024), make([]byte, programHeader)...),
		offsets: make([]int, 1, n+1), widths: make([]int, 0, n), lefts: make([]int, 0, n),
	}
	for _, m := range glyphs {
		if err := w.glyph(m); err != nil {
			return nil, err
		}
		if w.short && len(w.b)%2 != 0 { // a short loca counts words
			w.b = append(w.b, 0)
		}
		w.offsets = append(w.offsets, len(w.b)-programHeader)
	}
	// flat composites may be longer than foreseen
	w.short = w.short && w.offsets[n] <= shortLoca
	w.finish()
	return w.b, nil
}

// glyph appends one glyph to glyf and its measures to the rest.
func (w *writer) glyph(m mark) error {
	t := w.t
	d, err := t.data(m.glyph)
	if err != nil {
		return err
	}
	width, left := t.advance(m.glyph), t.bearing(m.glyph)
	bb := box{d.i16(2), d.i16(4), d.i16(6), d.i16(8)}
	moved := !m.plain()
	points, contours := 0, 0
	switch {
	case d == "" || d.i16(0) == 0:
		w.widths, w.lefts = append(w.widths, width), append(w.lefts, left)
		return nil
	case d.i16(0) > 0 && !moved:
		s, ok := measure(d)
		if !ok {
			return errGlyph(m.glyph)
		}
		w.b = appendSimple(w.b, d, s)
		points, contours = s.points, s.contours
	default:
		o, err := t.outline(m.glyph)
		if err != nil {
			return err
		}
		m.apply(&o, t.upem)
		was := bb[0]
		var ok bool
		if w.b, ok = appendOutline(w.b, &o); !ok {
			return errGlyph(m.glyph)
		}
		bb = o.bounds()
		left += bb[0] - was // rasterisers shift a glyph by bearing − xMin: keep that
		points, contours = len(o.points), len(o.ends)
	}
	if m.full {
		width = t.upem
	}
	w.widths, w.lefts = append(w.widths, width), append(w.lefts, left)
	if points == 0 {
		return nil
	}
	right, extent := width-left-(bb[2]-bb[0]), left+bb[2]-bb[0]
	if !w.inked {
		w.minLeft, w.minRight, w.maxExtent = left, right, extent
	}
	w.minLeft, w.minRight, w.maxExtent = min(w.minLeft, left), min(w.minRight, right), max(w.maxExtent, extent)
	w.maxPoints, w.maxContours = max(w.maxPoints, points), max(w.maxContours, contours)
	w.box = w.box.with(bb, !w.inked)
	w.inked = true
	return nil
}

// finish appends the tables behind glyf and fills in the directory.
func (w *writer) finish() {
	size := len(w.b) - programHeader
	w.entry(0, "glyf", programHeader, size)
	w.table(1, "head", w.head)
	w.table(2, "hhea", w.hhea)
	w.table(3, "hmtx", w.hmtx)
	w.table(4, "loca", w.loca)
	w.table(5, "maxp", w.maxp)
	w.at32(0, 0x00010000)
	w.at16(4, programTables)
	w.at16(6, 4*entryLength) // searchRange, entrySelector, rangeShift for 6 tables
	w.at16(8, 2)
	w.at16(10, (programTables-4)*entryLength)
	const magic = 0xB1B0AFBA // OpenType, head: checksumAdjustment
	head := block(w.b[12+entryLength : 12+2*entryLength]).u32(8)
	w.at32(head+8, magic-w.sum-checksum(w.b[:programHeader]))
}

func (w *writer) table(i int, tag string, body func()) {
	from := len(w.b)
	body()
	w.entry(i, tag, from, len(w.b)-from)
}

// entry fills in directory entry i for a table that has just been written.
func (w *writer) entry(i int, tag string, from, size int) {
	for len(w.b)%4 != 0 {
		w.b = append(w.b, 0)
	}
	at := 12 + i*entryLength
	copy(w.b[at:], tag)
	sum := checksum(w.b[from:])
	w.sum += sum
	w.at32(at+4, sum)
	w.at32(at+8, uint32(from))
	w.at32(at+12, uint32(size))
}

func (w *writer) at16(i, v int)        { w.b[i], w.b[i+1] = byte(v>>8), byte(v) }
func (w *writer) at32(i int, v uint32) { binary.BigEndian.PutUint32(w.b[i:], v) }

// checksum sums b, whose length is a multiple of 4, as big-endian words.
func checksum(b []byte) uint32 {
	var sum uint64 // two words at a time; the upper half is cut off in the end
	for ; len(b) >= 8; b = b[8:] {
		v := binary.BigEndian.Uint64(b)
		sum += v>>32 + v&math.MaxUint32
	}
	if len(b) >= 4 {
		sum += uint64(binary.BigEndian.Uint32(b))
	}
	return uint32(sum)
}

func (w *writer) head() {
	from := len(w.b)
	w.b = append(w.b, w.t.head[:headLength]...)
	w.at32(from+8, 0)
	const instructed = 0x1C // flags of faces whose instructions change widths
	w.at16(from+16, w.t.head.u16(16)&^instructed)
	for i, v := range w.box {
		w.at16(from+36+2*i, v)
	}
	format := 1
	if w.short {
		format = 0
	}
	w.at16(from+50, format)
	w.at16(from+52, 0)
}

func (w *writer) hhea() {
	from := len(w.b)
	w.b = append(w.b, w.t.hhea[:hheaLength]...)
	for i, v := range []int{slices.Max(w.widths), w.minLeft, w.minRight, w.maxExtent} {
		w.at16(from+10+2*i, v)
	}
	w.at16(from+32, 0)
	w.at16(from+34, w.metrics())
}

// metrics is the number of full hmtx entries: equal widths at the end need only one.
func (w *writer) metrics() int {
	n := len(w.widths)
	for n > 1 && w.widths[n-1] == w.widths[n-2] {
		n--
	}
	return n
}

func (w *writer) hmtx() {
	full := w.metrics()
	for i, left := range w.lefts {
		if i < full {
			w.b = put16(w.b, w.widths[i])
		}
		w.b = put16(w.b, left)
	}
}

func (w *writer) loca() {
	for _, off := range w.offsets {
		if w.short {
			w.b = put16(w.b, off/2)
		} else {
			w.b = put32(w.b, off)
		}
	}
}

// maxp writes version 1.0 without anything that instructions or composites need.
func (w *writer) maxp() {
	w.b = put32(w.b, 0x00010000)
	const zones = 1 // without twilight points
	for _, v := range [...]int{len(w.widths), w.maxPoints, w.maxContours, 0, 0, zones, 0, 0, 0, 0, 0, 0, 0, 0} {
		w.b = put16(w.b, v)
	}
}
