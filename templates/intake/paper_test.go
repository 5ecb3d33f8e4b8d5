package intake

import (
	"strings"
	"testing"

	"nianbao/templates"
	"nianbao/templates/data"
)

func pkg(t testing.TB) *templates.Package {
	t.Helper()
	p, found := templates.Load(templates.Folders(templates.Official(), "内置模板")[0])
	if p == nil {
		t.Fatal(found)
	}
	return p
}

// TestLabels: labels of every style, and what only looks like one.
func TestLabels(t *testing.T) {
	for text, want := range map[string]label{
		"一、总体情况":       {hanComma, 1, 2, "一、"},
		"十一、其他":        {hanComma, 11, 3, "十一、"},
		"二．总体情况":       {hanComma, 2, 2, "二．"},
		"（三）办案":        {hanParen, 3, 3, "（三）"},
		"(三) 办案":       {hanParen, 3, 4, "(三)"},
		"1.办案":         {digitStop, 1, 2, "1."},
		"3、办案":         {digitStop, 3, 2, "3、"},
		"2.2024年办案":    {digitStop, 2, 2, "2."},
		"2、2024年办案":    {digitStop, 2, 2, "2、"},
		"（2）办案":        {digitPar, 2, 3, "（2）"},
		"2）办案":         {digitPar, 2, 2, "2）"},
		"④办案":          {circled, 4, 1, "④"},
		"三是办案":         {isItem, 3, 2, "三是"},
		"一、二审案件共3件":    {},
		"1.2万人次参加":     {},
		"2024年办案":      {},
		"万众一心":         {},
		"一 、 总体情况":     {hanComma, 1, 4, "一、"},
		"（ 一 ） 强化执法监督": {hanParen, 1, 6, "（一）"},
	} {
		got := labelOf(text)
		if got.class != want.class || got.value != want.value || got.class != noLabel && string([]rune(text)[got.width:]) != string([]rune(text)[want.width:]) {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

// TestSlots: headings go where their words say, in the package's order.
func TestSlots(t *testing.T) {
	kind := pkg(t).Kind("街道乡镇")
	for _, c := range []struct{ heads, want string }{
		{"强化领导 规范执法 存在的问题 下一步打算", "0 0 1 3"},
		{"主要举措 不足和原因 第一责任人职责情况 下年安排 其他事项", "0 1 2 3 4"},
		{"加强学习 履行第一责任人职责 依法履职 存在的不足 工作安排", "0 0 0 1 3"},
		{"甲 乙 丙", "0 0 0"},
		{"存在的不足", "1"},
		{"", ""},
	} {
		var got []string
		for _, k := range slots(kind, strings.Fields(c.heads)) {
			got = append(got, string(rune('0'+k)))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.heads, got, c.want)
		}
	}
}

// TestUnwrap: lines broken at a width are put together, others stay.
func TestUnwrap(t *testing.T) {
	long := "街道依法办理各类案件，及时回应群众的诉求，全年没有一宗被撤销，执法的质量有了明显的提高。"
	var text []string
	for _, para := range []string{"一、规范执法", long + long, "（一）办案。" + long, "二、不足", long} {
		rs := []rune("　　" + para)
		for len(rs) > 20 {
			text = append(text, string(rs[:20]))
			rs = rs[20:]
		}
		text = append(text, string(rs))
	}
	src, _ := data.OpenText("a.txt", []byte(strings.Join(text, "\n")))
	if got := textLines(src); len(got) != 5 {
		t.Errorf("%d paragraphs: %q", len(got), texts(got))
	}
	src, _ = data.OpenText("a.txt", []byte("一、规范执法\n"+long+"\n"+long+long+"\n二、不足\n短的一段。"))
	if got := textLines(src); len(got) != 5 {
		t.Errorf("%d paragraphs where none was broken: %q", len(got), texts(got))
	}
}

// TestSimplified: phrases before characters, and simplified texts stay.
func TestSimplified(t *testing.T) {
	for old, want := range map[string]string{"幹部乾坤": "干部乾坤", "瞭解情況": "了解情况", "「依法」": "“依法”", "规范执法": "规范执法"} {
		if got := simplified(old); got != want {
			t.Errorf("%s: %s, want %s", old, got, want)
		}
	}
	if traditional([]Line{{Text: "乾坤湾街道于二〇二四年规范行政执法，着力化解矛盾纠纷"}}) {
		t.Error("a simplified text is taken for a traditional one")
	}
}

// FuzzImport: whatever a file holds, a data file comes of it that reads, or a reason.
func FuzzImport(f *testing.F) {
	for _, seed := range []string{
		"甲街道2023年报告\n一、执法\n办案3宗。一是甲。二是乙。\n（一）甲{{乙}}\n二、不足\n# 井号\n- 横线\n2024年1月1日\n",
		"<html><body><h1>甲街道2023年<br>报告</h1><div><p>一、甲</p><p>乙，丙。</p><ruby>执<rt>zhí</rt></ruby></div></body></html>",
		"<div><table><tr><td>一、</td></tr></table>", "一 、 甲\n①乙\n1）丙\n\"引号: |\n  %", "規範行政執法\n一、辦案",
	} {
		f.Add([]byte(seed))
	}
	p := pkg(f)
	kind := p.Kind("街道乡镇")
	f.Fuzz(func(t *testing.T, content []byte) {
		paper, bad := ReadPaper("a.txt", content, p.WebLines)
		if bad != nil {
			return
		}
		facts := Guess(paper, p, Facts{Unit: "甲街道", Kind: "街道乡镇"})
		if facts.Year == 0 {
			facts.Year = 2024
		}
		draft := Part(paper, kind, p.WebLines).Draft(paper, kind, facts, "a.txt")
		root, src, found, broken := data.Parse("a.yaml", draft)
		if root == nil || broken {
			t.Fatalf("does not read: %v\n%s", found, draft)
		}
		_, more := data.Decode(root, src, &p.Schema, broken)
		for _, d := range append(found, more...) {
			if d.Form() && d.Level == 0 {
				t.Fatalf("%s\n%s", d, draft)
			}
		}
		src2, _ := data.OpenText("b.txt", []byte(paper.Text()))
		if src2 != nil {
			Split(src2, kind)
		}
	})
}
