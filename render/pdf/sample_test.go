package pdf

import (
	"sync"
	"testing"

	"nianbao/fonts"
	"nianbao/render/page"
)

// Faces and documents the tests share.

// testFaces are the built-in faces, opened once.
var testFaces = sync.OnceValues(fonts.Builtin)

func faces(t testing.TB) *fonts.Set {
	t.Helper()
	set, err := testFaces()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func mustWrite(t testing.TB, p page.Pages) []byte {
	t.Helper()
	file, err := Write(p, faces(t))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

const (
	mm = page.Millimetre
	pt = page.Point
)

// line returns runs that stand one after the other from x on the baseline y: pairs
// of a face key and a text.
func line(set *fonts.Set, x, y, size, spacing page.Length, keyText ...string) []page.Run {
	var runs []page.Run
	for i := 0; i < len(keyText); i += 2 {
		r := page.Run{X: x, Y: y, Face: keyText[i], Size: size, Spacing: spacing, Text: keyText[i+1], Of: 0}
		runs = append(runs, r)
		origins := origins(set, &r)
		x = origins[len(origins)-1]
	}
	return runs
}

// down is line for turned runs: one below the other from y on the baseline x.
func down(set *fonts.Set, x, y, size, spacing page.Length, keyText ...string) []page.Run {
	runs := line(set, y, x, size, spacing, keyText...)
	for i := range runs {
		r := &runs[i]
		r.X, r.Y, r.Turned = r.Y, r.X, true
	}
	return runs
}

// of gives runs to an element.
func of(element int, runs []page.Run) []page.Run {
	for i := range runs {
		runs[i].Of = element
	}
	return runs
}

// furniture is what belongs to no element.
const furniture = -1

// origins returns where the characters of r stand by the definition in page.Run,
// along its baseline, and last where the next run would begin.
func origins(set *fonts.Set, r *page.Run) []page.Length {
	face, _ := set.Face(r.Face)
	start := r.X
	if r.Turned {
		start = r.Y
	}
	out := []page.Length{start}
	var advance int64
	n := page.Length(0)
	for _, c := range r.Text {
		advance += int64(face.Advance(c))
		n++
		out = append(out, start+page.Length(roundDiv(int64(r.Size)*advance, fonts.Em))+n*r.Spacing)
	}
	return out
}

// sample is a small document that has one of everything.
func sample(t testing.TB) page.Pages {
	set := faces(t)
	red := page.Color{R: 255}
	grid := -page.Length(2634) // 28 characters of 16 pt in 156 mm
	first := page.Page{Width: 210 * mm, Height: 297 * mm, Number: 1,
		Rules: []page.Rule{
			{X1: 28 * mm, Y1: 60 * mm, X2: 184 * mm, Y2: 60 * mm, Weight: 4 * mm / 10, Color: red},
			{X1: 28 * mm, Y1: 250 * mm, X2: 184 * mm, Y2: 250 * mm, Weight: 35 * mm / 100},
			{X1: 30 * mm, Y1: 240 * mm, X2: 30 * mm, Y2: 250 * mm, Weight: 25 * mm / 100},
		},
		Marks: []page.Mark{{Level: 1, Title: "某某县“法治”建设\n年度报告〔2023〕", Y: 70 * mm}, {Level: 2, Title: "一、主要举措𬭳", Y: 90 * mm}},
	}
	add := func(p *page.Page, runs ...[]page.Run) {
		for _, r := range runs {
			p.Runs = append(p.Runs, r...)
		}
	}
	head := line(set, 40*mm, 50*mm, 36*pt, 0, "小标宋", "某某县司法局文件")
	for i := range head {
		head[i].Color = red
	}
	add(&first, of(0, head),
		of(1, line(set, 60*mm, 75*mm, 22*pt, 0, "小标宋", "法治政府建设年度报告")),
		of(2, line(set, 28*mm, 95*mm, 16*pt, grid, "黑体", "一、主要举措")),
		of(3, line(set, 28*mm, 105*mm, 16*pt, grid, "楷体", "（一）履行职责。")),
		of(4, line(set, 73*mm, 105*mm, 16*pt, grid, "仿宋", "受理", "西文", "496793.68", "仿宋", "万元“一网通办”，")),
		of(4, line(set, 28*mm, 115*mm, 16*pt, grid, "仿宋", "〔", "西文", "2023", "仿宋", "〕", "西文", "34", "仿宋", "号——全年……办结率", "西文", "98.5%", "仿宋", "。")),
		of(5, line(set, 28*mm, 125*mm, 16*pt, 0, "仿宋", "人名", "生僻字", "𬭳", "宋体", "㐂㕔", "仿宋", "，同志。《》、；：？！")),
		of(6, line(set, 28*mm, 135*mm, 16*pt, 0, "西文", "Wi-Fi AVATAR To", "西文粗", "LTE-V2X")),
		of(furniture, line(set, 167*mm, 270*mm, 14*pt, 0, "宋体", "— ", "西文", "1", "宋体", " —")))
	wide := page.Page{Width: 297 * mm, Height: 210 * mm, Number: 2,
		Rules: []page.Rule{
			{X1: 37 * mm, Y1: 60 * mm, X2: 137 * mm, Y2: 60 * mm, Weight: 35 * mm / 100},
			{X1: 87 * mm, Y1: 60 * mm, X2: 87 * mm, Y2: 80 * mm, Weight: 25 * mm / 100},
		},
		Marks: []page.Mark{{Level: 4, Title: "附表", Y: 37 * mm}, {Level: 2, Title: "二、不足", Y: 50 * mm}, {Level: 1, Title: "附件", Y: 60 * mm}}}
	add(&wide, of(6, line(set, 37*mm, 37*mm, 16*pt, grid, "仿宋", "号")), // the item goes on over the page
		of(8, line(set, 37*mm, 50*mm, 12*pt, 0, "宋体", "横排表格一二三")),
		of(10, line(set, 38*mm, 67*mm, 12*pt, 0, "宋体", "表")), of(11, line(set, 88*mm, 67*mm, 12*pt, 0, "宋体", "格")),
		of(14, line(set, 88*mm, 77*mm, 12*pt, 0, "西文", "286")), []page.Run{{Text: ""}},
		of(furniture, down(set, 12*mm, 30*mm, 14*pt, -pt/2, "宋体", "— ", "西文", "2", "宋体", " —")))
	return page.Pages{
		Info: page.Info{Title: "某某县“法治” & <政府>\n建设𬭳报告", Author: "某某县人民政府", Subject: "年度报告", Creator: "年报 1.0",
			Language: "zh-CN", Date: "2024-03-05"},
		Elements: []page.Element{
			{Role: page.RoleParagraph}, {Role: page.RoleTitle}, {Role: page.RoleHeading, Level: 1}, {Role: page.RoleHeading, Level: 2},
			{Role: page.RoleParagraph}, {Role: page.RoleItem}, {Role: page.RoleItem},
			{Role: page.RoleTable}, {Role: page.RoleCaption, Parent: 7},
			{Role: page.RoleRow, Parent: 7}, {Role: page.RoleHeadCell, Parent: 9}, {Role: page.RoleHeadCell, Parent: 9},
			{Role: page.RoleRow, Parent: 7}, {Role: page.RoleCell, Parent: 12}, {Role: page.RoleCell, Parent: 12},
		},
		Pages: []page.Page{first, wide, {Width: 210 * mm, Height: 297 * mm}},
	}
}
