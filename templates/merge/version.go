// version.go is 版本: the same report for another reader.
package merge

import (
	"slices"

	"nianbao/render/doc"
	"nianbao/templates/data"
)

// The forms of contract §1.
const (
	formWeb     = "web"
	formPlain   = "plain"
	formRedHead = "redhead"
)

// For prepares the merge of one of the unit's versions.
func (m *Merger) For(v *data.Version) *Merger {
	o := New(m.kind, m.unit, m.ledger, m.form, m.fixed)
	o.version, o.room = v, m.room
	if v.Form != "" {
		o.form = v.Form
	}
	return o
}

// ReportName is the name of the report's file, without extension.
func (m *Merger) ReportName() string {
	switch {
	case m.version == nil:
		return m.FileName(m.kind.Files.Report)
	case m.kind.Files.Version.Text != "":
		return m.FileName(m.kind.Files.Version)
	}
	return SafeName(m.FileName(m.kind.Files.Report) + "（" + m.version.Name.Text + "）")
}

// leavesOut reports whether the version goes without a part of the report.
func (m *Merger) leavesOut(part string) bool {
	return m.version != nil && slices.ContainsFunc(m.version.Without, func(l data.Line) bool { return l.Text == part })
}

// under are the lines below the title: the mark of a draft, which has no 成文日期 yet,
// and the version's 题注.
func (m *Merger) under() (out []doc.Run) {
	if m.unit.Draft > 0 && m.unit.Date == "" && m.kind.Draft.Text != "" {
		out = append(out, doc.Run{Text: plainText(m.expand(m.kind.Draft)), Pos: m.kind.Draft.Pos})
	}
	if m.version != nil {
		for _, l := range m.version.Caption {
			out = append(out, doc.Run{Text: plainText(m.expand(l)), Pos: l.Pos})
		}
	}
	return out
}

// spokenTo is what stands below the title: 主送, and in a version that has one its
// 称谓. A version with 称谓 has 主送 only if it names it itself.
func (m *Merger) spokenTo() (out []doc.Block) {
	to := m.addressees()
	v := m.version
	if v != nil && v.Salutation.Text != "" {
		if v.Addressees != nil && len(to.Text) > 0 {
			out = append(out, to)
		}
		text := m.expand(v.Salutation)
		return append(out, doc.Salutation{Text: text})
	}
	if m.form != formWeb && len(to.Text) > 0 {
		out = append(out, to)
	}
	return out
}
