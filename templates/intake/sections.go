// sections.go finds the parts of a published report: title, addressees, introduction,
// the parts of the text by their headings, and what stands behind them.

package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

// Section is the paragraphs of one part of the text.
type Section struct {
	Slot  *templates.Slot
	Lines []Line
}

// Sections is a published report, part by part.
type Sections struct {
	Title       []string
	Published   fact // when and where, for 发布
	Addressees  []string
	Intro       []Line
	Parts       []Section
	Attachments []string
	Organ, Date string // 署名, 成文日期 YYYY-MM-DD
	Remark      string
	Found       diag.List
}

// shortLine is how many characters a paragraph has at least that is no title, no label
// and no button.
const shortLine = 30

// longestTitle is how many characters a row of a title may have.
const longestTitle = 60

// reportEnds are the words the title of a report ends in.
var reportEnds = pattern.Later(`(报告|总结|情况|汇报|通报|自查|年报)(（[^（）]*）)?$`)

// namesReport tells a title.
func namesReport(s string) bool {
	return len([]rune(s)) <= longestTitle && reportEnds().MatchString(s) && !strings.ContainsAny(s, "。；，：:>»|")
}

// fact is what a page says of a report: when and by whom it was published.
type fact struct{ time, source string }

func (f fact) known() bool { return f.time != "" || f.source != "" }

var (
	publishedAt = pattern.Later(`(?:发布时间|发布日期|发文日期|日期|时间)\s*[：:]?\s*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)`)
	publishedBy = pattern.Later(`(?:信息来源|文章来源|来源|发布机构)\s*[：:]\s*([^\s：:【\[]{2,30})`)
	dateAlone   = pattern.Later(`^(?:(\d{4})年(\d{1,2})月(\d{1,2})日|([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日)$`)
	onlyMarks   = pattern.Later(`^[\d\s\p{P}\p{S}年月日时分秒]*$`)
	remarkLine  = pattern.Later(`^[（(]([^（）()]{2,30})[)）]$`)
	attachments = pattern.Later(`^附件\s*\d?\s*[：:]\s*`)
)

func factOf(s string) fact {
	var f fact
	if m := publishedAt().FindStringSubmatch(s); m != nil {
		f.time = strings.TrimSpace(m[1])
	}
	if m := publishedBy().FindStringSubmatch(s); m != nil {
		f.source = m[1]
	}
	return f
}

// parter finds the parts.
type parter struct {
	paper *Paper
	kind  *templates.Kind
	drop  []string
	marks *marks
	out   *Sections
	own   bool   // the user's own file: no page has put anything into it
	left  []Line // left out
}

// Part finds the parts of a report for a unit of kind. drop are words of lines of a web
// page.
func Part(p *Paper, kind *templates.Kind, drop []string) *Sections {
	s := &parter{paper: p, kind: kind, drop: drop, marks: &marks{level: levels(p.Lines)}, out: &Sections{}}
	s.out.Found.Add(p.Found...)
	first := s.firstHeading()
	if first < 0 {
		first = s.bodyWithoutHeadings(p.Lines)
	}
	return s.all(first)
}

// firstHeading is where the first heading of the first level stands, -1 for nowhere.
func (s *parter) firstHeading() int {
	return slices.IndexFunc(s.paper.Lines, func(l Line) bool { level, _ := s.marks.levelOf(l); return level == 1 && !s.junk(l) })
}

// all finds the parts of a report whose text begins at the line first.
func (s *parter) all(first int) *Sections {
	lines := s.paper.Lines
	end := s.tail(lines, first)
	s.front(lines[:first])
	s.parts(lines[first:end])
	if len(s.left) > 0 {
		s.out.Found.Add(diag.Hintf(s.paper.place(s.left[0].N), codeResidue, "没有收报告前后的字 %d 行：%s", len(s.left), excerpt(s.left)).Do("其中有报告的内容的，自己补进数据文件"))
	}
	return s.out
}

// lines finds rows of the title among the lines.
func (s *parter) lines(rows []string) (out []data.Line) {
	for _, row := range rows {
		i := slices.IndexFunc(s.paper.Lines, func(l Line) bool { return l.Text == row })
		out = append(out, data.Line{Text: row, Pos: s.paper.place(s.paper.Lines[i].N)})
	}
	return out
}

// bodyWithoutHeadings is where the text begins that has no heading of the first level.
func (s *parter) bodyWithoutHeadings(lines []Line) int {
	for i, l := range lines {
		if len([]rune(l.Text)) >= shortLine && !s.junk(l) && !namesReport(l.Text) {
			return i
		}
	}
	return len(lines)
}

