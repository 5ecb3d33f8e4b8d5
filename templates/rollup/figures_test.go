package rollup

import (
	"encoding/json"
	"math/big"
	"reflect"
	"slices"
	"testing"
)

func TestFiguresKeepTheirOrder(t *testing.T) {
	var s Figures
	for _, path := range []string{"执法.立案", "概况.人数", "执法.结案", "概况.人数"} {
		s.Set(path, whole(int64(len(s))))
	}
	if got := slices.Collect(s.Paths()); !slices.IsSorted(got) || len(got) != 3 {
		t.Errorf("%v", got)
	}
	if f, ok := s.Get("概况.人数"); !ok || f.Value.Cmp(big.NewRat(3, 1)) != 0 {
		t.Errorf("%v %v", f, ok)
	}
	if _, ok := s.Get("概况"); ok || s.Has("执法.立案数") {
		t.Error("a figure nobody gave")
	}
}

// TestFiguresAreReadBack: what is kept of a unit between runs loses nothing, and no
// figures are not the same as figures not understood.
func TestFiguresAreReadBack(t *testing.T) {
	odd := Figure{Value: big.NewRat(1, 3), As: &Written{"约<3>成\"&", "约", "成"}, Approx: true, Percent: true, Derived: true, Below: true}
	for _, s := range []Figures{nil, {}, Given(map[string]Figure{"执法.立案": whole(935), "自定.“甲”\\": odd})} {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var got Figures
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if (got == nil) != (s == nil) || len(got) != len(s) {
			t.Fatalf("%s came back as %v", text, got)
		}
		for i := range s {
			g, w := got[i].figure(), s[i].figure()
			if got[i].path() != s[i].path() || g.Value.Cmp(w.Value) != 0 {
				t.Errorf("%s came back as %v", text, g)
			}
			g.Value, w.Value = nil, nil
			if !reflect.DeepEqual(g, w) {
				t.Errorf("%+v came back as %+v", w, g)
			}
		}
	}
}
