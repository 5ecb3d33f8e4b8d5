// A workbook with charts: what a unit's classification, comparison and rates look
// like, and the summary of a district with links, filter and frozen columns. Its
// figures are invented.

package xlsx

import (
	"fmt"

	"nianbao/render/doc"
)

func charted() doc.Annex {
	return doc.Annex{
		Info:   doc.Info{Title: "某区2024年法治政府建设汇总表", Author: "某区司法局", Language: "zh-CN", Date: "2025-03-01"},
		Sheets: []doc.Sheet{partsSheet(), compareSheet(), yearsSheet(), summarySheet(24)},
	}
}

// cells is an A1 range of one column of a sheet.
func cells(sheet, column string, from, to int) string {
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", Quote(sheet), column, from, column, to)
}

// partsSheet: one series, a bar chart and a pie of the same figures.
func partsSheet() doc.Sheet {
	s := shareSheet()
	one := []doc.Series{{Name: Quote(s.Name) + "!$B$3", Categories: cells(s.Name, "A", 4, 7), Values: cells(s.Name, "B", 4, 7)}}
	s.Charts = []doc.Chart{
		{Kind: doc.ChartBar, Title: "2024年行政执法案件构成（单位：宗，n=286）", Series: one, Labels: true, Format: "0"},
		{Kind: doc.ChartPie, Title: "各领域案件占比", Series: []doc.Series{{Name: "占比",
			Categories: cells(s.Name, "A", 4, 7), Values: cells(s.Name, "C", 4, 7)}}, Labels: true},
	}
	return s
}

// compareSheet: this year beside the last, as columns and as bars; 935余 keeps its 余
// in the label, not on the axis.
func compareSheet() doc.Sheet {
	s := doc.Sheet{Name: "本年与上年", Widths: []int{30, 12, 12, 12}, Head: 3, Landscape: true}
	s.Rows = append(s.Rows, row(text(doc.CellTitle, "矛盾纠纷调解类型对比")), row(text(doc.CellNote, "单位：件")), heads("类型", "本年", "上年", "增减"))
	for i, r := range []struct {
		name, now, last, format string
	}{{"邻里纠纷", "312", "287", ""}, {"婚姻家庭纠纷", "146", "171", ""}, {"损害赔偿纠纷", "935", "820", `0"余"`}, {"劳动争议", "88", "64", ""},
		{"物业服务纠纷", "205", "219", ""}, {"房屋宅基地纠纷", "47", "52", ""}, {"合同纠纷", "133", "98", ""}, {"山林土地征地拆迁纠纷", "19", "23", ""}, {"其他纠纷", "6", "0", ""}} {
		n := i + 4
		delta := figure(doc.CellResult, r.now, "")
		delta.Number.Sub(delta.Number, figure(0, r.last, "").Number)
		delta.Formula = fmt.Sprintf("B%d-C%d", n, n)
		s.Rows = append(s.Rows, row(text(doc.CellLabel, r.name), figure(doc.CellFigure, r.now, r.format), figure(doc.CellFigure, r.last, ""), delta))
	}
	two := []doc.Series{
		{Name: Quote(s.Name) + "!$B$3", Categories: cells(s.Name, "A", 4, 12), Values: cells(s.Name, "B", 4, 12)},
		{Name: "上年", Categories: cells(s.Name, "A", 4, 12), Values: cells(s.Name, "C", 4, 12)},
	}
	s.Charts = []doc.Chart{
		{Kind: doc.ChartColumn, Title: "各类纠纷本年与上年（件）", Series: two, Labels: true},
		{Kind: doc.ChartBar, Title: "各类纠纷本年与上年（件）", Series: two, Labels: true},
		{Kind: doc.ChartBar, Title: "比上年增减（件）", Series: []doc.Series{{Categories: cells(s.Name, "A", 4, 12), Values: cells(s.Name, "D", 4, 12)}}, Labels: true},
	}
	return s
}

