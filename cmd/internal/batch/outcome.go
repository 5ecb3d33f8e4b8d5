package batch

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/templates"
	"nianbao/templates/rollup"
)

// Outcome is how a batch ended.
type Outcome struct {
	Built, Reused, Failed int
	Left                  int   // not come to
	Why                   error // of a run that stopped early
	Late, Missing         int
	Faulty                int // built, with 错误 or 警告 in the content
	Todo                  []Todo
	Summary, List         string // paths; "" when not written
	Unwritten             []error
}

// Todo is what a person has to do about one unit.
type Todo struct {
	Unit, Place, State, Next string
}

// listed is a unit in the list of what was made (contract §5).
type listed struct {
	Path     string          `json:"path"`
	SHA256   string          `json:"sha256"`
	Text     string          `json:"text,omitempty"` // the sum of the file its text stands in
	Unit     string          `json:"unit"`
	Kind     string          `json:"kind"`
	Year     int             `json:"year"`
	Status   rollup.Status   `json:"status"`
	Note     string          `json:"note,omitempty"`
	Late     bool            `json:"late"`
	Template string          `json:"template,omitempty"` // when it is not that of the list
	Outputs  []listedOutput  `json:"outputs"`
	Findings []listedFinding `json:"findings"`
}

type listedOutput struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Pages  int    `json:"pages,omitempty"`
}

