package press

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/diag"
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
	roster, found, err := readRoster(filepath.Join(dir, rosterName))
	if err != nil || found.Stops() {
		return nil, found, err
	}
	files, _, err := DataFiles(dir, p.opt.Out)
	if err != nil {
		return nil, found, err
	}
	heads := make([]head, 0, len(files))
	for _, f := range files {
		heads = append(heads, readHead(f))
	}
	d := &rollup.District{Year: roster.Year, Due: roster.Due, Program: program, Title: "汇总"}
	if d.Year == 0 {
		for _, h := range heads {
			d.Year = max(d.Year, h.year)
		}
	}
	d.Date = p.date(d.Year)
	chosen := choose(heads, d.Year)
	for i, h := range heads {
		rel, _ := filepath.Rel(dir, h.path)
		u := rollup.Unit{Name: h.unit, Year: h.year, File: filepath.ToSlash(rel), SHA256: h.sum, Status: chosen[i].status, Note: chosen[i].note}
		if u.Status == rollup.OK {
			p.brief(d, &u, h, heads, filepath.Dir(rel))
		}
		d.Units = append(d.Units, u)
	}
	onRoster(d, roster)
	return d, found, nil
}

// brief reads one unit for the summary.
func (p *Press) brief(d *rollup.District, u *rollup.Unit, h head, heads []head, sub string) {
	q := *p
	q.noPages, q.lastYear = true, noFile
	for _, other := range heads {
		if other.unit == h.unit && other.year == h.year-1 {
			q.lastYear = other.path
		}
	}
	r, got := q.prepare(h.path)
	file, sum := u.File, u.SHA256
	if got != nil && got.ledger != nil {
		*u = rollup.Brief(got.kind, got.ledger, merge.Measures(got.doc, got.ledger.Package.Schema.Measures))
		u.Report = p.result(got.names.report+".pdf", sub)
		u.Annex = p.result(got.names.annex+".xlsx", sub)
		u.Received = cmp.Or(got.data.Filing.Sent, got.data.Date)
		if d.Package == nil {
			d.Package = got.ledger.Package
		}
		if d.Due == "" && got.kind.Due.Report != "" {
			d.Due = strconv.Itoa(d.Year+1) + "-" + got.kind.Due.Report
		}
	}
	u.File, u.SHA256, u.Status = file, sum, rollup.OK
	if r.Err != nil || r.Findings.Stops() || got == nil || got.ledger == nil {
		u.Status, u.Note = rollup.Failed, "数据文件有误，没有计入"
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
			place += ":" + strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Col)
		}
		u.Findings = append(u.Findings, rollup.Finding{Level: f.Level.String(), Code: f.Code, Place: place, Message: f.Message, Hint: f.Hint})
	}
}

// result is the relative path of a result when it lies in the out folder.
func (p *Press) result(name, sub string) string {
	rel := filepath.Join(sub, name)
	if _, err := os.Stat(filepath.Join(p.opt.Out, rel)); err != nil {
		return ""
	}
	return filepath.ToSlash(rel)
}

// onRoster marks what is late and lists what is missing.
func onRoster(d *rollup.District, roster data.RosterFile) {
	for _, a := range roster.Units {
		i := slices.IndexFunc(d.Units, func(u rollup.Unit) bool {
			return u.Status != rollup.Superseded && (u.Name == a.Name || a.File != "" && u.File == filepath.ToSlash(a.File))
		})
		if i < 0 {
			d.Missing = append(d.Missing, rollup.Asked{Unit: a.Name, Kind: a.Kind, Superior: a.Superior, File: a.File, Received: a.Received})
			continue
		}
		u := &d.Units[i]
		u.Superior = a.Superior
		u.Received = cmp.Or(a.Received, u.Received)
	}
	for i := range d.Units {
		u := &d.Units[i]
		u.Late = d.Due != "" && u.Received > d.Due
	}
}

func readRoster(path string) (data.RosterFile, diag.List, error) {
	content, err := read(path)
	if err != nil {
		if os.IsNotExist(err) {
			err = nil
		}
		return data.RosterFile{}, nil, err
	}
	root, src, found, _ := data.Parse(filepath.ToSlash(path), content)
	if root == nil {
		return data.RosterFile{}, found, nil
	}
	roster, more := data.ReadRoster(root, src)
	return roster, append(found, more...), nil
}

// head is what choosing among files needs, read from the lines without parsing.
type head struct {
	path, unit, sum string
	year, draft     int
}

var headLine = regexp.MustCompile(`(?m)^(单位|年度|稿次)[:：][ \t]*["']?([^"'#\r\n]*)`)

func readHead(path string) head {
	h := head{path: path}
	content, err := read(path)
	if err != nil {
		return h
	}
	sum := sha256.Sum256(content)
	h.sum = hex.EncodeToString(sum[:])
	for _, m := range headLine.FindAllStringSubmatch(strings.TrimPrefix(string(content), "\uFEFF"), -1) {
		value := strings.TrimSpace(m[2])
		n, _ := strconv.Atoi(strings.TrimSuffix(value, "年"))
		switch m[1] {
		case "单位":
			h.unit = value
		case "年度":
			h.year = n
		case "稿次":
			h.draft = n
		}
	}
	return h
}

type choice struct {
	status rollup.Status
	note   string
}

// choose decides which file of a unit counts: the year's, the highest draft; two
// with equal or no draft are both wrong.
func choose(heads []head, year int) []choice {
	out := make([]choice, len(heads))
	for i, h := range heads {
		out[i] = choice{rollup.OK, ""}
		if h.year != year {
			out[i] = choice{rollup.WrongYear, "年度是 " + strconv.Itoa(h.year)}
			continue
		}
		for j, other := range heads {
			if i == j || other.unit != h.unit || other.year != h.year || h.unit == "" {
				continue
			}
			switch {
			case other.draft > h.draft:
				out[i] = choice{rollup.Superseded, "由第 " + strconv.Itoa(other.draft) + " 稿替代：" + filepath.Base(other.path)}
			case other.draft == h.draft && out[i].status == rollup.OK:
				out[i] = choice{rollup.Failed, "同一单位同一年度有两份，稿次相同或没有写：" + filepath.Base(other.path)}
			}
		}
	}
	return out
}
