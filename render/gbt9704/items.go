package gbt9704

import (
	"strconv"
	"strings"
	"sync"

	"nianbao/render/page"
)

// Item is one thing of a Sheet a layout file may set, the one place that says how it
// is called, where it is kept and which clause rules it. Exactly one of the places is
// not nil.
type Item struct {
	Group, Name string // 版式 → group → name
	Clause      string // "" where the standard leaves it open
	Within      page.Length

	Length func(*Sheet) *page.Length
	Count  func(*Sheet) *int
	Text   func(*Sheet) *string
	Color  func(*Sheet) *page.Color
	Face   bool // Text is the key of a face
}

// Key is group and name as one word, as messages name the item.
func (i Item) Key() string { return i.Group + "." + i.Name }

// Show is the item's value as a layout file writes it.
func (i Item) Show(s *Sheet) string {
	switch {
	case i.Length != nil:
		return ShowLength(*i.Length(s))
	case i.Count != nil:
		return strconv.Itoa(*i.Count(s))
	case i.Color != nil:
		return i.Color(s).String()
	}
	return *i.Text(s)
}

// Set reads a value as a layout file writes it; ok is false when it is none, and want
// says what one looks like.
func (i Item) Set(s *Sheet, text string) (ok bool, want string) {
	switch {
	case i.Length != nil:
		l, ok := ParseLength(text)
		if ok {
			*i.Length(s) = l
		}
		return ok, "长度，写作 37mm、16pt 或 三号"
	case i.Count != nil:
		n, err := strconv.Atoi(text)
		if ok := err == nil && n >= 0 && n <= 99; ok {
			*i.Count(s) = n
			return true, ""
		}
		return false, "0 到 99 的整数"
	case i.Color != nil:
		c, ok := ParseColor(text)
		if ok {
			*i.Color(s) = c
		}
		return ok, "颜色，写作 \"#FF0000\"（要加引号）"
	}
	*i.Text(s) = text
	return true, ""
}

// length, count and face make items.
func length(group, name, clause string, at func(*Sheet) *page.Length) Item {
	return Item{Group: group, Name: name, Clause: clause, Length: at}
}

func count(group, name, clause string, at func(*Sheet) *int) Item {
	return Item{Group: group, Name: name, Clause: clause, Count: at}
}

// color is a colour the standard leaves open.
func color(group, name string, at func(*Sheet) *page.Color) Item {
	return Item{Group: group, Name: name, Color: at}
}

func face(name, clause string, at func(*Faces) *string) Item {
	return Item{Group: "字体", Name: name, Clause: clause, Face: true, Text: func(s *Sheet) *string { return at(&s.Faces) }}
}

func rule(name, clause string, at func(*Rules) *string) Item {
	return Item{Group: "编号", Name: name, Clause: clause, Text: func(s *Sheet) *string { return at(&s.Rules) }}
}

// margin is a length the standard gives with ± 1 mm (5.2.1).
func margin(name string, at func(*Sheet) *page.Length) Item {
	i := length("页面", name, "5.2.1", at)
	i.Within = mm
	return i
}

// Items are all of them, in the order a layout file shows them. The list is everybody's.
func Items() []Item { return items() }

