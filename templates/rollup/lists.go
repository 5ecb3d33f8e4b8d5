// lists.go makes the sheets that are lists: who is missing, what was found, where
// units count differently, own figures, where everything comes from.
package rollup

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/doc"
)

// trouble says what is the matter with a unit's report, in a word or two and at
// length; both are empty when nothing is.
func (u *Unit) trouble() (what, why []string) {
	say := func(if_ bool, word, reason string) {
		if if_ {
			what, why = append(what, word), append(why, reason)
		}
	}
	say(u.Status == Missing, "未报", cmp.Or(u.Note, "名册中有，没有收到数据文件"))
	say(u.Status == Failed, "未计入", u.Note)
	say(u.Status == Superseded, "被替代", u.Note)
	say(u.Status == WrongYear, "年度不符", u.Note)
	say(u.Late, "迟报", "收到日期在期限之后")
	say(u.AskedKind != "", "类型不符", "名册写的是“"+u.AskedKind+"”，数据文件写的是“"+u.Kind+"”")
	say(u.Unlisted, "不在名册", "名册里没有这个单位，核对单位名称")
	say(u.Empty, "没有内容", "统计和正文都没有填")
	return what, why
}

// notIn lists units that are missing, late or were left out, and why.
func (t *table) notIn() bool {
	t.head()
	n := 0
	list := func(u *Unit) {
		n++
		number := n
		t.row(func(word string) doc.Cell {
			cell, _ := t.ofUnit(u, number, word)
			return cell
		})
	}
	for _, m := range t.d.Missing {
		list(&Unit{Name: m.Unit, Kind: m.Kind, Superior: m.Superior, File: m.File, Due: cmp.Or(m.Due, t.d.Due), Received: m.Received, Status: Missing, Note: m.Note, Year: t.d.Year})
	}
	for i := range t.d.Units {
		if what, _ := t.d.Units[i].trouble(); len(what) > 0 && !t.d.Units[i].Replaced {
			list(&t.d.Units[i])
		}
	}
	for _, f := range t.d.Ignored {
		n++
		number := n
		t.row(func(word string) doc.Cell {
			switch word {
			case "序号":
				return count(number)
			case "文件":
				return text(f.Path)
			case "状态":
				return centred("没有取用")
			case "说明":
				return text(f.Note)
			}
			return text("")
		})
	}
	if n == 0 {
		t.none("没有未报、迟报和没有计入的")
	}
	return true
}

// problems lists every finding.
func (t *table) problems() bool {
	found := func(i int) (n int) {
		for _, c := range t.d.counts(i) {
			n += int(c.n)
		}
		return n
	}
	at := lately[[]Finding]{read: t.d.findings}
	if !t.perUnit(len(t.d.Units), found, func(i, k, number int) func(word string) doc.Cell {
		f := nth(*at.get(i), k)
		return func(word string) doc.Cell { return t.findingCell(&t.d.Units[i], number, &f, word) }
	}) {
		t.head()
		t.none("没有发现问题")
	}
	return true
}

func (t *table) findingCell(u *Unit, number int, f *Finding, word string) doc.Cell {
	switch word {
	case "级别":
		return centred(f.Level)
	case "编号":
		return centred(f.Code)
	case "位置":
		return text(f.Place)
	case "说明":
		return text(f.Message)
	case "建议":
		return text(f.Hint)
	case "所在":
		return text(f.Under)
	case "行":
		if f.Line > 0 {
			return count(f.Line)
		}
		return text("")
	case "列":
		if n, err := strconv.Atoi(f.Column); err == nil {
			return count(n)
		}
		return centred(f.Column)
	}
	cell, _ := t.ofUnit(u, number, word)
	return cell
}

