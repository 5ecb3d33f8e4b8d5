// Package terms finds a report package's word lists in running text: words written
// wrong, phrases out of date, remains of a web page. The lists are data a person
// edits; a pattern is the words as they stand, with
//
//	…     up to 20 characters within a sentence
//	{数}  a number in digits, with 余, 万 and the like
package terms

import (
	"slices"
	"strings"

	"nianbao/render/diag"
)

// Term is one entry of a list.
type Term struct {
	Find    string // the pattern
	Instead string // what to write; "" when it depends
	Advice  string // what to do where there is no Instead
	Note    string // why
	Code    string // of the finding: W02, T01 …
	Level   diag.Level
	// NotAfter and NotBefore are words the match may not stand right behind or right
	// before: 甲乙 behind 丙 is part of 丙甲乙.
	NotAfter, NotBefore []string
	With                []string // one of these must stand in the same paragraph
	Without             []string // none of these may
	From, To            int      // years of reports it holds for; 0 is open
	Start               bool     // only at the beginning of a paragraph
	Set                 int      // which list of variants it belongs to
	Pos                 diag.Pos // where a package wrote it
}

// gap is how many characters … may stand for.
const gap = 20

// paragraph is how far 同段 and 段无 look: longer paragraphs no person wrote.
const paragraph = 2000

type step uint8

const (
	literal step = iota
	anything
	figure
)

type segment struct {
	kind step
	text []rune
}

type compiled struct {
	term                *Term
	segs                []segment
	notAfter, notBefore [][]rune
	with, without       [][]rune
}

// Index finds many terms in one pass. It is read-only and may be shared.
type Index struct {
	by map[rune][]*compiled // by the first character of the pattern
	// firsts has a bit for each of those, modulo its length: most characters of a text
	// begin no pattern, and need no look into by.
	firsts [32]uint64
}

// Fault says why a pattern cannot be searched for, "" when it can.
func Fault(pattern string) string { return fault(parse(pattern)) }

func fault(segs []segment) string {
	switch {
	case len(segs) == 0:
		return "是空的"
	case segs[0].kind != literal:
		return "不能以 … 或 {数} 开头"
	case segs[len(segs)-1].kind == anything:
		return "不能以 … 结尾"
	}
	return ""
}

// Compile makes an index of the terms whose patterns have no Fault.
func Compile(list []Term) *Index {
	x := &Index{by: map[rune][]*compiled{}}
	for i := range list {
		t := &list[i]
		segs := parse(t.Find)
		if fault(segs) != "" {
			continue
		}
		c := &compiled{term: t, segs: segs, notAfter: runes(t.NotAfter), notBefore: runes(t.NotBefore), with: runes(t.With), without: runes(t.Without)}
		first := c.segs[0].text[0]
		x.by[first] = append(x.by[first], c)
		x.firsts[first>>6%32] |= 1 << (first & 63)
	}
	return x
}

func runes(list []string) [][]rune {
	if len(list) == 0 {
		return nil
	}
	out := make([][]rune, len(list))
	for i, s := range list {
		out[i] = []rune(s)
	}
	return out
}

func parse(pattern string) []segment {
	var out []segment
	for pattern != "" {
		at, mark, kind := len(pattern), "", literal
		for _, m := range []struct {
			text string
			kind step
		}{{"…", anything}, {"{数}", figure}} {
			if i := strings.Index(pattern, m.text); i >= 0 && i < at {
				at, mark, kind = i, m.text, m.kind
			}
		}
		if at > 0 {
			out = append(out, segment{literal, []rune(pattern[:at])})
		}
		if mark != "" {
			out = append(out, segment{kind: kind})
		}
		pattern = pattern[at+len(mark):]
	}
	return out
}

// Find calls report for every term that stands in text, a paragraph of a report on
// year. Of terms that begin at one place the longest is reported, or those that are
// equally long.
func (x *Index) Find(text []rune, year int, report func(t *Term, from, to int)) {
	if x == nil {
		return
	}
	for i, r := range text {
		if x.firsts[r>>6%32]>>(r&63)&1 == 0 {
			continue
		}
		list := x.by[r]
		if list == nil {
			continue
		}
		var best []*compiled
		end := i
		for _, c := range list {
			switch to := c.match(text, i, year); {
			case to > end:
				best, end = append(best[:0], c), to
			case to == end && to > i:
				best = append(best, c)
			}
		}
		for _, c := range best {
			report(c.term, i, end)
		}
	}
}

// match returns where a match that begins at i ends, 0 for none.
func (c *compiled) match(text []rune, i, year int) int {
	t := c.term
	if !starts(text[i:], c.segs[0].text) || t.Start && i > 0 || t.From > 0 && year < t.From || t.To > 0 && year > t.To {
		return 0
	}
	end := follow(text, i, c.segs)
	if end == 0 || behind(text[:i], c.notAfter) || ahead(text[end:], c.notBefore) {
		return 0
	}
	around := text[max(i-paragraph, 0):min(end+paragraph, len(text))]
	if len(c.with) > 0 && !within(around, c.with) || len(c.without) > 0 && within(around, c.without) {
		return 0
	}
	return end
}

func follow(text []rune, i int, segs []segment) int {
	if len(segs) == 0 {
		return i
	}
	switch segs[0].kind {
	case literal:
		if !starts(text[i:], segs[0].text) {
			return 0
		}
		return follow(text, i+len(segs[0].text), segs[1:])
	case figure:
		n := i
		for n < len(text) && strings.ContainsRune("0123456789.,余多万亿", text[n]) {
			n++
		}
		if n == i || text[i] < '0' || text[i] > '9' {
			return 0
		}
		return follow(text, n, segs[1:])
	}
	for n := i; n < len(text) && n-i <= gap; n++ {
		if end := follow(text, n, segs[1:]); end > 0 {
			return end
		}
		if strings.ContainsRune("。；！？", text[n]) {
			break
		}
	}
	return 0
}

func starts(text, word []rune) bool {
	return len(word) <= len(text) && slices.Equal(text[:len(word)], word)
}

func behind(text []rune, words [][]rune) bool {
	for _, w := range words {
		if len(w) <= len(text) && starts(text[len(text)-len(w):], w) {
			return true
		}
	}
	return false
}

func ahead(text []rune, words [][]rune) bool {
	for _, w := range words {
		if starts(text, w) {
			return true
		}
	}
	return false
}

func within(text []rune, words [][]rune) bool {
	for i := range text {
		if ahead(text[i:], words) {
			return true
		}
	}
	return false
}
