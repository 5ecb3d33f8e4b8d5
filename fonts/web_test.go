package fonts_test

import (
	"testing"

	"nianbao/fonts"
)

// A face for a browser is a whole file that maps and draws what it was asked for, as
// wide as in the PDF, shared marks included.
func TestWebFaceIsAFileOfItsOwn(t *testing.T) {
	set, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for key, text := range map[string]string{"仿宋": "依法行政，“—…·” 286宗", "西文": "2024% ABC", "生僻字": "𬭚𠮷"} {
		face, _ := set.Face(key)
		var rs []rune
		for _, r := range text {
			if face.Covers(r) {
				rs = append(rs, r)
			}
		}
		b, err := face.Web(rs)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := face.Web(rs)
		if string(b) != string(again) {
			t.Errorf("%s: two runs differ", key)
		}
		got, err := fonts.Parse(key, b, fonts.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rs {
			if !got.Covers(r) || got.Advance(r) != face.Advance(r) {
				t.Errorf("%s “%c”: covered %v, advance %d, want %d", key, r, got.Covers(r), got.Advance(r), face.Advance(r))
			}
		}
		if got.Covers('龘') && face.Key() != "生僻字" {
			t.Errorf("%s holds more than was asked for", key)
		}
	}
	face, _ := set.Face("仿宋")
	if _, err := face.Web([]rune{'\U0010FFFF'}); err == nil {
		t.Error("a character the face has not made no error")
	}
}
