package data

import "strings"

// figures puts groups and fields in the order of their declaration.
func (t *tidier) figures(n *Node, last bool) *Node {
	out := &Node{Kind: Map, Pos: n.Pos}
	for _, group := range t.schema.Groups {
		at := keyAt(n, group)
		if at < 0 {
			continue
		}
		g := &Node{Kind: Map, Pos: n.Pairs[at].Value.Pos}
		for _, f := range t.schema.Fields {
			if f.Group != group {
				continue
			}
			if i := keyAt(n.Pairs[at].Value, f.Name); i >= 0 {
				g.put(n.Pairs[at].Value.Pairs[i], tidyValue(f, n.Pairs[at].Value.Pairs[i].Value))
			}
		}
		if len(g.Pairs) > 0 {
			out.put(n.Pairs[at], g)
		}
	}
	if own := n.Get(OwnGroup); last && own != nil {
		if v := t.ownFigures(own); v != nil && len(v.Pairs) > 0 {
			out.put(n.Pairs[keyAt(n, OwnGroup)], v)
		}
	}
	return out
}

// tidyValue is one value by the type of its field, nil when nothing is filled in.
func tidyValue(f *Field, n *Node) *Node {
	var out *Node
	switch f.Type {
	case Table:
		out = tidyNamed(n)
	case Group:
		out = &Node{Kind: Map, Pos: n.Pos}
		for i, m := range f.Members {
			if at := keyAt(n, m.Name); at >= 0 {
				out.put(n.Pairs[at], tidyValue(f.Member(i), n.Pairs[at].Value))
			}
		}
	case Matrix:
		out = &Node{Kind: Map, Pos: n.Pos}
		for _, row := range f.Rows {
			if at := keyAt(n, row); at >= 0 {
				if cells := inOrder(n.Pairs[at].Value, f.Cols); len(cells.Pairs) > 0 {
					out.put(n.Pairs[at], cells)
				}
			}
		}
	case Roster:
		out = &Node{Kind: List, Pos: n.Pos}
		for _, item := range n.Items {
			if r := inOrder(item, f.Cols); len(r.Pairs) > 0 {
				out.Items = append(out.Items, r)
			}
		}
	default:
		out = tidyText(n, f.Type == Words)
	}
	if out == nil || out.hollow() {
		return nil
	}
	return out
}

// inOrder is a map of texts with its keys in the order given.
func inOrder(n *Node, keys []string) *Node {
	out := &Node{Kind: Map, Pos: n.Pos}
	for _, key := range keys {
		if at := keyAt(n, key); at >= 0 {
			if v := tidyText(n.Pairs[at].Value, false); v != nil && v.Value != "" {
				out.put(n.Pairs[at], v)
			}
		}
	}
	return out
}

// Members of an own figure.
const (
	ownValue   = "值"
	ownMeasure = "量词"
	ownName    = "名"
)

// ownFigures writes every own figure as a map.
func (t *tidier) ownFigures(n *Node) *Node {
	if n.Kind != Map {
		return nil
	}
	out := &Node{Kind: Map, Pos: n.Pos}
	for _, p := range n.Pairs {
		v := p.Value
		if v.Kind == Scalar {
			v = &Node{Kind: Map, Pos: v.Pos, Pairs: []Pair{{ownValue, v.Pos, v}}}
		}
		if x := inOrder(v, []string{ownValue, ownMeasure, ownName}); x.Get(ownValue) != nil {
			out.put(p, x)
		}
	}
	return out
}

// targets writes every target under the full path of its field, in the order of the
// fields; targets of members and items under that of their 组 or 表.
func (t *tidier) targets(n *Node) *Node {
	if n.Kind != Map {
		return nil
	}
	given := map[string]*Node{}
	pairs := map[string]Pair{}
	add := func(path string, p Pair) {
		f, rest := t.targetField(path)
		if f == nil {
			return
		}
		v := p.Value
		if rest != "" {
			v = &Node{Kind: Map, Pos: v.Pos, Pairs: []Pair{{rest, p.Pos, v}}}
		}
		if before := given[f.Path()]; before != nil && before.Kind == Map && v.Kind == Map {
			v = Overlay(before, v)
		} else {
			pairs[f.Path()] = Pair{f.Path(), p.Pos, v}
		}
		given[f.Path()] = v
	}
	var own []string
	for _, p := range n.Pairs {
		if p.Value.Kind == Map && t.isGroup(p.Key) {
			for _, q := range p.Value.Pairs {
				add(p.Key+"."+q.Key, q)
			}
			continue
		}
		add(t.fullPath(p.Key), p)
	}
	out := &Node{Kind: Map, Pos: n.Pos}
	for _, f := range t.schema.Fields {
		if v := given[f.Path()]; v != nil {
			out.put(pairs[f.Path()], tidyValue(f, v))
		}
	}
	if t.own != nil {
		for _, p := range t.own.Pairs {
			own = append(own, OwnGroup+"."+p.Key)
		}
	}
	for _, path := range own {
		if v := given[path]; v != nil {
			out.put(pairs[path], tidyValue(&Field{Type: Count}, v))
		}
	}
	return out
}

func (t *tidier) isGroup(name string) bool {
	if name == OwnGroup {
		return true
	}
	for _, g := range t.schema.Groups {
		if g == name {
			return true
		}
	}
	return false
}

// fullPath writes out the name of a field that is unique.
func (t *tidier) fullPath(key string) string {
	if strings.Contains(key, ".") {
		return key
	}
	for _, f := range t.schema.Fields {
		if f.Name == key {
			return f.Path()
		}
	}
	return OwnGroup + "." + key
}

// targetField is the field at the start of path and what is left of the path.
func (t *tidier) targetField(path string) (*Field, string) {
	parts := strings.SplitN(path, ".", 3)
	if len(parts) < 2 {
		return nil, ""
	}
	rest := ""
	if len(parts) == 3 {
		rest = parts[2]
	}
	if parts[0] == OwnGroup {
		if t.own == nil || keyAt(t.own, parts[1]) < 0 {
			return nil, ""
		}
		return &Field{Group: OwnGroup, Name: parts[1]}, rest
	}
	return t.schema.Field(parts[0] + "." + parts[1]), rest
}
