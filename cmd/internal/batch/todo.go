package batch

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/rollup"
)

// count counts what became of the units and lists what a person has to do next, in
// order of path; those nobody handed in come last.
func (r *run) count(out *Outcome, d *rollup.District) {
	add := func(u *rollup.Unit, place, state, next string) {
		out.Todo = append(out.Todo, Todo{u.Name, place, state, next})
	}
	for i := range d.Units {
		f, u, e := &r.plan.Files[i], &d.Units[i], &r.ends[i]
		switch {
		case !e.reached || f.Status == rollup.Superseded || r.plan.LastOnly(f):
			continue
		case f.Status == rollup.WrongYear:
			add(u, f.Shown, "年度不对", fmt.Sprintf("这次做 %d 年的：改“年度”，或移出文件夹", r.plan.Year))
			continue
		case f.Status == rollup.Failed:
			add(u, f.Shown, "没有生成", f.Note+"：只留一份，或都写上“稿次”（数大的为准）")
			continue
		case e.head().Status == rollup.Failed:
			place, next := why(r.record(i, inFindings), f)
			add(u, place, "没有生成", next)
			continue
		}
		if e.faulty {
			out.Faulty++
		}
		if u.Late {
			out.Late++
			add(u, f.Shown, "迟报", "已生成；"+u.Received+" 报来，截止 "+u.Due)
		}
		if u.AskedKind != "" {
			add(u, f.Shown, "类型不同", "名册写“"+u.AskedKind+"”，数据文件写“"+u.Kind+"”：核对后改一处")
		}
		if u.Unlisted {
			add(u, f.Shown, "不在名册", "已生成；核对单位名称，或补进名册")
		}
	}
	if r.opt.Share.N > 1 {
		return // for the one who puts the shares together
	}
	for _, m := range d.Missing {
		next := "催报"
		if m.Due != "" {
			next += "，截止 " + m.Due
		}
		out.Missing++
		out.Todo = append(out.Todo, Todo{m.Unit, m.File, "没有报", strings.Join(nonEmpty(next, m.Note), "；")})
	}
	for _, s := range r.plan.Broken {
		out.Failed++
		out.Todo = append(out.Todo, Todo{"", s.Path, "打不开", s.Why})
	}
}

// why gives the place of what stopped a unit, and what to do about it.
func why(rec *record, f *Planned) (place, next string) {
	if rec == nil {
		return f.Shown, "再运行一次"
	}
	if rec.err != nil {
		return f.Shown, "读写出错，见上面的说明；排除后再运行一次"
	}
	list := rec.found(f.Shown)
	var first *diag.Diagnostic
	for i := range list {
		if list[i].Form() || first == nil && list[i].Level == diag.Error || first == nil && list[i].Level == diag.Warning {
			first = &list[i]
			if first.Form() {
				break
			}
		}
	}
	if first == nil && rec.Note != "" {
		return f.Shown, rec.Note
	}
	if first == nil {
		return f.Shown, "用 nianbao check 看"
	}
	more := ""
	if n := list.Count(diag.Error) - 1; n > 0 && first.Level == diag.Error {
		more = "（另有 " + strconv.Itoa(n) + " 处）"
	}
	return cmp.Or(first.Pos.String(), f.Shown), first.Message + "：" + cmp.Or(first.Hint, "改正") + more
}

func nonEmpty(list ...string) (out []string) {
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
