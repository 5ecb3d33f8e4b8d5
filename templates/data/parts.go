// parts.go decodes the parts of a data file that are not figures.
package data

import (
	"slices"
	"strings"

	"nianbao/render/diag"
)

func (d *decoder) slots(p Pair) {
	if p.Value.Kind != Map {
		d.Wrong(p.Value.Pos, p.Key, "各段文字", "下面缩进两格写各段，如“"+first(d.schema.Slots)+": |”")
		return
	}
	for _, q := range p.Value.Pairs {
		if !slices.Contains(d.schema.Slots, q.Key) {
			d.Unknown(q, "“正文”没有“%s”这一段", d.schema.Slots, nil)
			continue
		}
		if q.Value.Kind == Empty {
			continue
		}
		if t := d.Text(q); t != nil { // "" is kept: it means none, not the package's default
			d.unit.Slots = append(d.unit.Slots, Slot{q.Key, t})
		}
	}
}

// allSheets asks for every sheet of the annex.
const allSheets = "全部"

// Attachments reads 附件: names, or {名: …, 表: 全部 or [sheets]} for those that are
// printed.
func (r *Reader) Attachments(p Pair) []Attachment {
	out := []Attachment{}
	items := p.Value.Items
	if p.Value.Kind != List {
		items = []*Node{p.Value}
	}
	for _, item := range items {
		var a Attachment
		if item.Kind == Map {
			r.Fields(Pair{p.Key, item.Pos, item}, map[string]func(Pair){
				"名": func(q Pair) { a.Name = r.Line(q) },
				"表": func(q Pair) {
					a.Sheets = r.Texts(q)
					a.All = len(a.Sheets) == 1 && a.Sheets[0].Text == allSheets
				},
			})
		} else {
			a.Name = r.Line(Pair{p.Key, item.Pos, item})
		}
		if a.Name.Text != "" {
			out = append(out, a)
		}
	}
	return out
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// forms are the forms of contract §1 (--form); seals are those of 7.3.5.
var (
	forms = []string{"web", "plain", "redhead"}
	seals = []string{"无", "加盖", "签名章"}
)

// into returns a reader that stores a one-line text.
func (d *decoder) into(to *string) func(Pair) { return func(q Pair) { *to = d.Line(q).Text } }

// line returns a reader that stores a one-line text with its place.
func (d *decoder) line(to *Line) func(Pair) { return func(q Pair) { *to = d.Line(q) } }

func (d *decoder) issue(p Pair) {
	i := &d.unit.Issue
	i.Pos = p.Pos
	d.Fields(p, map[string]func(Pair){
		"份号": d.line(&i.CopyNumber), "密级": d.line(&i.Secrecy), "紧急程度": d.line(&i.Urgency), "文号": d.line(&i.Number),
		"职务": d.line(&i.Office), "印发机关": d.line(&i.Printer),
		"印发日期": func(q Pair) { i.PrintDate, i.PrintDatePos = d.Date(q), q.Value.Pos },
		"机关标志": func(q Pair) { i.Organs = d.Texts(q) }, "签发人": func(q Pair) { i.Signatories = d.Texts(q) },
		"印章": func(q Pair) { i.Seal = d.Choice(q, seals).Text },
		"套打": func(q Pair) { i.Preprinted = d.Choice(q, yesNo).Text == "是" },
	})
}

func (d *decoder) versions(p Pair) {
	if p.Value.Kind != List {
		d.Wrong(p.Value.Pos, p.Key, "列表", "每个版本写作“- {名: …, 形式: …}”")
		return
	}
	for _, item := range p.Value.Items {
		var v Version
		d.Fields(Pair{p.Key, item.Pos, item}, map[string]func(Pair){
			"名": d.line(&v.Name), "称谓": d.line(&v.Salutation),
			"题注": func(q Pair) { v.Caption = d.Text(q) },
			"形式": func(q Pair) { v.Form, v.FormPos = d.Choice(q, forms).Text, q.Value.Pos },
			"主送": func(q Pair) { v.Addressees = d.Texts(q) },
			"不含": func(q Pair) { v.Without = d.without(q) },
		})
		switch {
		case item.Kind != Map: // reported
		case v.Name.Text == "":
			d.Add(diag.Errorf(item.Pos, codeMissing, "这个版本缺“名”").Do("写作 {名: 报人大常委会, 形式: plain}；名会写进文件名"))
		case slices.ContainsFunc(d.unit.Versions, func(o Version) bool { return o.Name.Text == v.Name.Text }):
			d.Add(diag.Errorf(v.Name.Pos, codeTwice, "有两个版本都叫“%s”", v.Name.Text).Over(len([]rune(v.Name.Text))).Do("文件会互相覆盖，换一个名"))
		default:
			d.unit.Versions = append(d.unit.Versions, v)
		}
	}
}

// IntroPart and AttachmentsPart are what a version may leave out beside the parts of
// 正文.
const (
	IntroPart       = "引言"
	AttachmentsPart = "附件"
)

// without reads the parts a version leaves out.
func (d *decoder) without(p Pair) (out Texts) {
	known := append(slices.Clone(d.schema.Slots), IntroPart, AttachmentsPart)
	for _, l := range d.Texts(p) {
		if !slices.Contains(known, l.Text) {
			x := diag.Errorf(l.Pos, codeChoice, "“不含”里没有“%s”这一部分", l.Text).Over(len([]rune(l.Text)))
			d.Add(x.Do("可写：%s", strings.Join(known, "、")))
			continue
		}
		out = append(out, l)
	}
	return out
}

func (d *decoder) filing(p Pair) {
	f := &d.unit.Filing
	d.Fields(p, map[string]func(Pair){
		"填报人": d.into(&f.By), "审核人": d.into(&f.Checked), "负责人": d.into(&f.Head), "电话": d.into(&f.Phone),
		"报送日期": func(q Pair) { f.Sent = d.Date(q) },
	})
}

// notes reads 备注: one text for the unit, or texts by path.
func (d *decoder) notes(p Pair) {
	if p.Value.Kind == Scalar {
		d.unit.Notes[""] = d.Text(p).String()
		return
	}
	for _, n := range d.Named(p, nil) {
		if d.field(n.Key) == nil {
			d.Add(diag.Errorf(n.Pos, codeUnknown, "备注指的“%s”没有这个指标", n.Key).Over(len([]rune(n.Key))).Do("写“组.项”，如 %s", firstPath(d.schema)))
			continue
		}
		d.unit.Notes[n.Key] = n.Text.Text
	}
}

func firstPath(s *Schema) string {
	if len(s.Fields) == 0 {
		return ""
	}
	return s.Fields[0].Path()
}

func (d *decoder) unchecked(p Pair) {
	for _, n := range d.Named(p, nil) {
		if n.Text.Text == "" {
			d.Add(diag.Errorf(n.Text.Pos, codeMissing, "不查“%s”要写理由", n.Key).Do("写作 %s: 理由", n.Key))
			continue
		}
		d.unit.Unchecked[n.Key] = n.Text.Text
	}
}
