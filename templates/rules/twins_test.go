package rules

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// TestTwins: what stands in two of many reports is found whatever part of them is held at
// a time: word for word, with other figures, as a part; last year's of another unit and
// what stands twice in one report are nobody's copy.
func TestTwins(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func(n int) string {
		out := make([]rune, n)
		for i := range out {
			out[i] = rune(0x4E00 + random.IntN(5000))
		}
		return string(out)
	}
	own := make([][]Passage, 40)
	for i := range own {
		for n := range 3 + random.IntN(3) {
			own[i] = append(own[i], Passage{Line: 10 + n, Text: text(80 + random.IntN(100))})
		}
	}
	common := text(90)
	own[7][1].Text, own[20][0].Text, own[33][2].Text = common, common, common
	own[30][1].Text = string([]rune(own[3][0].Text)[:70]) + "共365件，" + string([]rune(own[3][0].Text)[70:])
	own[31][0].Text = own[3][0].Text + text(200)
	own[12][2].Text = own[12][0].Text
	own[39][0].Text = own[5][1].Text // of another year
	reports := make([]Report, len(own))
	for i := range own {
		reports[i] = Report{File: fmt.Sprintf("%d.yaml", i), Unit: fmt.Sprintf("单位%d", i), Year: 2024, Passages: func() []Passage { return own[i] }}
	}
	reports[39].Year = 2023
	want := map[int][]Twin{
		3:  {{Mine: 0, Line: 10, In: 30, Other: 1, Percent: 100}},
		7:  {{Mine: 1, Line: 11, In: 20, Other: 0, Percent: 100}},
		20: {{Mine: 0, Line: 10, In: 7, Other: 1, Percent: 100}},
		30: {{Mine: 1, Line: 11, In: 3, Other: 0, Percent: 98}},
		33: {{Mine: 2, Line: 12, In: 7, Other: 1, Percent: 100}},
	}
	for _, room := range []int{1, 500, 5_000, 1 << 30} {
		for i, got := range Twins(reports, room) {
			if !reflect.DeepEqual(got, want[i]) {
				t.Errorf("room %d, report %d: %+v, want %+v", room, i, got, want[i])
			}
		}
	}
}
