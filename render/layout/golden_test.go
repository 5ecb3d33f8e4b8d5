package layout_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
	"nianbao/render/page"
)

var update = flag.Bool("update", false, "rewrite the golden dumps")

// run makes one run of text.
func run(s string) []doc.Run { return []doc.Run{{Text: s}} }

// sample holds every block once: the dump shows face, size and place of each.
func sample() doc.Document {
	long := strings.Repeat("本年度依法办理各类事项，做到程序规范、结果公开，群众满意。", 4)
	return doc.Document{
		Info: doc.Info{Title: "甲市乙区丙街道2024年度工作情况报告", Author: "甲市乙区丙街道办事处", Language: "zh-CN", Date: "2025-01-05"},
		Blocks: []doc.Block{
			doc.Title{Lines: []doc.Run{{Text: "甲市乙区人民政府丙街道办事处关于2024年度工作情况的报告"}},
				Whole: []string{"甲市乙区人民政府丙街道办事处"}, Words: []string{"工作情况", "的报告", "关于", "年度"}},
			doc.Addressees{Text: run("乙区委、乙区政府")},
			doc.Para{Text: run(long)},
			doc.Heading{Level: 1, Label: "一、", Text: run("一级标题2024")},
			doc.Heading{Level: 2, Label: "（一）", Text: run("接排的二级标题。"), Body: run(long)},
			doc.Heading{Level: 3, Label: "1.", Text: run("独立的三级标题")},
			doc.Heading{Level: 4, Label: "（1）", Text: run("接排的四级标题："), Body: run("正文。")},
			doc.Para{Label: "一是", Text: run("数字12345件，占98.56%，比上年增长3.5‰；《条例》〔2024〕12号——“枫桥经验”……")},
			doc.Table{Caption: "案件分类", Head: doc.Heads("领域", "数量（件）"), Figures: []bool{false, true},
				Rows: [][]string{{"城市管理", "103"}, {"安全生产", "3"}, {"合计", "106"}}},
			figure(doc.ChartColumn, []string{"城市管理", "安全生产"}, []int64{103, 3}),
			doc.AttachmentNote{Names: []doc.Run{{Text: "2024年度统计表"}, {Text: "2024年度办理各类事项的具体情况和需要说明的其他问题的一览表"}}},
			doc.Signature{Organs: []doc.Run{{Text: "甲市乙区丙街道办事处"}}, Date: doc.Run{Text: "2025年1月5日"}},
			doc.Remark{Text: run("此件公开发布")},
		},
	}
}

func lay(t *testing.T, d doc.Document) page.Pages {
	t.Helper()
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s := gbt9704.Standard()
	p, found := layout.Lay(d, &s, faces)
	for _, f := range found {
		if f.Code != "L02" && f.Code != "L22" { // a loose line or a table too wide is no fault of a made-up text
			t.Fatal(f)
		}
	}
	return p
}

// TestEveryBlock compares the pages of the sample with a dump anyone can read.
func TestEveryBlock(t *testing.T) {
	golden(t, "testdata/every-block.txt", lay(t, sample()).Dump())
}

// TestSealedSignature: with a seal the date ends four characters from the edge and
// the name is centred over it (7.3.5.1).
func TestSealedSignature(t *testing.T) {
	d := doc.Document{Blocks: []doc.Block{
		doc.Para{Text: run("正文。")},
		doc.Signature{Organs: []doc.Run{{Text: "某某局"}}, Date: doc.Run{Text: "2025年1月5日"}, Seal: doc.Sealed},
		doc.Signature{Organs: []doc.Run{{Text: "某"}}, Date: doc.Run{Text: "2025年12月25日"}},
	}}
	golden(t, "testdata/signatures.txt", lay(t, d).Dump())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	w, g := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := "", ""
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			t.Fatalf("%s line %d:\n want %s\n  got %s\nrun with -update and read the diff if this is meant", name, i+1, a, b)
		}
	}
}
