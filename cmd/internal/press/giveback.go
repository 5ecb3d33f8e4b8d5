package press

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/xlsx"
	"nianbao/templates/form"
	"nianbao/templates/rules"
)

// IsBook tells that a path names a workbook.
func IsBook(path string) bool { return isBook(filepath.Base(path)) }

// Return checks a fill-in workbook and writes it into the out folder with the cells
// that findings are about coloured and noted. The path is "" when there is nothing to
// mark; a workbook that cannot be read is only reported.
func (p *Press) Return(path string) (r Result, written string) {
	r, u := p.prepare(path)
	r.Built = r.Err == nil && !r.Findings.Stops()
	content, err := read(path)
	if err != nil || !IsBook(path) {
		return r, ""
	}
	var marks []doc.Mark
	short := false
	for _, d := range r.Findings {
		short = short || d.Code == rules.CodeNeeded
		if d.Cell != "" && d.File == filepath.ToSlash(path) {
			marks = append(marks, doc.Mark{Sheet: d.Sheet, Cell: d.Cell, Grave: d.Level == diag.Error, Text: said(d)})
		}
	}
	if short && u != nil && u.ledger != nil {
		marks = append(marks, missing(content, rules.Missing(u.kind, u.data, u.ledger))...)
	}
	if len(marks) == 0 {
		return r, ""
	}
	out, err := xlsx.Mark(content, marks)
	if err != nil {
		r.Err = err
		return r, ""
	}
	name := filepath.Base(path)
	name = strings.TrimSuffix(name, filepath.Ext(name)) + "（退回）.xlsx"
	made, err := p.write([]File{{File: disk.File{Name: name, Content: out}}})
	if r.Err = err; err == nil {
		written = made[0].Path
	}
	return r, written
}

// said is a finding as a note in a cell.
func said(d diag.Diagnostic) string {
	text := fmt.Sprintf("%s %s：%s", d.Level, d.Code, d.Message)
	if d.Hint != "" {
		text += "\n提示：" + d.Hint
	}
	return text
}

// missing marks the empty cells of figures that are asked for.
func missing(content []byte, paths []string) []doc.Mark {
	sheets, err := xlsx.Read(content)
	if err != nil {
		return nil
	}
	var marks []doc.Mark
	for _, m := range form.Cells(sheets) {
		if slices.Contains(paths, m.Path) {
			marks = append(marks, doc.Mark{Sheet: m.Sheet, Cell: m.Cell, Text: fmt.Sprintf("必填的没有填（%s）\n提示：没有发生的填 0", rules.CodeNeeded)})
		}
	}
	return marks
}
