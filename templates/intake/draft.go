// draft.go writes a published report as a data file, figures still in its text. fill.go
// then puts figures into 统计.

package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

// Facts are what is said of a report beside its file.
type Facts struct {
	Report string // 报告, "" for the usual one
	Unit   string // 单位
	Kind   string // 类型
	Year   int    // 年度
}

// guessed is the mark of what the program took from the report and a person has to look
// at.
const guessed = "待核"

// Guess fills in what the name of the file and the first lines say. Asked are the facts
// the user gave: they stand.
func Guess(p *Paper, pkg *templates.Package, asked Facts) Facts {
	f := asked
	head := baseName(p.Name)
	if !yearIn().MatchString(head) {
		head = ""
	}
	candidates := []string{head}
	for i, l := range p.Lines[:min(len(p.Lines), 30)] {
		if namesReport(l.Text) && i > 0 && yearIn().MatchString(p.Lines[i-1].Text) && !yearIn().MatchString(l.Text) {
			candidates = append([]string{p.Lines[i-1].Text + l.Text}, candidates...)
		} else if namesReport(l.Text) && yearIn().MatchString(l.Text) {
			candidates = append([]string{l.Text}, candidates...)
		}
	}
	for _, l := range p.Lines[:min(len(p.Lines), 12)] { // 某街道2024年坚持……
		if at := yearIn().FindStringIndex(l.Text); at != nil && len([]rune(l.Text[:at[0]])) <= 20 {
			candidates = append(candidates, l.Text)
		}
	}
	for _, c := range candidates {
		at := yearIn().FindStringIndex(c)
		if at == nil {
			continue
		}
		if f.Year == 0 {
			f.Year = yearOf(c)
		}
		name := strings.TrimPrefix(strings.TrimSpace(c[:at[0]]), "关于")
		if f.Unit == "" && kindOf(name, pkg) != "" {
			f.Unit = name
		}
	}
	if f.Year == 0 {
		f.Year = commonYear(p)
	}
	if f.Kind == "" {
		f.Kind = kindOf(f.Unit, pkg)
	}
	return f
}

// kindOf is the kind of a unit by the end of its name, "" when no kind claims it.
func kindOf(name string, pkg *templates.Package) string {
	kind, longest := "", 0
	for _, k := range pkg.Kinds {
		for _, w := range k.Ends {
			if strings.HasSuffix(name, w) && len(w) > longest && name != w {
				kind, longest = k.Name, len(w)
			}
		}
	}
	return kind
}

// commonYear is the year named most often; of years named as often, the earliest.
func commonYear(p *Paper) int {
	count := map[int]int{}
	for _, l := range p.Lines {
		for _, m := range yearIn().FindAllString(l.Text, -1) {
			count[yearOf(m)]++
		}
	}
	best := 0
	for y, n := range count {
		if y > 0 && (best == 0 || n > count[best] || n == count[best] && y < best) {
			best = y
		}
	}
	return best
}

// Draft writes the data file. from is how its maker names the file it is read from.
func Draft(s *Sections, kind *templates.Kind, f Facts, from string, level map[class]int) []byte {
	d := &drafter{s: s, kind: kind, f: f, marks: &marks{level: level}}
	d.line("# 由 nianbao import 从“%s”读出，请从头到尾核对一遍。", from)
	d.line("# 注有“%s”的是程序认出来的：对的，删去“%s”；错的，改正。注释不会印出来。", guessed, guessed)
	d.facts()
	d.texts()
	return []byte(d.b.String())
}

// Draft of the sections as they were parted.
func (s *Sections) Draft(p *Paper, kind *templates.Kind, f Facts, from string) []byte {
	return Draft(s, kind, f, from, levels(p.Lines))
}

type drafter struct {
	s     *Sections
	kind  *templates.Kind
	f     Facts
	marks *marks
	b     strings.Builder
}

func (d *drafter) line(format string, args ...any) { fmt.Fprintf(&d.b, format+"\n", args...) }

func (d *drafter) facts() {
	if d.f.Report != "" {
		d.line("报告: %s", data.WriteText(d.f.Report))
	}
	full, note := d.s.Organ, ""
	if full == "" {
		full, note = d.f.Unit, "  # "+guessed+"：原文没有署名，写盖章的全称"
		title := strings.Join(d.s.Title, "")
		if at := yearIn().FindStringIndex(title); at != nil && strings.Contains(title[:at[0]], d.f.Unit) {
			full = strings.TrimPrefix(title[:at[0]], "关于")
		}
	}
	d.line("单位: %s", data.WriteText(d.f.Unit))
	d.line("全称: %s%s", data.WriteText(full), note)
	d.line("类型: %s", data.WriteText(d.f.Kind))
	d.line("年度: %d", d.f.Year)
	d.title(full)
	if len(d.s.Addressees) > 0 {
		d.line("主送: %s", list(d.s.Addressees))
	}
	if d.s.Date != "" {
		d.line("成文日期: %s", d.s.Date)
	}
	if p := d.s.Published; p.known() {
		var parts []string
		if p.time != "" {
			parts = append(parts, "时间: "+quoted(p.time))
		}
		if p.source != "" {
			parts = append(parts, "来源: "+quoted(p.source))
		}
		d.line("发布: {%s}", strings.Join(parts, ", "))
	}
}

