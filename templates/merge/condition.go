package merge

import (
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/relation"
)

// filled tells that a figure, a 表 or a 矩阵 is there.
func (m *Merger) filled(path string, pos diag.Pos, span int) bool {
	word, rest := relation.Year(path)
	switch {
	case !m.means(rest):
		m.found.Add(m.near(diag.Errorf(pos, codeName, "条件里的“%s”没有这个指标", path).Over(span), wordIf+" ", rest, "写“统计”里的“组.项”，如 {{如果 组.项 > 0}}"))
		return false
	case word == relation.LastYear:
		_, ok := m.ledger.Last(rest)
		return ok
	case word == relation.Target:
		_, ok := m.ledger.Target(rest)
		return ok
	case m.unit.Figures.Get(path) != nil:
		return true
	}
	_, ok := m.ledger.Get(path)
	return ok
}

// means tells that a path may name something: declared, or of an item the unit names.
func (m *Merger) means(path string) bool {
	if m.knows(path) || m.ledger.Package.Schema.Field(path) != nil {
		return true
	}
	parts := strings.SplitN(path, ".", 3)
	if len(parts) < 3 {
		return false
	}
	f := m.ledger.Package.Schema.Field(parts[0] + "." + parts[1])
	return f != nil && (f.Type == data.Table || f.Type == data.Matrix && len(f.Addends(path)) > 0)
}

// compare decides 组.项 > 0 and the like. With a figure that is not filled nothing
// holds.
func (m *Merger) compare(cond string, pos diag.Pos, span int) bool {
	r, err := relation.Parse(cond)
	if err != nil {
		m.found.Add(diag.Errorf(pos, codeHolder, "条件“%s”读不懂：%v", cond, err).Over(span).Do("写作 {{如果 组.项 > 0}} 或 {{如果 组.项}}（填了的）"))
		return false
	}
	known := true
	for _, side := range []relation.Expr{r.Left, r.Right} {
		relation.Paths(side, func(path string, _ bool) {
			if _, _, ok := m.named(path); ok {
				return
			}
			if _, rest := relation.Year(path); !m.means(rest) {
				m.found.Add(m.near(diag.Errorf(pos, codeName, "条件里的“%s”没有这个指标", path).Over(span), wordIf+" ", rest, "写“统计”里的“组.项”"))
				known = false
			}
		})
	}
	left, right := relation.Eval(r.Left, m.operand), relation.Eval(r.Right, m.operand)
	return known && left.Value != nil && right.Value != nil && r.Cmp.Holds(left.Value, right.Value, nil)
}

// operand finds the figure of a path in a condition, or of a name of the loops we are in.
func (m *Merger) operand(path string, sum bool) (relation.Operand, bool) {
	t, name, ok := m.named(path)
	if !ok || sum {
		return m.ledger.Operand(path, sum)
	}
	fig, ok := t.value(name)
	return relation.Operand{Value: fig.Value, Approx: fig.Approx}, ok
}

// words compares a name of a loop with words: 结果 = 纠正. ok is false for any other
// condition.
func (m *Merger) words(cond string) (same, ok bool) {
	left, right, equal := strings.Cut(strings.ReplaceAll(cond, "＝", "="), "=")
	t, name, ok := m.named(strings.TrimSpace(left))
	if !equal || !ok || name == turnFigure || name == turnCount || strings.ContainsAny(left+right, comparing) {
		return false, false
	}
	return t.words[name] == strings.TrimSpace(right), true
}

// controlWord is 如果 or 每个 with what stands behind it, "" for any other holder.
func controlWord(inner []rune) (word, rest string) {
	text := strings.TrimSpace(strings.ReplaceAll(string(inner), "\u3000", " "))
	word, rest, _ = strings.Cut(text, " ")
	if word != wordIf && word != wordEach {
		return "", ""
	}
	return word, strings.TrimSpace(rest)
}

// marks of comparison, to tell a comparison from a mere name.
const comparing = "=＝≤≥<>"

// holds decides a condition: comparisons of figures, 组.项 alone (it is filled), 没有
// 组.项, 类型 = 某类; several joined by 且 and 或.
func (m *Merger) holds(cond string, pos diag.Pos, span int) bool {
	cond = m.ledger.Package.Schema.Current(strings.ReplaceAll(cond, "\u3000", " "))
	if strings.TrimSpace(cond) == "" {
		m.found.Add(diag.Errorf(pos, codeHolder, "“如果”后面没有写条件").Over(span).Do("写作 {{如果 组.项 > 0}}"))
		return false
	}
	any := false
	for alternative := range strings.SplitSeq(cond, " 或 ") {
		all := true
		for one := range strings.SplitSeq(alternative, " 且 ") {
			all = m.oneHolds(strings.TrimSpace(one), pos, span) && all
		}
		any = any || all
	}
	return any
}

func (m *Merger) oneHolds(cond string, pos diag.Pos, span int) bool {
	if rest, ok := strings.CutPrefix(cond, "没有 "); ok {
		return !m.oneHolds(strings.TrimSpace(rest), pos, span)
	}
	if kind, ok := strings.CutPrefix(cond, "类型"); ok {
		if name := strings.TrimLeft(kind, " =＝"); name != kind && strings.ContainsAny(kind, "=＝") {
			if !slices.Contains(m.ledger.Package.Schema.Kinds, name) {
				m.found.Add(diag.Errorf(pos, codeName, "没有“%s”这个类型", name).Over(span).Do("可写：%s", strings.Join(m.ledger.Package.Schema.Kinds, "、")))
			}
			return m.kind.Name == name
		}
	}
	if same, ok := m.words(cond); ok {
		return same
	}
	if t, name, ok := m.named(cond); ok {
		return t.words[name] != ""
	}
	if !strings.ContainsAny(cond, comparing) {
		return m.filled(cond, pos, span)
	}
	return m.compare(cond, pos, span)
}
