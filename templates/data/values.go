// values.go decodes 统计, 上年, 目标 and 自定: where each value belongs. What a value
// of each type looks like is in typed.go.
package data

import (
	"slices"
	"strings"

	"nianbao/render/diag"
)

// figures reads 组 → 项 → value.
func (d *decoder) figures(p Pair, into *Values) {
	if p.Value.Kind != Map {
		d.Wrong(p.Value.Pos, p.Key, "“组: 项: 值”", "下面缩进两格写组名，再缩进两格写各项")
		return
	}
	into.key("", p.Pos)
	for _, g := range p.Value.Pairs {
		into.key(g.Key, g.Pos)
		switch {
		case g.Value.Kind == Empty:
		case g.Key == OwnGroup && into == &d.unit.Last:
			d.own(g, into)
		case !slices.Contains(d.schema.Groups, g.Key):
			d.Unknown(g, "“"+p.Key+"”没有“%s”这一组", d.schema.Groups, nil)
		case g.Value.Kind != Map:
			d.Wrong(g.Value.Pos, g.Key, "“项: 值”", "下面缩进两格写各项")
			into.refused = append(into.refused, g.Key)
		default:
			d.group(g, into)
		}
	}
}

func (d *decoder) group(g Pair, into *Values) {
	for _, q := range g.Value.Pairs {
		f := d.schema.Field(g.Key + "." + q.Key)
		if f == nil {
			d.unknownItem(g, q)
			continue
		}
		into.key(f.Path(), q.Pos)
		if q.Value.Kind != Empty {
			known := len(d.Found)
			if v, ok := d.value(q, f, f.Name); ok {
				into.add(v)
			}
			if d.Found[known:].Stops() {
				into.refused = append(into.refused, f.Path())
			}
		}
	}
}

// unknownItem looks for the very name in all groups, then for one like it in its own.
func (d *decoder) unknownItem(g, q Pair) {
	x := diag.Errorf(q.Pos, codeUnknown, "“%s”组没有“%s”这一项", g.Key, q.Key).Over(len([]rune(q.Key)))
	for _, f := range d.schema.Fields {
		if f.Name == q.Key {
			d.Add(x.Do("“%s”在“%s”组", q.Key, f.Group))
			return
		}
	}
	if best := Nearest(q.Key, d.schema.names(g.Key)); best != "" {
		d.Add(x.Do("是不是想写“%s”？", best))
		return
	}
	d.Add(x.Do("单位自己的指标写在顶层“%s”下，如 %s: {%s: {值: 3, 量词: 件}}", OwnGroup, OwnGroup, q.Key))
}

// own reads 自定: the unit's own figures, declared where they are given.
func (d *decoder) own(p Pair, into *Values) {
	if p.Value.Kind != Map {
		d.Wrong(p.Value.Pos, p.Key, "“名称: {值: 数, 量词: 件}”", "写作 移送案件: {值: 3, 量词: 件}")
		return
	}
	for _, q := range p.Value.Pairs {
		if strings.ContainsAny(q.Key, ".{}| ") {
			d.Add(diag.Errorf(q.Pos, codeType, "自定指标名“%s”里不能有空格、点、竖线和花括号", q.Key).Do("换一个名称"))
			continue
		}
		f := &Field{Group: OwnGroup, Name: q.Key, Indicator: q.Key, Adds: "和", Pos: q.Pos}
		value := q
		if q.Value.Kind == Map {
			value.Value = &Node{Pos: q.Value.Pos}
			d.Fields(q, map[string]func(Pair){
				"值":  func(r Pair) { value = Pair{q.Key, r.Pos, r.Value} },
				"量词": func(r Pair) { f.Measures = append(f.Measures, d.Line(r).Text) },
				"名":  d.into(&f.Indicator),
			})
			if value.Value.Kind == Empty {
				d.Add(diag.Errorf(q.Pos, codeMissing, "自定指标“%s”没有值", q.Key).Do("写作 %s: {值: 3, 量词: 件}", q.Key))
			}
		}
		if value.Value.Kind == Empty {
			continue
		}
		f.Type = ownType(value.Value.Text(), f.Measures)
		if v, ok := d.figure(value, f, q.Key); ok {
			into.add(v)
		}
	}
}

