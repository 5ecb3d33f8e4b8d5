// annotate.go writes, on a specimen, the clause of each element in the margin.
package layout

import (
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// annotate turns the clauses of the lines into text beside the type area, or drops
// them.
func (c *composer) annotate(lines []line) {
	for i := range lines {
		l := &lines[i]
		if !c.base.Annotate {
			l.clauses = nil
			continue
		}
		for _, note := range l.clauses {
			l.strips = append(l.strips, c.note(note))
		}
	}
}

// note stands half a cell off the type area.
func (c *composer) note(n clause) strip {
	chars := c.chars([]span{{text: n.text, face: c.base.Faces.Folio, plain: true, of: -1}})
	size := gbt9704.NoteInMargin
	s := c.base
	x := s.Left - s.CellWidth()/2 - c.natural(chars, size)
	if n.right {
		x = s.Cell(s.Columns) + s.CellWidth()/2
	}
	return strip{glyphs: c.row(chars, size, x), size: size, y: n.y, color: page.Color{R: 0x60, G: 0x60, B: 0x60}}
}
