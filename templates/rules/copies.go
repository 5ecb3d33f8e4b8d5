// copies.go finds paragraphs that stand in another report too: last year's of the same
// unit, or a sibling's of the same year (checks R1).
package rules

import (
	"cmp"
	"crypto/sha256"
	"math"
	"math/bits"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

const (
	shingle    = 10 // characters compared at a time
	leastCopy  = 60 // shorter paragraphs are stock phrases
	copiedPart = 80 // percent of a paragraph that makes it a copy
	sampled    = 4  // one shingle in so many is indexed
	crowd      = 64 // texts with one shingle that are looked at
)

// Corpus is what other reports say. It is built first and then only read. All it looks
// through stands in few large pieces: a province has hundreds of thousands of texts.
type Corpus struct {
	texts   []copyText
	letters []uint16               // of all texts, one after the other, in UTF-16
	whole   map[verbatim][2]uint32 // the first two texts, of two files, that read alike
	index   []entry                // in order of hash and text once sorted
	starts  []uint32               // where the hashes with each beginning begin, and the end
	shift   int                    // of a hash to its beginning
	sorted  bool
	byFile  map[string]bool
	below   *Corpus // looked at as well; may be nil
}

// copyText is a passage of a report. n is its place among those entered with it.
type copyText struct {
	*source
	n, end uint32 // end is where its letters end: those of the next one begin there
}

// source is a report that was entered. n is how many were before it.
type source struct {
	file, unit string
	year, n    int
	passages   []Passage // nil when only where they stand is asked
}

// verbatim is what texts that read alike in reports on one year share.
type verbatim struct {
	sum  [16]byte // of SHA-256
	year int32
}

func verbatimOf(text string, year int) verbatim {
	sum := sha256.Sum256([]byte(text))
	return verbatim{[16]byte(sum[:]), int32(year)}
}

// entry says that a text holds a shingle: small, for a province has millions. Half a
// hash does, as what is found is compared again.
type entry struct{ hash, text uint32 }

// Passage is a paragraph long enough to be known again in another report.
type Passage struct {
	Line  int    `json:",omitempty"` // as in diag.Pos
	Place string // within its file: 12, 表!B7
	Under string `json:",omitempty"` // the part it stands in
	Text  string
	// Within is the file of its own the text stands in, "" for the data file.
	Within string `json:",omitempty"`
}

// Copy is a passage that stands in another report too.
type Copy struct {
	Mine, Other Passage
	Unit, File  string // the other's
	Year        int
	Percent     int // of Mine
}

// NewCorpus makes an empty corpus over another one, which may be nil.
func NewCorpus(below *Corpus) *Corpus {
	return &Corpus{byFile: map[string]bool{}, whole: map[verbatim][2]uint32{}, below: below}
}

// empty takes all out of c and keeps the room it had.
func (c *Corpus) empty() {
	clear(c.texts)
	clear(c.whole)
	clear(c.byFile)
	c.texts, c.letters, c.index, c.sorted = c.texts[:0], c.letters[:0], c.index[:0], false
}

// Passages are the paragraphs of u that can be told again.
func Passages(u *data.Unit) (out []Passage) {
	for _, s := range u.Slots {
		for _, l := range s.Text {
			if len(letters([]rune(l.Text))) < leastCopy {
				continue
			}
			place := strconv.Itoa(l.Pos.Line)
			if l.Pos.Cell != "" {
				place = l.Pos.Sheet + "!" + l.Pos.Cell
			}
			p := Passage{Line: l.Pos.Line, Place: place, Under: s.Name, Text: strings.Clone(strings.TrimLeft(l.Text, "#-+ "))} // without the marks of a heading or item
			if l.Pos.File != u.Source.Name {
				p.Within = path.Base(l.Pos.File)
			}
			out = append(out, p)
		}
	}
	return out
}

// Add enters the paragraphs of u. A file is entered once.
func (c *Corpus) Add(u *data.Unit) {
	c.Enter(u.Source.Name, u.Name.Text, u.Year, Passages(u))
}

// Enter enters passages of a file. A file is entered once.
func (c *Corpus) Enter(file, unit string, year int, passages []Passage) {
	c.enter(&source{file: strings.Clone(file), unit: strings.Clone(unit), year: year, passages: passages}, passages)
}

// enter enters the passages of a report; it keeps none of them but those from holds.
func (c *Corpus) enter(from *source, passages []Passage) {
	if c.byFile[from.file] {
		return
	}
	from.n = len(c.byFile)
	c.byFile[from.file], c.sorted = true, false
	for n, p := range passages {
		id := uint32(len(c.texts))
		key := verbatimOf(p.Text, from.year)
		first, known := c.whole[key]
		if known && (first[0] != first[1] || c.texts[first[0]].file == from.file) {
			c.texts = append(c.texts, copyText{from, uint32(n), uint32(len(c.letters))})
			continue // the first two stand for all of them
		}
		if !known {
			first[0] = id
		}
		c.whole[key] = [2]uint32{first[0], id}
		chars := letters([]rune(p.Text))
		for _, r := range chars {
			c.letters = utf16.AppendRune(c.letters, r)
		}
		c.texts = append(c.texts, copyText{from, uint32(n), uint32(len(c.letters))})
		for i := 0; i+shingle <= len(chars); i++ {
			if h := hash(chars[i : i+shingle]); h%sampled == 0 {
				c.index = append(c.index, entry{uint32(h >> 32), id})
			}
		}
	}
}

// lettersOf are those of a text.
func (c *Corpus) lettersOf(id uint32) []rune {
	from := uint32(0)
	if id > 0 {
		from = c.texts[id-1].end
	}
	return utf16.Decode(c.letters[from:c.texts[id].end])
}

// Sort makes the corpus ready: from here on many may read it.
func (c *Corpus) Sort() {
	if c.sorted {
		return
	}
	slices.SortFunc(c.index, func(a, b entry) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.text, b.text)) })
	c.index, c.sorted = slices.Compact(c.index), true
	width := max(0, bits.Len(uint(len(c.index)))-3) // some four to eight entries share a beginning
	c.shift = 32 - width
	c.starts = slices.Grow(c.starts[:0], 1<<width+1)[:1<<width+1]
	at := 0
	for first := range 1 << width {
		for at < len(c.index) && c.index[at].hash>>c.shift < uint32(first) {
			at++
		}
		c.starts[first] = uint32(at)
	}
	c.starts[1<<width] = uint32(len(c.index))
}

