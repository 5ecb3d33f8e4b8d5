package press

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/merge"
	"nianbao/templates/rollup"
)

// District gathers a folder of data files for a summary: which units reported, for
// the year of the roster (else the newest), which file of a unit counts, what is
// missing or late, and every figure in brief. Results are linked when they lie in
// the out folder. found holds what is wrong with the roster; a folder without data
// files gives a District without units.
func (p *Press) District(dir, program string) (*rollup.District, diag.List, error) {
	files, skipped, err := DataFiles(dir, p.opt.Out)
	if err != nil {
		return nil, nil, err
	}
	asked, found, err := p.rosters(dir)
	if err != nil || found.Stops() {
		return nil, found, err
	}
	heads := make([]head, len(files))
	each(len(files), func() func(int) { return func(i int) { heads[i] = readHead(files[i]) } })
	d := &rollup.District{Year: asked.year, Due: asked.due, Program: program, Title: "汇总"}
	if d.Year == 0 {
		for _, h := range heads {
			d.Year = max(d.Year, h.year)
		}
	}
	d.Date = p.date(d.Year)
	p.briefs(d, dir, heads)
	for _, s := range skipped {
		if filepath.Base(s.Path) == rollUpName {
			continue
		}
		if empty(s.Path) {
			s.Why = "文件是空的"
		}
		d.Ignored = append(d.Ignored, rollup.File{Path: relative(dir, s.Path), Note: s.Why})
	}
	onRoster(d, asked)
	return d, found, nil
}

// briefs reads every file that counts, several at once, in order of path.
func (p *Press) briefs(d *rollup.District, dir string, heads []head) {
	chosen := choose(heads, d.Year)
	last, current := map[string]string{}, map[string]bool{}
	for _, h := range heads {
		switch h.year {
		case d.Year:
			current[h.key()] = true
		case d.Year - 1:
			last[h.key()] = h.path
		}
	}
	d.Units = make([]rollup.Unit, len(heads))
	pkgs := make([]*templates.Package, len(heads))
	each(len(heads), func() func(int) {
		q := New(p.opt).Within(dir) // of this worker alone
		q.noPages = true
		numbers := rollup.Numbers{}
		return func(i int) {
			h := heads[i]
			u := rollup.Unit{Name: h.unit, Kind: h.kind, Year: h.year, File: relative(dir, h.path), SHA256: h.sum, Status: chosen[i].status, Note: chosen[i].note}
			if h.year == 0 { // not to be read by its lines: reading it whole says why
				u.Status, u.Note = rollup.OK, ""
			}
			if u.Status == rollup.OK {
				q.lastYear = cmp.Or(last[h.key()], noFile)
				pkgs[i] = q.brief(&u, h, numbers)
			}
			u.Name = cmp.Or(u.Name, strings.TrimSuffix(filepath.Base(h.path), filepath.Ext(h.path)))
			if u.Status == rollup.OK && u.Year != d.Year {
				u.Status, u.Note = rollup.WrongYear, "年度是 "+strconv.Itoa(u.Year)
			}
			if u.Status == rollup.WrongYear {
				u.Note += "，这次汇总 " + strconv.Itoa(d.Year) + " 年的"
				u.Replaced = current[h.key()]
			}
			d.Units[i] = u
		}
	})
	for i, pkg := range pkgs {
		switch u := &d.Units[i]; {
		case pkg == nil:
		case d.Package == nil:
			d.Package = pkg
		case pkg.Name != d.Package.Name && u.Status == rollup.OK:
			u.Status, u.Note = rollup.Failed, "是另一种报告“"+pkg.Name+"”"
		}
	}
}

// each calls work(0) … work(n-1) on all cores. Every worker makes its own function,
// which may keep what it has loaded.
func each(n int, worker func() func(int)) {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			work := worker()
			for i := range jobs {
				work(i)
			}
		})
	}
	for i := range n {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
}

