package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
)

// packageCommand makes a command that looks at packages; args are behind its name.
func packageCommand(u *ui, env func(string) string, use, alias, short, long, example string, args cobra.PositionalArgs, run func(p *press.Press, args []string) error) *cobra.Command {
	f := flags{formats: "pdf"}
	cmd := &cobra.Command{Use: use, Aliases: []string{alias}, Short: short, Long: long, Example: example, Args: args,
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			return run(press.New(opt), args)
		}}
	cmd.Flags().StringArrayVarP(&f.templates, "template", "t", nil, "自己的报告包所在`文件夹`（可写多次，先写的优先）")
	cmd.Flags().StringVar(&f.fonts, "fonts", "", "自备字体（.ttf、.ttc）的`文件夹`")
	return cmd
}

func newTemplateList(u *ui, env func(string) string) *cobra.Command {
	return packageCommand(u, env, "list [选项]", "列表", "列出有哪些报告包，各从哪里来",
		"列出有哪些报告包：名称、版、来处（后面的盖在前面的上面）、改了什么。找的次序：-t 的文件夹、当前文件夹里的“模板”、程序旁边的“模板”、内置。",
		"  nianbao template list\n  nianbao template list -t 我的模板", cobra.NoArgs,
		func(p *press.Press, _ []string) error {
			list, found := p.Packages(".")
			for _, l := range list {
				usual := ""
				if l.Usual {
					usual = "（数据文件没写“报告”的用它）"
				}
				u.print("%s@%s%s", l.Name, l.Version, usual)
				if l.Note != "" {
					u.print("  %s", l.Note)
				}
				for i, from := range l.Layers {
					if i == 0 {
						u.print("  来处：%s", from)
					} else {
						u.print("  上面盖着：%s", from)
					}
				}
				for _, c := range l.Changes {
					u.print("  %s：%s", c.Version, c.Text)
				}
			}
			return packageFindings(u, found)
		})
}

// packageFindings prints findings and makes those that stop the status of a broken
// package; other errors, such as a table too wide, are those of a check.
func packageFindings(u *ui, found diag.List) error {
	u.findings(found, "")
	if found.Stops() {
		return exit(exitUsage)
	}
	if found.Count(diag.Error) > 0 {
		return exit(exitUnit)
	}
	return nil
}

func newTemplateShow(u *ui, env func(string) string) *cobra.Command {
	return packageCommand(u, env, "show [报告名称] [选项]", "查看", "印出一个报告包的全部内容，注明每一项从哪个文件来",
		"印出一个报告包的全部内容（YAML，写到标准输出）：几层盖在一起以后的样子，注明每一项从哪个文件的哪一行来。不写名称就是数据文件没写“报告”时用的那一种。",
		"  nianbao template show -t 我的模板", cobra.MaximumNArgs(1),
		func(p *press.Press, args []string) error {
			l, found := p.One(".", first(args))
			if found.Stops() {
				return packageFindings(u, found)
			}
			text, found := l.Show()
			if text != "" {
				u.print("%s", text)
			}
			return packageFindings(u, found)
		})
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

func newTemplateExport(u *ui, env func(string) string) *cobra.Command {
	name := ""
	cmd := packageCommand(u, env, "export 文件夹 [选项]", "导出", "把一个报告包写进文件夹，供改用",
		`把一个报告包写进文件夹，供改用。版式里每一项都写出来，注明条文号和标准值；盖了几层的，注明每一项的来处。
只改几处的，不必导出：自己的包里只写不同的几行。`,
		"  nianbao template export 我的模板\n  nianbao template export 我的模板 --name 报告名称", cobra.ExactArgs(1),
		func(p *press.Press, args []string) error {
			l, found := p.One(".", name)
			if found.Stops() {
				return packageFindings(u, found)
			}
			files, found, err := l.Export(filepath.Clean(args[0]))
			if err != nil {
				u.fail("错误：%s", reason(err))
				return exit(exitFile)
			}
			for _, f := range files {
				u.say("%s", filepath.ToSlash(f))
			}
			return packageFindings(u, found)
		})
	cmd.Flags().StringVar(&name, "name", "", "导出哪一种`报告`（不写就是数据文件没写“报告”时用的那一种）")
	return cmd
}

func newTemplateCheck(u *ui, env func(string) string) *cobra.Command {
	return packageCommand(u, env, "check [文件夹] [选项]", "检查", "检查报告包：写错的、指不到的、印不出来的，一次都找出来",
		`检查报告包：不认识的键、没有的指标、印不到的段和表、没有的字体、排不下的版式；再拿一个虚构的单位把每一类都试排一遍。
给文件夹就检查里面的报告包（连同它盖着的官方包）；不给就检查用得到的全部报告包。`,
		"  nianbao template check 我的模板", cobra.MaximumNArgs(1),
		func(p *press.Press, args []string) error {
			if len(args) > 0 {
				p = p.LookingIn(args[0])
			}
			list, found := p.Packages(".")
			for _, l := range list {
				if len(args) > 0 && len(l.Layers) == 1 && !p.IsOwn(l) {
					continue
				}
				bad := p.Inspect(l)
				u.say("%s：错误 %d，警告 %d，提示 %d", l.Name, bad.Count(diag.Error), bad.Count(diag.Warning), bad.Count(diag.Hint))
				found = append(found, bad...)
			}
			return packageFindings(u, unique(found))
		})
}

// unique drops findings told twice.
func unique(found diag.List) diag.List {
	var out diag.List
	for _, d := range found {
		seen := false
		for _, o := range out {
			seen = seen || o.Pos == d.Pos && o.Message == d.Message
		}
		if !seen {
			out.Add(d)
		}
	}
	out.Sort()
	return out
}
