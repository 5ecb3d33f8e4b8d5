package deflate

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
	"sync"
	"testing"
)

var texts = []string{"", "年", strings.Repeat("法治政府建设年度报告", 5000)}

func TestPackIsReadBack(t *testing.T) {
	for _, text := range texts {
		packed := Pack([]byte(text))
		if got, err := io.ReadAll(NewReader(bytes.NewReader(packed))); err != nil || string(got) != text {
			t.Errorf("%d bytes: %d came back, %v", len(text), len(got), err)
		}
	}
}

// TestZlibIsReadByAnother: the standard library checks the header and the sum.
func TestZlibIsReadByAnother(t *testing.T) {
	for _, text := range texts {
		var out bytes.Buffer
		Zlib(&out, []byte(text))
		r, err := zlib.NewReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != text {
			t.Errorf("%d bytes: %d came back, %v", len(text), len(got), err)
		}
	}
}

// TestSameBytesFromAnyWriter: a writer that has packed something else, or was given
// back in the middle, packs like a new one.
func TestSameBytesFromAnyWriter(t *testing.T) {
	want := Pack([]byte(texts[2]))
	w := NewWriter(io.Discard)
	w.Write([]byte(strings.Repeat("没有写完", 9000)))
	Release(w)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if !bytes.Equal(Pack([]byte(texts[2])), want) {
					t.Error("the bytes differ")
				}
			}
		})
	}
	wg.Wait()
}
