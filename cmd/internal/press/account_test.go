package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/templates/rules"
)

// TestTypedFigureHasItsPlace: a figure typed into the text and equal to a field is
// bound to it; the list of indicators of the annex gives its place beside those put in.
func TestTypedFigureHasItsPlace(t *testing.T) {
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "甲.yaml")
	text := "单位: 甲街道\n全称: 某市甲街道办事处\n类型: 街道乡镇\n年度: 2024\n统计:\n  执法: {案件总数: 286, 检查次数: 120}\n" +
		"正文:\n  举措成效: |\n    # 做法\n    ## 办案\n    全年检查{{执法.检查次数}}次。\n    ## 成效\n    办理案件286宗，走访商户45户。\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r, u := New(Options{Faces: faces, Formats: []string{"pdf", "xlsx"}}).prepare(file)
	if got := r.Figures.String(); got != "正文3个数：引用1，相符1，未登记1（第13行“45户”）" {
		t.Error(got)
	}
	if len(r.Figures.Proposed) != 1 || r.Figures.Proposed[0] != "走访商户: {值: 45, 量词: 户}" {
		t.Error(r.Figures.Proposed)
	}
	if m := r.Figures.Mentions[1]; m.Class != rules.Equal || m.Path != "执法.案件总数" || m.Where != "一、（二）" {
		t.Errorf("%+v", m)
	}
	for _, want := range [][2]string{{"286", "一、（二）"}, {"120", "一、（一）"}} {
		found := false
		for _, sheet := range u.annex.Sheets {
			for _, row := range sheet.Rows {
				number, place := false, false
				for _, c := range row.Cells {
					number = number || c.Number != nil && c.Number.RatString() == want[0]
					place = place || strings.Contains(c.Text, want[1])
				}
				found = found || number && place
			}
		}
		if !found {
			t.Errorf("no row with %s and %s", want[0], want[1])
		}
	}
}
