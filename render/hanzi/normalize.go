package hanzi

import "strings"

// This file turns half-width marks a clerk typed into Chinese marks.

// Normalize makes the half-width marks of one paragraph (HalfWidth) full-width,
// in place, one character for one. A mark stays as it is when both neighbours are
// ASCII letters or digits (1,234 and 12:30), and inside an address of the web
// except as its last character.
//
// Brackets are decided in pairs. A pair stays half-width when all it holds is
// ASCII and it belongs to Western text: a letter or digit stands right before it,
// as in f(x), or its nearest neighbours are Western or none, not both none. A pair
// inside a pair that stays, stays. A pair of one half-width and one full-width
// bracket becomes full-width; a bracket without partner is decided as other marks.
// Nothing else changes: no . [ ] " ' and no space.
func Normalize(text []rune) {
	url, brackets := 0, false
	for i, r := range text {
		if i >= url && addressAt(text, i) {
			for url = i; url < len(text) && urlRune(text[url]); url++ {
			}
			url-- // a mark that ends it ends the sentence
		}
		switch {
		case r == '(' || r == ')':
			brackets = true
		case i >= url && !amidWord(text, i):
			text[i] = fullWidth(r)
		}
	}
	if brackets {
		normalizeBrackets(text)
	}
}

// addressAt reports whether i is the colon of :// or starts www. in a word's place.
func addressAt(text []rune, i int) bool {
	return text[i] == ':' && i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/' || startsURL(text, i)
}

func amidWord(text []rune, i int) bool {
	return i > 0 && i+1 < len(text) && asciiAlnum(text[i-1]) && asciiAlnum(text[i+1])
}

// HalfWidth are the marks Normalize makes full-width. A text without any stays as it is.
const HalfWidth = ",:;()?!"

func fullWidth(r rune) rune {
	if r < 0x80 && strings.IndexByte(HalfWidth, byte(r)) >= 0 {
		return r - '!' + '！'
	}
	return r
}

// normalizeBrackets pairs the brackets of text and decides them from the outside in.
func normalizeBrackets(text []rune) {
	partner := make([]int, len(text)) // of an opening bracket; 0 is none, for a partner stands later
	var open []int
	for i, r := range text {
		switch r {
		case '(', '（':
			open = append(open, i)
		case ')', '）':
			if len(open) > 0 {
				partner[open[len(open)-1]] = i
				partner[i] = -1
				open = open[:len(open)-1]
			} else if r == ')' && !amidWord(text, i) {
				text[i] = '）'
			}
		}
	}
	foreign := asciiRuns(text)
	inside := 0 // end of the outermost pair that stays
	for i := range text {
		if text[i] != '(' && text[i] != '（' {
			continue
		}
		j := partner[i]
		switch {
		case j == 0:
			if text[i] == '(' && !amidWord(text, i) {
				text[i] = '（'
			}
		case i < inside:
		case text[i] == '(' && text[j] == ')' && foreign[i] >= j && westernPair(text, i, j):
			inside = j
		default:
			text[i], text[j] = '（', '）'
		}
	}
}

// asciiRuns gives for each character the end of the run of ASCII it stands in.
func asciiRuns(text []rune) []int {
	ends := make([]int, len(text))
	end := len(text)
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] >= 0x80 {
			end = i
		}
		ends[i] = end
	}
	return ends
}

// westernPair judges the pair text[i], text[j] by what stands around it.
func westernPair(text []rune, i, j int) bool {
	if i > 0 && asciiAlnum(text[i-1]) {
		return true
	}
	l, r := i-1, j+1
	for l >= 0 && text[l] == ' ' {
		l--
	}
	for r < len(text) && text[r] == ' ' {
		r++
	}
	western := func(k int) bool { return asciiAlnum(text[k]) || classOf(text[k]) == classWestOther }
	switch {
	case l < 0 && r == len(text):
		return false
	case l < 0:
		return western(r)
	case r == len(text):
		return western(l)
	}
	return western(l) && western(r)
}
