package gbt9704

import (
	"strconv"
	"strings"

	"nianbao/render/page"
)

// sizeNames are 号 as Word and WPS set them, greatest first.
var sizeNames = []struct {
	name string
	size page.Length
}{
	{"初号", 42 * pt}, {"小初", 36 * pt}, {"一号", 26 * pt}, {"小一", 24 * pt}, {"二号", Size2}, {"小二", 18 * pt}, {"三号", Size3},
	{"小三", 15 * pt}, {"四号", Size4}, {"小四", 12 * pt}, {"五号", Size5}, {"小五", Size5s}, {"六号", Size6},
}

// ParseLength reads a length as a layout file writes it: 37mm, 37毫米, 16pt, 16磅, 三号.
// It is exact: decimals that are no whole EMU are refused.
func ParseLength(s string) (page.Length, bool) {
	s = strings.TrimSpace(s)
	for _, n := range sizeNames {
		if s == n.name {
			return n.size, true
		}
	}
	for _, u := range []struct {
		name string
		unit page.Length
	}{{"mm", mm}, {"毫米", mm}, {"pt", pt}, {"磅", pt}} {
		if number, ok := strings.CutSuffix(s, u.name); ok {
			return decimal(strings.TrimSpace(number), u.unit)
		}
	}
	return 0, false
}

// decimal is a number of at most four decimals times unit.
func decimal(s string, unit page.Length) (page.Length, bool) {
	whole, part, _ := strings.Cut(s, ".")
	if whole == "" || len(whole) > 4 || len(part) > 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+part, 10, 32)
	if err != nil {
		return 0, false
	}
	scale := page.Length(1)
	for range part {
		scale *= 10
	}
	v := page.Length(n) * unit
	return v / scale, v%scale == 0
}

// ShowLength writes a length as ParseLength reads it: a size of type by its 号 when
// it has one, anything else in millimetres or, where those are not whole hundredths,
// in points.
func ShowLength(l page.Length) string {
	for _, n := range sizeNames {
		if l == n.size {
			return n.name
		}
	}
	if l*100%mm == 0 || l*100%pt != 0 {
		return trimmed(l.MM()) + "mm"
	}
	return trimmed(l.Pt()) + "pt"
}

func trimmed(f float64) string {
	return strings.TrimRight(strings.TrimRight(strconv.FormatFloat(f, 'f', 2, 64), "0"), ".")
}

// ParseColor reads #RRGGBB.
func ParseColor(s string) (page.Color, bool) {
	hex, ok := strings.CutPrefix(strings.TrimSpace(s), "#")
	n, err := strconv.ParseUint(hex, 16, 32)
	if !ok || err != nil || len(hex) != 6 {
		return page.Color{}, false
	}
	return page.Color{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n)}, true
}
