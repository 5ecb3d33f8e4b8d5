package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
)

func newDiff(u *ui, env func(string) string, system disk.Opener) *cobra.Command {
	var f flags
	f.opt.System = system
	cmd := &cobra.Command{
		Use:     "diff 甲稿 乙稿 [选项]",
		Aliases: []string{"对比"},
		Short:   "对照一份报告的两稿，出花脸稿，列出变动的数",
		Long: `对照一份报告的两稿（数据文件或填报的工作簿，先写旧的），出一份花脸稿（PDF）：删去的字中间划线，增加的字下面加线。
比的是印出来的文字；变动的数另列在末页和屏幕上。两稿一样就只说一声，不出文件。`,
		Example: "  nianbao diff 某街道2024-第1稿.yaml 某街道2024-第2稿.yaml\n  nianbao 对比 送审.yaml 定稿.yaml -o out",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			if err := outNamed(opt); err != nil {
				return err
			}
			if slices.Contains(opt.Formats, "xlsx") {
				return errors.New("-f 可写 pdf,docx：花脸稿没有 xlsx")
			}
			return ended(compared(u, press.New(opt), args))
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.opt.Out, "out", "o", "out", "结果放进哪个`文件夹`")
	cmd.Flags().StringVarP(&f.formats, "format", "f", "pdf", "花脸稿的`格式`：pdf、docx（Word），两样用逗号隔开")
	return cmd
}

// compared compares two drafts and tells what became of it.
func compared(u *ui, p *press.Press, paths []string) int {
	c := p.Diff(paths[0], paths[1])
	worst := exitDone
	for i := range c.Drafts {
		r := &c.Drafts[i]
		for _, d := range r.Findings {
			if d.Form() {
				u.findings(diag.List{d}, r.Path)
			}
		}
		if r.Err != nil {
			u.fail("%s", reason(r.Err))
		} else if !r.Built {
			u.fail("%s：有必须改的错误，没有对照", r.Path)
		}
		worst = max(worst, unitStatus(*r, false))
	}
	if c.Err != nil {
		u.fail("%s", reason(c.Err))
		worst = max(worst, exitFile)
	}
	if a, b := c.Drafts[0], c.Drafts[1]; worst == exitDone && (a.Unit != b.Unit || a.Year != b.Year) {
		u.say("提示：两稿不是同一单位同一年度的：%s %d 年，%s %d 年", a.Unit, a.Year, b.Unit, b.Year)
	}
	u.changes(&c, worst)
	return worst
}

// changes prints what two drafts do not agree on.
func (u *ui) changes(c *press.Compared, status int) {
	type output struct {
		Path  string `json:"path"`
		Pages int    `json:"pages,omitempty"`
	}
	outputs := []output{}
	rows := [][]string{}
	for _, x := range c.Changes {
		if u.json {
			u.jsonLine(struct {
				Type       string `json:"type"`
				Path       string `json:"path"`
				Indicator  string `json:"indicator"`
				Measure    string `json:"measure,omitempty"`
				Was        string `json:"was"`
				Is         string `json:"is"`
				Difference string `json:"difference,omitempty"`
			}{"change", x.Path, x.Indicator, x.Measure, x.Was, x.Is, x.Difference})
		}
		rows = append(rows, []string{"  " + x.Path, x.Indicator, cmp.Or(x.Was, "没有") + " → " + cmp.Or(x.Is, "没有"), x.Difference})
	}
	for _, o := range c.Outputs {
		outputs = append(outputs, output{filepath.ToSlash(o.Path), o.Pages})
	}
	if u.json {
		state := map[bool]string{true: "ok", false: "failed"}[status == exitDone]
		u.jsonLine(struct {
			Type    string   `json:"type"`
			Path    string   `json:"path"`
			Was     string   `json:"was"`
			Unit    string   `json:"unit"`
			Year    int      `json:"year"`
			Status  string   `json:"status"`
			Equal   bool     `json:"equal"`
			Changes int      `json:"changes"`
			Outputs []output `json:"outputs"`
		}{"result", filepath.ToSlash(c.Drafts[1].Path), filepath.ToSlash(c.Drafts[0].Path), c.Drafts[1].Unit, c.Drafts[1].Year, state, c.Equal, len(c.Changes), outputs})
	}
	switch {
	case status != exitDone:
		return
	case c.Equal:
		u.say("两稿印出来一样，数也都一样")
		return
	case len(rows) == 0:
		u.say("数都一样，文字有改动")
	default:
		u.say("变动的数（%d 项）：\n%s", len(rows), strings.TrimRight(columns(rows), "\n"))
	}
	for _, o := range c.Outputs {
		size := ""
		if o.Pages > 0 {
			size = fmt.Sprintf("（%d 页）", o.Pages)
		}
		u.say("花脸稿：%s%s", o.Path, size)
	}
}
