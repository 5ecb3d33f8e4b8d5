package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/compare"
	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// Draft is one of the two drafts compared.
type Draft struct {
	Name string // as the reader knows it: its file, its 稿次
	File string
	doc.Document
	*ledger.Ledger
	Figures []Typed // of its text
}

// Neutral is the page of a package that describes none.
func Neutral() templates.Marked {
	line := func(s string) data.Line { return data.Line{Text: s} }
	return templates.Marked{
		File: line("{{单位}}{{年度}}两稿对照"), Under: line("（两稿对照）"), Struck: line("划去的字"), Added: line("加线的字"), Figures: line("变动的数"),
		Intro: data.Text{line("{{甲}}（甲）与{{乙}}（乙）对照：{{删样}}甲有乙无，{{增样}}乙有甲无。")},
		Column: []templates.ReviewColumn{{Head: "指标", Shows: "名称", Width: 30}, {Head: "写法", Shows: "路径", Width: 26},
			{Head: "甲稿", Shows: "甲数", Width: 12}, {Head: "乙稿", Shows: "乙数", Width: 12}, {Head: "增减", Shows: "增减", Width: 12}},
	}
}

// Marked is two drafts as one page, and the figures that changed at its end. ok is false
// when they print the same and no figure differs.
func Marked(spec *templates.Marked, f *Facts, was, is Draft, words compare.Words) (d doc.Document, changes []Change, ok bool) {
	body, differ := compare.Documents(was.Document, is.Document, words)
	changes = Changes(was.Ledger, is.Ledger)
	if !differ && len(changes) == 0 {
		return d, nil, false
	}
	if differ {
		changes = append(changes, TypedChanges(was.Figures, is.Figures)...)
	}
	d = doc.Document{Info: is.Info}
	d.Info.Title = cmp.Or(strings.TrimSpace(d.Info.Title+f.fill(spec.Under.Text)), is.Name)
	intro := []doc.Block{}
	for _, l := range spec.Intro {
		intro = append(intro, doc.Para{Text: key(spec, f.fill(l.Text, "{{甲}}", was.Name, "{{乙}}", is.Name, "{{甲文件}}", was.File, "{{乙文件}}", is.File))})
	}
	at := slices.IndexFunc(body, func(b doc.Block) bool { _, is := b.(doc.Title); return is })
	if at >= 0 {
		title := body[at].(doc.Title)
		title.Under = nil
		if spec.Under.Text != "" {
			title.Under = []doc.Run{{Text: f.fill(spec.Under.Text)}}
		}
		body[at] = title
	}
	d.Blocks = append(secrecy(is.Blocks), body[max(at, 0):max(at+1, 0)]...)
	d.Blocks = append(append(d.Blocks, intro...), body[:max(at, 0)]...) // what changed of the red head
	d.Blocks = append(d.Blocks, body[at+1:]...)
	if len(changes) > 0 {
		d.Blocks = append(d.Blocks, doc.Attachment{Title: []doc.Run{{Text: f.fill(spec.Figures.Text)}}, Blocks: []doc.Block{changed(spec.Column, changes)}})
	}
	return d, changes, true
}

// secrecy is 密级 of the report: a page that shows its text bears it too.
func secrecy(blocks []doc.Block) []doc.Block {
	for _, b := range blocks {
		if head, ok := b.(doc.Letterhead); ok && head.Secrecy.Text != "" {
			return []doc.Block{doc.Para{Text: []doc.Run{{Text: head.Secrecy.Text}}}}
		}
	}
	return nil
}

// key puts the samples into the words that explain the page.
func key(spec *templates.Marked, text string) (out []doc.Run) {
	for text != "" {
		i, sample, edit, mark := len(text), "", doc.Kept, ""
		for _, s := range []struct {
			mark, text string
			edit       doc.Edit
		}{{"{{删样}}", spec.Struck.Text, doc.Struck}, {"{{增样}}", spec.Added.Text, doc.Added}} {
			if at := strings.Index(text, s.mark); at >= 0 && at < i {
				i, sample, edit, mark = at, s.text, s.edit, s.mark
			}
		}
		if i > 0 {
			out = append(out, doc.Run{Text: text[:i]})
		}
		if sample != "" {
			out = append(out, doc.Run{Text: sample, Edit: edit})
		}
		text = text[min(i+len(mark), len(text)):]
	}
	return out
}

// changed is the table of the figures that changed.
func changed(columns []templates.ReviewColumn, list []Change) doc.Table {
	t := table(columns)
	t.Figures = make([]bool, len(columns))
	for c, col := range columns {
		if slices.Contains([]string{"甲数", "乙数", "增减"}, col.Shows) {
			t.Align[c], t.Figures[c] = doc.AlignAuto, true
		}
	}
	for n, x := range list {
		row := make([]string, len(columns))
		for c, col := range columns {
			switch col.Shows {
			case "序号":
				row[c] = strconv.Itoa(n + 1)
			case "名称":
				row[c] = x.Indicator
			case "路径":
				row[c] = x.Path
			case "量词":
				row[c] = x.Measure
			case "甲数":
				row[c] = cmp.Or(x.Was, "—")
			case "乙数":
				row[c] = cmp.Or(x.Is, "—")
			case "增减":
				row[c] = cmp.Or(x.Difference, "—")
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
