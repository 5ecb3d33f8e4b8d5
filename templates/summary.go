// summary.go decodes 汇总表: the sheets of the workbook a superior gets.
package templates

import (
	"slices"

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
	Usage      SummaryKind = "口径"  // where units count differently
	OwnFigures SummaryKind = "自定"  // figures of a unit's own
	Provenance SummaryKind = "元数据" // versions and sums
)

var summaryKinds = []SummaryKind{UnitList, AllData, ByKind, Ranking, YearByYear, NotIn, Problems, Usage, OwnFigures, Provenance}

// SummarySheet is one sheet of the summary.
type SummarySheet struct {
	Kind              SummaryKind
	Name, Title, Note data.Line
	Landscape         bool
	Columns           []SummaryColumn
	Paths             []string // 指标: the figures this sheet is about
	Total, Median     string   // labels of those rows; "" is none
	Watch             string   // 关注: change from which on a cell is marked, such as 50%
	Pos               diag.Pos
}

// SummaryColumn is one column of a sheet whose columns the package chooses.
type SummaryColumn struct {
	Head  string
	Shows string // one of summaryWords
	Path  string // for 指标 and 同比
	Width int
	Pos   diag.Pos
}

// The words for what a column of a summary shows.
var summaryWords = []string{"序号", "单位", "类型", "上级", "年度", "状态", "报送日期", "按期", "完整率", "错误数", "警告数", "提示数", "部分",
	"指标", "同比", "期限", "说明", "文件", "级别", "编号", "位置", "建议", "名称", "量词", "数", "家数", "限定", "指纹"}

// Summary returns the sheets of the summary workbook.
func (p *Package) Summary() []SummarySheet { return p.summary }

func (l *loader) summary() {
	n := l.root.Get("汇总表")
	if n == nil {
		return
	}
	l.items(data.Pair{Key: "汇总表", Pos: n.Pos, Value: n}, func(item *data.Node) {
		s := SummarySheet{Pos: item.Pos}
		readers := map[string]func(data.Pair){
			"名":  func(q data.Pair) { s.Name = l.Line(q) },
			"题":  func(q data.Pair) { s.Title = l.Line(q) },
			"注":  func(q data.Pair) { s.Note = l.Line(q) },
			"横向": func(q data.Pair) { s.Landscape = l.yes(q) },
		}
		for _, k := range summaryKinds {
			readers[string(k)] = func(q data.Pair) {
				s.Kind = k
				l.summaryBlock(q, &s)
			}
		}
		l.Fields(data.Pair{Key: "汇总表", Pos: item.Pos, Value: item}, readers)
		if s.Kind == "" || s.Name.Text == "" {
			l.Add(diag.Errorf(item.Pos, codePackage, "汇总表的这一张缺名称或内容").Do("写作 - {名: 一张表, 各单位: {列: […]}}"))
		}
		l.pkg.summary = append(l.pkg.summary, s)
	})
	if len(l.pkg.summary) > 0 && !slices.ContainsFunc(l.pkg.summary, func(s SummarySheet) bool { return s.Kind == AllData }) {
		l.Add(diag.Errorf(n.Pos, codePackage, "汇总表缺“数据”一张，其他表的公式没有来处").Do("加一张 - {名: …, 数据: {合计: 合计}}"))
	}
}

func (l *loader) summaryBlock(q data.Pair, s *SummarySheet) {
	str := func(to *string) func(data.Pair) { return func(r data.Pair) { *to = l.Line(r).Text } }
	l.Fields(q, map[string]func(data.Pair){
		"列": func(r data.Pair) {
			l.items(r, func(c *data.Node) { s.Columns = append(s.Columns, l.summaryColumn(c)) })
		},
		"指标": func(r data.Pair) {
			for _, t := range l.Texts(r) {
				l.checkPath(t.Text, t.Pos)
				s.Paths = append(s.Paths, t.Text)
			}
		},
		"合计": str(&s.Total), "中位数": str(&s.Median), "关注": str(&s.Watch),
	})
}

func (l *loader) summaryColumn(n *data.Node) SummaryColumn {
	c := SummaryColumn{Pos: n.Pos}
	l.Fields(data.Pair{Key: "列", Pos: n.Pos, Value: n}, map[string]func(data.Pair){
		"头": func(r data.Pair) { c.Head = l.Line(r).Text },
		"值": func(r data.Pair) { c.Shows = l.Choice(r, summaryWords).Text },
		"指标": func(r data.Pair) {
			c.Path = l.Line(r).Text
			l.checkPath(c.Path, r.Value.Pos)
		},
		"宽": func(r data.Pair) { c.Width = l.Whole(r, 3, 120) },
	})
	return c
}
