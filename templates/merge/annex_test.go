package merge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nianbao/render/doc"
	"nianbao/templates/internal/casefile"
	"nianbao/templates/internal/sample"
	"nianbao/templates/ledger"
	"nianbao/templates/merge"
)

// TestAnnex reads testdata/annex.txt: figures, and the cells of the sheets named in
// the part “sheets” (all of them when it is absent). A part “own” lies over the
// package.
func TestAnnex(t *testing.T) {
	casefile.Run(t, "testdata/annex.txt", *update, func(t *testing.T, c *casefile.Case) string {
		p := sample.With(t, c.Part("own"))
		u, _ := sample.Unit(t, p, c.Part("in"))
		m := merge.New(p.Kind(u.Kind.Text), u, ledger.New(p, u), "", "2025-01-01")
		m.Document()
		a := m.Annex()
		wanted := strings.Fields(c.Part("sheets"))
		var b strings.Builder
		for _, s := range a.Sheets {
			if len(wanted) == 0 || slices.Contains(wanted, s.Name) {
				b.WriteString(sheetText(s))
			} else {
				b.WriteString("《" + s.Name + "》…\n")
			}
		}
		return b.String() + findingsText(m.Findings())
	})
}

// styles are the marks of cell styles in a dump.
var styles = map[doc.CellStyle]string{doc.CellBlank: "", doc.CellTitle: "题", doc.CellNote: "注", doc.CellHead: "头", doc.CellLabel: "名",
	doc.CellText: "文", doc.CellFigure: "填", doc.CellResult: "算", doc.CellTotal: "计", doc.CellBad: "差", doc.CellField: "格"}

// sheetText shows a sheet, one filled cell a line: A1, style, value, formula,
// format.
func sheetText(s doc.Sheet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "《%s》 宽%v 头%d", s.Name, s.Widths, s.Head)
	if s.Landscape {
		b.WriteString(" 横")
	}
	b.WriteString("\n")
	for r, row := range s.Rows {
		for c, cell := range row.Cells {
			if cell.Text == "" && cell.Number == nil && cell.Formula == "" {
				continue
			}
			fmt.Fprintf(&b, "  %c%d %s ", 'A'+c, r+1, styles[cell.Style])
			if cell.Number != nil {
				b.WriteString(cell.Number.RatString())
			} else {
				fmt.Fprintf(&b, "“%s”", cell.Text)
			}
			if cell.Formula != "" {
				b.WriteString(" =" + cell.Formula)
			}
			if cell.Format != "" {
				b.WriteString(" 〔" + cell.Format + "〕")
			}
			if cell.Alert != "" {
				b.WriteString(" 红：" + cell.Alert)
			}
			b.WriteString("\n")
		}
	}
	for _, c := range s.Charts {
		fmt.Fprintf(&b, "  图 %s “%s”", []string{"条形", "柱形", "饼形", "折线"}[c.Kind], c.Title)
		for _, one := range c.Series {
			fmt.Fprintf(&b, " %s：%s × %s", one.Name, one.Categories, one.Values)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestAnnexInfo: the workbook is named by the package.
func TestAnnexInfo(t *testing.T) {
	p := sample.Package(t)
	u, _ := sample.Unit(t, p, sample.Head+"成文日期: 2025-01-20\n")
	m := merge.New(p.Kind("镇街"), u, ledger.New(p, u), "", "")
	m.Document()
	if i := m.Annex().Info; i.Title != "甲镇2024年防汛数表" || i.Author != "某县甲镇人民政府" || i.Date != "2025-01-20" {
		t.Errorf("%+v", i)
	}
}

// TestFormulasPointAtCells: every reference of every formula is to a cell that
// holds something, in a sheet that is there.
func TestFormulasPointAtCells(t *testing.T) {
	p := sample.Package(t)
	u, _ := sample.Unit(t, p, "正文: {做法: \"{{巡查.总数}}\"}\n"+sample.Head+figures)
	m := merge.New(p.Kind("镇街"), u, ledger.New(p, u), "", "")
	m.Document()
	a := m.Annex()
	filled := map[string]bool{}
	for _, s := range a.Sheets {
		for r, row := range s.Rows {
			for c, cell := range row.Cells {
				if cell.Number != nil || cell.Text != "" {
					filled[fmt.Sprintf("'%s'!%c%d", s.Name, 'A'+c, r+1)] = true
				}
			}
		}
	}
	n := 0
	for _, s := range a.Sheets {
		for _, row := range s.Rows {
			for _, cell := range row.Cells {
				for part := range strings.FieldsFuncSeq(cell.Formula, func(r rune) bool { return strings.ContainsRune("+-*/(),=<>:", r) }) {
					if strings.Contains(part, "!") {
						n++
						if !filled[part] {
							t.Errorf("%s: nothing stands in %s", cell.Formula, part)
						}
					}
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d references looked at", n)
	}
}
