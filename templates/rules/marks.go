// marks.go checks marks and spaces (checks P, S).
package rules

import (
	"fmt"
	"strings"
	"unicode"

	"nianbao/render/diag"
)

// typedText calls f for every passage of the unit's own and each stretch typed there.
func (r *Reading) typedText(f func(p *passage, q *piece)) {
	for _, p := range r.passages {
		for i := range p.pieces {
			if p.pieces[i].typed {
				f(p, &p.pieces[i])
			}
		}
	}
}

// halfWidth counts the half-width marks that are printed full-width, in one finding.
func (r *Reading) halfWidth() {
	count, dots := 0, 0
	var first, dotted *passage
	at, dot := 0, 0
	r.typedText(func(p *passage, q *piece) {
		line := r.line(q.pos)
		broken := strings.Contains(p.str, "{{") || strings.Contains(p.str, "}}") // a placeholder, reported as one
		for i := q.from; i < q.to; i++ {
			if p.text[i] != line[q.pos.Col-1+i-q.from] {
				if count == 0 {
					first, at = p, i
				}
				count++
			}
			if p.text[i] == '.' && !broken && i > 0 && unicode.Is(unicode.Han, p.text[i-1]) && (i+1 == len(p.text) || unicode.Is(unicode.Han, p.text[i+1])) {
				if dots == 0 {
					dotted, dot = p, i
				}
				dots++
			}
		}
	})
	if dots > 0 { // it may be 。 or ·: nobody mends it but the writer
		r.say(dotted, dot, dot+1, diag.Warning, "P01", fmt.Sprintf("汉字后面有 %d 个英文句点“.”，印出来也是“.”", dots), "句号改成“。”，人名中间的改成“·”")
	}
	if count > 0 {
		r.say(first, at, at+1, diag.Hint, "P01", fmt.Sprintf("有 %d 个标点打成了半角，印出来是全角", count), "不必改；要改数据文件的，用 nianbao check --fix")
	}
}

var pairs = []struct{ open, close rune }{{'“', '”'}, {'‘', '’'}, {'《', '》'}, {'（', '）'}, {'【', '】'}, {'〔', '〕'}, {'「', '」'}}

// quotes reports ASCII quotes, and curly ones that do not pair up.
func (r *Reading) quotes() {
	for _, p := range r.passages {
		for i, c := range p.text {
			if c == '"' && p.at(i).typed {
				r.say(p, i, i+1, diag.Error, "P02", "这里是英文引号 \"", "改成中文引号“ 或 ”；成对的可用 nianbao check --fix")
			}
		}
		if !strings.ContainsRune(p.str, '"') {
			r.unpaired(p, '“', '”')
			r.unpaired(p, '‘', '’')
		} else if r.lopsided(p) {
			i := strings.IndexRune(p.str, '"')
			i = len([]rune(p.str[:i]))
			r.say(p, i, i+1, diag.Error, "P03", "中文引号和英文引号配成一对", "两个都用中文引号“ ”")
		}
	}
}

// lopsided reports curly quotes that do not pair up beside ASCII ones.
func (r *Reading) lopsided(p *passage) bool {
	open := 0
	for _, c := range p.text {
		switch c {
		case '“':
			open++
		case '”':
			open--
		}
	}
	return open != 0
}

// brackets reports brackets that do not pair up, hold nothing, or marks set twice.
func (r *Reading) brackets() {
	for _, p := range r.passages {
		for _, b := range pairs[2:] {
			r.unpaired(p, b.open, b.close)
		}
		for i := 0; i+1 < len(p.text); i++ {
			a, b := p.text[i], p.text[i+1]
			for _, x := range pairs {
				if a == x.open && b == x.close && p.own(i, i+2) {
					r.say(p, i, i+2, diag.Error, "P04", fmt.Sprintf("“%c%c”里什么也没有", a, b), "补上内容，或删去这一对")
				}
			}
			if among("，。；：、", a) && among("，。；：、", b) && p.own(i, i+2) && p.place(i).Right(1) == p.place(i+1) {
				r.say(p, i, i+2, diag.Warning, "P09", fmt.Sprintf("两个标点连在一起：“%c%c”", a, b), "删去一个")
			}
		}
	}
}