// junk tells a line that a web page put there.
func (s *parter) junk(l Line) bool {
	n := len([]rune(l.Text))
	if s.own || n > 80 || strings.HasSuffix(l.Text, "。") && n > shortLine {
		return false
	}
	if onlyMarks().MatchString(l.Text) && !dateAlone().MatchString(l.Text) {
		return true
	}
	if strings.ContainsAny(l.Text, ">»›") && n <= longestTitle && !strings.ContainsAny(l.Text, "。；") {
		return true
	}
	return slices.ContainsFunc(s.drop, func(w string) bool { return strings.Contains(l.Text, w) })
}

// hasTitle tells that one of the first lines is the title.
func hasTitle(lines []Line, drop []string) bool {
	for _, l := range lines[:min(len(lines), 12)] {
		if l.Title && namesReport(l.Text) || namesReport(l.Text) {
			return true
		}
	}
	return false
}

// front takes what stands before the text.
func (s *parter) front(lines []Line) {
	title := -1
	for i, l := range lines {
		if namesReport(l.Text) && !s.junk(l) {
			title = i
			if l.Title || i+1 < len(lines) && len([]rune(lines[i+1].Text)) >= shortLine {
				break
			}
		} else if len([]rune(l.Text)) > longestTitle {
			break
		}
	}
	from := title
	if title >= 0 { // a title of several rows
		for from > 0 && !yearIn().MatchString(strings.Join(texts(lines[from:title+1]), "")) && s.row(lines[from-1]) {
			from--
		}
		s.out.Title = texts(lines[from : title+1])
	}
	for i, l := range lines {
		f := factOf(l.Text)
		switch {
		case i >= from && i <= title && title >= 0:
		case f.known() && len([]rune(l.Text)) <= 100 && !strings.HasSuffix(l.Text, "。"):
			if s.out.Published.time == "" {
				s.out.Published.time = f.time
			}
			if s.out.Published.source == "" {
				s.out.Published.source = f.source
			}
		case s.junk(l) || i < from && len([]rune(l.Text)) < shortLine && !strings.HasSuffix(l.Text, "。"):
			s.left = append(s.left, l)
		case i < from:
			s.left = append(s.left, l)
		case addressed().MatchString(l.Text) && s.out.Addressees == nil && len(s.out.Intro) == 0:
			to := strings.TrimRight(l.Text, "：: ")
			s.out.Addressees = strings.FieldsFunc(to, func(r rune) bool { return strings.ContainsRune("、，,", r) })
		default:
			s.out.Intro = append(s.out.Intro, l)
		}
	}
}

var (
	yearIn    = pattern.Later(`\d{4}\s*年`)
	addressed = pattern.Later(`^[^。；！？如下]{2,60}[：:]$`)
)

// row tells a line that may be a row of the title.
func (s *parter) row(l Line) bool {
	n := len([]rune(l.Text))
	return n >= 2 && n < shortLine && !s.junk(l) && !strings.ContainsAny(l.Text, "。；：:，！？") && (yearIn().MatchString(l.Text) || strings.HasSuffix(l.Text, "关于"))
}

func texts(lines []Line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Text)
	}
	return out
}

// tail takes what stands behind the text and returns where that ends.
func (s *parter) tail(lines []Line, first int) int {
	end := len(lines)
	for end > first {
		l := lines[end-1]
		m := dateAlone().FindStringSubmatch(strings.ReplaceAll(l.Text, " ", ""))
		switch {
		case m != nil && s.out.Date == "":
			s.out.Date = dateOf(m)
			if end-2 >= first && len([]rune(lines[end-2].Text)) < shortLine && !strings.ContainsAny(lines[end-2].Text, "。；：，！？") && !s.junk(lines[end-2]) && labelOf(lines[end-2].Text).class == noLabel {
				end--
				s.out.Organ = strings.ReplaceAll(lines[end-1].Text, " ", "")
			}
		case remarkLine().MatchString(l.Text) && s.out.Remark == "":
			s.out.Remark = remarkLine().FindStringSubmatch(l.Text)[1]
		case s.junk(l):
			s.left = append(s.left, l)
		case attachments().MatchString(l.Text) && len([]rune(l.Text)) <= 80:
			s.out.Attachments = []string{strings.TrimLeft(attachments().ReplaceAllString(l.Text, ""), "1.．、 ")}
		default:
			return end
		}
		end--
	}
	return end
}