type listedFinding struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Level   string `json:"level"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// reserve keeps the names of the files of all units from the units.
func (r *run) reserve() {
	for i := range r.plan.Files {
		if f := &r.plan.Files[i]; f.Status == rollup.OK {
			if pkg := r.press.PackageFor(f.Source(), ""); pkg != nil {
				r.claims.reserve(summaryName(pkg.Kinds), listName(pkg.Kinds))
				return
			}
		}
	}
}

// record is what is known of planned file i, nil when it was not come to.
func (r *run) record(i, last int) *record {
	switch e := &r.ends[i]; {
	case !e.reached:
		return nil
	case e.rec != nil:
		return e.rec
	}
	return r.state.get(r.plan.Files[i].Rel, r.keys[i], last)
}

// brief is the brief of a file that was come to.
func (r *run) brief(i int) ([]byte, error) {
	if rec := r.ends[i].rec; rec != nil {
		return rec.brief, nil
	}
	return r.state.part(r.plan.Files[i].Rel, r.keys[i], inBrief)
}

// apart reads what is kept apart of a file that was come to.
func (r *run) apart(i int, into any) error {
	rec := r.ends[i].rec
	if rec == nil {
		return r.state.apart(r.plan.Files[i].Rel, r.keys[i], into)
	}
	if len(rec.apart) == 0 {
		return nil
	}
	return json.Unmarshal(rec.apart, into)
}

// finish writes the list and the summary, unless nothing has changed since the last
// run, and counts.
func (r *run) finish(why error) (*Outcome, error) {
	out := &Outcome{}
	if why != nil {
		out.Why = why
	}
	for i := range r.ends {
		e := &r.ends[i]
		switch {
		case !e.reached:
			if r.opt.Share.has(&r.plan.Files[i]) {
				out.Left++
			}
		case e.head().Status == rollup.OK:
			out.Built++
			if e.reused {
				out.Reused++
			}
		case e.head().Status == rollup.Failed:
			out.Failed++
		}
	}
	d := r.plan.district(r.press.Options(), r.opt.Program, func(i int) told { return r.short(i) })
	for i := range r.ends {
		if r.ends[i].reached && r.plan.Files[i].Status == rollup.OK && r.ends[i].head().Status == rollup.Failed {
			d.Units[i].Status = rollup.Failed
		}
	}
	if r.plan.first != nil {
		d.Package = r.press.PackageFor(r.plan.first.Source(), r.plan.report)
	}
	r.plan.complete(d)
	r.count(out, d)
	r.old(out)
	mark := r.mark(d)
	if out.Why == nil && r.same(mark, d, out) {
		return out, r.state.close(r.planned)
	}
	if err := r.list(d, out); err != nil {
		return out, err
	}
	if out.Why == nil {
		if err := r.part(out); err != nil {
			return out, err
		}
		if err := r.sums(d, out); err != nil {
			return out, err
		}
		r.remember(mark, out)
		return out, r.state.close(r.planned)
	}
	return out, nil
}

// short is unit i without its figures.
func (r *run) short(i int) told {
	if !r.ends[i].reached {
		return told{note: "还没有做到"}
	}
	return r.ends[i].told()
}

// planned tells whether a record still belongs to a planned file.
func (r *run) planned(rel string) bool {
	if rel == wholeRel {
		return true
	}
	_, ok := slices.BinarySearchFunc(r.plan.Files, rel, func(f Planned, rel string) int { return strings.Compare(f.Rel, rel) })
	return ok || len(r.left(rel)) > 0
}

// left are the results of a data file that is gone, as far as they are still there and
// no other unit's.
func (r *run) left(rel string) (names []string) {
	rec := r.state.get(rel, "", inHead)
	if rec == nil {
		return nil
	}
	for _, o := range rec.Outputs {
		if _, err := os.Stat(r.folder.At(o.Name)); err == nil && !r.claims.taken(o.Name) {
			names = append(names, o.Name)
		}
	}
	return names
}

// old lists results of data files that are gone: nobody but a person may delete them.
func (r *run) old(out *Outcome) {
	for _, rel := range slices.Sorted(maps.Keys(r.state.lines)) {
		if _, ok := slices.BinarySearchFunc(r.plan.Files, rel, func(f Planned, rel string) int { return strings.Compare(f.Rel, rel) }); ok || rel == wholeRel {
			continue
		}
		for _, name := range r.left(rel) {
			out.Todo = append(out.Todo, Todo{"", r.folder.At(name), "旧结果", "它的数据文件 " + rel + " 已经没有了：不要就删去"})
		}
	}
}

// list writes what was made of which file, in order of path. Nothing in it depends on
// the run.
func (r *run) list(d *rollup.District, out *Outcome) error {
	name := listName(kindsOf(d))
	write := func(w io.Writer) error {
		b := bufio.NewWriterSize(w, 1<<16)
		r.listTo(b, d)
		return b.Flush() // which tells of every write
	}
	path, err := r.folder.PutOne(disk.File{Name: name, Write: write})
	if err != nil {
		return r.unwritten(out, err)
	}
	out.List = path
	return nil
}

func (r *run) listTo(b *bufio.Writer, d *rollup.District) {
	template := ""
	for i := range r.ends {
		if rec := r.record(i, inHead); rec != nil && rec.Package != "" {
			template = rec.Package
			break
		}
	}
	fmt.Fprintf(b, "{\"version\":%s,\"template\":%s,\"units\":[", mustJSON(r.opt.Program), mustJSON(template))
	missing := slices.Clone(d.Missing)
	if r.opt.Share.N > 1 {
		missing = nil // those nobody handed in are in the list of the whole
	}
	slices.SortStableFunc(missing, func(a, b rollup.Asked) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Unit, b.Unit))
	})
	comma := "\n"
	add := func(u listed) {
		b.WriteString(comma)
		b.Write(mustJSON(u))
		comma = ",\n"
	}
	for i := range d.Units {
		for len(missing) > 0 && missing[0].File < r.plan.Files[i].Rel {
			add(absent(missing[0], r.plan.Year))
			missing = missing[1:]
		}
		if r.ends[i].reached {
			add(r.listed(i, &d.Units[i], template))
		}
	}
	for _, m := range missing {
		add(absent(m, r.plan.Year))
	}
	b.WriteString("\n]}\n")
}

// unwritten keeps an error about one of the files of all units; the others go on.
func (r *run) unwritten(out *Outcome, err error) error {
	out.Unwritten = append(out.Unwritten, err)
	if disk.Full(err) {
		out.Why = err
	}
	return nil
}

func absent(m rollup.Asked, year int) listed {
	return listed{Path: m.File, Unit: m.Unit, Kind: m.Kind, Year: year, Status: rollup.Missing, Note: m.Note, Outputs: []listedOutput{}, Findings: []listedFinding{}}
}

func (r *run) listed(i int, u *rollup.Unit, template string) listed {
	f := &r.plan.Files[i]
	l := listed{Path: f.Rel, SHA256: f.Head.SHA256, Text: f.Head.TextSum(), Unit: u.Name, Kind: u.Kind, Year: u.Year, Status: f.Status, Note: f.Note, Late: u.Late, Outputs: []listedOutput{}, Findings: []listedFinding{}}
	if f.Status != rollup.OK {
		return l
	}
	rec := r.record(i, inFindings)
	if rec == nil {
		l.Status = rollup.Failed
		return l
	}
	l.Status = rec.Status
	if rec.Package != template {
		l.Template = rec.Package
	}
	for _, o := range rec.Outputs {
		l.Outputs = append(l.Outputs, listedOutput{o.Name, o.SHA256, o.Pages})
	}
	for _, d := range rec.Findings {
		file := d.File
		if file == "" {
			file = f.Rel
		}
		l.Findings = append(l.Findings, listedFinding{file, d.Line, d.Col, d.Level.String(), d.Code, d.Message, d.Hint})
	}
	return l
}

// sums writes the summary workbook, with every figure. What compares texts has no need of
// figures, and comes first: both together take more room than there is.
func (r *run) sums(short *rollup.District, out *Outcome) error {
	if short.Package == nil || r.opt.Share.N > 1 || !slices.Contains(r.press.Options().Formats, "xlsx") {
		return nil
	}
	pkg := short.Package
	if r.watch != nil {
		r.watch.Begin(summaryName(pkg.Kinds)) // of thousands of units it takes minutes
	}
	r.plan.serve(short, r, r.press.Options().Out)
	compared, err := short.Compare(pkg.Summary())
	if err != nil {
		return r.unwritten(out, &disk.Error{Path: r.private, Err: err})
	}
	shared, lost := &rollup.Shared{}, error(nil)
	d := r.plan.district(r.press.Options(), r.opt.Program, func(i int) told {
		t := r.short(i)
		if !r.ends[i].reached {
			return t
		}
		text, err := r.brief(i)
		lost = cmp.Or(lost, err)
		if t.brief = unbrief(text, shared); t.brief == nil {
			if rec := r.record(i, inFindings); rec != nil && len(rec.Findings) > 0 {
				t.note = rec.Findings[0].Message
			}
		}
		return t
	})
	d.Package, d.Compared = pkg, compared
	if lost != nil {
		return r.unwritten(out, &disk.Error{Path: r.private, Err: lost})
	}
	r.plan.serve(d, r, r.press.Options().Out)
	r.plan.complete(d)
	path, err := summarize(d, r.folder.PutOne)
	if errors.Is(err, ErrNoSummary) {
		return nil
	}
	if err != nil {
		return r.unwritten(out, err)
	}
	out.Summary = path
	return nil
}

// wholeRel is the name under which the state keeps what the list and the summary were
// made from. No data file is called so.
const wholeRel = "."

// mark stands for everything the list and the summary are made from.
func (r *run) mark(d *rollup.District) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %s %v %q\n", r.opt.Build, r.opt.Program, r.opt.Share, r.press.Options().Formats)
	for i := range r.plan.Files {
		f, e := &r.plan.Files[i], &r.ends[i]
		fmt.Fprintf(h, "%q %s %s %s %q %v\n", f.Rel, f.Head.SHA256, r.keys[i], e.head().Status, f.Note, d.Units[i].Late)
		if e.rec != nil {
			h.Write(mustJSON(e.rec))
			h.Write(mustJSON(e.rec.Findings))
		}
	}
	h.Write(mustJSON(d.Missing))
	h.Write(mustJSON(d.Ignored))
	fmt.Fprintf(h, "%q %v\n", r.plan.Due, r.plan.asked)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// same tells that list and summary are as they would be made now.
func (r *run) same(mark string, d *rollup.District, out *Outcome) bool {
	rec := r.state.get(wholeRel, mark, inHead)
	if rec == nil || r.opt.Force {
		return false
	}
	for _, o := range rec.Outputs {
		if sum, _, err := sumOf(r.folder.At(o.Name)); err != nil || sum != o.SHA256 {
			return false
		}
	}
	for _, o := range rec.Outputs {
		switch path := r.folder.At(o.Name); filepath.Ext(path) {
		case ".json":
			out.List = path
		case ".xlsx":
			out.Summary = path
		}
	}
	return true
}

func (r *run) remember(mark string, out *Outcome) {
	if len(out.Unwritten) > 0 {
		return
	}
	rec := &record{}
	paths := []string{out.List, out.Summary}
	if r.opt.Share.N > 1 {
		paths = append(paths, r.folder.At(partName))
	}
	for _, path := range paths {
		if sum, _, err := sumOf(path); err == nil {
			rec.Outputs = append(rec.Outputs, output{Name: filepath.Base(path), SHA256: sum})
		}
	}
	_ = r.state.put(wholeRel, mark, rec) // without it the next run makes them anew
}

func kindsOf(d *rollup.District) []*templates.Kind {
	if d.Package == nil {
		return nil
	}
	return d.Package.Kinds
}
