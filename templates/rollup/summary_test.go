package rollup

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
)

// row finds the line of a dump that begins with name.
func row(t *testing.T, dump, name string) []string {
	t.Helper()
	for line := range strings.Lines(dump) {
		if cells := strings.Split(strings.TrimSuffix(line, "\n"), " | "); cells[0] == name {
			return cells
		}
	}
	t.Fatalf("no row %s in\n%s", name, dump)
	return nil
}

func expect(t *testing.T, cells []string, want map[int]string) {
	t.Helper()
	for i, w := range want {
		got := ""
		if i < len(cells) {
			got = cells[i]
		}
		if got != w {
			t.Errorf("cell %d of %s:\n got %s\nwant %s", i, cells[0], got, w)
		}
	}
}

// TestKindsLeftOut: what a kind is not counted for (计入) is missing from the total of
// all and from the rate of all; the kind's own row shows what it gave.
func TestKindsLeftOut(t *testing.T) {
	a := of("乡", "甲", map[string]Figure{"办.收": whole(10), "办.结": whole(9), "管.目录": whole(5), "管.次": whole(1)})
	a.Last = Given(map[string]Figure{"办.收": whole(8)})
	b := of("局", "乙", map[string]Figure{"办.收": whole(90), "办.结": whole(1), "管.目录": whole(7), "管.次": about(2)})
	b.Last = Given(map[string]Figure{"办.收": whole(1)})
	s := sheets(Summary(&District{Package: smallPackage(t), Year: 2024, Units: []Unit{a, b}}))
	kinds := dump(s["分类"])
	expect(t, row(t, kinds, "局"), map[int]string{
		1: `1 =COUNTIF('数'!$B$4:$B$5,"=局")`,
		2: `90 =SUMIFS('数'!$C$4:$C$5,'数'!$B$4:$B$5,"=局")`,
		3: `1/90 =` + rateOf(`(('数'!$B$4:$B$5="局"))*`),
		5: `7 =SUMPRODUCT(MAX((('数'!$B$4:$B$5="局"))*'数'!$G$4:$G$5))`,
	})
	expect(t, row(t, kinds, "合计"), map[int]string{
		2: `10 =SUMIFS('数'!$C$4:$C$5,'数'!$B$4:$B$5,"=乡")+SUMIFS('数'!$C$4:$C$5,'数'!$B$4:$B$5,"=县")`,
		3: `9/10 =` + rateOf(`(('数'!$B$4:$B$5="乡")+('数'!$B$4:$B$5="县"))*`),
		5: `7 =MAX('数'!$G$4:$G$5)`,
	})
	if got := row(t, kinds, "合计")[4]; !strings.HasPrefix(got, "1/4 =IF(SUMPRODUCT((('数'!$B$4:$B$5=\"乡\")+") {
		t.Errorf("change of all: %s", got) // (10 − 8) / 8: 乙 is left out
	}
	all := dump(s["总览"])
	expect(t, row(t, all, "甲"), map[int]string{1: "10 ='数'!C4", 3: "1/4 =IF('数'!D4=0,\"—\",('数'!C4-'数'!D4)/'数'!D4)"})
	expect(t, row(t, all, "合计"), map[int]string{6: "3约 =SUM('数'!$F$4:$F$5)"})
}

// rateOf is the formula of 办.结率 under a mask.
func rateOf(mask string) string {
	r, d := "'数'!$E$4:$E$5", "'数'!$C$4:$C$5"
	both := mask + "ISNUMBER(" + r + ")*ISNUMBER(" + d + ")"
	return `IF(SUMPRODUCT(` + both + `,` + d + `)=0,"—",SUMPRODUCT(` + both + `,` + r + `)/SUMPRODUCT(` + both + `,` + d + `))`
}

// TestSumsOfMatrixInRates: a rate over Σ of a 矩阵 takes the cells units gave.
func TestSumsOfMatrixInRates(t *testing.T) {
	d := &District{Package: smallPackage(t), Year: 2024, Units: []Unit{
		of("乡", "甲", map[string]Figure{"办.级.一审.胜": whole(3), "办.级.一审.败": whole(1)}),
		of("乡", "乙", map[string]Figure{"办.级.二审.败": whole(4)}),
		of("乡", "丙", map[string]Figure{"办.收": whole(4)}),
	}}
	got := row(t, dump(sheets(Summary(d))["总览"]), "合计")[4]
	if !strings.HasPrefix(got, "5/8 =IF(SUMPRODUCT(((ISNUMBER(") {
		t.Errorf("Σ over Σ: %s", got)
	}
}

