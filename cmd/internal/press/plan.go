package press

import (
	"path/filepath"

	"nianbao/render/diag"
	"nianbao/templates/rollup"
)

// Planned is one data file of a folder and what is to become of it.
type Planned struct {
	Path   string
	Status rollup.Status // OK is to be built
	Note   string        // why not
}

// Plan decides which data files of a folder are built (contract §5): those of the
// roster's year, else of the newest; of a unit's drafts the highest. Files of the
// year before only give 上年.
func Plan(dir string, files []string) ([]Planned, diag.List, error) {
	roster, found, err := readRoster(filepath.Join(dir, rosterName))
	if err != nil || found.Stops() {
		return nil, found, err
	}
	year := roster.Year
	heads := make([]head, len(files))
	for i, f := range files {
		heads[i] = readHead(f)
		if roster.Year == 0 {
			year = max(year, heads[i].year)
		}
	}
	out := make([]Planned, len(files))
	for i, c := range choose(heads, year) {
		out[i] = Planned{files[i], c.status, c.note}
		switch {
		case heads[i].year == 0: // cannot be read by its lines: building it says why
			out[i].Status, out[i].Note = rollup.OK, ""
		case c.status == rollup.WrongYear && heads[i].year == year-1:
			out[i].Note += "，只用来取上年的数"
		}
	}
	return out, found, nil
}
