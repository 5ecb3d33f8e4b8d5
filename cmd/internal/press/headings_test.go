package press

import (
	"strings"
	"testing"

	"nianbao/render/docx"
	"nianbao/templates/intake"
)

const headed = `单位: 甲街道
全称: 某市某区甲街道办事处
类型: 街道乡镇
年度: 2024
正文:
  举措成效: |
    ## 抓学习。学习的情况写在这里。
    ## 抓执法。执法的情况写在这里。
    抓落实的一段话，放在最后。
  不足原因: |
    存在的问题有几个方面。
`

// TestHeadingsComeBack: headings changed, added, taken away and raised, typed labels and
// all; the package's heading of a part becomes the unit's own when it was changed.
func TestHeadingsComeBack(t *testing.T) {
	p := testPress(t, Options{})
	p.noPages = true
	find := func(list []intake.Para, text string) int {
		for i := range list {
			if strings.Contains(list[i].Text, text) {
				return i
			}
		}
		t.Fatalf("no %s in %v", text, list)
		return -1
	}
	insert := func(after string, add ...intake.Para) func([]intake.Para) []intake.Para {
		return func(list []intake.Para) []intake.Para {
			i := find(list, after) + 1
			return append(append(append([]intake.Para{}, list[:i]...), add...), list[i:]...)
		}
	}
	change := func(was, now, style string) func([]intake.Para) []intake.Para {
		return func(list []intake.Para) []intake.Para {
			i := find(list, was)
			list[i].Text = strings.Replace(list[i].Text, was, now, 1)
			if style != "" {
				list[i].Style = style
			}
			return list
		}
	}
	remove := func(text string) func([]intake.Para) []intake.Para {
		return func(list []intake.Para) []intake.Para {
			i := find(list, text)
			return append(append([]intake.Para{}, list[:i]...), list[i+1:]...)
		}
	}
	for _, c := range []struct {
		name     string
		do       func([]intake.Para) []intake.Para
		old, now string
		found    string
	}{
		{"加标题", insert("抓执法", intake.Para{Style: docx.LevelStyle + "2", Text: "（三）抓调解。调解的情况。"}), "写在这里。\n    抓落实", "写在这里。\n    ## 抓调解。调解的情况。\n    抓落实", ""},
		{"手打编号的标题", insert("抓执法", intake.Para{Style: docx.TextStyle, Text: "（三）抓调解。调解的情况。"}), "写在这里。\n    抓落实", "写在这里。\n    ## 抓调解。调解的情况。\n    抓落实", ""},
		{"加一是二是", insert("存在的问题", intake.Para{Style: docx.TextStyle, Text: "一是人少。"}, intake.Para{Style: docx.TextStyle, Text: "二是钱少。"}), "几个方面。\n", "几个方面。\n    - 人少。\n    - 钱少。\n", ""},
		{"正文改成标题", change("抓落实的一段话，放在最后。", "抓落实的一段话，放在最后。", docx.LevelStyle+"3"), "    抓落实的", "    ### 抓落实的", ""},
		{"删标题", remove("抓学习"), "    ## 抓学习。学习的情况写在这里。\n", "", ""},
		{"重编了号", change("（二）抓执法", "（三）抓执法", ""), "", "", ""},
		{"改模板的标题", change("主要举措和成效", "主要做法和成效", ""), "  举措成效: |\n", "  举措成效: |\n    # {{年度}}年推进法治政府建设的主要做法和成效\n", ""},
		{"删模板的标题", remove("不足和原因"), "", "", "D03"},
		{"模板的标题下加一段", insert("不足和原因", intake.Para{Style: docx.TextStyle, Text: "先说总的情况。"}), "    存在的问题", "    先说总的情况。\n    存在的问题", ""},
	} {
		d := draft{"甲.yaml", []byte(headed), comesBack(t, p, "甲.yaml", []byte(headed))}
		d.doc.Paras = c.do(d.doc.Paras)
		r := revise(p, d)
		want := strings.Replace(headed, c.old, c.now, 1)
		codes := ""
		for _, f := range r.Found {
			codes += f.Code
		}
		if string(r.Content) != want || codes != c.found {
			t.Errorf("%s: %v 得\n%s", c.name, r.Found, r.Content)
		}
	}
}
