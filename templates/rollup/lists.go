// lists.go makes the sheets that are lists: ranks, changes, who is missing, what was
// found, where units count differently, own figures, where everything comes from.
package rollup

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/doc"
)

// ranking shows, for every chosen rate, each unit's value and rank. Equal values
// share a rank; a unit without the figure has none. The first and last three stand
// out.
func (t *table) ranking() bool {
	var paths []string
	for _, p := range t.spec.Paths {
		if t.has(p) && len(t.given(p)) > 1 {
			paths = append(paths, p)
		}
	}
	if len(paths) == 0 {
		return false
	}
	heads, widths := []string{"单位", "类型"}, []int{24, 12}
	for _, p := range paths {
		heads = append(heads, t.d.Indicator(p), "名次")
		widths = append(widths, 16, 8)
	}
	t.head(heads, widths)
	t.sheet.HeadCols = 1
	first := t.next()
	last := first + len(t.units) - 1
	for row, u := range t.units {
		cells := []doc.Cell{{Text: u.Name, Style: doc.CellLabel}, centred(u.Kind)}
		for i, p := range paths {
			value := t.value(p, row)
			rank := doc.Cell{Style: doc.CellText}
			if value.Number != nil {
				col := letters(2 + 2*i)
				span := fmt.Sprintf("%s$%d:%s$%d", col, first, col, last)
				mine := at(2+2*i, t.next()-1)
				rank = doc.Cell{Number: big.NewRat(t.rank(p, value.Number), 1), Formula: "RANK(" + mine + "," + span + ")", Style: doc.CellResult, Center: true}
				self := at(3+2*i, t.next()-1)
				rank.Alert = fmt.Sprintf("%s>COUNT(%s)-3", self, span)
			}
			cells = append(cells, value, rank)
		}
		t.add(cells...)
	}
	return true
}

func (t *table) given(path string) []*Unit {
	var out []*Unit
	for _, u := range t.units {
		if _, ok := u.Figures[path]; ok {
			out = append(out, u)
		}
	}
	return out
}

func (t *table) rank(path string, v *big.Rat) int64 {
	rank := int64(1)
	for _, u := range t.units {
		if f, ok := u.Figures[path]; ok && f.Value.Cmp(v) > 0 {
			rank++
		}
	}
	return rank
}

// yearByYear shows this year and last for every chosen figure a unit has both of.
func (t *table) yearByYear() bool {
	var rows [][]doc.Cell
	limit := t.spec.Watch
	first := t.lead(t.spec) + 1
	for row, u := range t.units {
		for _, p := range t.spec.Paths {
			now, ok := u.Figures[p]
			last, okLast := u.Last[p]
			if !ok || !okLast || now.Percent {
				continue
			}
			r := first + len(rows)
			cells := []doc.Cell{{Text: u.Name, Style: doc.CellLabel}, text(t.d.Indicator(p)), centred(now.Measure), t.value(p, row),
				{Number: last.Value, Format: format(last), Style: doc.CellFigure}}
			diff := new(big.Rat).Sub(now.Value, last.Value)
			cells = append(cells, doc.Cell{Number: diff, Formula: at(3, r) + "-" + at(4, r), Style: doc.CellResult})
			rate := doc.Cell{Text: "—", Formula: fmt.Sprintf(`IF(%s=0,"—",%s/%s)`, at(4, r), at(5, r), at(4, r)), Format: "0.00%", Style: doc.CellResult}
			if last.Value.Sign() != 0 {
				rate.Text, rate.Number = "", new(big.Rat).Quo(diff, last.Value)
			}
			if limit != "" {
				rate.Alert = fmt.Sprintf("AND(ISNUMBER(%s),ABS(N(%s))>%s)", at(6, r), at(6, r), limit)
			}
			rows = append(rows, append(cells, rate))
		}
	}
	if len(rows) == 0 {
		return false
	}
	t.head([]string{"单位", "指标", "量词", "本年", "上年", "增减", "同比"}, []int{24, 34, 8, 14, 14, 14, 12})
	for _, r := range rows {
		t.add(r...)
	}
	return true
}

