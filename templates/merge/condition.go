package merge

import (
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
			if _, rest := relation.Year(path); !m.means(rest) {
				m.found.Add(m.near(diag.Errorf(pos, codeName, "条件里的“%s”没有这个指标", path).Over(span), wordIf+" ", rest, "写“统计”里的“组.项”"))
				known = false
			}
		})
	}
	left, right := relation.Eval(r.Left, m.ledger.Operand), relation.Eval(r.Right, m.ledger.Operand)
	return known && left.Value != nil && right.Value != nil && r.Cmp.Holds(left.Value, right.Value, nil)
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
