package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/press"
	"nianbao/fonts"
	"nianbao/render"
	"nianbao/render/diag"
)

// flags are those build and check share.
type flags struct {
	formats   string
	templates []string
	fonts     string
	opt       press.Options
	force     bool
}

func (f *flags) add(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&f.templates, "template", "t", nil, "自己的报告包所在文件夹（可写多次，先写的优先）")
	cmd.Flags().StringVar(&f.opt.Form, "form", "", "版式：web 网上公开版、plain 普通报告（不写用数据文件的“版式”）")
	cmd.Flags().StringVar(&f.fonts, "fonts", "", "另有字体（.ttf）的文件夹，内置字体没有的字从里面找")
	cmd.Flags().BoolVar(&f.opt.Strict, "strict", false, "内容有错误或警告也不生成")
}

// options completes the press's options from the flags and the environment.
func (f *flags) options(env func(string) string) (press.Options, error) {
	opt := f.opt
	opt.Templates = f.templates
	if opt.Form != "" && !slices.Contains([]string{"web", "plain"}, opt.Form) {
		return opt, fmt.Errorf("--form 可写 web 或 plain，不能写 %s", opt.Form)
	}
	var known []string
	for _, format := range render.Formats() {
		known = append(known, format.Name)
	}
	for name := range strings.SplitSeq(f.formats, ",") {
		if name = strings.TrimSpace(name); !slices.Contains(known, name) {
			return opt, fmt.Errorf("-f 可写 %s，不能写“%s”", strings.Join(known, ","), name)
		}
		opt.Formats = append(opt.Formats, name)
	}
	if epoch := env("SOURCE_DATE_EPOCH"); epoch != "" {
		s, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return opt, fmt.Errorf("环境变量 SOURCE_DATE_EPOCH 应为秒数，现为 %s", epoch)
		}
		opt.Date = time.Unix(s, 0).UTC().Format("2006-01-02")
	}
	var err error
	if opt.Faces, err = fonts.Builtin(); err != nil || f.fonts == "" {
		return opt, err
	}
	own, err := press.OwnFaces(f.fonts)
	for _, face := range own {
		opt.Extra = append(opt.Extra, face.Key())
	}
	opt.Faces = opt.Faces.With(own...)
	return opt, err
}

func newBuild(u *ui, env func(string) string) *cobra.Command {
	var f flags
	cmd := &cobra.Command{
		Use:     "build 数据文件或文件夹... [选项]",
		Aliases: []string{"生成"},
		Short:   "生成报告（PDF）和统计附表（XLSX）",
		Long: `生成报告（PDF）和统计附表（XLSX）。
给文件就生成这一个单位；给文件夹就把里面（含子文件夹）的数据文件逐个生成，一个出错不影响其他。`,
		Example: "  nianbao build 某街道2024.yaml -o out\n  nianbao build 数据文件夹 -o out -f pdf",
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			return overPaths(u, args, opt, "生成", func(p *press.Press, path string) press.Result { return p.Build(path) })
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.opt.Out, "out", "o", "out", "结果放进哪个文件夹")
	cmd.Flags().StringVarP(&f.formats, "format", "f", "pdf,xlsx", "生成哪些：pdf、xlsx")
	cmd.Flags().BoolVar(&f.force, "force", false, "不管有没有变化都重新生成（单个文件总是重新生成）")
	return cmd
}

func newCheck(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "pdf,xlsx"}
	cmd := &cobra.Command{
		Use:     "check 数据文件或文件夹... [选项]",
		Aliases: []string{"检查"},
		Short:   "检查数据文件，什么都不写",
		Example: "  nianbao check 某街道2024.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			return overPaths(u, args, opt, "检查", func(p *press.Press, path string) press.Result {
				r := p.Check(path)
				limit := diag.Error
				if opt.Strict {
					limit = diag.Warning
				}
				for _, d := range r.Findings {
					r.Built = r.Built && d.Level > limit
				}
				return r
			})
		},
	}
	f.add(cmd)
	return cmd
}

// overPaths runs one job over files and folders and returns the highest status.
func overPaths(u *ui, args []string, opt press.Options, verb string, job func(*press.Press, string) press.Result) error {
	if len(args) == 0 {
		return errors.New("没有写数据文件")
	}
	worst := exitDone
	p := press.New(opt)
	for _, arg := range args {
		files := []string{arg}
		info, err := os.Stat(arg)
		folder := err == nil && info.IsDir()
		if folder {
			if files, err = press.DataFiles(arg, opt.Out); err != nil {
				u.fail("%s", reason(err))
				worst = max(worst, exitFile)
				continue
			}
			if len(files) == 0 {
				u.fail("错误：%s 里没有数据文件\n  提示: 数据文件是写着“单位”和“年度”的 .yaml 文件", arg)
				worst = max(worst, exitUsage)
			}
		}
		for _, file := range files {
			r := job(within(p, opt, arg, file, folder), file)
			u.result(r, verb)
			worst = max(worst, unitStatus(r, folder))
		}
	}
	if worst == exitDone {
		return nil
	}
	return exit(worst)
}

// within gives the press for one file: results of a folder keep its sub-folders.
func within(p *press.Press, opt press.Options, dir, file string, folder bool) *press.Press {
	if !folder {
		return p
	}
	rel, err := filepath.Rel(dir, filepath.Dir(file))
	if err != nil {
		return p
	}
	return p.Into(filepath.Join(opt.Out, rel))
}

func unitStatus(r press.Result, folder bool) int {
	var out *press.OutError
	switch {
	case errors.As(r.Err, &out), r.Err != nil && !folder:
		return exitFile
	case r.BadPackage:
		return exitUsage
	case !r.Built:
		return exitUnit
	}
	return exitDone
}
