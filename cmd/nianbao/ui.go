// ui.go is the only file that prints. The rules: text for people goes to stderr, in
// Chinese, without decoration; text for programs goes to stdout, one JSON value a
// line; a path is printed as the user would type it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
	"nianbao/render/page"
	"nianbao/templates/rules"
)

type ui struct {
	out, err io.Writer
	json     bool
	quiet    bool
	told     map[string]bool // findings in packages a person has been told
	terminal bool            // err is one: progress is drawn
	drawn    int             // columns of the line of progress now on it
}

// say prints one line for a person unless -q was given.
func (u *ui) say(format string, args ...any) {
	if !u.quiet {
		u.fail(format, args...)
	}
}

// jsonLine prints a value for programs.
func (u *ui) jsonLine(v any) {
	line, _ := json.Marshal(v)
	u.print("%s", line)
}

// fail prints one line for a person, always.
func (u *ui) fail(format string, args ...any) {
	u.draw("")
	fmt.Fprintf(u.err, format+"\n", args...)
}

// draw puts a line of progress in the place of the last one; "" takes it away. It uses
// nothing an old console of Windows does not know.
func (u *ui) draw(line string) {
	if !u.terminal || u.drawn == 0 && line == "" {
		return
	}
	n := columnsOf(line)
	fmt.Fprintf(u.err, "\r%s%s", line, strings.Repeat(" ", max(0, u.drawn-n)))
	if line == "" {
		fmt.Fprint(u.err, "\r")
	}
	u.drawn = n
}

// print writes text a program or a person asked for to stdout.
func (u *ui) print(format string, args ...any) { fmt.Fprintf(u.out, format+"\n", args...) }

// findings prints what was found in the unit of one data file: everything for
// programs; for people with -q only what stops it, and what is wrong with a package
// only once, however many units use it.
func (u *ui) findings(l diag.List, file string) {
	for _, d := range l {
		if u.json {
			line, _ := json.Marshal(d)
			u.print("%s", line)
			continue
		}
		if u.quiet && !d.Form() {
			continue
		}
		text := d.String()
		if d.File != filepath.ToSlash(file) {
			if u.told[text] {
				continue
			}
			if u.told == nil {
				u.told = map[string]bool{}
			}
			u.told[text] = true
		}
		u.fail("%s", text)
	}
}

// result prints what became of one unit.
func (u *ui) result(r press.Result, verb string, strict bool) {
	u.findings(r.Findings, r.Path)
	if r.Err != nil {
		u.fail("%s", reason(r.Err))
	}
	if u.json {
		u.resultJSON(r)
		return
	}
	counts := fmt.Sprintf("错误 %d，警告 %d，提示 %d", r.Findings.Count(diag.Error), r.Findings.Count(diag.Warning), r.Findings.Count(diag.Hint))
	if strict && !r.Built && r.Err == nil && !r.Findings.Stops() {
		counts += "；有 --strict，要先改正错误和警告"
	}
	switch {
	case r.Err != nil:
		u.fail("%s：没有%s", r.Path, verb)
	case !r.Built && verb == "检查":
		u.fail("%s：有必须改的错误（%s）", r.Path, counts)
		u.account(r)
	case !r.Built:
		u.fail("%s：没有生成（%s）", r.Path, counts)
	case verb == "检查":
		u.say("%s：%s", r.Path, counts)
		u.account(r)
	default:
		u.say("%s：已生成（%s）", r.Path, counts)
		for _, o := range r.Outputs {
			size := ""
			switch {
			case o.Sheets > 0:
				size = fmt.Sprintf("（%d 张表）", o.Sheets)
			case o.Pages > 0:
				size = fmt.Sprintf("（%d 页）", o.Pages)
			}
			u.say("  %s%s", o.Path, size)
			for _, l := range o.Places {
				u.say("    %s留在第 %d 页：中心距纸左边 %.1f mm、上边 %.1f mm，%.0f × %.0f mm（%s）", l.Kind, l.Page,
					(l.X + l.Width/2).MM(), (l.Y + l.Height/2).MM(), l.Width.MM(), l.Height.MM(), l.For)
			}
		}
		if r.LastYear != "" {
			u.say("  上年的数取自：%s", r.LastYear)
		}
		u.say("  模板：%s", r.Package)
	}
}

// mend shows what check --fix would change in a data file, then changes it.
func (u *ui) mend(m press.Mended) {
	if m.Diff != "" {
		u.say("%s", strings.TrimRight(m.Diff, "\n"))
		m.Err = m.Put()
	}
	switch {
	case m.Err != nil:
		u.fail("%s：没有改：%s", m.Path, reason(m.Err))
	case press.IsBook(m.Path):
		u.say("%s：工作簿不自动改正，照检查指出的格改", m.Path)
	case m.Form:
		u.say("%s：没有改：先改正 Y 开头的错误，再用 --fix", m.Path)
	case m.Places == 0:
		u.say("%s：没有可以自动改正的", m.Path)
	default:
		u.say("%s：改正了 %d 处", m.Path, m.Places)
	}
}

