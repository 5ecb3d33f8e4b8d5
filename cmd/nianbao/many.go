package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/batch"
	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
	"nianbao/templates/rollup"
)

// many are the options of a batch.
type many struct {
	jobs  int
	force bool
	shard string
}

func (m *many) add(cmd *cobra.Command) {
	cmd.Flags().IntVarP(&m.jobs, "jobs", "j", 0, "同时做几个`单位`（不写就用全部处理器核）")
	cmd.Flags().BoolVar(&m.force, "force", false, "不管有没有变化都重新生成（单个文件总是重新生成）")
	cmd.Flags().StringVar(&m.shard, "shard", "", "分给几台机器做：`K/N` 只做 N 份里的第 K 份，做完后用 summary 合起来")
}

// share reads K/N.
func (m *many) share() (batch.Share, error) {
	if m.shard == "" {
		return batch.Share{}, nil
	}
	k, n, _ := strings.Cut(m.shard, "/")
	var s batch.Share
	var err1, err2 error
	s.K, err1 = strconv.Atoi(k)
	s.N, err2 = strconv.Atoi(n)
	if err1 != nil || err2 != nil || s.K < 1 || s.K > s.N {
		return s, fmt.Errorf("--shard 写作 K/N，如 2/5 是五份里的第二份，不能写 %s", m.shard)
	}
	return s, nil
}

// apart tells folders and packs from single data files.
func apart(paths []string) (folders, files []string) {
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && (info.IsDir() || batch.IsPack(path)) {
			folders = append(folders, path)
		} else {
			files = append(files, path)
		}
	}
	return folders, files
}

// ended is the error that carries a status.
func ended(status int) error {
	if status == exitDone {
		return nil
	}
	return exit(status)
}

// softMemory is what a batch keeps to: the collector works harder before it takes more.
const softMemory = 300 << 20

// firstCollection is how large a batch grows before anything is collected.
const firstCollection = 112 << 20

// manyUnits sets the collector for a run over many units. Such a run comes to some hundred
// MiB whatever is done; the collections on the way there, each of all that lives, are left
// out: a twentieth of the time of 100 units. After the first it works as always.
func manyUnits() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(firstCollection)
	runtime.AddCleanup(new([64]byte), func(percent int) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(softMemory)
	}, collectAt)
}

// buildAll builds everything in folders and packs.
func buildAll(u *ui, folders []string, opt press.Options, m many) int {
	share, err := m.share()
	if err == nil && m.jobs < 0 {
		err = fmt.Errorf("-j 写 1 以上的数，不能写 %d", m.jobs)
	}
	if err != nil {
		u.fail("错误：%s", err)
		return exitUsage
	}
	jobs := cmp.Or(m.jobs, runtime.NumCPU())
	runtime.GOMAXPROCS(min(jobs, runtime.NumCPU()))
	manyUnits()
	p := press.New(opt)
	b, err := batch.Open(p, batch.Options{Program: "nianbao " + version, Build: batch.Build(), Jobs: jobs, Force: m.force, Share: share, System: opt.System, Findings: u.json})
	if err != nil {
		u.fail("%s", reason(err))
		return exitFile
	}
	plan, status := asked(u, folders, b.Ask)
	if plan == nil {
		b.Abandon()
		return status
	}
	defer b.Close()
	watch := &watch{ui: u, opt: opt, now: time.Now, total: plan.Count(share)}
	watch.start(plan)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends the program at once
	out, err := b.Run(ctx, plan, watch)
	u.draw("")
	if err != nil {
		u.fail("%s", reason(err))
		return exitFile
	}
	return max(status, watch.status, closing(u, plan, out, opt))
}

