// patch.go takes over what a person changed in one paragraph: the words as they are now,
// and where a figure was put in, its placeholder again.

package intake

import (
	"regexp"
	"strings"

	"nianbao/templates/internal/pattern"
	"nianbao/templates/merge"
)

// token is what is matched as a whole: a placeholder, a number, any other character.
type token struct {
	text   []rune // as printed
	source string
	merge.Piece
	free bool // a single character or number of the text, no piece of its own
}

// clash is a figure somebody changed by hand.
type clash struct {
	Source   string // the placeholder
	Was, Now string // Now is "" when the sentence was written anew without a figure
	Kept     bool   // the placeholder stands in the place of Now
}

// patched is a paragraph taken over.
type patched struct {
	source  string // lines parted by \n
	clashes []clash
	holders int // placeholders in it
	words   func(string) string
}

// patch rewrites the source of a paragraph so that it prints now. pieces have the texts
// the paragraph was printed with when it was given to be corrected. words writes what is
// new in it.
func patch(pieces []merge.Piece, now string, words func(string) string) patched {
	old, runes := tokens(pieces), []rune(now)
	at := match(old, runes)
	out := patched{words: words}
	var b strings.Builder
	next := 0 // the first character of now that is not written yet
	var gap []token
	for i, t := range old {
		if len(t.text) == 0 || at[i] < 0 {
			gap = append(gap, t)
			continue
		}
		out.gap(&b, gap, string(runes[next:at[i]]))
		gap = nil
		b.WriteString(t.source)
		if t.Holder {
			out.holders++
		}
		next = at[i] + len(t.text)
	}
	out.gap(&b, gap, string(runes[next:]))
	out.source = b.String()
	return out
}

func tokens(pieces []merge.Piece) []token {
	var out []token
	for _, p := range pieces {
		text, source := []rune(p.Text), []rune(p.Source)
		if p.Holder || p.Joint || len(text) != len(source) {
			out = append(out, token{text: text, source: p.Source, Piece: p})
			continue
		}
		for i := 0; i < len(text); {
			to := i + 1
			for digit(text[i]) && to < len(text) && digit(text[to]) {
				to++
			}
			out = append(out, token{text: text[i:to], source: string(source[i:to]), free: true})
			i = to
		}
	}
	return out
}

func digit(r rune) bool { return r >= '0' && r <= '9' || r == '.' }

// maxCells bounds the work on one paragraph; beyond it is no paragraph of a report.
const maxCells = 40 << 20

// match gives for each token where it stands in now, -1 when it does not. Tokens stand
// in order, the sum of their lengths is greatest. A placeholder counts only where a
// neighbour stands beside it as before.
func match(old []token, now []rune) []int {
	at := make([]int, len(old))
	for i := range at {
		at[i] = -1
	}
	from, start := 0, 0
	for from < len(old) && fits(old[from].text, now, start) {
		at[from] = start
		start += len(old[from].text)
		from++
	}
	to, end := len(old), len(now)
	for to > from && end-len(old[to-1].text) >= start && fits(old[to-1].text, now[:end], end-len(old[to-1].text)) {
		to--
		end -= len(old[to].text)
		at[to] = end
	}
	if (to-from)*(end-start) < maxCells {
		longest(old[from:to], now[:end], start, at[from:to])
	}
	for i, t := range old {
		if !t.free && len(t.text) > 0 && at[i] >= 0 && !beside(old, at, i) {
			at[i] = -1
		}
	}
	return at
}

// fits tells whether text stands at place i of now, and is no part of a longer number.
func fits(text, now []rune, i int) bool {
	if i+len(text) > len(now) || string(now[i:i+len(text)]) != string(text) {
		return false
	}
	n := len(text)
	return n == 0 || !(digit(text[0]) && i > 0 && digit(now[i-1])) && !(digit(text[n-1]) && i+n < len(now) && digit(now[i+n]))
}

