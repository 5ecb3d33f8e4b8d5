package xlsx

import (
	"strings"
	"testing"

	"nianbao/render/doc"
)

// TestFreeze: what stays in view, on screen and in print.
func TestFreeze(t *testing.T) {
	for _, c := range []struct {
		name          string
		head, columns int
		pane, titles  string
	}{
		{"都不", 0, 0, "", ""},
		{"行", 1, 0, `<pane activePane="bottomLeft" state="frozen" topLeftCell="A2" ySplit="1">`, "&#39;表&#39;!$1:$1"},
		{"列", 0, 2, `<pane activePane="topRight" state="frozen" topLeftCell="C1" xSplit="2">`, "&#39;表&#39;!$A:$B"},
		{"行和列", 1, 2, `<pane activePane="bottomRight" state="frozen" topLeftCell="C2" xSplit="2" ySplit="1">`, "&#39;表&#39;!$A:$B,&#39;表&#39;!$1:$1"},
		{"没有剩下的", 3, 3, "", "&#39;表&#39;!$A:$C,&#39;表&#39;!$1:$3"},
		{"负数", -1, -1, "", ""},
	} {
		s := doc.Sheet{Name: "表", Head: c.head, HeadCols: c.columns, Widths: []int{5, 5, 5}, Rows: []doc.Row{heads("甲", "乙", "丙"), {}, {}}}
		parts := unzip(t, write(t, doc.Annex{Sheets: []doc.Sheet{s}}))
		sheet, book := parts["xl/worksheets/sheet1.xml"], parts["xl/workbook.xml"]
		if !strings.Contains(sheet, c.pane) || c.pane == "" && strings.Contains(sheet, "<pane") {
			t.Errorf("%s：要 %q，有 %s", c.name, c.pane, sheet[strings.Index(sheet, "<sheetViews"):strings.Index(sheet, "<cols")])
		}
		if !strings.Contains(book, `"_xlnm.Print_Titles">`+c.titles+"<") && c.titles != "" || c.titles == "" && strings.Contains(book, "Print_Titles") {
			t.Errorf("%s：要 %q，有 %s", c.name, c.titles, book)
		}
	}
}

// TestFilter: the buttons reach from the filter row over the data, and the sheet keeps
// what excelize takes away with them.
func TestFilter(t *testing.T) {
	data, total := row(text(doc.CellLabel, "甲"), figure(doc.CellFigure, "1", "")), row(text(doc.CellTotal, "合计"), computed(doc.CellTotal, "SUM(B2:B3)", "2", ""))
	head, note := heads("名", "数"), row(text(doc.CellNote, "注"))
	for _, c := range []struct {
		name   string
		filter int
		rows   []doc.Row
		want   string
	}{
		{"没有", 0, []doc.Row{head, data}, ""},
		{"到末行", 1, []doc.Row{head, data, data}, "$A$1:$C$3"},
		{"不含合计和注", 2, []doc.Row{note, head, data, data, total, note}, "$A$2:$C$4"},
		{"首行是合计", 1, []doc.Row{head, total, data}, "$A$1:$C$3"},
		{"只管上一张表", 1, []doc.Row{head, data, {}, head, data}, "$A$1:$C$2"},
		{"没有数据", 1, []doc.Row{head, total}, ""},
	} {
		name := "张三's 表"
		parts := unzip(t, write(t, doc.Annex{Sheets: []doc.Sheet{{Name: "甲"}, {Name: name, Filter: c.filter, Rows: c.rows, Widths: []int{8, 8, 8}}}}))
		sheet, book := parts["xl/worksheets/sheet2.xml"], parts["xl/workbook.xml"]
		if c.want == "" {
			if strings.Contains(sheet, "<autoFilter") || strings.Contains(book, "_FilterDatabase") {
				t.Errorf("%s：不应有筛选", c.name)
			}
			continue
		}
		for _, want := range []string{`<autoFilter ref="` + c.want + `">`, `fitToPage="true"`, `autoFilter="false"`} {
			if !strings.Contains(sheet, want) {
				t.Errorf("%s：没有 %s：%s", c.name, want, sheet)
			}
		}
		if want := `hidden="true" localSheetId="1" name="_xlnm._FilterDatabase">&#39;张三&#39;&#39;s 表&#39;!` + c.want + "<"; !strings.Contains(book, want) {
			t.Errorf("%s：没有 %s：%s", c.name, want, book)
		}
		if strings.Contains(sheet, "filterMode") {
			t.Errorf("%s：工作表自称已筛选", c.name)
		}
	}
	_, err := Write(doc.Annex{Sheets: []doc.Sheet{{Name: "表", Filter: 3, Rows: []doc.Row{head}}}})
	if err == nil || err.Error() != "工作表“表”：筛选按钮要放在第 3 行，表只有 1 行" {
		t.Error(err)
	}
}

// TestLink: where links lead and how they look.
func TestLink(t *testing.T) {
	for path, want := range map[string]string{
		"昌华街道2024年报告.pdf": "昌华街道2024年报告.pdf",
		"街道 乡镇/甲.pdf":     "街道%20乡镇/甲.pdf",
		"100%[草]#1?.pdf":  "100%25%5B草%5D%231%3F.pdf",
		"../上级/a&b.pdf":   "../上级/a&b.pdf",
		"甲/一:二.pdf":       "甲/一:二.pdf",
	} {
		if got, err := target(path); got != want || err != nil {
			t.Errorf("%s：%s, %v", path, got, err)
		}
	}
	for _, path := range []string{"/甲.pdf", "C:/甲.pdf", `甲\乙.pdf`, "http://x/y", "file:甲", strings.Repeat("长", 2080)} {
		if got, err := target(path); err == nil {
			t.Errorf("%s：%s", path, got)
		}
	}
	c := wide(2, text(doc.CellText, "甲街道"))
	c.Link = "甲&乙/甲.pdf"
	parts := unzip(t, write(t, doc.Annex{Sheets: []doc.Sheet{{Name: "甲"}, {Name: "乙", Rows: []doc.Row{{}, row(c)}}}}))
	for name, want := range map[string]string{
		"xl/worksheets/sheet2.xml":            `<hyperlinks><hyperlink ref="A2:B2" r:id="rId1"/></hyperlinks><printOptions`,
		"xl/worksheets/_rels/sheet2.xml.rels": `Target="甲&amp;乙/甲.pdf" TargetMode="External"/>`,
		"xl/styles.xml":                       `<u val="single">`,
	} {
		if !strings.Contains(parts[name], want) {
			t.Errorf("%s 没有 %s：%s", name, want, parts[name])
		}
	}
	if _, err := Write(doc.Annex{Sheets: []doc.Sheet{{Name: "表", Rows: []doc.Row{row(doc.Cell{Link: "/etc"})}}}}); err == nil ||
		err.Error() != "工作表“表”第 1 行：链接“/etc”应是相对路径，文件夹之间用 /" {
		t.Error(err)
	}
}

// TestManyAlerts: each alert has its own rule, in the order of the cells.
func TestManyAlerts(t *testing.T) {
	c := figure(doc.CellFigure, "1", "")
	c.Alert = `A1<>"甲"`
	merged := wide(2, c)
	sheet, _ := one(t, nil, row(c, merged))
	want := `<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0" priority="1"><formula>A1&lt;&gt;&#34;甲&#34;</formula></cfRule></conditionalFormatting>` +
		`<conditionalFormatting sqref="B1:C1"><cfRule type="expression" dxfId="0" priority="2">`
	if !strings.Contains(sheet, want) {
		t.Errorf("要 %s，有 %s", want, sheet)
	}
}
