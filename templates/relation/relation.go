// Package relation is the small language in which a report package writes, once,
// how its figures hang together:
//
//	甲.总数 = Σ 甲.分类
//	甲.办结率 = 甲.办结 / 甲.收件
//	甲.办结 ≤ 甲.收件
//
//	甲.缺口 = 最大(0, 进位(目标.甲.比例 × 甲.应有) - 甲.已有)
//
// One Relation becomes the derived value, the finding and the live formula. All
// arithmetic is exact (big.Rat).
package relation

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"nianbao/render/diag"
)

// Expr is a node of an expression; the set is closed: Num, Ref, Sum, Bin, Call.
type Expr interface{ expr() }

// Num is a number written out: 3, 0.5, 100%.
type Num struct {
	Value   *big.Rat
	Percent bool // written with %
}

// Ref is one figure by its path; 上年. or 目标. before it means last year's or the
// one aimed at.
type Ref struct{ Path string }

// Sum is Σ over the items of a 表, the cells of a 矩阵, or a row or column of it.
type Sum struct{ Path string }

// Bin joins two expressions with + - * or /.
type Bin struct {
	Op   byte
	L, R Expr
}

func (Num) expr() {}
func (Ref) expr() {}
func (Sum) expr() {}
func (Bin) expr() {}

// Cmp is how the two sides stand to each other.
type Cmp string

// The comparisons.
const (
	Equal   Cmp = "="
	AtMost  Cmp = "≤"
	AtLeast Cmp = "≥"
	Less    Cmp = "<"
	More    Cmp = ">"
)

// Relation is one statement of a package.
type Relation struct {
	Text        string // as written
	Left, Right Expr
	Cmp         Cmp
	Level       diag.Level
	Code        string
	Note        string   // 说明
	Tolerance   *big.Rat // 容差; nil is none
	Unless      []string // 除非: paths; one of them filled and not 0 excuses the relation
	Pos         diag.Pos
}

// Derives returns the path on the left when the relation gives its value: a single
// figure of this year, an equals sign, and no mere 警告 or 提示 (what need not hold
// gives no value).
func (r *Relation) Derives() (string, bool) {
	ref, ok := r.Left.(Ref)
	if word, _ := Year(ref.Path); word != "" {
		return "", false
	}
	return ref.Path, ok && r.Cmp == Equal && r.Level == diag.Error
}

// IsRate reports whether the right side is a quotient.
func (r *Relation) IsRate() bool {
	b, ok := r.Right.(Bin)
	return ok && b.Op == '/'
}

// IsSum reports whether the right side holds Σ or +.
func (r *Relation) IsSum() bool {
	switch e := r.Right.(type) {
	case Sum:
		return true
	case Bin:
		return e.Op == '+'
	}
	return false
}

// Paths calls f for every path in e, in order; sum tells Σ.
func Paths(e Expr, f func(path string, sum bool)) {
	switch e := e.(type) {
	case Num:
	case Ref:
		f(e.Path, false)
	case Sum:
		f(e.Path, true)
	case Bin:
		Paths(e.L, f)
		Paths(e.R, f)
	case Call:
		for _, a := range e.Args {
			Paths(a, f)
		}
	}
}

// Rename returns e with every path p replaced by f(p): how the relations of a 组's
// members become relations of one field.
func Rename(e Expr, f func(string) string) Expr {
	return mapped(e, func(leaf Expr) Expr {
		switch leaf := leaf.(type) {
		case Ref:
			return Ref{f(leaf.Path)}
		case Sum:
			return Sum{f(leaf.Path)}
		}
		return leaf
	})
}

// mapped returns e with f(x) for every x in it that has no parts.
func mapped(e Expr, f func(Expr) Expr) Expr {
	switch e := e.(type) {
	case Bin:
		return Bin{e.Op, mapped(e.L, f), mapped(e.R, f)}
	case Call:
		args := make([]Expr, len(e.Args))
		for i, a := range e.Args {
			args[i] = mapped(a, f)
		}
		return Call{e.Fn, args}
	}
	return f(e)
}

// Operand is what a path is worth to an expression.
type Operand struct {
	Value  *big.Rat
	Approx bool // written with 约, 余 …
}

// Result is the value of an expression, or why it has none.
type Result struct {
	Value   *big.Rat // nil when undefined
	Approx  bool     // an operand is approximate
	Missing []string // paths that are not filled
	Zero    bool     // a denominator is 0
}

