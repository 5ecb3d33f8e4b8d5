package batch

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/templates"
	"nianbao/templates/data"
)

// fleet is a folder of made-up units, as a district might hand them in: streets,
// offices and governments below it, with gaps, 余, 万, zero denominators, figures of
// their own, last year's files, a unit twice, a wrong year, an empty file, a roster
// with units that are missing, late or of another kind. The same seed gives the
// same files.
type fleet struct {
	dir  string
	year int
	r    *rand.Rand
	t    testing.TB

	groups []string
	counts []*data.Field // every 数 of the package
	lines  map[string][]string
	given  map[string]bool
}

// fleetYear is the year the made-up units report.
const fleetYear = 2024

// makeFleet writes n units below dir; it is nothing but their data files and a roster.
func makeFleet(t testing.TB, dir string, n int, seed uint64) {
	t.Helper()
	f := newFleet(t, dir, seed)
	roster := []string{fmt.Sprintf("年度: %d", f.year), fmt.Sprintf("截止: %d-03-01", f.year+1), "单位:"}
	for i := range n {
		name, kind, sub := f.name(i)
		asked := kind
		switch {
		case i%50 == 7: // not handed in
			roster = append(roster, fmt.Sprintf("  - {单位: '%s', 类型: %s}", name, kind))
			continue
		case i%50 == 11: // another kind by the roster
			asked = kinds[(i+1)%3]
		}
		if i%60 != 13 { // the roster forgot one
			line := fmt.Sprintf("  - {单位: '%s', 类型: %s", name, asked)
			if i%20 == 3 {
				line += fmt.Sprintf(", 收到: %d-03-%02d", f.year+1, 2+i%20)
			}
			roster = append(roster, line+"}")
		}
		f.unit(i, name, kind, sub)
	}
	f.write("名册.yaml", strings.Join(roster, "\n")+"\n")
	f.write("空.yaml", "# 还没有填\n")
	f.write("备忘.yaml", "提醒: 三月一日截止\n")
}

// newFleet makes nothing yet.
func newFleet(t testing.TB, dir string, seed uint64) *fleet {
	f := &fleet{dir: dir, year: fleetYear, r: rand.New(rand.NewPCG(seed, 1)), t: t}
	pkg, found := templates.Load(templates.Folders(templates.Official(), "")[0])
	if pkg == nil {
		t.Fatal(found)
	}
	f.groups = pkg.Schema.Groups
	for _, field := range pkg.Schema.Fields {
		if field.Type == data.Count {
			f.counts = append(f.counts, field)
		}
	}
	return f
}

var kinds = []string{"街道乡镇", "部门", "区县政府"}

// name gives unit i its name, kind and folder: 6 streets and 3 offices to a government.
func (f *fleet) name(i int) (name, kind, sub string) {
	first := []rune("东西南北中上下长安永新大金银石白青红清平和宁福兴盛隆昌泰顺祥")
	second := []rune("河山湖江林桥门塘庄岭坪坝湾洲堰渠泉溪岗寨城关阳阴华光明丰乐")
	body := string(first[i%len(first)]) + string(second[i/len(first)%len(second)])
	for round := i / len(first) / len(second); round > 0; round /= len(second) {
		body += string(second[round%len(second)])
	}
	sub = fmt.Sprintf("片区%02d", i/40)
	if strange := map[int]string{103: "=1+1", 104: "+" + body, 105: "-" + body, 106: "@" + body + "*", 113: body + "*"}[i]; strange != "" {
		body = strange
	}
	switch i % 10 {
	case 9:
		return body + "区", kinds[2], sub
	case 2, 5, 8:
		return body + "局", kinds[1], sub
	}
	return body + "街道", kinds[0], sub
}

func (f *fleet) unit(i int, name, kind, sub string) {
	body := strings.NewReplacer("=", "等", "*", "星", "@", "甲").Replace(name) // what a file may be called
	file := filepath.Join(sub, body+".yaml")
	year := f.year
	switch i % 100 {
	case 21:
		year-- // last year's file again
	case 31: // a second draft beside the first
		f.write(file, f.text(name, kind, year, 1, i))
		f.write(filepath.Join(sub, body+"二稿.yaml"), f.text(name, kind, year, 2, i))
		return
	case 41: // twice, and nobody says which
		f.write(filepath.Join(sub, body+"又.yaml"), f.text(name, kind, year, 0, i))
	case 51:
		f.write(file, strings.Replace(f.text(name, kind, year, 0, i), "立案: ", "立案: 约莫", 1)) // no figure
		return
	case 61:
		f.write(file, fmt.Sprintf("单位: '%s'\n全称: 某市某区%s\n类型: %s\n年度: %d\n", name, name, kind, year)) // blank
		return
	}
	f.write(file, f.text(name, kind, year, 0, i))
	if i%2 == 0 {
		f.write(filepath.Join(sub, body+"上年.yaml"), f.text(name, kind, year-1, 0, i))
	}
}

func (f *fleet) write(name, text string) {
	path := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		f.t.Fatal(err)
	}
}

