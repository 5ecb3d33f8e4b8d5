package disk

import "os"

// Scratch is a file of its own for what is too large to be held, and is wanted once. It is
// made when first used and gone when it is closed or, where an open file can be removed,
// when the program is killed. It is not for writing by many at once.
type Scratch struct {
	file *os.File
	size int64
	gone bool // its name
}

// Keep adds a piece and says where it lies.
func (s *Scratch) Keep(piece []byte) (at int64, err error) {
	if s.file == nil {
		if s.file, err = os.CreateTemp("", "nianbao-"); err != nil {
			return 0, err
		}
		s.gone = os.Remove(s.file.Name()) == nil
	}
	at = s.size
	n, err := s.file.WriteAt(piece, at)
	s.size += int64(n)
	return at, err
}

// ReadAt reads what was kept.
func (s *Scratch) ReadAt(p []byte, at int64) (int, error) { return s.file.ReadAt(p, at) }

// Close takes the file away.
func (s *Scratch) Close() {
	if s.file == nil {
		return
	}
	s.file.Close()
	if !s.gone {
		os.Remove(s.file.Name())
	}
	s.file = nil
}
