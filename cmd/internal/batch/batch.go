// Package batch takes a folder of data files to its results: who reported, which file
// of a unit counts, all units on all cores, the summary and the list of what was made.
// One bad unit never stops the others, nothing is half-written, and a run after a
// killed one does only what is missing.
package batch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unique"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
	"nianbao/templates/rollup"
)

// Codes of findings about a unit among others.
const (
	codeSameFile = "Y408" // another unit's results have the same names
	codePanic    = "Y901" // the program failed
)

// tempMark is in the names of temporary files of a batch; those of an earlier, killed
// one are removed under the lock.
const tempMark = "b-"

// Options say how a batch is run.
type Options struct {
	Program string // version, for lists
	Build   string // stands for this very program: another one makes everything anew
	Jobs    int    // units at once
	Force   bool   // make also what is unchanged
	// Findings wants those of what is unchanged too; else they are told of what is made,
	// and of what stops a unit.
	Findings bool
	Share    Share
	System   disk.Opener // nil is the operating system
}

// Share is a part of the units, for several machines. The zero Share is all of them.
type Share struct{ K, N int }

// Watch is told what happens, one call at a time.
type Watch interface {
	Begin(shown string) // a unit is in hand, or what is made of all
	Done(Unit)          // in order of path
}

// Unit is what became of one unit.
type Unit struct {
	press.Result
	Reused bool // unchanged: its results are as they were
}

// Maker makes one unit in memory; *press.Press is one.
type Maker interface {
	Make(press.Source) press.Made
}

// Batch is an out folder held for one run.
type Batch struct {
	opt     Options
	press   *press.Press
	maker   Maker
	folder  *disk.Folder
	release func()
	state   *state
	private string
	made    []string // folders that were not there before, innermost first

	commit sync.Mutex // held while a unit's files take their places
	large  sync.Mutex // held while a large unit is made: two at once are more than a batch may take
	claims claims
}

// Open takes the out folder of p for one run: no other may run in it meanwhile. It is
// disk.ErrLocked when one does.
func Open(p *press.Press, opt Options) (*Batch, error) {
	out := p.Options().Out
	opt.Jobs = cmp.Or(opt.Jobs, runtime.GOMAXPROCS(0))
	b := &Batch{opt: opt, press: p, maker: p, private: filepath.Join(out, disk.Private)}
	for _, dir := range []string{b.private, out} {
		if _, err := os.Stat(dir); err != nil {
			b.made = append(b.made, dir)
		}
	}
	var err error
	if b.folder, err = disk.Open(out, tempMark, opt.System); err != nil {
		return nil, err
	}
	if b.release, err = disk.Lock(out); err != nil {
		b.folder.Close()
		return nil, err
	}
	b.sweep()
	if b.state, err = openState(filepath.Join(b.private, stateName), false); err != nil {
		b.Close()
		return nil, &disk.Error{Path: b.private, Err: err}
	}
	return b, nil
}

// Close lets go of the out folder.
func (b *Batch) Close() {
	if b.state != nil {
		b.state.file.Close()
	}
	b.sweepPacks()
	b.release()
	b.folder.Close()
}

// Abandon closes a batch that found nothing to do, and leaves no trace of it.
func (b *Batch) Abandon() {
	b.Close()
	for _, dir := range b.made {
		if dir == b.private {
			os.RemoveAll(dir)
		} else {
			os.Remove(dir)
		}
	}
}

// sweep removes what a killed run left.
func (b *Batch) sweep() {
	b.sweepPacks()
	_ = filepath.WalkDir(b.folder.Path(), func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && disk.IsTemp(e.Name(), tempMark) {
			os.Remove(path)
		}
		return nil
	})
}

// end is how a planned unit ended.
type end struct {
	like       unique.Handle[head] // its head but for what follows
	unit, note string
	rec        *record // when it is not in the state
	faulty     bool
	reached    bool
	reused     bool
}

// ended is the end of a unit of file f whose record has the head h: small, as there is one
// for each until the run ends.
func ended(h head, f *Planned) end {
	e := end{unit: f.named(h.Unit), note: h.Note, reached: true}
	h.Unit, h.Note = "", ""
	e.like = unique.Make(h)
	return e
}

// head is that of its record; the status alone when it was not to be made.
func (e *end) head() head {
	if !e.reached {
		return head{}
	}
	h := e.like.Value()
	h.Unit, h.Note = e.unit, e.note
	return h
}

