// export.go writes a package out for editing: its files as they are, and the layout
// with every value that may be set, its clause and the standard's value beside it.
package templates

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/templates/data"
)

// layoutKey is the key of the layout, and layoutFile the file it is exported to.
const (
	layoutKey  = "版式"
	layoutFile = layoutKey + ".yaml"
)

// File is one file of an exported package.
type File struct{ Name, Content string }

// Export gives the files of the package in the folders. A package of one folder keeps
// its files, comments too; one laid over another is written anew, each value with the
// place it comes from.
func Export(folders ...Folder) ([]File, diag.List) {
	pkg, found := Load(folders...)
	if pkg == nil {
		return nil, found
	}
	root, _, _ := Tree(folders...)
	var out []File
	byFile := map[string]*data.Node{}
	base := folders[0]
	below, _, _ := Tree(base)
	home := map[string]string{} // key → the file it has in the lowest folder
	for _, q := range below.Pairs {
		home[q.Key] = path.Base(q.Pos.File)
	}
	for _, q := range root.Pairs {
		name := home[q.Key]
		if name == "" {
			name = home["报告"]
		}
		if byFile[name] == nil {
			byFile[name] = &data.Node{Kind: data.Map}
			out = append(out, File{Name: name})
		}
		if q.Key != layoutKey {
			byFile[name].Pairs = append(byFile[name].Pairs, q)
		}
	}
	out = slices.DeleteFunc(out, func(f File) bool { return len(byFile[f.Name].Pairs) == 0 })
	for i, f := range out {
		out[i].Content = data.Write(byFile[f.Name])
		if len(folders) == 1 {
			content, err := fs.ReadFile(base.FS, path.Join(base.Dir, f.Name))
			if err == nil && topKeys(root, f.Name) == len(byFile[f.Name].Pairs) {
				out[i].Content = string(content)
			}
		}
	}
	out = append(out, File{layoutFile, LayoutText(pkg.Kinds[0])})
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return out, found
}

// topKeys is how many keys of the package stand in a file.
func topKeys(root *data.Node, name string) int {
	n := 0
	for _, q := range root.Pairs {
		if path.Base(q.Pos.File) == name {
			n++
		}
	}
	return n
}

// LayoutText is 版式 of a kind as a file: every item with its clause and the standard's
// value.
func LayoutText(k *Kind) string {
	var b strings.Builder
	b.WriteString("# 印出来的样子，每一项都写着：#后面是 GB/T 9704—2012 的条文号和标准值。不改的可以删去。\n")
	b.WriteString("# 长度写 37mm、16pt 或字号（三号）；改了标准有规定的，nianbao template explain 会列出来。\n\n" + layoutKey + ":\n")
	line := func(indent, key, value, note string) { fmt.Fprintf(&b, "%s%s: %s    # %s\n", indent, key, value, note) }
	form, seal := k.Form, k.Seal
	if form == "" {
		form = "plain"
	}
	if seal == "" {
		seal = "无"
	}
	line("  ", "形式", form, "web 网上公开、plain 普通、redhead 红头；标准未规定，缺省 plain")
	line("  ", "印章", seal, "无、加盖、签名章；第 7.3.5 条，缺省 无")
	profile := "grid"
	if k.Sheet.Profile == gbt9704.LineCLREQ {
		profile = "clreq"
	}
	line("  ", "行式", profile, "grid 一个标点一格，clreq 相邻标点共占一格半；标准未规定，缺省 grid")
	annotate := "否"
	if k.Sheet.Annotate {
		annotate = "是"
	}
	line("  ", "标注条文", annotate, "是：在页边印条文号；标准未规定，缺省 否")
	group := ""
	for _, i := range gbt9704.Items() {
		if i.Group != group {
			group = i.Group
			b.WriteString("  " + group + ":\n")
			if group == "字体" {
				line("    ", "补字", "["+strings.Join(k.Sheet.Faces.Substitutes, ", ")+"]", "缺字时依次去找的字体；标准未规定，缺省 "+strings.Join(standard().Faces.Substitutes, "、"))
			}
		}
		note := "标准未规定，缺省 " + i.Show(standard())
		if i.Clause != "" {
			note = "第 " + i.Clause + " 条，标准 " + i.Show(standard())
		}
		line("    ", i.Name, data.Quoted(i.Show(&k.Sheet)), note)
	}
	return b.String()
}
