// annex.go lays the unit's figures out as the sheets the package describes. Every
// figure has one home cell; wherever else it appears a formula points there, so a
// figure changed in the workbook changes everywhere.
package merge

import (
	"math/big"
	"slices"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// Annex builds the workbook's content. Document must have been built before: it
// finds the places in the text where figures stand.
func (m *Merger) Annex() doc.Annex {
	b := &annexBuilder{m: m, home: map[string]string{}, lastHome: map[string]string{}, targetHome: map[string]string{}}
	for _, spec := range m.kind.Annex() {
		b.plan(&spec)
	}
	b.settle()
	a := doc.Annex{Info: m.info(m.title())}
	a.Info.Title = plainText(m.expand(m.kind.Files.Annex))
	for _, s := range b.sheets {
		a.Sheets = append(a.Sheets, b.sheet(s))
	}
	return a
}

// AnnexWords reads the package's words in the workbook as Annex does, for what is wrong
// in them, and makes no cells: a check needs no more.
func (m *Merger) AnnexWords() {
	b := &annexBuilder{m: m, home: map[string]string{}, lastHome: map[string]string{}, targetHome: map[string]string{}}
	for _, spec := range m.kind.Annex() {
		b.plan(&spec)
	}
	m.expand(m.kind.Files.Annex)
	for _, s := range b.sheets {
		m.expand(s.spec.Title)
		m.expand(s.spec.Note)
		for _, t := range s.tables {
			m.expand(t.block.Title)
			m.expand(t.block.Note)
			b.heads(t)
		}
		if s.spec.Cover != nil {
			b.cover(&doc.Sheet{}, s.spec.Cover)
		}
	}
}

type annexBuilder struct {
	m          *Merger
	sheets     []*sheetPlan
	home       map[string]string // path → 'sheet'!E5
	lastHome   map[string]string // the same for last year's figure
	targetHome map[string]string // and for the one aimed at
}

// sheetPlan is a sheet with its tables put at their rows.
type sheetPlan struct {
	spec   *templates.SheetSpec
	title  int // row of the title, 0 when there is none
	note   int
	tables []*table
	rows   int // rows used
}

// table is a block with its rows; head is the sheet row of its column heads.
type table struct {
	block   *templates.Block
	columns []templates.Column
	rows    []tableRow
	title   int
	head    int
	note    int
	sum     *big.Rat    // of this year's figures
	shape   matrixShape // of a 矩阵
	field   *data.Field // of a 矩阵
}

// first and last are the sheet rows of the first and last row of data.
func (t *table) first() int { return t.head + 1 }
func (t *table) last() int  { return t.head + len(t.rows) }

// tableRow is one row of data before it has cells.
type tableRow struct {
	path    string // figure the row is about; "" when there is none
	entry   ledger.Entry
	label   string
	measure string
	rowSpec *templates.RowSpec
	outcome *ledger.Outcome
	record  []string
	group   *data.Field
	index   int
}

// plan makes the tables of one sheet; a sheet without data is left out.
func (b *annexBuilder) plan(spec *templates.SheetSpec) {
	s := &sheetPlan{spec: spec}
	if spec.Title.Text != "" {
		s.rows++
		s.title = s.rows
	}
	if spec.Note.Text != "" {
		s.rows++
		s.note = s.rows
	}
	for i := range spec.Blocks {
		t := b.table(&spec.Blocks[i])
		if len(t.rows) == 0 {
			continue
		}
		if len(s.tables) > 0 {
			s.rows++ // a blank row between tables
		}
		if t.block.Title.Text != "" {
			s.rows++
			t.title = s.rows
		}
		s.rows += max(1, t.shape.heads)
		t.head = s.rows
		s.rows += len(t.rows)
		if t.block.Total != "" && (t.block.Kind == templates.Items || t.block.Kind == templates.Grid) {
			s.rows++
		}
		if t.block.Note.Text != "" {
			s.rows++
			t.note = s.rows
		}
		s.tables = append(s.tables, t)
	}
	if len(s.tables) > 0 || spec.Cover != nil {
		b.sheets = append(b.sheets, s)
	}
}

// table gathers the rows of a block.
func (b *annexBuilder) table(block *templates.Block) *table {
	t := &table{block: block, columns: block.Columns}
	l := b.m.ledger
	switch block.Kind {
	case templates.AllFigures:
		for _, e := range b.byClass() {
			t.rows = append(t.rows, tableRow{path: e.Path, entry: e, label: b.indicator(e), measure: e.Measure})
		}
	case templates.SomeRows:
		for i := range block.Rows {
			b.chosen(t, &block.Rows[i])
		}
	case templates.Items:
		if v := b.m.unit.Figures.Get(block.Path); v != nil {
			for _, p := range v.Parts {
				e, _ := l.Get(block.Path + "." + p.Name)
				t.rows = append(t.rows, tableRow{path: e.Path, entry: e, label: p.Name, measure: e.Measure})
			}
		}
		if block.Descending {
			slices.SortStableFunc(t.rows, func(a, b tableRow) int { return b.entry.Fig.Value.Cmp(a.entry.Fig.Value) })
		}
	case templates.Groups:
		for i := range block.Rows {
			if v := b.m.unit.Figures.Get(block.Rows[i].Path); v != nil {
				t.rows = append(t.rows, tableRow{group: v.Field, label: v.Field.Indicator, measure: v.Field.Measure()})
			}
		}
	case templates.Grid:
		b.grid(t)
	case templates.People:
		if v := b.m.unit.Figures.Get(block.Path); v != nil {
			t.columns = nil // a 名单 has its own
			for _, name := range v.Field.Cols {
				t.columns = append(t.columns, templates.Column{Head: name, Width: 16})
			}
			for _, r := range v.Records {
				t.rows = append(t.rows, tableRow{record: r})
			}
		}
	case templates.Statements:
		outcomes := slices.DeleteFunc(l.Outcomes(), func(o ledger.Outcome) bool { return o.BroughtIn && !o.Holds })
		for i := range outcomes {
			t.rows = append(t.rows, tableRow{outcome: &outcomes[i], label: outcomes[i].Relation.Text})
		}
	}
	t.sum = new(big.Rat)
	for i := range t.rows {
		t.rows[i].index = i
		if now, _, _ := b.years(&t.rows[i]); now != nil {
			t.sum.Add(t.sum, now)
		}
	}
	return t
}

// chosen adds a row of a SomeRows block if its figures are there.
func (b *annexBuilder) chosen(t *table, r *templates.RowSpec) {
	if r.Expr != nil {
		if computed(r, b.m.ledger).value != nil {
			t.rows = append(t.rows, tableRow{rowSpec: r, label: r.Indicator, measure: r.Measure})
		}
		return
	}
	path := r.Path
	if f := b.m.ledger.Package.Schema.Field(path); f != nil && f.Type == data.Table {
		path += "." + ledger.Total
	}
	if e, ok := b.m.ledger.Get(path); ok {
		t.rows = append(t.rows, tableRow{path: path, entry: e, label: e.Indicator, measure: e.Measure})
	}
}

// grid makes the rows and columns of a 矩阵.
func (b *annexBuilder) grid(t *table) {
	v := b.m.unit.Figures.Get(t.block.Path)
	if v == nil {
		return
	}
	t.field, t.shape = v.Field, shapeOf(v.Field, t.block.Total)
	for c := range t.shape.stub {
		width := 24
		if t.shape.stub > 1 {
			width = stubWidth(v.Field, t.shape, c, 40)
		}
		t.columns = append(t.columns, templates.Column{Head: v.Field.ItemName, Width: width})
	}
	for _, c := range data.Ends(v.Field.ColTree()) {
		t.columns = append(t.columns, templates.Column{Head: c.Label, Width: min(16, max(10, 2*len([]rune(c.Label))))}) // heads wrap
	}
	if t.block.ColTotal != "" {
		t.columns = append(t.columns, templates.Column{Head: t.block.ColTotal, Width: 10})
	}
	for _, row := range data.Ends(v.Field.RowTree()) {
		t.rows = append(t.rows, tableRow{path: t.block.Path + "." + row.Name, label: row.Label, group: v.Field})
	}
}

// byClass lists the figures class by class; groups of no class come last.
func (b *annexBuilder) byClass() []ledger.Entry {
	p := b.m.ledger.Package
	entries := b.m.ledger.Entries()
	var out []ledger.Entry
	for _, c := range p.Classes {
		for _, e := range entries {
			if p.ClassOf(e.Field.Group) == c.Name {
				out = append(out, e)
			}
		}
	}
	for _, e := range entries {
		if p.ClassOf(e.Field.Group) == "" {
			out = append(out, e)
		}
	}
	return out
}

// indicator is what a figure is called in the list of all: items and members are
// set in below the field they belong to.
func (b *annexBuilder) indicator(e ledger.Entry) string {
	if e.Depth == 0 || strings.HasSuffix(e.Path, "."+ledger.Total) {
		return e.Indicator
	}
	if e.Field.Type == data.Group {
		return e.Field.Indicator + "：" + e.Indicator
	}
	return "　" + e.Indicator
}

// settle gives every figure its home cell: in the list of all figures where the
// package has one, else where it stands first.
func (b *annexBuilder) settle() {
	for _, all := range []bool{true, false} {
		for _, s := range b.sheets {
			for _, t := range s.tables {
				if (t.block.Kind == templates.AllFigures) == all {
					b.homes(s, t)
				}
			}
		}
	}
}

func (b *annexBuilder) homes(s *sheetPlan, t *table) {
	put := func(to map[string]string, path string, c, r int) {
		if path != "" && to[path] == "" {
			to[path] = doc.SheetRef(s.spec.Name.Text) + "!" + doc.At(c, r)
		}
	}
	for i, row := range t.rows {
		r := t.first() + i
		if t.block.Kind == templates.Grid {
			for c, name := range row.group.Cols {
				put(b.home, row.path+"."+name, c+t.shape.stub, r)
			}
			continue
		}
		for c, col := range t.columns {
			switch col.Shows {
			case showNow:
				put(b.home, row.path, c, r)
			case showLast:
				put(b.lastHome, row.path, c, r)
			case showTarget:
				if _, ok := b.m.ledger.Target(row.path); ok {
					put(b.targetHome, row.path, c, r)
				}
			case showMember:
				if row.group != nil {
					put(b.home, row.group.Path()+"."+col.Member, c, r)
				}
			}
		}
	}
}
