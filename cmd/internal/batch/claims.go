package batch

import (
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
	mu sync.Mutex
	by map[string]claim // by folded name
}

// claim is a name as the unit that has it writes it; unit -1 is the batch itself.
type claim struct {
	unit int
	name string
}

// fold gives names that some system takes for the same one form.
func fold(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// take claims the names for unit i; it is false when one before it has some of them.
func (c *claims) take(i int, outputs []output) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range outputs {
		if has, taken := c.by[fold(o.Name)]; taken && has.unit < i {
			return false
		}
	}
	for _, o := range outputs {
		c.by[fold(o.Name)] = claim{i, o.Name}
	}
	return true
}

// other is who has names unit i wants, if another has.
func (c *claims) other(i int, outputs []output) (has claim, lost bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range outputs {
		if has, taken := c.by[fold(o.Name)]; taken && has.unit != i {
			return has, true
		}
	}
	return claim{}, false
}

// taken tells that a unit has the name.
func (c *claims) taken(name string) bool {
	_, lost := c.other(-2, []output{{Name: name}})
	return lost
}

// clash is the end of a unit whose results would overwrite another's.
func (r *run) clash(i, other int) *record {
	f := &r.plan.Files[i]
	rec := &record{head: head{Status: rollup.Failed, Unit: f.Head.Unit, Kind: f.Head.Kind, Year: f.Head.Year}, passing: true}
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
	rec := r.state.get(rel, "", false)
	if rec == nil {
		return
	}
	for _, o := range rec.Outputs {
		mine, err := os.Lstat(r.folder.At(o.Name))
		if has, lost := r.claims.other(i, []output{o}); lost && err == nil {
			if theirs, err := os.Lstat(r.folder.At(has.name)); has.name == o.Name || err == nil && os.SameFile(mine, theirs) {
				continue
			}
		}
		os.Remove(r.folder.At(o.Name))
	}
	_ = r.state.drop(rel)
}

func mapKeys[V any](m map[int]V) iter.Seq[int] { return maps.Keys(m) }
