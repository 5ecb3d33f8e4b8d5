// missing.go says what a text needs and nobody has filled in, and where to fill it in.
package merge

import (
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// missing reports a figure that is not there: unknown, not filled, or not derivable.
// One typed but not understood has been reported where it was typed.
func (m *Merger) missing(name string, pos diag.Pos, span int) {
	if m.ledger.Refused(name) {
		return
	}
	f := m.ledger.Declared(name)
	fill := ""
	if f != nil {
		fill = "在“统计”的“" + f.Group + "”下填 " + f.Name
	}
	if why := m.ledger.Why(name); why != "" {
		if fill != "" {
			fill += "，或"
		}
		m.gap(pos, span, name, "“"+name+"”没有填，也算不出："+why, fill+"补改算它用的数", "，或删去这一句")
		return
	}
	if f != nil {
		if how := whole(f); how != "" {
			m.found.Add(diag.Errorf(pos, codeFilled, "“%s”是%s，不能整个引用", name, f.Type).Over(span).Do("%s", how))
			return
		}
		m.gap(pos, span, name, "“"+name+"”没有填", fill, "，或删去这一句")
		return
	}
	if key, ok := strings.CutPrefix(name, "用语."); ok {
		m.found.Add(m.near(diag.Errorf(pos, codeName, "“用语”里没有“%s”", key).Over(span), "", name, "在“用语”下写 "+key+": …"))
		return
	}
	m.found.Add(m.near(diag.Errorf(pos, codeName, "没有“%s”这个指标", name).Over(span), "", name, "写“统计”里的“组.项”；单位自己的指标写在“自定”下"))
}

// ofPackage tells that a place is in the package, whose words the unit cannot change.
func (m *Merger) ofPackage(pos diag.Pos) bool { return pos.File != m.unit.Source.Name }

// gap reports a figure that a text needs and the unit has not filled in: at the text, or,
// when that is the package's, where the figure is to be filled in. instead is the way out
// the writer of the text has beside.
func (m *Merger) gap(pos diag.Pos, span int, path, fact, remedy, instead string) {
	if m.ofPackage(pos) {
		pos, span = m.unit.Gap(path)
		fact, instead = "报告包的文字要用的"+fact, ""
	}
	m.found.Add(diag.Errorf(pos, codeFilled, "%s", fact).Over(span).Do("%s", remedy+instead))
}

// whole says what to write instead of a field that is more than one figure, "" for
// others.
func whole(f *data.Field) string {
	path := f.Path()
	switch {
	case f.Type == data.Table:
		return "引用要写到项，如 {{" + path + "." + ledger.Total + "}}，或用 {{列举 " + path + "}}"
	case f.Type == data.Group && len(f.Members) > 0:
		return "引用要写到项，如 {{" + path + "." + f.Members[0].Name + "}}"
	case f.Type == data.Matrix:
		return "引用要写到行和列，如 {{" + path + "." + f.Rows[0] + "." + f.Cols[0] + "}}"
	case f.Type == data.Roster:
		return "名单只印在统计表里；删去这一句"
	}
	return ""
}
