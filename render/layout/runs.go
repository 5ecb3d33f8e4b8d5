// runs.go turns glyphs at exact places into runs: pieces of one face and size with
// one even spacing.
package layout

import (
	"nianbao/fonts"
	"nianbao/render/page"
)

// glyph is one character at its place on a line.
type glyph struct {
	r     rune
	i     int32 // of the character in its span
	width int32 // 1/65536 em
	face  *fonts.Face
	x     page.Length
	of    int
	span  *span // where it was written
}

// source is where the glyph was written.
func (g *glyph) source() page.Source {
	s := g.span
	if s.moved {
		return page.Source{Pos: s.pos, Fixed: true}
	}
	return page.Source{Pos: s.pos.Right(int(g.i))}
}

// slack is how far a glyph may lie from where its run puts it: 0.003 pt, a tenth
// of what the finest printer shows.
const slack = 40

// runs groups the glyphs of a strip whose line begins at top.
func (s *strip) runs(top page.Length) []page.Run {
	out := runs(s.glyphs, top+s.y, s.size, s.scale)
	for i := range out {
		out[i].Color = s.color
	}
	return out
}

// runs groups the glyphs of one baseline; scale is that of the runs.
func runs(glyphs []glyph, y, size page.Length, scale int) []page.Run {
	var out []page.Run
	var room [64]rune // no line of the standard is longer
	for i := 0; i < len(glyphs); {
		n, spacing := reach(glyphs[i:], size, scale)
		text := room[:0]
		for _, g := range glyphs[i : i+n] {
			text = append(text, g.r)
		}
		out = append(out, page.Run{X: glyphs[i].x, Y: y, Face: glyphs[i].face.Key(), Size: size, Scale: scale, Spacing: spacing, Text: string(text), Of: glyphs[i].of,
			From: glyphs[i].source(), Then: seams(glyphs[i : i+n])})
		i += n
	}
	return out
}

// reach is how many glyphs from the first on make one run, and its spacing.
func reach(g []glyph, size page.Length, scale int) (n int, spacing page.Length) {
	advance := func(g glyph) page.Length {
		r := page.Run{Scale: scale}
		return r.Narrowed(size * page.Length(g.width) / fonts.Em)
	}
	at := g[0].x + advance(g[0]) // where the next would stand without spacing
	n = 1
	for n < len(g) && g[n].face == g[0].face && g[n].of == g[0].of {
		if n == 1 {
			spacing = g[1].x - at
			if spacing > size/2 || spacing < -size/2 {
				return 1, 0
			}
		}
		off := g[n].x - (at + page.Length(n)*spacing)
		if off > slack || off < -slack {
			break
		}
		at += advance(g[n])
		n++
	}
	if n == 1 {
		spacing = 0
	}
	return n, spacing
}

// seams are the places inside a run where what was written at one place ends and what
// was written at another begins; nil for most runs.
func seams(g []glyph) (out []page.Seam) {
	for i := 1; i < len(g); i++ {
		// a character left out, because no face has it, moves those behind it as well
		if g[i].span != g[i-1].span || !g[i].span.moved && g[i].i != g[i-1].i+1 {
			out = append(out, page.Seam{At: i, From: g[i].source()})
		}
	}
	return out
}
