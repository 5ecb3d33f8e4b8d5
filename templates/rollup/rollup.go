// Package rollup brings the figures of many units together: the summary workbook of
// a district and the figures its own report takes from its units. Totals add what
// the package says adds; a rate is the quotient of sums, never a mean of rates.
package rollup

import (
	"cmp"
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"sync"
	"unique"

	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/rules"
)

// Status is what became of a unit's report.
type Status string

// The states of contract §5.
const (
	OK         Status = "ok"
	Failed     Status = "failed"
	Missing    Status = "missing"
	Superseded Status = "superseded"
	WrongYear  Status = "wrong-year"
)

// Figure is one figure of a unit, as far as adding up needs it.
type Figure struct {
	Value   *big.Rat // not to be changed
	As      *Written // nil: as its value, in the field's usual 量词
	Approx  bool
	Percent bool
	Derived bool
	Below   bool // not the unit's: added up from the units below it
}

// Written is how a figure stands in the data file and the text.
type Written struct {
	Raw     string // of an approximate figure
	Qualify string // 余, 约 …
	Measure string // the 量词 when it is not the usual one
}

// how is the writing of f, empty when there is nothing to tell.
func (f Figure) how() Written {
	if f.As == nil {
		return Written{}
	}
	return *f.As
}

// Item is one item of a 表.
type Item struct {
	Name   string
	Value  *big.Rat
	Approx bool
}

// Own is a unit's own figure (自定).
type Own struct {
	Name, Indicator, Measure string
	Figure                   Figure
}

// Finding is one finding about a unit, ready to be listed.
type Finding struct {
	Level, Code, Place, Message, Hint string
	Under                             string `json:",omitempty"` // the heading it stands under
	Line                              int    `json:",omitempty"` // in the data file, from 1
	Column                            string `json:",omitempty"` // 7; B in a workbook
}

// Count is how many findings of a level and code a unit has: small, as a unit has a dozen.
type Count struct {
	of unique.Handle[which]
	n  int32
}

type which struct{ Level, Code string }

// MarshalJSON keeps a count.
func (c Count) MarshalJSON() ([]byte, error) { return json.Marshal(keptCount{c.of.Value(), c.n}) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Count) UnmarshalJSON(text []byte) error {
	var k keptCount
	err := json.Unmarshal(text, &k)
	*c = Count{unique.Make(k.which), k.N}
	return err
}

type keptCount struct {
	which
	N int32
}

// Counts are how many of each there are.
func Counts(findings []Finding) (counts []Count) {
	for _, f := range findings {
		of := unique.Make(which{f.Level, f.Code})
		at := slices.IndexFunc(counts, func(c Count) bool { return c.of == of })
		if at < 0 {
			at = len(counts)
			counts = append(counts, Count{of: of})
		}
		counts[at].n++
	}
	return counts
}

// Waiver is a rule a unit does not want to be checked by (不查), and why.
type Waiver struct{ Code, Reason string }

// Unit is one unit's report in brief: small, so that thousands fit in memory.
type Unit struct {
	Name, Kind, Superior   string
	Year                   int
	File                   string // data file, relative to the folder summed up
	Due, Received          string // YYYY-MM-DD, "" unknown
	Status                 Status
	Note                   string // why it is not ok
	AskedKind              string // its kind by the roster, when that is another
	Late                   bool
	Unlisted               bool  // the roster does not name it
	Empty                  bool  // neither figures nor text
	Replaced               bool  // another file of this unit is of the year: no gap to be told
	top                    bool  // no unit of the folder stands for it; set by counted
	at                     int32 // its place among all; set by counted
	Needed, Filled         int   // figures asked of its kind, and given
	Parts, PartsGiven      int   // needed parts of the text, and given
	Errors, Warnings, Tips int
	Counts                 []Count  `json:",omitempty"` // of the findings when those are not held
	Waivers                []Waiver // in order of code
	Figures                Figures  `json:"-"` // with totals of 表, members of 组 and cells of 矩阵
	Last                   Figures  `json:"-"`
	Items                  Items    `json:"-"`
	Own                    []Own
	Copied                 []int `json:",omitempty"` // lines of the passages that stand in its report of last year
	SHA256                 string
	Apart                  *Apart `json:"-"` // nil when it is read when wanted: see District
}

// Apart is what of a unit is large, or wanted in one row only.
type Apart struct {
	Results  `json:"-"` // kept with the brief
	Findings []Finding  `json:",omitempty"`
	Texts    Texts
}

// apart is what u holds of it.
func (u *Unit) apart() Apart {
	if u.Apart == nil {
		return Apart{}
	}
	return *u.Apart
}

// Results are the names of what was made of a unit, relative to the summary, "" for what
// was not.
type Results struct{ Report, Annex string }

// Texts are the passages of a unit's report, to be told again in others, and those that
// stand in its report of last year.
type Texts struct {
	Passages []rules.Passage `json:",omitempty"`
	Copies   []rules.Copy    `json:",omitempty"`
}

// texts are those of Units[i], empty when they could not be read.
func (d *District) texts(i int) Texts {
	if d.Texts == nil {
		return d.Units[i].apart().Texts
	}
	t, err := d.Texts(i)
	d.failed(err)
	return t
}

// findings are those of Units[i], none when they could not be read.
func (d *District) findings(i int) []Finding {
	if d.Findings == nil {
		return d.Units[i].apart().Findings
	}
	list, err := d.Findings(i)
	d.failed(err)
	return list
}

