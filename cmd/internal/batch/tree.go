package batch

import (
	"os"
	"path"
	"path/filepath"
	"strings"

	"nianbao/templates/merge"
)

// tree gathers the data files below the inputs. Packs among them are taken apart
// where they stand: 县.zip is seen as a folder 县.
type tree struct {
	out     string
	files   []Input
	rosters []rosterAt
	skipped []Skipped
	broken  []Skipped
	room    func() (string, error)
}

// rosterAt is a roster and the folder it stands in.
type rosterAt struct {
	path, shown string
	rel         string // of its folder, "" at the top
	space       string
}

// maxDepth is how deep packs may lie in packs.
const maxDepth = 8

// add takes what lies below one input, a folder or a pack.
func (t *tree) add(in string) error {
	info, err := os.Stat(in)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		t.pack(in, in, "", 0)
		return nil
	}
	return t.folder(in, filepath.Clean(in), "", "", 0)
}

// folder takes what lies below dir; shown and rel are how the user knows it and where
// it stands below the input.
func (t *tree) folder(dir, shown, rel, space string, depth int) error {
	f, err := look(dir, t.out)
	if err != nil {
		return err
	}
	below := func(p string) (string, string) { // rel and shown
		r, err := filepath.Rel(dir, p)
		if err != nil {
			r = p
		}
		return part(p, path.Join(rel, filepath.ToSlash(r))), part(p, filepath.Join(shown, r))
	}
	for _, p := range f.data {
		r, s := below(p)
		t.files = append(t.files, Input{Path: p, Rel: r, Shown: s, root: dir, space: space})
	}
	for _, p := range f.rosters {
		r, s := below(p)
		at := path.Dir(r)
		if at == "." {
			at = ""
		}
		t.rosters = append(t.rosters, rosterAt{p, s, at, space})
	}
	for _, s := range f.skipped {
		_, s.Path = below(s.Path)
		t.skipped = append(t.skipped, s)
	}
	for _, p := range f.packs {
		r, s := below(p)
		t.pack(p, s, strings.TrimSuffix(r, path.Ext(r)), depth)
	}
	return nil
}

// part is s, as a part of the path it mostly is the end of: a third of the memory.
func part(path, s string) string {
	if strings.HasSuffix(path, s) {
		return path[len(path)-len(s):]
	}
	return s
}

// safeFolder is the folder of a file's results: that of the file, every name made safe
// for every system.
func safeFolder(rel string) string {
	dir := path.Dir(rel)
	if dir == "." {
		return ""
	}
	parts := strings.Split(dir, "/")
	for i, part := range parts {
		parts[i] = merge.SafeName(part)
	}
	return path.Join(parts...)
}
