package press

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
)

// Listed is one report there is a package for.
type Listed struct {
	Name, Version, Note string
	Usual               bool     // of data files that name no report
	Layers              []string // its folders, the lowest first
	Changes             []templates.Change
	folders             []templates.Folder
}

// Packages lists the reports there are packages for, as seen from data files in dir.
// Those that cannot be read come without version, with findings.
func (p *Press) Packages(dir string) ([]Listed, diag.List) {
	own, err := p.ownFolders(dir)
	if err != nil {
		return nil, diag.List{*err}
	}
	official := builtin()
	var out []Listed
	var found diag.List
	names := reports(append(slices.Clone(own), official...))
	for _, name := range names {
		folders, from := stack(name, own, official)
		l := Listed{Name: name, folders: folders, Usual: folders[0].Usual}
		for _, f := range folders {
			l.Layers = append(l.Layers, f.Name)
		}
		got := p.load(folders, from)
		found.Add(got.found...)
		if got.pkg != nil {
			l.Version, l.Note, l.Changes = got.pkg.Version, strings.TrimSpace(got.pkg.Note), got.pkg.Changes
		}
		out = append(out, l)
	}
	return out, found
}

// One is the package called name, "" for the usual one or the only one laid over.
func (p *Press) One(dir, name string) (Listed, diag.List) {
	list, found := p.Packages(dir)
	if found.Stops() && len(list) == 0 {
		return Listed{}, found
	}
	var names []string
	for _, l := range list {
		names = append(names, l.Name)
		if l.Name == name || name == "" && l.Usual {
			return l, nil
		}
	}
	if name == "" && len(list) > 0 {
		return list[0], nil
	}
	d := diag.Errorf(diag.Pos{File: name}, codeReport, "没有报告“%s”的模板", name)
	if best := data.Nearest(name, names); best != "" {
		return Listed{}, diag.List{d.Do("是不是想写“%s”？", best)}
	}
	return Listed{}, diag.List{d.Do("现有：%s", strings.Join(names, "、"))}
}

// Show is the whole of a package as YAML, its layers worked into one.
func (l *Listed) Show() (string, diag.List) {
	root, _, found := templates.Tree(l.folders...)
	if root == nil || found.Stops() {
		return "", found
	}
	return data.Write(root), found
}

// Export writes a package into dir, which must not hold any of its files yet.
func (l *Listed) Export(dir string) ([]string, diag.List, error) {
	files, found := templates.Export(l.folders...)
	if files == nil {
		return nil, found, nil
	}
	for _, f := range files {
		if _, err := os.Lstat(filepath.Join(dir, f.Name)); err == nil {
			return nil, found, fmt.Errorf("%s 已经有了，不覆盖：换一个文件夹", filepath.Join(dir, f.Name))
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, found, err
	}
	var out []string
	for _, f := range files {
		name := filepath.Join(dir, f.Name)
		if err := os.WriteFile(name, []byte(f.Content), 0o666); err != nil {
			return out, found, err
		}
		out = append(out, name)
	}
	return out, found, nil
}

// Inspect finds everything wrong with a package before any unit does: what Load finds,
// what nothing can show, and what shows when a made-up unit of each kind is set with
// every figure and every sentence of the package.
func (p *Press) Inspect(l Listed) diag.List {
	pkg, found := templates.Partly(l.folders...)
	if pkg == nil {
		return found
	}
	root, _, _ := templates.Tree(l.folders...)
	addNew(&found, templates.Advise(pkg, root))
	broken := found.Stops()
	for _, k := range pkg.Kinds {
		for _, filled := range []bool{true, false} {
			if broken {
				addNew(&found, p.glance(pkg, root, k, filled))
			} else {
				addNew(&found, p.trial(pkg, k, filled))
			}
		}
	}
	found.Sort()
	return found
}

// glance is trial for a package in which something is wrong: what may only follow from
// that is left out. Nothing past Load counts on such a package holding together, so
// that a panic here says no more than Load has said.
func (p *Press) glance(pkg *templates.Package, root *data.Node, k *templates.Kind, filled bool) (found diag.List) {
	defer func() {
		if recover() != nil {
			found = nil
		}
	}()
	return slices.DeleteFunc(p.trial(pkg, k, filled), func(d diag.Diagnostic) bool { return follows(d, pkg, root) })
}

// follows tells that a finding may only be there because something before it is wrong:
// it names a field that was not understood, or is no matter of one text.
func follows(d diag.Diagnostic, pkg *templates.Package, root *data.Node) bool {
	if !strings.HasPrefix(d.Code, "Y4") && d.Code != codeFace {
		return true
	}
	fields := root.Get("字段")
	if fields == nil {
		return true
	}
	for _, g := range fields.Pairs {
		for _, f := range g.Value.Pairs {
			if path := g.Key + "." + f.Key; pkg.Schema.Field(path) == nil && strings.Contains(d.Message, path) {
				return true
			}
		}
	}
	return false
}

// trialName is what the made-up data file is called; findings in it are ours.
const trialName = "试排"

// trial sets a made-up unit and returns what is wrong with the package.
func (p *Press) trial(pkg *templates.Package, k *templates.Kind, filled bool) diag.List {
	root, src, found, broken := data.Parse(trialName, []byte(trialData(pkg, k, filled)))
	if root == nil || broken {
		return found
	}
	r, u := Result{Path: trialName}, &unit{kind: k}
	u.data, _ = data.Decode(root, src, &pkg.Schema, broken)
	p.compose(pkg, u, root, &r)
	pkg.Excerpts(r.Findings)
	return slices.DeleteFunc(r.Findings, func(d diag.Diagnostic) bool {
		return d.File == trialName || !strings.HasPrefix(d.Code, "Y") && !strings.HasPrefix(d.Code, "L")
	})
}

// LookingIn returns a press that looks into folder before all others.
func (p *Press) LookingIn(folder string) *Press {
	q := New(p.opt)
	q.opt.Templates = append([]string{folder}, p.opt.Templates...)
	return q
}

// IsOwn tells a package that is not built in, in no layer.
func (p *Press) IsOwn(l Listed) bool {
	for _, f := range builtin() {
		if f.Name == l.Layers[0] {
			return false
		}
	}
	return true
}
