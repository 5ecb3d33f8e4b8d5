// typed.go decodes one value by the type its field declares.
package data

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"nianbao/render/diag"
)

// value reads one value of field f. name is how it is called in messages.
func (d *decoder) value(p Pair, f *Field, name string) (Value, bool) {
	v := Value{Name: name, Field: f, Pos: p.Value.Pos}
	switch f.Type {
	case Count, Amount, Rate:
		return d.figure(p, f, name)
	case Words:
		v.Str = d.Text(p).String()
	case Date:
		v.Str = d.Date(p)
	case Choice:
		v.Str = d.Choice(p, f.Options).Text
	case Table:
		return d.table(p, v)
	case Group:
		return d.members(p, v)
	case Matrix:
		return d.matrix(p, v)
	case Roster:
		return d.roster(p, v)
	}
	return v, v.Str != ""
}

func (d *decoder) figure(p Pair, f *Field, name string) (Value, bool) {
	v := Value{Name: name, Field: f, Pos: p.Value.Pos}
	if p.Value.Kind != Scalar {
		d.Wrong(p.Value.Pos, name, "一个数", "写作 "+name+": 286")
		return v, false
	}
	line := p.Value.Lines()[0]
	v.Pos = line.Pos
	typed := strings.TrimSpace(line.Text)
	if typed == "" {
		return v, false // "" is written for "none": not filled
	}
	fig, odd, ok := parseFigure(typed, f.Measures, f.Type == Amount)
	if !ok {
		fig, odd, ok = parseFigure(typed, d.otherMeasures(f), f.Type == Amount)
	}
	at := func(x diag.Diagnostic) { d.Add(x.Over(len([]rune(typed)))) }
	want, sample := figureWords(f)
	switch {
	case !ok:
		at(diag.Errorf(v.Pos, codeFigure, "“%s”应为%s，现为“%s”", name, want, typed).Do("写作 %s；没有填 0，不适用删去这一行", sample))
		return v, false
	case f.Type == Rate && !fig.Percent:
		at(diag.Errorf(v.Pos, codeFigure, "“%s”是率，要带 %%", name).Do("%s；能由分子分母算出的不用填", asRate(fig)))
		return v, false
	case f.Type != Rate && fig.Percent:
		at(diag.Errorf(v.Pos, codeFigure, "“%s”是数，不是率", name).Do("写作 %s", sample))
		return v, false
	case f.Type == Count && !fig.Value.IsInt():
		at(diag.Errorf(v.Pos, codeFigure, "“%s”应为整数，现为“%s”", name, typed).Do("写作 %s", sample))
		return v, false
	}
	if odd.wide {
		at(diag.Hintf(v.Pos, codeWidth, "“%s”里有全角数字，已按半角读", typed).Do("写作 %s", fig.Raw))
	}
	if odd.measure != "" {
		x := diag.Hintf(v.Pos, codeMeasure, "“%s”里的量词“%s”已去掉", typed, odd.measure).Do("只写 %s，量词写在正文里", fig.Raw)
		if !slices.Contains(f.Measures, odd.measure) && len(f.Measures) > 0 {
			x.Message += fmt.Sprintf("（这一项的量词是%s）", strings.Join(f.Measures, "、"))
		}
		at(x)
	}
	v.Fig = &fig
	return v, true
}

// otherMeasures are the 量词 of the whole package behind those of f, for a figure
// typed with one that is not f's. Money is left out: 3万元 is no number of cases.
func (d *decoder) otherMeasures(f *Field) []string {
	out := slices.Clone(f.Measures)
	if len(out) == 0 {
		out = []string{""} // keeps 万元 from becoming the field's own
	}
	for _, m := range d.schema.Measures {
		if !strings.HasSuffix(m, "元") {
			out = append(out, m)
		}
	}
	return out
}

// asRate says how a number typed without its % is written. One up to 1 may be the share
// itself: a cell shown as 98% holds 0.98.
func asRate(fig Figure) string {
	raw := fig.Raw
	if !strings.ContainsAny(raw, "0123456789") {
		raw = FormatRat(fig.Value, 6, true)
	}
	if one := big.NewRat(1, 1); fig.Value.Sign() > 0 && fig.Value.Cmp(one) <= 0 {
		share := Percent(fig.Value, 6, true)
		return fmt.Sprintf("是 %s 的写作 %s，是 %s%% 的写作 %s%%", share, share, raw, raw)
	}
	return "写作 " + raw + "%"
}

func figureWords(f *Field) (want, sample string) {
	switch f.Type {
	case Rate:
		return "百分数", "98.56%"
	case Amount:
		if m := f.Measure(); m != "" {
			return "金额或面积等数", "2.45" + m
		}
		return "金额或面积等数", "496793.68"
	}
	return "整数", "286、930余、约120 或 8.1万"
}

// item is the field a 表's item or a 矩阵's row or cell is read by.
func (f *Field) item(name string) *Field {
	return &Field{Group: f.Group, Name: f.Name + "." + name, Indicator: name, Type: f.Cells, Measures: f.Measures, Adds: f.Adds, Pos: f.Pos}
}

