// residue.go finds what copying left in the text: pinyin, traditional characters,
// broken encodings (checks X01).
package rules

import (
	"fmt"
	"strings"
	"unicode"

	"nianbao/render/diag"
)

const codeGarbage = "X01"

// toned are Latin vowels with the tone marks of pinyin.
const toned = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈŌÓǑÒ"

// repeated is how often (pin) must stand in a report to be pinyin for sure.
const repeated = 3

func (r *Reading) garbage() {
	var spelled []spot
	for _, p := range r.passages {
		if !p.own(0, len(p.text)) && !hasTyped(p) {
			continue
		}
		for i, c := range p.text {
			if !suspect(c) || !p.at(i).typed {
				continue
			}
			switch {
			case c == '(' || c == '（':
				if s, sure := p.pinyin(i); s.to > 0 && sure {
					r.say(p, s.from, s.to, diag.Error, codeGarbage, "“"+p.words(s.from, s.to)+"”是网页带来的拼音", "删去")
				} else if s.to > 0 {
					spelled = append(spelled, s)
				}
			case c == '\uFFFD': // characters of 造字区 no face has: an error of form, reported there
				r.say(p, i, i+1, diag.Error, codeGarbage, fmt.Sprintf("乱码（U+%04X）", c), "对照原文改正")
			case unicode.Is(unicode.Cf, c):
				r.say(p, i, i+1, diag.Error, codeGarbage, fmt.Sprintf("看不见的字符（U+%04X）", c), "删去")
			case c >= 0xC0 && c < 0x2B0 && strings.ContainsRune(toned, c) && p.cover[i]&inBracket == 0:
				r.say(p, i, i+1, diag.Error, codeGarbage, fmt.Sprintf("“%c”是拼音字母，像是乱码", c), "对照原文改正")
			}
		}
		r.traditional(p)
		r.questionMarks(p)
	}
	if len(spelled) >= repeated {
		for _, s := range spelled {
			r.say(s.p, s.from, s.to, diag.Error, codeGarbage, "“"+s.p.words(s.from, s.to)+"”是网页带来的拼音", "删去")
		}
	}
}

// suspect tells characters garbage looks at: not the Chinese ones, which nearly all are.
func suspect(c rune) bool { return c == '(' || c == '（' || c >= 0x80 && (c < 0x2E80 || c > 0xD7FF) }

func hasTyped(p *passage) bool {
	for _, q := range p.pieces {
		if q.typed {
			return true
		}
	}
	return false
}

// pinyin is the spelling in brackets at i, behind a Chinese character; sure when it
// bears a tone.
func (p *passage) pinyin(i int) (s spot, sure bool) {
	if i == 0 || !unicode.Is(unicode.Han, p.text[i-1]) {
		return s, false
	}
	n := i + 1
	for n < len(p.text) && n < i+9 && (p.text[n] >= 'a' && p.text[n] <= 'z' || strings.ContainsRune(toned, p.text[n])) {
		sure = sure || strings.ContainsRune(toned, p.text[n])
		n++
	}
	if n == i+1 || n == len(p.text) || p.text[n] != ')' && p.text[n] != '）' {
		return s, false
	}
	return spot{p, i, n + 1}, sure
}

// traditional reports, once a paragraph, characters not used in official Chinese.
func (r *Reading) traditional(p *passage) {
	var list []rune
	at := -1
	for i, c := range p.text {
		if r.checks.Traditions[c] && p.at(i).typed {
			if at < 0 {
				at = i
			}
			if !strings.ContainsRune(string(list), c) {
				list = append(list, c)
			}
		}
	}
	if at >= 0 {
		r.say(p, at, at+1, diag.Error, codeGarbage, "繁体字："+string(list), "改成规范汉字")
	}
}

// questionMarks reports a half-width ? between Chinese characters where nothing asks:
// what a wrong encoding leaves of a character.
func (r *Reading) questionMarks(p *passage) {
	for i := 1; i+1 < len(p.text); i++ {
		if p.text[i] != '？' && p.text[i] != '?' || !p.at(i).typed || !unicode.Is(unicode.Han, p.text[i-1]) || !unicode.Is(unicode.Han, p.text[i+1]) {
			continue
		}
		pos := p.place(i)
		if r.line(pos)[pos.Col-1] != '?' || strings.ContainsAny(p.words(p.back(i, "。！；"), i), "吗呢么谁何哪什怎几否") {
			continue
		}
		r.say(p, i, i+1, diag.Error, codeGarbage, "两个汉字中间有“?”，像是没能转换的字", "对照原文改正")
	}
}
