// reader.go reads the simple values a YAML file of ours holds and reports each that
// is not what its key asks for. Both the data file and the package are read with it.
package data

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"nianbao/render/diag"
	"nianbao/templates/internal/pattern"
)

// Reader collects findings while values are read.
type Reader struct{ Found diag.List }

// Add takes a finding.
func (r *Reader) Add(x diag.Diagnostic) { r.Found.Add(x) }

// Unknown reports a key nobody declared. near are the keys of this place; far are
// names that belong elsewhere, to tell a clerk about lost indentation.
func (r *Reader) Unknown(p Pair, format string, near, far []string) {
	x := diag.Errorf(p.Pos, codeUnknown, format, p.Key).Over(len([]rune(p.Key)))
	switch best := Nearest(p.Key, near); {
	case best != "":
		x = x.Do("是不是想写“%s”？", best)
	case slices.Contains(far, p.Key):
		x = x.Do("“%s”要写在“统计”或“正文”下面，缩进两格", p.Key)
	case len(near) <= 12:
		x = x.Do("这里可写：%s", strings.Join(near, "、"))
	default:
		x = x.Do("请对照 examples 里的示例；单位自己的指标写在“自定”下")
	}
	r.Add(x)
}

// Wrong reports a value of the wrong shape.
func (r *Reader) Wrong(pos diag.Pos, key, want, hint string) {
	r.Add(diag.Errorf(pos, codeType, "“%s”应为%s", key, want).Do("%s", hint))
}

// Line reads a one-line text.
func (r *Reader) Line(p Pair) Line {
	if p.Value.Kind != Scalar {
		r.Wrong(p.Value.Pos, p.Key, "文字", "写作 "+p.Key+": 文字")
		return Line{}
	}
	if n := p.Value; n.ownLines() == nil && !n.Block && !n.Fold && !n.Wrap { // nearly all, without a slice
		return Line{strings.TrimSpace(n.Value), n.textPos()}
	}
	ls := p.Value.Lines()
	if len(ls) > 1 || p.Value.Wrap {
		r.Wrong(p.Value.Pos, p.Key, "一行文字", "写在一行里")
	}
	ls[0].Text = strings.TrimSpace(ls[0].Text)
	return ls[0]
}

// Text reads a text of one or more lines.
func (r *Reader) Text(p Pair) Text {
	if p.Value.Kind == List && len(p.Value.Items) == 0 {
		return Text{}
	}
	if p.Value.Kind != Scalar {
		r.Wrong(p.Value.Pos, p.Key, "文字", "写作 "+p.Key+": |，下面各行缩进两格，一行一段")
		return nil
	}
	if p.Value.Fold {
		r.Add(diag.Errorf(p.Value.Pos, codeFold, "“%s”用了 >，各段会连成一段", p.Key).Do("把 > 改成 |"))
		return nil
	}
	if p.Value.Wrap {
		r.Add(diag.Errorf(p.Value.Pos, codeFold, "“%s”有几行，却没有写 |，各行会连成一段", p.Key).Do("写作 %s: |，下面各行缩进两格，一行一段", p.Key))
		return nil
	}
	out := Text{}
	for _, l := range p.Value.Lines() {
		if l.Text != "" {
			out = append(out, l)
		}
	}
	return out
}

// Texts reads a list of short texts; a single text counts as a list of one.
func (r *Reader) Texts(p Pair) Texts {
	out := make(Texts, 0, max(len(p.Value.Items), 1))
	r.texts(p, func(l Line) { out = append(out, l) })
	return out
}

// Strings reads such a list without the places, nil when nothing stands in it.
func (r *Reader) Strings(p Pair) (out []string) {
	r.texts(p, func(l Line) {
		if out == nil {
			out = make([]string, 0, max(len(p.Value.Items), 1))
		}
		out = append(out, l.Text)
	})
	return out
}

func (r *Reader) texts(p Pair, add func(Line)) {
	filled := func(q Pair) {
		if l := r.Line(q); l.Text != "" {
			add(l)
		}
	}
	switch p.Value.Kind {
	case Scalar:
		filled(p)
	case List:
		for _, item := range p.Value.Items {
			filled(Pair{p.Key, item.Pos, item})
		}
	default:
		r.Wrong(p.Value.Pos, p.Key, "列表", "写作 "+p.Key+": [甲, 乙]")
	}
}

