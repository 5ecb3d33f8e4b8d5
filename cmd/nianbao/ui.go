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
	"path/filepath"
	"strings"

	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
)

type ui struct {
	out, err io.Writer
	json     bool
	quiet    bool
}

// say prints one line for a person unless -q was given.
func (u *ui) say(format string, args ...any) {
	if !u.quiet {
		fmt.Fprintf(u.err, format+"\n", args...)
	}
}

// fail prints one line for a person, always.
func (u *ui) fail(format string, args ...any) { fmt.Fprintf(u.err, format+"\n", args...) }

// print writes text a program or a person asked for to stdout.
func (u *ui) print(format string, args ...any) { fmt.Fprintf(u.out, format+"\n", args...) }

// findings prints what was found in one unit: everything for programs; for people
// with -q only what stops it.
func (u *ui) findings(l diag.List, stopsOnly bool) {
	for _, d := range l {
		if u.json {
			line, _ := json.Marshal(d)
			u.print("%s", line)
		}
		if !u.json && (!u.quiet || d.Form() || stopsOnly && d.Level == diag.Error) {
			u.fail("%s", d)
		}
	}
}

// result prints what became of one unit.
func (u *ui) result(r press.Result, verb string) {
	u.findings(r.Findings, false)
	if r.Err != nil {
		u.fail("%s", reason(r.Err))
	}
	if u.json {
		u.resultJSON(r)
		return
	}
	counts := fmt.Sprintf("错误 %d，警告 %d，提示 %d", r.Findings.Count(diag.Error), r.Findings.Count(diag.Warning), r.Findings.Count(diag.Hint))
	switch {
	case r.Err != nil:
		u.fail("%s：没有生成", r.Path)
	case !r.Built && verb == "检查":
		u.fail("%s：有必须改的错误（%s）", r.Path, counts)
	case !r.Built:
		u.fail("%s：没有生成（%s）", r.Path, counts)
	case verb == "检查":
		u.say("%s：%s", r.Path, counts)
	default:
		u.say("%s：已生成（%s）", r.Path, counts)
		for _, o := range r.Outputs {
			size := fmt.Sprintf("%d 页", o.Pages)
			if o.Sheets > 0 {
				size = fmt.Sprintf("%d 张表", o.Sheets)
			}
			u.say("  %s（%s）", o.Path, size)
		}
		u.say("  模板：%s", r.Package)
	}
}

func (u *ui) resultJSON(r press.Result) {
	type output struct {
		Path  string `json:"path"`
		Pages int    `json:"pages,omitempty"`
	}
	outputs := []output{}
	for _, o := range r.Outputs {
		outputs = append(outputs, output{filepath.ToSlash(o.Path), o.Pages})
	}
	state := "failed"
	if r.Built {
		state = "ok"
	}
	message := ""
	if r.Err != nil {
		message = reason(r.Err)
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
		Message  string   `json:"message,omitempty"`
	}{"result", filepath.ToSlash(r.Path), r.Unit, r.Kind, r.Year, state, r.Package, outputs, message})
	u.print("%s", line)
}

// reason says in Chinese why a file could not be read or written, with a remedy.
func reason(err error) string {
	var out *press.OutError
	var path *fs.PathError
	where, verb, hint := "", "读不了", "核对路径和文件名（含空格的路径要加引号）"
	switch {
	case errors.As(err, &out):
		where, verb = out.Path, "写不了"
		hint = "确认文件夹可写、没有同名文件夹、磁盘没有满；用 -o 换一个文件夹"
	case errors.As(err, &path):
		where = path.Path
	}
	why := ""
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "没有这个文件或文件夹"
	case errors.Is(err, fs.ErrPermission):
		why = "没有权限"
		if out == nil {
			hint = "请有权限的人打开读取权限"
		}
	case where != "":
		why = err.Error()
		for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
			why = inner.Error()
		}
	default:
		return "错误：" + err.Error()
	}
	return fmt.Sprintf("错误：%s %s：%s\n  提示: %s", verb, where, strings.TrimSpace(why), hint)
}
