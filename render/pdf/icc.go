package pdf

import (
	"encoding/binary"
	"math"
	"sync"

	"nianbao/render/deflate"
)

// sRGB as an ICC profile of version 2, computed from the numbers of IEC 61966-2-1
// so that no file of another licence is carried along. PDF/A needs a profile to say
// which red 发文机关标志 is printed in.

// xyz is a colour in ICC's fixed point, 1/65536.
type xyz [3]uint32

const (
	profileName      = "sRGB IEC61966-2.1"
	profileCopyright = "Public domain"
	// curvePoints are enough for straight lines between them to lie within 1/1000 of the
	// curve; 256 would cost each file 300 bytes more.
	curvePoints = 64
)

// srgbProfile returns the profile.
func srgbProfile() []byte {
	// The white of profile space (D50, ICC.1:2001-04 annex A) and the sRGB primaries
	// adapted to it; the three sum to the white.
	white := xyz{0xF6D6, 0x10000, 0xD32D}
	red, green, blue := xyz{0x6FA0, 0x38F5, 0x0390}, xyz{0x6297, 0xB787, 0x18D9}, xyz{0x249F, 0x0F84, 0xB6C4}
	curve := srgbCurve()
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", profileDescription()},
		{"cprt", append([]byte("text\x00\x00\x00\x00"), profileCopyright+"\x00"...)},
		{"wtpt", white.tag()}, {"rXYZ", red.tag()}, {"gXYZ", green.tag()}, {"bXYZ", blue.tag()},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	out := make([]byte, 128+4+12*len(tags))
	be := binary.BigEndian
	be.PutUint32(out[8:], 0x02100000)
	copy(out[12:], "mntrRGB XYZ ")
	for i, v := range [...]uint16{2000, 1, 1, 0, 0, 0} { // date: any fixed one
		be.PutUint16(out[24+2*i:], v)
	}
	copy(out[36:], "acsp")
	for i, v := range white { // illuminant of profile space
		be.PutUint32(out[68+4*i:], v)
	}
	be.PutUint32(out[128:], uint32(len(tags)))
	shared := 0 // where the curve lies: the three channels have one
	for i, t := range tags {
		at := len(out)
		if t.name == "gTRC" || t.name == "bTRC" {
			at = shared
		} else {
			out = append(out, t.data...)
			for len(out)%4 != 0 {
				out = append(out, 0)
			}
		}
		if t.name == "rTRC" {
			shared = at
		}
		entry := out[132+12*i:]
		copy(entry, t.name)
		be.PutUint32(entry[4:], uint32(at))
		be.PutUint32(entry[8:], uint32(len(t.data)))
	}
	be.PutUint32(out, uint32(len(out)))
	return out
}

func (c xyz) tag() []byte {
	out := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range c {
		out = binary.BigEndian.AppendUint32(out, v)
	}
	return out
}

// profileDescription returns a textDescriptionType without its Unicode and
// Macintosh parts, which must still take their room (ICC.1:2001-04 6.5.17).
func profileDescription() []byte {
	out := []byte("desc\x00\x00\x00\x00")
	out = binary.BigEndian.AppendUint32(out, uint32(len(profileName)+1))
	out = append(out, profileName...)
	return append(out, make([]byte, 1+4+4+2+1+67)...)
}

// srgbCurve returns the transfer curve of sRGB, IEC 61966-2-1 clause 5.2.
func srgbCurve() []byte {
	out := []byte("curv\x00\x00\x00\x00")
	out = binary.BigEndian.AppendUint32(out, curvePoints)
	for i := range curvePoints {
		v := float64(i) / (curvePoints - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		out = binary.BigEndian.AppendUint16(out, uint16(math.Round(v*65535)))
	}
	return out
}

// packedProfile is the profile as every file holds it, packed once.
var packedProfile = sync.OnceValue(func() []byte {
	var f file
	deflate.Zlib(&f, srgbProfile())
	return f.buf
})
