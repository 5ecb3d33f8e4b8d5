package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Reading what gopdf writes. draw sees to it that every page is followed by its content
// stream, and that both stand before the stub face. Objects are numbered as they come;
// a stream is taken by its length, as it may hold anything.

// untilPages collects what is written until the content streams of some pages are.
type untilPages struct {
	buf  []byte
	left int // content streams to come
}

// errPages ends gopdf's writing.
var errPages = errors.New("the pages are written")

// Write panics with errPages after the last content stream. gopdf v0.37.0 passes over the
// errors of its objects and goes on; what follows is the stub face, for which it takes
// a deflate writer of 0.8 MB: an eighth of all memory a report took, and most of the
// pages touched for the first time (TestDrawStopsBehindThePages; without the panic the
// result is the same).
func (w *untilPages) Write(b []byte) (int, error) {
	w.buf = append(w.buf, b...)
	if string(b) == "endstream\n" { // gopdf writes it by itself
		if w.left--; w.left == 0 {
			panic(errPages)
		}
	}
	return len(b), nil
}

// writePages lets g write its file as far as the content streams of its pages go.
func writePages(g io.WriterTo, pages int) (file []byte, err error) {
	w := &untilPages{left: pages}
	defer func() {
		if v := recover(); v != nil && v != errPages {
			panic(v)
		}
		file = w.buf
	}()
	_, err = g.WriteTo(w)
	return nil, err
}

// split returns the content streams of the pages of a file gopdf wrote with
// SetNoCompression, in page order.
func split(file []byte, pages int) ([][]byte, error) {
	contents := make([][]byte, 0, pages)
	_, rest, _ := bytes.Cut(file, []byte("\n\n"))
	for n, owner := 1, 0; len(contents) < pages; n++ {
		var ours bool
		if rest, ours = bytes.CutPrefix(rest, fmt.Appendf(nil, "%d 0 obj\n", n)); !ours {
			return nil, fmt.Errorf("gopdf 的对象 %d 不在其位置", n)
		}
		if owner == n-1 && owner > 0 {
			length, data, err := streamOf(n, rest)
			if err != nil {
				return nil, err
			}
			contents = append(contents, data[:length])
			rest = data[length+len(streamEnd):]
		}
		var object []byte
		object, rest, _ = bytes.Cut(rest, []byte("endobj\n\n"))
		if bytes.Contains(object, []byte("/Type /Page\n")) {
			if !bytes.Contains(object, fmt.Appendf(nil, "/Contents  %d 0 R \n", n+1)) {
				return nil, fmt.Errorf("gopdf 的第 %d 页后面不是它的内容流", len(contents)+1)
			}
			owner = n
		}
	}
	return contents, nil
}

const streamEnd = "endstream\n"

// streamOf reads the head of the unfiltered stream that object n is: its length and
// what follows the head, at least as long and ended.
func streamOf(n int, object []byte) (length int, data []byte, err error) {
	bad := fmt.Errorf("gopdf 的对象 %d 不是未压缩的内容流", n)
	head, data, _ := bytes.Cut(object, []byte("\n>>\nstream\n"))
	digits, found := bytes.CutPrefix(head, []byte("<<\n/Length "))
	if !found {
		return 0, nil, bad
	}
	length, err = strconv.Atoi(string(digits))
	if err != nil || length < 0 || length > len(data) || !bytes.HasPrefix(data[length:], []byte(streamEnd)) {
		return 0, nil, bad
	}
	return length, data, nil
}
