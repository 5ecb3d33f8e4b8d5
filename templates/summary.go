// summary.go decodes 汇总表: the sheets of the workbook a superior gets.
package templates

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// SummaryKind is the shape of a sheet of the summary.
type SummaryKind string

// The shapes a package may use.
const (
	UnitList   SummaryKind = "各单位" // one row a unit, totals below
	AllData    SummaryKind = "数据"  // every figure of every unit: the home of all figures
	ByKind     SummaryKind = "分类型" // sums by kind
	Ranking    SummaryKind = "排名"  // rates with their rank
	YearByYear SummaryKind = "同比"  // this year and last, unit by unit
	NotIn      SummaryKind = "未报"  // missing, late, wrong
	Problems   SummaryKind = "问题"  // every finding
	Tally      SummaryKind = "问题数" // how many findings a unit or a code has
	Waived     SummaryKind = "不查"  // rules units left out, and why
	Usage      SummaryKind = "口径"  // where units count differently
	OwnFigures SummaryKind = "自定"  // figures of a unit's own
	Provenance SummaryKind = "元数据" // versions and sums
	Copied     SummaryKind = "雷同"  // passages that stand in two reports, side by side
)

// What a column of a summary shows. ofUnit are facts about a unit, which every sheet
// that goes unit by unit may show.
var (
	ofUnit = []string{"序号", "单位", "类型", "上级", "计入", "年度", "状态", "期限", "报送日期", "按期", "完整率", "错误数", "警告数", "提示数", "部分", "文件", "说明", "指纹"}

	summaryWords = map[SummaryKind][]string{
		UnitList:   append(slices.Clone(ofUnit), "指标", "同比"),
		AllData:    ofUnit,
		ByKind:     {"名称", "家数", "指标", "同比"},
		Ranking:    append(slices.Clone(ofUnit), "指标", "名次"),
		YearByYear: append(slices.Clone(ofUnit), "名称", "路径", "量词", "本年", "上年", "增减", "同比"),
		NotIn:      ofUnit,
		Problems:   append(slices.Clone(ofUnit), "级别", "编号", "位置", "行", "列", "所在", "建议"),
		Tally:      {"名称", "错误数", "警告数", "提示数", "数"},
		Waived:     append(slices.Clone(ofUnit), "编号"),
		Usage:      {"名称", "路径", "量词", "限定"},
		OwnFigures: append(slices.Clone(ofUnit), "名称", "路径", "量词", "数", "限定"),
		Provenance: {"名称", "说明", "指纹"},
		Copied:     append(slices.Clone(ofUnit), "位置", "段落", "相同", "对方单位", "对方年度", "对方文件", "对方位置", "对方段落"),
	}
	summaryKinds = []SummaryKind{UnitList, AllData, ByKind, Ranking, YearByYear, NotIn, Problems, Tally, Waived, Usage, OwnFigures, Provenance, Copied}

	// columns without which other sheets' formulas have nothing to stand on
	summaryNeeds = map[SummaryKind][]string{AllData: {"单位", "类型", "计入"}, Tally: {"名称"}}
	tallyNeeds   = []string{"单位", "编号", "级别"}
)

// SummarySheet is one sheet of the summary.
type SummarySheet struct {
	Kind              SummaryKind
	Name, Title, Note data.Line
	Landscape         bool
	Columns           []SummaryColumn
	Paths             []string // 指标: the figures this sheet is about
	Total, Median     string   // labels of those rows; "" is none
	Watch             *big.Rat // 关注: change from which on a cell is marked; nil is none
	LastHead          string   // 上年: AllData: head of a column of last year's figures, {{指标}} in it
	PerSheet          int      // 每张: AllData: columns of figures a sheet holds; 0 is all
	By                string   // 按: Tally: 单位 or 编号
	Pos               diag.Pos
}

// Column is the place of the first column that shows word, -1 when there is none.
func (s *SummarySheet) Column(word string) int {
	return slices.IndexFunc(s.Columns, func(c SummaryColumn) bool { return c.Shows == word })
}

// SummaryColumn is one column of a sheet.
type SummaryColumn struct {
	Head  string
	Shows string // one of summaryWords
	Path  string // for 指标 and 同比
	Width int    // half-width characters; 0 takes the default of what it shows
	Pos   diag.Pos
}

// Summary returns the sheets of the summary workbook.
func (p *Package) Summary() []SummarySheet {
	p.rest()
	return p.summary
}

func (l *loader) summary() {
	n := l.root.Get("汇总表")
	if n == nil {
		return
	}
	l.pkg.summary = l.summarySheets(data.Pair{Key: "汇总表", Pos: n.Pos, Value: n}, summaryKinds)
	if len(l.pkg.summary) > 0 {
		l.summaryWhole(n.Pos)
	}
}

