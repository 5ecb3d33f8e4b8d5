package press

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/rollup"
)

// asked is what the rosters of a folder ask for: the one at its top, and those of
// the folders below, whose files lie there.
type asked struct {
	year  int
	due   string
	units []askedUnit
}

type askedUnit struct {
	data.RosterUnit
	due string // of the roster it stands in
}

// rosters reads every roster below dir. The year and what is said of a unit are
// those of the roster nearest the top.
func (p *Press) rosters(dir string) (asked, diag.List, error) {
	var out asked
	var found diag.List
	known := map[string]bool{}
	outAbs, _ := filepath.Abs(p.opt.Out)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil // an unreadable corner is told with the data files
		}
		if !e.IsDir() {
			return nil
		}
		abs, _ := filepath.Abs(path)
		if path != dir && (strings.HasPrefix(e.Name(), ".") || e.Name() == besideDir || p.opt.Out != "" && abs == outAbs) {
			return filepath.SkipDir
		}
		r, bad, err := readRoster(filepath.Join(path, rosterName))
		found.Add(bad...)
		if err != nil {
			return err
		}
		out.year, out.due = cmp.Or(out.year, r.Year), cmp.Or(out.due, r.Due)
		for _, u := range r.Units {
			if known[u.Name] || u.Name == "" {
				continue
			}
			known[u.Name] = true
			if u.File != "" {
				u.File = filepath.ToSlash(filepath.Join(relative(dir, path), filepath.FromSlash(u.File)))
			}
			out.units = append(out.units, askedUnit{u, r.Due})
		}
		return nil
	})
	return out, found, err
}

func readRoster(path string) (data.RosterFile, diag.List, error) {
	content, err := read(path)
	if err != nil {
		if os.IsNotExist(err) {
			err = nil
		}
		return data.RosterFile{}, nil, err
	}
	root, src, found, _ := data.Parse(filepath.ToSlash(path), content)
	if root == nil {
		return data.RosterFile{}, found, nil
	}
	roster, more := data.ReadRoster(root, src)
	return roster, append(found, more...), nil
}

// onRoster marks what is late or otherwise than asked and lists what is missing.
func onRoster(d *rollup.District, list asked) {
	byName, byFile := map[string]*rollup.Unit{}, map[string]*rollup.Unit{}
	for i := range d.Units {
		u := &d.Units[i]
		if u.Status == rollup.Superseded || u.Replaced {
			continue
		}
		if other := byName[u.Name]; other == nil || other.Status != rollup.OK {
			byName[u.Name] = u
		}
		byFile[u.File] = u
		u.Unlisted = len(list.units) > 0 && u.Status == rollup.OK
		u.Due = cmp.Or(list.due, u.Due)
	}
	why := map[string]string{}
	for _, f := range d.Ignored {
		why[f.Path] = f.Note
	}
	for _, a := range list.units {
		u := byName[a.Name]
		if u == nil && a.File != "" {
			u = byFile[a.File]
		}
		due := cmp.Or(a.due, list.due)
		if u == nil {
			m := rollup.Asked{Unit: a.Name, Kind: a.Kind, Superior: a.Superior, File: a.File, Due: due, Received: a.Received}
			if note := why[a.File]; note != "" {
				m.Note = "名册中有，" + note
				d.Ignored = slices.DeleteFunc(d.Ignored, func(f rollup.File) bool { return f.Path == a.File })
			}
			m.Due = cmp.Or(m.Due, dueOf(d, a.Kind))
			d.Missing = append(d.Missing, m)
			continue
		}
		u.Superior, u.Unlisted = a.Superior, false
		u.Due, u.Received = cmp.Or(due, u.Due), cmp.Or(a.Received, u.Received)
		if a.Kind != "" && u.Kind != "" && a.Kind != u.Kind {
			u.AskedKind = a.Kind
		}
	}
	for i := range d.Units {
		u := &d.Units[i]
		u.Late = u.Status == rollup.OK && u.Due != "" && u.Received > u.Due
	}
}

// dueOf is the date a kind has to report by, "" when the package does not say.
func dueOf(d *rollup.District, kind string) string {
	if d.Package == nil {
		return ""
	}
	k := d.Package.Kind(kind)
	if k == nil || k.Due.Report == "" {
		return ""
	}
	return itoa4(d.Year+1) + "-" + k.Due.Report
}
