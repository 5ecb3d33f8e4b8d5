package fonts

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Canonical returns the Chinese character Unicode holds to be the same as the
// compatibility ideograph r; false when r is none.
func Canonical(r rune) (rune, bool) {
	if !unicode.Is(unicode.Han, r) {
		return r, false
	}
	std := []rune(norm.NFC.String(string(r)))
	return std[0], len(std) == 1 && std[0] != r
}
