// A workbook as an office sends it: cover, list of indicators, a classification
// with shares, a table that runs over several pages, checks. Its figures are invented.

package xlsx

import (
	"fmt"
	"math/big"

	"nianbao/render/doc"
)

func text(style doc.CellStyle, s string) doc.Cell { return doc.Cell{Style: style, Text: s} }

func figure(style doc.CellStyle, s, format string) doc.Cell {
	n, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return doc.Cell{Style: style, Number: n, Format: format}
}

func computed(style doc.CellStyle, formula, s, format string) doc.Cell {
	c := figure(style, s, format)
	c.Formula = formula
	return c
}

func spoken(style doc.CellStyle, formula, s string) doc.Cell {
	return doc.Cell{Style: style, Formula: formula, Text: s}
}

func centred(c doc.Cell) doc.Cell { c.Center = true; return c }

func wide(n int, c doc.Cell) doc.Cell { c.Span = n; return c }

func row(cells ...doc.Cell) doc.Row { return doc.Row{Cells: cells} }

func heads(names ...string) doc.Row {
	var r doc.Row
	for _, name := range names {
		r.Cells = append(r.Cells, text(doc.CellHead, name))
	}
	return r
}

const caliber = "口径说明：统计期为 1 月 1 日至 12 月 31 日；一个案件并处多种处罚的只计一宗，计入最重的一类；罚没金额以处罚决定书载明的金额为准；带“余”“约”的数按所写的数计入合计，合计格标“约”。"

func sample() doc.Annex {
	return doc.Annex{
		Info: doc.Info{Title: "某街道2024年法治政府建设统计表", Author: "某街道办事处", Subject: "法治政府建设年度报告附表",
			Language: "zh-CN", Date: "2025-01-20"},
		Sheets: []doc.Sheet{coverSheet(), totalSheet(), shareSheet(), longSheet(60), checkSheet()},
	}
}

func coverSheet() doc.Sheet {
	s := doc.Sheet{Name: "封面", Widths: []int{4, 16, 40, 4}}
	s.Rows = append(s.Rows, doc.Row{Height: 60},
		doc.Row{Height: 60, Cells: []doc.Cell{text(doc.CellTitle, "法治政府建设统计表")}},
		row(centred(text(doc.CellNote, "（2024年度）"))), doc.Row{Height: 40})
	for _, f := range [][2]string{{"单位", "某某省某某市某某区人民政府某某街道办事处（含开发区管理委员会）"}, {"统一社会信用代码", "11330000000000000X"},
		{"行政区划代码", "330102001000000"}, {"填报人", ""}, {"审核人", ""}, {"单位负责人", ""}, {"联系电话", "0571-12345678"}, {"填报日期", "2025年1月20日"}} {
		s.Rows = append(s.Rows, row(doc.Cell{}, centred(text(doc.CellLabel, f[0])), text(doc.CellField, f[1])))
	}
	s.Rows = append(s.Rows, doc.Row{}, row(doc.Cell{}, wide(2, text(doc.CellNote, caliber))))
	return s
}

func totalSheet() doc.Sheet {
	s := doc.Sheet{Name: "总表", Widths: []int{5, 10, 26, 6, 12, 8, 12, 10, 10, 10, 20}, Head: 3, Landscape: true}
	s.Rows = append(s.Rows, row(text(doc.CellTitle, "2024年法治政府建设主要指标")), row(text(doc.CellNote, caliber)),
		heads("序号", "类别", "指标", "单位", "本年", "限定词", "上年", "增减", "同比", "正文位置", "备注"))
	for i, r := range []struct{ group, name, unit, now, format, about, last, place, note string }{
		{"执法", "行政执法案件总数", "宗", "286", "", "", "311", "一、（三）", ""},
		{"执法", "罚没金额", "元", "496793.68", "#,##0.00", "", "501200.5", "一、（三）", "以处罚决定书载明的金额为准，包括没收违法所得"},
		{"调解", "调处矛盾纠纷", "件", "935", `0"余"`, "余", "", "一、（五）", ""},
		{"普法", "发放宣传资料", "份", "81000", `[=81000]"8.1万";General`, "", "60000", "一、（六）", ""},
		{"普法", "开展“美好生活·民法典相伴”主题宣传及“宪法进万家”等各类普法活动", "场次", "150", "", "", "0", "一、（六）", "含与社区、学校、企业联合举办的活动"},
		{"信访", "受理信访", "件", "54", "", "", "105", "一、（五）", ""},
	} {
		n := i + 4
		last := doc.Cell{Style: doc.CellFigure, Format: r.format}
		delta, yoy := spoken(doc.CellResult, fmt.Sprintf(`IF(G%d="","",E%d-G%d)`, n, n, n), ""),
			spoken(doc.CellResult, fmt.Sprintf(`IF(N(G%d)=0,"—",(E%d-G%d)/G%d)`, n, n, n, n), "—")
		if r.last != "" {
			last = figure(doc.CellFigure, r.last, r.format)
			now := figure(doc.CellFigure, r.now, "")
			diff := new(big.Rat).Sub(now.Number, last.Number)
			delta.Number, delta.Format = diff, r.format
			if r.format != "#,##0.00" {
				delta.Format = ""
			}
			if last.Number.Sign() != 0 {
				yoy.Number, yoy.Format = new(big.Rat).Quo(diff, last.Number), "0.00%"
			}
		}
		yoy.Alert = fmt.Sprintf("ABS(N(I%d))>0.4", n)
		s.Rows = append(s.Rows, row(centred(figure(doc.CellLabel, fmt.Sprint(i+1), "")), centred(text(doc.CellText, r.group)),
			text(doc.CellText, r.name), centred(text(doc.CellText, r.unit)), figure(doc.CellFigure, r.now, r.format),
			centred(text(doc.CellText, r.about)), last, delta, yoy, centred(text(doc.CellText, r.place)), text(doc.CellText, r.note)))
	}
	return s
}