// title is written when the package would print another one.
func (d *drafter) title(full string) {
	if len(d.s.Title) == 0 {
		return
	}
	usual := strings.NewReplacer("{{单位}}", d.f.Unit, "{{全称}}", full, "{{年度}}", strconv.Itoa(d.f.Year)).Replace(d.kind.Title.String())
	if usual == strings.Join(d.s.Title, "\n") {
		return
	}
	d.text("", "标题", d.s.Title)
}

func list(items []string) string {
	var out []string
	for _, s := range items {
		out = append(out, quotedIn(s))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func quotedIn(s string) string {
	if strings.ContainsAny(s, ",[]{}") {
		return quoted(s)
	}
	return data.WriteText(s)
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// text writes a text in the block form, so that nothing in it needs quotes.
func (d *drafter) text(indent, key string, lines []string) {
	d.line("%s%s: |", indent, data.WriteKey(key))
	for _, l := range strings.Split(strings.Join(lines, "\n"), "\n") {
		d.line("%s  %s", indent, d.years(l))
	}
}

// texts writes 引言, 正文 and what stands behind, and 编号 where the report numbers
// otherwise than the package.
func (d *drafter) texts() {
	var intro []string
	for _, l := range d.s.Intro {
		intro = append(intro, d.marks.marked(l)...)
	}
	*d.marks = marks{level: d.marks.level}
	type part struct {
		name  string
		lines []string
	}
	var parts []part
	for _, s := range d.s.Parts {
		p := part{name: s.Slot.Name}
		d.marks.items = 0
		for i, l := range s.Lines {
			lines := d.marks.marked(l)
			if head, ok := strings.CutPrefix(lines[0], "# "); i == 0 && len(lines) == 1 && ok && d.prints(s.Slot, head) && len(s.Lines) > 1 && !d.anotherTop(s.Lines[1:]) {
				continue // the package prints it
			}
			p.lines = append(p.lines, lines...)
		}
		parts = append(parts, p)
	}
	if n := d.numbering(); n != "" {
		d.line("编号: {%s}", n)
	}
	d.line("")
	if len(intro) == 0 {
		d.line("引言: 无")
	} else {
		d.text("", "引言", intro)
	}
	d.line("正文:")
	for _, p := range parts {
		d.text("  ", p.name, p.lines)
	}
	if len(d.s.Attachments) > 0 {
		d.line("附件: %s", list(d.s.Attachments))
	}
	if d.s.Remark != "" {
		d.line("附注: %s", data.WriteText(d.s.Remark))
	}
}

// prints tells that the package itself would print a heading.
func (d *drafter) prints(slot *templates.Slot, head string) bool {
	usual := strings.NewReplacer("{{年度}}", strconv.Itoa(d.f.Year), "{{下年}}", strconv.Itoa(d.f.Year+1)).Replace(slot.Title.Text)
	return usual == head
}

// anotherTop tells that a part has one more heading of the first level.
func (d *drafter) anotherTop(lines []Line) bool {
	return slices.ContainsFunc(lines, func(l Line) bool { level, _ := d.marks.levelOf(l); return level == 1 })
}

// numbering is 编号 for levels whose labels are of one style that is not the package's.
func (d *drafter) numbering() string {
	var out []string
	for i, styles := range d.marks.seen {
		usual := d.kind.Sheet.Rules.Level[i]
		best, n, all := "", 0, 0
		for style, k := range styles {
			all += k
			if k > n || k == n && style < best {
				best, n = style, k
			}
		}
		if n == 0 || best == usual || n*10 < all*8 {
			continue
		}
		if !d.ownStyle(i+1, best) {
			continue
		}
		out = append(out, fmt.Sprintf("%d级: %s", i+1, quoted(best)))
	}
	return strings.Join(out, ", ")
}

// ownStyle tells a style of numbering that a level may have and still be known by it:
// 1、 for 1. is one, ① or a style of another level is a slip that is put right.
func (d *drafter) ownStyle(level int, style string) bool {
	bare := strings.NewReplacer("{数}", "", "{汉}", "", " ", "").Replace(style)
	usual := d.kind.Sheet.Rules.Level[level-1]
	return strings.Contains(style, "{数}") && strings.Contains(usual, "{数}") && (bare == "、" || bare == "." || bare == "）") && !strings.Contains(usual, "（")
}

var covered = pattern.Later(`《[^》]*》|“[^”]*”|〔[^〕]*〕|（[^）]*）|\([^)]*\)`)

var yearWord = pattern.Later(`(^|[^0-9—–\-－至])(\d{4})年`)

// years writes the years of the report as placeholders, but those within names.
func (d *drafter) years(s string) string {
	year, next := strconv.Itoa(d.f.Year), strconv.Itoa(d.f.Year+1)
	plain := func(s string) string {
		return yearWord().ReplaceAllStringFunc(s, func(m string) string {
			g := yearWord().FindStringSubmatch(m)
			switch g[2] {
			case year:
				return g[1] + "{{年度}}年"
			case next:
				return g[1] + "{{下年}}年"
			}
			return m
		})
	}
	var b strings.Builder
	from := 0
	for _, at := range covered().FindAllStringIndex(s, -1) {
		b.WriteString(plain(s[from:at[0]]) + s[at[0]:at[1]])
		from = at[1]
	}
	b.WriteString(plain(s[from:]))
	return b.String()
}
