package gbt9704

import "nianbao/render/page"

// 版头 (7.2): where its elements stand. 发文机关标志 begins at an exact height that is
// no row of the grid, and its size is free; so its size is chosen to make it end
// where a row ends. Everything below it then stands on the grid and at the distances
// of the standard at once.

// MarkRows is the grid row that begins where a 发文机关标志 of n rows ends.
func (s *Sheet) MarkRows(n int) int {
	r := int(s.MarkTop*page.Length(s.Rows)/s.TypeHeight) + 1
	for s.RowTop(r)-s.Top-s.MarkTop < page.Length(n)*s.MarkLeast {
		r++
	}
	return r
}

// markFill is how much of its share of the height a row of several takes, in
// thousandths; one row takes it all.
const markFill = 900

// MarkRow is the em size of each row of a 发文机关标志 of n rows, and how far the upper
// edge of row i lies below that of the type area: the first row begins at MarkTop, the
// last one ends where the grid row MarkRows begins.
func (s *Sheet) MarkRow(i, n int) (top, size page.Length) {
	height := s.RowTop(s.MarkRows(n)) - s.Top - s.MarkTop
	if n == 1 {
		return s.MarkTop, height
	}
	size = height / page.Length(n) * markFill / 1000
	return s.MarkTop + (height-size)*page.Length(i)/page.Length(n-1), size
}

// MarkNarrowest is the least width characters of 发文机关标志 are narrowed to before it
// is set in two rows, in thousandths (practice: 长体).
const MarkNarrowest = 600

// RedLine is how far the red line lies below the upper edge of the type area when
// 发文字号 stands in the grid row r (7.2.7).
func (s *Sheet) RedLine(r int) page.Length {
	return s.Baseline(r, 1, s.Body) - s.Top + Descent(s.Body) + s.RedDrop
}

// Ascent and Descent are how far the em box of characters of the given size reaches
// above and below their baseline.
func Ascent(size page.Length) page.Length  { return size/2 + Drop(size) }
func Descent(size page.Length) page.Length { return size/2 - Drop(size) }
