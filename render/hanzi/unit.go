package hanzi

// This file binds units: numbers with what belongs to them, ranges of years,
// document numbers, labels of lists, addresses of the web.

// longestRange is how many characters a range may have and still be one unit
// (practice: 2021年—2025年 has eleven).
const longestRange = 11

func bindUnits(text []rune, cells []cell) {
	n := len(text)
	inRange := false
	for i := 0; i < n; {
		switch cells[i].class {
		case classDigit:
			i, inRange = bindNumber(text, cells, i, inRange)
			continue
		case classOpen, classWestOpen:
			if end := bindBracket(text, cells, i); end > i {
				i, inRange = end, false
				continue
			}
		case classWestStop:
			if text[i] == ':' && i+2 < n && text[i+1] == '/' && text[i+2] == '/' {
				i = bindURL(text, cells, i+3)
				inRange = false
				continue
			}
		case classLetter:
			if startsURL(text, i) {
				i = bindURL(text, cells, i+1)
				inRange = false
				continue
			}
		case classClose:
			if text[i] == '’' && i > 0 && i+1 < n && cells[i-1].class == classLetter && cells[i+1].class == classLetter {
				cells[i].gap, cells[i+1].gap = hard|tight, hard|tight
			}
		}
		i++
		inRange = false
	}
	bindLabel(text, cells)
}

// bind makes text[from:to] one unit.
func bind(cells []cell, from, to int, g gap) {
	for i := from + 1; i < to; i++ {
		cells[i].gap = g
	}
}

// number is what stands at one place: digits, multiplier (余万) and either a sign
// or one character of the measure (GB/T 15835-2011 5.1.6; practice for 万 and 亿).
type number struct{ digits, bare, end int } // ends of each part

func scanNumber(text []rune, cells []cell, i int) number {
	j := i
	for j < len(text) && (cells[j].class == classDigit || (text[j] == '.' || text[j] == ',') &&
		j > i && cells[j-1].class == classDigit && j+1 < len(text) && cells[j+1].class == classDigit) {
		j++
	}
	n := number{digits: j}
	for j < len(text) && multiplier(text[j]) {
		j++
	}
	n.bare = j
	if j < len(text) {
		switch c := cells[j].class; {
		case c == classSign:
			for j < len(text) && cells[j].class == classSign {
				j++
			}
			n.bare = j
		case c == classHan:
			j++
		}
	}
	n.end = j
	return n
}

func multiplier(r rune) bool {
	switch r {
	case '余', '多', '百', '千', '万', '亿':
		return true
	}
	return false
}

// measureLen is how many characters the measure text starts with has, when it is a
// common one of several: 平方米 parts only as a soft unit does (practice).
func measureLen(text []rune) int {
	pair := func(i int) string { return string(text[min(i, len(text)):min(i+2, len(text))]) }
	switch pair(0) {
	case "平方", "立方":
		switch pair(2) {
		case "公里", "千米", "厘米":
			return 4
		}
		if len(text) > 2 && text[2] == '米' {
			return 3
		}
	case "人次", "件次", "辆次", "台次", "家次", "户次", "班次", "场次", "批次", "条次", "人天", "公里", "公斤", "公顷", "千米",
		"千克", "厘米", "毫米", "毫克", "小时", "课时", "分钟", "个月", "周年", "周岁":
		return 2
	}
	return 1
}

// bindNumber binds the number that starts at i and returns where to go on and
// whether another number of the same range starts there.
func bindNumber(text []rune, cells []cell, i int, inRange bool) (next int, again bool) {
	n := scanNumber(text, cells, i)
	ordinal := i > 0 && text[i-1] == '第'
	if !inRange {
		bindSign(text, cells, i)
	}
	bind(cells, i, n.bare, hard|tight)
	if n.end > n.bare && cells[n.bare].gap.level() != hard { // hard: 年 of a range
		g := soft | tight
		if ordinal {
			g = hard | tight // 第24条
		}
		cells[n.bare].gap = g
		for k := n.end; k < n.bare+measureLen(text[n.bare:]); k++ {
			cells[k].gap = soft
		}
	}
	for _, c := range [2]int{n.end, n.bare} {
		if c+1 < len(text) && cells[c].class == classConnector && cells[c+1].class == classDigit {
			bindRange(text, cells, i, c)
			return c + 1, true
		}
	}
	return n.end, false
}

