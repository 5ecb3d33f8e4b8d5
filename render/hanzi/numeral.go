package hanzi

// This file writes and reads whole numbers in Chinese numerals.

import "strings"

const numerals = "零一二三四五六七八九"

func numeralRune(d int) string { return numerals[3*d : 3*d+3] }

// hanDigit is the value of one numeral from 零 to 九.
func hanDigit(r rune) (int, bool) {
	switch r {
	case '零', '〇':
		return 0, true
	case '一':
		return 1, true
	case '二':
		return 2, true
	case '三':
		return 3, true
	case '四':
		return 4, true
	case '五':
		return 5, true
	case '六':
		return 6, true
	case '七':
		return 7, true
	case '八':
		return 8, true
	case '九':
		return 9, true
	}
	return 0, false
}

// Numeral writes n in Chinese numerals: 十, 十一, 二十, 一百零一, 一万零三百. It is
// what headings are numbered with (GB/T 9704-2012 7.3.3).
func Numeral(n int) string {
	if n == 0 {
		return "零"
	}
	var s strings.Builder
	u := uint64(n)
	if n < 0 {
		s.WriteString("负")
		u = -u
	}
	var groups [5]int // of four digits, lowest first
	top := 0
	for i := 0; u > 0; i++ {
		groups[i], u, top = int(u%10000), u/10000, i
	}
	for i := top; i >= 0; i-- {
		g := groups[i]
		if i < top && g > 0 && g < 1000 || i < top-1 && g > 0 && groups[i+1] == 0 {
			if !strings.HasSuffix(s.String(), "零") {
				s.WriteString("零")
			}
		}
		writeGroup(&s, g, i == top)
		if g > 0 {
			s.WriteString([...]string{"", "万", "亿", "万亿", "亿亿"}[i])
		}
	}
	return s.String()
}

// writeGroup writes 1 to 9999; at the start of a number 十 needs no 一 before it.
func writeGroup(s *strings.Builder, g int, first bool) {
	names := [...]string{"千", "百", "十", ""}
	zero, begun := false, false
	for i, unit := range [...]int{1000, 100, 10, 1} {
		d := g / unit % 10
		if d == 0 {
			zero = begun
			continue
		}
		if zero {
			s.WriteString("零")
			zero = false
		}
		if d != 1 || unit != 10 || begun || !first {
			s.WriteString(numeralRune(d))
		}
		s.WriteString(names[i])
		begun = true
	}
}

// Quantity writes n as it stands before a measure: like [Numeral], but 2 alone is
// 两 (practice). It is meant for 0 to 99; other numbers are written like Numeral.
func Quantity(n int) string {
	if n == 2 {
		return "两"
	}
	return Numeral(n)
}

// ParseNumeral reads a numeral from 一 to 九十九, 两, and 〇 or 零; ok is false for
// anything else.
func ParseNumeral(s string) (n int, ok bool) {
	if s == "两" {
		return 2, true
	}
	r := []rune(s)
	if len(r) == 0 || len(r) > 3 {
		return 0, false
	}
	if len(r) == 1 && r[0] != '十' {
		return hanDigit(r[0])
	}
	tens, ones := 1, 0
	if r[0] != '十' {
		if tens, ok = hanDigit(r[0]); !ok || tens < 2 {
			return 0, false
		}
		r = r[1:]
	}
	if r[0] != '十' || len(r) > 2 {
		return 0, false
	}
	if len(r) == 2 {
		if ones, ok = hanDigit(r[1]); !ok || ones == 0 {
			return 0, false
		}
	}
	return tens*10 + ones, true
}
