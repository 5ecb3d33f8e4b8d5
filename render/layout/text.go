// text.go breaks text into lines and gives every character its place.
package layout

import (
	"unicode/utf8"

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
	edit  doc.Edit
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

// at puts the character at a place on its line.
func (ch *char) at(x page.Length) glyph {
	return glyph{r: ch.r, i: int32(ch.i), width: int32(ch.width), face: ch.face, x: x, of: ch.of, span: ch.span}
}

// spans makes spans of runs.
func (c *composer) spans(text []doc.Run, face string, of int) []span {
	out := make([]span, len(text))
	for i, r := range text {
		out[i] = span{text: r.Text, face: face, pos: r.Pos, moved: r.Path != "", of: of, edit: r.Edit}
	}
	if doc.Edited(text) {
		c.apart(out, of)
	}
	return out
}

// apart gives each stretch of one draft an element of its own inside of, which says what
// became of it; what both drafts have is such a stretch too, so that all stand in order.
func (c *composer) apart(text []span, of int) {
	for i := 0; i < len(text); {
		said, from := "", i
		for ; i < len(text) && text[i].edit == text[from].edit; i++ {
			said += text[i].text
		}
		in := c.inside(of, page.RoleSpan)
		c.elements[in].Alt = text[from].edit.Spoken(said)
		for k := from; k < i; k++ {
			text[k].of = in
		}
	}
}

// chars finds the face of every character; one that no face covers is reported
// and left out.
func (c *composer) chars(spans []span) []char {
	n := 0
	for _, s := range spans {
		n += utf8.RuneCountInString(s.text)
	}
	out := make([]char, 0, n)
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
			asked := keys[0]
			face, width := c.resolve(r, keys)
			if face == nil && keys[0] == latin {
				keys[0] = s.face
				face, width = c.resolve(r, keys)
			}
			if face == nil || invisible(r) || private(r) && !face.Own() {
				c.uncovered(r, *s, i)
				i++
				continue
			}
			c.drawn(r, *s, i, asked, face)
			out = append(out, char{r, face, width, s.of, s, i})
			i++
		}
	}
	return out
}

// resolved is what was found for one character.
type resolved struct {
	r     rune
	face  *fonts.Face // nil: no face has it
	width int         // 1/65536 em
}

// resolve returns the first face of keys that draws r, and its width there; nil when
// none does. A text repeats its characters, so the last answers are kept by the first
// key, which alone changes within a document.
func (c *composer) resolve(r rune, keys []string) (*fonts.Face, int) {
	kept := c.resolved[keys[0]]
	if kept == nil {
		kept = new([512]resolved)
		c.resolved[keys[0]] = kept
	}
	at := &kept[int(r)%len(kept)]
	if at.r != r {
		*at = resolved{r: r}
		if face, ok := c.faces.Resolve(r, keys...); ok {
			at.face, at.width = face, face.Advance(r)
		}
	}
	return at.face, at.width
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
		out[i] = ch.at(x + size*page.Length(w)/fonts.Em)
		w += ch.width
	}
	return out
}

// set breaks chars into lines of the grid between the columns from and to; the
// first line begins indent columns further in.
func (c *composer) set(chars []char, from, to, indent int, ragged bool) []line {
	c.text, c.widths = c.text[:0], c.widths[:0]
	for _, ch := range chars {
		c.text, c.widths = append(c.text, ch.r), append(c.widths, ch.width)
	}
	broken := hanzi.Break(c.text, c.widths, hanzi.Options{Width: (to - from) * hanzi.Em, Indent: indent * hanzi.Em,
		Ragged: ragged, Profile: profile(c.sheet), Least: c.least()})
	out := make([]line, 0, len(broken))
	for _, b := range broken {
		if b.Loose {
			c.loose(chars[b.From:b.To])
		}
		c.at = c.at[:0]
		for _, x := range b.At {
			c.at = append(c.at, c.sheet.Across(int64(from)*hanzi.Em+int64(x), hanzi.Em))
		}
		out = append(out, line{size: c.sheet.Body, rows: 1, glyphs: c.onGrid(chars[b.From:b.To], c.at)})
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
			out[i+k] = ch.at(at[i] + per/2 + per*page.Length(k) + c.sheet.Body*page.Length(w)/fonts.Em)
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
