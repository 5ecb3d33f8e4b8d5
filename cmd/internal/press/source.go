package press

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"nianbao/cmd/internal/disk"
	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/merge"
	"nianbao/templates/rollup"
)

// Source is one data file among many.
type Source struct {
	Path     string // where it lies
	Shown    string // how the user knows it; "" is Path
	Root     string // packages in a folder 模板 are looked for from the file's folder up to here
	LastYear string // file that gives 上年; "" is none
}

// Made is one unit ready to be put into the out folder.
type Made struct {
	Result
	Files []File       // empty when something stops the unit
	Brief *rollup.Unit // for the summary, its head alone when no workbook is wanted; its Results are the names of the files, made or not
}

// File is a result with what is said of it.
type File struct {
	disk.File
	Out Output
}

// Make builds a unit in memory. It may be called by many at once: what it shares is
// read-only or guarded.
func (p *Press) Make(s Source) Made {
	q := p.Of(s)
	r, u := q.prepare(s.Path)
	summed := q.noPages || slices.Contains(q.opt.Formats, "xlsx")
	m := Made{Result: r, Brief: brief(&r, u, summed)}
	if summed && u != nil && u.ledger != nil {
		q.copied(m.Brief, u.data)
	}
	if q.noPages || u == nil || !q.passes(&r) {
		return m
	}
	if m.Files, m.Err = q.render(u); m.Err != nil {
		m.Files = nil
	}
	return m
}

// Of returns a press for one file among many.
func (p *Press) Of(s Source) *Press {
	q := *p
	q.shown, q.root, q.lastYear = s.Shown, s.Root, cmp.Or(s.LastYear, noFile)
	return &q
}

// Figures returns a press that stops before layout: figures and findings are enough.
func (p *Press) Figures() *Press {
	q := *p
	q.noPages = true
	return &q
}

// passes tells that nothing stops the unit.
func (p *Press) passes(r *Result) bool {
	return r.Err == nil && !r.Findings.Stops() &&
		(!p.opt.Strict || r.Findings.Count(diag.Error)+r.Findings.Count(diag.Warning) == 0)
}

// brief is the unit for the summary, without figures and findings when it will not be
// summed. Findings of the layout are not in it: they are the printer's affair, and a
// summary alone sets no pages.
func brief(r *Result, got *unit, summed bool) *rollup.Unit {
	out := &rollup.Unit{Name: r.Unit, Kind: r.Kind, Year: r.Year}
	apart := &rollup.Apart{}
	found := r.Findings
	if got != nil && got.ledger != nil {
		if out.Figures = rollup.Given(nil); summed {
			*out = rollup.Brief(got.kind, got.ledger, merge.Measures(got.reports[0].doc, got.ledger.Package.Schema.Measures))
		}
		apart.Report, apart.Annex = got.reports[0].name+".pdf", got.name+".xlsx"
		out.Received = cmp.Or(got.data.Filing.Sent, got.data.Date)
		if got.kind.Due.Report != "" {
			out.Due = strconv.Itoa(out.Year+1) + "-" + got.kind.Due.Report
		}
		found = got.early
	}
	out.Apart, out.Status = apart, rollup.OK
	if r.Err != nil || found.Stops() || got == nil || got.ledger == nil {
		out.Status, out.Note = rollup.Failed, "数据文件有必须改的错误，用 check 逐条看"
		if r.Err != nil {
			out.Note = "读不了这个文件"
		}
	}
	if !summed {
		return out
	}
	for _, f := range found {
		switch f.Level {
		case diag.Error:
			out.Errors++
		case diag.Warning:
			out.Warnings++
		case diag.Hint:
			out.Tips++
		}
		place := filepath.Base(f.File)
		if f.Line > 0 {
			at := f.Pos
			at.File = place
			place = at.String()
		}
		apart.Findings = append(apart.Findings, rollup.Finding{Level: f.Level.String(), Code: f.Code, Place: place, Message: f.Message, Hint: f.Hint})
	}
	return out
}

// PackageFor loads the package of a data file; where that cannot be read, that of the
// report called name. It is nil when there is none.
func (p *Press) PackageFor(s Source, name string) *templates.Package {
	q := *p
	q.root = s.Root
	header, src := data.Header{Report: name}, &data.Source{}
	if content, err := read(s.Path); err == nil {
		if root, at, _, _ := readTree(s.Path, content); root != nil {
			header, src = data.ReadHeader(root), at
		}
	}
	pkg, _, _ := q.choose(filepath.Dir(s.Path), header, src)
	return pkg
}

// With returns a press for other formats.
func (p *Press) With(formats []string) *Press {
	q := *p
	q.opt.Formats = formats
	return &q
}

// Mark stands for everything but the data files that decides what comes out: the
// options, the user's faces and his packages for files in dir.
func (p *Press) Mark(dir, root string) string {
	q := *p
	q.root = root
	places := slices.Concat(p.opt.Templates, q.besides(dir))
	key := strings.Join(places, "\x00")
	return p.shelf.mark(key, func() string {
		h := sha256.New()
		fmt.Fprintf(h, "%q %q %v %q %v\n", p.opt.Formats, p.opt.Form, p.opt.Strict, p.opt.Date, p.opt.Attach)
		if p.opt.OwnDir != "" {
			contents(h, p.opt.OwnDir, func(string) bool { return true })
		}
		for _, place := range places {
			contents(h, place, IsYAML)
		}
		return hex.EncodeToString(h.Sum(nil))
	})
}

// contents adds names and contents of the wanted files below dir.
func contents(h io.Writer, dir string, wanted func(string) bool) {
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !wanted(path) {
			return nil // what cannot be read is told when it is needed
		}
		if f, err := os.Open(path); err == nil {
			rel, _ := filepath.Rel(dir, path)
			fmt.Fprintf(h, "%q\n", filepath.ToSlash(rel))
			n, _ := io.Copy(h, f)
			fmt.Fprintf(h, "%d\n", n)
			f.Close()
		}
		return nil
	})
}

// library holds the packages loaded so far and what is known of folders. Packages
// are read-only: it is shared by all workers.
type library struct {
	mu       sync.Mutex
	packages map[string]loaded
	marks    map[string]string
	heads    map[string][]Head // folder → heads of its data files
}

func newLibrary() *library {
	return &library{packages: map[string]loaded{}, marks: map[string]string{}, heads: map[string][]Head{}}
}

// once returns what make gives for key, made once however many ask.
func once[T any](mu *sync.Mutex, memo map[string]T, key string, make func() T) T {
	mu.Lock()
	defer mu.Unlock()
	got, ok := memo[key]
	if !ok {
		got = make()
		memo[key] = got
	}
	return got
}

func (l *library) load(key string, make func() loaded) loaded {
	return once(&l.mu, l.packages, key, make)
}

func (l *library) mark(key string, make func() string) string {
	return once(&l.mu, l.marks, key, make)
}

// inFolder returns the heads of the data files in dir, read once a run.
func (l *library) inFolder(dir string) []Head {
	return once(&l.mu, l.heads, dir, func() (heads []Head) {
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			if !e.IsDir() && mayBeData(e.Name()) {
				h, _ := readHead(filepath.Join(dir, e.Name()))
				heads = append(heads, h)
			}
		}
		return heads
	})
}
