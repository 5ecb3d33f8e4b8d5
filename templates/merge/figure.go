// figure.go puts a picture of figures into the text: {{图 [条形|柱形|折线] 组.表 [量词] [|题名]}},
// or several figures with 、 between them; last year's beside them where they are known.
package merge

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

// shapes are the pictures there are, by the word that asks for one.
var shapes = []struct {
	word string
	kind doc.ChartKind
}{{"条形", doc.ChartBar}, {"柱形", doc.ChartColumn}, {"折线", doc.ChartLine}}

const (
	mostItems   = 30 // more than this no page holds in readable type
	fewColumns  = 8  // columns a reader takes in at a glance
	columnsHold = 36 // characters of names that stand side by side below columns
)

// ordered is a name that has its place in a sequence: a month, a year, a number.
var ordered = pattern.Later(`[0-9〇一二三四五六七八九十]|[上下]半年|[上中下]旬`)

// asked is what a placeholder asks to be drawn.
type asked struct {
	m       *Merger
	pos     diag.Pos
	span    int
	shape   doc.ChartKind
	named   bool // the shape was
	paths   []string
	measure string
	title   string
}

// figure puts a 图 into the text.
func (b *body) figure(inner string, line data.Line) {
	if !b.m.takes(figureRoom, line.Pos) {
		return
	}
	a := &asked{m: b.m, pos: line.Pos, span: utf8.RuneCountInString(line.Text)}
	if !a.read(inner) {
		return
	}
	f, ok := a.draw()
	if !ok {
		return
	}
	b.items = 0
	b.figures++
	f.Caption = before(numbered(b.rules().Figure, b.figures)) + f.Caption
	b.blocks = append(b.blocks, f)
}

// fail reports what is wrong with the placeholder and what to write.
func (a *asked) fail(code, hint, format string, args ...any) {
	a.m.found.Add(diag.Errorf(a.pos, code, format, args...).Over(a.span).Do("%s", hint))
}

// read takes the placeholder apart.
func (a *asked) read(inner string) bool {
	inner, title, _ := strings.Cut(strings.NewReplacer("\u3000", " ", "｜", "|").Replace(inner), "|")
	a.title = strings.TrimSpace(title)
	words := strings.Fields(inner)
	for _, s := range shapes {
		if len(words) > 0 && words[0] == s.word {
			a.shape, a.named, words = s.kind, true, words[1:]
			break
		}
	}
	const how = "写作 {{图 组.表}} 或 {{图 柱形 组.项、组.项 量词}}"
	switch {
	case len(words) == 0:
		a.fail(codeHolder, how, "“图”后面没有写画哪一项")
	case len(words) > 1 && !a.named && !strings.Contains(words[0], "."):
		a.fail(codeHolder, "写 条形、柱形 或 折线；不写由程序选", "没有“%s”这种图", words[0])
	case len(words) > 2 || len(words) == 2 && strings.Contains(words[1], "."):
		a.fail(codeHolder, "几项之间用顿号，量词写在最后："+how, "“图”后面写得太多")
	default:
		if len(words) == 2 {
			a.measure = words[1]
		}
		a.paths = strings.FieldsFunc(words[0], func(r rune) bool { return strings.ContainsRune("、，,", r) })
		if len(a.paths) == 0 {
			a.fail(codeHolder, how, "“图”后面没有写画哪一项")
		}
		return len(a.paths) > 0
	}
	return false
}

// draw finds the figures and makes the picture.
func (a *asked) draw() (doc.Figure, bool) {
	set, ok := a.items()
	if !ok || !a.alike(set) {
		return doc.Figure{}, false
	}
	f := doc.Figure{Caption: set.title, Unit: a.unit(set), Percent: set.items[0].fig.Percent, Pos: a.pos}
	if a.title != "" {
		f.Caption = plainText(a.m.expand(data.Line{Text: a.title, Pos: a.pos}))
	}
	year := a.m.unit.Year
	now, before, known := doc.Plot{Name: strconv.Itoa(year) + "年"}, doc.Plot{Name: strconv.Itoa(year-1) + "年"}, false
	for _, it := range set.items {
		f.Categories = append(f.Categories, it.name)
		now.Values = append(now.Values, doc.PlotValue{Value: it.fig.Value, Shown: it.fig.Raw})
		last, ok := a.m.ledger.Last(it.path)
		if ok && last.Percent == f.Percent {
			before.Values, known = append(before.Values, doc.PlotValue{Value: last.Value, Shown: last.Raw}), true
		} else {
			before.Values = append(before.Values, doc.PlotValue{Shown: "—"})
		}
		a.m.place(it.path)
	}
	f.Series = []doc.Plot{now}
	if known {
		f.Series = append(f.Series, before)
	}
	f.Shape = a.choose(f.Categories)
	f.Alt = inWords(f)
	return f, true
}

// drawn is the figures of a picture, one for each category.
type drawn struct {
	title string
	items []item
}

type item struct {
	path, name, measure string
	fig                 data.Figure
}

// items are the items of a 表, or the figures named one by one.
func (a *asked) items() (drawn, bool) {
	if v := a.m.unit.Figures.Get(a.paths[0]); v != nil && v.Field.Type == data.Table && len(a.paths) == 1 {
		set := drawn{title: v.Field.Indicator}
		for _, p := range v.Parts {
			set.items = append(set.items, item{a.paths[0] + "." + p.Name, p.Name, v.Field.Measure(), *p.Fig})
		}
		a.m.place(a.paths[0])
		return set, a.countable(len(set.items))
	}
	var set drawn
	var names []string
	whole := true
	for _, path := range a.paths {
		e, ok := a.m.ledger.Get(path)
		if !ok {
			a.missing(path)
			whole = false
			continue
		}
		set.items = append(set.items, item{path, e.Indicator, e.Measure, e.Fig})
		names = append(names, e.Indicator)
	}
	set.title = strings.Join(names, "、")
	return set, whole && a.countable(len(set.items))
}

