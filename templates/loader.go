// loader.go decodes the merged tree of a package: report, kinds, slots. Fields and
// relations are in fields.go, the layout in layout.go, sheets in sheets.go.
package templates

import (
	"slices"
	"strings"
	"time"

	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/templates/data"
)

type loader struct {
	data.Reader
	pkg     *Package
	root    *data.Node
	read    map[*data.Node][]SheetSpec // lists of sheets: most kinds share one
	own     []data.Pair                // of 类型: what each kind says itself
	renamed []data.Named               // of 改名, to be looked at when all is read
	lowest  *data.Node                 // what the first folder says, when others lie over it
}

func newLoader(root *data.Node, sources []*data.Source) *loader {
	l := &loader{pkg: &Package{Sources: sources}, root: root, read: map[*data.Node][]SheetSpec{}}
	l.pkg.rest = func() {}
	return l
}

// perKind are the keys a kind may override, shared are those it may not.
var (
	perKind = []string{"标题", "引言", "主送", "抄送", "附件", "附注", "草稿", "期限", "文件名", "槽位", "用语", "版式", "附表", "认"}
	shared  = []string{"报告", "版", "说明", "缺省", "变更", "类型", "词表", "组型", "类别", "字段", "关系", "列组", "汇总表", "检查词", "意见单", "问题簿", "花脸稿"}
)

// load reads everything but the sheets.
func (l *loader) load() {
	p := l.pkg
	l.root = l.unamended(l.root)
	for _, q := range l.root.Pairs {
		if !slices.Contains(perKind, q.Key) && !slices.Contains(shared, q.Key) {
			l.unknownKey(q, append(slices.Clone(shared), perKind...))
		}
	}
	l.each(l.root, map[string]func(data.Pair){
		"报告":  func(q data.Pair) { p.Name = l.Line(q).Text },
		"版":   func(q data.Pair) { p.Version = l.Line(q).Text },
		"说明":  func(q data.Pair) { p.Note = l.Text(q).String() },
		"缺省":  func(q data.Pair) { p.Usual = l.yes(q) },
		"变更":  l.changes,
		"词表":  l.words,
		"检查词": l.checks,
		"类别":  l.classes,
	})
	if p.Name == "" {
		l.Add(diag.Errorf(l.root.Pos, codePackage, "包里缺“报告”").Do("写作 报告: 名称"))
	}
	l.fields()
	l.relations()
	l.kinds()
	l.crossCheck()
}

// unamended is n where keys that change a list (附表+) found none below them: what they
// add is the list; what they take away is a slip.
func (l *loader) unamended(n *data.Node) *data.Node {
	out := *n
	out.Pairs = slices.Clone(n.Pairs)
	for i, q := range out.Pairs {
		for _, item := range q.Value.Missed() {
			l.Add(diag.Errorf(item.Pos, codeWord, "“%s”里没有这一项，减不了", q.Key).Do("写要减的那一项的名称（表写“名”，关系写“式”），或删去这一行"))
		}
		key, mark := data.Amends(q.Key)
		if mark == 0 || !slices.Contains(perKind, key) && !slices.Contains(shared, key) {
			continue
		}
		if mark == '-' {
			l.Add(diag.Errorf(q.Pos, codeKey, "“%s”要减的“%s”，下面的包里没有", q.Key, key).Over(len([]rune(q.Key))).Do("删去这一行"))
			continue
		}
		out.Pairs[i].Key = key
	}
	return &out
}

// each calls the reader of every key of n that is filled; other keys are left.
func (l *loader) each(n *data.Node, read map[string]func(data.Pair)) {
	for _, q := range n.Pairs {
		if f := read[q.Key]; f != nil && q.Value.Kind != data.Empty {
			f(q)
		}
	}
}

func (l *loader) unknownKey(q data.Pair, known []string) {
	x := diag.Errorf(q.Pos, codeKey, "不认识的键“%s”", q.Key).Over(len([]rune(q.Key)))
	if best := data.Nearest(q.Key, known); best != "" {
		x = x.Do("是不是想写“%s”？", best)
	} else {
		x = x.Do("这里可写：%s", strings.Join(known, "、"))
	}
	l.Add(x)
}

