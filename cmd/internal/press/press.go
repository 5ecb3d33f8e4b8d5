// Package press takes one unit's data file to its results: read, join, check, lay
// out, write. It is where files meet the pure stages below; each result is written
// beside its place and renamed into it, so nobody sees half a file.
package press

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/fonts"
	"nianbao/render"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
	"nianbao/render/page"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/merge"
	"nianbao/templates/rules"
)

// codeSameFile is two versions that would write one file.
const codeSameFile = "Y408"

// Options say what a run makes and with what.
type Options struct {
	Out       string      // out folder
	Formats   []string    // names of render.Formats
	Form      string      // web, plain, redhead; "" takes the data file's
	Templates []string    // folders of own packages
	Attach    bool        // workbook and data travel inside the fixed-page files
	Strict    bool        // 错误 and 警告 in the content stop a unit
	OwnDir    string      // folder Own lies in
	System    disk.Opener // what writes results; nil is the operating system
	Date      string      // YYYY-MM-DD for files whose report has no date; "" takes a fixed one
	Faces     *fonts.Set  // those of the program
	Own       []fonts.Own // the user's: set what a layout names them for, and what others lack
}

// Result is what became of one data file.
type Result struct {
	Path     string // data file, as named by the user
	Unit     string
	Kind     string
	Year     int
	Package  string // 报告@版（来处）
	LastYear string // data file that gave 上年, "" when none did
	Outputs  []Output
	Findings diag.List
	Figures  rules.Account     // the figures of the text
	Muted    map[string]string // 不查 that left findings out: code → how many, and why
	Built    bool
	// BadPackage: what stops the unit stands in the package, not in its data.
	BadPackage bool
	Err        error // a file could not be read or written
}

// Output is one file written.
type Output struct {
	Path   string
	Pages  int // of a fixed-page format
	Sheets int // of a workbook
	Places []Place
}

// Place is room the pages leave for a seal: for the system that puts it there.
type Place struct {
	Page int // from 1
	page.Place
}

// Press builds units. It keeps packages it has loaded and is safe for concurrent use.
type Press struct {
	opt      Options
	shelf    *library      // shared by all copies of this press
	checking bool          // nothing is to be written
	noPages  bool          // stop before layout: figures and findings are enough
	corpus   *rules.Corpus // what other reports say; nil where nobody asked
	last     *rules.Corpus // what last year's of the unit says; nil where there is none
	lastYear string        // file that gives 上年; "" looks beside the data file, noFile is none
	shown    string        // how the user knows the data file; "" is its path
	root     string        // see Source
}

// New returns a press for opt.
func New(opt Options) *Press {
	if opt.Faces != nil {
		opt.Faces = opt.Faces.With(usable(opt.Own)...)
	}
	return &Press{opt: opt, shelf: newLibrary()}
}

// unit is one data file on its way.
type unit struct {
	data    *data.Unit
	root    *data.Node // as it was written
	kind    *templates.Kind
	ledger  *ledger.Ledger
	merger  *merge.Merger
	reading *rules.Reading
	reports []report  // the report itself, then its versions
	early   diag.List // what was found before any page was set
	annex   doc.Annex
	name    string        // of the annex's file
	sheet   gbt9704.Sheet // as its layout file has it, faces by their names
}

// report is the report in one version.
type report struct {
	name    string // of its file, without extension
	doc     doc.Document
	pages   page.Pages
	carries []page.File // what travels inside, the workbook left out
}

// Check reads a data file and returns every finding; nothing is written.
func (p *Press) Check(path string) Result {
	q := *p
	q.checking = true
	r, _ := q.prepare(path)
	r.Built = r.Err == nil && !r.Findings.Stops()
	return r
}

// Build makes the results of one data file. When anything stops it no file is
// written.
func (p *Press) Build(path string) Result {
	r, u := p.prepare(path)
	if u == nil || !p.passes(&r) {
		return r
	}
	files, err := p.render(u)
	if err != nil {
		r.Err = err
		return r
	}
	if r.Outputs, r.Err = p.write(files); r.Err == nil {
		r.Built = true
	}
	return r
}

// prepare takes a data file through every stage that can find something wrong.
func (p *Press) prepare(path string) (Result, *unit) {
	name := cmp.Or(p.shown, path)
	r := Result{Path: name}
	content, err := read(path)
	if err != nil {
		if d, form := asFinding(name, err); form {
			r.Findings.Add(d)
			return r, nil
		}
		r.Err = err
		return r, nil
	}
	return p.understand(path, content)
}

