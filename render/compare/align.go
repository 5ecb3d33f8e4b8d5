package compare

import (
	"hash/fnv"
	"slices"

	"nianbao/render/doc"
)

// pair is a place of either list, -1 where it has none.
type pair struct{ a, b int }

// leastAlike is how much, in percent, two paragraphs have in common that are taken for
// one that was rewritten.
const leastAlike = 35

// align matches two lists in order: what is equal first, then, between those, what is
// alike. What was left out stands before what was put in.
func align(a, b []entry) (out []pair) {
	head := 0
	for head < len(a) && head < len(b) && a[head].same(&b[head]) {
		out = append(out, pair{head, head})
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail].same(&b[len(b)-1-tail]) {
		tail++
	}
	from := pair{head, head}
	to := pair{len(a) - tail, len(b) - tail}
	for _, p := range append(common(a, b, from, to), to) {
		out = append(out, alike(a, b, from, p)...)
		if p != to {
			out = append(out, p)
			from = pair{p.a + 1, p.b + 1}
		}
	}
	for i := range tail {
		out = append(out, pair{to.a + i, to.b + i})
	}
	return out
}

// common are the pairs of equal entries within the range: the longest list of them in
// order.
func common(a, b []entry, from, to pair) []pair {
	return chosen(from, to, func(i, j int) int {
		if a[i].same(&b[j]) {
			return 1
		}
		return 0
	})
}

// alike are the pairs of entries within the range that are most alike, and the entries
// left over, all in order.
func alike(a, b []entry, from, to pair) (out []pair) {
	at := from
	rest := func(to pair) {
		for ; at.a < to.a; at.a++ {
			out = append(out, pair{at.a, -1})
		}
		for ; at.b < to.b; at.b++ {
			out = append(out, pair{-1, at.b})
		}
	}
	for _, p := range chosen(from, to, func(i, j int) int {
		if n := a[i].alike(&b[j]); n >= leastAlike {
			return n
		}
		return 0
	}) {
		rest(p)
		out = append(out, p)
		at = pair{p.a + 1, p.b + 1}
	}
	rest(to)
	return out
}

// chosen are pairs in order whose values add up to the most; 0 is no pair.
func chosen(from, to pair, value func(i, j int) int) (out []pair) {
	n, m := to.a-from.a, to.b-from.b
	if n == 0 || m == 0 {
		return nil
	}
	w := m + 1
	best, worth := make([]int, (n+1)*w), make([]int, n*w)
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			at := i*w + j
			worth[at] = value(from.a+i, from.b+j)
			best[at] = max(best[at+w], best[at+1])
			if worth[at] > 0 {
				best[at] = max(best[at], worth[at]+best[at+w+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch at := i*w + j; {
		case worth[at] > 0 && best[at] == worth[at]+best[at+w+1]:
			out = append(out, pair{from.a + i, from.b + j})
			i, j = i+1, j+1
		case best[at] == best[at+w]:
			i++
		default:
			j++
		}
	}
	return out
}

// entry is a block as it is compared: what it is, the text it prints.
type entry struct {
	kind  string // only entries of a kind are alike
	label string // 一、, 一是: a change of it alone is none of the text
	text  string
	head  int  // of a heading: bytes of text that are the heading sentence
	sure  bool // entries of its kind are alike whatever they say
	block doc.Block

	pairs []uint32 // of neighbouring characters, sorted
}

func (e *entry) same(o *entry) bool { return e.kind == o.kind && e.text == o.text }

// alike is how much of both texts is in the other, in percent.
func (e *entry) alike(o *entry) int {
	if e.kind != o.kind {
		return 0
	}
	a, b := e.neighbours(), o.neighbours()
	least := 0
	if e.sure {
		least = leastAlike
	}
	if len(a)+len(b) == 0 {
		return least
	}
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return max(least, 200*n/(len(a)+len(b)))
}

func (e *entry) neighbours() []uint32 {
	if e.pairs != nil {
		return e.pairs
	}
	rs := []rune(e.text)
	e.pairs = make([]uint32, 0, len(rs))
	for i := range rs {
		h := fnv.New32a()
		_, _ = h.Write([]byte(string(rs[i:min(i+2, len(rs))])))
		e.pairs = append(e.pairs, h.Sum32())
	}
	slices.Sort(e.pairs)
	return e.pairs
}