// items calls f for each item of a list; each item must be a map.
func (l *loader) items(q data.Pair, f func(*data.Node)) {
	if q.Value.Kind != data.List {
		l.Wrong(q.Value.Pos, q.Key, "列表", "每项一行，以“- ”开头")
		return
	}
	for _, item := range q.Value.Items {
		if item.Kind != data.Map {
			l.Wrong(item.Pos, q.Key, "“- {键: 值}”的列表", "每项写作 - {…}")
			continue
		}
		f(item)
	}
}

func (l *loader) yes(q data.Pair) bool { return l.Choice(q, []string{"是", "否"}).Text == "是" }

func (l *loader) changes(q data.Pair) {
	l.items(q, func(n *data.Node) {
		var c Change
		l.Fields(data.Pair{Key: q.Key, Pos: n.Pos, Value: n}, map[string]func(data.Pair){
			"版":  func(r data.Pair) { c.Version = l.Line(r).Text },
			"内容": func(r data.Pair) { c.Text = l.Text(r).String() },
			"改名": func(r data.Pair) { l.renames(r) },
		})
		l.pkg.Changes = append(l.pkg.Changes, c)
	})
}

// renames reads {旧组.旧项: 新组.新项}; slots are 正文.旧段: 正文.新段.
func (l *loader) renames(q data.Pair) {
	for _, n := range l.Named(q, nil) {
		if strings.Count(n.Key, ".") != 1 || strings.Count(n.Text.Text, ".") != 1 {
			l.Add(diag.Errorf(n.Pos, codeWord, "改名“%s: %s”不是“旧组.旧项: 新组.新项”", n.Key, n.Text.Text).Do("写作 改名: {旧组.旧项: 新组.新项}，段写作 正文.旧段: 正文.新段"))
			continue
		}
		l.pkg.Schema.Renames = append(l.pkg.Schema.Renames, data.Rename{From: n.Key, To: n.Text.Text})
		l.renamed = append(l.renamed, n)
	}
}

func (l *loader) words(q data.Pair) {
	l.Fields(q, map[string]func(data.Pair){
		"标题词": func(r data.Pair) { l.pkg.Words = l.Strings(r) },
		"量词":  func(r data.Pair) { l.pkg.Schema.Measures = l.Strings(r) },
		"网页行": func(r data.Pair) { l.pkg.WebLines = l.Strings(r) },
	})
}

func (l *loader) classes(q data.Pair) {
	l.items(q, func(n *data.Node) {
		var c Class
		l.Fields(data.Pair{Key: q.Key, Pos: n.Pos, Value: n}, map[string]func(data.Pair){
			"名": func(r data.Pair) { c.Name = l.Line(r).Text },
			"组": func(r data.Pair) { c.Groups = l.Strings(r) },
		})
		l.pkg.Classes = append(l.pkg.Classes, c)
	})
}

// kinds works out 类型: what a kind does not say it takes from the one it
// inherits, and that from the package's own keys.
func (l *loader) kinds() {
	node := l.root.Get("类型")
	if node == nil || node.Kind != data.Map || len(node.Pairs) == 0 {
		l.Add(diag.Errorf(l.root.Pos, codePackage, "包里缺“类型”").Do("写作 类型: {某类: {}}%s", l.orAbove()))
		return
	}
	l.own = slices.Clone(node.Pairs)
	for i, q := range l.own {
		if q.Value.Kind != data.Map && q.Value.Kind != data.Empty {
			l.Wrong(q.Value.Pos, q.Key, "“{键: 值}”", "没有要改的写 {}")
			l.own[i].Value = &data.Node{Pos: q.Value.Pos}
		}
		l.pkg.Schema.Kinds = append(l.pkg.Schema.Kinds, q.Key)
	}
	var trees []*data.Node
	for i, q := range l.own {
		for _, r := range q.Value.Pairs {
			if key, _ := data.Amends(r.Key); r.Key != "继承" && !slices.Contains(perKind, key) {
				l.unknownKey(r, append([]string{"继承"}, perKind...))
			}
		}
		trees = append(trees, l.inherited(q))
		l.pkg.Kinds = append(l.pkg.Kinds, l.kind(q.Key, l.unamended(trees[i]), i == 0))
	}
	l.overridden(l.base(), trees)
}

