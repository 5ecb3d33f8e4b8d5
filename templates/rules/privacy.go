// privacy.go looks for what must not be published: telephone and identity numbers,
// names of parties, marks of secrecy (checks B1).
package rules

import (
	"fmt"
	"strings"
	"unicode"

	"nianbao/render/diag"
	"nianbao/templates/terms"
)

const codePrivate = "B1"

func (r *Reading) personal() {
	for _, p := range r.passages {
		if p.closed {
			continue
		}
		r.privateNumbers(p)
		r.parties(p)
		text := p.str
		for _, w := range r.checks.Secrecy {
			if b := strings.Index(text, w); b >= 0 {
				i := len([]rune(text[:b]))
				if n := i + len([]rune(w)); p.own(i, n) {
					r.say(p, i, n, diag.Warning, codePrivate, "要公开的文字里有密级标志“"+w+"”", "涉密的不公开：删去，或段首加 "+closedMark)
				}
			}
		}
	}
}

// privateNumbers finds telephone, identity and card numbers.
func (r *Reading) privateNumbers(p *passage) {
	for i := 0; i < len(p.text); {
		if !digit(p.text[i]) {
			i++
			continue
		}
		end := i
		for end < len(p.text) && (digit(p.text[end]) || p.text[end] == '-' || end > i && (p.text[end] == 'X' || p.text[end] == 'x')) {
			end++
		}
		num := strings.TrimRight(p.words(i, end), "-")
		if what := private(num); what != "" && p.own(i, i+len(num)) {
			r.say(p, i, i+len(num), diag.Warning, codePrivate, fmt.Sprintf("要公开的文字里有%s：%s", what, masked(num)), "删去，或段首加 "+closedMark)
		}
		i = end
	}
}

// private says what a number is, "" when it is none of a person's.
func private(num string) string {
	plain := strings.ReplaceAll(num, "-", "")
	switch {
	case len(num) == 18 && identity(num):
		return "身份证号"
	case len(plain) == 11 && plain[0] == '1' && plain[1] >= '3' && !strings.Contains(num, "."):
		return "手机号码"
	case strings.Contains(num, "-") && num[0] == '0' && len(plain) >= 10 && len(plain) <= 12:
		return "电话号码"
	case len(num) >= 16 && len(num) <= 19 && strings.Trim(num, "0123456789") == "" && luhn(num):
		return "银行卡号"
	}
	return ""
}

// identity tells an identity number by its check digit (GB 11643-1999).
func identity(s string) bool {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		sum += int(s[i]-'0') * w
	}
	return strings.ToUpper(s[17:]) == string("10X98765432"[sum%11])
}

// luhn tells a card number by its check digit (ISO/IEC 7812-1).
func luhn(s string) bool {
	sum := 0
	for i := range s {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// masked hides the middle of a number: findings are read by others.
func masked(s string) string {
	if len(s) < 8 {
		return s
	}
	return s[:3] + strings.Repeat("*", len(s)-6) + s[len(s)-3:]
}

// parties finds names of persons behind words like 当事人.
func (r *Reading) parties(p *passage) {
	if r.checks.Surnames == "" {
		return
	}
	r.checks.PartyWords.Find(p.text, r.unit.Year, func(t *terms.Term, _, i int) {
		for i < len(p.text) && (p.text[i] == '：' || p.text[i] == '“') {
			i++
		}
		if n := r.personAt(p, i); n > 0 && p.own(i, i+n) {
			r.say(p, i, i+n, diag.Warning, codePrivate, "要公开的文字里有"+t.Find+"的姓名", "写作“"+string(p.text[i])+"某”，或删去")
		}
	})
}

// personAt is the length of a person's name at i, 0 when none stands there: a surname
// and one or two characters before a mark or a word that follows names.
func (r *Reading) personAt(p *passage, i int) int {
	if i >= len(p.text) || !strings.ContainsRune(r.checks.Surnames, p.text[i]) {
		return 0
	}
	for _, w := range r.checks.NoNames {
		if hasPrefix(p.text[i:], []rune(w)) {
			return 0
		}
	}
	for n := 2; n <= 3; n++ {
		if i+n > len(p.text) || !unicode.Is(unicode.Han, p.text[i+n-1]) || p.text[i+n-1] == '某' {
			return 0
		}
		if i+n == len(p.text) || strings.ContainsRune("，。、；：（）”与诉不因对在和及", p.text[i+n]) {
			return n
		}
	}
	return 0
}