func dateOf(m []string) string {
	if m[1] != "" {
		return m[1] + "-" + two(m[2]) + "-" + two(m[3])
	}
	year := strings.NewReplacer("〇", "0", "○", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(m[4])
	month, _ := hanNumber(m[5])
	day, _ := hanNumber(m[6])
	return fmt.Sprintf("%s-%02d-%02d", year, month, day)
}

// parts gives every paragraph of the text to a part of the report.
func (s *parter) parts(lines []Line) {
	var heads []int
	var kept []Line
	for _, l := range lines {
		if s.junk(l) && labelOf(l.Text).class == noLabel && len([]rune(l.Text)) <= longestTitle && !strings.HasSuffix(l.Text, "。") {
			s.left = append(s.left, l)
			continue
		}
		if level, _ := s.marks.levelOf(l); level == 1 {
			heads = append(heads, len(kept))
		}
		kept = append(kept, l)
	}
	var names []string
	for _, i := range heads {
		names = append(names, s.heading(kept[i]))
	}
	at := slots(s.kind, names)
	if s.own { // the program puts them in order
		at = anchored(s.kind, names, at)
	}
	slot := 0
	for i, l := range kept {
		if k := slices.Index(heads, i); k >= 0 {
			slot = at[k]
		}
		here := &s.kind.Slots[slot]
		if n := len(s.out.Parts); n == 0 || s.out.Parts[n-1].Slot != here {
			s.out.Parts = append(s.out.Parts, Section{Slot: here})
		}
		part := &s.out.Parts[len(s.out.Parts)-1]
		part.Lines = append(part.Lines, l)
	}
}

// heading is what a heading says, without its label.
func (s *parter) heading(l Line) string {
	_, at := s.marks.levelOf(l)
	return strings.TrimSpace(string([]rune(l.Text)[at.width:]))
}

// slots gives each heading of the first level the part of the report it belongs to: the
// parts come in the package's order, and as many headings as can be go where their words
// say; one whose words say nothing goes on with the part before it.
func slots(kind *templates.Kind, heads []string) []int {
	n := len(kind.Slots)
	best := make([][]int, len(heads)+1) // [i][k]: most from heading i on, when its part is k or later
	for i := range best {
		best[i] = make([]int, n+1)
	}
	for i := len(heads) - 1; i >= 0; i-- {
		best[i][n] = -1 << 20
		for k := n - 1; k >= 0; k-- {
			best[i][k] = max(best[i][k+1], best[i+1][k]+suits(&kind.Slots[k], heads[i]))
		}
	}
	out := make([]int, len(heads))
	k := 0
	for i := range heads {
		for best[i+1][k]+suits(&kind.Slots[k], heads[i]) != best[i][k] {
			k++
		}
		out[i] = k
	}
	return out
}

// anchored is at, but with the package's own headings where they belong, if they come in
// another order than the package's.
func anchored(kind *templates.Kind, heads []string, at []int) []int {
	out := slices.Clone(at)
	slot, moved := 0, false
	for i, head := range heads {
		k := slices.IndexFunc(kind.Slots, func(s templates.Slot) bool { return same(head, s.Title.Text) })
		if k >= 0 {
			moved = moved || k < slot
			slot = k
		}
		out[i] = slot
	}
	if !moved {
		return at
	}
	return out
}

// topped tells that one of lines is a heading of the first level.
func (s *parter) topped(lines []Line) bool {
	return slices.ContainsFunc(lines, func(l Line) bool { level, _ := s.marks.levelOf(l); return level == 1 })
}

// How much a heading speaks for a part: it is the package's own, it has a word of it.
const (
	suitsExactly = 3
	suitsByWord  = 2
)

// suits is how much a heading speaks for a part.
func suits(slot *templates.Slot, head string) int {
	if same(head, slot.Title.Text) {
		return suitsExactly
	}
	if slices.ContainsFunc(slot.Knows, func(w string) bool { return strings.Contains(head, w) }) {
		return suitsByWord
	}
	return 0
}

var yearWords = pattern.Later(`\{\{[^}]*\}\}|[0-9]{4}|年度|年|\s|[。：:]$`)

// same tells one heading, whatever the year.
func same(a, b string) bool {
	return yearWords().ReplaceAllString(a, "") == yearWords().ReplaceAllString(b, "")
}

// yearOf is the year a text says it reports, 0 when it says none.
func yearOf(s string) int {
	if m := yearIn().FindString(s); m != "" {
		y, _ := strconv.Atoi(m[:4])
		if y >= 1980 && y <= 2100 {
			return y
		}
	}
	return 0
}
