// label.go recognises what a line begins with: our light marks, or the labels of a
// text pasted from Word.
package merge

import (
	"regexp"
	"strconv"
	"strings"

	"nianbao/render/hanzi"
	"nianbao/templates/internal/pattern"
)

// Levels beside the four of headings.
const (
	levelPlain = 0
	levelItem  = -1 // 一是, its own paragraph
	levelJoin  = -2 // 一是, joined to the paragraph before
)

const numeral = `[一二三四五六七八九十]{1,3}`

var labels = []struct {
	level int
	form  func() *regexp.Regexp // group 1 is the number
}{
	{1, pattern.Later(`^(` + numeral + `)、`)},
	{2, pattern.Later(`^[（(](` + numeral + `)[）)][、.．]?`)},
	{4, pattern.Later(`^[（(](\d{1,2})[）)][、.．]?`)},
	{3, pattern.Later(`^(\d{1,2})(?:、|[.．](?:[^\d]|$))`)},
	{levelItem, pattern.Later(`^(` + numeral + `)是`)},
}

// enumerated are words that follow 一、二 as a list (一、二审, 一、二级), so that 一、
// there is no label.
var enumerated = []string{"审", "级", "线", "类", "等", "期", "季度", "把手", "层", "楼", "产", "中队", "大队", "月", "次", "号"}

// label returns the level of a line, how many characters its mark or label takes,
// and the number typed in a pasted label. A label behind a mark of the same level
// (## （一）…, - 一是…) is the same said twice.
func (b *body) label(text string) (level, n int, typed string) {
	if level, n = mark(text); n == 0 {
		return b.pasted(text)
	}
	rest := strings.TrimLeft(text[n:], " \u3000")
	same, more, typed := b.pasted(rest)
	if same == level || same == levelItem && level == levelJoin {
		return level, len([]rune(text)) - len([]rune(rest)) + more, typed
	}
	return level, n, ""
}

// mark reads a light mark; n is 0 when there is none.
func mark(text string) (level, n int) {
	if rest := strings.TrimLeft(text, "#"); rest != "" { // the space behind # may be forgotten
		if level = len(text) - len(rest); level >= 1 && level <= 4 {
			return level, level
		}
	}
	switch {
	case strings.HasPrefix(text, "- "):
		return levelItem, 2
	case strings.HasPrefix(text, "+ "):
		return levelJoin, 2
	}
	return levelPlain, 0
}

// pasted reads a label of a text pasted from Word.
func (b *body) pasted(text string) (level, n int, typed string) {
	for _, l := range labels {
		m := l.form().FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		num := text[m[2]:m[3]]
		end := m[1]
		value, ok := hanzi.ParseNumeral(num)
		if l.level == 3 || l.level == 4 {
			v, err := strconv.Atoi(num)
			value, ok = v, err == nil
		}
		if !ok || value == 0 {
			continue
		}
		if l.level == 3 && text[m[3]] == '.' || l.level == 3 && strings.HasPrefix(text[m[3]:], "．") {
			_, size := runeAt(text[m[3]:])
			end = m[3] + size // the character after the point was only looked at
		}
		if l.level == 1 && b.listing(value, text[end:]) {
			continue
		}
		if l.level == 3 && value != b.count[2]+1 && end < len(text) && text[end] >= '0' && text[end] <= '9' {
			continue // 2、3月份 is a list of numbers
		}
		if l.level == levelItem {
			return levelItem, len([]rune(text[:end])), strconv.Itoa(value)
		}
		return l.level, len([]rune(text[:end])), strconv.Itoa(value)
	}
	return levelPlain, 0, ""
}

// listing tells 一、二审案件 (a list within a sentence) from 一、二十大精神… (a
// heading): the next number follows at once and then a word that is counted so.
func (b *body) listing(value int, rest string) bool {
	next := hanzi.Numeral(value + 1)
	after, ok := strings.CutPrefix(rest, next)
	if !ok {
		return false
	}
	if strings.HasPrefix(after, "、") || strings.HasPrefix(after, hanzi.Numeral(value+2)) {
		return true
	}
	for _, w := range enumerated {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

func runeAt(s string) (rune, int) {
	for i, r := range s {
		if i > 0 {
			return r, i
		}
	}
	return 0, len(s)
}
