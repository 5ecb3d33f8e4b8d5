package main

import (
	"errors"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/batch"
	"nianbao/cmd/internal/press"
)

func newPack(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "pdf,xlsx"}
	cmd := &cobra.Command{
		Use:     "pack 文件夹 [选项]",
		Aliases: []string{"打包"},
		Short:   "把一个文件夹的数据和结果打成一个 zip，报上级或归档",
		Long: `把数据文件夹和已经生成的结果打成一个 zip：数据、报告、附表、汇总簿、清单、校验和，另按单位分文件夹，附归档用的元数据（DA/T 46）。
先 build，再用同一个 -o 打包。上级把收到的包放进自己的数据文件夹，build、summary 会直接读。`,
		Example: "  nianbao build 数据文件夹 -o out\n  nianbao pack 数据文件夹 -o out",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			if err := outNamed(opt); err != nil {
				return err
			}
			return pack(u, args[0], opt)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.opt.Out, "out", "o", "out", "结果所在的`文件夹`，包也放在这里")
	return cmd
}

func pack(u *ui, dir string, opt press.Options) error {
	b, err := batch.Open(press.New(opt), batch.Options{Program: "nianbao " + version, System: opt.System})
	if err != nil {
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	made, err := b.Pack(dir)
	if err != nil {
		b.Abandon()
	} else {
		b.Close()
	}
	switch {
	case errors.Is(err, batch.ErrStale):
		u.fail("错误：%s\n  提示: 先运行 nianbao build %s -o %s，再打包", err, dir, opt.Out)
		return exit(exitUnit)
	case err != nil:
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	u.say("已打包 %d 家、%d 个文件：%s", made.Units, made.Files, made.Path)
	return nil
}
