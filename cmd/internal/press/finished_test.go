package press

import (
	"encoding/xml"
	"fmt"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// A finished file as mutool, which knows nothing of how it was made, reads it: every
// character and line where it stands on paper, in millimetres from the upper left
// corner. Floats are good enough here: a ruler has fewer digits.

const mmPerPt = 25.4 / 72

// The em box of Chinese type reaches 0.88 above and 0.12 below the baseline.
const emAbove, emBelow = 0.88, 0.12

// sign is a character: x and y are where it stands on its baseline.
type sign struct {
	text       string
	x, y       float64
	adv        float64 // along the line
	size       float64 // pt
	face       string
	color      string
	turnedDown bool // the line runs downwards
}

// stroke is a line.
type stroke struct {
	x1, y1, x2, y2, weight float64
	color                  string
}

func (s stroke) level() bool { return math.Abs(s.y1-s.y2) < .01 }

// leaf is a page.
type leaf struct {
	width, height float64
	signs         []sign
	strokes       []stroke
}

// leaves reads the pages of a file.
func leaves(t *testing.T, file string) []leaf {
	t.Helper()
	out, err := exec.Command("mutool", "trace", file).Output()
	if err != nil {
		t.Fatalf("mutool trace %s: %v", filepath.Base(file), err)
	}
	var trace struct {
		Pages []struct {
			MediaBox string `xml:"mediabox,attr"`
			Items    []item `xml:",any"`
		} `xml:"page"`
	}
	if err := xml.Unmarshal(out, &trace); err != nil {
		t.Fatalf("mutool trace %s: %v", filepath.Base(file), err)
	}
	var pages []leaf
	for _, p := range trace.Pages {
		box := numbers(p.MediaBox)
		l := leaf{width: (box[2] - box[0]) * mmPerPt, height: (box[3] - box[1]) * mmPerPt}
		for _, i := range p.Items {
			switch i.XMLName.Local {
			case "fill_text":
				l.addText(i)
			case "stroke_path":
				l.addStroke(i)
			}
		}
		pages = append(pages, l)
	}
	return pages
}

// item is what a page draws.
type item struct {
	XMLName   xml.Name
	Transform string `xml:"transform,attr"`
	Color     string `xml:"color,attr"`
	Weight    string `xml:"linewidth,attr"`
	Spans     []struct {
		Font string `xml:"font,attr"`
		Trm  string `xml:"trm,attr"`
		G    []struct {
			Unicode string  `xml:"unicode,attr"`
			X       float64 `xml:"x,attr"`
			Y       float64 `xml:"y,attr"`
			Adv     float64 `xml:"adv,attr"`
		} `xml:"g"`
	} `xml:"span"`
	From struct {
		X float64 `xml:"x,attr"`
		Y float64 `xml:"y,attr"`
	} `xml:"moveto"`
	To []struct {
		X float64 `xml:"x,attr"`
		Y float64 `xml:"y,attr"`
	} `xml:"lineto"`
}

func numbers(s string) []float64 {
	var out []float64
	for _, f := range strings.Fields(s) {
		n, _ := strconv.ParseFloat(f, 64)
		out = append(out, n)
	}
	return out
}

// place applies a matrix, in millimetres.
func place(m []float64, x, y float64) (float64, float64) {
	return (m[0]*x + m[2]*y + m[4]) * mmPerPt, (m[1]*x + m[3]*y + m[5]) * mmPerPt
}

func (l *leaf) addText(i item) {
	m := numbers(i.Transform)
	for _, span := range i.Spans {
		trm := numbers(span.Trm)
		_, face, _ := strings.Cut(span.Font, "+")
		for _, g := range span.G {
			s := sign{text: g.Unicode, face: face, color: ink(i.Color), size: math.Hypot(trm[2], trm[3])}
			s.x, s.y = place(m, g.X, g.Y)
			x, y := place(m, g.X+trm[0], g.Y+trm[1])
			s.turnedDown = y-s.y > math.Abs(x-s.x)
			s.adv = g.Adv * math.Hypot(x-s.x, y-s.y)
			l.signs = append(l.signs, s)
		}
	}
}

func (l *leaf) addStroke(i item) {
	if len(i.To) != 1 {
		return
	}
	m, w := numbers(i.Transform), numbers(i.Weight)
	s := stroke{weight: w[0] * mmPerPt, color: ink(i.Color)}
	s.x1, s.y1 = place(m, i.From.X, i.From.Y)
	s.x2, s.y2 = place(m, i.To[0].X, i.To[0].Y)
	if s.x1 > s.x2 || s.y1 > s.y2 {
		s.x1, s.y1, s.x2, s.y2 = s.x2, s.y2, s.x1, s.y1
	}
	l.strokes = append(l.strokes, s)
}

// ink names a colour.
func ink(color string) string {
	switch c := strings.Join(strings.Fields(color), " "); c {
	case "0", "0 0 0":
		return "黑"
	case "1 0 0":
		return "红"
	default:
		return c
	}
}

// words are characters that follow one another in a line.
type words []sign

func (w words) first() sign      { return w[0] }
func (w words) left() float64    { return w[0].x }
func (w words) right() float64   { return w[len(w)-1].x + w[len(w)-1].adv }
func (w words) middle() float64  { return (w.left() + w.right()) / 2 }
func (w words) size() float64    { return w[0].size }
func (w words) top() float64     { return w[0].y - emAbove*w[0].size*mmPerPt }
func (w words) bottom() float64  { return w[0].y + emBelow*w[0].size*mmPerPt }
func (w words) centre() float64  { return (w.top() + w.bottom()) / 2 }
func (w words) face() string     { return w[0].face }
func (w words) color() string    { return w[0].color }
func (w words) from(n int) words { return w[n:] }

func (w words) String() string {
	var b strings.Builder
	for _, s := range w {
		b.WriteString(s.text)
	}
	return strings.TrimSpace(b.String())
}

// lines are the upright lines of the page from above, each from left to right, without
// the white space at their ends.
func (l *leaf) lines() []words {
	signs := make([]sign, 0, len(l.signs))
	for _, s := range l.signs {
		if !s.turnedDown && strings.TrimSpace(s.text) != "" {
			signs = append(signs, s)
		}
	}
	sort.SliceStable(signs, func(i, j int) bool {
		if math.Abs(signs[i].y-signs[j].y) > .3 {
			return signs[i].y < signs[j].y
		}
		return signs[i].x < signs[j].x
	})
	var out []words
	for i, s := range signs {
		if i == 0 || math.Abs(signs[i-1].y-s.y) > .3 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
	}
	return out
}

// turned is the text that runs downwards, the page number of a landscape page.
func (l *leaf) turned() words {
	var out words
	for _, s := range l.signs {
		if s.turnedDown {
			out = append(out, s)
		}
	}
	return out
}

// find is where text stands, without the white space in it.
func (l *leaf) find(text string) words {
	want := []rune(strings.Join(strings.Fields(text), ""))
	for _, line := range l.lines() {
		for i := range line {
			if n := len(want); i+n <= len(line) && line[i:i+n].String() == string(want) {
				return line[i : i+n]
			}
		}
	}
	return nil
}

// level are the level lines of the page from above, of the colour.
func (l *leaf) level(color string) []stroke {
	var out []stroke
	for _, s := range l.strokes {
		if s.level() && s.color == color {
			out = append(out, s)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].y1 < out[j].y1 })
	return out
}

// inked is the extent of the ink within a rectangle of the page, as printed: the page
// is drawn at 300 dots per inch and the dots are looked at.
func inked(t *testing.T, file string, number int, x1, y1, x2, y2 float64) (left, top, right, bottom float64) {
	t.Helper()
	const dot = 25.4 / 300
	out := filepath.Join(t.TempDir(), "page.png")
	if err := exec.Command("mutool", "draw", "-q", "-r", "300", "-c", "gray", "-o", out, file, fmt.Sprint(number)).Run(); err != nil {
		t.Fatalf("mutool draw: %v", err)
	}
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	left, top = math.Inf(1), math.Inf(1)
	for y := int(y1 / dot); y < int(y2/dot); y++ {
		for x := int(x1 / dot); x < int(x2/dot); x++ {
			if r, _, _, _ := picture.At(x, y).RGBA(); r < 0xC000 {
				left, top = min(left, float64(x)*dot), min(top, float64(y)*dot)
				right, bottom = max(right, float64(x+1)*dot), max(bottom, float64(y+1)*dot)
			}
		}
	}
	return left, top, right, bottom
}
