package data

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"nianbao/render/diag"
	"nianbao/templates/internal/casefile"
)

// testSchema is a small package's: one field of each type.
func testSchema() *Schema {
	member := func(name string, t Type) *Field { return &Field{Name: name, Indicator: name, Type: t} }
	return &Schema{
		Kinds:    []string{"街道乡镇", "部门"},
		Slots:    []string{"举措成效", "不足原因", "其他"},
		Groups:   []string{"学法", "执法", "调解", "人员"},
		Measures: []string{"次", "宗", "件", "人", "万元"},
		Fields: []*Field{
			{Group: "学法", Name: "专题会议", Indicator: "法治专题会议", Type: Count, Measures: []string{"次"}},
			{Group: "执法", Name: "案件总数", Indicator: "办理案件", Type: Count, Measures: []string{"宗", "件"}},
			{Group: "执法", Name: "案件分类", Indicator: "案件分类", Type: Table, Measures: []string{"宗", "件"}, ItemName: "领域"},
			{Group: "执法", Name: "罚没金额", Indicator: "罚没金额", Type: Amount, Measures: []string{"万元"}},
			{Group: "执法", Name: "种类", Indicator: "处罚种类", Type: Matrix, Measures: []string{"宗"}, Rows: []string{"警告", "罚款"}, Cols: []string{"简易", "普通"}},
			{Group: "执法", Name: "受理", Indicator: "受理案件", Type: Count, Measures: []string{"件"}},
			{Group: "调解", Name: "受理", Indicator: "受理纠纷", Type: Count, Measures: []string{"件"}},
			{Group: "调解", Name: "成功率", Indicator: "调解成功率", Type: Rate},
			{Group: "调解", Name: "驻所", Indicator: "驻所调解室", Type: Group, Measures: []string{"件"},
				Members: []*Field{member("受理", Count), member("成功", Count), member("成功率", Rate)}},
			{Group: "人员", Name: "持证率", Indicator: "持证率", Type: Rate},
			{Group: "人员", Name: "机构", Indicator: "机构设置", Type: Choice, Options: []string{"单设", "合设"}},
			{Group: "人员", Name: "情况", Indicator: "情况说明", Type: Words},
			{Group: "人员", Name: "启用", Indicator: "启用日期", Type: Date},
			{Group: "人员", Name: "名单", Indicator: "人员名单", Type: Roster, Cols: []string{"姓名", "职务"}},
		},
	}
}

// TestDecode reads testdata/decode.txt: a data file, then what it was read as.
// “in” is laid over a file that holds the four keys every unit must give, unless
// the case is a whole file.
func TestDecode(t *testing.T) {
	casefile.Run(t, "testdata/decode.txt", *update, func(t *testing.T, c *casefile.Case) string {
		text, extra := c.Part("in"), "单位: 甲街道\n全称: 某市甲街道办事处\n类型: 街道乡镇\n年度: 2024\n"
		if c.Has("file") {
			text, extra = c.Part("file"), ""
		}
		root, src, found, broken := Parse("甲.yaml", []byte(text+extra))
		u, more := Decode(root, src, testSchema(), broken)
		dump := unitText(u)
		if extra != "" {
			dump = strings.TrimPrefix(dump, unitText(&Unit{Name: u.Name, FullName: u.FullName, Kind: u.Kind, Year: 2024}))
		}
		return dump + findingLines(append(found, more...))
	})
}

// unitText shows everything a Unit holds.
func unitText(u *Unit) string {
	var b strings.Builder
	line := func(name string, l Line) {
		if l.Text != "" || l.Pos.Line > 0 {
			fmt.Fprintf(&b, "%s “%s” %d:%d\n", name, l.Text, l.Pos.Line, l.Pos.Col)
		}
	}
	str := func(name, s string) {
		if s != "" {
			fmt.Fprintf(&b, "%s “%s”\n", name, s)
		}
	}
	list := func(name string, lines []Line) {
		if lines != nil && len(lines) == 0 {
			fmt.Fprintf(&b, "%s 不要\n", name)
		}
		for _, l := range lines {
			line(name, l)
		}
	}
	named := func(name string, ns []Named) {
		for _, n := range ns {
			line(name+"."+n.Key, n.Text)
		}
	}
	line("Name", u.Name)
	line("FullName", u.FullName)
	line("Kind", u.Kind)
	if u.Year != 0 {
		fmt.Fprintf(&b, "Year %d\n", u.Year)
	}
	if u.Draft != 0 {
		fmt.Fprintf(&b, "Draft %d\n", u.Draft)
	}
	str("Report", u.Report)
	str("Template", u.Template)
	list("Title", u.Title)
	list("Addressees", u.Addressees)
	list("CopyTo", u.CopyTo)
	str("Date", u.Date)
	named("Wording", u.Wording)
	named("Numbering", u.Numbering)
	list("Intro", u.Intro)
	if u.NoIntro {
		b.WriteString("NoIntro\n")
	}
	b.WriteString(valuesText("Figures", u.Figures.List))
	b.WriteString(valuesText("Last", u.Last.List))
	for _, path := range slices.Sorted(maps.Keys(u.Targets)) {
		b.WriteString(valuesText("Targets", []Value{u.Targets[path]}))
	}
	line("RollUp", u.RollUp)
	for _, s := range u.Slots {
		list("Slots "+s.Name, s.Text)
	}
	if u.Attachments != nil && len(u.Attachments) == 0 {
		list("Attachments", Texts{})
	}
	for _, a := range u.Attachments {
		list("Attachments", Texts{a.Name})
		list("Attachments "+a.Name.Text, a.Sheets)
	}
	list("Remark", u.Remark)
	str("Form", u.Form)
	b.WriteString(partsText(u))
	return b.String()
}

