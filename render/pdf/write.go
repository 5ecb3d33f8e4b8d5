// Package pdf writes laid-out pages as a PDF file: PDF 1.4, tagged, PDF/A-1a
// (ISO 19005-1 = GB/T 23286.1, level A).
//
// The work has two halves. gopdf draws (write.go, stub.go): it turns pages, lines,
// rules and shapes into pages, content streams and their order. Then a finishing stage
// of ours (split.go, content.go, fonts.go, tags.go, finish.go) reads gopdf's file
// and writes the one that is kept: exact numbers, real fonts, the structure of the
// text, bookmarks, metadata.
// gopdf rounds to 1/100 pt and writes fonts no archive accepts, so nothing but
// the drawing is taken from it, and no gopdf type leaves this package.
package pdf

import (
	"errors"
	"fmt"
	"slices"

	"github.com/signintech/gopdf"

	"nianbao/fonts"
	"nianbao/render/page"
)

// Write returns p as a PDF file. The faces are those the pages were laid out
// with; of each, only the characters used are embedded. The same p and faces
// give the same bytes; Write may be called from many goroutines with one Set.
// Pages without Elements make a file without tags, which claims level B only; with
// Files inside the file is one of PDF 1.7 and PDF/A-3.
//
// It fails, naming the page, for a face key the set does not have, for a character
// its face does not draw, for a run without size or a rule without weight, for a shape
// that draws nothing or whose element has no text on the page, for a run of an element
// that is not there or holds no text, for a File without name, type or relation, and
// for an Info.Date that is not YYYY-MM-DD or an Info.Language that is no BCP 47 tag
// (what is empty is left out). Layout is expected to have prevented all of them.
func Write(p page.Pages, faces *fonts.Set) ([]byte, error) {
	d, err := gather(p, faces)
	if err != nil {
		return nil, err
	}
	drawn, err := d.draw()
	if err != nil {
		return nil, err
	}
	return d.finish(drawn)
}

// document is one file under way.
type document struct {
	pages page.Pages
	text  [][]piece // the runs of each page that draw something, in order
	faces []*faceUse
	tags  *tags // nil in a file without tags
}

// piece is a run together with its face in this document, the marked content it
// stands in and what is drawn there.
type piece struct {
	run    *page.Run
	face   *faceUse
	cids   []uint16 // of its characters
	mark   mark
	shapes []*page.Shape // drawn before the run, in its marked content
}

// faceUse is what one document needs of one face.
type faceUse struct {
	name  string // its name in resource dictionaries: F1, F2 …
	face  *fonts.Face
	runes []rune          // sorted by gather; runes[i] is CID i+1
	seen  map[rune]uint16 // its place in runes before that

	program program
}

// gather checks the pages and collects the characters of each face, numbered by
// code point: CID 0 is .notdef, which PDF/A never allows to be drawn.
func gather(p page.Pages, faces *fonts.Set) (*document, error) {
	if len(p.Pages) == 0 {
		return nil, errors.New("没有可写入 PDF 的页")
	}
	if err := checkFiles(p.Files); err != nil {
		return nil, err
	}
	d := &document{pages: p, text: make([][]piece, len(p.Pages))}
	byKey := map[string]*faceUse{}
	length := 0
	for i := range p.Pages {
		for j := range p.Pages[i].Runs {
			length += len(p.Pages[i].Runs[j].Text) // at least its characters
		}
	}
	codes := make([]uint16, 0, length)
	for i := range p.Pages {
		pg := &p.Pages[i]
		if pg.Width <= 0 || pg.Height <= 0 {
			return nil, fmt.Errorf("第 %d 页没有尺寸", i+1)
		}
		for j := range pg.Rules {
			if pg.Rules[j].Weight <= 0 {
				return nil, fmt.Errorf("第 %d 页：线没有粗细", i+1)
			}
		}
		for j := range pg.Runs {
			run := &pg.Runs[j]
			if run.Text == "" {
				continue
			}
			use, err := d.use(byKey, faces, run)
			if err != nil {
				return nil, fmt.Errorf("第 %d 页：%w", i+1, err)
			}
			from := len(codes)
			if codes, err = use.take(run, codes); err != nil {
				return nil, fmt.Errorf("第 %d 页：%w", i+1, err)
			}
			d.text[i] = append(d.text[i], piece{run: run, face: use, cids: codes[from:]})
		}
		if err := d.gatherShapes(i); err != nil {
			return nil, fmt.Errorf("第 %d 页：%w", i+1, err)
		}
	}
	d.number()
	return d, d.tag()
}

// number sorts the characters of the faces and turns the places the pieces hold into
// CIDs.
func (d *document) number() {
	cids := map[*faceUse][]uint16{} // by place
	for _, use := range d.faces {
		slices.Sort(use.runes)
		of := make([]uint16, len(use.runes))
		for i, r := range use.runes {
			of[use.seen[r]] = uint16(i + 1)
		}
		cids[use] = of
	}
	for _, pieces := range d.text {
		for _, p := range pieces {
			of := cids[p.face]
			for i, place := range p.cids {
				p.cids[i] = of[place]
			}
		}
	}
}

