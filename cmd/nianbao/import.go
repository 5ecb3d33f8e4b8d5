package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
)

func newImport(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "docx"}
	var into string
	cmd := &cobra.Command{
		Use:     "import 改稿.docx --into 数据文件",
		Aliases: []string{"导入"},
		Short:   "把在 Word、WPS 里改过的报告收回数据文件",
		Long: `把在 Word、WPS 里改过的报告（用 build -f docx 生成的）收回数据文件：改过的段落写进“正文”（和标题、主送、附注、成文日期），其余一字不动，注释和排列照旧。
数字是占位符的仍是占位符；有人直接改了数字的，两个数都报出来，由你定。修订按接受读，批注逐条列出。
原来的数据文件另存在旁边（.改前）。`,
		Example: "  nianbao build 某街道2024.yaml -f docx\n  nianbao import 某街道2024改稿.docx --into 某街道2024.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("后面写一个改稿文件，例如 nianbao import 改稿.docx --into 某街道2024.yaml")
			}
			if into == "" {
				return errors.New("没有写收回哪个数据文件，例如 --into 某街道2024.yaml")
			}
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			r := press.New(opt).Revise(into, args[0])
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
	cmd.Flags().StringVar(&into, "into", "", "收回哪个`数据文件`")
	return cmd
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