// bindSign binds what stands before a number: 第, a sign, a comparison.
func bindSign(text []rune, cells []cell, i int) {
	if i == 0 {
		return
	}
	switch text[i-1] {
	case '第', '±', '−', '≥', '≤', '≈', '＞', '＜', '＋', '+', '>', '<':
		cells[i].gap = hard | tight
	case '-', '－':
		cells[i].gap = hard | tight
		k := i - 2
		for k >= 0 && cells[k].class == classSpace {
			k--
		}
		if k < 0 || cells[k].class.noEnd() {
			return
		}
		switch before := cells[k].class; {
		case k < i-2:
			cells[i-1].gap = free
		case before == classWestQuote, before == classNoBreak, before == classCombining,
			before == classDigit, before == classSign, Western(text[k]):
		default:
			cells[i-1].gap = free // a minus, not a connector: it may start a line
		}
	}
}

// bindRange binds the range whose first number starts at from and whose connector
// is at c. Its last 年 belongs to it; another measure stays soft.
func bindRange(text []rune, cells []cell, from, c int) {
	right := scanNumber(text, cells, c+1)
	end := right.bare
	if right.end > right.bare && text[right.bare] == '年' {
		end = right.end
	}
	if end-from <= longestRange {
		bind(cells, from, end, hard|tight)
		return
	}
	cells[c].gap = hard | tight
	cells[c+1].gap = soft | tight
}

// bindBracket binds 〔2023〕34号 and （十二） where the bracket at i opens one, and
// returns the end of the former, which holds numbers that are done with.
func bindBracket(text []rune, cells []cell, i int) int {
	j := i + 1
	han := 0
	for j < len(text) && j-i <= 5 && (isDigit(text[j]) || hanNumeral(text[j])) {
		if !isDigit(text[j]) {
			han++
		}
		j++
	}
	if j == i+1 || j == len(text) || cells[j].class != classClose && cells[j].class != classWestClose {
		return i
	}
	if j-i <= 4 {
		bind(cells, i, j+1, hard|tight)
	}
	if han > 0 || j-i != 5 {
		return i
	}
	k := j + 1
	if k < len(text) && text[k] == '第' {
		k++
	}
	start := k
	for k < len(text) && isDigit(text[k]) {
		k++
	}
	if k > start && k < len(text) && text[k] == '号' {
		bind(cells, i, k+1, hard|tight)
		return k + 1
	}
	return i
}

func hanNumeral(r rune) bool {
	_, ok := hanDigit(r)
	return ok || r == '十' || r == '百'
}

// bindLabel keeps the label of a list at the start of the text, as （一） 1. 一、,
// together with the two characters behind it (practice).
func bindLabel(text []rune, cells []cell) {
	n := len(text)
	i := 0
	bracket := n > 0 && (text[0] == '（' || text[0] == '(')
	if bracket {
		i++
	}
	start := i
	for i < n && i-start < 4 && (isDigit(text[i]) || hanNumeral(text[i])) {
		i++
	}
	if i == start || i == n {
		return
	}
	switch {
	case bracket && (text[i] == '）' || text[i] == ')'):
	case !bracket && (text[i] == '、' || text[i] == '．'):
	case !bracket && text[i] == '.' && (i+1 == n || !isDigit(text[i+1])):
	default:
		return
	}
	bind(cells, 0, i+1, hard|tight)
	for k := i + 1; k < n && k <= i+2; k++ {
		if cells[k].gap.level() < hard {
			cells[k].gap = hard | cells[k].gap&tight
		}
	}
}

func startsURL(text []rune, i int) bool {
	return i+4 < len(text) && text[i] == 'w' && text[i+1] == 'w' && text[i+2] == 'w' && text[i+3] == '.' &&
		asciiAlnum(text[i+4]) && (i == 0 || !Western(text[i-1]))
}

// bindURL lets the address that goes on at i break only behind / . and ?, and
// returns its end. CLREQ has no rule; the three are practice.
func bindURL(text []rune, cells []cell, i int) int {
	if i < len(text) && urlRune(text[i]) {
		cells[i].gap = hard | tight
	}
	for i++; i < len(text) && urlRune(text[i]); i++ {
		g := hard | tight
		switch text[i-1] {
		case '/', '.', '?':
			if !cells[i].class.noStart() {
				g = free | tight
			}
		}
		cells[i].gap = g
	}
	return min(i, len(text))
}

func urlRune(r rune) bool { return r > ' ' && r < 0x7F && r != '"' && r != '<' && r != '>' }
