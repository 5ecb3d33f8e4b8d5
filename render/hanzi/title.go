package hanzi

// This file cuts a title into rows by meaning (GB/T 9704-2012 7.3.1: 词意完整、排列
// 对称、长短适宜、间距恰当; 梯形 or 菱形). It tries all ways of the fewest rows and
// takes the cheapest; titles are short.

import (
	"slices"
	"sort"
	"strings"
)

// mostRows bounds the search; a title of more rows is broken as ordinary text.
const mostRows = 6

// CutTitle cuts a title, or a note below one, into rows of at most max characters, a
// Western character counting as half a one. Rows end behind the names in whole and the
// words in words where they can, and never inside a name, a year or date (2024年度,
// 2025年1月22日), a session (第三十次会议), a book title 《…》, a word, a number or a Latin
// word, behind a —— that begins the text, nor against the rules for line start and end,
// unless one such piece alone is wider than a row. Of the ways with the fewest rows it
// takes one that gets steadily longer or shorter (梯形) or bulges in the middle (菱形),
// never 沙漏 and never a last row of one or two characters; when the fewest rows have
// no such way, up to two more are tried, and one more when that spares a cut between
// characters no word is known for, inside brackets, or between a place and what it is
// (某县 | 人民政府). A name wider than a row is cut behind the places in it (市 区 县) and
// its words. Spaces at the ends of rows are dropped. An empty title gives no rows.
func CutTitle(text string, max int, whole, words []string) []string {
	t := newTitle([]rune(text), max, whole, words)
	if len(t.text) == 0 {
		return nil
	}
	if t.width(0, len(t.text)) <= t.max {
		return []string{string(t.text)}
	}
	for {
		if ends := t.cut(); ends != nil {
			return t.rows(ends)
		}
		// A word nearly as wide as a row may leave no way: do without the longest.
		shorter := t.withoutLongest(words)
		if len(shorter) == len(words) {
			break
		}
		words = shorter
		t = newTitle(t.text, max, whole, words)
	}
	return t.fill()
}

// cut returns where the rows end, or nil.
func (t *title) cut() []int {
	least := (t.width(0, len(t.text)) + t.max - 1) / t.max
	for rows := least; rows <= min(least+2, mostRows); rows++ {
		if !t.search(rows) {
			continue
		}
		// One row more is better than a word that may be cut.
		if best := t.best; t.bestPrice < priceUnknown || rows == mostRows ||
			!t.search(rows+1) || t.bestPrice >= priceUnknown {
			return best
		}
		return t.best
	}
	return nil
}

// withoutLongest returns words without the longest that is in the title.
func (t *title) withoutLongest(words []string) []string {
	longest := [2]int{}
	for _, p := range occurrences(t.text, words) {
		if p[1]-p[0] > longest[1]-longest[0] {
			longest = p
		}
	}
	w := string(t.text[longest[0]:longest[1]])
	return slices.DeleteFunc(slices.Clone(words), func(s string) bool { return s == w && w != "" })
}

// piece is what a character of a title is part of.
type piece uint8

const (
	unknown piece = iota
	inName        // a name that stays whole, or 《…》
	inWord        // a word of the list
	inDate
)

type title struct {
	text []rune
	max  int   // half characters
	sums []int // half characters before each
	// price of ending a row before each character; negative is never.
	price []int

	wide [][2]int // names wider than a row

	ends, best []int
	bestPrice  int
}

func newTitle(text []rune, limit int, whole, words []string) *title {
	for len(text) > 0 && classOf(text[0]) == classSpace {
		text = text[1:]
	}
	for len(text) > 0 && classOf(text[len(text)-1]) == classSpace {
		text = text[:len(text)-1]
	}
	n := len(text)
	t := &title{text: text, max: 2 * max(limit, 1), sums: make([]int, n+1), price: make([]int, n+1)}
	for i, r := range text {
		t.sums[i+1] = t.sums[i] + 2*ModelWidth(r)/Em
	}
	t.setPrices(whole, words)
	return t
}

// mark enters pieces that do not overlap earlier ones.
func mark(kind []piece, starts []bool, pieces [][2]int, as piece) {
	for _, p := range pieces {
		if slices.ContainsFunc(kind[p[0]:p[1]], func(k piece) bool { return k != unknown }) {
			continue
		}
		for i := p[0]; i < p[1]; i++ {
			kind[i] = as
		}
		starts[p[0]] = true
		starts[p[1]] = true
	}
}

// occurrences finds the phrases in text, at each place the longest.
func occurrences(text []rune, phrases []string) (found [][2]int) {
	var sorted [][]rune
	whole := string(text)
	for _, p := range phrases {
		if p != "" && strings.Contains(whole, p) { // few of a thousand
			sorted = append(sorted, []rune(p))
		}
	}
	sort.SliceStable(sorted, func(i, j int) bool { return len(sorted[i]) > len(sorted[j]) })
	for i := 0; i < len(text); {
		next := i + 1
		for _, p := range sorted {
			if i+len(p) <= len(text) && slices.Equal(text[i:i+len(p)], p) {
				found = append(found, [2]int{i, i + len(p)})
				next = i + len(p)
				break
			}
		}
		i = next
	}
	return found
}