// summarySheets reads a list of sheets of the given kinds.
func (l *loader) summarySheets(list data.Pair, kinds []SummaryKind) (out []SummarySheet) {
	l.items(list, func(item *data.Node) {
		s := SummarySheet{Pos: item.Pos}
		readers := map[string]func(data.Pair){
			"名":  func(q data.Pair) { s.Name = l.Line(q) },
			"题":  func(q data.Pair) { s.Title = l.Line(q) },
			"注":  func(q data.Pair) { s.Note = l.Line(q) },
			"横向": func(q data.Pair) { s.Landscape = l.yes(q) },
		}
		for _, k := range kinds {
			readers[string(k)] = func(q data.Pair) {
				s.Kind = k
				l.summaryBlock(q, &s)
			}
		}
		l.Fields(data.Pair{Key: list.Key, Pos: item.Pos, Value: item}, readers)
		if s.Kind == "" || s.Name.Text == "" {
			l.Add(diag.Errorf(item.Pos, codePackage, "%s的这一张缺名称或内容", list.Key).Do("写作 - {名: 一张表, %s: {列: […]}}", kinds[0]))
			return
		}
		l.summarySheet(&s, out)
		out = append(out, s)
	})
	return out
}

func (l *loader) summaryBlock(q data.Pair, s *SummarySheet) {
	str := func(to *string) func(data.Pair) { return func(r data.Pair) { *to = l.Line(r).Text } }
	l.Fields(q, map[string]func(data.Pair){
		"列": func(r data.Pair) {
			l.items(r, func(c *data.Node) { s.Columns = append(s.Columns, l.summaryColumn(c, s.Kind)) })
		},
		"指标": func(r data.Pair) {
			for _, t := range l.Texts(r) {
				if l.summaryPath(t) {
					s.Paths = append(s.Paths, t.Text)
				}
			}
		},
		"合计": str(&s.Total), "中位数": str(&s.Median), "上年": str(&s.LastHead),
		"每张": func(r data.Pair) { s.PerSheet = l.Whole(r, 4, 200) },
		"按":  func(r data.Pair) { s.By = l.Choice(r, []string{"单位", "编号"}).Text },
		"关注": func(r data.Pair) {
			t := l.Line(r)
			text, percent := strings.CutSuffix(t.Text, "%")
			v, ok := new(big.Rat).SetString(text)
			if !ok || v.Sign() <= 0 || strings.ContainsAny(text, "/eExX_") {
				l.Add(diag.Errorf(t.Pos, codeWord, "“关注”应为百分数，现为“%s”", t.Text).Over(len([]rune(t.Text))).Do("写作 关注: 50%%"))
				return
			}
			if percent {
				v.Quo(v, big.NewRat(100, 1))
			}
			s.Watch = v
		},
	})
}

func (l *loader) summaryColumn(n *data.Node, kind SummaryKind) SummaryColumn {
	c := SummaryColumn{Pos: n.Pos}
	l.Fields(data.Pair{Key: "列", Pos: n.Pos, Value: n}, map[string]func(data.Pair){
		"头": func(r data.Pair) { c.Head = l.Line(r).Text },
		"值": func(r data.Pair) { c.Shows = l.Choice(r, summaryWords[kind]).Text },
		"指标": func(r data.Pair) {
			if t := l.Line(r); l.summaryPath(t) {
				c.Path = t.Text
			}
		},
		"宽": func(r data.Pair) { c.Width = l.Whole(r, 3, 120) },
	})
	switch {
	case n.Get("值") == nil:
		l.Add(diag.Errorf(n.Pos, codePackage, "这一列缺“值”").Do("写作 {头: …, 值: %s}；可写：%s", summaryWords[kind][0], strings.Join(summaryWords[kind], "、")))
	case n.Get("指标") == nil && (c.Shows == "指标" || c.Shows == "同比" && kind != YearByYear):
		l.Add(diag.Errorf(n.Pos, codePackage, "这一列缺“指标”").Do("写作 {头: …, 值: %s, 指标: 组.项}", c.Shows))
	}
	return c
}

// summaryPath reports a path that is no single figure.
func (l *loader) summaryPath(t data.Line) bool {
	known := len(l.Found)
	l.checkPath(t.Text, t.Pos)
	if len(l.Found) > known || l.figureType(t.Text) != nil {
		return len(l.Found) == known
	}
	l.Add(diag.Errorf(t.Pos, codePath, "“%s”不是一个数", t.Text).Over(len([]rune(t.Text))).Do("写到数为止：表写“组.项.合计”，组写“组.项.成员”，矩阵写“组.项.行.列”"))
	return false
}

