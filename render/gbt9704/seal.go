package gbt9704

import "nianbao/render/page"

// sealPress is how far the middle of 署名 and 成文日期 lies below the centre of the
// seal, which 7.3.5.1 wants "a little": half a row.
func (s *Sheet) sealPress() page.Length { return s.RowPitch() / 2 }

// SealBefore is how many blank rows stand above 署名 so that the seal, its centre a
// little above the middle of n rows of names and date, begins below the text and less
// than one row below it (7.3.5.1).
func (s *Sheet) SealBefore(n int) int {
	need := s.SealSize/2 + s.sealPress() - page.Length(n)*s.RowPitch()/2
	pitch := s.RowPitch()
	return max(0, int((need+pitch-1)/pitch))
}

// SealTop is how far the upper edge of the seal lies below the upper edge of the first
// of the n rows it is pressed on; negative is above.
func (s *Sheet) SealTop(n int) page.Length {
	return page.Length(n)*s.RowPitch()/2 - s.sealPress() - s.SealSize/2
}

// SealsApart is how many blank rows stand between the names of a row of seals, which
// takes rows rows and whose seals begin at above relative to it, and those of the next
// row, whose seals begin at top relative to theirs.
func (s *Sheet) SealsApart(above page.Length, rows int, top page.Length) int {
	pitch := s.RowPitch()
	need := above + s.SealPitch() - top - page.Length(rows)*pitch
	return max(0, int((need+pitch-1)/pitch))
}

// SealsInRow is how many seals stand side by side at most (7.3.5.1; mem).
const SealsInRow = 3

// SealPitch is the distance of the centres of seals side by side, which must not
// touch: two millimetres apart.
func (s *Sheet) SealPitch() page.Length { return s.SealSize + 2*mm }
