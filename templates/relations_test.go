package templates_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// sides writes a relation so that two which say the same are written the same: a ≥ b
// as b ≤ a, the sides of an equation in order of text.
func sides(r relation.Relation) string {
	switch {
	case r.Cmp == relation.AtLeast || r.Cmp == relation.More,
		r.Cmp == relation.Equal && relation.String(relation.Relation{Left: r.Left, Right: r.Left}) > relation.String(relation.Relation{Left: r.Right, Right: r.Right}):
		r.Left, r.Right = r.Right, r.Left
	}
	switch r.Cmp {
	case relation.AtLeast:
		r.Cmp = relation.AtMost
	case relation.More:
		r.Cmp = relation.Less
	}
	return relation.String(r)
}

// TestEveryRelationOnce: no two relations of an official package say the same, and
// each says in 说明 what it means.
func TestEveryRelationOnce(t *testing.T) {
	for _, f := range templates.Folders(templates.Official(), "内置模板") {
		p, found := templates.Load(f)
		if p == nil {
			t.Fatal(found)
		}
		if len(p.Relations) < 40 {
			t.Errorf("%s: only %d relations", f.Name, len(p.Relations))
		}
		said := map[string]relation.Relation{}
		for _, r := range p.Relations {
			key := sides(r)
			if before, ok := said[key]; ok {
				t.Errorf("%s: %s stands at %s and at %s", f.Name, r.Text, before.Pos, r.Pos)
			}
			said[key] = r
			if r.Note == "" {
				t.Errorf("%s: %s (%s) has no 说明", f.Name, r.Text, r.Pos)
			}
		}
	}
}

// TestSides: the test above sees through the ways of writing one relation.
func TestSides(t *testing.T) {
	for _, same := range [][]string{
		{"甲.一 ≤ 甲.二", "甲.二 ≥ 甲.一", "甲.一<=甲.二"},
		{"甲.一 < 甲.二", "甲.二 > 甲.一"},
		{"甲.一 = Σ 甲.表", "Σ甲.表 = 甲.一"},
		{"甲.一 = 最大(甲.二, 0)", "最大（甲.二，0） ＝ 甲.一"},
	} {
		var keys []string
		for _, text := range same {
			r, err := relation.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			keys = append(keys, sides(r))
		}
		if len(slices.Compact(keys)) != 1 {
			t.Errorf("%s are told apart", strings.Join(same, " and "))
		}
	}
}

// TestEveryMatrixHasATable: the list of all figures leaves out cells of a 矩阵 and
// rows of a 名单, so that each of these needs a table of its own.
func TestEveryMatrixHasATable(t *testing.T) {
	p := official(t)
	shown := map[string]bool{}
	for _, k := range p.Kinds {
		for _, s := range k.Annex() {
			for _, b := range s.Blocks {
				shown[b.Path] = true
			}
		}
	}
	for _, f := range p.Schema.Fields {
		if (f.Type == data.Matrix || f.Type == data.Roster) && !shown[f.Path()] {
			t.Errorf("%s stands in no sheet", f.Path())
		}
	}
}
