// review.go decodes what a superior's checking writes: 意见单, the sheet that sends a
// report back; 问题簿, the workbook of all findings; 花脸稿, two drafts as one marked
// page.
package templates

import (
	"nianbao/render/diag"
	"nianbao/templates/data"
)

// Returns is 意见单: the page a unit gets that has to correct its report. Its lines may
// hold the placeholders of ReturnWords.
type Returns struct {
	File   data.Line // 文件名, without extension
	Title  data.Line
	To     data.Line // 主送, without the colon
	Intro  data.Text
	Broken data.Text // 读不懂: said besides when form errors hide others
	Due    data.Line // 有期限: said when there is a date to report by
	Undue  data.Line // 无期限
	Groups []ReturnGroup
	Column []ReviewColumn
	Close  data.Text // 结尾
}

// Filled tells that the package describes the page.
func (r *Returns) Filled() bool { return r.Title.Text != "" }

// ReturnGroup is the findings of a level, under a heading of their own.
type ReturnGroup struct {
	Level diag.Level
	Title data.Line
}

// ReviewColumn is a column of a table: its head, one of the words of the table, its
// width in half-width characters.
type ReviewColumn struct {
	Head, Shows string
	Width       int
}

// ProblemBook is 问题簿: the workbook of the findings of all units.
type ProblemBook struct {
	File   data.Line
	Sheets []SummarySheet
}

// Marked is 花脸稿: two drafts of a report as one page.
type Marked struct {
	File    data.Line // 文件名
	Under   data.Line // 题下: below the title
	Intro   data.Text // 说明
	Struck  data.Line // 删样, 增样: the samples of its key
	Added   data.Line
	Figures data.Line // 数的题: what the list of changed figures is called
	Column  []ReviewColumn
}

// Returns is what the package says of 意见单.
func (p *Package) Returns() *Returns { p.rest(); return &p.returns }

// ProblemBook is what it says of 问题簿.
func (p *Package) ProblemBook() *ProblemBook { p.rest(); return &p.problemBook }

// Marked is what it says of 花脸稿.
func (p *Package) Marked() *Marked { p.rest(); return &p.marked }

// Filled tells that the package describes the page.
func (m *Marked) Filled() bool { return m.Intro.Filled() }

// The words for what a column of these tables shows.
var (
	returnWords = []string{"序号", "位置", "所在", "级别", "编号", "说明", "建议"}
	markedWords = []string{"序号", "名称", "路径", "量词", "甲数", "乙数", "增减"}
)

// problemKinds are the sheets of 问题簿: those that need no figures.
var problemKinds = []SummaryKind{Problems, Tally, NotIn, Waived, Copied, Provenance}

func (l *loader) reviews() {
	line := func(to *data.Line) func(data.Pair) { return func(q data.Pair) { *to = l.Line(q) } }
	text := func(to *data.Text) func(data.Pair) { return func(q data.Pair) { *to = l.Text(q) } }
	r, b, m := &l.pkg.returns, &l.pkg.problemBook, &l.pkg.marked
	l.each(l.root, map[string]func(data.Pair){
		"意见单": func(q data.Pair) {
			l.Fields(q, map[string]func(data.Pair){
				"文件名": line(&r.File), "题": line(&r.Title), "主送": line(&r.To), "引言": text(&r.Intro), "读不懂": text(&r.Broken),
				"有期限": line(&r.Due), "无期限": line(&r.Undue), "结尾": text(&r.Close),
				"分组": func(q data.Pair) { r.Groups = l.returnGroups(q) },
				"列":  func(q data.Pair) { r.Column = l.reviewColumns(q, returnWords) },
			})
			l.whole(q, r.Title, r.File, len(r.Groups) > 0 && len(r.Column) > 0)
		},
		"问题簿": func(q data.Pair) {
			l.Fields(q, map[string]func(data.Pair){
				"文件名": line(&b.File),
				"表":   func(q data.Pair) { b.Sheets = l.summarySheets(q, problemKinds) },
			})
			l.whole(q, b.File, b.File, len(b.Sheets) > 0)
			l.countable(b.Sheets, q.Pos)
		},
		"花脸稿": func(q data.Pair) {
			l.Fields(q, map[string]func(data.Pair){
				"文件名": line(&m.File), "题下": line(&m.Under), "说明": text(&m.Intro), "删样": line(&m.Struck), "增样": line(&m.Added), "数的题": line(&m.Figures),
				"列": func(q data.Pair) { m.Column = l.reviewColumns(q, markedWords) },
			})
			l.whole(q, m.File, m.File, m.Filled() && len(m.Column) > 0)
		},
	})
}

// whole reports a block without what it cannot do without.
func (l *loader) whole(q data.Pair, title, file data.Line, rest bool) {
	if title.Text == "" || file.Text == "" || !rest {
		l.Add(diag.Errorf(q.Pos, codePackage, "“%s”不全", q.Key).Do("照内置包 审核.yaml 的“%s”把各项写齐", q.Key))
	}
}

func (l *loader) returnGroups(q data.Pair) (out []ReturnGroup) {
	l.items(q, func(n *data.Node) {
		var g ReturnGroup
		l.Fields(data.Pair{Key: q.Key, Pos: n.Pos, Value: n}, map[string]func(data.Pair){
			"级别": func(r data.Pair) {
				word := l.Choice(r, levelWords).Text
				for i, w := range levelWords {
					if w == word {
						g.Level = diag.Level(i)
					}
				}
			},
			"题": func(r data.Pair) { g.Title = l.Line(r) },
		})
		out = append(out, g)
	})
	return out
}

func (l *loader) reviewColumns(q data.Pair, words []string) (out []ReviewColumn) {
	l.items(q, func(n *data.Node) {
		var c ReviewColumn
		l.Fields(data.Pair{Key: q.Key, Pos: n.Pos, Value: n}, map[string]func(data.Pair){
			"头": func(r data.Pair) { c.Head = l.Line(r).Text },
			"值": func(r data.Pair) { c.Shows = l.Choice(r, words).Text },
			"宽": func(r data.Pair) { c.Width = l.Whole(r, 2, 120) },
		})
		out = append(out, c)
	})
	return out
}
