package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/disk"
	"nianbao/templates/data"
)

// Exit statuses of contract §1.
const (
	exitDone  = 0
	exitUnit  = 1 // some unit was not built, or check found 错误
	exitUsage = 2 // wrong usage, broken template, folder without data files
	exitFile  = 3 // out folder unwritable, or a single named file unreadable

	exitInterrupted = 130
)

// exit is an error that only carries the status; what was wrong has been printed.
type exit int

func (e exit) Error() string { return fmt.Sprintf("status %d", int(e)) }

// status turns what cmd returned into the exit status. Anything that is not an exit
// is wrong usage.
func status(u *ui, cmd *cobra.Command, err error) int {
	var e exit
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &e):
		return int(e)
	}
	u.fail("错误：%s\n  提示: %s -h 看用法", chinese(err.Error()), cmd.CommandPath())
	return exitUsage
}

func newRoot(u *ui, env func(string) string, system disk.Opener) *cobra.Command {
	root := &cobra.Command{
		Use:   "nianbao 命令 [选项]",
		Short: "年报：由数据文件生成法定年度报告和统计附表",
		Long: `nianbao（年报）：填一份数据文件，一条命令生成印刷版报告（PDF，GB/T 9704-2012）和统计附表（XLSX）。
数字只填一处，正文、表格、附表里的数字同出一源，不会不一致。全程离线。
只写数据文件、不写命令，就是 build。`,
		Example:       "  nianbao build 某街道2024.yaml -o out\n  nianbao check 某街道2024.yaml",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cobra.MousetrapHelpText = "" // a double click is not turned away: see window.go
	root.CompletionOptions.HiddenDefaultCmd = true
	root.Version = version
	root.SetVersionTemplate("nianbao {{.Version}}\n")
	root.PersistentFlags().BoolVar(&u.json, "json", false, "结果写成 JSON，一行一条，供程序读")
	root.PersistentFlags().BoolVarP(&u.quiet, "quiet", "q", false, "只说出错的事")
	root.SetHelpCommand(&cobra.Command{Use: "help [命令]", Aliases: []string{"帮助"}, Short: "看命令的用法", Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, _, err := root.Find(args)
			if err == nil && c == root {
				err = unknownCommand(root, args)
			}
			if err != nil {
				return err
			}
			return c.Help()
		}})
	help := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		inChinese(root)
		help(c, args)
	})
	root.SetUsageFunc(func(c *cobra.Command) error {
		inChinese(root)
		_, err := io.WriteString(c.OutOrStdout(), usage(c))
		return err
	})
	root.AddCommand(newNew(u, env), newBuild(u, env, system), newCheck(u, env), newSummary(u, env), newPack(u, env), newDiff(u, env, system), newSchema(u, env), newImport(u, env), newTemplate(u, env), newPreview(u, env), newFonts(u, env), newVersion(u), newLicenses(u))
	root.Args = func(cmd *cobra.Command, args []string) error { return unknownCommand(root, args) }
	root.RunE = func(cmd *cobra.Command, args []string) error { return cmd.Help() }
	root.InitDefaultCompletionCmd()
	return root
}

// unknownCommand says which command a misspelt one may have meant, by its English
// or its Chinese name.
func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(append(names, c.Name()), c.Aliases...)
		}
	}
	if best := data.Nearest(args[0], names); best != "" {
		return fmt.Errorf("没有“%s”这个命令，是不是 %s？", args[0], best)
	}
	return fmt.Errorf("没有“%s”这个命令", args[0])
}
