package form

import (
	"slices"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates/data"
)

// Rules for cells of figures: numbers as they should be, or text, which may hold 余, 约
// and 万.
var (
	countCheck  = doc.Check{Formula: "OR(ISTEXT(@),AND(ISNUMBER(@),@>=0,@=INT(@)))", Title: "要整数", Message: "这里填整数：286、935余、约120、8.1万。没有发生的填 0。"}
	amountCheck = doc.Check{Formula: "OR(ISTEXT(@),AND(ISNUMBER(@),@>=0))", Title: "要数", Message: "这里填数：496793.68、2.45万元、约3万。没有发生的填 0。"}
	rateCheck   = doc.Check{Formula: `OR(RIGHT(@,1)="%",RIGHT(@,1)="‰",AND(ISNUMBER(@),@>=0,@<=1))`, Title: "要百分数", Message: "这里填百分数，带上 %：98.56%。能由程序算的不用填。"}
	dateCheck   = doc.Check{Formula: `OR(ISNUMBER(@),ISNUMBER(DATEVALUE(@)))`, Title: "要日期", Message: "写作 2024-05-20。"}
)

func checkOf(f *data.Field) (doc.Check, bool) {
	switch f.Type {
	case data.Count, data.Table, data.Matrix:
		return countCheck, true
	case data.Amount:
		return amountCheck, true
	case data.Rate:
		return rateCheck, true
	case data.Date:
		return dateCheck, true
	case data.Choice:
		return doc.Check{Options: f.Options, Title: f.Indicator, Message: "只能写：" + strings.Join(f.Options, "、"), Firm: true}, true
	}
	return doc.Check{}, false
}

// figures is the sheet of the declared figures: what this kind must give, then group
// by group the rest, folded away unless something is filled in.
func (b *book) figures() {
	f := b.form
	b.begin(figureTitle, []int{25, 16, 34, 8, 14, 14, 12, 14, 18, 20, 50}, []string{"黄色的必填，没有发生的填 0。正文里用“引用名”引用，如 {{组.项}}；有“项目”的写 {{引用名.项目}}。选填的点行号左边的“+”打开。"}, figureHeads)
	b.last().HeadCols = 2
	b.caption("必填", false)
	for _, field := range f.Package.Schema.Fields {
		if field.NeededBy(f.Kind.Name) {
			b.field(field, 0, false)
		}
	}
	needed, others := f.groups()
	for _, g := range append(needed, others...) {
		b.caption(g+"（选填）", true)
		for _, extra := range []bool{false, true} {
			for _, field := range f.Package.Schema.Fields {
				if field.Group == g && field.Extra == extra && !field.NeededBy(f.Kind.Name) {
					b.field(field, 1, !f.holds(field))
				}
			}
		}
	}
}

func (b *book) caption(text string, folds bool) {
	if folds {
		text += "　点左边的“+”打开"
	}
	b.add(doc.Row{Cells: []doc.Cell{{Text: text, Style: doc.CellCaption, Span: figureColumns}}})
}

// holds tells that something is filled in for a field.
func (f *Form) holds(field *data.Field) bool {
	for _, at := range []*data.Node{f.Tree.Get(keyFigures), f.Tree.Get(keyLast)} {
		if at.Get(field.Group).Get(field.Name) != nil {
			return true
		}
	}
	if f.Tree.Get(keyTargets).Get(field.Path()) != nil {
		return true
	}
	notes := f.Tree.Get(keyNotes)
	if notes == nil || notes.Kind != data.Map {
		return false
	}
	return slices.ContainsFunc(notes.Pairs, func(p data.Pair) bool {
		return p.Key == field.Path() || strings.HasPrefix(p.Key, field.Path()+".")
	})
}

// figure is one row of the sheet before it is one.
type figure struct {
	path, item           string
	field                *data.Field // of the figure itself
	label, measure, help string
	this, last, target   *data.Node
	open                 bool // the item is the unit's to name
	closed               bool // holds no figure itself
	needed               bool
}

// field adds the rows of a field.
func (b *book) field(field *data.Field, level int, folded bool) {
	f := b.form
	r := figure{path: field.Path(), field: field, label: field.Indicator, measure: field.Measure(), help: field.Note, needed: field.NeededBy(f.Kind.Name)}
	r.this = f.Tree.Get(keyFigures).Get(field.Group).Get(field.Name)
	r.last = f.Tree.Get(keyLast).Get(field.Group).Get(field.Name)
	r.target = f.Tree.Get(keyTargets).Get(field.Path())
	from := len(b.last().Rows)
	b.rows(field, r)
	for i := from; i < len(b.last().Rows); i++ {
		b.last().Rows[i].Level, b.last().Rows[i].Folded = level, folded
	}
}

