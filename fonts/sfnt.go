// The file as a whole: the table directory and the checks of Parse. Reads outside
// a table give 0, so that a damaged file leads to an error or a missing glyph and
// never to a panic.

package fonts

import (
	"errors"
	"fmt"
	"math"
)

// block is a piece of a font file. Its readers take offsets from its beginning and
// give 0 outside of it.
type block string

func (b block) u8(i int) int {
	if i < 0 || i >= len(b) {
		return 0
	}
	return int(b[i])
}

func (b block) u16(i int) int {
	if i < 0 || i > len(b)-2 {
		return 0
	}
	return int(b[i])<<8 | int(b[i+1])
}

func (b block) i16(i int) int { return int(int16(b.u16(i))) }

// u32 is for offsets, lengths and characters: what does not fit an int of 32 bits
// is cut down to the largest, which lies outside of every file.
func (b block) u32(i int) int {
	if i < 0 || i > len(b)-4 {
		return 0
	}
	v := uint32(b[i])<<24 | uint32(b[i+1])<<16 | uint32(b[i+2])<<8 | uint32(b[i+3])
	return int(min(v, math.MaxInt32))
}

// fixed reads a Fixed, a signed number with 16 binary places.
func (b block) fixed(i int) float64 {
	return float64(b.i16(i)) + float64(b.u16(i+2))/65536
}

// from returns what follows offset i, nothing when i lies outside.
func (b block) from(i int) block {
	if i < 0 || i > len(b) {
		return ""
	}
	return b[i:]
}

// tables is a face's file cut into its tables, with the few numbers every question
// needs.
type tables struct {
	head, hhea, hmtx, loca, os2, post, names, gsub block

	glyf section // read glyph by glyph

	cmap      block // the one Unicode subtable used
	segmented bool  // cmap is format 4, else format 12

	upem     int
	glyphs   int
	metrics  int // entries of hmtx with an advance
	longLoca bool
	cff      bool // has outlines of the other kind

	memo *memo
}

const (
	maxGlyphs   = 1 << 16
	minUpem     = 16    // OpenType, head: unitsPerEm
	maxUpem     = 16384 // ditto
	maxTables   = 256
	headLength  = 54
	hheaLength  = 36
	maxpLength  = 32
	postLength  = 32
	entryLength = 16 // of the table directory
)

// readTables reads the tables whose directory begins at offset start. What is known
// of a face that is refused, its names above all, is returned with the error.
func readTables(file source, start int) (tables, error) {
	t := tables{memo: new(memo)}
	b, err := file.piece(start, start+12)
	tag := string(b[:min(4, len(b))])
	switch {
	case err != nil:
		return t, errShort
	case tag == "wOFF", tag == "wOF2":
		return t, errors.New("是网页字体（WOFF），不能嵌入；请换用 .ttf 文件")
	case tag != "OTTO" && tag != "true" && b.u32(0) != 0x00010000:
		return t, errors.New("不是 TrueType 字体文件（.ttf）")
	}
	maxp, cmap, err := t.directory(file, start, b.u16(4))
	switch {
	case err != nil:
		return t, err
	case tag == "OTTO" || t.glyf.length == 0 && t.cff:
		return t, errors.New("是 CFF 轮廓的 OpenType（OTTO），不能嵌入；请换用 TrueType 轮廓的 .ttf 文件")
	}
	for _, want := range []struct {
		tag       string
		has, size int
	}{{"head", len(t.head), headLength}, {"hhea", len(t.hhea), hheaLength}, {"maxp", len(maxp), maxpLength}, {"cmap", len(cmap), 4},
		{"hmtx", len(t.hmtx), 4}, {"loca", len(t.loca), 4}, {"glyf", t.glyf.length, 0}} {
		switch {
		case want.has == 0:
			return t, fmt.Errorf("缺少 %s 表，不能嵌入", want.tag)
		case want.has < want.size:
			return t, fmt.Errorf("的 %s 表不完整，文件可能已损坏", want.tag)
		}
	}
	return t, t.check(maxp, cmap)
}