// told is what is known of the unit without its brief.
func (e *end) told() told {
	h, name := e.head(), ""
	if h.Known {
		name, _, _ = strings.Cut(h.Package, "@")
	}
	u := &rollup.Unit{Name: h.Unit, Kind: h.Kind, Year: h.Year, Due: h.Due, Received: h.Received, Status: h.Status}
	if u.Status == rollup.WrongYear {
		u.Status = rollup.OK // as the plan would have said it
	}
	return told{brief: u, pkg: name}
}

// run is one pass over the plan.
type run struct {
	*Batch
	plan  *Plan
	todo  []int // of plan.Files
	keys  []string
	ends  []end
	watch Watch

	before keptPlan // the plan as it was made, for a share

	mu   sync.Mutex // around watch
	stop context.CancelCauseFunc
}

// Run builds what the plan says, then the list and the summary. It stops early when ctx
// is done or the disk is full; what is done stays done.
func (b *Batch) Run(ctx context.Context, plan *Plan, watch Watch) (*Outcome, error) {
	r := &run{Batch: b, plan: plan, watch: watch, ends: make([]end, len(plan.Files)), keys: make([]string, len(plan.Files))}
	b.claims = claims{by: map[folded]int32{}}
	r.reserve()
	if b.opt.Share.N > 1 {
		r.before = plan.kept()
	}
	for i := range plan.Files {
		f := &plan.Files[i]
		switch {
		case !b.opt.Share.has(f):
		case f.Status == rollup.OK:
			r.todo = append(r.todo, i)
		default:
			r.ends[i] = ended(head{Status: f.Status}, f)
		}
	}
	ctx, r.stop = context.WithCancelCause(ctx)
	defer r.stop(nil)
	r.work(ctx)
	b.folder.Sync()
	return r.finish(context.Cause(ctx))
}

// work hands the units to the workers in order and tells how they end in order. There
// are twice as many workers as cores are to be busy: half of them wait for the disk.
func (r *run) work(ctx context.Context) {
	type done struct {
		n   int
		rec *record
	}
	results := make(chan done, r.opt.Jobs)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(2*r.opt.Jobs, len(r.todo)) {
		wg.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(r.todo) {
					return
				}
				results <- done{n, r.unit(r.todo[n])}
			}
		})
	}
	go func() { wg.Wait(); close(results) }()
	waiting := map[int]*record{}
	told := 0
	for d := range results {
		for waiting[d.n] = d.rec; waiting[told] != nil; told++ {
			r.tell(r.todo[told], waiting[told])
			delete(waiting, told)
		}
	}
	for _, n := range slices.Sorted(mapKeys(waiting)) { // behind a unit nobody took up any more
		r.tell(r.todo[n], waiting[n])
	}
}

// tell settles how unit i ended.
func (r *run) tell(i int, rec *record) {
	f := &r.plan.Files[i]
	if has, lost := r.claims.other(i, rec.Outputs); lost { // one before it in order has the same names
		r.giveWay(i)
		rec = r.clash(i, has)
	}
	r.settle(i, rec)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.watch.Done(Unit{rec.result(f, r.folder.At), rec.reused})
}

// settle notes how unit i ended.
func (r *run) settle(i int, rec *record) {
	f, e := &r.plan.Files[i], &r.ends[i]
	*e = ended(rec.head, f)
	e.faulty, e.reused = rec.Faulty, rec.reused
	if rec.passing {
		e.rec = rec
	}
	if rec.Status == rollup.WrongYear {
		f.Status, f.Note = rec.Status, rec.Note
	}
}

// unit makes unit i, unless it is made already.
func (r *run) unit(i int) *record {
	f := &r.plan.Files[i]
	r.keys[i] = r.key(f)
	if rec := r.reuse(i); rec != nil {
		return rec
	}
	r.mu.Lock()
	r.watch.Begin(f.Shown)
	r.mu.Unlock()
	made := r.make(f)
	rec := kept(&made, f.Shown)
	if made.Year != 0 && made.Year != r.plan.Year {
		rec.Status, rec.Note, made.Files = rollup.WrongYear, fmt.Sprintf("年度是 %d", made.Year), nil
	}
	if len(made.Files) == 0 {
		rec.passing = rec.passing || slices.ContainsFunc(rec.Findings, func(d finding) bool { return d.Code == codePanic })
		if !rec.passing {
			if err := r.state.put(f.Rel, r.keys[i], rec); err != nil {
				r.full(err)
			}
		}
		return rec
	}
	return r.place(i, rec, made.Files)
}

