package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/press"
)

func newSummary(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "xlsx"}
	var roll bool
	cmd := &cobra.Command{
		Use:     "summary 文件夹 [选项]",
		Aliases: []string{"汇总"},
		Short:   "把一个文件夹里各单位的数据汇成一本工作簿",
		Long: `把文件夹里（含子文件夹）各单位的数据文件汇成一本工作簿：一览、按类型、排名、同比、未报与迟报、问题清单等。
率用分子、分母的合计再除，不取平均。文件夹里有 名册.yaml 时，对照它列出未报和迟报的单位。
--rollup 另写出本级报告可用的“统计”（各单位之和），在本级的数据文件里写“汇入: 文件名”即可取用。`,
		Example: "  nianbao summary 数据文件夹 -o out\n  nianbao summary 数据文件夹 --rollup",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			if err := outNamed(opt); err != nil {
				return err
			}
			return summarize(u, args[0], press.New(opt), roll)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.opt.Out, "out", "o", "out", "结果放进哪个文件夹")
	cmd.Flags().BoolVar(&roll, "rollup", false, "另写出各单位合计的“统计”（YAML），供本级报告汇入")
	return cmd
}

func summarize(u *ui, dir string, p *press.Press, roll bool) error {
	d, found, err := p.District(dir, "nianbao "+version)
	u.findings(found, "")
	if err != nil {
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	if found.Stops() {
		return exit(exitUsage)
	}
	if len(d.Units) == 0 {
		u.fail("错误：%s 里没有数据文件\n  提示: 数据文件是写着“单位”和“年度”的 .yaml 文件", dir)
		return exit(exitUsage)
	}
	if d.Package == nil {
		u.fail("错误：没有一份数据文件能用，汇总不出来\n  提示: 先用 nianbao check %s 逐个改好", dir)
		return exit(exitUnit)
	}
	counted, failed := 0, 0
	for _, unit := range d.Units {
		switch unit.Status {
		case "ok":
			counted++
		case "failed":
			failed++
			u.fail("%s：没有计入：%s", filepath.Join(dir, unit.File), unit.Note)
		}
	}
	path, err := p.WriteSummary(d)
	if err != nil {
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	u.say("已汇总 %d 家（%d年），未报 %d 家，没有计入 %d 份", counted, d.Year, len(d.Missing), len(d.Units)-counted)
	u.say("  %s", path)
	if roll {
		if path, err = p.WriteRollUp(d); err != nil {
			u.fail("%s", reason(err))
			return exit(exitFile)
		}
		u.say("  %s", path)
	}
	if failed > 0 {
		return exit(exitUnit)
	}
	return nil
}
