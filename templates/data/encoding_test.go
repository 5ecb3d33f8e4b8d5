package data

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// TestEncodings: the same file in every encoding gives the same tree and places, and
// one note.
func TestEncodings(t *testing.T) {
	const text = "# 注释\n单位：甲街道\n统计:\n  学法: {会议: 3，培训: ４}\n正文:\n  甲: |\n    “㐀”与€，第 1 段。\n"
	plain, _, notes, _ := Parse("甲.yaml", []byte(text))
	want := treeText(plain, "")
	bare := func(e encoding.Encoding) string {
		s, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, c := range []struct{ name, content, from string }{
		{"BOM", "\uFEFF" + text, ""},
		{"GB18030", bare(simplifiedchinese.GB18030), EncodingGB18030},
		{"UTF-16 LE", bare(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), EncodingUTF16},
		{"UTF-16 BE", bare(unicode.UTF16(unicode.BigEndian, unicode.UseBOM)), EncodingUTF16},
		{"UTF-16 LE without mark", bare(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)), EncodingUTF16},
		{"UTF-16 BE without mark", bare(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)), EncodingUTF16},
		{"Windows line ends", bare(simplifiedchinese.GB18030), EncodingGB18030},
	} {
		root, src, found, _ := Parse("甲.yaml", []byte(c.content))
		if root == nil {
			t.Errorf("%s: %s", c.name, findingLines(found))
			continue
		}
		if got := treeText(root, ""); got != want {
			t.Errorf("%s: tree is\n%s\nwant\n%s", c.name, got, want)
		}
		extra := 0
		if c.from != "" {
			extra = 1
		}
		said := 0
		for _, d := range found {
			if d.Code == codeEncoding {
				said++
			}
		}
		if src.Encoding != c.from || said != extra || len(found) != len(notes)+extra {
			t.Errorf("%s: encoding %q, findings %s", c.name, src.Encoding, findingLines(found))
		}
	}
}

// TestShortGBK: a name alone is enough to know GBK.
func TestShortGBK(t *testing.T) {
	for _, word := range []string{"单位", "年度", "街道办事处", "广州", "㐀"} {
		s, err := simplifiedchinese.GB18030.NewEncoder().String(word)
		if err != nil {
			t.Fatal(err)
		}
		if got, from, ok := UTF8([]byte(s)); string(got) != word || from != EncodingGB18030 || !ok {
			t.Errorf("%s: %q %q %v", word, got, from, ok)
		}
	}
	if _, _, ok := UTF8([]byte(strings.Repeat("单位", 9) + "\xff")); ok {
		t.Error("a damaged file was read")
	}
}

// TestEncode: a console in a legacy code page reads the messages; others get UTF-8.
func TestEncode(t *testing.T) {
	for _, c := range []struct{ charset, want string }{
		{"936", "\xb4\xed\xce\xf3?\n"}, {"zh_CN", "错误𠮷\n"}, {"GB18030", ""}, {"utf-8", "错误𠮷\n"}, {"", "错误𠮷\n"}, {"65001", "错误𠮷\n"},
	} {
		var b strings.Builder
		n, err := Encode(&b, c.charset).Write([]byte("错误𠮷\n"))
		if err != nil || n != len("错误𠮷\n") {
			t.Errorf("%s: wrote %d, %v", c.charset, n, err)
		}
		if c.charset != "GB18030" && b.String() != c.want {
			t.Errorf("%s: %q, want %q", c.charset, b.String(), c.want)
		}
		if back, _, _ := UTF8([]byte(b.String())); c.charset == "GB18030" && string(back) != "错误𠮷\n" {
			t.Errorf("%s: read back %q", c.charset, back)
		}
	}
}
