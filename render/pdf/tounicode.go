package pdf

import (
	"fmt"
	"unicode/utf16"
)

// ToUnicode tells a reader which character a code stands for, so that text can be
// searched and copied. gopdf v0.37.0 writes one bfrange block of all entries and
// %04X of the code point, so 𬭳 would copy as two other characters:
// TestTextComesBack fails if this file is left out.

// maxRange is how many codes a bfrange with an array may hold: all but the last byte
// of its two ends are the same (Adobe Technical Note 5014, 7.3).
const maxRange = 256

// toUnicode returns the CMap of a face whose CID i+1 draws runes[i].
func toUnicode(runes []rune) []byte {
	b := make([]byte, 0, 512+10*len(runes))
	b = append(b, `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`...)
	for first := 0; first <= len(runes); first += maxRange { // CID 0 stands for no character
		from, to := max(first, 1), min(first+maxRange-1, len(runes))
		b = fmt.Appendf(b, "1 beginbfrange\n<%04X><%04X>[", from, to)
		for _, r := range runes[from-1 : to] {
			b = append(b, '<')
			b = appendUTF16(b, r)
			b = append(b, '>')
		}
		b = append(b, "]\nendbfrange\n"...)
	}
	return append(b, `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`...)
}

// appendUTF16 appends r in UTF-16BE as hexadecimal digits: four of them, or eight
// (a surrogate pair) beyond U+FFFF.
func appendUTF16(b []byte, r rune) []byte {
	if high, low := utf16.EncodeRune(r); r > 0xFFFF {
		return appendHex16(appendHex16(b, uint16(high)), uint16(low))
	}
	return appendHex16(b, uint16(r))
}

func appendHex16(b []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}

// textString returns s as a PDF text string: UTF-16BE with its mark (ISO 32000-1
// 7.9.2.2), as a literal string, which is half as long as hexadecimal digits.
func textString(s string) string {
	b := []byte("(\xFE\xFF")
	for _, unit := range utf16.Encode([]rune(s)) {
		b = appendLiteral(b, unit)
	}
	return string(append(b, ')'))
}

// appendLiteral appends two bytes of a literal string (ISO 32000-1 7.3.4.2).
func appendLiteral(b []byte, v uint16) []byte {
	for _, c := range [...]byte{byte(v >> 8), byte(v)} {
		switch c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\r': // a reader takes it for an end of line
			b = append(b, `\r`...)
		default:
			b = append(b, c)
		}
	}
	return b
}
