package disk

import (
	"os"
	"testing"
)

// TestScratchLeavesNothing: what is kept is read back, and no file stays.
func TestScratchLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	var s Scratch
	defer s.Close()
	for i, want := range []int64{0, 3, 9} {
		if at, err := s.Keep([]byte("甲乙")[:3*(i+1)%9]); err != nil || at != want {
			t.Fatal(at, err)
		}
	}
	got := make([]byte, 6)
	if n, err := s.ReadAt(got, 3); err != nil || string(got[:n]) != "甲乙" {
		t.Errorf("%q, %v", got[:n], err)
	}
	s.Close()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}
