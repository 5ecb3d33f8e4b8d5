package gbt9704

import "nianbao/render/page"

// glyphCentre is how far the centre of the em box lies above the baseline, in
// thousandths of an em: Chinese faces are drawn 880 above and 120 below it.
const glyphCentre = 380

// dashCentre is how far the dash of the page number lies above the baseline, in
// thousandths of an em.
const dashCentre = 360

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

// CellWidth is the pitch of the grid's characters (156/28 mm), rounded down to an EMU.
func (s *Sheet) CellWidth() page.Length { return s.TypeWidth / page.Length(s.Columns) }

// RowTop is the upper edge of grid row r, the first being 0.
func (s *Sheet) RowTop(r int) page.Length {
	return s.Top + page.Length(r)*s.TypeHeight/page.Length(s.Rows)
}

// Baseline is where characters of the given size stand in rows r … r+n-1 so that
// their em box is centred in them (contract §6, model A).
func (s *Sheet) Baseline(r, n int, size page.Length) page.Length {
	return (s.RowTop(r)+s.RowTop(r+n))/2 + size*glyphCentre/1000
}

// FolioBaseline is the baseline of the page number: its dash lies FolioDrop below
// the type area (7.5).
func (s *Sheet) FolioBaseline() page.Length {
	return s.Top + s.TypeHeight + s.FolioDrop + s.Folio*dashCentre/1000
}

// TitleCells is how many characters of the title fit into one row.
func (s *Sheet) TitleCells() int { return int(s.TypeWidth / s.Title) }
