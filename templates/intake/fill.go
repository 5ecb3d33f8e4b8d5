// fill.go moves figures of a drafted data file from its text into 统计.

package intake

import (
	"cmp"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// Figure is a figure of the text and where it belongs.
type Figure struct {
	Path   string // 组.项, 组.表.项, 上年.组.项 or 目标.组.项
	Value  string // as it is written there
	Put    string // what takes its place in the text; "" leaves it
	Pos    diag.Pos
	Span   int
	Clause string // the words it was found by, for the clerk
	Works  bool   // the program works it out
}

// Fill puts the figures of a draft into 统计, 上年 and 目标, each with the words it was
// found by, and placeholders into their places. order are the paths of the fields as the
// package declares them.
func Fill(draft []byte, figures []Figure, order []string) []byte {
	e := data.NewEditor(draft)
	byLine := map[int][]Figure{}
	for _, f := range figures {
		if f.Put != "" {
			byLine[f.Pos.Line] = append(byLine[f.Pos.Line], f)
		}
	}
	for line, list := range byLine {
		slices.SortFunc(list, func(a, b Figure) int { return cmp.Compare(b.Pos.Col, a.Pos.Col) })
		rs := []rune(e.Line(line))
		for _, f := range list { // from the end, so that places before stay
			at := f.Pos.Col - 1
			if at < 0 || at+f.Span > len(rs) {
				continue
			}
			rs = slices.Concat(rs[:at], []rune(f.Put), rs[at+f.Span:])
		}
		e.Replace(line, 1, string(rs))
	}
	root, _, _, _ := data.Parse("", draft)
	if root == nil {
		return draft
	}
	behind := firstText(root) - 1
	for _, top := range []struct{ key, prefix string }{{"统计", ""}, {"上年", "上年."}, {"目标", "目标."}} {
		var own []Figure
		for _, f := range figures {
			year, _, _ := strings.Cut(f.Path, ".")
			isOther := year == "上年" || year == "目标"
			if f.Works || isOther != (top.prefix != "") || !strings.HasPrefix(f.Path, top.prefix) {
				continue
			}
			f.Path = strings.TrimPrefix(f.Path, top.prefix)
			own = append(own, f)
		}
		if len(own) > 0 {
			e.InsertAfter(behind, yamlBlock(top.key, own, order)...)
		}
	}
	return e.Bytes()
}

// firstText is the line of the first key of the text.
func firstText(root *data.Node) int {
	for _, p := range root.Pairs {
		if p.Key == data.IntroPart || p.Key == textKey {
			return p.Pos.Line
		}
	}
	return 1
}

// branch is a key of 统计 with what stands below it.
type branch struct {
	name  string
	leaf  *Figure
	below []*branch
}

func (b *branch) child(name string) *branch {
	for _, c := range b.below {
		if c.name == name {
			return c
		}
	}
	c := &branch{name: name}
	b.below = append(b.below, c)
	return c
}

// yamlBlock writes figures under a key, in the order of the package.
func yamlBlock(key string, figures []Figure, order []string) []string {
	rank := func(path string) int {
		for i, p := range order {
			if path == p || strings.HasPrefix(path, p+".") {
				return i
			}
		}
		return len(order)
	}
	slices.SortStableFunc(figures, func(a, b Figure) int { return cmp.Compare(rank(a.Path), rank(b.Path)) })
	root := &branch{}
	flat := key == "目标"
	for i := range figures {
		f := &figures[i]
		at := root
		if flat {
			at = at.child(f.Path)
		} else {
			for name := range strings.SplitSeq(f.Path, ".") {
				at = at.child(name)
			}
		}
		if at.leaf == nil {
			at.leaf = f
		}
	}
	out := []string{key + ":"}
	var write func(b *branch, indent string)
	write = func(b *branch, indent string) {
		for _, c := range b.below {
			line := indent + data.WriteKey(c.name) + ":"
			if c.leaf == nil {
				out = append(out, line)
				write(c, indent+"  ")
				continue
			}
			line += " " + data.WriteText(c.leaf.Value)
			out = append(out, line+strings.Repeat(" ", max(commentColumn-columns(line), 2))+"# "+guessed+"："+strings.ReplaceAll(c.leaf.Clause, "\n", " "))
		}
	}
	write(root, "  ")
	return append(out, "")
}

// commentColumn is where comments behind figures begin.
const commentColumn = 30
