package pdf

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"

	"nianbao/render/page"
)

// Content streams. gopdf's stream gives the order and the kind of what is drawn; every number is
// written again from the page tree, because gopdf rounds positions to 1/100 pt
// and spacing to 1/1000 pt (28 characters to the line make that visible).

const (
	// positionDecimals: text positions are whole thousandths of a point, and moves
	// are differences of such whole numbers, so nothing adds up along a page.
	positionDecimals = 3
	// exactDecimals is for what is multiplied (size, spacing) or drawn from
	// (rules, page boxes): one EMU is 0.00008 pt.
	exactDecimals = 5
	// maxDrift is how far a glyph may stand from its place because /W holds whole
	// thousandths of an em, in 1/65536 of 1/1000 em: at 22 pt 0.0007 pt.
	maxDrift = 65536 / 32
)

// rewrite returns the finished content stream of page i, drawn being gopdf's.
// gopdf writes a line as BT … ET, a rule and a shape as q … Q, in the order they were
// drawn; a rule ends with S, a shape with s.
func (d *document) rewrite(i int, drawn []byte) ([]byte, error) {
	pg := &d.pages.Pages[i]
	text, rules := d.text[i], pg.Rules
	drawnShapes := 0 // of the run to come
	w := contentWriter{height: pg.Height, buf: make([]byte, 0, len(drawn)/2)}
	var drawnLine mark
	if d.tags != nil {
		drawnLine = layoutArtifact
	}
	for len(drawn) > 0 {
		var line []byte
		line, drawn, _ = bytes.Cut(drawn, []byte("\n"))
		switch {
		case bytes.Equal(line, []byte("BT")):
			if len(text) == 0 {
				return nil, fmt.Errorf("第 %d 页：gopdf 画出的文字比要求的多", i+1)
			}
			var object []byte
			object, drawn, _ = bytes.Cut(drawn, []byte("\nET\n"))
			line := firstLine(text)
			if err := drawnAs(line, object); err != nil {
				return nil, fmt.Errorf("第 %d 页：%w", i+1, err)
			}
			if n := len(text[0].shapes); drawnShapes != n {
				return nil, fmt.Errorf("第 %d 页：“%s”前 gopdf 画了 %d 个图形，应为 %d 个", i+1, text[0].run.Text, drawnShapes, n)
			}
			for _, pc := range line {
				w.mark(pc.mark)
				w.run(pc)
			}
			text, drawnShapes = text[len(line):], 0
		case bytes.Equal(line, []byte("q")):
			var object []byte
			object, drawn, _ = bytes.Cut(drawn, []byte("\nQ\n"))
			if bytes.HasSuffix(object, []byte(" s")) {
				if len(text) == 0 || drawnShapes == len(text[0].shapes) {
					return nil, fmt.Errorf("第 %d 页：gopdf 画出的图形比要求的多", i+1)
				}
				w.mark(text[0].mark)
				w.shape(text[0].shapes[drawnShapes])
				drawnShapes++
				continue
			}
			if len(rules) == 0 {
				return nil, fmt.Errorf("第 %d 页：gopdf 画出的线比要求的多", i+1)
			}
			w.mark(drawnLine)
			w.rule(&rules[0])
			rules = rules[1:]
		case bytes.HasSuffix(line, []byte(" w")), bytes.HasSuffix(line, []byte(" RG")):
			// the state of a rule, written with the rule
		default:
			return nil, fmt.Errorf("第 %d 页：gopdf 写了未料到的“%s”", i+1, line)
		}
	}
	if len(text) > 0 || len(rules) > 0 {
		return nil, fmt.Errorf("第 %d 页：gopdf 少画了 %d 段文字、%d 条线", i+1, len(text), len(rules))
	}
	w.mark(mark{})
	w.endText()
	return w.buf, nil
}

