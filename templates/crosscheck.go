// crosscheck.go looks at what only shows when the whole package is read: names that
// point nowhere, sheets a workbook cannot hold.
package templates

import (
	"slices"
	"strings"
	"unicode/utf16"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// crossCheck reports classes of groups that are not there and fields asked of kinds
// that are not there.
func (l *loader) crossCheck() {
	s := &l.pkg.Schema
	for i, n := range l.renamed {
		if from, item, _ := strings.Cut(n.Key, "."); s.Field(n.Key) != nil || from == "正文" && slices.Contains(s.Slots, item) {
			l.Add(diag.Errorf(n.Pos, codeWord, "改名的旧名“%s”包里还有，照它填的不会改读", n.Key).Over(len([]rune(n.Key))).Do("删去旧的（盖在别的包上面的，写 字段-: {组: [项]}），或删去这一条改名"))
		}
		if slices.ContainsFunc(l.renamed[i+1:], func(later data.Named) bool { return later.Key == n.Text.Text }) {
			continue // it was renamed once more
		}
		group, item, _ := strings.Cut(n.Text.Text, ".")
		if s.Field(n.Text.Text) == nil && !(group == "正文" && slices.Contains(s.Slots, item)) {
			l.Add(diag.Errorf(n.Text.Pos, codePath, "改名改成的“%s”，包里没有", n.Text.Text).Over(len([]rune(n.Text.Text))).Do("写现在的“组.项”，或 正文.段"))
		}
	}
	if n := l.root.Get("类别"); n != nil {
		for _, item := range n.Items {
			for _, g := range l.names(item, "组") {
				l.known(g, s.Groups, "“字段”里没有“%s”这一组")
			}
		}
	}
	n := l.root.Get("字段")
	if n == nil {
		return
	}
	for _, g := range n.Pairs {
		for _, q := range g.Value.Pairs {
			for _, k := range l.names(q.Value, "必需") {
				if k.Text != neededByAll {
					l.known(k, s.Kinds, "“类型”里没有“%s”")
				}
			}
		}
	}
}

// names reads a list of names under key again, each with its place.
func (l *loader) names(n *data.Node, key string) data.Texts {
	v := n.Get(key)
	if v == nil || v.Kind == data.Map {
		return nil // reported where it was read
	}
	var r data.Reader
	return r.Texts(data.Pair{Key: key, Pos: v.Pos, Value: v})
}

// known reports a name that is not among those there are.
func (l *loader) known(name data.Line, among []string, format string) {
	if slices.Contains(among, name.Text) {
		return
	}
	x := diag.Errorf(name.Pos, codeWord, format, name.Text).Over(len([]rune(name.Text)))
	if best := data.Nearest(name.Text, among); best != "" {
		l.Add(x.Do("是不是想写“%s”？", best))
		return
	}
	l.Add(x.Do("可写：%s", strings.Join(among, "、")))
}

// Sheet names as spreadsheets take them; formulas refer to them, so they are final.
const (
	maxSheetName  = 31 // UTF-16 units
	sheetNameBars = `:\/?*[]`
	sheetNameKept = "History" // Excel keeps it for itself
)

// sheetName reports a name a workbook cannot hold.
func (l *loader) sheetName(name data.Line) {
	at := func(hint, format string, args ...any) {
		l.Add(diag.Errorf(name.Pos, codeWord, format, args...).Over(len([]rune(name.Text))).Do("%s", hint))
	}
	switch n := len(utf16.Encode([]rune(name.Text))); {
	case n > maxSheetName:
		at("写短一些，全名可写在“题”里", "表名有 %d 个字，表格软件最多 %d 个", n, maxSheetName)
	case strings.ContainsAny(name.Text, sheetNameBars):
		at("改用全角字符或删去", "表名“%s”里不能有 : \\ / ? * [ ]", name.Text)
	case strings.HasPrefix(name.Text, "'") || strings.HasSuffix(name.Text, "'"):
		at("删去单引号", "表名“%s”的首尾不能是单引号", name.Text)
	case strings.EqualFold(name.Text, sheetNameKept):
		at("换一个名称", "表名“%s”是 Excel 留用的", name.Text)
	}
}

// sheetNames reports a name two sheets of one workbook have, upper and lower case
// not told apart.
func (l *loader) sheetNames(sheets []SheetSpec) {
	for i, s := range sheets {
		same := func(o SheetSpec) bool { return strings.EqualFold(o.Name.Text, s.Name.Text) }
		if j := slices.IndexFunc(sheets[:i], same); j >= 0 && s.Name.Text != "" {
			l.Add(diag.Errorf(s.Name.Pos, codeTwice, "表名“%s”已有，在 %s", s.Name.Text, sheets[j].Name.Pos).Over(len([]rune(s.Name.Text))).
				Do("每张表用不同的名称（不分大小写）"))
		}
	}
}

// shapeOf is the type of field each kind of block shows.
var shapeOf = map[BlockKind]data.Type{Items: data.Table, Grid: data.Matrix, People: data.Roster, Groups: data.Group}

// fits reports fields a block cannot show.
func (l *loader) fits(b *Block) {
	want, ok := shapeOf[b.Kind]
	if !ok {
		return
	}
	check := func(path string, pos diag.Pos) *data.Field {
		f := l.pkg.Schema.Field(path)
		if f != nil && f.Type != want {
			l.Add(diag.Errorf(pos, codeWord, "“%s”是%s，“%s”只能印%s", path, f.Type, b.Kind, want).Over(len([]rune(path))).
				Do("换一种块，或写型为%s的“组.项”", want))
		}
		return f
	}
	if b.Kind != Groups {
		check(b.Path, b.PathPos)
		return
	}
	var members []string
	for _, r := range b.Rows {
		if f := check(r.Path, r.Pos); f != nil {
			for _, m := range f.Members {
				members = append(members, m.Name)
			}
		}
	}
	for _, c := range b.Columns {
		switch {
		case c.Shows != showsMember:
		case c.Member == "":
			l.Add(diag.Errorf(c.Pos, codePackage, "这一列缺“成员”").Do("写作 {头: …, 值: %s, 成员: …}", showsMember))
		case len(members) > 0:
			l.known(data.Line{Text: c.Member, Pos: c.Pos}, members, "这几项里没有“%s”这个成员")
		}
	}
}
