// tree.go: units below units. Where the roster names superiors (上级) and a superior
// reports itself, it stands for the units below it.
package rollup

import (
	"slices"

	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// counted lists the units whose figures are in the summary. From then on each knows
// whether it is at the top; one with units below it has, for what it did not give, the
// sum of theirs, to any depth. Counting again changes nothing.
func (d *District) counted() []*Unit {
	var all []*Unit
	by := map[string]*Unit{}
	for i := range d.Units {
		if d.Units[i].Status == OK {
			u := &d.Units[i]
			u.top, u.at = true, int32(i)
			all = append(all, u)
			by[u.Name] = u
		}
	}
	below := map[*Unit][]*Unit{}
	for _, u := range all {
		if s := by[u.Superior]; s != nil && s != u && u.Superior != "" {
			below[s] = append(below[s], u)
			u.top = false
		}
	}
	seen := map[*Unit]bool{}
	for _, u := range all {
		if u.top {
			d.complete(u, below, seen)
		}
	}
	for _, u := range all {
		if !seen[u] { // superiors in a circle, which reading the roster reports
			u.top = true
		}
	}
	return all
}

// complete adds to u what it did not give and the units below it did.
func (d *District) complete(u *Unit, below map[*Unit][]*Unit, seen map[*Unit]bool) {
	if seen[u] {
		return
	}
	seen[u] = true
	if len(below[u]) == 0 {
		return
	}
	for _, o := range below[u] {
		d.complete(o, below, seen)
	}
	own := u.Figures
	for _, p := range d.Paths(below[u]) {
		a := d.about(p)
		if own.Has(p) || a.rate {
			continue
		}
		if s, ok := d.Add(p, d.kin(p, below[u])); ok {
			u.Figures.Set(p, Figure{Value: s.Value, Approx: s.Approx, Below: true})
		}
	}
	for _, f := range d.Package.Schema.Fields {
		for _, p := range d.single(f) {
			d.completeRate(u, p)
		}
		if path := f.Path(); f.Type == data.Table && len(u.Items.Of(path)) == 0 {
			if items := d.items(f, d.kin(path, below[u])); len(items) > 0 {
				u.Items.Add(path, items)
			}
		}
	}
}

// kin are those of units whose figure of path counts for their superior.
func (d *District) kin(path string, units []*Unit) []*Unit {
	a := d.about(path)
	return slices.DeleteFunc(slices.Clone(units), func(u *Unit) bool { return !a.counts(u.Kind) })
}

// completeRate derives a rate u did not give, when its figures now are there.
func (d *District) completeRate(u *Unit, path string) {
	a := d.about(path)
	if u.Figures.Has(path) || a.num == nil {
		return
	}
	r := relation.Eval(relation.Bin{Op: '/', L: a.num, R: a.den}, d.operand(u))
	if r.Value != nil && !r.Approx {
		u.Figures.Set(path, Figure{Value: r.Value, Percent: true, Derived: true, Below: true})
	}
}

// items adds up a 表 item by item, in the order the items first appear.
func (d *District) items(f *data.Field, units []*Unit) []Item {
	if f.Adds != addSum && f.Adds != addMax {
		return nil
	}
	var order []string
	sums := map[string]*Sum{}
	for _, u := range units {
		for _, item := range u.Items.Of(f.Path()) {
			s := sums[item.Name]
			if s == nil {
				s = &Sum{}
				sums[item.Name] = s
				order = append(order, item.Name)
			}
			s.take(item.Value, item.Approx, f.Adds)
		}
	}
	var out []Item
	for _, name := range order {
		out = append(out, Item{name, sums[name].Value, sums[name].Approx})
	}
	return out
}
