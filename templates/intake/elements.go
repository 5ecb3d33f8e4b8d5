// elements.go takes over what was changed outside the text, or tells why it is not.

package intake

import (
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/docx"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
	"nianbao/templates/merge"
)

// keys says which key of the data file an element is made of.
var keys = map[string]string{
	docx.OrganStyle: "“全称”", docx.HeadStyle: "“发文”", docx.MarkStyle: "“发文”的“机关标志”", docx.ColophonStyle: "“抄送”和“发文”",
	docx.NoteStyle: "“附件”", docx.UnderStyle: "“版本”的“题注”", docx.SalutationStyle: "“版本”的“称谓”", docx.TableStyle: "“统计”", docx.CaptionStyle: "模板",
}

var chineseDate = pattern.Later(`(\d{4})年(\d{1,2})月(\d{1,2})日`)

// element takes over a change outside the text.
func (v *revision) element(style string, p, was Para) {
	_, text := said(p, style)
	switch style {
	case docx.TitleStyle:
		v.one(merge.TitlePart, text, was)
	case docx.RemarkStyle:
		v.one(merge.RemarkPart, strings.Trim(text, "（）()"), Para{Text: strings.Trim(was.Text, "（）()")})
	case docx.AddresseesStyle:
		v.addressees(text)
	case docx.DateStyle:
		m := chineseDate().FindStringSubmatch(squash(text))
		if m == nil {
			v.notTaken(p.Text, "成文日期写作 2025年1月20日")
			return
		}
		date := m[1] + "-" + two(m[2]) + "-" + two(m[3])
		v.whole = append(v.whole, func(e *data.Editor) error { return e.SetText(v.src.Root, []string{"成文日期"}, []string{date}) })
		v.out.Changed++
	default:
		v.notTaken(p.Text, "这一处由"+keys[style]+"而来，要改请改那里")
	}
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// one takes over a part that is one paragraph.
func (v *revision) one(part, text string, was Para) {
	i := slices.IndexFunc(v.src.Written, func(w merge.Written) bool { return w.Part == part })
	if i < 0 {
		v.notTaken(text, "")
		return
	}
	w := v.src.Written[i]
	bare := strings.ReplaceAll(was.Text, "\n", "")
	if opening := strings.HasPrefix(w.Text(), "（"); part == merge.RemarkPart && opening {
		text, bare = "（"+text+"）", "（"+bare+"）"
	}
	lines, ok := v.rewrite(&w, bare, text, 0, 0)
	if !ok {
		return
	}
	v.whole = append(v.whole, func(e *data.Editor) error { return e.SetText(v.src.Root, []string{part}, lines) })
	v.out.Changed++
}

// addressees takes over 主送, one item for each organ between the marks.
func (v *revision) addressees(text string) {
	for _, w := range v.src.Written {
		if w.Part == merge.AddresseesPart && slices.ContainsFunc(w.Pieces, func(p merge.Piece) bool { return p.Holder }) {
			v.notTaken(text, "“主送”里有占位符，请自己改")
			return
		}
	}
	mark := "、"
	if strings.Contains(text, "，") {
		mark = "，"
	}
	items := strings.Split(text, mark)
	v.whole = append(v.whole, func(e *data.Editor) error {
		return e.SetList(v.src.Root, []string{merge.AddresseesPart}, items)
	})
	v.out.Changed++
}

// notTaken tells of a change that stays in the corrected file.
func (v *revision) notTaken(text, hint string) {
	if hint == "" {
		hint = "这一处不在“正文”里，要改请改数据文件"
	}
	v.found.Add(diag.Warnf(diag.Pos{File: v.file}, codeNotTaken, "没有收回的改动：“%s”", brief(text)).Do("%s", hint))
}

// remarks tells of comments and tracked changes.
func (v *revision) remarks() {
	if v.docx.Tracked > 0 {
		v.found.Add(diag.Hintf(diag.Pos{File: v.file}, codeTracked, "文件里有 %d 处修订标记，都按接受读", v.docx.Tracked).Do("不接受的，先在 Word 里拒绝，再导入"))
	}
	for _, c := range v.docx.Comments {
		by := ""
		if c.By != "" {
			by = "（" + c.By + "）"
		}
		v.found.Add(diag.Hintf(diag.Pos{File: v.file}, codeComment, "批注%s：%s；在“%s”处", by, c.Text, brief(c.At)).Do("批注不进数据文件，看过照办"))
	}
}

// brief is a text short enough for a message.
func brief(s string) string {
	rs := []rune(squash(s))
	if len(rs) > 24 {
		return string(rs[:24]) + "…"
	}
	return string(rs)
}
