// Facts about the embedded faces that documents rest on.

package fonts

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// gb2312 returns the characters of rows from to to of GB 2312.
func gb2312(t testing.TB, from, to int) (all []rune) {
	t.Helper()
	dec := simplifiedchinese.GBK.NewDecoder()
	for row := from; row <= to; row++ {
		for cell := 1; cell <= 94; cell++ {
			if row == 55 && cell > 89 {
				continue // not assigned
			}
			s, err := dec.String(string([]byte{byte(0xA0 + row), byte(0xA0 + cell)}))
			if err != nil {
				t.Fatal(err)
			}
			// rows 1–9 have gaps, and GBK has filled some with vertical forms
			if r := []rune(s)[0]; r != '\uFFFD' && (r < '︰' || r > '﹏') {
				all = append(all, r)
			}
		}
	}
	return all
}

func TestGoldenFacts(t *testing.T) {
	han := gb2312(t, 16, 87)
	if len(han) != 6763 {
		t.Fatalf("GB 2312 has %d Han here, want 6763", len(han))
	}
	for _, c := range []struct {
		key, name, file string
		gb, han         int  // Han of GB 2312, of Unicode
		digit           int  // advance of 0–9, 1/1000 em; 0: they differ
		serif           bool // FontDescriptor
		ascent, descent int
		capHeight       int
	}{
		{"仿宋", "ZhuqueFangsong-Regular", "zhuque-fangsong-original.ttf", 6763, 11291, 0, false, 850, -150, 637},
		{"小标宋", "GWBiaosong", "xiaobiaosong.ttf", 6763, 8230, 0, true, 880, -120, 729},
		{"黑体", "GWHeiti", "heiti.ttf", 6763, 8230, 570, false, 880, -120, 733},
		{"楷体", "GWKaiti", "kaiti.ttf", 6763, 8230, 600, true, 880, -120, 695},
		{"宋体", "GWSongti", "songti.ttf", 6763, 27810, 0, true, 880, -120, 729},
		{"生僻字", "GWRare", "fallback-rare.ttf", 0, 6877, 500, false, 859, -141, 754},
		{"西文", "LiberationSerif", "latin.ttf", 0, 0, 500, true, 891, -216, 655},
		{"西文粗", "LiberationSerif-Bold", "latin-bold.ttf", 0, 0, 500, true, 891, -216, 655},
	} {
		f := face(t, c.key)
		if f.Key() != c.key || f.PostScriptName() != c.name || f.File() != c.file || !strings.Contains(f.Licence(), "OFL") || f.Origin() == "" || f.Version() == "" {
			t.Errorf("%s: %s %s %s %s %s", c.key, f.PostScriptName(), f.File(), f.Origin(), f.Version(), f.Licence())
		}
		gb := 0
		for _, r := range han {
			if f.Covers(r) {
				gb++
				if f.Advance(r) != Em {
					t.Fatalf("%s: %c is %d wide, want one em", c.key, r, f.Advance(r))
				}
			}
		}
		if n := f.Han(); gb != c.gb || n != c.han {
			t.Errorf("%s: %d of GB 2312, %d Han; want %d, %d", c.key, gb, n, c.gb, c.han)
		}
		digit := f.Advance('0') * 1000 / Em
		for _, r := range "123456789" {
			if f.Advance(r)*1000/Em != digit {
				digit = 0
			}
		}
		if digit != c.digit {
			t.Errorf("%s: digits are %d wide, want %d", c.key, digit, c.digit)
		}
		m := f.Metrics()
		if m.Ascent != c.ascent || m.Descent != c.descent || m.CapHeight != c.capHeight || m.Flags&flagSerif != 0 != c.serif || m.StemV < 80 || m.ItalicAngle != 0 {
			t.Errorf("%s: %+v", c.key, m)
		}
	}
	if got := face(t, "西文").Advance('1'); got != Em/2 {
		t.Errorf("a digit of 西文 is %d/65536 em, want ½ em exactly", got)
	}
}

// marks of GB/T 15834-2011 part 4 that stand in one em, by where their ink belongs.
const (
	openingMarks = "“‘（〔［【《〈"
	closingMarks = "”’）〕］】》〉"
	lowerMarks   = "，。、；：" // left half; the middle belongs to them for ：；
	otherMarks   = "？！·—…～－／"
)

// No mark is empty, narrow or on the wrong side, in no Chinese face: nested
// composites of 仿宋 are where one would vanish.
func TestMarksStandInOneEm(t *testing.T) {
	for _, key := range []string{"仿宋", "小标宋", "黑体", "楷体", "宋体"} {
		f := face(t, key)
		text := openingMarks + closingMarks + lowerMarks + otherMarks
		s := subset(t, f, text)
		p := open(t, s.Program)
		for i, r := range s.Runes {
			d := p.glyph(t, i+1)
			if f.Advance(r) != Em || s.Widths[i] != 1000 || d.Advance != 1000 || len(d.Contours) == 0 {
				t.Errorf("%s %c: %d wide, %d in the subset, %d contours", key, r, f.Advance(r), d.Advance, len(d.Contours))
			}
			middle := (d.XMin + d.XMax) / 2
			switch {
			case strings.ContainsRune(openingMarks, r) && d.XMin < 480,
				strings.ContainsRune(closingMarks, r) && d.XMax > 520,
				strings.ContainsRune(lowerMarks, r) && middle > 300,
				r == '·' && (middle < 480 || middle > 520 || d.YMin < 200),
				r == '—' && (d.XMin > -5 || d.XMax < 1005),
				r == '…' && (middle < 480 || middle > 520 || d.YMin < 200 || d.YMax > 550):
				t.Errorf("%s %c: ink from %d,%d to %d,%d", key, r, d.XMin, d.YMin, d.XMax, d.YMax)
			}
		}
	}
}

