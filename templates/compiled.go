// compiled.go finds the trees of files that come with the program, read beforehand.
package templates

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"io/fs"
	"iter"
	"path"
	"slices"
	"sync"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// compiledTrees is a row of ready files: what is below official, in order of path.
// go test ./templates -run TestCompiled -update writes it anew, and fails without
// -update when a file is not as it stands here.
//
//go:embed official.trees
var compiledTrees string

// ready is one file that comes with the program, read beforehand.
type ready struct {
	path string // below official
	sum  string // SHA-256 of its content
	// report and usual are what the file says of 报告 and 缺省, late that all its keys
	// are of lateKeys.
	report, usual, late string
	tree                string // as data.Compile gives it
}

// lateKeys are the keys of a package that one report on paper has no use for.
var lateKeys = []string{"附表", "列组", "汇总表", "意见单", "问题簿", "花脸稿"}

// builtinFS is the folder of built-in packages. Its files are what compiledTrees says
// of them, so they are neither read nor summed; any other file is.
type builtinFS struct{ fs.FS }

// readies lists the files of compiledTrees.
func readies() iter.Seq[ready] {
	return func(yield func(ready) bool) {
		for rest := compiledTrees; rest != ""; {
			next := func() string {
				size := int(binary.BigEndian.Uint32([]byte(rest[:4])))
				text := rest[4 : 4+size]
				rest = rest[4+size:]
				return text
			}
			r := ready{path: next(), sum: next(), report: next(), usual: next(), late: next(), tree: next()}
			if !yield(r) {
				return
			}
		}
	}
}

// appendReady adds one file to a row of them.
func appendReady(b []byte, name string, content []byte, root *data.Node) []byte {
	sum, late := sha256.Sum256(content), "是"
	for _, q := range root.Pairs {
		if !slices.Contains(lateKeys, q.Key) {
			late = ""
		}
	}
	text := string(content)
	for _, part := range []string{name, string(sum[:]), firstKey(text, "报告"), firstKey(text, "缺省"), late, string(data.Compile(root))} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
		b = append(b, part...)
	}
	return b
}

// builtinFolders are the packages below official.
func builtinFolders(fsys builtinFS, name string) []Folder {
	var out []Folder
	for r := range readies() {
		dir := path.Dir(r.path)
		if len(out) == 0 || out[len(out)-1].Dir != dir {
			out = append(out, Folder{FS: fsys, Dir: dir, Name: path.Join(name, dir)})
		}
		last := &out[len(out)-1]
		last.Report = cmp.Or(last.Report, r.report)
		last.Usual = last.Usual || r.usual == "是"
	}
	return out
}

// source is the content of a file of f, read when somebody looks at a line.
func (r *ready) source(f Folder) *data.Source {
	base := path.Base(r.path)
	return data.SourceLater(path.Join(f.Name, base), func() []byte {
		content, _ := readFile(f, base)
		return content
	})
}

// readBuiltin is readFolder for the wanted files of a built-in package: nothing is
// wrong with them. Sources are those of all files.
func readBuiltin(f Folder, wanted func(ready) bool) (*data.Node, []*data.Source) {
	root := &data.Node{Kind: data.Map, Pos: diag.Pos{File: f.Name}}
	var sources []*data.Source
	for r := range readies() {
		if path.Dir(r.path) != f.Dir {
			continue
		}
		src := r.source(f)
		sources = append(sources, src)
		if wanted(r) {
			root.Pairs = append(root.Pairs, data.Restore(src, r.tree).Pairs...)
		}
	}
	return root, sources
}

// loadBuiltin is Load for a built-in package: what lateKeys say is read when
// somebody asks for it.
func loadBuiltin(f Folder) *Package {
	l := newLoader(readBuiltin(f, func(r ready) bool { return r.late == "" }))
	l.load()
	l.pkg.rest = sync.OnceFunc(func() {
		late, _ := readBuiltin(f, func(r ready) bool { return r.late != "" })
		l.root.Pairs = append(l.root.Pairs, late.Pairs...)
		l.loadRest()
	})
	return l.pkg
}

// readyFor returns the ready file of this content, nil when there is none.
func readyFor(content []byte) *ready {
	sum := sha256.Sum256(content)
	for r := range readies() {
		if r.sum == string(sum[:]) {
			return &r
		}
	}
	return nil
}

// parse is data.Parse for a file of a package. ours is false for a unit's data file.
// A copy of a file that comes with the program is not read as YAML either.
func parse(name string, content []byte) (root *data.Node, src *data.Source, found diag.List, ours bool) {
	if r := readyFor(content); r != nil {
		src = data.SourceLater(name, func() []byte { return content })
		return data.Restore(src, r.tree), src, nil, true
	}
	if text, _, _ := data.UTF8(content); isUnit(string(text)) {
		return nil, nil, nil, false
	}
	root, src, found, _ = data.Parse(name, content)
	return root, src, found, true
}
