package rules_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"nianbao/templates/data"
	"nianbao/templates/internal/casefile"
	"nianbao/templates/internal/sample"
	"nianbao/templates/ledger"
	"nianbao/templates/rules"
)

var update = flag.Bool("update", false, "rewrite the outcomes in testdata")

// TestRules reads testdata/rules.txt: a data file and every finding in it. “in” is
// followed by the four keys each unit gives, and by a text and the figures asked for
// unless the case has a part “bare”. A part “own” lies over the package.
func TestRules(t *testing.T) {
	casefile.Run(t, "testdata/rules.txt", *update, func(t *testing.T, c *casefile.Case) string {
		p := sample.With(t, c.Part("own"))
		text := c.Part("in") + sample.Head
		if !c.Has("bare") {
			text += "正文: {做法: 一段。, 打算: 一段。}\n不查: {C05: 试验}\n"
		}
		u, _ := sample.Unit(t, p, text)
		found := rules.Check(p.Kind(u.Kind.Text), u, ledger.New(p, u))
		found.Sort()
		var b strings.Builder
		for _, d := range found {
			fmt.Fprintf(&b, "%d:%d+%d %s %s %s → %s\n", d.Line, d.Col, d.Span, d.Level, d.Code, d.Message, d.Hint)
			if d.Form() {
				t.Errorf("a finding in the content stops the unit: %s", d)
			}
			if d.Excerpt == "" {
				t.Errorf("a finding without its line: %s", d)
			}
		}
		return b.String()
	})
}

// TestNeededNotTwice: a figure typed but not understood is not reported missing too.
func TestNeededNotTwice(t *testing.T) {
	p := sample.Package(t)
	root, src, _, broken := data.Parse("甲.yaml", []byte(sample.Head+"统计:\n  巡查: {总数: 许多}\n  隐患: {排查: 1}\n"))
	u, _ := data.Decode(root, src, &p.Schema, broken)
	for _, d := range rules.Check(p.Kind(u.Kind.Text), u, ledger.New(p, u)) {
		if d.Code == "C05" && (strings.Contains(d.Message, "巡查.总数") || !strings.Contains(d.Message, "缺 1 项：隐患.整改")) {
			t.Error(d)
		}
	}
}
