package layout_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// officialStatistics is a report with its portrait attachment: sixty rows, a note and
// a paragraph below.
func officialStatistics() doc.Document {
	t := doc.Table{Caption: "表1　行政执法情况统计表", Head: doc.Heads("序号", "事项", "受理（件）", "办结（件）", "备注"),
		Figures: []bool{false, false, true, true}, Align: []doc.Align{doc.AlignCentre, doc.AlignLeft, doc.AlignAuto, doc.AlignAuto, doc.AlignLeft},
		Widths: []int{4, 24, 10, 10, 16}, Grid: true, Note: "注：1.受理数含上年结转。\n2.“—”表示本单位无此项职责，不适用；统计截止时间为2024年12月31日，以后变动的以正式公布的数据为准，不再另行说明。"}
	for i := range 60 {
		row := []string{fmt.Sprint(i + 1), "城市管理领域行政检查", fmt.Sprint(i * 37), fmt.Sprint(i * 36), ""}
		if i%7 == 3 {
			row[1], row[4] = "对擅自占用城市道路、公共场所设置的经营摊点进行的行政检查", "含“双随机、一公开”抽查"
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, []string{"", "合计", "65490", "63720", "—"})
	t.Totals = []int{60}
	return doc.Document{
		Info: doc.Info{Title: "报告", Author: "甲市乙区丙局", Language: "zh-CN", Date: "2025-01-05"},
		Blocks: []doc.Block{
			doc.Title{Lines: []doc.Run{{Text: "报告"}}},
			doc.Para{Text: run("正文。")},
			doc.AttachmentNote{Names: []doc.Run{{Text: "2024年度行政执法情况统计表"}}},
			doc.Signature{Organs: run("甲市乙区丙局"), Date: doc.Run{Text: "2025年1月5日"}},
			doc.Remark{Text: run("此件公开发布")},
			doc.Attachment{Label: "附件1", Title: run("甲市乙区丙局2024年度行政执法情况统计表"), Whole: []string{"甲市乙区丙局"}, Words: []string{"年度", "行政执法", "情况", "统计表"},
				Blocks: []doc.Block{t, doc.Para{Text: run("以上数据由丙局法制科汇总，已与业务系统核对一致，如有出入以系统数据为准。")}}},
		},
	}
}

// officialLandscape is a wide table with merged heads, as 国办发 tables have them.
func officialLandscape() doc.Document {
	t := doc.Table{Caption: "收到和处理政府信息公开申请情况", Grid: true,
		Head: [][]doc.HeadCell{
			{{Text: "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", Cols: 3, Rows: 3}, {Text: "申请人情况", Cols: 7}},
			{{Text: "自然人", Rows: 2}, {Text: "法人或其他组织", Cols: 5}, {Text: "总计", Rows: 2}},
			{{Text: "商业企业"}, {Text: "科研机构"}, {Text: "社会公益组织"}, {Text: "法律服务机构"}, {Text: "其他"}},
		},
		Align:   []doc.Align{doc.AlignLeft, doc.AlignLeft, doc.AlignLeft},
		Figures: []bool{false, false, false, true, true, true, true, true, true, true},
		Widths:  []int{14, 16, 36, 8, 8, 8, 8, 8, 8, 8},
		Note:    "注：“总计”为各类申请人之和。"}
	kinds := []string{"予以公开", "部分公开（区分处理的，只计这一情形，不计其他情形）", "属于国家秘密", "其他法律行政法规禁止公开", "危及“三安全一稳定”", "保护第三方合法权益",
		"属于三类内部事务信息", "属于四类过程性信息", "属于行政执法案卷", "属于行政查询事项", "本机关不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确",
		"信访举报投诉类申请", "重复申请", "要求提供公开出版物", "无正当理由大量反复申请", "要求行政机关确认或重新出具已获取信息"}
	for i, k := range kinds {
		group := ""
		if i == 0 {
			group = "三、本年度办理结果"
		}
		t.Rows = append(t.Rows, []string{group, "（" + "一二三四五六七八九"[i%9*3:i%9*3+3] + "）情形", k, "12", "3", "0", "0", "1", "0", "16"})
	}
	t.Rows = append(t.Rows, []string{"四、结转下年度继续办理", "", strings.Repeat("本项为跨年度办理的申请，", 12) + "一并说明。", "1", "0", "0", "0", "0", "0", "1"})
	return doc.Document{Info: doc.Info{Language: "zh-CN"}, Blocks: []doc.Block{
		doc.Para{Text: run("正文。")},
		doc.Attachment{Label: "附件1", Title: run("2024年度政府信息公开情况统计表"), Words: []string{"年度", "政府信息公开", "情况", "统计表"}, Landscape: true, Blocks: []doc.Block{t}},
	}}
}

// TestPortraitAttachment: the label on row 1, the title on row 3, the table over three
// pages with its head on each (7.3.7).
func TestPortraitAttachment(t *testing.T) {
	p := lay(t, officialStatistics())
	golden(t, "testdata/attachment-portrait.txt", p.Dump())
	if len(p.Pages) != 4 {
		t.Fatalf("%d pages, want the report and three of the attachment", len(p.Pages))
	}
	for i, pg := range p.Pages[1:] {
		if n := count(pg, "受理（件）"); n != 1 {
			t.Errorf("page %d holds the head %d times", i+2, n)
		}
	}
	s := gbt9704.Standard()
	label, number, title := p.Pages[1].Runs[0], p.Pages[1].Runs[1], p.Pages[1].Runs[2]
	if label.Text+number.Text != "附件1" || number.Face != "黑体" || label.Face != "黑体" || label.Size != gbt9704.Size3 || label.Y != s.Baseline(0, 1, s.Body) {
		t.Errorf("label %+v", label)
	}
	if title.Face != "小标宋" || title.Size != gbt9704.Size2 || title.Y != s.Baseline(2, 1, s.Title) {
		t.Errorf("title %+v", title)
	}
}

// TestLandscapeAttachment: 225 × 156 mm, white 35 left, 37 right, 28 above, 26 below;
// the page number where the portrait sheet has it (clause 8).
func TestLandscapeAttachment(t *testing.T) {
	p := lay(t, officialLandscape())
	golden(t, "testdata/attachment-landscape.txt", p.Dump())
	s := gbt9704.Standard()
	turned := s.Turned()
	if turned.Left != 35*page.Millimetre || turned.Top != 28*page.Millimetre ||
		turned.Width-turned.Left-turned.TypeWidth != 37*page.Millimetre || turned.Height-turned.Top-turned.TypeHeight != 26*page.Millimetre {
		t.Errorf("white %v", turned)
	}
	for i, pg := range p.Pages[1:] {
		if pg.Width != s.Height || pg.Height != s.Width {
			t.Errorf("page %d is %.0f × %.0f mm", i+2, pg.Width.MM(), pg.Height.MM())
		}
		f := pg.Runs[len(pg.Runs)-1]
		if !f.Turned || f.Text != fmt.Sprintf("— %d —", i+2) {
			t.Fatalf("page %d: folio %+v", i+2, f)
		}
		// the dash stands 0.38 em right of the baseline, 7 mm left of the type area
		if gap := turned.Left - (f.X + f.Size*38/100); gap != 7*page.Millimetre {
			t.Errorf("page %d: dash %.2f mm left of the type area", i+2, gap.MM())
		}
		if upper := f.Y < turned.Height/2; upper != (pg.Number%2 == 0) {
			t.Errorf("page %d: number at y %.1f mm; even ones stand above", i+2, f.Y.MM())
		}
	}
	if even := p.Pages[1].Runs; even[len(even)-1].Y != turned.Top+s.TypeWidth/28 {
		t.Error("an even number begins one character below the upper edge of the type area")
	}
	if n := count(p.Pages[2], "自然人"); n != 1 {
		t.Errorf("second page of the table holds the head %d times", n)
	}
}

// count is how many runs of a page are text.
func count(p page.Page, text string) (n int) {
	for _, r := range p.Runs {
		if r.Text == text {
			n++
		}
	}
	return n
}

// TestTableElements: a table is a table to a reader who listens: caption, rows, cells;
// heads repeated overleaf are not said again.
func TestTableElements(t *testing.T) {
	p := lay(t, officialStatistics())
	rows, heads, cells := map[int]bool{}, 0, 0
	for i, e := range p.Elements {
		up := p.Parent(i)
		switch e.Role {
		case page.RoleRow:
			rows[i] = true
			if up < 0 || p.Elements[up].Role != page.RoleTable {
				t.Fatalf("row %d is in no table", i)
			}
		case page.RoleCell, page.RoleHeadCell:
			if !rows[up] {
				t.Fatalf("cell %d is in no row", i)
			}
			if cells++; e.Role == page.RoleHeadCell {
				cells--
				heads++
			}
		case page.RoleCaption:
			if up < 0 {
				t.Error("the caption is in no table")
			}
		}
	}
	if len(rows) != 62 || heads != 5 || cells != 61*5 {
		t.Errorf("%d rows, %d heads, %d cells", len(rows), heads, cells)
	}
	for i, pg := range p.Pages[2:] {
		for _, r := range pg.Runs {
			if r.Text == "事项" && r.Of >= 0 {
				t.Errorf("page %d: the repeated head is part of the text", i+3)
			}
		}
	}
}

// TestNumbersWholeInNarrowColumns: the type gets smaller before a number is cut.
func TestNumbersWholeInNarrowColumns(t *testing.T) {
	tab := doc.Table{Head: [][]doc.HeadCell{{}}, Grid: true}
	row := make([]string, 9)
	for i := range row {
		tab.Head[0] = append(tab.Head[0], doc.HeadCell{Text: "金额"})
		row[i] = "1234567.8"
	}
	tab.Rows = [][]string{row}
	p := lay(t, doc.Document{Blocks: []doc.Block{doc.Attachment{Label: "附件", Blocks: []doc.Block{tab}}}})
	if n := count(p.Pages[0], "1234567.8"); n != 9 {
		t.Errorf("%d of 9 numbers whole:\n%s", n, p.Dump())
	}
	for _, r := range p.Pages[0].Runs {
		if r.Text == "1234567.8" && r.Size != gbt9704.Size5s {
			t.Errorf("set in %.1f pt, want 小五", r.Size.Pt())
		}
	}
}

// TestNotesStayWithTheLastRow, wherever the table ends.
func TestNotesStayWithTheLastRow(t *testing.T) {
	for n := 15; n < 60; n++ {
		tab := doc.Table{Head: doc.Heads("甲", "乙"), Grid: n%2 == 0, Note: "注：说明。\n又：说明。"}
		for i := range n {
			tab.Rows = append(tab.Rows, []string{fmt.Sprint(i), "末行"})
		}
		p := lay(t, doc.Document{Blocks: []doc.Block{doc.Attachment{Label: "附件", Title: run("表"), Blocks: []doc.Block{tab}}}})
		last := p.Pages[len(p.Pages)-1]
		if count(last, "末行") < 2 || count(last, "注：说明。") != 1 || count(last, "又：说明。") != 1 || count(last, "甲") != 1 {
			t.Fatalf("%d rows: the last page holds %d rows, the notes %d and %d times", n, count(last, "末行"), count(last, "注：说明。"), count(last, "又：说明。"))
		}
	}
}

// TestRowsAreNotBroken: a row stands on one page unless no page can hold it.
func TestRowsAreNotBroken(t *testing.T) {
	text := strings.Repeat("本栏为较长的说明文字，", 14)
	for _, landscape := range []bool{false, true} {
		tab := doc.Table{Head: doc.Heads("序号", "说明", "结果"), Grid: true, Widths: []int{4, 30, 10}}
		for i := range 12 {
			cell := text
			if i == 7 {
				cell = strings.Repeat(text, 8)
			}
			tab.Rows = append(tab.Rows, []string{fmt.Sprint(i), cell, "是"})
		}
		p := lay(t, doc.Document{Blocks: []doc.Block{doc.Attachment{Label: "附件", Title: run("表"), Landscape: landscape, Blocks: []doc.Block{tab}}}})
		on := map[int]map[int]bool{} // row → pages
		for i, pg := range p.Pages {
			for _, r := range pg.Runs {
				if r.Of >= 0 && p.Elements[r.Of].Role == page.RoleCell {
					row := p.Parent(r.Of)
					if on[row] == nil {
						on[row] = map[int]bool{}
					}
					on[row][i] = true
				}
			}
		}
		broken := 0
		for _, pages := range on {
			if len(pages) > 1 {
				broken++
			}
		}
		if broken != 1 || len(on) != 12 {
			t.Errorf("landscape %v: %d of %d rows broken, want the tall one", landscape, broken, len(on))
		}
	}
}

// TestRandomTables: whatever the table, each cell's text comes out once, inside the
// type area, and every page of it begins with the head.
func TestRandomTables(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for n := range 150 {
		tab, cells := randomTable(rnd)
		var block doc.Block = tab
		landscape := rnd.IntN(2) == 0
		if rnd.IntN(4) > 0 {
			block = doc.Attachment{Label: "附件", Title: run("统计表"), Landscape: landscape, Blocks: []doc.Block{tab, doc.Para{Text: run("后文。")}, tab}}
			cells = append(cells, cells...)
		}
		p := lay(t, doc.Document{Blocks: []doc.Block{doc.Para{Text: run("前文。")}, block}})
		texts := make([]string, len(p.Elements))
		for i, pg := range p.Pages {
			s := gbt9704.Standard()
			if pg.Width > pg.Height {
				s = s.Turned()
			}
			rows, head := false, false
			for _, r := range pg.Runs {
				if r.Turned || r.Y > s.Top+s.TypeHeight+s.FolioDrop {
					continue // the page number
				}
				if r.X < s.Left-s.Table || r.X > s.Left+s.TypeWidth || r.Y < s.Top || r.Y > s.Top+s.TypeHeight {
					t.Fatalf("table %d page %d: %q at x %.2f y %.2f mm", n, i+1, r.Text, r.X.MM(), r.Y.MM())
				}
				if r.Of < 0 {
					head = true
					continue
				}
				texts[r.Of] += r.Text
				role := p.Elements[r.Of].Role
				head = head || role == page.RoleHeadCell
				rows = rows || role == page.RoleCell
			}
			if rows && !head && len(tab.Head) > 0 {
				t.Fatalf("table %d page %d: rows without a head", n, i+1)
			}
			for _, r := range pg.Rules {
				if r.Y1 < s.Top || r.Y2 > s.Top+s.TypeHeight || r.X1 < s.Left-r.Weight || r.X2 > s.Left+s.TypeWidth+r.Weight || r.Y2 < r.Y1 {
					t.Fatalf("table %d page %d: rule %+v", n, i+1, r)
				}
			}
		}
		var got []string
		for i, e := range p.Elements {
			if e.Role == page.RoleCell || e.Role == page.RoleHeadCell {
				got = append(got, texts[i])
			}
		}
		if !slices.Equal(got, cells) {
			t.Fatalf("table %d: cells differ\n got %q\nwant %q", n, got, cells)
		}
	}
}

// randomTable makes a table and the text of its cells in order, lines joined.
func randomTable(rnd *rand.Rand) (doc.Table, []string) {
	parts := []string{"依法", "行政", "，", "。", "（一）", "2024年", "98.56%", "《条例》", "12345", "——", "说明", "ODR"}
	text := func(most int) string {
		var b strings.Builder
		for range rnd.IntN(most) {
			b.WriteString(parts[rnd.IntN(len(parts))])
		}
		return b.String()
	}
	n := 1 + rnd.IntN(9)
	tab := doc.Table{Grid: rnd.IntN(2) == 0, Caption: text(8), Note: text(40)}
	var cells []string
	if rnd.IntN(5) > 0 {
		first := []doc.HeadCell{{Text: "项" + text(3), Rows: 2}}
		var second []doc.HeadCell
		for left := n - 1; left > 0; {
			k := 1 + rnd.IntN(left)
			first = append(first, doc.HeadCell{Text: "组" + text(6), Cols: k})
			for range k {
				second = append(second, doc.HeadCell{Text: text(4)})
			}
			left -= k
		}
		tab.Head = [][]doc.HeadCell{first, second}
	}
	for _, row := range tab.Head {
		for _, h := range row {
			cells = append(cells, h.Text)
		}
	}
	for i := range n {
		tab.Figures = append(tab.Figures, rnd.IntN(3) == 0)
		tab.Align = append(tab.Align, doc.Align(rnd.IntN(4)))
		if n%2 == 0 {
			tab.Widths = append(tab.Widths, rnd.IntN(30)*(i%3))
		}
	}
	long := []int{4, 12, 12, 60, 700}[rnd.IntN(5)]
	for i := range 1 + rnd.IntN(50) {
		row := make([]string, n)
		for k := range row {
			row[k] = text(4)
			if rnd.IntN(6*n) == 0 {
				row[k] = text(long) + "\n" + text(3)
			}
		}
		for _, c := range row {
			cells = append(cells, strings.ReplaceAll(c, "\n", ""))
		}
		if rnd.IntN(9) == 0 {
			tab.Totals = append(tab.Totals, i)
		}
		tab.Rows = append(tab.Rows, row)
	}
	return tab, cells
}

// TestAttachmentsInTurn: each begins a page, page numbers run on, and so does what
// stands behind them.
func TestAttachmentsInTurn(t *testing.T) {
	p := lay(t, doc.Document{Blocks: []doc.Block{
		doc.Para{Text: run("正文。")},
		doc.Attachment{Label: "附件1", Title: run("表"), Blocks: []doc.Block{doc.Table{Head: doc.Heads("甲"), Rows: [][]string{{"1"}}}}},
		doc.Attachment{Label: "附件2", Landscape: true, Blocks: []doc.Block{doc.Para{Text: run("正文。")}}},
		doc.Attachment{Label: "附件3", Blocks: []doc.Block{doc.Table{}, doc.Table{Caption: "空", Note: "注"}}},
		doc.Para{Text: run("后文。")},
	}})
	var got []string
	for i, pg := range p.Pages {
		if pg.Number != i+1 {
			t.Errorf("page %d has the number %d", i+1, pg.Number)
		}
		got = append(got, pg.Runs[0].Text)
		for _, m := range pg.Marks {
			got = append(got, "|"+m.Title)
		}
	}
	if want := "正文。 附件 |附件1 表 附件 |附件2 附件 |附件3 后文。"; strings.Join(got, " ") != want {
		t.Errorf("pages begin %q, want %q", got, want)
	}
}