// ownType chooses the type of an own figure by its writing.
func ownType(s string, measures []string) Type {
	if fig, _, ok := parseFigure(s, measures, true); ok {
		switch {
		case fig.Percent:
			return Rate
		case !fig.Value.IsInt() || strings.HasSuffix(fig.Raw, "元"):
			return Amount
		}
	}
	return Count
}

// targets reads 目标: by full path, by its last part where that is unique, or by
// group.
func (d *decoder) targets(p Pair) {
	if p.Value.Kind != Map {
		d.Wrong(p.Value.Pos, p.Key, "“指标: 值”", "写作 指标: 85%")
		return
	}
	for _, q := range p.Value.Pairs {
		if q.Value.Kind == Map && (slices.Contains(d.schema.Groups, q.Key) || q.Key == OwnGroup) {
			for _, r := range q.Value.Pairs {
				d.target(r, d.field(q.Key+"."+r.Key))
			}
			continue
		}
		f := d.field(q.Key)
		if f == nil {
			same := d.called(q.Key)
			if len(same) > 1 {
				d.Add(diag.Errorf(q.Pos, codeUnknown, "“%s”不止一处：%s、%s", q.Key, same[0].Path(), same[1].Path()).
					Over(len([]rune(q.Key))).Do("写全“组.项”"))
				continue
			}
			if len(same) == 1 {
				f = same[0]
			}
		}
		d.target(q, f)
	}
}

// field is what a path names: a declared field, an own figure, a member of a 组, an
// item of a 表. It is nil when there is no such thing.
func (d *decoder) field(path string) *Field {
	if f := d.schema.Field(path); f != nil {
		return f
	}
	if v := d.unit.Figures.Get(path); v != nil {
		return v.Field
	}
	parts := strings.SplitN(path, ".", 3)
	if len(parts) < 3 {
		return nil
	}
	f := d.schema.Field(parts[0] + "." + parts[1])
	if f == nil {
		return nil
	}
	if i := slices.IndexFunc(f.Members, func(m *Field) bool { return m.Name == parts[2] }); i >= 0 {
		return f.Member(i)
	}
	if v := d.unit.Figures.Get(f.Path()); v != nil && f.Type == Table && slices.ContainsFunc(v.Parts, func(p Value) bool { return p.Name == parts[2] }) {
		return f.item(parts[2])
	}
	return nil
}

// called lists the fields and own figures whose last part is name.
func (d *decoder) called(name string) []*Field {
	var out []*Field
	for _, f := range d.schema.Fields {
		if f.Name == name {
			out = append(out, f)
		}
	}
	if v := d.unit.Figures.Get(OwnGroup + "." + name); v != nil {
		out = append(out, v.Field)
	}
	return out
}

func (d *decoder) target(p Pair, f *Field) {
	if f == nil {
		var names []string
		for _, c := range d.schema.Fields {
			names = append(names, c.Name)
		}
		d.Unknown(p, "目标里的“%s”没有这个指标", names, nil)
		return
	}
	if p.Value.Kind == Empty {
		return
	}
	if v, ok := d.value(p, f, f.Name); ok {
		d.aim(v, p.Pos, len([]rune(p.Key)))
	}
}

// aim enters a target and its parts, each under its own path.
func (d *decoder) aim(v Value, at diag.Pos, span int) {
	path := v.Field.Path()
	if before, twice := d.unit.Targets[path]; twice {
		d.Add(diag.Errorf(at, codeTwice, "“%s”的目标写了两次，%s已有", path, before.Pos.Where()).Over(span).Do("删去一处"))
		return
	}
	d.unit.Targets[path] = v
	for _, part := range v.Parts {
		d.aim(part, part.Pos, 1)
	}
}