// base is what the package says for all kinds.
func (l *loader) base() *data.Node {
	base := &data.Node{Kind: data.Map, Pos: l.root.Pos}
	for _, q := range l.root.Pairs {
		if slices.Contains(perKind, q.Key) {
			base.Pairs = append(base.Pairs, q)
		}
	}
	return base
}

// inherited is what a kind says and what it takes from others.
func (l *loader) inherited(kind data.Pair) *data.Node {
	own := map[string]*data.Node{}
	for _, q := range l.own {
		own[q.Key] = q.Value
	}
	return l.inherit(l.base(), own, kind, nil)
}

// loadRest reads what load leaves: 附表 of every kind, 汇总表 and what a review needs.
func (l *loader) loadRest() {
	before := len(l.Found)
	for i, k := range l.pkg.Kinds {
		l.each(l.unamended(l.inherited(l.own[i])), map[string]func(data.Pair){"附表": func(q data.Pair) { l.sheets(q, k) }})
		l.dropRepeated(before)
		before = len(l.Found)
	}
	l.summary()
	l.reviews()
}

func (l *loader) inherit(base *data.Node, own map[string]*data.Node, q data.Pair, seen []string) *data.Node {
	from := q.Value.Get("继承")
	if from == nil {
		return data.Overlay(base, q.Value)
	}
	parent, ok := own[from.Text()]
	if !ok || slices.Contains(seen, from.Text()) || from.Text() == q.Key {
		l.Add(diag.Errorf(from.Pos, codeWord, "不能继承“%s”", from.Text()).Do("写本包“类型”里的另一个名称，不能绕回自己"))
		return data.Overlay(base, q.Value)
	}
	return data.Overlay(l.inherit(base, own, data.Pair{Key: from.Text(), Value: parent}, append(seen, q.Key)), q.Value)
}

// kind decodes what holds for one kind. Findings are reported for every kind; the
// same place is reported once.
func (l *loader) kind(name string, n *data.Node, first bool) *Kind {
	k := &Kind{Name: name, Sheet: gbt9704.Standard(), rest: func() { l.pkg.rest() }}
	before := len(l.Found)
	l.each(n, map[string]func(data.Pair){
		"标题": func(q data.Pair) { k.Title = l.Text(q) },
		"引言": func(q data.Pair) { k.Intro = l.Text(q) },
		"附注": func(q data.Pair) { k.Remark = l.Text(q) },
		"草稿": func(q data.Pair) { k.Draft = l.Line(q) },
		"附件": func(q data.Pair) { k.Attachments = l.Attachments(q) },
		"主送": func(q data.Pair) {
			k.Addressees = l.Texts(q)
			if k.Unaddressed = len(k.Addressees) == 1 && k.Addressees[0].Text == "无"; k.Unaddressed {
				k.Addressees = data.Texts{}
			}
		},
		"抄送":  func(q data.Pair) { k.CopyTo = l.Texts(q) },
		"期限":  func(q data.Pair) { l.due(q, k) },
		"文件名": func(q data.Pair) { l.files(q, k) },
		"槽位":  func(q data.Pair) { l.slots(q, k) },
		"用语":  func(q data.Pair) { k.Wording = l.Named(q, nil) },
		"版式":  func(q data.Pair) { l.layout(q, k) },
		"认":   func(q data.Pair) { k.Ends = l.Strings(q) },
	})
	l.needs(n, k)
	if !first {
		l.dropRepeated(before)
	}
	for _, s := range k.Slots {
		if !slices.Contains(l.pkg.Schema.Slots, s.Name) {
			l.pkg.Schema.Slots = append(l.pkg.Schema.Slots, s.Name)
		}
	}
	for _, w := range k.Wording {
		if !slices.Contains(l.pkg.Schema.Wording, w.Key) {
			l.pkg.Schema.Wording = append(l.pkg.Schema.Wording, w.Key)
		}
	}
	return k
}

