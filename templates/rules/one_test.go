package rules

import (
	"strings"
	"testing"
	"time"
)

// TestOneParagraph: a paragraph of 64 kB in one sentence is read in reasonable
// time too: nothing looks at every pair of its figures.
func TestOneParagraph(t *testing.T) {
	pkg := officialPackage(t)
	for _, unit := range []string{"全年办理案件一百二十3宗，其中甲5件、两万余册，同比减少4%，", "今年我街道和我街“某某”第一，一是，(a)《", "12345", "，", "其中其中", "（"} {
		text := unitHead + "正文:\n  举措成效: |\n    " + strings.Repeat(unit, 1<<16/len(unit)) + "\n"
		start := time.Now()
		r, found := readUnit(pkg, "甲.yaml", []byte(text))
		t.Log(unit, time.Since(start), r != nil, len(found))
	}
}
