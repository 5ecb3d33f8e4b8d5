package gbt9704

import "nianbao/render/page"

// FigureStyle is how figures in the text look. The standard has no rule for them; it
// asks that what is printed be black unless said otherwise (5.2.4), so type is black
// and the inks are few, dark against light, and told apart on a black-and-white
// printer.
type FigureStyle struct {
	PlotRows  int // grid rows the plot of columns and lines takes at least
	LeastRows int // the same where names and values leave too little of the page
	Share     int // hundredths of the page a figure should not go beyond

	Axis, Grid, Edge page.Length // weights: axis of categories, marks of the axis of values, edge of bars
	Stroke           page.Length // of a line through points
	GridInk, Paper   page.Color
	Inks             [4]Ink // of the sets of values, in turn
}

// Ink is how one set of values is drawn.
type Ink struct {
	Fill, Edge page.Color // of bars, columns and marks at points
	Line       page.Color // of a line through points
}

func figureStyle() FigureStyle {
	dark, mid, light := grey(0x2B, 0x43, 0x66), grey(0x7F, 0x8C, 0x9E), grey(0xD3, 0xDA, 0xE3)
	white := grey(0xFF, 0xFF, 0xFF)
	return FigureStyle{
		PlotRows: 5, LeastRows: 3, Share: 75,
		Axis: pt, Grid: pt * 2 / 5, Edge: pt / 2, Stroke: pt * 3 / 2, GridInk: grey(0xC4, 0xC8, 0xCE), Paper: white,
		Inks: [4]Ink{
			{Fill: dark, Edge: dark, Line: dark},
			{Fill: light, Edge: dark, Line: mid},
			{Fill: white, Edge: dark, Line: grey(0xA8, 0xB2, 0xC0)},
			{Fill: mid, Edge: dark, Line: grey(0x55, 0x66, 0x80)},
		},
	}
}

// grey is a colour; all of them are near to grey.
func grey(r, g, b uint8) page.Color { return page.Color{R: r, G: g, B: b} }
