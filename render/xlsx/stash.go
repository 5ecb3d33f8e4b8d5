package xlsx

import (
	"bytes"
	"io"
)

// Store keeps pieces of a large workbook out of memory until it is written: the one of all
// units of a province has some hundred MB.
type Store interface {
	io.ReaderAt
	// Keep takes a piece and says where it lies. What it cannot take stays in memory.
	Keep(piece []byte) (at int64, err error)
}

// stash holds packed data: in memory while they are few or there is no store.
type stash struct {
	store Store // may be nil
	kept  []*io.SectionReader
	rest  bytes.Buffer // what stands behind them
}

// Write adds to the data.
func (s *stash) Write(data []byte) (int, error) {
	n, err := s.rest.Write(data)
	if s.store == nil || s.rest.Len() < pieceSize {
		return n, err
	}
	at, lost := s.store.Keep(s.rest.Bytes())
	if lost != nil {
		s.store = nil
		return n, err
	}
	s.kept = append(s.kept, io.NewSectionReader(s.store, at, int64(s.rest.Len())))
	s.rest.Reset()
	return n, err
}

// empty tells that nothing was written.
func (s *stash) empty() bool { return len(s.kept) == 0 && s.rest.Len() == 0 }

// read reads it from its beginning.
func (s *stash) read() io.Reader {
	var all []io.Reader
	for _, k := range s.kept {
		all = append(all, k)
	}
	return io.MultiReader(append(all, &s.rest)...)
}
