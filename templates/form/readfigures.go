package form

import (
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
)

// figures reads the rows of the sheet of figures. A row put in between without a path
// belongs to the one above it.
func (r *reader) figures(t table) {
	path := ""
	for i := t.below(figureHeads[colPath]); i < len(t.rows); i++ {
		filled := false
		for _, col := range []int{colItem, colThis, colLast, colTarget, colNote} {
			filled = filled || t.at(i, col).Kind == data.Scalar
		}
		switch own := t.at(i, colPath).Text(); {
		case strings.Contains(own, "."):
			path = own
		case own != "" && !filled:
			path = "" // the name of a group
			continue
		case own != "":
			r.found.Add(diag.Errorf(t.pos(i, colPath), codePath, "“%s”不是引用名", own).Do("照原来的写“组.项”；整行是多余的就删去"))
			continue
		case path == "" && filled:
			r.found.Add(diag.Errorf(r.firstOf(t, i), codePath, "这一行没有引用名，不知道是哪一项的").Do("在第一格写“组.项”，或删去这一行"))
			continue
		}
		r.figureRow(t, i, path)
	}
}

// firstOf is the place of the first filled cell of a row.
func (r *reader) firstOf(t table, i int) diag.Pos {
	for j := range t.rows[i] {
		if t.at(i, j).Kind == data.Scalar {
			return t.pos(i, j)
		}
	}
	return diag.Pos{File: t.file}
}

func (r *reader) figureRow(t table, i int, path string) {
	item := t.at(i, colItem)
	steps := strings.SplitN(path, ".", 3)
	keyed := t.at(i, colItem).Kind == data.Scalar
	for _, col := range []struct {
		at   int
		part string
	}{{colThis, keyFigures}, {colLast, keyLast}} {
		if v := t.at(i, col.at); v.Kind == data.Scalar {
			at := child(r.part(col.part), steps[0], v.Pos)
			r.put(at, steps[1:], item, keyed, v)
		}
	}
	if v := t.at(i, colTarget); v.Kind == data.Scalar {
		r.put(r.part(keyTargets), append([]string{steps[0] + "." + steps[1]}, steps[2:]...), item, keyed, v)
	}
	if v := t.at(i, colNote); v.Kind == data.Scalar {
		key := path
		if keyed {
			key += "." + item.Text()
		}
		r.pair(r.part(keyNotes), key, v.Pos, v)
	}
}

// put enters a figure under its keys, the item the last of them.
func (r *reader) put(at *data.Node, steps []string, item *data.Node, keyed bool, v *data.Node) {
	if keyed {
		steps = append(append([]string{}, steps...), item.Text())
	}
	for _, key := range steps[:len(steps)-1] {
		at = child(at, key, v.Pos)
		if at.Kind != data.Map { // the row above, which heads the items, was filled in
			r.found.Add(diag.Errorf(at.Pos, codeShape, "这一格不填数").Do("数填在下面各行，这一格清空"))
			return
		}
	}
	pos := v.Pos
	if keyed {
		pos = item.Pos
	}
	r.pair(at, steps[len(steps)-1], pos, v)
}

func (r *reader) own(t table) {
	for i := t.below(ownHeads[ownName]); i < len(t.rows); i++ {
		name := t.at(i, ownName)
		if name.Kind != data.Scalar {
			if pos := r.firstOf(t, i); pos.Line > 0 {
				r.found.Add(diag.Errorf(pos, codePath, "这一行没有写名称").Do("在第一格写名称，或清空这一行"))
			}
			continue
		}
		if t.at(i, ownThis).Kind != data.Scalar && t.at(i, ownLast).Kind != data.Scalar {
			r.found.Add(diag.Errorf(name.Pos, "Y202", "自定指标“%s”没有值", name.Text()).Do("填“本年”或“上年”；不用的清空这一行"))
			continue
		}
		for _, col := range []struct {
			at int
			to *data.Node
		}{{ownThis, r.part(data.OwnGroup)}, {ownLast, nil}} {
			v := t.at(i, col.at)
			if v.Kind != data.Scalar {
				continue
			}
			if col.to == nil {
				col.to = child(r.part(keyLast), data.OwnGroup, v.Pos)
			}
			one := &data.Node{Kind: data.Map, Pos: name.Pos}
			one.Set("值", v.Pos, v)
			one.Set("量词", t.pos(i, ownMeasure), t.at(i, ownMeasure))
			one.Set("名", t.pos(i, ownIndicator), t.at(i, ownIndicator))
			r.pair(col.to, name.Text(), name.Pos, one)
		}
		path := data.OwnGroup + "." + name.Text()
		if v := t.at(i, ownTarget); v.Kind == data.Scalar {
			r.pair(r.part(keyTargets), path, name.Pos, v)
		}
		if v := t.at(i, ownNote); v.Kind == data.Scalar {
			r.pair(r.part(keyNotes), path, name.Pos, v)
		}
	}
}

// roster reads the records of the field at path.
func (r *reader) roster(t table, path string) {
	group, name, ok := strings.Cut(path, ".")
	if !ok {
		return
	}
	from := t.below(rosterYear)
	if from == 0 {
		return
	}
	for i := from; i < len(t.rows); i++ {
		out := &data.Node{Kind: data.Map}
		for j := 1; j < len(t.rows[from-1]); j++ {
			if v := t.at(i, j); v.Kind == data.Scalar {
				if out.Pos.Line == 0 {
					out.Pos = v.Pos
				}
				out.Set(t.at(from-1, j).Text(), v.Pos, v)
			}
		}
		if len(out.Pairs) == 0 {
			continue
		}
		to := r.part(keyFigures)
		if strings.Contains(t.at(i, 0).Text(), keyLast) {
			to = r.part(keyLast)
		}
		g := child(to, group, out.Pos)
		list := g.Get(name)
		if list == nil {
			list = &data.Node{Kind: data.List, Pos: out.Pos}
			g.Set(name, out.Pos, list)
		}
		list.Items = append(list.Items, out)
	}
}

// Offices gives, from last year's workbook, who gives each figure and where it is from.
func Offices(sheets []doc.Grid) map[string]Office {
	out := map[string]Office{}
	for _, g := range sheets {
		for i := range g.Rows {
			cell := func(j int) string {
				if j < len(g.Rows[i]) {
					return strings.TrimSpace(g.Rows[i][j])
				}
				return ""
			}
			path, o := "", Office{}
			switch titleOf(g) {
			case figureTitle:
				path, o = cell(colPath), Office{cell(colOffice), cell(colLedger)}
				if item := cell(colItem); item != "" {
					path += "." + item
				}
			case ownTitle:
				path, o = data.OwnGroup+"."+cell(ownName), Office{cell(ownOffice), cell(ownLedger)}
			}
			if strings.Contains(path, ".") && o != (Office{}) && o.Department != figureHeads[colOffice] {
				out[path] = o
			}
		}
	}
	return out
}

// Cell is where this year's figure of a path is filled in.
type Cell struct{ Path, Sheet, Cell string }

// Cells lists the cells for this year's figures of whole fields.
func Cells(sheets []doc.Grid) []Cell {
	var out []Cell
	for _, g := range sheets {
		if titleOf(g) != figureTitle {
			continue
		}
		for i, row := range g.Rows {
			if len(row) > colPath && strings.Contains(row[colPath], ".") && (len(row) <= colItem || row[colItem] == "") {
				out = append(out, Cell{strings.TrimSpace(row[colPath]), g.Name, cellName(colThis, i+1)})
			}
		}
	}
	return out
}
