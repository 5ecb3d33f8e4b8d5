// Package compare lays two drafts of a document side by side: paragraphs are matched
// first, then the words of those that changed. What comes out is a document again, its
// runs marked as kept, struck or added.
package compare

import (
	"strings"
	"unicode"

	"nianbao/render/hanzi"
)

// Words are words that are not cut when a text is compared.
type Words map[string]bool

// longestWord is how many characters a word has at most.
const longestWord = 8

// NewWords takes those of a list that are words: of 2 to 8 characters.
func NewWords(lists ...[]string) Words {
	out := Words{}
	for _, list := range lists {
		for _, w := range list {
			if n := len([]rune(w)); n >= 2 && n <= longestWord {
				out[w] = true
			}
		}
	}
	return out
}

// tokens cuts a text into what is struck or added as a whole: a number with its 万 and
// %, a Latin word, a word of the list, else one character.
func tokens(s string, words Words) (out []string) {
	text := []rune(s)
	for i := 0; i < len(text); {
		n := max(number(text[i:]), latin(text[i:]), hanNumber(text[i:]), 1)
		if n == 1 {
			n = word(text[i:], words)
		}
		out = append(out, string(text[i:i+n]))
		i += n
	}
	return out
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// number is how many characters the number at the beginning of text has: 1,286.5万余%.
func number(text []rune) int {
	n := 0
	for n < len(text) && (digit(text[n]) || n > 0 && digit(text[n-1]) && (text[n] == '.' || text[n] == ',') && n+1 < len(text) && digit(text[n+1])) {
		n++
	}
	if n == 0 {
		return 0
	}
	for n < len(text) && strings.ContainsRune("百千万亿余多", text[n]) {
		n++
	}
	for n < len(text) && strings.ContainsRune("%‰％", text[n]) {
		n++
	}
	return n
}

// latin is how many characters the Latin word at the beginning of text has.
func latin(text []rune) int {
	n := 0
	for n < len(text) && hanzi.Western(text[n]) && (unicode.IsLetter(text[n]) || n > 0 && digit(text[n])) {
		n++
	}
	return n
}

// hanNumber is how many characters the number in Chinese at the beginning of text has;
// one character is none.
func hanNumber(text []rune) int {
	n := 0
	for n < len(text) && strings.ContainsRune("一二三四五六七八九十百千万零〇两", text[n]) {
		n++
	}
	if n < 2 {
		return 0
	}
	return n
}

// word is how many characters the longest word at the beginning of text has, at least 1.
func word(text []rune, words Words) int {
	for n := min(longestWord, len(text)); n > 1; n-- {
		if words[string(text[:n])] {
			return n
		}
	}
	return 1
}
