package page

import (
	"fmt"
	"strconv"
	"strings"
)

// Dump writes the pages as text, one line a run, rule or shape, for goldens and for
// people: page, place in millimetres from the upper left corner (a run's y is its
// baseline), face and size, spacing, manner (see manner), text, element.
//
//	p2 x 28.00 y 44.46 仿宋16 +0.00 |……|
func (p Pages) Dump() string {
	var b strings.Builder
	fmt.Fprintf(&b, "题名 %s\n作者 %s\n语言 %s\n日期 %s\n", p.Info.Title, p.Info.Author, p.Info.Language, p.Info.Date)
	for i, pg := range p.Pages {
		fmt.Fprintf(&b, "\n第%d面 %.1f×%.1fmm 页码%d\n", i+1, pg.Width.MM(), pg.Height.MM(), pg.Number)
		for _, m := range pg.Marks {
			fmt.Fprintf(&b, "p%d 书签%d y %.2f |%s|\n", i+1, m.Level, m.Y.MM(), m.Title)
		}
		for _, r := range pg.Rules {
			fmt.Fprintf(&b, "p%d 线 x %.2f y %.2f — x %.2f y %.2f 粗 %.2f\n", i+1, r.X1.MM(), r.Y1.MM(), r.X2.MM(), r.Y2.MM(), r.Weight.MM())
		}
		for _, s := range pg.Shapes {
			fmt.Fprintf(&b, "p%d %s|%s\n", i+1, s.dump(), p.role(s.Of))
		}
		for _, r := range pg.Runs {
			fmt.Fprintf(&b, "p%d x %6.2f y %6.2f %s%s %+.3f %s|%s|%s\n", i+1, r.X.MM(), r.Y.MM(), r.Face, points(r.Size), r.Spacing.Pt(), manner(r), r.Text, p.role(r.Of))
		}
		for _, l := range pg.Places {
			fmt.Fprintf(&b, "p%d 留位%s x %.2f y %.2f 宽 %.2f 高 %.2f |%s|\n", i+1, l.Kind, l.X.MM(), l.Y.MM(), l.Width.MM(), l.Height.MM(), l.For)
		}
	}
	return b.String()
}

// dump writes a shape: its points, what fills it, and the weight and colour of its
// stroke.
func (s Shape) dump() string {
	var b strings.Builder
	b.WriteString("形")
	for _, p := range s.Points {
		fmt.Fprintf(&b, " %.2f,%.2f", p.X.MM(), p.Y.MM())
	}
	if s.Closed || s.Filled {
		b.WriteString(" 合")
	}
	if s.Filled {
		b.WriteString(" 填 " + s.Fill.hex())
	}
	if s.Weight > 0 {
		fmt.Fprintf(&b, " 粗 %.2f %s", s.Weight.MM(), s.Color.hex())
	}
	return b.String()
}

func (c Color) hex() string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

// points writes a size in points without needless decimals.
func points(l Length) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", l.Pt()), "0"), ".")
}

// manner tells how a run is set when it is not as others: 转 reads downwards, 缩 is
// narrowed, with the percentage left, # its colour.
func manner(r Run) string {
	s := ""
	if r.Turned {
		s += "转 "
	}
	if r.Scale != 0 {
		s += fmt.Sprintf("缩%d%% ", (r.Scale+5)/10)
	}
	if r.Color != (Color{}) {
		s += r.Color.String() + " "
	}
	return s
}

// role names an element after those it is part of: " Table/TR/TD".
func (p Pages) role(of int) string {
	if of < 0 || of >= len(p.Elements) {
		return ""
	}
	e := p.Elements[of]
	name := string(e.Role)
	if e.Level > 0 {
		name += strconv.Itoa(e.Level)
	}
	for at := p.Parent(of); at >= 0; at = p.Parent(at) {
		name = string(p.Elements[at].Role) + "/" + name
	}
	return " " + name
}