// directory finds the n tables. Those of numbers are read, outlines are not.
func (t *tables) directory(file source, start, n int) (maxp, cmap block, err error) {
	if n > maxTables {
		return "", "", errCut
	}
	b, err := file.piece(start+12, start+12+n*entryLength)
	if err != nil {
		return "", "", errCut
	}
	want := map[string]*block{"head": &t.head, "hhea": &t.hhea, "maxp": &maxp, "hmtx": &t.hmtx, "cmap": &cmap, "loca": &t.loca,
		"OS/2": &t.os2, "post": &t.post, "name": &t.names, "GSUB": &t.gsub}
	cut := ""
	for e := 0; e < len(b); e += entryLength {
		tag, off, size := string(b[e:e+4]), b.u32(e+8), b.u32(e+12)
		to := want[tag]
		switch {
		case tag == "CFF " || tag == "CFF2":
			t.cff = true
			continue
		case tag == "post":
			size = min(size, postLength) // names of glyphs follow
		case tag != "glyf" && to == nil:
			continue
		}
		if off > file.size || size > file.size-off {
			cut = tag
			continue
		}
		if to == nil {
			t.glyf = section{source{text: file.text, at: file.at, size: file.size}, off, size}
		} else if *to, err = file.table(off, size); err != nil {
			return "", "", err
		}
	}
	if cut != "" {
		return "", "", fmt.Errorf("文件不完整，%s 表超出文件末尾", cut)
	}
	return maxp, cmap, nil
}

var errCut = errors.New("文件不完整，表目录被截断")

// check reads the numbers the tables are measured by and compares them.
func (t *tables) check(maxp, cmap block) error {
	t.upem, t.glyphs, t.metrics = t.head.u16(18), maxp.u16(4), t.hhea.u16(34)
	t.longLoca = t.head.i16(50) != 0
	entry := 2
	if t.longLoca {
		entry = 4
	}
	switch {
	case t.upem < minUpem || t.upem > maxUpem:
		return fmt.Errorf("的 head 表有误，每字身单位数为 %d", t.upem)
	case t.glyphs == 0:
		return errors.New("没有字形")
	case t.metrics == 0 || t.metrics > t.glyphs || len(t.hmtx) < 4*t.metrics+2*(t.glyphs-t.metrics):
		return errors.New("的 hmtx 表不完整，文件可能已损坏")
	case len(t.loca) < entry*(t.glyphs+1):
		return errors.New("的 loca 表不完整，文件可能已损坏")
	}
	if err := embeddable(t.os2.u16(fsTypeOffset)); err != nil {
		return err
	}
	return t.chooseCmap(cmap)
}

const fsTypeOffset = 8 // in OS/2

// embedding says in Chinese how far the maker lets the face go into documents.
func embedding(fsType int) string {
	const preview, editable = 0x0004, 0x0008
	switch {
	case embeddable(fsType) != nil:
		return "不许嵌入"
	case fsType&editable != 0:
		return "许可嵌入（可编辑）"
	case fsType&preview != 0:
		return "许可嵌入（预览、打印）"
	}
	return "许可嵌入"
}

// embeddable reads fsType (OpenType, OS/2): bits 1–3 are licences of which the
// most liberal counts, bit 8 forbids subsets, bit 9 allows bitmaps only.
func embeddable(fsType int) error {
	const restricted, licences, noSubset, bitmapOnly = 0x0002, 0x000E, 0x0100, 0x0200
	switch {
	case fsType&licences == restricted:
		return fmt.Errorf("的授权不许嵌入文档（fsType=0x%04X），请换用允许嵌入的字体", fsType)
	case fsType&noSubset != 0:
		return fmt.Errorf("的授权不许只嵌入用到的字（fsType=0x%04X），请换用允许的字体", fsType)
	case fsType&bitmapOnly != 0:
		return fmt.Errorf("的授权只许嵌入点阵（fsType=0x%04X），请换用允许嵌入轮廓的字体", fsType)
	}
	return nil
}
