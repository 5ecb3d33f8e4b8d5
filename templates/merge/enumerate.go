package merge

import (
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
)

// enumerate writes the items of a 表: 甲103宗，乙1宗.
func (m *Merger) enumerate(rest string, pos diag.Pos, span int) []doc.Run {
	path, measure, _ := strings.Cut(rest, " ")
	v := m.unit.Figures.Get(path)
	if v == nil || v.Field.Type != data.Table {
		f := m.ledger.Package.Schema.Field(path)
		switch {
		case f == nil:
			m.missing(path, pos, span)
		case f.Type != data.Table:
			m.found.Add(diag.Errorf(pos, codeHolder, "“%s”不是表，不能列举", path).Over(span).Do("直接引用 {{%s}}", path))
		case m.ledger.Refused(path):
		default:
			m.gap(pos, span, path, "“"+path+"”没有填", "在“统计”的“"+f.Group+"”下填 "+f.Name+" 的各项", "，或删去这一句")
		}
		return nil
	}
	if measure = strings.TrimSpace(measure); measure == "" {
		measure = v.Field.Measure()
	}
	var runs []doc.Run
	for i, p := range v.Parts {
		if i > 0 {
			runs = append(runs, doc.Run{Text: "，", Pos: pos})
		}
		item := path + "." + p.Name
		m.place(item)
		runs = append(runs, doc.Run{Text: p.Name, Pos: p.Field.Pos}, doc.Run{Text: p.Fig.Raw, Pos: pos, Path: item}, doc.Run{Text: measure, Pos: pos})
	}
	m.place(path)
	return runs
}
