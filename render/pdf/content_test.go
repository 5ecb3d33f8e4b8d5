package pdf

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/render/page"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// The content streams of the sample stand in testdata/sample.txt, to be read by eye
// when they change: go test ./render/pdf -run Golden -update
func TestGoldenContent(t *testing.T) {
	f := parseFile(t, mustWrite(t, sample(t)))
	var got bytes.Buffer
	for i, p := range f.pages() {
		fmt.Fprintf(&got, "== page %d, %v\n%s", i+1, p["MediaBox"], readable(t, f.data(p["Contents"])))
	}
	golden := filepath.Join("testdata", "sample.txt")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		g, w := at(gotLines, i), at(wantLines, i)
		if g != w {
			t.Fatalf("line %d is\n%s\nwant\n%s", i+1, g, w)
		}
	}
}

// readable writes the literal strings of a content stream in hexadecimal digits.
func readable(t *testing.T, content []byte) []byte {
	var out []byte
	for s := (&scanner{t: t, s: content}); len(s.s) > 0; {
		text, _, found := bytes.Cut(s.s, []byte("("))
		out = append(out, text...)
		if s.s = s.s[len(text):]; found {
			s.s = s.s[1:]
			out = fmt.Appendf(out, "<%X>", s.literal())
		}
	}
	return out
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}

// glyph is one character as a reader of the file places it.
type glyph struct {
	font    name
	cid     int
	x, y    float64
	size    float64
	color   string
	spacing float64
	down    bool
	marked  *sequence
}

// sequence is the marked content something stands in; nil for none.
type sequence struct {
	tag        name
	properties dict
}

// stroke is one line as a reader of the file draws it.
type stroke struct {
	x1, y1, x2, y2, weight float64
	color                  string
	marked                 *sequence
}

// area is a shape as a reader of the file draws it.
type area struct {
	op     string // S, B or f
	path   []float64
	closed bool
	fill   string
	pen    stroke
}

// interpret runs a content stream as ISO 32000-1 9.4.4 says, with /W of the fonts.
// Lines outside figures are strokes; what is drawn in one, a line too, is an area.
func (f *parsed) interpret(p dict) (glyphs []glyph, strokes []stroke, areas []area) {
	fonts := map[name]dict{}
	if res, ok := f.dict(p["Resources"])["Font"]; ok {
		for key, font := range f.dict(res) {
			fonts[name(key)] = f.dict(font)
		}
	}
	var (
		state        = glyph{color: "0 0 0"}
		pen          = stroke{weight: 1, color: "0 0 0"}
		path         []float64
		closed       bool
		lineX, lineY float64
		inText       bool
		args         []any
	)
	num := func(i int) float64 { return args[i].(float64) }
	s := &scanner{t: f.t, s: f.data(p["Contents"])}
	for s.space(); len(s.s) > 0; s.space() {
		if c := s.s[0]; c < 'A' || c == '[' {
			args = append(args, s.value())
			continue
		}
		switch op := s.word(); op {
		case "BT":
			lineX, lineY, inText, state.down = 0, 0, true, false
		case "ET":
			inText = false
		case "BDC":
			if state.marked != nil || inText {
				f.t.Fatal("marked content inside marked content or a text object")
			}
			state.marked = &sequence{args[0].(name), args[1].(dict)}
		case "EMC":
			if state.marked == nil || inText {
				f.t.Fatal("end of no marked content, or inside a text object")
			}
			state.marked = nil
		case "Tm":
			if fmt.Sprint(args[:4]) != "[0 -1 1 0]" {
				f.t.Fatalf("text matrix %v", args)
			}
			lineX, lineY, state.down = num(4), num(5), true
			state.x, state.y = lineX, lineY
		case "Td":
			if state.down {
				f.t.Fatal("Td in a turned text object")
			}
			lineX, lineY = lineX+num(0), lineY+num(1)
			state.x, state.y = lineX, lineY
		case "Tf":
			state.font, state.size = args[0].(name), num(1)
		case "Tc":
			state.spacing = num(0)
		case "rg":
			state.color = fmt.Sprint(num(0), num(1), num(2))
		case "Tj", "TJ":
			if !inText {
				f.t.Fatal("text outside a text object")
			}
			list, isList := args[0].([]any)
			if !isList {
				list = args
			}
			for _, item := range list {
				switch item := item.(type) {
				case float64:
					state.step(-item / 1000 * state.size)
				case []byte:
					for i := 0; i < len(item); i += 2 {
						state.cid = int(item[i])<<8 | int(item[i+1])
						glyphs = append(glyphs, state)
						state.step(float64(f.width(fonts[state.font], state.cid))/1000*state.size + state.spacing)
					}
				}
			}
		case "w":
			pen.weight = num(0)
		case "RG":
			pen.color = fmt.Sprint(num(0), num(1), num(2))
		case "m":
			pen.x1, pen.y1 = num(0), num(1)
			path, closed = []float64{num(0), num(1)}, false
		case "l":
			pen.x2, pen.y2 = num(0), num(1)
			path = append(path, num(0), num(1))
		case "h":
			closed = true
		case "j":
			if num(0) != 1 {
				f.t.Fatalf("line join %v", args)
			}
		case "S", "B", "f":
			if inText {
				f.t.Fatal("a path inside a text object")
			}
			pen.marked = state.marked
			if op == "S" && (pen.marked == nil || pen.marked.tag == artifactTag) {
				strokes = append(strokes, pen)
				break
			}
			areas = append(areas, area{op, path, closed, state.color, pen})
		default:
			f.t.Fatalf("operator %q", op)
		}
		args = args[:0]
	}
	if state.marked != nil {
		f.t.Errorf("marked content %v has no end", state.marked)
	}
	return glyphs, strokes, areas
}

