package main

import (
	"errors"
	"fmt"
	"time"

	"nianbao/cmd/internal/batch"
	"nianbao/cmd/internal/press"
	"nianbao/templates/rollup"
)

// watch tells a person how a batch is getting on: on a terminal one line that changes
// and the failures as they come, elsewhere a line a unit.
type watch struct {
	ui     *ui
	opt    press.Options
	now    func() time.Time
	total  int
	status int

	done, reused int
	hand         string // the unit in hand
	began, drew  time.Time
}

// start tells what of the input is not taken, and why.
func (w *watch) start(plan *batch.Plan) {
	for _, s := range plan.Skipped {
		w.ui.say("跳过 %s：%s", s.Path, s.Why)
	}
	for _, s := range plan.Broken {
		w.ui.fail("错误：%s：%s", s.Path, s.Why)
	}
	for i := range plan.Files {
		f := &plan.Files[i]
		switch {
		case f.Status == rollup.OK:
		case f.Status == rollup.Failed && w.ui.json:
			w.ui.result(press.Result{Path: f.Shown, Unit: f.Head.Unit, Kind: f.Head.Kind, Year: f.Head.Year, Err: errors.New(f.Note)}, "生成", false)
		case f.Status == rollup.Failed:
			w.ui.fail("错误：%s：没有生成：%s", f.Shown, f.Note)
		case plan.LastOnly(f):
			w.ui.say("跳过 %s：%s，只用来取上年的数", f.Shown, f.Note)
		default:
			w.ui.say("跳过 %s：%s", f.Shown, f.Note)
		}
	}
	if w.now != nil {
		w.began = w.now()
	}
}

// Begin names the unit in hand.
func (w *watch) Begin(shown string) {
	w.hand = shown
	w.draw()
}

// Done tells how a unit ended.
func (w *watch) Done(u batch.Unit) {
	w.done++
	if u.Reused {
		w.reused++
	}
	w.status = max(w.status, unitStatus(u.Result, true))
	switch {
	case w.ui.json, !u.Built:
		w.ui.result(u.Result, "生成", w.opt.Strict)
	case !w.ui.terminal && !w.ui.quiet && u.Reused:
		w.ui.say("%s：没有变化", u.Path)
	case !w.ui.terminal && !w.ui.quiet:
		w.ui.result(u.Result, "生成", w.opt.Strict)
	}
	w.draw()
}

// every is how often the line of progress is drawn.
const every = 100 * time.Millisecond

func (w *watch) draw() {
	if !w.ui.terminal || w.ui.quiet || w.ui.json {
		return
	}
	now := w.now()
	if now.Sub(w.drew) < every && w.done < w.total {
		return
	}
	w.drew = now
	w.ui.draw(w.line(now.Sub(w.began)))
}

// line is the line of progress: done/total, rate, time left, the unit in hand. Units
// found unchanged take no time and do not count for the rate.
func (w *watch) line(spent time.Duration) string {
	text := fmt.Sprintf("%d/%d", w.done, w.total)
	if made := w.done - w.reused; made > 0 && spent > 0 {
		rate := float64(made) / spent.Seconds()
		left := time.Duration(float64(w.total-w.done) / rate * float64(time.Second))
		text += fmt.Sprintf("  每秒 %.1f 家  还要 %s", rate, clock(left))
	}
	if w.hand != "" {
		text += "  正在做 " + w.hand
	}
	return cut(text, 78)
}

// clock is a duration as minutes and seconds.
func clock(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// cut keeps s within n columns of a terminal.
func cut(s string, n int) string {
	if columnsOf(s) <= n {
		return s
	}
	used := 1
	for i, r := range s {
		if used += columnsOf(string(r)); used > n {
			return s[:i] + "…"
		}
	}
	return s
}
