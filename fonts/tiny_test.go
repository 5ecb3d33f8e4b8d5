// A font small enough to be written by hand, with everything the embedded faces
// lack: scaled and rotated composites, components laid point on point, marks of
// every width, a full-width variant behind an extension lookup.

package fonts

import "strings"

// triangle is a simple glyph of three points with instructions and padding.
func triangle(x, y, size int) string {
	return w(1, x, y, x+size, y+size) + w(2) + // bounds; the contour ends at point 2
		w(2) + "\xB0\x01" + // two bytes of instructions
		"\x01\x01\x01" + w(x, size, -size) + w(y, 0, size) + "\x00\x00\x00"
}

func composite(parts ...string) string { return w(-1, 0, 0, 0, 0) + strings.Join(parts, "") }

const (
	q14one  = 1 << 14
	q14half = 1 << 13
)

// tinyGlyphs are the glyphs of the tiny font; 0 is empty.
func tinyGlyphs() []string {
	return []string{
		"",
		triangle(100, 0, 400), // 1 A
		composite(w(argsAreWords|argsAreXY, 1, 50, -20)),                                      // 2 B: moved
		composite(w(argsAreXY|hasScale, 2) + "\x0A\xF6" + w(q14half)),                         // 3 C: a composite at half size, moved by 10, -10
		composite(w(argsAreXY|has2x2, 1) + "\x00\x00" + w(0, q14one, -q14one, 0)),             // 4 D: a quarter turn
		composite(w(argsAreXY|hasXYScale|scaledOffset, 1) + "\x64\x64" + w(q14half, -q14one)), // 5 E: offset scaled too
		composite(w(argsAreXY|moreComponents, 1)+"\x00\x00", w(0, 1)+"\x02\x00"),              // 6 F: point 0 laid on point 2
		composite(w(argsAreXY, 7) + "\x00\x00"),                                               // 7 G: itself
		composite(w(0, 1) + "\x00\x00"),                                                       // 8 H: laid on a point that is not there
		triangle(40, 500, 100),                                                                // 9 “
		triangle(20, 500, 100),                                                                // 10 ”
		triangle(100, 200, 50),                                                                // 11 ·
		triangle(60, 300, 800),                                                                // 12 —
		triangle(100, 0, 600),                                                                 // 13 …
		triangle(700, 500, 200),                                                               // 14 full-width ‘
		triangle(40, 500, 50),                                                                 // 15 ‘
		w(0, 0, 0, 0, 0, 0),                                                                   // 16 I: a header without contours
	}
}

var tinyWidths = []int{500, 600, 600, 600, 600, 600, 600, 600, 600, 200, 180, 300, 890, 800, 1000, 200, 500}

const tinyText = "ABCDEF“”·—…‘"

// tinyTables are the tables of the tiny font; glyphs may be others.
func tinyTables(glyphs []string) map[string]string {
	var glyf, loca, hmtx string
	for i, g := range glyphs {
		loca += w(len(glyf) / 2)
		glyf += g + strings.Repeat("\x00", len(g)%2)
		hmtx += w(tinyWidths[i%len(tinyWidths)], 0)
	}
	loca += w(len(glyf) / 2)
	n := len(glyphs)
	groups := [][3]int{{'A', 'H', 1}, {'I', 'I', 16}, {'·', '·', 11}, {'—', '—', 12}, {'‘', '‘', 15}, {'“', '”', 9}, {'…', '…', 13}}
	cmap := w(0, 1, 3, 10) + l(12) + w(12, 0) + l(16+12*len(groups)) + l(0) + l(len(groups))
	for _, g := range groups {
		cmap += l(g[0]) + l(g[1]) + l(g[2])
	}
	// fwid: lookup 0 is an extension (7) of single substitution format 2: 15 → 14
	gsub := w(1, 0, 0, 10, 24) + // header; feature list at 10, lookup list at 24
		w(1) + "fwid" + w(8) + w(0, 1, 0) + // one feature with one lookup
		w(1, 4) + w(7, 0, 1, 8) + // lookup list, lookup
		w(1, 1) + l(8) + // extension of type 1
		w(2, 8, 1, 14) + w(1, 1, 15) // substitution, coverage
	return map[string]string{
		"head": w(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0x1F, 1000) + l(0) + l(0) + l(0) + l(0) + w(0, 0, 1000, 1000, 0, 8, 2, 0, 0),
		"hhea": w(1, 0, 880, -120, 0, 1000, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, n),
		"maxp": w(1, 0, n, 9, 9, 9, 9, 2, 1, 1, 1, 1, 99, 99, 9, 9),
		"OS/2": w(2, 500, 400, 5, 0) + strings.Repeat("\x00", 58) + w(880, -120, 0, 880, 120) + strings.Repeat("\x00", 18),
		"name": w(0, 1, 18, 3, 1, 0x409, 6, 8, 0) + w('T', 'i', '仿', 'y'),
		"post": w(3, 0, -12, 0x8000) + strings.Repeat("\x00", 24),
		"cmap": cmap, "GSUB": gsub, "glyf": glyf, "loca": loca, "hmtx": hmtx,
	}
}

const tinyTags = "GSUB OS/2 cmap glyf head hhea hmtx loca maxp name post"

func tinyFont() string { return build("\x00\x01\x00\x00", tinyTags, tinyTables(tinyGlyphs())) }
