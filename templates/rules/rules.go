// Package rules checks what a unit filled in against its package: relations
// between figures, figures that are asked for, parts of the text that are missing.
// Its findings never stop a build; the clerk decides (contract §4).
package rules

import (
	"fmt"
	"math/big"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/relation"
)

const (
	CodeNeeded = "C05" // 必填统计缺
	codeSlots  = "C01" // 各部分
)

// Check runs the rules on figures and on which parts are there; those on the text are
// Reading.Check's. Codes listed under 不查 are left out.
func Check(kind *templates.Kind, u *data.Unit, l *ledger.Ledger) diag.List {
	out := Wanted(u, figures(kind, u, l))
	u.Source.Excerpts(out)
	return out
}

func figures(kind *templates.Kind, u *data.Unit, l *ledger.Ledger) diag.List {
	var all diag.List
	all.Add(relations(l)...)
	all.Add(rates(l)...)
	all.Add(needed(kind, u, l)...)
	all.Add(slots(kind, u)...)
	return all
}

// Wanted returns found without the content findings the unit lists under 不查.
func Wanted(u *data.Unit, found diag.List) diag.List {
	var out diag.List
	for _, d := range found {
		if _, off := u.Unchecked[d.Code]; !off || d.Form() {
			out.Add(d)
		}
	}
	return out
}

// relations reports each relation of the package that does not hold. With 约 or 余
// on either side it can only warn.
func relations(l *ledger.Ledger) diag.List {
	var found diag.List
	for _, o := range l.Outcomes() {
		if o.Holds || o.Derived || o.BroughtIn {
			continue
		}
		r := o.Relation
		pos, span := place(l, r)
		d := diag.Errorf(pos, r.Code, "%s", sentence(l, o)).Over(span)
		d.Level = r.Level
		if o.Approx && d.Level == diag.Error {
			d.Level = diag.Warning
		}
		d.Hint = "核对这几个数，改正错的一个；关系是：" + r.Text
		if r.Note != "" {
			d.Hint = r.Note + "；" + d.Hint
		}
		found.Add(d)
	}
	return found
}

// place is where the left side's figure was typed, else the first one typed; figures
// of the data file itself come before those brought in.
func place(l *ledger.Ledger, r *relation.Relation) (diag.Pos, int) {
	var pos diag.Pos
	span := 1
	for _, e := range l.Figures(r) {
		if e.Pos.Line > 0 && (pos.Line == 0 || pos.File != l.Unit.Source.Name && e.Pos.File == l.Unit.Source.Name) {
			pos, span = e.Pos, len([]rune(e.Fig.Raw))
		}
	}
	return pos, span
}

// sentence says what does not agree, with the figures.
func sentence(l *ledger.Ledger, o ledger.Outcome) string {
	r := o.Relation
	left, right := side(l, r.Left, o.Left), side(l, r.Right, o.Right)
	switch r.Cmp {
	case relation.Equal:
		if o.Rounded >= 0 {
			return fmt.Sprintf("%s，按%s应为 %s", left, words(l, r.Right), data.Percent(o.Right, o.Rounded-2, false))
		}
		diff := new(big.Rat).Sub(o.Left, o.Right)
		return fmt.Sprintf("%s与%s不符，相差 %s", left, right, data.FormatRat(diff.Abs(diff), 6, true))
	case relation.AtMost:
		return fmt.Sprintf("%s大于%s", left, right)
	case relation.Less:
		return fmt.Sprintf("%s不小于%s", left, right)
	case relation.More:
		return fmt.Sprintf("%s不大于%s", left, right)
	}
	return fmt.Sprintf("%s小于%s", left, right)
}

// side names an expression with its value.
func side(l *ledger.Ledger, e relation.Expr, v *big.Rat) string {
	shown := data.FormatRat(v, 6, true)
	switch e := e.(type) {
	case relation.Num:
		return words(l, e)
	case relation.Ref:
		if entry, ok := l.Get(e.Path); ok {
			shown = entry.Fig.Raw
		}
		switch word, rest := relation.Year(e.Path); word {
		case relation.LastYear:
			f, _ := l.Last(rest)
			shown = f.Raw
		case relation.Target:
			f, _ := l.Target(rest)
			shown = f.Raw
		}
	}
	return words(l, e) + "（" + shown + "）"
}

