// signature.go writes 署名 and 成文日期 (7.3.5) at their places; the room of a seal or a
// stamp is left, and nothing drawn in it.

package docx

import (
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

func (b *body) signature(x doc.Signature) {
	switch x.Seal {
	case doc.Unsealed:
		b.unsealed(x)
	case doc.Sealed:
		b.sealed(x)
	case doc.Stamped:
		b.stamped(x)
	}
}

// at begins a paragraph x twips right of the edge.
func at(x int) *indent { return &indent{left: x} }

// date writes 成文日期 from x on.
func (b *body) date(x doc.Signature, left, before int) {
	b.say(paraProps{style: styleDate, ind: at(left), before: before}, x.Date.Text, runProps{}.text(x.Date.Text))
}

// unsealed is 7.3.5.2; see the same in render/layout.
func (b *body) unsealed(x doc.Signature) {
	s, g := b.base, &b.grid
	end := g.cells(s.Columns - s.SignRight)
	left, before := end, b.rows(s.SignBefore)
	for i, organ := range x.Organs {
		for _, name := range hanzi.CutTitle(organ.Text, s.Columns-s.SealRight, nil, x.Words) {
			left = end - b.width(name)
			if i == len(x.Organs)-1 {
				left = min(left, end-b.width(x.Date.Text)-g.cells(s.DateShift))
			}
			left = max(0, left)
			b.say(paraProps{style: styleOrgan, jc: "left", ind: at(left), before: before}, name, runProps{}.text(name))
			before = 0
		}
	}
	b.date(x, left+g.cells(s.DateShift), before)
}

// sealed is 7.3.5.1: each name centred under its seal, up to three side by side, the
// last one over the date.
func (b *body) sealed(x doc.Signature) {
	s, g := b.base, &b.grid
	right := g.across
	dateX := g.cells(s.Columns-s.SealRight) - b.width(x.Date.Text)
	centre := dateX + b.width(x.Date.Text)/2
	var above page.Length
	tallAbove, dateBefore := 0, 0
	for from := 0; from < len(x.Organs); from += gbt9704.SealsInRow {
		group := x.Organs[from:min(from+gbt9704.SealsInRow, len(x.Organs))]
		names := b.underSeals(group, len(x.Organs) > 1, x.Words)
		tall := len(names)
		pressed := tall
		if from+len(group) == len(x.Organs) {
			pressed++
		}
		blank, top := s.SealBefore(pressed), s.SealTop(pressed)
		if from > 0 {
			blank = s.SealsApart(above, tallAbove, top)
		}
		above, tallAbove = top, tall
		for k, row := range names {
			p := paraProps{style: styleOrgan, jc: "left", ind: none()}
			if k == 0 {
				p.before = b.rows(blank)
			}
			text, runs := "", ""
			for i, name := range row {
				if name == "" {
					continue
				}
				mid := centre - (len(row)-1-i)*twips(s.SealPitch())
				p.tabs = append(p.tabs, tab{max(0, min(mid-b.width(name)/2, right-b.width(name))), "left"})
				text += name
				runs += runProps{}.text("\t") + runProps{}.text(name)
			}
			b.say(p, text, runs)
		}
	}
	if len(x.Organs) == 0 {
		dateBefore = b.rows(s.SealBefore(1))
	}
	b.date(x, dateX, dateBefore)
}

// underSeals are the rows of names of organs whose seals stand side by side; the last
// row of each name stands on the last one.
func (b *body) underSeals(group []doc.Run, several bool, words []string) [][]string {
	s := b.base
	room := s.Columns - s.SealRight
	if several {
		room = int(s.SealPitch() / s.CellWidth())
	}
	tall := 0
	cut := make([][]string, len(group))
	for i, organ := range group {
		cut[i] = hanzi.CutTitle(organ.Text, room, nil, words)
		tall = max(tall, len(cut[i]))
	}
	rows := make([][]string, tall)
	for k := range rows {
		rows[k] = make([]string, len(group))
		for i, c := range cut {
			if at := k - (tall - len(c)); at >= 0 {
				rows[k][i] = c[at]
			}
		}
	}
	return rows
}

// stamped is 7.3.5.3: the office left of the stamp, in the middle of its height.
func (b *body) stamped(x doc.Signature) {
	s, g := b.base, &b.grid
	rows := int((s.StampHeight + s.RowPitch() - 1) / s.RowPitch())
	stampX := g.cells(s.Columns-s.StampRight) - twips(s.StampWidth)
	left := max(0, stampX-g.cells(s.StampGap)-b.width(x.Office.Text))
	half := b.rows(rows-1) / 2
	b.say(paraProps{style: styleOrgan, jc: "left", ind: at(left), before: b.rows(s.StampBefore) + half, after: half}, x.Office.Text, runProps{}.text(x.Office.Text))
	b.date(x, g.cells(s.Columns-s.StampRight)-b.width(x.Date.Text), b.rows(s.StampAfter))
}