func (d *decoder) table(p Pair, v Value) (Value, bool) {
	if p.Value.Kind != Map {
		d.Wrong(p.Value.Pos, v.Name, "“名称: 数”的表", "下面缩进两格，一行一项，写“名称: 数”")
		return v, false
	}
	for _, q := range p.Value.Pairs {
		if q.Value.Kind == Empty {
			continue
		}
		if q.Key == Total { // as an item it would be added up once more
			d.Add(diag.Errorf(q.Pos, codeReserved, "“%s”里不能有叫“%s”的项：%s由各项加出", v.Name, Total, Total).Over(len([]rune(Total))).
				Do("删去这一项；要核对总数的，填同组的总数"))
			continue
		}
		item := v.Field.item(q.Key)
		item.Pos = q.Pos // the unit declares it
		if part, ok := d.figure(q, item, q.Key); ok {
			v.Parts = append(v.Parts, part)
		}
	}
	return v, len(v.Parts) > 0
}

func (d *decoder) members(p Pair, v Value) (Value, bool) {
	names := make([]string, len(v.Field.Members))
	for i, m := range v.Field.Members {
		names[i] = m.Name
	}
	if p.Value.Kind != Map {
		d.Wrong(p.Value.Pos, v.Name, "“{成员: 数}”", "写作 "+v.Name+": {"+strings.Join(names, ": …, ")+": …}")
		return v, false
	}
	for _, q := range p.Value.Pairs {
		i := slices.Index(names, q.Key)
		if i < 0 {
			d.Unknown(q, "“"+v.Name+"”没有“%s”这一项", names, nil)
			continue
		}
		if q.Value.Kind == Empty {
			continue
		}
		if part, ok := d.value(q, v.Field.Member(i), q.Key); ok {
			v.Parts = append(v.Parts, part)
		}
	}
	return v, len(v.Parts) > 0
}

// Member is the i-th member of a 组 as a field of its own, named 项.成员.
func (f *Field) Member(i int) *Field {
	m := *f.Members[i]
	m.Group, m.Name = f.Group, f.Name+"."+m.Name
	if len(m.Measures) == 0 && m.Type != Rate {
		m.Measures = f.Measures
	}
	return &m
}

// matrix reads 行 → 列 → figure. Cells left out are not filled.
func (d *decoder) matrix(p Pair, v Value) (Value, bool) {
	if p.Value.Kind != Map {
		d.Wrong(p.Value.Pos, v.Name, "“行: {列: 数}”的表", "每行写作 行名: {列名: 数}")
		return v, false
	}
	for _, row := range p.Value.Pairs {
		switch {
		case !slices.Contains(v.Field.Rows, row.Key):
			d.Unknown(row, "“"+v.Name+"”没有“%s”这一行", v.Field.Rows, nil)
		case row.Value.blank():
		case row.Value.Kind != Map:
			d.Wrong(row.Value.Pos, row.Key, "“{列: 数}”", "写作 "+row.Key+": {"+first(v.Field.Cols)+": 1}")
		default:
			v.Parts = append(v.Parts, d.matrixRow(row, v))
		}
	}
	if len(v.Parts) > 0 && v.Field.ZeroFilled {
		v.zeros()
	}
	return v, len(v.Parts) > 0
}

// zeros fills the cells of a 矩阵 that were left out, but for those that add others up.
func (v *Value) zeros() {
	for _, row := range v.Field.Rows {
		i := slices.IndexFunc(v.Parts, func(p Value) bool { return p.Name == row })
		if i < 0 {
			i = len(v.Parts)
			v.Parts = append(v.Parts, Value{Name: row, Field: v.Field.item(row), Pos: v.Pos})
		}
		cells := &v.Parts[i]
		for _, col := range v.Field.Cols {
			if v.Field.IsSum(row, col) || slices.ContainsFunc(cells.Parts, func(p Value) bool { return p.Name == col }) {
				continue
			}
			zero := Figure{Raw: "0", Value: new(big.Rat)}
			cells.Parts = append(cells.Parts, Value{Name: col, Field: v.Field.item(row + "." + col), Fig: &zero, Pos: v.Pos})
		}
	}
}

func (d *decoder) matrixRow(row Pair, v Value) Value {
	cells := Value{Name: row.Key, Field: v.Field.item(row.Key), Pos: row.Value.Pos}
	for _, cell := range row.Value.Pairs {
		if !slices.Contains(v.Field.Cols, cell.Key) {
			d.Unknown(cell, "“"+v.Name+"”没有“%s”这一列", v.Field.Cols, nil)
			continue
		}
		if cell.Value.Kind == Empty {
			continue
		}
		if part, ok := d.figure(cell, v.Field.item(row.Key+"."+cell.Key), cell.Key); ok {
			cells.Parts = append(cells.Parts, part)
		}
	}
	return cells
}

func (d *decoder) roster(p Pair, v Value) (Value, bool) {
	if p.Value.Kind != List {
		d.Wrong(p.Value.Pos, v.Name, "名单", "每人（项）一行，写作“- {"+first(v.Field.Cols)+": …}”")
		return v, false
	}
	for _, item := range p.Value.Items {
		if item.Kind != Map {
			d.Wrong(item.Pos, v.Name, "“- {列: 值}”", "写作 - {"+first(v.Field.Cols)+": …}")
			continue
		}
		record := make([]string, len(v.Field.Cols))
		for _, q := range item.Pairs {
			if i := slices.Index(v.Field.Cols, q.Key); i < 0 {
				d.Unknown(q, "“"+v.Name+"”没有“%s”这一列", v.Field.Cols, nil)
			} else if q.Value.Kind != Empty {
				record[i] = d.Line(q).Text
			}
		}
		v.Records = append(v.Records, record)
	}
	return v, len(v.Records) > 0
}
