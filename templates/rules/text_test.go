package rules

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"nianbao/templates/internal/casefile"
)

var updateText = flag.Bool("update-text", false, "rewrite the outcomes in testdata/text.txt")

// unitHead is a data file up to its 正文; what a case gives as “head” comes behind it.
const unitHead = "单位: 甲街道\n全称: 某市某区人民政府甲街道办事处\n类型: 街道乡镇\n年度: 2024\n主送: [区政府]\n成文日期: 2025-01-20\n"

// unitText is the data file of a case: “in” is the text of the first part, “plan” and
// “faults” those of the parts on plans and on problems.
func unitText(c *casefile.Case) (text string, first int) {
	text = unitHead + c.Part("head")
	if c.Has("whole head") {
		text = c.Part("whole head")
	}
	text += "正文:\n  举措成效: |\n"
	first = strings.Count(text, "\n")
	text += indented(c.Part("in"))
	if f := c.Part("faults"); f != "" {
		text += "  不足原因: |\n" + indented(f)
	}
	if f := c.Part("plan"); f != "" {
		text += "  下年安排: |\n" + indented(f)
	}
	return text, first
}

func indented(s string) string {
	var b strings.Builder
	for l := range strings.Lines(s) {
		b.WriteString("    " + l)
	}
	return b.String()
}

// TestText reads testdata/text.txt: for each rule an invented defect and innocent
// look-alikes, with what is found. The first word of a case's name is the code looked
// for. Lines are counted from the first of “in”.
func TestText(t *testing.T) {
	pkg := officialPackage(t)
	seen := map[string]bool{}
	casefile.Run(t, "testdata/text.txt", *updateText, func(t *testing.T, c *casefile.Case) string {
		code, _, _ := strings.Cut(c.Name, " ")
		seen[code] = true
		text, first := unitText(c)
		r, found := readUnit(pkg, "甲.yaml", []byte(text))
		if r == nil {
			t.Fatal(found)
		}
		found.Sort()
		var b strings.Builder
		for _, d := range found {
			if d.Form() {
				t.Errorf("%s", d)
			}
			if d.Code != code {
				continue
			}
			fmt.Fprintf(&b, "%d:%d+%d %s %s → %s\n", d.Line-first, max(d.Col-4, 0), d.Span, d.Level, d.Message, d.Hint)
		}
		return b.String()
	})
	for _, rule := range textRules {
		for code := range strings.FieldsSeq(rule.codes) {
			if !seen[code] && code != "R1" {
				t.Errorf("no case for %s", code)
			}
		}
	}
	if !slices.ContainsFunc(textRules, func(r rule) bool { return r.codes == "R1" }) {
		t.Error("copied paragraphs are not looked for")
	}
}
