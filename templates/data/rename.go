// rename.go reads data files filled for an older version of a package: what was given
// another name since is found by its old one.
package data

import (
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/render/diag"
)

// codeRenamed is an old name, understood.
const codeRenamed = "Y212"

// Rename is what a package calls by another name: 组.项, or 正文.段.
type Rename struct{ From, To string }

// slotsKey is where the parts of the text stand.
const slotsKey = "正文"

// renamed is root with old names replaced, each reported as a hint. What has the new
// name too keeps it, and the old one is an unknown key like any other.
func (d *decoder) renamed(root *Node) *Node {
	for _, r := range d.schema.Renames {
		group, item, ok := strings.Cut(r.From, ".")
		if !ok || d.schema.Field(r.From) != nil {
			continue
		}
		if group == slotsKey {
			root = d.rename(root, nil, group, item, slotsKey, strings.TrimPrefix(r.To, slotsKey+"."))
			root = d.renamedPart(root, item, strings.TrimPrefix(r.To, slotsKey+"."))
			continue
		}
		toGroup, toItem, _ := strings.Cut(r.To, ".")
		for _, part := range []string{"统计", "上年", "目标"} {
			root = d.rename(root, []string{part}, group, item, toGroup, toItem)
		}
		for _, part := range []string{"目标", "备注"} {
			root = d.renamedKeys(root, part, r)
		}
	}
	return root
}

// renamedKeys gives keys that are paths the new name: of 目标, which may be called by
// their last part alone, and of 备注.
func (d *decoder) renamedKeys(root *Node, part string, r Rename) *Node {
	_, item, _ := strings.Cut(r.From, ".")
	current := func(key string) (string, bool) {
		if below, ok := strings.CutPrefix(key, r.From); ok && (below == "" || below[0] == '.') {
			return r.To + below, true
		}
		return r.To, part == "目标" && key == item && len(d.called(item)) == 0
	}
	at := root.Get(part)
	if at == nil || at.Kind != Map || !slices.ContainsFunc(at.Pairs, func(p Pair) bool { _, ok := current(p.Key); return ok }) {
		return root
	}
	return edit(root, []string{part}, func(n *Node) {
		for i, p := range n.Pairs {
			if now, ok := current(p.Key); ok && n.Get(now) == nil {
				d.Add(diag.Hintf(p.Pos, codeRenamed, "“%s”现在叫“%s”，已照新名读", p.Key, now).Over(len([]rune(p.Key))).Do("改成新名；旧名以后可能不再认"))
				n.Pairs[i].Key = now
			}
		}
	})
}

// renamedPart gives the parts a version leaves out (不含) the new name.
func (d *decoder) renamedPart(root *Node, from, to string) *Node {
	versions := root.Get("版本")
	if versions == nil || versions.Kind != List || slices.Contains(d.schema.Slots, from) {
		return root
	}
	list := *versions
	list.Items = slices.Clone(versions.Items)
	for i, v := range list.Items {
		parts := v.Get("不含")
		if parts == nil || parts.Kind != List {
			continue
		}
		names := *parts
		names.Items = slices.Clone(parts.Items)
		for k, n := range names.Items {
			if n.Kind == Scalar && n.Value == from {
				now := *n
				now.Value = to
				names.Items[k] = &now
				d.Add(diag.Hintf(n.Pos, codeRenamed, "“%s”现在叫“%s”，已照新名读", from, to).Over(len([]rune(from))).Do("改成新名；旧名以后可能不再认"))
			}
		}
		list.Items[i] = Overlay(v, &Node{Kind: Map, Pairs: []Pair{{Key: "不含", Pos: parts.Pos, Value: &names}}, Pos: v.Pos, src: v.src})
	}
	return edit(root, nil, func(n *Node) {
		for i := range n.Pairs {
			if n.Pairs[i].Key == "版本" {
				n.Pairs[i].Value = &list
			}
		}
	})
}

// rename moves group.item below the keys in under to another group and name.
func (d *decoder) rename(root *Node, under []string, group, item, toGroup, toItem string) *Node {
	at := root
	for _, key := range under {
		at = at.Get(key)
	}
	old := at.Get(group).Get(item)
	if old == nil || at.Get(toGroup).Get(toItem) != nil {
		return root
	}
	var pair Pair
	moved := edit(root, append(slices.Clone(under), group), func(n *Node) {
		i := slices.IndexFunc(n.Pairs, func(p Pair) bool { return p.Key == item })
		pair = n.Pairs[i]
		n.Pairs = slices.Delete(n.Pairs, i, i+1)
	})
	d.Add(diag.Hintf(pair.Pos, codeRenamed, "“%s”现在叫“%s”，已照新名读", group+"."+item, toGroup+"."+toItem).Over(len([]rune(item))).
		Do("改成新名；旧名以后可能不再认"))
	pair.Key = toItem
	return edit(moved, append(slices.Clone(under), toGroup), func(n *Node) { n.Pairs = append(n.Pairs, pair) })
}

// edit is root with the map at path changed by do; maps missing on the way are made.
func edit(root *Node, path []string, do func(*Node)) *Node {
	out := &Node{Kind: Map}
	if root != nil && root.Kind == Map {
		*out = *root
		out.Pairs = slices.Clone(root.Pairs)
	}
	if len(path) == 0 {
		do(out)
		return out
	}
	for i := range out.Pairs {
		if out.Pairs[i].Key == path[0] {
			out.Pairs[i].Value = edit(out.Pairs[i].Value, path[1:], do)
			return out
		}
	}
	out.Pairs = append(out.Pairs, Pair{Key: path[0], Pos: out.Pos, Value: edit(nil, path[1:], do)})
	return out
}

// pathEnds may stand behind a path in a placeholder or a condition, pathBegins before it.
const (
	marksBeside = " \u3000、，,=＝≤≥<>+-−–*×/÷()（）"
	pathEnds    = ".|｜" + marksBeside
	pathBegins  = ".Σ∑" + marksBeside
)

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// Current is a placeholder's inside with old names replaced by those of today.
func (s *Schema) Current(inner string) string {
	for _, r := range s.Renames {
		if _, item, _ := strings.Cut(r.From, "."); inner == "目标."+item && !slices.ContainsFunc(s.Fields, func(f *Field) bool { return f.Name == item }) {
			inner = "目标." + r.To // an aim may be called by its last part
			continue
		}
		if !strings.Contains(inner, r.From) {
			continue
		}
		var b strings.Builder
		rest := inner
		for {
			i := strings.Index(rest, r.From)
			if i < 0 {
				break
			}
			end := i + len(r.From)
			whole := (end == len(rest) || strings.ContainsRune(pathEnds, firstRune(rest[end:]))) &&
				(i == 0 || strings.ContainsRune(pathBegins, lastRune(rest[:i])))
			b.WriteString(rest[:i])
			if whole && s.Field(r.From) == nil {
				b.WriteString(r.To)
			} else {
				b.WriteString(r.From)
			}
			rest = rest[end:]
		}
		b.WriteString(rest)
		inner = b.String()
	}
	return inner
}
