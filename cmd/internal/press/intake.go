package press

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/intake"
	"nianbao/templates/rules"
)

// codeOurs is a report the program made itself.
const codeOurs = "D14"

// Imported is what became of a published report.
type Imported struct {
	Path    string // the data file written, "" when none was
	Facts   intake.Facts
	Found   diag.List
	Content []byte // of the data file
	Figures int    // that found their field
	Rest    int    // that did not
	Missing string // the option the user has to give: --unit, --kind, --year
	Err     error  // a file could not be read or written
}

// Import makes a data file of a published report, beside it.
func (p *Press) Import(path string, asked intake.Facts) Imported {
	out := Imported{}
	content, err := readLarge(path)
	if err != nil {
		out.Err = err
		return out
	}
	if isBook(path) {
		p.importBook(path, content, &out)
	} else {
		p.importPaper(path, content, asked, &out)
	}
	if out.Content == nil || out.Err != nil {
		return out
	}
	to := DataFile(path)
	if out.Err = WriteNew(to, out.Content); out.Err == nil {
		out.Path = to
	}
	return out
}

// DataFile is the file an import writes.
func DataFile(path string) string { return strings.TrimSuffix(path, filepath.Ext(path)) + ".yaml" }

// largestPaper is how many bytes of a report are read: a Word file has pictures.
const largestPaper = 64 << 20

func readLarge(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, &os.PathError{Op: "read", Path: path, Err: disk.ErrIsDir}
	}
	if info.Size() > largestPaper {
		return nil, &tooLarge{info.Size()}
	}
	return os.ReadFile(path)
}

// importBook writes a filled-in workbook as a data file.
func (p *Press) importBook(path string, content []byte, out *Imported) {
	root, _, found, _ := readTree(path, content)
	out.Found.Add(found...)
	if root == nil || found.Stops() {
		return
	}
	out.Facts.Unit, out.Facts.Kind = root.Get("单位").Text(), root.Get("类型").Text()
	out.Content = data.Plain(root, nil)
}

// importPaper reads a report, parts it and moves its figures into 统计.
func (p *Press) importPaper(path string, content []byte, asked intake.Facts, out *Imported) {
	name := filepath.ToSlash(path)
	pkg, _, found := p.choose(filepath.Dir(path), data.Header{Report: asked.Report}, &data.Source{})
	if out.Found.Add(found...); pkg == nil {
		return
	}
	paper, bad := intake.ReadPaper(name, content, pkg.WebLines)
	if bad != nil {
		out.Found.Add(*bad)
		return
	}
	if paper.Ours {
		out.Found.Add(diag.Hintf(diag.Pos{File: name}, codeOurs, "这是本程序生成的报告，照已公开的报告导入").Do("要把改稿收回原来的数据文件，写 --into 数据文件"))
	}
	out.Facts = intake.Guess(paper, pkg, asked)
	kind := pkg.Kind(out.Facts.Kind)
	if out.Missing = unsaid(out.Facts, kind); out.Missing != "" {
		return
	}
	parts := intake.Part(paper, kind, pkg.WebLines)
	out.Found.Add(parts.Found...)
	draft := parts.Draft(paper, kind, out.Facts, filepath.Base(path))
	out.Content = p.filled(path, draft, pkg, out)
}

func unsaid(f intake.Facts, kind *templates.Kind) string {
	switch {
	case f.Unit == "":
		return "--unit"
	case kind == nil:
		return "--kind"
	case f.Year == 0:
		return "--year"
	}
	return ""
}

// filled is the draft with the figures that found their fields; where the text would not
// read the same, those of its paragraph stay as they were.
func (p *Press) filled(path string, draft []byte, pkg *templates.Package, out *Imported) []byte {
	q := *p
	q.noPages, q.lastYear = true, noFile
	r, u := q.understand(path, draft)
	if u == nil || u.reading == nil || r.Findings.Stops() {
		for _, d := range r.Findings {
			if d.Form() {
				d.File = filepath.ToSlash(DataFile(path)) // as it is written below
				out.Found.Add(d)
			}
		}
		return draft
	}
	want := u.reading.Text()
	var order []string
	for _, f := range pkg.Schema.Fields {
		order = append(order, f.Path())
	}
	figures := asFigures(u.reading.Guess())
	for range 4 {
		content := intake.Fill(draft, figures, order)
		_, after := q.understand(path, content)
		if after != nil && after.reading != nil {
			bad := differing(want, after.reading.Text())
			if bad == nil {
				out.Figures = len(figures)
				a := after.reading.Account
				out.Rest = a.Count(rules.Equal) + a.Count(rules.Differs) + a.Count(rules.Unregistered) + a.Count(rules.Several)
				return content
			}
			lines := u.reading.LinesOf(bad)
			before := len(figures)
			figures = slices.DeleteFunc(figures, func(f intake.Figure) bool { return slices.Contains(lines, f.Pos.Line) })
			if len(figures) < before {
				continue
			}
		}
		break
	}
	return draft
}

func asFigures(list []rules.Guess) []intake.Figure {
	var out []intake.Figure
	for _, g := range list {
		out = append(out, intake.Figure(g))
	}
	return out
}

// differing are the paragraphs that do not read as they did.
func differing(want, got []string) []int {
	var out []int
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			out = append(out, i)
		}
	}
	return out
}
