// heading.go is what the rows and the columns of a 矩阵 are called: names, and groups
// of names under a head of their own.
package data

import "strings"

// Heading is a row or column of a 矩阵, or a group of them.
type Heading struct {
	Name  string // as data files and paths name it, once among the rows or the columns
	Label string // as it is printed; may be empty
	Sum   string // 求和: the group whose figures it adds up, EveryOther for all; "" is none
	Below []Heading
}

// EveryOther is the word of 求和 for all rows or columns that add nothing up.
const EveryOther = "全部"

// AnyOf in a path stands for every row or column.
const AnyOf = "*"

// RowTree and ColTree are the heads of a 矩阵 as they stand beside and above it.
func (f *Field) RowTree() []Heading { return headings(f.rowTree, f.Rows) }

// ColTree: see RowTree.
func (f *Field) ColTree() []Heading { return headings(f.colTree, f.Cols) }

// SetTrees gives a 矩阵 its heads; Rows and Cols become the names at their ends.
func (f *Field) SetTrees(rows, cols []Heading) {
	f.rowTree, f.colTree = rows, cols
	f.Rows, f.Cols = names(Ends(rows)), names(Ends(cols))
}

func headings(given []Heading, flat []string) []Heading {
	if given != nil {
		return given
	}
	out := make([]Heading, len(flat))
	for i, name := range flat {
		out[i] = Heading{Name: name, Label: name}
	}
	return out
}

func names(list []Heading) []string {
	var out []string
	for _, h := range list {
		out = append(out, h.Name)
	}
	return out
}

// Ends are the rows or columns themselves, without the groups, in order.
func Ends(list []Heading) []Heading {
	var out []Heading
	for _, h := range list {
		if len(h.Below) > 0 {
			out = append(out, Ends(h.Below)...)
		} else {
			out = append(out, h)
		}
	}
	return out
}

// Depth is how many heads stand one above the other.
func Depth(list []Heading) int {
	deepest := 0
	for _, h := range list {
		deepest = max(deepest, 1+Depth(h.Below))
	}
	return deepest
}

// Counted are the names a Σ over part takes: of all rows or columns when part is "" or
// a star, of a group, or part itself. What adds others up is not taken with them.
func Counted(list []Heading, part string) []string {
	if part == "" || part == AnyOf || part == EveryOther {
		return summed(list)
	}
	for _, h := range list {
		switch {
		case h.Name != part:
			if out := Counted(h.Below, part); len(out) > 0 {
				return out
			}
		case len(h.Below) > 0:
			return summed(h.Below)
		default:
			return []string{part}
		}
	}
	return nil
}

func summed(list []Heading) []string {
	var out []string
	for _, h := range Ends(list) {
		if h.Sum == "" {
			out = append(out, h.Name)
		}
	}
	return out
}

// Addends are the cells of a 矩阵 that Σ path adds up: all, those of one row or group
// of rows (组.矩阵.行), of one column or group (组.矩阵.*.列), or both.
func (f *Field) Addends(path string) []string {
	row, col, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, f.Path()), "."), ".")
	var out []string
	for _, r := range Counted(f.RowTree(), row) {
		for _, c := range Counted(f.ColTree(), col) {
			out = append(out, f.Path()+"."+r+"."+c)
		}
	}
	return out
}

// AllCells are the paths of all cells of a 矩阵, sums too.
func (f *Field) AllCells() []string {
	out := make([]string, 0, len(f.Rows)*len(f.Cols))
	for _, r := range f.Rows {
		for _, c := range f.Cols {
			out = append(out, f.Path()+"."+r+"."+c)
		}
	}
	return out
}

// FirstCell is the first cell of a 矩阵 that is typed.
func (f *Field) FirstCell() (row, col string) {
	for _, row := range f.Rows {
		for _, col := range f.Cols {
			if !f.IsSum(row, col) {
				return row, col
			}
		}
	}
	return "", ""
}

// IsSum tells that a cell of the named row and column adds others up.
func (f *Field) IsSum(row, col string) bool {
	for _, list := range [][]Heading{f.rowTree, f.colTree} {
		for _, h := range Ends(list) {
			if h.Sum != "" && (h.Name == row || h.Name == col) {
				return true
			}
		}
	}
	return false
}
