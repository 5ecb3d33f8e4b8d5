package pdf

import (
	"encoding/binary"
)

// The stub face is the least TrueType file gopdf v0.37.0 takes: a few empty glyphs,
// character pseudoBase+k for glyph k. gopdf parses, subsets and embeds what it
// draws with; on faces of several megabytes that costs most of its time, and what
// it embeds is replaced anyway. Nothing of the stub reaches the finished file.
//
// Of a run gopdf draws the first characters only, and a glyph as the one of the stub
// its CID falls on: it spends a format call on each character and a map, a width and
// a line of ToUnicode on each glyph, all thrown away (drawing whole runs cost a
// twentieth of a run of the program). These are enough to see that it drew the runs in
// their order; which characters they hold the finishing stage takes from the pages.

const (
	stubFamily = "stub"
	stubGlyphs = 64
	drawnChars = 2 // of a run
	pseudoBase = 0x20
	// maxGlyphs are the CIDs of two bytes without .notdef.
	maxGlyphs = 0xFFFF
)

// stubGlyph is the glyph of the stub that stands for a CID.
func stubGlyph(cid uint16) uint16 { return 1 + cid%stubGlyphs }

// stubFace returns a stub with glyphs 1…stubGlyphs besides .notdef.
func stubFace() []byte {
	const n = stubGlyphs
	tables := []struct {
		tag  string
		data []byte
	}{ // sorted by tag
		{"OS/2", make([]byte, 78)}, // version 0
		{"cmap", stubCmap(n)},
		{"glyf", nil},
		{"head", u16s(1, 0, 0, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 1000, 0, 8, 2, 0, 0)},
		{"hhea", u16s(1, 0, 880, 0xFF88, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 1)}, // one width for all glyphs
		{"hmtx", u16s(1000, 0)},
		{"loca", make([]byte, 2*(n+2))}, // short offsets, all zero: every glyph empty
		{"maxp", u16s(0, 0x5000, n+1)},
		{"name", append(u16s(0, 1, 18, 3, 1, 0x409, 6, len(stubFamily), 0), stubFamily...)},
		{"post", append(u16s(3), make([]byte, 30)...)},
	}
	dir := 12 + 16*len(tables)
	out := make([]byte, dir, dir+2*n+512)
	binary.BigEndian.PutUint32(out, 0x00010000)
	binary.BigEndian.PutUint16(out[4:], uint16(len(tables)))
	for i, t := range tables {
		entry := out[12+16*i:]
		copy(entry, t.tag)
		binary.BigEndian.PutUint32(entry[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(entry[12:], uint32(len(t.data)))
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

// stubCmap returns a cmap table with the one subtable gopdf insists on: platform 3,
// encoding 1, format 4, ended by a segment for U+FFFF.
func stubCmap(n int) []byte {
	return u16s(
		0, 1, 3, 1, 0, 12,
		4, 32, 0, 4, 4, 1, 0,
		pseudoBase+n, 0xFFFF, 0,
		pseudoBase+1, 0xFFFF,
		0x10000-pseudoBase, 1,
		0, 0)
}

func u16s(values ...int) []byte {
	out := make([]byte, 0, 2*len(values))
	for _, v := range values {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return out
}
