package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/batch"
	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/fonts"
	"nianbao/render"
	"nianbao/render/diag"
	"nianbao/templates/rollup"
)

// flags are those build and check share.
type flags struct {
	formats   string
	templates []string
	fonts     string
	opt       press.Options
	many      many
}

func (f *flags) add(cmd *cobra.Command) {
	f.addTemplates(cmd)
	cmd.Flags().StringVar(&f.opt.Form, "form", "", "`版式`：web 网上公开版、plain 普通报告、redhead 红头（不写用数据文件的“版式”）")
	cmd.Flags().StringVar(&f.fonts, "fonts", "", "自备字体（.ttf、.ttc）的`文件夹`：版式里写它的名称就用它，内置字体没有的字也从里面找")
}

// addTemplates adds -t alone.
func (f *flags) addTemplates(cmd *cobra.Command) {
	// `…` names what follows the option
	cmd.Flags().StringArrayVarP(&f.templates, "template", "t", nil, "自己的报告包所在`文件夹`（可写多次，先写的优先）")
}

// lastSecond is the end of the year 9999: PDF and XLSX write years with four digits.
const lastSecond = 253402300799

// options completes the press's options from the flags and the environment.
func (f *flags) options(env func(string) string) (press.Options, error) {
	opt := f.opt
	opt.Templates = f.templates
	if opt.Form != "" && !slices.Contains([]string{"web", "plain", "redhead"}, opt.Form) {
		return opt, fmt.Errorf("--form 可写 web、plain 或 redhead，不能写 %s", opt.Form)
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
		if err != nil || s < 0 || s > lastSecond {
			return opt, fmt.Errorf("环境变量 SOURCE_DATE_EPOCH 应为 1970 年以来的秒数，现为 %s", epoch)
		}
		opt.Date = time.Unix(s, 0).UTC().Format("2006-01-02")
	}
	var err error
	if opt.Faces, err = fonts.Builtin(); err != nil || f.fonts == "" {
		return opt, err
	}
	opt.OwnDir = f.fonts
	opt.Own, err = press.OwnFaces(f.fonts)
	return opt, err
}

// outNamed refuses -o "".
func outNamed(opt press.Options) error {
	if opt.Out == "" {
		return errors.New("-o 后面没有写文件夹")
	}
	return nil
}

func newBuild(u *ui, env func(string) string, system disk.Opener) *cobra.Command {
	var f flags
	f.opt.System = system
	cmd := &cobra.Command{
		Use:     "build 数据文件或文件夹... [选项]",
		Aliases: []string{"生成"},
		Short:   "生成报告（PDF）和统计附表（XLSX）",
		Long: `生成报告（PDF）和统计附表（XLSX）。
给文件就生成这一个单位；给文件夹（或别处 pack 打的包）就把里面（含子文件夹）的数据文件都生成，一个出错不影响其他，
另出一本汇总簿和一份清单。中途断了再运行一次，做好的、没有变化的不重做。`,
		Example: "  nianbao build 某街道2024.yaml -o out\n  nianbao build 数据文件夹 -o out -f pdf",
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := named(cmd, args)
			if err != nil {
				return err
			}
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			if err := outNamed(opt); err != nil {
				return err
			}
			if opt.Attach && !slices.Contains(opt.Formats, "pdf") {
				return errors.New("--attach 是装进 PDF 的，-f 里要有 pdf")
			}
			folders, files := apart(paths)
			worst := overFiles(u, files, opt, "生成", func(p *press.Press, path string) press.Result { return p.Build(path) })
			if len(folders) > 0 {
				worst = max(worst, buildAll(u, folders, opt, f.many))
			}
			return ended(worst)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.opt.Out, "out", "o", "out", "结果放进哪个`文件夹`")
	cmd.Flags().StringVarP(&f.formats, "format", "f", "pdf,xlsx", "生成哪些`格式`：pdf、docx（Word）、xlsx，几样用逗号隔开")
	cmd.Flags().BoolVar(&f.opt.Attach, "attach", false, "把统计表和数据文件（不含批注、电话）装进 PDF（PDF/A-3）；web 版和有密级的不行")
	cmd.Flags().BoolVar(&f.opt.Strict, "strict", false, "内容有错误或警告也不生成")
	f.many.add(cmd)
	return cmd
}

