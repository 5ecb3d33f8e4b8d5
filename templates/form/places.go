// places.go tells the source of a workbook where each key is filled in, whether anything
// stands there or not.
package form

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/render/doc"
	"nianbao/templates/data"
)

// widened is a sheet whose rows reach as far as the columns that are filled in: a cell
// nobody has touched is not in the file.
func widened(g doc.Grid, title string) doc.Grid {
	width := map[string]int{FactsTitle: 2, figureTitle: len(figureHeads), ownTitle: len(ownHeads)}[title]
	if width == 0 {
		return g
	}
	g.Rows = append(slices.Clone(g.Rows), nil) // the row below the last one can be filled in as well
	for i, row := range g.Rows {
		if len(row) < width {
			g.Rows[i] = append(slices.Clone(row), make([]string, width-len(row))...)
		}
	}
	return g
}

// places keeps where the keys of a sheet are filled in.
func (r *reader) places(t table, title, rest string) {
	switch title {
	case FactsTitle:
		r.factPlaces(t)
	case figureTitle:
		r.figurePlaces(t)
	case ownTitle:
		i := t.below(ownHeads[ownName])
		r.src.AddPlace(data.OwnGroup, data.Place{Pos: t.pos(i, 0), Into: "在“" + t.name + "”表填一行："})
	case keyIntro:
		r.textPlace(t, keyIntro)
	case textTitle:
		r.textPlace(t, keyText+"."+rest)
	case listsTitle:
		for i := range t.rows {
			if key, ok := strings.CutPrefix(t.at(i, 0).Text(), "【"); ok {
				r.src.AddPlace(strings.TrimSuffix(key, "】"), data.Place{Pos: t.pos(i, 0), Into: fmt.Sprintf("在“%s”表的%s下写", t.name, t.at(i, 0).Text())})
			}
		}
	}
}

// factPlaces keeps the cells of the first sheet. A member of a key (发文.份号) goes by its
// own name as well, unless a key has that name.
func (r *reader) factPlaces(t table) {
	members := map[string]data.Place{}
	for i := t.below("项目"); i < len(t.rows); i++ {
		name := t.at(i, 0).Text()
		if name == "" {
			continue
		}
		cell := fmt.Sprintf("“%s”表的“%s”一格", t.name, name)
		p := data.Place{Pos: t.pos(i, 1), Into: "在" + cell + "填", Clear: "清空" + cell}
		r.src.AddPlace(name, p)
		if _, member, ok := strings.Cut(name, "."); ok {
			members[member] = p
		}
	}
	for name, p := range members {
		r.src.AddPlace(name, p)
	}
}

func (r *reader) textPlace(t table, path string) {
	i := t.below(textHead)
	r.src.AddPlace(path, data.Place{Pos: t.pos(i, 0), Into: "在“" + t.name + "”表写", Clear: "清空“" + t.name + "”表"})
}

// figurePlaces keeps the cell of this year's figure of each path: of one that has items
// below it, the cell of the first.
func (r *reader) figurePlaces(t table) {
	head := t.below(figureHeads[colPath])
	for i := head; i < len(t.rows); i++ {
		path, at := t.at(i, colPath).Text(), i
		if !strings.Contains(path, ".") {
			continue
		}
		if next := t.at(i+1, colPath).Text(); t.at(i, colItem).Text() == "" && (next == path || strings.HasPrefix(next, path+".")) {
			at++
		}
		p := data.Place{Pos: t.pos(at, colThis)}
		p.Into = fmt.Sprintf("在“%s”表的 %s 格填", t.name, p.Pos.Cell)
		if item := t.at(i, colItem).Text(); item != "" {
			r.src.AddPlace(path+"."+item, p)
		}
		r.src.AddPlace(path, p)
	}
	for key, col := range map[string]int{keyLast: colLast, keyTargets: colTarget} {
		r.src.AddPlace(key, data.Place{Pos: t.pos(head, col), Into: fmt.Sprintf("在“%s”表的“%s”一列填", t.name, figureHeads[col])})
	}
}
