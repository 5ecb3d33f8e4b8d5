// issue.go makes 版头 and 版记 of what 发文 says (GB/T 9704 7.2, 7.4), and puts right
// what has one right writing.
package merge

import (
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

// Codes of what is found in 发文.
const (
	codeCopyNumber = "F11" // 份号
	codeSecrecy    = "F12" // 密级
	codeUrgency    = "F13" // 紧急程度
	codeNumber     = "F14" // 文号
	codeSignatory  = "F15" // 签发人
	codeIssued     = "F16" // 成文日期、署名、印发
	codeCopyTo     = "F17" // 抄送
	codeSecret     = "Y407"
)

// suffix is what a 发文机关标志 of several organs has at its right, and that of one
// behind its name (7.2.4).
const suffix = "文件"

// heads reports whether this form has 版头 and 版记.
func (m *Merger) heads() bool { return m.form == formRedHead }

// letterhead is 版头. Without 机关标志 it is the unit's full name with 文件.
func (m *Merger) letterhead() doc.Letterhead {
	i := &m.unit.Issue
	h := doc.Letterhead{Preprinted: i.Preprinted, Words: m.ledger.Package.Words, Suffix: suffix,
		CopyNumber: m.copyNumber(), Secrecy: m.secrecy(), Urgency: m.urgency(), DocNumber: m.docNumber()}
	if len(i.Organs) > 0 {
		h.Suffix = ""
	}
	for _, o := range i.Organs {
		text, cut := strings.CutSuffix(o.Text, suffix)
		if cut {
			h.Suffix = suffix
		}
		h.Organs = append(h.Organs, doc.Run{Text: strings.TrimSpace(text), Pos: o.Pos})
	}
	if len(h.Organs) == 0 {
		h.Organs = []doc.Run{line(m.unit.FullName)}
	}
	for _, s := range i.Signatories {
		h.Signatory = append(h.Signatory, line(s))
	}
	if len(h.Signatory) == 0 {
		m.found.Add(diag.Warnf(m.issuePos("签发人"), codeSignatory, "报告是上行文，版头要有签发人（7.2.6）").Do("写作 发文: {签发人: [姓名]}；联合行文写各机关的签发人"))
	}
	return h
}

// line is a text of the data file as a run.
func line(l data.Line) doc.Run { return doc.Run{Text: l.Text, Pos: l.Pos} }

// issuePos is where member of 发文 is filled in, else where 发文 stands, or, without it,
// the form that asks for it.
func (m *Merger) issuePos(member string) diag.Pos {
	if p, ok := m.unit.Source.Place("发文." + member); ok {
		return p.Pos
	}
	if m.unit.Issue.Pos.Line > 0 {
		return m.unit.Issue.Pos
	}
	return m.formPos()
}

// formPos is where the form was chosen, the unit's kind when that was not in its file.
func (m *Merger) formPos() diag.Pos {
	if m.version != nil && m.version.FormPos.Line > 0 {
		return m.version.FormPos
	}
	if m.unit.FormPos.Line > 0 {
		return m.unit.FormPos
	}
	return m.unit.Kind.Pos
}

var digits = pattern.Later(`^\d{1,6}$`)

// copyNumber is 份号 in six digits (7.2.1).
func (m *Merger) copyNumber() doc.Run {
	l := m.unit.Issue.CopyNumber
	switch {
	case l.Text == "" && m.unit.Issue.Secrecy.Text != "":
		m.found.Add(diag.Warnf(m.unit.Issue.Secrecy.Pos, codeCopyNumber, "涉密公文要标注份号").Do("写作 份号: 1，印成六位"))
	case l.Text != "" && !digits().MatchString(l.Text):
		m.found.Add(diag.Warnf(l.Pos, codeCopyNumber, "份号应为六位以内的阿拉伯数字，现为“%s”", l.Text).Over(len([]rune(l.Text))).Do("写作 份号: 1，印成 000001（7.2.1）"))
	case l.Text != "":
		l.Text = strings.Repeat("0", 6-len(l.Text)) + l.Text
	}
	return line(l)
}

var secrecy = pattern.Later(`^(绝密|机密|秘密)\s*[★☆*]?\s*(.*)$`)

// secrecy is 密级和保密期限 with ★ between them (7.2.2).
func (m *Merger) secrecy() doc.Run {
	l := m.unit.Issue.Secrecy
	if l.Text == "" {
		return doc.Run{}
	}
	parts := secrecy().FindStringSubmatch(l.Text)
	if parts == nil {
		m.found.Add(diag.Warnf(l.Pos, codeSecrecy, "密级应为绝密、机密或秘密，现为“%s”", l.Text).Over(len([]rune(l.Text))).Do("写作 机密★1年；没有密级删去这一行"))
		return line(l)
	}
	if l.Text = parts[1]; parts[2] != "" {
		l.Text += "★" + parts[2]
	}
	return line(l)
}

func (m *Merger) urgency() doc.Run {
	l := m.unit.Issue.Urgency
	if l.Text != "" && !slices.Contains([]string{"特急", "加急"}, l.Text) {
		m.found.Add(diag.Warnf(l.Pos, codeUrgency, "紧急程度应为特急或加急，现为“%s”", l.Text).Over(len([]rune(l.Text))).Do("写作 紧急程度: 特急；不急删去这一行（7.2.3）"))
	}
	return line(l)
}

var docNumber = pattern.Later(`^(.*?)\s*[〔\[［(（【]\s*(\d{4})年?\s*[〕\]］)）】]\s*第?\s*0*(\d+)\s*号$`)

// docNumber is 发文字号: the year in full in 〔 〕, no 第, no leading zeros (7.2.5).
func (m *Merger) docNumber() doc.Run {
	l := m.unit.Issue.Number
	if l.Text == "" {
		m.found.Add(diag.Warnf(m.issuePos("文号"), codeNumber, "红头形式没有发文字号，空着它的位置").Do("写作 发文: {文号: 某政报〔2025〕3号}"))
		return doc.Run{}
	}
	parts := docNumber().FindStringSubmatch(l.Text)
	if parts == nil || parts[1] == "" {
		m.found.Add(diag.Warnf(l.Pos, codeNumber, "发文字号应为机关代字、年份、发文顺序号，现为“%s”", l.Text).Over(len([]rune(l.Text))).Do("写作 某政报〔2025〕3号（7.2.5）"))
		return line(l)
	}
	right := parts[1] + "〔" + parts[2] + "〕" + parts[3] + "号"
	if right != l.Text {
		m.found.Add(diag.Hintf(l.Pos, codeNumber, "发文字号“%s”印作“%s”", l.Text, right).Over(len([]rune(l.Text))).Do("年份用〔〕，不加“第”，不编虚位（7.2.5）"))
	}
	if year, _, _ := strings.Cut(m.unit.Date, "-"); year != "" && year != parts[2] {
		m.found.Add(diag.Warnf(l.Pos, codeNumber, "发文字号的年份 %s 与成文日期的 %s 不同", parts[2], year).Over(len([]rune(l.Text))).Do("改正其一"))
	}
	return doc.Run{Text: right, Pos: l.Pos}
}

// Colophon is 版记, which stands behind everything else; in other forms there is none.
func (m *Merger) Colophon() []doc.Block {
	to := m.unit.CopyTo
	if to == nil {
		to = m.kind.CopyTo
	}
	if !m.heads() {
		if len(m.unit.CopyTo) > 0 && m.version == nil && m.form != formWeb {
			m.found.Add(diag.Hintf(m.unit.CopyTo[0].Pos, codeCopyTo, "抄送印在版记里，只有红头形式才有版记").Do("要印写 版式: redhead；不印不用管它"))
		}
		return nil
	}
	i := &m.unit.Issue
	c := doc.Colophon{CopyTo: trimEnd(m.listed(to, "，"), "。，；、 "), Printer: line(i.Printer), PrintDate: doc.Run{Text: chineseDate(i.PrintDate), Pos: i.PrintDatePos}}
	switch {
	case i.Printer.Text != "" && i.PrintDate == "":
		m.found.Add(diag.Warnf(i.Printer.Pos, codeIssued, "有印发机关，没有印发日期").Do("写作 印发日期: 2025-01-21（7.4.3）"))
	case i.Printer.Text == "" && i.PrintDate != "":
		m.found.Add(diag.Warnf(i.PrintDatePos, codeIssued, "有印发日期，没有印发机关").Do("写作 印发机关: 某某局办公室（7.4.3）"))
	case i.PrintDate != "" && m.unit.Date != "" && i.PrintDate < m.unit.Date:
		m.found.Add(diag.Warnf(i.PrintDatePos, codeIssued, "印发日期早于成文日期").Do("印发日期是送印的日期，不会早于成文日期"))
	}
	block := []doc.Block{c}
	normalize(c)
	return block
}

// trimEnd takes the marks in cut off the end of the last run.
func trimEnd(runs []doc.Run, cut string) []doc.Run {
	if n := len(runs); n > 0 {
		runs[n-1].Text = strings.TrimRight(runs[n-1].Text, cut)
	}
	return runs
}

// organs are those who sign: the unit, or the organs of a joint document, whose lead
// is the unit by its full name.
func (m *Merger) organs() []doc.Run {
	signs := []doc.Run{line(m.unit.FullName)}
	if !m.heads() || len(m.unit.Issue.Organs) < 2 {
		return signs
	}
	for _, o := range m.unit.Issue.Organs[1:] {
		o.Text = strings.TrimSpace(strings.TrimSuffix(o.Text, suffix))
		signs = append(signs, line(o))
	}
	return signs
}

// signature is 署名 and 成文日期; without a date there is neither.
func (m *Merger) signature() []doc.Block {
	if m.unit.Date == "" {
		return nil
	}
	s := doc.Signature{Organs: m.organs(), Date: doc.Run{Text: chineseDate(m.unit.Date), Pos: m.unit.DatePos}, Words: m.ledger.Package.Words}
	switch m.seal() {
	case "加盖":
		s.Seal = doc.Sealed
	case "签名章":
		s.Seal = doc.Stamped
		s.Office = line(m.unit.Issue.Office)
		if s.Office.Text == "" {
			m.found.Add(diag.Warnf(m.issuePos("职务"), codeIssued, "加盖签名章，左边要有签发人的职务").Do("写作 发文: {印章: 签名章, 职务: 主任}（7.3.5.3）"))
		}
	}
	return []doc.Block{s}
}

// closedToWeb refuses to publish what is secret.
func (m *Merger) closedToWeb() {
	if l := m.unit.Issue.Secrecy; m.form == formWeb && l.Text != "" {
		m.found.Add(diag.Errorf(l.Pos, codeSecret, "有密级（%s）的报告不能按 web 形式公开", l.Text).Over(len([]rune(l.Text))).
			Do("解密后删去密级再公开；内部报送用 --form plain 或 redhead"))
	} else if l.Text != "" && !m.heads() {
		m.found.Add(diag.Warnf(l.Pos, codeSecrecy, "有密级（%s），但只有红头形式的版头印密级", l.Text).Over(len([]rune(l.Text))).Do("写 版式: redhead，或 --form redhead"))
	}
}
