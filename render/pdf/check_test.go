package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

// The rules of PDF/A-1 (ISO 19005-1) the file relies on, checked without other
// programs. Preflight overlooks several of them (ToUnicode, subset tags, header).

func TestFrame(t *testing.T) {
	file := mustWrite(t, sample(t))
	f := parseFile(t, file)
	if !bytes.HasPrefix(file, []byte("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")) { // 6.1.2
		t.Errorf("header %q", file[:20])
	}
	if !bytes.HasSuffix(file, []byte("%%EOF\n")) || bytes.Count(file, []byte("%%EOF")) != 1 { // 6.1.3
		t.Error("end of file")
	}
	id, _ := f.trailer["ID"].([]any)
	if len(id) != 2 || len(id[0].([]byte)) != 16 || !bytes.Equal(id[0].([]byte), id[1].([]byte)) {
		t.Errorf("ID %v", id)
	}
	if f.trailer["Encrypt"] != nil {
		t.Error("encrypted")
	}
	for _, key := range []string{"OCProperties", "AA", "OpenAction", "Names", "AcroForm"} {
		if f.catalog()[key] != nil {
			t.Errorf("catalog has %s", key)
		}
	}
	for n, o := range f.objects {
		if d, ok := o.value.(dict); ok && o.stream != nil {
			if filter := d["Filter"]; filter != nil && filter != name("FlateDecode") {
				t.Errorf("object %d: filter %v", n, filter)
			}
		}
	}
	if lang := f.catalog()["Lang"]; string(lang.([]byte)) != "zh-CN" {
		t.Errorf("Lang %s", lang)
	}
	if f.dict(f.catalog()["ViewerPreferences"])["DisplayDocTitle"] != true {
		t.Error("DisplayDocTitle")
	}
	if got := fmt.Sprint(f.dict(f.catalog()["PageLabels"])["Nums"]); got != "[0 map[S:D St:1] 2 map[P:[45]]]" {
		t.Errorf("page labels %s", got)
	}
}

func TestFonts(t *testing.T) {
	f := parseFile(t, mustWrite(t, sample(t)))
	if len(f.fonts()) != 8 {
		t.Errorf("%d fonts", len(f.fonts()))
	}
	tagged := regexp.MustCompile(`^[A-Z]{6}\+[A-Za-z0-9_-]+$`)
	names := map[any]bool{}
	for _, font := range f.fonts() {
		cid := f.dict(font["DescendantFonts"].([]any)[0])
		desc := f.dict(cid["FontDescriptor"])
		base := font["BaseFont"]
		if cid["BaseFont"] != base || desc["FontName"] != base || names[base] || !tagged.MatchString(string(base.(name))) {
			t.Errorf("names %v %v %v", base, cid["BaseFont"], desc["FontName"])
		}
		names[base] = true
		if font["Encoding"] != name("Identity-H") || cid["CIDToGIDMap"] != name("Identity") || cid["Subtype"] != name("CIDFontType2") {
			t.Errorf("%s: %v %v", base, font, cid)
		}
		for _, key := range []string{"Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"} {
			if desc[key] == nil {
				t.Errorf("%s: no %s", base, key)
			}
		}
		program := f.data(desc["FontFile2"])
		if length := f.objects[desc["FontFile2"].(ref)].value.(dict)["Length1"]; length != float64(len(program)) {
			t.Errorf("%s: Length1 %v, want %d", base, length, len(program))
		}
		glyphs := numGlyphs(t, program)
		mapped := checkToUnicode(t, string(f.data(font["ToUnicode"])))
		if len(mapped) != glyphs-1 {
			t.Errorf("%s: %d characters, %d glyphs", base, len(mapped), glyphs)
		}
		set := f.data(desc["CIDSet"])
		for c := range 8 * len(set) {
			if got, want := set[c/8]>>(7-c%8)&1 == 1, c < glyphs; got != want {
				t.Errorf("%s: CIDSet has %d: %v, glyphs %d", base, c, got, glyphs)
			}
		}
		if len(set) != (glyphs+7)/8 {
			t.Errorf("%s: CIDSet of %d bytes for %d glyphs", base, len(set), glyphs)
		}
	}
}

