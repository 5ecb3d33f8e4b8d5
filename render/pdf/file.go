package pdf

import (
	"crypto/sha256"
	"fmt"
	"hash"

	"nianbao/render/deflate"
)

// The file being written: objects in any order, each noted with its place, and the
// cross-reference table at the end. Spacing and line ends follow ISO 19005-1 6.1.

// file is a PDF file under construction.
type file struct {
	buf []byte
	at  []int // place of object n+1; 0 while it is only reserved

	id         hash.Hash // of the file as far as identified
	identified int
}

// newFile begins a file of about size bytes that keeps to a version of PDF.
func newFile(version string, size int) *file {
	f := &file{buf: make([]byte, 0, size), id: sha256.New()}
	// the comment's four bytes above 127 tell transfer programs the file is binary
	f.buf = append(f.buf, "%PDF-"+version+"\n%\xE2\xE3\xCF\xD3\n"...)
	return f
}

// reserve returns the number of an object to be written later.
func (f *file) reserve() int {
	f.at = append(f.at, 0)
	return len(f.at)
}

// object writes object n.
func (f *file) object(n int, body string) {
	f.at[n-1] = len(f.buf)
	f.buf = fmt.Appendf(f.buf, "%d 0 obj\n%s\nendobj\n", n, body)
}

// filter says how the data of a stream are packed.
type filter string

const (
	plain    filter = ""
	deflated filter = "/Filter/FlateDecode"
)

// stream writes object n as a stream of data that are already packed; dict is what
// its dictionary holds besides /Length and the filter.
func (f *file) stream(n int, dict string, data []byte, packed filter) {
	f.at[n-1] = len(f.buf)
	f.put(n, dict, data, packed)
}

func (f *file) put(n int, dict string, data []byte, packed filter) {
	f.buf = fmt.Appendf(f.buf, "%d 0 obj\n<<%s%s/Length %d>>\nstream\n", n, dict, packed, len(data))
	f.buf = append(f.buf, data...)
	f.buf = append(f.buf, "\nendstream\nendobj\n"...)
}

// packed writes object n as a stream of data it packs on the way; dict as in stream.
func (f *file) packed(n int, dict string, data []byte) {
	f.at[n-1] = len(f.buf)
	// what stands before the packed data holds their length: they move up behind it
	start, head := len(f.buf), len(dict)+64
	f.buf = append(f.buf, make([]byte, head)...)
	deflate.Zlib(f, data)
	data = f.buf[start+head:]
	f.buf = f.buf[:start]
	f.put(n, dict, data, deflated)
}

// font writes object n as the packed program of a face; sum stands for it in the
// identifier of the file.
func (f *file) font(n int, data []byte, sum [sha256.Size]byte) {
	f.identify(len(f.buf))
	f.packed(n, fmt.Sprintf("/Length1 %d", len(data)), data)
	f.id.Write(sum[:])
	f.identified = len(f.buf)
}

// identify takes the file as far as to into its identifier.
func (f *file) identify(to int) {
	f.id.Write(f.buf[f.identified:to])
	f.identified = to
}

// finish writes the cross-reference table and the trailer and returns the file.
// The file identifier is a hash of all that stands before it, so that equal files
// have equal ones; of a face's program, most of the file, what it was made from is
// hashed instead.
func (f *file) finish(root, info int) ([]byte, error) {
	f.identify(len(f.buf))
	sum := f.id.Sum(nil)
	xref := len(f.buf)
	f.buf = fmt.Appendf(f.buf, "xref\n0 %d\n0000000000 65535 f \n", len(f.at)+1)
	for i, at := range f.at {
		if at == 0 {
			return nil, fmt.Errorf("PDF 对象 %d 没有写出", i+1)
		}
		f.buf = fmt.Appendf(f.buf, "%010d 00000 n \n", at)
	}
	f.buf = fmt.Appendf(f.buf, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.at)+1, root, info, sum[:16], sum[:16], xref)
	return f.buf, nil
}

// Write appends b, for what packs into it.
func (f *file) Write(b []byte) (int, error) {
	f.buf = append(f.buf, b...)
	return len(b), nil
}
