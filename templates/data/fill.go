package data

import "slices"

// Fill takes from other what v lacks: whole values, members of 组 and cells of 矩阵.
// What v has wins; a 表 it has filled is its own list and gets no more items. It is
// how last year's data file gives 上年, and a roll-up file 统计.
func (v *Values) Fill(other *Values) {
	for _, x := range other.List {
		if have := v.Get(x.Field.Path()); have == nil {
			v.add(x)
		} else if have.Field.Type != Table {
			have.fill(x.Parts)
		}
	}
}

// fill adds those of parts that v has not, at every depth.
func (v *Value) fill(parts []Value) {
	for _, p := range parts {
		if i := slices.IndexFunc(v.Parts, func(own Value) bool { return own.Name == p.Name }); i >= 0 {
			v.Parts[i].fill(p.Parts)
		} else {
			v.Parts = append(v.Parts, p)
		}
	}
}
