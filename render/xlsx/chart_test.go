package xlsx

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"nianbao/render/doc"
)

// TestChartSchema: the children of every element of a chart stand in the order of the
// schema (ISO 29500-1, annex A.5.1), which Excel insists on.
func TestChartSchema(t *testing.T) {
	const label = "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator showLeaderLines leaderLines"
	const axis = "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt "
	const ser = "idx order tx spPr "
	order := map[string]string{
		"chartSpace": "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr externalData printSettings userShapes",
		"chart":      "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs",
		"title":      "tx layout overlay spPr txPr", "legend": "legendPos legendEntry layout overlay spPr txPr",
		"plotArea": "layout barChart lineChart pieChart catAx valAx dTable spPr",
		"barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId", "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
		"pieChart": "varyColors ser dLbls firstSliceAng", "barChart/ser": ser + "invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape",
		"lineChart/ser": ser + "marker dPt dLbls trendline errBars cat val smooth", "pieChart/ser": ser + "explosion dPt dLbls cat val",
		"dPt": "idx invertIfNegative marker bubble3D explosion spPr", "dLbls": "dLbl " + label, "dLbl": label, "marker": "symbol size spPr",
		"catAx": axis + "auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl", "valAx": axis + "crossBetween majorUnit minorUnit dispUnits",
		"scaling": "logBase orientation max min", "tx": "strRef rich v", "rich": "bodyPr lstStyle p", "txPr": "bodyPr lstStyle p", "p": "pPr r endParaRPr",
		"r": "rPr t", "rPr": "ln solidFill latin ea cs", "defRPr": "ln solidFill latin ea cs", "spPr": "noFill solidFill pattFill ln", "ln": "noFill solidFill prstDash",
		"cat": "numRef strRef", "val": "numRef", "strRef": "f strCache", "numRef": "f numCache", "strCache": "ptCount pt", "numCache": "formatCode ptCount pt", "pt": "v",
		"pattFill": "fgClr bgClr", "layout": "manualLayout", "manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
		"pPr": "defRPr", "majorGridlines": "spPr", "solidFill": "srgbClr", "fgClr": "srgbClr", "bgClr": "srgbClr",
	}
	charts := 0
	for name, part := range unzip(t, write(t, charted())) {
		if !strings.HasPrefix(name, "xl/charts/") {
			continue
		}
		charts++
		var path []string
		var at []int
		for d := xml.NewDecoder(strings.NewReader(part)); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s：%v", name, err)
			}
			switch e := token.(type) {
			case xml.StartElement:
				if n := len(path); n > 0 {
					children := order[path[n-1]]
					if n > 1 && order[path[n-2]+"/"+path[n-1]] != "" {
						children = order[path[n-2]+"/"+path[n-1]]
					}
					i := slices.Index(strings.Fields(children), e.Name.Local)
					if i < at[n-1] {
						t.Errorf("%s：%s 里的 %s 不在其位", name, strings.Join(path, "/"), e.Name.Local)
					}
					at[n-1] = i
				}
				path, at = append(path, e.Name.Local), append(at, 0)
			case xml.EndElement:
				path, at = path[:len(path)-1], at[:len(at)-1]
			}
		}
	}
	if charts != 9 {
		t.Errorf("有 %d 个图", charts)
	}
}

// drawn writes one sheet with a chart and returns the chart, the drawing and the sheet.
func drawn(t *testing.T, s doc.Sheet) (chart, anchor, sheet string) {
	t.Helper()
	parts := unzip(t, write(t, doc.Annex{Sheets: []doc.Sheet{s}}))
	return parts["xl/charts/chart1.xml"], parts["xl/drawings/drawing1.xml"], parts["xl/worksheets/sheet1.xml"]
}

// counted is a sheet of n rows, without heads, and a chart of them.
func counted(n int, kind doc.ChartKind, values ...string) doc.Sheet {
	s := doc.Sheet{Name: "表", Widths: []int{30, 20}}
	for i := range n {
		s.Rows = append(s.Rows, row(text(doc.CellLabel, fmt.Sprintf("第%d类", i+1)), figure(doc.CellFigure, values[i%len(values)], "")))
	}
	s.Charts = []doc.Chart{{Kind: kind, Title: "图", Labels: true, Series: []doc.Series{{Categories: cells("表", "A", 1, n), Values: cells("表", "B", 1, n)}}}}
	return s
}

