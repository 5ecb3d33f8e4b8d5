// chart.go writes figures as charts of DrawingML (ISO 29500-1, 21.2): Word and WPS draw
// them and let a person change their look. The values are in the chart itself; there is
// no workbook behind them, for the figures are changed in the data file.

package docx

import (
	"fmt"
	"math/big"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// figure is what is counted, the chart, the caption.
func (b *body) figure(x doc.Figure) {
	if len(x.Categories) == 0 || len(x.Series) == 0 {
		return
	}
	s := b.base
	if h := x.Heading(); h != "" {
		b.say(paraProps{style: styleTableNote, keepNext: true}, h, runProps{}.text(h))
	}
	b.charts = append(b.charts, b.chart(x))
	b.pictures++
	n := len(b.charts)
	rows := chartRows(x, s)
	drawing := fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="%s" descr="%s"/><wp:cNvGraphicFramePr/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rIdChart%d"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
		s.TypeWidth, page.Length(rows)*s.RowPitch()-page.Point, b.pictures, esc(x.Caption), esc(x.Alt), n)
	b.add(paraProps{style: styleFigure, keepNext: x.Caption != ""}, drawing)
	if x.Caption != "" {
		b.say(paraProps{style: styleCaption}, x.Caption, b.text(x.Caption, s.Faces.TableHead, s.Faces.TitleLatin))
	}
}

// chartRows is how many rows of the grid a chart takes: bars need room by their number,
// columns and lines have a plot of one height, with the names below.
func chartRows(x doc.Figure, s *gbt9704.Sheet) int {
	rows := s.Figure.PlotRows + 3
	if x.Shape == doc.ChartBar {
		bar := s.Table * 3 / 2
		rows = int((page.Length(len(x.Categories)*len(x.Series))*bar+2*s.RowPitch())/s.RowPitch()) + 1
	}
	if len(x.Series) > 1 {
		rows++
	}
	return min(max(rows, s.Figure.LeastRows+2), s.Rows*s.Figure.Share/100)
}

// chart is the part of a chart.
func (b *body) chart(x doc.Figure) string {
	s := b.base
	var c strings.Builder
	c.WriteString(xmlHead + `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>`)
	kind := "barChart"
	switch x.Shape {
	case doc.ChartLine:
		kind = "lineChart"
		c.WriteString(`<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>`)
	case doc.ChartBar:
		c.WriteString(`<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
	default:
		c.WriteString(`<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
	}
	for i, p := range x.Series {
		c.WriteString(b.series(x, i, p))
	}
	if kind == "lineChart" {
		c.WriteString(`<c:marker val="1"/>`)
	} else {
		c.WriteString(`<c:gapWidth val="60"/>`)
	}
	c.WriteString(`<c:axId val="1"/><c:axId val="2"/></c:` + kind + `>`)
	c.WriteString(b.axes(x) + bare + `</c:plotArea>`)
	if len(x.Series) > 1 {
		c.WriteString(`<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>`)
	}
	c.WriteString(`<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>` + bare + b.chartText(s.Table) + `</c:chartSpace>`)
	return c.String()
}

// axes: bars run downwards in the order given.
func (b *body) axes(x doc.Figure) string {
	s := b.base
	order, cat, val, cross := "minMax", "b", "l", "autoZero"
	if x.Shape == doc.ChartBar {
		order, cat, val, cross = "maxMin", "l", "b", "max"
	}
	marks := x.Axis()
	most := marks[len(marks)-1].Value
	step := new(big.Rat).Sub(marks[1].Value, marks[0].Value)
	format := "General"
	if x.Percent {
		format = "0.##%"
	}
	line := func(w page.Length, c page.Color) string {
		return `<c:spPr>` + stroke(w, c) + `</c:spPr>`
	}
	ink := page.Color{}
	return `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="` + order + `"/></c:scaling><c:delete val="0"/><c:axPos val="` + cat + `"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>` + line(s.Figure.Axis, ink) + `<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>` +
		`<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="` + decimal(most) + `"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="` + val + `"/><c:majorGridlines>` + line(s.Figure.Grid, s.Figure.GridInk) + `</c:majorGridlines><c:numFmt formatCode="` + format + `" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="1"/><c:crosses val="` + cross + `"/><c:crossBetween val="between"/><c:majorUnit val="` + decimal(step) + `"/></c:valAx>`
}

// series is one set of values, each labelled as it is written.
func (b *body) series(x doc.Figure, i int, p doc.Plot) string {
	s := b.base
	ink := s.Figure.Inks[i%len(s.Figure.Inks)]
	var c strings.Builder
	fmt.Fprintf(&c, `<c:ser><c:idx val="%d"/><c:order val="%[1]d"/><c:tx><c:v>%s</c:v></c:tx>`, i, esc(p.Name))
	if x.Shape == doc.ChartLine {
		c.WriteString(`<c:spPr>` + stroke(s.Figure.Stroke, ink.Line) + `</c:spPr><c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>` + solid(ink.Fill) + stroke(s.Figure.Edge, ink.Edge) + `</c:spPr></c:marker>`)
	} else {
		c.WriteString(`<c:spPr>` + solid(ink.Fill) + stroke(s.Figure.Edge, ink.Edge) + `</c:spPr><c:invertIfNegative val="0"/>`)
	}
	pos := "outEnd"
	if x.Shape == doc.ChartLine {
		pos = "t"
	}
	shows := `<c:dLblPos val="` + pos + `"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`
	c.WriteString(`<c:dLbls>`)
	for k := range x.Categories {
		if v := p.At(k); v.Value != nil {
			fmt.Fprintf(&c, `<c:dLbl><c:idx val="%d"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="zh-CN"/><a:t>%s</a:t></a:r></a:p></c:rich></c:tx>%s</c:dLbl>`, k, esc(v.Shown), shows)
		}
	}
	c.WriteString(shows + `</c:dLbls><c:cat><c:strLit>`)
	fmt.Fprintf(&c, `<c:ptCount val="%d"/>`, len(x.Categories))
	for k, name := range x.Categories {
		fmt.Fprintf(&c, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, k, esc(name))
	}
	fmt.Fprintf(&c, `</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="%d"/>`, len(x.Categories))
	for k := range x.Categories {
		if v := p.At(k); v.Value != nil {
			fmt.Fprintf(&c, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, k, decimal(v.Value))
		}
	}
	c.WriteString(`</c:numLit></c:val>`)
	if x.Shape == doc.ChartLine {
		c.WriteString(`<c:smooth val="0"/>`)
	}
	return c.String() + `</c:ser>`
}

// decimal writes a value for a chart, which has no exact ones.
func decimal(v *big.Rat) string {
	s := v.FloatString(10)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

func hex(c page.Color) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

func solid(c page.Color) string {
	return `<a:solidFill><a:srgbClr val="` + hex(c) + `"/></a:solidFill>`
}

func stroke(w page.Length, c page.Color) string {
	return fmt.Sprintf(`<a:ln w="%d">%s</a:ln>`, w, solid(c))
}

// bare is a ground without colour and edge.
const bare = `<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`

// chartText is the face and size of all text of a chart.
func (b *body) chartText(size page.Length) string {
	f, _, _ := b.names.faces(b.base.Faces.Body, "")
	return fmt.Sprintf(`<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d">%s<a:latin typeface="%s"/><a:ea typeface="%s"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`,
		size*100/page.Point, solid(page.Color{}), esc(f.latin), esc(f.chinese))
}
