package rollup

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// YAML writes the sums over the units as a file a superior's data file can take in
// (汇入): 统计, with how many units gave each figure and which did not as comments.
// Where the roster names superiors, a unit that has units of its own below it stands
// for them with the figures it gave; what it did not give is the sum of theirs.
func YAML(d *District) string {
	tops := d.tops()
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %d年 下级合计，由 nianbao summary --rollup 生成；改数请改各单位的数据文件后重新生成。\n", d.Package.Name, d.Year)
	fmt.Fprintf(&b, "# 计入 %d 家：%s\n", len(tops), few(names(tops)))
	b.WriteString("# 带“约”的合计里有约数。率由合计算出，不在这里。本级自己的数写在本级的数据文件里，以本级填的为准。\n统计:\n")
	group := ""
	for _, f := range d.Package.Schema.Fields {
		lines := d.rollField(f, tops)
		if len(lines) == 0 {
			continue
		}
		if f.Group != group {
			group = f.Group
			fmt.Fprintf(&b, "  %s:\n", group)
		}
		for _, l := range lines {
			b.WriteString(l)
		}
	}
	return b.String()
}

// tops are the units counted that stand directly below: those whose superior is no
// unit of the folder itself.
func (d *District) tops() []*Unit {
	all := d.counted()
	var out []*Unit
	for _, u := range all {
		if u.Superior == "" || !slices.ContainsFunc(all, func(o *Unit) bool { return o.Name == u.Superior }) {
			c := *u
			c.Figures = d.complete(u, all, 0)
			out = append(out, &c)
		}
	}
	return out
}

// complete gives a unit's figures with those it did not give added up from the
// units below it, to any depth (bounded against a circle in the roster).
func (d *District) complete(u *Unit, all []*Unit, depth int) map[string]Figure {
	var below []*Unit
	for _, o := range all {
		if o.Superior == u.Name && o != u && depth < 10 {
			c := *o
			c.Figures = d.complete(o, all, depth+1)
			below = append(below, &c)
		}
	}
	if len(below) == 0 {
		return u.Figures
	}
	out := map[string]Figure{}
	for _, p := range d.Paths(below) {
		if s, ok := d.Add(p, below); ok && !d.rate(p) {
			out[p] = Figure{Value: s.Value, Approx: s.Approx, Raw: written(s)}
		}
	}
	for p, f := range u.Figures {
		out[p] = f
	}
	return out
}

// rollField is the lines of one field: name, sum, and who gave it.
func (d *District) rollField(f *data.Field, units []*Unit) []string {
	switch f.Type {
	case data.Count, data.Amount:
		if s, ok := d.Add(f.Path(), units); ok {
			return []string{fmt.Sprintf("    %s: %s%s\n", f.Name, written(s), d.givers(f, f.Path(), s, units))}
		}
	case data.Group:
		var parts []string
		given := Sum{}
		for _, m := range f.Members {
			if s, ok := d.Add(f.Path()+"."+m.Name, units); ok && m.Type != data.Rate {
				parts = append(parts, m.Name+": "+written(s))
				given.Given = max(given.Given, s.Given)
			}
		}
		if len(parts) > 0 {
			return []string{fmt.Sprintf("    %s: {%s}%s\n", f.Name, strings.Join(parts, ", "), "")}
		}
	case data.Table:
		return d.rollTable(f, units)
	}
	return nil
}

// rollTable adds up a 表 item by item, in the order the items first appear.
func (d *District) rollTable(f *data.Field, units []*Unit) []string {
	var order []string
	sums := map[string]*Sum{}
	for _, u := range units {
		if !counts(f, u) {
			continue
		}
		for _, item := range u.Items[f.Path()] {
			s := sums[item.Name]
			if s == nil {
				s = &Sum{Value: new(big.Rat)}
				sums[item.Name] = s
				order = append(order, item.Name)
			}
			s.Value.Add(s.Value, item.Figure.Value)
			s.Approx = s.Approx || item.Figure.Approx
			s.Given++
		}
	}
	if len(order) == 0 || f.Adds != "和" {
		return nil
	}
	total, _ := d.Add(f.Path()+"."+ledger.Total, units)
	lines := []string{fmt.Sprintf("    %s:%s\n", f.Name, d.givers(f, f.Path()+"."+ledger.Total, total, units))}
	for _, name := range order {
		lines = append(lines, fmt.Sprintf("      %s: %s\n", quoteKey(name), written(*sums[name])))
	}
	return lines
}

// quoteKey writes an item's name as a YAML key.
func quoteKey(name string) string {
	if strings.ContainsAny(name, ":#{}[],&*!|>'\"%@`") {
		return "'" + strings.ReplaceAll(name, "'", "''") + "'"
	}
	return name
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
func (d *District) givers(f *data.Field, path string, s Sum, units []*Unit) string {
	var not []string
	asked := 0
	for _, u := range units {
		if !counts(f, u) {
			continue
		}
		asked++
		if _, ok := u.Figures[path]; !ok {
			not = append(not, u.Name)
		}
	}
	note := fmt.Sprintf("    # %d/%d 家", s.Given, asked)
	if len(not) > 0 {
		note += "；没有填：" + few(not)
	}
	if len(f.CountedFrom) > 0 {
		note += "；只计" + strings.Join(f.CountedFrom, "、")
	}
	return note
}

func names(units []*Unit) []string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = u.Name
	}
	return out
}
