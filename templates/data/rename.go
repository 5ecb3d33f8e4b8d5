// rename.go reads data files filled for an older version of a package: what was given
// another name since is found by its old one.
package data

import (
	"slices"
	"strings"

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
			continue
		}
		toGroup, toItem, _ := strings.Cut(r.To, ".")
		for _, part := range []string{"统计", "上年"} {
			root = d.rename(root, []string{part}, group, item, toGroup, toItem)
		}
	}
	return root
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

// Current is a placeholder's inside with old names replaced by those of today.
func (s *Schema) Current(inner string) string {
	for _, r := range s.Renames {
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
			whole := (end == len(rest) || strings.ContainsRune(".|｜ 、，,\u3000", []rune(rest[end:])[0])) &&
				(i == 0 || strings.ContainsAny(rest[i-1:i], " .") || strings.HasSuffix(rest[:i], "、") || strings.HasSuffix(rest[:i], "，"))
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
