// From what a cell is to how it looks. One switch decides; equal looks share one
// style of the workbook.

package xlsx

import (
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// Faces by the names Chinese Excel and WPS know them by.
const (
	faceText  = "宋体"
	faceTitle = "黑体"
)

// Colours are RGB. Fills are light enough to stay readable on a black-and-white
// printer.
const (
	ink        = "000000"
	fillHead   = "DCE6F1"
	fillResult = "F2F2F2"
	fillAlarm  = "FFC7CE"
	inkLink    = "0563C1"
	fillNeeded = "FFF2CC"
	fillRemark = "FFD966"
)

// look is how a cell is drawn, apart from its number format.
type look struct {
	face       string
	size       float64 // points
	air        float64 // points above and below the lines together
	bold       bool
	horizontal string // as in ST_HorizontalAlignment; "" lets the value decide
	fill       string // RGB, "" for none
	boxed      bool   // thin lines on four sides
	wrap       bool
	shrink     bool // a figure too wide is made smaller instead of ####
	open       bool // may be changed although the sheet is protected
	link       bool // leads to a file: blue and underlined
}

// lookOf is the one place that knows the cell styles.
func lookOf(c *doc.Cell) look {
	l := look{face: faceText, size: 11, air: 4, horizontal: "left", boxed: true, wrap: true}
	figure := c.Number != nil
	switch c.Style {
	case doc.CellTitle:
		l = look{face: faceTitle, size: 16, air: 12, horizontal: "center", wrap: true}
	case doc.CellNote, doc.CellCaption:
		l = look{face: faceText, size: 9, air: 4, horizontal: "left", wrap: true}
	case doc.CellHead:
		l.bold, l.fill, l.horizontal = true, fillHead, "center"
	case doc.CellLabel, doc.CellText:
		if figure {
			l.horizontal = "right"
		}
	case doc.CellFigure:
		l.horizontal, l.open = "right", true
	case doc.CellResult:
		l.horizontal, l.fill = "right", fillResult
	case doc.CellTotal:
		l.bold, l.fill, l.horizontal = true, fillResult, "right"
		if c.Text != "" && !figure && c.Formula == "" { // the word 合计
			l.horizontal = "center"
		}
	case doc.CellBad:
		l.fill = fillAlarm
		if figure {
			l.horizontal = "right"
		}
	case doc.CellField:
		l.open = c.Text == "" && !figure && c.Formula == "" // left blank to be filled in
	case doc.CellEntry, doc.CellNeeded:
		l.open = true
		if c.Style == doc.CellNeeded {
			l.fill = fillNeeded
		}
		if figure {
			l.horizontal = "right"
		}
	default: // CellBlank and styles not known here: the text as it is
		l.boxed, l.horizontal = false, ""
	}
	if c.Center {
		l.horizontal = "center"
	}
	l.link = c.Link != ""
	if figure {
		l.wrap, l.shrink = false, true
	}
	return l
}

// formatOf is the number format code of c, "" for General. Text that a program
// could read again as a figure, a date or a formula is marked as text (@), so that
// it is still text after someone edits the cell.
func formatOf(c *doc.Cell) string {
	if c.Number == nil && c.Formula == "" && mistakable(c.Text) {
		return "@"
	}
	return c.Format
}

// mistakable reports whether a spreadsheet would take s, typed into a cell, for
// something else than text.
func mistakable(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("=+-@＝＋－＠", first) {
		return true
	}
	return strings.Trim(s, "0123456789.,-/:%+Ee() ") == "" && strings.ContainsAny(s, "0123456789")
}

// styleKey is all that makes two cells share a style.
type styleKey struct {
	look   look
	format string
}

// styles hands out the style numbers of one workbook.
type styles struct {
	file  *excelize.File
	ids   map[styleKey]int
	alert int // differential style of alerts, -1 before the first
}

// id returns the number of the style that looks like l and shows figures by format.
func (s *styles) id(l look, format string) (int, error) {
	key := styleKey{l, format}
	if id, ok := s.ids[key]; ok {
		return id, nil
	}
	simplified := 134 // GB2312_CHARSET, which tells a reader without the face what to put in its place
	colour, underline := ink, ""
	if l.link {
		colour, underline = inkLink, "single"
	}
	style := excelize.Style{
		Font: &excelize.Font{Family: l.face, Size: l.size, Bold: l.bold, Color: colour, Underline: underline, Charset: &simplified},
		Alignment: &excelize.Alignment{
			Horizontal: l.horizontal, Vertical: "center", WrapText: l.wrap, ShrinkToFit: l.shrink,
		},
	}
	if l.fill != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.boxed {
		// The colour must be given: excelize v2.11.0 writes a border without one as
		// rgb="FF", which other readers refuse (TestBorderColour).
		for _, side := range []string{"left", "right", "top", "bottom"} {
			style.Border = append(style.Border, excelize.Border{Type: side, Color: ink, Style: 1})
		}
	}
	if l.open {
		style.Protection = &excelize.Protection{Locked: false}
	}
	switch format {
	case "", "General":
	case "@":
		style.NumFmt = 49 // ISO 29500-1, 18.8.30
	default:
		style.CustomNumFmt = &format
	}
	id, err := s.file.NewStyle(&style)
	if err == nil {
		s.ids[key] = id
	}
	return id, err
}

// alertID returns the style laid over a cell while its alert is true.
func (s *styles) alertID() (int, error) {
	if s.alert >= 0 {
		return s.alert, nil
	}
	id, err := s.file.NewConditionalStyle(&excelize.Style{
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fillAlarm}},
	})
	if err == nil {
		s.alert = id
	}
	return id, err
}