// tally counts the findings by unit or by code, over the list of findings.
func (t *table) tally() bool {
	places := map[string]int{}
	var list []tallied
	for i := range t.d.Units {
		for _, c := range t.d.counts(i) {
			name, of := t.d.Units[i].Name, c.of.Value()
			if t.spec.By == "编号" {
				name = of.Code
			}
			at, ok := places[name]
			if !ok {
				at = len(list)
				places[name], list = at, append(list, tallied{name: name})
			}
			list[at].add(of.Level, c.n)
		}
	}
	if len(list) == 0 {
		return false
	}
	over := t.list.unit
	if t.spec.By == "编号" {
		over = t.list.code
		slices.SortFunc(list, func(a, b tallied) int { return strings.Compare(a.name, b.name) })
	}
	t.head()
	t.sheet.HeadCols = 1
	first := t.next()
	sums := make([]int, len(t.columns))
	for c, col := range t.columns {
		for i := range list {
			sums[c] += list[i].of(levelOf[col.Shows])
		}
	}
	columns, label := t.columns, t.labelColumn()
	t.many(len(list), func(k int) []doc.Cell {
		criterion := `"="&$` + at(label, first-1+k)
		if name := list[k].name; pattern(name) != name {
			criterion = literal("=" + pattern(name))
		}
		return made(columns, func(word string) doc.Cell { return t.tallyCell(&list[k], over, criterion, word) })
	})
	if t.spec.Total == "" {
		return true
	}
	cells := make([]doc.Cell, len(t.columns))
	for c := range t.columns {
		cells[c] = doc.Cell{Style: doc.CellTotal}
		if c == t.labelColumn() {
			cells[c].Text = t.spec.Total
			continue
		}
		cells[c].Number, cells[c].Center = big.NewRat(int64(sums[c]), 1), true
		cells[c].Formula = fmt.Sprintf("SUM(%s%d:%s%d)", doc.Column(c), first, doc.Column(c), t.next()-1)
	}
	t.add(cells...)
	return true
}

// levelOf is the level a column of a tally counts; all of them is "".
var levelOf = map[string]string{"错误数": "错误", "警告数": "警告", "提示数": "提示"}

// tallied is a unit or a code with its findings.
type tallied struct {
	name string
	byLevel
}

// byLevel is how many findings there are of 错误, 警告, 提示: small, as there is one a unit.
type byLevel [3]int32

var levels = [...]string{"错误", "警告", "提示"}

func (b *byLevel) add(level string, n int32) {
	if i := slices.Index(levels[:], level); i >= 0 {
		b[i] += n
	}
}

// of is how many there are of a level, of all for "".
func (b *byLevel) of(level string) (n int) {
	for i, l := range levels {
		if level == "" || l == level {
			n += int(b[i])
		}
	}
	return n
}

// tallyCell is a cell in the row of a unit or code; criterion picks its findings among those over.
func (t *table) tallyCell(row *tallied, over, criterion, word string) doc.Cell {
	if word == "名称" {
		return doc.Cell{Text: row.name, Style: doc.CellLabel}
	}
	cell := count(row.of(levelOf[word]))
	if over == "" {
		return cell
	}
	cell.Style = doc.CellResult
	cell.Formula = fmt.Sprintf("COUNTIFS(%s,%s)", over, criterion)
	if level := levelOf[word]; level != "" {
		cell.Formula = fmt.Sprintf("COUNTIFS(%s,%s,%s,%s)", over, criterion, t.list.level, literal(level))
	}
	return cell
}

// waived lists the rules units asked not to be checked by, with their reasons.
func (t *table) waived() bool {
	count := func(i int) int { return len(t.d.Units[i].Waivers) }
	return t.perUnit(len(t.d.Units), count, func(i, k, number int) func(word string) doc.Cell {
		u := &t.d.Units[i]
		return func(word string) doc.Cell {
			switch word {
			case "编号":
				return centred(u.Waivers[k].Code)
			case "说明":
				return text(u.Waivers[k].Reason)
			}
			cell, _ := t.ofUnit(u, number, word)
			return cell
		}
	})
}

