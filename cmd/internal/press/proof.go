package press

import (
	"os"
	"path/filepath"
	"slices"

	"nianbao/fonts"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
	"nianbao/templates/data"
)

// Proof is a unit as it would print, for the eye: nothing is written.
type Proof struct {
	Result
	Sheet   gbt9704.Sheet
	Reports []ProofReport // none when something stops the unit
}

// ProofReport is the report, or a version of it.
type ProofReport struct {
	Name  string // of its file, without extension
	Pages page.Pages
}

// Proof lays out the report of a data file and its versions.
func (p *Press) Proof(path string) Proof {
	r, u := p.prepare(path)
	out := Proof{Result: r}
	if u == nil || r.Err != nil || r.Findings.Stops() {
		return out
	}
	out.Built, out.Sheet = true, u.sheet
	for i := range u.reports {
		out.Reports = append(out.Reports, ProofReport{u.reports[i].name, u.reports[i].pages})
	}
	return out
}

// Faces are those a press sets pages with.
func (p *Press) Faces() *fonts.Set { return p.opt.Faces }

// Afresh is a press that has loaded nothing: for packages or neighbouring data files
// that have changed.
func (p *Press) Afresh() *Press {
	q := *p
	q.shelf = newLibrary()
	return &q
}

// PackageFolders are the folders whose files a build of path may read as packages, in
// search order, whether or not they exist.
func (p *Press) PackageFolders(path string) []string {
	out := append(slices.Clone(p.opt.Templates), filepath.Join(filepath.Dir(path), Beside))
	if exe, err := os.Executable(); err == nil {
		out = append(out, filepath.Join(filepath.Dir(exe), Beside))
	}
	return out
}

// Neighbours are the data files beside path that a build of it may take figures from:
// all YAML files of its folder.
func Neighbours(path string) (out []string) {
	entries, _ := os.ReadDir(filepath.Dir(path))
	for _, e := range entries {
		if file := filepath.Join(filepath.Dir(path), e.Name()); !e.IsDir() && IsYAML(e.Name()) && file != filepath.Clean(path) {
			out = append(out, file)
		}
	}
	return out
}

// MaxBytes is the size from which on a file is no data file.
const MaxBytes = data.MaxBytes
