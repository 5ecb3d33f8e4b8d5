package fonts

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// collect writes faces as one collection in which equal tables stand once.
func collect(faces ...map[string]string) string {
	at, size := map[string]int{}, 12+4*len(faces)
	for _, f := range faces {
		size += 12 + 16*len(f)
	}
	head, dirs, body := "ttcf"+w(1, 0)+l(len(faces)), "", ""
	for _, f := range faces {
		head += l(12 + 4*len(faces) + len(dirs))
		dirs += w(1, 0, len(f), 0, 0, 0)
		for _, tag := range slices.Sorted(maps.Keys(f)) {
			if _, ok := at[f[tag]]; !ok {
				at[f[tag]] = size + len(body)
				body += f[tag] + strings.Repeat("\x00", -len(f[tag])&3)
			}
			dirs += tag + l(0) + l(at[f[tag]]) + l(len(f[tag]))
		}
	}
	return head + dirs + body
}

// named are the tables of the tiny font under other names.
func named(family, full, ps string, weight int) map[string]string {
	t := tinyTables(tinyGlyphs())
	dir, text := "", ""
	for _, r := range []struct {
		id, lang int
		s        string
	}{{nameFamily, 0x804, family}, {nameFull, 0x804, full}, {namePostScript, 0x409, ps}} {
		from := len(text)
		for _, u := range utf16.Encode([]rune(r.s)) {
			text += w(int(u))
		}
		dir += w(3, 1, r.lang, r.id, len(text)-from, from)
	}
	t["name"] = w(0, 3, 6+len(dir)) + dir + text
	t["OS/2"] = t["OS/2"][:4] + w(weight) + t["OS/2"][6:]
	return t
}

func openText(file, data string) []Own { return Open(file, strings.NewReader(data), int64(len(data))) }

func TestCollection(t *testing.T) {
	bad := named("坏", "坏", "Bad", 400)
	delete(bad, "loca")
	own := openText("simsun.ttc", collect(named("宋体", "宋体", "SimSun", 400), bad, named("新宋体", "新宋体", "NSimSun", 400)))
	if len(own) != 3 || own[0].Err != nil || own[2].Err != nil || own[1].Face != nil {
		t.Fatalf("%+v", own)
	}
	if got, want := own[1].Reason(), "字体 simsun.ttc#1 缺少 loca 表，不能嵌入"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := strings.Join(own[2].Names(), " "), "simsun.ttc#2 新宋体 NSimSun"; got != want {
		t.Errorf("names %s, want %s", got, want)
	}
	if got, want := strings.Join(own[0].Names(), " "), "simsun.ttc#0 宋体 SimSun simsun.ttc"; got != want {
		t.Errorf("names %s, want %s", got, want)
	}
	f := own[2].Face
	if f.Key() != "simsun.ttc#2" || f.File() != "simsun.ttc" || f.PostScriptName() != "NSimSun" || f.Origin() != "新宋体" || !f.Own() {
		t.Errorf("%s %s %s %s", f.Key(), f.File(), f.PostScriptName(), f.Origin())
	}
	if !f.Covers('A') || f.Advance('“') != Em {
		t.Error("marks of a face of the user's stand in one em as those of ours do")
	}
	for name, file := range map[string]string{
		"内没有字体": "ttcf" + w(1, 0) + l(0), "目录有误": "ttcf" + w(1, 0) + l(1<<20), "目录被截断": "ttcf" + w(1, 0) + l(3) + l(0),
	} {
		own := openText("坏.ttc", file)
		if len(own) != 1 || own[0].Err == nil {
			t.Errorf("%s: %+v", name, own)
		}
	}
}

func TestFindOwn(t *testing.T) {
	var list []Own
	for _, f := range []struct {
		file string
		t    map[string]string
	}{
		{"FZXBS.TTF", named("方正小标宋", "方正小标宋简体", "FZXBSJW--GB1-0", 400)},
		{"粗.ttf", named("Noto Sans SC", "Noto Sans SC Bold", "NotoSansSC-Bold", 700)},
		{"常.ttf", named("Noto Sans SC", "Noto Sans SC Regular", "NotoSansSC-Regular", 400)},
		{"细.ttf", named("Noto Sans SC", "Noto Sans SC Light", "NotoSansSC-Light", 300)},
		{"禁.ttf", forbidden(named("仿宋_GB2312", "仿宋_GB2312", "FangSong_GB2312", 400))},
		{"许.ttf", named("仿宋_GB2312", "仿宋_GB2312", "FangSong_GB2312", 900)},
		{"只禁.ttf", forbidden(named("只禁", "只禁", "Only", 400))},
	} {
		list = append(list, openText(f.file, build("\x00\x01\x00\x00", tinyTags, f.t))...)
	}
	list = append(list, openText("集.ttc", collect(named("一", "一", "One", 900), named("二", "二", "Two", 400)))...)
	for name, want := range map[string]string{
		"FZXBS.TTF": "FZXBS.TTF", "fzxbs": "FZXBS.TTF", "方正小标宋简体": "FZXBS.TTF", "方正小标宋": "FZXBS.TTF", "FZXBSJW--GB1-0": "FZXBS.TTF",
		" 方正小标宋 ": "FZXBS.TTF", "noto sans sc": "常.ttf", "Noto Sans SC Bold": "粗.ttf", "NotoSansSC-Light": "细.ttf",
		"仿宋_GB2312": "许.ttf", "禁": "禁.ttf", "只禁": "只禁.ttf", "集": "集.ttc#0", "集.ttc": "集.ttc#0", "集.ttc#1": "集.ttc#1", "二": "集.ttc#1",
		"小标宋": "", "": "", "集.ttc#2": "",
	} {
		o, ok := FindOwn(list, name)
		if ok != (want != "") || o.Key != want {
			t.Errorf("%q finds %q, want %q", name, o.Key, want)
		}
	}
	if o, _ := FindOwn(list, "只禁"); o.Face != nil || !strings.Contains(o.Reason(), "字体 只禁.ttf 的授权不许嵌入文档") {
		t.Errorf("a face that may not be embedded: %s", o.Reason())
	}
}