// Choice reads one of options.
func (r *Reader) Choice(p Pair, options []string) Line {
	l := r.Line(p)
	if l.Text == "" || slices.Contains(options, l.Text) {
		return l
	}
	hint := "可写：" + strings.Join(options, "、")
	if best := Nearest(l.Text, options); best != "" {
		hint = fmt.Sprintf("是不是想写“%s”？%s", best, hint)
	}
	r.Add(diag.Errorf(l.Pos, codeChoice, "“%s”不能写“%s”", p.Key, l.Text).Over(len([]rune(l.Text))).Do("%s", hint))
	return l
}

// Whole reads an integer from low to high.
func (r *Reader) Whole(p Pair, low, high int) int {
	l := r.Line(p)
	if l.Text == "" {
		return 0 // "" is written for "none"
	}
	s := narrowDigits(l.Text)
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(s, "度"), "年"))
	switch {
	case err != nil || n < low || n > high:
		r.Add(diag.Errorf(l.Pos, codeType, "“%s”应为 %d 到 %d 之间的整数，现为“%s”", p.Key, low, high, l.Text).Over(len([]rune(l.Text))).Do("只写阿拉伯数字"))
	case s != l.Text:
		r.Add(diag.Hintf(l.Pos, codeWidth, "“%s”是全角数字，已按半角读", l.Text).Over(len([]rune(l.Text))).Do("写作 %s", s))
	case s != strconv.Itoa(n):
		r.Add(diag.Hintf(l.Pos, codeMeasure, "“%s”已按 %d 读", l.Text, n).Over(len([]rune(l.Text))).Do("只写数字：%d", n))
	}
	return n
}

var dateForms = pattern.Later(`^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?$`)

// Date reads YYYY-MM-DD; other common writings are understood with a note.
func (r *Reader) Date(p Pair) string {
	l := r.Line(p)
	if l.Text == "" {
		return ""
	}
	m := dateForms().FindStringSubmatch(narrowDigits(l.Text))
	if m == nil {
		r.Add(diag.Errorf(l.Pos, codeDate, "“%s”不是日期：%s", p.Key, l.Text).Over(len([]rune(l.Text))).Do("写作 2025-01-20"))
		return ""
	}
	iso := fmt.Sprintf("%s-%02s-%02s", m[1], m[2], m[3])
	iso = strings.ReplaceAll(iso, " ", "0")
	if _, err := time.Parse("2006-01-02", iso); err != nil {
		r.Add(diag.Errorf(l.Pos, codeDate, "没有这一天：%s", l.Text).Over(len([]rune(l.Text))).Do("核对年月日，写作 2025-01-20"))
		return ""
	}
	if iso != l.Text {
		r.Add(diag.Hintf(l.Pos, codeDate, "日期“%s”已按 %s 读", l.Text, iso).Over(len([]rune(l.Text))).Do("写作 %s", iso))
	}
	return iso
}

// Fields reads a map whose keys are fixed.
func (r *Reader) Fields(p Pair, keys map[string]func(Pair)) {
	if p.Value.Kind != Map {
		r.Wrong(p.Value.Pos, p.Key, "“键: 值”", "下面各行缩进两格写“键: 值”")
		return
	}
	for _, q := range p.Value.Pairs {
		if read := keys[q.Key]; read == nil {
			r.Unknown(q, "“"+p.Key+"”下没有“%s”", slices.Sorted(maps.Keys(keys)), nil)
		} else if q.Value.Kind != Empty {
			read(q)
		}
	}
}

// Named reads key → text; allowed limits the keys unless it is nil.
func (r *Reader) Named(p Pair, allowed []string) []Named {
	if p.Value.Kind != Map {
		r.Wrong(p.Value.Pos, p.Key, "“键: 值”", "下面各行缩进两格写“键: 值”")
		return nil
	}
	var out []Named
	for _, q := range p.Value.Pairs {
		if allowed != nil && !slices.Contains(allowed, q.Key) {
			r.Unknown(q, "“"+p.Key+"”下没有“%s”", allowed, nil)
			continue
		}
		if q.Value.Kind != Empty {
			out = append(out, Named{q.Key, q.Pos, r.Line(q)})
		}
	}
	return out
}
