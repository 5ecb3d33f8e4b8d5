package fonts

import (
	"sync"
	"testing"
)

// TestRememberedIsWhatIsSearched: characters that share a place in the memo, asked for
// in turn and from many sides, get the glyphs the table gives them.
func TestRememberedIsWhatIsSearched(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"仿宋", "宋体", "西文"} {
		face, ok := set.Face(key)
		if !ok {
			t.Fatalf("no face %s", key)
		}
		tab := &face.tables
		places := rune(len(tab.memo))
		var wg sync.WaitGroup
		for side := range rune(4) {
			wg.Go(func() {
				for i := range rune(0x1800) {
					for _, r := range []rune{i, i + 0x4E00, i + 0x4E00 + places, i + 0x20000, i + side} {
						g, drawn := tab.find(r)
						if want := tab.search(r); g != want || drawn && g == 0 {
							t.Errorf("%s U+%04X: glyph %d, the table says %d", key, r, g, want)
							return
						}
						if again, same := tab.find(r); side == 0 && (again != g || same != drawn) {
							t.Errorf("%s U+%04X: glyph %d, then %d", key, r, g, again)
							return
						}
					}
				}
			})
		}
		wg.Wait()
	}
}
