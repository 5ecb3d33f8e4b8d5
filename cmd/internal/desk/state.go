package desk

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
	"nianbao/render/svg"
)

// state is all a browser has to know; pages and faces it asks for by their names.
type state struct {
	Version  int       `json:"version"`
	File     string    `json:"file"`
	Unit     string    `json:"unit"`
	Kind     string    `json:"kind"`
	Year     int       `json:"year"`
	Package  string    `json:"package"`
	Stale    bool      `json:"stale"`   // the pages are of an earlier save
	Message  string    `json:"message"` // why there are no new ones, when no finding says so
	Findings []finding `json:"findings"`
	Files    []file    `json:"files"`
	Reports  []report  `json:"reports"`
	Grid     *grid     `json:"grid"`
	Turned   *grid     `json:"turned"` // of landscape pages
	Faces    []webFace `json:"faces"`
}

// file is one a place can be in. Path is empty when it is not on disk, as the built-in
// packages are.
type file struct {
	Name string `json:"name"`
	Path string `json:"path"`
}

type finding struct {
	File    int    `json:"file"` // index in Files, -1 for none
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Level   string `json:"level"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

type report struct {
	Name  string  `json:"name"`
	Pages []sheet `json:"pages"`
}

// sheet is one page. At has, for each run, its places: index of the character, file,
// line, column and 1 when all characters share the place; five numbers each.
type sheet struct {
	Hash   string  `json:"hash"`
	Width  float64 `json:"width"` // points
	Height float64 `json:"height"`
	Number int     `json:"number"`
	At     [][]int `json:"at"`
}

// grid is the type area and the cells that fill it, in points.
type grid struct {
	Left    float64 `json:"left"`
	Top     float64 `json:"top"`
	Width   float64 `json:"width"`
	Height  float64 `json:"height"`
	Columns int     `json:"columns"`
	Rows    int     `json:"rows"`
}

func gridOf(s *gbt9704.Sheet) *grid {
	return &grid{s.Left.Pt(), s.Top.Pt(), s.TypeWidth.Pt(), s.TypeHeight.Pt(), s.Columns, s.Rows}
}

// encode cannot fail: there is nothing in a state that JSON does not have.
func (s *state) encode() []byte {
	b, _ := json.Marshal(s)
	return b
}

// state describes a proof and the pages shown with it, which are drawn into drawn.
func (d *Desk) state(p, pages *proof, drawn map[string][]byte) *state {
	s := &state{Version: d.version, File: filepath.ToSlash(d.opt.Path), Unit: p.Unit, Kind: p.Kind, Year: p.Year, Package: p.Package,
		Stale: p != pages || len(p.Reports) == 0, Findings: []finding{}, Files: []file{}, Reports: []report{}, Faces: []webFace{}}
	index := map[string]int{}
	for _, f := range p.Findings {
		at := -1
		if f.File != "" {
			at = s.file(index, f.File)
		}
		s.Findings = append(s.Findings, finding{at, f.Line, f.Col, f.Level.String(), f.Code, f.Message, f.Hint})
	}
	switch {
	case p.fault != "":
		s.Message = "程序内部错误，请把数据文件和这句话交给维护者：" + p.fault
	case p.Err != nil:
		s.Message = d.opt.Reason(p.Err)
	}
	for i := range pages.Reports {
		r := report{Name: pages.Reports[i].Name}
		of := &pages.Reports[i].Pages
		d.faces.take(of)
		for k := range of.Pages {
			one, err := d.sheet(&of.Pages[k], drawn)
			if err != nil {
				s.Message = fmt.Sprintf("第 %d 页：%v", k+1, err)
			}
			one.At = s.places(index, of, &of.Pages[k])
			r.Pages = append(r.Pages, one)
		}
		s.Reports = append(s.Reports, r)
	}
	if len(pages.Reports) > 0 {
		turned := pages.Sheet.Turned()
		s.Grid, s.Turned = gridOf(&pages.Sheet), gridOf(&turned)
	}
	s.Faces = append(s.Faces, d.faces.list()...)
	return s
}

// sheet draws a page.
func (d *Desk) sheet(pg *page.Page, drawn map[string][]byte) (sheet, error) {
	b, err := svg.Page(make([]byte, 0, 64<<10), pg, d.faces.set, d.faces.family)
	h := sha256.Sum256(b)
	hash := base64.RawURLEncoding.EncodeToString(h[:15])
	drawn[hash] = b
	return sheet{Hash: hash, Width: pg.Width.Pt(), Height: pg.Height.Pt(), Number: pg.Number}, err
}

// file is the index of a file.
func (s *state) file(index map[string]int, name string) int {
	i, ok := index[name]
	if !ok {
		f := file{Name: name}
		local := filepath.FromSlash(name)
		if info, err := os.Stat(local); err == nil && !info.IsDir() {
			if abs, err := filepath.Abs(local); err == nil {
				f.Path = filepath.ToSlash(abs)
			}
		}
		i = len(s.Files)
		index[name], s.Files = i, append(s.Files, f)
	}
	return i
}

// places are those of the runs of a page. A run that has none of its own, as a label
// or the cell of a table made from figures, has that of what it is part of.
func (s *state) places(index map[string]int, of *page.Pages, pg *page.Page) [][]int {
	known := map[int]diag.Pos{} // by outermost element
	for i := range pg.Runs {
		r := &pg.Runs[i]
		if top := outermost(of, r.Of); top >= 0 && r.From.Line > 0 && known[top].Line == 0 {
			known[top] = r.From.Pos
		}
	}
	out := make([][]int, len(pg.Runs))
	for i := range pg.Runs {
		r := &pg.Runs[i]
		add := func(at int, from page.Source) {
			if from.Line == 0 {
				from = page.Source{Pos: known[outermost(of, r.Of)], Fixed: true}
			}
			if from.Line == 0 {
				return
			}
			fixed := 0
			if from.Fixed {
				fixed = 1
			}
			out[i] = append(out[i], at, s.file(index, from.File), from.Line, from.Col, fixed)
		}
		add(0, r.From)
		for _, seam := range r.Then {
			add(seam.At, seam.From)
		}
		if out[i] == nil {
			out[i] = []int{}
		}
	}
	return out
}

// outermost is the element an element is part of, at the end of all.
func outermost(p *page.Pages, i int) int {
	if i < 0 || i >= len(p.Elements) {
		return -1
	}
	for {
		up := p.Parent(i)
		if up < 0 {
			return i
		}
		i = up
	}
}
