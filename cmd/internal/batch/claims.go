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
	mu   sync.Mutex
	by   map[string]int // folded name → unit; -1 is the batch itself
	lost map[int]int    // unit → the one that took its names
}

// fold gives names that some system takes for the same one form.
func fold(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// take claims the names for unit i, or tells who has them.
func (c *claims) take(i int, outputs []output) (other int, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range outputs {
		if j, taken := c.by[fold(o.Name)]; taken && j < i {
			return j, false
		}
	}
	for _, o := range outputs {
		if j, taken := c.by[fold(o.Name)]; taken && j != i {
			c.lost[j] = i
		}
		c.by[fold(o.Name)] = i
	}
	return 0, true
}

// loser tells that unit i lost its names, and to whom.
func (c *claims) loser(i int) (other int, lost bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	other, lost = c.lost[i]
	return other, lost
}

// free tells that no unit but i has the name.
func (c *claims) free(i int, name string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	j, taken := c.by[fold(name)]
	return !taken || j == i
}

// clash is the end of a unit whose results would overwrite another's.
func (r *run) clash(i, other int) *record {
	f := &r.plan.Files[i]
	rec := &record{Status: rollup.Failed, Unit: f.Head.Unit, Kind: f.Head.Kind, Year: f.Head.Year, passing: true}
	with := "汇总簿或清单"
	if other >= 0 {
		with = r.plan.Files[other].Shown
	}
	d := diag.Errorf(diag.Pos{File: filepath.ToSlash(f.Shown)}, codeSameFile, "结果文件会与 %s 的同名（大小写、全半角不同也算）", with)
	d = d.Do("两个单位的名称写得不一样，或把数据文件放进不同的子文件夹")
	rec.Findings = []finding{{Code: d.Code, Message: d.Message, Hint: d.Hint}}
	return rec
}

// giveWay takes back what unit i wrote before another took its names.
func (r *run) giveWay(i int, rec *record) {
	for _, o := range rec.Outputs {
		if r.claims.free(i, o.Name) {
			os.Remove(r.folder.At(o.Name))
		}
	}
	_ = r.state.drop(r.plan.Files[i].Rel)
}

func mapKeys[V any](m map[int]V) iter.Seq[int] { return maps.Keys(m) }