// figureType is the type of the single figure at path, nil when there is none.
func (l *loader) figureType(path string) *data.Type {
	parts := strings.SplitN(path, ".", 3)
	if len(parts) < 2 {
		return nil
	}
	f := l.pkg.Schema.Field(parts[0] + "." + parts[1])
	count := data.Count
	switch {
	case f == nil:
	case len(parts) == 2 && f.Type.Numeric():
		return &f.Type
	case len(parts) < 3:
	case f.Type == data.Table && parts[2] == "合计":
		return &count
	case f.Type == data.Group:
		if i := slices.IndexFunc(f.Members, func(m *data.Field) bool { return m.Name == parts[2] }); i >= 0 && f.Members[i].Type.Numeric() {
			return &f.Members[i].Type
		}
	case f.Type == data.Matrix && strings.Contains(parts[2], ".") && !strings.HasPrefix(parts[2], "*"):
		return &count
	}
	return nil
}

// summarySheet reports what one sheet lacks; others are those before it.
func (l *loader) summarySheet(s *SummarySheet, others []SummarySheet) {
	name := s.Name
	if s.PerSheet > 0 {
		name.Text += "（99）" // the sheets after the first are numbered
	}
	l.sheetName(name)
	for i := range others {
		if o := &others[i]; strings.EqualFold(o.Name.Text, s.Name.Text) {
			l.Add(diag.Errorf(s.Name.Pos, codeTwice, "表名“%s”已有，在 %s", s.Name.Text, o.Name.Pos).Over(len([]rune(s.Name.Text))).Do("每张表用不同的名称（不分大小写）"))
		}
	}
	lack := func(what, hint string) {
		l.Add(diag.Errorf(s.Pos, codePackage, "汇总表“%s”缺%s", s.Name.Text, what).Do("%s", hint))
	}
	if len(s.Columns) == 0 {
		lack("列", fmt.Sprintf("写作 %s: {列: [{头: …, 值: %s}]}", s.Kind, summaryWords[s.Kind][0]))
		return
	}
	for _, word := range summaryNeeds[s.Kind] {
		if s.Column(word) < 0 {
			lack("“"+word+"”一列", fmt.Sprintf("别的表的公式要用，加一列 {头: …, 值: %s}", word))
		}
	}
	if s.Kind == Tally && s.By == "" {
		lack("“按”", "写作 按: 单位 或 按: 编号")
	}
	if s.Kind == YearByYear && len(s.Paths) == 0 {
		lack("“指标”", "写作 指标: [组.项, 组.项]")
	}
	for i, c := range s.Columns {
		if c.Shows != "名次" {
			continue
		}
		ok := false
		if i > 0 {
			before := s.Columns[i-1]
			t := l.figureType(before.Path)
			ok = before.Shows == "完整率" || before.Shows == "指标" && t != nil && *t == data.Rate
		}
		if !ok {
			l.Add(diag.Errorf(c.Pos, codePackage, "“名次”左边的一列不是率").Do("只排率，不排量：名次写在“完整率”或率的“指标”一列之后"))
		}
	}
}

// summaryWhole reports what the sheets lack together.
func (l *loader) summaryWhole(pos diag.Pos) {
	var home *SummarySheet
	lastYear := false
	for i := range l.pkg.summary {
		s := &l.pkg.summary[i]
		if s.Kind == AllData {
			home = s
		}
		lastYear = lastYear || s.Column("同比") >= 0 || s.Kind == YearByYear
	}
	switch {
	case home == nil:
		l.Add(diag.Errorf(pos, codePackage, "汇总表缺“数据”一张，其他表的公式没有来处").Do("加一张 - {名: …, 数据: {合计: 合计, 列: […]}}"))
	case lastYear && home.LastHead == "":
		l.Add(diag.Errorf(home.Pos, codePackage, "别的表有同比，“数据”一张却没有放上年数的地方").Do("在“数据”下写 上年: \"{{指标}}（上年）\""))
	}
	l.countable(l.pkg.summary, pos)
}

// countable reports sheets that count findings no other one lists.
func (l *loader) countable(sheets []SummarySheet, pos diag.Pos) {
	var problems *SummarySheet
	tally := false
	for i := range sheets {
		if s := &sheets[i]; s.Kind == Problems {
			problems = s
		}
		tally = tally || sheets[i].Kind == Tally
	}
	if !tally {
		return
	}
	if problems == nil {
		l.Add(diag.Errorf(pos, codePackage, "有“问题数”，没有“问题”一张可数").Do("加一张 - {名: …, 问题: {列: […]}}"))
		return
	}
	for _, word := range tallyNeeds {
		if problems.Column(word) < 0 {
			l.Add(diag.Errorf(problems.Pos, codePackage, "汇总表“%s”缺“%s”一列", problems.Name.Text, word).Do("“问题数”要用，加一列 {头: …, 值: %s}", word))
		}
	}
}
