package page_test

import (
	"strings"
	"testing"

	"nianbao/render/page"
)

// An element is part of the one it names if that stands before it and may hold it;
// with nothing said it is part of the document.
func TestParent(t *testing.T) {
	p := page.Pages{Elements: []page.Element{
		0: {Role: page.RoleTable},
		1: {Role: page.RoleRow}, // unset is 0, a table: it holds rows
		2: {Role: page.RoleCell, Parent: 1},
		3: {Role: page.RoleParagraph},            // but no paragraphs
		4: {Role: page.RoleParagraph, Parent: 2}, // a cell does
		5: {Role: page.RoleRow, Parent: -1},
		6: {Role: page.RoleCell, Parent: 7},
		7: {Role: page.RoleRow, Parent: 7},
		8: {Role: page.RoleHeading, Parent: 99},
	}}
	for i, want := range []int{-1, 0, 1, -1, 2, -1, -1, -1, -1} {
		if got := p.Parent(i); got != want {
			t.Errorf("element %d is part of %d, want %d", i, got, want)
		}
	}
}

func TestDump(t *testing.T) {
	p := page.Pages{
		Elements: []page.Element{{Role: page.RoleHeading, Level: 2}, {Role: page.RoleTable, Parent: -1}, {Role: page.RoleRow, Parent: 1}, {Role: page.RoleCell, Parent: 2}},
		Pages: []page.Page{{Width: 297 * page.Millimetre, Height: 210 * page.Millimetre, Number: 2, Shapes: []page.Shape{
			page.Shape{Points: []page.Vertex{{X: 28 * page.Millimetre}, {X: 40 * page.Millimetre}}, Filled: true, Fill: page.Color{R: 255, B: 1}, Weight: page.Millimetre, Of: 1}.Lower(9 * page.Millimetre),
		}, Runs: []page.Run{
			{X: 28 * page.Millimetre, Y: 40 * page.Millimetre, Face: "楷体", Size: 16 * page.Point, Text: "（一）"},
			{X: 28 * page.Millimetre, Y: 50 * page.Millimetre, Face: "宋体", Size: 12 * page.Point, Text: "格", Of: 3},
			{X: 12 * page.Millimetre, Y: 30 * page.Millimetre, Face: "宋体", Size: 14 * page.Point, Text: "— 2 —", Of: -1, Turned: true},
		}}},
	}
	want := `
第1面 297.0×210.0mm 页码2
p1 形 28.00,9.00 40.00,9.00 合 填 FF0001 粗 1.00 000000| Table
p1 x  28.00 y  40.00 楷体16 +0.000 |（一）| H2
p1 x  28.00 y  50.00 宋体12 +0.000 |格| Table/TR/TD
p1 x  12.00 y  30.00 宋体14 +0.000 转 |— 2 —|
`
	if got := p.Dump(); !strings.HasSuffix(got, want) {
		t.Errorf("dump\n%s\nwant\n%s", got, want)
	}
}