// unpaired reports the first open or close that has no partner in p. （ in 1） 2） is
// no pair.
func (r *Reading) unpaired(p *passage, open, close rune) {
	var stack []int
	lone := -1
	for i, c := range p.text {
		switch c {
		case open:
			stack = append(stack, i)
		case close:
			if len(stack) > 0 {
				stack = stack[:len(stack)-1]
			} else if lone < 0 && !(close == '）' && i > 0 && (digit(p.text[i-1]) || hanFigure(p.text[i-1]))) {
				lone = i
			}
		}
	}
	if lone < 0 && len(stack) > 0 {
		lone = stack[0]
	}
	if lone < 0 || !p.own(lone, lone+1) {
		return
	}
	missing := close
	if p.text[lone] == close {
		missing = open
	}
	what := fmt.Sprintf("“%c”没有配对，缺“%c”", p.text[lone], missing)
	if strings.ContainsRune("“”‘’", missing) {
		what = fmt.Sprintf("引号 %c 没有配对，缺 %c", p.text[lone], missing)
	}
	r.say(p, lone, lone+1, diag.Error, "P03", what, "补上另一半，或删去这一个")
}

// betweenQuotes reports a 顿号 between quotes or between titles (GB/T 15834-2011 4.5.3.5).
func (r *Reading) betweenQuotes() {
	for _, p := range r.passages {
		count, at := 0, 0
		for i := 0; i+2 < len(p.text); i++ {
			if p.text[i+1] == '、' && (p.text[i] == '”' && p.text[i+2] == '“' || p.text[i] == '》' && p.text[i+2] == '《') && p.own(i, i+3) {
				if count == 0 {
					at = i + 1
				}
				count++
			}
		}
		if count > 0 {
			r.say(p, at, at+1, diag.Hint, "P05", fmt.Sprintf("这一段并列的引号（书名号）之间用了 %d 个顿号", count), "相连的引号、书名号之间不用顿号")
		}
	}
}

// dashes reports a hyphen between two years, or years joined in two ways.
func (r *Reading) dashes() {
	type use struct {
		p *passage
		i int
	}
	var short, long []use
	for _, p := range r.passages {
		for i := 4; i+4 < len(p.text); i++ {
			c := p.text[i]
			if !among("-－–—~～", c) || !p.own(i, i+1) || !years(p.text[i-4:i]) || !years(p.text[i+1:]) {
				continue
			}
			if i > 4 && digit(p.text[i-5]) || i+5 < len(p.text) && digit(p.text[i+5]) {
				continue
			}
			if c == '—' {
				long = append(long, use{p, i})
			} else {
				short = append(short, use{p, i})
			}
		}
	}
	level, more := diag.Hint, ""
	if len(long) > 0 {
		level, more = diag.Warning, "，别处却用了“—”"
	}
	for _, u := range short {
		r.say(u.p, u.i-4, u.i+5, level, "P06", fmt.Sprintf("“%s”的起止用了“%c”%s", u.p.words(u.i-4, u.i+5), u.p.text[u.i], more),
			"起止年份之间用一字线：“"+u.p.words(u.i-4, u.i)+"—"+u.p.words(u.i+1, u.i+5)+"”")
	}
}

func years(text []rune) bool {
	return len(text) >= 4 && (text[0] == '1' || text[0] == '2') && digit(text[1]) && digit(text[2]) && digit(text[3])
}

