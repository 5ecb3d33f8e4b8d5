package press

import (
	"path/filepath"

	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/templates"
	"nianbao/templates/data"
)

// Explained is the sheet in use, and what of it is not as GB/T 9704 has it.
type Explained struct {
	Package  string // 报告@版（来处）
	Kind     string
	Sheet    gbt9704.Sheet
	SetAt    func(key string) diag.Pos // the zero place for what nobody set
	Deviates diag.List
}

// Explain works out the sheets: that of one data file, or with path "" those of every
// kind of the packages in use. A nil list comes with findings that say why.
func (p *Press) Explain(path string) ([]Explained, diag.List, error) {
	dir, header, src := ".", data.Header{}, &data.Source{}
	var unit *data.Unit
	var found diag.List
	if path != "" {
		content, err := read(path)
		if err != nil {
			if d, form := asFinding(path, err); form {
				return nil, diag.List{d}, nil
			}
			return nil, nil, err
		}
		root, s, bad, broken := data.Parse(filepath.ToSlash(path), content)
		if root == nil {
			return nil, bad, nil
		}
		dir, header, src = filepath.Dir(path), data.ReadHeader(root), s
		pkg, _, bad := p.choose(dir, header, src)
		if pkg == nil {
			return nil, bad, nil
		}
		unit, found = data.Decode(root, s, &pkg.Schema, broken)
		if pkg.Kind(unit.Kind.Text) == nil {
			found.Sort()
			return nil, found, nil
		}
		found = nil // nianbao check is for those
	}
	pkg, from, bad := p.choose(dir, header, src)
	if pkg == nil {
		return nil, bad, nil
	}
	var out []Explained
	for _, k := range pkg.Kinds {
		if unit != nil && k.Name != unit.Kind.Text {
			continue
		}
		e := Explained{Package: pkg.Name + "@" + pkg.Version + from, Kind: k.Name}
		of := unit
		if of == nil {
			of = &data.Unit{}
		}
		e.Sheet, e.SetAt = k.SheetFor(of)
		e.Deviates = templates.Deviations(&e.Sheet, e.SetAt)
		pkg.Excerpts(e.Deviates)
		src.Excerpts(e.Deviates)
		out = append(out, e)
	}
	return out, append(found, bad...), nil
}