// step moves along the baseline: to the right, or down the page.
func (g *glyph) step(by float64) {
	if g.down {
		g.y -= by
	} else {
		g.x += by
	}
}

// width looks cid up in /W, then /DW.
func (f *parsed) width(font dict, cid int) int {
	descendant := f.dict(font["DescendantFonts"].([]any)[0])
	w, _ := descendant["W"].([]any)
	for i := 0; i < len(w); i += 2 {
		first, list := int(w[i].(float64)), w[i+1].([]any)
		if cid >= first && cid < first+len(list) {
			return int(list[cid-first].(float64))
		}
	}
	return int(descendant["DW"].(float64))
}

// Every character and every line of the file stands where the page tree has it: to
// 1/1000 pt with plain advances, to 2/1000 where /W rounds them.
func TestPositionsAreExact(t *testing.T) {
	set := faces(t)
	p := sample(t)
	f := parseFile(t, mustWrite(t, p))
	for i, dict := range f.pages() {
		pg := &p.Pages[i]
		glyphs, strokes, areas := f.interpret(dict)
		near := func(what string, got float64, want page.Length, tolerance float64) {
			t.Helper()
			if math.Abs(got-want.Pt()) > tolerance {
				t.Errorf("page %d: %s at %.5f pt, want %.5f", i+1, what, got, want.Pt())
			}
		}
		for _, r := range pg.Runs {
			places := origins(set, &r)
			n := 0
			for _, c := range r.Text {
				if len(glyphs) == 0 {
					t.Fatalf("page %d: nothing for %q", i+1, r.Text)
				}
				g := glyphs[0]
				glyphs = glyphs[1:]
				what := fmt.Sprintf("%q in %q", c, r.Text)
				if r.Turned {
					near(what+" x", g.x, r.X, 0.0006)
					near(what+" y", g.y, pg.Height-places[n], 0.002)
				} else {
					near(what+" x", g.x, places[n], 0.002)
					near(what+" y", g.y, pg.Height-r.Y, 0.0006)
				}
				if g.down != r.Turned {
					t.Errorf("page %d: %s turned: %v", i+1, what, g.down)
				}
				near(what+" size", g.size, r.Size, 0.00001)
				near(what+" spacing", g.spacing, r.Spacing, 0.00001)
				if want := rgb(r.Color); g.color != want {
					t.Errorf("page %d: %s has colour %s, want %s", i+1, what, g.color, want)
				}
				n++
			}
		}
		if len(glyphs) > 0 || len(strokes) != len(pg.Rules) {
			t.Errorf("page %d: %d glyphs too many, %d lines, want %d", i+1, len(glyphs), len(strokes), len(pg.Rules))
			continue
		}
		for j, r := range pg.Rules {
			s := strokes[j]
			near("line x1", s.x1, r.X1, 0.00001)
			near("line y1", s.y1, pg.Height-r.Y1, 0.00001)
			near("line x2", s.x2, r.X2, 0.00001)
			near("line y2", s.y2, pg.Height-r.Y2, 0.00001)
			near("line weight", s.weight, r.Weight, 0.00001)
			if want := rgb(r.Color); s.color != want {
				t.Errorf("page %d: line %d has colour %s, want %s", i+1, j, s.color, want)
			}
		}
		f.compareShapes(i, pg, areas, near)
		box := dict["MediaBox"].([]any)
		near("page width", box[2].(float64), pg.Width, 0.00001)
		near("page height", box[3].(float64), pg.Height, 0.00001)
	}
}

