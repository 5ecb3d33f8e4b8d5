package rollup

import (
	"math/big"
	"reflect"
	"slices"
	"testing"
)

func TestFiguresKeepTheirOrder(t *testing.T) {
	var s Figures
	for _, path := range []string{"执法.立案", "概况.人数", "执法.结案", "概况.人数"} {
		s.Set(path, whole(int64(len(slices.Collect(s.Paths())))))
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
	large, _ := new(big.Rat).SetString("123456789012345678901234567890.25")
	items := []Item{{"婚姻", big.NewRat(-3, 7), true}, {"邻里", big.NewRat(0, 1), false}}
	shared := &Shared{}
	for _, u := range []*Unit{
		{Name: "甲"},
		{Name: "乙", Figures: Given(nil)},
		{Name: "丙<&>", Figures: Given(map[string]Figure{"执法.立案": whole(935), "自定.“甲”\\": odd, "财务.额": {Value: large}}), Last: Given(map[string]Figure{"执法.立案": odd})},
	} {
		if u.Figures.Known() {
			u.Items.Add("调解.类", items)
			u.Items.Add("信访.类", items[1:])
		}
		text, err := u.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(text, shared)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got.Name != u.Name || got.Figures.Known() != u.Figures.Known() || !reflect.DeepEqual(got.Items.Of("调解.类"), u.Items.Of("调解.类")) || len(got.Items.Of("信访.类")) != len(u.Items.Of("信访.类")) {
			t.Errorf("%s came back as %+v", text, got)
		}
		if !reflect.DeepEqual(got.Figures.byPath(), u.Figures.byPath()) {
			t.Errorf("%v came back as %v", u.Figures.byPath(), got.Figures.byPath())
		}
		if u.Figures.Known() && !reflect.DeepEqual(got.Last.byPath(), u.Last.byPath()) && len(u.Last.byPath())+len(got.Last.byPath()) > 0 {
			t.Errorf("%v came back as %v", u.Last.byPath(), got.Last.byPath())
		}
	}
}