// TestRanks: the highest is first, equals share a rank, who has none has no rank.
func TestRanks(t *testing.T) {
	rate := func(n int64) map[string]Figure {
		return map[string]Figure{"办.结率": {Value: big.NewRat(n, 100), Percent: true}}
	}
	d := &District{Package: smallPackage(t), Year: 2024, Units: []Unit{
		of("乡", "甲", rate(90)), of("乡", "乙", rate(95)), of("乡", "丙", nil), of("乡", "丁", rate(90)), of("乡", "戊", rate(20)),
	}}
	s := sheets(Summary(d))["名次"]
	text := dump(s)
	for name, want := range map[string]string{"甲": "2 =RANK(B2,B$2:B$6)", "乙": "1 =RANK(B3,B$2:B$6)", "丙": "", "丁": "2 =RANK(B5,B$2:B$6)", "戊": "4 =RANK(B6,B$2:B$6)"} {
		expect(t, row(t, text, name), map[int]string{2: want})
	}
	if got := s.Whole(5).Cells[2].Alert; got != "AND(C6>3,RANK(B6,B$2:B$6,1)<=3)" {
		t.Errorf("alert %s", got)
	}
}

// TestSuperiorStandsForItsUnits: the total counts a superior and not the units below
// it; what the superior did not give is the sum of their cells, in its own row.
func TestSuperiorStandsForItsUnits(t *testing.T) {
	d := &District{Package: smallPackage(t), Year: 2024, Units: []Unit{
		of("县", "县", map[string]Figure{"管.次": whole(100)}),
		of("乡", "甲", map[string]Figure{"管.次": whole(7), "办.收": whole(10), "办.结": whole(5)}),
		of("乡", "乙", map[string]Figure{"办.收": whole(30), "办.结": whole(30)}),
		of("局", "丙", map[string]Figure{"办.收": whole(900)}),
	}}
	for i := 1; i < 4; i++ {
		d.Units[i].Superior = "县"
	}
	s := sheets(Summary(d))
	home := dump(s["数"])
	expect(t, row(t, home, "县"), map[int]string{2: "是", 3: "40 =SUM(D5:D6)", 5: `7/8 =IF(D4=0,"—",(E4)/(D4))`, 6: "100"})
	expect(t, row(t, home, "甲"), map[int]string{2: "否"})
	all := row(t, dump(s["总览"]), "合计")
	expect(t, all, map[int]string{6: `100 =SUMIFS('数'!$G$4:$G$7,'数'!$C$4:$C$7,"是")`})
	if !strings.HasPrefix(all[1], "40 =SUMIFS(") || !strings.HasPrefix(all[2], "7/8 =") {
		t.Errorf("totals %v", all)
	}
}

