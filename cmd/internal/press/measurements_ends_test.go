package press

import (
	"math"
	"strings"
)

// enclosures are 附件 bound with the report.
func (m *table) enclosures(p *paper) {
	label, title := p.on(4, "附件1"), p.on(4, "2024年案件构成统计表")
	m.near("7.3.7", "附件另面起，“附件1”在第一行", onRow(1), label.centre())
	m.near("7.3.7", "“附件1”顶格", whiteLeft, label.left())
	m.face("7.3.7", "“附件1”字体", "黑体", label.face())
	m.points("7.3.7", "“附件1”字号", 16, label.size())
	m.near("7.3.7", "附件标题在第三行", onRow(3), title.centre())
	m.near("7.3.7", "附件标题居中", typeMiddle, title.middle())
}

// colophon is 版记: it stands on the last page, an even one, behind a blank one.
func (m *table) colophon(p *paper) {
	n := len(p.pages)
	even := "双"
	if n%2 == 1 {
		even = "单"
	}
	m.same("7.4.1", "版记在最后一面，页码为双", "双", even)
	rules := p.pages[n-1].level("黑")
	if len(rules) != 3 {
		m.t.Fatalf("%d lines in 版记", len(rules))
	}
	m.weight("7.4.1", "首条分隔线粗", outerRule, rules[0].weight)
	m.weight("7.4.1", "中间分隔线粗", innerRule, rules[1].weight)
	m.weight("7.4.1", "末条分隔线粗", outerRule, rules[2].weight)
	m.near("7.4.1", "分隔线长", typeWidth, rules[0].x2-rules[0].x1)
	m.near("7.4.1", "分隔线左端", whiteLeft, rules[0].x1)
	m.near("7.4.1", "末条分隔线与版心下边重合", typeBottom, rules[2].y1)

	copied := p.line(n, "抄送：")
	turned := p.line(n, "司法局。")
	m.near("7.4.2", "抄送左空一字", whiteLeft+char, copied.left())
	end := copied.right()
	if strings.ContainsAny(copied.from(len(copied)-1).String(), "，、。") {
		end -= copied.size() * mmPerPt / 2 // the half a mark leaves white may stand beyond
	}
	m.within("7.4.2", "抄送右空一字（满行末字右边，标点按半字）", typeRight-2.5*char, typeRight-char, end)
	m.near("7.4.2", "抄送回行与冒号后首字对齐", copied.from(3).left(), turned.left())
	m.points("7.4.2", "抄送字号（四号）", 14, copied.size())
	m.face("7.4.2", "抄送字体", "仿宋", copied.face())
	m.same("7.4.2", "抄送末尾标句号", "。", turned.from(len(turned)-1).String())
	by, on := p.on(n, "甲市乙区丙局办公室"), p.on(n, "2025年1月21日印发")
	m.within("7.4.2", "抄送在印发机关上一行之上", row*.9, row*1.1, by.centre()-turned.centre())
	m.near("7.4.3", "印发机关左空一字", whiteLeft+char, by.left())
	m.near("7.4.3", "印发日期右空一字", typeRight-char, on.right())
	m.near("7.4.3", "印发机关与印发日期同一行", by.centre(), on.centre())
	m.near("7.4.3", "印发一行在末条分隔线之上（中线距线半行）", row/2, rules[2].y1-by.centre())
	m.points("7.4.3", "印发机关字号（四号）", 14, by.size())
}

// folio is the page number.
func (m *table) folio(p *paper) {
	odd, even := p.line(1, "—1—"), p.line(2, "—2—")
	m.same("7.5", "单页页码，一字线左右各一", "—1—", odd.String())
	m.points("7.5", "页码字号（四号）", 14, odd.size())
	m.face("7.5", "页码字体", "宋体", odd.from(1).face())
	m.near("7.5", "单页码居右空一字", typeRight-char, odd.right())
	m.near("7.5", "双页码居左空一字", whiteLeft+char, even.left())
	dash := odd[:1]
	_, top, _, bottom := inked(m.t, p.file, 1, dash.left(), typeBottom, dash.right(), typeBottom+20)
	m.drawn("7.5", "一字线在版心下边之下", folioBelow, (top+bottom)/2-typeBottom)
	n := len(p.pages)
	blank, last := p.pages[n-2], p.pages[n-1]
	numbered := "无"
	if len(blank.lines())+len(blank.turned()) > 0 || last.find("—") != nil {
		numbered = "有"
	}
	m.same("7.5", "版记页前有空白页的，两面都不标页码", "无", numbered)
	m.same("7.5", "附件与正文连续编页码", "—4—", p.line(4, "—4—").String())
}

