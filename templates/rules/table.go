package rules

import (
	"fmt"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/terms"
)

// rule is one check of the text: the codes it reports (checks C) and how it looks.
type rule struct {
	codes string
	look  func(*Reading)
}

// textRules are the checks of the text, in the order of the catalogue.
var textRules = []rule{
	{"A2", (*Reading).chosenRates},
	{"A4", (*Reading).ofWhich},
	{"A5", (*Reading).withoutBase},
	{"A7", (*Reading).unused},
	{"N01", (*Reading).skipped},
	{"N03", (*Reading).commaLabels},
	{"N04 N05", (*Reading).headingMarks},
	{"N06", (*Reading).series},
	{"P01", (*Reading).halfWidth},
	{"P02 P03", (*Reading).quotes},
	{"P03 P04 P09", (*Reading).brackets},
	{"P05", (*Reading).betweenQuotes},
	{"P06", (*Reading).dashes},
	{"P07", (*Reading).docNumbers},
	{"P08", (*Reading).endMarks},
	{"S01", (*Reading).lineEnds},
	{"S02", (*Reading).spaces},
	{"F01", (*Reading).exactAndMore},
	{"F02", (*Reading).twiceMeasured},
	{"F03", (*Reading).longMoney},
	{"F04", (*Reading).mixedNumerals},
	{"F05", (*Reading).decimals},
	{"U01", (*Reading).mixedMeasures},
	{"T02", (*Reading).twoStarts},
	{"T03", (*Reading).yearWords},
	{"T04", (*Reading).staleYears},
	{"W01", (*Reading).variants},
	{"W02 W03 W04 W06 T01 G1 X01 U02", (*Reading).listed},
	{"W05", (*Reading).runOn},
	{"X01", (*Reading).garbage},
	{"C01", (*Reading).parts},
	{"C02", (*Reading).heads},
	{"C03 C04", (*Reading).formalities},
	{"C06", (*Reading).opening},
	{"C07", (*Reading).answered},
	{"L01", (*Reading).tooLong},
	{"R1", (*Reading).copied},
	{"B1", (*Reading).personal},
}

// Check runs every rule, on figures and on the text, once. What the unit lists under
// 不查 is left out.
func (r *Reading) Check() diag.List {
	r.found.Add(figures(r.kind, r.unit, r.ledger)...)
	for _, rule := range textRules {
		rule.look(r)
	}
	out := capped(Wanted(r.unit, r.found))
	r.unit.Source.Excerpts(out)
	return out
}

// most is how many findings of one code are listed: more nobody reads one by one.
const most = 200

// capped keeps the first findings of each code and says at the last how many more
// there are.
func capped(l diag.List) diag.List {
	count, last := map[string]int{}, map[string]int{}
	var out diag.List
	for _, d := range l {
		if count[d.Code]++; count[d.Code] <= most {
			last[d.Code] = len(out)
			out.Add(d)
		}
	}
	for code, n := range count {
		if n > most {
			out[last[code]].Message += fmt.Sprintf("（同类还有 %d 处，不再列出）", n-most)
		}
	}
	return out
}

// Muted counts the findings by code that the unit's 不查 left out.
func (r *Reading) Muted() map[string]int {
	out := map[string]int{}
	for _, d := range r.found {
		if _, off := r.unit.Unchecked[d.Code]; off && !d.Form() {
			out[d.Code]++
		}
	}
	return out
}

// listed reports what stands in the package's word lists.
func (r *Reading) listed() {
	for _, p := range r.passages {
		r.checks.Terms.Find(p.text, r.unit.Year, func(t *terms.Term, from, to int) {
			if !p.own(from, to) {
				return
			}
			r.say(p, from, to, t.Level, t.Code, listedMessage(t, p.words(from, to)), listedHint(t))
		})
	}
}

func listedMessage(t *terms.Term, words string) string {
	if t.Note != "" {
		return quoted(words) + "：" + t.Note
	}
	return quoted(words) + "疑有误"
}

func listedHint(t *terms.Term) string {
	switch {
	case t.Instead != "":
		return "改成" + quoted(t.Instead)
	case t.Advice != "":
		return t.Advice
	}
	return "核对后改写或删去"
}

// quoted puts words in quotes; quotes within become single ones.
func quoted(words string) string {
	return "“" + strings.NewReplacer("“", "‘", "”", "’").Replace(words) + "”"
}
