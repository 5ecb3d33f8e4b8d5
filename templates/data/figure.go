// figure.go reads figures as official texts write them: 286, 935余, 约120, 8.1万,
// 两万余, 496793.68, 98.56%. The writing is kept beside the exact value.
package data

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Figure is one number: how it is written and what it is worth.
type Figure struct {
	Raw      string   // as written and printed: 935余, 8.1万, 2.45万元
	Value    *big.Rat // exact; 98.56% is 0.9856; 额 is in the field's first 量词
	Approx   bool     // written with 约 近 超 逾 超过 余 多
	Qualify  string   // the qualifying words, for the 限定词 column: 余, 约, 约…余
	Percent  bool     // written with % or ‰
	Decimals int      // decimal places typed; of a rate, those of the percentage: 3.5‰ has 2
	Scale    int      // power of ten of 百 千 万 亿 (0, 2, 3, 4, 8, sums of them)
}

var (
	prefixes = []string{"超过", "约", "近", "超", "逾"}
	moneys   = []struct {
		word  string
		scale int
	}{{"亿元", 8}, {"万元", 4}, {"元", 0}}
)

// slip is what was understood in a figure although written oddly.
type slip struct {
	measure string // 量词 that was typed behind the figure
	wide    bool   // full-width digits
}

// parseFigure reads s. measures are the 量词 the field allows, the first its own;
// money tells that 元 and 万元 may follow. The value of money is counted in the
// field's own 量词: 2.45万元 and 24500元 are both 2.45 where that is 万元. ok is
// false when s is no figure.
func parseFigure(s string, measures []string, money bool) (f Figure, odd slip, ok bool) {
	s = strings.TrimSpace(s)
	narrow := narrowDigits(s)
	odd.wide = narrow != s
	s, suffix := narrow, ""
	unit, counted := moneyUnit(measures)
	if money && counted {
		s, suffix = cutMoney(s)
	}
	if suffix == "" {
		for _, m := range measures {
			if rest, cut := strings.CutSuffix(s, m); cut && m != "%" && m != "" && rest != "" {
				if rest = trimGap(rest); endsFigure(rest) {
					s, odd.measure = rest, m
					break
				}
			}
		}
	}
	if !f.read(s) {
		return Figure{}, odd, false
	}
	f.Raw = s + suffix
	if money && unit != 0 && (suffix != "" || f.Scale >= 4) { // typed in 元, or as 2.45万, counted in 万元
		f.Value = new(big.Rat).Quo(f.Value, pow10(unit))
	}
	return f, odd, true
}

// moneyUnit is the power of ten of the money a field is counted in; counted is
// false for a field counted in something else, an area.
func moneyUnit(measures []string) (scale int, counted bool) {
	if len(measures) == 0 {
		return 0, true
	}
	for _, m := range moneys {
		if measures[0] == m.word {
			return m.scale, true
		}
	}
	return 0, false
}

// cutMoney takes 元 from the end of s; the 万 of 万元 belongs to the figure.
func cutMoney(s string) (rest, suffix string) {
	rest, cut := strings.CutSuffix(s, "元")
	if cut && endsFigure(trimGap(rest)) {
		return trimGap(rest), "元"
	}
	return s, ""
}

// trimGap drops the space before a 量词.
func trimGap(s string) string { return strings.TrimRight(s, " \u00a0\u3000") }

// endsFigure tells whether s ends like a figure, so that what follows is a 量词.
func endsFigure(s string) bool {
	rs := []rune(s)
	if len(rs) == 0 {
		return false
	}
	return strings.ContainsRune("0123456789%‰百千万亿余多", rs[len(rs)-1]) || hanziDigits[rs[len(rs)-1]] > 0
}

// read takes the grammar of contract §3:
// [约|近|超|逾|超过] (digits | 一…九十九, 两) [百|千] [余|多] [万|亿] [余|多] [%|‰].
func (f *Figure) read(s string) bool {
	n := f.readPrefix(s)
	return n > 0 && n == len(s)
}

// FigureAt reads the figure s begins with and returns how many bytes it takes, 0 when
// s begins with none.
func FigureAt(s string) (f Figure, n int) {
	if n = f.readPrefix(s); n == 0 {
		return Figure{}, 0
	}
	f.Raw = s[:n]
	return f, n
}