// words names an expression by its indicators.
func words(l *ledger.Ledger, e relation.Expr) string {
	switch e := e.(type) {
	case relation.Ref:
		return "“" + name(l, e.Path) + "”"
	case relation.Sum:
		return "“" + name(l, e.Path) + "”各项之和"
	case relation.Bin:
		op := map[byte]string{'+': "＋", '-': "－", '*': "×", '/': "÷"}[e.Op]
		return part(l, e.L, e.Op) + op + part(l, e.R, e.Op)
	case relation.Call:
		args := make([]string, len(e.Args))
		for i, a := range e.Args {
			args[i] = words(l, a)
		}
		return string(e.Fn) + "（" + strings.Join(args, "，") + "）"
	case relation.Num:
		if e.Percent {
			return data.Percent(e.Value, 6, true)
		}
		return data.FormatRat(e.Value, 6, true)
	}
	return ""
}

// part names a side of an operation, in brackets where it is a sum within a product.
func part(l *ledger.Ledger, e relation.Expr, within byte) string {
	b, ok := e.(relation.Bin)
	if ok && (b.Op == '+' || b.Op == '-') && (within == '*' || within == '/') {
		return "（" + words(l, e) + "）"
	}
	return words(l, e)
}

func name(l *ledger.Ledger, path string) string {
	if word, rest := relation.Year(path); word != "" {
		return word + name(l, rest)
	}
	if f := l.Package.Schema.Field(path); f != nil {
		return f.Indicator
	}
	parts := strings.SplitN(path, ".", 3)
	if len(parts) == 3 {
		if f := l.Package.Schema.Field(parts[0] + "." + parts[1]); f != nil {
			return f.Indicator + "·" + strings.TrimPrefix(parts[2], "*.") // Σ 组.矩阵.*.列
		}
	}
	return path
}

// Missing lists the paths of figures the package asks of this kind that are not there
// and do not follow from others.
func Missing(kind *templates.Kind, u *data.Unit, l *ledger.Ledger) []string {
	var missing []string
	for _, f := range l.Package.Schema.Fields {
		if !f.NeededBy(kind.Name) || u.Figures.Get(f.Path()) != nil || l.Refused(f.Path()) {
			continue
		}
		if _, derived := l.Get(f.Path()); !derived {
			missing = append(missing, f.Path())
		}
	}
	return missing
}

// needed reports the figures the package asks of this kind that are not there: 0 is a
// value, an empty line is not. A 矩阵 the package always prints, and which now stands
// there empty, is an error of its own; the others are one finding.
func needed(kind *templates.Kind, u *data.Unit, l *ledger.Ledger) diag.List {
	var out diag.List
	var missing []string
	for _, path := range Missing(kind, u, l) {
		f := l.Package.Schema.Field(path)
		if f.Type != data.Matrix || !kind.Shows(path) {
			missing = append(missing, path)
			continue
		}
		pos, span := u.Gap(path)
		row, col := f.FirstCell()
		out.Add(diag.Errorf(pos, CodeNeeded, "“%s”（%s）没有填，报告里印的是空表", path, f.Indicator).Over(span).
			Do("在“统计”的“%s”下填“%s”，如 %s: {%s: 0}；没有发生的填 0", f.Group, f.Name, row, col))
	}
	if len(missing) == 0 {
		return out
	}
	pos, span := firstGap(u, missing[0])
	return append(out, diag.Warnf(pos, CodeNeeded, "“%s”应填的统计缺 %d 项：%s", kind.Name, len(missing), strings.Join(missing, "、")).
		Over(span).Do("没有发生的填 0；都不适用的，写 不查: {%s: 理由}", CodeNeeded))
}

// slots reports, in one finding, parts of the text that are empty and named nowhere
// else.
func slots(kind *templates.Kind, u *data.Unit) diag.List {
	texts := []string{u.Intro.String()}
	given := map[string]bool{}
	for _, s := range u.Slots {
		texts = append(texts, s.Text.String())
		given[s.Name] = s.Text.Filled()
	}
	all := strings.Join(texts, "\n")
	var missing []string
	for _, s := range kind.Slots {
		if s.Needed && !given[s.Name] && !s.Default.Filled() && !s.After.Filled() && !mentions(all, s.Elsewhere) {
			missing = append(missing, s.Name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	pos, span := firstGap(u, "正文."+missing[0])
	return diag.List{diag.Warnf(pos, codeSlots, "“正文”缺 %d 段：%s", len(missing), strings.Join(missing, "、")).
		Over(span).Do("补上；写在别的段里时用标题点明")}
}

// firstGap is where a finding about several missing things points: the cell of the first
// in a workbook, the unit's 类型, which asks for them all, in a data file.
func firstGap(u *data.Unit, path string) (diag.Pos, int) {
	if p, ok := u.Source.Place(path); ok {
		return p.Pos, 1
	}
	return u.Kind.Pos, len([]rune(u.Kind.Text))
}

func mentions(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
