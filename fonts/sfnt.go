// The file as a whole: the table directory and the checks of Parse. Reads outside
// a table give 0, so that a damaged file leads to an error or a missing glyph and
// never to a panic.

package fonts

import (
	"errors"
	"fmt"
	"math"
	"strings"
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
	head, hhea, hmtx, loca, glyf, os2, post, names, gsub block

	cmap      block // the one Unicode subtable used
	segmented bool  // cmap is format 4, else format 12

	upem     int
	glyphs   int
	metrics  int // entries of hmtx with an advance
	longLoca bool
}

const (
	maxGlyphs   = 1 << 16
	minUpem     = 16    // OpenType, head: unitsPerEm
	maxUpem     = 16384 // ditto
	maxTables   = 256
	headLength  = 54
	hheaLength  = 36
	maxpLength  = 32
	entryLength = 16 // of the table directory
)

// readTables cuts data into tables and refuses what cannot be embedded.
func readTables(data string) (tables, error) {
	var t tables
	b := block(data)
	switch {
	case strings.HasPrefix(data, "OTTO"):
		return t, errors.New("是 CFF 轮廓的 OpenType（OTTO），不能嵌入；请换用 TrueType 轮廓的 .ttf 文件")
	case strings.HasPrefix(data, "ttcf"):
		return t, errors.New("是字体集（.ttc），内含多款字体；请先取出其中一款，存成 .ttf 文件")
	case strings.HasPrefix(data, "wOFF"), strings.HasPrefix(data, "wOF2"):
		return t, errors.New("是网页字体（WOFF），不能嵌入；请换用 .ttf 文件")
	case len(b) < 12:
		return t, errors.New("文件不完整，不是字体文件")
	case b.u32(0) != 0x00010000 && !strings.HasPrefix(data, "true"):
		return t, errors.New("不是 TrueType 字体文件（.ttf）")
	}
	maxp, cmap, err := t.directory(b)
	if err != nil {
		return t, err
	}
	for _, want := range []struct {
		tag  string
		b    block
		size int
	}{{"head", t.head, headLength}, {"hhea", t.hhea, hheaLength}, {"maxp", maxp, maxpLength}, {"cmap", cmap, 4},
		{"hmtx", t.hmtx, 4}, {"loca", t.loca, 4}, {"glyf", t.glyf, 0}} {
		switch {
		case len(want.b) == 0:
			return t, fmt.Errorf("缺少 %s 表，不能嵌入", want.tag)
		case len(want.b) < want.size:
			return t, fmt.Errorf("的 %s 表不完整，文件可能已损坏", want.tag)
		}
	}
	return t, t.check(maxp, cmap)
}

// directory finds the tables.
func (t *tables) directory(b block) (maxp, cmap block, err error) {
	n := b.u16(4)
	if n > maxTables || len(b) < 12+n*entryLength {
		return "", "", errors.New("文件不完整，表目录被截断")
	}
	for i := range n {
		e := 12 + i*entryLength
		tag := string(b[e : e+4])
		var to *block
		switch tag {
		case "head":
			to = &t.head
		case "hhea":
			to = &t.hhea
		case "maxp":
			to = &maxp
		case "hmtx":
			to = &t.hmtx
		case "cmap":
			to = &cmap
		case "loca":
			to = &t.loca
		case "glyf":
			to = &t.glyf
		case "OS/2":
			to = &t.os2
		case "post":
			to = &t.post
		case "name":
			to = &t.names
		case "GSUB":
			to = &t.gsub
		default:
			continue
		}
		off, size := b.u32(e+8), b.u32(e+12)
		if off > len(b) || size > len(b)-off {
			return "", "", fmt.Errorf("文件不完整，%s 表超出文件末尾", tag)
		}
		*to = b[off : off+size]
	}
	return maxp, cmap, nil
}

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
	if err := embeddable(t.os2.u16(8)); err != nil {
		return err
	}
	return t.chooseCmap(cmap)
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
