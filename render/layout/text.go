// text.go breaks text into lines and gives every character its place.
package layout

import (
	"fmt"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// span is text of one role.
type span struct {
	text  string
	face  string // face of Chinese characters
	latin string // face of digits and Latin; "" takes the sheet's
	plain bool   // digits in the span's own face
	pos   diag.Pos
	moved bool // pos is that of a placeholder: all characters share it
	of    int
}

// char is one character with its face.
type char struct {
	r     rune
	face  *fonts.Face
	width int // 1/65536 em
	of    int
	span  *span
	i     int // of the character in its span
}

// pos is the place the character was written at.
func (ch *char) pos() diag.Pos {
	if ch.span.moved {
		return ch.span.pos
	}
	return ch.span.pos.Right(ch.i)
}

// spans makes spans of runs.
func (c *composer) spans(text []doc.Run, face string, of int) []span {
	out := make([]span, len(text))
	for i, r := range text {
		out[i] = span{text: r.Text, face: face, pos: r.Pos, moved: r.Path != "", of: of}
	}
	return out
}

// chars finds the face of every character; one that no face covers is reported
// and left out.
func (c *composer) chars(spans []span) []char {
	n := 0
	for _, s := range spans {
		n += len(s.text)
	}
	out := make([]char, 0, n/2)
	f := c.sheet.Faces
	keys := append([]string{""}, f.Substitutes...)
	for k := range spans {
		s := &spans[k]
		latin := s.latin
		if latin == "" {
			latin = f.Latin
		}
		i := 0
		for _, r := range s.text {
			keys[0] = s.face
			if hanzi.Western(r) && !s.plain {
				keys[0] = latin
			}
			face, ok := c.faces.Resolve(r, keys...)
			if !ok && keys[0] == latin {
				keys[0] = s.face
				face, ok = c.faces.Resolve(r, keys...)
			}
			if !ok || invisible(r) {
				c.uncovered(r, *s, i)
				i++
				continue
			}
			out = append(out, char{r, face, face.Advance(r), s.of, s, i})
			i++
		}
	}
	return out
}

// invisible tells characters that print nothing and spoil search and copying; a face
// may well have an empty glyph for them.
func invisible(r rune) bool {
	return r < 0x20 || r == 0x7F || r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r == 0xFEFF
}

func (c *composer) uncovered(r rune, s span, i int) {
	pos := s.pos
	if !s.moved {
		pos = pos.Right(i)
	}
	if c.seen[pos] {
		return
	}
	if c.seen == nil {
		c.seen = map[diag.Pos]bool{}
	}
	c.seen[pos] = true
	x := diag.Errorf(pos, codeGlyph, "没有字体能印“%c”（U+%04X）", r, r)
	switch {
	case r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000:
		x = x.Do("这是造字区的字，换台电脑就变样：请改用标准字，或向公安、民政部门查它的正式编码")
	case r == '\t':
		x.Message = "文字里有 Tab，像是从 Word 贴来的表格"
		x = x.Do("把数填进“统计”的表里，正文用 {{表 组.项}} 引用；不是表格就把 Tab 删去")
	case invisible(r):
		x.Message = fmt.Sprintf("这里有看不见的字符（U+%04X）", r)
		x = x.Do("删去它（常从网页或聊天软件粘贴而来）")
	case r >= 0x20000:
		x = x.Do("这是生僻字，内置字体没有：把含它的字体文件放进文件夹，用 --fonts 文件夹 指定；或核对是否写错")
	default:
		x = x.Do("核对这个字符，换成常用的写法")
	}
	c.found.Add(x)
}

// natural is the width of chars set without tracking at size.
func (c *composer) natural(chars []char, size page.Length) page.Length {
	w := 0
	for _, ch := range chars {
		w += ch.width
	}
	return size * page.Length(w) / fonts.Em
}

// row places chars side by side from x on, untracked.
func (c *composer) row(chars []char, size, x page.Length) []glyph {
	out := make([]glyph, len(chars))
	w := 0
	for i, ch := range chars {
		out[i] = glyph{ch.r, ch.face, x + size*page.Length(w)/fonts.Em, ch.of}
		w += ch.width
	}
	return out
}

// set breaks chars into lines of the grid between the columns from and to; the
// first line begins indent columns further in.
func (c *composer) set(chars []char, from, to, indent int, ragged bool) []line {
	text := make([]rune, len(chars))
	widths := make([]int, len(chars))
	for i, ch := range chars {
		text[i], widths[i] = ch.r, ch.width
	}
	broken := hanzi.Break(text, widths, hanzi.Options{Width: (to - from) * hanzi.Em, Indent: indent * hanzi.Em,
		Ragged: ragged, Profile: profile(c.sheet)})
	out := make([]line, 0, len(broken))
	for _, b := range broken {
		if b.Loose {
			c.loose(chars[b.From:b.To])
		}
		at := make([]page.Length, len(b.At))
		for i := range at {
			at[i] = c.sheet.Across(int64(from)*hanzi.Em+int64(b.At[i]), hanzi.Em)
		}
		out = append(out, line{size: c.sheet.Body, rows: 1, glyphs: c.onGrid(chars[b.From:b.To], at)})
	}
	return out
}

// onGrid places characters whose shares of the grid begin at the places at. A Han
// character's em box is centred in its cell, which is a little narrower than the
// glyph; a number or Latin word is tracked evenly by what its cells lack, so that it
// stays one run.
func (c *composer) onGrid(chars []char, at []page.Length) []glyph {
	lack := c.sheet.CellWidth() - c.sheet.Body // of one em; negative
	out := make([]glyph, len(chars))
	for i := 0; i < len(chars); {
		n, width := c.word(chars[i:], at[i:])
		per := lack * page.Length(width) / fonts.Em / page.Length(n)
		w := 0
		for k := range n {
			ch := chars[i+k]
			out[i+k] = glyph{ch.r, ch.face, at[i] + per/2 + per*page.Length(k) + c.sheet.Body*page.Length(w)/fonts.Em, ch.of}
			w += ch.width
		}
		i += n
	}
	return out
}

// word is how many characters from the first on are tracked together, and their
// width: a number or Latin word set without gaps, else one character.
func (c *composer) word(chars []char, at []page.Length) (n, width int) {
	cell := c.sheet.CellWidth()
	n, width = 1, chars[0].width
	for n < len(chars) && hanzi.Western(chars[0].r) && hanzi.Western(chars[n].r) && chars[n].face == chars[0].face && chars[n].of == chars[0].of {
		if gap := at[n] - at[0] - cell*page.Length(width)/fonts.Em; gap > slack || gap < -slack {
			break
		}
		width += chars[n].width
		n++
	}
	return n, width
}

// gridRow places chars at the grid's pitch from x on.
func (c *composer) gridRow(chars []char, x page.Length) []glyph {
	at := make([]page.Length, len(chars))
	w := 0
	for i, ch := range chars {
		at[i] = c.sheet.Across(int64(w), hanzi.Em) - c.sheet.Left + x
		w += ch.width
	}
	return c.onGrid(chars, at)
}
