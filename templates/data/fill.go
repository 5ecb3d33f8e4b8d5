package data

// Fill takes from other what v lacks: whole values, and items of 表, members of 组
// and cells of 矩阵. What v has wins. It is how last year's data file gives 上年,
// and a roll-up file 统计.
func (v *Values) Fill(other *Values) {
	for i := range other.List {
		x := other.List[i]
		if at, ok := v.at[x.Field.Path()]; ok {
			v.List[at].Parts = fillParts(v.List[at].Parts, x.Parts)
			continue
		}
		v.add(x)
	}
}

func fillParts(have, more []Value) []Value {
next:
	for _, m := range more {
		for i := range have {
			if have[i].Name == m.Name {
				have[i].Parts = fillParts(have[i].Parts, m.Parts)
				continue next
			}
		}
		if len(have) > 0 { // an unfilled 表 is filled whole, a filled one is the unit's own list
			continue
		}
		have = append(have, m)
	}
	return have
}
