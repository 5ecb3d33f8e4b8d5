package batch

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/cmd/internal/press"
	"nianbao/templates/data"
)

// rosterName is the file that lists the units asked to report; it is no data file.
const rosterName = "名册.yaml"

// Skipped is a file or folder below the input that was not taken, and why.
type Skipped struct{ Path, Why string }

// found is what lies below a folder.
type found struct {
	data    []string
	packs   []string // what other offices packed (see pack.go)
	rosters []string
	skipped []Skipped
}

// look lists what lies below dir in order of path: data files (*.yaml, *.yml and
// fill-in workbooks), packs and rosters, leaving out hidden names, the out folder ("" is none) and folders
// of templates. Other YAML and corners that cannot be read are told in skipped.
func look(dir, out string) (f found, err error) {
	outAbs := ""
	if out != "" {
		outAbs, _ = filepath.Abs(out)
	}
	root := dir
	if info, e := os.Lstat(dir); e == nil && info.Mode()&fs.ModeSymlink != 0 {
		if root, err = filepath.EvalSymlinks(dir); err != nil { // a walk does not follow a link it begins with
			return f, err
		}
	}
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if rel, e := filepath.Rel(root, path); e == nil {
			path = filepath.Join(dir, rel) // as the user named it
		}
		if err != nil {
			if path == filepath.Clean(dir) {
				return err
			}
			f.skipped = append(f.skipped, Skipped{path, "读不了，请确认有读取权限"})
			return nil // an unreadable corner does not stop the others
		}
		name := e.Name()
		if e.IsDir() {
			abs, _ := filepath.Abs(path)
			if path != filepath.Clean(dir) && (strings.HasPrefix(name, ".") || name == press.Beside || abs == outAbs || hasPackage(path)) {
				return filepath.SkipDir
			}
			return nil
		}
		switch {
		case strings.HasPrefix(name, "."):
		case name == rosterName:
			f.rosters = append(f.rosters, path)
		case strings.EqualFold(filepath.Ext(name), packExt):
			f.packs = append(f.packs, path)
		case press.IsBook(name):
			if press.IsFormBook(path) { // other workbooks are results and lists of people's own
				f.data = append(f.data, path)
			}
		case !press.IsYAML(name):
		case isData(path):
			f.data = append(f.data, path)
		case empty(path):
			f.skipped = append(f.skipped, Skipped{path, "文件是空的"})
		default:
			f.skipped = append(f.skipped, Skipped{path, "没有同时写“单位”和“年度”，不是数据文件"})
		}
		return nil
	})
	slices.Sort(f.data)
	return f, err
}

// isData tells a data file from other YAML: it names a unit and a year. A file
// that cannot be read, is too large or in no encoding known counts, so that it is
// reported.
func isData(path string) bool {
	content, err := press.Read(path)
	if err != nil {
		return true
	}
	text, _, ok := data.UTF8(content)
	if !ok {
		return true
	}
	unit, year := false, false
	for line := range strings.Lines(string(text)) {
		unit = unit || strings.HasPrefix(line, "单位:") || strings.HasPrefix(line, "单位：")
		year = year || strings.HasPrefix(line, "年度:") || strings.HasPrefix(line, "年度：")
	}
	return unit && year
}

// empty tells a file without anything but comments.
func empty(path string) bool {
	content, err := press.Read(path)
	if err != nil {
		return false
	}
	for line := range strings.Lines(strings.TrimPrefix(string(content), "\uFEFF")) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// hasPackage tells whether a folder holds a report package.
func hasPackage(dir string) bool {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.IsDir() || !press.IsYAML(e.Name()) {
			continue
		}
		content, err := press.Read(filepath.Join(dir, e.Name()))
		if err == nil && (strings.Contains(string(content), "\n字段:") || strings.HasPrefix(string(content), "字段:")) {
			return true
		}
	}
	return false
}
