// annexcells.go fills the planned tables with cells.
package merge

import (
	"cmp"
	"math/big"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

// What a column shows, in the package's words.
const (
	showNow    = "本年"
	showLast   = "上年"
	showTarget = "目标"
	showMember = "成员"
)

// widths are the default column widths by what a column shows, in half-width
// characters.
var widths = map[string]int{"序号": 6, "类别": 12, "指标": 34, "量词": 8, showNow: 14, "限定": 8, showLast: 14, "增减": 12, "同比": 10,
	showTarget: 10, "位置": 24, "备注": 24, "名称": 24, "占比": 10, "名次": 8, showMember: 12, "编号": 8, "说明": 44, "左式": 14, "右式": 14, "差": 12, "结论": 10}

// sheet makes the rows of one planned sheet.
func (b *annexBuilder) sheet(s *sheetPlan) doc.Sheet {
	out := doc.Sheet{Name: s.spec.Name.Text, Landscape: s.spec.Landscape, Working: s.spec.Working, Rows: make([]doc.Row, s.rows)}
	for _, t := range s.tables {
		for c, col := range t.columns {
			w := col.Width
			if w == 0 {
				w = max(widths[col.Shows], 2*len([]rune(col.Head))+2, 8)
			}
			if c == len(out.Widths) {
				out.Widths = append(out.Widths, 0)
			}
			out.Widths[c] = max(out.Widths[c], w)
		}
	}
	line := func(r int, text string, style doc.CellStyle) {
		if r > 0 {
			out.Rows[r-1] = doc.Row{Cells: []doc.Cell{{Text: text, Style: style}}}
		}
	}
	line(s.title, plainText(b.m.expand(s.spec.Title)), doc.CellTitle)
	line(s.note, plainText(b.m.expand(s.spec.Note)), doc.CellNote)
	for _, t := range s.tables {
		line(t.title, plainText(b.m.expand(t.block.Title)), doc.CellCaption)
		line(t.note, plainText(b.m.expand(t.block.Note)), doc.CellNote)
		b.fill(&out, t)
		out.Charts = append(out.Charts, b.charts(s, t)...)
	}
	if s.spec.Cover != nil {
		b.cover(&out, s.spec.Cover)
	}
	if len(s.tables) == 1 {
		out.Head = s.tables[0].head
	} else if s.title > 0 && len(s.tables) > 0 {
		out.Head = s.title
	}
	return out
}

// cover makes a title page: labels beside values, notes below.
func (b *annexBuilder) cover(out *doc.Sheet, c *templates.Cover) {
	out.Widths = []int{20, 56}
	add := func(cells ...doc.Cell) { out.Rows = append(out.Rows, doc.Row{Cells: cells}) }
	add(doc.Cell{Text: plainText(b.m.expand(c.Title)), Style: doc.CellTitle})
	if c.Subtitle.Text != "" {
		add(doc.Cell{Text: plainText(b.m.expand(c.Subtitle)), Style: doc.CellTitle})
	}
	add()
	for _, f := range c.Rows {
		add(doc.Cell{Text: plainText(b.m.expand(f.Label)), Style: doc.CellLabel}, doc.Cell{Text: plainText(b.m.expand(f.Value)), Style: doc.CellField})
	}
	add()
	for _, n := range c.Notes {
		add(doc.Cell{Text: plainText(b.m.expand(n)), Style: doc.CellNote})
	}
}

// heads are the column heads of a table.
func (b *annexBuilder) heads(t *table) doc.Row {
	head := make([]doc.Cell, len(t.columns))
	for c, col := range t.columns {
		head[c] = doc.Cell{Text: plainText(b.m.expand(data.Line{Text: col.Head, Pos: col.Pos})), Style: doc.CellHead}
	}
	return doc.Row{Cells: head}
}

// fill writes heads, rows and totals of one table.
func (b *annexBuilder) fill(out *doc.Sheet, t *table) {
	out.Rows[t.head-1] = b.heads(t)
	if t.shape.heads > 1 {
		for i, cells := range gridHeads(t) {
			out.Rows[t.head-t.shape.heads+i] = doc.Row{Cells: cells}
		}
	}
	for i := range t.rows {
		cells := make([]doc.Cell, len(t.columns))
		for c := range t.columns {
			cells[c] = b.cell(t, &t.rows[i], c, t.first()+i)
		}
		out.Rows[t.first()+i-1] = doc.Row{Cells: cells}
	}
	if t.shape.stub > 1 {
		cover(out.Rows[t.first()-1:], rowLabels(t.field, t.shape), doc.CellLabel)
	}
	if t.block.Total != "" && (t.block.Kind == templates.Items || t.block.Kind == templates.Grid) {
		out.Rows[t.last()] = doc.Row{Cells: b.totals(t)}
	}
}

// totals is the sum row of a classification or a grid.
func (b *annexBuilder) totals(t *table) []doc.Cell {
	cells := make([]doc.Cell, len(t.columns))
	for c, col := range t.columns {
		cells[c].Style = doc.CellTotal
		span := doc.At(c, t.first()) + ":" + doc.At(c, t.last())
		switch {
		case c == 0:
			cells[c].Text, cells[c].Span = t.block.Total, t.shape.stub
		case c < t.shape.stub:
			cells[c] = doc.Cell{}
		case t.block.Kind == templates.Grid || col.Shows == showNow || col.Shows == showLast:
			sum, any, approx := new(big.Rat), false, false
			for i := range t.rows {
				if v := b.cell(t, &t.rows[i], c, t.first()+i).Number; v != nil {
					sum.Add(sum, v)
					any, approx = true, approx || b.approx(t, &t.rows[i], c)
				}
			}
			if any {
				cells[c].Number, cells[c].Formula = sum, "SUM("+span+")"
			}
			if approx {
				cells[c].Format = aboutFormat
			}
		case col.Shows == "占比":
			cells[c].Number, cells[c].Formula, cells[c].Format = big.NewRat(1, 1), "SUM("+span+")", "0.00%"
			if t.sum.Sign() == 0 {
				cells[c].Number = new(big.Rat)
			}
		}
	}
	return cells
}

// aboutFormat marks a sum of which a part is approximate.
const aboutFormat = `"约"General`

// approx reports whether the figure column c shows of a row is approximate.
func (b *annexBuilder) approx(t *table, row *tableRow, c int) bool {
	switch {
	case t.block.Kind == templates.Grid && c < t.shape.stub+len(row.group.Cols):
		e, _ := b.m.ledger.Get(row.path + "." + row.group.Cols[c-t.shape.stub])
		return e.Fig.Approx
	case t.block.Kind == templates.Grid:
		o, _ := b.m.ledger.Operand(row.path, true)
		return o.Approx
	case t.columns[c].Shows == showLast:
		f, _ := b.m.ledger.Last(row.path)
		return f.Approx
	}
	return row.entry.Fig.Approx
}

// cell is what column c shows of a row; r is its sheet row.
func (b *annexBuilder) cell(t *table, row *tableRow, c, r int) doc.Cell {
	switch {
	case row.record != nil:
		return doc.Cell{Text: row.record[c], Style: doc.CellText}
	case t.block.Kind == templates.Grid:
		return b.gridCell(t, row, c, r)
	case row.outcome != nil:
		return b.statement(t, row, c, r)
	}
	switch t.columns[c].Shows {
	case "序号":
		return doc.Cell{Number: big.NewRat(int64(row.index+1), 1), Style: doc.CellText, Center: true}
	case "类别":
		cell := doc.Cell{Style: doc.CellText, Center: true}
		if f := cmp.Or(row.entry.Field, row.group); f != nil { // a computed row is of no group
			cell.Text = b.m.ledger.Package.ClassOf(f.Group)
		}
		return cell
	case "指标", "名称":
		return doc.Cell{Text: row.label, Style: doc.CellLabel}
	case "量词":
		return doc.Cell{Text: row.measureWord(), Style: doc.CellText, Center: true}
	case showNow:
		if row.rowSpec != nil {
			return b.computedCell(row.rowSpec, b.m.ledger, b.ref)
		}
		return b.figure(row.path, t, c, r)
	case showMember:
		if row.group == nil {
			return doc.Cell{Style: doc.CellText}
		}
		return b.figure(row.group.Path()+"."+t.columns[c].Member, t, c, r)
	case "限定":
		return doc.Cell{Text: row.entry.Fig.Qualify, Style: doc.CellText, Center: true}
	case showLast:
		if row.rowSpec != nil {
			return b.computedCell(row.rowSpec, b.m.ledger.LastYear(), b.lastRef)
		}
		return b.last(row.path, c, r, t)
	case "增减", "同比":
		return b.change(t, row, c, r)
	case showTarget:
		return b.target(row.path, t, c, r)
	case "占比", "名次":
		return b.share(t, row, c, r)
	case "位置":
		return doc.Cell{Text: strings.Join(b.m.places[row.path], "；"), Style: doc.CellText}
	case "备注":
		return doc.Cell{Text: b.m.unit.Notes[row.path], Style: doc.CellText}
	}
	return doc.Cell{Style: doc.CellText}
}

func (r *tableRow) measureWord() string {
	if r.measure == "" && (r.entry.Fig.Percent || r.rowSpec != nil && r.rowSpec.Rate) {
		return "%"
	}
	return r.measure
}

// figure shows the figure at path: typed at home, computed by its relation, or a
// reference to its home.
func (b *annexBuilder) figure(path string, t *table, c, r int) doc.Cell {
	e, ok := b.m.ledger.Get(path)
	if !ok {
		return doc.Cell{Style: doc.CellText}
	}
	return b.standing(e, b.home[path], b.ref, t, c, r)
}

// last shows last year's figure: typed at home, computed from last year's figures,
// or a reference to its home.
func (b *annexBuilder) last(path string, c, r int, t *table) doc.Cell {
	before := b.m.ledger.LastYear()
	if before == nil {
		return doc.Cell{Style: doc.CellFigure}
	}
	e, ok := before.Get(path)
	if !ok {
		return doc.Cell{Style: doc.CellFigure}
	}
	return b.standing(e, b.lastHome[path], b.lastRef, t, c, r)
}

// standing is the figure of e in column c of row r: itself at home, computed there by
// its relation over the cells ref gives, elsewhere a reference to its home.
func (b *annexBuilder) standing(e ledger.Entry, home string, ref cells, t *table, c, r int) doc.Cell {
	cell := doc.Cell{Number: e.Fig.Value, Format: format(e.Fig), Style: doc.CellResult}
	switch {
	case !b.here(t, home, c, r):
		cell.Formula = home
	case e.By != nil:
		cell.Formula = b.guarded(e.By.Right, ref, nil)
	case e.Derived: // the total of a 表
		cell.Formula = b.guarded(relation.Sum{Path: strings.TrimSuffix(e.Path, "."+ledger.Total)}, ref, nil)
	default:
		cell.Style = doc.CellFigure
	}
	return cell
}

// target shows the figure aimed at: typed at home, elsewhere a reference.
func (b *annexBuilder) target(path string, t *table, c, r int) doc.Cell {
	f, ok := b.m.ledger.Target(path)
	if !ok {
		return doc.Cell{Style: doc.CellText}
	}
	cell := doc.Cell{Number: f.Value, Format: format(f), Style: doc.CellFigure}
	if home := b.targetHome[path]; !b.here(t, home, c, r) {
		cell.Formula, cell.Style = home, doc.CellResult
	}
	return cell
}
