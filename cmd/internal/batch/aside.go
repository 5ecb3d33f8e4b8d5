package batch

import (
	"cmp"
	"os"
	"path/filepath"
	"sync"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/templates"
	"nianbao/templates/rollup"
)

// aside keeps the briefs of a plan's files in a file of its own, as a batch keeps them in
// its state, for a workbook made without results: the units of a province do not fit in
// memory. Files may be put by many at once.
type aside struct {
	plan  *Plan
	dir   string
	state *state
	ends  []end

	mu     sync.Mutex
	failed error // the first
}

func openAside(plan *Plan) (*aside, error) {
	dir, err := os.MkdirTemp("", "nianbao-")
	if err != nil {
		return nil, &disk.Error{Path: os.TempDir(), Err: err}
	}
	s, err := openState(filepath.Join(dir, stateName), true)
	if err != nil {
		os.RemoveAll(dir)
		return nil, &disk.Error{Path: dir, Err: err}
	}
	os.RemoveAll(dir) // an open file lives on where it can be removed: a run that is killed leaves nothing
	return &aside{plan: plan, dir: dir, state: s, ends: make([]end, len(plan.Files))}, nil
}

// put keeps the brief of planned file i, and the name of its package, "" when none is
// known. That it could not is told by district.
func (a *aside) put(i int, u *rollup.Unit, name string) {
	f := &a.plan.Files[i]
	a.ends[i] = ended(head{Status: u.Status, Unit: u.Name, Kind: u.Kind, Year: u.Year, Package: name, Known: name != ""}, f)
	r := &record{}
	r.keep(u)
	a.check(a.state.put(f.Rel, "", r))
}

func (a *aside) check(err error) {
	if err != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.failed = cmp.Or(a.failed, error(&disk.Error{Path: filepath.Dir(a.dir), Err: err})) // a.dir is gone
	}
}

// district is made of what was kept, for a workbook with sheets; what else that shows is read
// from it until close. Texts are compared before there are figures, as run.sums does it.
func (a *aside) district(p *press.Press, program string, sheets func(*templates.Package) []templates.SummarySheet) (*rollup.District, error) {
	opt := p.Options()
	made := func(get func(i int) told) *rollup.District {
		d := a.plan.district(opt, program, get)
		a.plan.serve(d, a, opt.Out)
		if first := a.plan.first; first != nil {
			d.Package = p.PackageFor(first.Source(), a.plan.report)
		}
		return d
	}
	var compared rollup.Compared
	short := made(func(i int) told { return a.ends[i].told() })
	if a.failed == nil && short.Package != nil {
		var err error
		compared, err = short.Compare(sheets(short.Package))
		a.check(err)
	}
	shared := &rollup.Shared{}
	d := made(func(i int) told {
		t := a.ends[i].told()
		text, err := a.brief(i)
		a.check(err)
		t.brief = unbrief(text, shared)
		return t
	})
	if a.failed != nil {
		return nil, a.failed
	}
	d.Compared = compared
	return d, nil
}

func (a *aside) brief(i int) ([]byte, error) { return a.state.part(a.plan.Files[i].Rel, "", inBrief) }

func (a *aside) apart(i int, into any) error { return a.state.apart(a.plan.Files[i].Rel, "", into) }

func (a *aside) close() {
	a.state.file.Close()
	os.RemoveAll(a.dir)
}