func forbidden(t map[string]string) map[string]string {
	t["OS/2"] = t["OS/2"][:fsTypeOffset] + w(2) + t["OS/2"][fsTypeOffset+2:]
	return t
}

func TestEmbedding(t *testing.T) {
	for fsType, want := range map[int]string{0: "许可嵌入", 2: "不许嵌入", 4: "许可嵌入（预览、打印）", 6: "许可嵌入（预览、打印）", 8: "许可嵌入（可编辑）",
		0x0C: "许可嵌入（可编辑）", 0x108: "不许嵌入", 0x200: "不许嵌入"} {
		if got := embedding(fsType); got != want {
			t.Errorf("%04X: %s, want %s", fsType, got, want)
		}
	}
}

// A face read piece by piece is the face read as a whole.
func TestOpenIsParse(t *testing.T) {
	for _, s := range table() {
		whole := face(t, s.key)
		own := Open(s.File, strings.NewReader(*s.data), int64(len(*s.data)))
		if len(own) != 1 || own[0].Err != nil {
			t.Fatalf("%s: %+v", s.key, own)
		}
		f := own[0].Face
		text := []rune("年报123—“”𬭳A")
		text = slices.DeleteFunc(text, func(r rune) bool { return !whole.Covers(r) })
		slices.Sort(text)
		a, err := f.Subset(slices.Clone(text))
		if err != nil {
			t.Fatal(err)
		}
		if s.Chinese {
			if b, _ := whole.Subset(text); string(a.Program) != string(b.Program) {
				t.Errorf("%s: subsets differ", s.key)
			}
		}
		if f.Han() != whole.Han() || f.Metrics() != whole.Metrics() {
			t.Errorf("%s: other coverage or measures", s.key)
		}
	}
}

// gone is a file that is moved away once its tables have been read.
type gone struct {
	strings.Reader
	away bool
}

func (g *gone) ReadAt(b []byte, off int64) (int, error) {
	if g.away {
		return 0, os.ErrNotExist
	}
	return g.Reader.ReadAt(b, off)
}

func TestFileGone(t *testing.T) {
	data := tinyFont()
	g := &gone{Reader: *strings.NewReader(data)}
	own := Open("去.ttf", g, int64(len(data)))
	g.away = true
	if _, err := own[0].Face.Subset([]rune("A")); !errors.Is(err, errRead) {
		t.Errorf("a subset of a file that is gone: %v", err)
	}
	if own := Open("去.ttf", g, int64(len(data))); own[0].Err == nil {
		t.Error("a file that cannot be read is not usable")
	}
}

// Every cut and many damaged bytes of a collection.
func TestDamagedCollection(t *testing.T) {
	whole := collect(named("宋体", "宋体", "SimSun", 400), named("新宋体", "新宋体", "NSimSun", 400))
	for n := range len(whole) {
		useOwn(t, whole[:n])
	}
	for i := range whole {
		for _, v := range []string{"\x00", "\x7F", "\xFF"} {
			useOwn(t, whole[:i]+v+whole[i+1:])
		}
	}
}

// useOwn asks every face of a file everything.
func useOwn(t *testing.T, data string) {
	for _, o := range openText("x.ttc", data) {
		o.Names()
		FindOwn([]Own{o}, "x")
		if (o.Face == nil) == (o.Err == nil) {
			t.Fatal("neither a face nor a reason")
		}
		if o.Face != nil {
			o.Face.Metrics()
			_, _ = o.Face.Subset([]rune("A"))
		}
	}
}

// FuzzOpen: whatever a folder holds, it is faces or reasons.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(tinyFont()))
	f.Add([]byte(collect(named("宋体", "宋体", "SimSun", 400), named("新宋体", "新宋体", "NSimSun", 400))))
	f.Fuzz(func(t *testing.T, data []byte) {
		useOwn(t, string(data))
	})
}

// TestRealFaces reads the faces of the machine, where it has some.
func TestRealFaces(t *testing.T) {
	const file = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
	at, err := os.Open(file)
	if err != nil {
		t.Skip("no WenQuanYi Zen Hei (Debian: fonts-wqy-zenhei)")
	}
	defer at.Close()
	info, err := at.Stat()
	if err != nil {
		t.Fatal(err)
	}
	own := Open(filepath.Base(file), at, info.Size())
	o, ok := FindOwn(own, "文泉驿等宽正黑")
	if !ok || o.Key != "wqy-zenhei.ttc#1" || o.Face == nil || o.Face.Han() < 20000 {
		t.Fatalf("%+v", o)
	}
	checkSubset(t, o.Face, subset(t, o.Face, "年报“”2024"))
}

func TestCanonical(t *testing.T) {
	for r, want := range map[rune]rune{'\uF900': '豈', '\uF90A': '金', '\U0002F800': '丽', '\U0002F8A6': '慈'} {
		if got, ok := Canonical(r); !ok || got != want {
			t.Errorf("U+%04X: %c %v, want %c", r, got, ok, want)
		}
	}
	for _, r := range "金\uFA0E𠮷A\u00C5" {
		if got, ok := Canonical(r); ok {
			t.Errorf("U+%04X is itself, not %c", r, got)
		}
	}
}
