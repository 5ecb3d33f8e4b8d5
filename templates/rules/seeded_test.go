package rules

import (
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// broken evaluates a relation of the simple forms 甲 = Σ 表, 甲 ≤ 乙, 甲 ≥ 乙 and
// 甲 = 乙 / 丙 over the typed figures, without the ledger: it tells whether the relation
// can be decided and does not hold.
func brokenRelation(text string, typed map[string]data.Figure, items map[string][]data.Figure) bool {
	fields := strings.Fields(text)
	get := func(p string) *big.Rat {
		if f, ok := typed[p]; ok {
			return f.Value
		}
		return nil
	}
	switch {
	case len(fields) == 4 && fields[1] == "=" && fields[2] == "Σ":
		list, whole := items[fields[3]], get(fields[0])
		if len(list) == 0 || whole == nil {
			return false
		}
		sum := new(big.Rat)
		for _, f := range list {
			sum.Add(sum, f.Value)
		}
		return sum.Cmp(whole) != 0
	case len(fields) == 3 && (fields[1] == "≤" || fields[1] == "≥"):
		a, b := get(fields[0]), get(fields[2])
		if a == nil || b == nil {
			return false
		}
		return fields[1] == "≤" && a.Cmp(b) > 0 || fields[1] == "≥" && a.Cmp(b) < 0
	case len(fields) == 5 && fields[1] == "=" && fields[3] == "/":
		a, b, c := get(fields[0]), get(fields[2]), get(fields[4])
		if a == nil || b == nil || c == nil || c.Sign() == 0 {
			return false
		}
		d := typed[fields[0]].Decimals + 2
		return ledger.Round(new(big.Rat).Quo(b, c), d).Cmp(a) != 0
	}
	return false
}

// typedFigures are the figures as the unit typed them.
func typedFigures(r *Reading) (typed map[string]data.Figure, items map[string][]data.Figure) {
	typed, items = map[string]data.Figure{}, map[string][]data.Figure{}
	for _, v := range r.unit.Figures.List {
		if v.Fig != nil {
			typed[v.Field.Path()] = *v.Fig
		}
		for _, p := range v.Parts {
			if p.Fig != nil {
				typed[v.Field.Path()+"."+p.Name] = *p.Fig
				items[v.Field.Path()] = append(items[v.Field.Path()], *p.Fig)
			}
		}
	}
	return typed, items
}

var digits = regexp.MustCompile(`[0-9]+`)

// other is raw with its first number changed.
func other(rnd *rand.Rand, raw string) string {
	at := digits.FindStringIndex(raw)
	if at == nil {
		return ""
	}
	was := raw[at[0]:at[1]]
	for {
		n := new(big.Int)
		n.SetString(was, 10)
		if rnd.IntN(2) == 0 {
			n.Add(n, big.NewInt(rnd.Int64N(9)+1))
		} else {
			n.SetInt64(rnd.Int64N(n.Int64()*2 + 10))
		}
		if now := n.String(); now != was {
			return raw[:at[0]] + now + raw[at[1]:]
		}
	}
}

var plainHolder = regexp.MustCompile(`\{\{([^{}|\s]+\.[^{}|\s]+)\}\}`)

// written is the data file with placeholders of its own figures replaced by the
// figures, as a clerk who types everything by hand would have it.
func written(r *Reading, text string) string {
	return plainHolder.ReplaceAllStringFunc(text, func(h string) string {
		if e, ok := r.ledger.Get(strings.Trim(h, "{}")); ok && !e.Derived {
			return e.Fig.Raw
		}
		return h
	})
}

// TestSeededErrors changes 200 single figures in the five real reports, each once with
// the text as it is and once with every figure typed into it by hand: what breaks a
// relation is reported by its relation, what leaves a bound figure of the text behind
// is reported at that figure.
func TestSeededErrors(t *testing.T) {
	dir := shared(t)
	pkg := officialPackage(t)
	rnd := rand.New(rand.NewPCG(7, 7))
	broke, bound, total := 0, 0, 0
	for round := 0; total < 200; round++ {
		for _, sample := range []string{"000", "001", "002", "003", "004"} {
			name := samples[sample] + ".yaml"
			content, err := os.ReadFile(filepath.Join(dir, "reports", "data", name))
			if err != nil {
				t.Fatal(err)
			}
			plain, _ := readUnit(pkg, name, content)
			var seeds []ledger.Entry
			for _, e := range plain.ledger.Entries() {
				if e.Pos.File == name && !e.Derived {
					seeds = append(seeds, e)
				}
			}
			e := seeds[rnd.IntN(len(seeds))]
			now := other(rnd, e.Fig.Raw)
			if now == "" {
				continue
			}
			total++
			edit := []Edit{{e.Pos.Line, e.Pos.Col, e.Fig.Raw, now}}
			broke += relationsFound(t, pkg, name, Apply(string(content), edit))
			hand := written(plain, string(content))
			before, _ := readUnit(pkg, name, []byte(hand))
			after, found := readUnit(pkg, name, []byte(Apply(hand, edit)))
			if before == nil || after == nil {
				t.Fatalf("%s: %s → %s does not read: %v", name, e.Fig.Raw, now, found)
			}
			for _, m := range before.Account.Mentions {
				if m.Class != Equal || m.Path != e.Path {
					continue
				}
				bound++
				ok := slices.ContainsFunc(found, func(d diag.Diagnostic) bool {
					return d.Code == codeFigure && d.Pos == m.Pos && !strings.Contains(d.Message, "与“"+e.Path+"”相符")
				})
				if !ok {
					t.Errorf("%s: “%s” is now %s; the text's %s at %s is not reported", name, e.Path, now, m.Text, m.Pos)
				}
			}
		}
	}
	t.Logf("%d changes: %d broke a relation, %d left a bound figure of the text behind; all found", total, broke, bound)
	if broke == 0 || bound < 50 {
		t.Error("the seeds hardly break anything")
	}
}

// relationsFound fails when a broken relation is not reported and returns how many
// were broken.
func relationsFound(t *testing.T, pkg *templates.Package, name, content string) int {
	r, found := readUnit(pkg, name, []byte(content))
	if r == nil {
		t.Fatalf("%s: %v", name, found)
	}
	typed, items := typedFigures(r)
	n := 0
	for _, rel := range pkg.Relations {
		if !brokenRelation(rel.Text, typed, items) || len(rel.Unless) > 0 && slices.ContainsFunc(rel.Unless, func(p string) bool { _, ok := typed[p]; return ok }) {
			continue
		}
		n++
		if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return strings.Contains(d.Hint, "关系是："+rel.Text) }) {
			t.Errorf("%s: %s is broken and not reported", name, rel.Text)
		}
	}
	return n
}