// TestChartLook: what a reader must find in the chart.
func TestChartLook(t *testing.T) {
	two := counted(3, doc.ChartColumn, "103", "1", "179")
	two.Charts[0].Series = append(two.Charts[0].Series, two.Charts[0].Series[0])
	two.Charts[0].Series[0].Name, two.Charts[0].Series[1].Name = "本年<1>", "'表'!A1"
	formatted := counted(2, doc.ChartBar, "1/2", "9/10")
	formatted.Charts[0].Format = "0.0%"
	zero := counted(3, doc.ChartPie, "1", "0", "2")
	words := counted(2, doc.ChartBar, "935", "80")
	words.Rows[0].Cells[1].Format = `0"余"`
	untitled := counted(2, doc.ChartLine, "1", "2")
	untitled.Charts[0].Title, untitled.Charts[0].Labels = "", false
	for _, c := range []struct {
		name          string
		sheet         doc.Sheet
		holds, lacks  string
		second, third string
	}{
		{"条形自上而下", counted(3, doc.ChartBar, "1"), `<c:orientation val="maxMin"/>`, `<c:legend>`, `<c:crosses val="max"/>`, `<c:min val="0"/>`},
		{"柱形", counted(3, doc.ChartColumn, "9"), `<c:barDir val="col"/>`, `maxMin`, `<c:showVal val="1"/>`, `<a:ea typeface="宋体"/>`},
		{"存着值", counted(2, doc.ChartBar, "103", "1"), `<c:pt idx="0"><c:v>103</c:v></c:pt>`, `prstDash`, `<c:v>第2类</c:v>`, `<c:f>&#39;表&#39;!$B$1:$B$2</c:f>`},
		{"件数没有半件", counted(2, doc.ChartBar, "1", "3"), `<c:majorUnit val="1"/>`, `<c:max `, "", ""},
		{"两组", two, `<c:legendPos val="b"/>`, "", `<c:tx><c:v>本年&lt;1&gt;</c:v></c:tx>`, `<c:v>第1类</c:v></c:pt></c:strCache></c:strRef></c:tx>`},
		{"格式", formatted, `<c:numFmt formatCode="0.0%" sourceLinked="0"/>`, `sourceLinked="1"`, `<c:max val="1.1"/>`, ""},
		{"饼图零不标", zero, `<c:dLbl><c:idx val="1"/><c:delete val="1"/></c:dLbl>`, `<c:legend>`, `<c:showCatName val="1"/>`, ""},
		{"余字只在标签上", words, `<c:pt idx="0" formatCode="0&#34;余&#34;">`, "", `<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>`, `<c:numFmt formatCode="General" sourceLinked="1"/>`},
		{"没有题", untitled, `<c:autoTitleDeleted val="1"/>`, `<c:title>`, `<c:symbol val="circle"/>`, `<c:smooth val="0"/>`},
	} {
		chart, _, _ := drawn(t, c.sheet)
		for _, want := range []string{c.holds, c.second, c.third} {
			if !strings.Contains(chart, want) {
				t.Errorf("%s：没有 %s\n%s", c.name, want, chart)
			}
		}
		if c.lacks != "" && strings.Contains(chart, c.lacks) {
			t.Errorf("%s：不应有 %s", c.name, c.lacks)
		}
	}
}

// TestChartPlace: charts stand below the rows and as wide as the columns, between
// whole rows; one that would be cut begins a page. When the anchors are others,
// excelize reckons other pixels, and chartColumns must follow.
func TestChartPlace(t *testing.T) {
	const rows = `<xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>57150</xdr:rowOff></xdr:from><xdr:to><xdr:col>%d</xdr:col>`
	narrow := counted(2, doc.ChartBar, "1")
	narrow.Widths = []int{10, 8}
	wide := counted(2, doc.ChartBar, "1")
	wide.Widths = []int{90, 90, 90}
	for _, c := range []struct {
		name        string
		sheet       doc.Sheet
		row, column int
		breaks      string
	}{
		{"表有两列", counted(2, doc.ChartBar, "1"), 3, 1, ""},
		{"窄表的图比表宽", narrow, 3, 5, ""},
		{"很宽的表不全占", wide, 3, 0, ""},
		{"页末放不下", counted(24, doc.ChartBar, "1"), 25, 1, `<brk id="25"`},
		{"很多类也不过一页", counted(300, doc.ChartBar, "1"), 301, 1, `<brk id="301"`},
	} {
		_, anchor, sheet := drawn(t, c.sheet)
		if want := fmt.Sprintf(rows, c.row, c.column); !strings.Contains(anchor, want) {
			t.Errorf("%s：要 %s\n有 %s", c.name, want, anchor)
		}
		if !strings.Contains(sheet, c.breaks) || c.breaks == "" && strings.Contains(sheet, "<brk") {
			t.Errorf("%s：分页不是 %q", c.name, c.breaks)
		}
	}
	parts := unzip(t, write(t, doc.Annex{Sheets: []doc.Sheet{counted(2, doc.ChartBar, "1")}}))
	if want := `name="_xlnm.Print_Area">&#39;表&#39;!$A$1:$B$14<`; !strings.Contains(parts["xl/workbook.xml"], want) {
		t.Errorf("打印区域不是 %s：%s", want, parts["xl/workbook.xml"])
	}
}

