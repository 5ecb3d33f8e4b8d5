package hanzi

// This file prices the ends of a title's rows: what a reader takes for the end of a
// meaning costs little.

// Prices of ending a row at a gap. A row that ends inside a run of unknown
// characters may cut a word, so it costs more than any lack of balance.
const (
	priceName    = 0   // behind a name, before 关于
	priceWord    = 3   // behind a word
	priceDate    = 10  // behind a year or date: it belongs to what follows
	priceBefore  = 12  // behind unknown characters, before a word or name
	priceUnknown = 300 // between unknown characters; more, inside brackets
	priceWeak    = 40  // more, where a row would start with 的 or end with 、
	priceJoins   = 20  // more, where a row would start with 和
	priceJoined  = 60  // more, where it would end with 和
	priceAbout   = 200 // more, behind 关于
	priceInAbout = 10  // more, between 关于 and its 的
	priceBlock   = 5   // all rows of one length (方块)
	priceEqual   = 2   // two neighbouring rows of one length
)

func (t *title) setPrices(whole, words []string) {
	n := len(t.text)
	cells := make([]cell, n+1)
	classify(t.text, cells)
	kind := make([]piece, n)
	starts := make([]bool, n+1) // ends of pieces too
	books, _ := t.fitting(bookTitles(t.text))
	names, wide := t.fitting(occurrences(t.text, whole))
	t.wide = wide
	mark(kind, starts, books, inName)
	mark(kind, starts, names, inName)
	mark(kind, starts, dates(t.text), inDate)
	mark(kind, starts, sessions(t.text), inDate)
	mark(kind, starts, occurrences(t.text, words), inWord)
	clause, depth := t.aboutClause(), 0
	for i := 1; i < n; i++ {
		switch t.text[i-1] {
		case '（':
			depth++
		case '）':
			depth--
		}
		known := kind[i] != unknown && !starts[i]
		if known || i <= t.dashes() || t.about(i-1) || cells[i].gap.level() != free {
			t.price[i] = -1
			continue
		}
		t.price[i] = t.basePrice(i, kind) + t.wordPrice(i)
		if clause[0] < i && i < clause[1] {
			t.price[i] += priceInAbout
		}
		if depth > 0 || t.clings(i, kind[i-1] == unknown) {
			t.price[i] += priceUnknown
		}
	}
}

// fitting parts pieces into those that fit a row and those that are wider.
func (t *title) fitting(pieces [][2]int) (fit, wide [][2]int) {
	for _, p := range pieces {
		if t.width(p[0], p[1]) <= t.max {
			fit = append(fit, p)
		} else {
			wide = append(wide, p)
		}
	}
	return fit, wide
}

func (t *title) basePrice(i int, kind []piece) int {
	switch {
	case kind[i-1] == inName, t.about(i):
		return priceName
	case kind[i-1] == inDate && t.text[i-1] == '届':
		return priceWord
	case kind[i-1] == inDate:
		return priceDate
	case kind[i-1] == inWord, t.text[i-1] == '的', classOf(t.text[i-1]) == classSpace, t.behindPlace(i):
		return priceWord
	case kind[i] != unknown, joins(t.text[i]) && i+1 < len(kind) && kind[i+1] != unknown:
		return priceBefore
	}
	return priceUnknown
}

// behindPlace reports whether a place of a name wider than a row ends before i, so
// that its organ may begin a row: 某市某区 | 某街道办事处.
func (t *title) behindPlace(i int) bool {
	inside := false
	for _, p := range t.wide {
		inside = inside || p[0] < i && i < p[1]
	}
	if !inside || t.text[i] == '委' || t.text[i] == '政' {
		return false
	}
	switch t.text[i-1] {
	case '省', '市', '区', '县', '州', '旗', '盟':
		return true
	}
	return false
}

// clings reports whether what starts at i says what kind of place or organ the name
// before it is, so that it cannot begin a row.
func (t *title) clings(i int, behindName bool) bool {
	if t.at(i, "人民政府") {
		return true
	}
	for _, s := range [...]string{"街道", "办事处", "自治", "民族乡", "苏木"} {
		if behindName && t.at(i, s) {
			return true
		}
	}
	return false
}

func joins(r rune) bool { return r == '和' || r == '与' || r == '及' || r == '暨' }

// wordPrice is for small words that cling to one side.
func (t *title) wordPrice(i int) (price int) {
	switch {
	case t.text[i] == '的':
		price += priceWeak
	case joins(t.text[i]):
		price += priceJoins
	}
	switch {
	case t.text[i-1] == '、':
		price += priceWeak
	case joins(t.text[i-1]):
		price += priceJoined
	}
	if t.about(i - 2) {
		price += priceAbout
	}
	return price
}

// dashes is how many characters of a —— the text begins with.
func (t *title) dashes() int {
	n := 0
	for n < len(t.text) && classOf(t.text[n]) == classDash {
		n++
	}
	return n
}

// aboutClause is where the first 关于 starts and the last 的 behind it ends.
func (t *title) aboutClause() [2]int {
	for i := range t.text {
		if !t.about(i) {
			continue
		}
		for j := len(t.text) - 1; j > i; j-- {
			if t.text[j] == '的' {
				return [2]int{i, j + 1}
			}
		}
	}
	return [2]int{}
}

// about reports whether 关于 starts at i.
func (t *title) about(i int) bool { return i >= 0 && t.at(i, "关于") }

// at reports whether words start at i.
func (t *title) at(i int, words string) bool {
	for _, r := range words {
		if i >= len(t.text) || t.text[i] != r {
			return false
		}
		i++
	}
	return true
}
