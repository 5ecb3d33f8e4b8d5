package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/render/doc"
	"nianbao/templates/rollup"
)

// second is a data file of the second official report.
const second = "../../../examples/政府信息公开/梧桐街道2024.yaml"

// TestSecondReport: the report on open government as a person reads it, its national
// tables with their sums.
func TestSecondReport(t *testing.T) {
	r, u := testPress(t, Options{}).prepare(second)
	if len(r.Findings) > 0 || !strings.HasPrefix(r.Package, "政府信息公开工作年度报告@") {
		t.Fatal(r.Package, r.Findings)
	}
	same(t, "../../../examples/expected/梧桐街道2024.txt", u.reports[0].doc.Text())
	same(t, "testdata/梧桐街道2024.pages.txt", u.reports[0].pages.Dump())
	sheet := u.annex.Sheets[1]
	covered := 0
	for _, row := range sheet.Rows {
		for _, c := range row.Cells {
			if c.Down > 1 {
				covered++
			}
		}
	}
	// heads: the corner, 自然人, 总计; labels: 办理结果 and four of its groups
	if covered != 8 {
		t.Errorf("%d cells cover rows below them, want 8", covered)
	}
	total := sheet.Rows[len(sheet.Rows)-2].Cells
	if c := total[len(total)-1]; c.Number.RatString() != "33" || !strings.HasPrefix(c.Formula, "SUM(") {
		t.Errorf("the grand total is %v = %s", c.Number, c.Formula)
	}
}

// TestSecondReportChecks: what does not balance is found in the column it is in, and
// a total typed wrong in its cell.
func TestSecondReportChecks(t *testing.T) {
	content, err := os.ReadFile(second)
	if err != nil {
		t.Fatal(err)
	}
	for change, want := range map[string]string{
		"结转下年: {自然人: 2}|结转下年: {自然人: 1}":           "第一项加第二项之和",
		"新收: {自然人: 26, |新收: {自然人: 26, 申请总计: 31, ": "“申请总计”应等于其余各项之和",
		"复议纠正: 1,|复议纠正: 1, 复议总计: 4,":              "“复议总计”应等于复议之和",
		"结转: {自然人: 3}|结转: {自然人: 4}":               "上年结转应等于去年报告的结转下年度继续办理",
		"{自然人: 15, 商业企业: 3, 法律服务机构: 1}|{自然人: 一些}": "“自然人”应为整数",
	} {
		from, to, _ := strings.Cut(change, "|")
		file := filepath.Join(t.TempDir(), "甲.yaml")
		text := strings.Replace(string(content), from, to, 1)
		if text == string(content) {
			t.Fatal("nothing to change: ", from)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		r, _ := testPress(t, Options{}).prepare(file)
		found := false
		for _, d := range r.Findings {
			found = found || strings.Contains(d.Message+d.Hint, want) && d.Line > 0
		}
		if !found {
			t.Errorf("%s → %s: no finding says %q:\n%v", from, to, want, r.Findings)
		}
	}
}

// TestSecondReportSummary: units of the second report add up in a workbook of its own.
func TestSecondReportSummary(t *testing.T) {
	dir := t.TempDir()
	content, err := os.ReadFile(second)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"梧桐街道", "银杏街道"} {
		text := strings.ReplaceAll(string(content), "梧桐街道", name)
		if err := os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, found, err := testPress(t, Options{}).District(dir, "nianbao")
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	book := rollup.Summary(d)
	for _, row := range book.Sheets[0].Rows {
		if len(row.Cells) > 8 && row.Cells[0].Style == doc.CellTotal {
			if got := row.Cells[5].Number; got != nil && got.RatString() == "64" {
				return
			}
		}
	}
	t.Error("no sum of 64 new applications")
}
