package batch

import (
	"crypto/sha256"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"nianbao/render/diag"
	"nianbao/templates/rollup"
)

// claims says which unit may write which file: two units whose results differ in
// capitals only, or in marks no file name may hold, would overwrite each other. The
// first in order of path has the name, whichever was made first.
type claims struct {
	mu  sync.Mutex
	by  map[folded]int32 // the unit, or batchItself
	own []string         // names of the batch itself
}

// batchItself has the names of the list and the summary.
const batchItself = -1

// folded stands for a name and all that some system takes for the same: the sum of a
// form they share, as the names of a province take too much room.
type folded [16]byte

func fold(name string) folded {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.ToUpper(name))))
	return folded(sum[:])
}

// reserve keeps the names of the files of all units from the units.
func (c *claims) reserve(names ...string) {
	c.own = names
	for _, name := range names {
		c.by[fold(name)] = batchItself
	}
}

// take claims the names for unit i; it is false when one before it has some of them.
func (c *claims) take(i int, outputs []output) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range outputs {
		if has, taken := c.by[fold(o.Name)]; taken && int(has) < i {
			return false
		}
	}
	for _, o := range outputs {
		c.by[fold(o.Name)] = int32(i)
	}
	return true
}

// other is who has names unit i wants, if another has.
func (c *claims) other(i int, outputs []output) (has int, lost bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range outputs {
		if has, taken := c.by[fold(o.Name)]; taken && int(has) != i {
			return int(has), true
		}
	}
	return 0, false
}

// taken tells that a unit has the name.
func (c *claims) taken(name string) bool {
	_, lost := c.other(-2, []output{{Name: name}})
	return lost
}

// clash is the end of a unit whose results would overwrite another's.
func (r *run) clash(i, other int) *record {
	f := &r.plan.Files[i]
	rec := &record{head: head{Status: rollup.Failed, Unit: f.Head.Unit, Kind: f.Head.Kind, Year: f.Head.Year}, passing: true, Faulty: true}
	with := "汇总簿或清单"
	if other >= 0 {
		with = r.plan.Files[other].Rel
	}
	d := diag.Errorf(diag.Pos{File: filepath.ToSlash(f.Shown)}, codeSameFile, "结果文件会与 %s 的同名（大小写、全半角不同也算）", with)
	d = d.Do("两个单位的名称写得不一样，或把数据文件放进不同的子文件夹")
	rec.Findings = []finding{{Code: d.Code, Message: d.Message, Hint: d.Hint}}
	return rec
}

// giveWay takes back what unit i wrote, now or in an earlier run, under names that
// another has now. What is the other's own file, however its name is written, stays.
func (r *run) giveWay(i int) {
	rel := r.plan.Files[i].Rel
	rec := r.state.get(rel, "", inHead)
	if rec == nil {
		return
	}
	for _, o := range rec.Outputs {
		mine, err := os.Lstat(r.folder.At(o.Name))
		if has, lost := r.claims.other(i, []output{o}); lost && err == nil {
			if r.wrote(has, o.Name, mine) {
				continue
			}
		}
		os.Remove(r.folder.At(o.Name))
	}
	_ = r.state.drop(rel)
}

// wrote tells that the unit that has a name, however it writes it, wrote the file there or
// may have done so. A unit without a record wrote none.
func (r *run) wrote(unit int, name string, there os.FileInfo) bool {
	names := r.claims.own
	if unit != batchItself {
		rel := r.plan.Files[unit].Rel
		if _, ok := r.state.line(rel, ""); !ok {
			return false
		}
		rec := r.state.get(rel, "", inHead)
		if rec == nil {
			return true // there is one, and it cannot be read
		}
		names = nil
		for _, o := range rec.Outputs {
			names = append(names, o.Name)
		}
	}
	for _, n := range names {
		if fold(n) == fold(name) {
			theirs, err := os.Lstat(r.folder.At(n))
			return n == name || err == nil && os.SameFile(there, theirs)
		}
	}
	return false
}

func mapKeys[V any](m map[int]V) iter.Seq[int] { return maps.Keys(m) }
