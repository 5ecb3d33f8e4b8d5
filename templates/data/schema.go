// schema.go is what a data file may hold: the declarations a report package makes,
// as far as reading a file needs them.
package data

import (
	"slices"
	"strings"

	"nianbao/render/diag"
)

// Type is the type of a field.
type Type uint8

const (
	Count  Type = iota // 数: whole number, may carry 余 约 万
	Amount             // 额: money or area, may have decimals
	Rate               // 率: percentage
	Words              // 文字
	Date               // 日期
	Choice             // 选项
	Table              // 表: name → 数, order kept
	Group              // 组: members named by the package
	Matrix             // 矩阵: rows × columns
	Roster             // 名单: records
)

// TypeNames are the words a package uses for the types, in their order.
var TypeNames = []string{"数", "额", "率", "文字", "日期", "选项", "表", "组", "矩阵", "名单"}

// String returns the package's word for t.
func (t Type) String() string { return TypeNames[t] }

// Numeric reports whether a value of t is a single figure.
func (t Type) Numeric() bool { return t <= Rate }

// Field is one declared indicator.
type Field struct {
	Group, Name string
	Indicator   string   // 指标
	Aliases     []string // 别名: what reports call it besides
	Type        Type     // 型
	Measures    []string // 量词, the first is the usual one
	Needed      []string // kinds that must give it
	NeededByAll bool
	Extra       bool     // 扩展: not in the default blank form
	Adds        string   // 相加: 和 不加 本级 最大
	CountedFrom []string // 计入: kinds whose figures a superior adds up; empty is all
	Note        string   // 说明
	Options     []string
	Members     []*Field // 组: in order; their Name is the member's
	Rows, Cols  []string // 矩阵; Cols also names the columns of a 名单
	Cells       Type     // 矩阵: 格, the type of its cells; Count when not said
	ZeroFilled  bool     // 矩阵: 缺格, cells left out of one that is filled are 0
	ItemName    string   // 表: what an item is called (领域, 类型)
	Pos         diag.Pos

	rowTree, colTree []Heading // 矩阵 whose heads are more than names
}

// Path is 组.项, the field's name everywhere.
func (f *Field) Path() string { return f.Group + "." + f.Name }

// Measure is the usual 量词, "" when there is none.
func (f *Field) Measure() string {
	if len(f.Measures) == 0 {
		return ""
	}
	return f.Measures[0]
}

// NeededBy reports whether a unit of kind must give f.
func (f *Field) NeededBy(kind string) bool { return f.NeededByAll || slices.Contains(f.Needed, kind) }

// Total is the name of the sum of a 表, in paths (组.表.合计) and where it is printed.
const Total = "合计"

// OwnGroup is the group under which a unit's own figures (自定) stand.
const OwnGroup = "自定"

// Schema is everything a package declares that a data file can name.
type Schema struct {
	Kinds    []string
	Slots    []string
	Groups   []string // in order of declaration
	Fields   []*Field // in order of declaration
	Measures []string // all 量词 of the package
	Wording  []string // keys of 用语
	Renames  []Rename // 变更.改名, oldest first
}

// Field returns the declaration at path 组.项, or nil.
func (s *Schema) Field(path string) *Field {
	group, name, ok := strings.Cut(path, ".")
	if !ok {
		return nil
	}
	for _, f := range s.Fields {
		if f.Group == group && f.Name == name {
			return f
		}
	}
	return nil
}

// names lists the fields of one group.
func (s *Schema) names(group string) []string {
	var out []string
	for _, f := range s.Fields {
		if f.Group == group {
			out = append(out, f.Name)
		}
	}
	return out
}

// Nearest returns the candidate most like name, or "" when none is near.
func Nearest(name string, candidates []string) string {
	best, least := "", 1<<30
	n := len([]rune(name))
	for _, c := range candidates {
		d := distance([]rune(name), []rune(c))
		limit := max(1, min(n, len([]rune(c)))/2)
		within := n >= 2 && c != "" && (strings.Contains(c, name) || strings.Contains(name, c))
		score := 2 * d
		if within {
			score-- // of two as near, the one that holds the other
		}
		if (within || d <= limit && d < max(n, len([]rune(c)))) && score < least {
			best, least = c, score
		}
	}
	return best
}

// distance is the edit distance of a and b; a swap of neighbours counts as one.
func distance(a, b []rune) int {
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