// TestChartRefuses: a reference that leads nowhere is said with the sheet and chart.
func TestChartRefuses(t *testing.T) {
	good := doc.Series{Name: "数", Categories: "'表'!$A$1:$A$2", Values: "'表'!$B$1:$B$2"}
	with := func(change func(*doc.Chart)) doc.Annex {
		s := counted(2, doc.ChartBar, "1")
		s.Charts[0].Series = []doc.Series{good}
		change(&s.Charts[0])
		return doc.Annex{Sheets: []doc.Sheet{s}}
	}
	values := func(ref string) doc.Annex {
		return with(func(c *doc.Chart) { c.Series[0].Values = ref })
	}
	const at = "工作表“表”的第 1 个图“图”："
	for _, c := range []struct {
		annex doc.Annex
		want  string
	}{
		{with(func(c *doc.Chart) { c.Series = nil }), at + "没有数据"},
		{with(func(c *doc.Chart) { c.Series, c.Kind = []doc.Series{good, good}, doc.ChartPie }), at + "饼图只能有一组数，现有 2 组"},
		{with(func(c *doc.Chart) { c.Kind = 9 }), at + "没有这种图"},
		{with(func(c *doc.Chart) { c.Series = append(c.Series, good); c.Series[1].Name = "" }), at + "第 2 组数没有名称，图例里分不清各组"},
		{with(func(c *doc.Chart) { c.Series[0].Name = "'无'!A1" }), at + "第 1 组数的名称“'无'!A1”指向的工作表“无”不在工作簿里"},
		{with(func(c *doc.Chart) { c.Series[0].Name = "'表'!A1:A2" }), at + "第 1 组数的名称“'表'!A1:A2”应是一格"},
		{with(func(c *doc.Chart) { c.Series[0].Categories = "" }), at + "第 1 组数没有写分类的区域"},
		{with(func(c *doc.Chart) { c.Series[0].Categories = "'表'!A1" }), at + "第 1 组数有 1 个分类，却有 2 个数值"},
		{values(""), at + "第 1 组数没有写数值的区域"},
		{values("B1:B2"), at + "第 1 组数的数值区域“B1:B2”不是“'表名'!$A$1:$A$9”这样的区域"},
		{values("'无表'!$B$1:$B$2"), at + "第 1 组数的数值区域“'无表'!$B$1:$B$2”指向的工作表“无表”不在工作簿里"},
		{values("'表'!$B$1:$B$3"), at + "第 1 组数的数值区域“'表'!$B$1:$B$3”超出了工作表“表”的 2 行 2 列"},
		{values("'表'!$C$1:$C$2"), at + "第 1 组数的数值区域“'表'!$C$1:$C$2”超出了工作表“表”的 2 行 2 列"},
		{values("'表'!$A$1:$B$2"), at + "第 1 组数的数值区域“'表'!$A$1:$B$2”有几行又有几列，应只有一行或一列"},
		{values("'表'!合计"), at + "第 1 组数的数值区域“'表'!合计”里的“合计”不是单元格区域"},
	} {
		_, err := Write(c.annex)
		if err == nil || err.Error() != c.want {
			t.Errorf("要 %q\n有 %v", c.want, err)
		}
	}
}

// TestChartAcross: a row of cells, a sheet whose name must be quoted, in another case.
func TestChartAcross(t *testing.T) {
	s := doc.Sheet{Name: "It's A", Rows: []doc.Row{heads("甲", "乙"), row(figure(doc.CellFigure, "1", ""), figure(doc.CellFigure, "2.5", ""))}}
	s.Charts = []doc.Chart{{Series: []doc.Series{{Name: "甲!乙", Categories: "'it''s a'!A1:B1", Values: "'It''s A'!B2:A2"}}}}
	chart, _, _ := drawn(t, s)
	for _, want := range []string{`<c:v>甲!乙</c:v>`, `&#39;It&#39;&#39;s A&#39;!$A$1:$B$1</c:f>`, `$A$2:$B$2</c:f>`, `<c:v>2.5</c:v>`} {
		if !strings.Contains(chart, want) {
			t.Errorf("没有 %s：%s", want, chart)
		}
	}
}