// number is a figure up to most, now and then an approximate one.
func (f *fleet) number(most int) string {
	n := f.r.IntN(most)
	switch f.r.IntN(25) {
	case 0:
		return fmt.Sprint(n, "余")
	case 1:
		return fmt.Sprint("约", n)
	case 2:
		return fmt.Sprintf("%d.%d万", 1+n%9, n%10)
	case 3:
		return fmt.Sprintf("%d万余", 1+n%30)
	}
	return fmt.Sprint(n)
}

// text is a whole data file. A key is left out now and then.
func (f *fleet) text(name, kind string, year, draft, i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "单位: '%s'\n全称: 某市某区%s\n类型: %s\n年度: %d\n", name, name, kind, year)
	if draft > 0 {
		fmt.Fprintf(&b, "稿次: %d\n", draft)
	}
	if i%30 == 4 {
		b.WriteString("不查: {C05: 机构改革当年没有独立办案}\n")
	}
	fmt.Fprintf(&b, "成文日期: %d-0%d-1%d\n主送: [区委, 区政府]\n统计:\n", year+1, 1+i%2, i%9)
	f.figures(i)
	for _, g := range f.groups {
		if len(f.lines[g]) > 0 {
			fmt.Fprintf(&b, "  %s:\n    %s\n", g, strings.Join(f.lines[g], "\n    "))
		}
	}
	if i%15 == 6 {
		fmt.Fprintf(&b, "自定:\n  移送公安: {值: %d, 量词: 件, 名: 移送公安机关}\n", f.r.IntN(9))
	}
	if i%3 == 1 {
		fmt.Fprintf(&b, "上年:\n  执法:\n    案件总数: %d\n  信访:\n    受理: %d\n", f.r.IntN(400), f.r.IntN(200)*f.r.IntN(2))
	}
	b.WriteString("正文:\n  举措成效: |\n    # 规范执法行为\n    ## 办案。全年办理行政执法案件{{执法.案件总数}}" + []string{"宗", "件"}[i%2] + "，立案{{执法.立案}}件，结案{{执法.结案}}件。\n")
	for k := range 25 {
		fmt.Fprintf(&b, "    ## 做法之%d。坚持依法行政，把法治要求落实到决策、执行、管理、服务的各个环节，健全制度、压实责任、强化督查，做到有部署、有落实、有回头看，群众的满意度有了新的提高。\n", k+1)
	}
	if i%9 != 2 {
		b.WriteString("  不足原因: |\n    对照上级要求还有差距：队伍力量不够，办案经验不足，原因在于培训不够经常。\n")
	}
	b.WriteString("  第一责任人: |\n    主要负责人切实履行推进法治建设第一责任人职责，定期听取汇报。\n  下年安排: |\n    加强培训，补齐短板，推动各项任务落到实处。\n  其他: |\n    没有其他需要报告的情况。\n")
	return b.String()
}

// figures makes up the figures of unit i: some that hang together, and every fifth of
// the other counts of the package.
func (f *fleet) figures(i int) {
	f.lines, f.given = map[string][]string{}, map[string]bool{}
	chance := func() bool { return f.r.IntN(5) > 0 }
	filed := f.r.IntN(500) // now and then 0: no rate
	if f.r.IntN(12) == 0 {
		filed = 0
	}
	a, c := f.r.IntN(300), f.r.IntN(200)
	f.put("执法", "案件总数", a+c)
	f.put("执法", "案件分类", fmt.Sprintf("{城市管理类案件: %d, 消防安全类案件: %d}", a, c))
	f.put("执法", "立案", filed)
	f.put("执法", "结案", f.r.IntN(filed+1))
	if chance() {
		f.put("执法", "罚没金额", fmt.Sprintf("%d.%02d", f.r.IntN(90), f.r.IntN(100)))
		f.put("执法", "检查次数", f.number(3000))
	}
	should := 10 + f.r.IntN(80)
	f.put("执法人员", "应持证人数", should)
	f.put("执法人员", "持证人数", f.r.IntN(should+1))
	f.put("复议应诉", "复议", f.r.IntN(9))
	if chance() {
		f.put("复议应诉", "审级", fmt.Sprintf("{一审: {未经复议: %d, 经复议: %d}, 二审: {未经复议: %d}}", f.r.IntN(5), f.r.IntN(5), f.r.IntN(3)))
	}
	in := f.r.IntN(400)
	if f.given["调解.受理"], f.given["调解.成功"] = true, true; i%17 == 0 {
		f.put("调解", "成功率", fmt.Sprintf("98.%d%%", i%10))
	} else {
		f.put("调解", "受理", in)
		f.put("调解", "成功", in*9/10)
		f.put("调解", "驻所", fmt.Sprintf("{受理: %d, 成功: %d}", in/3, in/4))
		if chance() {
			f.put("调解", "类型分类", fmt.Sprintf("{邻里: %d, 婚姻家庭: %d, '=其他+': %d}", in/2, in/4, in-in/2-in/4))
		}
	}
	f.put("信访", "受理", f.r.IntN(200))
	f.put("投诉", "热线12345", f.number(2000))
	f.put("普法", "资料", f.number(9000))
	for _, field := range f.counts {
		if !f.given[field.Path()] && f.r.IntN(5) == 0 {
			f.put(field.Group, field.Name, f.number(60))
		}
	}
}

func (f *fleet) put(group, name string, value any) {
	f.given[group+"."+name] = true
	f.lines[group] = append(f.lines[group], fmt.Sprintf("%s: %v", name, value))
}
