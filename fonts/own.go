// Faces of the user's own: any number of files, single or collections, good or not.
// A file that cannot be used is kept with the reason, so that it is told when
// somebody asks for it and not before.

package fonts

import (
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Own is one face of a user's file.
type Own struct {
	Key  string // what finds it for certain: 方正小标宋.ttf; of a collection simsun.ttc#0
	File string
	Face *Face // nil when Err says why it cannot be used
	Err  error // in Chinese; reads on from “字体 KEY ”

	full, family []string // names of the face itself and of its family, as its name table has them
	weight       int      // distance from regular
}

// Open reads the faces of one file of the user's, in order. Outlines are read when a
// document needs them: at must stay readable while the faces are in use. Every face
// is taken for a Chinese one (Options.Chinese).
func Open(file string, at io.ReaderAt, size int64) []Own {
	src := source{at: at, size: int(min(size, math.MaxInt32)), kept: map[[2]int]block{}}
	starts, err := src.directories()
	if err != nil {
		return []Own{{Key: file, File: file, Err: err}}
	}
	out := make([]Own, len(starts))
	for i, start := range starts {
		key := file
		if src.isCollection() {
			key += "#" + strconv.Itoa(i)
		}
		t, err := readTables(src, start)
		o := Own{Key: key, File: file, Err: err, weight: max(t.os2.u16(4)-400, 400-t.os2.u16(4)),
			full: t.allNames(nameFull, namePostScript), family: t.allNames(nameFamily, nameTypoFamily)}
		if err == nil {
			o.Face = newFace(key, t, Options{Own: true, Chinese: true, File: file, Origin: o.Title()})
		}
		out[i] = o
	}
	return out
}

// Title is the face's full name, the Chinese one before others; "" when it has none.
func (o Own) Title() string {
	for _, n := range o.full {
		if strings.ContainsFunc(n, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			return n
		}
	}
	if len(o.full) > 0 {
		return o.full[0]
	}
	return ""
}

// Names lists what a layout may call the face, the certain one first. Of a collection
// the file's name is that of its first face.
func (o Own) Names() []string {
	all := []string{o.Key}
	names := slices.Concat(o.full, o.family)
	if o.Key == o.File || strings.HasSuffix(o.Key, "#0") {
		names = append(names, o.File, stem(o.File))
	}
	for _, n := range names {
		if !slices.ContainsFunc(all, func(m string) bool { return strings.EqualFold(n, m) }) {
			all = append(all, n)
		}
	}
	return all
}

func stem(file string) string { return strings.TrimSuffix(file, path.Ext(file)) }

// rank is how surely name means o: 1 its key, 2 its file, 3 the face's own name, 4 its
// family's; 0 not at all.
func (o Own) rank(name string) int {
	is := func(s string) bool { return strings.EqualFold(s, name) }
	switch {
	case is(o.Key):
		return 1
	case is(o.File), is(stem(o.File)):
		return 2
	case slices.ContainsFunc(o.full, is):
		return 3
	case slices.ContainsFunc(o.family, is):
		return 4
	}
	return 0
}

// FindOwn returns the face of list that name means: the key, the file's name with or
// without its ending, the full or PostScript name, the family. Of several with one
// family it is the one nearest to regular weight, of several with one file the first;
// one that can be used goes before one that cannot.
func FindOwn(list []Own, name string) (Own, bool) {
	best, score := -1, 0
	for i, o := range list {
		rank := o.rank(strings.TrimSpace(name))
		if rank == 0 {
			continue
		}
		s := rank << 20
		if o.Err != nil {
			s += 1 << 18
		}
		if rank == 4 {
			s += o.weight
		}
		if best < 0 || s < score {
			best, score = i, s
		}
	}
	if best < 0 {
		return Own{}, false
	}
	return list[best], true
}

// Reason is Err as a sentence of its own.
func (o Own) Reason() string { return fmt.Sprintf("字体 %s %v", o.Key, o.Err) }