// turnedPages are landscape ones. The number is where it is on the portrait sheet, so
// on the page turned clockwise 7 mm below the type area is at the left.
func (m *table) turnedPages(p *paper) {
	m.near("8", "横页宽", paperHeight, p.pages[4].width)
	m.near("8", "横页高", paperWidth, p.pages[4].height)
	odd, even := p.pages[4].turned(), p.pages[5].turned()
	if len(odd) == 0 || len(even) == 0 {
		m.t.Fatal("no turned page number")
	}
	first, last := odd[0], odd[len(odd)-1]
	left, _, right, _ := inked(m.t, p.file, 5, 0, first.y, paperHeight-typeBottom-.5, first.y+first.adv)
	m.drawn("8", "横页页码的一字线距纸左边", paperHeight-typeBottom-folioBelow, (left+right)/2)
	m.near("8", "横页单页码在左下（末端距纸上边）", typeRight-char, last.y+last.adv)
	m.points("8", "横页页码字号", 14, first.size)
	m.near("8", "横页双页码在左上（首端距纸上边）", whiteLeft+char, even[0].y)
	m.same("8", "横页页码字头朝右，自上而下", "—6—", strings.ReplaceAll(even.String(), " ", ""))
	// the upper edge of the page is 订口 of an odd page and 切口 of an even one
	m.near("8", "横页“附件2”在 28 mm 之下第一行", whiteLeft+row/2, p.on(5, "附件2").centre())
	m.near("8", "横页“附件2”顶格（版心下边之外 35 mm）", paperHeight-typeBottom, p.on(5, "附件2").left())
	rules := p.pages[4].level("黑")
	m.near("8", "横页表宽不出版心", typeHeight, rules[0].x2-rules[0].x1)
}

// jointHead is 版头 of four organs and four 签发人.
func (m *table) jointHead(p *paper) {
	lead, widest, last := p.on(1, "甲市乙区戊局"), p.on(1, "甲市乙区人民政府丁街道办事处"), p.on(1, "甲市乙区庚局")
	suffix := p.on(1, "文件")
	m.near("7.2.4", "联合行文：标志首行上边至版心上边", markBelow, lead.top()-whiteTop)
	m.near("7.2.4", "联合行文：短名与长名左边对齐", widest.left(), lead.left())
	m.near("7.2.4", "联合行文：短名与长名右边对齐", widest.right(), lead.right())
	m.within("7.2.4", "联合行文：“文件”在各机关名称右侧", 0, 20, suffix.left()-widest.right())
	m.near("7.2.4", "联合行文：“文件”上下居中", (lead.top()+last.bottom())/2, suffix.centre())
	m.near("7.2.4", "联合行文：标志整体居中", typeMiddle, (widest.left()+suffix.right())/2)
	n := p.on(1, "乙戊报〔2025〕4号")
	one, two, three, four := p.on(1, "张三"), p.on(1, "李四"), p.on(1, "王五五"), p.on(1, "赵六")
	m.near("7.2.6", "签发人每行两位", one.centre(), two.centre())
	m.near("7.2.6", "签发人末行与发文字号同一行", n.centre(), four.centre())
	m.near("7.2.6", "签发人回行与上一行首位对齐", one.left(), three.left())
	m.near("7.2.6", "第二位签发人上下对齐", two.left(), four.left())
	m.near("7.2.5", "签发人两行：首行在标志下空二行", 2*row, one.centre()-row/2-last.bottom())
	m.redLine(p, n)
}

