// annexformula.go writes expressions of the package as formulas over the cells where
// their figures stand.
package merge

import (
	"strconv"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

// cells gives the cell of a path, or the cells Σ adds up.
type cells func(path string, sum bool) (string, bool)

// formula writes e over home cells; "" when a figure has no cell.
func (b *annexBuilder) formula(e relation.Expr) string { return b.guarded(e, b.ref, nil) }

// dash is what a formula shows that cannot be computed.
const dash = `"—"`

// guarded writes e so that a divisor of 0 gives a dash, as does an operand that is a
// dash itself. inner, when not nil, is put around the formula within the guard.
func (b *annexBuilder) guarded(e relation.Expr, at cells, inner func(string) string) string {
	f, ok := relation.Formula(e, at)
	if !ok {
		return ""
	}
	if inner != nil {
		f = inner(f)
	}
	var zero []string
	fails := b.mayDash(e)
	for _, d := range relation.Denominators(e) {
		fails = fails || len(relation.Denominators(d)) > 0
		divisor, _ := relation.Formula(d, at)
		zero = append(zero, divisor+"=0")
	}
	switch {
	case fails:
		return "IFERROR(" + f + "," + dash + ")"
	case len(zero) == 1:
		return "IF(" + zero[0] + "," + dash + "," + f + ")"
	case len(zero) > 1:
		return "IF(OR(" + strings.Join(zero, ",") + ")," + dash + "," + f + ")"
	}
	return f
}

// mayDash tells that an expression computes with a cell which itself may hold a dash:
// a quotient derived elsewhere. A reference alone shows the dash as it is.
func (b *annexBuilder) mayDash(e relation.Expr) bool {
	if _, plain := e.(relation.Ref); plain {
		return false
	}
	found := false
	relation.Paths(e, func(path string, sum bool) {
		if sum {
			return // SUM passes over texts
		}
		from := b.m.ledger
		word, rest := relation.Year(path)
		if word == relation.LastYear {
			from = from.LastYear()
		}
		if word == relation.Target || from == nil {
			return
		}
		entry, ok := from.Get(rest)
		found = found || ok && entry.By != nil && len(relation.Denominators(entry.By.Right)) > 0
	})
	return found
}

// rounded puts ROUND around a formula.
func rounded(n int) func(string) string {
	return func(f string) string { return "ROUND(" + f + "," + strconv.Itoa(n) + ")" }
}

// ref is the cell of a path, or the cells Σ adds up. A figure of last year or one
// aimed at that no table shows is written as its number.
func (b *annexBuilder) ref(path string, sum bool) (string, bool) {
	word, rest := relation.Year(path)
	switch word {
	case "":
		return refIn(b.home, b.m.ledger, path, sum)
	case relation.Target:
		if home := b.targetHome[rest]; home != "" {
			return home, true
		}
	case relation.LastYear:
		if at, ok := b.lastRef(rest, sum); ok {
			return at, true
		}
	}
	o, ok := b.m.ledger.Operand(path, sum)
	if !ok {
		return "", false
	}
	return data.FormatRat(o.Value, 12, true), true
}

// lastRef is ref among last year's figures.
func (b *annexBuilder) lastRef(path string, sum bool) (string, bool) {
	before := b.m.ledger.LastYear()
	if before == nil {
		return "", false
	}
	return refIn(b.lastHome, before, path, sum)
}

func refIn(home map[string]string, l *ledger.Ledger, path string, sum bool) (string, bool) {
	if !sum {
		return home[path], home[path] != ""
	}
	var cells []string
	for _, p := range l.Addends(path) {
		cells = append(cells, home[p])
	}
	return joinRange(cells)
}

// joinRange writes cells that fill a rectangle of one sheet as a range, others as a
// list.
func joinRange(cells []string) (string, bool) {
	if len(cells) == 0 {
		return "", false
	}
	sheet, _, _ := strings.Cut(cells[0], "!")
	var box struct{ left, right, top, bottom int }
	same := true
	for i, c := range cells {
		s, ref, ok := strings.Cut(c, "!")
		if !ok {
			return "", false
		}
		same = same && s == sheet
		col, row := place(ref)
		if i == 0 {
			box.left, box.right, box.top, box.bottom = col, col, row, row
		}
		box.left, box.right = min(box.left, col), max(box.right, col)
		box.top, box.bottom = min(box.top, row), max(box.bottom, row)
	}
	if !same || (box.right-box.left+1)*(box.bottom-box.top+1) != len(cells) {
		return strings.Join(cells, ","), true
	}
	return sheet + "!" + doc.At(box.left, box.top) + ":" + doc.At(box.right, box.bottom), true
}

// place is the column (from 0) and row of a reference as at writes it.
func place(ref string) (col, row int) {
	for _, r := range ref {
		if r >= 'A' && r <= 'Z' {
			col = col*26 + int(r-'A') + 1
		} else {
			row = row*10 + int(r-'0')
		}
	}
	return col - 1, row
}

// here tells that home is the cell in column c of sheet row r of t.
func (b *annexBuilder) here(t *table, home string, c, r int) bool {
	return strings.HasSuffix(home, "!"+doc.At(c, r)) && b.isHome(t, home)
}

func (b *annexBuilder) isHome(t *table, home string) bool {
	for _, s := range b.sheets {
		for _, other := range s.tables {
			if other == t {
				return strings.HasPrefix(home, doc.SheetRef(s.spec.Name.Text)+"!")
			}
		}
	}
	return false
}
