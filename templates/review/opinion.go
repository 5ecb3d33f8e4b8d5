// Package review makes the pages a superior's checking gives out: 意见单, which sends a
// report back to its unit, and 花脸稿, two drafts as one marked page. What they say
// stands in the report's package.
package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/hanzi"
	"nianbao/templates"
	"nianbao/templates/data"
)

// Facts are what the words of both pages may name.
type Facts struct {
	Unit, Full string
	Year       int
	File       string // data file, as the unit knows it
	Draft      int    // 稿次, 0 for none
	Due        string // YYYY-MM-DD, "" for none
	Date       string // YYYY-MM-DD of the file's properties
	Words      []string
}

// Item is a finding with where it stands.
type Item struct {
	diag.Diagnostic
	Place string // 第 12 行
	Under string // the heading it stands under, or the key
}

// MustCorrect tells that the findings call for the page: those of the first group do,
// with strict every group's.
func MustCorrect(spec *templates.Returns, found []Item, strict bool) bool {
	return slices.ContainsFunc(found, func(i Item) bool {
		for k, g := range spec.Groups {
			if g.Level == i.Level && (k == 0 || strict) {
				return true
			}
		}
		return false
	})
}

// FileName is a text of the package with its words put in.
func FileName(name data.Line, f *Facts) string { return f.fill(name.Text) }

// Opinion is the page a unit gets that has to correct its report.
func Opinion(spec *templates.Returns, f *Facts, found []Item) doc.Document {
	counts := [3]int{}
	broken := false
	for _, i := range found {
		counts[i.Level]++
		broken = broken || i.Form()
	}
	say := func(text string) string {
		return f.fill(text, "{{错误数}}", strconv.Itoa(counts[diag.Error]), "{{警告数}}", strconv.Itoa(counts[diag.Warning]), "{{提示数}}", strconv.Itoa(counts[diag.Hint]))
	}
	title := say(spec.Title.Text)
	d := doc.Document{Info: doc.Info{Title: title, Author: "年报 nianbao", Subject: f.Unit, Language: "zh-CN", Date: f.Date}}
	add := func(b ...doc.Block) { d.Blocks = append(d.Blocks, b...) }
	paragraphs := func(t data.Text) {
		for _, l := range t {
			add(doc.Para{Text: []doc.Run{{Text: say(l.Text)}}})
		}
	}
	add(doc.Title{Lines: []doc.Run{{Text: title}}, Whole: []string{f.Unit}, Words: f.Words})
	if spec.To.Text != "" {
		add(doc.Addressees{Text: []doc.Run{{Text: say(spec.To.Text)}}})
	}
	paragraphs(spec.Intro)
	if broken {
		paragraphs(spec.Broken)
	}
	due := spec.Undue
	if f.Due != "" {
		due = spec.Due
	}
	if due.Text != "" {
		paragraphs(data.Text{due})
	}
	part := 0
	for _, g := range spec.Groups {
		if n := counts[g.Level]; n > 0 {
			part++
			title := strings.ReplaceAll(say(g.Title.Text), "{{数}}", strconv.Itoa(n))
			add(doc.Heading{Level: 1, Label: hanzi.Numeral(part) + "、", Text: []doc.Run{{Text: title}}}, findings(spec.Column, g.Level, found))
		}
	}
	paragraphs(spec.Close)
	return d
}

// findings is the table of the findings of a level.
func findings(columns []templates.ReviewColumn, level diag.Level, found []Item) doc.Table {
	t := table(columns)
	n := 0
	for _, i := range found {
		if i.Level != level {
			continue
		}
		n++
		row := make([]string, len(columns))
		for c, col := range columns {
			switch col.Shows {
			case "序号":
				row[c] = strconv.Itoa(n)
			case "位置":
				row[c] = i.Place
			case "所在":
				row[c] = i.Under
			case "级别":
				row[c] = i.Level.String()
			case "编号":
				row[c] = i.Code
			case "说明":
				row[c] = i.Message
			case "建议":
				row[c] = i.Hint
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// table is a ruled table with the heads and widths of columns; texts stand left.
func table(columns []templates.ReviewColumn) doc.Table {
	t := doc.Table{Grid: true}
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.Head
		t.Widths = append(t.Widths, c.Width)
		align := doc.AlignLeft
		if slices.Contains([]string{"序号", "级别", "编号", "量词"}, c.Shows) {
			align = doc.AlignCentre
		}
		t.Align = append(t.Align, align)
	}
	t.Head = doc.Heads(heads...)
	return t
}

// fill puts words into a text of the package; more are further ones with what they
// stand for.
func (f *Facts) fill(text string, more ...string) string {
	draft := ""
	if f.Draft > 0 {
		draft = strconv.Itoa(f.Draft)
	}
	words := append([]string{"{{单位}}", f.Unit, "{{全称}}", cmp.Or(f.Full, f.Unit), "{{年度}}", strconv.Itoa(f.Year), "{{文件}}", f.File, "{{稿次}}", draft, "{{期限}}", inWords(f.Due)}, more...)
	return strings.NewReplacer(words...).Replace(text)
}

// inWords turns 2025-01-05 into 2025年1月5日.
func inWords(date string) string {
	parts := strings.Split(date, "-")
	if len(parts) != 3 {
		return date
	}
	return parts[0] + "年" + strings.TrimLeft(parts[1], "0") + "月" + strings.TrimLeft(parts[2], "0") + "日"
}
