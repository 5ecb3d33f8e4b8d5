// guesswords.go weighs how much the words around a figure say for the names of a field.
package rules

import (
	"slices"
	"strings"
)

// variants are the ways to read a name: without what stands in brackets, and with that
// in the place of as many characters before it (甲（乙）某某).
func variants(name string) [][]rune {
	var plain, other, bracket []rune
	depth := 0
	for _, c := range name {
		switch c {
		case '（', '(':
			depth++
		case '）', ')':
			if depth--; len(bracket) > 0 && len(bracket) <= len(other) {
				other = append(other[:len(other)-len(bracket)], bracket...)
			}
			bracket = nil
		case '“', '”', '·', '、', '，', '/', '：':
		default:
			if depth > 0 {
				bracket = append(bracket, c)
				continue
			}
			plain, other = append(plain, c), append(other, c)
		}
	}
	if all := []rune(name); len(plain) < 2 && len(all) > 2 {
		plain = slices.DeleteFunc(all, func(c rune) bool { return strings.ContainsRune("（）()", c) })
		other = plain
	}
	if len(plain) < 2 {
		return nil
	}
	out := [][]rune{plain}
	if string(plain) != string(other) {
		out = append(out, other)
	}
	if n := len(plain); n >= 4 && n <= 6 { // 甲乙审查 is 审查甲乙 too
		out = append(out, slices.Concat(plain[n-2:], plain[:n-2]))
	}
	return out
}

func bigrams(rs []rune) [][2]rune {
	var out [][2]rune
	for i := 0; i+1 < len(rs); i++ {
		out = append(out, [2]rune{rs[i], rs[i+1]})
	}
	return out
}

// weigh tells how much two characters say: those of many names say little.
func (g *guesser) weigh() {
	count := map[[2]rune]int{}
	for _, t := range g.targets {
		for _, m := range t.field.Measures {
			g.units[m]++
		}
		mine := map[[2]rune]bool{}
		for _, name := range slices.Concat(t.names, t.short, t.subject) {
			for _, b := range bigrams(name) {
				mine[b] = true
			}
		}
		for b := range mine {
			count[b]++
		}
	}
	for b, n := range count {
		g.weight[b] = 1000 / (4 + n)
	}
}

// words around a figure, two characters each, with how much they count.
type surroundings struct {
	pairs        map[[2]rune]int
	before, next []rune // the clause up to the figure, without fillers; what follows it
}

func (g *guesser) around(p *passage, i int) surroundings {
	n := &p.nums[i]
	s := surroundings{pairs: map[[2]rune]int{}}
	enter := func(text []rune, worth int) {
		for _, b := range append(bigrams(unbracketed(text)), bigrams(slices.DeleteFunc(slices.Clone(text), func(c rune) bool { return strings.ContainsRune("（）“”", c) }))...) {
			s.pairs[b] = max(s.pairs[b], worth)
		}
	}
	sentence := p.back(n.from, "。！？；")
	clause := p.back(n.from, "，。！？；：")
	if i > 0 && p.nums[i-1].end > clause && !p.nums[i-1].date() {
		clause = p.nums[i-1].end
	}
	end := min(p.forward(n.end, "，。！？；、"), n.end+16)
	if i+1 < len(p.nums) {
		end = min(end, max(p.nums[i+1].from, n.end))
	}
	s.next = unbracketed(p.text[n.end:end])
	s.before = g.unfilled(unbracketed(p.text[clause:n.from]))
	for len(s.before) < 2 && len(s.next) < 2 && clause > sentence { // 共计，286宗: the words stand before the mark
		clause = p.back(clause-1, "，。！？；、：")
		s.before = g.unfilled(unbracketed(p.text[clause:n.from]))
	}
	enter(p.text[:p.head], inHeading)
	if sentence > 0 {
		enter(p.text[p.back(sentence-1, "。！？；"):sentence], inHeading)
	}
	enter(p.text[sentence:clause], inSentence)
	enter(p.text[clause:n.from], inClause)
	enter(p.text[n.end:end], behind)
	return s
}

// unbracketed drops what stands in brackets that close.
func unbracketed(text []rune) []rune {
	var out []rune
	for i := 0; i < len(text); i++ {
		if to, ok := map[rune]rune{'（': '）', '《': '》'}[text[i]]; ok {
			if k := slices.Index(text[i:], to); k > 0 {
				i += k
				continue
			}
		}
		if !strings.ContainsRune("“”《》", text[i]) {
			out = append(out, text[i])
		}
	}
	return out
}

// unfilled drops words that may stand between a name and its figure.
func (g *guesser) unfilled(s []rune) []rune {
	for cut := true; cut && len(s) > 0; {
		cut = false
		for _, w := range g.r.checks.Fillers {
			if rs := []rune(w); len(rs) <= len(s) && hasPrefix(s[len(s)-len(rs):], rs) {
				s, cut = s[:len(s)-len(rs)], true
				break
			}
		}
	}
	return s
}

// score is how much of a field's name stands around a figure.
func (g *guesser) score(t *target, n *number, s surroundings) int {
	best := 0
	for _, name := range t.names {
		best = max(best, g.says(name, s))
	}
	for _, name := range t.short {
		best = max(best, g.says(name, s)-nameOnly)
	}
	if t.subject != nil {
		subject := 0
		for _, name := range t.subject {
			subject = max(subject, g.covered(name, s.pairs))
		}
		if subject < inHeading {
			return 0
		}
		best = (best + min(2*subject, 100)) / 2
		if subject >= inSentence {
			best += special
		}
	}
	if !slices.Contains(t.field.Measures, n.measure) && !n.fig.Percent {
		best -= otherUnit
	}
	if t.field.Extra {
		best -= rarely
	}
	if g.units[n.measure] <= 2 && !n.fig.Percent {
		best += rareUnit
	}
	return best
}

// says is how much the words around a figure say for one name.
func (g *guesser) says(name []rune, s surroundings) int {
	covered := g.covered(name, s.pairs)
	score := covered + s.near(name)
	if covered >= behind {
		score += whole * min(len(name), 8)
	}
	if s.pairs[[2]rune(name[len(name)-2:])] < behind {
		score -= headless
	}
	return score
}

// covered is how much of a name stands around, in hundredths of it.
func (g *guesser) covered(name []rune, around map[[2]rune]int) int {
	sum, all := 0, 0
	for _, b := range bigrams(name) {
		sum += g.weight[b] * around[b]
		all += g.weight[b]
	}
	if all == 0 {
		return 0
	}
	return sum / all
}

// near is what is added for a name whose end stands right before the figure, or whose
// words follow it at once.
func (s *surroundings) near(name []rune) int {
	tail := name[len(name)-2:]
	if k := len(s.before); k >= 2 && hasPrefix(s.before[k-2:], tail) || len(s.next) >= 2 && hasPrefix(s.next, name[:2]) {
		return adjacent
	}
	return 0
}