// TestRollUpOfEveryType: members, cells and items add up one by one, each with who
// gave it; 约 is carried; what does not add is not there; a rate not all units gave both
// sides of is written out.
func TestRollUpOfEveryType(t *testing.T) {
	a := of("乡", "甲", map[string]Figure{"办.级.一审.胜": whole(3), "办.级.二审.败": about(1), "办.窗口.收": whole(4), "办.窗口.结": whole(4), "办.类.合计": whole(5), "管.目录": whole(9), "管.月": whole(3), "办.收": whole(1)})
	a.Items.Add("办.类", []Item{{Name: "=邻里: #1", Value: big.NewRat(2, 1)}, {Name: "婚姻", Value: big.NewRat(3, 1)}})
	b := of("局", "乙", map[string]Figure{"办.级.一审.胜": whole(2), "办.窗口.收": whole(6), "办.类.合计": whole(1), "管.目录": whole(4), "办.收": whole(100)})
	b.Items.Add("办.类", []Item{{Name: "婚姻", Value: big.NewRat(1, 1), Approx: true}})
	got := YAML(&District{Package: smallPackage(t), Year: 2024, Units: []Unit{a, b}})
	_, got, _ = strings.Cut(got, "年度:")
	want := ` 2024
统计:
  管:
    目录: 9    # 2/2 家；取最大的
  办:
    收: 1    # 1/1 家；只计乡、县
    类:    # 2/2 家
      '=邻里: #1': 2    # 1 家
      婚姻: 约4    # 2 家
    级:
      一审:
        胜: 5    # 2/2 家
      二审:
        败: 1余    # 1/2 家；没有填：乙
    窗口:
      收: 10    # 2/2 家
      结: 4    # 1/2 家；没有填：乙
      率: 100%    # 只按分子、分母都填的 1 家算
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestCountsOfFindings: COUNTIFS over the list; a name that begins like a formula is
// text, one with * counts itself alone.
func TestCountsOfFindings(t *testing.T) {
	a, b := of("乡", "=甲", nil), of("乡", "乙*", nil)
	a.Apart.Findings = []Finding{{Level: "错误", Code: "A1"}, {Level: "提示", Code: "A3"}}
	b.Apart.Findings = []Finding{{Level: "错误", Code: "A1"}}
	b.Waivers = []Waiver{{"C05", "没有办案"}}
	s := sheets(Summary(&District{Package: smallPackage(t), Year: 2024, Units: []Unit{a, b}}))
	text := dump(s["毛病数"])
	expect(t, row(t, text, "=甲"), map[int]string{1: `1 =COUNTIFS('毛病'!$A$2:$A$4,"="&$A2,'毛病'!$B$2:$B$4,"错误")`, 2: `2 =COUNTIFS('毛病'!$A$2:$A$4,"="&$A2)`})
	expect(t, row(t, text, "乙*"), map[int]string{2: `1 =COUNTIFS('毛病'!$A$2:$A$4,"=乙~*")`})
	expect(t, row(t, text, "合计"), map[int]string{2: "3 =SUM(C2:C3)"})
	expect(t, row(t, dump(s["免查"]), "乙*"), map[int]string{1: "C05", 2: "没有办案"})
}

// TestFindingsReadBack: sheets are the same when findings are kept apart from the units;
// what cannot be read is told, and nothing breaks.
func TestFindingsReadBack(t *testing.T) {
	district := func() *District {
		a, b := of("乡", "甲", nil), of("局", "乙", nil)
		a.Apart.Findings = []Finding{{Level: "错误", Code: "A1", Message: "一"}, {Level: "提示", Code: "A3", Message: "二"}}
		b.Apart.Findings = []Finding{{Level: "警告", Code: "A1", Message: "三"}}
		return &District{Package: smallPackage(t), Year: 2024, Units: []Unit{a, of("乡", "没有", nil), b}}
	}
	held := sheets(Summary(district()))
	kept := district()
	apart := map[int][]Finding{}
	for i := range kept.Units {
		u := &kept.Units[i]
		u.Counts = Counts(u.Apart.Findings)
		apart[i], u.Apart = u.Apart.Findings, nil
	}
	broken := errors.New("坏盘")
	kept.Findings = func(i int) ([]Finding, error) { return apart[i], nil }
	back := sheets(Summary(kept))
	for _, name := range []string{"毛病", "毛病数"} {
		if got, want := dump(back[name]), dump(held[name]); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	if kept.Unread() != nil {
		t.Error(kept.Unread())
	}
	kept.Findings = func(int) ([]Finding, error) { return nil, broken }
	kept.Texts = func(int) (Texts, error) { return Texts{}, broken }
	if dump(sheets(Summary(kept))["毛病"]); !errors.Is(kept.Unread(), broken) {
		t.Error("nobody was told")
	}
}

// TestListTooLong: a list longer than a sheet ends with how many rows are left, and what is
// counted does not rely on the rows that are there.
func TestListTooLong(t *testing.T) {
	a := of("乡", "甲", nil)
	for range 9 {
		a.Apart.Findings = append(a.Apart.Findings, Finding{Level: "错误", Code: "A1"})
	}
	list := func(most int) (rows []string, count []string) {
		s := sheets(Summary(&District{Package: smallPackage(t), Year: 2024, Units: []Unit{a}, mostRows: most}))
		return strings.Split(strings.TrimSpace(dump(s["毛病"])), "\n"), row(t, dump(s["毛病数"]), "甲")
	}
	rows, count := list(10) // a head and nine findings
	if len(rows) != 10 || !strings.Contains(count[2], "9 =COUNTIFS(") {
		t.Errorf("%d rows, %s", len(rows), count)
	}
	rows, count = list(9)
	if len(rows) != 9 || !strings.HasPrefix(rows[8], "一张表写不下：还有 2 行没有列出") || count[2] != "9" {
		t.Errorf("%d rows, the last %q, %s", len(rows), rows[len(rows)-1], count)
	}
}

// TestScatteredBelow: a sum over more cells than a formula has room for stands as a figure.
func TestScatteredBelow(t *testing.T) {
	units := []Unit{of("县", "县", nil)}
	for i := range 3000 {
		u := of("乡", fmt.Sprint("乡", i), map[string]Figure{"办.收": whole(1)})
		if i%2 == 0 {
			u.Superior = "县"
		}
		units = append(units, u)
	}
	home := dump(sheets(Summary(&District{Package: smallPackage(t), Year: 2024, Units: units}))["数"])
	if cells := row(t, home, "县"); cells[3] != "1500" {
		t.Errorf("%q", cells)
	}
}

// TestTooManyLinks: a sheet keeps no more links than it has room for; all units are in it.
func TestTooManyLinks(t *testing.T) {
	d := &District{Package: smallPackage(t), Year: 2024, mostLinks: 1}
	for _, name := range []string{"甲", "乙"} {
		u := of("乡", name, map[string]Figure{"办.收": whole(1)})
		u.Apart.Report, u.Apart.Annex = name+".pdf", name+".xlsx"
		d.Units = append(d.Units, u)
	}
	for name, s := range sheets(Summary(d)) {
		links := 0
		for _, r := range s.All() {
			for _, c := range r.Cells {
				if c.Link != "" {
					links++
				}
			}
		}
		if links > 1 || links == 0 && (name == "总览" || name == "数") {
			t.Errorf("%s: %d links", name, links)
		}
	}
}

// TestWhoIsNotIn: every reason a unit is on the list, several at once.
func TestWhoIsNotIn(t *testing.T) {
	late := of("乡", "甲", nil)
	late.Late, late.AskedKind = true, "局"
	again := Unit{Name: "丙", Status: WrongYear, Replaced: true}
	d := &District{Package: smallPackage(t), Year: 2024, Units: []Unit{late, {Name: "乙", Status: Failed, Note: "坏了"}, again, of("乡", "好", nil)},
		Missing: []Asked{{Unit: "丁"}}, Ignored: []File{{"空.yaml", "文件是空的"}}}
	text := dump(sheets(Summary(d))["缺的"])
	expect(t, row(t, text, "甲"), map[int]string{1: "迟报、类型不符"})
	expect(t, row(t, text, "乙"), map[int]string{1: "未计入", 2: "坏了"})
	expect(t, row(t, text, "丁"), map[int]string{1: "未报"})
	expect(t, row(t, text, ""), map[int]string{1: "没有取用", 2: "文件是空的"})
	if strings.Contains(text, "丙") || strings.Contains(text, "好") {
		t.Errorf("too many:\n%s", text)
	}
}

// TestUsage: other 量词, about figures, and rates without the figures they are made of.
func TestUsage(t *testing.T) {
	other := whole(3)
	other.As = &Written{Measure: "回"}
	d := &District{Package: smallPackage(t), Year: 2024, Units: []Unit{
		of("乡", "甲", map[string]Figure{"管.次": whole(1), "办.结率": {Value: big.NewRat(98, 100), Percent: true}}),
		of("乡", "乙", map[string]Figure{"管.次": other, "办.收": about(9)}),
	}}
	text := dump(sheets(Summary(d))["口径"])
	expect(t, row(t, text, "管的次数"), map[int]string{1: "回（1家：乙）；次（1家：甲）"})
	expect(t, row(t, text, "收件"), map[int]string{2: "乙 9余"})
	expect(t, row(t, text, "办结比率"), map[int]string{2: "甲 98%"})
}