// drawnAs reports gopdf's text object that is not of the line: its codes are
// hexadecimal digits, four to the character drawn.
func drawnAs(line []piece, object []byte) error {
	_, after, _ := bytes.Cut(object, []byte("\n[<"))
	codes, _, found := bytes.Cut(after, []byte(">] TJ"))
	want := 0
	for _, p := range line {
		want += len(p.drawn())
	}
	if !found || len(codes) != 4*want {
		return fmt.Errorf("gopdf 画出的“%s”这一行有 %d 个字码，应为 %d 个", line[0].run.Text, len(codes)/4, want)
	}
	for _, p := range line {
		for _, c := range p.drawn() {
			if drawnCode(codes[:4]) != int(stubGlyph(c)) {
				return fmt.Errorf("gopdf 没有照次序画“%s”", p.run.Text)
			}
			codes = codes[4:]
		}
	}
	return nil
}

// contentWriter writes one content stream. It keeps the graphics state so that an
// operator is written only when it changes something.
type contentWriter struct {
	buf    []byte
	height page.Length

	fill, stroke page.Color // black at the start of a page, ISO 32000-1 8.4.1
	weight       page.Length
	round        bool // corners of strokes are round
	face         *faceUse
	size         page.Length
	spacing      page.Length
	scale        int

	marked mark // the open marked content
	inText bool
	turned bool  // the open text object reads downwards
	x, y   int64 // start of its current line in thousandths of a point, upwards
}

// mark ends the open marked content and begins m, unless they are one. Both lie
// outside text objects, so that a marked paragraph may take several of them
// (ISO 32000-1 14.6.1).
func (w *contentWriter) mark(m mark) {
	if m == w.marked {
		return
	}
	w.endText()
	if w.marked.tag != "" {
		w.op("EMC")
	}
	if w.marked = m; m.tag != "" {
		w.buf = m.begin(w.buf)
	}
}

// rule writes a straight line.
func (w *contentWriter) rule(r *page.Rule) {
	w.endText()
	w.pen(r.Weight, r.Color)
	w.points(r.X1)
	w.points(w.height - r.Y1)
	w.op("m")
	w.points(r.X2)
	w.points(w.height - r.Y2)
	w.op("l")
	w.op("S")
}

// pen sets the weight and colour of strokes.
func (w *contentWriter) pen(weight page.Length, c page.Color) {
	if c != w.stroke {
		w.stroke = c
		w.color(c, "RG")
	}
	if weight != w.weight {
		w.weight = weight
		w.points(weight)
		w.op("w")
	}
}

// run writes a run. Runs that follow each other in one marked content share a text
// object, as the moves from line to line are shorter than places on the page.
func (w *contentWriter) run(p piece) {
	r := p.run
	if w.inText && r.Turned != w.turned {
		w.endText()
	}
	if !w.inText {
		w.op("BT")
		w.inText, w.turned, w.x, w.y = true, r.Turned, 0, 0
	}
	if p.face != w.face || r.Size != w.size {
		w.face, w.size = p.face, r.Size
		w.buf = append(w.buf, '/')
		w.buf = append(w.buf, p.face.name...)
		w.buf = append(w.buf, ' ')
		w.points(r.Size)
		w.op("Tf")
	}
	if r.Scale != w.scale {
		w.scale = r.Scale
		w.number(int64(cmp.Or(r.Scale, 1000)), 1) // thousandths as per cent
		w.op("Tz")
	}
	// Tz scales the spacing too (ISO 32000-1 9.3.4), which a run's is not
	if spacing := r.Spacing * 1000 / page.Length(cmp.Or(r.Scale, 1000)); spacing != w.spacing {
		w.spacing = spacing
		w.points(spacing)
		w.op("Tc")
	}
	if r.Color != w.fill {
		w.fill = r.Color
		w.color(r.Color, "rg")
	}
	w.moveTo(scaled(r.X, positionDecimals), scaled(w.height-r.Y, positionDecimals))
	w.show(p.face, p.cids)
}

