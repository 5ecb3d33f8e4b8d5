// What a sheet is apart from its cells: paper, footer, protection, view.

package xlsx

import (
	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// paperA4 is the paper code of A4 (ISO 29500-1, 18.3.1.63).
const paperA4 = 9

// Margins in inches; the footer stands within the lower one.
const (
	marginSide   = 0.6
	marginTop    = 0.8
	marginBottom = 0.8
	marginFooter = 0.4
)

// footer numbers the pages, small and in the text face.
const footer = `&C&"` + faceText + `,常规"&9第 &P 页 共 &N 页`

// layout sets everything StreamWriter copies from the sheet; it must run before the
// stream is opened.
func (b *book) layout(name string, s *doc.Sheet) error {
	orientation := "portrait"
	if s.Landscape {
		orientation = "landscape"
	}
	f := b.file
	for _, set := range []func() error{
		func() error {
			return f.SetSheetProps(name, &excelize.SheetPropsOptions{
				FitToPage: ptr(true), DefaultRowHeight: ptr(plainRow), CustomHeight: ptr(true),
				OutlineSummaryBelow: summaryBelow(s),
			})
		},
		func() error {
			return f.SetPageLayout(name, &excelize.PageLayoutOptions{
				Size: ptr(paperA4), Orientation: &orientation, FitToWidth: ptr(1), FitToHeight: ptr(0),
			})
		},
		func() error {
			return f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
				Left: ptr(marginSide), Right: ptr(marginSide), Top: ptr(marginTop), Bottom: ptr(marginBottom),
				Header: ptr(marginFooter), Footer: ptr(marginFooter), Horizontally: ptr(true),
			})
		},
		func() error {
			return f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: footer})
		},
		func() error { return f.SetSheetView(name, -1, &excelize.ViewOptions{ShowGridLines: ptr(false)}) },
		// No password: the lock keeps formulas from slips of the hand, not from people.
		func() error {
			if s.Open {
				return nil
			}
			return f.ProtectSheet(name, &excelize.SheetProtectionOptions{
				SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
				AutoFilter:  s.Filter > 0,
				EditObjects: len(s.Charts) > 0, // a locked chart cannot be copied into a report
			})
		},
		func() error { return f.SetSheetDimension(name, extent(s)) },
	} {
		if err := set(); err != nil {
			return err
		}
	}
	titles := printTitles(name, s)
	if titles == "" {
		return nil
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name, RefersTo: titles})
}

// summaryBelow says where the row stands that opens folded ones: above them in a form.
// nil leaves the program's own way.
func summaryBelow(s *doc.Sheet) *bool {
	if s.Open {
		return ptr(false)
	}
	return nil
}

// extent is the range the sheet's cells fill.
func extent(s *doc.Sheet) string {
	last, err := excelize.CoordinatesToCellName(columnsOf(s), max(s.Len(), 1))
	if err != nil || last == "A1" {
		return "A1"
	}
	return "A1:" + last
}

func ptr[T any](v T) *T { return &v }
