package xlsx

import (
	"bytes"
	"io"

	"nianbao/render/deflate"
)

// spool holds a text that is put into a part later: as it is while it is small, squeezed
// by the piece when it is not.
type spool struct {
	text    bytes.Buffer    // the end of it, as it is
	packed  stash           // what stands before, deflated
	deflate *deflate.Writer // while packed grows
}

// pieceSize is how much is held as it is.
const pieceSize = 1 << 20

// rest squeezes the text when it is large.
func (s *spool) rest() error {
	if s.text.Len() < pieceSize {
		return nil
	}
	if s.deflate == nil {
		s.deflate = deflate.NewWriter(&s.packed)
	}
	_, err := s.text.WriteTo(s.deflate)
	return err
}

// close ends the text.
func (s *spool) close() error {
	if s.deflate == nil {
		return nil
	}
	err := s.deflate.Close()
	deflate.Release(s.deflate)
	s.deflate = nil
	clip(&s.packed.rest)
	clip(&s.text)
	return err
}

// clip gives back the room a large buffer grew into and does not need.
func clip(b *bytes.Buffer) {
	if b.Cap() > pieceSize/4 && b.Cap()-b.Len() > b.Cap()/8 {
		*b = *bytes.NewBuffer(bytes.Clone(b.Bytes()))
	}
}

// each gives the text from its beginning, piece by piece, and lets go of it.
func (s *spool) each(put func([]byte) error) error {
	if !s.packed.empty() {
		in := deflate.NewReader(s.packed.read())
		defer in.Close()
		for buf := make([]byte, 1<<16); ; {
			n, err := in.Read(buf)
			if n > 0 {
				if err := put(buf[:n]); err != nil {
					return err
				}
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				return err
			}
		}
	}
	err := put(s.text.Bytes())
	s.text, s.packed = bytes.Buffer{}, stash{}
	return err
}
