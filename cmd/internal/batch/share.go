package batch

import (
	"cmp"
	"hash/fnv"
)

// has tells whether a data file is in the share. Files of one unit always fall
// together, and a unit stays in its share whatever the others do.
func (s Share) has(f *Planned) bool {
	if s.N < 2 {
		return true
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(f.space + "\x00" + cmp.Or(f.Head.Unit, f.Rel)))
	return int(h.Sum32()%uint32(s.N)) == s.K-1
}
