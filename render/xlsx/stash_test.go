package xlsx

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"testing"

	"nianbao/render/doc"
)

// memory is a store that takes so many pieces, and then none.
type memory struct {
	bytes.Buffer
	room, kept int
}

func (m *memory) Keep(piece []byte) (at int64, err error) {
	if m.kept >= m.room {
		return 0, errors.New("the disk is full")
	}
	m.kept++
	at = int64(m.Len())
	m.Write(piece)
	return at, nil
}

func (m *memory) ReadAt(p []byte, at int64) (int, error) { return copy(p, m.Bytes()[at:]), nil }

// TestLargeWorkbookInAStore: the same bytes whether a store takes all of a large workbook,
// a part of it or nothing.
func TestLargeWorkbookInAStore(t *testing.T) {
	sheet := doc.Sheet{Name: "全部", Widths: []int{20, 20}}
	sum := sha256.Sum256(nil)
	for range 30_000 { // what does not pack well
		sum = sha256.Sum256(sum[:])
		sheet.Rows = append(sheet.Rows, doc.Row{Cells: []doc.Cell{{Text: hex.EncodeToString(sum[:16]), Link: hex.EncodeToString(sum[:12])}, {Text: hex.EncodeToString(sum[16:]), Alert: "LEN($A$1)>3"}}})
	}
	a := doc.Annex{Sheets: []doc.Sheet{sheet}}
	want, err := Write(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []int{1000, 1, 0} {
		store := &memory{room: room}
		w, err := Pack(a, store)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := w.Write(&got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("room for %d pieces: %d bytes, want the %d without a store", room, got.Len(), len(want))
		}
		if store.kept < min(room, 2) {
			t.Errorf("%d pieces kept", store.kept)
		}
	}
}
