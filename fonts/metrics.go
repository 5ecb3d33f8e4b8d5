// What a PDF FontDescriptor and a list of faces say of a face: names and measures.

package fonts

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// Metrics are the measures of a face in 1/1000 em, as ISO 32000-1 table 122 wants
// them in a FontDescriptor.
type Metrics struct {
	Ascent, Descent int     // of the em box where the face has one (Chinese faces), else of the lines; Descent is negative
	CapHeight       int     // of flat capitals
	StemV           int     // estimated from the weight class: no table holds it
	ItalicAngle     float64 // degrees counter-clockwise, negative when leaning right
	BBox            [4]int  // left, bottom, right, top of all glyphs
	Flags           int     // ISO 32000-1 table 123: FixedPitch 1, Serif 2, Symbolic 4 (always: glyphs are chosen by CID), Italic 64
}

const (
	flagFixedPitch = 1
	flagSerif      = 2
	flagSymbolic   = 4
	flagItalic     = 64
)

// Metrics reads the measures of the face.
func (f *Face) Metrics() Metrics {
	t := &f.tables
	milli := func(v int) int { return round(v*1000, t.upem) }
	m := Metrics{Flags: flagSymbolic}
	asc, desc := t.emBox()
	m.Ascent, m.Descent = milli(asc), milli(desc)
	m.CapHeight = milli(t.capHeight(asc))
	weight := 400
	if w := t.os2.u16(4); w > 0 && w <= 1000 {
		weight = w
	}
	m.StemV = 50 + weight*weight/(65*65) // the usual estimate: 87 at 400, 166 at 700
	m.ItalicAngle = t.post.fixed(4)
	for i := range m.BBox {
		m.BBox[i] = milli(t.head.i16(36 + 2*i))
	}
	if t.post.u32(12) != 0 {
		m.Flags |= flagFixedPitch
	}
	// panose: family 2 (Latin text), serif style 2–10 has serifs, 11–15 has none
	if family, serif := t.os2.u8(32), t.os2.u8(33); family == 2 && serif >= 2 && serif <= 10 {
		m.Flags |= flagSerif
	}
	if m.ItalicAngle != 0 {
		m.Flags |= flagItalic
	}
	return m
}

// emBox returns the typographic ascender and descender where they fill an em, as
// in Chinese faces; where they do not, those of hhea: Latin faces put accents
// there, and viewers size selections by them.
func (t *tables) emBox() (asc, desc int) {
	const typoAscender, typoDescender = 68, 70
	asc, desc = t.os2.i16(typoAscender), t.os2.i16(typoDescender)
	if asc-desc < t.upem {
		asc, desc = t.hhea.i16(4), t.hhea.i16(6)
	}
	return asc, desc
}

// capHeight returns sCapHeight, which OS/2 has since version 2, else the top of H,
// else asc.
func (t *tables) capHeight(asc int) int {
	if t.os2.u16(0) >= 2 {
		if h := t.os2.i16(88); h > 0 {
			return h
		}
	}
	if g, err := t.data(t.glyph('H')); err == nil && g.i16(8) > 0 {
		return g.i16(8)
	}
	return asc
}

// Name IDs of OpenType's name table.
const (
	nameFamily     = 1
	nameFull       = 4
	nameVersion    = 5
	namePostScript = 6
	nameLicence    = 13
	nameTypoFamily = 16
)

// PostScriptName returns the face's name for a PDF: ASCII letters, digits, - and _.
// A face that has none is called by its key in hexadecimal.
func (f *Face) PostScriptName() string {
	for _, id := range []int{namePostScript, nameFull} {
		s := strings.Map(func(r rune) rune {
			if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_' {
				return r
			}
			return -1
		}, f.tables.name(id))
		if strings.Trim(s, "-_") != "" {
			return s[:min(len(s), 63)] // OpenType, name ID 6: at most 63 characters
		}
	}
	return fmt.Sprintf("Face-%X", f.key)[:min(63, 5+2*len(f.key))]
}

// name returns a string of the name table, the Windows English one before others,
// "" when there is none.
func (t *tables) name(id int) string {
	b := t.names
	strs := b.from(b.u16(4))
	best, text := 0, ""
	for i := range min(b.u16(2), len(b)/12) {
		e := 6 + 12*i
		if b.u16(e+6) != id {
			continue
		}
		rank := 1
		switch platform, language := b.u16(e), b.u16(e+4); {
		case platform == 3 && language == 0x0409:
			rank = 4
		case platform == 3:
			rank = 3
		case platform == 0:
			rank = 2
		}
		size, off := b.u16(e+8), b.u16(e+10)
		if rank <= best || off+size > len(strs) {
			continue
		}
		best, text = rank, decodeName(strs[off:off+size], rank > 1)
	}
	return text
}

// allNames returns every name with one of the IDs, in all languages and each once.
// Those in an encoding of the old Macintosh or in a code page are left out: the faces
// that have them have Unicode ones too.
func (t *tables) allNames(ids ...int) []string {
	b := t.names
	strs := b.from(b.u16(4))
	var out []string
	for _, id := range ids {
		for i := range min(b.u16(2), len(b)/12) {
			e := 6 + 12*i
			size, off := b.u16(e+8), b.u16(e+10)
			if b.u16(e+6) != id || off+size > len(strs) {
				continue
			}
			platform, encoding := b.u16(e), b.u16(e+2)
			if platform != 0 && (platform != 3 || encoding > 1 && encoding != 10) {
				continue
			}
			n := strings.TrimSpace(strings.Trim(decodeName(strs[off:off+size], true), "\x00"))
			if n != "" && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

func decodeName(s block, wide bool) string {
	if !wide { // Mac Roman: its ASCII half is all that is wanted
		return strings.Map(func(r rune) rune {
			if r < 0x80 {
				return r
			}
			return -1
		}, string(s))
	}
	u := make([]uint16, len(s)/2)
	for i := range u {
		u[i] = uint16(s.u16(2 * i))
	}
	return string(utf16.Decode(u))
}
