package form

import (
	"strings"
	"testing"

	"nianbao/render/doc"
	"nianbao/render/xlsx"
	"nianbao/templates"
	"nianbao/templates/data"
)

// TestPlacesOfBlankForm: every key of a blank workbook has a cell, the figures each one
// that may be filled in, so that a finding about what is missing can point there.
func TestPlacesOfBlankForm(t *testing.T) {
	for _, p := range packages(t) {
		for _, k := range p.Kinds {
			content, err := xlsx.Write(New(p, k, "甲", "甲", 2024).Book())
			if err != nil {
				t.Fatal(err)
			}
			sheets, err := xlsx.Read(content)
			if err != nil {
				t.Fatal(err)
			}
			_, src, _ := Read("甲.xlsx", sheets)
			paths := []string{"主送", "成文日期", "标题", "不查", "附件", keyLast, data.OwnGroup}
			for _, s := range k.Slots {
				paths = append(paths, keyText+"."+s.Name)
			}
			for _, f := range p.Schema.Fields {
				if f.NeededBy(k.Name) && f.Type != data.Roster {
					paths = append(paths, f.Path())
				}
			}
			for _, path := range paths {
				at, ok := src.Place(path)
				if !ok || !strings.Contains(at.Into, "“"+at.Pos.Sheet+"”") {
					t.Errorf("%s, %s: “%s” has no cell (%+v)", p.Name, k.Name, path, at)
				}
			}
		}
	}
}

// TestAskedCells: what a check will ask for is as yellow as what the file is read by, but
// not to whom a report goes that its kind sends somewhere, or nowhere.
func TestAskedCells(t *testing.T) {
	p := packages(t)[0]
	for _, to := range []struct {
		kind templates.Kind
		want doc.CellStyle
	}{
		{templates.Kind{Name: "甲"}, doc.CellNeeded},
		{templates.Kind{Name: "甲", Unaddressed: true}, doc.CellEntry},
		{templates.Kind{Name: "甲", Addressees: data.Texts{{Text: "某局"}}}, doc.CellEntry},
	} {
		for _, s := range New(p, &to.kind, "甲", "甲", 2024).Book().Sheets {
			for _, row := range s.Rows {
				if len(row.Cells) < 2 || s.Name != FactsTitle {
					continue
				}
				switch name, style := row.Cells[0].Text, row.Cells[1].Style; {
				case name == "主送" && style != to.want, name == "成文日期" && style != doc.CellNeeded, name == "抄送" && style == doc.CellNeeded:
					t.Errorf("%s of %+v has style %v", name, to.kind, style)
				}
			}
		}
	}
}
