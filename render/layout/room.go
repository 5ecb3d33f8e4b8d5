// room.go is what happens when the first page has no room for 正文 (7.3.2, 7.3.3).
package layout

import (
	"slices"

	"nianbao/render/diag"
	"nianbao/render/doc"
)

// codeFirst is a first page without 正文.
const codeFirst = "L21"

// moveAddressees moves 主送 to 版记 when the first page shows nothing of 正文 because of
// it (7.3.2); ok is false when there is no need, or no 版记.
func moveAddressees(blocks []doc.Block, pages []laidPage) (moved []doc.Block, ok bool) {
	foot := slices.IndexFunc(blocks, func(b doc.Block) bool { _, is := b.(doc.Colophon); return is })
	to := slices.IndexFunc(blocks, func(b doc.Block) bool { _, is := b.(doc.Addressees); return is })
	if foot < 0 || to < 0 || !textless(pages) {
		return nil, false
	}
	moved = slices.Clone(blocks)
	colophon := moved[foot].(doc.Colophon)
	colophon.Addressees = moved[to].(doc.Addressees).Text
	moved[foot] = colophon
	return slices.Delete(moved, to, to+1), true
}

// textless reports whether 正文 begins behind the first page.
func textless(pages []laidPage) bool {
	return !pages[0].text && slices.ContainsFunc(pages, func(g laidPage) bool { return g.text })
}

// crowded warns when the first page still shows nothing of 正文.
func (c *composer) crowded(blocks []doc.Block, pages []laidPage) {
	if !textless(pages) {
		return
	}
	var pos diag.Pos
	for _, b := range blocks {
		switch b := b.(type) {
		case doc.Addressees:
			pos = first(b.Text).Pos
		case doc.Title:
			if pos.Line == 0 {
				pos = first(b.Lines).Pos
			}
		}
	}
	c.found.Add(diag.Warnf(pos, codeFirst, "第一页排不下正文：标题、主送太长（GB/T 9704 要求首页必须显示正文）").
		Do("主送机关写规范化简称或同类机关统称，标题改短；带红头的形式会把主送移到版记"))
}
