package doc_test

import (
	"math/big"
	"strings"
	"testing"

	"nianbao/render/doc"
)

// TestAxis: marks are 1, 2 or 5 times a power of ten apart, reach the greatest value,
// and are whole where the values are.
func TestAxis(t *testing.T) {
	for _, c := range []struct {
		unit    string
		percent bool
		values  string
		want    string
	}{
		{"件", false, "0", "0 1"},
		{"件", false, "1", "0 1"},
		{"件", false, "3 1", "0 1 2 3"},
		{"件", false, "103 1 179", "0 50 100 150 200"},
		{"件", false, "14055 1", "0 5000 10000 15000"},
		{"件", false, "81000 120000", "0 5万 10万 15万"},
		{"万元", false, "81000 120000", "0 50000 100000 150000"},
		{"人", false, "1234567890", "0 5亿 10亿 15亿"},
		{"万元", false, "0.45 0.3", "0 0.1 0.2 0.3 0.4 0.5"},
		{"", true, "0.98565", "0% 20% 40% 60% 80% 100%"},
		{"", true, "0", "0% 20% 40% 60% 80% 100%"},
		{"", true, "1.302", "0% 50% 100% 150%"},
		{"", true, "0.0035", "0% 0.1% 0.2% 0.3% 0.4%"},
	} {
		f := doc.Figure{Unit: c.unit, Percent: c.percent, Series: make([]doc.Plot, 1)}
		for _, s := range strings.Fields(c.values) {
			v, _ := new(big.Rat).SetString(s)
			f.Series[0].Values = append(f.Series[0].Values, doc.PlotValue{Value: v, Shown: s})
		}
		var got []string
		for _, m := range f.Axis() {
			got = append(got, m.Shown)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %s: %s, want %s", c.values, c.unit, s, c.want)
		}
	}
}
