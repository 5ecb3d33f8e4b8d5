// advise.go looks for what is not wrong but hardly meant: what can never be seen.
package templates

import (
	"slices"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// codeUnused is something of a package that nothing shows.
const codeUnused = "Y307"

// Advise lists what of the package no report can show: parts without title and text,
// sheets no kind has, a version 变更 does not tell of. Load has found what is wrong.
func Advise(p *Package, root *data.Node) diag.List {
	var out diag.List
	if _, known := p.Since(p.Version); p.Version != "" && len(p.Changes) > 0 && known && !slices.ContainsFunc(p.Changes, func(c Change) bool { return c.Version == p.Version }) {
		out.Add(diag.Warnf(root.Get("版").Pos, codeUnused, "“变更”里没有写版 %s 改了什么", p.Version).Do("添一行 - {版: \"%s\", 内容: …}", p.Version))
	}
	kinds := root.Get("类型")
	slots := root.Get("槽位")
	for _, k := range p.Kinds {
		for _, s := range k.Slots {
			if s.Title.Text == "" && !s.Default.Filled() && !s.After.Filled() {
				pos := root.Pos
				if own := kinds.Get(k.Name).Get("槽位"); own.Get(s.Name) != nil {
					pos = own.Get(s.Name).Pos
				} else if slots.Get(s.Name) != nil {
					pos = slots.Get(s.Name).Pos
				}
				out.Add(diag.Warnf(pos, codeUnused, "“%s”没有标题也没有文字，印不出来，多半是段名写错了", s.Name).Do("写上标题，或改成已有的段名"))
			}
		}
	}
	if sheets := root.Get("附表"); sheets != nil {
		for _, item := range sheets.Items {
			name := item.Get("名").Text()
			used := slices.ContainsFunc(p.Kinds, func(k *Kind) bool {
				return slices.ContainsFunc(k.Annex(), func(s SheetSpec) bool { return s.Name.Text == name })
			})
			if name != "" && !used {
				out.Add(diag.Warnf(item.Pos, codeUnused, "附表“%s”哪一类单位都没有用", name).Do("在类型的“附表”里列上它，或删去"))
			}
		}
	}
	out = append(slices.Compact(out), p.unseen...) // a part all kinds have is told once
	p.Excerpts(out)
	return out
}
