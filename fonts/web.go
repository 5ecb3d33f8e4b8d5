// Faces for a browser: a subset that is a font file of its own. The outlines are
// those of the PDF, marks in their em included; what a browser asks for besides
// (OpenType 1.9: cmap, name, OS/2, post) is written around them.

package fonts

import (
	"encoding/binary"
	"math/bits"
)

// Web writes the characters of rs into a TrueType file a browser takes. Their widths
// are the face's; there is no kerning, no ligature and no name in it. The same
// characters give the same bytes. It fails as Subset does.
func (f *Face) Web(rs []rune) ([]byte, error) {
	s, err := f.Subset(rs)
	if err != nil {
		return nil, err
	}
	old := block(s.Program)
	var tables []webTable
	for i := range old.u16(4) {
		e := 12 + i*entryLength
		from := old.u32(e + 8)
		tables = append(tables, webTable{string(old[e : e+4]), []byte(old[from : from+old.u32(e+12)])})
	}
	ascent, descent := f.tables.emBox()
	// in the order of the directory: sorted by tag, capitals first
	tables = append([]webTable{{"OS/2", webOS2(s, f.tables.upem, ascent, -descent)}, {"cmap", webCmap(s.Runes)}}, tables...)
	tables = append(tables, webTable{"name", webName()}, webTable{"post", webPost()})
	return webFile(tables), nil
}

type webTable struct {
	tag  string
	data []byte
}

// webFile puts tables into a file.
func webFile(tables []webTable) []byte {
	n := len(tables)
	pairs := 1 << (bits.Len(uint(n)) - 1)
	b := put32(nil, 0x00010000)
	for _, v := range []int{n, pairs * entryLength, bits.Len(uint(n)) - 1, (n - pairs) * entryLength} {
		b = put16(b, v)
	}
	b = append(b, make([]byte, n*entryLength)...)
	head := 0
	for i, t := range tables {
		from := len(b)
		if t.tag == "head" {
			head = from
			copy(t.data[8:12], []byte{0, 0, 0, 0}) // its sum, filled in below
		}
		b = append(b, t.data...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
		e := b[12+i*entryLength:]
		copy(e, t.tag)
		binary.BigEndian.PutUint32(e[4:], checksum(b[from:]))
		binary.BigEndian.PutUint32(e[8:], uint32(from))
		binary.BigEndian.PutUint32(e[12:], uint32(len(t.data)))
	}
	const magic = 0xB1B0AFBA // OpenType, head: checksumAdjustment
	binary.BigEndian.PutUint32(b[head+8:], magic-checksum(b))
	return b
}

// webCmap maps sorted characters to the glyphs 1, 2 …: format 12, which has room for
// all of Unicode.
func webCmap(rs []rune) []byte {
	var groups []byte
	n := 0
	for i := 0; i < len(rs); {
		to := i + 1
		for to < len(rs) && rs[to] == rs[to-1]+1 {
			to++
		}
		groups = put32(put32(put32(groups, int(rs[i])), int(rs[to-1])), i+1)
		n++
		i = to
	}
	var b []byte
	for _, v := range []int{0, 1, 3, 10} { // version, one subtable, Windows, full Unicode
		b = put16(b, v)
	}
	b = put32(b, 12)
	b = put16(put16(b, 12), 0)
	for _, v := range []int{16 + len(groups), 0, n} {
		b = put32(b, v)
	}
	return append(b, groups...)
}

// webOS2 is OS/2 version 3 with what a browser reads: line metrics and the range of
// characters. What it does not read is 0.
func webOS2(s *Subset, upem, ascent, descent int) []byte {
	b := make([]byte, 96)
	at := func(i, v int) { binary.BigEndian.PutUint16(b[i:], uint16(v)) }
	at(0, 3)
	at(2, upem)
	at(4, 400) // weight and width: regular
	at(6, 5)
	copy(b[58:], "NIAN")
	at(62, 0x40) // fsSelection: regular
	first, last := 0, 0
	if n := len(s.Runes); n > 0 {
		first, last = min(int(s.Runes[0]), 0xFFFF), min(int(s.Runes[n-1]), 0xFFFF)
	}
	at(64, first)
	at(66, last)
	for _, i := range []int{68, 74} { // typographic and Windows ascent, descent
		at(i, ascent)
	}
	at(70, -descent)
	at(76, descent)
	return b
}

// webName is a name table without names: faces are called by what serves them.
func webName() []byte { return put16(put16(put16(nil, 0), 0), 6) }

// webPost is post version 3: no names of glyphs.
func webPost() []byte {
	b := make([]byte, 32)
	binary.BigEndian.PutUint32(b, 0x00030000)
	return b
}
