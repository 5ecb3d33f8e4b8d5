// annexderive.go holds the computed columns of the annex: change, year on year,
// shares, ranks, grids and the two sides of relations.
package merge

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

// columnOf is the index of the column of t that shows what.
func columnOf(t *table, what string) int {
	return slices.IndexFunc(t.columns, func(c templates.Column) bool { return c.Shows == what })
}

// change is 增减 or 同比, over the row's own cells.
func (b *annexBuilder) change(t *table, row *tableRow, c, r int) doc.Cell {
	cell := doc.Cell{Style: doc.CellResult}
	cNow, cLast := columnOf(t, showNow), columnOf(t, showLast)
	value, last, rate := b.years(row)
	if cNow < 0 || cLast < 0 || value == nil {
		return cell
	}
	now, before := doc.At(cNow, r), doc.At(cLast, r)
	dashed := row.dashed()
	if t.columns[c].Shows == "增减" {
		difference := now + "-" + before
		if rate { // of the rates as shown: a reader subtracts what he sees
			difference = "ROUND(" + now + ",4)-ROUND(" + before + ",4)"
			cell.Format = "0.00%"
		}
		cell.Formula = fmt.Sprintf(`IF(%s="","",%s)`, before, difference)
		if dashed {
			cell.Formula = fmt.Sprintf(`IF(AND(ISNUMBER(%s),ISNUMBER(%s)),%s,"")`, now, before, difference)
		}
		switch {
		case last != nil && rate:
			cell.Number = new(big.Rat).Sub(ledger.Round(value, 4), ledger.Round(last, 4))
		case last != nil:
			cell.Number = new(big.Rat).Sub(value, last)
		}
		return cell
	}
	if rate {
		return doc.Cell{Style: doc.CellText} // a rate changes by points, shown as 增减
	}
	cell.Formula = fmt.Sprintf(`IF(N(%s)=0,"—",(%s-%s)/%s)`, before, now, before, before)
	if dashed {
		cell.Formula = fmt.Sprintf(`IF(OR(N(%s)=0,NOT(ISNUMBER(%s))),"—",(%s-%s)/%s)`, before, now, now, before, before)
	}
	cell.Format = "0.00%"
	if last != nil && last.Sign() != 0 {
		cell.Number = ledger.Change(value, last)
	} else {
		cell.Text = "—"
	}
	return cell
}

// dashed tells that a cell of the row may hold a dash: a rate, or a quotient.
func (r *tableRow) dashed() bool {
	if r.rowSpec != nil {
		return r.rowSpec.Rate || len(relation.Denominators(r.rowSpec.Expr)) > 0
	}
	return r.entry.Fig.Percent || r.entry.By != nil && len(relation.Denominators(r.entry.By.Right)) > 0
}

// years are the row's figures of this year and last, nil where there is none, and
// whether they are rates.
func (b *annexBuilder) years(row *tableRow) (now, last *big.Rat, rate bool) {
	if row.rowSpec != nil {
		return computed(row.rowSpec, b.m.ledger).value, computed(row.rowSpec, b.m.ledger.LastYear()).value, row.rowSpec.Rate
	}
	if row.path == "" {
		return nil, nil, false
	}
	if f, ok := b.m.ledger.Last(row.path); ok {
		last = f.Value
	}
	return row.entry.Fig.Value, last, row.entry.Fig.Percent
}

// share is 占比 or 名次 within the table.
func (b *annexBuilder) share(t *table, row *tableRow, c, r int) doc.Cell {
	cNow := columnOf(t, showNow)
	if cNow < 0 || row.path == "" {
		return doc.Cell{Style: doc.CellText}
	}
	col := doc.Column(cNow)
	span := fmt.Sprintf("%s$%d:%s$%d", col, t.first(), col, t.last())
	mine := doc.At(cNow, r)
	if t.columns[c].Shows == "名次" {
		rank := int64(1)
		for i := range t.rows {
			if now, _, _ := b.years(&t.rows[i]); now != nil && now.Cmp(row.entry.Fig.Value) > 0 {
				rank++
			}
		}
		return doc.Cell{Number: big.NewRat(rank, 1), Formula: "RANK(" + mine + "," + span + ")", Style: doc.CellResult}
	}
	cell := doc.Cell{Formula: fmt.Sprintf(`IF(SUM(%s)=0,0,%s/SUM(%s))`, span, mine, span), Format: "0.00%", Style: doc.CellResult, Number: new(big.Rat)}
	if t.sum.Sign() != 0 {
		cell.Number.Quo(row.entry.Fig.Value, t.sum)
	}
	return cell
}

