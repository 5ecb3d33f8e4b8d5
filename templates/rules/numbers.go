// numbers.go finds the figures of a passage: those put in for placeholders and those
// typed into the text, each with its 量词.
package rules

import (
	"slices"

	"nianbao/templates/data"
)

// number is one figure in the text.
type number struct {
	from, to int // the figure
	end      int // behind its 量词
	fig      data.Figure
	measure  string
	path     string // of a placeholder
	han      bool   // written in Chinese numerals
}

// measures finds the 量词 at the beginning of a text.
type measures map[rune][][]rune

func newMeasures(s *data.Schema) measures {
	m := measures{}
	known := map[string]bool{"": true, "%": true}
	add := func(list []string) {
		for _, w := range list {
			if !known[w] {
				known[w] = true
				rs := []rune(w)
				m[rs[0]] = append(m[rs[0]], rs)
			}
		}
	}
	add(s.Measures)
	for _, f := range s.Fields {
		add(f.Measures)
	}
	return m
}

// at is the longest 量词 text begins with.
func (m measures) at(text []rune) string {
	if len(text) == 0 {
		return ""
	}
	var best []rune
	for _, w := range m[text[0]] {
		if len(w) > len(best) && hasPrefix(text, w) {
			best = w
		}
	}
	return string(best)
}

func hasPrefix(text, word []rune) bool {
	return len(word) <= len(text) && slices.Equal(text[:len(word)], word)
}

// longest is how many characters a figure may take.
const longest = 40

// hanFigure reports a Chinese numeral that may begin a figure.
func hanFigure(r rune) bool {
	switch r {
	case '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return false
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func latin(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// numbers finds the figures of p.
func (r *Reading) numbers(p *passage) {
	for _, q := range p.pieces {
		if q.path != "" {
			n := number{from: q.from, to: q.to, path: q.path}
			n.fig, _ = data.FigureAt(p.words(q.from, q.to))
			n.han = q.to > q.from && hanFigure(p.text[q.from])
			n.measure = r.measures.at(p.text[q.to:])
			n.end = q.to + len([]rune(n.measure))
			p.nums = append(p.nums, n)
			continue
		}
		r.typedNumbers(p, q.from, q.to)
	}
}

func (r *Reading) typedNumbers(p *passage, from, to int) {
	for i := from; i < to; {
		c := p.text[i]
		han := hanFigure(c)
		if !digit(c) && !han {
			i++
			continue
		}
		if digit(c) && i > 0 && (latin(p.text[i-1]) || p.text[i-1] == '.' || digit(p.text[i-1])) {
			for i < to && (digit(p.text[i]) || p.text[i] == '.') {
				i++
			}
			continue
		}
		fig, n := data.FigureAt(string(p.text[i:min(i+longest, to)]))
		if n == 0 {
			for i < to && (digit(p.text[i]) || hanFigure(p.text[i])) {
				i++
			}
			i = max(i, from+1)
			continue
		}
		end := i + len([]rune(fig.Raw))
		x := number{from: i, to: end, fig: fig, han: han}
		for _, w := range []string{"超过", "约", "近", "超", "逾"} {
			if rs := []rune(w); i-len(rs) >= from && hasPrefix(p.text[i-len(rs):], rs) {
				x.from = i - len(rs)
				if f, k := data.FigureAt(p.words(x.from, end)); k > 0 {
					x.fig = f
				}
				break
			}
		}
		x.measure = r.measures.at(p.text[end:])
		x.end = end + len([]rune(x.measure))
		p.nums = append(p.nums, x)
		i = end
	}
}

// date reports whether n is a part of a date or a name, not a count: 2024年, 3月, 5日.
func (n *number) date() bool {
	whole := n.fig.Value != nil && n.fig.Value.IsInt() && !n.fig.Percent
	switch n.measure {
	case "年":
		return whole && n.fig.Value.Num().Int64() >= 1900 && n.fig.Value.Num().Int64() < 2200
	case "月", "日":
		return true
	}
	return false
}

// year is the number as a year, 0 when it is none.
func (n *number) year() int {
	if n.path != "" || n.han || n.measure != "年" || !n.date() {
		return 0
	}
	return int(n.fig.Value.Num().Int64())
}
