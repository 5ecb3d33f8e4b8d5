package merge

import (
	"fmt"

	"nianbao/render/doc"
	"nianbao/templates/data"
)

// most is how many classes a pie may have before it becomes bars.
const most = 5

// charts makes the charts a table asks for, over its own cells. A chart of one
// class, or of a year nobody gave, says nothing and is left out.
func (b *annexBuilder) charts(s *sheetPlan, t *table) []doc.Chart {
	var out []doc.Chart
	for _, spec := range t.block.Charts {
		c := doc.Chart{Kind: doc.ChartKind(max(spec.ShapeOf(), 0)), Labels: true, Title: plainText(b.m.expand(spec.Title))}
		if c.Kind == doc.ChartPie && len(t.rows) > most {
			c.Kind = doc.ChartBar
		}
		for _, word := range spec.Shows {
			col := columnOf(t, word)
			if col < 0 || !b.filled(t, col) {
				continue
			}
			c.Series = append(c.Series, doc.Series{Name: plainText(b.m.expand(data.Line{Text: t.columns[col].Head})),
				Categories: b.span(s, t, labelColumn(t)), Values: b.span(s, t, col)})
		}
		if len(c.Series) == len(spec.Shows) && len(t.rows) > 1 {
			out = append(out, c)
		}
	}
	return out
}

// filled tells whether every row of a column holds a figure.
func (b *annexBuilder) filled(t *table, col int) bool {
	for i := range t.rows {
		if b.cell(t, &t.rows[i], col, t.first()+i).Number == nil {
			return false
		}
	}
	return true
}

// labelColumn is the column whose texts name the rows.
func labelColumn(t *table) int {
	for _, word := range []string{"名称", "指标"} {
		if c := columnOf(t, word); c >= 0 {
			return c
		}
	}
	return 0
}

// span is a column of a table as a reference.
func (b *annexBuilder) span(s *sheetPlan, t *table, col int) string {
	c := column(col)
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoted(s.spec.Name.Text), c, t.first(), c, t.last())
}
