package press

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/templates/data"
)

// rosterName is the file that lists the units asked to report; it is no data file.
const rosterName = "名册.yaml"

// Skipped is a file or folder below the input that was not taken, and why.
type Skipped struct{ Path, Why string }

// DataFiles lists the data files below dir in order of path: *.yaml, *.yml and fill-in
// workbooks (*.xlsx), leaving out hidden names, the roster, the out folder ("" is none) and folders of
// templates. Other YAML and corners that cannot be read are told in skipped.
func DataFiles(dir, out string) (found []string, skipped []Skipped, err error) {
	outAbs := ""
	if out != "" {
		outAbs, _ = filepath.Abs(out)
	}
	root := dir
	if info, e := os.Lstat(dir); e == nil && info.Mode()&fs.ModeSymlink != 0 {
		if root, err = filepath.EvalSymlinks(dir); err != nil { // a walk does not follow a link it begins with
			return nil, nil, err
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
			skipped = append(skipped, Skipped{path, "读不了，请确认有读取权限"})
			return nil // an unreadable corner does not stop the others
		}
		name := e.Name()
		if e.IsDir() {
			abs, _ := filepath.Abs(path)
			if path != filepath.Clean(dir) && (strings.HasPrefix(name, ".") || name == besideDir || abs == outAbs || hasPackage(path)) {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasPrefix(name, ".") || name == rosterName || !mayBeData(name) {
			return nil
		}
		if isBook(name) {
			if isFormBook(path) { // other workbooks are results and lists of people's own
				found = append(found, path)
			}
			return nil
		}
		if isData(path) {
			found = append(found, path)
		} else {
			skipped = append(skipped, Skipped{path, "没有同时写“单位”和“年度”，不是数据文件"})
		}
		return nil
	})
	slices.Sort(found)
	return found, skipped, err
}

// isYAML goes by the name; Windows does not tell .YAML from .yaml.
func isYAML(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// isData tells a data file from other YAML: it names a unit and a year. A file
// that cannot be read, is too large or in no encoding known counts, so that it is
// reported.
func isData(path string) bool {
	content, err := read(path)
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

// hasPackage tells whether a folder holds a report package.
func hasPackage(dir string) bool {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.IsDir() || !isYAML(e.Name()) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err == nil && (strings.Contains(string(content), "\n字段:") || strings.HasPrefix(string(content), "字段:")) {
			return true
		}
	}
	return false
}
