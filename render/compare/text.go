package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"nianbao/render/doc"
)

// mostCells is how large a table of tokens is compared; what is longer on both sides
// than any paragraph is taken as written anew.
const mostCells = 4 << 20

// Text marks what stands in one of two texts only.
func Text(a, b string, words Words) []doc.Run {
	if a == b {
		return runs([]piece{{doc.Kept, b}})
	}
	x, y := tokens(a, words), tokens(b, words)
	head := 0
	for head < len(x) && head < len(y) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < len(x)-head && tail < len(y)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	var out []piece
	for _, t := range x[:head] {
		out = put(out, doc.Kept, t)
	}
	for _, p := range middle(x[head:len(x)-tail], y[head:len(y)-tail]) {
		out = put(out, p.edit, p.text)
	}
	for _, t := range x[len(x)-tail:] {
		out = put(out, doc.Kept, t)
	}
	return runs(calm(out))
}

// piece is a stretch of text of one draft or of both.
type piece struct {
	edit doc.Edit
	text string
}

func put(to []piece, e doc.Edit, text string) []piece {
	if n := len(to); n > 0 && to[n-1].edit == e {
		to[n-1].text += text
		return to
	}
	return append(to, piece{e, text})
}

// weight is how much a token in both texts counts: a mark little, so that words decide.
func weight(t string) int32 {
	r, n := utf8.DecodeRuneInString(t)
	if n == len(t) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return 1
	}
	return int32(2 * utf8.RuneCountInString(t))
}

// middle finds what x and y have in common, in long stretches rather than many short
// ones.
func middle(x, y []string) (out []piece) {
	n, m := len(x), len(y)
	if n*m > mostCells {
		n, m = 0, 0
	}
	const run = 1 // what a token counts more behind one that matches too
	w := m + 1
	best, here := make([]int32, (n+1)*w), make([]int32, (n+1)*w) // here: x[i] and y[j] match
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			at := i*w + j
			best[at] = max(best[at+w], best[at+1])
			if x[i] == y[j] {
				after := best[at+w+1]
				if next := here[at+w+1]; next > 0 {
					after = max(after, next+run)
				}
				here[at] = weight(x[i]) + after
				best[at] = max(best[at], here[at])
			}
		}
	}
	i, j := 0, 0
	for i < n && j < m {
		switch at := i*w + j; {
		case here[at] > 0 && here[at] == best[at]:
			out = put(out, doc.Kept, x[i])
			i, j = i+1, j+1
		case best[at+w] >= best[at+1]:
			out = put(out, doc.Struck, x[i])
			i++
		default:
			out = put(out, doc.Added, y[j])
			j++
		}
	}
	for ; i < len(x); i++ {
		out = put(out, doc.Struck, x[i])
	}
	for ; j < len(y); j++ {
		out = put(out, doc.Added, y[j])
	}
	return out
}

// calm gives up what little stands unchanged between larger changes, and puts what is
// struck before what is added: a reader wants the old words, then the new.
func calm(in []piece) []piece {
	for {
		groups := together(in)
		at := slices.IndexFunc(groups, func(g group) bool { return g.kept != "" && g.idle })
		if at < 0 {
			return flat(settle(groups))
		}
		in = nil
		for i, g := range groups {
			if i == at {
				in = append(in, piece{doc.Struck, g.kept}, piece{doc.Added, g.kept})
				continue
			}
			in = append(in, flat([]group{g})...)
		}
	}
}

// group is a stretch that is unchanged, or one that is changed: what was, what is.
type group struct {
	kept, was, is string
	idle          bool // unchanged, and less than what changed on either side of it
}

func together(in []piece) (out []group) {
	for _, p := range in {
		n := len(out)
		if p.edit == doc.Kept {
			if n > 0 && out[n-1].kept != "" {
				out[n-1].kept += p.text
			} else {
				out = append(out, group{kept: p.text})
			}
			continue
		}
		if n == 0 || out[n-1].kept != "" {
			out = append(out, group{})
			n++
		}
		if p.edit == doc.Struck {
			out[n-1].was += p.text
		} else {
			out[n-1].is += p.text
		}
	}
	size := func(g group) int { return max(utf8.RuneCountInString(g.was), utf8.RuneCountInString(g.is)) }
	for i := 1; i+1 < len(out); i++ {
		g := &out[i]
		n := letters(g.kept)
		lone := n == 1 && utf8.RuneCountInString(g.kept) == 1 && !afterNumber(out[i-1])
		g.idle = g.kept != "" && (lone || n <= longestIdle && n < size(out[i-1]) && n < size(out[i+1]) && whole(out[i-1]) && whole(out[i+1]))
	}
	return out
}

// afterNumber tells that what follows a change is what a number counts.
func afterNumber(g group) bool {
	ends := func(s string) bool { return s != "" && digit(rune(s[len(s)-1])) }
	return ends(g.was) || ends(g.is)
}

// settle moves what was only left out or only put in so that it ends with the mark it
// would begin with: a clause goes with the comma behind it.
func settle(groups []group) []group {
	for i := 1; i+1 < len(groups); i++ {
		g, next := &groups[i], &groups[i+1]
		if g.kept != "" || whole(*g) || groups[i-1].kept == "" {
			continue
		}
		for _, text := range []*string{&g.was, &g.is} {
			r, n := utf8.DecodeRuneInString(*text)
			if n > 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && len(*text) > n && len(next.kept) > n && strings.HasPrefix(next.kept, string(r)) {
				mark := (*text)[:n]
				*text = (*text)[n:] + mark
				groups[i-1].kept += mark
				next.kept = next.kept[n:]
			}
		}
	}
	return groups
}

// longestIdle is how many characters between changes may be given up.
const longestIdle = 3

// whole tells a change that has both sides: what was left out or put in alone is
// better seen by itself.
func whole(g group) bool { return g.was != "" && g.is != "" }

// letters counts the characters of s that are no marks; a mark parts clauses, and counts
// as many as are kept.
func letters(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n++
		case r == '，' || r == '。' || r == '；':
			n += longestIdle
		}
	}
	return n
}

func flat(groups []group) (out []piece) {
	for _, g := range groups {
		for _, p := range []piece{{doc.Kept, g.kept}, {doc.Struck, g.was}, {doc.Added, g.is}} {
			if p.text != "" {
				out = put(out, p.edit, p.text)
			}
		}
	}
	return out
}

func runs(in []piece) (out []doc.Run) {
	for _, p := range in {
		if p.text != "" {
			out = append(out, doc.Run{Text: p.text, Edit: p.edit})
		}
	}
	return out
}

// all is a text of one draft.
func all(e doc.Edit, text string) []doc.Run { return runs([]piece{{e, text}}) }