// Eval computes e. look returns false for a path that is not filled.
func Eval(e Expr, look func(path string, sum bool) (Operand, bool)) Result {
	var r Result
	r.Value = eval(e, look, &r)
	return r
}

func eval(e Expr, look func(string, bool) (Operand, bool), r *Result) *big.Rat {
	get := func(path string, sum bool) *big.Rat {
		o, ok := look(path, sum)
		if !ok {
			r.Missing = append(r.Missing, path)
			return nil
		}
		r.Approx = r.Approx || o.Approx
		return o.Value
	}
	switch e := e.(type) {
	case Num:
		return e.Value
	case Ref:
		return get(e.Path, false)
	case Sum:
		return get(e.Path, true)
	case Bin:
		a, b := eval(e.L, look, r), eval(e.R, look, r)
		if a == nil || b == nil {
			return nil
		}
		switch e.Op {
		case '+':
			return new(big.Rat).Add(a, b)
		case '-':
			return new(big.Rat).Sub(a, b)
		case '*':
			return new(big.Rat).Mul(a, b)
		case '/':
			if b.Sign() == 0 {
				r.Zero = true
				return nil
			}
			return new(big.Rat).Quo(a, b)
		}
	case Call:
		args := make([]*big.Rat, len(e.Args))
		for i, a := range e.Args {
			args[i] = eval(a, look, r)
		}
		if !slices.Contains(args, nil) {
			return e.value(args)
		}
	}
	return nil
}

// Holds compares two values; tolerance may be nil.
func (c Cmp) Holds(l, r, tolerance *big.Rat) bool {
	diff := new(big.Rat).Sub(l, r)
	if tolerance == nil {
		tolerance = new(big.Rat)
	}
	over := diff.Cmp(tolerance) > 0
	under := diff.Cmp(new(big.Rat).Neg(tolerance)) < 0
	switch c {
	case AtMost:
		return !over
	case AtLeast:
		return !under
	case Less:
		return diff.Sign() < 0
	case More:
		return diff.Sign() > 0
	}
	return !over && !under
}

// Formula writes e as a spreadsheet formula. cell gives the reference of a path
// (a range for Σ); false when the path has no cell. Quotients are not guarded: see
// Denominators.
func Formula(e Expr, cell func(path string, sum bool) (string, bool)) (string, bool) {
	switch e := e.(type) {
	case Num:
		return number(e.Value), true
	case Ref:
		return cell(e.Path, false)
	case Sum:
		at, ok := cell(e.Path, true)
		return "SUM(" + at + ")", ok
	case Bin:
		l, okL := Formula(e.L, cell)
		r, okR := Formula(e.R, cell)
		if b, ok := e.L.(Bin); ok && weight(b.Op) < weight(e.Op) {
			l = "(" + l + ")"
		}
		if b, ok := e.R.(Bin); ok && weight(b.Op) <= weight(e.Op) {
			r = "(" + r + ")"
		}
		return fmt.Sprintf("%s%c%s", l, e.Op, r), okL && okR
	case Call:
		args, all := make([]string, len(e.Args)), true
		for i, a := range e.Args {
			written, ok := Formula(a, cell)
			args[i], all = written, all && ok
		}
		return e.formula(args), all
	}
	return "", false
}

// number writes v with all its decimals: a number of an expression was typed as a
// decimal, so it has an end.
func number(v *big.Rat) string {
	n, _ := v.FloatPrec()
	return v.FloatString(n)
}

func weight(op byte) int {
	if op == '*' || op == '/' {
		return 2
	}
	return 1
}

// String writes r in the package's own language.
func String(r Relation) string {
	return text(r.Left, 0) + " " + string(r.Cmp) + " " + text(r.Right, 0)
}

func text(e Expr, outer int) string {
	switch e := e.(type) {
	case Num:
		return number(e.Value)
	case Ref:
		return e.Path
	case Sum:
		return "Σ " + e.Path
	case Bin:
		s := text(e.L, weight(e.Op)) + " " + string(e.Op) + " " + text(e.R, weight(e.Op)+1)
		if weight(e.Op) < outer {
			return "(" + s + ")"
		}
		return s
	case Call:
		args := make([]string, len(e.Args))
		for i, a := range e.Args {
			args[i] = text(a, 0)
		}
		return string(e.Fn) + "(" + strings.Join(args, ", ") + ")"
	}
	return ""
}