// jointSeals are four seals in two rows, each on its own name.
func (m *table) jointSeals(p *paper) {
	if len(p.places) != 4 {
		m.t.Fatalf("%d places", len(p.places))
	}
	text := p.on(2, "正文最后一行在这里。")
	names := []words{p.on(2, "甲市乙区戊局"), p.on(2, "丁街道办事处"), p.on(2, "甲市乙区己"), p.on(2, "甲市乙区庚局")}
	least := math.Inf(1)
	for i, n := range names {
		s := box(p.places[i])
		m.near("7.3.5.1", "联合行文：印章与署名一一对应居中", n.middle(), s.x())
		m.within("7.3.5.1", "联合行文：印章盖住署名末行", 0, s.bottom-s.top-n.size()*mmPerPt, n.top()-s.top)
		for _, o := range p.places[:i] {
			least = min(least, math.Hypot(s.x()-box(o).x(), s.y()-box(o).y())-(s.right-s.left))
		}
	}
	m.within("7.3.5.1", "联合行文：印章互不相交、相切（最近的两枚相距）", .5, 10, least)
	first, last := box(p.places[0]), box(p.places[3])
	m.within("7.3.5.1", "联合行文：首枚印章不出版心左边", whiteLeft, typeRight, first.left)
	m.within("7.3.5.1", "联合行文：末枚印章不出版心右边", whiteLeft, typeRight, last.right)
	m.within("7.3.5.1", "联合行文：首排印章上边距正文在一行之内", 0, row, first.top-(text.centre()+row/2))
	date := p.on(2, "2025年1月20日")
	m.near("7.3.5.1", "联合行文：成文日期右空四字", typeRight-4*char, date.right())
	m.near("7.3.5.1", "联合行文：末枚印章居中压成文日期", date.middle(), last.x())
}

// unsealed is 署名 and 成文日期 without a seal.
func (m *table) unsealed(p *paper, organ, on string) {
	last, name, date := p.on(1, "正文最后一行在这里。"), p.on(1, organ), p.on(1, on)
	m.near("7.3.5.2", "不加盖印章：署名在正文下空一行（中线相距二行）", 2*row, name.centre()-last.centre())
	m.near("7.3.5.2", "不加盖印章：署名右空二字", typeRight-2*char, name.right())
	m.near("7.3.5.2", "不加盖印章：成文日期在署名下一行", row, date.centre()-name.centre())
	m.near("7.3.5.2", "不加盖印章：日期首字比署名首字右移二字", 2*char, date.left()-name.left())
	title := p.on(1, "乙区庚局2024年法治政府建设年度报告")
	m.near("7.3.1", "无红头：标题在第一行", onRow(1), title.centre())
	m.near("7.3.2", "无红头：主送机关在标题下空一行", onRow(3), p.on(1, "乙区委、乙区政府：").centre())
}

// longDate is a date longer than the name.
func (m *table) longDate(p *paper) {
	var name words
	for _, l := range p.pages[0].lines() {
		if l.String() == "辛镇政府" {
			name = l
		}
	}
	date := p.on(1, "2025年12月20日")
	m.near("7.3.5.2", "日期长于署名：日期右空二字", typeRight-2*char, date.right())
	m.near("7.3.5.2", "日期长于署名：署名右空增加，首字仍在日期左二字", 2*char, date.left()-name.left())
}

// stamp is 签发人签名章.
func (m *table) stamp(p *paper) {
	if len(p.places) != 1 {
		m.t.Fatalf("%d places", len(p.places))
	}
	s, last, office, date := box(p.places[0]), p.on(1, "正文最后一行在这里。"), p.on(1, "区长"), p.on(1, "2025年1月20日")
	m.near("7.3.5.3", "签名章在正文下空二行", 2*row, s.top-(last.centre()+row/2))
	m.near("7.3.5.3", "签名章右空四字", typeRight-4*char, s.right)
	m.near("7.3.5.3", "职务在签名章左空二字", 2*char, s.left-office.right())
	m.near("7.3.5.3", "职务与签名章上下居中", s.y(), office.centre())
	m.near("7.3.5.3", "成文日期在签名章下空一行（到该行上边）", row, date.centre()-row/2-s.bottom)
	m.near("7.3.5.3", "签名章：成文日期右空四字", typeRight-4*char, date.right())
}

// sideways is a head without 签发人.
func (m *table) sideways(p *paper) {
	m.near("7.2.5", "没有签发人：发文字号居中", typeMiddle, p.on(1, "乙壬〔2025〕5号").middle())
}
