// fields.go decodes 字段, 组型 and 关系: what is counted and how it hangs together.
package templates

import (
	"math/big"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// neededByAll is the word of 必需 for every kind.
const neededByAll = "全部"

var (
	additions = []string{"和", "不加", "本级", "最大"}
	levels    = []string{"错误", "警告", "提示"}
)

// groupType is one entry of 组型.
type groupType struct {
	members   []*data.Field
	relations []relation.Relation
}

func (l *loader) fields() {
	reader := l.fieldReader()
	types := map[string]groupType{}
	if n := l.root.Get("组型"); n != nil {
		for _, q := range n.Pairs {
			types[q.Key] = l.groupType(reader, q)
		}
	}
	n := l.root.Get("字段")
	if n == nil || n.Kind != data.Map {
		l.Add(diag.Errorf(l.root.Pos, codePackage, "包里缺“字段”").Do("写作 字段: {组: {项: {指标: …, 型: 数}}}%s", l.orAbove()))
		return
	}
	s := &l.pkg.Schema
	for _, g := range n.Pairs {
		s.Groups = append(s.Groups, g.Key)
		if g.Value.Kind != data.Map {
			l.Wrong(g.Value.Pos, g.Key, "“项: {…}”", "下面缩进两格写各项")
			continue
		}
		for _, q := range g.Value.Pairs {
			f := &data.Field{Group: g.Key, Name: q.Key, Indicator: q.Key, Adds: additions[0], Pos: q.Pos}
			groupName := l.field(reader, q, f)
			if f.Type == data.Group {
				t, ok := types[groupName.Text]
				if !ok {
					l.Add(diag.Errorf(q.Pos, codeWord, "“%s”没有写明组型，或没有这个组型", f.Path()).Do("在“组型”里声明，这里写 组型: 名称"))
				}
				if ok && len(t.members) == 0 {
					l.Add(diag.Errorf(groupName.Pos, codePackage, "组型“%s”没有成员", groupName.Text).Do("在“组型”里写 %s: {成员: {…: {型: 数}}}", groupName.Text))
				}
				f.Members = t.members
				l.groupRelations(f, t)
			}
			s.Fields = append(s.Fields, f)
			for _, m := range f.Measures {
				if !slices.Contains(s.Measures, m) {
					s.Measures = append(s.Measures, m)
				}
			}
		}
	}
}

// fieldReader decodes declarations one after the other: what reads their keys is made
// once, and a package has hundreds.
type fieldReader struct {
	f          *data.Field // the one in hand
	groupName  data.Line
	rows, cols []data.Heading
	keys       map[string]func(data.Pair)
}

func (l *loader) fieldReader() *fieldReader {
	d := &fieldReader{}
	d.keys = map[string]func(data.Pair){
		"指标": func(r data.Pair) { d.f.Indicator = l.Line(r).Text },
		"型": func(r data.Pair) {
			if i := slices.Index(data.TypeNames, l.Choice(r, data.TypeNames).Text); i >= 0 {
				d.f.Type = data.Type(i)
			}
		},
		"量词": func(r data.Pair) { d.f.Measures = l.Strings(r) },
		"必需": func(r data.Pair) {
			d.f.Needed = l.Strings(r)
			d.f.NeededByAll = slices.Equal(d.f.Needed, []string{neededByAll})
		},
		"别名": func(r data.Pair) { d.f.Aliases = l.Strings(r) },
		"扩展": func(r data.Pair) { d.f.Extra = l.yes(r) },
		"相加": func(r data.Pair) { d.f.Adds = l.Choice(r, additions).Text },
		"计入": func(r data.Pair) { d.f.CountedFrom = l.Strings(r) },
		"说明": func(r data.Pair) { d.f.Note = l.Text(r).String() },
		"选项": func(r data.Pair) { d.f.Options = l.Strings(r) },
		"组型": func(r data.Pair) { d.groupName = l.Line(r) },
		"项名": func(r data.Pair) { d.f.ItemName = l.Line(r).Text },
		"行":  func(r data.Pair) { d.rows = l.headings(r) },
		"列": func(r data.Pair) {
			if r.Value.Kind == data.Map {
				for _, c := range r.Value.Pairs {
					d.f.Cols = append(d.f.Cols, c.Key)
				}
				return
			}
			d.cols = l.headings(r)
		},
		"格": func(r data.Pair) {
			d.f.Cells = data.Type(max(slices.Index(data.TypeNames, l.Choice(r, data.TypeNames[:3]).Text), 0))
		},
		"缺格": func(r data.Pair) { d.f.ZeroFilled = l.Choice(r, []string{"0"}).Text != "" },
	}
	return d
}

// field decodes one declaration; groupName is what it says of its 组型.
func (l *loader) field(d *fieldReader, q data.Pair, f *data.Field) (groupName data.Line) {
	d.f, d.groupName, d.rows, d.cols = f, data.Line{}, nil, nil
	l.Fields(q, d.keys)
	if d.rows != nil || d.cols != nil {
		f.SetTrees(d.rows, d.cols)
		l.sums(f)
	}
	if f.Type == data.Matrix && (len(f.Rows) == 0 || len(f.Cols) == 0) || f.Type == data.Roster && len(f.Cols) == 0 {
		l.Add(diag.Errorf(q.Pos, codePackage, "“%s”缺行或列", q.Key).Do("矩阵写 行: […] 和 列: […]，名单写 列: […]"))
	}
	if strings.ContainsAny(q.Key, ".{}| ") {
		l.Add(diag.Errorf(q.Pos, codeWord, "指标名“%s”里不能有空格、点、竖线和花括号", q.Key).Do("换一个名称"))
	}
	return d.groupName
}

func (l *loader) groupType(reader *fieldReader, q data.Pair) groupType {
	var t groupType
	l.Fields(q, map[string]func(data.Pair){
		"成员": func(r data.Pair) {
			for _, m := range r.Value.Pairs {
				f := &data.Field{Name: m.Key, Indicator: m.Key, Adds: additions[0], Pos: m.Pos}
				l.field(reader, m, f)
				t.members = append(t.members, f)
			}
		},
		"关系": func(r data.Pair) {
			l.items(r, func(n *data.Node) {
				if rel, ok := l.relation(n); ok {
					t.relations = append(t.relations, rel)
				}
			})
		},
	})
	return t
}

// groupRelations makes the relations of a group type hold for one field.
func (l *loader) groupRelations(f *data.Field, t groupType) {
	for _, r := range t.relations {
		full := func(path string) string {
			if word, rest := relation.Year(path); word != "" && !strings.Contains(rest, ".") {
				path = rest // 上年.成员 is last year's member of this field
				if slices.ContainsFunc(f.Members, func(m *data.Field) bool { return m.Name == path }) {
					return word + "." + f.Path() + "." + path
				}
				return word + "." + rest
			}
			if slices.ContainsFunc(f.Members, func(m *data.Field) bool { return m.Name == path }) {
				return f.Path() + "." + path
			}
			return path
		}
		r.Left, r.Right = relation.Rename(r.Left, full), relation.Rename(r.Right, full)
		r.Unless = slices.Clone(r.Unless)
		for i, path := range r.Unless {
			r.Unless[i] = full(path)
		}
		r.Text = relation.String(r)
		l.pkg.Relations = append(l.pkg.Relations, r)
	}
}

func (l *loader) relations() {
	if n := l.root.Get("关系"); n != nil {
		l.items(data.Pair{Key: "关系", Pos: n.Pos, Value: n}, func(item *data.Node) {
			if r, ok := l.relation(item); ok {
				l.pkg.Relations = append(l.pkg.Relations, l.spread(r)...)
			}
		})
	}
	for _, r := range l.pkg.Relations {
		for _, side := range []relation.Expr{r.Left, r.Right} {
			relation.Paths(side, func(path string, sum bool) { l.operand(path, sum, r.Pos) })
		}
		for _, path := range r.Unless {
			l.operand(path, false, r.Pos)
		}
	}
}

// operand reports a path of an expression that no field declares; 上年. and 目标. may
// stand before it.
func (l *loader) operand(path string, sum bool, pos diag.Pos) {
	word, rest := relation.Year(path)
	if word == relation.Target && sum {
		l.Add(diag.Errorf(pos, codePath, "“%s”不能求和", path).Do("目标是一个数，不写 Σ"))
		return
	}
	if !sum && strings.Contains(rest, data.AnyOf) {
		l.Add(diag.Errorf(pos, codePath, "“%s”是整行或整列，这里要写一格", path).Do("写作 组.矩阵.行.列；整行整列的关系写在“关系”里"))
		return
	}
	l.pathExists(rest, sum, pos)
}

// checkPath reports a path no field declares.
func (l *loader) checkPath(path string, pos diag.Pos) { l.pathExists(path, false, pos) }

// pathExists is checkPath; behind Σ a group of rows or columns will do.
func (l *loader) pathExists(path string, sum bool, pos diag.Pos) {
	parts := strings.SplitN(path, ".", 3)
	f := (*data.Field)(nil)
	if len(parts) >= 2 {
		f = l.pkg.Schema.Field(parts[0] + "." + parts[1])
	}
	if f != nil && (len(parts) == 2 || partOK(f, parts[2], sum)) {
		return
	}
	var all []string
	for _, f := range l.pkg.Schema.Fields {
		all = append(all, f.Path())
	}
	x := diag.Errorf(pos, codePath, "没有“%s”这个指标", path)
	if best := data.Nearest(path, all); best != "" {
		x = x.Do("是不是想写“%s”？", best)
	} else {
		x = x.Do("写“字段”里声明过的“组.项”")
	}
	l.Add(x)
}

func partOK(f *data.Field, part string, sum bool) bool {
	switch f.Type {
	case data.Table:
		return true // items are the unit's
	case data.Group:
		return slices.ContainsFunc(f.Members, func(m *data.Field) bool { return m.Name == part })
	case data.Matrix:
		row, col, two := strings.Cut(part, ".")
		if sum {
			return len(data.Counted(f.RowTree(), row)) > 0 && len(data.Counted(f.ColTree(), col)) > 0
		}
		return two && slices.Contains(f.Rows, row) && slices.Contains(f.Cols, col)
	}
	return false
}

// relation decodes {式, 级别, 编号, 说明, 容差, 除非}.
func (l *loader) relation(n *data.Node) (relation.Relation, bool) {
	var r relation.Relation
	ok, level, code, note := false, "", "", ""
	var tolerance *big.Rat
	var unless []string
	l.Fields(data.Pair{Key: "关系", Pos: n.Pos, Value: n}, map[string]func(data.Pair){
		"式": func(q data.Pair) {
			line := l.Line(q)
			var err error
			if r, err = relation.Parse(line.Text); err != nil {
				l.Add(diag.Errorf(line.Pos, codeRelation, "关系式读不懂：%v", err).Over(len([]rune(line.Text))).Do("写作 甲.总数 = Σ 甲.分类，或 甲.成功 ≤ 甲.受理"))
				return
			}
			r.Pos, ok = line.Pos, true
		},
		"级别": func(q data.Pair) { level = l.Choice(q, levels).Text },
		"编号": func(q data.Pair) { code = l.Line(q).Text },
		"说明": func(q data.Pair) { note = l.Line(q).Text },
		"除非": func(q data.Pair) { unless = l.Strings(q) },
		"容差": func(q data.Pair) {
			t := l.Line(q)
			var good bool
			if tolerance, good = new(big.Rat).SetString(t.Text); !good {
				l.Add(diag.Errorf(t.Pos, codeWord, "容差应为数").Do("写作 容差: 1"))
				tolerance = nil
			}
		},
	})
	if n.Get("式") == nil {
		l.Add(diag.Errorf(n.Pos, codeRelation, "这条关系缺“式”").Do("写作 - {式: 甲.总数 = Σ 甲.分类}"))
	}
	r.Level = diag.Level(max(slices.Index(levels, level), 0))
	r.Code, r.Note, r.Tolerance, r.Unless = code, note, tolerance, unless
	if code == "" {
		switch {
		case r.Cmp != relation.Equal:
			r.Code = "A3"
		case r.IsRate():
			r.Code = "A2"
		default:
			r.Code = "A1"
		}
	}
	return r, ok
}
