// The series of a chart: their colours, labels and stored values.

package xlsx

import (
	"fmt"
	"strconv"

	"nianbao/render/doc"
)

// shade fills series or slice i of n: dark and light blue-grey by turns, each of
// another grey when printed black and white, then hatchings. From the tenth on they
// come again; the last slice of a pie must not look like the first, which it touches.
func (d *drawing) shade(i, n int) {
	shades := [...]string{"2F4B6E", "B4C5DA", "6983A6", "DCE4EE", "172840", "8FA5C2"}
	hatchings := [...]string{"wdUpDiag", "smGrid", "dkHorz"}
	all := len(shades) + len(hatchings)
	if i > 0 && i == n-1 && i%all == 0 {
		i = 2
	}
	if i %= all; i < len(shades) {
		d.fill(shades[i])
		return
	}
	d.raw(`<a:pattFill prst="`, hatchings[i-len(shades)], `"><a:fgClr><a:srgbClr val="`, outline,
		`"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>`)
}

// stroke is the colour, the dash and the marker of line i: thin lines are told apart
// by the last two, not by their grey.
func stroke(i int) (colour, dash, marker string) {
	colours := [...]string{"2F4B6E", "6983A6", "172840"}
	dashes := [...]string{"", "dash", "sysDot", "dashDot", "lgDash"}
	markers := [...]string{"circle", "square", "triangle", "diamond"}
	return colours[i%len(colours)], dashes[i%len(dashes)], markers[i%len(markers)]
}

func (d *drawing) allSeries() {
	for i := range d.series {
		d.one(i, &d.series[i])
	}
}

// one writes series i.
func (d *drawing) one(i int, s *series) {
	fmt.Fprintf(&d.xml, `<c:ser><c:idx val="%d"/><c:order val="%d"/>`, i, i)
	d.name(s)
	switch d.Kind {
	case doc.ChartPie:
		n := len(s.values.cells)
		for p := range n {
			fmt.Fprintf(&d.xml, `<c:dPt><c:idx val="%d"/><c:bubble3D val="0"/><c:spPr>`, p)
			d.shade(p, n)
			d.line(outline, 0.5, "")
			d.raw(`</c:spPr></c:dPt>`)
		}
	case doc.ChartLine:
		colour, dash, marker := stroke(i)
		d.raw(`<c:spPr>`)
		d.line(colour, 1.75, dash)
		fmt.Fprintf(&d.xml, `</c:spPr><c:marker><c:symbol val="%s"/><c:size val="%d"/><c:spPr>`, marker, min(int(6*d.k), 72))
		d.fill(colour)
		d.line(colour, 0.5, "")
		d.raw(`</c:spPr></c:marker>`)
	default:
		d.raw(`<c:spPr>`)
		d.shade(i, 0)
		d.line(outline, 0.5, "")
		d.raw(`</c:spPr><c:invertIfNegative val="0"/>`)
	}
	d.labels(s)
	d.raw(`<c:cat>`)
	d.categories(&s.categories)
	d.raw(`</c:cat><c:val>`)
	d.numbers(&s.values)
	d.raw(`</c:val>`)
	if d.Kind == doc.ChartLine {
		d.raw(`<c:smooth val="0"/>`)
	}
	d.raw(`</c:ser>`)
}

// name is the name of a series, a reference with its text or the text alone.
func (d *drawing) name(s *series) {
	switch {
	case s.name != "":
		d.raw(`<c:tx><c:strRef><c:f>`)
		d.escaped(s.name)
		d.raw(`</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>`)
		d.escaped(s.text)
		d.raw(`</c:v></c:pt></c:strCache></c:strRef></c:tx>`)
	case s.text != "":
		d.raw(`<c:tx><c:v>`)
		d.escaped(s.text)
		d.raw(`</c:v></c:tx>`)
	}
}

// labels writes the values beside bars and points; at a slice its category stands
// before the value, so that no legend is needed.
func (d *drawing) labels(s *series) {
	if !d.Labels {
		return
	}
	d.raw(`<c:dLbls>`)
	pie := d.Kind == doc.ChartPie
	if pie { // a slice of nothing has no place; its label would lie over a neighbour's
		for p, c := range s.values.cells {
			if c == nil || c.Number == nil || c.Number.Sign() == 0 {
				fmt.Fprintf(&d.xml, `<c:dLbl><c:idx val="%d"/><c:delete val="1"/></c:dLbl>`, p)
			}
		}
	}
	format, linked := general, "1"
	if d.Format != "" {
		format, linked = d.Format, "0"
	}
	d.raw(`<c:numFmt formatCode="`)
	d.escaped(format)
	d.raw(`" sourceLinked="`, linked, `"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`)
	d.text()
	place, category := "outEnd", "0"
	switch {
	case pie:
		category = "1"
	case d.Kind == doc.ChartLine:
		place = "t"
	}
	d.raw(`<c:dLblPos val="`, place, `"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="`, category,
		`"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`)
	if pie {
		d.raw(`<c:separator>　</c:separator><c:showLeaderLines val="1"/>`)
	}
	d.raw(`</c:dLbls>`)
}

// categories writes the categories with what stands there: as figures when all are.
func (d *drawing) categories(at *source) {
	figures := true
	for _, c := range at.cells {
		figures = figures && (c == nil || c.Number != nil)
	}
	if figures {
		d.numbers(at)
		return
	}
	d.raw(`<c:strRef><c:f>`)
	d.escaped(at.ref)
	d.raw(`</c:f><c:strCache><c:ptCount val="`, strconv.Itoa(len(at.cells)), `"/>`)
	for p, c := range at.cells {
		if c == nil {
			continue
		}
		fmt.Fprintf(&d.xml, `<c:pt idx="%d"><c:v>`, p)
		d.escaped(textOf(c))
		d.raw(`</c:v></c:pt>`)
	}
	d.raw(`</c:strCache></c:strRef>`)
}

// numbers writes figures with their values and formats.
func (d *drawing) numbers(at *source) {
	d.raw(`<c:numRef><c:f>`)
	d.escaped(at.ref)
	d.raw(`</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="`, strconv.Itoa(len(at.cells)), `"/>`)
	for p, c := range at.cells {
		if c == nil || c.Number == nil {
			continue
		}
		fmt.Fprintf(&d.xml, `<c:pt idx="%d"`, p)
		if c.Format != "" {
			d.raw(` formatCode="`)
			d.escaped(c.Format)
			d.raw(`"`)
		}
		d.raw(`><c:v>`, decimal(c.Number), `</c:v></c:pt>`)
	}
	d.raw(`</c:numCache></c:numRef>`)
}
