package xlsx

import (
	"strings"
	"testing"

	"nianbao/render/doc"
)

func TestLines(t *testing.T) {
	for _, c := range []struct {
		text string
		room int
		want int
	}{
		{"", 10, 1},
		{"一二三四五", 10, 1},
		{"一二三四五六", 10, 2},
		{"一二三四，六", 10, 2},
		{"一二三四五，六", 10, 2}, // the comma takes 五 with it
		{"一二三四（五）", 10, 2}, // the bracket does not end the line
		{"ab cd ef", 5, 2},
		{"ab cdefgh", 5, 3}, // a long word begins on its own line and is broken
		{"abcdefghij", 5, 2},
		{"甲\n乙", 10, 2},
		{"甲\n\n乙", 10, 3},
		{"第12345号文件", 9, 2},
		{"一二三", 2, 3},
	} {
		if got := lines(c.text, c.room); got != c.want {
			t.Errorf("lines(%q, %d) = %d，应为 %d", c.text, c.room, got, c.want)
		}
	}
}

func TestRowHeights(t *testing.T) {
	han := strings.Repeat("字", 20) // 40 half-widths
	for _, c := range []struct {
		name   string
		widths []int
		row    doc.Row
		want   string // row element, "" for the default height
	}{
		{"一行", []int{40}, row(text(doc.CellText, han)), ""},
		{"两行", []int{38}, row(text(doc.CellText, han)), "34"},
		{"加粗要宽些", []int{40}, row(text(doc.CellHead, han)), "34"},
		{"合并的格", []int{10, 10, 10}, row(wide(3, text(doc.CellText, han))), "34"},
		{"注盖满全表", []int{10, 10, 14}, row(text(doc.CellNote, han)), ""},
		{"注折行", []int{10, 10}, row(text(doc.CellNote, han)), "29"},
		{"标题", []int{40}, row(text(doc.CellTitle, "表")), "34"},
		{"最高的格作主", []int{8, 20}, row(text(doc.CellText, "字"), text(doc.CellText, han), text(doc.CellText, strings.Repeat("字", 12))), "49"},
		{"数不折行", []int{4}, row(figure(doc.CellFigure, "123456789", "")), ""},
		{"已定的高", []int{4}, doc.Row{Height: 15, Cells: []doc.Cell{text(doc.CellText, han)}}, "15"},
		{"高到顶", []int{2}, row(text(doc.CellText, strings.Repeat("字", 200))), "409"},
	} {
		sheet, _ := one(t, c.widths, c.row)
		want := `<row r="1">`
		if c.want != "" {
			want = `<row r="1" ht="` + c.want + `" customHeight="1">`
		}
		if !strings.Contains(sheet, want) {
			t.Errorf("%s：要 %s，有 %s", c.name, want, sheet[strings.Index(sheet, "<row"):])
		}
	}
}
