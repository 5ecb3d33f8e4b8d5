package gbt9704

import "nianbao/render/page"

// glyphCentre is how far the centre of the em box lies above the baseline, in
// thousandths of an em: Chinese faces are drawn 880 above and 120 below it.
const glyphCentre = 380

// dashCentre is how far the middle of the page number's dash lies above the baseline,
// in thousandths of an em: in the 宋体 of the program its stroke reaches from 360 to 400.
const dashCentre = 380

// Cell is the left edge of grid column c (0 is the left edge of the type area,
// Columns its right one). Columns are computed from the edge, never summed up.
func (s *Sheet) Cell(c int) page.Length {
	return s.Left + page.Length(c)*s.TypeWidth/page.Length(s.Columns)
}

// Across is the place at num/den of one grid cell right of the left edge of the
// type area: how line composition, which counts in parts of an em, reaches paper.
func (s *Sheet) Across(num, den int64) page.Length {
	return s.Left + page.Length(num*int64(s.TypeWidth)/(den*int64(s.Columns)))
}

// Share is the reverse of Across: how many of the den parts of a grid cell a length
// takes, rounded up.
func (s *Sheet) Share(l page.Length, den int64) int64 {
	return (int64(l)*den*int64(s.Columns) + int64(s.TypeWidth) - 1) / int64(s.TypeWidth)
}

// CellWidth is the pitch of the grid's characters (156/28 mm), rounded down to an EMU.
func (s *Sheet) CellWidth() page.Length { return s.TypeWidth / page.Length(s.Columns) }

// RowTop is the upper edge of grid row r, the first being 0.
func (s *Sheet) RowTop(r int) page.Length {
	return s.Top + page.Length(r)*s.TypeHeight/page.Length(s.Rows)
}

// Baseline is where characters of the given size stand in rows r … r+n-1 so that
// their em box is centred in them (contract §6, model A).
func (s *Sheet) Baseline(r, n int, size page.Length) page.Length {
	return (s.RowTop(r)+s.RowTop(r+n))/2 + Drop(size)
}

// Drop is how far the baseline of characters of the given size lies below the middle
// of their em box.
func Drop(size page.Length) page.Length { return size * glyphCentre / 1000 }

// UnderDrop is how far below the baseline of characters of the given size a line under
// them lies: clear of their em box.
func UnderDrop(size page.Length) page.Length { return size*(500+underGap)/1000 - Drop(size) }

const underGap = 90 // in thousandths of the size

// EditRule is the weight of lines through and under text that was edited; not in the
// standard.
const EditRule = page.Point * 4 / 5

// RowPitch is the height of a grid row (225/22 mm), rounded down to an EMU.
func (s *Sheet) RowPitch() page.Length { return s.TypeHeight / page.Length(s.Rows) }

// Flexible reports whether the rows of a page may be by rows more or fewer when 署名
// and date would not stand with the text (7.3.5.5): its pitch stays between 1.7 and 1.9
// times the type, where the standard's 7/8 of leading is 1.875.
func (s *Sheet) Flexible(rows int) bool {
	n := s.Rows + rows
	if n <= 0 {
		return false
	}
	pitch := s.TypeHeight / page.Length(n)
	return pitch*10 >= s.Body*17 && pitch*10 <= s.Body*19
}

// Pitch is the distance of lines set off the grid, in tables and their notes: one and
// a half times the type, as Word's 1.5 lines (practice; the standard has no rule).
func Pitch(size page.Length) page.Length { return size * 3 / 2 }

// FolioBaseline is the baseline of the page number: its dash lies FolioDrop below
// the type area (7.5).
func (s *Sheet) FolioBaseline() page.Length {
	return s.Top + s.TypeHeight + s.FolioDrop + s.Folio*dashCentre/1000
}

// TitleCells is how many characters of the title fit into one row.
func (s *Sheet) TitleCells() int { return int(s.TypeWidth / s.Title) }

// Turned is the sheet of a landscape page (clause 8): the portrait sheet turned 90°
// clockwise, so that 订口, its left, is above and 天头 at the right. The head of a
// table then stands at the left of the portrait sheet on odd and even pages alike.
// The type area is 225 × 156 mm; its grid has as many whole cells as those of the
// portrait one fill.
func (s *Sheet) Turned() Sheet {
	t := *s
	t.Width, t.Height = s.Height, s.Width
	t.Top, t.Left = s.Left, s.Height-s.Top-s.TypeHeight
	t.TypeWidth, t.TypeHeight = s.TypeHeight, s.TypeWidth
	t.Columns = int(s.TypeHeight * page.Length(s.Columns) / s.TypeWidth)
	t.Rows = int(s.TypeWidth * page.Length(s.Rows) / s.TypeHeight)
	return t
}

// OnTurned is where the place x, y of s lies on the turned sheet.
func (s *Sheet) OnTurned(x, y page.Length) (page.Length, page.Length) { return s.Height - y, x }
