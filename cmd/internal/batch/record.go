package batch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
	"nianbao/templates/rollup"
)

// record is what is kept of one data file: enough to tell it again, to list it and to
// sum it up without reading it.
type record struct {
	head
	Outputs  []output  `json:"outputs,omitempty"`
	Faulty   bool      `json:"faulty,omitempty"` // something was found that should be put right
	Findings []finding `json:"-"`                // a part of its own: seldom asked of what is unchanged

	brief   []byte // of rollup.Unit
	apart   []byte // of rollup.Apart, empty when there is nothing
	err     error  // a file could not be read or written
	passing bool   // not to be kept: the next run may do better with the same data
	reused  bool
}

// head is the part of a record a run keeps of every unit until its end.
type head struct {
	Status   rollup.Status `json:"status"`
	Note     string        `json:"note,omitempty"`
	Unit     string        `json:"unit,omitempty"`
	Kind     string        `json:"kind,omitempty"`
	Year     int           `json:"year,omitempty"`
	Package  string        `json:"package,omitempty"` // 报告@版
	From     string        `json:"from,omitempty"`    // where that came from
	Mine     bool          `json:"mine,omitempty"`    // what stops it stands in the package
	Known    bool          `json:"known,omitempty"`   // the data were understood
	Due      string        `json:"due,omitempty"`
	Received string        `json:"received,omitempty"`
}

// named is name, as the one the plan holds when it is that.
func (p *Planned) named(name string) string {
	if name == p.Head.Unit {
		return p.Head.Unit
	}
	return name
}

// output is one result. Name is a slash path below the out folder.
type output struct {
	Name   string        `json:"name"`
	SHA256 string        `json:"sha256"`
	Size   int64         `json:"size"`
	Pages  int           `json:"pages,omitempty"`
	Sheets int           `json:"sheets,omitempty"`
	Places []press.Place `json:"places,omitempty"`
}

// finding is a finding as it is kept. File is "" for the unit's own data file, which
// may be called differently the next time.
type finding struct {
	File    string     `json:"file,omitempty"`
	Line    int        `json:"line,omitempty"`
	Col     int        `json:"col,omitempty"`
	Span    int        `json:"span,omitempty"`
	Level   diag.Level `json:"level,omitempty"`
	Code    string     `json:"code"`
	Message string     `json:"message"`
	Hint    string     `json:"hint,omitempty"`
	Excerpt string     `json:"excerpt,omitempty"`
}

// kept turns what the press made into a record.
func kept(m *press.Made, shown string) *record {
	r := &record{head: head{Status: rollup.Failed, Unit: m.Unit, Kind: m.Kind, Year: m.Year, Mine: m.BadPackage}, err: m.Err, passing: m.Err != nil}
	r.Package, r.From, _ = strings.Cut(m.Package, "（")
	if r.From != "" {
		r.From = "（" + r.From
	}
	own := filepath.ToSlash(shown)
	for _, d := range m.Findings {
		f := finding{d.File, d.Line, d.Col, d.Span, d.Level, d.Code, d.Message, d.Hint, d.Excerpt}
		if f.File == own {
			f.File = ""
		}
		r.Findings = append(r.Findings, f)
		r.Faulty = r.Faulty || f.Level == diag.Error || f.Level == diag.Warning
	}
	if m.Brief != nil {
		r.keep(m.Brief)
		r.Due, r.Received, r.Known = m.Brief.Due, m.Brief.Received, m.Brief.Figures.Known()
	}
	return r
}

// keep takes the brief of a unit, whose findings are counted, and what is apart of it.
func (r *record) keep(u *rollup.Unit) {
	if a := u.Apart; a != nil {
		u.Counts = rollup.Counts(a.Findings)
		if len(a.Findings)+len(a.Texts.Passages)+len(a.Texts.Copies) > 0 {
			r.apart = mustJSON(a)
		}
	}
	r.brief = mustJSON(u)
}

// result turns a record back into what the press said.
func (r *record) result(f *Planned, at func(string) string) press.Result {
	out := press.Result{Path: f.Shown, Unit: r.Unit, Kind: r.Kind, Year: r.Year, Package: r.Package + r.From, Built: r.Status == rollup.OK, BadPackage: r.Mine, Err: r.err}
	out.Findings = r.found(f.Shown)
	for _, o := range r.Outputs {
		out.Outputs = append(out.Outputs, press.Output{Path: at(o.Name), Pages: o.Pages, Sheets: o.Sheets, Places: o.Places})
	}
	if f.last != nil {
		out.LastYear = f.last.Shown
	}
	return out
}

// found are the findings, those of the unit's own file under the name own.
func (r *record) found(own string) diag.List {
	var out diag.List
	for _, k := range r.Findings {
		if k.File == "" {
			k.File = filepath.ToSlash(own)
		}
		out.Add(diag.Diagnostic{Pos: diag.Pos{File: k.File, Line: k.Line, Col: k.Col}, Span: k.Span, Level: k.Level, Code: k.Code, Message: k.Message, Hint: k.Hint, Excerpt: k.Excerpt})
	}
	return out
}

// mustJSON encodes one of our own types, which always can be.
func mustJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("batch: " + err.Error())
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// sumOf is the SHA-256 of a file, and its size.
func sumOf(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}
