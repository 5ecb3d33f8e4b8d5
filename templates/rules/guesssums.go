// guesssums.go lets arithmetic speak for what the figures of a text are: items that add
// up to a total, a rate that is the quotient of two figures beside it, a change against
// last year that only one figure explains; and 无, which is 0.
package rules

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

// leastItems is how many figures must add up to be taken for the items of a 表.
const leastItems = 2

// sums finds lists whose figures add up to the total before them: 286宗，其中甲类103宗，
// 乙类183宗.
func (g *guesser) sums() {
	for i, total := range g.seen {
		items := g.itemsOf(i)
		if len(items) < leastItems {
			continue
		}
		table, t := g.tableFor(total)
		if table == "" {
			continue
		}
		total.raise(t, arithmetic)
		for _, s := range items {
			s.table, s.path, s.choices = table, table+"."+s.item, nil
		}
	}
}

// itemsOf are the figures behind the i-th that add up to it, each named.
func (g *guesser) itemsOf(i int) []*sighting {
	total := g.seen[i]
	if total.path != "" || total.n.fig.Approx || total.n.fig.Percent {
		return nil
	}
	end := total.p.forward(total.n.end, "。！？；")
	sum := new(big.Rat)
	names := map[string]bool{}
	var items []*sighting
	for _, s := range g.seen[i+1:] {
		if s.p != total.p || s.n.from > end || s.n.fig.Approx || s.n.fig.Percent || s.path != "" || s.n.measure != total.n.measure {
			return nil
		}
		s.item = itemName(s)
		if s.item == "" || names[s.item] {
			return nil
		}
		names[s.item] = true
		items = append(items, s)
		switch sum.Add(sum, s.n.fig.Value).Cmp(total.n.fig.Value) {
		case 0:
			return items
		case 1:
			return nil
		}
	}
	return nil
}

// itemName is what a figure of a list counts: the words between the mark before it and it.
func itemName(s *sighting) string {
	from := s.p.back(s.n.from, "，。！？；、：（")
	name := strings.TrimSpace(s.p.words(from, s.n.from))
	for _, w := range []string{"其中", "包括", "分别为", "分别是"} {
		name = strings.TrimPrefix(name, w)
	}
	if rs := []rune(name); len(rs) < 2 || len(rs) > 20 || strings.ContainsAny(name, ".{}|：:#“”《》0123456789 ") {
		return ""
	}
	return name
}

// lists gives items that stand one behind the other as the program lists a 表 one
// placeholder for all: {{列举 组.表 宗}}. out are the guesses of the figures seen that found
// a field, in their order.
func (g *guesser) lists(out []Guess) {
	at := map[diag.Pos]*Guess{}
	for i := range out {
		if out[i].Put != "" {
			at[out[i].Pos] = &out[i]
		}
	}
	for i, first := range g.seen {
		if first.table == "" || i > 0 && g.seen[i-1].table == first.table {
			continue
		}
		items := []*sighting{first}
		for _, s := range g.seen[i+1:] {
			if s.table != first.table {
				break
			}
			items = append(items, s)
		}
		var want []string
		for _, s := range items {
			want = append(want, s.item+s.n.fig.Raw+s.n.measure)
		}
		p, last := first.p, items[len(items)-1]
		from := first.n.from - len([]rune(first.item))
		guess := at[p.place(first.n.from)]
		if guess == nil || p.words(from, last.n.end) != strings.Join(want, "，") || p.at(from) != p.at(last.n.end-1) {
			continue
		}
		for _, s := range items[1:] {
			if other := at[p.place(s.n.from)]; other != nil {
				other.Put = ""
			}
		}
		guess.Put, guess.Pos, guess.Span = "{{列举 "+first.table+" "+first.n.measure+"}}", p.place(from), last.n.end-from
	}
}

// tableFor is the 表 whose sum a figure is, by the words around it.
func (g *guesser) tableFor(s *sighting) (table string, total *target) {
	best := leastKnown
	for i := range g.r.ledger.Package.Relations {
		rel := &g.r.ledger.Package.Relations[i]
		ref, ok := rel.Left.(relation.Ref)
		sum, isSum := rel.Right.(relation.Sum)
		if !ok || !isSum || rel.Cmp != relation.Equal || g.at[ref.Path] == nil {
			continue
		}
		f := g.r.ledger.Package.Schema.Field(sum.Path)
		if score := s.scoreOf(ref.Path); f != nil && f.Type == data.Table && score > best {
			best, table, total = score, sum.Path, g.at[ref.Path]
		}
	}
	return table, total
}

// nearFigures is how many figures before a rate its operands are looked for among.
const nearFigures = 5

// proof is three figures that make up a rate, and the fields they may be.
type proof struct {
	figures [3]*sighting // above, below, the rate
	fields  [3]*target
	score   int
}

// rates finds figures whose quotient is the rate behind them. Of several that may be the
// same fields those the words say most of are.
func (g *guesser) rates() {
	var proofs []proof
	for i, s := range g.seen {
		if !s.n.fig.Percent || s.n.fig.Approx || len(s.choices) == 0 {
			continue
		}
		first := max(0, i-nearFigures)
		for a := i - 1; a >= first; a-- {
			for b := i - 1; b >= first; b-- {
				if a != b && g.seen[a].p == s.p && g.seen[b].p == s.p && isRate(g.seen[a].n.fig, g.seen[b].n.fig, s.n.fig) {
					proofs = append(proofs, g.quotients([3]*sighting{g.seen[a], g.seen[b], s})...)
				}
			}
		}
	}
	slices.SortStableFunc(proofs, func(a, b proof) int { return cmp.Compare(b.score, a.score) })
	fields, figures := map[*target]bool{}, map[*sighting]bool{}
	for _, p := range proofs {
		if fields[p.fields[2]] || figures[p.figures[2]] {
			continue
		}
		fields[p.fields[2]], figures[p.figures[2]] = true, true
		more := arithmetic
		for k := range p.figures[:2] {
			if p.figures[k].scoreOf(p.fields[k].path) >= inClause { // one that is named outright names the others
				more = 2 * arithmetic
			}
		}
		for k := range p.figures {
			p.figures[k].raise(p.fields[k], more)
		}
	}
}