// countable reports a picture of nothing, or of more than a page holds.
func (a *asked) countable(n int) bool {
	switch {
	case n == 0:
		a.fail(codeFilled, "在“统计”里填它的各项，或删去这一行", "“%s”一项也没有，画不成图", strings.Join(a.paths, "、"))
	case n > mostItems:
		a.fail(codeHolder, "改用 {{表 …}}，或只画主要的几项", "“%s”有 %d 项，一张图最多画 %d 项", strings.Join(a.paths, "、"), n, mostItems)
	}
	return n > 0 && n <= mostItems
}

// missing reports a path no figure stands at.
func (a *asked) missing(path string) {
	f := a.m.ledger.Declared(path)
	switch {
	case strings.HasPrefix(path, "上年."):
		a.fail(codeHolder, "写本年的项，如 {{图 "+strings.TrimPrefix(path, "上年.")+"}}；填了“上年”的，程序把两年并排画出", "图里不写“上年.”")
	case a.m.ledger.Refused(path):
	case f != nil && f.Type == data.Table && a.m.unit.Figures.Get(path) != nil:
		a.fail(codeHolder, "写作 {{图 "+path+"}}，另起一行再画别的", "“%s”是表，要单独画", path)
	case f != nil && f.Type == data.Table:
		a.fail(codeFilled, "在“统计”的“"+f.Group+"”下填 "+f.Name+" 的各项，或删去这一行", "“%s”没有填", path)
	case f != nil && f.Type == data.Group && len(f.Members) > 0:
		a.fail(codeHolder, "写到项，如 {{图 "+path+"."+f.Members[0].Name+"}}", "“%s”是组，不能整个画", path)
	case f != nil && f.Type == data.Matrix:
		a.fail(codeHolder, "写到行和列，如 {{图 "+path+"."+f.Rows[0]+"."+f.Cols[0]+"}}", "“%s”是矩阵，不能整个画", path)
	case f != nil && !f.Type.Numeric():
		a.fail(codeHolder, "图里只能画数、额、率和表；删去它", "“%s”是%s，画不成图", path, f.Type)
	case f != nil:
		a.m.missing(path, a.pos, a.span)
	default:
		hint := "写“统计”里的“组.项”；单位自己的指标写在“自定”下"
		if best := data.Nearest(path, a.m.ledger.Paths()); best != "" {
			hint = "是不是想写 {{图 " + best + "}}？"
		}
		a.fail(codeName, hint, "没有“%s”这个指标", path)
	}
}

// alike reports figures that cannot stand on one axis.
func (a *asked) alike(set drawn) bool {
	first := set.items[0]
	for _, it := range set.items[1:] {
		switch {
		case it.fig.Percent != first.fig.Percent:
			a.fail(codeHolder, "率和数分成两张图", "“%s”和“%s”一个是率、一个不是，不能画在一张图里", first.path, it.path)
		case a.measure == "" && it.measure != first.measure:
			a.fail(codeHolder, "分成两张图；确是一回事的，在最后写明量词，如 {{图 … 件}}", "“%s”按“%s”计，“%s”按“%s”计，不能画在一张图里",
				first.path, first.measure, it.path, it.measure)
		default:
			continue
		}
		return false
	}
	return true
}

func (a *asked) unit(set drawn) string {
	switch {
	case set.items[0].fig.Percent:
		return ""
	case a.measure != "":
		return a.measure
	}
	return set.items[0].measure
}

// choose is the shape asked for, else columns for a few short names and bars for the
// rest. A line says that one thing follows another.
func (a *asked) choose(names []string) doc.ChartKind {
	longest, sequence := 0, len(names) > 1
	for _, n := range names {
		longest = max(longest, utf8.RuneCountInString(n))
		sequence = sequence && ordered().MatchString(n)
	}
	if a.named && a.shape == doc.ChartLine && !sequence {
		a.m.found.Add(diag.Hintf(a.pos, codeShape, "折线图画的各项不是先后相接的年、季、月，读的人会当成走势").Over(a.span).Do("改用 柱形 或 条形"))
	}
	switch {
	case a.named:
		return a.shape
	case len(names) <= fewColumns && len(names)*(longest+1) <= columnsHold:
		return doc.ChartColumn
	}
	return doc.ChartBar
}

// inWords says what a picture shows: 柱形图：甲103宗，乙1宗。
func inWords(f doc.Figure) string {
	var b strings.Builder
	for _, s := range shapes {
		if s.kind == f.Shape {
			b.WriteString(s.word + "图：")
		}
	}
	for k, s := range f.Series {
		if k > 0 {
			b.WriteString("；")
		}
		if len(f.Series) > 1 {
			b.WriteString(s.Name)
		}
		for i, name := range f.Categories {
			if i > 0 || len(f.Series) > 1 {
				b.WriteString("，")
			}
			b.WriteString(name + s.At(i).Shown)
			if s.At(i).Value != nil && !strings.HasSuffix(s.At(i).Shown, "元") {
				b.WriteString(f.Unit)
			}
		}
	}
	return b.String() + "。"
}
