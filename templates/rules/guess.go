// guess.go tells which field of the package a figure typed in the text is: by the words
// around it, by its 量词, and by sums and rates that come out. It is for reports that
// come from elsewhere, whose figures stand in the text alone.
package rules

import (
	"cmp"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

// Guess is a figure and the field it is taken for.
type Guess struct {
	Path   string // where its value belongs: 组.项, 组.表.项, 上年.组.项, 目标.组.项
	Value  string // as it is written there: 286, 2.45万元
	Put    string // what is to stand in its place; "" leaves the text
	Pos    diag.Pos
	Span   int    // of what Put takes the place of
	Clause string // the words it was found by
	Works  bool   // the program works the value out: it need not be written
}

// How much the words around a figure must say for a name, and how much more than for the
// next one, in hundredths of the name.
const (
	enough     = 62
	clearBy    = 7
	adjacent   = 14 // more for a name whose last words stand at the figure
	otherUnit  = 10 // less for a 量词 that only counts the same things
	rarely     = 8  // less for a field few units have
	arithmetic = 35 // more for figures that make up a rate or a sum together
	leastKnown = 24 // without which arithmetic alone proves nothing
	headless   = 18 // less for a name whose last word, what is counted, stands nowhere near
	nameOnly   = 34 // less for the last part of a path, which others may share
	whole      = 2  // more for each character of a name that stands there in full
	special    = 8  // more for a member of a 组 that is named itself
	rareUnit   = 16 // more for a field of a 量词 hardly any other has
)

// How much words count by where they stand.
const (
	inClause   = 100
	behind     = 88
	inSentence = 50
	inHeading  = 30
)

// target is a field with the names it goes by.
type target struct {
	path    string
	field   *data.Field
	subject [][]rune // of a member of a 组, what the 组 is called
	names   [][]rune
	short   [][]rune // the last part of the path, where it is not the whole name
}

// choice is a target for a figure.
type choice struct {
	*target
	score int
}

// sighting is a figure of the text with what may be meant by it.
type sighting struct {
	p       *passage
	n       *number
	choices []choice // best first
	item    string   // of a 表: the name of its item
	table   string   // … and the path of the 表
	path    string   // what it was taken for
}

// guesser looks for fields.
type guesser struct {
	r       *Reading
	b       *book
	targets []*target
	at      map[string]*target
	weight  map[[2]rune]int
	units   map[string]int // 量词 → fields that have it
	seen    []*sighting
}

// Guess finds the fields of the figures that are typed into the text. It takes the
// unit's own figures for nothing: there need be none.
func (r *Reading) Guess() []Guess {
	g := &guesser{r: r, b: &book{alike: r.checks.Alike}, at: map[string]*target{}, weight: map[[2]rune]int{}, units: map[string]int{}}
	for _, f := range r.ledger.Package.Schema.Fields {
		g.declare(f)
	}
	g.weigh()
	for _, p := range r.passages {
		if p.title {
			continue
		}
		for i := range p.nums {
			if n := &p.nums[i]; n.path == "" && g.counts(p, n) {
				g.seen = append(g.seen, &sighting{p: p, n: n, choices: g.choices(p, i)})
			}
		}
	}
	g.sums()
	g.rates()
	g.settle()
	return g.guesses()
}

// declare enters a field under all its names.
func (g *guesser) declare(f *data.Field) {
	add := func(t *target) {
		g.targets = append(g.targets, t)
		g.at[t.path] = t
	}
	switch {
	case f.Type.Numeric():
		t := &target{path: f.Path(), field: f, names: variants(f.Indicator)}
		if len([]rune(f.Name)) > 2 {
			t.short = variants(f.Name)
		}
		for _, a := range f.Aliases {
			t.names = append(t.names, variants(a)...)
		}
		add(t)
	case f.Type == data.Group:
		subject := variants(f.Indicator)
		for _, a := range f.Aliases {
			subject = append(subject, variants(a)...)
		}
		for i, m := range f.Members {
			t := &target{path: f.Path() + "." + m.Name, field: f.Member(i), subject: subject, names: variants(m.Indicator)}
			for _, a := range m.Aliases {
				t.names = append(t.names, variants(a)...)
			}
			add(t)
		}
	}
}

// counts tells that a number may be a figure of the report. Unlike those of a check,
// figures written in Chinese may be: 一名, 四支.
func (g *guesser) counts(p *passage, n *number) bool {
	if n.measure == "" && !n.fig.Percent || n.date() || n.fig.Value == nil || p.cover[n.from]&inBook != 0 || quotedAt(p, n.from) || !p.at(n.from).typed {
		return false
	}
	if strings.ContainsRune(p.words(p.back(n.from, clauseMarks), n.from), '每') { // 每月会商一次 is no figure of the year
		return false
	}
	return n.from == 0 || !strings.ContainsRune("第、-—－/+＋", p.text[n.from-1]) || !n.han && p.text[n.from-1] == '、' && n.measure != ""
}

// quotedAt tells that character i stands between quotation marks that belong together.
func quotedAt(p *passage, i int) bool {
	for k := i - 1; k >= 0 && p.text[k] != '”'; k-- {
		if p.text[k] == '“' {
			for m := i; m < len(p.text) && p.text[m] != '“'; m++ {
				if p.text[m] == '”' {
					return true
				}
			}
			return false
		}
	}
	return false
}

// plans tells that a passage is about what will be done: its part is headed by the year
// to come.
func (g *guesser) plans(p *passage) bool {
	for _, s := range g.r.kind.Slots {
		if s.Name == p.slot {
			return strings.Contains(s.Title.Text, "{{下年}}")
		}
	}
	return false
}

// choices are the fields the i-th figure of p may be, best first.
func (g *guesser) choices(p *passage, i int) []choice {
	n := &p.nums[i]
	if n.fig.Percent && containsAny(p.words(p.back(n.from, "，。！？；"), n.from), yearOnYear) {
		return nil
	}
	around := g.around(p, i)
	plans := g.plans(p)
	var out []choice
	for _, t := range g.targets {
		if !g.b.fits(n, t.field, t.field.Type == data.Rate) || plans && t.field.Type != data.Rate {
			continue
		}
		if score := g.score(t, n, around); score >= leastKnown {
			out = append(out, choice{t, score})
		}
	}
	slices.SortStableFunc(out, func(a, b choice) int { return cmp.Compare(b.score, a.score) })
	return out[:min(len(out), 12)]
}

// settle gives figures their fields, the surest first: a field has one value.
func (g *guesser) settle() {
	type offer struct {
		s *sighting
		c choice
	}
	var offers []offer
	for _, s := range g.seen {
		for _, c := range s.choices {
			if c.score >= enough {
				offers = append(offers, offer{s, c})
			}
		}
	}
	slices.SortStableFunc(offers, func(a, b offer) int { return cmp.Compare(b.c.score, a.c.score) })
	value := map[string]string{}
	for _, s := range g.seen {
		if s.path != "" {
			value[s.path] = valueKey(s.n.fig) + s.n.fig.Raw
		}
	}
	for _, o := range offers {
		v := valueKey(o.s.n.fig) + o.s.n.fig.Raw
		if o.s.path != "" || value[o.c.path] != "" && value[o.c.path] != v || !g.clearly(o.s, o.c, value) {
			continue
		}
		o.s.path = o.c.path
		value[o.c.path] = v
	}
}

// clearly tells that no other field is as likely for a figure.
func (g *guesser) clearly(s *sighting, c choice, value map[string]string) bool {
	v := valueKey(s.n.fig) + s.n.fig.Raw
	for _, other := range s.choices {
		if other.path != c.path && other.score > c.score-clearBy && (value[other.path] == "" || value[other.path] == v) {
			return false
		}
	}
	return true
}

// raise adds to the score of a choice, or makes it one.
func (s *sighting) raise(t *target, more int) {
	for i := range s.choices {
		if s.choices[i].path == t.path {
			s.choices[i].score += more
			return
		}
	}
	s.choices = append(s.choices, choice{t, more})
}

func (s *sighting) scoreOf(path string) int {
	for _, c := range s.choices {
		if c.path == path {
			return c.score
		}
	}
	return 0
}

// guesses are the figures that found a field.
func (g *guesser) guesses() []Guess {
	var out []Guess
	found := map[string]*sighting{}
	for _, s := range g.seen {
		if s.path != "" && found[s.path] == nil {
			found[s.path] = s
		}
	}
	for _, s := range g.seen {
		if s.path == "" {
			continue
		}
		p, n := s.p, s.n
		value, end := n.fig.Raw, n.to
		if moneyScale(n.measure) > 0 { // 2.45万元 is one figure
			value, end = p.words(n.from, n.end), n.end
		}
		path := s.path
		if g.plans(p) {
			path = relation.Target + "." + path
		}
		out = append(out, Guess{Path: path, Value: value, Put: "{{" + path + "}}", Pos: p.place(n.from), Span: end - n.from, Clause: clauseOf(p, n), Works: g.worksOut(s, found)})
		if n.fig.Percent {
			out = append(out, g.alike(s, found)...)
		}
	}
	g.lists(out)
	out = append(out, g.nones(found)...)
	return append(out, g.changes()...)
}

// alike are the other rates a percentage is told of: 处理率、回复率均达100%.
func (g *guesser) alike(s *sighting, found map[string]*sighting) (out []Guess) {
	p, n := s.p, s.n
	group, _, _ := strings.Cut(s.path, ".")
	list := string(g.unfilled(p.text[p.back(n.from, "，。！？；："):n.from]))
	parts := strings.Split(list, "、")
	for _, part := range parts {
		var best *target
		longest := 0
		for _, t := range g.targets {
			if t.subject != nil || t.field.Type != data.Rate || t.field.Group != group {
				continue
			}
			for _, name := range slices.Concat(t.names, t.short) {
				if len(name) > longest && strings.HasSuffix(part, string(name)) {
					best, longest = t, len(name)
				}
			}
		}
		if len(parts) > 1 && best != nil && best.path != s.path && found[best.path] == nil {
			found[best.path] = s
			out = append(out, Guess{Path: best.path, Value: n.fig.Raw, Pos: p.place(n.from), Clause: clauseOf(p, n)})
		}
	}
	return out
}

// clauseOf is the words a figure stands in, short enough for a comment.
func clauseOf(p *passage, n *number) string {
	from, to := p.back(n.from, "，。！？；"), p.forward(n.end, "，。！？；")
	before, behind := "", ""
	if from < n.from-24 {
		from, before = n.from-24, "…"
	}
	if to > n.end+12 {
		to, behind = n.end+12, "…"
	}
	return before + p.words(from, to) + behind
}

// worksOut tells that the program gives a rate just as it stands there.
func (g *guesser) worksOut(s *sighting, found map[string]*sighting) bool {
	for i := range g.r.ledger.Package.Relations {
		rel := &g.r.ledger.Package.Relations[i]
		path, ok := rel.Derives()
		if !ok || path != s.path || !rel.IsRate() {
			continue
		}
		up, down := quotient(rel)
		a, b := found[up], found[down]
		return a != nil && b != nil && !a.n.fig.Approx && !b.n.fig.Approx && b.n.fig.Value.Sign() > 0 &&
			data.Percent(ledger.Round(rate(a.n.fig, b.n.fig), 4), 2, true) == s.n.fig.Raw
	}
	return false
}
