// returns.go writes what a superior's check of a folder gives out: for each unit that
// has to correct its report a page, and one workbook of all findings.
package batch

import (
	"errors"
	"fmt"
	"os"
	"path"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/templates"
	"nianbao/templates/merge"
	"nianbao/templates/rollup"
)

// ErrNoReturns says that a package describes neither page nor workbook.
var ErrNoReturns = errors.New("报告包里没有写意见单和问题簿")

// Returns is an out folder that takes the pages of one check.
type Returns struct {
	press   *press.Press
	plan    *Plan
	folder  *disk.Folder
	release func()
	taken   map[folded]bool // names in use
	briefs  *aside
	spare   []string // names of pages that were not made this time
	Written int      // pages
}

// OpenReturns takes the out folder of p for one check of a plan. It is disk.ErrLocked
// when another run holds it.
func OpenReturns(p *press.Press, plan *Plan) (*Returns, error) {
	opt := p.Options()
	folder, err := disk.Open(opt.Out, tempMark, opt.System)
	if err != nil {
		return nil, err
	}
	release, err := disk.Lock(opt.Out)
	if err != nil {
		folder.Close()
		return nil, err
	}
	r := &Returns{press: p, plan: plan, folder: folder, release: release, taken: map[folded]bool{}}
	if r.briefs, err = openAside(plan); err != nil {
		release()
		folder.Close()
		return nil, err
	}
	return r, nil
}

// Close lets go of the out folder.
func (r *Returns) Close() {
	r.briefs.close()
	r.folder.Sync()
	r.release()
	r.folder.Close()
}

// DueOf is the date the roster gives a planned file, "" for none.
func (p *Plan) DueOf(f *Planned) string {
	for _, a := range p.asked.units {
		if a.space == f.space && a.Name == f.Head.Unit || a.File != "" && a.File == f.Rel {
			if a.due != "" {
				return a.due
			}
		}
	}
	return p.Due
}

// Take puts the page of planned file i into the folder and notes its findings. Files have
// to be given in order.
func (r *Returns) Take(i int, v *press.Reviewed) error {
	f := &r.plan.Files[i]
	name, _, _ := strings.Cut(v.Package, "@")
	r.briefs.put(i, v.Brief, name)
	if v.Usual == "" {
		return nil
	}
	sub := f.folder()
	if v.Page == nil {
		r.spare = append(r.spare, joined(sub, v.Usual))
		return nil
	}
	base, ext := strings.TrimSuffix(v.Page.Name, path.Ext(v.Page.Name)), path.Ext(v.Page.Name)
	for n := 2; r.taken[fold(joined(sub, v.Page.Name))]; n++ {
		v.Page.Name = fmt.Sprintf("%s（%d）%s", base, n, ext)
	}
	at := joined(sub, v.Page.Name)
	r.taken[fold(at)] = true
	if err := r.folder.Put(sub, []disk.File{v.Page.File}, nil); err != nil {
		return err
	}
	r.Written++
	out := v.Page.Out
	out.Path = r.folder.At(at)
	v.Outputs = append(v.Outputs, out)
	return nil
}

// Finish takes away pages of an earlier check that call for corrections which have been
// made, and writes the workbook. book is "" when the package describes none.
func (r *Returns) Finish(program string) (book string, withdrawn []string, err error) {
	for _, name := range r.spare {
		if r.taken[fold(name)] {
			continue
		}
		if _, err := os.Lstat(r.folder.At(name)); err != nil {
			continue
		}
		if err := r.folder.Remove(name); err != nil {
			return "", withdrawn, err
		}
		withdrawn = append(withdrawn, r.folder.At(name))
	}
	d, err := r.briefs.district(r.press, program, func(p *templates.Package) []templates.SummarySheet { return p.ProblemBook().Sheets })
	if err != nil || d.Package == nil {
		return "", withdrawn, err
	}
	r.plan.complete(d)
	spec := d.Package.ProblemBook()
	if len(spec.Sheets) == 0 {
		if !d.Package.Returns().Filled() {
			return "", withdrawn, ErrNoReturns
		}
		return "", withdrawn, nil
	}
	d.Title = spec.File.Text
	book, err = writeBook(d, rollup.Book(d, spec.Sheets), merge.SafeName(spec.File.Text)+".xlsx", r.folder.PutOne)
	return book, withdrawn, err
}

// InOrder calls make for 0 … n-1, jobs at once, and take with what it gave, one after
// the other in order.
func InOrder[T any](n, jobs int, make_ func(int) T, take func(int, T)) {
	jobs = max(1, min(jobs, n))
	made := make([]chan T, n)
	for i := range made {
		made[i] = make(chan T, 1)
	}
	room := make(chan struct{}, 2*jobs) // what is made waits to be taken, but not for ever
	next := make(chan int)
	go func() {
		for i := range n {
			room <- struct{}{}
			next <- i
		}
		close(next)
	}()
	for range jobs {
		go func() {
			for i := range next {
				made[i] <- make_(i)
			}
		}()
	}
	for i := range n {
		take(i, <-made[i])
		made[i] = nil
		<-room
	}
}