// yearsSheet: rates over years as lines, and a pie of many slices without labels.
func yearsSheet() doc.Sheet {
	s := doc.Sheet{Name: "历年", Widths: []int{10, 14, 14, 14}, Head: 2}
	s.Rows = append(s.Rows, row(text(doc.CellTitle, "历年主要比率")), heads("年度", "结案率", "调解成功率", "负责人出庭率"))
	for i, r := range [][3]string{{"0.912", "0.965", "0.5"}, {"0.934", "0.971", "0.62"}, {"0.9405", "0.958", "0.75"}, {"0.951", "0.983", "0.81"}, {"0.9688", "0.9871", "1"}} {
		s.Rows = append(s.Rows, row(centred(figure(doc.CellLabel, fmt.Sprint(2020+i), "")), figure(doc.CellFigure, r[0], "0.00%"),
			figure(doc.CellFigure, r[1], "0.00%"), figure(doc.CellFigure, r[2], "0.00%")))
	}
	var three []doc.Series
	for _, column := range []string{"B", "C", "D"} {
		three = append(three, doc.Series{Name: Quote(s.Name) + "!" + column + "2", Categories: cells(s.Name, "A", 3, 7), Values: cells(s.Name, column, 3, 7)})
	}
	s.Charts = []doc.Chart{
		{Kind: doc.ChartLine, Title: "2020—2024年主要比率", Series: three, Format: "0%"},
		{Kind: doc.ChartColumn, Title: "立案数（宗）", Series: []doc.Series{{Categories: cells("本年与上年", "A", 4, 8), Values: cells("本年与上年", "C", 4, 8)}}},
		{Kind: doc.ChartPie, Title: "纠纷类型", Series: []doc.Series{{Categories: cells("本年与上年", "A", 4, 12), Values: cells("本年与上年", "C", 4, 12)}}},
	}
	return s
}

// summarySheet: n units with 12 indicators, as the office of a district has them.
func summarySheet(n int) doc.Sheet {
	s := doc.Sheet{Name: "一览", Widths: []int{5, 22, 10}, Head: 3, HeadCols: 2, Filter: 3, Landscape: true}
	names := []string{"序号", "单位", "类型", "案件总数（宗）", "立案", "结案", "结案率", "罚没金额（元）", "应持证人数", "持证人数", "持证率", "调解受理（件）", "调解成功（件）", "成功率", "普法场次"}
	for range names[3:] {
		s.Widths = append(s.Widths, 11)
	}
	s.Rows = append(s.Rows, row(text(doc.CellTitle, "某区2024年法治政府建设一览表")), row(text(doc.CellNote, "合计的率由分子、分母合计再除，不取平均。")), heads(names...))
	for i := range n {
		r := i + 4
		name := fmt.Sprintf("第%d街道", i+1)
		link := text(doc.CellText, name)
		link.Link = fmt.Sprintf("街道 乡镇/%s2024年法治政府建设年度报告.pdf", name)
		a, b := int64(40+i*37%260), int64(30+i*29%240)
		b = min(a, b)
		s.Rows = append(s.Rows, row(centred(figure(doc.CellLabel, fmt.Sprint(i+1), "")), link, centred(text(doc.CellText, "街道")),
			figure(doc.CellText, fmt.Sprint(a+5), ""), figure(doc.CellText, fmt.Sprint(a), ""), figure(doc.CellText, fmt.Sprint(b), ""),
			computed(doc.CellResult, fmt.Sprintf(`IF(E%d=0,"—",F%d/E%d)`, r, r, r), fmt.Sprintf("%d/%d", b, a), "0.00%"),
			figure(doc.CellText, fmt.Sprintf("%d.68", 10000+i*7919), "#,##0.00"), figure(doc.CellText, "52", ""), figure(doc.CellText, "42", ""),
			computed(doc.CellResult, fmt.Sprintf(`IF(I%d=0,"—",J%d/I%d)`, r, r, r), "42/52", "0.00%"),
			figure(doc.CellText, fmt.Sprint(a*3), ""), figure(doc.CellText, fmt.Sprint(b*3), ""),
			computed(doc.CellResult, fmt.Sprintf(`IF(L%d=0,"—",M%d/L%d)`, r, r, r), fmt.Sprintf("%d/%d", b, a), "0.00%"),
			figure(doc.CellText, fmt.Sprint(i%9+3), "")))
	}
	last := n + 3
	total := row(wide(3, text(doc.CellTotal, "合计")), doc.Cell{}, doc.Cell{})
	for j := 3; j < len(names); j++ {
		column := string(rune('A' + j))
		total.Cells = append(total.Cells, totalOf(&s, j, fmt.Sprintf("SUM(%s4:%s%d)", column, column, last)))
	}
	s.Rows = append(s.Rows, total, row(text(doc.CellNote, "蓝色的单位名可以点开该单位的年度报告。")))
	s.Charts = []doc.Chart{{Kind: doc.ChartBar, Title: "各单位结案率", Labels: true, Format: "0.0%",
		Series: []doc.Series{{Categories: cells(s.Name, "B", 4, last), Values: cells(s.Name, "G", 4, last)}}}}
	return s
}

// totalOf sums column j of the rows so far; a rate has no sum.
func totalOf(s *doc.Sheet, j int, formula string) doc.Cell {
	if s.Rows[3].Cells[j].Formula != "" {
		return text(doc.CellTotal, "")
	}
	c := computed(doc.CellTotal, formula, "0", s.Rows[3].Cells[j].Format)
	for _, r := range s.Rows[3:] {
		c.Number.Add(c.Number, r.Cells[j].Number)
	}
	return c
}