// numGlyphs reads maxp of a TrueType file.
func numGlyphs(t *testing.T, program []byte) int {
	be := binary.BigEndian
	for i := range int(be.Uint16(program[4:])) {
		if entry := program[12+16*i:]; string(entry[:4]) == "maxp" {
			return int(be.Uint16(program[be.Uint32(entry[8:])+4:]))
		}
	}
	t.Fatal("no maxp")
	return 0
}

// checkToUnicode checks the form of a CMap and returns code → character.
func checkToUnicode(t *testing.T, cmap string) map[int]rune {
	t.Helper()
	if !strings.Contains(cmap, "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n") {
		t.Error("codespace")
	}
	out := map[int]rune{}
	for _, block := range strings.Split(cmap, "1 beginbfrange\n")[1:] {
		entry, _, found := strings.Cut(block, "]\nendbfrange\n")
		var from, to int
		if n, err := fmt.Sscanf(entry, "<%04X><%04X>[", &from, &to); !found || n != 2 || from>>8 != to>>8 {
			t.Errorf("range %q: %v", entry, err)
		}
		_, list, _ := strings.Cut(entry, "[")
		texts := (&scanner{t: t, s: []byte("[" + list + "]")}).value().([]any)
		if len(texts) != to-from+1 {
			t.Errorf("%d texts from %04X to %04X", len(texts), from, to)
		}
		for i, v := range texts {
			rs := []rune(decodeUTF16(v.([]byte)))
			if len(rs) != 1 || out[from+i] != 0 {
				t.Errorf("%04X stands for %q", from+i, rs)
			}
			out[from+i] = rs[0]
		}
	}
	return out
}

func decodeUTF16(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(u))
}

// text is a PDF text string of ours.
func text(v any) string {
	b, _ := bytes.CutPrefix(v.([]byte), []byte{0xFE, 0xFF})
	return decodeUTF16(b)
}

func TestToUnicodeBlocks(t *testing.T) {
	for _, n := range []int{1, 255, 256, 257, 700} {
		var runes []rune
		for i := range n {
			runes = append(runes, 0x4E00+rune(i))
		}
		runes[n-1] = 0x2CB73
		cmap := string(toUnicode(runes))
		got := checkToUnicode(t, cmap)
		for i, r := range runes {
			if got[i+1] != r {
				t.Errorf("%d: code %d stands for %q, want %q", n, i+1, got[i+1], r)
			}
		}
		if len(got) != n {
			t.Errorf("%d: %d codes", n, len(got))
		}
	}
}

func TestWidthArray(t *testing.T) {
	for _, c := range []struct {
		widths []int
		want   string
	}{
		{[]int{1000, 1000}, ""},
		{[]int{500, 443, 1000, 1000, 250}, "/W[1[500 443]5[250]]"},
		{[]int{1000, 500}, "/W[2[500]]"},
	} {
		if got := widthArray(c.widths); got != c.want {
			t.Errorf("%v: %s, want %s", c.widths, got, c.want)
		}
	}
}

// ISO 19005-1 6.7.2, 6.7.3: XMP stands unfiltered and says what Info says.
func TestInfoEqualsXMP(t *testing.T) {
	p := sample(t)
	f := parseFile(t, mustWrite(t, p))
	metadata := f.objects[f.catalog()["Metadata"].(ref)]
	if metadata.value.(dict)["Filter"] != nil {
		t.Error("filtered metadata")
	}
	var x struct {
		Description struct {
			Title       string `xml:"title>Alt>li"`
			Creator     string `xml:"creator>Seq>li"`
			Subject     string `xml:"description>Alt>li"`
			CreatorTool string
			Producer    string
			CreateDate  string
			ModifyDate  string
			Part        string `xml:"part"`
			Level       string `xml:"conformance"`
		} `xml:"RDF>Description"`
	}
	if err := xml.Unmarshal(metadata.stream, &x); err != nil {
		t.Fatal(err)
	}
	d := x.Description
	info := f.dict(f.trailer["Info"])
	for _, c := range []struct{ key, xmp, want string }{
		{"Title", d.Title, "某某县“法治” & <政府> 建设𬭳报告"},
		{"Author", d.Creator, p.Info.Author},
		{"Subject", d.Subject, p.Info.Subject},
		{"Creator", d.CreatorTool, p.Info.Creator},
		{"Producer", d.Producer, producer},
	} {
		if got := text(info[c.key]); got != c.want || c.xmp != c.want {
			t.Errorf("%s is %q in Info, %q in XMP, want %q", c.key, got, c.xmp, c.want)
		}
	}
	for _, key := range []string{"CreationDate", "ModDate"} {
		if got := string(info[key].([]byte)); got != "D:20240305000000+08'00'" {
			t.Errorf("%s %s", key, got)
		}
	}
	if d.CreateDate != "2024-03-05T00:00:00+08:00" || d.ModifyDate != d.CreateDate {
		t.Errorf("XMP dates %s %s", d.CreateDate, d.ModifyDate)
	}
	if d.Part != "1" || d.Level != "A" {
		t.Errorf("claim %s%s", d.Part, d.Level)
	}
}