func (b *book) rows(field *data.Field, r figure) {
	head := r
	head.closed, head.this, head.last, head.target, head.needed = true, nil, nil, nil, false
	switch field.Type {
	case data.Table:
		head.help = strings.Trim("在下面一行一项，写名称和数；不够的插入行。"+r.help, "；")
		head.item = ""
		b.row(head)
		for _, one := range items(r) {
			b.row(one)
		}
	case data.Group:
		b.row(head)
		for i, m := range field.Members {
			member := field.Member(i)
			one := figure{path: r.path, item: m.Name, field: member, label: field.Indicator + "·" + m.Indicator, measure: member.Measure(), help: m.Note,
				this: r.this.Get(m.Name), last: r.last.Get(m.Name), target: r.target.Get(m.Name), needed: r.needed && b.form.derived(r.path+"."+m.Name) == ""}
			b.row(one)
		}
	case data.Matrix:
		b.row(head)
		for _, row := range field.Rows {
			for _, col := range field.Cols {
				if field.IsSum(row, col) && r.this.Get(row).Get(col) == nil && r.last.Get(row).Get(col) == nil && r.target.Get(row).Get(col) == nil {
					continue // worked out
				}
				b.row(figure{path: r.path + "." + row, item: col, field: field, label: row + "·" + col, measure: r.measure,
					this: r.this.Get(row).Get(col), last: r.last.Get(row).Get(col), target: r.target.Get(row).Get(col)})
			}
		}
	case data.Roster:
		head.help = strings.Trim("填在“"+rosterTitle+" "+field.Group+" "+field.Name+"”表里。"+r.help, "；")
		b.row(head)
	default:
		b.row(r)
	}
}

// items are the rows of a 表: this year's in order, last year's and targets beside
// them where their order agrees, else in rows between; then blank ones.
func items(r figure) []figure {
	var out []figure
	blank := func() figure {
		return figure{path: r.path, field: r.field, measure: r.measure, open: true}
	}
	place := func(n *data.Node, set func(*figure, *data.Node), free func(figure) bool) {
		if n == nil {
			return
		}
		at := 0
		for _, p := range n.Pairs {
			i := at
			for i < len(out) && (out[i].item != p.Key || !free(out[i])) {
				i++
			}
			if i == len(out) {
				one := blank()
				one.item = p.Key
				out = slices.Insert(out, at, one)
				i = at
			}
			set(&out[i], p.Value)
			at = i + 1
		}
	}
	place(r.this, func(f *figure, v *data.Node) { f.this = v }, func(f figure) bool { return f.this == nil })
	place(r.last, func(f *figure, v *data.Node) { f.last = v }, func(f figure) bool { return f.last == nil })
	place(r.target, func(f *figure, v *data.Node) { f.target = v }, func(f figure) bool { return f.target == nil })
	for range blankItems {
		out = append(out, blank())
	}
	return out
}

// row writes one figure.
func (b *book) row(r figure) {
	key := r.path
	if r.item != "" {
		key += "." + r.item
	}
	note := ""
	if n := b.form.Tree.Get(keyNotes); n != nil && n.Kind == data.Map && (!r.open || r.this != nil) {
		note = n.Get(key).Text()
	}
	help := r.help
	if by := b.form.derived(key); by != "" {
		help = strings.Trim("由程序算出："+by+"。"+help, "；")
	}
	office := b.form.Offices[key]
	cells := make([]doc.Cell, figureColumns)
	cells[colPath] = doc.Cell{Text: r.path, Style: doc.CellLabel}
	cells[colItem] = doc.Cell{Text: r.item, Style: doc.CellLabel}
	cells[colIndicator] = doc.Cell{Text: r.label, Style: doc.CellText}
	cells[colMeasure] = doc.Cell{Text: r.measure, Style: doc.CellText}
	cells[colHelp] = doc.Cell{Text: help, Style: doc.CellText}
	if r.open {
		cells[colItem] = doc.Cell{Text: r.item, Style: doc.CellEntry, Format: "@"}
	}
	figures := r.field.Type == data.Count || r.field.Type == data.Amount || r.field.Type == data.Table || r.field.Type == data.Matrix
	for col, v := range map[int]*data.Node{colThis: r.this, colLast: r.last, colTarget: r.target} {
		if r.closed {
			cells[col] = doc.Cell{Style: doc.CellResult}
			continue
		}
		text := ""
		if v != nil {
			text = v.Value
		}
		cells[col] = entry(text, figures, r.needed && col == colThis)
		if strings.ContainsRune(text, '\n') || r.field.Type == data.Words {
			cells[col].Number, cells[col].Text, cells[col].Format = nil, text, "@"
		}
	}
	for col, text := range map[int]string{colOffice: office.Department, colLedger: office.Ledger, colNote: note} {
		cells[col] = doc.Cell{Text: text, Style: doc.CellEntry, Format: "@"}
	}
	b.add(doc.Row{Cells: cells})
	if c, ok := checkOf(r.field); ok && !r.closed {
		n := len(b.last().Rows)
		for _, col := range []int{colThis, colLast, colTarget} {
			b.checkRun(c, col, n)
		}
	}
}

// checkRun limits a cell, together with the one above it where that has the same rule.
func (b *book) checkRun(c doc.Check, col, row int) {
	b.check(c, col, row, row)
	list := b.last().Checks
	this := &list[len(list)-1]
	for i := len(list) - 2; i >= 0 && i >= len(list)-4; i-- {
		before := &list[i]
		first, end, run := strings.Cut(before.Area, ":")
		if !run {
			end = first
		}
		if before.Title == this.Title && before.Message == this.Message && end == cellName(col, row-1) {
			before.Area = first + ":" + this.Area
			b.last().Checks = list[:len(list)-1]
			return
		}
	}
}
