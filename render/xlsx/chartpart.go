// The chart part of a workbook, written element by element in the order of the schema
// (ISO 29500-1, 21.2 and annex A). Excel takes a part out of order for a damaged file.

package xlsx

import (
	"encoding/xml"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"nianbao/render/doc"
)

// Sizes of text in points, on paper.
const (
	chartTitleSize = 12
	chartTextSize  = 9
	chartLeastSize = 6
)

// Axes are told apart by any two numbers.
const categoryAxis, valueAxis = "100000001", "100000002"

const (
	outline  = "1F3350" // edges of bars and slices, so that light ones stand out from paper
	gridline = "D0D5DC"
	frame    = "A6A6A6"
)

// drawing is a chart whose references are looked up, while it is written.
type drawing struct {
	*doc.Chart
	series []series
	k      float64 // enlargement of text
	size   float64 // of all text but the title
	dense  bool    // too many categories to name each
	xml    strings.Builder
}

// drawing looks up the chart's references. Its errors go on from the chart's title.
func (b *book) drawing(c *doc.Chart, k float64) (*drawing, error) {
	d := &drawing{Chart: c, k: k, size: chartTextSize}
	switch n := len(c.Series); {
	case n == 0:
		return nil, fmt.Errorf("：没有数据")
	case n > 1 && c.Kind == doc.ChartPie:
		return nil, fmt.Errorf("：饼图只能有一组数，现有 %d 组", n)
	case c.Kind > doc.ChartLine:
		return nil, fmt.Errorf("：没有这种图")
	}
	for i := range c.Series {
		one, err := b.seriesOf(&c.Series[i], len(c.Series) > 1)
		if err != nil {
			return nil, fmt.Errorf("：第 %d 组数%w", i+1, err)
		}
		d.series = append(d.series, one)
	}
	return d, nil
}

