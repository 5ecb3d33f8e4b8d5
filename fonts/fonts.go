// Package fonts holds the faces of the program: which characters each draws, how
// wide they are, and the subsets of them that go into documents.
//
// A face is read where it lies. The embedded files are strings in the binary, so
// the system loads only the pages that are touched; nothing here copies a table,
// lists the glyphs or sums a file. Every question is answered by a search in the
// table itself, which is what keeps a start with 38 MB of faces below a
// millisecond.
//
// Only TrueType outlines (glyf) are taken: that is what the PDF writer embeds.
// Table and field names follow the OpenType specification 1.9.
package fonts

import (
	"fmt"
	"sync"
	"unicode"
)

// Em is one em in the unit of advances: they are in 1/65536 em.
const Em = 1 << 16

// Options says how a face is to be read and what is known of it beyond its file.
type Options struct {
	// Chinese makes “ ” ‘ ’ · — … stand in one em as GB/T 15834 marks do: full-width
	// variants where the face has them, else the narrow glyph moved to its place;
	// — reaches over both edges so that —— joins. The file itself is not changed.
	Chinese bool

	File    string // file name, for lists
	Origin  string // what the face was made from, for lists
	Version string // for lists; empty: taken from the name table
	Licence string // short name of the licence; empty: taken from the name table

	Own bool // the user's, not one that comes with the program
}

// Face is one typeface. It never changes after Parse and is safe for use by many
// goroutines.
type Face struct {
	key    string
	opt    Options
	tables tables
	marks  func() *[len(markRunes)]mark // nil unless Options.Chinese
}

// Parse reads a face from a whole .ttf file. data is copied: the caller may change
// it afterwards. Errors are in Chinese and name the key; they are given for CFF
// outlines (OTTO), collections (ttcf; see Open), damaged or cut files, missing tables
// and faces whose maker forbids embedding or subsets (OS/2 fsType).
func Parse(key string, data []byte, opt Options) (*Face, error) {
	return parse(key, string(data), opt)
}

func parse(key, data string, opt Options) (*Face, error) {
	file := inMemory(data)
	if file.isCollection() {
		return nil, fmt.Errorf("字体“%s”是字体集（.ttc），内含多款字体，要写明用哪一款", key)
	}
	t, err := readTables(file, 0)
	if err != nil {
		return nil, fmt.Errorf("字体“%s”%w", key, err)
	}
	return newFace(key, t, opt), nil
}

func newFace(key string, t tables, opt Options) *Face {
	f := &Face{key: key, opt: opt, tables: t}
	if opt.Chinese {
		f.marks = sync.OnceValue(f.fitMarks)
	}
	return f
}

// Key returns the word layout files call the face by: 仿宋, 西文粗 …
func (f *Face) Key() string { return f.key }

// String returns the key, so that a face in a message is not its megabytes.
func (f *Face) String() string { return f.key }

// File returns the file name given in Options.
func (f *Face) File() string { return f.opt.File }

// Origin returns what the face was made from, as given in Options.
func (f *Face) Origin() string { return f.opt.Origin }

// Own reports whether the face is the user's.
func (f *Face) Own() bool { return f.opt.Own }

// Version returns the version given in Options, else that of the name table.
func (f *Face) Version() string {
	if f.opt.Version != "" {
		return f.opt.Version
	}
	return f.tables.name(nameVersion)
}

// Licence returns the short licence name given in Options, else what the name
// table says (OpenType name ID 13); empty when nothing is known.
func (f *Face) Licence() string {
	if f.opt.Licence != "" {
		return f.opt.Licence
	}
	return f.tables.name(nameLicence)
}

// Embedding says in Chinese how far the maker lets the face go into documents (OS/2
// fsType).
func (f *Face) Embedding() string { return embedding(f.tables.os2.u16(fsTypeOffset)) }

// Covers reports whether the face draws r.
func (f *Face) Covers(r rune) bool {
	_, drawn := f.tables.find(r)
	return drawn
}

// Advance returns the width of r in 1/65536 em, 0 when the face does not map r.
func (f *Face) Advance(r rune) int {
	if m := f.mark(r); m != nil {
		return Em
	}
	g := f.tables.glyph(r)
	if g == 0 {
		return 0
	}
	return f.tables.exact(g)
}

// exact is the advance of glyph g in 1/65536 em.
func (t *tables) exact(g int) int {
	units, upem := int64(t.advance(g)), int64(t.upem)
	return int((units*Em + upem/2) / upem)
}

// Han counts the Chinese characters the face draws (Unified_Ideograph of Unicode,
// without 〇 and radicals). It looks at a hundred thousand: for lists, not for
// documents.
func (f *Face) Han() int {
	n := 0
	count := func(lo, hi rune) {
		for r := lo; r <= hi; r++ {
			if f.Covers(r) {
				n++
			}
		}
	}
	for _, r := range unicode.Unified_Ideograph.R16 { // its strides are 1
		count(rune(r.Lo), rune(r.Hi))
	}
	for _, r := range unicode.Unified_Ideograph.R32 {
		count(rune(r.Lo), rune(r.Hi))
	}
	return n
}

// round divides a by b > 0, halves away from zero.
func round(a, b int) int {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}
