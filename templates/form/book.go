package form

import (
	"fmt"
	"math/big"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

// What stands in the first cell of each sheet tells what the sheet is, whatever it is
// renamed to. A colon and a name follow where there are several.
const (
	FactsTitle  = "单位信息" // every form has it
	guideTitle  = "填表说明"
	figureTitle = "统计指标"
	ownTitle    = "自定指标"
	rosterTitle = "名单"
	textTitle   = "正文"
	listsTitle  = "附件等"
)

// none is written in a cell for "there is none", where an empty cell takes what the
// package says.
const none = "（不写）"

// Columns of the sheet of figures.
const (
	colPath = iota
	colItem
	colIndicator
	colMeasure
	colThis
	colLast
	colTarget
	colOffice
	colLedger
	colNote
	colHelp
	figureColumns
)

var figureHeads = []string{"引用名", "项目", "指标", "量词", "本年", "上年", "目标", "填报科室", "依据台账", "备注", "说明"}

// Columns of the sheet of own figures.
const (
	ownName = iota
	ownIndicator
	ownMeasure
	ownThis
	ownLast
	ownTarget
	ownOffice
	ownLedger
	ownNote
)

var ownHeads = []string{"名称", "表里印的名称", "量词", "本年", "上年", "目标", "填报科室", "依据台账", "备注"}

// textHead stands above the paragraphs of a text, rosterYear above the year of records.
const (
	textHead   = "一格一段"
	rosterYear = "年"
)

// Rows left blank for what is not there yet.
const (
	blankItems = 6
	blankOwn   = 12
	blankText  = 40
	blankList  = 6
)

// Book makes the fill-in workbook.
func (f *Form) Book() doc.Annex {
	b := &book{form: f}
	b.guide()
	b.facts()
	b.figures()
	b.own()
	for _, field := range f.Package.Schema.Fields {
		if field.Type == data.Roster {
			b.roster(field)
		}
	}
	b.text(keyIntro, f.Tree.Get(keyIntro), []string{"引言：不写用缺省的一段；不要引言的，在第一格写 无。"}, nil)
	for i := range f.Kind.Slots {
		s := &f.Kind.Slots[i]
		about := []string{f.heading(s)}
		if s.Note != "" {
			about = append(about, s.Note)
		}
		b.text(textTitle+"："+s.Name, slotText(f.Tree, s.Name), about, f.Reminders[s.Name])
		if back := f.Reminders[s.Name]; len(back) > 0 {
			b.last().Rows[b.head].Cells[1].Text = "去年报告的“" + s.LookBack.Text + "”，供对照"
		}
	}
	b.lists()
	return doc.Annex{Info: doc.Info{Title: fmt.Sprintf("%s（%d年）填报表", f.Package.Name, f.Year), Language: "zh-CN"}, Sheets: b.sheets}
}

func slotText(tree *data.Node, slot string) *data.Node {
	if text := tree.Get(keyText); text != nil {
		return text.Get(slot)
	}
	return nil
}

type book struct {
	form   *Form
	sheets []doc.Sheet
	head   int // row of the heads of the sheet being made, from 0
}

func (b *book) last() *doc.Sheet { return &b.sheets[len(b.sheets)-1] }

// begin adds a sheet with its title, notes and heads.
func (b *book) begin(title string, widths []int, notes, heads []string) {
	s := doc.Sheet{Name: strings.NewReplacer("：", " ", ".", " ").Replace(title), Widths: widths, Open: true, Landscape: true}
	s.Rows = append(s.Rows, doc.Row{Cells: []doc.Cell{{Text: title, Style: doc.CellTitle}}})
	for _, n := range notes {
		s.Rows = append(s.Rows, doc.Row{Cells: []doc.Cell{{Text: n, Style: doc.CellNote}}})
	}
	b.head = len(s.Rows)
	if len(heads) > 0 {
		s.Rows = append(s.Rows, headRow(heads))
		s.Head = len(s.Rows)
	}
	b.sheets = append(b.sheets, s)
}

func headRow(heads []string) doc.Row {
	var r doc.Row
	for _, h := range heads {
		r.Cells = append(r.Cells, doc.Cell{Text: h, Style: doc.CellHead})
	}
	return r
}

func (b *book) add(r doc.Row) { b.last().Rows = append(b.last().Rows, r) }

// check limits the cells of one column from row from to the last row.
func (b *book) check(c doc.Check, col, from, to int) {
	if to < from {
		return
	}
	c.Area = fmt.Sprintf("%c%d", 'A'+col, from)
	if to > from {
		c.Area += fmt.Sprintf(":%c%d", 'A'+col, to)
	}
	c.Formula = strings.ReplaceAll(c.Formula, "@", fmt.Sprintf("%c%d", 'A'+col, from))
	b.last().Checks = append(b.last().Checks, c)
}

// decimal are figures a spreadsheet keeps as they are typed: its numbers have 15
// digits and show 11.
var decimal = pattern.Later(`^(0|[1-9][0-9]{0,10})(\.[0-9]{0,3}[1-9])?$`)

// entry is a cell to be filled in, or filled in already. Text cells are marked so that
// a spreadsheet takes nothing in them for a date or a formula.
func entry(text string, figure, needed bool) doc.Cell {
	c := doc.Cell{Style: doc.CellEntry, Text: text, Center: figure}
	if needed {
		c.Style = doc.CellNeeded
	}
	if !figure {
		c.Format = "@"
	}
	if decimal().MatchString(text) && len(text) <= 12 {
		c.Number, _ = new(big.Rat).SetString(text)
		c.Text, c.Format = "", ""
	}
	return c
}

func (b *book) guide() {
	f := b.form
	b.begin(guideTitle, []int{110}, nil, nil)
	file := quoted(f.File)
	for _, line := range append([]string{
		fmt.Sprintf("%s（%d年），%s。由 nianbao new 生成；填好的这本工作簿就是数据文件。", f.Package.Name, f.Year, f.Kind.Name),
		"1. 先填“" + FactsTitle + "”，再填“" + figureTitle + "”，然后一段一段写正文。黄色的格必填；白色的有就填。",
		"2. 数照公文写法填：286、935余、约120、8.1万、2.45万元、98.56%。没有发生的填 0；不适用的空着。率能算的由程序算。",
		"3. 行号左边的“+”点开是选填的指标。“" + figureTitle + "”里没有的数，写在“" + ownTitle + "”里，照样引用。",
		"4. 表里可以插入行。不要改“引用名”一列和各表第一格的字：程序靠它们认。工作表可以改名、换次序。",
		"5. “上年”用来算同比；“填报科室”“依据台账”只留在本簿里，供核对，不印。",
		"6. 空着的格用报告包的缺省；写 " + none + " 表示不要（如不要主送）。",
		"7. 填好保存，关掉工作簿，再运行：nianbao check " + file + "（检查）、nianbao build " + file + "（生成）。",
		"8. nianbao check --return " + file + "：退回一本有错的格涂了色、加了批注的。",
		"正文的写法：",
	}, bookMarks()...) {
		b.add(doc.Row{Cells: []doc.Cell{{Text: line, Style: doc.CellText}}})
	}
}

// facts are the keys that are neither figures, text nor lists: one a row, those few
// units use folded away.
func (b *book) facts() {
	b.begin(FactsTitle, []int{16, 52, 60}, nil, []string{"项目", "填写", "说明"})
	shapes := data.Shapes(&b.form.Package.Schema)
	for _, rare := range []bool{false, true} {
		if rare {
			b.add(doc.Row{Cells: []doc.Cell{{Text: "下面的一般不用，点行号左边的“+”打开", Style: doc.CellCaption, Span: 3}}})
		}
		for i := range shapes {
			s := &shapes[i]
			if listed(s) || s.Rare != rare || s.Key == keyIntro || s.Kind == data.ShapeFigures || s.Kind == data.ShapeOwn || s.Kind == data.ShapeTargets {
				continue
			}
			v := b.form.Tree.Get(s.Key)
			if s.Kind == data.ShapeKeys {
				for j := range s.Members {
					b.fact(s.Key+"."+s.Members[j].Key, &s.Members[j], v.Get(s.Members[j].Key), rare)
				}
				continue
			}
			b.fact(s.Key, s, v, rare)
		}
	}
}

// listed tells keys that hold several records or texts by name: a table of their own.
func listed(s *data.Shape) bool { return s.Kind == data.ShapeRecords || s.Kind == data.ShapeNamed }

func (b *book) fact(name string, s *data.Shape, v *data.Node, rare bool) {
	text := ""
	if v != nil && v.Kind != data.Map { // the text and notes by path stand elsewhere
		text = plain(v)
	}
	note := s.Note
	if s.Sample != "" {
		note += "；如 " + s.Sample
	}
	note = strings.TrimPrefix(note, "；")
	switch s.Kind {
	case data.ShapeTexts:
		note += "（一格里一行一个，Alt+回车换行）"
	case data.ShapeNotes:
		note = "关于本单位的备注；各指标的写在“" + figureTitle + "”的备注一列"
	case data.ShapeSlots:
		note = "正文另写在 Word、文本文件里的，写文件名，如 正文.docx；写在本簿里的空着"
	}
	style := doc.CellText
	b.add(doc.Row{Level: level(rare), Folded: rare && text == "", Cells: []doc.Cell{
		{Text: name, Style: doc.CellLabel}, entry(text, false, b.form.asks(s)), {Text: note, Style: style}}})
	row := len(b.last().Rows)
	if s.Kind == data.ShapeChoice {
		b.check(doc.Check{Options: s.Options, Title: name, Message: "只能写：" + strings.Join(s.Options, "、"), Firm: true}, 1, row, row)
	}
}

func level(folded bool) int {
	if folded {
		return 1
	}
	return 0
}

// plain is a value in one cell: a text, or a list one item a line.
func plain(v *data.Node) string {
	switch {
	case v.Kind == data.List && len(v.Items) == 0, v.Kind == data.Scalar && v.Value == "":
		return none
	case v.Kind == data.List:
		items := make([]string, len(v.Items))
		for i, item := range v.Items {
			items[i] = item.Value
		}
		return strings.Join(items, "\n")
	}
	return v.Value
}

// text is one sheet of paragraphs, with what is to be said about it beside.
func (b *book) text(title string, v *data.Node, about []string, back data.Text) {
	b.begin(title, []int{84, 56}, about, []string{textHead, "写法"})
	var paragraphs []string
	if v != nil {
		paragraphs = strings.Split(plain(v), "\n")
	}
	var beside []string
	if len(back) > 0 {
		for _, l := range back {
			beside = append(beside, l.Text)
		}
		beside = append(beside, "写法：")
	}
	beside = append(beside, bookMarks()...)
	for i := range max(len(paragraphs)+8, len(beside), blankText) {
		cells := []doc.Cell{entry("", false, false)}
		if i < len(paragraphs) {
			cells[0] = doc.Cell{Text: paragraphs[i], Style: doc.CellEntry, Format: "@"}
		}
		if i < len(beside) {
			cells = append(cells, doc.Cell{Text: beside[i], Style: doc.CellNote})
		}
		b.add(doc.Row{Cells: cells})
	}
}