// counts are how many findings Units[i] has.
func (d *District) counts(i int) []Count {
	if d.Findings == nil {
		return Counts(d.Units[i].apart().Findings)
	}
	return d.Units[i].Counts
}

// results are those of Units[i], none when they could not be read.
func (d *District) results(i int) Results {
	if d.Results == nil {
		return d.Units[i].apart().Results
	}
	r, err := d.Results(i)
	d.failed(err)
	return r
}

func (d *District) failed(err error) {
	if err != nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.unread = cmp.Or(d.unread, err)
	}
}

// Unread is why texts, findings or results could not be read: what was made of them is not to be
// used. It is known when the last row is made.
func (d *District) Unread() error { return d.unread }

// Asked is one line of the roster (名册) without a file, and why when that is known.
type Asked struct{ Unit, Kind, Superior, File, Due, Received, Note string }

// File is a file that was not taken, and why.
type File struct{ Path, Note string }

// District is everything a summary is made of. It is not safe for concurrent use.
type District struct {
	Package *templates.Package
	Year    int
	Due     string // YYYY-MM-DD
	Units   []Unit // in order of file
	Missing []Asked
	Ignored []File
	Program string // version of the program
	Title   string // title of the workbook's properties
	Date    string // YYYY-MM-DD of the file

	// Compared is what Compare found of these units; nil when they are still to be compared.
	Compared Compared

	// Texts, Findings and Results read those of Units[i], by many at once: all together are
	// too large to be held. When nil they are in the Apart of Units.
	Texts    func(i int) (Texts, error)
	Findings func(i int) ([]Finding, error)
	Results  func(i int) (Results, error)
	mu       sync.Mutex
	unread   error // the first error of theirs

	known               map[string]*meaning // what the package says about a path
	mostRows, mostLinks int                 // of a sheet, when not doc.MostRows and doc.MostLinks
}

// Brief takes from a unit's account what a summary needs. measures are the 量词 its
// text uses.
func Brief(kind *templates.Kind, l *ledger.Ledger, measures map[string]string) Unit {
	u := Unit{Name: l.Unit.Name.Text, Kind: kind.Name, Year: l.Unit.Year}
	shared, now, last, items := &Shared{}, map[string]Figure{}, map[string]Figure{}, map[string][]Item{}
	put := func(path string, f Figure) {
		now[path] = f
		if old, ok := l.Last(path); ok {
			last[path] = figure(old, false, "", "")
		}
	}
	for _, e := range l.Entries() {
		f := figure(e.Fig, e.Derived, measures[e.Path], e.Measure)
		switch {
		case e.Field.Group == data.OwnGroup:
			u.Own = append(u.Own, Own{e.Field.Name, e.Indicator, cmp.Or(f.how().Measure, e.Measure), f})
		case e.Field.Type == data.Table && e.Path != e.Field.Path()+"."+ledger.Total:
			items[e.Field.Path()] = append(items[e.Field.Path()], Item{e.Indicator, f.Value, f.Approx})
		default:
			put(e.Path, f)
		}
	}
	for _, v := range l.Unit.Figures.List {
		if v.Field.Type != data.Matrix {
			continue
		}
		for _, path := range v.Field.AllCells() {
			if e, ok := l.Get(path); ok {
				put(path, figure(e.Fig, e.Derived, measures[path], v.Field.Measure()))
			}
		}
	}
	u.Figures, u.Last, u.Items = shared.Figures(now), shared.Figures(last), shared.Items(items)
	u.fullness(kind, l)
	for code, reason := range l.Unit.Unchecked {
		u.Waivers = append(u.Waivers, Waiver{code, reason})
	}
	slices.SortFunc(u.Waivers, func(a, b Waiver) int { return strings.Compare(a.Code, b.Code) })
	return u
}

// one gives equal texts one place in memory, and keeps no file's text alive.
func one(s string) string { return unique.Make(s).Value() }

// figure is f in brief; used is the 量词 its text has, "" for none, usual the field's.
func figure(f data.Figure, derived bool, used, usual string) Figure {
	out := Figure{Value: f.Value, Approx: f.Approx, Percent: f.Percent, Derived: derived}
	if used == usual {
		used = ""
	}
	switch {
	case f.Approx:
		out.As = &Written{f.Raw, f.Qualify, used}
	case used != "":
		out.As = &Written{Measure: used}
	}
	return out
}

// fullness counts what was asked of the unit and what it gave.
func (u *Unit) fullness(kind *templates.Kind, l *ledger.Ledger) {
	for _, f := range l.Package.Schema.Fields {
		if f.NeededBy(kind.Name) {
			u.Needed++
			if _, ok := l.Get(f.Path()); ok || l.Unit.Figures.Get(f.Path()) != nil {
				u.Filled++
			}
		}
	}
	filled := false
	for _, g := range l.Unit.Slots {
		filled = filled || g.Text.Filled()
	}
	for _, s := range kind.Slots {
		if s.Needed {
			u.Parts++
			if slices.ContainsFunc(l.Unit.Slots, func(g data.Slot) bool { return g.Name == s.Name && g.Text.Filled() }) {
				u.PartsGiven++
			}
		}
	}
	u.Empty = len(l.Unit.Figures.List) == 0 && !filled
}
