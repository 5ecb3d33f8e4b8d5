package form

import (
	"slices"
	"strconv"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates/data"
)

func cellName(col, row int) string { return string(rune('A'+col)) + strconv.Itoa(row) }

// ownFigure is a row of the sheet of own figures.
type ownFigure struct {
	name, indicator, measure string
	this, last               string
	fresh                    bool // nothing of this year yet
}

// own is the sheet of the unit's own figures.
func (b *book) own() {
	f := b.form
	b.begin(ownTitle, []int{20, 26, 8, 14, 14, 12, 14, 18, 24},
		[]string{"“" + figureTitle + "”里没有、本单位要用的数，一行一个。名称里不能有空格和点；正文里写 {{自定.名称}}。"}, ownHeads)
	var rows []ownFigure
	each := func(n *data.Node, set func(*ownFigure, string), free func(ownFigure) bool) {
		if n == nil {
			return
		}
		at := 0
		for _, p := range n.Pairs {
			one := ownFigure{name: p.Key, indicator: p.Value.Get("名").Text(), measure: p.Value.Get("量词").Text()}
			i := at
			for i < len(rows) && (rows[i].name != one.name || rows[i].indicator != one.indicator || rows[i].measure != one.measure || !free(rows[i])) {
				i++
			}
			if i == len(rows) {
				rows = slices.Insert(rows, at, one)
				i = at
			}
			set(&rows[i], p.Value.Get("值").Text())
			at = i + 1
		}
	}
	each(f.Tree.Get(data.OwnGroup), func(r *ownFigure, s string) { r.this = s }, func(r ownFigure) bool { return r.this == "" })
	each(f.Tree.Get(keyLast).Get(data.OwnGroup), func(r *ownFigure, s string) { r.last = s }, func(r ownFigure) bool { return r.last == "" })
	targets, notes := f.Tree.Get(keyTargets), f.Tree.Get(keyNotes)
	for range blankOwn {
		rows = append(rows, ownFigure{})
	}
	for _, r := range rows {
		target, note := "", ""
		if r.this != "" {
			target = targets.Get(data.OwnGroup + "." + r.name).Text()
			if notes != nil && notes.Kind == data.Map {
				note = notes.Get(data.OwnGroup + "." + r.name).Text()
			}
		}
		office := f.Offices[data.OwnGroup+"."+r.name]
		word := func(s string) doc.Cell { return doc.Cell{Text: s, Style: doc.CellEntry, Format: "@"} }
		b.add(doc.Row{Cells: []doc.Cell{word(r.name), word(r.indicator), word(r.measure), entry(r.this, true, false), entry(r.last, true, false),
			entry(target, true, false), word(office.Department), word(office.Ledger), word(note)}})
	}
}

// roster is the sheet of a 名单, this year's records and last year's.
func (b *book) roster(field *data.Field) {
	f := b.form
	widths := []int{8}
	for range field.Cols {
		widths = append(widths, 22)
	}
	b.begin(rosterTitle+"："+field.Path(), widths, []string{field.Indicator + "：一行一条。“" + rosterYear + "”空着是本年。" + field.Note}, append([]string{rosterYear}, field.Cols...))
	for word, n := range map[string]*data.Node{"": f.Tree.Get(keyFigures), keyLast: f.Tree.Get(keyLast)} {
		records := n.Get(field.Group).Get(field.Name)
		if records == nil {
			continue
		}
		for _, record := range records.Items {
			cells := []doc.Cell{{Text: word, Style: doc.CellEntry, Format: "@"}}
			for _, col := range field.Cols {
				cells = append(cells, doc.Cell{Text: record.Get(col).Text(), Style: doc.CellEntry, Format: "@"})
			}
			b.add(doc.Row{Cells: cells})
		}
	}
	rows := b.last().Rows[b.head+1:]
	slices.SortStableFunc(rows, func(x, y doc.Row) int { return strings.Compare(x.Cells[0].Text, y.Cells[0].Text) })
	for range blankText {
		cells := make([]doc.Cell, len(field.Cols)+1)
		for i := range cells {
			cells[i] = entry("", false, false)
		}
		b.add(doc.Row{Cells: cells})
	}
	b.check(doc.Check{Options: []string{"本年", keyLast}, Title: rosterYear, Message: "写 本年 或 " + keyLast, Firm: true}, 0, b.head+2, len(b.last().Rows))
}

// lists are the keys with several records or named texts, one table under another.
func (b *book) lists() {
	b.begin(listsTitle, []int{26, 26, 30, 30, 26, 26}, []string{"附件、另送别处的版本、改用的说法等。没有的空着；不够的插入行。一格里要写几个的，一行一个（Alt+回车）。"}, nil)
	b.last().Head = b.head
	shapes := data.Shapes(&b.form.Package.Schema)
	for _, rare := range []bool{false, true} {
		for i := range shapes {
			if s := &shapes[i]; listed(s) && s.Rare == rare {
				b.list(s)
			}
		}
	}
}

// namedHeads stand above a table of named texts.
var namedHeads = []string{"名称", "内容"}

func listMark(key string) string { return "【" + key + "】" }

func (b *book) list(s *data.Shape) {
	b.add(doc.Row{})
	b.add(doc.Row{Cells: []doc.Cell{{Text: listMark(s.Key), Style: doc.CellLabel}, {Text: s.Note, Style: doc.CellNote, Span: 5}}})
	heads := namedHeads
	if s.Kind == data.ShapeRecords {
		heads = nil
		for i := range s.Members {
			heads = append(heads, s.Members[i].Key)
		}
	}
	b.add(headRow(heads))
	from := len(b.last().Rows) + 1
	v := b.form.Tree.Get(s.Key)
	var rows [][]string
	switch {
	case v == nil:
	case v.Kind == data.List && len(v.Items) == 0:
		rows = append(rows, []string{none})
	case s.Kind == data.ShapeNamed:
		for _, p := range v.Pairs {
			rows = append(rows, []string{p.Key, p.Value.Value})
		}
	default:
		for _, item := range v.Items {
			row := make([]string, len(heads))
			for j, h := range heads {
				if x := item.Get(h); x != nil {
					row[j] = plain(x)
				}
			}
			rows = append(rows, row)
		}
	}
	for range blankList {
		rows = append(rows, nil)
	}
	for _, row := range rows {
		cells := make([]doc.Cell, len(heads))
		for j := range cells {
			cells[j] = entry("", false, false)
			if j < len(row) {
				cells[j].Text = row[j]
			}
		}
		b.add(doc.Row{Cells: cells})
	}
	for j := range s.Members {
		if s.Members[j].Kind == data.ShapeChoice {
			b.check(doc.Check{Options: s.Members[j].Options, Title: heads[j], Message: "只能写：" + strings.Join(s.Members[j].Options, "、"), Firm: true}, j, from, len(b.last().Rows))
		}
	}
	if s.Kind == data.ShapeNamed && len(s.Options) > 0 {
		b.check(doc.Check{Options: s.Options, Title: heads[0], Message: "只能写：" + strings.Join(s.Options, "、"), Firm: true}, 0, from, len(b.last().Rows))
	}
}
