package press

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/render/diag"
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

// TestEveryExampleBuilds: every data file in examples/ is built, each with the package
// it names or lies beside.
func TestEveryExampleBuilds(t *testing.T) {
	built := 0
	err := filepath.WalkDir("../../../examples", func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && (e.Name() == Beside || e.Name() == "kubernetes"):
			return filepath.SkipDir // packages, and what is for a cluster
		case e.IsDir() || filepath.Ext(path) != ".yaml":
			return nil
		}
		built++
		r := testPress(t, Options{Out: t.TempDir()}).Build(path)
		if !r.Built || r.Findings.Count(diag.Error) > 0 || len(r.Outputs) < 2 {
			t.Errorf("%s: %v %v", path, r.Err, r.Findings)
		}
		return nil
	})
	if err != nil || built < 11 {
		t.Fatal(built, err)
	}
}

// TestAdaptedPackage: a city's package is its differences alone, and what of them
// deviates from the standard is listed with its place.
func TestAdaptedPackage(t *testing.T) {
	const file, data = "../../../examples/云水市/模板/云水市.yaml", "../../../examples/云水市/青山区城管局2024.yaml"
	content, err := os.ReadFile(file)
	if err != nil || strings.Count(string(content), "\n") >= 60 {
		t.Fatal("not under 60 lines: ", err)
	}
	p := testPress(t, Options{})
	sheets, found, err := p.Explain(data)
	if err != nil || len(found) > 0 || len(sheets) != 1 {
		t.Fatal(sheets, found, err)
	}
	var said []string
	for _, d := range sheets[0].Deviates {
		if !strings.HasSuffix(d.File, "云水市.yaml") || d.Line == 0 {
			t.Errorf("no place in the package: %v", d)
		}
		said = append(said, strings.Fields(d.Message)[0])
	}
	if got := strings.Join(said, " "); got != "页面的订口 页面的版心宽 页面的行数 编号的3级" { // 天头 is within 1 mm
		t.Error(got)
	}
	r, u := p.prepare(data)
	if len(r.Findings) > 0 {
		t.Fatal(r.Findings)
	}
	var sheetNames []string
	for _, s := range u.annex.Sheets {
		sheetNames = append(sheetNames, s.Name)
	}
	if all := strings.Join(sheetNames, " "); !strings.Contains(all, "表十三 夜间执法") || strings.Contains(all, "表三") {
		t.Error(all)
	}
}

// TestTwoReportsOfOneUnit: a street's two reports of one year lie in one folder, each
// with last year's of its own kind.
func TestTwoReportsOfOneUnit(t *testing.T) {
	dir := t.TempDir()
	head := "单位: 甲街道\n全称: 某区甲街道办事处\n类型: 街道乡镇\n"
	for name, text := range map[string]string{
		"法治2024.yaml": head + "年度: 2024\n", "法治2023.yaml": head + "年度: 2023\n统计: {执法: {立案: 5}}\n",
		"公开2024.yaml": "报告: 政府信息公开工作年度报告\n" + head + "年度: 2024\n",
		"公开2023.yaml": "模板: 政府信息公开工作年度报告@1.0\n" + head + "年度: 2023\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := testPress(t, Options{})
	for _, kind := range []string{"法治", "公开"} {
		r, _ := p.prepare(filepath.Join(dir, kind+"2024.yaml"))
		if filepath.Base(r.LastYear) != kind+"2023.yaml" {
			t.Errorf("%s: 上年 from %q", kind, r.LastYear)
		}
	}
}
