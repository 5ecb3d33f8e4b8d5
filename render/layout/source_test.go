package layout_test

import (
	"testing"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
	"nianbao/render/page"
)

// Every character of a page knows where it was written, across line ends and across
// figures put in: those have the place of their placeholder.
func TestCharactersKnowWhereTheyWereWritten(t *testing.T) {
	at := func(col int) diag.Pos { return diag.Pos{File: "数据.yaml", Line: 12, Col: col} }
	const before = "全年办理行政执法案件，由街道综合行政执法办公室牵头，会同各社区逐件核对，由"
	const name, after = "昌华街道", "汇总上报，没有发生行政复议被纠正的案件。"
	behind := 7 + len([]rune(before)) + len("{{单位}}")
	p, found := layout.Lay(doc.Document{Blocks: []doc.Block{
		doc.Heading{Level: 1, Label: "一、", Text: []doc.Run{{Text: "执法", Pos: diag.Pos{File: "数据.yaml", Line: 11, Col: 9}}}},
		doc.Para{Text: []doc.Run{{Text: before, Pos: at(7)}, {Text: name, Pos: at(44), Path: "单位"}, {Text: after, Pos: at(behind)}}},
	}}, sheet(), builtinFaces(t))
	if len(found) > 0 {
		t.Fatal(found)
	}
	var got []page.Source
	for _, r := range p.Pages[0].Runs {
		if r.Of != 1 {
			continue
		}
		for i := range []rune(r.Text) {
			got = append(got, r.Source(i))
		}
	}
	var want []page.Source
	for i := range []rune(before) {
		want = append(want, page.Source{Pos: at(7 + i)})
	}
	for range []rune(name) {
		want = append(want, page.Source{Pos: at(44), Fixed: true})
	}
	for i := range []rune(after) {
		want = append(want, page.Source{Pos: at(behind + i)})
	}
	if len(got) != len(want) {
		t.Fatalf("%d characters have a place, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("character %d was written at %v, want %v", i, got[i], want[i])
		}
	}
	if from := p.Pages[0].Runs[0].From; from.Line != 11 {
		t.Errorf("the heading's label was written at %v", from)
	}
}

func sheet() *gbt9704.Sheet {
	s := gbt9704.Standard()
	return &s
}
