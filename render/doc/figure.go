package doc

import (
	"math/big"
	"strings"

	"nianbao/render/diag"
)

// Figure is a picture of figures in the text. The values are printed beside it as
// they were written, so that nobody has to measure the picture.
type Figure struct {
	Caption    string
	Shape      ChartKind // ChartBar, ChartColumn or ChartLine
	Unit       string    // 量词 all values are counted in, "" for none
	Percent    bool      // the values are rates: 0.985 is 98.5%
	Categories []string
	Series     []Plot   // every one with a value for each category; names are shown when there are several
	Alt        string   // what the picture shows, in words, for who cannot see it
	Pos        diag.Pos // what the figure was made for
}

// Plot is one set of values of a figure.
type Plot struct {
	Name   string
	Values []PlotValue
}

// PlotValue is one value and how it is written: 935余. Value is nil where there is
// none, and nothing is drawn.
type PlotValue struct {
	Value *big.Rat
	Shown string
}

// At is the value of category i.
func (p Plot) At(i int) PlotValue {
	if i < len(p.Values) {
		return p.Values[i]
	}
	return PlotValue{}
}

// AxisMark is a place on the axis of values.
type AxisMark struct {
	Value *big.Rat
	Shown string
}

// intervals is how many steps the axis has at most.
const intervals = 5

// Axis is the marks of the axis of values, from 0 up to the first that no value goes
// beyond. They are 1, 2 or 5 times a power of ten apart, and whole where all values
// are.
func (f Figure) Axis() []AxisMark {
	most, whole := new(big.Rat), !f.Percent
	for _, s := range f.Series {
		for _, v := range s.Values {
			if v.Value == nil {
				continue
			}
			whole = whole && v.Value.IsInt()
			if v.Value.Cmp(most) > 0 {
				most = v.Value
			}
		}
	}
	if most.Sign() == 0 {
		most = big.NewRat(1, 1)
	}
	step := roundStep(most)
	if one := big.NewRat(1, 1); whole && step.Cmp(one) < 0 {
		step = one
	}
	var out []AxisMark
	for v := new(big.Rat); ; v = new(big.Rat).Add(v, step) {
		out = append(out, AxisMark{v, f.mark(v, step)})
		if v.Cmp(most) >= 0 && v.Sign() > 0 {
			return out
		}
	}
}

// roundStep is the least 1, 2 or 5 times a power of ten that reaches most in the
// intervals of an axis; most is above 0.
func roundStep(most *big.Rat) *big.Rat {
	ten, least := big.NewRat(10, 1), new(big.Rat).Quo(most, big.NewRat(intervals, 1))
	unit := big.NewRat(1, 1)
	for unit.Cmp(least) > 0 {
		unit = new(big.Rat).Quo(unit, ten)
	}
	for ; ; unit = new(big.Rat).Mul(unit, ten) {
		for _, m := range []int64{1, 2, 5} {
			if step := new(big.Rat).Mul(unit, big.NewRat(m, 1)); step.Cmp(least) >= 0 {
				return step
			}
		}
	}
}

// mark writes a value of the axis: 40%, 15000, 8万. Where the values are counted in
// 万 already, another 万 would mislead.
func (f Figure) mark(v, step *big.Rat) string {
	if f.Percent {
		return trim(new(big.Rat).Mul(v, big.NewRat(100, 1)).FloatString(10)) + "%"
	}
	if v.Sign() > 0 && !strings.ContainsAny(f.Unit, "万亿") {
		for _, big10 := range []struct {
			value int64
			word  string
		}{{1e8, "亿"}, {1e4, "万"}} {
			scale := big.NewRat(big10.value, 1)
			if new(big.Rat).Quo(step, scale).IsInt() {
				return trim(new(big.Rat).Quo(v, scale).FloatString(10)) + big10.word
			}
		}
	}
	return trim(v.FloatString(10))
}

// Heading is the line above the picture: what is counted.
func (f Figure) Heading() string {
	if f.Unit == "" {
		return ""
	}
	return "单位：" + f.Unit
}

// figure writes a figure in the order in which it is read, from the top down and from
// left to right.
func (t *text) figure(f Figure) {
	row := func(cells []string) {
		if line := strings.Join(cells, "\t"); line != "" {
			t.line(line)
		}
	}
	head := []string{f.Heading()}
	var marks []string
	for _, m := range f.Axis() {
		marks = append(marks, m.Shown)
	}
	named := len(f.Series) > 1
	if f.Shape == ChartBar {
		for _, s := range f.Series {
			if named {
				head = append(head, s.Name)
			}
		}
		row(head)
		for i, name := range f.Categories {
			for k, s := range f.Series {
				if k > 0 {
					name = ""
				}
				row([]string{name, s.At(i).Shown})
			}
		}
		row(marks)
	} else {
		row(head)
		for i := range marks {
			row(marks[len(marks)-1-i:][:1])
		}
		row(f.Categories)
		for _, s := range f.Series {
			var cells []string
			if named {
				cells = append(cells, s.Name)
			}
			for i := range f.Categories {
				cells = append(cells, s.At(i).Shown)
			}
			row(cells)
		}
	}
	row([]string{f.Caption})
}
