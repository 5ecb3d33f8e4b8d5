package batch

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/cmd/internal/press"
	"nianbao/render/doc"
	"nianbao/templates/rollup"
)

// TestSecondReportSummary: units of the second report add up in a workbook of its own.
func TestSecondReportSummary(t *testing.T) {
	dir := t.TempDir()
	content, err := os.ReadFile("../../../examples/政府信息公开/梧桐街道2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"梧桐街道", "银杏街道"} {
		text := strings.ReplaceAll(string(content), "梧桐街道", name)
		if err := os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := testPress(t, press.Options{Out: t.TempDir()})
	plan, found, done, err := Ask([]string{dir}, p.Options().Out)
	defer done()
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	d, close, err := Gather(p, plan, "nianbao")
	defer close()
	if err != nil {
		t.Fatal(err)
	}
	book := rollup.Summary(d)
	for _, row := range book.Sheets[0].All() {
		if len(row.Cells) > 8 && row.Cells[0].Style == doc.CellTotal {
			if got := row.Cells[5].Number; got != nil && got.RatString() == "64" {
				return
			}
		}
	}
	t.Error("no sum of 64 new applications")
}

// TestTwoReportsOfOneUnit: a street's two reports of one year lie in one folder; neither
// stands in the other's way.
func TestTwoReportsOfOneUnit(t *testing.T) {
	dir := t.TempDir()
	head := "单位: 甲街道\n全称: 某区甲街道办事处\n类型: 街道乡镇\n"
	for name, text := range map[string]string{
		"法治2024.yaml": head + "年度: 2024\n", "法治2023.yaml": head + "年度: 2023\n",
		"公开2024.yaml": "报告: 政府信息公开工作年度报告\n" + head + "年度: 2024\n",
		"公开2023.yaml": "模板: 政府信息公开工作年度报告@1.0\n" + head + "年度: 2023\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	plan, found, done, err := Ask([]string{dir}, filepath.Join(dir, "out"))
	defer done()
	if err != nil || len(found) > 0 || len(plan.Files) != 4 {
		t.Fatal(plan, found, err)
	}
	for i := range plan.Files {
		f := &plan.Files[i]
		if now := strings.Contains(f.Rel, "2024"); now != (f.Status == rollup.OK) {
			t.Error(f.Rel, f.Status)
		}
		if strings.Contains(f.Rel, "2024") && (f.last == nil || f.last.Rel[:len("法治")] != f.Rel[:len("法治")]) {
			t.Errorf("%s: last year's is %v", f.Rel, f.last)
		}
	}
}

// TestInOrder: whatever takes long, what is made is taken in order, each once.
func TestInOrder(t *testing.T) {
	for _, jobs := range []int{0, 1, 3, 50} {
		var got []int
		InOrder(40, jobs, func(i int) int {
			time.Sleep(time.Duration(i%7) * time.Millisecond / 4)
			return i * i
		}, func(i, v int) {
			if v != i*i {
				t.Errorf("%d gives %d", i, v)
			}
			got = append(got, i)
		})
		if len(got) != 40 || !slices.IsSorted(got) {
			t.Errorf("%d at once: %v", jobs, got)
		}
	}
}
