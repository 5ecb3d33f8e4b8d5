// pack.go puts what was handed in and what was made of it into one zip file: what an
// office sends to the one above, and what its archive keeps. The same input gives the
// same bytes.

package batch

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/templates/merge"
	"nianbao/templates/rollup"
)

// ErrStale says that the results are not those of the data as they are now.
var ErrStale = errors.New("结果不是现在的数据做的")

// Packed is what went into a pack.
type Packed struct {
	Path  string
	Units int // with results
	Files int
}

// Pack packs the folder dir and its results in the out folder of b into a zip in that
// folder. The error is ErrStale, with what differs, when they do not go together.
func (b *Batch) Pack(dir string) (*Packed, error) {
	plan, found, err := b.Ask([]string{dir})
	if err != nil {
		return nil, err
	}
	if found.Stops() {
		return nil, fmt.Errorf("%w：%s", ErrStale, found[0])
	}
	units, names, err := b.current(plan)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	base := strings.TrimSuffix(filepath.Base(abs), packExt)
	name := merge.SafeName(base+"-"+strconv.Itoa(plan.Year)) + packExt
	w := &packer{b: b}
	err = b.folder.Put("", []disk.File{{Name: name, Write: func(out io.Writer) error {
		w.zip = zip.NewWriter(out)
		return w.all(dir, plan, units, names)
	}}}, nil)
	if err != nil {
		return nil, err
	}
	return &Packed{b.folder.At(name), len(units), len(w.sums)}, nil
}

// current reads the list of what was made and holds it against the data and the results.
// names are the files of all units.
func (b *Batch) current(plan *Plan) (units map[string]listed, names []string, err error) {
	stale := func(format string, args ...any) error {
		return fmt.Errorf("%w：%s", ErrStale, fmt.Sprintf(format, args...))
	}
	list, sum := listName(nil), ""
	for i := range plan.Files {
		if f := &plan.Files[i]; f.Status == rollup.OK {
			if pkg := b.press.PackageFor(f.Source(), ""); pkg != nil {
				list, sum = listName(pkg.Kinds), summaryName(pkg.Kinds)
				break
			}
		}
	}
	text, err := os.ReadFile(b.folder.At(list))
	if err != nil {
		return nil, nil, stale("%s 里没有清单 %s", b.folder.Path(), list)
	}
	var all struct{ Units []listed }
	if json.Unmarshal(text, &all) != nil {
		return nil, nil, stale("清单 %s 读不懂", list)
	}
	units = map[string]listed{}
	seen := map[string]bool{}
	for _, u := range all.Units {
		if u.Status == rollup.Missing {
			continue
		}
		seen[u.Path+" "+u.SHA256+" "+u.Text] = true
		if u.Status == rollup.OK {
			units[u.Path] = u
		}
	}
	if len(seen) != len(plan.Files) {
		return nil, nil, stale("清单里有 %d 个数据文件，现在有 %d 个", len(seen), len(plan.Files))
	}
	for i := range plan.Files {
		if f := &plan.Files[i]; !seen[f.Rel+" "+f.Head.SHA256+" "+f.Head.TextSum()] {
			return nil, nil, stale("%s 在生成以后改过", f.Shown)
		}
	}
	names = []string{list}
	if _, err := os.Stat(b.folder.At(sum)); sum != "" && err == nil {
		names = append(names, sum)
	}
	return units, names, nil
}

const packText = `这个包由 nianbao pack 打成，上级把它放进自己的数据文件夹，nianbao build、nianbao summary 会直接读。
数据/        报来的数据文件、名册、报告包，原样
单位/        每个单位一个文件夹：数据文件、报告、附表、归档信息.xml（DA/T 46）
SHA256SUMS   每个文件的校验和，可用 sha256sum -c 核对
`

// packer writes one pack.
type packer struct {
	b    *Batch
	zip  *zip.Writer
	sums []string
}