// moveTo puts the pen at the origin of a run.
func (w *contentWriter) moveTo(x, y int64) {
	if w.turned {
		// 90° clockwise: what ran to the right runs down, what stood up lies to the right
		w.buf = append(w.buf, "0 -1 1 0 "...)
		w.number(x, positionDecimals)
		w.number(y, positionDecimals)
		w.op("Tm")
		return
	}
	w.number(x-w.x, positionDecimals)
	w.number(y-w.y, positionDecimals)
	w.op("Td")
	w.x, w.y = x, y
}

// show writes the glyphs, as literal strings, which pack smaller than hexadecimal
// digits. /W tells a reader advances in whole thousandths of an em;
// where a face has finer ones (Latin letters of 2048 units to the em) the pen is
// put right between glyphs, so that each stands where the layout put it.
func (w *contentWriter) show(face *faceUse, cids []uint16) {
	drift := face.program.drift
	start := len(w.buf)
	w.buf = append(w.buf, '(')
	adjusted, off := false, int64(0)
	for _, c := range cids {
		if off > maxDrift || off < -maxDrift {
			// rounded to 1/100 of 1/1000 em; what is left over stays in off
			n := roundDiv(off*100, 65536)
			w.buf = append(w.buf, ')')
			w.buf = appendFixed(w.buf, n, 2)
			w.buf = append(w.buf, '(')
			off -= n * 65536 / 100
			adjusted = true
		}
		w.buf = appendLiteral(w.buf, c)
		off += int64(drift[c])
	}
	w.buf = append(w.buf, ')')
	if !adjusted {
		w.op("Tj")
		return
	}
	w.buf = append(w.buf, ']')
	w.buf = append(w.buf, 0)
	copy(w.buf[start+1:], w.buf[start:])
	w.buf[start] = '['
	w.op("TJ")
}

func (w *contentWriter) endText() {
	if w.inText {
		w.inText = false
		w.op("ET")
	}
}

// op ends an operation; its operands, each followed by a blank, stand before it.
func (w *contentWriter) op(name string) {
	w.buf = append(w.buf, name...)
	w.buf = append(w.buf, '\n')
}

func (w *contentWriter) number(v int64, decimals int) {
	w.buf = append(appendFixed(w.buf, v, decimals), ' ')
}

func (w *contentWriter) points(l page.Length) { w.number(scaled(l, exactDecimals), exactDecimals) }

// color writes c with the operator rg or RG. Four decimals tell 256 steps apart.
func (w *contentWriter) color(c page.Color, op string) {
	for _, channel := range [...]uint8{c.R, c.G, c.B} {
		w.number(roundDiv(int64(channel)*10000, 255), 4)
	}
	w.op(op)
}

// drawnCode reads a code of four upper-case hexadecimal digits.
func drawnCode(code []byte) int {
	n := 0
	for _, c := range code {
		if c >= 'A' {
			n = n<<4 | int(c-'A'+10)
		} else {
			n = n<<4 | int(c-'0')
		}
	}
	return n
}

// scaled returns l in points times 10^decimals, rounded to a whole number. Lengths
// never become binary fractions on their way into the file.
func scaled(l page.Length, decimals int) int64 {
	v := int64(l)
	for range decimals {
		v *= 10
	}
	return roundDiv(v, int64(page.Point))
}

// roundDiv returns a/b rounded to the nearest whole number, halves away from 0; b > 0.
func roundDiv(a, b int64) int64 {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}

// appendFixed appends v/10^decimals without trailing zeros.
func appendFixed(b []byte, v int64, decimals int) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	unit := int64(1)
	for range decimals {
		unit *= 10
	}
	b = strconv.AppendInt(b, v/unit, 10)
	v %= unit
	if v == 0 {
		return b
	}
	b = append(b, '.')
	for v > 0 {
		unit /= 10
		b = append(b, byte('0'+v/unit))
		v %= unit
	}
	return b
}
