package press

import (
	"fmt"
	"math"
	"strings"
)

// What is measured of each element, clause by clause. Left, right, top and bottom are
// those of the em box of the characters; 居中 compares middles.

const typeMiddle = whiteLeft + typeWidth/2

// grid is paper, type area, rows and characters.
func (m *table) grid(p *paper) {
	first := p.pages[0]
	m.near("5.1", "纸宽", paperWidth, first.width)
	m.near("5.1", "纸高", paperHeight, first.height)
	full := p.pages[1].lines()[:22] // below it stands the page number
	var line, turned words
	for _, l := range full { // without a mark, so nothing is squeezed
		switch {
		case len(l) > 26:
			line = l
		case l.left() < whiteLeft+1:
			turned = l
		}
	}
	m.near("5.2.1", "订口：满行首字左边", whiteLeft, line.left())
	m.near("5.2.1", "版心宽：满行末字右边到首字左边", typeWidth, line.right()-line.left())
	m.near("7.3.3", "回行顶格", whiteLeft, turned.left())
	m.near("5.2.1", "天头：第一行中线（37 + 半行）", onRow(1), full[0].centre())
	m.near("5.2.1", "版心高：第二十二行中线（262 − 半行）", onRow(22), full[21].centre())
	m.points("5.2.2", "正文字号（三号）", 16, line.size())
	m.face("5.2.2", "正文字体", "仿宋", line.face())
	m.same("5.2.4", "正文颜色", "黑", line.color())
	rows := 0
	for _, l := range p.pages[1].lines() {
		if l.centre() < typeBottom {
			rows++
		}
	}
	m.same("5.2.3", "一面行数", "22", fmt.Sprint(rows))
	m.same("5.2.3", "一行字数", "28", fmt.Sprint(len(line)))
	m.near("5.2.3", "行距（225/22）", row, (full[21].first().y-full[0].first().y)/21)
	uneven := 0.
	for i := range full[1:] {
		uneven = max(uneven, math.Abs(full[i+1].first().y-full[i].first().y-row))
	}
	m.near("5.2.3", "行距最大的出入", 0, uneven)
	m.near("5.2.3", "字距（156/28）", char, (line[27].x-line[0].x)/27)
}

// headLabels are 份号, 密级 and 紧急程度.
func (m *table) headLabels(p *paper) {
	for i, e := range []struct{ clause, what, text, face string }{
		{"7.2.1", "份号", "000001", ""}, {"7.2.2", "密级和保密期限", "秘密★1年", "黑体"}, {"7.2.3", "紧急程度", "加急", "黑体"},
	} {
		w := p.on(1, e.text)
		m.same(e.clause, e.what, e.text, p.line(1, e.text).String())
		m.near(e.clause, e.what+"顶格", whiteLeft, w.left())
		m.near(e.clause, fmt.Sprintf("%s在第%d行", e.what, i+1), onRow(i+1), w.centre())
		m.points(e.clause, e.what+"字号", 16, w.size())
		if e.face != "" {
			m.face(e.clause, e.what+"字体", e.face, w.face())
		}
	}
}

// mark is 发文机关标志 of one organ.
func (m *table) mark(p *paper) {
	w := p.on(1, "甲市乙区丙局文件")
	m.near("7.2.4", "发文机关标志上边至版心上边", markBelow, w.top()-whiteTop)
	_, top, _, _ := inked(m.t, p.file, 1, w.left(), w.top()-2, w.right(), w.bottom())
	m.drawn("7.2.4", "发文机关标志上边至版心上边", markBelow, top-whiteTop)
	m.near("7.2.4", "发文机关标志居中", typeMiddle, w.middle())
	m.same("7.2.4", "发文机关标志颜色", "红", w.color())
	m.face("7.2.4", "发文机关标志字体", "小标宋", w.face())
}

// number is 发文字号, 签发人 and the red line of a document that goes upward.
func (m *table) number(p *paper) {
	n, mark, s := p.on(1, "乙丙报〔2025〕3号"), p.on(1, "甲市乙区丙局文件"), p.on(1, "签发人：张三")
	m.near("7.2.5", "发文字号在标志下空二行（到该行上边）", 2*row, n.centre()-row/2-mark.bottom())
	m.near("7.2.5", "上行文发文字号居左空一字", whiteLeft+char, n.left())
	m.points("7.2.5", "发文字号字号", 16, n.size())
	m.face("7.2.5", "发文字号字体", "仿宋", n.face())
	m.near("7.2.6", "签发人居右空一字", typeRight-char, s.right())
	m.near("7.2.6", "签发人与发文字号同一行", n.centre(), s.centre())
	m.face("7.2.6", "“签发人”字体", "仿宋", s.face())
	m.face("7.2.6", "签发人姓名字体", "楷体", s.from(4).face())
	m.points("7.2.6", "签发人姓名字号", 16, s.from(4).size())
	m.redLine(p, n)
}

func (m *table) redLine(p *paper, number words) {
	red := p.pages[0].level("红")
	if len(red) != 1 {
		m.t.Fatalf("%d red lines", len(red))
	}
	m.near("7.2.7", "红色分隔线在发文字号下", redLineBelow, red[0].y1-number.bottom())
	m.near("7.2.7", "红色分隔线长", typeWidth, red[0].x2-red[0].x1)
	m.near("7.2.7", "红色分隔线居中", typeMiddle, (red[0].x1+red[0].x2)/2)
}

