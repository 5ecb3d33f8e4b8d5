// problem.go tells what of a layout file no page can be set with.
package gbt9704

import "nianbao/render/page"

// Problem says in Chinese why no page can be set, and by which items (Item.Key).
type Problem struct {
	Text  string
	Items []string
}

// Problems are those of s; none when pages can be set. Where sizes are 0 the others
// cannot be told.
func (s *Sheet) Problems() (out []Problem) {
	add := func(is bool, text string, items ...string) {
		if is {
			out = append(out, Problem{text, items})
		}
	}
	positive(s, add)
	if len(out) > 0 {
		return out
	}
	wide, high := s.Left+s.TypeWidth > s.Width, s.Top+s.TypeHeight > s.Height
	add(wide, "订口加版心宽超过纸宽", "页面.版心宽", "页面.订口", "页面.纸宽")
	add(high, "天头加版心高超过纸高", "页面.版心高", "页面.天头", "页面.纸高")
	few := s.Columns < 10 || s.Rows < 8
	add(few, "一行不足 10 字，或一面不足 8 行", "页面.字数", "页面.行数")
	if !few && !wide && !high {
		add(s.RowPitch() < s.Body, "行数太多，行与行会重叠", "页面.行数", "字号.正文", "页面.版心高")
		add(s.CellWidth()*100 < s.Body*90, "字数太多，字与字会重叠", "页面.字数", "字号.正文", "页面.版心宽")
		add(s.RowPitch() >= s.Body && (s.Title > s.RowPitch() || s.Title*10 > s.TypeWidth), "标题字号太大，行与行会重叠，或一行不足 10 字", "字号.标题", "页面.行数", "页面.版心高", "页面.版心宽")
	}
	add(s.MarkLeast < s.Body, "机关标志比正文的字还小", "版头.标志行高", "字号.正文")
	add(s.MarkTop < 0 || s.MarkTop > s.TypeHeight/2, "机关标志离版心上边太远，超过半页", "版头.标志上距")
	add(s.TableOuter <= 0 || s.TableOuter > 5*mm, "表格的线应粗于 0、细于 5mm", "表格.外线粗")
	add(s.TableInner <= 0 || s.TableInner > 5*mm, "表格的线应粗于 0、细于 5mm", "表格.内线粗")
	add(s.TablePad < 0 || s.TablePad > 10*mm, "格内上下空不超过 10mm", "表格.格内上下空")
	for _, i := range Items() {
		if i.Count == nil || i.Group != "间距" && i.Group != "版头" {
			continue
		}
		switch n := *i.Count(s); {
		case blanks(i.Name):
			add(n > s.Columns/2, "空的字数超过半行", i.Key())
		default:
			add(n > s.Rows/2, "空的行数超过半页", i.Key())
		}
	}
	s.Figure.problems(add)
	return out
}

// blanks tells a count of characters from one of lines.
func blanks(name string) bool {
	for _, r := range name {
		if r == '字' {
			return true
		}
	}
	return false
}

// positive reports sizes of 0.
func positive(s *Sheet, add func(bool, string, ...string)) {
	for _, i := range Items() {
		switch {
		case i.Length != nil && (i.Group == "字号" || i.Group == "线" || i.Name == "红线粗"),
			i.Length != nil && i.Group == "页面" && i.Name != "天头" && i.Name != "订口":
			add(*i.Length(s) <= 0, i.Name+"要大于 0", i.Key())
		case i.Count != nil && i.Group == "页面":
			add(*i.Count(s) <= 0, i.Name+"要大于 0", i.Key())
		}
	}
}

func (f *FigureStyle) problems(add func(bool, string, ...string)) {
	for name, w := range f.lines() {
		add(w <= 0 || w > 5*mm, "图的线应粗于 0、细于 5mm", "图."+name)
	}
	add(f.LeastRows < 1, "图区最少 1 行", "图.图区最少行数")
	add(f.PlotRows < f.LeastRows, "图区行数少于最少行数", "图.图区行数", "图.图区最少行数")
	add(f.PlotRows > 15, "图区最多 15 行", "图.图区行数")
	add(f.Share < 20 || f.Share > 100, "占页面百分之 20 到 100", "图.占页面百分之")
}

// lines gives the lines of figures in order.
func (f *FigureStyle) lines() func(func(string, page.Length) bool) {
	return func(yield func(string, page.Length) bool) {
		_ = yield("轴线粗", f.Axis) && yield("格线粗", f.Grid) && yield("条边粗", f.Edge) && yield("折线粗", f.Stroke)
	}
}
