package batch

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/cmd/internal/press"
	"nianbao/templates/data"
)

// TestTooMuch: units that would take a gigabyte or minutes, by what they hold or by what
// they ask for in few words, are refused by name, with the limit and a way out; the
// others are built.
func TestTooMuch(t *testing.T) {
	items := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "类%d: %d, ", i, i)
		}
		return "{" + strings.TrimSuffix(b.String(), ", ") + "}"
	}
	versions := func(n int) (out string) {
		for i := range n {
			out += fmt.Sprintf("{名: 版%d, 形式: web}, ", i)
		}
		return out
	}
	figures := func(n int) string { return "统计: {执法: {案件总数: 9, 案件分类: " + items(n) + "}}\n" }
	text := func(lines string) string { return "正文:\n  举措成效: |\n" + lines }
	para := "    " + strings.Repeat("坚持依法行政，", 20) + "\n"
	for name, c := range map[string]struct{ body, fact, remedy string }{
		"一段太长":   {text("    " + strings.Repeat("法", data.MaxText+1) + "\n"), "超过 40 万字，约 666 面", "拆成几份报告"},
		"段落太多":   {text(strings.Repeat(para, 3000)), "超过 40 万字", "拆成几份报告"},
		"短段太多":   {text(strings.Repeat("    法\n", 60_000)), "行、项，超过上限 50000", "没有选错文件"},
		"空名单":    {"抄送: [" + strings.Repeat("甲,", 60_000) + "乙]\n", "行、项，超过上限 50000", "没有选错文件"},
		"明细":     {figures(6000), "统计（连同自定、上年和表里的项）有 6002 项，超过上限 5000 项", "只填合计"},
		"列举千遍":   {figures(900) + text(strings.Repeat("    {{列举 执法.案件分类 宗}}。\n", 1000)), "超过 40 万字", "放在附表里"},
		"表千遍":    {figures(900) + text(strings.Repeat("    {{表 执法.案件分类}}\n", 1000)), "超过 40 万字", "放在附表里"},
		"图千遍":    {figures(9) + text(strings.Repeat("    {{图 执法.案件分类}}\n", 1000)), "超过 40 万字", "放在附表里"},
		"循环":     {figures(900) + text(strings.Repeat("    {{每个 执法.案件分类}}"+strings.Repeat("{{名}}办理{{数}}宗，", 20)+"{{结束}}。\n", 12)), "", ""},
		"附件太多":   {"附件: [" + strings.Repeat("{名: 统计表, 表: 全部}, ", 101) + "说明]\n", "附件有 102 项，超过上限 100 项", "合成一项"},
		"大表的附件":  {figures(4900) + "附件: [" + strings.Repeat("{名: 统计表, 表: 全部}, ", 50) + "说明]\n", "超过 40 万字", "放在附表里"},
		"版本太多":   {"版本: [" + versions(31) + "]\n", "版本有 31 项，超过上限 30 项", "分成几份"},
		"几个版本合计": {"版本: [{名: 甲, 形式: web}, {名: 乙, 形式: plain}, {名: 丙, 形式: web}]\n" + text(strings.Repeat(para, 900)), "超过 40 万字", "拆成几份"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := small(t, t.TempDir(), "甲街道", "乙街道")
			head := "单位: 大街道\n全称: 某市大街道\n类型: 街道乡镇\n年度: 2024\n成文日期: 2025-01-20\n"
			if err := os.WriteFile(filepath.Join(dir, "大街道.yaml"), []byte(head+c.body), 0o666); err != nil {
				t.Fatal(err)
			}
			_, got := runAll(t, testPress(t, press.Options{Out: t.TempDir()}), dir, Options{}, &told3{t: t})
			if c.fact == "" && got.Built == 3 {
				return // loops have a limit of their own
			}
			if got.Built != 2 || got.Failed != 1 || len(got.Todo) != 1 {
				t.Fatalf("%+v", got)
			}
			todo := got.Todo[0]
			if !strings.HasPrefix(filepath.Base(todo.Place), "大街道.yaml") || !strings.Contains(todo.Next, c.fact) || !strings.Contains(todo.Next, c.remedy) {
				t.Errorf("%+v", todo)
			}
		})
	}
}