// place puts the files of unit i into the out folder.
func (r *run) place(i int, rec *record, files []press.File) *record {
	f := &r.plan.Files[i]
	sub := f.folder()
	contents := make([]disk.File, len(files))
	for k, file := range files {
		sum := sha256.Sum256(file.Content)
		contents[k] = file.File
		rec.Outputs = append(rec.Outputs, output{joined(sub, file.Name), hex.EncodeToString(sum[:]), int64(len(file.Content)), file.Out.Pages, file.Out.Sheets, file.Out.Places})
	}
	if !r.claims.take(i, rec.Outputs) {
		return rec // tell says so
	}
	rec.Status = rollup.OK
	locked := false
	err := r.folder.Put(sub, contents, func() error {
		r.commit.Lock()
		locked = true
		if _, lost := r.claims.other(i, rec.Outputs); lost {
			return errLost
		}
		if err := r.state.put(f.Rel, r.keys[i], rec); err != nil {
			return &disk.Error{Path: r.private, Err: err}
		}
		return nil
	})
	if locked {
		r.commit.Unlock()
	}
	switch {
	case errors.Is(err, errLost): // tell says so
	case err != nil:
		r.full(err)
		rec.Status, rec.Outputs, rec.err, rec.passing = rollup.Failed, nil, err, true
	}
	return rec
}

var errLost = errors.New("another unit has the names")

// make makes one unit. Whatever goes wrong inside the program is this unit's affair.
func (r *run) make(f *Planned) (m press.Made) {
	defer func() {
		if v := recover(); v != nil {
			where := ""
			for line := range strings.Lines(string(debug.Stack())) {
				if line = strings.TrimSpace(line); strings.Contains(line, ".go:") && !strings.Contains(line, "/runtime/") && !strings.Contains(line, "/batch/") {
					where = "（" + filepath.Base(strings.Fields(line)[0]) + "）"
					break
				}
			}
			m = press.Made{Result: press.Result{Path: f.Shown, Unit: f.Head.Unit, Kind: f.Head.Kind, Year: f.Head.Year}}
			d := diag.Errorf(diag.Pos{File: filepath.ToSlash(f.Shown)}, codePanic, "程序内部出错：%v%s", v, where)
			m.Findings.Add(d.Do("其他单位不受影响；请把这个数据文件和这条信息发给程序的维护者"))
		}
	}()
	if f.Head.Size > largeFile {
		r.large.Lock()
		defer r.large.Unlock()
	}
	return r.maker.Make(f.Source())
}

// largeFile is how many bytes a data file has that is made while no other such one is:
// some 40,000 characters, five times a usual report. At the limit a unit takes 300 MiB.
const largeFile = 128 << 10

// full stops the run when the disk is full: every other unit would fail as well.
func (r *run) full(err error) {
	if disk.Full(err) {
		r.stop(err)
	}
}

// reuse is the record of unit i when nothing it was made from has changed and its
// results lie where it left them.
func (r *run) reuse(i int) *record {
	f := &r.plan.Files[i]
	if r.opt.Force {
		return nil
	}
	last := inHead
	if r.opt.Findings {
		last = inFindings
	}
	rec := r.state.get(f.Rel, r.keys[i], last)
	if rec != nil && rec.Status != rollup.OK {
		rec = r.state.get(f.Rel, r.keys[i], inFindings)
	}
	if rec == nil {
		return nil
	}
	for _, o := range rec.Outputs {
		if sum, size, err := sumOf(r.folder.At(o.Name)); err != nil || size != o.Size || sum != o.SHA256 {
			return nil
		}
	}
	rec.reused = r.claims.take(i, rec.Outputs) // else tell says so
	return rec
}

// key stands for everything the results of a unit are made from.
func (r *run) key(f *Planned) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%d %q %s\n", r.opt.Build, r.press.Mark(filepath.Dir(f.Path), f.root), r.plan.Year, f.folder(), f.Head.SHA256)
	rollUp := func(p *Planned) {
		if p.Head.RollUp != "" {
			fmt.Fprintf(h, "%q %s\n", p.Head.RollUp, press.ReadHead(filepath.Join(filepath.Dir(p.Path), filepath.FromSlash(p.Head.RollUp))).SHA256)
		}
	}
	if f.Head.TextFile != "" {
		fmt.Fprintf(h, "%q %s\n", f.Head.TextFile, f.Head.TextSum())
	}
	rollUp(f)
	if f.last != nil {
		fmt.Fprintf(h, "%s\n", f.last.Head.SHA256)
		rollUp(f.last)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func joined(sub, name string) string {
	if sub == "" {
		return name
	}
	return sub + "/" + name
}
