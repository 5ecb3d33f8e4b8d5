// letterhead.go composes 版头, all that stands above the red line (7.2).
package layout

import (
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// letterhead is one line as tall as the grid rows it takes: 份号, 密级, 紧急程度 each on
// a row from the first on; 发文机关标志; 发文字号 and 签发人; the red line. Two blank rows
// part it from the title. The red of a preprinted head keeps its place and is left out.
func (c *composer) letterhead(b doc.Letterhead) {
	s := c.sheet
	h := &headBox{composer: c}
	row := 0
	for _, e := range []struct {
		run    doc.Run
		face   string
		clause string
	}{{b.CopyNumber, s.Faces.Body, gbt9704.ClauseCopyNumber}, {b.Secrecy, s.Faces.Class, gbt9704.ClauseSecrecy}, {b.Urgency, s.Faces.Class, gbt9704.ClauseUrgency}} {
		if e.run.Text == "" {
			continue
		}
		chars := c.chars([]span{{text: e.run.Text, face: e.face, pos: e.run.Pos, moved: true, of: c.element(page.RoleParagraph, 0)}})
		h.onRow(row, chars, s.Left)
		h.clause(e.clause, s.Baseline(row, 1, s.Body)-s.Top)
		row++
	}
	rows := h.mark(b)
	last := s.MarkRows(rows) + s.NumberAfter + max(0, (len(b.Signatory)+1)/2-1)
	h.numberRow(b, last)
	if !b.Preprinted {
		y := s.RedLine(last)
		h.line.rules = append(h.line.rules, page.Rule{X1: s.Left, Y1: y, X2: s.Left + s.TypeWidth, Y2: y, Weight: s.RedWeight, Color: s.Red})
		h.clause(gbt9704.ClauseRedLine, y)
	}
	h.line.rows, h.line.keep = last+1, true
	c.lines = append(c.lines, h.line)
	c.headed = true
}

// headBox is a letterhead being set; y is relative to the upper edge of the type area.
type headBox struct {
	*composer
	line line
}

func (h *headBox) add(glyphs []glyph, size, y page.Length) *strip {
	h.line.strips = append(h.line.strips, strip{glyphs: glyphs, size: size, y: y})
	return &h.line.strips[len(h.line.strips)-1]
}

func (h *headBox) clause(text string, y page.Length) {
	right := text == gbt9704.ClauseSignatory || text == gbt9704.ClauseRedLine
	h.line.clauses = append(h.line.clauses, clause{text, y, right})
}

// onRow sets chars on the grid row, from x on.
func (h *headBox) onRow(row int, chars []char, x page.Length) {
	s := h.sheet
	h.add(h.gridRow(chars, x), s.Body, s.Baseline(row, 1, s.Body)-s.Top)
}

// mark sets 发文机关标志 and returns how many rows it has. A single organ's name with
// 文件 is one row, narrowed to fit, or two rows when it would become too narrow. Of
// several organs each has a row, all as wide as the widest; 文件 stands to their right,
// in the middle of the height (7.2.4).
func (h *headBox) mark(b doc.Letterhead) int {
	s := h.sheet
	texts := make([]string, len(b.Organs))
	for i, o := range b.Organs {
		texts[i] = o.Text
	}
	suffix := b.Suffix
	if len(texts) == 1 {
		texts, suffix = h.oneOrgan(texts[0]+suffix, b), ""
	}
	n := max(1, len(texts))
	if b.Preprinted || len(texts) == 0 {
		return n
	}
	of := h.element(page.RoleParagraph, 0)
	at := func(i int) doc.Run { return b.Organs[min(i, len(b.Organs)-1)] }
	set := func(text string, i int) []char {
		return h.chars([]span{{text: text, face: s.Faces.Mark, latin: s.Faces.TitleLatin, pos: at(i).Pos, moved: true, of: of}})
	}
	_, size := s.MarkRow(0, n)
	widest := page.Length(0)
	rows := make([][]char, n)
	for i, t := range texts {
		rows[i] = set(t, i)
		widest = max(widest, h.natural(rows[i], size))
	}
	tail := set(suffix, n-1)
	gap := page.Length(0)
	if len(tail) > 0 {
		gap = size / 2
	}
	scale := 1000
	if whole := widest + gap + h.natural(tail, size); whole > s.TypeWidth {
		scale = int(s.TypeWidth * 1000 / whole)
	}
	narrow := func(l page.Length) page.Length { return l * page.Length(scale) / 1000 }
	left := s.Left + (s.TypeWidth-narrow(widest+gap+h.natural(tail, size)))/2
	for i, row := range rows {
		top, _ := s.MarkRow(i, n)
		spread := page.Length(0)
		x := left
		free := widest - h.natural(row, size)
		if len(b.Organs) > 1 && len(row) > 1 { // a short name is spread by two characters a gap at most
			spread = min(free/page.Length(len(row)-1), 2*size)
			free -= spread * page.Length(len(row)-1)
		}
		x += narrow(free) / 2
		h.red(row, size, scale, narrow(spread), x, top+gbt9704.Ascent(size))
	}
	first, _ := s.MarkRow(0, n)
	lastTop, _ := s.MarkRow(n-1, n)
	h.red(tail, size, scale, 0, left+narrow(widest+gap), (first+lastTop)/2+gbt9704.Ascent(size))
	h.clause(gbt9704.ClauseMark, first+gbt9704.Ascent(size))
	return n
}

// oneOrgan is the rows of a single organ's 发文机关标志.
func (h *headBox) oneOrgan(text string, b doc.Letterhead) []string {
	s := h.sheet
	_, size := s.MarkRow(0, 1)
	fits := int(s.TypeWidth * 1000 / (size * gbt9704.MarkNarrowest))
	if n := len([]rune(text)); n <= fits {
		return []string{text}
	}
	_, size = s.MarkRow(0, 2)
	return hanzi.CutTitle(text, int(s.TypeWidth*1000/(size*gbt9704.MarkNarrowest)), []string{b.Organs[0].Text}, b.Words)
}

// red sets chars in the red of the head, narrowed and spread.
func (h *headBox) red(chars []char, size page.Length, scale int, spread, x, y page.Length) {
	if len(chars) == 0 {
		return
	}
	glyphs := h.row(chars, size, 0)
	for i := range glyphs {
		glyphs[i].x = x + glyphs[i].x*page.Length(scale)/1000 + spread*page.Length(i)
	}
	strip := h.add(glyphs, size, y)
	strip.color = h.sheet.Red
	if scale < 1000 {
		strip.scale = scale
	}
}

// numberRow sets 发文字号 and 签发人. With 签发人 the document goes upward: the number
// stands left, one character in, and they right, two to a row, the last row that of
// the number; names of a row below stand under those above (7.2.5, 7.2.6). Without,
// the number is centred.
func (h *headBox) numberRow(b doc.Letterhead, last int) {
	s := h.sheet
	number := h.chars([]span{{text: b.DocNumber.Text, face: s.Faces.Body, pos: b.DocNumber.Pos, moved: true, of: h.element(page.RoleParagraph, 0)}})
	x := s.Cell(s.NumberInset)
	if len(b.Signatory) == 0 {
		x = s.Left + (s.TypeWidth-h.onPaper(number))/2
	}
	if len(number) > 0 {
		h.onRow(last, number, x)
		h.clause(gbt9704.ClauseNumber, s.Baseline(last, 1, s.Body)-s.Top)
	}
	if len(b.Signatory) == 0 {
		return
	}
	of := h.element(page.RoleParagraph, 0)
	label := h.chars([]span{{text: doc.SignatoryLabel, face: s.Faces.Body, of: of}})
	names, widths := h.signatories(b.Signatory, of)
	per := min(2, len(names))
	from := s.Cell(s.Columns-s.NumberInset) - page.Length(per)*widths - page.Length(per-1)*h.cells(1)
	first := last - (len(names)-1)/2
	h.onRow(first, label, from-h.onPaper(label))
	for i, name := range names {
		h.onRow(first+i/2, name, from+page.Length(i%2)*(widths+h.cells(1)))
	}
	h.clause(gbt9704.ClauseSignatory, s.Baseline(first, 1, s.Body)-s.Top)
}

// signatories are the names as characters, and the width of the widest.
func (h *headBox) signatories(runs []doc.Run, of int) (names [][]char, widest page.Length) {
	for _, r := range runs {
		name := h.chars([]span{{text: r.Text, face: h.sheet.Faces.Signatory, pos: r.Pos, moved: true, of: of}})
		names = append(names, name)
		widest = max(widest, h.onPaper(name))
	}
	return names, widest
}
