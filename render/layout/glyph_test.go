package layout_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"slices"
	"testing"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
)

const office = "人名向公安户政、地名向民政部门核对正式写法和编码"

// TestUnprintable: what is said of a character depends on what it is: place, code
// point and a way out that leads somewhere.
func TestUnprintable(t *testing.T) {
	builtin := builtinFaces(t)
	own := builtin.With(ownFace(t, 'q', 0x20BB7, 0xE001, 0xE863))
	const legacy = "这是旧系统放在造字区的字，标准编码是“䶮”（U+4DAE）：改成这个字"
	for _, c := range []struct {
		name          string
		r             rune
		faces         *fonts.Set
		level         diag.Level
		message, hint string
	}{
		{"Ext B", 0x20BB7, builtin, diag.Error, "没有字体能印“𠮷”（U+20BB7）",
			"这是生僻字，内置字体没有：把含它的字体文件（如花園明朝 HanaMinB.ttf）放进文件夹，用 --fonts 文件夹 指定；" + office},
		{"Ext F, own faces lack it too", 0x2CEB0, own, diag.Error, "没有字体能印“𬺰”（U+2CEB0）",
			"这是生僻字，内置字体和 --fonts 里的字体都没有：把含它的字体文件（如花園明朝 HanaMinB.ttf）放进文件夹，用 --fonts 文件夹 指定；" + office},
		{"Ext G", 0x30EDE, builtin, diag.Error, "没有字体能印“𰻞”（U+30EDE）",
			"这是扩展 G 区的字，内置字体没有，可选的花園明朝（HanaMinB）也没有：另找含它的字体文件，放进文件夹，用 --fonts 文件夹 指定；" + office},
		{"Ext H", 0x31350, builtin, diag.Error, "没有字体能印“𱍐”（U+31350）",
			"这是扩展 H 区的字，内置字体没有，可选的花園明朝（HanaMinB）也没有：另找含它的字体文件，放进文件夹，用 --fonts 文件夹 指定；" + office},
		{"Ext I", 0x2EBF0, builtin, diag.Error, "没有字体能印“𮯰”（U+2EBF0）",
			"这是扩展 I 区的字，内置字体没有，可选的花園明朝（HanaMinB）也没有：另找含它的字体文件，放进文件夹，用 --fonts 文件夹 指定；" + office},
		{"made with 造字程序", 0xE001, builtin, diag.Error, "没有字体能印“\uE001”（U+E001）",
			"这是造字程序造的字，只有造它的电脑认得：改用标准字；" + office},
		{"once in GBK's private area", 0xE863, builtin, diag.Error, "没有字体能印“\uE863”（U+E863）", legacy},
		{"in plane 2 today", 0xE831, builtin, diag.Error, "没有字体能印“\uE831”（U+E831）",
			"这是旧系统放在造字区的字，标准编码是“𡗗”（U+215D7）：改成这个字"},
		{"of a vendor", 0xF000, builtin, diag.Error, "没有字体能印“\uF000”（U+F000）",
			"这是厂商（如方正）自编的字，换一款字体就变成别的字：改用标准字；" + office},
		{"of a vendor, plane 15", 0xF0000, builtin, diag.Error, "没有字体能印“\U000F0000”（U+F0000）",
			"这是厂商（如方正）自编的字，换一款字体就变成别的字：改用标准字；" + office},
		{"private, but a face of the user's has it", 0xE001, own, diag.Warning, "“\uE001”（U+E001）是造字区的字，没有标准编码，只能用自备字体“自备.ttf”印出",
			"纸面看得见，复制、检索出来不是这个字，换台电脑也看不见：有标准字就改用标准字；" + office},
		{"the same, with a code today", 0xE863, own, diag.Warning, "“\uE863”（U+E863）是造字区的字，没有标准编码，只能用自备字体“自备.ttf”印出",
			"它的标准编码是“䶮”（U+4DAE），改成这个字"},
		{"variation selector", 0xFE00, builtin, diag.Error, "这里有看不见的异体选择符（U+FE00），它要前一个字换一种字形，本程序不分这些字形",
			"删去它，印标准字形；人名、地名一定要那种字形的，改用有自己编码的那个字，" + office},
		{"ideographic variation", 0xE0101, builtin, diag.Error, "这里有看不见的异体选择符（U+E0101），它要前一个字换一种字形，本程序不分这些字形",
			"删去它，印标准字形；人名、地名一定要那种字形的，改用有自己编码的那个字，" + office},
		{"compatibility ideograph", 0x2F800, builtin, diag.Error, "没有字体能印“\U0002F800”（U+2F800）",
			"这是兼容汉字（常从旧系统转来），标准字是“丽”（U+4E3D）：改成这个字"},
		{"combining mark", 0x0F71, builtin, diag.Error, "没有字体能印“\u0F71”（U+0F71）",
			"这是附在前一个字上的符号：换成合在一起的一个字（如 ǎ），或删去"},
		{"lost in conversion", 0xFFFD, builtin, diag.Error, "没有字体能印“\uFFFD”（U+FFFD）",
			"这是转码时丢了的字，原来是什么字已看不出：对照原文补上"},
		{"zero width space", 0x200B, builtin, diag.Error, "这里有看不见的字符（U+200B）", "删去它（常从网页或聊天软件粘贴而来）"},
		{"emoji", 0x1F600, builtin, diag.Error, "没有字体能印“😀”（U+1F600）", "核对这个字符，换成常用的写法"},
	} {
		pos := diag.Pos{File: "甲.yaml", Line: 3, Col: 5}
		s := gbt9704.Standard()
		s.Faces.Substitutes = append(s.Faces.Substitutes, "自备.ttf")
		d := doc.Document{Blocks: []doc.Block{doc.Para{Text: []doc.Run{{Text: "王" + string(c.r), Pos: pos}}}}}
		_, found := layout.Lay(d, &s, c.faces)
		if len(found) != 1 {
			t.Errorf("%s: %d findings, want one: %v", c.name, len(found), found)
			continue
		}
		x := found[0]
		if x.Pos != pos.Right(1) || x.Level != c.level || x.Form() != (c.level == diag.Error) {
			t.Errorf("%s: %v at %v", c.name, x.Level, x.Pos)
		}
		if x.Message != c.message || x.Hint != c.hint {
			t.Errorf("%s:\n%s\n%s\nwant\n%s\n%s", c.name, x.Message, x.Hint, c.message, c.hint)
		}
	}
}

