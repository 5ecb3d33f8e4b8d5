// matrix.go decodes the rows and columns of a 矩阵 and makes the relations that follow
// from them: sums, and relations written once for a whole row or column.
package templates

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// mostHeads is how many heads may stand one above the other.
const mostHeads = 5

// headings reads 行 or 列: names, {组名: [名, 名]} for a group under its own head, or
// {名: …, 印: …, 求和: …, 含: […]} where more is to be said.
func (l *loader) headings(q data.Pair) []data.Heading {
	out := l.headingList(q, mostHeads)
	seen := map[string]bool{}
	var once func(list []data.Heading)
	once = func(list []data.Heading) {
		for _, h := range list {
			if seen[h.Name] {
				l.Add(diag.Errorf(q.Pos, codeTwice, "“%s”里有两个“%s”", q.Key, h.Name).Do("名称用来填数和引用，各不相同；印出来要一样的，写 {名: …, 印: …}"))
			}
			seen[h.Name] = true
			once(h.Below)
		}
	}
	once(out)
	for _, h := range data.Ends(out) {
		if h.Sum != "" && len(data.Counted(out, h.Sum)) == 0 {
			l.Add(diag.Errorf(q.Pos, codeWord, "“%s”求和的“%s”不是%s里的一组", h.Name, h.Sum, q.Key).Do("写组名；把其余的都加起来写 求和: %s", data.EveryOther))
		}
	}
	return out
}

func (l *loader) headingList(q data.Pair, deep int) []data.Heading {
	if q.Value.Kind != data.List {
		var out []data.Heading
		for _, name := range l.Strings(q) {
			out = append(out, data.Heading{Name: name, Label: name})
		}
		return out
	}
	out := []data.Heading{}
	for _, item := range q.Value.Items {
		h, ok := l.heading(data.Pair{Key: q.Key, Pos: item.Pos, Value: item}, deep)
		if !ok {
			continue
		}
		if h.Name == "" || strings.ContainsAny(h.Name, ".{}|*") || h.Name == data.EveryOther {
			l.Add(diag.Errorf(item.Pos, codeWord, "%s的名称“%s”不能用", q.Key, h.Name).Do("名称里不能有点、星号、竖线和花括号；印出来要有的，写 {名: …, 印: …}"))
			continue
		}
		out = append(out, h)
	}
	return out
}

func (l *loader) heading(q data.Pair, deep int) (data.Heading, bool) {
	var h data.Heading
	switch {
	case q.Value.Kind == data.Scalar:
		h.Name = l.Line(q).Text
		h.Label = h.Name
		return h, true
	case q.Value.Kind != data.Map:
		l.Wrong(q.Value.Pos, q.Key, "名称的列表", "写作 "+q.Key+": [甲, 乙, {一组: [丙, 丁]}]")
		return h, false
	case deep == 0:
		l.Add(diag.Errorf(q.Value.Pos, codeWord, "“%s”分组太深，最多 %d 层", q.Key, mostHeads).Do("减少层次"))
		return h, false
	}
	if p := q.Value.Pairs; len(p) == 1 && p[0].Value.Kind == data.List {
		return data.Heading{Name: p[0].Key, Label: p[0].Key, Below: l.headingList(p[0], deep-1)}, len(p[0].Value.Items) > 0
	}
	labelled := false
	l.Fields(q, map[string]func(data.Pair){
		"名":  func(r data.Pair) { h.Name = l.Line(r).Text },
		"印":  func(r data.Pair) { h.Label, labelled = l.Line(r).Text, true },
		"求和": func(r data.Pair) { h.Sum = l.Line(r).Text },
		"含":  func(r data.Pair) { h.Below = l.headingList(r, deep-1) },
	})
	if !labelled {
		h.Label = h.Name
	}
	if h.Sum != "" && len(h.Below) > 0 {
		l.Add(diag.Errorf(q.Value.Pos, codeWord, "“%s”既求和又含下级", h.Name).Do("只写一样：求和的另起一项"))
		h.Sum = ""
	}
	return h, true
}

// sums makes the relations of the rows and columns that add others up: cell by cell,
// so that each is derived, checked and a live formula.
func (l *loader) sums(f *data.Field) {
	add := func(cell, sum, name, of string) {
		if len(f.Addends(sum)) == 0 {
			return // reported where it was read
		}
		if of == data.EveryOther {
			of = "其余各项"
		}
		r := relation.Relation{Left: relation.Ref{Path: cell}, Right: relation.Sum{Path: sum}, Cmp: relation.Equal, Code: "A1", Pos: f.Pos,
			Note: fmt.Sprintf("“%s”应等于%s之和", name, of)}
		r.Text = relation.String(r)
		l.pkg.Relations = append(l.pkg.Relations, r)
	}
	for _, row := range data.Ends(f.RowTree()) {
		if row.Sum == "" {
			continue
		}
		for _, col := range data.Ends(f.ColTree()) {
			of := row.Sum
			if of == data.EveryOther {
				of = data.AnyOf
			}
			add(f.Path()+"."+row.Name+"."+col.Name, f.Path()+"."+of+"."+col.Name, row.Name, row.Sum)
		}
	}
	for _, col := range data.Ends(f.ColTree()) {
		if col.Sum == "" {
			continue
		}
		for _, row := range data.Ends(f.RowTree()) {
			if row.Sum == "" { // the corner is the sum of its row's
				cells := f.Path() + "." + row.Name
				if col.Sum != data.EveryOther {
					cells += "." + col.Sum
				}
				add(f.Path()+"."+row.Name+"."+col.Name, cells, col.Name, col.Sum)
			}
		}
	}
}

// spread makes a relation with stars hold for every row or column that is no sum.
func (l *loader) spread(r relation.Relation) []relation.Relation {
	path := r.Starred()
	if path == "" {
		return []relation.Relation{r}
	}
	_, rest := relation.Year(path)
	parts := strings.Split(rest, ".")
	var f *data.Field
	if len(parts) == 4 {
		f = l.pkg.Schema.Field(parts[0] + "." + parts[1])
	}
	if f == nil || f.Type != data.Matrix || (parts[2] == data.AnyOf) == (parts[3] == data.AnyOf) {
		l.Add(diag.Errorf(r.Pos, codePath, "“%s”不是一个矩阵的整行或整列", path).Do("整行写 组.矩阵.行.*，整列写 组.矩阵.*.列"))
		return nil
	}
	names := data.Counted(f.ColTree(), "")
	if parts[2] == data.AnyOf {
		names = data.Counted(f.RowTree(), "")
	}
	out := make([]relation.Relation, len(names))
	for i, name := range names {
		out[i] = r.At(name)
	}
	return slices.Clip(out)
}