func shareSheet() doc.Sheet {
	s := doc.Sheet{Name: "表五 案件构成", Widths: []int{24, 12, 12}, Head: 3}
	s.Rows = append(s.Rows, row(text(doc.CellTitle, "2024年行政执法案件构成")),
		row(text(doc.CellNote, "单位：宗")), heads("领域", "本年", "占比"))
	counts := []int64{103, 1, 179, 3}
	for i, name := range []string{"住建类案件", "卫健类案件", "城管类案件", "应急类案件"} {
		s.Rows = append(s.Rows, row(text(doc.CellLabel, name), figure(doc.CellFigure, fmt.Sprint(counts[i]), ""),
			computed(doc.CellResult, fmt.Sprintf("B%d/B$8", i+4), fmt.Sprintf("%d/286", counts[i]), "0.00%")))
	}
	s.Rows = append(s.Rows, row(text(doc.CellTotal, "合计"), computed(doc.CellTotal, "SUM(B4:B7)", "286", ""),
		computed(doc.CellTotal, "SUM(C4:C7)", "1", "0.00%")))
	return s
}

func longSheet(n int) doc.Sheet {
	s := doc.Sheet{Name: "表九 矛盾调解", Widths: []int{6, 30, 12, 12, 12}, Head: 2, Landscape: true}
	s.Rows = append(s.Rows, row(text(doc.CellTitle, "矛盾纠纷调解情况")), heads("序号", "组织", "受理（件）", "成功（件）", "成功率"))
	in, won := 0, 0
	for i := range n {
		r := i + 3
		a, b := 10+i*7%40, 8+i*5%17
		b = min(a, b)
		in, won = in+a, won+b
		s.Rows = append(s.Rows, row(centred(figure(doc.CellLabel, fmt.Sprint(i+1), "")),
			text(doc.CellText, fmt.Sprintf("第%d社区人民调解委员会", i+1)),
			figure(doc.CellFigure, fmt.Sprint(a), ""), figure(doc.CellFigure, fmt.Sprint(b), ""),
			computed(doc.CellResult, fmt.Sprintf(`IF(C%d=0,"—",D%d/C%d)`, r, r, r), fmt.Sprintf("%d/%d", b, a), "0.00%")))
	}
	last := n + 2
	s.Rows = append(s.Rows, row(wide(2, text(doc.CellTotal, "合计")), doc.Cell{},
		computed(doc.CellTotal, fmt.Sprintf("SUM(C3:C%d)", last), fmt.Sprint(in), ""),
		computed(doc.CellTotal, fmt.Sprintf("SUM(D3:D%d)", last), fmt.Sprint(won), ""),
		computed(doc.CellTotal, fmt.Sprintf(`IF(C%d=0,"—",D%d/C%d)`, last+1, last+1, last+1), fmt.Sprintf("%d/%d", won, in), "0.00%")))
	return s
}

func checkSheet() doc.Sheet {
	s := doc.Sheet{Name: "校验", Widths: []int{10, 40, 12, 12, 10, 10}, Head: 2, Landscape: true}
	s.Rows = append(s.Rows, row(text(doc.CellTitle, "数据校验")), heads("规则号", "说明", "左式", "右式", "差", "结论"))
	share, total := Quote("表五 案件构成"), Quote("总表")
	for i, r := range []struct{ code, say, left, right, a, b, verdict string }{
		{"A1", "案件总数应等于各领域案件之和", total + "!E4", share + "!B8", "286", "286", "符合"},
		{"A2", "城管类案件不应少于住建类案件的两倍（示例：此条不符合，用来看浅红色的格）", share + "!B6", "2*" + share + "!B4", "179", "206", "不符"},
	} {
		n := i + 3
		diff := new(big.Rat).Sub(figure(0, r.a, "").Number, figure(0, r.b, "").Number)
		verdict := spoken(doc.CellResult, fmt.Sprintf(`IF(E%d=0,"符合","不符")`, n), r.verdict)
		verdict.Center, verdict.Alert = true, fmt.Sprintf("E%d<>0", n)
		s.Rows = append(s.Rows, row(centred(text(doc.CellLabel, r.code)), text(doc.CellText, r.say),
			computed(doc.CellResult, r.left, r.a, ""), computed(doc.CellResult, r.right, r.b, ""),
			doc.Cell{Style: doc.CellResult, Formula: fmt.Sprintf("C%d-D%d", n, n), Number: diff}, verdict))
	}
	s.Rows = append(s.Rows, row(centred(text(doc.CellLabel, "C05")), wide(5, text(doc.CellBad, "正文第二部分“一次办结率”未写明口径。"))))
	return s
}
