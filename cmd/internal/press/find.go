package press

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// rosterName is the file that lists the units asked to report; it is no data file.
const rosterName = "名册.yaml"

// DataFiles lists the data files below dir in order of path: *.yaml and *.yml,
// leaving out hidden names, the roster, the out folder and folders of templates.
func DataFiles(dir, out string) ([]string, error) {
	var found []string
	outAbs, _ := filepath.Abs(out)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			if path == dir {
				return err
			}
			return nil // an unreadable corner does not stop the others
		}
		name := e.Name()
		if e.IsDir() {
			abs, _ := filepath.Abs(path)
			if path != dir && (strings.HasPrefix(name, ".") || name == besideDir || abs == outAbs || hasPackage(path)) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasPrefix(name, ".") && name != rosterName && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")) && isData(path) {
			found = append(found, path)
		}
		return nil
	})
	slices.Sort(found)
	return found, err
}

// isData tells a data file from other YAML: it names a unit and a year. A file
// that cannot be read or is too large counts, so that it is reported.
func isData(path string) bool {
	content, err := read(path)
	if err != nil {
		return true
	}
	unit, year := false, false
	for line := range strings.Lines(strings.TrimPrefix(string(content), "\uFEFF")) {
		unit = unit || strings.HasPrefix(line, "单位:") || strings.HasPrefix(line, "单位：")
		year = year || strings.HasPrefix(line, "年度:") || strings.HasPrefix(line, "年度：")
	}
	return unit && year
}

// hasPackage tells whether a folder holds a report package.
func hasPackage(dir string) bool {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml") {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err == nil && (strings.Contains(string(content), "\n字段:") || strings.HasPrefix(string(content), "字段:")) {
			return true
		}
	}
	return false
}