func rgb(c page.Color) string {
	part := func(v uint8) float64 { return float64(roundDiv(int64(v)*10000, 255)) / 10000 }
	return fmt.Sprint(part(c.R), part(c.G), part(c.B))
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		length   page.Length
		decimals int
		want     string
	}{
		{0, 3, "0"},
		{16 * pt, 5, "16"},
		{-2634, 5, "-0.2074"},
		{210 * mm, 5, "595.27559"},
		{1, 3, "0"},
		{1, 5, "0.00008"},
		{-1, 5, "-0.00008"},
		{6350, 3, "0.5"},
		{6350, 0, "1"},
		{-6350, 0, "-1"},
	} {
		if got := string(appendFixed(nil, scaled(c.length, c.decimals), c.decimals)); got != c.want {
			t.Errorf("%d EMU to %d decimals = %s, want %s", c.length, c.decimals, got, c.want)
		}
	}
}

// What gopdf writes is checked against what was asked of it, so that a change in
// gopdf is an error and not a wrong page.
func TestRewriteRefusesSurprises(t *testing.T) {
	set := faces(t)
	p := page.Pages{Pages: []page.Page{{Width: 100 * mm, Height: 100 * mm,
		Runs:  line(set, 10*mm, 10*mm, 16*pt, 0, "仿宋", "文字"),
		Rules: []page.Rule{{X2: 10 * mm, Weight: mm}}}}}
	d, err := gather(p, set)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.faces[0].embedFace(); err != nil {
		t.Fatal(err)
	}
	const rule, text = "1.00 w\nq\n0 0 m 1 1 l S\nQ\n", "BT\n1 2 TD\n[<00030002>] TJ\nET\n" // CIDs 2 and 1
	for _, c := range []struct{ drawn, want string }{
		{rule + text, ""},
		{rule, "少画了 1 段文字、0 条线"},
		{text, "少画了 0 段文字、1 条线"},
		{rule + text + text, "文字比要求的多"},
		{rule + rule + text, "线比要求的多"},
		{rule + "BT\n1 2 TD\n[<0001>] TJ\nET\n", "1 个字码，应为 2 个"},
		{rule + strings.Replace(text, "<00030002>", "<00020003>", 1), "没有照次序画“文字”"},
		{rule + text + "/GS1 gs\n", "未料到的“/GS1 gs”"},
	} {
		_, err := d.rewrite(0, []byte(c.drawn))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%q: %v, want %q", c.drawn, err, c.want)
		}
	}
}

// drawnSample is the sample as gopdf draws it.
func drawnSample(t *testing.T) []byte {
	t.Helper()
	d, err := gather(sample(t), faces(t))
	if err != nil {
		t.Fatal(err)
	}
	file, err := d.draw()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSplitRefusesBrokenFiles(t *testing.T) {
	file := drawnSample(t)
	if pages, err := split(file, 3); err != nil || len(pages) != 3 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for what, broken := range map[string][]byte{
		"empty":             nil,
		"cut":               file[:len(file)/2],
		"number":            bytes.Replace(file, []byte("\n2 0 obj\n"), []byte("\n3 0 obj\n"), 1),
		"compressed stream": bytes.Replace(file, []byte("<<\n/Length "), []byte("<<\n/Filter/FlateDecode/Length "), -1),
		"longer stream":     bytes.Replace(file, []byte("/Length "), []byte("/Length 9"), -1),
		"another's content": bytes.Replace(file, []byte("/Contents "), []byte("/Contents 1"), 1),
	} {
		if _, err := split(broken, 3); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	if _, err := split(file, 4); err == nil {
		t.Error("a page too few: no error")
	}
}

// TestDrawStopsBehindThePages: gopdf does not come to write the stub face.
func TestDrawStopsBehindThePages(t *testing.T) {
	file := drawnSample(t)
	if bytes.Contains(file, []byte("/FontDescriptor")) || !bytes.HasSuffix(file, []byte(streamEnd)) {
		t.Errorf("gopdf wrote more than the pages: …%q", file[max(0, len(file)-40):])
	}
}
