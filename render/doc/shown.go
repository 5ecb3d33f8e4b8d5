package doc

import (
	"math/big"
	"regexp"
	"strings"
	"sync"
)

// asWritten is a format that shows a value as it was typed while it is unchanged:
// [=81000]"8.1万";General.
var asWritten = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\[=[^\]]*\]"([^"]*)";`) })

// Shown is what a reader of the sheet sees in the cell: the text, or the number in
// the cell's format. It knows the formats the annex uses.
func (c Cell) Shown() string {
	if c.Number == nil {
		return c.Text
	}
	if strings.HasPrefix(c.Format, "[=") {
		if m := asWritten().FindStringSubmatch(c.Format); m != nil {
			return m[1]
		}
	}
	before, body, after := affixes(c.Format)
	v := c.Number
	if strings.HasSuffix(body, "%") {
		v = new(big.Rat).Mul(v, big.NewRat(100, 1))
		body, after = strings.TrimSuffix(body, "%"), "%"+after
	}
	if body == "" || body == "General" {
		return before + trim(v.FloatString(10)) + after
	}
	_, decimals, _ := strings.Cut(body, ".")
	return before + v.FloatString(len(decimals)) + after
}

// affixes parts a format into quoted text before, the number's own part, and quoted
// text after.
func affixes(format string) (before, body, after string) {
	body = format
	if rest, ok := strings.CutPrefix(body, `"`); ok {
		before, body, _ = strings.Cut(rest, `"`)
	}
	if i := strings.IndexByte(body, '"'); i >= 0 {
		after = strings.Trim(body[i:], `"`)
		body = body[:i]
	}
	return before, body, after
}

func trim(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}