// notIn lists units that are missing, late or were left out, and why.
func (t *table) notIn() {
	t.head([]string{"单位", "类型", "情况", "期限", "收到", "文件", "说明"}, []int{24, 12, 14, 14, 14, 40, 50})
	before := len(t.sheet.Rows)
	for _, m := range t.d.Missing {
		t.add(doc.Cell{Text: m.Unit, Style: doc.CellLabel}, centred(m.Kind), centred("未报"), centred(t.d.Due), text(""), text(m.File), text("名册中有，没有收到数据文件"))
	}
	words := map[Status]string{Failed: "未生成", Superseded: "被替代", WrongYear: "年度不符", OK: "迟报"}
	for i := range t.d.Units {
		u := &t.d.Units[i]
		if u.Status == OK && !u.Late {
			continue
		}
		note := u.Note
		if u.Status == OK {
			note = "收到日期在期限之后"
		}
		t.add(doc.Cell{Text: u.Name, Style: doc.CellLabel}, centred(u.Kind), centred(words[u.Status]), centred(t.d.Due), centred(u.Received), text(u.File), text(note))
	}
	if len(t.sheet.Rows) == before {
		t.add(doc.Cell{Text: "没有未报和迟报的单位", Style: doc.CellLabel})
	}
}

// problems lists every finding, then counts them by unit.
func (t *table) problems() {
	t.head([]string{"单位", "级别", "编号", "位置", "问题", "建议"}, []int{24, 8, 8, 36, 70, 60})
	before := len(t.sheet.Rows)
	for i := range t.d.Units {
		u := &t.d.Units[i]
		for _, f := range u.Findings {
			t.add(doc.Cell{Text: u.Name, Style: doc.CellLabel}, centred(f.Level), centred(f.Code), text(f.Place), text(f.Message), text(f.Hint))
		}
	}
	if len(t.sheet.Rows) == before {
		t.add(doc.Cell{Text: "没有发现问题", Style: doc.CellLabel})
	}
}

// usage shows figures that units count with different 量词 or approximately: to be
// looked at before they are added.
func (t *table) usage() bool {
	var rows [][]doc.Cell
	for _, p := range t.paths {
		used := map[string][]string{}
		var approx []string
		for _, u := range t.units {
			f, ok := u.Figures[p]
			if !ok {
				continue
			}
			used[f.Measure] = append(used[f.Measure], u.Name)
			if f.Approx {
				approx = append(approx, u.Name+" "+f.Raw)
			}
		}
		if len(used) < 2 && len(approx) == 0 {
			continue
		}
		var words []string
		for m, units := range used {
			words = append(words, fmt.Sprintf("%s（%d家：%s）", m, len(units), few(units)))
		}
		slices.Sort(words)
		rows = append(rows, []doc.Cell{{Text: t.d.Indicator(p), Style: doc.CellLabel}, text(p), text(strings.Join(words, "；")), text(few(approx))})
	}
	if len(rows) == 0 {
		return false
	}
	t.head([]string{"指标", "路径", "各单位所用量词", "带“余”“约”等的"}, []int{34, 30, 60, 50})
	for _, r := range rows {
		t.add(r...)
	}
	return true
}

// few names at most five of a list.
func few(names []string) string {
	if len(names) <= 5 {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:5], "、") + " 等" + strconv.Itoa(len(names)) + "家"
}

// own lists the units' own figures.
func (t *table) own() bool {
	any := false
	for _, u := range t.units {
		for _, o := range u.Own {
			if !any {
				t.head([]string{"单位", "类型", "名称", "指标", "量词", "数", "限定"}, []int{24, 12, 24, 34, 10, 16, 10})
				any = true
			}
			q := ""
			if o.Figure.Approx {
				q = "约数"
			}
			t.add(doc.Cell{Text: u.Name, Style: doc.CellLabel}, centred(u.Kind), text(o.Name), text(o.Indicator), centred(o.Figure.Measure),
				doc.Cell{Number: o.Figure.Value, Format: format(o.Figure), Style: doc.CellFigure}, centred(q))
		}
	}
	return any
}

// provenance says with what the summary was made and from what.
func (t *table) provenance() {
	t.head([]string{"项目", "内容", "指纹（SHA-256）"}, []int{24, 70, 70})
	t.sheet.Filter = 0
	p := t.d.Package
	for _, f := range [][2]string{{"程序", t.d.Program}, {"报告", p.Name}, {"模板版本", p.Version}, {"年度", strconv.Itoa(t.d.Year)},
		{"截止", t.d.Due}, {"计入汇总的单位", strconv.Itoa(len(t.units)) + " 家"}, {"收到的数据文件", strconv.Itoa(len(t.d.Units)) + " 份"}} {
		t.add(doc.Cell{Text: f[0], Style: doc.CellLabel}, text(f[1]), text(""))
	}
	for i := range t.d.Units {
		u := &t.d.Units[i]
		t.add(doc.Cell{Text: "数据文件", Style: doc.CellLabel}, text(u.File), text(u.SHA256))
	}
}
