// align.go finds which paragraph of a corrected text is which of the one we wrote: in
// order where it can be, else as moved.

package intake

import "strings"

// item is a paragraph to be matched.
type item struct {
	text  string // without space
	made  int
	grams map[[2]rune]int
	count int
}

func itemOf(text string, made int) item {
	it := item{text: squash(text), made: made, grams: map[[2]rune]int{}}
	last := rune(0)
	for _, r := range it.text {
		it.grams[[2]rune{last, r}]++
		it.count++
		last = r
	}
	return it
}

// squash drops all space: programs put in and take out some.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '\u3000', '\u00a0', '\u2002', '\u2003', '\u2005', '\u200b':
			return -1
		}
		return r
	}, s)
}

// How like two paragraphs have to be, in thousandths of the pairs of characters they
// share: to be one in its place, to be one that was moved. The bookmark of a paragraph
// counts for it, but a person may have typed another text into it.
const (
	likeInPlace = 350
	likeMoved   = 700
	likeMarked  = 300
)

// like is how like two paragraphs are, 0 to 1000.
func like(a, b item) int {
	if a.text == b.text {
		return 1000
	}
	common := 0
	for g, n := range a.grams {
		common += min(n, b.grams[g])
	}
	score := 0
	if a.count+b.count > 0 {
		score = 2000 * common / (a.count + b.count)
	}
	if a.made > 0 && a.made == b.made {
		score += likeMarked
	}
	return min(score, 999)
}

// align gives for each of a the index in b of the paragraph it is, -1 for none, and
// whether it was moved.
func align(a, b []item) (to []int, moved []bool) {
	to, moved = make([]int, len(a)), make([]bool, len(a))
	for i := range to {
		to[i] = -1
	}
	from, endA, endB := 0, len(a), len(b)
	for from < endA && from < endB && a[from].text == b[from].text {
		to[from] = from
		from++
	}
	for endA > from && endB > from && a[endA-1].text == b[endB-1].text {
		endA--
		endB--
		to[endA] = endB
	}
	inPlace(a[from:endA], b[from:endB], to[from:endA], from)
	taken := make([]bool, len(b))
	for _, k := range to {
		if k >= 0 {
			taken[k] = true
		}
	}
	for i := from; i < endA; i++ {
		best, score := -1, likeMoved
		for k := from; to[i] < 0 && k < endB; k++ {
			if s := like(a[i], b[k]); !taken[k] && s > score {
				best, score = k, s
			}
		}
		if best >= 0 {
			to[i], moved[i], taken[best] = best, true, true
		}
	}
	return to, moved
}

// inPlace matches two lists in order so that the sum of likeness is greatest.
func inPlace(a, b []item, to []int, offset int) {
	w := len(b) + 1
	best := make([]int32, (len(a)+1)*w)
	score := make([]int32, len(a)*len(b))
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			s := int32(like(a[i], b[k]))
			score[i*len(b)+k] = s
			v := max(best[(i+1)*w+k], best[i*w+k+1])
			if s >= likeInPlace {
				v = max(v, best[(i+1)*w+k+1]+s)
			}
			best[i*w+k] = v
		}
	}
	for i, k := 0, 0; i < len(a) && k < len(b); {
		s := score[i*len(b)+k]
		switch v := best[i*w+k]; {
		case s >= likeInPlace && v == best[(i+1)*w+k+1]+s:
			to[i] = k + offset
			i++
			k++
		case v == best[(i+1)*w+k]:
			i++
		default:
			k++
		}
	}
}
