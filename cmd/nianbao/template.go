package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
	"nianbao/render/gbt9704"
)

func newTemplate(u *ui, env func(string) string) *cobra.Command {
	cmd := &cobra.Command{
		Use: "template", Aliases: []string{"模板"}, Short: "模板维护者的命令",
		Example: "  nianbao template list\n  nianbao template check 我的模板",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTemplateList(u, env), newTemplateShow(u, env), newTemplateExport(u, env), newTemplateCheck(u, env), newExplain(u, env))
	return cmd
}

func newExplain(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "pdf"}
	cmd := &cobra.Command{
		Use:     "explain [数据文件] [选项]",
		Aliases: []string{"说明"},
		Short:   "列出所用的版式，与 GB/T 9704 不同的逐条说明条文和出处",
		Long: `列出所用的版式（页面、字号、间距、字体、编号），每一项带条文号；与 GB/T 9704—2012 不同的，逐条说明标准怎样规定、是谁改的（报告包或数据文件的哪一行）。
给数据文件就说明这个单位用的版式；不给就说明报告包里每一类单位的。`,
		Example: "  nianbao template explain\n  nianbao template explain 某街道2024.yaml\n  nianbao template explain -t 我的模板 --strict",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			path := ""
			if len(args) > 0 {
				path = args[0]
			}
			return explain(u, press.New(opt), path, opt.Strict)
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&f.opt.Strict, "strict", false, "有与标准不同的就算错误（退出码 1）")
	return cmd
}

func explain(u *ui, p *press.Press, path string, strict bool) error {
	sheets, found, err := p.Explain(path)
	u.findings(found, path)
	if err != nil {
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	if len(sheets) == 0 || found.Stops() {
		return exit(exitUsage)
	}
	deviates := 0
	for i, e := range sheets {
		deviates += len(e.Deviates)
		if same := i > 0 && sameSheet(sheets[i-1], e); u.json || !same {
			u.explained(e)
		} else {
			u.print("\n%s：与“%s”相同", e.Kind, sheets[i-1].Kind)
		}
	}
	if strict && deviates > 0 {
		return exit(exitUnit)
	}
	return nil
}

func sameSheet(a, b press.Explained) bool {
	for _, i := range gbt9704.Items() {
		if i.Show(&a.Sheet) != i.Show(&b.Sheet) {
			return false
		}
	}
	return true
}

// explained prints the sheet of one kind, then its deviations.
func (u *ui) explained(e press.Explained) {
	if u.json {
		u.explainedJSON(e)
		return
	}
	u.print("\n%s，类型 %s", e.Package, e.Kind)
	group := ""
	for _, i := range gbt9704.Items() {
		if i.Group != group {
			group = i.Group
			u.print("%s", group)
		}
		clause := "标准未规定"
		if i.Clause != "" {
			clause = "第 " + i.Clause + " 条"
		}
		who := ""
		if at := e.SetAt(i.Key()); at.Line > 0 {
			who = "，写在 " + at.String()
		}
		u.print("  %s\t%s\t%s%s", i.Name, i.Show(&e.Sheet), clause, who)
	}
	if len(e.Deviates) == 0 {
		u.print("与 GB/T 9704—2012 没有不同")
		return
	}
	u.print("与 GB/T 9704—2012 不同的 %d 处：", len(e.Deviates))
	for _, d := range e.Deviates {
		u.print("%s", d)
	}
}

func (u *ui) explainedJSON(e press.Explained) {
	type item struct {
		Key    string `json:"key"`
		Value  string `json:"value"`
		Clause string `json:"clause,omitempty"`
		SetBy  string `json:"setBy,omitempty"`
	}
	var items []item
	for _, i := range gbt9704.Items() {
		one := item{Key: i.Key(), Value: i.Show(&e.Sheet), Clause: i.Clause}
		if at := e.SetAt(i.Key()); at.Line > 0 {
			one.SetBy = at.String()
		}
		items = append(items, one)
	}
	line, _ := json.Marshal(struct {
		Type     string    `json:"type"`
		Template string    `json:"template"`
		Kind     string    `json:"kind"`
		Items    []item    `json:"items"`
		Deviates diag.List `json:"deviations"`
	}{"sheet", e.Package, e.Kind, items, append(diag.List{}, e.Deviates...)})
	u.print("%s", line)
}
