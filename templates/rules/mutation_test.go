package rules

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/render/diag"
)

// examples are the data files of the project's own examples.
func examples(t testing.TB) []string {
	files, err := filepath.Glob("../../examples/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatal("no examples", err)
	}
	return files
}

// mutation is one slip of a writer: a line deleted, typed twice, changed with the next,
// retyped with one character wrong, or saved in another encoding.
type mutation struct {
	kind    string
	at      int // the line, counted from 0
	content string
	where   func(line int) int // line of the original → line of the result, -1 when gone
}

func mutate(rnd *rand.Rand, lines []string) mutation {
	at := rnd.IntN(len(lines) - 1)
	m := mutation{at: at, where: func(l int) int { return l }}
	out := slices.Clone(lines)
	switch m.kind = []string{"删去", "重复", "对调", "打错", "换编码"}[rnd.IntN(5)]; m.kind {
	case "删去":
		out = slices.Delete(out, at, at+1)
		m.where = func(l int) int {
			switch {
			case l == at:
				return -1
			case l > at:
				return l - 1
			}
			return l
		}
	case "重复":
		out = slices.Insert(out, at, lines[at])
		m.where = func(l int) int {
			if l > at {
				return l + 1
			}
			return l
		}
	case "对调":
		out[at], out[at+1] = out[at+1], out[at]
		m.where = func(l int) int {
			switch l {
			case at:
				return at + 1
			case at + 1:
				return at
			}
			return l
		}
	case "打错":
		rs := []rune(out[at])
		if len(rs) > 0 {
			const typos = "错的 :：{}#-\t\"，。1２%"
			rs[rnd.IntN(len(rs))] = []rune(typos)[rnd.IntN(len([]rune(typos)))]
		}
		out[at] = string(rs)
	case "换编码":
		out[at] = latin1(out[at])
	}
	m.content = strings.Join(out, "\n")
	return m
}

// latin1 is a line as another encoding leaves it: bytes that are no UTF-8.
func latin1(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			b.Write([]byte{0xB0 + byte(r)%0x40, 0xA1 + byte(r>>8)%0x40})
		}
	}
	return b.String()
}

// saying is what stands in print for each line of the data file, figures left out: a
// changed figure is the mutation itself.
func saying(r *Reading) map[int]string {
	out := map[int]string{}
	for _, p := range r.passages {
		for _, q := range p.pieces {
			if q.pos.File != r.unit.Source.Name {
				continue
			}
			if q.path != "" {
				out[q.pos.Line-1] += "□"
			} else if q.typed {
				out[q.pos.Line-1] += p.words(q.from, q.to)
			}
		}
	}
	return out
}

// TestMutations spoils 300 good data files by one line each. Nothing crashes; what is
// wrong with the form is reported at that line or beside it; every place names the line
// it shows; and where nothing new is reported the other lines say what they said.
func TestMutations(t *testing.T) {
	pkg := officialPackage(t)
	rnd := rand.New(rand.NewPCG(3, 9))
	files := examples(t)
	kinds := map[string]int{}
	for i := range 300 {
		file := files[i%len(files)]
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(content), "\n")
		m := mutate(rnd, lines)
		kinds[m.kind]++
		name := filepath.Base(file)
		good, known := readUnit(pkg, name, content)
		label := fmt.Sprintf("%d %s %s 第 %d 行 %.60q", i, name, m.kind, m.at+1, lines[m.at])
		bad, found := readUnit(pkg, name, []byte(m.content))
		news := newOnes(known, found)
		places(t, label, m, found, news)
		if bad == nil {
			if len(news) == 0 {
				t.Errorf("%s: not read, and nobody says why", label)
			}
			continue
		}
		if len(news) == 0 {
			unchanged(t, label, m, good, bad)
		}
	}
	t.Log(kinds)
}

// newOnes are the findings of b that a does not have, wherever they stand.
func newOnes(a, b diag.List) diag.List {
	var out diag.List
	for _, d := range b {
		if !slices.ContainsFunc(a, func(e diag.Diagnostic) bool { return e.Code == d.Code && e.Message == d.Message }) {
			out.Add(d)
		}
	}
	return out
}

func places(t *testing.T, label string, m mutation, found, news diag.List) {
	lines := strings.Split(strings.ReplaceAll(m.content, "\r\n", "\n"), "\n")
	for _, d := range found {
		if d.Line > len(lines) {
			t.Errorf("%s: a finding behind the end: %s", label, d)
		} else if d.Excerpt != "" && d.Line > 0 && d.Excerpt != lines[d.Line-1] {
			t.Errorf("%s: a finding shows another line: %s", label, d)
		}
	}
	// What is wrong with the form is reported at the line itself, the one before or the
	// one behind; what follows from it further down may be reported too.
	var far []diag.Diagnostic
	for _, d := range news {
		if !d.Form() || !strings.HasPrefix(d.Code, "Y1") && d.Code != "Y003" {
			continue
		}
		if d.Line >= m.at && d.Line <= m.at+3 || names(d, m) || next(d, lines, m) {
			return
		}
		far = append(far, d)
	}
	for _, d := range far {
		t.Errorf("%s: reported at line %d alone: %s", label, d.Line, d)
	}
}

// names reports a finding that names the mutated lines: 第 42 行已有.
func names(d diag.Diagnostic, m mutation) bool {
	for n := m.at; n <= m.at+2; n++ {
		if strings.Contains(d.Message+d.Hint, fmt.Sprintf("第 %d 行", n)) {
			return true
		}
	}
	return false
}

// next reports a finding at the first line with text behind the mutated one.
func next(d diag.Diagnostic, lines []string, m mutation) bool {
	for i := m.at + 2; i < d.Line-1; i++ {
		if t := strings.TrimSpace(lines[i]); t != "" && !strings.HasPrefix(t, "#") {
			return false
		}
	}
	return d.Line > m.at
}

func unchanged(t *testing.T, label string, m mutation, good, bad *Reading) {
	before, after := saying(good), saying(bad)
	for line, text := range before {
		to := m.where(line)
		if line == m.at || to < 0 || m.kind == "对调" && line == m.at+1 {
			continue
		}
		if after[to] != text {
			t.Errorf("%s: line %d said %.80q and now says %.80q, and nothing is reported", label, line+1, text, after[to])
		}
	}
}