// gridCell is one cell of a 矩阵: a label, a figure, or the sum of its row.
func (b *annexBuilder) gridCell(t *table, row *tableRow, c, r int) doc.Cell {
	cols, stub := row.group.Cols, t.shape.stub
	switch {
	case c == 0 && stub == 1:
		return doc.Cell{Text: row.label, Style: doc.CellLabel}
	case c < stub: // put in by cover
		return doc.Cell{Style: doc.CellLabel}
	case c < stub+len(cols):
		path := row.path + "." + cols[c-stub]
		if _, ok := b.m.ledger.Get(path); !ok {
			return doc.Cell{Style: doc.CellFigure}
		}
		return b.figure(path, t, c, r)
	}
	sum, any := b.m.ledger.Operand(row.path, true)
	if !any {
		return doc.Cell{Style: doc.CellTotal}
	}
	cell := doc.Cell{Number: sum.Value, Formula: "SUM(" + doc.At(stub, r) + ":" + doc.At(stub+len(cols)-1, r) + ")", Style: doc.CellTotal}
	if sum.Approx {
		cell.Format = aboutFormat
	}
	return cell
}

// result is the value of a row the package computes.
type result struct {
	value  *big.Rat // nil when a figure is missing or a rate rests on an approximate one
	approx bool
	cut    bool // rounded to the decimals the package asks for
}

// computed works out a row from the figures of one year. What is no rate and is
// divided or multiplied, or has no last decimal, is rounded.
func computed(r *templates.RowSpec, from *ledger.Ledger) result {
	if from == nil {
		return result{}
	}
	res := relation.Eval(r.Expr, from.Operand)
	if res.Value == nil || r.Rate && res.Approx {
		return result{}
	}
	out := result{value: res.Value, approx: res.Approx}
	if _, exact := res.Value.FloatPrec(); !r.Rate && (relation.Fraction(r.Expr) || !exact) {
		out.value, out.cut = ledger.Round(res.Value, r.Decimals), true
	}
	return out
}

// computedCell is a computed row over the cells of one year.
func (b *annexBuilder) computedCell(r *templates.RowSpec, from *ledger.Ledger, at cells) doc.Cell {
	res := computed(r, from)
	if res.value == nil {
		return doc.Cell{Style: doc.CellText}
	}
	var inner func(string) string
	if res.cut {
		inner = rounded(r.Decimals)
	}
	cell := doc.Cell{Number: res.value, Formula: b.guarded(r.Expr, at, inner), Style: doc.CellResult}
	switch {
	case r.Rate && r.Decimals == 0:
		cell.Format = "0%"
	case r.Rate:
		cell.Format = "0." + zeros(r.Decimals) + "%"
	case res.approx:
		cell.Format = aboutFormat
	}
	return cell
}

