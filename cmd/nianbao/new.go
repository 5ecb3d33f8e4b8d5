package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/press"
	"nianbao/render/xlsx"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/form"
	"nianbao/templates/merge"
)

// newOptions are the flags of new.
type newOptions struct {
	kind, unit, full, report, from string
	year                           int
	xlsx                           bool
}

func newNew(u *ui, env func(string) string) *cobra.Command {
	var o newOptions
	f := flags{formats: "pdf,xlsx"}
	cmd := &cobra.Command{
		Use:     "new [选项]",
		Aliases: []string{"新建"},
		Short:   "新建一份空白的填报表",
		Long: `新建一份空白的填报表，放在当前文件夹：必填的在前，每项都有说明。已有的文件不会被覆盖。
--xlsx 是 Excel、WPS 里填的工作簿，填好直接 build。--from 去年的数据文件：单位信息照抄，去年的数填进“上年”，去年的安排放在旁边对照。`,
		Example: "  nianbao new --kind 类型 --unit 某街道 --year 2024\n  nianbao new --from 某街道2023.yaml --xlsx",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			if o.year == 0 {
				o.year = thisYear(env) - 1
			}
			return create(u, press.New(opt), o, cmd.Flags().Changed("year"))
		},
	}
	f.addTemplates(cmd)
	cmd.Flags().StringVar(&o.kind, "kind", "", "单位的`类型`，不写就列出有哪些")
	cmd.Flags().StringVar(&o.unit, "unit", "", "`单位`简称")
	cmd.Flags().StringVar(&o.full, "full", "", "单位`全称`，不写先用简称")
	cmd.Flags().IntVar(&o.year, "year", 0, "报告写的是哪一`年`，不写就是去年；有 --from 的是它的下一年")
	cmd.Flags().StringVar(&o.report, "report", "", "哪一种`报告`，只有一种时不用写")
	_ = cmd.RegisterFlagCompletionFunc("kind", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return kindNames(f.templates, o.report), cobra.ShellCompDirectiveNoFileComp
	}) // fails only for an option that is not there
	cmd.Flags().StringVar(&o.from, "from", "", "去年的数据`文件`（.yaml 或填好的 .xlsx）")
	cmd.Flags().BoolVar(&o.xlsx, "xlsx", false, "要工作簿（.xlsx），不要 YAML")
	return cmd
}

// kindNames are what --kind can be, for the Tab key.
func kindNames(own []string, report string) []string {
	pkg, _ := press.New(press.Options{Templates: own}).Package(".", report)
	if pkg == nil {
		return nil
	}
	return kindNamesOf(pkg)
}

func kindNamesOf(pkg *templates.Package) []string {
	var names []string
	for _, k := range pkg.Kinds {
		names = append(names, k.Name)
	}
	return names
}

