// load.go reads a package's folder into one tree and the tree into a Package.
package templates

import (
	"cmp"
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

//go:embed official
var official embed.FS

// Official returns the folder of built-in packages.
func Official() fs.FS {
	sub, err := fs.Sub(official, "official")
	if err != nil {
		panic("templates: embedded folder is named official: " + err.Error())
	}
	return builtinFS{sub}
}

// Codes of findings in a package. They are form errors: a broken package builds
// nothing (exit status 2).
const (
	codePackage  = "Y301" // 包缺内容
	codeKey      = "Y302" // 不认识的键
	codeWord     = "Y303" // 不认识的词
	codeRelation = "Y304" // 关系式
	codePath     = "Y305" // 没有这个指标
	codeTwice    = "Y306" // 重复
)

// Folder is where packages may lie: dir inside FS holds one package's files.
// Name is how its files are called in messages.
type Folder struct {
	FS     fs.FS
	Dir    string
	Name   string
	Report string // the report its package defines; filled by Folders
	// Usual tells that the package says 缺省: 是, so that data files that name no report
	// are meant for it; filled by Folders.
	Usual bool
}

// Folders lists the packages below fsys: fsys itself when it holds YAML files of a
// package, else its sub-folders that do, the usual one (缺省: 是) first.
func Folders(fsys fs.FS, name string) []Folder {
	var out []Folder
	if own, ok := fsys.(builtinFS); ok {
		out = builtinFolders(own, name)
	} else if f := headed(Folder{FS: fsys, Dir: ".", Name: name}); f.Report != "" {
		return []Folder{f}
	} else {
		entries, _ := fs.ReadDir(fsys, ".")
		for _, e := range entries {
			if !e.IsDir() {
				continue
			}
			if f := headed(Folder{FS: fsys, Dir: e.Name(), Name: path.Join(name, e.Name())}); f.Report != "" {
				out = append(out, f)
			}
		}
	}
	if i := slices.IndexFunc(out, func(f Folder) bool { return f.Usual }); i > 0 {
		usual := out[i]
		out = slices.Insert(slices.Delete(out, i, i+1), 0, usual)
	}
	return out
}

// headed fills in what a folder's package says of itself; Report stays "" when it
// holds none. It looks only for the lines “报告: …” and “缺省: …”, so that choosing a
// package reads no other.
func headed(f Folder) Folder {
	entries, _ := fs.ReadDir(f.FS, f.Dir)
	for _, e := range entries {
		if e.IsDir() || !isYAML(e.Name()) {
			continue
		}
		content, err := readFile(f, e.Name())
		content, _, _ = data.UTF8(content)
		if text := string(content); err == nil && !isUnit(text) {
			f.Report = cmp.Or(f.Report, firstKey(text, "报告"))
			f.Usual = f.Usual || firstKey(text, "缺省") == "是"
		}
	}
	return f
}

// readFile reads a file of a package, but none that is no file or larger than any
// package is.
func readFile(f Folder, name string) ([]byte, error) {
	name = path.Join(f.Dir, name)
	info, err := fs.Stat(f.FS, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > data.MaxBytes:
		return nil, fs.ErrInvalid
	}
	return fs.ReadFile(f.FS, name)
}

// firstKey is the value of a key at the start of a line, without quotes and comment.
func firstKey(text, key string) string {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, key+":"); ok {
			rest, _, _ = strings.Cut(rest, " #")
			if rest = strings.Trim(rest, " \t\r\n\"'"); rest != "" {
				return rest
			}
		}
	}
	return ""
}

// isUnit tells a unit's data file, which may name its report too, from a package.
func isUnit(text string) bool {
	return firstKey(text, "单位") != "" && firstKey(text, "年度") != ""
}

func isYAML(name string) bool {
	return !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml"))
}

// Load reads the package in the first folder with those after it laid over, key by
// key. The package is nil when findings stop it.
func Load(folders ...Folder) (*Package, diag.List) {
	p, found := Partly(folders...)
	if found.Stops() {
		return nil, found
	}
	return p, found
}

