package rollup

// nth is an item of a list that was read again; the zero one when that failed, which the
// reader tells of.
func nth[T any](list []T, n int) (item T) {
	if n < len(list) {
		item = list[n]
	}
	return item
}

// lately keeps what was read last of units: rows are written unit by unit, and what many
// copied stands in few.
type lately[T any] struct {
	read func(unit int) T
	kept [64]struct {
		unit int // plus one
		what T
	}
	next int
}

func (l *lately[T]) get(i int) *T {
	for k := range l.kept {
		if l.kept[k].unit == i+1 {
			return &l.kept[k].what
		}
	}
	k := &l.kept[l.next%len(l.kept)]
	l.next++
	k.unit, k.what = i+1, l.read(i)
	return &k.what
}