// account prints how the figures of the text are accounted for, what would register
// the others, and what 不查 left out.
func (u *ui) account(r press.Result) {
	for _, code := range slices.Sorted(maps.Keys(r.Muted)) {
		u.say("  不查 %s：%s", code, r.Muted[code])
	}
	if len(r.Figures.Mentions) == 0 {
		return
	}
	u.say("  %s", r.Figures.String())
	if len(r.Figures.Proposed) > 0 {
		head := "    自定:"
		if r.Figures.Into != "" {
			head = "    " + r.Figures.Into
		}
		u.say("  未登记的数可以这样登记（名称可改，然后在正文里写 {{自定.名称}}）：\n%s", head)
		for _, line := range r.Figures.Proposed {
			u.say("      %s", line)
		}
	}
}

func (u *ui) resultJSON(r press.Result) {
	type place struct { // millimetres from the upper left corner of the page
		Kind   string  `json:"kind"`
		For    string  `json:"for"`
		Page   int     `json:"page"`
		X      float64 `json:"x"`
		Y      float64 `json:"y"`
		Width  float64 `json:"width"`
		Height float64 `json:"height"`
	}
	type output struct {
		Path   string  `json:"path"`
		Pages  int     `json:"pages,omitempty"`
		Places []place `json:"places,omitempty"`
	}
	hundredth := func(l page.Length) float64 { return math.Round(l.MM()*100) / 100 }
	outputs := []output{}
	for _, o := range r.Outputs {
		one := output{Path: filepath.ToSlash(o.Path), Pages: o.Pages}
		for _, l := range o.Places {
			one.Places = append(one.Places, place{string(l.Kind), l.For, l.Page, hundredth(l.X), hundredth(l.Y), hundredth(l.Width), hundredth(l.Height)})
		}
		outputs = append(outputs, one)
	}
	state := "failed"
	if r.Built {
		state = "ok"
	}
	message := ""
	if r.Err != nil {
		message = reason(r.Err)
	}
	figures := map[string]int{}
	for _, m := range r.Figures.Mentions {
		figures[rules.ClassNames[m.Class]]++
	}
	line, _ := json.Marshal(struct {
		Type     string   `json:"type"`
		Path     string   `json:"path"`
		Unit     string   `json:"unit"`
		Kind     string   `json:"kind"`
		Year     int      `json:"year"`
		Status   string   `json:"status"`
		Template string   `json:"template"`
		Outputs  []output `json:"outputs"`
		// Figures counts the figures of the text by what they turned out to be.
		Figures map[string]int    `json:"figures,omitempty"`
		Muted   map[string]string `json:"muted,omitempty"`
		Message string            `json:"message,omitempty"`
	}{"result", filepath.ToSlash(r.Path), r.Unit, r.Kind, r.Year, state, r.Package, outputs, figures, r.Muted, message})
	u.print("%s", line)
}

// reason says in Chinese why a file could not be read or written, with a remedy.
func reason(err error) string {
	var out *disk.Error
	var path *fs.PathError
	switch {
	case errors.As(err, &out):
		return fmt.Sprintf("错误：写不了 %s：%s\n  提示: %s", out.Path, system(err), remedy(err))
	case errors.As(err, &path):
		hint := "核对路径和文件名（含空格的路径要加引号）"
		if errors.Is(err, fs.ErrPermission) {
			hint = "请有权限的人打开读取权限"
		}
		return fmt.Sprintf("错误：读不了 %s：%s\n  提示: %s", path.Path, system(err), hint)
	}
	return "错误：" + err.Error()
}

// remedy says what to do about a file that could not be written.
func remedy(err error) string {
	switch {
	case errors.Is(err, disk.ErrLocked):
		return "等它做完再运行；或用 -o 换一个文件夹"
	case errors.Is(err, disk.ErrInUse):
		return "在 Excel、WPS 或阅读器里关闭这个文件，再运行一次（做好的不会重做）"
	case errors.Is(err, disk.ErrOutside):
		return "这里有一个链接指到了别处：删去链接，或用 -o 换一个文件夹"
	case disk.Full(err):
		return "腾出空间再运行一次（做好的不会重做）；或用 -o 换一个磁盘"
	}
	return "确认文件夹可写、没有同名的文件或文件夹、没有被 Excel、WPS 或阅读器打开、磁盘没有满；或用 -o 换一个文件夹"
}

// system says in Chinese what the operating system reports; what is not foreseen
// stays in its own words.
func system(err error) string {
	switch {
	case errors.Is(err, disk.ErrLocked):
		return disk.ErrLocked.Error()
	case errors.Is(err, disk.ErrInUse):
		return disk.ErrInUse.Error()
	case errors.Is(err, disk.ErrOutside):
		return disk.ErrOutside.Error()
	case disk.Full(err):
		return "磁盘满了"
	case errors.Is(err, fs.ErrNotExist):
		return "没有这个文件或文件夹"
	case errors.Is(err, fs.ErrPermission):
		return "没有权限"
	case errors.Is(err, syscall.ENOTDIR):
		return "路径里有一段是文件，不是文件夹"
	case errors.Is(err, syscall.EISDIR):
		return "是文件夹"
	case errors.Is(err, syscall.ENAMETOOLONG):
		return "名称太长"
	case errors.Is(err, syscall.EROFS):
		return "磁盘是只读的"
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	return err.Error()
}
