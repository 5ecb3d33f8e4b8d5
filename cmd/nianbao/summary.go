package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/batch"
	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
	"nianbao/templates/rollup"
)

func newSummary(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "xlsx"}
	var roll bool
	cmd := &cobra.Command{
		Use:     "summary 文件夹... [选项]",
		Aliases: []string{"汇总"},
		Short:   "把一个文件夹里各单位的数据汇成一本工作簿",
		Long: `把文件夹里（含子文件夹）各单位的数据文件汇成一本工作簿：各单位的数和合计、分类型小计、率的排名、与上年相比、谁没报谁迟报、检查出的问题等。
率用分子、分母的合计再除，不取平均。文件夹里有 名册.yaml 时，对照它列出没报、迟报的单位；名册写了上级的，上级报了的数不再加它下级的。
各台机器分做（build --shard）的结果文件夹都写上，就合成一份，与一台机器做的一样。
--rollup 另写出本级报告可用的“统计”（各单位之和），在本级的数据文件里写“汇入: 文件名”即可取用。`,
		Example: "  nianbao summary 数据文件夹 -o out\n  nianbao summary 数据文件夹 --rollup",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			if err := outNamed(opt); err != nil {
				return err
			}
			if parts := batch.Parts(args); len(parts) > 0 {
				return join(u, parts, opt)
			}
			return summarize(u, args, press.New(opt), roll)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.opt.Out, "out", "o", "out", "结果放进哪个文件夹")
	cmd.Flags().BoolVar(&roll, "rollup", false, "另写出各单位合计的“统计”（YAML），供本级报告汇入")
	return cmd
}

func summarize(u *ui, dirs []string, p *press.Press, roll bool) error {
	manyUnits()
	d, found, done, err := gathered(dirs, p)
	defer done()
	u.findings(found, "")
	dir := strings.Join(dirs, " ")
	if err != nil {
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	if found.Stops() {
		return exit(exitUsage)
	}
	if len(d.Units) == 0 {
		u.fail("错误：%s 里没有数据文件\n  提示: 数据文件是写着“单位”和“年度”的 .yaml 文件，或填好的工作簿（.xlsx）", dir)
		return exit(exitUsage)
	}
	if d.Package == nil {
		u.fail("错误：没有一份数据文件能用，汇总不出来\n  提示: 先用 nianbao check %s 逐个改好", dir)
		return exit(exitUnit)
	}
	counted, failed, before := 0, 0, 0
	for _, unit := range d.Units {
		switch {
		case unit.Status == rollup.OK:
			counted++
		case unit.Status == rollup.Failed:
			failed++
			u.fail("%s：没有计入：%s", filepath.Join(dirs[0], unit.File), unit.Note)
		case unit.Replaced:
			before++
		}
	}
	var paths []string
	if roll {
		path, err := batch.WriteRollUp(p, d)
		if err != nil {
			u.fail("%s", reason(err))
			return exit(exitFile)
		}
		paths = append(paths, path)
	}
	missing, left := len(d.Missing), len(d.Units)-counted-before
	year, report := d.Year, d.Package.Name
	path, err := batch.WriteSummary(p, d)
	if errors.Is(err, batch.ErrNoSummary) {
		u.fail("错误：报告包“%s”没有写汇总表，出不了汇总簿\n  提示: 在报告包里加 汇总表.yaml，可照内置的写", report)
		return exit(exitUsage)
	}
	if err != nil {
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	u.say("已汇总 %d 家（%d年），未报 %d 家，没有计入 %d 份%s", counted, year, missing, left, used(before))
	for _, path := range append([]string{path}, paths...) {
		u.say("  %s", path)
	}
	if failed > 0 {
		return exit(exitUnit)
	}
	return nil
}

// gathered reads what a folder or a pack holds. done is to be called when the summary is made.
func gathered(dirs []string, p *press.Press) (d *rollup.District, found diag.List, done func(), err error) {
	plan, found, unpacked, err := batch.Ask(dirs, p.Options().Out)
	defer unpacked()
	if err != nil || found.Stops() {
		return nil, found, func() {}, err
	}
	d, done, err = batch.Gather(p, plan, "nianbao "+version)
	return d, found, done, err
}

// join brings the shares of a batch together, results and all.
func join(u *ui, parts []string, opt press.Options) error {
	manyUnits()
	b, err := batch.Open(press.New(opt), batch.Options{System: opt.System})
	if err != nil {
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	defer b.Close()
	plan, out, err := b.Join(parts)
	if err != nil {
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	return ended(closing(u, plan, out, opt))
}

// used tells of files that only gave last year's figures.
func used(before int) string {
	if before == 0 {
		return ""
	}
	return fmt.Sprintf("，另有 %d 份往年的", before)
}