// part is the whole part.
func (d *drawing) part() []byte {
	d.raw(xml.Header, `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"`,
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`,
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`,
		`<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart>`)
	d.title()
	d.raw(`<c:plotArea>`)
	if d.Kind == doc.ChartPie && d.Labels { // room for the labels around
		d.raw(`<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>`,
			`<c:x val="0.25"/><c:y val="0.27"/><c:w val="0.5"/><c:h val="0.6"/></c:manualLayout></c:layout>`)
	} else {
		d.raw(`<c:layout/>`)
	}
	switch d.Kind {
	case doc.ChartPie:
		d.raw(`<c:pieChart><c:varyColors val="1"/>`)
		d.allSeries()
		d.raw(`<c:firstSliceAng val="0"/></c:pieChart>`)
	case doc.ChartLine:
		d.raw(`<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>`)
		d.allSeries()
		d.raw(`<c:marker val="1"/><c:axId val="`, categoryAxis, `"/><c:axId val="`, valueAxis, `"/></c:lineChart>`)
		d.axes()
	default:
		direction := "col"
		if d.Kind == doc.ChartBar {
			direction = "bar"
		}
		d.raw(`<c:barChart><c:barDir val="`, direction, `"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
		d.allSeries()
		d.raw(`<c:gapWidth val="60"/><c:axId val="`, categoryAxis, `"/><c:axId val="`, valueAxis, `"/></c:barChart>`)
		d.axes()
	}
	d.raw(`<c:spPr><a:noFill/></c:spPr></c:plotArea>`)
	if len(d.series) > 1 || d.Kind == doc.ChartPie && !d.Labels {
		d.raw(`<c:legend><c:legendPos val="b"/><c:overlay val="0"/>`)
		d.text()
		d.raw(`</c:legend>`)
	}
	// Rows a filter hides are hidden in the chart, too.
	d.raw(`<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr>`)
	d.fill("FFFFFF")
	d.line(frame, 0.75, "")
	d.raw(`</c:spPr>`)
	d.text()
	d.raw(`</c:chartSpace>`)
	return []byte(d.xml.String())
}

// raw writes markup as it is.
func (d *drawing) raw(parts ...string) {
	for _, s := range parts {
		d.xml.WriteString(s)
	}
}

// escaped writes text. A Builder takes everything.
func (d *drawing) escaped(s string) { _ = xml.EscapeText(&d.xml, []byte(s)) }

// title is the title above the chart; without one, readers must not put the series'
// name in its place.
func (d *drawing) title() {
	if d.Title == "" {
		d.raw(`<c:autoTitleDeleted val="1"/>`)
		return
	}
	d.raw(`<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>`)
	for line := range strings.SplitSeq(d.Title, "\n") {
		d.raw(`<a:p><a:pPr>`)
		d.face("defRPr", "", faceTitle, chartTitleSize)
		d.raw(`</a:pPr><a:r>`)
		d.face("rPr", ` lang="zh-CN"`, faceTitle, chartTitleSize)
		d.raw(`<a:t>`)
		d.escaped(line)
		d.raw(`</a:t></a:r></a:p>`)
	}
	d.raw(`</c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>`)
}

// text is the look of labels in the text face.
func (d *drawing) text() {
	d.raw(`<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>`)
	d.face("defRPr", "", faceText, d.size)
	d.raw(`</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`)
}

// face names the face for Latin and for Chinese; with the Latin one alone Chinese
// falls to the theme's.
func (d *drawing) face(element, attrs, face string, size float64) {
	fmt.Fprintf(&d.xml, `<a:%s%s sz="%d" b="0">`, element, attrs, int(size*d.k*2+0.5)*50)
	d.fill(ink)
	fmt.Fprintf(&d.xml, `<a:latin typeface="%s"/><a:ea typeface="%s"/></a:%s>`, face, face, element)
}

func (d *drawing) fill(colour string) {
	d.raw(`<a:solidFill><a:srgbClr val="`, colour, `"/></a:solidFill>`)
}

// line draws an edge; dash is a preset dash, "" for solid.
func (d *drawing) line(colour string, points float64, dash string) {
	fmt.Fprintf(&d.xml, `<a:ln w="%d">`, int(points*d.k*12700))
	d.fill(colour)
	if dash != "" {
		d.raw(`<a:prstDash val="`, dash, `"/>`)
	}
	d.raw(`</a:ln>`)
}

// axes are the category and the value axis.
func (d *drawing) axes() {
	// A bar chart counts its categories upwards; turned round, the first row stands on
	// top, and the value axis crosses at the last to stay at the foot.
	order, category, value, crosses := "minMax", "b", "l", "autoZero"
	if d.Kind == doc.ChartBar {
		order, category, value, crosses = "maxMin", "l", "b", "max"
	}
	d.raw(`<c:catAx><c:axId val="`, categoryAxis, `"/><c:scaling><c:orientation val="`, order, `"/></c:scaling>`,
		`<c:delete val="0"/><c:axPos val="`, category, `"/><c:numFmt formatCode="General" sourceLinked="0"/>`,
		`<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>`)
	d.line(frame, 0.75, "")
	d.raw(`</c:spPr>`)
	d.text()
	d.raw(`<c:crossAx val="`, valueAxis, `"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>`,
		`<c:lblOffset val="100"/>`)
	if d.Kind == doc.ChartBar && !d.dense {
		d.raw(`<c:tickLblSkip val="1"/>`)
	}
	d.raw(`<c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId val="`, valueAxis, `"/>`)
	step := d.scaling()
	d.raw(`<c:delete val="0"/><c:axPos val="`, value, `"/><c:majorGridlines><c:spPr>`)
	d.line(gridline, 0.5, "")
	d.raw(`</c:spPr></c:majorGridlines><c:numFmt formatCode="`)
	d.escaped(d.axisFormat())
	d.raw(`" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>`,
		`<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>`)
	d.text()
	d.raw(`<c:crossAx val="`, categoryAxis, `"/><c:crosses val="`, crosses, `"/><c:crossBetween val="between"/>`)
	if step != "" {
		d.raw(`<c:majorUnit val="`, step, `"/>`)
	}
	d.raw(`</c:valAx>`)
}

// scaling sets where the value axis begins and ends as far as readers choose badly,
// and returns the step of its marks, "" for theirs.
func (d *drawing) scaling() (step string) {
	least, most, whole := d.spread()
	line := d.Kind == doc.ChartLine
	least0, most0 := "", ""
	if !line && least >= 0 {
		least0 = `<c:min val="0"/>` // Excel begins close below the smallest bar where all are long
	}
	switch percent := strings.Contains(d.axisFormat(), "%"); {
	case percent && 0.8 < most && most <= 1: // readers go on to 120 %
		switch {
		case line:
			most0 = `<c:max val="1"/>`
		case d.Labels: // they stand behind the end of the bars
			most0, step = `<c:max val="1.1"/>`, "0.2"
		default:
			most0, step = `<c:max val="1"/>`, "0.2"
		}
	case !percent && whole && 0 < most && most <= 5 && least >= 0:
		step = "1" // no half cases
	}
	d.raw(`<c:scaling><c:orientation val="minMax"/>`, most0, least0, `</c:scaling>`)
	return step
}

// spread is the smallest and the largest value, and whether all are whole.
func (d *drawing) spread() (least, most float64, whole bool) {
	whole = true
	for i := range d.series {
		for _, c := range d.series[i].values.cells {
			if c == nil || c.Number == nil {
				continue
			}
			f, _ := c.Number.Float64()
			least, most, whole = min(least, f), max(most, f), whole && c.Number.IsInt()
		}
	}
	return least, most, whole
}

// axisFormat is the format of the value axis: that of the chart, else the one all
// values share, unless it holds words (0"余") that are true of one figure only.
func (d *drawing) axisFormat() string {
	if d.Format != "" {
		return d.Format
	}
	format, first := "", true
	for i := range d.series {
		for _, c := range d.series[i].values.cells {
			switch {
			case c == nil || c.Number == nil:
			case first:
				format, first = c.Format, false
			case format != c.Format:
				return general
			}
		}
	}
	if format == "" || strings.ContainsAny(format, `"[\@`) {
		return general
	}
	return format
}

const general = "General"

// decimal is the shortest decimal of a figure that gives the stored number again.
func decimal(n *big.Rat) string {
	f, _ := n.Float64()
	return strconv.FormatFloat(f, 'f', -1, 64)
}
