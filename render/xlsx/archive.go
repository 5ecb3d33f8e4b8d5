// Packing the parts into a zip file that is the same for the same parts: excelize
// hands them over in the order of a Go map, and with charts writes the extensions in
// [Content_Types].xml in such an order, too. So parts and extensions are sorted and
// carry one fixed time.

package xlsx

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"

	"nianbao/render/deflate"
	"nianbao/render/opc"
)

// archive packs the parts excelize writes as they come, so that never more than one is
// held as it is, besides the small ones that are common (see common.go).
type archive struct {
	inserts map[string][]insert // what is put into a sheet's part, by its name
	parts   []*part
	deflate *deflate.Writer // one for all parts
	store   Store           // may be nil
}

// insert is what excelize does not write into a part: it stands before mark.
type insert struct {
	mark string
	each func(put func([]byte) error) error // gives it piece by piece
}

// part is one file within the workbook. Between Create and the next one it is open.
type part struct {
	*archive
	name   string
	packed stash
	raw    *bytes.Buffer // collects a common part, to be looked up
	done   *opc.Packed   // of a part that was packed lately
	insert []insert      // still to be put in
	held   []byte        // end of what was written, as a mark could begin there
	size   uint64
	crc    uint32
}

// Create begins a part; it implements excelize.ZipWriter.
func (a *archive) Create(name string) (io.Writer, error) {
	if err := a.end(); err != nil {
		return nil, err
	}
	p := &part{archive: a, name: name, insert: a.inserts[name], packed: stash{store: a.store}}
	if isCommon(name) { // and kept beyond the store
		p.raw, p.packed = new(bytes.Buffer), stash{}
	}
	if a.deflate == nil {
		a.deflate = deflate.NewWriter(nil)
	}
	a.deflate.Reset(&p.packed)
	a.parts = append(a.parts, p)
	return p, nil
}

// Write adds to the open part.
func (p *part) Write(data []byte) (int, error) {
	switch {
	case p.raw != nil:
		return p.raw.Write(data)
	case len(p.insert) == 0:
		return len(data), p.pack(data)
	}
	rest := data
	if len(p.held) > 0 {
		rest = append(p.held, data...)
		p.held = nil
	}
	for len(p.insert) > 0 {
		mark := []byte(p.insert[0].mark)
		at := bytes.Index(rest, mark)
		if at < 0 {
			keep := len(rest) - min(len(rest), len(mark)-1)
			p.held = bytes.Clone(rest[keep:])
			return len(data), p.pack(rest[:keep])
		}
		if err := p.pack(rest[:at]); err != nil {
			return 0, err
		}
		if err := p.insert[0].each(p.pack); err != nil {
			return 0, err
		}
		rest, p.insert = rest[at:], p.insert[1:]
	}
	return len(data), p.pack(rest)
}

// pack deflates.
func (p *part) pack(data []byte) error {
	p.size += uint64(len(data))
	p.crc = crc32.Update(p.crc, crc32.IEEETable, data)
	_, err := p.deflate.Write(data)
	return err
}

// end finishes the open part, if there is one.
func (a *archive) end() error {
	if len(a.parts) == 0 {
		return nil
	}
	p := a.parts[len(a.parts)-1]
	if len(p.insert) > 0 {
		return fmt.Errorf("部件 %s 里找不到 %s", p.name, p.insert[0].mark)
	}
	if p.raw == nil {
		return p.close()
	}
	content := p.raw.Bytes()
	if p.name == opc.ContentTypes {
		content = sortDefaults(content)
	}
	if done, ok := packedLately(p.name, content); ok {
		p.done = &done
		return nil
	}
	if err := p.pack(content); err != nil {
		return err
	}
	if err := p.close(); err != nil {
		return err
	}
	keep(content, p.whole())
	return nil
}

// close ends the packed data.
func (p *part) close() error {
	err := p.deflate.Close()
	clip(&p.packed.rest)
	return err
}

// whole is the part as it goes into the file.
func (p *part) whole() opc.Packed {
	if p.done != nil {
		return *p.done
	}
	return opc.Packed{Name: p.name, Before: p.packed.kept, Data: p.packed.rest.Bytes(), Size: p.size, CRC: p.crc}
}

// AddFS is there for excelize.ZipWriter only, which never calls it on writing.
func (a *archive) AddFS(fs.FS) error { return fmt.Errorf("工作簿不收整个目录") }

// Close finishes the last part.
func (a *archive) Close() error {
	if err := a.end(); err != nil {
		return err
	}
	if a.deflate != nil {
		deflate.Release(a.deflate)
		a.deflate = nil
	}
	return nil
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
