// Packing the parts into a zip file that is the same for the same parts: excelize
// hands them over in the order of a Go map, and with charts writes the extensions in
// [Content_Types].xml in such an order, too. So parts and extensions are sorted and
// carry one fixed time.

package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"
)

const (
	contentTypes = "[Content_Types].xml" // sorts first, where readers that sniff look for it
	deflateLevel = 6
	dosDay       = 1<<5 | 1 // 1980-01-01, the first day a zip file knows
)

// archive collects the parts excelize writes; Close sorts, packs and writes them.
type archive struct {
	out   io.Writer
	parts []*part
}

// part is one file within the workbook.
type part struct {
	name string
	bytes.Buffer
}

// Create begins a part; it implements excelize.ZipWriter.
func (a *archive) Create(name string) (io.Writer, error) {
	p := &part{name: name}
	a.parts = append(a.parts, p)
	return p, nil
}

// AddFS is there for excelize.ZipWriter only, which never calls it on writing.
func (a *archive) AddFS(fs.FS) error { return fmt.Errorf("工作簿不收整个目录") }

// Close writes the file.
func (a *archive) Close() error {
	slices.SortFunc(a.parts, func(p, q *part) int { return strings.Compare(p.name, q.name) })
	// One deflate for all parts of the file: its tables are the larger part of the
	// memory a workbook takes.
	var packed bytes.Buffer
	deflate, err := flate.NewWriter(&packed, deflateLevel)
	if err != nil {
		return err
	}
	w := zip.NewWriter(a.out)
	for _, p := range a.parts {
		data := p.Bytes()
		if p.name == contentTypes {
			data = sortDefaults(data)
		}
		packed.Reset()
		deflate.Reset(&packed)
		if _, err := deflate.Write(data); err != nil {
			return err
		}
		if err := deflate.Close(); err != nil {
			return err
		}
		// CreateRaw, as sizes known beforehand spare the data descriptor that strict
		// readers stumble over; it takes the time in the DOS form only.
		entry, err := w.CreateRaw(&zip.FileHeader{
			Name: p.name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(data), ModifiedDate: dosDay,
			CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(data)),
		})
		if err != nil {
			return err
		}
		if _, err := entry.Write(packed.Bytes()); err != nil {
			return err
		}
	}
	return w.Close()
}

// sortDefaults puts the <Default> elements of a content types part in order. They
// stand together before the <Override> elements (ISO 29500-2, 10.1.2).
func sortDefaults(data []byte) []byte {
	const begin, end = "<Default ", "</Default>"
	text := string(data)
	from, to := strings.Index(text, begin), strings.LastIndex(text, end)
	if from < 0 || to < from {
		return data
	}
	to += len(end)
	items := strings.SplitAfter(text[from:to], end)
	items = items[:len(items)-1] // what SplitAfter leaves behind the last one is empty
	for _, item := range items {
		if !strings.HasPrefix(item, begin) {
			return data // something stands between them: better unsorted than torn
		}
	}
	slices.Sort(items)
	return []byte(text[:from] + strings.Join(items, "") + text[to:])
}
