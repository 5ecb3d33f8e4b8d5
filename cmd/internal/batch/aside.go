package batch

import (
	"cmp"
	"os"
	"path/filepath"
	"sync"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/templates/rollup"
)

// aside keeps the briefs of a plan's files in a file of its own, as a batch keeps them in
// its state, for a workbook made without results: the units of a province do not fit in
// memory. Files may be put by many at once.
type aside struct {
	plan     *Plan
	dir      string
	state    *state
	packages []string // names, "" where none is known

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
	return &aside{plan: plan, dir: dir, state: s, packages: make([]string, len(plan.Files))}, nil
}

// put keeps the brief of planned file i, and the name of its package. That it could not is
// told by district.
func (a *aside) put(i int, u *rollup.Unit, name string) {
	a.packages[i] = name
	r := &record{}
	r.keep(u)
	a.check(a.state.put(a.plan.Files[i].Rel, "", r))
}

func (a *aside) check(err error) {
	if err != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.failed = cmp.Or(a.failed, error(&disk.Error{Path: filepath.Dir(a.dir), Err: err})) // a.dir is gone
	}
}

// district is made of what was kept; what else a workbook shows is read from it until close.
func (a *aside) district(p *press.Press, program string) (*rollup.District, error) {
	shared := &rollup.Shared{}
	d := a.plan.district(p.Options(), program, func(i int) told {
		text, err := a.brief(i)
		a.check(err)
		return told{brief: unbrief(text, shared), pkg: a.packages[i]}
	})
	if a.failed != nil {
		return nil, a.failed
	}
	a.plan.serve(d, a, p.Options().Out)
	if first := a.plan.first; first != nil {
		d.Package = p.PackageFor(first.Source(), a.plan.report)
	}
	return d, nil
}

func (a *aside) brief(i int) ([]byte, error) { return a.state.part(a.plan.Files[i].Rel, "", inBrief) }

func (a *aside) apart(i int, into any) error { return a.state.apart(a.plan.Files[i].Rel, "", into) }

func (a *aside) close() {
	a.state.file.Close()
	os.RemoveAll(a.dir)
}
