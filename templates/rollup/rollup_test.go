package rollup

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"nianbao/render/doc"
	"nianbao/templates"
)

func official(t *testing.T) *templates.Package {
	t.Helper()
	folders := templates.Folders(templates.Official(), "official")
	p, found := templates.Load(folders[0])
	if p == nil {
		t.Fatal(found)
	}
	return p
}

func whole(n int64) Figure { return Figure{Value: big.NewRat(n, 1)} }

func about(n int64) Figure {
	f := whole(n)
	f.Approx, f.As = true, &Written{Raw: fmt.Sprint(n, "余"), Qualify: "余"}
	return f
}

// unit makes a street with the given figures.
func unit(name string, figures map[string]Figure) Unit {
	return Unit{Name: name, Kind: "街道乡镇", Year: 2024, Status: OK, Figures: Given(figures), Apart: &Apart{}}
}

func pointers(d *District) []*Unit { return d.counted() }

// TestRatesAreQuotientsOfSums: 1/1 and 0/99 give 1 %, not the mean of 100 % and 0 %;
// a unit that gave only one side is in neither sum.
func TestRatesAreQuotientsOfSums(t *testing.T) {
	d := &District{Package: official(t), Year: 2024, Units: []Unit{
		unit("甲", map[string]Figure{"执法.立案": whole(1), "执法.结案": whole(1)}),
		unit("乙", map[string]Figure{"执法.立案": whole(99), "执法.结案": whole(0)}),
		unit("丙", map[string]Figure{"执法.结案": whole(500)}),
	}}
	s, ok := d.Add("执法.结案率", pointers(d))
	if !ok || s.Value.Cmp(big.NewRat(1, 100)) != 0 || s.Given != 2 {
		t.Errorf("rate %v of %d units, want 1/100 of 2", s.Value, s.Given)
	}
	if _, ok := d.Add("执法.结案率", pointers(d)[2:]); ok {
		t.Error("a rate of no units")
	}
}

// TestWhatDoesNotAdd: a month or a count of years is never summed, and 约 is carried.
func TestWhatDoesNotAdd(t *testing.T) {
	d := &District{Package: official(t), Year: 2024, Units: []Unit{
		unit("甲", map[string]Figure{"执法.拆违起月": whole(7), "概况.考评连续优秀": whole(3), "投诉.热线12345": about(935)}),
		unit("乙", map[string]Figure{"执法.拆违起月": whole(5), "概况.考评连续优秀": whole(2), "投诉.热线12345": whole(65)}),
	}}
	if s, ok := d.Add("执法.拆违起月", pointers(d)); ok {
		t.Errorf("months add up to %v", s.Value)
	}
	if s, ok := d.Add("概况.考评连续优秀", pointers(d)); ok && s.Value.Cmp(big.NewRat(5, 1)) == 0 {
		t.Error("years were summed")
	}
	if s, _ := d.Add("投诉.热线12345", pointers(d)); s.Value.Cmp(big.NewRat(1000, 1)) != 0 || !s.Approx {
		t.Errorf("935余 + 65 = %v approx %v", s.Value, s.Approx)
	}
	if y := YAML(d); !strings.Contains(y, "热线12345: 约1000    # 2/2 家") || strings.Contains(y, "拆违起月") {
		t.Errorf("roll-up:\n%s", y)
	}
}

// TestRollUpAnyDepth: a unit with units below it stands for them; what it did not
// give is the sum of theirs, what it gave wins.
func TestRollUpAnyDepth(t *testing.T) {
	d := &District{Package: official(t), Year: 2024, Units: []Unit{
		unit("区", map[string]Figure{"普法.活动场次": whole(100)}),
		unit("街道", map[string]Figure{"普法.活动场次": whole(7)}),
		unit("村", map[string]Figure{"普法.活动场次": whole(9), "普法.资料": whole(50)}),
		unit("镇", map[string]Figure{"普法.资料": whole(30)}),
	}}
	d.Units[1].Superior, d.Units[2].Superior, d.Units[3].Superior = "区", "街道", "区"
	y := YAML(d)
	if !strings.Contains(y, "活动场次: 100 ") || !strings.Contains(y, "资料: 80 ") || !strings.Contains(y, "计入 1 家：区") {
		t.Errorf("roll-up:\n%s", y)
	}
}

// TestSummaryHoldsItsWord: every sum and rate of the list is what its formula says,
// sheets without content are left out, units that do not count are listed.
func TestSummarySheets(t *testing.T) {
	d := &District{Package: official(t), Year: 2024, Due: "2025-03-01", Missing: []Asked{{Unit: "戊", Kind: "部门"}}, Units: []Unit{
		unit("甲", map[string]Figure{"执法.立案": whole(1), "执法.结案": whole(1)}),
		unit("乙", map[string]Figure{"执法.立案": whole(99), "执法.结案": whole(0)}),
		{Name: "丙", Kind: "部门", Year: 2023, Status: WrongYear, Note: "年度是 2023"},
		{Name: "丁", Kind: "部门", Year: 2024, Status: Failed, Note: "数据文件有误", Apart: &Apart{Findings: []Finding{{Level: "错误", Code: "Y101", Place: "丁.yaml:3:1", Message: "读不懂", Hint: "改"}}}},
	}}
	a := Summary(d)
	names := map[string]*doc.Sheet{}
	for i := range a.Sheets {
		names[a.Sheets[i].Name] = &a.Sheets[i]
	}
	for _, want := range []string{"一览", "按类型", "未报与迟报", "问题清单", "各单位数据", "元数据"} {
		if names[want] == nil {
			t.Errorf("no sheet %s", want)
		}
	}
	if names["同比"] != nil || names["各单位自定"] != nil {
		t.Error("a sheet without content was made")
	}
	var out []string
	for _, row := range names["未报与迟报"].All() {
		for _, c := range row.Cells {
			out = append(out, c.Text)
		}
	}
	for _, want := range []string{"戊", "未报", "丙", "年度不符", "丁", "未计入"} {
		if !strings.Contains(strings.Join(out, " "), want) {
			t.Errorf("未报与迟报 lacks %s: %v", want, out)
		}
	}
}