// holding calls do for the texts that hold a shingle, the first ones entered when they
// are many: what everybody wrote need not be counted for all.
func (c *Corpus) holding(h uint64, do func(id uint32)) {
	if h%sampled != 0 {
		return
	}
	half := uint32(h >> 32)
	first := half >> c.shift
	list := c.index[c.starts[first]:c.starts[first+1]]
	for len(list) > 0 && list[0].hash < half {
		list = list[1:]
	}
	for n := 0; n < min(crowd, len(list)) && list[n].hash == half; n++ {
		do(list[n].text)
	}
}

// letters is text without marks, figures and placeholders: a copy changes those.
func letters(text []rune) []rune {
	out := make([]rune, 0, len(text))
	braces := 0
	for _, r := range text {
		switch {
		case r == '{' || r == '｛':
			braces++
		case r == '}' || r == '｝':
			braces--
		case braces <= 0 && (r >= 0x4E00 && r <= 0x9FFF || unicode.Is(unicode.Han, r)): // nearly all are of the first block
			out = append(out, r)
		}
	}
	return out
}

// hash is FNV-1a, the same on every run.
func hash(rs []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range rs {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h ^ h>>29
}

// match is a text found to be like another. Where there are many, the one that shares the
// most of the indexed shingles is taken, of those the first.
type match struct {
	*copyText     // nil for none
	shared    int // of the shingles; all of them when the two read alike
	percent   int // of the other that stands in it
}

func (m match) passage() Passage { return m.passages[m.n] }

const alike = math.MaxInt32 // shared by texts that read alike: nothing is more like them

// like finds the text most like text, whose letters are chars and which stands in file, a
// report of the unit on the year. It looks at other reports on the year and at others of
// the unit.
func (c *Corpus) like(file, unit string, year int, text string, chars []rune) match {
	var best match
	if c.below != nil {
		if best = c.below.like(file, unit, year, text, chars); best.percent == 100 {
			return best
		}
	}
	if m := c.more(0, file, unit, year, text, chars); m.percent > best.percent {
		return m
	}
	return best
}

// more is like for the corpus itself, and nothing unless more than shared is shared.
func (c *Corpus) more(shared int, file, unit string, year int, text string, chars []rune) match {
	if first, ok := c.whole[verbatimOf(text, year)]; ok { // as most copies are
		for _, id := range first {
			if other := &c.texts[id]; other.file != file {
				return match{other, alike, 100}
			}
		}
	}
	c.Sort()
	hits := map[uint32]int{}
	for i := 0; i+shingle <= len(chars); i++ {
		c.holding(hash(chars[i:i+shingle]), func(id uint32) {
			if t := &c.texts[id]; t.file != file && (t.year == year || t.unit == unit) {
				hits[id]++
			}
		})
	}
	top, most := uint32(0), shared
	for id, n := range hits {
		if n > most || n == most && n > shared && id < top {
			top, most = id, n
		}
	}
	if most == shared {
		return match{}
	}
	return match{&c.texts[top], most, covered(chars, c.lettersOf(top))}
}

// covered is how much of chars stands in other, in percent.
func covered(chars, other []rune) int {
	there := map[uint64]bool{}
	for i := 0; i+shingle <= len(other); i++ {
		there[hash(other[i:i+shingle])] = true
	}
	n, to := 0, 0 // to is where what is counted ends
	for i := 0; i+shingle <= len(chars); i++ {
		if there[hash(chars[i:i+shingle])] {
			n += i + shingle - max(i, to)
			to = i + shingle
		}
	}
	return n * 100 / len(chars)
}

// Copies are the passages of a file, a report of the unit on the year, that stand in
// the corpus too, each with the one most like it.
func (c *Corpus) Copies(file, unit string, year int, passages []Passage) (out []Copy) {
	for _, p := range passages {
		chars := letters([]rune(p.Text))
		if len(chars) < leastCopy {
			continue
		}
		if m := c.like(file, unit, year, p.Text, chars); m.percent >= copiedPart {
			out = append(out, Copy{p, m.passage(), m.unit, m.file, m.year, m.percent})
		}
	}
	return out
}

// leastTwice is how many characters a paragraph has that is not typed twice by chance.
const leastTwice = 15

// twice reports a paragraph that stands in the report already.
func (r *Reading) twice() {
	first := map[string]diag.Pos{}
	for _, s := range r.unit.Slots {
		for _, l := range s.Text {
			if at, ok := first[l.Text]; ok {
				r.found.Add(diag.Warnf(l.Pos, "R1", "这一段与%s完全相同", at.Where()).Over(len([]rune(l.Text))).Do("删去重复的一段"))
			} else if len([]rune(l.Text)) >= leastTwice {
				first[l.Text] = l.Pos
			}
		}
	}
}

// copied reports paragraphs that stand in another report.
func (r *Reading) copied() {
	r.twice()
	if r.corpus == nil {
		return
	}
	file, unit := r.unit.Source.Name, r.unit.Name.Text
	for _, s := range r.unit.Slots {
		for _, l := range s.Text {
			chars := letters([]rune(l.Text))
			if len(chars) < leastCopy {
				continue
			}
			m := r.corpus.like(file, unit, r.unit.Year, l.Text, chars)
			if m.percent < copiedPart {
				continue
			}
			other := m.passage()
			r.found.Add(diag.Warnf(l.Pos, "R1", "这一段与%s %d 年的报告（%s %s）有 %d%% 相同：“%s”", m.unit, m.year, m.file, other.where(), m.percent, shorten(string(letters([]rune(other.Text))), 24)).
				Over(len([]rune(l.Text))).Do("按本单位本年度的实际情况重写"))
		}
	}
}

// At is the place of the passage with the part it stands in, for a list.
func (p Passage) At() string {
	if p.Under == "" {
		return p.where()
	}
	return p.Under + "，" + p.where()
}

// where names the place of the passage for a sentence.
func (p Passage) where() string {
	if sheet, cell, ok := strings.Cut(p.Place, "!"); ok {
		return diag.Pos{Sheet: sheet, Cell: cell}.Where()
	}
	return strings.TrimLeft(p.Within+" "+diag.Pos{Line: p.Line}.Where(), " ")
}
