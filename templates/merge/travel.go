// travel.go decides what may travel inside the finished file (build --attach).
package merge

import (
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// codeTravel is a report that must not carry its figures with it.
const codeTravel = "Y409"

// Carries reports whether files may travel inside the report. One for the web may not:
// what is left out of it would be published with them; nor one with 密级, whose workbook
// bears no mark of it. The report itself says so as an error, a version goes without.
func (m *Merger) Carries() bool {
	switch l := m.unit.Issue.Secrecy; {
	case l.Text != "":
		m.refuse(diag.Errorf(l.Pos, codeTravel, "有密级（%s）的报告不能把统计表和数据装进 PDF", l.Text).Over(len([]rune(l.Text))).
			Do("去掉 --attach；统计表另按保密规定报送"))
		return false
	case m.form == formWeb:
		m.refuse(diag.Errorf(m.formPos(), codeTravel, "网上公开版（web）不能把统计表和数据装进 PDF：不公开的内容会跟着出去").
			Do("去掉 --attach，或用 --form plain、redhead 生成报送的一份"))
		return false
	}
	return true
}

func (m *Merger) refuse(d diag.Diagnostic) {
	if m.version == nil {
		m.found.Add(d)
	}
}

// Withheld tells which keys of the data file do not travel: working notes that no page
// shows (备注, 不查), the telephone of who filled it in, other versions, and in a version
// the parts its reader does not get.
func (m *Merger) Withheld(path string) bool {
	switch path {
	case "备注", "不查", "版本", "填报.电话":
		return true
	}
	if m.version == nil {
		return false
	}
	return m.leavesOut(strings.TrimPrefix(path, "正文.")) && (strings.HasPrefix(path, "正文.") || path == data.IntroPart || path == data.AttachmentsPart)
}

// WithoutPhone is the unit with nobody's telephone, for a workbook that travels; nil
// when there is none to leave out.
func (m *Merger) WithoutPhone() *data.Unit {
	if m.unit.Filing.Phone == "" {
		return nil
	}
	u := *m.unit
	u.Filing.Phone = ""
	return &u
}
