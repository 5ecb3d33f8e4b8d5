// copies.go finds paragraphs that stand in another report too: last year's of the same
// unit, or a sibling's of the same year (checks R1).
package rules

import (
	"unicode"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

const (
	shingle    = 10 // characters compared at a time
	leastCopy  = 60 // shorter paragraphs are stock phrases
	copiedPart = 80 // percent of a paragraph that makes it a copy
	sampled    = 4  // one shingle in so many is indexed
)

// Corpus is what other reports say. It is built once a run and then only read.
type Corpus struct {
	texts  []copyText
	at     map[uint64][]int32 // shingle → texts that hold it
	byFile map[string]bool
}

type copyText struct {
	file, unit string
	stands     string // the file it stands in: file, or that of the text
	year, line int
	chars      []rune
}

// NewCorpus makes an empty corpus.
func NewCorpus() *Corpus {
	return &Corpus{at: map[uint64][]int32{}, byFile: map[string]bool{}}
}

// Add enters the paragraphs of u. A file is entered once.
func (c *Corpus) Add(u *data.Unit) {
	if c.byFile[u.Source.Name] {
		return
	}
	c.byFile[u.Source.Name] = true
	for _, s := range u.Slots {
		for _, l := range s.Text {
			chars := letters([]rune(l.Text))
			if len(chars) < leastCopy {
				continue
			}
			id := int32(len(c.texts))
			c.texts = append(c.texts, copyText{u.Source.Name, u.Name.Text, l.Pos.File, u.Year, l.Pos.Line, chars})
			seen := map[uint64]bool{}
			for i := 0; i+shingle <= len(chars); i++ {
				if h := hash(chars[i : i+shingle]); h%sampled == 0 && !seen[h] {
					seen[h] = true
					c.at[h] = append(c.at[h], id)
				}
			}
		}
	}
}

// letters is text without marks, figures and placeholders: a copy changes those.
func letters(text []rune) []rune {
	var out []rune
	braces := 0
	for _, r := range text {
		switch {
		case r == '{' || r == '｛':
			braces++
		case r == '}' || r == '｝':
			braces--
		case braces <= 0 && unicode.Is(unicode.Han, r):
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

// like finds the text most like chars, which stand in u, and how much of chars stands
// in it, in percent. It looks at other reports on the year and at others of the unit.
func (c *Corpus) like(u *data.Unit, chars []rune) (best *copyText, percent int) {
	hits := map[int32]int{}
	for i := 0; i+shingle <= len(chars); i++ {
		for _, id := range c.at[hash(chars[i:i+shingle])] {
			if t := &c.texts[id]; t.file != u.Source.Name && (t.year == u.Year || t.unit == u.Name.Text) {
				hits[id]++
			}
		}
	}
	top, most := int32(-1), 0
	for id, n := range hits {
		if n > most || n == most && id < top {
			top, most = id, n
		}
	}
	if top < 0 {
		return nil, 0
	}
	best = &c.texts[top]
	there := map[uint64]bool{}
	for i := 0; i+shingle <= len(best.chars); i++ {
		there[hash(best.chars[i:i+shingle])] = true
	}
	covered := make([]bool, len(chars))
	for i := 0; i+shingle <= len(chars); i++ {
		if there[hash(chars[i:i+shingle])] {
			for k := i; k < i+shingle; k++ {
				covered[k] = true
			}
		}
	}
	n := 0
	for _, ok := range covered {
		if ok {
			n++
		}
	}
	return best, n * 100 / len(chars)
}

// leastTwice is how many characters a paragraph has that is not typed twice by chance.
const leastTwice = 15

// twice reports a paragraph that stands in the report already.
func (r *Reading) twice() {
	first := map[string]int{}
	for _, s := range r.unit.Slots {
		for _, l := range s.Text {
			if at, ok := first[l.Text]; ok {
				r.found.Add(diag.Warnf(l.Pos, "R1", "这一段与第 %d 行完全相同", at).Over(len([]rune(l.Text))).Do("删去重复的一段"))
			} else if len([]rune(l.Text)) >= leastTwice {
				first[l.Text] = l.Pos.Line
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
	for _, s := range r.unit.Slots {
		for _, l := range s.Text {
			chars := letters([]rune(l.Text))
			if len(chars) < leastCopy {
				continue
			}
			best, percent := r.corpus.like(r.unit, chars)
			if percent < copiedPart {
				continue
			}
			r.found.Add(diag.Warnf(l.Pos, "R1", "这一段与%s %d 年的报告（%s 第 %d 行）有 %d%% 相同：“%s”", best.unit, best.year, best.stands, best.line, percent, shorten(string(best.chars), 24)).
				Over(len([]rune(l.Text))).Do("按本单位本年度的实际情况重写"))
		}
	}
}
