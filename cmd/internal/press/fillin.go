package press

import (
	"cmp"
	"path/filepath"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// fillIn takes figures from other files: 上年 from last year's data file of the same
// unit where one lies beside, 统计 from the roll-up file a data file names (汇入).
// What the data file types itself wins. It returns the file that gave 上年.
func (p *Press) fillIn(path string, u *data.Unit, pkg *templates.Package, found *diag.List) (from string) {
	last := p.lastYear
	if last == "" {
		last = p.beforeIn(filepath.Dir(path), u)
	}
	if last != "" && last != noFile {
		if old := figuresOf(last, pkg); old != nil {
			rollUp(last, old, pkg) // what cannot be read was last year's affair
			u.Last.Fill(&old.Figures)
			p.compareLast(old)
			from = last
		}
	}
	if d, bad := rollUp(path, u, pkg); bad {
		found.Add(u.Source.Excerpt(d.Over(len([]rune(u.RollUp.Text)))))
	}
	return from
}

// rollUp fills the figures of u from the roll-up file it names, if it names one; bad
// tells that it could not.
func rollUp(path string, u *data.Unit, pkg *templates.Package) (d diag.Diagnostic, bad bool) {
	name := filepath.FromSlash(u.RollUp.Text)
	if name == "" {
		return d, false
	}
	var sums *data.Unit
	if filepath.IsLocal(name) {
		sums = figuresOf(filepath.Join(filepath.Dir(path), name), pkg)
	}
	switch {
	case sums == nil:
		return diag.Errorf(u.RollUp.Pos, codeRollUp, "读不了汇入的文件“%s”", u.RollUp.Text).
			Do("写数据文件旁边的文件名，如 汇入: %s（由 nianbao summary 文件夹 --rollup 生成）", RollUpName), true
	case sums.Year != 0 && u.Year != 0 && sums.Year != u.Year:
		return diag.Errorf(u.RollUp.Pos, codeRollUp, "汇入的文件“%s”是 %d 年的，本报告是 %d 年的", u.RollUp.Text, sums.Year, u.Year).
			Do("用各单位 %d 年的数据文件重新生成：nianbao summary 文件夹 --rollup", u.Year), true
	}
	dropRates(&sums.Figures, &u.Figures, pkg)
	u.Figures.Fill(&sums.Figures)
	return d, false
}

// dropRates takes away rates of sums that no longer follow from their figures,
// because the unit typed one of these itself.
func dropRates(sums, typed *data.Values, pkg *templates.Package) {
	for i := range pkg.Relations {
		r := &pkg.Relations[i]
		path, ok := r.Derives()
		if !ok || !r.IsRate() {
			continue
		}
		relation.Paths(r.Right, func(p string, _ bool) {
			if typed.Has(p) {
				sums.Drop(path)
			}
		})
	}
}

const codeRollUp = "Y210"

// RollUpName is the usual name of the file of figures for a superior's own report.
const RollUpName = "汇入.yaml"

// noFile says that it is known that no file gives 上年.
const noFile = "-"

// beforeIn finds the data file of the same unit for the year before, in dir. A
// folder is looked through once a run.
func (p *Press) beforeIn(dir string, u *data.Unit) string {
	report, _, _ := strings.Cut(cmp.Or(u.Template, u.Report), "@")
	for _, h := range p.shelf.inFolder(dir) {
		if h.Unit == u.Name.Text && h.Unit != "" && h.Report == report && h.Year == u.Year-1 {
			return h.Path
		}
	}
	return ""
}

// figuresOf reads the figures of another file; nil when it cannot be read. Its own
// findings are its own affair.
func figuresOf(path string, pkg *templates.Package) *data.Unit {
	content, err := read(path)
	if err != nil {
		return nil
	}
	root, src, _, broken := readTree(path, content)
	if root == nil {
		return nil
	}
	u, _ := data.Decode(root, src, &pkg.Schema, broken)
	return u
}
