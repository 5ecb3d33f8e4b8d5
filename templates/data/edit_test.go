package data

import (
	"strings"
	"testing"
)

const edited = `# 头
单位: 甲镇   # 名
主送: [区委, "区 # 府"]  # 送
标题: |  # 两行
  第一行
  第二行

正文:
  # 说明
  甲段: |
    一
    二
  乙段: 一句
附件:
- 名册   # 项
- 表
花: {正文: 一, 丙: 二}
`

// TestSetText: a value is put in the place of another, whatever its form; all else stays.
func TestSetText(t *testing.T) {
	for _, c := range []struct {
		path, lines string
		old, now    string // what changes in the file
	}{
		{"单位", "乙镇", "单位: 甲镇   # 名", "单位: 乙镇   # 名"},
		{"单位", "甲: 乙", "单位: 甲镇   # 名", `单位: "甲: 乙"   # 名`},
		{"标题", "{{年度}}年", "标题: |  # 两行\n  第一行\n  第二行", `标题: "{{年度}}年"  # 两行`},
		{"标题", "甲|乙", "标题: |  # 两行\n  第一行\n  第二行", "标题: |  # 两行\n  甲\n  乙"},
		{"主送", "县委", `主送: [区委, "区 # 府"]  # 送`, "主送: 县委  # 送"},
		{"正文.乙段", "一句|又一句", "  乙段: 一句", "  乙段: |\n    一句\n    又一句"},
		{"正文.丙段", "新的", "  乙段: 一句", "  乙段: 一句\n  丙段: 新的"},
		{"附件", "", "附件:\n- 名册   # 项\n- 表", `附件: ""`},
		{"附注", "公开", "花: {正文: 一, 丙: 二}", "花: {正文: 一, 丙: 二}\n附注: 公开"},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			content := "\xEF\xBB\xBF" + strings.ReplaceAll(edited, "\n", end)
			root, _, found, _ := Parse("甲.yaml", []byte(content))
			if len(found) > 0 {
				t.Fatal(found)
			}
			e := NewEditor([]byte(content))
			if err := e.SetText(root, strings.Split(c.path, "."), strings.Split(c.lines, "|")); err != nil {
				t.Fatal(err)
			}
			want := strings.ReplaceAll(strings.Replace("\xEF\xBB\xBF"+edited, c.old, c.now, 1), "\n", end)
			if got := string(e.Bytes()); got != want {
				t.Errorf("%s: 得\n%s\n应为\n%s", c.path, got, want)
			}
		}
	}
	root, _, _, _ := Parse("甲.yaml", []byte(edited))
	if err := NewEditor([]byte(edited)).SetText(root, []string{"花", "丙"}, []string{"三"}); err == nil {
		t.Error("花括号里的键也改了")
	}
}

func TestEditLines(t *testing.T) {
	e := NewEditor([]byte("a\n  b\nc"))
	e.Replace(2, 3, "B")
	e.InsertAfter(2, e.Indent(2)+"x", "y")
	e.Delete(1)
	e.InsertAfter(0, "top")
	if got := string(e.Bytes()); got != "top\n  B\n  x\ny\nc" {
		t.Errorf("%q", got)
	}
}

// TestScalar: what is written as a value is read as the same text.
func TestScalar(t *testing.T) {
	for _, s := range []string{"", " 空", "甲", "- 甲", "甲: 乙", "甲 # 乙", "#甲", "{{甲}}", "“引”", `"双"`, `反\斜`, "'单'", "@甲", "[甲]", "甲:", "全角：冒号", "~", "是\t的", "null", "2024", "甲，乙", "*注", "% 率"} {
		root, _, found, _ := Parse("甲.yaml", []byte("键: "+scalar(s)+"\n"))
		got := root.Get("键").Text()
		if len(found) > 0 || got != s && !(s == "null" || s == "~") {
			t.Errorf("%q 写作 %s，读作 %q %v", s, scalar(s), got, found)
		}
	}
}
