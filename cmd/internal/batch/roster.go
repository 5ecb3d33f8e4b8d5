package batch

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"nianbao/cmd/internal/press"
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
	due   string // of the roster it stands in
	space string // pack the roster came in
}

// readRosters reads the rosters, those nearest the top first: the year and what is said
// of a unit are theirs.
func readRosters(list []rosterAt) (asked, diag.List, error) {
	slices.SortStableFunc(list, func(a, b rosterAt) int { return strings.Compare(a.rel, b.rel) })
	var out asked
	var found diag.List
	known := map[[2]string]bool{}
	for _, at := range list {
		r, bad, err := readRoster(at.path, at.shown)
		found.Add(bad...)
		if err != nil {
			return out, found, err
		}
		out.year, out.due = cmp.Or(out.year, r.Year), cmp.Or(out.due, r.Due)
		for _, u := range r.Units {
			key := [2]string{at.space, u.Name}
			if known[key] || u.Name == "" {
				continue
			}
			known[key] = true
			if u.File != "" {
				u.File = path.Join(at.rel, filepath.ToSlash(u.File))
			}
			out.units = append(out.units, askedUnit{u, r.Due, at.space})
		}
	}
	return out, found, nil
}

func readRoster(path, shown string) (data.RosterFile, diag.List, error) {
	content, err := press.Read(path)
	if err != nil {
		if os.IsNotExist(err) {
			err = nil
		}
		return data.RosterFile{}, nil, err
	}
	root, src, found, _ := data.ParseRoster(filepath.ToSlash(shown), content)
	if root == nil {
		return data.RosterFile{}, found, nil
	}
	roster, more := data.ReadRoster(root, src)
	return roster, append(found, more...), nil
}

// onRoster marks what is late or otherwise than asked and lists what is missing.
func onRoster(d *rollup.District, list asked, space func(i int) string) {
	byName, byFile := map[[2]string]*rollup.Unit{}, map[string]*rollup.Unit{}
	anywhere := map[string][]*rollup.Unit{}
	for i := range d.Units {
		u, key := &d.Units[i], [2]string{space(i), d.Units[i].Name}
		if u.Status == rollup.Superseded || u.Replaced {
			continue
		}
		if other := byName[key]; other == nil || other.Status != rollup.OK {
			byName[key] = u
		}
		byFile[u.File] = u
		anywhere[u.Name] = append(anywhere[u.Name], u)
		u.Unlisted = len(list.units) > 0 && u.Status == rollup.OK
		u.Due = cmp.Or(list.due, u.Due)
	}
	why := map[string]string{}
	for _, f := range d.Ignored {
		why[f.Path] = f.Note
	}
	for _, a := range list.units {
		u := byName[[2]string{a.space, a.Name}]
		if u == nil && a.File != "" {
			u = byFile[a.File]
		}
		if others := anywhere[a.Name]; u == nil && len(others) == 1 { // a superior's roster names units that came in a pack
			u = others[0]
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
	return strconv.Itoa(d.Year+1) + "-" + k.Due.Report
}
