// overridden.go looks at what a package says for all kinds: what each kind needs of it,
// and what of an own package no kind ever gets to see.
package templates

import (
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// needs reports what no report can do without.
func (l *loader) needs(n *data.Node, k *Kind) {
	lack := func(is bool, what, hint, key string) {
		if !is {
			return
		}
		pos, span := l.root.Pos, 0
		for _, q := range n.Pairs {
			if q.Key == key {
				pos, span = q.Pos, len([]rune(key))
			}
		}
		l.Add(diag.Errorf(pos, codePackage, "“%s”缺%s", k.Name, what).Over(span).Do("%s", hint))
	}
	lack(!k.Title.Filled(), "标题", "写作 标题: \"{{单位}}{{年度}}年……报告\"", "标题")
	lack(k.Files.Report.Text == "", "报告的文件名", "写作 文件名: {报告: \"{{单位}}{{年度}}年……报告\"}", "文件名")
	lack(k.Files.Annex.Text == "", "附表的文件名", "写作 文件名: {附表: \"{{单位}}{{年度}}年……统计表\"}", "文件名")
}

// orAbove is the rest of a hint for a package that lacks everything: it was meant to lie
// over another whose name it does not give.
func (l *loader) orAbove() string {
	var names []string
	for _, f := range Folders(Official(), "") {
		names = append(names, f.Report)
	}
	if best := data.Nearest(l.pkg.Name, names); best != "" {
		return "；要盖在官方包上面的，写 报告: " + best
	}
	return "；要盖在别的包上面的，“报告”写得和它一样：" + strings.Join(names, "、")
}

// overridden reports what the layers over the first say for all kinds, where every kind
// has its own: nobody would see it.
func (l *loader) overridden(base *data.Node, kinds []*data.Node) {
	if l.lowest == nil {
		return
	}
	for _, q := range base.Pairs {
		if _, mark := data.Amends(q.Key); mark == 0 && q.Key != "附表" {
			l.unseen([]string{q.Key}, q, l.lowest.Get(q.Key), kinds)
		}
	}
}

// unseen looks below one key; path leads to it, and below is what the first folder has
// there.
func (l *loader) unseen(path []string, q data.Pair, below *data.Node, kinds []*data.Node) {
	if q.Value.Kind == data.Map {
		for _, r := range q.Value.Pairs {
			l.unseen(append(slices.Clone(path), r.Key), r, below.Get(r.Key), kinds)
		}
		return
	}
	if below.Says(q.Value) {
		return // the same, an exported copy perhaps
	}
	var own []string
	for i, kind := range kinds {
		n := kind
		for _, key := range path {
			n = n.Get(key)
		}
		if n == nil || n.Pos == q.Value.Pos {
			return // seen, or taken away for good
		}
		own = append(own, l.pkg.Kinds[i].Name)
	}
	l.pkg.unseen.Add(diag.Warnf(q.Pos, codeUnused, "这里的“%s”不起作用：各类单位（%s）都有自己的", strings.Join(path, "的"), strings.Join(own, "、")).
		Over(len([]rune(q.Key))).Do("写到类型下面，如 类型: {%s: {%s: …}}%s", own[0], strings.Join(path, ": {"), strings.Repeat("}", len(path)-1)))
}