// title is 标题 and 主送机关.
func (m *table) title(p *paper) {
	two := p.on(1, "关于2024年法治政府建设情况的报告")
	one := p.above(1, two)
	red := p.pages[0].level("红")[0]
	m.near("7.3.1", "标题在红色分隔线下空二行", 2*row, one.top()-red.y1)
	m.near("7.3.1", "标题第一行居中", typeMiddle, one.middle())
	m.near("7.3.1", "标题第二行居中", typeMiddle, two.middle())
	m.points("7.3.1", "标题字号（二号）", 22, one.size())
	m.face("7.3.1", "标题字体", "小标宋", one.face())
	to := p.on(1, "乙区委、乙区政府：")
	m.near("7.3.2", "主送机关在标题下空一行（中线相距二行）", 2*row, to.centre()-two.centre())
	m.near("7.3.2", "主送机关顶格", whiteLeft, to.left())
	m.same("7.3.2", "主送机关后用全角冒号", "乙区委、乙区政府：", p.line(1, "乙区委、乙区政府：").String())
	text := p.on(1, "引言首行左空二字。")
	m.near("7.3.3", "正文在主送机关下一行", row, text.centre()-to.centre())
}

// levels are paragraphs and headings.
func (m *table) levels(p *paper) {
	m.near("7.3.3", "段首左空二字", whiteLeft+2*char, p.on(1, "引言首行左空二字。").left())
	for _, l := range []struct{ text, face string }{
		{"一、一级标题用黑体", "黑体"}, {"（一）二级标题用楷体", "楷体"}, {"1.三级标题用仿宋", "仿宋"}, {"（1）四级标题用仿宋", "仿宋"},
	} {
		w := p.on(1, l.text)
		name := l.text[strings.Index(l.text, "级")-len("一") : strings.Index(l.text, "用")]
		m.near("7.3.3", name+"左空二字", whiteLeft+2*char, w.left())
		m.face("7.3.3", name+"字体", l.face, w.from(len(w)-4).face())
		m.points("7.3.3", name+"字号", 16, w.from(len(w)-4).size())
	}
}

// enclosureList is 附件说明.
func (m *table) enclosureList(p *paper) {
	last, one := p.on(3, "正文最后一行在这里。"), p.on(3, "附件：1.2024年案件构成统计表")
	m.near("7.3.4", "附件说明在正文下空一行（中线相距二行）", 2*row, one.centre()-last.centre())
	m.near("7.3.4", "附件说明左空二字", whiteLeft+2*char, one.left())
	m.same("7.3.4", "附件名称后不加标点", "附件：1.2024年案件构成统计表", p.line(3, "附件：").String())
	two := p.line(3, "2.附件名称较长")
	lines := p.pages[2].lines()
	for i, l := range lines {
		if l.first() == two.first() {
			m.near("7.3.4", "附件名称回行与上一行名称首字对齐", two.from(2).left(), lines[i+1].left())
		}
	}
	m.near("7.3.4", "附件序号上下对齐", one.from(3).left(), two.left())
}

// oneSeal is 署名, 成文日期 and the seal of one organ, and 附注.
func (m *table) oneSeal(p *paper) {
	name, date := p.on(3, "甲市乙区丙局"), p.on(3, "2025年1月5日")
	last := p.on(3, "3.横页的第二份")
	m.near("7.3.5.1", "加盖印章：成文日期右空四字", typeRight-4*char, date.right())
	m.near("7.3.5.1", "加盖印章：署名以成文日期为准居中", date.middle(), name.middle())
	m.near("7.3.5.1", "成文日期在署名下一行", row, date.centre()-name.centre())
	m.same("7.3.5.4", "成文日期用阿拉伯数字，月、日不编虚位", "2025年1月5日", p.line(3, "2025年1月5日").String())
	if len(p.places) != 1 || p.places[0].Page != 3 {
		m.t.Fatalf("places %v", p.places)
	}
	m.seal("印章", box(p.places[0]), name, date, last)
	note := p.on(3, "（样张，不作公文使用）")
	m.near("7.3.6", "附注在成文日期下一行", row, note.centre()-date.centre())
	m.near("7.3.6", "附注左空二字", whiteLeft+2*char, note.left())
}

// circle is the place of a seal or a stamp.
type circle struct{ left, top, right, bottom float64 }

func (c circle) x() float64 { return (c.left + c.right) / 2 }
func (c circle) y() float64 { return (c.top + c.bottom) / 2 }

func box(p Place) circle {
	return circle{p.X.MM(), p.Y.MM(), (p.X + p.Width).MM(), (p.Y + p.Height).MM()}
}

// seal is pressed on name and date, which lie a little below its centre.
func (m *table) seal(what string, s circle, name, date, last words) {
	m.near("7.3.5.1", what+"居中压成文日期", date.middle(), s.x())
	m.within("7.3.5.1", what+"中心在署名、日期中线以上", .1, row, (name.top()+date.bottom())/2-s.y())
	m.within("7.3.5.1", what+"盖住署名（署名上边在印章上边以下）", 0, s.bottom-s.top, name.top()-s.top)
	m.within("7.3.5.1", what+"盖住成文日期（印章下边在日期下边以下）", 0, s.bottom-s.top, s.bottom-date.bottom())
	m.within("7.3.5.1", what+"上边距正文或附件说明在一行之内", 0, row, s.top-(last.centre()+row/2))
}