func newCheck(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "pdf,xlsx"}
	var giveBack, fix bool
	var jobs int
	cmd := &cobra.Command{
		Use:     "check 数据文件或文件夹... [选项]",
		Aliases: []string{"检查"},
		Short:   "检查数据文件，列出全部问题",
		Long: `检查数据文件（或填报的工作簿），列出全部问题；不写 --fix、--return、-o 就什么都不写。
最后一行是正文里每个数的着落：引用（占位符）、相符（手写、与一项统计相等）、不符、未登记。
给文件夹时还对照各单位之间、与上年之间雷同的段落；写了 -o，给每家有错误的单位（--strict：有警告的也算）出一份退改意见单（PDF），
另出一本列全部问题的工作簿（XLSX）。改好了的单位，上次出的意见单这次撤去。
--return 把工作簿退回：有问题的格涂色、加批注，另存在结果文件夹里，原来的不动。`,
		Example: "  nianbao check 某街道2024.yaml\n  nianbao check --fix 某街道2024.yaml\n  nianbao check --return 某街道2024.xlsx\n  nianbao check 数据文件夹 -o 退改",
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := named(cmd, args)
			if err != nil {
				return err
			}
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			judge := func(r *press.Result) {
				limit := diag.Error
				if opt.Strict {
					limit = diag.Warning
				}
				for _, d := range r.Findings {
					r.Built = r.Built && d.Level > limit
				}
			}
			check := func(p *press.Press, path string) press.Result {
				if fix {
					u.mend(p.Mend(path))
				}
				var r press.Result
				if giveBack {
					r = returned(u, p, path)
				} else {
					r = p.Check(path)
				}
				judge(&r)
				return r
			}
			folders, files := apart(paths)
			var give func(*batch.Plan, *press.Press) int
			switch given := cmd.Flags().Changed("out"); {
			case given && len(folders) == 0 && !giveBack:
				return errors.New("-o 是给文件夹用的：检查单个文件不写意见单")
			case jobs < 0:
				return fmt.Errorf("-j 写 1 以上的数，不能写 %d", jobs)
			case given:
				if err := outNamed(opt); err != nil {
					return err
				}
				give = func(plan *batch.Plan, p *press.Press) int {
					for i := range plan.Files {
						if s := plan.Files[i].Source(); fix && plan.Files[i].Status == rollup.OK {
							u.mend(p.Of(s).Mend(s.Path))
						}
					}
					return giveOut(u, plan, p, jobs, judge, func(p *press.Press, path string) {
						if giveBack {
							returned(u, p, path)
						}
					})
				}
			}
			worst := overFiles(u, files, opt, "检查", check)
			if len(folders) > 0 {
				worst = max(worst, checkAll(u, folders, opt, check, give))
			}
			return ended(worst)
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&f.opt.Strict, "strict", false, "警告也算错误（退出码 1）")
	cmd.Flags().BoolVar(&fix, "fix", false, "改正只有一种改法的：半角标点、行首编号、多余空格、成对的英文引号；先列出改了哪里，注释和排列不动")
	cmd.Flags().BoolVar(&giveBack, "return", false, "把工作簿涂色、加批注后另存一份，退给填报人")
	cmd.Flags().StringVarP(&f.opt.Out, "out", "o", "out", "意见单、退回的工作簿放进哪个`文件夹`；检查文件夹时不写 -o 就不出意见单")
	cmd.Flags().IntVarP(&jobs, "jobs", "j", 0, "出意见单时同时查几个`单位`（不写就用全部处理器核）")
	return cmd
}

// returned checks a workbook and gives it back marked.
func returned(u *ui, p *press.Press, path string) press.Result {
	r, written := p.Return(path)
	switch {
	case written != "":
		u.say("%s：已退回 %s", path, written)
	case r.Err == nil && !press.IsBook(path):
		u.say("%s：不是工作簿，没有退回的", path)
	case r.Err == nil && len(r.Findings) == 0:
		u.say("%s：没有问题，不用退回", path)
	}
	return r
}

// checking is what check does, in messages.
const checking = "检查"

// overFiles runs one job over single files and returns the highest status.
func overFiles(u *ui, files []string, opt press.Options, verb string, job func(*press.Press, string) press.Result) int {
	worst := exitDone
	p := press.New(opt)
	if len(files) == 1 && len(opt.Formats) > 1 {
		// a report and its workbook take nearly as much memory as begins a collection:
		// on one processor, whose memory is not shared out, an ordinary unit stays below
		// it, and a tenth of the time is saved
		runtime.GOMAXPROCS(1)
	}
	for _, file := range files {
		r := job(p, file)
		u.result(r, verb, opt.Strict)
		worst = max(worst, unitStatus(r, false))
	}
	return worst
}

// named checks the paths given and takes apart patterns like *.yaml, which the
// command line of Windows leaves to the program.
func named(cmd *cobra.Command, args []string) ([]string, error) {
	var out []string
	for _, arg := range args {
		if strings.TrimSpace(arg) == "" {
			return nil, errors.New("有一个路径是空的")
		}
		if _, err := os.Stat(arg); err != nil && strings.ContainsAny(arg, "*?") {
			if found, _ := filepath.Glob(arg); len(found) > 0 {
				out = append(out, found...)
				continue
			}
		}
		out = append(out, arg)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("没有写数据文件或文件夹，例如 %s 某街道2024.yaml", cmd.CommandPath())
	}
	return out, nil
}

func unitStatus(r press.Result, folder bool) int {
	var out *disk.Error
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
