package batch

import (
	"cmp"
	"encoding/json"
	"errors"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/render/cores"
	"nianbao/render/doc"
	"nianbao/render/xlsx"
	"nianbao/templates"
	"nianbao/templates/merge"
	"nianbao/templates/rollup"
)

// ErrNoSummary says that a package describes no summary.
var ErrNoSummary = errors.New("报告包里没有写汇总表")

// told is what is known of one planned file when a summary is made of it.
type told struct {
	brief *rollup.Unit // nil: nothing is known of it
	note  string       // why nothing is
	pkg   string       // name of its package, "" when none was found
}

// district brings the plan and what became of its files together. get gives what is
// known of file i; it is asked once for each that is OK, in order when figures have to
// be shared, and may change what it gave.
func (p *Plan) district(opt press.Options, program string, get func(i int) told) *rollup.District {
	d := &rollup.District{Year: p.Year, Due: p.Due, Program: program, Title: "汇总", Date: opt.Date}
	if d.Date == "" {
		d.Date = strconv.Itoa(p.Year+1) + "-01-01"
	}
	d.Units = make([]rollup.Unit, len(p.Files))
	first := ""
	for i := range p.Files {
		f := &p.Files[i]
		u := rollup.Unit{Name: f.Head.Unit, Kind: f.Head.Kind, Year: f.Head.Year, Status: f.Status, Note: f.Note, Replaced: f.twin}
		if f.Status == rollup.OK {
			t := get(i)
			if t.brief != nil {
				u = *t.brief
				u.Name = f.named(u.Name)
			} else {
				u.Status, u.Note = rollup.Failed, cmp.Or(t.note, "读不了这个文件")
			}
			if t.pkg != "" && first == "" {
				first, p.first, p.report = t.pkg, f, t.pkg
			}
			if t.pkg != "" && t.pkg != first && u.Status == rollup.OK {
				u.Status, u.Note = rollup.Failed, "是另一种报告“"+t.pkg+"”"
			}
		}
		if u.File, u.SHA256 = f.Rel, f.Head.SHA256; u.Name == "" {
			u.Name = strings.TrimSuffix(path.Base(f.Rel), path.Ext(f.Rel))
		}
		if u.Status == rollup.OK && u.Year != p.Year {
			u.Status, u.Note = rollup.WrongYear, "年度是 "+strconv.Itoa(u.Year)
		}
		if u.Status == rollup.WrongYear {
			u.Note += "，这次汇总 " + strconv.Itoa(p.Year) + " 年的"
		}
		d.Units[i] = u
	}
	return d
}

// complete adds what the roster says and which files were not taken; the package must
// be known.
func (p *Plan) complete(d *rollup.District) {
	for _, s := range p.Skipped {
		rel := p.relative(s.Path)
		if path.Base(rel) == press.RollUpName {
			continue
		}
		d.Ignored = append(d.Ignored, rollup.File{Path: rel, Note: s.Why})
	}
	for _, s := range p.Broken {
		d.Ignored = append(d.Ignored, rollup.File{Path: p.relative(s.Path), Note: s.Why})
	}
	onRoster(d, p.asked, func(i int) string { return p.Files[i].space })
}