func bookTitles(text []rune) (found [][2]int) {
	open, depth := 0, 0
	for i, r := range text {
		switch {
		case r == '《':
			if depth == 0 {
				open = i
			}
			depth++
		case r == '》' && depth > 0:
			if depth--; depth == 0 {
				found = append(found, [2]int{open, i + 1})
			}
		}
	}
	return found
}

// dates finds years, as 2024年度 and 2023—2024年, and dates, as 2025年1月22日 and
// 1月22日.
func dates(text []rune) (found [][2]int) {
	for i := 1; i < len(text); i++ {
		if dateUnit(text[i]) == 0 || !isDigit(text[i-1]) {
			continue
		}
		from, to := i, i+1
		for from > 0 && (isDigit(text[from-1]) || from < i && connects(text, from-1)) {
			from--
		}
		for next := dateUnit(text[i]) + 1; next <= len(dateUnits); next++ {
			k := to
			for k < len(text) && isDigit(text[k]) {
				k++
			}
			if k == to || k == len(text) || dateUnit(text[k]) != next {
				break
			}
			to = k + 1
		}
		if to < len(text) && text[to] == '度' && text[to-1] == '年' {
			to++
		}
		found = append(found, [2]int{from, to})
		i = to - 1
	}
	return found
}

var dateUnits = [...]rune{'年', '月', '日'}

// sessions finds 第十届 and 第三十次会议: an assembly's term and its session.
func sessions(text []rune) (found [][2]int) {
	for i := range text {
		if text[i] != '第' {
			continue
		}
		k := i + 1
		for k < len(text) && (hanNumeral(text[k]) || isDigit(text[k])) {
			k++
		}
		if k == i+1 || k == len(text) {
			continue
		}
		for _, s := range [...]string{"届", "次会议", "次全体会议"} {
			if rs := []rune(s); k+len(rs) <= len(text) && slices.Equal(text[k:k+len(rs)], rs) {
				found = append(found, [2]int{i, k + len(rs)})
			}
		}
	}
	return found
}

// dateUnit is which of 年 月 日 r is, from 1; 0 is none.
func dateUnit(r rune) int { return slices.Index(dateUnits[:], r) + 1 }

func connects(text []rune, i int) bool {
	c := classOf(text[i])
	return (c == classConnector || c == classDash) && i > 0 && isDigit(text[i-1])
}

func (t *title) width(from, to int) int { return t.sums[to] - t.sums[from] }

// search looks for the cheapest way to cut the title into rows rows.
func (t *title) search(rows int) bool {
	t.best, t.bestPrice = nil, -1
	t.ends = t.ends[:0]
	t.try(0, rows, 0)
	return t.best != nil
}

func (t *title) try(from, left, price int) {
	n := len(t.text)
	if t.bestPrice >= 0 && price >= t.bestPrice || t.width(from, n) > left*t.max {
		return
	}
	if left == 1 {
		t.judge(from, price)
		return
	}
	for to := from + 1; to < n && t.width(from, to) <= t.max; to++ {
		if t.price[to] >= 0 {
			t.ends = append(t.ends, to)
			t.try(to, left-1, price+t.price[to])
			t.ends = t.ends[:len(t.ends)-1]
		}
	}
}

// judge prices the shape of the rows that end at t.ends and the end of the title.
func (t *title) judge(last, price int) {
	n := len(t.text)
	if t.width(last, n) <= 4 {
		return
	}
	from, prev, least, most := 0, 0, t.max, 0
	falls, rises, equal := 0, 0, 0
	for i := 0; i <= len(t.ends); i++ {
		to := n
		if i < len(t.ends) {
			to = t.ends[i]
		}
		w := t.width(from, to)
		least, most = min(least, w), max(most, w)
		switch {
		case i == 0:
		case w > prev:
			if falls > 0 {
				return // 沙漏: shorter, then longer again
			}
			rises++
		case w < prev:
			falls++
		default:
			equal++
		}
		from, prev = to, w
	}
	price += (most - least) * (most - least) / 16 // a quarter of the square, in characters
	if rises == 0 && falls == 0 {
		price += priceBlock
	}
	price += priceEqual * equal
	if t.bestPrice < 0 || price < t.bestPrice {
		t.bestPrice = price
		t.best = append(slices.Clone(t.ends), n)
	}
}

func (t *title) rows(ends []int) []string {
	rows := make([]string, 0, len(ends))
	from := 0
	for _, to := range ends {
		a, b := from, to
		for a < b && classOf(t.text[a]) == classSpace {
			a++
		}
		for b > a && classOf(t.text[b-1]) == classSpace {
			b--
		}
		rows = append(rows, string(t.text[a:b]))
		from = to
	}
	return rows
}

// fill breaks a title no shape can be found for as ordinary text, at row ends that
// are allowed as long as there are any.
func (t *title) fill() []string {
	widths := make([]int, len(t.text))
	for i, r := range t.text {
		widths[i] = ModelWidth(r)
	}
	b := breaker{text: t.text, widths: widths, cells: make([]cell, len(t.text)+1),
		o: Options{Width: t.max * half, Ragged: true}, rigid: true}
	classify(t.text, b.cells)
	for i := 1; i < len(t.text); i++ {
		if b.cells[i].gap.level() == free && t.price[i] < 0 {
			b.cells[i].gap = hard
		}
	}
	b.measure()
	var ends []int
	for from := 0; from < len(t.text); {
		from, _ = b.lineEnd(from, b.o.Width)
		ends = append(ends, from)
	}
	return t.rows(ends)
}