var items = sync.OnceValue(func() []Item {
	return append([]Item{
		length("页面", "纸宽", "5.1", func(s *Sheet) *page.Length { return &s.Width }),
		length("页面", "纸高", "5.1", func(s *Sheet) *page.Length { return &s.Height }),
		margin("天头", func(s *Sheet) *page.Length { return &s.Top }),
		margin("订口", func(s *Sheet) *page.Length { return &s.Left }),
		length("页面", "版心宽", "5.2.1", func(s *Sheet) *page.Length { return &s.TypeWidth }),
		length("页面", "版心高", "5.2.1", func(s *Sheet) *page.Length { return &s.TypeHeight }),
		count("页面", "行数", "5.2.3", func(s *Sheet) *int { return &s.Rows }),
		count("页面", "字数", "5.2.3", func(s *Sheet) *int { return &s.Columns }),

		length("字号", "正文", "5.2.2", func(s *Sheet) *page.Length { return &s.Body }),
		length("字号", "标题", "7.3.1", func(s *Sheet) *page.Length { return &s.Title }),
		length("字号", "版记", "7.4.2", func(s *Sheet) *page.Length { return &s.Colophon }),
		length("字号", "页码", "7.5", func(s *Sheet) *page.Length { return &s.Folio }),
		length("字号", "表题", "", func(s *Sheet) *page.Length { return &s.Caption }),
		length("字号", "表格", "", func(s *Sheet) *page.Length { return &s.Table }),
		length("字号", "表注", "", func(s *Sheet) *page.Length { return &s.Note }),

		length("版头", "标志上距", "7.2.4", func(s *Sheet) *page.Length { return &s.MarkTop }),
		length("版头", "标志行高", "", func(s *Sheet) *page.Length { return &s.MarkLeast }),
		count("版头", "文号前空行", "7.2.5", func(s *Sheet) *int { return &s.NumberAfter }),
		count("版头", "文号空字", "7.2.5", func(s *Sheet) *int { return &s.NumberInset }),
		length("版头", "红线距", "7.2.7", func(s *Sheet) *page.Length { return &s.RedDrop }),
		length("版头", "红线粗", "", func(s *Sheet) *page.Length { return &s.RedWeight }),
		color("版头", "红色", func(s *Sheet) *page.Color { return &s.Red }),

		count("间距", "标题前空行", "", func(s *Sheet) *int { return &s.TitleBefore }),
		count("间距", "红线后空行", "7.3.1", func(s *Sheet) *int { return &s.RedAfter }),
		count("间距", "标题后空行", "7.3.2", func(s *Sheet) *int { return &s.TitleAfter }),
		count("间距", "段首空字", "7.3.3", func(s *Sheet) *int { return &s.Indent }),
		count("间距", "附件说明前空行", "7.3.4", func(s *Sheet) *int { return &s.NoteBefore }),
		count("间距", "署名前空行", "7.3.5.2", func(s *Sheet) *int { return &s.SignBefore }),
		count("间距", "署名右空字", "7.3.5.2", func(s *Sheet) *int { return &s.SignRight }),
		count("间距", "日期右移字", "7.3.5.2", func(s *Sheet) *int { return &s.DateShift }),
		count("间距", "用印日期右空字", "7.3.5.1", func(s *Sheet) *int { return &s.SealRight }),
		count("间距", "签名章前空行", "7.3.5.3", func(s *Sheet) *int { return &s.StampBefore }),
		count("间距", "签名章右空字", "7.3.5.3", func(s *Sheet) *int { return &s.StampRight }),
		count("间距", "签名章后空行", "7.3.5.3", func(s *Sheet) *int { return &s.StampAfter }),
		count("间距", "附件标题行", "7.3.7", func(s *Sheet) *int { return &s.AttachmentTitle }),
		count("间距", "版记空字", "7.4.2", func(s *Sheet) *int { return &s.ColophonInset }),
		length("间距", "页码距", "7.5", func(s *Sheet) *page.Length { return &s.FolioDrop }),
		count("间距", "页码空字", "7.5", func(s *Sheet) *int { return &s.FolioInset }),

		length("线", "首末线粗", "7.4.1", func(s *Sheet) *page.Length { return &s.OuterRule }),
		length("线", "中间线粗", "7.4.1", func(s *Sheet) *page.Length { return &s.InnerRule }),
		length("表格", "外线粗", "", func(s *Sheet) *page.Length { return &s.TableOuter }),
		length("表格", "内线粗", "", func(s *Sheet) *page.Length { return &s.TableInner }),
		length("表格", "格内上下空", "", func(s *Sheet) *page.Length { return &s.TablePad }),
		count("图", "图区行数", "", func(s *Sheet) *int { return &s.Figure.PlotRows }),
		count("图", "图区最少行数", "", func(s *Sheet) *int { return &s.Figure.LeastRows }),
		count("图", "占页面百分之", "", func(s *Sheet) *int { return &s.Figure.Share }),
		length("图", "轴线粗", "", func(s *Sheet) *page.Length { return &s.Figure.Axis }),
		length("图", "格线粗", "", func(s *Sheet) *page.Length { return &s.Figure.Grid }),
		length("图", "条边粗", "", func(s *Sheet) *page.Length { return &s.Figure.Edge }),
		length("图", "折线粗", "", func(s *Sheet) *page.Length { return &s.Figure.Stroke }),
		color("图", "格线色", func(s *Sheet) *page.Color { return &s.Figure.GridInk }),
		color("图", "一组色", func(s *Sheet) *page.Color { return &s.Figure.Inks[0].Fill }),
		color("图", "二组色", func(s *Sheet) *page.Color { return &s.Figure.Inks[1].Fill }),
		color("图", "三组色", func(s *Sheet) *page.Color { return &s.Figure.Inks[2].Fill }),
		color("图", "四组色", func(s *Sheet) *page.Color { return &s.Figure.Inks[3].Fill }),

		length("印章位", "直径", "", func(s *Sheet) *page.Length { return &s.SealSize }),
		length("印章位", "签名章宽", "", func(s *Sheet) *page.Length { return &s.StampWidth }),
		length("印章位", "签名章高", "", func(s *Sheet) *page.Length { return &s.StampHeight }),

		face("标志", "7.2.4", func(f *Faces) *string { return &f.Mark }),
		face("密级", "7.2.2", func(f *Faces) *string { return &f.Class }),
		face("签发人", "7.2.6", func(f *Faces) *string { return &f.Signatory }),
		face("标题", "7.3.1", func(f *Faces) *string { return &f.Title }),
		face("题注", "", func(f *Faces) *string { return &f.Under }),
		face("正文", "5.2.2", func(f *Faces) *string { return &f.Body }),
		face("一级", "7.3.3", func(f *Faces) *string { return &f.Level[0] }),
		face("二级", "7.3.3", func(f *Faces) *string { return &f.Level[1] }),
		face("三级", "7.3.3", func(f *Faces) *string { return &f.Level[2] }),
		face("四级", "7.3.3", func(f *Faces) *string { return &f.Level[3] }),
		face("附件", "7.3.7", func(f *Faces) *string { return &f.Attachment }),
		face("页码", "7.5", func(f *Faces) *string { return &f.Folio }),
		face("表头", "", func(f *Faces) *string { return &f.TableHead }),
		face("西文", "", func(f *Faces) *string { return &f.Latin }),
		face("一级西文", "", func(f *Faces) *string { return &f.LevelLatin[0] }),
		face("标题西文", "", func(f *Faces) *string { return &f.TitleLatin }),

		rule("1级", "7.3.3", func(r *Rules) *string { return &r.Level[0] }),
		rule("2级", "7.3.3", func(r *Rules) *string { return &r.Level[1] }),
		rule("3级", "7.3.3", func(r *Rules) *string { return &r.Level[2] }),
		rule("4级", "7.3.3", func(r *Rules) *string { return &r.Level[3] }),
		rule("列举", "", func(r *Rules) *string { return &r.Item }),
		rule("表", "", func(r *Rules) *string { return &r.Table }),
		rule("图", "", func(r *Rules) *string { return &r.Figure }),
	}, wordFaceItems()...)
})