// relative is a path the user knows as seen from the input.
func (p *Plan) relative(shown string) string {
	for _, in := range p.Inputs {
		if rel, err := filepath.Rel(filepath.Clean(in), shown); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(shown)
}

// made is the relative path of a result when it lies in the out folder.
func made(out, sub, name string) string {
	if name == "" {
		return ""
	}
	rel := path.Join(sub, name)
	if _, err := os.Stat(filepath.Join(out, filepath.FromSlash(rel))); err != nil {
		return ""
	}
	return rel
}

// Gather reads every file that counts, for a summary without results. done takes away
// what the district reads from.
func Gather(p *press.Press, plan *Plan, program string) (d *rollup.District, done func(), err error) {
	kept, err := openAside(plan)
	if err != nil {
		return nil, func() {}, err
	}
	q := p.Figures()
	cores.Each(len(plan.Files), func(i int) {
		f := &plan.Files[i]
		if f.Status != rollup.OK {
			return
		}
		m, name := q.Make(f.Source()), ""
		if m.Brief.Figures.Known() {
			name, _, _ = strings.Cut(m.Package, "@")
		}
		kept.put(i, m.Brief, name)
	})
	if d, err = kept.district(p, program, (*templates.Package).Summary); err != nil {
		return nil, kept.close, err
	}
	plan.complete(d)
	return d, kept.close, nil
}

// WriteSummary writes the summary workbook into the out folder of p. The error is
// ErrNoSummary when the package describes none. The district is given up.
func WriteSummary(p *press.Press, d *rollup.District) (string, error) {
	return summarize(d, func(f disk.File) (string, error) { return writeOne(p, f) })
}

// WriteRollUp writes the sums for the superior's data file into the out folder of p.
func WriteRollUp(p *press.Press, d *rollup.District) (string, error) {
	return writeOne(p, disk.File{Name: press.RollUpName, Content: []byte(rollup.YAML(d))})
}

func writeOne(p *press.Press, file disk.File) (string, error) {
	opt := p.Options()
	folder, err := disk.Open(opt.Out, "", opt.System)
	if err != nil {
		return "", err
	}
	defer folder.Close()
	return folder.PutOne(file)
}

// summarize makes the summary workbook; put puts it into its place.
func summarize(d *rollup.District, put func(disk.File) (string, error)) (string, error) {
	kinds, a := d.Package.Kinds, rollup.Summary(d) // d may be given up from here on
	if len(a.Sheets) == 0 {
		return "", ErrNoSummary
	}
	return writeBook(d, a, summaryName(kinds), put)
}

// writeBook makes a workbook of d. The one of a province is not held in memory.
func writeBook(d *rollup.District, a doc.Annex, name string, put func(disk.File) (string, error)) (string, error) {
	var scratch disk.Scratch
	defer scratch.Close()
	book, err := xlsx.Pack(a, &scratch)
	if err = cmp.Or(err, d.Unread()); err != nil {
		return "", err
	}
	return put(disk.File{Name: name, Write: book.Write})
}

func summaryName(kinds []*templates.Kind) string {
	return fileName(kinds, "summary", func(f templates.Files) string { return f.Summary.Text }) + ".xlsx"
}

func listName(kinds []*templates.Kind) string {
	return fileName(kinds, "manifest", func(f templates.Files) string { return f.Manifest.Text }) + ".json"
}

// fileName is what the package calls a file of all units.
func fileName(kinds []*templates.Kind, usual string, of func(templates.Files) string) string {
	for _, k := range kinds {
		if name := of(k.Files); name != "" {
			return merge.SafeName(name)
		}
	}
	return usual
}

// keeper reads what was kept of planned files, by many at once.
type keeper interface {
	brief(i int) ([]byte, error) // empty when there is none
	apart(i int, into any) error
}

// serve lets d read what its units do not hold from where it was kept; out is where the
// results lie.
func (p *Plan) serve(d *rollup.District, from keeper, out string) {
	d.Texts = func(i int) (rollup.Texts, error) {
		var a struct{ Texts rollup.Texts }
		err := from.apart(i, &a)
		return a.Texts, err
	}
	d.Findings = func(i int) ([]rollup.Finding, error) {
		var f struct{ Findings []rollup.Finding }
		err := from.apart(i, &f)
		return f.Findings, err
	}
	d.Results = func(i int) (r rollup.Results, err error) {
		text, err := from.brief(i)
		if err == nil && len(text) > 0 {
			err = json.Unmarshal(text, &r)
		}
		sub := p.Files[i].folder()
		return rollup.Results{Report: made(out, sub, r.Report), Annex: made(out, sub, r.Annex)}, err
	}
}

// unbrief reads a kept brief.
func unbrief(text []byte, shared *rollup.Shared) *rollup.Unit {
	if len(text) == 0 {
		return nil
	}
	u, err := rollup.Read(text, shared)
	if err != nil {
		return nil
	}
	return u
}