// use returns the face of a run.
func (d *document) use(byKey map[string]*faceUse, faces *fonts.Set, run *page.Run) (*faceUse, error) {
	if run.Size <= 0 {
		return nil, fmt.Errorf("“%s”没有字号", run.Text)
	}
	use := byKey[run.Face]
	if use == nil {
		face, ok := faces.Face(run.Face)
		if !ok {
			return nil, fmt.Errorf("没有名为“%s”的字体", run.Face)
		}
		use = &faceUse{name: fmt.Sprintf("F%d", len(d.faces)+1), face: face, seen: map[rune]uint16{}}
		byKey[run.Face] = use
		d.faces = append(d.faces, use)
	}
	return use, nil
}

// take appends the places of a run's characters in u.runes, which it adds to.
func (u *faceUse) take(run *page.Run, places []uint16) ([]uint16, error) {
	for _, r := range run.Text {
		place, seen := u.seen[r]
		if !seen {
			if !mappable(r) || !u.face.Covers(r) {
				return nil, fmt.Errorf("字体“%s”没有字符“%c”（U+%04X）", run.Face, r, r)
			}
			if len(u.runes) == maxGlyphs {
				return nil, fmt.Errorf("字体 %s 用字超过一个文件所能容纳的 %d 个", u.face.PostScriptName(), maxGlyphs)
			}
			place = uint16(len(u.runes))
			u.seen[r] = place
			u.runes = append(u.runes, r)
		}
		places = append(places, place)
	}
	return places, nil
}

// mappable reports whether r may stand in a ToUnicode map: ISO 19005 forbids 0,
// U+FEFF and U+FFFE there.
func mappable(r rune) bool { return r > 0 && r != 0xFEFF && r != 0xFFFE }

// draw lets gopdf draw the document and returns its file as far as split reads it. The
// text of all pages comes after their rules, as the stub face is to be the last thing
// in the file.
func (d *document) draw() ([]byte, error) {
	g := &gopdf.GoPdf{}
	first := &d.pages.Pages[0]
	g.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: first.Width.Pt(), H: first.Height.Pt()}})
	g.SetNoCompression()
	for i := range d.pages.Pages {
		pg := &d.pages.Pages[i]
		g.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: pg.Width.Pt(), H: pg.Height.Pt()}})
		g.SetLineWidth(1) // begins the content stream, which belongs to the page before it
		for j := range pg.Rules {
			drawRule(g, &pg.Rules[j])
		}
	}
	if len(d.faces) > 0 {
		if err := g.AddTTFFontDataWithOption(stubFamily, stubFace(), gopdf.TtfOption{}); err != nil {
			return nil, fmt.Errorf("gopdf 不接受占位字体：%w", err)
		}
		if err := g.SetFont(stubFamily, "", 16); err != nil {
			return nil, fmt.Errorf("gopdf 不接受占位字体：%w", err)
		}
	}
	for i := range d.pages.Pages {
		if err := g.SetPage(i + 1); err != nil {
			return nil, fmt.Errorf("gopdf 没有第 %d 页：%w", i+1, err)
		}
		if err := drawText(g, d.text[i]); err != nil {
			return nil, fmt.Errorf("第 %d 页：%w", i+1, err)
		}
	}
	file, err := writePages(g, len(d.pages.Pages))
	if err != nil {
		return nil, fmt.Errorf("gopdf 未能写出：%w", err)
	}
	return file, nil
}

// drawText draws the text of a page, and the shapes before it, in the stub face.
func drawText(g *gopdf.GoPdf, pieces []piece) error {
	var text []byte
	for len(pieces) > 0 {
		line := firstLine(pieces)
		pieces = pieces[len(line):]
		for _, s := range line[0].shapes {
			drawShape(g, s)
		}
		text = text[:0]
		for _, pc := range line {
			text = pc.pseudo(text)
		}
		// gopdf v0.37.0 joins a text to the one before it when y is equal and no SetX
		// lies between; the finishing stage counts on one text object for each line.
		g.SetXY(line[0].run.X.Pt(), line[0].run.Y.Pt())
		if err := g.Text(string(text)); err != nil {
			return fmt.Errorf("gopdf 不接受“%s”：%w", line[0].run.Text, err)
		}
	}
	return nil
}

func drawRule(g *gopdf.GoPdf, r *page.Rule) {
	g.SetLineWidth(r.Weight.Pt())
	g.SetStrokeColor(r.Color.R, r.Color.G, r.Color.B)
	g.Line(r.X1.Pt(), r.Y1.Pt(), r.X2.Pt(), r.Y2.Pt())
}

// firstLine are the pieces at the beginning of ps that gopdf draws as one text: runs of
// one height, up to the next that has shapes before it. Faces, sizes and colours differ
// within it; gopdf is not told of them, because the finishing stage takes them from the
// pages.
func firstLine(ps []piece) []piece {
	n := 1
	for n < len(ps) && len(ps[n].shapes) == 0 && ps[n].run.Y == ps[0].run.Y {
		n++
	}
	return ps[:n]
}

// drawn are the characters of the run gopdf draws, see stub.go.
func (p piece) drawn() []uint16 { return p.cids[:min(len(p.cids), drawnChars)] }

// pseudo appends what stands for the characters drawn in the stub face.
func (p piece) pseudo(b []byte) []byte {
	for _, c := range p.drawn() {
		b = append(b, byte(pseudoBase+stubGlyph(c)))
	}
	return b
}
