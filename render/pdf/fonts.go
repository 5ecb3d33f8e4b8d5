package pdf

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"

	"nianbao/fonts"
)

// Font objects. A face becomes a Type0 font over a CIDFontType2 with the subset's
// glyphs numbered as its characters are sorted: code = CID = glyph, so encoding and
// CIDToGIDMap are identities (ISO 32000-1 9.7).

// program is the embedded form of a face.
type program struct {
	name   string // PostScript name after its subset tag
	widths []int  // of CID i+1, 1/1000 em
	drift  []int32
	font   *fonts.Subset     // with the TrueType file, until that is written
	sum    [sha256.Size]byte // of what font was made from: the version of the face, the characters
}

// embedFace makes the program of a face.
func (u *faceUse) embedFace() error {
	subset, err := u.face.Subset(u.runes)
	if err != nil {
		return fmt.Errorf("字体 %s 不能取子集：%w", u.face.PostScriptName(), err)
	}
	if !slices.Equal(subset.Runes, u.runes) || len(subset.Widths) != len(u.runes) {
		return fmt.Errorf("字体 %s 的子集与所用的字不符", u.face.PostScriptName())
	}
	sum := sha256.Sum256([]byte(u.face.Version() + string(u.runes)))
	u.program = program{
		sum:    sum,
		name:   subsetTag(sum) + "+" + u.face.PostScriptName(),
		widths: subset.Widths,
		drift:  make([]int32, len(u.runes)+1),
		font:   subset,
	}
	for i := range u.runes {
		u.program.drift[i+1] = int32(subset.Widths[i]*65536 - subset.Exact[i]*1000)
	}
	return nil
}

// subsetTag returns the six letters that tell subsets of one face apart in files
// put together later (ISO 32000-1 9.6.4), from the sum of a program.
func subsetTag(sum [sha256.Size]byte) string {
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// writeFace writes the objects of a face; n is the number of its Type0 font.
func writeFace(f *file, n int, u *faceUse) {
	descendant, descriptor, set, unicode, program := f.reserve(), f.reserve(), f.reserve(), f.reserve(), f.reserve()
	p := u.program
	f.object(n, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		p.name, descendant, unicode))
	f.object(descendant, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW %d%s>>",
		p.name, descriptor, defaultWidth, widthArray(p.widths)))
	f.object(descriptor, u.descriptor(set, program))
	f.stream(set, "", cidSet(len(u.runes)), plain) // packing costs more than it saves
	f.packed(unicode, "", toUnicode(u.runes))
	f.font(program, p.font.Program, p.sum)
}

func (u *faceUse) descriptor(set, program int) string {
	m := u.face.Metrics()
	return fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %s/Ascent %d/Descent %d/CapHeight %d/StemV %d"+
		"/CIDSet %d 0 R/FontFile2 %d 0 R>>",
		u.program.name, m.Flags, m.BBox[0], m.BBox[1], m.BBox[2], m.BBox[3],
		strconv.FormatFloat(m.ItalicAngle, 'f', -1, 64), m.Ascent, m.Descent, m.CapHeight, m.StemV, set, program)
}

// defaultWidth is /DW: Han and full-width marks are one em wide.
const defaultWidth = 1000

// widthArray returns /W for the widths that are not the default one; empty if none.
func widthArray(widths []int) string {
	var b []byte
	open := false
	for i, w := range widths {
		if w == defaultWidth {
			if open {
				b = append(b, ']')
			}
			open = false
			continue
		}
		if open {
			b = append(b, ' ')
		} else {
			b = fmt.Appendf(b, "%d[", i+1)
			open = true
		}
		b = fmt.Appendf(b, "%d", w)
	}
	if open {
		b = append(b, ']')
	}
	if len(b) == 0 {
		return ""
	}
	return "/W[" + string(b) + "]"
}

// cidSet returns the set of CIDs in the embedded program as bits, CID 0 being the
// highest bit of the first byte (ISO 32000-1 9.8.3.2; required of subsets by
// ISO 19005-1 6.3.5): .notdef and 1…n.
func cidSet(n int) []byte {
	set := make([]byte, n/8+1)
	for c := 0; c <= n; c++ {
		set[c/8] |= 0x80 >> (c % 8)
	}
	return set
}
