package doc

import (
	"math/big"
	"testing"
)

// TestShown: a cell on paper reads as it does on the screen.
func TestShown(t *testing.T) {
	rat := func(s string) *big.Rat { r, _ := new(big.Rat).SetString(s); return r }
	for _, c := range []struct {
		number, format, want string
	}{
		{"286", "", "286"},
		{"496793.68", "0.00", "496793.68"},
		{"935", `0"余"`, "935余"},
		{"81000", `[=81000]"8.1万";General`, "8.1万"},
		{"3259/3810", "0.00%", "85.54%"},
		{"1", "0%", "100%"},
		{"6193", `"约"General`, "约6193"},
		{"-51/105", "0.00%", "-48.57%"},
		{"1/8", "", "0.125"},
		{"0", "", "0"},
	} {
		if got := (Cell{Number: rat(c.number), Format: c.format}).Shown(); got != c.want {
			t.Errorf("%s as %s: %s, want %s", c.number, c.format, got, c.want)
		}
	}
	if got := (Cell{Text: "—", Format: "0.00%"}).Shown(); got != "—" {
		t.Errorf("text: %s", got)
	}
}
