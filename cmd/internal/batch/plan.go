package batch

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"nianbao/cmd/internal/press"
	"nianbao/render/cores"
	"nianbao/render/diag"
	"nianbao/templates/rollup"
)

// Input is one data file.
type Input struct {
	Path  string // where it lies
	Rel   string // slash path below the input: its place in lists, and its folder that of its results
	Shown string // how the user knows it
	root  string // top of the folder it was found in
	space string // the pack it came in: names of units are told apart within one
}

// Planned is one data file and what is to become of it.
type Planned struct {
	Input
	Head   press.Head
	Status rollup.Status // OK is to be built
	Note   string        // why not
	last   *Planned      // last year's file of the unit
	twin   bool          // of another year, and this year's is there
}

// Source is the file as the press takes it.
func (p *Planned) Source() press.Source {
	s := press.Source{Path: p.Path, Shown: p.Shown, Root: p.root}
	if p.last != nil {
		s.LastYear = p.last.Path
	}
	return s
}

// folder is the folder of its results below the out folder.
func (p *Planned) folder() string { return safeFolder(p.Rel) }

// Plan says what is to become of every data file below the input (contract §5): built
// are those of the roster's year, else of the newest; of a unit's drafts the highest.
// Files of the year before only give 上年.
type Plan struct {
	Inputs  []string
	Year    int
	Due     string
	Files   []Planned // in order of Rel
	Skipped []Skipped
	Broken  []Skipped // packs that could not be taken apart
	asked   asked
	first   *Planned // whose package the summary follows; known once the files are read
	report  string   // the report that package is of
}

// ask makes the plan for folders and packs. out is left out of the search; room gives an
// empty folder to take a pack apart in. found holds what is wrong with rosters.
func ask(inputs []string, out string, room func() (string, error)) (*Plan, diag.List, error) {
	p := &Plan{Inputs: inputs}
	var rosters []rosterAt
	t := tree{out: out, room: room}
	for _, in := range inputs {
		if err := t.add(in); err != nil {
			return nil, nil, err
		}
	}
	rosters, p.Skipped, p.Broken = t.rosters, t.skipped, t.broken
	var bad diag.List
	var err error
	if p.asked, bad, err = readRosters(rosters); err != nil || bad.Stops() {
		return nil, bad, err
	}
	p.Year, p.Due = p.asked.year, p.asked.due
	p.Files = make([]Planned, len(t.files))
	cores.Each(len(t.files), func(i int) {
		p.Files[i] = Planned{Input: t.files[i], Head: press.ReadHead(t.files[i].Path)}
	})
	slices.SortStableFunc(p.Files, func(a, b Planned) int { return strings.Compare(a.Rel, b.Rel) })
	if p.Year == 0 {
		for i := range p.Files {
			p.Year = max(p.Year, p.Files[i].Head.Year)
		}
	}
	p.choose()
	return p, bad, nil
}

// choose decides which file of a unit counts: the year's, the highest draft; two with
// equal or no draft are both wrong.
func (p *Plan) choose() {
	same := map[[2]string][]*Planned{}
	last := map[[2]string]*Planned{}
	for i := range p.Files {
		f := &p.Files[i]
		h := &f.Head
		key := [2]string{f.space, h.Key()}
		f.Status = rollup.OK
		switch {
		case h.Year == 0: // not to be read by its lines: reading it whole says why
		case h.Year != p.Year:
			f.Status, f.Note = rollup.WrongYear, "年度是 "+strconv.Itoa(h.Year)
			if h.Year == p.Year-1 && h.Unit != "" {
				last[key] = f
			}
		case h.Unit != "":
			same[key] = append(same[key], f)
		}
		if i > 0 && f.Rel == p.Files[i-1].Rel {
			f.Status, f.Note = rollup.Failed, "两个输入文件夹里有同样的“"+f.Rel+"”，要分开生成"
		}
	}
	for _, files := range same {
		best := files[0]
		for _, f := range files {
			if f.Head.Draft > best.Head.Draft {
				best = f
			}
		}
		for _, f := range files {
			switch {
			case f.Head.Draft < best.Head.Draft:
				f.Status, f.Note = rollup.Superseded, "由第 "+strconv.Itoa(best.Head.Draft)+" 稿替代："+filepath.Base(best.Shown)
			case f != best:
				f.Status, f.Note = rollup.Failed, twice(f, best)
				best.Status, best.Note = rollup.Failed, twice(best, f)
			}
		}
	}
	for i := range p.Files {
		f := &p.Files[i]
		key := [2]string{f.space, f.Head.Key()}
		f.last = last[key]
		f.twin = f.Status == rollup.WrongYear && len(same[key]) > 0
	}
}

// twice says which other file f has to share its unit and year with.
func twice(f, other *Planned) string {
	name := filepath.Base(other.Shown)
	if name == filepath.Base(f.Shown) {
		name = other.Rel
	}
	return "同一单位同一年度有两份，稿次相同或没有写：" + name
}

// LastOnly tells a file of the year before, which only gives 上年.
func (p *Plan) LastOnly(f *Planned) bool {
	return f.Status == rollup.WrongYear && f.Head.Year == p.Year-1
}

// Count is how many files of a share are to be built.
func (p *Plan) Count(s Share) int {
	n := 0
	for i := range p.Files {
		if p.Files[i].Status == rollup.OK && s.has(&p.Files[i]) {
			n++
		}
	}
	return n
}
