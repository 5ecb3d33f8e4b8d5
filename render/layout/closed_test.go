package layout_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nianbao/render/doc"
)

// TestEveryBlockHasLayoutAndText: the set of blocks is closed. A type that the sample
// does not hold, or that prints nothing or says nothing, has been forgotten somewhere.
func TestEveryBlockHasLayoutAndText(t *testing.T) {
	blocks := slices.Concat(sample().Blocks, officialStatistics().Blocks, redHead().Blocks)
	shown := map[string]bool{}
	for _, b := range blocks {
		name := reflect.TypeOf(b).Name()
		shown[name] = true
		d := doc.Document{Blocks: []doc.Block{b}}
		if strings.TrimSpace(d.Text()) == "" {
			t.Errorf("doc.Text says nothing of a %s", name)
		}
		p, said := lay(t, d), false
		for _, pg := range p.Pages {
			for _, r := range pg.Runs {
				said = said || r.Of >= 0
			}
		}
		if !said {
			t.Errorf("layout prints nothing of a %s", name)
		}
	}
	types := blockTypes(t)
	if len(types) < 9 {
		t.Fatalf("found only %v", types)
	}
	for _, name := range types {
		if !shown[name] {
			t.Errorf("the samples hold no %s: add it there, to layout's block and to doc.Text", name)
		}
	}
}

// blockTypes reads the types of package doc that have the method block.
func blockTypes(t *testing.T) (names []string) {
	t.Helper()
	files, err := os.ReadDir("../doc")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), "../doc/"+f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "block" && fn.Recv != nil {
				if id, ok := fn.Recv.List[0].Type.(*ast.Ident); ok {
					names = append(names, id.Name)
				}
			}
		}
	}
	slices.Sort(names)
	return names
}

// TestPlainText: the document in words, tables a row a line, in reading order.
func TestPlainText(t *testing.T) {
	d := doc.Document{Blocks: []doc.Block{
		doc.Para{Label: "一是", Text: run("正文。")},
		doc.Attachment{Label: "附件", Title: []doc.Run{{Text: "2024"}, {Text: "年统计表"}}, Blocks: []doc.Block{
			doc.Table{Caption: "表1", Note: "注：略。", Head: [][]doc.HeadCell{{{Text: "项", Rows: 2}, {Text: "数", Cols: 2}}, {{Text: "上年"}, {Text: "本年"}}},
				Rows: [][]string{{"甲\n（新）", "1", "2"}}},
			doc.Para{Text: run("说明。")},
		}},
		figure(doc.ChartBar, []string{"甲", "乙"}, []int64{3, 0}, []int64{-1, 14055}),
		figure(doc.ChartLine, []string{"一季度", "二季度"}, []int64{1, 2}),
	}}
	want := "一是正文。\n附件\n2024年统计表\n表1\n项\t数\n上年\t本年\n甲（新）\t1\t2\n注：略。\n说明。\n" +
		"单位：件\t2024年\t2023年\n甲\t3\n\t—\n乙\t0\n\t14055\n0\t5000\t10000\t15000\n图1　某某情况\n" +
		"单位：件\n2\n1\n0\n一季度\t二季度\n1\t2\n图1　某某情况\n"
	if got := d.Text(); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
