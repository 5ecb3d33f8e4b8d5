package press

import (
	"slices"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
	"nianbao/templates"
	"nianbao/templates/data"
)

// Typefaces says which face sets what.
type Typefaces struct {
	Package     string // 报告@版（来处）
	Uses        []Use
	Faces       []*fonts.Face       // every face at hand, in order
	Own         []Own               // the user's, with those that cannot be used
	Substitutes []layout.Substitute // of a data file: what the faces meant for it do not draw
	Findings    diag.List           // about faces and characters; others when they stop everything
	BadPackage  bool
	Err         error // the data file could not be read
}

// Own is a face of the user's with what a layout may call it.
type Own struct {
	fonts.Own
	Names []string
}

// Use is the faces of the kinds that share them.
type Use struct {
	Kinds     []string // empty: all kinds of the package
	Roles     []Role
	Fallbacks []string // keys, in the order they are asked for a character
}

// Role is one use of a face, by the word layout files have for it.
type Role struct{ Name, Face string }

// Typefaces looks at the package of a data file and at what its pages take from which
// face; path "" looks at the package alone, the built-in one unless Options say more.
func (p *Press) Typefaces(path string) Typefaces {
	out := Typefaces{Faces: p.opt.Faces.Faces()}
	for _, o := range p.opt.Own {
		names := o.Names()
		for _, key := range p.builtin() { // what we call ours means ours
			names = slices.DeleteFunc(names, func(n string) bool { return n == key })
		}
		out.Own = append(out.Own, Own{o, names})
	}
	if path == "" {
		pkg, from, found := p.choose(".", data.Header{}, &data.Source{})
		out.Findings = found
		if out.BadPackage = pkg == nil; pkg != nil {
			out.Package = pkg.Name + "@" + pkg.Version + from
			p.uses(pkg.Kinds, &out)
			pkg.Excerpts(out.Findings)
		}
		return out
	}
	r, u := p.prepare(path)
	out.Package, out.BadPackage, out.Err = r.Package, r.BadPackage, r.Err
	for _, d := range r.Findings {
		if d.Form() || d.Code == layout.CodePrivate {
			out.Findings.Add(d)
		}
	}
	if u == nil || u.kind == nil {
		return out
	}
	sheet := u.kind.Sheet
	missing := p.useFaces(u.kind, &sheet)
	out.Uses = []Use{{Roles: listed(&sheet), Fallbacks: sheet.Faces.Substitutes}}
	if len(missing) == 0 {
		out.Substitutes = layout.Substitutes(u.reports[0].doc, &sheet, p.opt.Faces)
	}
	return out
}

// uses puts the faces of kinds into out, kinds with the same ones together.
func (p *Press) uses(kinds []*templates.Kind, out *Typefaces) {
	for _, k := range kinds {
		sheet := k.Sheet
		missing := p.useFaces(k, &sheet)
		for _, d := range missing { // kinds that inherit a name have it at the same place
			if !slices.ContainsFunc(out.Findings, func(e diag.Diagnostic) bool { return e.Pos == d.Pos }) {
				out.Findings.Add(d)
				out.BadPackage = true
			}
		}
		use := Use{Kinds: []string{k.Name}, Roles: listed(&sheet), Fallbacks: sheet.Faces.Substitutes}
		i := slices.IndexFunc(out.Uses, func(o Use) bool {
			return slices.Equal(o.Roles, use.Roles) && slices.Equal(o.Fallbacks, use.Fallbacks)
		})
		if i >= 0 {
			out.Uses[i].Kinds = append(out.Uses[i].Kinds, k.Name)
		} else {
			out.Uses = append(out.Uses, use)
		}
	}
	if len(out.Uses) == 1 {
		out.Uses[0].Kinds = nil
	}
}

func listed(s *gbt9704.Sheet) []Role {
	var out []Role
	for _, i := range gbt9704.Items() {
		if i.Face && i.Show(s) != "" {
			out = append(out, Role{i.Name, i.Show(s)})
		}
	}
	return out
}
