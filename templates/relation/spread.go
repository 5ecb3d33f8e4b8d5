// spread.go makes one relation for each row or column of a 矩阵 out of one written with
// a star: 甲.矩阵.新.* + 甲.矩阵.旧.* = 甲.矩阵.完.* holds column by column.
package relation

import "strings"

const star = "*"

// Starred returns the first path of r that stands for a whole row (甲.矩阵.行.*) or
// column (甲.矩阵.*.列), "" when there is none. Behind Σ a star before the last part
// adds up rows and stands for nothing.
func (r *Relation) Starred() string {
	found := ""
	for _, side := range []Expr{r.Left, r.Right} {
		Paths(side, func(path string, sum bool) {
			if found == "" && !sum && strings.Contains(path, star) {
				found = path
			}
		})
	}
	return found
}

// At is r for the row or column called name.
func (r Relation) At(name string) Relation {
	r.Left, r.Right = at(r.Left, name), at(r.Right, name)
	unless := make([]string, len(r.Unless))
	for i, path := range r.Unless {
		unless[i] = strings.Replace(path, star, name, 1)
	}
	r.Unless = unless
	r.Text = String(r)
	return r
}

func at(e Expr, name string) Expr {
	return mapped(e, func(leaf Expr) Expr {
		switch leaf := leaf.(type) {
		case Ref:
			return Ref{strings.Replace(leaf.Path, star, name, 1)}
		case Sum:
			if row, ok := strings.CutSuffix(leaf.Path, "."+star); ok {
				return Sum{row + "." + name}
			}
		}
		return leaf
	})
}
