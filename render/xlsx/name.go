// Sheet names: what a spreadsheet takes as one, and how a formula writes it.

package xlsx

import (
	"nianbao/render/doc"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

// nameUnits is the longest sheet name in UTF-16 units.
const nameUnits = 31

// SheetName makes a name a spreadsheet takes: characters a sheet name may not hold
// (: \ / ? * [ ], control characters) become their full-width likenesses or vanish,
// apostrophes at the ends become ’, and the name is cut to 31 UTF-16 units without
// splitting a character. An empty name becomes 表. Formulas must be made with this
// name; where several sheets are named, with SheetNames. SheetName of its own result
// changes nothing.
func SheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`:\/?*[]`, r):
			return r + 0xFEE0 // U+FF01… mirrors ASCII from U+0021
		case unicode.IsControl(r), r == unicode.ReplacementChar, r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimSpace(cut(strings.TrimSpace(name), nameUnits))
	if strings.HasPrefix(name, "'") {
		name = "’" + name[1:]
	}
	if strings.HasSuffix(name, "'") {
		name = name[:len(name)-1] + "’"
	}
	switch {
	case name == "":
		return "表"
	case strings.EqualFold(name, "History"): // Excel keeps it for itself
		return name + "_"
	}
	return name
}

// SheetNames gives each sheet of a workbook its final name: SheetName, and where two
// are equal, upper and lower case not told apart, the later one gets （2）, （3） …
// at its end. Write uses it; SheetNames of its own result changes nothing.
func SheetNames(names []string) []string {
	out := make([]string, 0, len(names))
	taken := func(name string) bool {
		for _, other := range out {
			if strings.EqualFold(other, name) {
				return true
			}
		}
		return false
	}
	for _, name := range names {
		plain := SheetName(name)
		final := plain
		for n := 2; taken(final); n++ {
			suffix := "（" + strconv.Itoa(n) + "）"
			final = strings.TrimSpace(cut(plain, nameUnits-units(suffix))) + suffix
		}
		out = append(out, final)
	}
	return out
}

// Quote returns a final sheet name as a formula writes it before the exclamation
// mark: in apostrophes, those within doubled. Quoting is always right, also where
// the grammar (ISO 29500-1, 18.17.2.2) would do without.
func Quote(name string) string {
	return doc.SheetRef(name)
}

// units counts UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// cut shortens s to at most n UTF-16 units, between characters.
func cut(s string, n int) string {
	for i, r := range s {
		if n -= utf16.RuneLen(r); n < 0 {
			return s[:i]
		}
	}
	return s
}
