package form

import (
	"fmt"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// YAML writes the form as a data file with comments. Reading it finds no error of form.
func (f *Form) YAML() string {
	w := &writer{form: f}
	w.note("", "%s（%d年）填报表：%s。由 nianbao new 生成。", f.Package.Name, f.Year, f.Kind.Name)
	w.note("", "用记事本打开。冒号后面空一格写内容；# 后面是说明，不会印出来，可以删。★ 是必填的。")
	w.note("", "没有发生的填 0；不适用的空着，或把那一行删掉。填好后：nianbao check %s，再 nianbao build %s", quoted(f.File), quoted(f.File))
	w.line("")
	shapes := data.Shapes(&f.Package.Schema)
	for i := range shapes {
		if s := &shapes[i]; fact(s) && (!s.Rare || f.Tree.Get(s.Key) != nil) {
			w.fact(s, f.Tree.Get(s.Key), "")
		}
	}
	w.figures()
	for _, key := range []string{data.OwnGroup, keyLast, keyTargets} {
		w.given(key)
	}
	w.slots()
	w.given(keyNotes)
	w.line("")
	w.note("", "下面的一般不用；要用的，去掉行首的“# ”。")
	for i := range shapes {
		if s := &shapes[i]; s.Rare && f.Tree.Get(s.Key) == nil {
			w.sample(s)
		}
	}
	return w.b.String()
}

// fact tells keys that are neither figures nor the text.
func fact(s *data.Shape) bool {
	switch s.Kind {
	case data.ShapeFigures, data.ShapeOwn, data.ShapeTargets, data.ShapeSlots, data.ShapeNotes:
		return false
	}
	return true
}

// quoted is a file name as it is typed after a command.
func quoted(name string) string {
	if strings.Contains(name, " ") {
		return `"` + name + `"`
	}
	return name
}

type writer struct {
	form *Form
	b    strings.Builder
}

func (w *writer) line(s string) { w.b.WriteString(s + "\n") }

func (w *writer) note(indent, format string, args ...any) {
	w.line(indent + "# " + strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", " "))
}

// commentColumn is where comments behind a key begin, in columns of the screen.
const commentColumn = 28

// key writes a key, its value and what is said of it.
func (w *writer) key(indent, text, note string) {
	if note == "" {
		w.line(indent + text)
		return
	}
	width := len(indent)
	for _, r := range text {
		width++
		if diag.Wide(r) {
			width++
		}
	}
	w.line(indent + text + strings.Repeat(" ", max(commentColumn-width, 2)) + "# " + strings.ReplaceAll(note, "\n", " "))
}

// about says of a key what to write; asked puts the star before it.
func about(s *data.Shape, asked bool) string {
	note := s.Note
	if s.Kind == data.ShapeChoice && len(s.Options) > 0 && !strings.Contains(note, s.Options[0]) {
		note += "；可写：" + strings.Join(s.Options, "、")
	}
	if s.Kind == data.ShapeTexts {
		note = strings.ReplaceAll(note, "一行一个机关", "写作 [甲, 乙]")
		note = strings.ReplaceAll(note, "一行一人", "写作 [甲, 乙]")
	}
	if s.Sample != "" {
		note += "；如 " + s.Sample
	}
	note = strings.TrimPrefix(note, "；")
	if asked {
		note = "★" + note
	}
	return note
}

func (w *writer) fact(s *data.Shape, v *data.Node, indent string) {
	if v != nil && v.Kind == data.Scalar && !v.Block {
		w.key(indent, data.WriteKey(s.Key)+": "+data.WriteText(v.Value), about(s, w.form.asks(s)))
		return
	}
	if v != nil {
		w.note(indent, "%s：%s", s.Key, about(s, w.form.asks(s)))
		text := data.WriteYAML(&data.Node{Kind: data.Map, Pairs: []data.Pair{{Key: s.Key, Value: v}}})
		for line := range strings.Lines(text) {
			w.b.WriteString(indent + line)
		}
		return
	}
	w.key(indent, data.WriteKey(s.Key)+":", about(s, w.form.asks(s)))
	for i := range s.Members {
		if s.Kind == data.ShapeKeys {
			w.fact(&s.Members[i], nil, indent+"  ")
		}
	}
}

// sample writes a key most units leave out, as a comment.
func (w *writer) sample(s *data.Shape) {
	sub := &writer{form: w.form}
	sub.fact(s, nil, "")
	for line := range strings.Lines(sub.b.String()) {
		w.b.WriteString("# " + line)
	}
}

// given writes a key the form holds already.
func (w *writer) given(key string) {
	v := w.form.Tree.Get(key)
	if v == nil {
		return
	}
	w.line("")
	if key == keyLast {
		w.note("", "取自去年的数据文件，核对后留着，用来算同比。")
	}
	w.b.WriteString(data.WriteYAML(&data.Node{Kind: data.Map, Pairs: []data.Pair{{Key: key, Value: v}}}))
}

func (w *writer) figures() {
	w.line("")
	w.note("", "照公文写法填：286、935余、约120、8.1万、2.45万元、98.56%%；量词不用写。率能算的由程序算，不用填。")
	w.line(keyFigures + ":")
	needed, others := w.form.groups()
	for _, g := range append(needed, others...) {
		w.group(g)
	}
}

// group writes one group: fields that must be given, then the others, then the names
// of those few units have.
func (w *writer) group(g string) {
	f := w.form
	var must, may []*data.Field
	var more, computed []string
	given := f.Tree.Get(keyFigures).Get(g)
	for _, field := range f.Package.Schema.Fields {
		switch {
		case field.Group != g:
		case field.NeededBy(f.Kind.Name):
			must = append(must, field)
		case given.Get(field.Name) != nil:
			may = append(may, field)
		case f.derived(field.Path()) != "":
			computed = append(computed, field.Name)
		case field.Extra:
			more = append(more, field.Name)
		default:
			may = append(may, field)
		}
	}
	indent := "    "
	if len(must)+len(may) == 0 {
		indent = "  # " // nothing most units would give: the whole group is a comment
		w.line("  # " + data.WriteKey(g) + ":")
		indent += "  "
	} else {
		w.line("  " + data.WriteKey(g) + ":")
	}
	for _, field := range append(must, may...) {
		w.field(field, given.Get(field.Name), indent)
	}
	if len(computed) > 0 {
		w.note("    ", "由程序算出，不用填：%s", strings.Join(computed, "、"))
	}
	if len(more) > 0 {
		w.note("    ", "有的还可填：%s", strings.Join(more, "、"))
	}
}

// describe says of a field what it is counted in, when it is asked for and what it was.
func (f *Form) describe(field *data.Field) string {
	note := field.Indicator
	if m := field.Measure(); m != "" && m != "%" {
		note += "（" + m + "）"
	}
	if field.NeededBy(f.Kind.Name) {
		note = "★" + note
	}
	switch field.Type {
	case data.Date:
		note += "，写作 2024-05-20"
	case data.Choice:
		note += "，可写：" + strings.Join(field.Options, "、")
	case data.Rate:
		note += "，要带 %"
	}
	if last := f.Tree.Get(keyLast).Get(field.Group).Get(field.Name); last != nil && last.Kind == data.Scalar && !last.Block {
		note += "；上年 " + last.Value
	}
	if field.Note != "" {
		note += "；" + field.Note
	}
	return note
}

func (w *writer) field(field *data.Field, v *data.Node, indent string) {
	note := w.form.describe(field)
	name := field.Name[strings.LastIndex(field.Name, ".")+1:] // of a member, its own
	if v != nil {
		w.fact(&data.Shape{Key: name, Note: note}, v, indent)
		return
	}
	w.key(indent, data.WriteKey(name)+":", note)
	deeper := indent + "  "
	switch field.Type {
	case data.Table:
		item := field.ItemName
		if item == "" {
			item = "名称"
		}
		w.note(deeper, "一行一项，写“%s: 数”，次序照写", item)
	case data.Group:
		for i, m := range field.Members {
			if w.form.derived(field.Path()+"."+m.Name) == "" && !m.Extra {
				w.field(field.Member(i), nil, deeper)
			}
		}
	case data.Matrix:
		ends := data.Ends(field.RowTree())
		for i, row := range field.Rows {
			var cells []string
			for _, col := range field.Cols {
				if !field.IsSum(row, col) { // sums are worked out
					cells = append(cells, deeper+"  "+data.WriteKey(col)+":")
				}
			}
			if len(cells) > 0 {
				printed := ""
				if label := ends[i].Label; label != "" && label != row { // the name is the package's, the clerk knows the form
					printed = "  # " + strings.Join(strings.Fields(label), " ")
				}
				w.line(deeper + data.WriteKey(row) + ":" + printed + "\n" + strings.Join(cells, "\n"))
			}
		}
	case data.Roster:
		w.note(deeper, "一人（项）一行：- {%s: …}", strings.Join(field.Cols, ": …, "))
	case data.Words:
		w.note(deeper, "几行的写 %s: |，下面各行缩进两格", field.Name)
	}
}

func (w *writer) slots() {
	w.line("")
	w.note("", "正文的写法：")
	for _, m := range marks {
		w.note("", "· %s", m)
	}
	w.line(keyText + ":")
	text := w.form.Tree.Get(keyText)
	for i := range w.form.Kind.Slots {
		s := &w.form.Kind.Slots[i]
		must := ""
		if s.Needed {
			must = "★"
		}
		w.note("  ", "%s%s：%s", must, w.form.heading(s), s.Note)
		if back := w.form.Reminders[s.Name]; len(back) > 0 {
			w.note("  ", "去年报告的“%s”，供对照：", s.LookBack.Text)
			for _, l := range back {
				w.note("  ", "  %s", l.Text)
			}
		}
		switch v := text.Get(s.Name); {
		case v != nil:
			b := data.WriteYAML(&data.Node{Kind: data.Map, Pairs: []data.Pair{{Key: s.Name, Value: v}}})
			for line := range strings.Lines(b) {
				w.b.WriteString("  " + line)
			}
		case s.Default.Filled():
			w.line("  " + data.WriteKey(s.Name) + ":")
		default:
			w.line("  " + data.WriteKey(s.Name) + ": |")
			w.line("")
		}
	}
}
