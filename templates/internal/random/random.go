// Package random makes data files for tests: every key and field type of a schema, with
// values that are hard to write. Only tests import it.
package random

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"nianbao/templates/data"
)

// Tree is a data file by the declarations of s; equal seeds give equal trees. Its
// values are of the right form, so that reading it back finds nothing wrong.
func Tree(seed uint64, s *data.Schema) *data.Node {
	g := gen{rand.New(rand.NewPCG(seed, 7)), s}
	root := &data.Node{Kind: data.Map}
	for _, shape := range data.Shapes(s) {
		if shape.Needed || g.IntN(3) > 0 {
			set(root, shape.Key, g.shape(&shape, root))
		}
	}
	return root
}

type gen struct {
	*rand.Rand
	schema *data.Schema
}

func set(n *data.Node, key string, v *data.Node) {
	if v != nil {
		n.Pairs = append(n.Pairs, data.Pair{Key: key, Value: v})
	}
}

func text(s string) *data.Node { return &data.Node{Kind: data.Scalar, Value: s} }

func (g gen) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g gen) shape(s *data.Shape, root *data.Node) *data.Node {
	if s.None && g.IntN(5) == 0 {
		if s.Kind == data.ShapeText {
			return &data.Node{Kind: data.Scalar, Quote: true}
		}
		return &data.Node{Kind: data.List}
	}
	out := &data.Node{Kind: data.Map}
	switch s.Kind {
	case data.ShapeLine:
		return text(g.line())
	case data.ShapeWhole:
		return text(fmt.Sprint(s.Low + g.IntN(s.High-s.Low)))
	case data.ShapeDate:
		return text(g.date())
	case data.ShapeChoice:
		return text(g.pick(s.Options...))
	case data.ShapeText:
		return g.lines()
	case data.ShapeTexts:
		out.Kind = data.List
		for range 1 + g.IntN(3) {
			if len(s.Options) > 0 {
				out.Items = append(out.Items, text(g.pick(s.Options...)))
				continue
			}
			out.Items = append(out.Items, text(g.line()))
		}
	case data.ShapeKeys:
		g.members(out, s.Members, root)
	case data.ShapeNamed:
		for i := range 1 + g.IntN(3) {
			key := fmt.Sprintf("C%02d", i)
			if len(s.Options) > 0 {
				key = s.Options[i%len(s.Options)]
			}
			set(out, key, text(g.line()))
		}
	case data.ShapeRecords:
		out.Kind = data.List
		for i := range 1 + g.IntN(3) {
			record := &data.Node{Kind: data.Map}
			set(record, s.Members[0].Key, text(fmt.Sprintf("%s%d", g.line(), i)))
			g.members(record, s.Members[1:], root)
			out.Items = append(out.Items, record)
		}
	case data.ShapeFigures:
		return g.figures(s.Yearly && root.Get("统计") != nil)
	case data.ShapeOwn:
		return g.own()
	case data.ShapeTargets:
		for _, f := range g.schema.Fields {
			if g.IntN(4) == 0 && f.Type != data.Table && f.Type != data.Roster {
				set(out, f.Path(), g.value(f))
			}
		}
	case data.ShapeSlots:
		for _, slot := range g.schema.Slots {
			switch g.IntN(6) {
			case 0:
			case 1:
				set(out, slot, &data.Node{Kind: data.Scalar, Quote: true})
			default:
				set(out, slot, g.lines())
			}
		}
	case data.ShapeNotes:
		if g.IntN(3) == 0 {
			return g.lines()
		}
		for _, f := range g.schema.Fields {
			if g.IntN(4) == 0 {
				set(out, f.Path(), text(g.line()))
			}
		}
	}
	return out
}

func (g gen) members(out *data.Node, members []data.Shape, root *data.Node) {
	for i := range members {
		if g.IntN(2) == 0 {
			set(out, members[i].Key, g.shape(&members[i], root))
		}
	}
}

