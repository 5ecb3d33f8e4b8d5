package rollup

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"

	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

// YAML writes the sums over the units as a file a superior's data file can take in
// (汇入): 统计, with how many units gave each figure and which did not as comments.
// Where the roster names superiors, a unit that has units of its own below it stands
// for them with the figures it gave; what it did not give is the sum of theirs.
func YAML(d *District) string {
	all := d.counted()
	var tops []*Unit
	var named some
	for _, u := range all {
		if u.top {
			tops = append(tops, u)
			named.add(u.Name)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %d年 下级合计，由 nianbao summary --rollup 生成；改数请改各单位的数据文件后重新生成。\n", d.Package.Name, d.Year)
	fmt.Fprintf(&b, "# 计入 %d 家：%s\n", named.n, named)
	b.WriteString("# 带“约”的合计里有约数。率由合计算出；各单位没有都填的，按都填的算好写在这里。本级自己的数写在本级的数据文件里，以本级填的为准。\n")
	fmt.Fprintf(&b, "年度: %d\n统计:\n", d.Year)
	group := ""
	for _, f := range d.Package.Schema.Fields {
		lines := d.rollField(f, tops)
		if len(lines) == 0 {
			continue
		}
		if f.Group != group {
			group = f.Group
			fmt.Fprintf(&b, "  %s:\n", key(group))
		}
		for _, l := range lines {
			b.WriteString("    " + l + "\n")
		}
	}
	if group == "" {
		b.WriteString("  # 没有可以相加的数\n")
	}
	return b.String()
}

// rollField is the lines of one field: name, sum, and who gave it.
func (d *District) rollField(f *data.Field, units []*Unit) []string {
	var lines []string
	line := func(indent, name, path string) {
		s, ok := d.Add(path, d.counting(path, units))
		switch {
		case !ok:
		case !d.about(path).rate:
			lines = append(lines, fmt.Sprintf("%s%s: %s%s", indent, key(name), d.once(path, s, units), d.givers(path, s, units)))
		case d.lopsided(path, s, units) && !s.Approx:
			lines = append(lines, fmt.Sprintf("%s%s: %s    # 只按分子、分母都填的 %d 家算", indent, key(name), data.Percent(s.Value, 2, true), s.Given))
		}
	}
	switch f.Type {
	case data.Count, data.Amount, data.Rate:
		line("", f.Name, f.Path())
		return lines
	case data.Group:
		for _, m := range f.Members {
			line("  ", m.Name, f.Path()+"."+m.Name)
		}
	case data.Matrix:
		for _, row := range f.Rows {
			before := len(lines)
			for _, col := range f.Cols {
				if !f.IsSum(row, col) { // the superior's own sums follow from the cells
					line("    ", col, f.Path()+"."+row+"."+col)
				}
			}
			if len(lines) > before {
				lines = append(lines[:before], append([]string{"  " + key(row) + ":"}, lines[before:]...)...)
			}
		}
	case data.Table:
		return d.rollTable(f, units)
	}
	if len(lines) == 0 {
		return nil
	}
	return append([]string{key(f.Name) + ":"}, lines...)
}

// once is a sum as written; what only one unit gave stays as it wrote it (1.2万余).
func (d *District) once(path string, s Sum, units []*Unit) string {
	if s.Given == 1 {
		for _, u := range d.counting(path, units) {
			if f, ok := u.Figures.Get(path); ok && f.how().Raw != "" {
				return f.how().Raw
			}
		}
	}
	return written(s)
}

// lopsided tells that a rate is not the quotient of the two sums, because some units
// gave only one side. It is then written out, or the superior would derive nonsense.
func (d *District) lopsided(path string, s Sum, units []*Unit) bool {
	num, den, ok := d.sides(path)
	if !ok {
		return false
	}
	n, okN := d.Add(num, d.counting(num, units))
	m, okM := d.Add(den, d.counting(den, units))
	return okN && okM && m.Value.Sign() > 0 && new(big.Rat).Quo(n.Value, m.Value).Cmp(s.Value) != 0
}

// sides are the two figures a rate is the quotient of; false when they are no plain
// figures.
func (d *District) sides(path string) (num, den string, ok bool) {
	for i := range d.Package.Relations {
		r := &d.Package.Relations[i]
		b, isBin := r.Right.(relation.Bin)
		if p, derives := r.Derives(); !derives || p != path || !isBin || b.Op != '/' {
			continue
		}
		n, okN := b.L.(relation.Ref)
		m, okM := b.R.(relation.Ref)
		return n.Path, m.Path, okN && okM
	}
	return "", "", false
}

// rollTable adds up a 表 item by item.
func (d *District) rollTable(f *data.Field, units []*Unit) []string {
	path := f.Path() + "." + ledger.Total
	counted := d.counting(path, units)
	items := d.items(f, counted)
	total, ok := d.Add(path, counted)
	if len(items) == 0 || !ok {
		return nil
	}
	lines := []string{key(f.Name) + ":" + d.givers(path, total, units)}
	for _, it := range items {
		gave := 0
		for _, u := range counted {
			for _, o := range u.Items.Of(f.Path()) {
				if o.Name == it.Name {
					gave++
					break
				}
			}
		}
		lines = append(lines, fmt.Sprintf("  %s: %s    # %d 家", key(it.Name), written(Sum{Value: it.Value, Approx: it.Approx}), gave))
	}
	return lines
}

// plainKey is a name that is a YAML key as it stands.
var plainKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\p{Han}A-Za-z][\p{Han}A-Za-z0-9、（）·]*$`) })

// key writes a name as a YAML key.
func key(name string) string {
	if plainKey().MatchString(name) {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}

// written is a sum as a data file gives it.
func written(s Sum) string {
	text := data.FormatRat(s.Value, 8, true)
	if s.Approx {
		return "约" + text
	}
	return text
}

// givers says how many units gave a figure and which did not.
func (d *District) givers(path string, s Sum, units []*Unit) string {
	a := d.about(path)
	counted := d.counting(path, units)
	var not some
	for _, u := range counted {
		if !u.Figures.Has(path) {
			not.add(u.Name)
		}
	}
	note := fmt.Sprintf("    # %d/%d 家", s.Given, len(counted))
	if not.n > 0 {
		note += "；没有填：" + not.String()
	}
	if a.adds == addMax {
		note += "；取最大的"
	}
	if a.limited {
		note += "；只计" + strings.Join(a.kinds, "、")
	}
	return strings.ReplaceAll(note, "\n", " ")
}
