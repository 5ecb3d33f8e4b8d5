// share.go: a part of the units made on one machine, and the parts put together again.
// The out folder of a share holds one more file, with everything a summary needs of its
// units; whoever has the folders of all shares needs neither the data nor the machines.

package batch

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/render/cores"
	"nianbao/templates/rollup"
)

// partName is the file of a share.
const partName = "分片.jsonl"

// has tells whether a data file is in the share. Files of one unit always fall
// together, and a unit stays in its share whatever the others do.
func (s Share) has(f *Planned) bool {
	if s.N < 2 {
		return true
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(f.space + "\x00" + cmp.Or(f.Head.Unit, f.Rel)))
	return int(h.Sum32()%uint32(s.N)) == s.K-1
}

// partHead is the first line of a share's file: the plan of the whole, which is the same
// in every share.
type partHead struct {
	Program, Build string
	Formats        []string
	K, N           int
	Plan           keptPlan
}

type keptPlan struct {
	Inputs  []string
	Year    int
	Due     string
	Files   []keptFile
	Skipped []Skipped
	Broken  []Skipped
	Asked   []keptAsked
}

type keptFile struct {
	Path, Rel, Shown, Root, Space string
	Head                          press.Head
	Status                        rollup.Status
	Note                          string
	Last                          int // index, -1 for none
	Twin                          bool
}

type keptAsked struct {
	Name, Kind, Superior, File, Received, Due, Space string
}

// partLine is what is known of one unit. Key is "" for what the next run may do better.
type partLine struct {
	I     int
	Key   string
	Rec   *record
	Found []finding       `json:",omitempty"`
	Brief json.RawMessage `json:",omitempty"`
	Apart json.RawMessage `json:",omitempty"`
}

func (p *Plan) kept() keptPlan {
	out := keptPlan{Inputs: p.Inputs, Year: p.Year, Due: p.Due, Skipped: p.Skipped, Broken: p.Broken}
	at := map[*Planned]int{}
	for i := range p.Files {
		at[&p.Files[i]] = i
	}
	for i := range p.Files {
		f := &p.Files[i]
		k := keptFile{f.Path, f.Rel, f.Shown, f.root, f.space, f.Head, f.Status, f.Note, -1, f.twin}
		k.Head.Err = nil
		if f.last != nil {
			k.Last = at[f.last]
		}
		out.Files = append(out.Files, k)
	}
	for _, u := range p.asked.units {
		out.Asked = append(out.Asked, keptAsked{u.Name, u.Kind, u.Superior, u.File, u.Received, u.due, u.space})
	}
	return out
}

func (k *keptPlan) plan() *Plan {
	p := &Plan{Inputs: k.Inputs, Year: k.Year, Due: k.Due, Skipped: k.Skipped, Broken: k.Broken, Files: make([]Planned, len(k.Files))}
	for i, f := range k.Files {
		p.Files[i] = Planned{Input: Input{f.Path, f.Rel, f.Shown, f.Root, f.Space}, Head: f.Head, Status: f.Status, Note: f.Note, twin: f.Twin}
		if f.Last >= 0 && f.Last < len(p.Files) {
			p.Files[i].last = &p.Files[f.Last]
		}
	}
	p.asked.year, p.asked.due = k.Year, k.Due
	for _, u := range k.Asked {
		a := askedUnit{due: u.Due, space: u.Space}
		a.Name, a.Kind, a.Superior, a.File, a.Received = u.Name, u.Kind, u.Superior, u.File, u.Received
		p.asked.units = append(p.asked.units, a)
	}
	return p
}

// part writes the file of the share. before is the plan as it was made: units may have
// turned out to be of another year since.
func (r *run) part(out *Outcome) error {
	if r.opt.Share.N < 2 {
		return nil
	}
	write := func(w io.Writer) error {
		b := bufio.NewWriterSize(w, 1<<16)
		b.Write(mustJSON(partHead{r.opt.Program, r.opt.Build, r.press.Options().Formats, r.opt.Share.K, r.opt.Share.N, r.before}))
		b.WriteByte('\n')
		for _, i := range r.todo {
			rec := r.record(i, inApart)
			if rec == nil {
				continue
			}
			l := partLine{I: i, Key: r.keys[i], Rec: rec, Found: rec.Findings, Brief: rec.brief, Apart: rec.apart}
			if rec.passing {
				if l.Key = ""; rec.err != nil {
					rec.Note = rec.err.Error()
				}
			}
			b.Write(mustJSON(l))
			b.WriteByte('\n')
		}
		return b.Flush()
	}
	if err := r.folder.Put("", []disk.File{{Name: partName, Write: write}}, nil); err != nil {
		return r.unwritten(out, err)
	}
	return nil
}

// Parts lists the folders of shares that dirs are, or hold; nil when they are none.
func Parts(dirs []string) []string {
	var out []string
	for _, dir := range dirs {
		if _, err := os.Stat(filepath.Join(dir, partName)); err == nil {
			out = append(out, dir)
			continue
		}
		below, _ := filepath.Glob(filepath.Join(escape(dir), "*", partName))
		if len(below) == 0 {
			return nil
		}
		for _, path := range below {
			out = append(out, filepath.Dir(path))
		}
	}
	return out
}

