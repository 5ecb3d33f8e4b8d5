// Where the bytes of a face lie: in memory, or in a file of the user's that is read
// piece by piece. A face of 30 MB that draws one character costs its tables of
// numbers, not its outlines.

package fonts

import (
	"errors"
	"io"
	"strings"
)

// source is a font file. The zero value is an empty one.
type source struct {
	text block       // the whole file, when at is nil
	at   io.ReaderAt // else where it is read from
	size int
	kept map[[2]int]block // tables read so far: the faces of a collection share them
}

var (
	errShort = errors.New("文件不完整，不是字体文件")
	errRead  = errors.New("读不出来：核对文件没有被移走，并有读取权限")
)

func inMemory(data string) source { return source{text: block(data), size: len(data)} }

// piece returns the bytes from…to. What lies in memory is not copied.
func (s source) piece(from, to int) (block, error) {
	switch {
	case from < 0 || from > to || to > s.size:
		return "", errShort
	case s.at == nil:
		return s.text[from:to], nil
	}
	var b strings.Builder
	b.Grow(to - from)
	var part [4 << 10]byte
	for from < to {
		n, err := s.at.ReadAt(part[:min(len(part), to-from)], int64(from))
		b.Write(part[:n])
		if from += n; err != nil && from < to {
			return "", errRead
		}
	}
	return block(b.String()), nil
}

// table reads a table; one that several faces have is read once.
func (s source) table(off, size int) (block, error) {
	at := [2]int{off, size}
	if b, ok := s.kept[at]; ok {
		return b, nil
	}
	b, err := s.piece(off, off+size)
	if err == nil && s.kept != nil {
		s.kept[at] = b
	}
	return b, err
}

// section is a part of a source, read when asked.
type section struct {
	source
	from, length int
}

// piece returns the bytes from…to of the section.
func (s section) piece(from, to int) (block, error) {
	if from < 0 || from > to || to > s.length {
		return "", errShort
	}
	return s.source.piece(s.from+from, s.from+to)
}

const maxCollection = 256 // faces of one file; the largest known collection has some dozens

// isCollection reports whether the file is a collection (OpenType, TTC header).
func (s source) isCollection() bool {
	tag, err := s.piece(0, 4)
	return err == nil && tag == "ttcf"
}

// directories returns where the table directory of each face begins.
func (s source) directories() ([]int, error) {
	if !s.isCollection() {
		return []int{0}, nil
	}
	head, err := s.piece(0, 12)
	n := head.u32(8)
	if err != nil || n == 0 {
		return nil, errors.New("是字体集（.ttc），但里面没有字体，文件可能已损坏")
	}
	if n > maxCollection {
		return nil, errors.New("的字体集目录有误，文件可能已损坏")
	}
	list, err := s.piece(12, 12+4*n)
	if err != nil {
		return nil, errors.New("文件不完整，字体集的目录被截断")
	}
	out := make([]int, n)
	for i := range out {
		out[i] = list.u32(4 * i)
	}
	return out, nil
}
