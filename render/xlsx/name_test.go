package xlsx

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/render/doc"
)

func TestSheetName(t *testing.T) {
	long := strings.Repeat("长", 40)
	for in, want := range map[string]string{
		"表五 案件构成":                     "表五 案件构成",
		`一:二\三/四?五*六[七]`:              "一：二＼三／四？五＊六［七］",
		"'引'":                         "’引’",
		"":                            "表",
		" \t":                         "表",
		"history":                     "history_",
		"甲\n乙":                        "甲乙",
		long:                          strings.Repeat("长", 31),
		strings.Repeat("长", 30) + "𠮷": strings.Repeat("长", 30), // two units would not fit, half a character must not
		strings.Repeat("𠮷", 20):       strings.Repeat("𠮷", 15),
	} {
		got := SheetName(in)
		if got != want {
			t.Errorf("SheetName(%q) = %q，应为 %q", in, got, want)
		}
		if again := SheetName(got); again != got {
			t.Errorf("再取一次变了：%q → %q", got, again)
		}
	}
}

func TestSheetNames(t *testing.T) {
	long := strings.Repeat("长", 40)
	got := SheetNames([]string{"表一", "表一", "Ａbc", "Abc", "aBC", long, long + "尾", "表一（2）", ""})
	want := []string{"表一", "表一（2）", "Ａbc", "Abc", "aBC（2）", strings.Repeat("长", 31), strings.Repeat("长", 28) + "（2）", "表一（2）（2）", "表"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if again := SheetNames(got); !slices.Equal(again, got) {
		t.Errorf("再取一次变了：%q", again)
	}
}

// TestLongNames: formulas, print titles and alerts hold on sheets whose names were
// cut, quoted and told apart.
func TestLongNames(t *testing.T) {
	long := "某某省某某市某某区人民政府'某某街道办事处'法治政府建设统计表/甲"
	names := SheetNames([]string{long, long})
	var a doc.Annex
	for range names {
		a.Sheets = append(a.Sheets, doc.Sheet{Name: long, Head: 1, Rows: []doc.Row{heads("数"), row(figure(doc.CellFigure, "1", ""))}})
	}
	c := computed(doc.CellResult, Quote(names[0])+"!A2", "1", "")
	c.Alert = "A3<>1"
	a.Sheets[1].Rows = append(a.Sheets[1].Rows, row(c))
	parts := unzip(t, write(t, a))
	for _, name := range names {
		want := strings.ReplaceAll(Quote(name), "'", "&#39;") + "!$1:$1"
		if !strings.Contains(parts["xl/workbook.xml"], want) {
			t.Errorf("没有 %s：%s", want, parts["xl/workbook.xml"])
		}
	}
	if s := parts["xl/worksheets/sheet2.xml"]; !strings.Contains(s, "<formula>A3&lt;&gt;1</formula>") {
		t.Error(s)
	}
}