// brief reads one unit for the summary and returns its package, nil when it has none.
func (p *Press) brief(u *rollup.Unit, h head, numbers rollup.Numbers) *templates.Package {
	r, got := p.prepare(h.path)
	var pkg *templates.Package
	bare := *u
	if got != nil && got.ledger != nil {
		pkg = got.ledger.Package
		*u = rollup.Brief(got.kind, got.ledger, merge.Measures(got.reports[0].doc, pkg.Schema.Measures), numbers)
		sub := filepath.Dir(filepath.FromSlash(bare.File))
		u.Report = p.result(got.reports[0].name+".pdf", sub)
		u.Annex = p.result(got.name+".xlsx", sub)
		u.Received = cmp.Or(strings.Clone(got.data.Filing.Sent), strings.Clone(got.data.Date))
		if got.kind.Due.Report != "" {
			u.Due = strconv.Itoa(u.Year+1) + "-" + got.kind.Due.Report
		}
	}
	u.File, u.SHA256, u.Status = bare.File, bare.SHA256, rollup.OK
	if r.Err != nil || r.Findings.Stops() || pkg == nil {
		u.Status, u.Note = rollup.Failed, "数据文件有必须改的错误，用 check 逐条看"
		if r.Err != nil {
			u.Note = "读不了这个文件"
		}
	}
	for _, f := range r.Findings {
		switch f.Level {
		case diag.Error:
			u.Errors++
		case diag.Warning:
			u.Warnings++
		case diag.Hint:
			u.Tips++
		}
		place := filepath.Base(f.File)
		if f.Line > 0 {
			at := f.Pos
			at.File = place
			place = at.String()
		}
		u.Findings = append(u.Findings, rollup.Finding{Level: f.Level.String(), Code: f.Code, Place: place, Message: strings.Clone(f.Message), Hint: strings.Clone(f.Hint)})
	}
	return pkg
}

// result is the relative path of a result when it lies in the out folder.
func (p *Press) result(name, sub string) string {
	rel := filepath.Join(sub, name)
	if _, err := os.Stat(filepath.Join(p.opt.Out, rel)); err != nil {
		return ""
	}
	return filepath.ToSlash(rel)
}

// relative is path as seen from dir, with / between folders.
func relative(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}

// empty tells a file without anything but comments.
func empty(path string) bool {
	content, err := read(path)
	if err != nil {
		return false
	}
	content, _, _ = data.UTF8(content)
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// head is what choosing among files needs, read from the lines without parsing.
type head struct {
	path, unit, kind, sum string
	report                string // 报告, or the name in 模板; "" is the usual one
	year, draft           int
}

// key tells one unit's reports of one kind from all others.
func (h head) key() string { return h.report + "\x00" + h.unit }

func readHead(path string) head {
	h := head{path: path}
	content, err := read(path)
	if err != nil {
		return h
	}
	sum := sha256.Sum256(content)
	h.sum = hex.EncodeToString(sum[:])
	if isBook(filepath.Base(path)) {
		content = []byte(headLines(content))
	}
	content, _, _ = data.UTF8(content)
	for line := range strings.Lines(string(content)) {
		key, value := headLine(line)
		n, _ := strconv.Atoi(strings.TrimSuffix(value, "年"))
		switch key {
		case "报告", "模板":
			h.report, _, _ = strings.Cut(value, "@")
		case "单位":
			h.unit = value
		case "类型":
			h.kind = value
		case "年度":
			h.year = n
		case "稿次":
			h.draft = n
		}
	}
	return h
}

// headLine returns the key a line begins with, when it is one that choosing needs, and
// its value.
func headLine(line string) (key, value string) {
	for _, key = range [...]string{"报告", "模板", "单位", "类型", "年度", "稿次"} {
		if rest, found := strings.CutPrefix(line, key); found {
			value, found = strings.CutPrefix(rest, ":")
			if !found {
				value, found = strings.CutPrefix(rest, "：")
			}
			if found {
				return key, plainValue(value)
			}
		}
	}
	return "", ""
}

// plainValue takes quotes and a comment off a value.
func plainValue(value string) string {
	value = strings.TrimLeft(value, " \t")
	if value != "" && (value[0] == '"' || value[0] == '\'') {
		value = value[1:]
	}
	if end := strings.IndexAny(value, "\"'#\r\n"); end >= 0 {
		value = value[:end]
	}
	return strings.Clone(strings.TrimSpace(value))
}

type choice struct {
	status rollup.Status
	note   string
}

// choose decides which file of a unit counts: the year's, the highest draft; two
// with equal or no draft are both wrong.
func choose(heads []head, year int) []choice {
	out := make([]choice, len(heads))
	same := map[string][]int{}
	for i, h := range heads {
		out[i] = choice{rollup.OK, ""}
		switch {
		case h.year != year:
			out[i] = choice{rollup.WrongYear, "年度是 " + strconv.Itoa(h.year)}
		case h.unit != "":
			same[h.key()] = append(same[h.key()], i)
		}
	}
	for _, files := range same {
		best := files[0]
		for _, i := range files {
			if heads[i].draft > heads[best].draft {
				best = i
			}
		}
		for _, i := range files {
			switch {
			case heads[i].draft < heads[best].draft:
				out[i] = choice{rollup.Superseded, "由第 " + strconv.Itoa(heads[best].draft) + " 稿替代：" + filepath.Base(heads[best].path)}
			case i != best:
				out[i] = twice(heads[best])
				out[best] = twice(heads[i])
			}
		}
	}
	return out
}

func twice(other head) choice {
	return choice{rollup.Failed, "同一单位同一年度有两份，稿次相同或没有写：" + filepath.Base(other.path)}
}