// dropRepeated removes findings from index on that an earlier kind already had.
func (l *loader) dropRepeated(from int) {
	kept := l.Found[:from]
	for _, d := range l.Found[from:] {
		if !slices.ContainsFunc(l.Found[:from], func(e diag.Diagnostic) bool { return e.Pos == d.Pos && e.Message == d.Message }) {
			kept = append(kept, d)
		}
	}
	l.Found = kept
}

func (l *loader) due(q data.Pair, k *Kind) {
	l.Fields(q, map[string]func(data.Pair){
		"报送": func(r data.Pair) { k.Due.Report = l.monthDay(r) },
		"公开": func(r data.Pair) { k.Due.Publish = l.monthDay(r) },
	})
}

// monthDay reads a date of the year after, MM-DD.
func (l *loader) monthDay(r data.Pair) string {
	line := l.Line(r)
	if _, err := time.Parse("2006-01-02", "2000-"+line.Text); err != nil {
		l.Add(diag.Errorf(line.Pos, codeWord, "“%s”应为月-日，现为“%s”", r.Key, line.Text).Over(len([]rune(line.Text))).Do("写作 %s: \"06-30\"", r.Key))
		return ""
	}
	return line.Text
}

func (l *loader) files(q data.Pair, k *Kind) {
	l.Fields(q, map[string]func(data.Pair){
		"报告": func(r data.Pair) { k.Files.Report = l.Line(r) },
		"版本": func(r data.Pair) { k.Files.Version = l.Line(r) },
		"附表": func(r data.Pair) { k.Files.Annex = l.Line(r) },
		"汇总": func(r data.Pair) { k.Files.Summary = l.Line(r) },
		"清单": func(r data.Pair) { k.Files.Manifest = l.Line(r) },
	})
}

func (l *loader) slots(q data.Pair, k *Kind) {
	if q.Value.Kind != data.Map {
		l.Wrong(q.Value.Pos, q.Key, "“名称: {标题: …}”", "每段一行")
		return
	}
	for _, r := range q.Value.Pairs {
		s := Slot{Name: r.Key}
		l.Fields(r, map[string]func(data.Pair){
			"标题": func(t data.Pair) { s.Title = l.Line(t) },
			"必需": func(t data.Pair) { s.Needed = l.yes(t) },
			"另见": func(t data.Pair) { s.Elsewhere = l.Strings(t) },
			"缺省": func(t data.Pair) { s.Default = l.Text(t) },
			"说明": func(t data.Pair) { s.Note = l.Line(t).Text },
			"回看": func(t data.Pair) { s.LookBack = l.Line(t) },
			"应含": func(t data.Pair) { s.Says = l.Strings(t) },
			"对应": func(t data.Pair) { s.AnsweredBy = l.Line(t) },
			"末尾": func(t data.Pair) { s.After = l.Text(t) },
			"认":  func(t data.Pair) { s.Knows = l.Strings(t) },
		})
		k.Slots = append(k.Slots, s)
	}
	for _, s := range k.Slots {
		if s.AnsweredBy.Text != "" && !slices.ContainsFunc(k.Slots, func(o Slot) bool { return o.Name == s.AnsweredBy.Text }) {
			l.Add(diag.Errorf(s.AnsweredBy.Pos, codeWord, "“对应”的“%s”不是一段正文", s.AnsweredBy.Text).Over(len([]rune(s.AnsweredBy.Text))).Do("写“槽位”里的一个名称"))
		}
		if s.LookBack.Text != "" && !slices.ContainsFunc(k.Slots, func(o Slot) bool { return o.Name == s.LookBack.Text }) {
			l.Add(diag.Errorf(s.LookBack.Pos, codeWord, "“回看”的“%s”不是一段正文", s.LookBack.Text).Over(len([]rune(s.LookBack.Text))).Do("写“槽位”里的一个名称"))
		}
	}
}