// understand is prepare for content that has been read.
func (p *Press) understand(path string, content []byte) (Result, *unit) {
	name := cmp.Or(p.shown, path)
	r := Result{Path: name}
	root, src, found, broken := readTree(name, content)
	r.Findings = found
	if root == nil {
		return r, nil
	}
	pkg, from, bad := p.choose(filepath.Dir(path), data.ReadHeader(root), src)
	r.Findings.Add(bad...)
	if pkg == nil {
		r.BadPackage = slices.ContainsFunc(bad, func(d diag.Diagnostic) bool { return d.File != src.Name })
		r.Findings.Sort()
		return r, nil
	}
	r.Package = pkg.Name + "@" + pkg.Version + from
	u := &unit{root: root}
	root, text := textFile(path, root, pkg, &r.Findings)
	u.data, found = data.Decode(root, src, &pkg.Schema, broken)
	u.data.TextFile = text
	r.Findings.Add(found...)
	r.Unit, r.Kind, r.Year = u.data.Name.Text, u.data.Kind.Text, u.data.Year
	r.LastYear = p.fillIn(path, u.data, pkg, &r.Findings)
	if u.kind = pkg.Kind(u.data.Kind.Text); u.kind != nil && !broken && !u.data.TooMuch {
		p.compose(pkg, u, root, &r)
	}
	pkg.Excerpts(r.Findings)
	src.Excerpts(r.Findings)
	if text != nil {
		text.Excerpts(r.Findings)
	}
	r.Findings.Sort()
	return r, u
}

// compose joins data and package and sets the pages.
func (p *Press) compose(pkg *templates.Package, u *unit, root *data.Node, r *Result) {
	u.ledger = ledger.New(pkg, u.data)
	u.merger = merge.New(u.kind, u.data, u.ledger, p.opt.Form, p.date(u.data.Year))
	first := report{doc: u.merger.Document(), name: u.merger.ReportName()}
	reading := rules.Read(u.kind, u.data, u.ledger, first.doc, u.merger.Web(), p.corpus)
	u.reading, r.Figures = reading, reading.Account
	u.merger.AlsoNamed(reading.Account.Places())
	switch {
	case p.wantsAnnex(u):
		u.annex = u.merger.Annex()
	case p.checking: // a summary needs no sheets of the unit's own, a check their words
		u.merger.AnnexWords()
	}
	if u.annex.Sheets == nil && p.wantsAnnex(u) {
		pos, span := u.data.Gap("")
		r.Findings.Add(diag.Hintf(pos, rules.CodeNeeded, "一个数也没有填，没有做统计表").Over(span).Do("填了“统计”再生成"))
	}
	first.enclose(u.merger, u.annex)
	p.carry(&first, u.merger, root)
	u.reports, u.name = []report{first}, u.merger.FileName(u.kind.Files.Annex)
	r.Findings.Add(u.merger.Findings()...)
	if p.noPages || p.lastYear != "" { // what the summary of many units says
		u.early = append(slices.Clone(r.Findings), rules.Check(u.kind, u.data, u.ledger)...)
		pkg.Excerpts(u.early)
		u.early.Sort()
	}
	if p.noPages {
		r.Findings.Add(rules.Check(u.kind, u.data, u.ledger)...)
		return
	}
	r.Findings.Add(reading.Check()...)
	r.Muted = muted(u.data, reading.Muted())
	for i := range u.data.Versions {
		m := u.merger.For(&u.data.Versions[i])
		v := report{doc: m.Document(), name: m.ReportName()}
		v.enclose(m, u.annex)
		p.carry(&v, m, root)
		if slices.ContainsFunc(u.reports, func(o report) bool { return strings.EqualFold(o.name, v.name) }) {
			name := u.data.Versions[i].Name
			r.Findings.Add(diag.Errorf(name.Pos, codeSameFile, "版本“%s”的文件与别的一份同名：%s", name.Text, v.name).Over(len([]rune(name.Text))).Do("换一个名；单位名太长的，名写短些"))
		}
		u.reports = append(u.reports, v)
		addNew(&r.Findings, m.Findings())
	}
	sheet, setAt := u.kind.SheetFor(u.data)
	if p.opt.Strict {
		addNew(&r.Findings, templates.Deviations(&sheet, setAt))
	}
	if r.Findings.Stops() {
		return
	}
	u.sheet = sheet
	missing := p.useFaces(u.kind, &sheet)
	if r.Findings.Add(missing...); missing.Stops() {
		r.BadPackage = true
		return
	}
	for i := range u.reports {
		var found diag.List
		u.reports[i].pages, found = layout.Lay(u.reports[i].doc, &sheet, p.opt.Faces)
		found = rules.Wanted(u.data, found)
		u.data.Source.Excerpts(found)
		addNew(&r.Findings, found)
	}
}