func longest(old []token, now []rune, start int, at []int) {
	w := len(now) - start + 1
	best := make([]int32, (len(old)+1)*w)
	for i := len(old) - 1; i >= 0; i-- {
		n := len(old[i].text)
		for k := w - 1; k >= 0; k-- {
			v := best[(i+1)*w+k]
			if k+1 < w {
				v = max(v, best[i*w+k+1])
			}
			if n > 0 && fits(old[i].text, now, start+k) {
				v = max(v, best[(i+1)*w+k+n]+int32(2*n-1))
			}
			best[i*w+k] = v
		}
	}
	for i, k := 0, 0; i < len(old) && k < w; {
		n := len(old[i].text)
		switch v := best[i*w+k]; {
		case n > 0 && fits(old[i].text, now, start+k) && v == best[(i+1)*w+k+n]+int32(2*n-1):
			at[i] = start + k
			i++
			k += n
		case v == best[(i+1)*w+k]:
			i++
		default:
			k++
		}
	}
}

// beside tells whether a neighbour of token i stands beside it.
func beside(old []token, at []int, i int) bool {
	for k := i - 1; k >= 0; k-- {
		if n := len(old[k].text); n > 0 {
			if at[k] >= 0 && at[k]+n == at[i] {
				return true
			}
			break
		}
	}
	for k := i + 1; k < len(old); k++ {
		if len(old[k].text) > 0 {
			return at[k] == at[i]+len(old[i].text)
		}
	}
	return len(old) == 1
}

var (
	figure = pattern.Later(`[0-9０-９][0-9０-９,，.]*[余多]?[百千万亿]?[余多]?[%％‰]?|[一二两三四五六七八九十百千]+`)
	joint  = pattern.Later(`[一二三四五六七八九十]{1,3}是`)
)

// gap writes what stands now in the place of tokens that are no more as they were. Where
// a figure stood and there is a figure again, its placeholder goes on standing there.
func (p *patched) gap(b *strings.Builder, gap []token, now string) {
	for _, t := range gap {
		if t.Joint && len(t.text) == 0 && now == "" {
			b.WriteString(t.source) // an end of line nobody sees
		}
		if t.Joint && len(t.text) > 0 {
			if m := joint().FindStringIndex(now); m != nil {
				b.WriteString(p.words(now[:m[0]]) + t.source)
				now = now[m[1]:]
			}
			continue
		}
		if !t.Holder {
			continue
		}
		c := clash{Source: t.source, Was: string(t.text)}
		if m := otherFigures(string(t.text)).FindStringIndex(now); m != nil {
			c.Now, c.Kept = now[m[0]:m[1]], true
			b.WriteString(p.words(now[:m[0]]) + t.source)
			now = now[m[1]:]
			p.holders++
		}
		if c.Kept || now != "" {
			p.clashes = append(p.clashes, c)
		}
	}
	b.WriteString(p.words(now))
}

// otherFigures finds what a placeholder printed, its figures being others.
func otherFigures(text string) *regexp.Regexp {
	var form strings.Builder
	at := 0
	for _, m := range figure().FindAllStringIndex(text, -1) {
		form.WriteString(regexp.QuoteMeta(text[at:m[0]]) + `(?:` + figure().String() + `)`)
		at = m[1]
	}
	return regexp.MustCompile(form.String() + regexp.QuoteMeta(text[at:]))
}

// literal writes words so that they are printed as they are.
func literal(s string) string {
	return strings.NewReplacer("{{", `\{{`, "｛｛", `\｛｛`).Replace(s)
}

// printedAs gives pieces the texts they had in base, the paragraph as it was printed
// before; ok is false when more than figures has changed since.
func printedAs(pieces []merge.Piece, base string) (out []merge.Piece, ok bool) {
	var all strings.Builder
	var form strings.Builder
	form.WriteString("^")
	for _, p := range pieces {
		all.WriteString(p.Text)
		if p.Holder {
			form.WriteString(`(.*?)`)
			continue
		}
		for _, r := range p.Text {
			if squash(string(r)) == "" {
				form.WriteString(`\s*`)
				continue
			}
			form.WriteString(regexp.QuoteMeta(string(r)) + `\s*`)
		}
	}
	if squash(all.String()) == squash(base) {
		return pieces, true
	}
	re, err := regexp.Compile(form.String() + "$")
	if err != nil {
		return nil, false
	}
	m := re.FindStringSubmatch(base)
	if m == nil {
		return nil, false
	}
	out = append(out, pieces...)
	k := 1
	for i := range out {
		if out[i].Holder {
			out[i].Text = m[k]
			k++
		}
	}
	return out, true
}