// statement is one column of a relation: its sides as live formulas and whether
// they agree.
func (b *annexBuilder) statement(t *table, row *tableRow, c, r int) doc.Cell {
	o := row.outcome
	right := o.Right
	if o.Rounded >= 0 {
		right = ledger.Round(right, o.Rounded)
	}
	side := func(e relation.Expr, v *big.Rat, places int) doc.Cell {
		var inner func(string) string
		if places >= 0 {
			inner = rounded(places)
		}
		cell := doc.Cell{Number: v, Formula: b.guarded(e, b.ref, inner), Style: doc.CellResult}
		if _, constant := e.(relation.Num); constant {
			cell.Formula = ""
		}
		if b.isRate(o) {
			cell.Format = "0.00%"
		}
		return cell
	}
	switch t.columns[c].Shows {
	case "编号":
		return doc.Cell{Text: o.Relation.Code, Style: doc.CellText, Center: true}
	case "说明":
		text := o.Relation.Text
		if o.Relation.Note != "" {
			text = o.Relation.Note + "：" + text
		}
		return doc.Cell{Text: text, Style: doc.CellLabel}
	case "左式":
		return side(o.Relation.Left, o.Left, -1)
	case "右式":
		return side(o.Relation.Right, right, o.Rounded)
	case "差":
		cell := doc.Cell{Number: ledger.Round(new(big.Rat).Sub(o.Left, right), 6), Style: doc.CellResult}
		if l, rt := columnOf(t, "左式"), columnOf(t, "右式"); l >= 0 && rt >= 0 {
			cell.Formula = fmt.Sprintf(`IF(AND(ISNUMBER(%s),ISNUMBER(%s)),ROUND(%s-%s,6),"—")`, doc.At(l, r), doc.At(rt, r), doc.At(l, r), doc.At(rt, r))
		}
		if b.isRate(o) {
			cell.Format = "0.00%"
		}
		return cell
	case "结论":
		return b.verdict(t, o, c, r)
	}
	return doc.Cell{Style: doc.CellText}
}

func (b *annexBuilder) verdict(t *table, o *ledger.Outcome, c, r int) doc.Cell {
	cell := doc.Cell{Text: t.block.Bad, Style: doc.CellResult, Center: true}
	if o.Holds {
		cell.Text = t.block.Good
	}
	if d := columnOf(t, "差"); d >= 0 {
		limit := "0"
		if o.Relation.Tolerance != nil {
			limit = data.FormatRat(o.Relation.Tolerance, 6, true)
		}
		test := map[relation.Cmp]string{relation.Equal: "ABS(%s)<=%s", relation.AtMost: "%s<=%s", relation.AtLeast: "-%s<=%s", relation.Less: "%s<%s", relation.More: "-%s<%s"}[o.Relation.Cmp]
		cell.Formula = fmt.Sprintf(`IF(ISNUMBER(%s),IF(`+test+`,"%s","%s"),"%s")`, doc.At(d, r), doc.At(d, r), limit, t.block.Good, t.block.Bad, t.block.Unknown)
	}
	cell.Alert = fmt.Sprintf(`%s="%s"`, doc.At(c, r), t.block.Bad)
	return cell
}

// isRate tells whether a relation speaks of a rate, so that its sides are shown in
// per cent.
func (b *annexBuilder) isRate(o *ledger.Outcome) bool {
	rate := false
	relation.Paths(o.Relation.Left, func(path string, sum bool) {
		if e, ok := b.m.ledger.Get(path); ok && e.Fig.Percent {
			rate = true
		}
	})
	return rate
}

// format is the number format that shows a figure as it was written: 935余 and
// 8.1万 stay readable while the cell holds the exact value.
func format(f data.Figure) string {
	exact, _ := f.Value.FloatPrec()
	switch {
	case f.Percent && (f.Approx || strings.HasSuffix(f.Raw, "‰")):
		return `[=` + data.FormatRat(f.Value, 10, true) + `]"` + f.Raw + `";0.00%`
	case f.Percent && f.Decimals > 0:
		return "0." + zeros(f.Decimals) + "%"
	case f.Percent:
		return "0%"
	case f.Qualify == "余" && f.Scale == 0 && f.Decimals == 0:
		return `0"余"`
	case f.Approx || f.Scale != 0:
		return `[=` + data.FormatRat(f.Value, 8, true) + `]"` + f.Raw + `";General`
	case f.Decimals > 0 && exact <= f.Decimals: // 496793.68元 counted in 万元 has more
		return "0." + zeros(f.Decimals)
	}
	return ""
}

func zeros(n int) string {
	const many = "0000000000"
	return many[:min(n, len(many))]
}
