// tidy.go gives a tree its one form: keys in the order of their declaration, what is
// not filled left out, short writings written out. Two files that say the same have
// equal tidy trees.
package data

import (
	"slices"
	"strings"
)

// Tidy returns root in its one form, by the declarations of s. Keys nobody declares
// and values of the wrong shape are left out: reading the file has reported them.
func Tidy(root *Node, s *Schema) *Node {
	out := &Node{Kind: Map}
	t := tidier{schema: s, own: root.Get(OwnGroup)}
	for _, shape := range Shapes(s) {
		if i := keyAt(root, shape.Key); i >= 0 {
			out.put(root.Pairs[i], t.value(&shape, root.Pairs[i].Value))
		}
	}
	return out
}

type tidier struct {
	schema *Schema
	own    *Node
}

func keyAt(n *Node, key string) int {
	if n == nil || n.Kind != Map {
		return -1
	}
	return slices.IndexFunc(n.Pairs, func(p Pair) bool { return p.Key == key })
}

// put adds a pair unless there is no value.
func (n *Node) put(p Pair, v *Node) {
	if v != nil {
		n.Pairs = append(n.Pairs, Pair{p.Key, p.Pos, v})
	}
}

// value is nil when nothing is filled in.
func (t *tidier) value(s *Shape, n *Node) *Node {
	if n.Kind == Empty {
		return nil
	}
	var out *Node
	switch s.Kind {
	case ShapeLine, ShapeWhole, ShapeDate, ShapeChoice, ShapeText:
		out = tidyText(n, s.Kind == ShapeText)
	case ShapeTexts:
		out = tidyList(n)
	case ShapeKeys:
		out = t.members(s.Members, n)
	case ShapeNamed:
		out = tidyNamed(n)
	case ShapeRecords:
		out = t.records(s, n)
	case ShapeFigures:
		out = t.figures(n, s.Key == lastYearKey)
	case ShapeOwn:
		out = t.ownFigures(n)
	case ShapeTargets:
		out = t.targets(n)
	case ShapeSlots:
		out = t.slots(n)
	case ShapeNotes:
		if n.Kind == Scalar {
			out = tidyText(n, true)
		} else {
			out = tidyNamed(n)
			if out != nil {
				slices.SortStableFunc(out.Pairs, func(x, y Pair) int { return strings.Compare(x.Key, y.Key) })
			}
		}
	}
	if out != nil && !s.None && s.Kind != ShapeSlots && out.hollow() {
		return nil
	}
	return out
}

// lastYearKey holds the figures of the year before.
const lastYearKey = "上年"

// hollow tells a value that says nothing.
func (n *Node) hollow() bool {
	return n.Kind == Empty || n.Kind == Scalar && n.Value == "" || n.Kind == Map && len(n.Pairs) == 0 || n.Kind == List && len(n.Items) == 0
}

// tidyText is a text with its lines trimmed and empty ones left out.
func tidyText(n *Node, lines bool) *Node {
	if lines && n.Kind == List && len(n.Items) == 0 {
		return &Node{Kind: Scalar, Pos: n.Pos, src: n.src} // [] is "" where a text is asked for
	}
	if n.Kind != Scalar {
		return nil
	}
	out := &Node{Kind: Scalar, Pos: n.Pos, src: n.src}
	kept := []Line{}
	for _, l := range n.Lines() {
		if l.Text = strings.TrimSpace(l.Text); l.Text != "" {
			kept = append(kept, l)
			out.Value += "\n" + l.Text
		}
	}
	out.Value = strings.TrimPrefix(out.Value, "\n")
	out.rare, out.Block = &rareParts{lines: kept}, len(kept) > 1
	if len(kept) > 0 {
		out.Pos = kept[0].Pos
	}
	return out
}

func tidyList(n *Node) *Node {
	out := &Node{Kind: List, Pos: n.Pos}
	items := n.Items
	if n.Kind == Scalar {
		items = []*Node{n}
	} else if n.Kind != List {
		return nil
	}
	for _, item := range items {
		if x := tidyText(item, false); x != nil && x.Value != "" {
			out.Items = append(out.Items, x)
		}
	}
	return out
}

func (t *tidier) members(members []Shape, n *Node) *Node {
	if n.Kind != Map {
		return nil
	}
	out := &Node{Kind: Map, Pos: n.Pos}
	for i := range members {
		if at := keyAt(n, members[i].Key); at >= 0 {
			out.put(n.Pairs[at], t.value(&members[i], n.Pairs[at].Value))
		}
	}
	return out
}

func tidyNamed(n *Node) *Node {
	if n.Kind != Map {
		return nil
	}
	out := &Node{Kind: Map, Pos: n.Pos}
	for _, p := range n.Pairs {
		if v := tidyText(p.Value, false); v != nil && v.Value != "" {
			out.put(p, v)
		}
	}
	return out
}

func (t *tidier) records(s *Shape, n *Node) *Node {
	out := &Node{Kind: List, Pos: n.Pos}
	items := n.Items
	if n.Kind != List {
		items = []*Node{n}
	}
	for _, item := range items {
		if item.Kind == Scalar {
			item = &Node{Kind: Map, Pos: item.Pos, Pairs: []Pair{{s.Members[0].Key, item.Pos, item}}}
		}
		if x := t.members(s.Members, item); x != nil && len(x.Pairs) > 0 {
			out.Items = append(out.Items, x)
		}
	}
	return out
}

func (t *tidier) slots(n *Node) *Node {
	if n.Kind == Scalar { // the name of a file
		return tidyText(n, false)
	}
	if n.Kind != Map {
		return nil
	}
	out := &Node{Kind: Map, Pos: n.Pos}
	for _, slot := range t.schema.Slots {
		if at := keyAt(n, slot); at >= 0 && n.Pairs[at].Value.Kind != Empty {
			out.put(n.Pairs[at], tidyText(n.Pairs[at].Value, true))
		}
	}
	if len(out.Pairs) == 0 {
		return nil
	}
	return out
}