// The outline has the marks of the pages, nested by level, and its counts are true.
func TestOutline(t *testing.T) {
	f := parseFile(t, mustWrite(t, sample(t)))
	pageNumber := map[any]int{}
	for i, kid := range f.dict(f.catalog()["Pages"])["Kids"].([]any) {
		pageNumber[kid] = i + 1
	}
	var got []string
	var walk func(parent ref, depth int) int
	walk = func(parent ref, depth int) int {
		d := f.dict(parent)
		next, _ := d["First"].(ref)
		var last ref
		n := 0
		for next != 0 {
			item := f.dict(next)
			dest := item["Dest"].([]any)
			if item["Parent"] != parent || (last != 0) != (item["Prev"] != nil) || last != 0 && item["Prev"] != last {
				t.Errorf("item %d: parent %v, previous %v", next, item["Parent"], item["Prev"])
			}
			got = append(got, fmt.Sprintf("%s%s p%d %v", strings.Repeat("  ", depth), text(item["Title"]), pageNumber[dest[0]], dest[1:]))
			n += 1 + walk(next, depth+1)
			last = next
			next, _ = item["Next"].(ref)
		}
		if end, _ := d["Last"].(ref); end != last {
			t.Errorf("last of %d is %d, want %d", parent, end, last)
		}
		if count, ok := d["Count"].(float64); ok != (n > 0) || int(count) != n {
			t.Errorf("count of %d is %v, want %d", parent, d["Count"], n)
		}
		return n
	}
	walk(f.catalog()["Outlines"].(ref), 0)
	want := []string{
		"某某县“法治”建设 年度报告〔2023〕 p1 [XYZ 0 643 <nil>]",
		"  一、主要举措𬭳 p1 [XYZ 0 587 <nil>]",
		"    附表 p2 [XYZ 0 490 <nil>]",
		"  二、不足 p2 [XYZ 0 454 <nil>]",
		"附件 p2 [XYZ 0 425 <nil>]",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("outline\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if f.catalog()["PageMode"] != name("UseOutlines") {
		t.Error("PageMode")
	}
}

// The profile is made of floating-point numbers; its sum shows that every platform
// makes the same one.
func TestProfile(t *testing.T) {
	profile := srgbProfile()
	if size := binary.BigEndian.Uint32(profile); int(size) != len(profile) || len(profile) > 1000 {
		t.Errorf("%d bytes, says %d", len(profile), size)
	}
	const want = "5a57c0f93b38de900e447bf6252bb00fc34e428c947232ab0e05651896dcb3c7"
	if got := fmt.Sprintf("%x", sha256.Sum256(profile)); got != want {
		t.Errorf("profile %s, want %s", got, want)
	}
	f := parseFile(t, mustWrite(t, sample(t)))
	intents := f.catalog()["OutputIntents"].([]any)
	intent := f.dict(intents[0])
	if len(intents) != 1 || intent["S"] != name("GTS_PDFA1") {
		t.Errorf("intents %v", intents)
	}
	if !bytes.Equal(f.data(intent["DestOutputProfile"]), profile) || f.dict(intent["DestOutputProfile"])["N"] != 3.0 {
		t.Error("embedded profile")
	}
}
