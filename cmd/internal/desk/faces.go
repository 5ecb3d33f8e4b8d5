package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nianbao/fonts"
	"nianbao/render/page"
)

// Faces reach the browser in batches: the characters a face draws so far, then those
// that each save brings. A save mostly brings none, so nothing is loaded again.

// mostBatches of a face are kept apart; one more and they are made one.
const mostBatches = 12

type faces struct {
	set  *fonts.Set
	used []*usedFace // in order of first use
}

type usedFace struct {
	key     string
	seen    map[rune]bool
	fresh   []rune // of the proof being shown
	batches []batch
	made    int // batches ever made: their numbers never come back
}

type batch struct {
	name  string
	runes []rune
}

// webFace is a batch as the browser hears of it.
type webFace struct {
	Family string `json:"family"`
	Name   string `json:"name"`
	Range  string `json:"range"` // CSS unicode-range
}

// family is the CSS family of a face.
func (f *faces) family(key string) string {
	return "nb" + strconv.Itoa(slices.IndexFunc(f.used, func(u *usedFace) bool { return u.key == key }))
}

// take notes the characters of pages.
func (f *faces) take(p *page.Pages) {
	for i := range p.Pages {
		for k := range p.Pages[i].Runs {
			r := &p.Pages[i].Runs[k]
			u := f.of(r.Face)
			for _, c := range r.Text {
				if !u.seen[c] {
					u.seen[c] = true
					u.fresh = append(u.fresh, c)
				}
			}
		}
	}
}

func (f *faces) of(key string) *usedFace {
	for _, u := range f.used {
		if u.key == key {
			return u
		}
	}
	u := &usedFace{key: key, seen: map[rune]bool{}}
	f.used = append(f.used, u)
	return u
}

// list makes batches of what is new and lists all.
func (f *faces) list() (out []webFace) {
	for i, u := range f.used {
		if len(u.fresh) > 0 {
			if len(u.batches) >= mostBatches {
				for _, b := range u.batches {
					u.fresh = append(u.fresh, b.runes...)
				}
				u.batches = nil
			}
			slices.Sort(u.fresh)
			u.batches = append(u.batches, batch{fmt.Sprintf("%d-%d", i, u.made), u.fresh})
			u.made, u.fresh = u.made+1, nil
		}
		for _, b := range u.batches {
			out = append(out, webFace{f.family(u.key), b.name, ranges(b.runes)})
		}
	}
	return out
}

// batch is the face and the characters of a batch; nil when there is none of that name.
func (f *faces) batch(name string) (*fonts.Face, []rune) {
	for _, u := range f.used {
		for _, b := range u.batches {
			if b.name == name {
				face, _ := f.set.Face(u.key)
				return face, b.runes
			}
		}
	}
	return nil, nil
}

// ranges is the unicode-range of sorted characters.
func ranges(rs []rune) string {
	var b strings.Builder
	for i := 0; i < len(rs); {
		to := i + 1
		for to < len(rs) && rs[to] == rs[to-1]+1 {
			to++
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "U+%X", rs[i])
		if to > i+1 {
			fmt.Fprintf(&b, "-%X", rs[to-1])
		}
		i = to
	}
	return b.String()
}
