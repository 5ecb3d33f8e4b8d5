package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
	"nianbao/templates/intake"
)

func newImport(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "docx"}
	var into string
	var facts intake.Facts
	cmd := &cobra.Command{
		Use:     "import 文件 [--into 数据文件]",
		Aliases: []string{"导入"},
		Short:   "把已公开的报告、填好的工作簿变成数据文件；或把改稿收回数据文件",
		Long: `把已公开的报告（.docx、.txt、存下来的网页 .html）变成数据文件，写在它旁边（同名的 .yaml，已有的不覆盖）：各段按标题归位，编号变成标记，网页上的字不收；认得出的数移进“统计”，原处留占位符，都注有“待核”，请逐项核对。
填好的工作簿（.xlsx）也可以变成数据文件。
--into：把在 Word、WPS 里改过的报告（用 build -f docx 生成的）收回数据文件：改过的段落写进“正文”（和标题、主送、附注、成文日期），其余一字不动，注释和排列照旧。数字是占位符的仍是占位符；有人直接改了数字的，两个数都报出来，由你定。修订按接受读，批注逐条列出。原来的数据文件另存在旁边（.改前）。`,
		Example: "  nianbao import 某街道2023年报告.docx\n  nianbao import 网页.html --unit 某街道 --kind 类型 --year 2023\n  nianbao import 某街道2024改稿.docx --into 某街道2024.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("后面写一个文件，例如 nianbao import 某街道2023年报告.docx，或 nianbao import 改稿.docx --into 某街道2024.yaml")
			}
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			p := press.New(opt)
			if into == "" {
				return u.imported(p, args[0], facts)
			}
			r := p.Revise(into, args[0])
			u.revised(r)
			switch {
			case r.Err != nil:
				return exit(exitFile)
			case r.Failed:
				return exit(exitUnit)
			}
			return nil
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&into, "into", "", "把改稿收回哪个`数据文件`")
	cmd.Flags().StringVar(&facts.Unit, "unit", "", "报告里认不出`单位`的，写简称")
	cmd.Flags().StringVar(&facts.Kind, "kind", "", "单位的`类型`")
	cmd.Flags().IntVar(&facts.Year, "year", 0, "报告写的是哪一`年`")
	cmd.Flags().StringVar(&facts.Report, "report", "", "哪一种`报告`，只有一种时不用写")
	return cmd
}

// imported makes a data file of a report and prints what became of it.
func (u *ui) imported(p *press.Press, path string, facts intake.Facts) error {
	if facts.Year != 0 && (facts.Year < 1980 || facts.Year > 2100) {
		return fmt.Errorf("--year 应为 1980 到 2100 之间的年份，现为 %d", facts.Year)
	}
	r := p.Import(path, facts)
	r.Found.Sort()
	u.findings(r.Found, path)
	switch {
	case errors.Is(r.Err, fs.ErrExist):
		u.fail("错误：%v 已经有了，没有动它\n  提示: 要重来的，先把它改名或移走", press.DataFile(path))
		return exit(exitFile)
	case r.Err != nil:
		u.fail("%s", reason(r.Err))
		return exit(exitFile)
	case r.Missing != "":
		return unsaid(p, path, r, facts)
	case r.Path == "":
		u.fail("%s：没有导入", path)
		return exit(exitUnit)
	}
	if u.json {
		u.jsonLine(struct {
			Type    string `json:"type"`
			Path    string `json:"path"`
			Status  string `json:"status"`
			Unit    string `json:"unit"`
			Kind    string `json:"kind"`
			Year    int    `json:"year,omitempty"`
			Figures int    `json:"figures"`
			Rest    int    `json:"rest"`
		}{"result", filepath.ToSlash(r.Path), "ok", r.Facts.Unit, r.Facts.Kind, r.Facts.Year, r.Figures, r.Rest})
		return nil
	}
	u.say("已导入为 %s", r.Path)
	if r.Figures+r.Rest > 0 {
		u.say("  认出 %d 个数，写进了“统计”，注有“待核”；还有 %d 个留在正文里，用 nianbao check %s 逐个看", r.Figures, r.Rest, typed(r.Path))
	}
	u.say("  核对以后：nianbao build %s", typed(r.Path))
	return nil
}

// unsaid asks for what the report does not say.
func unsaid(p *press.Press, path string, r press.Imported, facts intake.Facts) error {
	switch r.Missing {
	case "--kind":
		pkg, _ := p.Package(filepath.Dir(path), facts.Report)
		names := "…"
		if pkg != nil {
			names = strings.Join(kindNamesOf(pkg), "、")
			if facts.Kind != "" {
				return noKind(pkg, facts.Kind)
			}
		}
		return fmt.Errorf("认不出“%s”是哪一类单位，用 --kind 写明：%s", r.Facts.Unit, names)
	case "--year":
		return fmt.Errorf("认不出 %s 是哪一年的报告，用 --year 写明，例如 --year 2023", path)
	}
	return fmt.Errorf("认不出 %s 是哪个单位的报告，用 --unit 写明，例如 --unit 某街道", path)
}

// revised prints what became of a corrected report.
func (u *ui) revised(r press.Revised) {
	r.Found.Sort()
	u.findings(r.Found, r.Path)
	if r.Err != nil {
		u.fail("%s", reason(r.Err))
	}
	if u.json {
		state := "ok"
		if r.Failed || r.Err != nil {
			state = "failed"
		}
		u.jsonLine(struct {
			Type    string `json:"type"`
			Path    string `json:"path"`
			Status  string `json:"status"`
			Changed int    `json:"changed"`
			Added   int    `json:"added"`
			Deleted int    `json:"deleted"`
			Moved   int    `json:"moved"`
			Kept    string `json:"kept,omitempty"`
		}{"result", filepath.ToSlash(r.Path), state, r.Changed, r.Added, r.Deleted, r.Moved, filepath.ToSlash(r.Kept)})
		return
	}
	counts := fmt.Sprintf("警告 %d，提示 %d", r.Found.Count(diag.Warning), r.Found.Count(diag.Hint))
	switch {
	case r.Failed || r.Err != nil:
		u.fail("%s：没有收回改稿", r.Path)
	case r.Nothing():
		u.say("%s：改稿的正文没有变化，数据文件没有动（%s）", r.Path, counts)
	default:
		u.say("%s：已收回改稿：改 %d 处，加 %d 段，删 %d 段，移 %d 段（%s）", r.Path, r.Changed, r.Added, r.Deleted, r.Moved, counts)
		u.say("  原来的另存为：%s", r.Kept)
	}
}
