package press

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
)

// Codes of findings about the choice of a package.
const (
	codeReport  = "Y310" // 没有这个报告的模板
	codeVersion = "Y311" // 模板版本
)

// Beside is the folder of own packages looked for beside a data file.
const Beside = "模板"

// loaded is a package with where it came from and what was found in it.
type loaded struct {
	pkg   *templates.Package
	from  string
	found diag.List
}

// builtin are the packages that come with the program, looked for once.
var builtin = sync.OnceValue(func() []templates.Folder { return templates.Folders(templates.Official(), "内置模板") })

// choose finds the package of a data file in dir: folders given with -t, a folder
// 模板 beside it or in a parent up to the input folder, one beside the program, the
// built-in ones. An own package lies over the built-in one of the same report.
func (p *Press) choose(dir string, h data.Header, src *data.Source) (*templates.Package, string, diag.List) {
	own, err := p.ownFolders(dir)
	if err != nil {
		return nil, "", diag.List{*err}
	}
	official := builtin()
	name, version, _ := strings.Cut(h.Template, "@")
	if name == "" {
		name = h.Report
	}
	at := func(format string, args ...any) diag.Diagnostic {
		return src.Excerpt(diag.Errorf(keyPos(src, h), codeReport, format, args...).Over(len([]rune(name))))
	}
	if name == "" {
		names := reports(own)
		if len(names) == 0 {
			names = reports(official)
			if len(official) > 0 && official[0].Usual {
				names = names[:1]
			}
		}
		if len(names) > 1 {
			return nil, "", diag.List{at("没有写明是哪一种报告").Do("写 报告: %s", strings.Join(names, " 或 报告: "))}
		}
		name = names[0]
	}
	folders, from := stack(name, own, official)
	if len(folders) == 0 {
		d := at("没有报告“%s”的模板", name)
		if best := data.Nearest(name, append(reports(own), reports(official)...)); best != "" {
			return nil, "", diag.List{d.Do("是不是想写“%s”？", best)}
		}
		return nil, "", diag.List{d.Do("现有：%s；自己的模板用 -t 文件夹 指定", strings.Join(append(reports(own), reports(official)...), "、"))}
	}
	l := p.load(folders, from)
	if l.pkg != nil && version != "" && version != l.pkg.Version {
		d, stops := outdated(l.pkg, version, keyPos(src, h))
		d = src.Excerpt(d.Over(len([]rune(h.Template))))
		if stops {
			return nil, "", append(slices.Clone(l.found), d)
		}
		return l.pkg, l.from, append(slices.Clone(l.found), d)
	}
	return l.pkg, l.from, l.found
}

// stack is the package called name: the built-in folder and those that lie over it,
// the first in search order on top; from says where it comes from.
func stack(name string, own, official []templates.Folder) (folders []templates.Folder, from string) {
	from = "（内置）"
	for _, f := range official {
		if f.Report == name {
			folders = append(folders, f)
			break
		}
	}
	for i := len(own) - 1; i >= 0; i-- {
		if own[i].Report == name {
			folders = append(folders, own[i])
			from = "（" + own[i].Name + "）"
		}
	}
	return folders, from
}

// outdated says what a package has changed since the version a data file was filled for;
// it stops the unit when the package knows no such version.
func outdated(pkg *templates.Package, version string, pos diag.Pos) (d diag.Diagnostic, stops bool) {
	changes, known := pkg.Since(version)
	if !known {
		return diag.Errorf(pos, codeVersion, "数据文件要求模板 %s，现有的是 %s", version, pkg.Version).
			Do("改成 模板: %s@%s，并核对各项", pkg.Name, pkg.Version), true
	}
	var said []string
	for _, c := range changes {
		said = append(said, c.Version+"："+c.Text)
	}
	return diag.Hintf(pos, codeVersion, "数据文件是照模板 %s 填的，现用 %s；改了：%s", version, pkg.Version, strings.Join(said, "；")).
		Do("核对以后改成 模板: %s@%s；改了名的项已照新名读", pkg.Name, pkg.Version), false
}

func (p *Press) load(folders []templates.Folder, from string) loaded {
	key := ""
	for _, f := range folders {
		key += f.Name + "\x00"
	}
	return p.shelf.load(key, func() loaded {
		l := loaded{from: from}
		l.pkg, l.found = templates.Load(folders...)
		return l
	})
}

// ownFolders lists the packages that are not built in, in search order.
func (p *Press) ownFolders(dir string) ([]templates.Folder, *diag.Diagnostic) {
	var out []templates.Folder
	for _, t := range p.opt.Templates {
		found := templates.Folders(folderFS(t), filepath.ToSlash(t))
		if len(found) == 0 {
			fact := "文件夹里没有报告包"
			if info, err := os.Stat(t); err != nil || !info.IsDir() {
				fact = "没有这个文件夹"
			}
			d := diag.Errorf(diag.Pos{File: filepath.ToSlash(t)}, codeReport, "%s", fact).
				Do("-t 后面写报告包的文件夹（里面有写着“报告: 名称”的 .yaml 文件），或装着几个报告包的文件夹")
			return nil, &d
		}
		out = append(out, found...)
	}
	for _, d := range p.besides(dir) {
		if info, err := os.Stat(d); err == nil && info.IsDir() && !p.named(info) {
			out = append(out, templates.Folders(folderFS(d), filepath.ToSlash(d))...)
		}
	}
	return out, nil
}

// named tells that a folder is one of those given with -t.
func (p *Press) named(info os.FileInfo) bool {
	return slices.ContainsFunc(p.opt.Templates, func(t string) bool {
		given, err := os.Stat(t)
		return err == nil && os.SameFile(given, info)
	})
}

// folderFS is the files of a folder; links that lead out of it are not followed.
type folderFS string

// Open implements fs.FS.
func (f folderFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return os.OpenInRoot(string(f), filepath.FromSlash(name))
}

// besides lists where folders of own packages are looked for: beside the data files in
// dir and in the folders above up to the root of the input, then beside the program.
func (p *Press) besides(dir string) []string {
	out := []string{filepath.Join(dir, Beside)}
	if rel, err := filepath.Rel(p.root, dir); p.root != "" && err == nil && filepath.IsLocal(rel) {
		for ; rel != "."; rel = filepath.Dir(rel) {
			out = append(out, filepath.Join(p.root, filepath.Dir(rel), Beside))
		}
	}
	if exe, err := os.Executable(); err == nil {
		out = append(out, filepath.Join(filepath.Dir(exe), Beside))
	}
	return out
}

func reports(folders []templates.Folder) []string {
	var out []string
	seen := map[string]bool{}
	for _, f := range folders {
		if name := f.Report; !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}

// keyPos is the place of the key that chose the package.
func keyPos(src *data.Source, h data.Header) diag.Pos {
	if h.Pos.Line > 0 {
		return h.Pos
	}
	return diag.Pos{File: src.Name, Line: 1, Col: 1}
}