// readPrefix reads what stands at the beginning of s and returns its length, 0 for
// none.
func (f *Figure) readPrefix(s string) int {
	rest := s
	for _, p := range prefixes {
		if cut, ok := strings.CutPrefix(rest, p); ok {
			rest, f.Approx, f.Qualify = strings.TrimLeft(cut, " "), true, p
			break
		}
	}
	base, n, decimals := leadingNumber(rest)
	if n == 0 {
		return 0
	}
	rest, f.Decimals = rest[n:], decimals
	value := base
	scale := func(word string, power int) bool {
		cut, ok := strings.CutPrefix(rest, word)
		if ok {
			rest = cut
			f.Scale += power
		}
		return ok
	}
	more := func() {
		for _, w := range []string{"余", "多"} {
			if cut, ok := strings.CutPrefix(rest, w); ok {
				rest, f.Approx = cut, true
				f.Qualify += w
				return
			}
		}
	}
	_ = scale("百", 2) || scale("千", 3)
	more()
	_ = scale("万", 4) || scale("亿", 8)
	more()
	value.Mul(value, pow10(f.Scale))
	if cut, ok := strings.CutPrefix(rest, "%"); ok {
		rest, f.Percent = cut, true
		value.Quo(value, pow10(2))
	} else if cut, ok := strings.CutPrefix(rest, "‰"); ok {
		rest, f.Percent = cut, true
		f.Decimals++
		value.Quo(value, pow10(3))
	}
	f.Value = value
	return len(s) - len(rest)
}

// leadingNumber reads digits with thousands commas and decimals, or a Chinese
// numeral up to 九十九, and returns how many bytes it took.
func leadingNumber(s string) (v *big.Rat, n, decimals int) {
	if n = digitsLen(s); n > 0 {
		plain := strings.ReplaceAll(s[:n], ",", "")
		if _, frac, ok := strings.Cut(plain, "."); ok {
			decimals = len(frac)
		}
		if i, err := strconv.ParseInt(plain, 10, 64); err == nil { // nearly all
			return big.NewRat(i, 1), n, 0
		}
		v, _ = new(big.Rat).SetString(plain)
		return v, n, decimals
	}
	if num, n := hanziNumber(s); n > 0 {
		return big.NewRat(int64(num), 1), n, 0
	}
	return nil, 0, 0
}

// digitsLen is the length of a decimal number at the start of s: 1234, 1,234.5.
// Commas must stand at thousands.
func digitsLen(s string) int {
	i, comma := 0, -1
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == ',') {
		if s[i] == ',' {
			if i == 0 || comma >= 0 && i-comma != 4 || comma < 0 && i > 3 {
				return 0
			}
			comma = i
		}
		i++
	}
	if i == 0 || comma >= 0 && i-comma != 4 {
		return 0
	}
	if i+1 < len(s) && s[i] == '.' && s[i+1] >= '0' && s[i+1] <= '9' {
		for i++; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		}
	}
	if i > maxDigits {
		return 0
	}
	return i
}

// maxDigits is how long a number of digits may be, marks counted: far beyond any
// indicator, short enough that exact arithmetic stays quick.
const maxDigits = 32

var hanziDigits = map[rune]int{'一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '十': 10}

// hanziNumber reads 一…九十九 or 两 at the start of s. 两 stands alone: not 两十.
func hanziNumber(s string) (v, n int) {
	if rest, ok := strings.CutPrefix(s, "两"); ok {
		if next, _ := utf8.DecodeRuneInString(rest); hanziDigits[next] > 0 {
			return 0, 0
		}
		return 2, len("两")
	}
	tens, ones, seen := 0, 0, false
	for i, r := range s {
		d, ok := hanziDigits[r]
		switch {
		case !ok:
			return tens + ones, i
		case d == 10 && !seen:
			tens, ones, seen = max(ones, 1)*10, 0, true
		case d == 10, ones != 0, r == '两':
			return 0, 0
		default:
			ones = d
		}
	}
	return tens + ones, len(s)
}

// narrowDigits turns full-width digits, points and percent signs into ASCII.
func narrowDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		case r == '％':
			return '%'
		}
		return r
	}, s)
}

func pow10(n int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
}

// FormatRat writes v with at most decimals places, rounded half up, trailing zeros
// cut when trim is set.
func FormatRat(v *big.Rat, decimals int, trim bool) string {
	s := new(big.Rat).Set(v).FloatString(decimals) // rounds half away from zero
	if trim && strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return s
}

// Percent writes v (0.9856) as 98.56%, half up to decimals places; trim cuts
// trailing zeros.
func Percent(v *big.Rat, decimals int, trim bool) string {
	return FormatRat(new(big.Rat).Mul(v, pow10(2)), decimals, trim) + "%"
}
