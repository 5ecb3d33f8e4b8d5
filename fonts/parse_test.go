package fonts

import (
	"strings"
	"testing"
)

// What cannot be embedded is refused in words a clerk understands.
func TestParseRefuses(t *testing.T) {
	with := func(tag, body string) string {
		tables := tinyTables(tinyGlyphs())
		tables[tag] = body
		return build("\x00\x01\x00\x00", tinyTags, tables)
	}
	without := func(tag string) string {
		tables := tinyTables(tinyGlyphs())
		return build("\x00\x01\x00\x00", strings.Replace(tinyTags, tag, "", 1), tables)
	}
	fsType := func(v int) string {
		os2 := tinyTables(tinyGlyphs())["OS/2"]
		return with("OS/2", os2[:8]+w(v)+os2[10:])
	}
	whole := tinyFont()
	for _, c := range []struct{ name, data, want string }{
		{"CFF", build("OTTO", tinyTags, tinyTables(tinyGlyphs())), "CFF"},
		{"collection", "ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x10" + whole, "字体集"},
		{"web", "wOF2" + whole, "WOFF"},
		{"empty", "", "不完整"},
		{"text", strings.Repeat("不是字体", 20), "不是 TrueType"},
		{"cut in the directory", whole[:40], "截断"},
		{"cut in a table", whole[:len(whole)-80], "超出文件末尾"},
		{"no glyf", without("glyf"), "缺少 glyf 表"},
		{"no cmap", without("cmap"), "缺少 cmap 表"},
		{"no head", without("head"), "缺少 head 表"},
		{"short head", with("head", "\x00\x01"), "head 表不完整"},
		{"short loca", with("loca", w(0, 0)), "loca 表不完整"},
		{"short hmtx", with("hmtx", w(0, 0)), "hmtx 表不完整"},
		{"symbol cmap", with("cmap", w(0, 1, 3, 0)+l(12)+w(4, 0)), "没有 Unicode 编码表"},
		{"forbidden", fsType(0x0002), "不许嵌入文档"},
		{"no subsets", fsType(0x0104), "不许只嵌入用到的字"},
		{"bitmaps", fsType(0x0200), "只许嵌入点阵"},
	} {
		_, err := Parse("仿宋", []byte(c.data), Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "字体“仿宋”") {
			t.Errorf("%s: %v, want …%s…", c.name, err, c.want)
		}
	}
	for name, data := range map[string]string{"as it is": whole, "print and preview": fsType(0x0006), "editable": fsType(8), "old Apple": "true" + whole[4:]} {
		if _, err := Parse("仿宋", []byte(data), Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseCopies(t *testing.T) {
	data := []byte(tinyFont())
	f, err := Parse("自备", data, Options{File: "自备.ttf"})
	if err != nil {
		t.Fatal(err)
	}
	clear(data)
	if !f.Covers('A') || f.Key() != "自备" || f.File() != "自备.ttf" {
		t.Error("the face changed with the caller's bytes")
	}
}

func TestNames(t *testing.T) {
	f, err := Parse("自备", []byte(tinyFont()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := f.PostScriptName(); got != "Tiy" {
		t.Errorf("PostScript name %q, want the ASCII of Ti仿y", got)
	}
	tables := tinyTables(tinyGlyphs())
	f, err = Parse("仿", []byte(build("\x00\x01\x00\x00", strings.Replace(tinyTags, "name", "", 1), tables)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := f.PostScriptName(); got != "Face-E4BBBF" {
		t.Errorf("PostScript name %q of a face without names", got)
	}
	if m := f.Metrics(); m.ItalicAngle != -11.5 || m.Flags != flagSymbolic|flagItalic {
		t.Errorf("italic angle %v, flags %d", m.ItalicAngle, m.Flags)
	}
}

// glyph 4 of a face without format 12 must be found through segments; the Latin
// faces have only those.
func TestSegmentedCmap(t *testing.T) {
	f := face(t, "西文")
	if !f.tables.segmented {
		t.Skip("the Latin face has a format 12 cmap now")
	}
	for r, want := range map[rune]bool{'A': true, '0': true, 'é': true, '中': false, 0x10041: false, -1: false, 0xFFFF: false} {
		if f.Covers(r) != want {
			t.Errorf("U+%04X: covered %v, want %v", r, !want, want)
		}
	}
}

// use asks a face everything; on damaged data it must return, whatever it says.
func use(data []byte) {
	f, err := Parse("x", data, Options{Chinese: true})
	if err != nil {
		return
	}
	f.Metrics()
	f.PostScriptName()
	f.Version()
	f.Licence()
	var covered []rune
	for _, r := range tinyText + "GHI中\U00020BB7" {
		f.Advance(r)
		if f.Covers(r) {
			covered = append(covered, r)
			_, _ = f.Subset([]rune{r})
		}
	}
	_, _ = f.Subset(covered)
}

// Every cut and every damaged byte of the tiny font; the fuzzer goes on from here.
func TestDamaged(t *testing.T) {
	whole := []byte(tinyFont())
	for n := range whole {
		use(whole[:n])
	}
	for i := range whole {
		for _, v := range []byte{0x00, 0x01, 0x7F, 0x80, 0xFF} {
			b := append([]byte(nil), whole...)
			b[i] = v
			use(b)
		}
	}
}

func FuzzFace(f *testing.F) {
	f.Add([]byte(tinyFont()))
	f.Fuzz(func(_ *testing.T, data []byte) { use(data) })
}