// isRate tells that up of down is the rate, as far as its decimals go. Of a whole, 100%,
// nothing can be told.
func isRate(up, down, percent data.Figure) bool {
	if up.Percent || down.Percent || up.Approx || down.Approx || down.Value.Sign() == 0 || percent.Value.Cmp(big.NewRat(1, 1)) == 0 {
		return false
	}
	digits := percent.Decimals + 2
	return ledger.Round(rate(up, down), digits).Cmp(ledger.Round(percent.Value, digits)) == 0
}

func rate(up, down data.Figure) *big.Rat { return new(big.Rat).Quo(up.Value, down.Value) }

// quotients are the fields three figures may be: those of a relation of the package.
func (g *guesser) quotients(figures [3]*sighting) (out []proof) {
	for i := range g.r.ledger.Package.Relations {
		rel := &g.r.ledger.Package.Relations[i]
		path, ok := rel.Derives()
		if !ok || !rel.IsRate() {
			continue
		}
		a, b := quotient(rel)
		if g.at[path] == nil || g.at[a] == nil || g.at[b] == nil {
			continue
		}
		p := proof{figures, [3]*target{g.at[a], g.at[b], g.at[path]}, 0}
		for k := range figures {
			p.score += figures[k].scoreOf(p.fields[k].path)
		}
		if p.score > 2*leastKnown {
			out = append(out, p)
		}
	}
	return out
}

// quotient are the two paths of a rate that is one by another, "" when it is more.
func quotient(r *relation.Relation) (up, down string) {
	bin, ok := r.Right.(relation.Bin)
	if !ok {
		return "", ""
	}
	a, one := bin.L.(relation.Ref)
	b, two := bin.R.(relation.Ref)
	if !one || !two {
		return "", ""
	}
	return a.Path, b.Path
}

// none are the words for not one.
var none = []string{"没有发生", "未发生", "未出现", "没有", "无"}

// nones finds what did not happen: 无甲和乙.
func (g *guesser) nones(found map[string]*sighting) (out []Guess) {
	for _, p := range g.r.passages {
		if p.title || g.plans(p) {
			continue
		}
		for i := 0; i < len(p.text); i++ {
			if i > 0 && !strings.ContainsRune(clauseMarks, p.text[i-1]) {
				continue
			}
			for _, w := range none {
				rs := []rune(w)
				if !hasPrefix(p.text[i:], rs) {
					continue
				}
				end := p.forward(i, clauseMarks)
				for _, t := range g.named(p.text[i+len(rs) : end]) {
					if found[t.path] == nil && t.field.Type == data.Count {
						found[t.path] = &sighting{}
						out = append(out, Guess{Path: t.path, Value: "0", Pos: p.place(i), Clause: p.words(i, end)})
					}
				}
				break
			}
		}
	}
	return out
}

// named are the fields a list of names is made of: every word of it ends in one.
func (g *guesser) named(text []rune) (out []*target) {
	for _, part := range strings.FieldsFunc(string(text), func(r rune) bool { return strings.ContainsRune("和、及与或", r) }) {
		var best *target
		longest := 0
		for _, t := range g.targets {
			for _, name := range t.names {
				if len(name) > longest && strings.HasSuffix(part, string(name)) && len([]rune(part))-len(name) <= 4 && t.subject == nil {
					best, longest = t, len(name)
				}
			}
		}
		if best == nil {
			return nil
		}
		out = append(out, best)
	}
	return out
}

// changes finds 同比减少48.57% that only one figure of last year explains.
func (g *guesser) changes() (out []Guess) {
	told := map[string]bool{}
	for _, p := range g.r.passages {
		for k := range p.nums {
			n := &p.nums[k]
			words := p.words(p.back(n.from, clauseMarks), n.from)
			verb := ""
			for _, v := range []string{"增长", "减少", "增加", "下降"} {
				if strings.HasSuffix(words, "同比"+v) {
					verb = v
				}
			}
			if !n.fig.Percent || n.path != "" || verb != "增长" && verb != "减少" || !p.at(n.from).typed {
				continue
			}
			base := g.before(p, k)
			if base == nil || told[base.path] {
				continue
			}
			last := strings.TrimRight(g.r.solve(p, k, verb == "减少"), base.n.measure)
			if last == "" {
				continue
			}
			told[base.path] = true
			from := n.from - len([]rune("同比"+verb))
			out = append(out, Guess{Path: relation.LastYear + "." + base.path, Value: last, Put: "{{同比 " + base.path + "}}", Pos: p.place(from), Span: n.to - from, Clause: clauseOf(p, n)})
		}
	}
	return out
}

// before is the figure a change is told of: the one before it, when its field is known.
func (g *guesser) before(p *passage, k int) *sighting {
	for i := len(g.seen) - 1; i >= 0; i-- {
		if s := g.seen[i]; s.p == p && s.n.from < p.nums[k].from {
			if s.path == "" || s.table != "" || s.n.fig.Approx || s.n.fig.Percent {
				return nil
			}
			return s
		}
	}
	return nil
}