// Every character GBK kept in its private area is printed under its code of today.
func TestLegacyCodes(t *testing.T) {
	s := gbt9704.Standard()
	for r := rune(0xE815); r <= 0xE864; r++ {
		d := doc.Document{Blocks: []doc.Block{doc.Para{Text: run(string(r))}}}
		_, found := layout.Lay(d, &s, builtinFaces(t))
		if len(found) != 1 {
			t.Fatalf("U+%04X: %v", r, found)
		}
		std := []rune(found[0].Hint[len("这是旧系统放在造字区的字，标准编码是“"):])[0]
		if _, ok := builtinFaces(t).Resolve(std, "仿宋", "宋体", "生僻字"); !ok {
			t.Errorf("U+%04X: %c (U+%04X) has no face", r, std, std)
		}
	}
}

// TestSubstitutes: a character goes to the first face that has it, whatever it is set
// in, and is told with its place.
func TestSubstitutes(t *testing.T) {
	faces := builtinFaces(t).With(ownFace(t, 'q', 0x20BB7))
	s := gbt9704.Standard()
	s.Faces.Substitutes = append(s.Faces.Substitutes, "自备.ttf")
	pos := func(line int) diag.Pos { return diag.Pos{File: "甲.yaml", Line: line, Col: 1} }
	d := doc.Document{Blocks: []doc.Block{
		doc.Title{Lines: []doc.Run{{Text: "𠮷街道發", Pos: pos(1)}}},
		doc.Para{Text: []doc.Run{{Text: "王𬭳、①，𠮷𠮷", Pos: pos(2)}}},
	}}
	got := layout.Substitutes(d, &s, faces)
	want := []layout.Substitute{
		{Pos: pos(1), Rune: '𠮷', Asked: "小标宋", Face: "自备.ttf"},
		{Pos: pos(1), Rune: '發', Asked: "小标宋", Face: "宋体"},
		{Pos: pos(2).Right(3), Rune: '①', Asked: "仿宋", Face: "宋体"},
		{Pos: pos(2).Right(5), Rune: '𠮷', Asked: "仿宋", Face: "自备.ttf"},
		{Pos: pos(2).Right(6), Rune: '𠮷', Asked: "仿宋", Face: "自备.ttf"},
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("%v\nwant\n%v", got, want)
		}
	}
}

func builtinFaces(t *testing.T) *fonts.Set {
	t.Helper()
	set, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// ownFace is a face called 自备.ttf that draws the characters of as, and no other, as
// the glyph with the number of glyph: a Latin face with another cmap behind its end.
func ownFace(t *testing.T, glyph uint32, as ...rune) *fonts.Face {
	t.Helper()
	file, err := os.ReadFile("../../fonts/latin-bold.ttf")
	if err != nil {
		t.Fatal(err)
	}
	var groups []byte
	n := 0
	for _, r := range slices.Sorted(slices.Values(as)) {
		for _, v := range []uint32{uint32(r), uint32(r), glyph} {
			groups = binary.BigEndian.AppendUint32(groups, v)
		}
		n++
	}
	cmap := append([]byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, byte(n)}, groups...)
	for e := 12; ; e += 16 {
		if string(file[e:e+4]) == "cmap" {
			binary.BigEndian.PutUint32(file[e+8:], uint32(len(file)))
			binary.BigEndian.PutUint32(file[e+12:], uint32(len(cmap)))
			break
		}
	}
	file = append(file, cmap...)
	own := fonts.Open("自备.ttf", bytes.NewReader(file), int64(len(file)))
	if own[0].Err != nil {
		t.Fatal(own[0].Err)
	}
	return own[0].Face
}
