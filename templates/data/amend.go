// amend.go changes a list that lies below: “附表+” adds items to 附表 or puts them in the
// place of those called the same, “附表-” takes items away, as it takes keys from a map.
package data

import (
	"slices"
	"strings"
)

// Amends splits a key that changes a list below into the list's key and + or -; the mark
// is 0 for any other key.
func Amends(key string) (list string, mark byte) {
	for suffix, mark := range map[string]byte{"+": '+', "＋": '+', "-": '-', "－": '-'} {
		if list, ok := strings.CutSuffix(key, suffix); ok && list != "" {
			return strings.TrimSpace(list), mark
		}
	}
	return key, 0
}

// amend is base with the items of over added (+) or taken away (-).
func amend(base, over *Node, mark byte) *Node {
	if base.Kind == Empty && mark == '+' {
		return over
	}
	if base.Kind == Map && mark == '-' {
		return without(base, over)
	}
	if base.Kind != List || over.Kind == Empty {
		return base
	}
	items := over.Items
	if over.Kind != List {
		items = []*Node{over}
	}
	out := *base
	out.Items = slices.Clone(base.Items)
	for _, item := range items {
		name := item.called()
		i := slices.IndexFunc(out.Items, func(n *Node) bool { return name != "" && n.called() == name })
		switch {
		case mark == '-' && i >= 0:
			out.Items = slices.Delete(out.Items, i, i+1)
		case mark == '-':
			out.miss(item)
		case i >= 0:
			out.Items[i] = Overlay(out.Items[i], item)
		default:
			out.Items = append(out.Items, item)
		}
	}
	return &out
}

// without is a map without the keys over lists; a map in over goes deeper.
func without(base, over *Node) *Node {
	out := *base
	out.Pairs = slices.Clone(base.Pairs)
	take := func(name *Node, key string, deeper *Node) {
		i := slices.IndexFunc(out.Pairs, func(p Pair) bool { return p.Key == key })
		switch {
		case i < 0:
			out.miss(name)
		case deeper == nil:
			out.Pairs = slices.Delete(out.Pairs, i, i+1)
		default:
			out.Pairs[i].Value = amend(out.Pairs[i].Value, deeper, '-')
			out.miss(out.Pairs[i].Value.Missed()...)
		}
	}
	for _, item := range over.Items {
		take(item, item.called(), nil)
	}
	for _, p := range over.Pairs {
		take(p.Value, p.Key, p.Value)
	}
	if over.Kind == Scalar {
		take(over, over.called(), nil)
	}
	return &out
}

// called is what an item of a list is known by: its text, or its 名, 式 or 版.
func (n *Node) called() string {
	for _, key := range []string{"名", "式", "版"} {
		if v := n.Get(key); v != nil {
			return strings.TrimSpace(v.Text())
		}
	}
	return strings.TrimSpace(n.Text())
}
