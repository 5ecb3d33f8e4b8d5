// A second reader of TrueType files, written apart from the one under test and
// without care for damaged input: what Subset writes is read back with it.

package fonts

import (
	"encoding/binary"
	"strings"
	"testing"
)

type pt struct {
	X, Y int
	On   bool
}

type drawn struct {
	Contours       [][]pt
	Advance, Left  int
	XMin, YMin     int
	XMax, YMax     int
	Raw            int // length of the description
	HasInstruction bool
}

type program map[string][]byte

func u16(b []byte, i int) int { return int(binary.BigEndian.Uint16(b[i:])) }
func i16(b []byte, i int) int { return int(int16(binary.BigEndian.Uint16(b[i:]))) }
func u32(b []byte, i int) int { return int(binary.BigEndian.Uint32(b[i:])) }

// open cuts a file into its tables and checks every sum on the way.
func open(t *testing.T, file []byte) program {
	t.Helper()
	p := program{}
	if len(file)%4 != 0 {
		t.Fatalf("length %d is not a multiple of 4", len(file))
	}
	if got := uint32(sum(file)); got != 0xB1B0AFBA {
		t.Errorf("sum of the file is %08X, want B1B0AFBA", got)
	}
	last := ""
	for i := range u16(file, 4) {
		e := file[12+16*i:]
		tag, off, size := string(e[:4]), u32(e, 8), u32(e, 12)
		if tag <= last || off%4 != 0 {
			t.Errorf("table %q at %d: out of order or not aligned", tag, off)
		}
		last = tag
		body := file[off : off+(size+3)/4*4]
		want := uint32(u32(e, 4))
		if tag == "head" {
			body = append([]byte(nil), body...)
			copy(body[8:], []byte{0, 0, 0, 0})
		}
		if got := sum(body); got != want {
			t.Errorf("sum of %s is %08X, directory says %08X", tag, got, want)
		}
		p[tag] = file[off : off+size]
	}
	return p
}

func sum(b []byte) (s uint32) {
	for i := 0; i < len(b); i += 4 {
		s += binary.BigEndian.Uint32(b[i:])
	}
	return s
}

func (p program) glyphs() int { return u16(p["maxp"], 4) }

// glyph reads a simple glyph; composites fail the test.
func (p program) glyph(t *testing.T, g int) drawn {
	t.Helper()
	var d drawn
	long := u16(p["head"], 50) == 1
	n := u16(p["hhea"], 34)
	d.Advance = u16(p["hmtx"], 4*min(g, n-1))
	if g < n {
		d.Left = i16(p["hmtx"], 4*g+2)
	} else {
		d.Left = i16(p["hmtx"], 4*n+2*(g-n))
	}
	from, to := 0, 0
	if long {
		from, to = u32(p["loca"], 4*g), u32(p["loca"], 4*g+4)
	} else {
		from, to = 2*u16(p["loca"], 2*g), 2*u16(p["loca"], 2*g+2)
	}
	if from == to {
		return d
	}
	b := p["glyf"][from:to]
	d.Raw = len(b)
	n = i16(b, 0)
	if n < 0 {
		t.Fatalf("glyph %d is a composite", g)
	}
	d.XMin, d.YMin, d.XMax, d.YMax = i16(b, 2), i16(b, 4), i16(b, 6), i16(b, 8)
	points := u16(b, 10+2*n-2) + 1
	d.HasInstruction = u16(b, 10+2*n) != 0
	rest := b[12+2*n+u16(b, 10+2*n):]
	var flags []byte
	for len(flags) < points {
		f := rest[0]
		rest = rest[1:]
		flags = append(flags, f)
		if f&8 != 0 {
			for range rest[0] {
				flags = append(flags, f)
			}
			rest = rest[1:]
		}
	}
	all := make([]pt, points)
	for axis, bits := range [2][2]byte{{2, 16}, {4, 32}} {
		v := 0
		for i, f := range flags {
			switch {
			case f&bits[0] != 0 && f&bits[1] != 0:
				v += int(rest[0])
				rest = rest[1:]
			case f&bits[0] != 0:
				v -= int(rest[0])
				rest = rest[1:]
			case f&bits[1] == 0:
				v += i16(rest, 0)
				rest = rest[2:]
			}
			if axis == 0 {
				all[i].X, all[i].On = v, f&1 != 0
			} else {
				all[i].Y = v
			}
		}
	}
	if len(rest) > 1 || long && len(rest) > 0 {
		t.Errorf("glyph %d: %d bytes of padding", g, len(rest))
	}
	start := 0
	for i := range n {
		e := u16(b, 10+2*i) + 1
		d.Contours = append(d.Contours, all[start:e])
		start = e
	}
	return d
}

// contours turns an outline of the code under test into the reader's form.
func contours(o outline) (all [][]pt) {
	start := 0
	for _, e := range o.ends {
		var c []pt
		for _, p := range o.points[start : e+1] {
			c = append(c, pt{p.x, p.y, p.on})
		}
		all = append(all, c)
		start = e + 1
	}
	return all
}

func face(t testing.TB, key string) *Face {
	t.Helper()
	s, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	f, ok := s.Face(key)
	if !ok {
		t.Fatalf("没有字体“%s”", key)
	}
	return f
}

func subset(t testing.TB, f *Face, text string) *Subset {
	t.Helper()
	s, err := f.Subset([]rune(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// build makes a font file of tables, sums left out.
func build(version string, tags string, tables map[string]string) string {
	var dir, body strings.Builder
	list := strings.Fields(tags)
	n := len(list)
	dir.WriteString(version + w(n, 0, 0, 0))
	for _, tag := range list {
		off := 12 + 16*n + body.Len()
		dir.WriteString(tag + "\x00\x00\x00\x00" + l(off) + l(len(tables[tag])))
		body.WriteString(tables[tag])
		for body.Len()%4 != 0 {
			body.WriteByte(0)
		}
	}
	return dir.String() + body.String()
}

// w writes 16-bit words, l a 32-bit one.
func w(v ...int) string {
	var b []byte
	for _, x := range v {
		b = append(b, byte(x>>8), byte(x))
	}
	return string(b)
}

func l(v int) string { return w(v>>16, v) }
