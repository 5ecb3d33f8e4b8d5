package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
)

var update = flag.Bool("update", false, "rewrite the expected parts")

func runs(s string) []doc.Run { return []doc.Run{{Text: s}} }

func run(s string) doc.Run { return doc.Run{Text: s} }

// sample holds every kind of block.
func sample() doc.Document {
	value := func(n int64, shown string) doc.PlotValue { return doc.PlotValue{Value: big.NewRat(n, 1), Shown: shown} }
	return doc.Document{
		Info: doc.Info{Title: "甲镇2024年报告", Author: "甲镇人民政府", Subject: "某报告", Language: "zh-CN", Date: "2025-01-20"},
		Blocks: []doc.Block{
			doc.Letterhead{CopyNumber: run("000001"), Secrecy: run("秘密★1年"), Urgency: run("特急"), Organs: []doc.Run{run("甲镇人民政府")}, Suffix: "文件", DocNumber: run("甲政报〔2025〕3号"), Signatory: []doc.Run{run("张三")}},
			doc.Title{Lines: []doc.Run{run("甲镇人民政府关于2024年法治建设情况的报告")}, Under: []doc.Run{run("（讨论稿）")}},
			doc.Salutation{Text: runs("各位代表：")},
			doc.Addressees{Text: runs("乙县人民政府")},
			doc.Heading{Level: 1, Label: "一、", Text: runs("2024年的工作")},
			doc.Heading{Level: 2, Label: "（一）", Text: runs("抓学习。"), Body: runs("全年学习12次。")},
			doc.Heading{Level: 3, Label: "1.", Text: runs("第三级")},
			doc.Heading{Level: 4, Label: "（1）", Text: runs("第四级")},
			doc.Para{Text: []doc.Run{run("办理案件"), {Text: "935余", Path: "甲.乙"}, run("件 & <件>“引号”。")}},
			doc.Para{Label: "一是", Text: runs("并列的事项。")},
			doc.Table{Caption: "表1　分类", Head: [][]doc.HeadCell{{{Text: "类", Rows: 2}, {Text: "数", Cols: 2}}, {{Text: "上年"}, {Text: "本年"}}}, Rows: [][]string{{"甲", "1", "22"}, {"合计", "1", "22"}}, Totals: []int{1}, Figures: []bool{false, true, true}, Note: "注：无。"},
			doc.Figure{Caption: "图1　分类", Shape: doc.ChartColumn, Unit: "件", Categories: []string{"甲", "乙"}, Series: []doc.Plot{{Name: "上年", Values: []doc.PlotValue{value(3, "3"), value(935, "935余")}}, {Name: "本年", Values: []doc.PlotValue{value(4, "4"), {}}}}, Alt: "甲3件。"},
			doc.AttachmentNote{Names: []doc.Run{run("统计表"), run("名册")}},
			doc.Signature{Organs: []doc.Run{run("甲镇人民政府")}, Date: run("2025年1月20日")},
			doc.Remark{Text: runs("此件公开发布")},
			doc.Attachment{Label: "附件1", Title: runs("统计表"), Landscape: true, Blocks: []doc.Block{doc.Table{Grid: true, Head: doc.Heads("项", "数"), Rows: [][]string{{"甲", "1"}}, Align: []doc.Align{doc.AlignLeft, doc.AlignRight}}}},
			doc.Colophon{CopyTo: runs("乙县司法局"), Printer: run("甲镇办公室"), PrintDate: run("2025年1月21日")},
		},
	}
}

func write(t testing.TB, d doc.Document) map[string]string {
	t.Helper()
	s := gbt9704.Standard()
	data, err := Write(d, &s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

// TestParts compares each part with the expected one.
func TestParts(t *testing.T) {
	for name, got := range write(t, sample()) {
		file := filepath.Join("testdata", strings.NewReplacer("/", "_", "[", "", "]", "").Replace(name))
		got = strings.ReplaceAll(got, "><", ">\n<") + "\n"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil || string(want) != got {
			t.Errorf("%s is not as expected (%v); go test ./render/docx -update, then read the difference", name, err)
		}
	}
}

// TestEveryBlockHasAPlace: the set of blocks is closed, and the sample holds each.
func TestEveryBlockHasAPlace(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../doc/doc.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	figure, err := parser.ParseFile(token.NewFileSet(), "../doc/figure.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, b := range sample().Blocks {
		have[reflect.TypeOf(b).Name()] = true
		parts := write(t, doc.Document{Blocks: []doc.Block{b}})
		if _, empty, _ := strings.Cut(parts["word/document.xml"], "<w:body>"); strings.HasPrefix(empty, "<w:sectPr>") {
			t.Errorf("%T leaves no trace", b)
		}
	}
	n := 0
	for _, d := range append(file.Decls, figure.Decls...) {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != "block" {
			continue
		}
		n++
		if name := f.Recv.List[0].Type.(*ast.Ident).Name; !have[name] {
			t.Errorf("the sample has no %s: write a place for it in body.blocks, and add one", name)
		}
	}
	if n != len(have) {
		t.Errorf("%d kinds of blocks, %d in the sample", n, len(have))
	}
}

func TestSameBytes(t *testing.T) {
	s := gbt9704.Standard()
	a, _ := Write(sample(), &s)
	b, _ := Write(sample(), &s)
	if !bytes.Equal(a, b) {
		t.Error("two runs differ")
	}
}

// TestSameText: the file says what the document does, figures apart, whose text is in
// the chart.
func TestSameText(t *testing.T) {
	d := sample()
	d.Blocks = slices.DeleteFunc(d.Blocks, func(b doc.Block) bool { _, is := b.(doc.Figure); return is })
	got := squash(words(t, write(t, d)["word/document.xml"]))
	if want := squash(d.Text()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func squash(s string) string { return strings.Join(strings.Fields(s), "") }

// words is the text of w:t.
func words(t *testing.T, part string) string {
	var out strings.Builder
	dec := xml.NewDecoder(strings.NewReader(part))
	in := false
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			in = x.Name.Local == "t" && strings.Contains(x.Name.Space, "wordprocessingml")
		case xml.EndElement:
			in = false
		case xml.CharData:
			if in {
				out.Write(x)
			}
		}
	}
}

// TestFacesAsTheLayoutNamesThem: a face in the table by its Word name, any other as it
// is called.
func TestFacesAsTheLayoutNamesThem(t *testing.T) {
	s := gbt9704.Standard()
	s.Faces.Body, s.Word.Hei = "某某仿宋_GBK", "思源黑体"
	data, err := Write(sample(), &s)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	in, err := r.Open("word/fontTable.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(in)
	for _, want := range []string{`w:name="某某仿宋_GBK"`, `w:name="思源黑体"`, `w:name="方正小标宋简体"><w:altName w:val="华文中宋"/>`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
}

// TestGrid: 28 characters and 22 rows fit the type area, and no more would.
func TestGrid(t *testing.T) {
	s := gbt9704.Standard()
	for _, sheet := range []gbt9704.Sheet{s, s.Turned()} {
		g := gridOf(&sheet)
		high := g.height - g.top - g.bottom
		if n := high / g.pitch; n != sheet.Rows {
			t.Errorf("%d rows of %d twips in %d", n, g.pitch, high)
		}
		pitch := twips(sheet.Body)*4096 + g.chars*20 // 1/4096 twip
		if n := g.across * 4096 / pitch; n != sheet.Columns {
			t.Errorf("%d characters in %d twips", n, g.across)
		}
	}
}
