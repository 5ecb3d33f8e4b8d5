// labels.go reads the labels paragraphs are numbered with, whatever the style, and
// writes them as the marks of a data file.

package intake

import (
	"strconv"
	"strings"

	"nianbao/render/hanzi"
	"nianbao/templates/internal/pattern"
	"nianbao/templates/merge"
)

// class is the style of a label.
type class uint8

const (
	noLabel   class = iota
	hanComma        // 一、
	hanParen        // （一）
	digitStop       // 1. 1、
	digitPar        // （1） 1）
	circled         // ①
	isItem          // 一是
)

// standing is the level of a class in GB/T 9704 7.3.3; ① stands where （1） would.
var standing = map[class]int{hanComma: 1, hanParen: 2, digitStop: 3, digitPar: 4, circled: 4, isItem: merge.LevelItem}

// label is one that stands at the beginning of a paragraph.
type label struct {
	class class
	value int
	width int    // in characters
	text  string // as typed
}

var (
	numberIn   = pattern.Later(`[一二三四五六七八九十]+|\d+`)
	circledOne = pattern.Later(`^([①-⑳])\s*[、.．]?\s*`)
	halfParen  = pattern.Later(`^(\d{1,2})\s*[)）]\s*`)
	beforeYear = pattern.Later(`^(\d{1,2})([.．、])\d{4}年`)
	hanStop    = pattern.Later(`^([一二三四五六七八九十]{1,3})\s*[.．]\s*`)
	spacedMark = pattern.Later(`^([（(]?)\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*([)）]?)\s*([、.．]?)\s+`)
)

// labelOf reads the label of a paragraph.
func labelOf(text string) label {
	if m := circledOne().FindStringSubmatch(text); m != nil {
		return label{circled, int([]rune(m[1])[0]-'①') + 1, len([]rune(m[0])), m[1]}
	}
	if m := hanStop().FindStringSubmatch(text); m != nil {
		return numbered(hanComma, m[0], m[1])
	}
	if m := halfParen().FindStringSubmatch(text); m != nil {
		return numbered(digitPar, m[0], m[1])
	}
	if m := spacedMark().FindStringSubmatch(text); m != nil && (m[3] != "" || m[4] != "") { // 一 、 and （一） x: spaces a program put in
		tight := m[1] + m[2] + m[3] + m[4]
		if l := labelOf(tight + strings.TrimLeft(text[len(m[0]):], " ")); l.class != noLabel && l.width == len([]rune(tight)) {
			l.width = len([]rune(m[0]))
			return l
		}
	}
	if m := beforeYear().FindStringSubmatch(text); m != nil { // 2.2024年…… is a label, 2.2024 a figure
		return numbered(digitStop, m[1]+m[2], m[1])
	}
	level, n := merge.Label(text)
	if n == 0 {
		return label{}
	}
	typed := string([]rune(text)[:n])
	num := numberIn().FindString(typed)
	for c, at := range standing {
		if at == level && c != circled {
			return numbered(c, typed, num)
		}
	}
	return label{}
}

func numbered(c class, typed, num string) label {
	value, ok := hanzi.ParseNumeral(num)
	if !ok {
		value, _ = strconv.Atoi(num)
	}
	return label{c, value, len([]rune(typed)), strings.TrimSpace(typed)}
}

// levels are the levels of the styles of a text. One whose first level is numbered 一、
// has the usual ones; in another the styles nest as they first come.
func levels(lines []Line) map[class]int {
	out := map[class]int{}
	styled := false
	var order []class
	seen := map[class]bool{}
	for _, l := range lines {
		styled = styled || l.Level == 1
		if c := labelOf(l.Text).class; c != noLabel && !seen[c] {
			seen[c] = true
			order = append(order, c)
		}
	}
	for c, level := range standing {
		out[c] = level
	}
	if seen[circled] && seen[digitPar] {
		out[circled] = 0 // a fifth level: text
	}
	if seen[hanComma] || styled {
		return out
	}
	next := 1
	for _, c := range order {
		if c != isItem && next <= 4 {
			out[c] = next
			next++
		}
	}
	return out
}

