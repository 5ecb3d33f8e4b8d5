// table.go sets a table: a caption, the head and the rows between rules, notes. In
// the text every row takes whole grid rows, so that the pitch of the text stays even;
// in an attachment, and where a table is ruled around every cell as statistical forms
// are, rows are as tall as their lines.
package layout

import (
	"slices"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// frame is what a table draws around its rows on every page.
type frame struct {
	head        *line // repeated where the table begins a page; nil for none
	left, right page.Length
	grid        bool
}

// setting is a table being set.
type setting struct {
	*composer
	doc.Table
	frame  *frame
	of     int // its element
	head   []cell
	body   [][]cell
	cols   []page.Length // their widths
	size   page.Length   // of the type
	side   page.Length   // room at either side of a cell's text
	figure []page.Length // width of the widest figure of each column
	// stretch is how tall a row has to be at least for the cells that cover several.
	stretch []page.Length
}

func (c *composer) table(b doc.Table) {
	if b.Grid && !c.free { // a ruled table stands off the grid wherever it is
		c.free = true
		defer func() { c.free = false }()
	}
	t := &setting{composer: c, Table: b, frame: &frame{grid: b.Grid}, of: c.element(page.RoleTable, 0), size: c.sheet.Table}
	if n := len(c.lines); c.free && n > 0 && c.lines[n-1].rows == 0 {
		c.lines = append(c.lines, line{blank: true, height: gbt9704.Pitch(t.size), keep: true})
	}
	t.caption()
	t.makeCells()
	if len(t.cols) > 0 {
		t.setWidths()
		total := sum(t.cols)
		t.frame.left = c.sheet.Left + (c.sheet.TypeWidth-total)/2
		t.frame.right = t.frame.left + total
		t.setHead()
	}
	notes := t.notes()
	if len(t.cols) > 0 {
		t.setRows(notes)
	}
	c.lines = append(c.lines, notes...)
}

// caption is centred above the head and stays with it.
func (t *setting) caption() {
	if t.Caption == "" {
		return
	}
	s := t.sheet
	chars := t.chars([]span{{text: t.Caption, face: s.Faces.TableHead, latin: s.Faces.TitleLatin, pos: t.Pos, moved: true, of: t.inside(t.of, page.RoleCaption)}})
	for _, set := range t.wrap(chars, s.TypeWidth, s.Caption) {
		x := s.Left + (s.TypeWidth-set.width)/2
		l := line{glyphs: set.at(x, s.Caption), size: s.Caption, rows: 1, keep: true}
		if t.free {
			pitch := gbt9704.Pitch(s.Caption)
			l = line{strips: []strip{{glyphs: l.glyphs, size: s.Caption, y: pitch/2 + gbt9704.Drop(s.Caption)}}, height: pitch, keep: true}
		}
		t.lines = append(t.lines, l)
	}
}

// setHead adds the head. One taller than half a page is not repeated, and may be
// broken as a tall row may.
func (t *setting) setHead() {
	if len(t.head) == 0 {
		return
	}
	head := t.box(t.head, len(t.Head), t.sheet.TypeHeight/2)
	for i := range head {
		head[i].head, head[i].goes = true, i > 0
		head[i].keep = i == 0 || i >= len(head)-2
	}
	t.lines = append(t.lines, head...)
	if len(head) == 1 {
		again := head[0]
		again.strips = slices.Clone(again.strips)
		for i := range again.strips {
			again.strips[i].glyphs = slices.Clone(again.strips[i].glyphs)
			for k := range again.strips[i].glyphs {
				again.strips[i].glyphs[k].of = -1 // to a reader who listens it is there once
			}
		}
		t.frame.head = &again
	}
}

// chain is the height of the lines the next one must not be parted from.
func (t *setting) chain() (h page.Length) {
	for i := len(t.lines) - 1; i >= 0 && t.lines[i].keep; i-- {
		h += t.tall(&t.lines[i])
	}
	return h
}

// setRows adds the rows. A row is broken only when no page could hold it; the first
// two stay together and with the head, the last two together and with the notes.
func (t *setting) setRows(notes []line) {
	full, tied := t.sheet.TypeHeight, page.Length(0)
	for i := 0; i < len(notes) && (i == 0 || notes[i-1].keep); i++ {
		tied += t.tall(&notes[i])
	}
	again := page.Length(0)
	if t.frame.head != nil {
		again = t.tall(t.frame.head)
	}
	last := len(t.body) - 1
	rows := make([][]line, len(t.body))
	above := t.chain() // height of the lines the row must not be parted from
	t.stretchRows()
	for i, cells := range t.body {
		below := page.Length(0)
		if i == last {
			below = tied
		}
		rows[i] = t.boxOf(cells, 1, full-max(again, above)-below, t.stretch[i])
		above = 0
	}
	t.setSpans(rows)
	t.tie(rows, again, tied)
	for _, row := range rows {
		t.lines = append(t.lines, row...)
	}
}

// tie keeps rows together: the first with the second, the last with the one before and
// with the notes, when a page can hold what must then stand on it. again is the height
// of a repeated head, notes that of the lines that go with the last row.
func (t *setting) tie(rows [][]line, again, notes page.Length) {
	full, last := t.sheet.TypeHeight, len(rows)-1
	above := t.chain()
	for i, row := range rows {
		for k := range row {
			row[k].goes = k > 0
			row[k].keep = len(row) > 1 && (k == 0 || k == len(row)-2)
		}
		above += t.tall(&row[0])
		tie := i == last && notes > 0
		if i < last && (i == 0 || i == last-1 || t.together(rows, i)) && len(row) == 1 && len(rows[i+1]) == 1 {
			below := t.tall(&rows[i+1][0])
			if i+1 == last {
				below += notes
			}
			tie = above+below <= full
		}
		row[len(row)-1].keep = tie
		if !tie {
			above = again
		}
	}
}

// notes are the lines of the note, as wide as the table. They stay with the last row
// unless they fill more than half a page.
func (t *setting) notes() []line {
	s := t.sheet
	if strings.TrimSpace(t.Note) == "" {
		return nil
	}
	left, room := t.frame.left, t.frame.right-t.frame.left
	if 2*room < s.TypeWidth {
		left, room = s.Left, s.TypeWidth
	}
	var strips []strip
	for _, part := range strings.Split(t.Note, "\n") {
		chars := t.chars([]span{{text: part, face: s.Faces.Body, pos: t.Pos, moved: true, of: t.element(page.RoleParagraph, 0)}})
		for _, set := range t.wrap(chars, room, s.Note) {
			strips = append(strips, strip{glyphs: set.at(left, s.Note), size: s.Note})
		}
	}
	if len(strips) == 0 {
		return nil
	}
	pitch := gbt9704.Pitch(s.Note)
	per, rows, height, off := 1, 0, pitch, page.Length(0)
	if !t.free {
		per = max(1, int(s.RowPitch()/pitch))
		rows, height, off = 1, 0, (s.RowPitch()-page.Length(per)*pitch)/2
	}
	var out []line
	for i := range strips {
		strips[i].y = off + page.Length(i%per)*pitch + pitch/2 + gbt9704.Drop(s.Note)
		if i%per == 0 {
			out = append(out, line{rows: rows, height: height})
		}
		l := &out[len(out)-1]
		l.strips = append(l.strips, strips[i])
	}
	if t.free {
		for i := range out[0].strips {
			out[0].strips[i].y += t.sheet.TablePad
		}
		out[0].height += t.sheet.TablePad
	}
	whole := 2*page.Length(len(out))*t.tall(&out[len(out)-1]) <= s.TypeHeight
	for i := range out {
		out[i].keep = i < len(out)-1 && (whole || i == 0 || i == len(out)-2)
	}
	return out
}
