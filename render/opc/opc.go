// Package opc packs the parts of an office file (ISO 29500-2, Open Packaging
// Conventions) into a zip that is the same for the same parts: sorted, with one fixed
// time.
package opc

import (
	"archive/zip"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"nianbao/render/deflate"
)

// ContentTypes is the part that says what every other is. It sorts first, where
// readers that sniff look for it.
const ContentTypes = "[Content_Types].xml"

const dosDay = 1<<5 | 1 // 1980-01-01, the first day a zip file knows

// Packed is a part, deflated.
type Packed struct {
	Name string
	// Before is what stands before Data and is kept elsewhere.
	Before []*io.SectionReader
	Data   []byte
	Size   uint64 // before it was deflated
	CRC    uint32 // IEEE, of the part as it was
}

// Pack deflates a part.
func Pack(name string, content []byte) Packed {
	return Packed{Name: name, Data: deflate.Pack(content), Size: uint64(len(content)), CRC: crc32.ChecksumIEEE(content)}
}

// Write writes the file. It sorts parts.
func Write(out io.Writer, parts []Packed) error {
	slices.SortFunc(parts, func(p, q Packed) int { return strings.Compare(p.Name, q.Name) })
	w := zip.NewWriter(out)
	for _, p := range parts {
		size := int64(len(p.Data))
		for _, b := range p.Before {
			size += b.Size()
		}
		// CreateRaw, as sizes known beforehand spare the data descriptor that strict
		// readers stumble over; it takes the time in the DOS form only.
		entry, err := w.CreateRaw(&zip.FileHeader{
			Name: p.Name, Method: zip.Deflate, CRC32: p.CRC, ModifiedDate: dosDay,
			CompressedSize64: uint64(size), UncompressedSize64: p.Size,
		})
		if err != nil {
			return err
		}
		for _, b := range p.Before {
			if _, err := io.CopyN(entry, io.NewSectionReader(b, 0, b.Size()), b.Size()); err != nil {
				return err
			}
		}
		if _, err := entry.Write(p.Data); err != nil {
			return err
		}
	}
	return w.Close()
}
