// edits.go draws the lines through and under text that is of one draft only.
package layout

import (
	"nianbao/fonts"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// edits are the lines of the edited glyphs on a baseline.
func (p *pager) edits(glyphs []glyph, y, size page.Length) (out []page.Rule) {
	for i := 0; i < len(glyphs); i++ {
		edit := glyphs[i].edit()
		if edit == doc.Kept {
			continue
		}
		from := i
		for i+1 < len(glyphs) && glyphs[i+1].edit() == edit {
			i++
		}
		at := y + gbt9704.UnderDrop(size)
		if edit == doc.Struck {
			at = y - gbt9704.Drop(size)
		}
		right := glyphs[i].x + size*page.Length(glyphs[i].width)/fonts.Em
		out = append(out, page.Rule{X1: glyphs[from].x, Y1: at, X2: right, Y2: at, Weight: gbt9704.EditRule, Color: p.sheet.Red})
	}
	return out
}

func (g *glyph) edit() doc.Edit {
	if g.span == nil {
		return doc.Kept
	}
	return g.span.edit
}
