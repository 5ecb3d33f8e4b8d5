// lines.go holds how lines are broken: the profile, lines that came out too loose,
// lines of cells.
package layout

import (
	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// codeLoose is a line whose characters stand too far apart.
const codeLoose = "L02"

// narrow is the width in ems below which a cell's lines are broken at the lower
// prohibition level (CLREQ; practice).
const narrow = 6

func profile(s *gbt9704.Sheet) hanzi.Profile {
	if s.Profile == gbt9704.LineCLREQ {
		return hanzi.CLREQ
	}
	return hanzi.Grid
}

// least is what a squeezed mark keeps on the grid: half of the type, which is more than
// half of a cell that is narrower than the type, and a hundredth for rounding. pdftotext,
// and readers built like it, end a line where less is left, and what stands on both
// sides is not found.
func (c *composer) least() int {
	return int(max(hanzi.Em/2, c.sheet.Share(c.sheet.Body, hanzi.Em)*51/100))
}

// loose warns of a line the stretch guard could not help, once for each place.
func (c *composer) loose(line []char) {
	pos := diag.Pos{}
	text := make([]rune, 0, 8)
	for i := range line {
		if pos.Line == 0 {
			pos = line[i].pos()
		}
		if len(text) < cap(text) {
			text = append(text, line[i].r)
		}
	}
	for _, d := range c.found {
		if d.Code == codeLoose && d.Pos == pos {
			return
		}
	}
	c.found.Add(diag.Warnf(pos, codeLoose, "印出来有一行字拉得太开，这一行从“%s”起", string(text)).
		Do("下一行开头的数字、起止年份、文号或网址不能拆开，才空出来：把这两行的话增减几个字；引文不能改的，写 不查: {L02: 理由}"))
}

// cellLine is one line of a cell, a caption or a note.
type cellLine struct {
	chars []char
	from  []int // where each stands, in 1/65536 em
	width page.Length
}

// wrap breaks text into lines no wider than room, ragged: cells are too narrow to
// stretch lines in (CLREQ; practice).
func (c *composer) wrap(chars []char, room, size page.Length) []cellLine {
	text := make([]rune, len(chars))
	widths := make([]int, len(chars))
	for i, ch := range chars {
		text[i], widths[i] = ch.r, ch.width
	}
	var out []cellLine
	o := hanzi.Options{Width: int(max(room, size) * hanzi.Em / size), Ragged: true, Profile: profile(c.sheet)}
	o.Basic = o.Width < narrow*hanzi.Em
	for _, l := range hanzi.Break(text, widths, o) {
		out = append(out, cellLine{chars[l.From:l.To], l.At, size * page.Length(l.End) / hanzi.Em})
	}
	return out
}