// thisYear is the year of the clock, or of SOURCE_DATE_EPOCH for runs that must repeat.
func thisYear(env func(string) string) int {
	if s, err := strconv.ParseInt(env("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(s, 0).UTC().Year()
	}
	return time.Now().Year()
}

// create writes the form into the current folder.
func create(u *ui, p *press.Press, o newOptions, yearGiven bool) error {
	var last *data.Node
	if o.from != "" {
		root, found, err := p.Tree(o.from)
		if err != nil {
			u.fail("%s", reason(err))
			return exit(exitFile)
		}
		if root == nil {
			u.findings(found, o.from)
			return exit(exitUnit)
		}
		last = root
		o.inherit(last, yearGiven)
	}
	pkg, found := p.Package(".", o.report)
	if pkg == nil {
		u.findings(found, "")
		return exit(exitUsage)
	}
	kind := pkg.Kind(o.kind)
	if kind == nil {
		return noKind(pkg, o.kind)
	}
	if o.year < 1980 || o.year > 2100 {
		return fmt.Errorf("--year 应为 1980 到 2100 之间的年份，现为 %d", o.year)
	}
	file, content, err := o.form(pkg, kind, last, press.Offices(o.from))
	if err != nil {
		u.fail("错误：%v", err)
		return exit(exitFile)
	}
	if err := press.WriteNew(file, content); err != nil {
		if errors.Is(err, fs.ErrExist) {
			u.fail("错误：已经有 %s，没有动它\n  提示: 要重来的，先把它改名或移走", file)
		} else {
			u.fail("%s", reason(err))
		}
		return exit(exitFile)
	}
	u.say("已新建 %s", file)
	if o.unit != "" && (o.full == "" || o.full == o.unit) {
		u.say("  “全称”先照简称填了“%s”，署名用它：改成规范全称", o.unit)
	}
	u.say("  填好后：nianbao check %s，再 nianbao build %s", typed(file), typed(file))
	return nil
}

// inherit takes from last year's file what was not given.
func (o *newOptions) inherit(last *data.Node, yearGiven bool) {
	h := data.ReadHeader(last)
	or := func(to *string, s string) {
		if *to == "" {
			*to = s
		}
	}
	name, _, _ := strings.Cut(h.Template, "@")
	or(&o.report, h.Report)
	or(&o.report, name)
	or(&o.kind, h.Kind)
	or(&o.unit, last.Get("单位").Text())
	or(&o.full, last.Get("全称").Text())
	if y, err := strconv.Atoi(strings.TrimSuffix(last.Get("年度").Text(), "年")); err == nil && !yearGiven {
		o.year = y + 1
	}
}

// noKind lists the kinds there are.
func noKind(pkg *templates.Package, kind string) error {
	names := kindNamesOf(pkg)
	list := strings.Join(names, "、")
	if kind == "" {
		return fmt.Errorf("没有写单位的类型，“%s”有：%s\n  写作 nianbao new --kind %s --unit 某单位", pkg.Name, list, names[0])
	}
	if best := data.Nearest(kind, names); best != "" {
		return fmt.Errorf("没有“%s”这个类型，是不是 %s？可写：%s", kind, best, list)
	}
	return fmt.Errorf("没有“%s”这个类型，可写：%s", kind, list)
}

// form makes the file and its name.
func (o *newOptions) form(pkg *templates.Package, kind *templates.Kind, last *data.Node, offices map[string]form.Office) (string, []byte, error) {
	f := form.New(pkg, kind, o.unit, o.full, o.year)
	if last != nil {
		f.From(last)
		f.Offices = offices
	}
	name := o.unit
	if name == "" {
		name = kind.Name
	}
	ext := ".yaml"
	if o.xlsx {
		ext = ".xlsx"
	}
	f.File = merge.SafeName(fmt.Sprintf("填报-%s-%d", name, o.year)) + ext
	if o.xlsx {
		content, err := xlsx.Write(f.Book())
		return f.File, content, err
	}
	return f.File, []byte(f.YAML()), nil
}

func typed(path string) string {
	if strings.ContainsAny(path, " &()") {
		return `"` + path + `"`
	}
	return path
}

func newSchema(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "pdf,xlsx"}
	var report string
	cmd := &cobra.Command{
		Use:     "schema [选项]",
		Aliases: []string{"字段"},
		Short:   "数据文件的 JSON Schema，供编辑器提示和检查",
		Long: `写出数据文件的 JSON Schema：编辑器（如 VS Code 的 YAML 插件）用它提示能写哪些键、指标叫什么、量词是什么。
内容取自报告包，-t 指定自己的包。`,
		Example: "  nianbao schema > 年报.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			pkg, found := press.New(opt).Package(".", report)
			if pkg == nil {
				u.findings(found, "")
				return exit(exitUsage)
			}
			text, err := form.Schema(pkg)
			if err != nil {
				return err
			}
			u.print("%s", text)
			return nil
		},
	}
	f.addTemplates(cmd)
	cmd.Flags().StringVar(&report, "report", "", "哪一种`报告`，只有一种时不用写")
	return cmd
}
