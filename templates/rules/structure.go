// structure.go checks the parts of a report and what stands around its text (checks
// C, L).
package rules

import (
	"fmt"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates"
)

// key is the place of a top-level key of the data file, else that of 单位.
func (r *Reading) key(name string) (diag.Pos, int) {
	if p, ok := r.unit.Source.Place(name); ok {
		return p.Pos, 1
	}
	lines := strings.Split(r.unit.Source.Text(), "\n")
	for i, l := range lines {
		if rest, ok := strings.CutPrefix(l, name); ok && strings.HasPrefix(strings.TrimLeft(rest, " \u3000"), ":") || ok && strings.HasPrefix(rest, "：") {
			return diag.Pos{File: r.unit.Source.Name, Line: i + 1, Col: 1}, len([]rune(name))
		}
	}
	return r.unit.Name.Pos, len([]rune(r.unit.Name.Text))
}

// atKey reports a finding at a top-level key.
func (r *Reading) atKey(name string, level diag.Level, code, message, hint string) {
	pos, span := r.key(name)
	r.found.Add(diag.Diagnostic{Pos: pos, Span: span, Level: level, Code: code, Message: message, Hint: hint})
}

// parts reports a required part that has no heading of its own but is named within
// another, and a part that does not say what it must.
func (r *Reading) parts() {
	given := map[string]bool{}
	for _, s := range r.unit.Slots {
		given[s.Name] = s.Text.Filled()
	}
	for _, s := range r.kind.Slots {
		if s.Needed && !given[s.Name] && !s.Default.Filled() && len(s.Elsewhere) > 0 {
			r.elsewhere(s)
		}
		if given[s.Name] && len(s.Says) > 0 {
			r.says(s)
		}
	}
}

func (r *Reading) elsewhere(s templates.Slot) {
	var body *passage
	at := 0
	for _, p := range r.passages {
		for _, w := range s.Elsewhere {
			b := strings.Index(p.str, w)
			if b < 0 {
				continue
			}
			i := len([]rune(p.str[:b]))
			if p.level > 0 && i < p.head {
				r.say(p, i, i+len([]rune(w)), diag.Warning, codeSlots, "“"+s.Name+"”没有单独成一部分，并在别的标题下", "宜单列一部分：写在“正文”的“"+s.Name+"”下")
				return
			}
			if body == nil {
				body, at = p, i
			}
		}
	}
	if body != nil {
		r.say(body, at, at+1, diag.Warning, codeSlots, "“"+s.Name+"”没有单独成一部分，只在句子里提到", "单列一部分写清楚：写在“正文”的“"+s.Name+"”下")
	}
}

func (r *Reading) says(s templates.Slot) {
	var first *passage
	for _, p := range r.passages {
		if p.slot != s.Name {
			continue
		}
		if first == nil {
			first = p
			if p.level != 1 && containsAny(s.Title.Text, s.Says) {
				return
			}
		}
		if containsAny(p.str, s.Says) {
			return
		}
	}
	if first != nil {
		r.say(first, 0, max(first.head, 1), diag.Warning, codeSlots, fmt.Sprintf("“%s”这一部分没有写“%s”", s.Name, strings.Join(s.Says, "、")), "补写；标题也应写明")
	}
}

// heads checks the title.
func (r *Reading) heads() {
	title := ""
	var first *passage
	for _, p := range r.passages {
		if p.title {
			title += p.str
			if first == nil {
				first = p
			}
		}
	}
	if title == "" {
		r.atKey("标题", diag.Error, "C02", "报告没有标题", "删去“标题”一行用模板的，或写上")
		return
	}
	if name := r.ledger.Package.Name; len(r.unit.Title) > 0 && !strings.Contains(title, name) {
		r.say(first, 0, len(first.text), diag.Hint, "C02", "标题里没有报告的规定名称“"+name+"”", "写作“……"+name+"”，或删去“标题”一行用模板的")
	}
}

// formalities checks 主送, 署名 and 成文日期; what is published on the net has none.
func (r *Reading) formalities() {
	if r.web {
		return
	}
	to, signed := false, false
	for _, b := range r.doc.Blocks {
		switch b := b.(type) {
		case doc.Addressees:
			to = len(b.Text) > 0
		case doc.Salutation:
			to = true
		case doc.Signature:
			signed = true
		case doc.Colophon:
			to = to || len(b.Addressees) > 0
		}
	}
	level := diag.Error
	if r.unit.Draft > 0 && r.unit.Date == "" {
		level = diag.Hint // a draft is not sent yet
	}
	if !to && !r.kind.Unaddressed {
		r.atKey("主送", level, "C03", "没有主送机关", "写 主送: [报送的机关]")
	}
	if !signed && !r.unit.DateRefused {
		r.atKey("成文日期", level, "C04", "没有成文日期，署名和日期都不印", "定稿后写 成文日期: 年-月-日，如 2025-01-20")
	}
}

// opening checks 引言: there is one, and it ends by leading over to the report.
func (r *Reading) opening() {
	var last *passage
	for _, p := range r.passages {
		if p.level > 0 {
			break
		}
		if !p.title {
			last = p
		}
	}
	if last == nil {
		r.atKey("引言", diag.Error, "C06", "没有引言", "删去“引言”一行用模板的，或自己写一段")
		return
	}
	if len(r.checks.Closing) > 0 && last.intro && !containsAny(string(last.text), r.checks.Closing) {
		end := len(last.text)
		r.say(last, end-1, end, diag.Warning, "C06", "引言末尾没有“现将……"+r.checks.Closing[0]+"”", "引言最后一句写作“现将……"+r.checks.Closing[0]+"：”")
	}
}

// Longest paragraph and sentence a reader takes in, in characters.
const (
	longParagraph = 600
	longSentence  = 200
)

// tooLong reports paragraphs and sentences that go on too long.
func (r *Reading) tooLong() {
	for _, p := range r.passages {
		if len(p.text) > longParagraph && r.ours(p.place(0).File) {
			r.say(p, 0, 1, diag.Hint, "L01", fmt.Sprintf("这一段有 %d 字", len(p.text)), "一段一个意思，宜分成几段")
		}
		for i := 0; i < len(p.text); {
			end := p.forward(i, "。！？；")
			if end-i > longSentence && r.ours(p.place(i).File) {
				r.say(p, i, i+1, diag.Hint, "L01", fmt.Sprintf("这一句有 %d 字", end-i), "分成几句")
			}
			i = end + 1
		}
	}
}