func (g gen) figures(last bool) *data.Node {
	out := &data.Node{Kind: data.Map}
	for _, group := range g.schema.Groups {
		in := &data.Node{Kind: data.Map}
		for _, f := range g.schema.Fields {
			if f.Group == group && g.IntN(3) > 0 {
				set(in, f.Name, g.value(f))
			}
		}
		if len(in.Pairs) > 0 {
			set(out, group, in)
		}
	}
	if last && g.IntN(2) == 0 {
		set(out, data.OwnGroup, g.own())
	}
	return out
}

func (g gen) own() *data.Node {
	out := &data.Node{Kind: data.Map}
	for i := range 1 + g.IntN(3) {
		own := &data.Node{Kind: data.Map}
		set(own, "值", text(g.figure(data.Count)))
		set(own, "量词", text(g.pick("件", "个")))
		if g.IntN(2) == 0 {
			set(own, "名", text(g.line()))
		}
		set(out, fmt.Sprintf("自有%d", i), own)
	}
	return out
}

func (g gen) value(f *data.Field) *data.Node {
	out := &data.Node{Kind: data.Map}
	switch f.Type {
	case data.Words:
		return g.lines()
	case data.Date:
		return text(g.date())
	case data.Choice:
		return text(g.pick(f.Options...))
	case data.Table:
		names := []string{"甲类", "乙（丙）类", "3.5吨以上", "“其他”", "是", "1、2号"}
		g.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		for _, name := range names[:1+g.IntN(4)] {
			set(out, name, text(g.figure(data.Count)))
		}
	case data.Group:
		for i, m := range f.Members {
			set(out, m.Name, g.value(f.Member(i)))
		}
	case data.Matrix:
		for _, row := range f.Rows {
			cells := &data.Node{Kind: data.Map}
			for _, col := range f.Cols {
				set(cells, col, text(g.figure(data.Count)))
			}
			set(out, row, cells)
		}
	case data.Roster:
		out.Kind = data.List
		for range 1 + g.IntN(3) {
			record := &data.Node{Kind: data.Map}
			for _, col := range f.Cols {
				set(record, col, text(g.line()))
			}
			out.Items = append(out.Items, record)
		}
	default:
		return text(g.figure(f.Type))
	}
	return out
}

func (g gen) figure(t data.Type) string {
	switch t {
	case data.Rate:
		return g.pick("98.56%", "100%", "98.50%", "3.5‰", "约95%", "0%", "0.1%")
	case data.Amount:
		return g.pick("496793.68", "2.50", "2.45万元", "约3.1亿元", "0", "1,234.50", "0.0001", "123456789012345678.25")
	}
	return g.pick("0", "286", "935余", "约120", "8.1万", "两万余", "1,234", "十二", "007", "99999999999999999999")
}

func (g gen) date() string {
	return fmt.Sprintf("%d-%02d-%02d", 2020+g.IntN(9), 1+g.IntN(12), 1+g.IntN(28))
}

var pieces = []string{"工作", "“引号”", "：", ": ", " #号", "{{年度}}", "'", `"`, `\`, "- ", "[甲]", "|", "=1+1", "@", "１２", "3.10", "%", "&", "<b>", "\t", "，", "𠮷", "2024-01-01", "*", "true", "一、", "（一）", "￥", "_x000D_", "é"}

func (g gen) line() string {
	for {
		var b strings.Builder
		for range 1 + g.IntN(5) {
			b.WriteString(g.pick(pieces...))
		}
		if s := strings.TrimSpace(b.String()); s != "" {
			return s
		}
	}
}

func (g gen) lines() *data.Node {
	lines := make([]string, 1+g.IntN(4))
	for i := range lines {
		lines[i] = g.pick("", "# ", "## ", "- ", "+ ") + g.line()
	}
	return &data.Node{Kind: data.Scalar, Value: strings.Join(lines, "\n"), Block: true}
}
