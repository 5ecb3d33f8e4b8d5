// unpack.go reads what other offices packed. A pack found among the data is seen as a
// folder of its name; only its data are taken, never its results.

package batch

import (
	"archive/zip"
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
	"nianbao/templates/data"
)

const (
	packExt  = ".zip"
	packNote = "说明.txt" // the first file, by which a broken pack is still known
	packSums = "SHA256SUMS"
	packData = "数据/" // the data as they lay in the folder that was packed
	packUnit = "单位/" // one folder a unit, for the archive

	maxInPack   = 200_000 // files
	maxPackData = 4 << 30 // bytes of data, unpacked
)

// IsPack tells a pack by its name.
func IsPack(path string) bool { return strings.EqualFold(filepath.Ext(path), packExt) }

// pack takes a pack apart and what is in it as if it lay in a folder. What is no pack,
// or a broken one, is told and left out.
func (t *tree) pack(file, shown, rel string, depth int) {
	broken := func(why string) { t.broken = append(t.broken, Skipped{shown, why}) }
	if depth >= maxDepth {
		broken(fmt.Sprintf("包里套包超过 %d 层", maxDepth))
		return
	}
	if t.room == nil {
		broken("这里不能读包")
		return
	}
	dir, err := t.room()
	if err != nil {
		broken("没有地方拆开：" + err.Error())
		return
	}
	switch err := unpack(file, dir); {
	case errors.Is(err, errNoPack):
		if depth == 0 && rel == "" {
			broken(err.Error())
		} else {
			t.skipped = append(t.skipped, Skipped{shown, err.Error()})
		}
		return
	case err != nil:
		broken(err.Error())
		return
	}
	if err := t.folder(dir, shown, rel, "包:"+rel, depth+1); err != nil {
		broken("读不了：" + err.Error())
	}
}

var (
	errNoPack = errors.New("不是 nianbao pack 打的包")
	errCut    = errors.New("打不开，可能没有传完整：请对方重新发送")
)

// beginsAsPack tells a file whose first entry is that of a pack.
func beginsAsPack(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, 30+len(packNote)) // a local file header and its name
	_, err = io.ReadFull(f, start)
	return err == nil && string(start[30:]) == packNote
}

// unpack checks the sums of the data in a pack and writes them below dir. Names that
// lead out of it, and more than any pack holds, are refused. Errors are in Chinese.
func unpack(file, dir string) error {
	z, err := zip.OpenReader(file)
	if err != nil {
		return errCut
	}
	defer z.Close()
	sums, err := readSums(z)
	if errors.Is(err, errNoPack) && beginsAsPack(file) {
		return errCut // what is left of it ends with a workbook, which is a zip as well
	}
	if err != nil {
		return err
	}
	if len(z.File) > maxInPack {
		return fmt.Errorf("里面有 %d 个文件，超过上限 %d 个", len(z.File), maxInPack)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	left := int64(maxPackData)
	for _, f := range z.File {
		name, ok := strings.CutPrefix(f.Name, packData)
		if !ok || strings.HasSuffix(f.Name, "/") {
			continue
		}
		if !filepath.IsLocal(filepath.FromSlash(name)) || strings.Contains(name, `\`) {
			return fmt.Errorf("里面的“%s”不是正常的文件名，不取用这个包", f.Name)
		}
		most := left
		if !IsPack(name) && !press.IsText(name) { // a pack in a pack may be large, and so may a Word file
			most = min(left, data.MaxBytes+1)
		}
		n, err := unpackOne(root, f, name, sums[f.Name], most)
		if err != nil {
			return err
		}
		left -= n
	}
	return nil
}

func unpackOne(root *os.Root, f *zip.File, name, sum string, most int64) (int64, error) {
	in, err := f.Open()
	if err != nil {
		return 0, errCut
	}
	defer in.Close()
	if sub := path.Dir(name); sub != "." {
		if err := root.MkdirAll(filepath.FromSlash(sub), 0o755); err != nil {
			return 0, err
		}
	}
	out, err := root.Create(filepath.FromSlash(name))
	if err != nil {
		return 0, err
	}
	defer out.Close()
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, h), io.LimitReader(in, most))
	switch {
	case err != nil:
		return n, fmt.Errorf("里面的 %s 坏了：请对方重新发送", f.Name)
	case n >= most:
		return n, fmt.Errorf("里面的 %s 太大，不是数据文件", f.Name)
	case hex.EncodeToString(h.Sum(nil)) != sum:
		return n, fmt.Errorf("里面的 %s 与校验和不符（传坏了，或打包以后改过）：请对方重新打包", f.Name)
	}
	return n, nil
}

// readSums reads the list of sums; a zip without one is no pack.
func readSums(z *zip.ReadCloser) (map[string]string, error) {
	f, err := z.Open(packSums)
	if err != nil {
		return nil, errNoPack
	}
	defer f.Close()
	out := map[string]string{}
	s := bufio.NewScanner(io.LimitReader(f, 64<<20))
	for s.Scan() {
		if sum, name, ok := strings.Cut(s.Text(), "  "); ok {
			out[name] = sum
		}
	}
	return out, s.Err()
}

const unpacked = "in" // below the private folder

// Ask makes the plan for folders and packs. Packs are taken apart in the private folder
// of the out folder until the batch is closed.
func (b *Batch) Ask(inputs []string) (*Plan, diag.List, error) {
	n := 0
	return ask(inputs, b.folder.Path(), func() (string, error) {
		n++
		dir := filepath.Join(b.private, unpacked, fmt.Sprint(n))
		return dir, os.MkdirAll(dir, 0o755)
	})
}

func (b *Batch) sweepPacks() { os.RemoveAll(filepath.Join(b.private, unpacked)) }

// Ask makes the plan for folders and packs without an out folder to hold. done has to be
// called when the data are read.
func Ask(inputs []string, out string) (p *Plan, found diag.List, done func(), err error) {
	var rooms []string
	done = func() {
		for _, dir := range rooms {
			os.RemoveAll(dir)
		}
	}
	p, found, err = ask(inputs, out, func() (string, error) {
		dir, err := os.MkdirTemp("", "nianbao-")
		rooms = append(rooms, dir)
		return dir, err
	})
	return p, found, done, err
}

// Build stands for the program that runs: the length and CRC-32C of its own file. It
// only has to tell one release from another, and summing 50 MB with SHA-256 took as
// long as two units.
func Build() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	n, _ := io.Copy(h, f)
	return fmt.Sprintf("%d-%08x", n, h.Sum32())
}