// usage shows figures that units count with different 量词, approximately, or only
// as a rate: to be looked at before they are added.
func (t *table) usage() bool {
	any := false
	for _, p := range t.paths {
		used, odd := t.usageOf(p)
		if len(used) < 2 && odd.n == 0 {
			continue
		}
		var words []string
		for m, units := range used {
			words = append(words, fmt.Sprintf("%s（%d家：%s）", cmp.Or(m, "没有量词"), units.n, units))
		}
		slices.Sort(words)
		if !any {
			t.head()
			any = true
		}
		t.row(func(word string) doc.Cell {
			switch word {
			case "名称":
				return doc.Cell{Text: t.d.about(p).indicator, Style: doc.CellLabel}
			case "路径":
				return text(p)
			case "量词":
				return text(strings.Join(words, "；"))
			}
			return text(odd.String())
		})
	}
	return any
}

// usageOf gathers the 量词 of a figure with the units that use each, and what is
// approximate or a rate without the figures it is made of.
func (t *table) usageOf(path string) (used map[string]*some, odd some) {
	used = map[string]*some{}
	a := t.d.about(path)
	for _, u := range t.units {
		f, ok := u.Figures.Get(path)
		if !ok || f.Below {
			continue
		}
		if !a.rate {
			m := cmp.Or(f.how().Measure, a.measure)
			if used[m] == nil {
				used[m] = &some{}
			}
			used[m].add(u.Name)
		}
		if f.Approx || a.num != nil && !f.Derived && !t.d.both(a, u) {
			odd.add(u.Name + " " + inWords(f))
		}
	}
	return used, odd
}

// some are the first five of n names.
type some struct {
	names []string
	n     int
}

func (s *some) add(name string) {
	if s.n++; s.n <= 5 {
		s.names = append(s.names, name)
	}
}

func (s some) String() string {
	text := strings.Join(s.names, "、")
	if s.n > len(s.names) {
		text += " 等" + strconv.Itoa(s.n) + "家"
	}
	return text
}

// own lists the units' own figures.
func (t *table) own() bool {
	count := func(i int) int { return len(t.units[i].Own) }
	return t.perUnit(len(t.units), count, func(i, k, number int) func(word string) doc.Cell {
		u, o := t.units[i], &t.units[i].Own[k]
		return func(word string) doc.Cell {
			switch word {
			case "名称":
				return text(o.Indicator)
			case "路径":
				return text(o.Name)
			case "量词":
				return centred(o.Measure)
			case "数":
				return doc.Cell{Number: o.Figure.Value, Format: format(o.Figure), Style: doc.CellFigure}
			case "限定":
				return centred(o.Figure.how().Qualify)
			}
			cell, _ := t.ofUnit(u, number, word)
			return cell
		}
	})
}

// provenance says with what the summary was made and from what.
func (t *table) provenance() bool {
	t.head()
	t.sheet.Filter = 0
	p := t.d.Package
	columns := t.columns
	cells := func(name, what, sum string) []doc.Cell {
		return made(columns, func(word string) doc.Cell {
			switch word {
			case "名称":
				return doc.Cell{Text: name, Style: doc.CellLabel}
			case "说明":
				return text(what)
			}
			return text(sum)
		})
	}
	line := func(name, what, sum string) { t.add(cells(name, what, sum)...) }
	line("程序", t.d.Program, "")
	line("报告", p.Name, "")
	line("模板版本", p.Version, t.packageSum())
	line("年度", strconv.Itoa(t.d.Year), "")
	line("截止", t.d.Due, "")
	line("计入汇总的单位", strconv.Itoa(len(t.units))+" 家", "")
	line("收到的数据文件", strconv.Itoa(len(t.d.Units))+" 份", "")
	t.many(len(t.d.Units), func(i int) []doc.Cell { return cells("数据文件", t.d.Units[i].File, t.d.Units[i].SHA256) })
	return true
}

// packageSum is the SHA-256 of the package's files, one after another.
func (t *table) packageSum() string {
	if len(t.d.Package.Sources) == 0 {
		return ""
	}
	h := sha256.New()
	for _, s := range t.d.Package.Sources {
		io.WriteString(h, s.Text())
	}
	return hex.EncodeToString(h.Sum(nil))
}
