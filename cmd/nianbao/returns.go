package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"

	"nianbao/cmd/internal/batch"
	"nianbao/cmd/internal/press"
	"nianbao/templates/rollup"
)

// giveOut checks what plan says and writes, into the out folder, a page for each unit
// that has to correct its report and the workbook of all findings. also is what else is
// to be done with a file that was checked.
func giveOut(u *ui, plan *batch.Plan, p *press.Press, jobs int, judge func(*press.Result), also func(*press.Press, string)) int {
	r, err := batch.OpenReturns(p, plan)
	if err != nil {
		u.fail("%s", reason(err))
		return exitFile
	}
	defer r.Close()
	manyUnits()
	var todo []int
	worst := exitDone
	for i := range plan.Files {
		switch plan.Files[i].Status {
		case rollup.Failed:
			worst = max(worst, exitUnit)
		case rollup.OK:
			todo = append(todo, i)
		}
	}
	batch.InOrder(len(todo), cmp.Or(jobs, runtime.NumCPU()), func(n int) press.Reviewed {
		f := &plan.Files[todo[n]]
		return p.Review(f.Source(), f.Head, plan.DueOf(f))
	}, func(n int, v press.Reviewed) {
		judge(&v.Result)
		if err := r.Take(todo[n], &v); err != nil {
			v.Err = err
		}
		u.result(v.Result, checking, p.Options().Strict)
		worst = max(worst, unitStatus(v.Result, true))
		for _, o := range v.Outputs {
			u.say("  退改意见单：%s（%d 页）", o.Path, o.Pages)
		}
		s := plan.Files[todo[n]].Source()
		also(p.Of(s), s.Path)
	})
	return max(worst, closeReturns(u, r))
}

// closeReturns writes the workbook and tells what was written.
func closeReturns(u *ui, r *batch.Returns) int {
	book, withdrawn, err := r.Finish("nianbao " + version)
	for _, path := range withdrawn {
		u.say("上次的意见单所说的已经改好，撤去：%s", path)
	}
	switch {
	case errors.Is(err, batch.ErrNoReturns):
		u.fail("错误：%s，-o 没有可写的\n  提示: 在报告包里加“意见单”和“问题簿”，可照内置包的 审核.yaml 写", err)
		return exitUsage
	case err != nil:
		u.fail("%s", reason(err))
		return exitFile
	}
	if book != "" && u.json {
		u.jsonLine(struct {
			Type    string              `json:"type"`
			Path    string              `json:"path"`
			Status  string              `json:"status"`
			Outputs []map[string]string `json:"outputs"`
		}{"result", filepath.ToSlash(filepath.Dir(book)), "ok", []map[string]string{{"path": filepath.ToSlash(book)}}})
	}
	text := fmt.Sprintf("要退改的 %d 家", r.Written)
	if book != "" {
		text += "，全部问题：" + book
	}
	u.say("%s", text)
	return exitDone
}