// escape keeps marks in a folder's name from being taken for a pattern.
func escape(dir string) string {
	if os.PathSeparator == '\\' {
		return dir // no such marks in names there, and no escape
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// Join brings the shares in dirs together into the out folder, as if all units had been
// built there in one run. Errors are in Chinese.
func (b *Batch) Join(dirs []string) (*Plan, *Outcome, error) {
	heads := make([]partHead, len(dirs))
	var marks []string
	for i, dir := range dirs {
		err := readPart(dir, func(h partHead) { heads[i] = h }, nil)
		if err != nil {
			return nil, nil, err
		}
		h := heads[i]
		h.K = 0
		sum := sha256.Sum256(mustJSON(h))
		marks = append(marks, hex.EncodeToString(sum[:]))
	}
	if err := whole(dirs, heads, marks); err != nil {
		return nil, nil, err
	}
	plan := heads[0].Plan.plan()
	r := &run{Batch: b, plan: plan, ends: make([]end, len(plan.Files)), keys: make([]string, len(plan.Files))}
	b.opt.Share, b.opt.Program, b.opt.Build = Share{}, heads[0].Program, heads[0].Build
	b.press = b.press.With(heads[0].Formats)
	b.claims = claims{by: map[folded]int32{}}
	from := make([]string, len(plan.Files))
	for i := range plan.Files {
		if f := &plan.Files[i]; f.Status != rollup.OK {
			r.ends[i] = ended(head{Status: f.Status}, f)
		}
	}
	for _, dir := range dirs {
		err := readPart(dir, nil, func(l partLine) error {
			if l.I < 0 || l.I >= len(from) || l.Rec == nil {
				return errors.New("内容不对")
			}
			from[l.I] = dir
			return r.took(l)
		})
		if err != nil {
			return nil, nil, err
		}
	}
	r.reserve()
	if err := r.bring(from); err != nil {
		return nil, nil, err
	}
	b.folder.Sync()
	out, err := r.finish(nil)
	return plan, out, err
}

// took puts what a share says of a unit into the state.
func (r *run) took(l partLine) error {
	l.Rec.Findings, l.Rec.brief, l.Rec.apart = l.Found, l.Brief, l.Apart
	l.Rec.passing = l.Key == ""
	r.keys[l.I] = l.Key
	r.settle(l.I, l.Rec)
	if l.Rec.passing {
		return nil
	}
	return r.state.put(r.plan.Files[l.I].Rel, l.Key, l.Rec)
}

// bring copies the results of the shares to their places, in order of path: of two with
// one name the first has it.
func (r *run) bring(from []string) error {
	for i := range r.plan.Files {
		if r.ends[i].head().Status != rollup.OK || r.ends[i].rec != nil {
			continue
		}
		rec := r.record(i, inHead)
		if !r.claims.take(i, rec.Outputs) {
			has, _ := r.claims.other(i, rec.Outputs)
			clash := r.clash(i, has)
			r.settle(i, clash)
			if err := r.state.drop(r.plan.Files[i].Rel); err != nil {
				return err
			}
		}
	}
	errs := make([]error, len(from))
	cores.Each(len(from), func(i int) {
		if r.ends[i].head().Status == rollup.OK && r.ends[i].rec == nil {
			errs[i] = r.copy(from[i], r.record(i, inHead))
		}
	})
	return errors.Join(errs...)
}

func (r *run) copy(dir string, rec *record) error {
	for _, o := range rec.Outputs {
		path := filepath.Join(dir, filepath.FromSlash(o.Name))
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != o.SHA256 {
			return fmt.Errorf("%s 与分片里记的不一样，请重做这一份", path)
		}
		sub, name := filepath.Split(o.Name)
		if err := r.folder.Put(strings.TrimSuffix(sub, "/"), []disk.File{{Name: name, Content: content}}, nil); err != nil {
			return err
		}
	}
	return nil
}

// whole tells whether the shares are all there, each once, and of one plan.
func whole(dirs []string, heads []partHead, marks []string) error {
	n := heads[0].N
	seen := map[int]string{}
	for i, h := range heads {
		if marks[i] != marks[0] {
			return fmt.Errorf("%s 和 %s 不是同一批数据、同一个程序做的，合不起来：用同样的数据重做", dirs[0], dirs[i])
		}
		if other, twice := seen[h.K]; twice {
			return fmt.Errorf("%s 和 %s 都是第 %d 份：留一份", other, dirs[i], h.K)
		}
		seen[h.K] = dirs[i]
	}
	var missing []string
	for k := 1; k <= n; k++ {
		if seen[k] == "" {
			missing = append(missing, strconv.Itoa(k))
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("一共 %d 份，缺第 %s 份：做完（--shard %s/%d）再合", n, strings.Join(missing, "、"), missing[0], n)
	}
	return nil
}

// readPart reads a share's file: its first line, or the others.
func readPart(dir string, head func(partHead), line func(partLine) error) error {
	path := filepath.Join(dir, partName)
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	d := json.NewDecoder(bufio.NewReaderSize(f, 1<<16))
	var h partHead
	if err := d.Decode(&h); err != nil || h.N < 2 || !slices.ContainsFunc(h.Plan.Files, func(keptFile) bool { return true }) {
		return fmt.Errorf("%s 读不懂，请重做这一份", path)
	}
	if head != nil {
		head(h)
		return nil
	}
	for d.More() {
		var l partLine
		if err := d.Decode(&l); err != nil {
			return fmt.Errorf("%s 读不懂，请重做这一份", path)
		}
		if err := line(l); err != nil {
			return fmt.Errorf("%s：%w", path, err)
		}
	}
	return nil
}