func TestRareCharacters(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if !face(t, "宋体").Covers('㛃') || !face(t, "生僻字").Covers('\U0002CB73') {
		t.Error("㛃 is not in 宋体 or \U0002CB73 not in 生僻字")
	}
	chain := []string{"仿宋", "宋体", "生僻字"}
	for _, c := range []struct {
		r    rune
		want string // "": in no face
	}{
		{'国', "仿宋"}, {'，', "仿宋"}, {'〇', "仿宋"}, {'　', "仿宋"},
		{'①', "宋体"}, {'○', "宋体"}, {'●', "宋体"}, {'※', "宋体"}, {'Ⅰ', "宋体"}, {'０', "宋体"},
		{'㛃', "仿宋"}, {'㐀', "宋体"},
		{'\U0002CB73', "仿宋"}, {'\U0002000E', "生僻字"},
		{'\U00020BB7', ""}, {'\U00030EDE', ""},
		{'\uE000', ""}, {'\uFFFD', ""}, {'\n', ""}, {'\t', ""}, {0, ""}, {-1, ""}, {unicode.MaxRune + 1, ""},
	} {
		f, ok := set.Resolve(c.r, chain...)
		if ok != (c.want != "") || ok && f.Key() != c.want {
			t.Errorf("%c U+%04X: %v, want %q", c.r, c.r, f, c.want)
		}
		if c.want != "" {
			continue
		}
		for _, f := range set.Faces() {
			if f.Covers(c.r) && c.r != '\uFFFD' {
				t.Errorf("U+%04X is in %s", c.r, f.Key())
			}
		}
	}
}

// With the chain 仿宋 宋体 every character of GB 2312 has a face.
func TestGB2312IsComplete(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var missing []rune
	for _, r := range append(gb2312(t, 1, 9), gb2312(t, 16, 87)...) {
		if _, ok := set.Resolve(r, "仿宋", "宋体", "西文", "生僻字"); !ok {
			missing = append(missing, r)
		}
	}
	if len(missing) > 0 {
		t.Errorf("no face has %s", string(missing))
	}
}

func TestSet(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	own, err := Parse("仿宋", []byte(tinyFont()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	more, err := Parse("自备", []byte(tinyFont()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	with := set.With(own, more)
	keys := ""
	for _, f := range with.Faces() {
		keys += f.Key() + " "
	}
	if keys != "仿宋 小标宋 黑体 楷体 宋体 生僻字 西文 西文粗 自备 " {
		t.Errorf("keys %s", keys)
	}
	if f, _ := with.Face("仿宋"); f != own {
		t.Error("With did not replace 仿宋")
	}
	if f, _ := set.Face("仿宋"); f == own || len(set.Faces()) != 8 {
		t.Error("With changed the set it was called on")
	}
	if _, ok := set.Face("隶书"); ok {
		t.Error("隶书 is there")
	}
	if f, ok := with.Resolve('国', "隶书", "仿宋", "楷体"); !ok || f.Key() != "楷体" {
		t.Error("Resolve did not pass over the unknown key and the face without 国")
	}
	set.Faces()[0] = nil
	if _, ok := set.Face("仿宋"); !ok {
		t.Error("Faces gave away its own slice")
	}
}

func TestLicences(t *testing.T) {
	texts := ""
	for _, l := range Licences() {
		if l.Name == "" || len(l.Text) < 1000 {
			t.Errorf("%s: %d bytes", l.Name, len(l.Text))
		}
		texts += l.Text
	}
	for _, want := range []string{"GW Fangsong", "Reserved Font Name", "Hanazono Font License", "JadeFoci", "Red Hat", "LXGW", "Adobe"} {
		if !strings.Contains(texts, want) {
			t.Errorf("no licence says %q", want)
		}
	}
}

// SHA256SUMS lists exactly the shipped files, with their sums; README.md names them.
func TestSums(t *testing.T) {
	sums, err := os.ReadFile("SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".ttf") && !strings.HasSuffix(name, ".txt") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want += fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name)
		if !strings.Contains(string(readme), name) {
			t.Errorf("README.md does not name %s", name)
		}
	}
	if string(sums) != want {
		t.Errorf("SHA256SUMS differs from the files; it should be\n%s", want)
	}
	for _, s := range table() {
		if !strings.Contains(want, "  "+s.File+"\n") {
			t.Errorf("%s: no file %s", s.key, s.File)
		}
	}
}