func (w *packer) all(dir string, plan *Plan, units map[string]listed, names []string) error {
	if err := w.bytes(packNote, []byte(packText)); err != nil {
		return err
	}
	for _, name := range names {
		if err := w.file(name, w.b.folder.At(name), ""); err != nil {
			return err
		}
	}
	if err := w.data(dir); err != nil {
		return err
	}
	for i := range plan.Files {
		if u, ok := units[plan.Files[i].Rel]; ok {
			if err := w.unit(&plan.Files[i], u); err != nil {
				return err
			}
		}
	}
	out, err := w.create(packSums, zip.Deflate)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(out, strings.Join(w.sums, "")); err != nil {
		return err
	}
	return w.zip.Close()
}

// data packs the data as they lie: data files, rosters, roll-ups, the folder's own
// report packages, and packs as they came.
func (w *packer) data(dir string) error {
	if IsPack(dir) {
		return w.file(packData+filepath.Base(dir), dir, "")
	}
	outAbs, err := filepath.Abs(w.b.folder.Path())
	if err != nil {
		return err
	}
	var files []string
	root := dir
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		root = real // a walk does not follow a link it begins with
	}
	err = filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		switch abs, _ := filepath.Abs(p); {
		case err != nil:
			return err
		case p != root && strings.HasPrefix(e.Name(), "."), abs == outAbs:
			if e.IsDir() {
				return filepath.SkipDir
			}
		case e.IsDir():
		case press.IsYAML(e.Name()), IsPack(e.Name()):
			files = append(files, p)
			if text := textOf(p); text != "" && !slices.Contains(files, text) {
				files = append(files, text)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(files)
	for _, p := range files {
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		if info, err := os.Stat(p); err == nil && info.IsDir() {
			continue // a link to a folder
		}
		if err := w.file(packData+filepath.ToSlash(rel), p, ""); err != nil {
			return err
		}
	}
	return nil
}

// textOf is the file that holds the text of the data file at path, "" when there is none.
func textOf(path string) string {
	if h := press.ReadHead(path); h.TextSum() != "" {
		return filepath.Join(filepath.Dir(path), filepath.FromSlash(h.TextFile))
	}
	return ""
}

// unit packs one unit's folder: its data file, its results, what the archive asks.
func (w *packer) unit(f *Planned, u listed) error {
	folder := packUnit + joined(f.folder(), merge.SafeName(strings.TrimSuffix(path.Base(f.Rel), path.Ext(f.Rel)))) + "/"
	if err := w.file(folder+merge.SafeName(path.Base(f.Rel)), f.Path, u.SHA256); err != nil {
		return err
	}
	if text := textOf(f.Path); text != "" {
		if err := w.file(folder+path.Clean(filepath.ToSlash(f.Head.TextFile)), text, u.Text); err != nil {
			return err
		}
	}
	sizes := make([]int64, len(u.Outputs))
	for i, o := range u.Outputs {
		at := w.b.folder.At(o.Path)
		if info, err := os.Stat(at); err == nil {
			sizes[i] = info.Size()
		}
		if err := w.file(folder+path.Base(o.Path), at, o.SHA256); err != nil {
			return err
		}
	}
	facts, ok := w.b.press.Facts(f.Source())
	if !ok {
		return fmt.Errorf("%w：%s 读不懂了", ErrStale, f.Shown)
	}
	return w.bytes(folder+"归档信息.xml", archiveXML(facts, u, sizes, w.b.opt.Program))
}

// file packs one file; when sum is given its content must have it.
func (w *packer) file(name, from, sum string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	method := zip.Deflate
	if ext := strings.ToLower(path.Ext(name)); ext == ".pdf" || ext == ".xlsx" || ext == packExt {
		method = zip.Store // they are packed in themselves
	}
	out, err := w.create(name, method)
	if err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(out, h), in); err != nil {
		return err
	}
	if got := w.sum(name, h); sum != "" && got != sum {
		return fmt.Errorf("%w：%s 在生成以后改过", ErrStale, from)
	}
	return nil
}

func (w *packer) bytes(name string, content []byte) error {
	out, err := w.create(name, zip.Deflate)
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.MultiWriter(out, h).Write(content)
	w.sum(name, h)
	return err
}

func (w *packer) sum(name string, h hash.Hash) string {
	sum := hex.EncodeToString(h.Sum(nil))
	w.sums = append(w.sums, sum+"  "+name+"\n")
	return sum
}

func (w *packer) create(name string, method uint16) (io.Writer, error) {
	return w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
}
