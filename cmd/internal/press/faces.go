package press

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/templates"
	"nianbao/templates/data"
)

// codeFace is a face a package names and nobody has.
const codeFace = "Y312"

// faceFiles are the endings looked at in a folder of faces. Those of formats no
// document takes are among them, so that a user is told why they do not help.
var faceFiles = []string{".ttf", ".ttc", ".otf", ".otc", ".woff", ".woff2"}

// OwnFaces lists the faces of the files in dir, in order of file name, with those
// that cannot be used and why. It is an error when none can.
func OwnFaces(dir string) ([]fonts.Own, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("读不了字体文件夹 %s：核对路径和权限", dir)
	}
	var out []fonts.Own
	for _, e := range entries {
		if !slices.Contains(faceFiles, strings.ToLower(filepath.Ext(e.Name()))) || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		path := faceFile(filepath.Join(dir, e.Name()))
		info, err := os.Stat(string(path)) // of what a link points to
		if err == nil && info.IsDir() {
			continue
		}
		var size int64
		if err == nil {
			size = info.Size()
		}
		out = append(out, fonts.Open(e.Name(), path, size)...)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("文件夹 %s 里没有字体文件（.ttf、.ttc）", dir)
	}
	if !slices.ContainsFunc(out, func(o fonts.Own) bool { return o.Face != nil }) {
		return nil, fmt.Errorf("文件夹 %s 里没有能用的字体，例如%s", dir, out[0].Reason())
	}
	return out, nil
}

// faceFile is a font file that is opened for each reading: a folder may hold more
// faces than a system lets one program keep open.
type faceFile string

// ReadAt reads a piece of the file.
func (p faceFile) ReadAt(b []byte, off int64) (int, error) {
	f, err := os.Open(string(p))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return f.ReadAt(b, off)
}

// usable are the faces of list that can be used.
func usable(list []fonts.Own) []*fonts.Face {
	var out []*fonts.Face
	for _, o := range list {
		if o.Face != nil {
			out = append(out, o.Face)
		}
	}
	return out
}

// useFaces puts keys of p's faces where the sheet of a kind has names, and the user's
// other faces behind the substitutes. A name that is no usable face's is found at its
// place in the package.
func (p *Press) useFaces(k *templates.Kind, s *gbt9704.Sheet) diag.List {
	var found diag.List
	for _, name := range k.FaceNames {
		if d := p.missing(name); d != nil {
			found.Add(*d)
		}
	}
	for _, i := range gbt9704.Items() {
		if key := i.Text; i.Face && *key(s) != "" {
			*key(s) = p.faceKey(*key(s))
		}
	}
	f := &s.Faces
	f.Substitutes = slices.Clone(f.Substitutes)
	for i := range f.Substitutes {
		f.Substitutes[i] = p.faceKey(f.Substitutes[i])
	}
	for _, face := range usable(p.opt.Own) {
		if !slices.Contains(f.Substitutes, face.Key()) {
			f.Substitutes = append(f.Substitutes, face.Key())
		}
	}
	return found
}

// faceKey is the key of the face called name. Names of built-in faces mean those.
func (p *Press) faceKey(name string) string {
	if _, ok := p.opt.Faces.Face(name); ok {
		return name
	}
	if o, ok := fonts.FindOwn(p.opt.Own, name); ok {
		return o.Key
	}
	return name
}

// missing says why the face a package names cannot be used; nil when it can.
func (p *Press) missing(name data.Line) *diag.Diagnostic {
	if _, ok := p.opt.Faces.Face(name.Text); ok {
		return nil
	}
	o, ok := fonts.FindOwn(p.opt.Own, name.Text)
	if ok && o.Face != nil {
		return nil
	}
	d := diag.Errorf(name.Pos, codeFace, "没有“%s”这款字体", name.Text).Over(len([]rune(name.Text)))
	if ok {
		d.Message = fmt.Sprintf("“%s”用不了：%s", name.Text, o.Reason())
		d = d.Do("换一款，或写内置的：%s", strings.Join(p.builtin(), "、"))
		return &d
	}
	names := p.builtin()
	for _, o := range p.opt.Own {
		names = append(names, o.Names()...)
	}
	best := data.Nearest(name.Text, names)
	switch ours := strings.Join(p.builtin(), "、"); {
	case len(p.opt.Own) == 0:
		d = d.Do("自备的字体，把文件放进一个文件夹，加上 --fonts 文件夹；内置的有：%s", ours)
	case best != "":
		d = d.Do("是不是想写“%s”？用 nianbao fonts --fonts 文件夹 看有哪些字体、怎样称呼", best)
	default:
		d = d.Do("--fonts 的文件夹里没有它：用 nianbao fonts --fonts 文件夹 看有哪些字体、怎样称呼；内置的有：%s", ours)
	}
	return &d
}

// builtin are the names of the faces that come with the program.
func (p *Press) builtin() []string {
	var out []string
	for _, f := range p.opt.Faces.Faces() {
		if !f.Own() {
			out = append(out, f.Key())
		}
	}
	return out
}