// wantsAnnex reports whether the sheets of the unit go into a result: a workbook, or
// the report's attachments.
func (p *Press) wantsAnnex(u *unit) bool {
	if u.merger.Encloses() || len(u.data.Versions) > 0 || p.opt.Attach {
		return true
	}
	return !p.noPages && !p.checking && slices.ContainsFunc(render.Formats(), func(f render.Format) bool {
		return f.FromAnnex != nil && slices.Contains(p.opt.Formats, f.Name)
	})
}

// enclose adds what stands behind the text: printed attachments, 版记.
func (r *report) enclose(m *merge.Merger, annex doc.Annex) {
	r.doc.Blocks = append(r.doc.Blocks, m.Enclosures(annex)...)
	r.doc.Blocks = append(r.doc.Blocks, m.Colophon()...)
}

// addNew adds findings that are not in the list yet: versions of a report share most
// of theirs.
func addNew(to *diag.List, found diag.List) {
	for _, d := range found {
		if !slices.ContainsFunc(*to, func(e diag.Diagnostic) bool { return e.Pos == d.Pos && e.Code == d.Code && e.Message == d.Message }) {
			to.Add(d)
		}
	}
}

// render makes every wanted format in memory.
func (p *Press) render(u *unit) ([]File, error) {
	var files []File
	var books []page.File
	made := map[string][]byte{} // workbooks made already, by format
	if slices.ContainsFunc(u.reports, func(r report) bool { return r.carries != nil }) {
		var err error
		if books, err = p.enclosed(u, made); err != nil {
			return nil, err
		}
	}
	for _, f := range render.Formats() {
		if !slices.Contains(p.opt.Formats, f.Name) {
			continue
		}
		if f.FromAnnex != nil && len(u.annex.Sheets) == 0 { // said in compose
			continue
		}
		if f.FromAnnex != nil {
			content, err := made[f.Name], error(nil)
			if content == nil {
				content, err = f.FromAnnex(u.annex)
			}
			if err != nil {
				return nil, err
			}
			files = append(files, File{disk.File{Name: u.name + f.Ext, Content: content}, Output{Sheets: len(u.annex.Sheets)}})
			continue
		}
		for i := range u.reports {
			r := &u.reports[i]
			out := Output{}
			var content []byte
			var err error
			if f.FromDocument != nil {
				content, err = f.FromDocument(r.doc, &u.sheet)
			} else {
				pages := r.pages
				if r.carries != nil {
					pages.Files = slices.Concat(r.carries, books)
				}
				content, err = f.FromPages(pages, p.opt.Faces)
				out = Output{Pages: len(r.pages.Pages), Places: r.places()}
			}
			if err != nil {
				return nil, err
			}
			files = append(files, File{disk.File{Name: r.name + f.Ext, Content: content}, out})
		}
	}
	return files, nil
}

// places are the places left for seals.
func (r *report) places() (out []Place) {
	for i := range r.pages.Pages {
		for _, place := range r.pages.Pages[i].Places {
			out = append(out, Place{i + 1, place})
		}
	}
	return out
}

// Read returns a data file's content, unless it is larger than any data file is.
func Read(path string) ([]byte, error) { return read(path) }

func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: path, Err: disk.ErrIsDir}
	}
	if info.Size() > data.MaxBytes {
		return nil, &tooLarge{info.Size()}
	}
	return os.ReadFile(path)
}

type tooLarge struct{ size int64 }

func (e *tooLarge) Error() string { return "文件过大" }

// asFinding turns a reason not to read a file's content into a finding.
func asFinding(path string, err error) (diag.Diagnostic, bool) {
	var large *tooLarge
	if !errors.As(err, &large) {
		return diag.Diagnostic{}, false
	}
	return data.TooLarge(filepath.ToSlash(path), large.size), true
}

// Into returns a press that writes to another folder and shares what p has loaded.
func (p *Press) Into(out string) *Press {
	q := *p
	q.opt.Out = out
	return &q
}

// Options are those of the press.
func (p *Press) Options() Options { return p.opt }
