package audit_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"testing"

	"nianbao/fonts"
	"nianbao/render/page"
	"nianbao/render/pdf"
	. "nianbao/render/pdf/audit"
)

// Good files, and a writer that makes a file of what Open took apart, so that a test
// can break one thing and nothing else.

const (
	mm = page.Millimetre
	pt = page.Point
)

// good is a small report with all that is tagged; with files it is one of PDF/A-3.
func good(t testing.TB, files ...page.File) []byte {
	t.Helper()
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	sheet := page.Page{Width: 210 * mm, Height: 297 * mm, Number: 1,
		Rules: []page.Rule{{X1: 28 * mm, Y1: 60 * mm, X2: 184 * mm, Y2: 60 * mm, Weight: pt, Color: page.Color{R: 255}}},
		Marks: []page.Mark{{Level: 1, Title: "一、办案", Y: 40 * mm}, {Level: 2, Title: "（一）学习", Y: 50 * mm}, {Level: 1, Title: "二、调解", Y: 60 * mm}}}
	add := func(of int, face, text string) {
		y := page.Length(30+6*len(sheet.Runs)) * mm
		sheet.Runs = append(sheet.Runs, page.Run{X: 28 * mm, Y: y, Face: face, Size: 16 * pt, Text: text, Of: of})
	}
	add(0, "小标宋", "法治建设年度报告")
	add(1, "黑体", "一、办案")
	add(2, "楷体", "（一）学习")
	add(5, "仿宋", "一是")
	add(6, "仿宋", "全年")
	add(6, "生僻字", "𬭳")
	add(6, "西文", "286")
	add(8, "宋体", "统计")
	add(10, "宋体", "两列")
	add(12, "宋体", "甲")
	add(13, "西文", "12")
	add(14, "黑体", "二、调解")
	add(15, "仿宋", "图")
	add(-1, "宋体", "— 1 —")
	second := page.Page{Width: 210 * mm, Height: 297 * mm, Number: 2, Runs: []page.Run{{X: 28 * mm, Y: 40 * mm, Face: "仿宋", Size: 16 * pt, Text: "末段", Of: 16}}}
	file, err := pdf.Write(page.Pages{
		Info: page.Info{Title: "年度报告", Author: "甲街道", Subject: "法治", Creator: "年报", Language: "zh-CN", Date: "2025-01-20"},
		Elements: []page.Element{
			{Role: page.RoleTitle}, {Role: page.RoleHeading, Level: 1}, {Role: page.RoleHeading, Level: 2},
			{Role: page.RoleList}, {Role: page.RoleItem, Parent: 3}, {Role: page.RoleItemLabel, Parent: 4}, {Role: page.RoleItemBody, Parent: 4},
			{Role: page.RoleTable}, {Role: page.RoleCaption, Parent: 7}, {Role: page.RoleRow, Parent: 7},
			{Role: page.RoleHeadCell, Parent: 9, Cols: 2}, {Role: page.RoleRow, Parent: 7}, {Role: page.RoleCell, Parent: 11}, {Role: page.RoleCell, Parent: 11},
			{Role: page.RoleHeading, Level: 1}, {Role: page.RoleFigure, Alt: "案件走势"}, {Role: page.RoleParagraph},
		},
		Pages: []page.Page{sheet, second},
		Files: files,
	}, faces)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

var travelling = []page.File{
	{Name: "统计表.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Relation: page.RelationData, About: "统计表", Content: []byte("PK\x03\x04 no workbook")},
	{Name: "报告.yaml", Type: "application/yaml", Relation: page.RelationSource, About: "数据", Content: bytes.Repeat([]byte("单位: 甲街道\n"), 20)},
}

// broken is a file being broken. Objects that are written by hand are in raw.
type broken struct {
	*File
	t testing.TB
}

func take(t testing.TB, file []byte) *broken {
	t.Helper()
	f, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return &broken{f, t}
}

// dict returns the dictionary at the end of a path of keys and list places from the
// catalog, to be changed.
func (b *broken) dict(path ...any) Dict {
	b.t.Helper()
	var at any = b.Catalog()
	for _, key := range path {
		switch k := key.(type) {
		case string:
			at = b.Dict(at)[k]
		case int:
			at = b.List(at)[k]
		}
	}
	d := b.Dict(at)
	if d == nil {
		b.t.Fatalf("no dictionary at %v", path)
	}
	return d
}

func (b *broken) page() Dict { return b.Dict(b.Pages()[0]) }

// font is the first Type0 font, its CIDFont and its descriptor.
func (b *broken) font() (font, cid, desc Dict) {
	for _, o := range b.Objects {
		if d, is := o.Value.(Dict); is && d["Subtype"] == Name("Type0") {
			cid = b.Dict(b.List(d["DescendantFonts"])[0])
			return d, cid, b.Dict(cid["FontDescriptor"])
		}
	}
	b.t.Fatal("no font")
	return
}

// element is the first structure element of a kind, with its number.
func (b *broken) element(kind string) (Dict, Ref) {
	b.t.Helper()
	for n, o := range b.Objects {
		if d, is := o.Value.(Dict); is && d["S"] == Name(kind) && d["P"] != nil {
			return d, Ref(n)
		}
	}
	b.t.Fatalf("no %s", kind)
	return nil, 0
}

// add adds an object.
func (b *broken) add(v any, stream []byte) Ref {
	b.Objects = append(b.Objects, Object{Value: v, Stream: stream})
	return Ref(len(b.Objects) - 1)
}

// change replaces the content of a stream.
func (b *broken) change(v any, do func([]byte) []byte) {
	r := v.(Ref)
	data := do(bytes.Clone(b.Data(r)))
	d := b.Dict(r)
	delete(d, "Filter")
	b.Objects[r].Stream = data
}

// bytes writes the file.
func (b *broken) bytes() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", b.Version)
	at := make([]int, len(b.Objects))
	for n, o := range b.Objects[1:] {
		at[n+1] = out.Len()
		if o.Stream != nil {
			o.Value.(Dict)["Length"] = int64(len(o.Stream))
		}
		fmt.Fprintf(&out, "%d 0 obj\n%s", n+1, written(o.Value))
		if o.Stream != nil {
			fmt.Fprintf(&out, "\nstream\n%s\nendstream", o.Stream)
		}
		out.WriteString("\nendobj\n")
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at))
	for _, place := range at[1:] {
		fmt.Fprintf(&out, "%010d 00000 n \n", place)
	}
	b.Trailer["Size"] = int64(len(at))
	fmt.Fprintf(&out, "trailer\n%s\nstartxref\n%d\n%%%%EOF\n", written(b.Trailer), xref)
	return out.Bytes()
}

func written(v any) string {
	switch v := v.(type) {
	case Dict:
		s := "<<"
		for _, key := range slices.Sorted(maps.Keys(v)) {
			s += written(Name(key)) + " " + written(v[key])
		}
		return s + ">>"
	case []any:
		s := "["
		for _, item := range v {
			s += written(item) + " "
		}
		return s + "]"
	case []byte:
		return fmt.Sprintf("<%X>", v)
	case Name:
		s := "/"
		for _, c := range []byte(v) {
			if c == '/' || c == ' ' || c == '#' || c > 126 {
				s += fmt.Sprintf("#%02X", c)
			} else {
				s += string([]byte{c})
			}
		}
		return s
	case Ref:
		return fmt.Sprintf("%d 0 R", int(v))
	case float64:
		return fmt.Sprintf("%f", v)
	case nil:
		return "null"
	}
	return fmt.Sprint(v)
}
