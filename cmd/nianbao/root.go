package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// Exit statuses of contract §1.
const (
	exitDone  = 0
	exitUnit  = 1 // some unit was not built, or check found 错误
	exitUsage = 2 // wrong usage, broken template, folder without data files
	exitFile  = 3 // out folder unwritable, or a single named file unreadable
)

// exit is an error that only carries the status; what was wrong has been printed.
type exit int

func (e exit) Error() string { return fmt.Sprintf("status %d", int(e)) }

// status turns what a command returned into the exit status. Anything that is not
// an exit is wrong usage.
func status(u *ui, err error) int {
	var e exit
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &e):
		return int(e)
	}
	u.fail("错误：%s\n  提示: nianbao -h 看用法", chinese(err.Error()))
	return exitUsage
}

// chinese translates what the command library says.
// spf13/cobra v1.10.2 and pflag v1.0.9; TestUsageErrors shows when its texts change.
func chinese(msg string) string {
	for _, t := range []struct{ en, zh string }{
		{"unknown command ", "没有这个命令 "}, {" for \"nianbao\"", ""},
		{"unknown flag: ", "没有这个选项 "}, {"unknown shorthand flag: ", "没有这个选项 "},
		{"flag needs an argument: ", "选项后面缺内容 "},
		{"\n\nDid you mean this?\n", "；是不是 "},
	} {
		msg = strings.ReplaceAll(msg, t.en, t.zh)
	}
	return strings.TrimSpace(msg)
}

func newRoot(u *ui, env func(string) string) *cobra.Command {
	root := &cobra.Command{
		Use:   "nianbao",
		Short: "年报：由数据文件生成法定年度报告和统计附表",
		Long: `nianbao（年报）：填一份数据文件，一条命令生成印刷版报告（PDF，GB/T 9704-2012）和统计附表（XLSX）。
数字只填一处，正文、表格、附表里的数字同出一源，不会不一致。全程离线。`,
		Example:       "  nianbao build 某街道2024.yaml -o out\n  nianbao check 某街道2024.yaml",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.PersistentFlags().BoolVar(&u.json, "json", false, "结果写成 JSON，一行一条，供程序读")
	root.PersistentFlags().BoolVarP(&u.quiet, "quiet", "q", false, "只说出错的事")
	root.SetHelpCommand(&cobra.Command{Use: "help [命令]", Aliases: []string{"帮助"}, Short: "看命令的用法", Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, _, err := root.Find(args)
			if err != nil {
				return err
			}
			return c.Help()
		}})
	root.SetUsageTemplate(usage)
	root.AddCommand(newBuild(u, env), newCheck(u, env), newFonts(u), newVersion(u), newLicenses(u))
	for _, c := range append(root.Commands(), root) {
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = "看用法"
		c.DisableFlagsInUseLine = true
	}
	return root
}

const usage = `{{if .Runnable}}用法：
  {{.UseLine}}
{{end}}{{if gt (len .Aliases) 0}}
也可写作：{{.NameAndAliases}}
{{end}}{{if .HasExample}}
例子：
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{if .HasAvailableInheritedFlags}}
通用选项：
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}`
