// Package templates loads report packages: folders of YAML that say what a report
// is (contract §2). nianbao itself knows no report; everything a kind, a slot, a
// figure or a sheet is called stands in a package.
package templates

import (
	"strings"

	"slices"

	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// Package is one loaded report package. It is read-only and may be shared.
type Package struct {
	Name        string // 报告
	Version     string // 版
	Note        string // 说明
	Usual       bool   // 缺省: the report of data files that name none
	Changes     []Change
	Schema      data.Schema
	Classes     []Class // 类别
	Relations   []relation.Relation
	Kinds       []*Kind  // in order of declaration
	Words       []string // 词表.标题词
	WebLines    []string // 词表.网页行: words of lines a web page puts around a report
	Checks      Checks   // 检查词
	Sources     []*data.Source
	rest        func() // reads what follows, see compiled.go
	summary     []SummarySheet
	returns     Returns
	problemBook ProblemBook
	marked      Marked

	unseen diag.List // what of it no kind gets to see
}

// Change is one entry of 变更; the oldest version comes first.
type Change struct{ Version, Text string }

// Since are the changes after the given version; ok is false when the package knows
// no such version.
func (p *Package) Since(version string) (changes []Change, ok bool) {
	for i, c := range p.Changes {
		if c.Version == version {
			return p.Changes[i+1:], true
		}
	}
	return nil, version == p.Version
}

// Class is one heading of the list of indicators with the groups under it.
type Class struct {
	Name   string
	Groups []string
}

// Kind is the package as it is for units of one kind: inheritance worked out.
type Kind struct {
	Name        string
	Ends        []string // 认: what names of such units end in
	Title       data.Text
	Intro       data.Text
	Remark      data.Text
	Addressees  data.Texts
	Unaddressed bool // 主送: 无, this report goes to nobody
	// Attachments are 附件 of units that name none.
	Attachments []data.Attachment
	CopyTo      data.Texts
	Due         Due
	Files       Files
	Slots       []Slot
	Wording     []data.Named
	Form        string
	Seal        string
	Sheet       gbt9704.Sheet
	LayoutAt    []SetItem   // what of the sheet the package sets, and where
	Draft       data.Line   // 草稿: printed below the title of a draft
	FaceNames   []data.Line // the names of faces in Sheet that a package wrote
	annex       []SheetSpec
	rest        func() // reads annex
}

// Annex are the sheets of the annex.
func (k *Kind) Annex() []SheetSpec {
	k.rest()
	return k.annex
}

// Due are the dates of 期限, MM-DD.
type Due struct{ Report, Publish string }

// Files are the names of results, without extension; they may hold placeholders.
type Files struct{ Report, Version, Annex, Summary, Manifest data.Line }

// Slot is one part of 正文.
type Slot struct {
	Name      string
	Title     data.Line
	Needed    bool
	Elsewhere []string // 另见: words that show its content stands in another slot
	Default   data.Text
	Note      string    // 说明: what to write, for the blank form
	LookBack  data.Line // 回看: the part of last year's report shown beside it in the form
	// Says are 应含, words of which its heading or text must hold one.
	Says []string
	// AnsweredBy is 对应: this slot names problems, that one answers each.
	AnsweredBy data.Line
	// Knows are 认: words in a heading of a published report that show it begins this slot.
	Knows []string
	After data.Text // 末尾: always printed, behind the unit's text or in its place
}

// Shows reports whether the package's own text prints the 表 or 矩阵 at path whatever the
// unit writes.
func (k *Kind) Shows(path string) bool {
	texts := []data.Text{data.Text(k.Intro)}
	for _, s := range k.Slots {
		texts = append(texts, s.Default, s.After)
	}
	apart := strings.NewReplacer("{", " ", "}", " ", "｛", " ", "｝", " ", "|", " ", "｜", " ")
	for _, text := range texts {
		for _, line := range text {
			if words := strings.Fields(apart.Replace(line.Text)); len(words) > 1 && words[0] == "表" && words[1] == path {
				return true
			}
		}
	}
	return false
}

// Kind returns the kind called name, or nil.
func (p *Package) Kind(name string) *Kind {
	for _, k := range p.Kinds {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// ClassOf returns the class of a group, "" when it has none.
func (p *Package) ClassOf(group string) string {
	for _, c := range p.Classes {
		for _, g := range c.Groups {
			if g == group {
				return c.Name
			}
		}
	}
	return ""
}

// Excerpts gives findings in the package's files their lines.
func (p *Package) Excerpts(l diag.List) {
	for _, s := range p.Sources {
		s.Excerpts(l)
	}
}

// SheetSpec describes one sheet of the annex.
type SheetSpec struct {
	Name, Title, Note data.Line
	Landscape         bool
	Working           bool // 不附印: left out when all sheets are printed with the report
	Cover             *Cover
	Blocks            []Block
}

// Cover is a title page: labelled facts and notes.
type Cover struct {
	Title, Subtitle data.Line
	Rows            []Fact
	Notes           []data.Line
}

// Fact is a label with its text.
type Fact struct{ Label, Value data.Line }

// BlockKind is the shape of a table in a sheet.
type BlockKind string

// The shapes a package may use.
const (
	AllFigures BlockKind = "总目" // every filled field, by class
	SomeRows   BlockKind = "行表" // chosen fields, one a row
	Items      BlockKind = "分类" // the items of a 表
	Groups     BlockKind = "分组" // 组 fields as rows, members as columns
	Grid       BlockKind = "矩阵"
	People     BlockKind = "名单"
	Statements BlockKind = "关系" // every relation with its two sides
)

var blockKinds = []BlockKind{AllFigures, SomeRows, Items, Groups, Grid, People, Statements}

// Block is one table of a sheet.
type Block struct {
	Kind        BlockKind
	Title, Note data.Line
	Columns     []Column
	Path        string // Items, Grid, People
	PathPos     diag.Pos
	Rows        []RowSpec
	Total       string // label of the total row; "" is none
	ColTotal    string // label of the total column of a Grid
	Descending  bool   // 排序: 降: the items of a 表, greatest first
	Good, Bad   string // words of the verdict column
	Unknown     string // its word where a side cannot be computed
	Charts      []ChartSpec
	Pos         diag.Pos
}

// ChartSpec is a chart of a block: the rows' labels against the columns that show
// the words of Shows.
type ChartSpec struct {
	Shape string // one of chartShapes
	Title data.Line
	Shows []string
	Pos   diag.Pos
}

// The shapes of charts, in the order of doc.ChartKind.
var chartShapes = []string{"条形", "柱形", pieShape, "折线"}

// pieShape is the shape that takes one set of values.
const pieShape = "饼形"

// ShapeOf is the place of a shape in the package's words.
func (c ChartSpec) ShapeOf() int { return slices.Index(chartShapes, c.Shape) }

// Column is one column of a block: what its cells show.
type Column struct {
	Head   string
	Shows  string // one of columnWords
	Member string // Groups: the member shown
	Width  int    // half-width characters; 0 takes the default of what it shows
	Pos    diag.Pos
}

// showsMember is the word of a column that shows one member of each 组.
const showsMember = "成员"

// The words for what a column shows. Each block kind understands some of them.
var columnWords = []string{"序号", "类别", "指标", "量词", "本年", "限定", "上年", "增减", "同比", "目标", "位置", "备注",
	"名称", "占比", "名次", showsMember, "编号", "说明", "左式", "右式", "差", "结论"}

// RowSpec is one row of a SomeRows or Groups block: a field, or a computed row.
type RowSpec struct {
	Path      string
	Indicator string        // computed: what it is called
	Expr      relation.Expr // computed
	Rate      bool          // computed: shown as a percentage
	Decimals  int           // computed: 小数, what is kept
	Measure   string
	Pos       diag.Pos
}