// partsText shows the members of a Unit that are records.
func partsText(u *Unit) string {
	var b strings.Builder
	if i := u.Issue; i.Pos != (diag.Pos{}) {
		organs, signatories := i.Organs, i.Signatories
		i.Organs, i.Signatories, i.Pos = nil, nil, diag.Pos{}
		fmt.Fprintf(&b, "Issue %+v", i)
		for _, o := range organs {
			b.WriteString(" 机关标志“" + o.Text + "”")
		}
		for _, s := range signatories {
			b.WriteString(" 签发人“" + s.Text + "”")
		}
		b.WriteString("\n")
	}
	for _, v := range u.Versions {
		to := v.Addressees
		v.Addressees = nil
		fmt.Fprintf(&b, "Version %+v", v)
		for _, a := range to {
			b.WriteString(" 主送“" + a.Text + "”")
		}
		b.WriteString("\n")
	}
	if u.Filing != (Filing{}) {
		fmt.Fprintf(&b, "Filing %+v\n", u.Filing)
	}
	for _, k := range slices.Sorted(maps.Keys(u.Notes)) {
		fmt.Fprintf(&b, "Notes[%s] %s\n", k, u.Notes[k])
	}
	for _, k := range slices.Sorted(maps.Keys(u.Unchecked)) {
		fmt.Fprintf(&b, "Unchecked[%s] %s\n", k, u.Unchecked[k])
	}
	return b.String()
}

func valuesText(name string, list []Value) string {
	var b strings.Builder
	var show func(v Value, indent string)
	show = func(v Value, indent string) {
		fmt.Fprintf(&b, "%s%s %d:%d", indent, v.Name, v.Pos.Line, v.Pos.Col)
		if v.Fig != nil {
			b.WriteString(" " + figureText(v.Fig))
		}
		if v.Str != "" {
			fmt.Fprintf(&b, " %q", v.Str)
		}
		for _, r := range v.Records {
			b.WriteString(" " + strings.Join(r, "|"))
		}
		b.WriteString("\n")
		for _, p := range v.Parts {
			show(p, indent+"  ")
		}
	}
	for _, v := range list {
		f := v.Field
		fmt.Fprintf(&b, "%s %s（%s %s）", name, f.Path(), f.Indicator, f.Type)
		if len(f.Measures) > 0 {
			b.WriteString(strings.Join(f.Measures, "/"))
		}
		b.WriteString(" ")
		show(v, "")
	}
	return b.String()
}

// TestNearest: the name suggested for one that is not known.
func TestNearest(t *testing.T) {
	known := []string{"持证人数", "应持证人数", "新考证", "持证率", "统计", "正文"}
	for _, c := range []struct{ typed, want string }{
		{"持证人", "持证人数"},
		{"持证人书", "持证人数"},
		{"人数持证", ""},
		{"统记", "统计"},
		{"计统", "统计"},
		{"正 文", "正文"},
		{"文", "正文"},
		{"丁", ""},
		{"完全无关", ""},
	} {
		if got := Nearest(c.typed, known); got != c.want {
			t.Errorf("%s: %q, want %q", c.typed, got, c.want)
		}
	}
}

// TestHeader: what chooses the package is read before the rest.
func TestHeader(t *testing.T) {
	h := ReadHeader(tree(t, "报告: 甲报告\n模板: 甲报告@1.0\n类型: 部门\n"))
	if h.Report != "甲报告" || h.Template != "甲报告@1.0" || h.Kind != "部门" || h.Pos.Line != 2 || h.Pos.Col != 5 {
		t.Errorf("%+v", h)
	}
	if h = ReadHeader(tree(t, "单位: 甲\n")); h != (Header{}) {
		t.Errorf("%+v", h)
	}
}

// TestOverlay: maps are laid over key by key, anything else is replaced, and an
// empty value changes nothing.
func TestOverlay(t *testing.T) {
	base := tree(t, "甲: {一: 1, 二: 2}\n乙: [a, b]\n丙: x\n")
	over := tree(t, "甲: {二: 3, 三: 4}\n乙: [c]\n丙:\n丁: y\n")
	want := treeText(tree(t, "甲: {一: 1, 二: 3, 三: 4}\n乙: [c]\n丙: x\n丁: y\n"), "")
	strip := func(s string) string {
		var out []string
		for _, line := range strings.Split(s, "\n") {
			_, rest, _ := strings.Cut(strings.TrimLeft(line, " "), " ")
			out = append(out, rest)
		}
		return strings.Join(out, "\n")
	}
	before := treeText(base, "")
	if got := treeText(Overlay(base, over), ""); strip(got) != strip(want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if treeText(base, "") != before {
		t.Error("the base was changed")
	}
}
