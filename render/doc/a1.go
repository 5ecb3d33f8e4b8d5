package doc

import (
	"strconv"
	"strings"
)

// Column is the letters of column c, counted from 0: A, Z, AA.
func Column(c int) string {
	s := ""
	for c++; c > 0; c = (c - 1) / 26 {
		s = string(rune('A'+(c-1)%26)) + s
	}
	return s
}

// At is the reference of column c (from 0) in row r (from 1), as formulas write it.
func At(c, r int) string { return Column(c) + strconv.Itoa(r) }

// SheetRef is a sheet's name as formulas write it, in quotes.
func SheetRef(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }
