// charts.go makes the charts a table asks for.
package merge

import (
	"strconv"

	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/data"
)

const (
	most  = 5  // classes a pie may have before it becomes bars
	crowd = 16 // columns or points of a line beyond which their values run into each other
)

// charts makes the charts a table asks for, over its own cells. A chart of one
// class, or of a year nobody gave, says nothing and is left out.
func (b *annexBuilder) charts(s *sheetPlan, t *table) []doc.Chart {
	var out []doc.Chart
	for _, spec := range t.block.Charts {
		c := doc.Chart{Kind: doc.ChartKind(max(spec.ShapeOf(), 0)), Labels: true, Title: plainText(b.m.expand(spec.Title))}
		classes := 0
		for _, word := range spec.Shows {
			one := b.columnSeries
			if t.block.Kind == templates.Grid {
				one = b.rowSeries
			}
			series, n := one(s, t, word)
			if n > 0 {
				c.Series, classes = append(c.Series, series), n
			}
		}
		if c.Kind == doc.ChartPie && classes > most {
			c.Kind = doc.ChartBar
		}
		if (c.Kind == doc.ChartColumn || c.Kind == doc.ChartLine) && classes*len(c.Series) > crowd {
			c.Labels = false
		}
		if len(c.Series) == len(spec.Shows) && classes > 1 {
			out = append(out, c)
		}
	}
	return out
}

// columnSeries is the column that shows word against the names of the rows; n is how
// many they are, 0 when there is no such column or it is empty.
func (b *annexBuilder) columnSeries(s *sheetPlan, t *table, word string) (series doc.Series, n int) {
	col := columnOf(t, word)
	if col < 0 {
		return doc.Series{}, 0
	}
	any := false
	for i := range t.rows {
		any = any || b.cell(t, &t.rows[i], col, t.first()+i).Number != nil
	}
	if !any {
		return doc.Series{}, 0
	}
	name := plainText(b.m.expand(data.Line{Text: t.columns[col].Head}))
	return doc.Series{Name: name, Categories: area(s, labelColumn(t), t.first(), labelColumn(t), t.last()),
		Values: area(s, col, t.first(), col, t.last())}, len(t.rows)
}

// rowSeries is the row of a 矩阵 called word, or its total row, against its columns.
func (b *annexBuilder) rowSeries(s *sheetPlan, t *table, word string) (series doc.Series, n int) {
	cols, stub := len(t.rows[0].group.Cols), t.shape.stub
	row := t.last() + 1 // the total
	for i := range t.rows {
		if t.rows[i].label == word {
			row = t.first() + i
		}
	}
	any := false
	for i := range t.rows {
		for c := stub; c < stub+cols; c++ {
			here := row == t.first()+i || row > t.last()
			any = any || here && b.gridCell(t, &t.rows[i], c, t.first()+i).Number != nil
		}
	}
	if !any {
		return doc.Series{}, 0
	}
	return doc.Series{Name: word, Categories: area(s, stub, t.head, stub+cols-1, t.head), Values: area(s, stub, row, stub+cols-1, row)}, cols
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

// area is cells of a sheet as a reference.
func area(s *sheetPlan, left, top, right, bottom int) string {
	corner := func(c, r int) string { return "$" + doc.Column(c) + "$" + strconv.Itoa(r) }
	return doc.SheetRef(s.spec.Name.Text) + "!" + corner(left, top) + ":" + corner(right, bottom)
}