// docNumbers reports a document's number with the year in other brackets (7.2.5).
func (r *Reading) docNumbers() {
	for _, p := range r.passages {
		for i := 1; i+6 < len(p.text); i++ {
			c := p.text[i]
			if !among("（([［【", c) || !years(p.text[i+1:]) || !among("）)]］】", p.text[i+5]) || !p.own(i, i+6) {
				continue
			}
			n := i + 6
			for n < len(p.text) && digit(p.text[n]) {
				n++
			}
			if n > i+6 && n < len(p.text) && p.text[n] == '号' && unicode.Is(unicode.Han, p.text[i-1]) {
				r.say(p, i, i+6, diag.Warning, "P07", "文号里的年份没有用六角括号", "写作“〔"+p.words(i+1, i+5)+"〕"+p.words(i+6, n+1)+"”")
			}
		}
	}
}

// endMarks reports paragraphs that end without a mark.
func (r *Reading) endMarks() {
	const least = 15 // shorter ones are headings set as paragraphs
	for _, p := range r.passages {
		if p.title || p.level > 0 && p.alone || len(p.text) < least {
			continue
		}
		last := len(p.text) - 1
		if c := p.text[last]; p.at(last).typed && (unicode.Is(unicode.Han, c) || digit(c) || latin(c) || strings.ContainsRune("，、", c)) {
			r.say(p, last, last+1, diag.Hint, "P08", "这一段末尾没有句号", "补上“。”")
		}
	}
}

// lineEnds reports blanks at the end of lines of text.
func (r *Reading) lineEnds() {
	seen := map[int]bool{}
	r.typedText(func(p *passage, q *piece) {
		if seen[q.pos.Line] {
			return
		}
		seen[q.pos.Line] = true
		line := r.line(q.pos)
		end := len(line)
		for end > 0 && unicode.IsSpace(line[end-1]) {
			end--
		}
		if end < len(line) && end > 0 {
			pos := q.pos
			pos.Col = end + 1
			r.found.Add(diag.Hintf(pos, "S01", "行尾有 %d 个空格", len(line)-end).Over(len(line) - end).Do("删去；可用 nianbao check --fix"))
		}
	})
}

func blank(c rune) bool {
	return c == ' ' || c == '\u00a0' || c == '\u3000' || c == '\u2002' || c == '\u2003'
}

// spaces reports blanks between Chinese characters: in a heading they stand for a mark.
// Blanks beside Latin words are a matter of taste; those between a figure and its
// words are reported once a paragraph.
func (r *Reading) spaces() {
	for _, p := range r.passages {
		if p.title {
			continue
		}
		counts, at := 0, 0
		for i := 1; i+1 < len(p.text); i++ {
			if !blank(p.text[i]) || !p.own(i-1, i+2) {
				continue
			}
			end := i
			for end < len(p.text) && blank(p.text[end]) {
				end++
			}
			if end == len(p.text) {
				break
			}
			a, b := p.text[i-1], p.text[end]
			switch {
			case wide(a) && wide(b):
				r.spaced(p, i, end)
			case wide(a) && digit(b) || digit(a) && wide(b):
				if counts == 0 {
					at = i
				}
				counts++
			}
			i = end
		}
		if counts > 0 {
			r.say(p, at, at+1, diag.Hint, "S02", fmt.Sprintf("数字和汉字之间有 %d 处空格", counts), "删去；可用 nianbao check --fix")
		}
	}
}

func (r *Reading) spaced(p *passage, from, to int) {
	level, hint := diag.Hint, "删去空格，或用标点隔开"
	if p.level > 0 && from < p.head && p.cover[from] == 0 {
		level, hint = diag.Warning, "标题里不用空格隔开，改成逗号"
	}
	r.say(p, from, to, level, "S02", quoted(p.words(max(from-4, 0), min(to+4, len(p.text))))+"中间有空格", hint)
}

// wide reports a Chinese character or mark, beside which no blank stands.
func wide(c rune) bool {
	return unicode.Is(unicode.Han, c) || strings.ContainsRune("，。；：、！？“”《》（）【】〔〕", c)
}
