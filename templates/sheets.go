// sheets.go decodes 附表: the sheets of the annex.
package templates

import (
	"slices"
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// sheets reads the list of sheets; a kind may give names alone, to choose from the
// package's list.
func (l *loader) sheets(q data.Pair, k *Kind) {
	if q.Value.Kind == data.List && len(q.Value.Items) > 0 && q.Value.Items[0].Kind == data.Scalar {
		names := l.Texts(q)
		base := &Kind{}
		if n := l.root.Get("附表"); n != nil {
			l.sheets(data.Pair{Key: q.Key, Pos: n.Pos, Value: n}, base)
		}
		for _, name := range names {
			i := slices.IndexFunc(base.annex, func(s SheetSpec) bool { return s.Name.Text == name.Text })
			if i < 0 {
				l.known(name, sheetTitles(base.annex), "附表里没有“%s”")
				continue
			}
			if slices.ContainsFunc(k.annex, func(s SheetSpec) bool { return s.Name.Text == name.Text }) {
				l.Add(diag.Errorf(name.Pos, codeTwice, "“%s”写了两次", name.Text).Over(len([]rune(name.Text))).Do("删去一处"))
				continue
			}
			k.annex = append(k.annex, base.annex[i])
		}
		return
	}
	sheets, read := l.read[q.Value]
	if !read {
		l.items(q, func(n *data.Node) { sheets = append(sheets, l.sheet(n)) })
		l.sheetNames(sheets)
		l.read[q.Value] = sheets
	}
	k.annex = slices.Clone(sheets)
}

func sheetTitles(sheets []SheetSpec) []string {
	var out []string
	for _, s := range sheets {
		out = append(out, s.Name.Text)
	}
	return out
}

func (l *loader) sheet(n *data.Node) SheetSpec {
	var s SheetSpec
	l.Fields(data.Pair{Key: "附表", Pos: n.Pos, Value: n}, map[string]func(data.Pair){
		"名":   func(q data.Pair) { s.Name = l.Line(q) },
		"题":   func(q data.Pair) { s.Title = l.Line(q) },
		"注":   func(q data.Pair) { s.Note = l.Line(q) },
		"横向":  func(q data.Pair) { s.Landscape = l.yes(q) },
		"不附印": func(q data.Pair) { s.Working = l.yes(q) },
		"扉页":  func(q data.Pair) { s.Cover = l.cover(q) },
		"块":   func(q data.Pair) { l.items(q, func(b *data.Node) { l.block(b, &s) }) },
	})
	if s.Name.Text == "" {
		l.Add(diag.Errorf(n.Pos, codePackage, "附表缺名称").Do("写作 - 名: 总表"))
	}
	l.sheetName(s.Name)
	return s
}

func (l *loader) cover(q data.Pair) *Cover {
	c := &Cover{}
	l.Fields(q, map[string]func(data.Pair){
		"题":  func(r data.Pair) { c.Title = l.Line(r) },
		"副题": func(r data.Pair) { c.Subtitle = l.Line(r) },
		"说明": func(r data.Pair) { c.Notes = l.Texts(r) },
		"行": func(r data.Pair) {
			l.items(r, func(n *data.Node) {
				var f Fact
				l.Fields(data.Pair{Key: r.Key, Pos: n.Pos, Value: n}, map[string]func(data.Pair){
					"标签": func(t data.Pair) { f.Label = l.Line(t) },
					"值":  func(t data.Pair) { f.Value = l.Line(t) },
				})
				c.Rows = append(c.Rows, f)
			})
		},
	})
	return c
}

// block reads one item of 块: a map whose single key is the block's shape.
func (l *loader) block(n *data.Node, s *SheetSpec) {
	names := make([]string, len(blockKinds))
	for i, k := range blockKinds {
		names[i] = string(k)
	}
	for _, q := range n.Pairs {
		if !slices.Contains(names, q.Key) {
			l.unknownKey(q, names)
			continue
		}
		b := Block{Kind: BlockKind(q.Key), Pos: q.Pos, Good: "符合", Bad: "不符", Unknown: "缺数"}
		str := func(to *string) func(data.Pair) { return func(r data.Pair) { *to = l.Line(r).Text } }
		l.Fields(q, map[string]func(data.Pair){
			"题": func(r data.Pair) { b.Title = l.Line(r) },
			"注": func(r data.Pair) { b.Note = l.Line(r) },
			"列": func(r data.Pair) { l.columns(r, &b) },
			"图": func(r data.Pair) { l.items(r, func(c *data.Node) { b.Charts = append(b.Charts, l.chart(c)) }) },
			"行": func(r data.Pair) { l.rows(r, &b) },
			"表": func(r data.Pair) {
				path := l.Line(r)
				b.Path, b.PathPos = path.Text, path.Pos
				l.checkPath(b.Path, path.Pos)
			},
			"合计": str(&b.Total), "行合计": str(&b.Total), "列合计": str(&b.ColTotal),
			"排序": func(r data.Pair) { b.Descending = l.Choice(r, []string{"降"}).Text != "" },
			"符合": str(&b.Good), "不符": str(&b.Bad), "缺数": str(&b.Unknown),
		})
		if b.Descending && b.Kind != Items {
			l.Add(diag.Errorf(q.Pos, codeWord, "“%s”不能排序", q.Key).Do("“排序”只用于“%s”", Items))
		}
		if (b.Kind == Items || b.Kind == Grid || b.Kind == People) && b.Path == "" {
			l.Add(diag.Errorf(q.Pos, codePackage, "“%s”缺“表”", q.Key).Do("写作 表: 组.项"))
		}
		l.fits(&b)
		l.chartWords(&b)
		s.Blocks = append(s.Blocks, b)
	}
}

// columns reads a list of columns, or the name of one in 列组.
func (l *loader) columns(q data.Pair, b *Block) {
	list := q
	if q.Value.Kind == data.Scalar {
		node := l.root.Get("列组").Get(q.Value.Text())
		if node == nil {
			l.Add(diag.Errorf(q.Value.Pos, codeWord, "没有“%s”这个列组", q.Value.Text()).Do("写在“列组”里声明过的名称"))
			return
		}
		list = data.Pair{Key: q.Key, Pos: q.Pos, Value: node}
	}
	l.items(list, func(c *data.Node) { b.Columns = append(b.Columns, l.column(c)) })
}

// chart reads {形, 题, 值}.
func (l *loader) chart(n *data.Node) ChartSpec {
	c := ChartSpec{Pos: n.Pos}
	l.Fields(data.Pair{Key: "图", Pos: n.Pos, Value: n}, map[string]func(data.Pair){
		"形": func(r data.Pair) { c.Shape = l.Choice(r, chartShapes).Text },
		"题": func(r data.Pair) { c.Title = l.Line(r) },
		"值": func(r data.Pair) { c.Shows = l.Strings(r) },
	})
	if c.Shape == "" || len(c.Shows) == 0 {
		l.Add(diag.Errorf(n.Pos, codePackage, "图缺“形”或“值”").Do("写作 - {形: %s, 题: …, 值: [本年]}", chartShapes[0]))
	}
	if c.Shape == pieShape && len(c.Shows) > 1 {
		l.Add(diag.Errorf(n.Pos, codeWord, "%s图只能有一组数", c.Shape).Do("“值”只写一个，或换成%s", chartShapes[1]))
	}
	return c
}

// chartWords reports values of a chart its table does not show: words of columns, or
// rows of a 矩阵.
func (l *loader) chartWords(b *Block) {
	known := columnWords
	if f := l.pkg.Schema.Field(b.Path); b.Kind == Grid && f != nil {
		known = append(slices.Clone(f.Rows), b.Total)
	}
	for _, c := range b.Charts {
		for _, w := range c.Shows {
			if w != "" && slices.Contains(known, w) {
				continue
			}
			x := diag.Errorf(c.Pos, codeWord, "图的值“%s”不认识", w)
			if b.Kind == Grid {
				l.Add(x.Do("写这个矩阵的一行或合计行的名称"))
			} else {
				l.Add(x.Do("写这张表的列所用的词，如 值: [本年]"))
			}
		}
	}
}

func (l *loader) column(n *data.Node) Column {
	c := Column{Pos: n.Pos}
	if n.Get("值") == nil {
		l.Add(diag.Errorf(n.Pos, codePackage, "这一列缺“值”").Do("写作 {头: …, 值: 本年}；可写：%s", strings.Join(columnWords, "、")))
	}
	l.Fields(data.Pair{Key: "列", Pos: n.Pos, Value: n}, map[string]func(data.Pair){
		"头":  func(r data.Pair) { c.Head = l.Line(r).Text },
		"值":  func(r data.Pair) { c.Shows = l.Choice(r, columnWords).Text },
		"成员": func(r data.Pair) { c.Member = l.Line(r).Text },
		"宽": func(r data.Pair) {
			w := l.Line(r)
			v, err := strconv.Atoi(w.Text)
			if err != nil || v < 3 || v > 120 {
				l.Add(diag.Errorf(w.Pos, codeWord, "列宽应为 3 到 120 的整数").Do("一个汉字宽 2"))
			}
			c.Width = v
		},
	})
	return c
}

// rows reads a list of paths and computed rows.
func (l *loader) rows(q data.Pair, b *Block) {
	if q.Value.Kind != data.List {
		l.Wrong(q.Value.Pos, q.Key, "列表", "写作 行: [组.项, 组.项]")
		return
	}
	for _, item := range q.Value.Items {
		row := RowSpec{Pos: item.Pos, Decimals: 2}
		if item.Kind == data.Scalar {
			row.Path = strings.TrimSpace(item.Value)
			l.checkPath(row.Path, item.Pos)
			b.Rows = append(b.Rows, row)
			continue
		}
		l.Fields(data.Pair{Key: q.Key, Pos: item.Pos, Value: item}, map[string]func(data.Pair){
			"指标": func(r data.Pair) { row.Indicator = l.Line(r).Text },
			"量词": func(r data.Pair) { row.Measure = l.Line(r).Text },
			"型":  func(r data.Pair) { row.Rate = l.Choice(r, data.TypeNames[:3]).Text == data.TypeNames[data.Rate] },
			"式": func(r data.Pair) {
				e, err := relation.ParseExpr(l.Line(r).Text)
				if err != nil {
					l.Add(diag.Errorf(r.Value.Pos, codeRelation, "式子读不懂：%v", err).Do("写作 甲.成功 / 甲.受理"))
					return
				}
				row.Expr = e
				relation.Paths(e, func(path string, sum bool) { l.operand(path, sum, r.Value.Pos) })
			},
			"小数": func(r data.Pair) { row.Decimals = l.Whole(r, 0, 9) },
		})
		if row.Expr != nil {
			b.Rows = append(b.Rows, row)
		}
	}
}
