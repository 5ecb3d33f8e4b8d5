package press

import (
	"os"
	"path/filepath"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
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
			u.Last.Fill(&old.Figures)
			from = last
		}
	}
	if u.RollUp.Text == "" {
		return from
	}
	file := filepath.Join(filepath.Dir(path), filepath.FromSlash(u.RollUp.Text))
	sums := figuresOf(file, pkg)
	if sums == nil || !filepath.IsLocal(filepath.FromSlash(u.RollUp.Text)) {
		found.Add(u.Source.Excerpt(diag.Errorf(u.RollUp.Pos, codeRollUp, "读不了汇入的文件“%s”", u.RollUp.Text).Over(len([]rune(u.RollUp.Text))).
			Do("写数据文件旁边的文件名，如 汇入: 汇入.yaml（由 nianbao summary 文件夹 --rollup 生成）")))
		return from
	}
	u.Figures.Fill(&sums.Figures)
	return from
}

const codeRollUp = "Y210"

// noFile says that it is known that no file gives 上年.
const noFile = "-"

// beforeIn finds the data file of the same unit for the year before, in dir. A
// folder is looked through once a run.
func (p *Press) beforeIn(dir string, u *data.Unit) string {
	heads, ok := p.heads[dir]
	if !ok {
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			if !e.IsDir() && isYAML(e.Name()) {
				heads = append(heads, readHead(filepath.Join(dir, e.Name())))
			}
		}
		p.heads[dir] = heads
	}
	for _, h := range heads {
		if h.unit == u.Name.Text && h.unit != "" && h.year == u.Year-1 {
			return h.path
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
	root, src, _, broken := data.Parse(filepath.ToSlash(path), content)
	if root == nil {
		return nil
	}
	u, _ := data.Decode(root, src, &pkg.Schema, broken)
	return u
}