// Deviation is an item of a sheet that is not as the standard has it.
type Deviation struct {
	Item
	Want, Got string
}

// Deviations compares s with the standard. What the standard leaves open is none, nor
// is a licensed face of the kind it names.
func Deviations(s *Sheet) []Deviation {
	standard := Standard()
	var out []Deviation
	for _, i := range Items() {
		if i.Clause == "" {
			continue
		}
		want, got := i.Show(&standard), i.Show(s)
		switch {
		case want == got:
			continue
		case i.Face && sameKind(got, want):
			continue
		case i.Length != nil:
			if d := *i.Length(s) - *i.Length(&standard); d <= i.Within && -d <= i.Within {
				continue
			}
		}
		out = append(out, Deviation{i, want, got})
	}
	return out
}

// faceKinds are what the names of faces of one kind have in common.
var faceKinds = map[string][]string{
	"小标宋": {"小标宋", "xbsj", "xiaobiaosong"},
	"仿宋":  {"仿宋", "fangsong", "simfang"},
	"黑体":  {"黑", "simhei", "heiti"},
	"楷体":  {"楷", "kaiti", "simkai"},
	"宋体":  {"宋体", "书宋", "simsun", "songti"},
}

// sameKind reports whether a face named name is of the kind the standard calls kind:
// 方正小标宋简体 is a 小标宋.
func sameKind(name, kind string) bool {
	lower := strings.ToLower(name)
	for _, part := range faceKinds[kind] {
		if strings.Contains(lower, part) {
			return true
		}
	}
	return false
}
