// simplify.go turns traditional characters into simplified ones by OpenCC's tables
// (Apache-2.0, see opencc/README.md): the longest phrase, else the character.

package intake

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed opencc/TSCharacters.txt
var charTable string

//go:embed opencc/TSPhrases.txt
var phraseTable string

// traditions are the tables, read when the first text needs them.
var traditions = sync.OnceValue(func() (t struct {
	chars   map[rune]rune
	phrases map[rune][][2]string // by the first character, longest first is not needed: few share one
}) {
	t.chars, t.phrases = map[rune]rune{}, map[rune][][2]string{}
	each := func(table string, do func(from, to string)) {
		for line := range strings.Lines(table) {
			from, to, ok := strings.Cut(strings.TrimSpace(line), "\t")
			if to, _, _ = strings.Cut(to, " "); ok && to != "" { // the first of several is the usual one
				do(from, to)
			}
		}
	}
	each(charTable, func(from, to string) { t.chars[[]rune(from)[0]] = []rune(to)[0] })
	each(phraseTable, func(from, to string) {
		first := []rune(from)[0]
		t.phrases[first] = append(t.phrases[first], [2]string{from, to})
	})
	return t
})

// traditionalShare is how many in a hundred Chinese characters must be traditional for a
// text to be so: a simplified one has a few of the table's (乾, 於 in names), a
// traditional one a quarter.
const traditionalShare = 5

// traditional reports whether texts are written in traditional characters.
func traditional(texts []Line) bool {
	old, all := 0, 0
	for _, l := range texts {
		for _, r := range l.Text {
			if !unicode.Is(unicode.Han, r) {
				continue
			}
			all++
			if to, ok := traditions().chars[r]; ok && to != r {
				old++
			}
		}
	}
	return old*100 > all*traditionalShare
}

// cornerQuotes are the quotation marks of traditional texts.
var cornerQuotes = strings.NewReplacer("「", "“", "」", "”", "『", "‘", "』", "’")

// simplified is s in simplified characters.
func simplified(s string) string {
	t := traditions()
	var b strings.Builder
	for len(s) > 0 {
		r := []rune(s[:min(len(s), 4)])[0]
		best := [2]string{}
		for _, p := range t.phrases[r] {
			if len(p[0]) > len(best[0]) && strings.HasPrefix(s, p[0]) {
				best = p
			}
		}
		if best[0] != "" {
			b.WriteString(best[1])
			s = s[len(best[0]):]
			continue
		}
		n := len(string(r))
		if to, ok := t.chars[r]; ok {
			r = to
		}
		b.WriteRune(r)
		s = s[n:]
	}
	return cornerQuotes.Replace(b.String())
}