// marks writes paragraphs as the lines of a data file, counting as the program will when
// it numbers them: a number that is not its place stays as it was typed, so that it is
// reported and not changed in silence.
type marks struct {
	level map[class]int
	count [4]int
	items int
	seen  [4]map[string]int // labels of a level, their numbers as {汉} and {数}
}

// level of a line: of its label, else of its style.
func (m *marks) levelOf(l Line) (int, label) {
	at := labelOf(l.Text)
	if at.class == isItem {
		return merge.LevelItem, at
	}
	if at.class != noLabel && m.level[at.class] > 0 {
		if l.Level > 0 {
			return l.Level, at
		}
		return m.level[at.class], at
	}
	return l.Level, label{}
}

// marked are the lines of the data file a paragraph becomes.
func (m *marks) marked(l Line) []string {
	level, at := m.levelOf(l)
	text := strings.TrimLeft(string([]rune(l.Text)[at.width:]), " ")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "{{", `\{{`), "\n", "")
	head := ""
	switch {
	case level == merge.LevelItem:
		m.items++
		if head = "- "; at.value != m.items {
			head = at.text
		}
	case level > 0:
		m.items = 0
		m.count[level-1]++
		clear(m.count[level:])
		if head = strings.Repeat("#", level) + " "; at.class != noLabel && at.value != m.count[level-1] {
			head = standardLabel(level, at.value)
		} else if at.class != noLabel {
			m.note(level, at)
		}
	default:
		m.items = 0
		if strings.HasPrefix(text, "#") { // would be a heading
			text = "＃" + text[1:]
		}
	}
	parts := m.listed(text, level)
	parts[0] = head + parts[0]
	return parts
}

// note counts the styles of labels, for 编号.
func (m *marks) note(level int, at label) {
	if m.seen[level-1] == nil {
		m.seen[level-1] = map[string]int{}
	}
	word := "{数}"
	if strings.ContainsAny(at.text, "一二三四五六七八九十") {
		word = "{汉}"
	}
	style := numberIn().ReplaceAllString(at.text, word)
	style = strings.NewReplacer("(", "（", ")", "）", "．", ".").Replace(style)
	m.seen[level-1][style]++
}

func standardLabel(level, value int) string {
	switch level {
	case 1:
		return hanzi.Numeral(value) + "、"
	case 2:
		return "（" + hanzi.Numeral(value) + "）"
	case 3:
		return strconv.Itoa(value) + "."
	}
	return "（" + strconv.Itoa(value) + "）"
}

var itemWithin = pattern.Later(`[。；：，:;,]?([一二三四五六七八九十]{1,3})是`)

// listed parts a paragraph at 一是…二是… within it, when they count on from where the
// program counts; else it stays one.
func (m *marks) listed(text string, level int) []string {
	var cuts []int
	next := m.items + 1
	for _, at := range itemWithin().FindAllStringSubmatchIndex(text, -1) {
		value, ok := hanzi.ParseNumeral(text[at[2]:at[3]])
		if !ok || at[2] == at[0] && at[0] > 0 || at[2] == 0 { // 万众一是: no mark stands before
			continue
		}
		if value != next {
			return []string{text}
		}
		if level > 0 && len(cuts) == 0 && !strings.ContainsAny(text[:at[2]], "。：:") {
			return []string{text} // within the heading sentence
		}
		cuts = append(cuts, at[2])
		next++
	}
	if len(cuts) == 0 || len(cuts) == 1 && level != merge.LevelItem {
		return []string{text}
	}
	var out []string
	from := 0
	for i, at := range append(cuts, len(text)) {
		part := text[from:at]
		if i > 0 {
			_, width := hanNumber(part)
			part = "+ " + part[width+len("是"):]
		}
		if strings.TrimSpace(strings.TrimPrefix(part, "+ ")) == "" {
			return []string{text}
		}
		out = append(out, part)
		from = at
	}
	m.items = next - 1
	return out
}

func hanNumber(s string) (value, width int) {
	num := numberIn().FindString(s)
	value, _ = hanzi.ParseNumeral(num)
	return value, len(num)
}