// checkAll checks everything in folders and packs, one after the other.
// With give what is to be given out is made in its way instead.
func checkAll(u *ui, folders []string, opt press.Options, check func(*press.Press, string) press.Result, give func(*batch.Plan, *press.Press) int) int {
	var close func()
	plan, worst := asked(u, folders, func(in []string) (*batch.Plan, diag.List, error) {
		plan, found, done, err := batch.Ask(in, opt.Out)
		close = done
		return plan, found, err
	})
	defer close()
	if plan == nil {
		return worst
	}
	(&watch{ui: u}).start(plan)
	p := press.New(opt)
	var files []press.Source
	for i := range plan.Files {
		if plan.Files[i].Status == rollup.OK {
			files = append(files, plan.Files[i].Source())
		}
	}
	p.Compare(files)
	if give != nil {
		return max(worst, give(plan, p))
	}
	for i := range plan.Files {
		f := &plan.Files[i]
		switch f.Status {
		case rollup.Failed:
			worst = max(worst, exitUnit)
		case rollup.OK:
			s := f.Source()
			r := check(p.Of(s), s.Path)
			u.result(r, checking, opt.Strict)
			worst = max(worst, unitStatus(r, true))
		}
	}
	return worst
}

// asked makes the plan, or says why there is none.
func asked(u *ui, folders []string, ask func([]string) (*batch.Plan, diag.List, error)) (*batch.Plan, int) {
	plan, found, err := ask(folders)
	u.findings(found, "")
	switch {
	case err != nil:
		u.fail("%s", reason(err))
		return nil, exitFile
	case found.Stops():
		return nil, exitUsage
	case len(plan.Files) == 0 && len(plan.Broken) == 0:
		(&watch{ui: u}).start(plan)
		u.fail("错误：文件夹 %s 里没有数据文件\n  提示: 数据文件是写着“单位”和“年度”的 .yaml 文件，或填好的工作簿（.xlsx）", strings.Join(folders, "、"))
		return nil, exitUsage
	}
	return plan, exitDone
}

// closing tells how a batch ended and what is to be done next, and returns its status.
func closing(u *ui, plan *batch.Plan, out *batch.Outcome, opt press.Options) int {
	status := exitDone
	if out.Failed > 0 {
		status = exitUnit
	}
	for _, err := range out.Unwritten {
		u.fail("%s", reason(err))
		status = exitFile
	}
	if u.json {
		return max(status, stopped(u, out))
	}
	if rows := nextSteps(out); len(rows) > 0 && (!u.quiet || status != exitDone) {
		u.fail("要办的事（%d 项）：\n%s", len(out.Todo), strings.TrimSuffix(columns(rows), "\n"))
	}
	parts := []string{fmt.Sprintf("已生成 %d 家（%d年）", out.Built, plan.Year)}
	for _, p := range []struct {
		n    int
		text string
	}{{out.Reused, "其中没有变化、不用重做的 %d 家"}, {out.Failed, "没有生成 %d 家"}, {out.Missing, "没有报 %d 家"}, {out.Late, "迟报 %d 家"}, {out.Faulty, "内容有错误或警告 %d 家（用 check 看）"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf(p.text, p.n))
		}
	}
	u.say("%s", strings.Join(parts, "，"))
	for _, path := range []string{out.Summary, out.List} {
		if path != "" {
			u.say("  %s", path)
		}
	}
	return max(status, stopped(u, out))
}

// stopped says why a run ended early.
func stopped(u *ui, out *batch.Outcome) int {
	switch {
	case out.Why == nil:
		return exitDone
	case errors.Is(out.Why, context.Canceled):
		u.fail("已中断，还有 %d 家没有做；再运行一次，从断的地方接着做", out.Left)
		return exitInterrupted
	}
	u.fail("%s\n还有 %d 家没有做", reason(out.Why), out.Left)
	return exitFile
}

// nextSteps are the rows of the closing table.
func nextSteps(out *batch.Outcome) [][]string {
	var rows [][]string
	for _, t := range out.Todo {
		rows = append(rows, []string{"  " + cmp.Or(t.Unit, "—"), t.State, cmp.Or(t.Place, "—"), t.Next})
	}
	return rows
}
