// Writing a glyph description (OpenType, glyf) into a growing table.

package fonts

import "math"

func put16(b []byte, v int) []byte { return append(b, byte(v>>8), byte(v)) }
func put32(b []byte, v int) []byte { return append(b, byte(v>>24), byte(v>>16), byte(v>>8), byte(v)) }

// appendSimple copies a simple glyph without instructions and padding.
func appendSimple(b []byte, d block, s simple) []byte {
	b = append(b, d[:glyphHeader+2*s.contours]...)
	b = append(b, 0, 0)
	return append(b, d[s.flags:s.end]...)
}

// appendOutline writes an outline as a simple glyph. ok is false when a coordinate
// does not fit into 16 bits.
func appendOutline(b []byte, o *outline) (out []byte, ok bool) {
	if len(o.points) == 0 {
		return b, true
	}
	bb := o.bounds()
	b = put16(b, len(o.ends))
	for _, v := range bb {
		if v < math.MinInt16 || v > math.MaxInt16 {
			return b, false
		}
		b = put16(b, v)
	}
	for _, e := range o.ends {
		b = put16(b, e)
	}
	b = append(b, 0, 0)
	flags, xs, ys, ok := deltas(o)
	if !ok {
		return b, false
	}
	for i := 0; i < len(flags); {
		n := 1
		for i+n < len(flags) && flags[i+n] == flags[i] && n < 256 {
			n++
		}
		if n > 2 { // two bytes either way for two
			b = append(b, flags[i]|repeatFlag, byte(n-1))
		} else {
			n = 1
			b = append(b, flags[i])
		}
		i += n
	}
	b = append(b, xs...)
	return append(b, ys...), true
}

// deltas turns points into flags and packed differences.
func deltas(o *outline) (flags, xs, ys []byte, ok bool) {
	flags = make([]byte, len(o.points))
	var x, y int
	ok = true
	pack := func(to []byte, d int, f *byte, short, same byte) []byte {
		switch {
		case d == 0:
			*f |= same
			return to
		case d > 0 && d < 256:
			*f |= short | same
			return append(to, byte(d))
		case d < 0 && d > -256:
			*f |= short
			return append(to, byte(-d))
		}
		ok = ok && d >= math.MinInt16 && d <= math.MaxInt16
		return put16(to, d)
	}
	for i, p := range o.points {
		if p.on {
			flags[i] |= onCurve
		}
		xs = pack(xs, p.x-x, &flags[i], xShort, xSame)
		ys = pack(ys, p.y-y, &flags[i], yShort, ySame)
		x, y = p.x, p.y
	}
	if o.overlap {
		flags[0] |= overlaps
	}
	return flags, xs, ys, ok
}
