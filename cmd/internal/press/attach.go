package press

import (
	"nianbao/render"
	"nianbao/render/doc"
	"nianbao/render/page"
	"nianbao/templates/data"
	"nianbao/templates/merge"
)

// carry decides what travels inside a report (Options.Attach): the data file as it was
// typed, without comments and what is nobody else's business; the workbook is added
// when it is made.
func (p *Press) carry(r *report, m *merge.Merger, root *data.Node) {
	if !p.opt.Attach || !m.Carries() {
		return
	}
	r.carries = []page.File{{Name: r.name + ".yaml", Type: "application/yaml", Relation: page.RelationSource,
		About: "数据文件（不含批注）", Content: data.Plain(root, m.Withheld)}}
}

// travelling is the annex as it travels: without the telephone of who filled it in.
func (p *Press) travelling(u *unit) doc.Annex {
	bare := u.merger.WithoutPhone()
	if bare == nil {
		return u.annex
	}
	m := merge.New(u.kind, bare, u.ledger, p.opt.Form, p.date(bare.Year))
	m.Document() // finds the places the annex points to
	return m.Annex()
}

// enclosed are the workbooks that travel, and whether each is the one written beside
// the report, to be made once.
func (p *Press) enclosed(u *unit, made map[string][]byte) ([]page.File, error) {
	annex := p.travelling(u)
	var out []page.File
	for _, f := range render.Formats() {
		if f.FromAnnex == nil || len(annex.Sheets) == 0 {
			continue
		}
		content, err := f.FromAnnex(annex)
		if err != nil {
			return nil, err
		}
		if u.merger.WithoutPhone() == nil {
			made[f.Name] = content
		}
		out = append(out, page.File{Name: u.name + f.Ext, Type: f.Type, Relation: page.RelationData, About: annex.Info.Title, Content: content})
	}
	return out, nil
}
