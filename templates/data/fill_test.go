package data

import (
	"strings"
	"testing"
)

// fillSchema has one field of each type a roll-up knows.
func fillSchema() *Schema {
	member := []*Field{{Name: "收", Type: Count, Adds: "和"}, {Name: "率", Type: Rate}}
	return &Schema{Kinds: []string{"乡"}, Groups: []string{"甲"}, Fields: []*Field{
		{Group: "甲", Name: "数", Type: Count}, {Group: "甲", Name: "表", Type: Table}, {Group: "甲", Name: "组", Type: Group, Members: member},
		{Group: "甲", Name: "阵", Type: Matrix, Rows: []string{"上", "下"}, Cols: []string{"左", "右"}},
	}}
}

func fillValues(t *testing.T, text string) *Values {
	t.Helper()
	root, src, _, broken := Parse("甲.yaml", []byte("统计:\n  甲:\n    "+strings.ReplaceAll(text, "\n", "\n    ")+"\n"))
	u, _ := Decode(root, src, fillSchema(), broken)
	return &u.Figures
}

// shown is a value with its parts, in order.
func shown(v Value) string {
	if v.Fig != nil {
		return v.Name + " " + v.Fig.Raw
	}
	var parts []string
	for _, p := range v.Parts {
		parts = append(parts, shown(p))
	}
	return v.Name + "{" + strings.Join(parts, ", ") + "}"
}

// TestFill: what is typed wins; members and cells are filled one by one, a 表 only
// when there is none.
func TestFill(t *testing.T) {
	have := fillValues(t, "表: {一: 1}\n组: {收: 5}\n阵: {上: {左: 1}}")
	have.Fill(fillValues(t, "数: 9\n表: {一: 7, 二: 8}\n组: {收: 6, 率: 50%}\n阵: {上: {左: 2, 右: 3}, 下: {左: 4}}"))
	var got []string
	for _, v := range have.List {
		got = append(got, shown(v))
	}
	want := "表{一 1}；组{收 5, 率 50%}；阵{上{左 1, 右 3}, 下{左 4}}；数 9"
	if s := strings.Join(got, "；"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// TestHasAndDrop: paths of every depth.
func TestHasAndDrop(t *testing.T) {
	v := fillValues(t, "数: 9\n组: {收: 6, 率: 50%}\n阵: {上: {左: 2}}")
	for path, want := range map[string]bool{"甲.数": true, "甲.表": false, "甲.组.率": true, "甲.组.结": false, "甲.阵.上.左": true, "甲.阵.上.右": false, "甲.阵": true, "甲": false} {
		if v.Has(path) != want {
			t.Errorf("Has %s is %v", path, !want)
		}
	}
	v.Drop("甲.组.率")
	v.Drop("甲.数")
	v.Drop("甲.没有")
	if v.Has("甲.组.率") || v.Has("甲.数") || !v.Has("甲.组.收") || !v.Has("甲.阵.上.左") {
		t.Errorf("left: %v", v.List)
	}
}
