package data

import (
	"slices"
	"strings"
)

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

// Has tells whether the figure at path is there: 组.项, a member or an item
// (组.项.名), a cell (组.项.行.列).
func (v *Values) Has(path string) bool {
	at, rest := v.field(path)
	for at != nil && rest != "" {
		i := slices.IndexFunc(at.Parts, func(p Value) bool { return rest == p.Name || strings.HasPrefix(rest, p.Name+".") })
		if i < 0 {
			return false
		}
		at, rest = &at.Parts[i], strings.TrimPrefix(strings.TrimPrefix(rest, at.Parts[i].Name), ".")
	}
	return at != nil
}

// Drop takes away the figure at path, 组.项 or a member of a 组.
func (v *Values) Drop(path string) {
	at, rest := v.field(path)
	switch {
	case at == nil:
	case rest != "":
		at.Parts = slices.DeleteFunc(at.Parts, func(p Value) bool { return p.Name == rest })
	default:
		list := v.List
		v.List, v.at = nil, nil
		for _, x := range list {
			if x.Field.Path() != path {
				v.add(x)
			}
		}
	}
}

// field is the value of the first two parts of path, nil for none, and the rest.
func (v *Values) field(path string) (*Value, string) {
	parts := strings.SplitN(path, ".", 3)
	if len(parts) < 2 {
		return nil, ""
	}
	rest := ""
	if len(parts) > 2 {
		rest = parts[2]
	}
	return v.Get(parts[0] + "." + parts[1]), rest
}
