// Package hanzi composes lines of Chinese text: character classes, line breaking,
// squeezing and stretching, full-width marks, Chinese numerals, cutting of titles.
//
// Lengths are integers in 1/65536 of an em ([Em]), so a line is full or not, never
// nearly full. The package knows no fonts: the caller measures every character.
//
// Sources: W3C CLREQ (《中文排版需求》, commit 7d515699) for line composition;
// GB/T 15834-2011 5.1 for the places of marks; GB/T 15835-2011 for numbers;
// GB/T 9704-2012 7.3.1 for titles. Rules marked "practice" have no clause.
package hanzi

import "unicode"

// This file says what kind of character a rune is; everything else asks it.

// Em is the width of one full character in the units of this package.
const Em = 1 << 16

const half, quarter = Em / 2, Em / 4

// class is what line composition needs to know of a character (CLREQ, "Categories
// of characters"; GB/T 15834-2011 5.1).
type class uint8

const (
	classHan        class = iota // ideographs, full-width letters, symbols: one cell each
	classStop                    // ，、；：  pause marks, ink in the left half
	classEnd                     // 。？！    end marks, ink in the left half
	classOpen                    // （《“     ink in the right half
	classClose                   // ）》”     ink in the left half
	classDash                    // —— one half of a dash
	classEllipsis                // …… one half of an ellipsis
	classConnector               // ～ - – and a single —
	classInterpunct              // ·
	classSolidus                 // /
	classSign                    // % ‰ ℃ ㎡  stands behind its number
	classPrefix                  // ￥ $ №    stands before its number
	classDigit
	classLetter
	classWestStop  // , . ; : ! ?
	classWestOpen  // ( [ {
	classWestClose // ) ] }
	classWestQuote // " '
	classWestOther // other ASCII graphic characters
	classSpace     // may end a line, where it takes no room
	classNoBreak   // no-break space
	classCombining // drawn on the character before it
)

func classOf(r rune) class {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return classHan
	case r < 0x80:
		return classOfASCII(r)
	}
	switch r {
	case '，', '、', '；', '：', '．':
		return classStop
	case '。', '？', '！':
		return classEnd
	case '（', '〔', '【', '《', '〈', '“', '‘', '［', '｛', '「', '『', '〖', '〘', '〚', '〝':
		return classOpen
	case '）', '〕', '】', '》', '〉', '”', '’', '］', '｝', '」', '』', '〗', '〙', '〛', '〞', '〟':
		return classClose
	case '—', '―':
		return classDash
	case '…', '⋯':
		return classEllipsis
	case '～', '–', '－', '‐', '‑', '〜':
		return classConnector
	case '·', '‧', '・', '•':
		return classInterpunct
	case '／':
		return classSolidus
	case '％', '‰', '‱', '°', '′', '″', '℃', '℉':
		return classSign
	case '￥', '¥', '＄', '€', '£', '№':
		return classPrefix
	case '\u3000', '\u2002', '\u2003', '\u2009', '\u200B':
		return classSpace
	case '\u00A0', '\u202F':
		return classNoBreak
	}
	switch {
	case r >= '０' && r <= '９':
		return classDigit
	case r >= 0x3371 && r <= 0x33DF: // ㎡ ㎏ ㎞: units of measure in one character
		return classSign
	case westernLetter(r):
		return classLetter
	case r >= 0x0300 && unicode.Is(unicode.Mn, r): // includes the selectors of variant ideographs
		return classCombining
	}
	return classHan
}

func classOfASCII(r rune) class {
	switch {
	case r >= '0' && r <= '9':
		return classDigit
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return classLetter
	case r <= ' ', r == 0x7F:
		return classSpace
	}
	switch r {
	case ',', '.', ';', ':', '!', '?':
		return classWestStop
	case '(', '[', '{':
		return classWestOpen
	case ')', ']', '}':
		return classWestClose
	case '"', '\'':
		return classWestQuote
	case '-', '~':
		return classConnector
	case '/':
		return classSolidus
	case '%':
		return classSign
	case '$':
		return classPrefix
	}
	return classWestOther
}

func (c class) noStart() bool {
	switch c {
	case classStop, classEnd, classClose, classConnector, classInterpunct, classSolidus,
		classSign, classWestStop, classWestClose:
		return true
	}
	return false
}

func (c class) noEnd() bool {
	switch c {
	case classOpen, classSolidus, classPrefix, classWestOpen:
		return true
	}
	return false
}

// mark reports whether c is a full-width mark with a blank half.
func (c class) mark() bool { return c >= classStop && c <= classClose }

// NoStart reports whether r must not stand at the start of a line: stops, closing
// marks, connectors, interpunct and solidus (CLREQ, prohibition rules for line
// start and line end, level GB), and % ‰ ℃ and unit signs (practice). — and … are
// not among them, as —— and …… may start a line at this level; [Break] also keeps
// a single — (一字线) from starting one.
func NoStart(r rune) bool { return classOf(r).noStart() }

// NoEnd reports whether r must not stand at the end of a line: opening marks and
// solidus (CLREQ, level GB), and signs that stand before a number, as ￥ (practice).
func NoEnd(r rune) bool { return classOf(r).noEnd() }

// Western reports whether r is set in the Latin face: ASCII from space to ~, the
// no-break space, raised digits and letters of the Latin-1 and extended blocks.
// The quotes “ ” ‘ ’ and — … · are shared with Latin but are Chinese marks here.
func Western(r rune) bool {
	return r >= ' ' && r <= '~' || r == 0xA0 || westernLetter(r)
}

func westernLetter(r rune) bool {
	switch {
	case r < 0x80:
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	case r == '×', r == '÷': // drawn in the Chinese face, as in ×××
		return false
	case r == '²', r == '³', r == '¹':
		return true
	}
	return r >= 0xC0 && r <= 0x24F || r >= 0x1E00 && r <= 0x1EFF
}

// ModelWidth is the width of r in the model of CLREQ's examples: half an em for
// Western characters (GB/T 15835-2011 wants digits of half an em), nothing for
// combining marks, one em for everything else. It serves tests and tables; pages
// are measured with the face.
func ModelWidth(r rune) int {
	switch {
	case Western(r):
		return half
	case classOf(r) == classCombining, r == '\u200B':
		return 0
	}
	return Em
}

func asciiAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }
