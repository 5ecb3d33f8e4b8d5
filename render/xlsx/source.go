// What a chart is drawn from: references into the workbook, looked up in the annex so
// that a wrong one is found here and the values can be stored in the chart.

package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// source is a row or column of cells of one sheet.
type source struct {
	ref   string      // canonical reference: '甲 乙'!$B$4:$B$7
	cells []*doc.Cell // nil where nothing stands
}

// series is a doc.Series whose references are looked up. A name that is a text has no
// ref.
type series struct {
	name, text         string // reference and what stands there, or only the text
	categories, values source
}

// seriesOf looks up series i of a chart.
func (b *book) seriesOf(s *doc.Series, several bool) (series, error) {
	out := series{text: s.Name}
	if at, err := b.source(s.Name); err == nil {
		if len(at.cells) != 1 {
			return out, fmt.Errorf("的名称“%s”应是一格", s.Name)
		}
		out.name, out.text = at.ref, textOf(at.cells[0])
	} else if strings.HasPrefix(s.Name, "'") && strings.Contains(s.Name, "'!") {
		return out, fmt.Errorf("的名称“%s”%w", s.Name, err)
	}
	if several && out.text == "" {
		return out, fmt.Errorf("没有名称，图例里分不清各组")
	}
	for _, part := range []struct {
		what, ref string
		into      *source
	}{{"分类", s.Categories, &out.categories}, {"数值", s.Values, &out.values}} {
		if part.ref == "" {
			return out, fmt.Errorf("没有写%s的区域", part.what)
		}
		at, err := b.source(part.ref)
		if err != nil {
			return out, fmt.Errorf("的%s区域“%s”%w", part.what, part.ref, err)
		}
		*part.into = at
	}
	if n, m := len(out.categories.cells), len(out.values.cells); n != m {
		return out, fmt.Errorf("有 %d 个分类，却有 %d 个数值", n, m)
	}
	return out, nil
}

// source looks up a reference. Its errors go on from the reference itself.
func (b *book) source(ref string) (source, error) {
	sheet, area, found := cutSheet(ref)
	if !found {
		return source{}, fmt.Errorf("不是“'表名'!$A$1:$A$9”这样的区域")
	}
	left, top, right, bottom, err := corners(area)
	if err != nil {
		return source{}, err
	}
	for i, name := range b.names {
		if !strings.EqualFold(name, sheet) {
			continue
		}
		s := &b.sheets[i]
		if rows := s.Len(); bottom > rows || right > columnsOf(s) {
			return source{}, fmt.Errorf("超出了工作表“%s”的 %d 行 %d 列", name, rows, columnsOf(s))
		}
		out := source{}
		for r := top; r <= bottom; r++ {
			row := s.Whole(r - 1)
			for c := left; c <= right; c++ {
				var cell *doc.Cell
				if c <= len(row.Cells) && !blank(&row.Cells[c-1]) {
					cell = &row.Cells[c-1]
				}
				out.cells = append(out.cells, cell)
			}
		}
		if area, err = areaName(left, top, right, bottom, true); err != nil {
			return source{}, err
		}
		if len(out.cells) == 1 {
			area, _, _ = strings.Cut(area, ":")
		}
		out.ref = Quote(name) + "!" + area
		return out, nil
	}
	return source{}, fmt.Errorf("指向的工作表“%s”不在工作簿里", sheet)
}

// cutSheet parts a reference at its exclamation mark and unquotes the sheet's name
// (ISO 29500-1, 18.17.2.2).
func cutSheet(ref string) (sheet, area string, ok bool) {
	at := strings.LastIndexByte(ref, '!')
	if at <= 0 {
		return "", "", false
	}
	sheet, area = ref[:at], ref[at+1:]
	if inner, quoted := strings.CutPrefix(sheet, "'"); quoted {
		if inner, quoted = strings.CutSuffix(inner, "'"); !quoted {
			return "", "", false
		}
		sheet = strings.ReplaceAll(inner, "''", "'")
	}
	return sheet, area, sheet != ""
}

// corners reads an A1 range that is one row or one column.
func corners(area string) (left, top, right, bottom int, err error) {
	from, to, isRange := strings.Cut(strings.ReplaceAll(area, "$", ""), ":")
	if !isRange {
		to = from
	}
	wrong := fmt.Errorf("里的“%s”不是单元格区域", area)
	if left, top, err = excelize.CellNameToCoordinates(from); err != nil {
		return 0, 0, 0, 0, wrong
	}
	if right, bottom, err = excelize.CellNameToCoordinates(to); err != nil {
		return 0, 0, 0, 0, wrong
	}
	left, right = min(left, right), max(left, right)
	top, bottom = min(top, bottom), max(top, bottom)
	if left != right && top != bottom {
		return 0, 0, 0, 0, fmt.Errorf("有几行又有几列，应只有一行或一列")
	}
	return left, top, right, bottom, nil
}

// textOf is what a cell shows, figures by their plain decimal.
func textOf(c *doc.Cell) string {
	switch {
	case c == nil:
		return ""
	case c.Number != nil:
		return decimal(c.Number)
	}
	return c.Text
}
