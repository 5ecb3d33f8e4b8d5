// Package form makes what a unit fills in from what a report package declares: the
// blank data file, the fill-in workbook and the JSON schema of the data file; and reads
// the workbook back as the tree a data file gives. Nothing of a report stands here:
// keys come from data.Shapes, figures and parts of the text from the package.
package form

import (
	"slices"
	"strconv"
	"strings"

	"nianbao/templates"
	"nianbao/templates/data"
)

// Form is what a form begins with.
type Form struct {
	Package   *templates.Package
	Kind      *templates.Kind
	Year      int
	Tree      *data.Node           // tidy: what is filled in already
	Reminders map[string]data.Text // part of the text → last year's text to look back at
	Offices   map[string]Office    // path → who gives the figure
	File      string               // the name the form will have, for the commands shown in it
}

// Office is who gives a figure and where it is from. It stands in workbooks alone.
type Office struct{ Department, Ledger string }

// New begins the form of a unit. An empty name or full name takes a word to be
// replaced.
func New(p *templates.Package, k *templates.Kind, name, full string, year int) *Form {
	if name == "" {
		name = "某单位"
	}
	if full == "" {
		full = name
	}
	tree := &data.Node{Kind: data.Map}
	for key, value := range map[string]string{keyName: name, keyFull: full, keyKind: k.Name, keyYear: strconv.Itoa(year)} {
		put(tree, key, data.NewText(value))
	}
	if !p.Usual { // a data file that names no report is the usual one's
		put(tree, keyReport, data.NewText(p.Name))
	}
	return &Form{Package: p, Kind: k, Year: year, Tree: data.Tidy(tree, &p.Schema), Reminders: map[string]data.Text{}, Offices: map[string]Office{}}
}

// Keys of a data file the form itself has to know (contract §3).
const (
	keyReport  = "报告"
	keyName    = "单位"
	keyFull    = "全称"
	keyKind    = "类型"
	keyYear    = "年度"
	keyFigures = "统计"
	keyLast    = "上年"
	keyTargets = "目标"
	keyNotes   = "备注"
	keyText    = "正文"
	keyIntro   = data.IntroPart
)

func put(n *data.Node, key string, v *data.Node) {
	n.Pairs = append(n.Pairs, data.Pair{Key: key, Value: v})
}

// From carries over what last year's data file has for this year: facts of the unit,
// its figures as 上年, its text to look back at. What the form holds already wins.
func (f *Form) From(last *data.Node) {
	old := data.Tidy(last, &f.Package.Schema)
	next := &data.Node{Kind: data.Map}
	for _, shape := range data.Shapes(&f.Package.Schema) {
		if v := lasting(&shape, old.Get(shape.Key)); v != nil {
			put(next, shape.Key, v)
		}
	}
	figures := &data.Node{Kind: data.Map}
	if n := old.Get(keyFigures); n != nil {
		figures.Pairs = append(figures.Pairs, n.Pairs...)
	}
	if own := old.Get(data.OwnGroup); own != nil {
		put(figures, data.OwnGroup, own)
	}
	if len(figures.Pairs) > 0 {
		put(next, keyLast, figures)
	}
	for _, slot := range f.Kind.Slots {
		if text := old.Get(keyText).Get(slot.LookBack.Text); text != nil && text.Kind == data.Scalar && text.Value != "" {
			for _, l := range text.Lines() { // read a year later
				l.Text = f.dated(l.Text, f.Year-1)
				f.Reminders[slot.Name] = append(f.Reminders[slot.Name], l)
			}
		}
	}
	f.Tree = data.Tidy(data.Overlay(next, f.Tree), &f.Package.Schema)
}

// lasting is what of a value does not belong to one year's report.
func lasting(s *data.Shape, v *data.Node) *data.Node {
	if v == nil || s.Yearly {
		return nil
	}
	if s.Kind != data.ShapeKeys {
		return v
	}
	out := &data.Node{Kind: data.Map, Pos: v.Pos}
	for i := range s.Members {
		if m := lasting(&s.Members[i], v.Get(s.Members[i].Key)); m != nil {
			put(out, s.Members[i].Key, m)
		}
	}
	if len(out.Pairs) == 0 {
		return nil
	}
	return out
}

// heading is the heading of a part with the unit's facts in their places.
func (f *Form) heading(s *templates.Slot) string { return f.dated(s.Title.Text, f.Year) }

// dated puts the years and the unit's names into a text of the report of a year.
func (f *Form) dated(text string, year int) string {
	return strings.NewReplacer("{{年度}}", strconv.Itoa(year), "{{下年}}", strconv.Itoa(year+1), "{{上年}}", strconv.Itoa(year-1),
		"{{单位}}", f.Tree.Get(keyName).Text(), "{{全称}}", f.Tree.Get(keyFull).Text()).Replace(text)
}

// derived tells the formula a figure follows from, "" when it has to be typed.
func (f *Form) derived(path string) string {
	for i := range f.Package.Relations {
		if at, ok := f.Package.Relations[i].Derives(); ok && at == path && f.Package.Relations[i].IsRate() {
			return f.Package.Relations[i].Text
		}
	}
	return ""
}

// groups lists the groups with a figure this kind must give before the others.
func (f *Form) groups() (needed, others []string) {
	for _, g := range f.Package.Schema.Groups {
		is := false
		for _, field := range f.Package.Schema.Fields {
			is = is || field.Group == g && field.NeededBy(f.Kind.Name)
		}
		if is {
			needed = append(needed, g)
		} else {
			others = append(others, g)
		}
	}
	return needed, others
}

// asks tells a key that has to be filled in: to read the file, or for a complete report.
// To whom a report goes, its kind may say.
func (f *Form) asks(s *data.Shape) bool {
	return s.Needed || s.Asked && (s.Kind != data.ShapeTexts || len(f.Kind.Addressees) == 0 && !f.Kind.Unaddressed)
}

// marks explain how text is written, one a line (contract §3).
var marks = []string{
	"一行一段。每段开头不用空格，程序自动缩进两字。",
	"标题：行首写 # ## ### #### 加一个空格，是一、（一）1.（1）四级；编号由程序加，从 Word 贴来的“一、”“（一）”也认得。",
	"标题后面接着写正文的：## 规范执法。全年……（到第一个句号为标题）",
	"列举：行首写 - 加空格，是“一是、二是”各自成段；写 + 加空格，接在上一段后面。",
	"用数：写 {{组.项}}，取“统计”里的数，不用再填一遍；{{同比 组.项}} 写同比，{{列举 组.表 件}} 逐项列举，{{组.项|汉字}} 写成汉字。",
	"单独一行写 {{表 组.表}} 印小表，{{图 组.表}} 画图；{{年度}} {{下年}} {{单位}} 是年份和单位。",
	"以〔不公开〕开头的段不进网上公开版。",
	"正文在 Word 里写的，不写下面各段，只写 正文: 正文.docx（放在数据文件旁边，各段按一级标题归位）。",
}

// bookMarks are the marks in a workbook, whose text has a cell for the name of its file.
func bookMarks() []string {
	return append(slices.Clone(marks[:len(marks)-1]), "正文在 Word 里写的，各段的表都空着，在“"+FactsTitle+"”的“"+keyText+"”一格写文件名，如 正文.docx（放在本簿旁边，各段按一级标题归位）。")
}