// Partly is Load, but for what can be read of a package in which something is wrong: to
// look at the rest of it. It may be nil.
func Partly(folders ...Folder) (*Package, diag.List) {
	if len(folders) == 1 && folders[0].builtin() {
		return loadBuiltin(folders[0]), nil
	}
	root, lowest, sources, found := layers(folders)
	if root == nil || found.Stops() {
		if root == nil && !found.Stops() {
			found.Add(diag.Errorf(diag.Pos{File: folders[0].Name}, codePackage, "文件夹里没有报告包").Do("报告包至少要有一个写着“报告: 名称”的 .yaml 文件"))
		}
		return nil, found
	}
	l := newLoader(root, sources)
	if len(folders) > 1 {
		l.lowest = lowest
	}
	l.load()
	l.loadRest()
	l.pkg.Excerpts(l.Found)
	found.Add(l.Found...)
	return l.pkg, found
}

// Tree is the package in the first folder with those after it laid over, as it is
// written; every value knows its place.
func Tree(folders ...Folder) (root *data.Node, sources []*data.Source, found diag.List) {
	root, _, sources, found = layers(folders)
	return root, sources, found
}

// layers is Tree, with the tree of the first folder alone.
func layers(folders []Folder) (root, lowest *data.Node, sources []*data.Source, found diag.List) {
	for i, f := range folders {
		tree, srcs, bad := readFolder(f)
		found.Add(bad...)
		sources = append(sources, srcs...)
		if root = data.Overlay(root, tree); i == 0 {
			lowest = tree
		}
	}
	return root, lowest, sources, found
}

// builtin tells that f came with the program.
func (f Folder) builtin() bool {
	_, ok := f.FS.(builtinFS)
	return ok
}

// readFolder merges the top-level keys of all files of a folder.
func readFolder(f Folder) (*data.Node, []*data.Source, diag.List) {
	if f.builtin() {
		root, sources := readBuiltin(f, func(ready) bool { return true })
		return root, sources, nil
	}
	var found diag.List
	var sources []*data.Source
	root := &data.Node{Kind: data.Map, Pos: diag.Pos{File: f.Name}}
	entries, err := fs.ReadDir(f.FS, f.Dir)
	if err != nil {
		found.Add(diag.Errorf(diag.Pos{File: f.Name}, codePackage, "读不了模板文件夹").Do("确认文件夹存在并有读取权限"))
		return nil, nil, found
	}
	for _, e := range entries {
		if e.IsDir() || !isYAML(e.Name()) {
			continue
		}
		name := path.Join(f.Name, e.Name())
		content, err := readFile(f, e.Name())
		if err != nil {
			found.Add(diag.Errorf(diag.Pos{File: name}, codePackage, "读不了这个文件").Do("确认有读取权限，不是指到文件夹外面的链接，也不过大"))
			continue
		}
		tree, src, bad, ours := parse(name, content)
		if !ours {
			continue // a data file lying beside the package
		}
		found.Add(bad...)
		if tree == nil {
			continue
		}
		sources = append(sources, src)
		if tree.Kind != data.Map {
			found.Add(src.Excerpt(diag.Errorf(tree.Pos, codeKey, "整个文件应是“键: 值”的形式")))
			continue
		}
		for _, p := range tree.Pairs {
			if i := slices.IndexFunc(root.Pairs, func(q data.Pair) bool { return q.Key == p.Key }); i >= 0 {
				found.Add(src.Excerpt(diag.Errorf(p.Pos, codeTwice, "“%s”在 %s 里已有", p.Key, root.Pairs[i].Pos).Do("一个键只写在一个文件里")))
				continue
			}
			root.Pairs = append(root.Pairs, p)
		}
	}
	if len(root.Pairs) == 0 {
		return nil, sources, found
	}
	return root, sources, found
}
