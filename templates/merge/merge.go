// Package merge joins a report package and a unit's data into what the report
// says: package × data → doc.Document and doc.Annex. Placeholders become figures,
// typed labels become numbered headings; nothing here has a place on paper.
package merge

import (
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/hanzi"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// Codes of form findings in the text.
const (
	codeHolder  = "Y401" // 占位符写法
	codeName    = "Y402" // 占位符指的东西没有
	codeFilled  = "Y403" // 有这个指标但没有填
	codeFormat  = "Y404" // |汉字 |小数 用不上
	codeReserve = "Y405" // 留用词
	codeLabel   = "N02"  // 贴入的编号与重排后的不同
	codeShape   = "F18"  // 图的样子不合数的性质
	codeItem    = "N06"  // 贴入的“一是”与重排后的不同
)

// Merger joins one unit with its kind of a package.
type Merger struct {
	kind   *templates.Kind
	unit   *data.Unit
	ledger *ledger.Ledger
	form   string
	found  diag.List
	places map[string][]string // path → headings under which it is named
	here   []string            // labels of the headings we are under
	fixed  string              // date used when the unit gives none

	quiet   bool          // text is looked at that is not printed
	turn    *turn         // of the innermost loop we are in
	spun    int           // turns of loops so far
	spent   int           // characters they and wording within wording took
	endless bool          // they were more than there may be
	room    *room         // for all of the text, shared by the versions of a report
	version *data.Version // nil for the report itself
}

// New prepares a merge. form is web, plain or redhead, "" for the unit's or the
// package's own; fixed is the date (YYYY-MM-DD) of files whose report has none.
func New(kind *templates.Kind, unit *data.Unit, l *ledger.Ledger, form, fixed string) *Merger {
	m := &Merger{kind: kind, unit: unit, ledger: l, form: form, fixed: fixed, places: map[string][]string{}, room: &room{left: data.MaxText}}
	if m.form == "" {
		m.form = unit.Form
	}
	if m.form == "" {
		m.form = kind.Form
	}
	if m.form == "" {
		m.form = formPlain
	}
	return m
}

// Web reports whether this is the form published on the net.
func (m *Merger) Web() bool { return m.form == formWeb }

// AlsoNamed adds the headings under which figures stand that were typed into the text
// instead of being put in: the list of indicators gives these places too.
func (m *Merger) AlsoNamed(places map[string][]string) {
	for path, list := range places {
		for _, where := range list {
			if !slices.Contains(m.places[path], where) {
				m.places[path] = append(m.places[path], where)
			}
		}
	}
}

// Findings are what Document and Annex came upon.
func (m *Merger) Findings() diag.List {
	found := diag.List{}
	seen := map[diag.Diagnostic]bool{} // a loop may come upon the same thing in every turn
	for _, d := range m.found {
		if !seen[d] {
			seen[d] = true
			found.Add(d)
		}
	}
	m.found = found
	m.unit.Source.Excerpts(m.found)
	return m.found
}

// Document builds the report.
func (m *Merger) Document() doc.Document {
	title := m.title()
	d := doc.Document{Info: m.info(title)}
	m.closedToWeb()
	if m.heads() {
		d.Blocks = append(d.Blocks, m.letterhead())
	}
	if len(title.Lines) > 0 {
		d.Blocks = append(d.Blocks, title)
	}
	d.Blocks = append(d.Blocks, m.spokenTo()...)
	b := body{m: m}
	intro := m.unit.Intro
	if intro == nil && !m.unit.NoIntro {
		intro = data.Text(m.kind.Intro)
	}
	if !m.unit.NoIntro && !m.leavesOut(data.IntroPart) {
		b.said(b.open(m.controlled(intro)))
	}
	for _, s := range m.kind.Slots {
		if text := b.open(m.controlled(append(slices.Clone(m.slotText(s)), s.After...))); len(text) > 0 && !m.leavesOut(s.Name) {
			b.template(s, text[0].Line)
			b.said(text)
		}
	}
	d.Blocks = append(d.Blocks, b.blocks...)
	if m.form != formWeb {
		d.Blocks = append(d.Blocks, m.tail()...)
	}
	for i := range d.Blocks {
		normalize(d.Blocks[i])
	}
	return d
}

func (m *Merger) slotText(s templates.Slot) data.Text {
	for _, given := range m.unit.Slots {
		if given.Name == s.Name {
			return given.Text
		}
	}
	return s.Default
}

func (m *Merger) title() doc.Title {
	text := m.unit.Title
	if text == nil {
		text = m.kind.Title
	}
	t := doc.Title{Whole: []string{m.unit.FullName.Text, m.unit.Name.Text}, Words: m.ledger.Package.Words, Under: m.under()}
	for _, line := range m.controlled(text) {
		m.in(line.turn, func() {
			for _, row := range titleRows(plainText(m.expand(line.Line))) {
				t.Lines = append(t.Lines, doc.Run{Text: row, Pos: line.Pos})
			}
		})
	}
	return t
}

func (m *Merger) info(t doc.Title) doc.Info {
	i := doc.Info{Author: m.unit.FullName.Text, Subject: m.ledger.Package.Name, Language: "zh-CN", Date: m.unit.Date}
	for _, l := range t.Lines {
		i.Title += l.Text
	}
	if i.Date == "" {
		i.Date = m.fixed
	}
	return i
}

// listed joins texts with a mark.
func (m *Merger) listed(texts data.Texts, mark string) []doc.Run {
	var runs []doc.Run
	for i, t := range texts {
		if i > 0 {
			runs = append(runs, doc.Run{Text: mark, Pos: t.Pos})
		}
		runs = append(runs, m.expand(t)...)
	}
	return runs
}

func (m *Merger) addressees() doc.Addressees {
	to := m.unit.Addressees
	if m.version != nil && m.version.Addressees != nil {
		to = m.version.Addressees
	}
	if to == nil {
		to = m.kind.Addressees
	}
	// 同类机关之间用顿号; where an item is a list itself, a comma parts the groups
	mark := "、"
	for _, t := range to {
		if strings.Contains(t.Text, "、") {
			mark = "，"
		}
	}
	return doc.Addressees{Text: trimEnd(m.listed(to, mark), "：:")}
}

// tail is what follows the text: 附件说明, 署名 and 成文日期, 附注.
func (m *Merger) tail() []doc.Block {
	var out []doc.Block
	if list := m.attachments(); len(list) > 0 {
		note := doc.AttachmentNote{}
		for _, a := range list {
			note.Names = append(note.Names, m.attachmentName(a))
		}
		out = append(out, note)
	}
	out = append(out, m.signature()...)
	remark := m.unit.Remark
	if remark == nil {
		remark = m.kind.Remark
	}
	if remark.Filled() {
		runs := m.expand(remark[0])
		if len(runs) > 0 {
			runs[0].Text = strings.TrimLeft(runs[0].Text, "（(")
			runs[len(runs)-1].Text = strings.TrimRight(runs[len(runs)-1].Text, "）)")
			out = append(out, doc.Remark{Text: runs})
		}
	}
	return out
}

func (m *Merger) seal() string {
	if m.unit.Issue.Seal != "" {
		return m.unit.Issue.Seal
	}
	return m.kind.Seal
}

// chineseDate turns 2025-01-05 into 2025年1月5日 (7.3.5.4).
func chineseDate(iso string) string {
	parts := strings.Split(iso, "-")
	if len(parts) != 3 {
		return iso
	}
	return parts[0] + "年" + strings.TrimLeft(parts[1], "0") + "月" + strings.TrimLeft(parts[2], "0") + "日"
}

func plainText(runs []doc.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// normalize puts full-width marks into a block: over the whole paragraph, so that
// a mark beside a figure sees its neighbours.
func normalize(b doc.Block) {
	switch b := b.(type) {
	case doc.Title:
		for _, lines := range [][]doc.Run{b.Lines, b.Under} {
			for i := range lines {
				full(lines[i : i+1])
			}
		}
	case doc.Letterhead: // names and numbers
	case doc.Addressees:
		full(b.Text)
	case doc.Salutation:
		full(b.Text)
	case doc.Colophon:
		full(b.CopyTo)
	case doc.Heading:
		full(b.Text, b.Body)
	case doc.Para:
		full(b.Text)
	case doc.Table, doc.Figure:
	case doc.AttachmentNote:
		for i := range b.Names {
			full(b.Names[i : i+1])
		}
	case doc.Signature:
	case doc.Remark:
		full(b.Text)
	case doc.Attachment: // its cells are figures and the package's words
		full(b.Title)
	}
}

func full(parts ...[]doc.Run) {
	halfWidth := func(r doc.Run) bool { return strings.ContainsAny(r.Text, hanzi.HalfWidth) }
	if !slices.ContainsFunc(parts, func(runs []doc.Run) bool { return slices.ContainsFunc(runs, halfWidth) }) {
		return
	}
	var all []rune
	for _, runs := range parts {
		for _, r := range runs {
			all = append(all, []rune(r.Text)...)
		}
	}
	hanzi.Normalize(all)
	for _, runs := range parts {
		for i := range runs {
			n := len([]rune(runs[i].Text))
			runs[i].Text = string(all[:n])
			all = all[n:]
		}
	}
}
