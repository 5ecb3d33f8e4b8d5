// call.go holds the functions of the language and the figures that are not this
// year's: 上年.组.项 and 目标.组.项.
package relation

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Call is a function of expressions: 最大(甲.一, 甲.二).
type Call struct {
	Fn   Fn
	Args []Expr
}

func (Call) expr() {}

// Fn is the name of a function, as it is written.
type Fn string

// The functions.
const (
	Max   Fn = "最大"   // of two or more
	Min   Fn = "最小"   // of two or more
	Up    Fn = "进位"   // to the next whole number, away from 0
	Round Fn = "四舍五入" // to so many decimals, half away from 0
)

// Functions are all there are, for messages.
func Functions() []string { return []string{string(Max), string(Min), string(Up), string(Round)} }

// The first part of a path that means another figure of the same name.
const (
	LastYear = "上年" // last year's
	Target   = "目标" // the one aimed at
)

// Year splits 上年.组.项 or 目标.组.项 into its word and the path; the word is "" for
// a figure of this year.
func Year(path string) (word, rest string) {
	for _, w := range []string{LastYear, Target} {
		if rest, ok := strings.CutPrefix(path, w+"."); ok {
			return w, rest
		}
	}
	return "", path
}

// mostDecimals is how many 四舍五入 may keep.
const mostDecimals = 9

// call reads the arguments of fn; its bracket has been read.
func (p *parser) call(fn Fn) (Expr, error) {
	if !slices.Contains(Functions(), string(fn)) {
		return nil, fmt.Errorf("没有“%s”这个函数，可用：%s", fn, strings.Join(Functions(), "、"))
	}
	c := Call{Fn: fn}
	for {
		e, err := p.sum()
		if err != nil {
			return nil, err
		}
		c.Args = append(c.Args, e)
		switch t := p.next(); t {
		case ",", "，":
			continue
		case ")", "）":
			return c, c.fits()
		default:
			return nil, fmt.Errorf("“%s”的括号没有成对", fn)
		}
	}
}

// fits tells what is wrong with the arguments.
func (c Call) fits() error {
	switch c.Fn {
	case Up:
		if len(c.Args) != 1 {
			return fmt.Errorf("“%s”的括号里只写一个式子", c.Fn)
		}
	case Round:
		if len(c.Args) == 2 {
			if n, ok := c.Args[1].(Num); ok && n.Value.IsInt() && n.Value.Cmp(big.NewRat(mostDecimals, 1)) <= 0 {
				return nil
			}
		}
		return fmt.Errorf("“%s”写作 %s(式子, 小数位数)，位数为 0 到 %d", c.Fn, c.Fn, mostDecimals)
	default:
		if len(c.Args) < 2 {
			return fmt.Errorf("“%s”的括号里至少写两个式子，用逗号隔开", c.Fn)
		}
	}
	return nil
}

// value computes c from its arguments.
func (c Call) value(args []*big.Rat) *big.Rat {
	switch c.Fn {
	case Max, Min:
		best := args[0]
		for _, v := range args[1:] {
			if cmp := v.Cmp(best); cmp > 0 && c.Fn == Max || cmp < 0 && c.Fn == Min {
				best = v
			}
		}
		return best
	case Up:
		away := new(big.Rat).SetInt(new(big.Int).Quo(args[0].Num(), args[0].Denom())) // towards 0
		if away.Cmp(args[0]) != 0 {
			away.Add(away, big.NewRat(int64(args[0].Sign()), 1))
		}
		return away
	}
	v, _ := new(big.Rat).SetString(args[0].FloatString(c.decimals())) // rounds half away from 0
	return v
}

// decimals is what 四舍五入 keeps.
func (c Call) decimals() int {
	n, _ := c.Args[1].(Num)
	return int(n.Value.Num().Int64())
}

// formula writes c with its arguments already written. A product such as 0.07*100
// is a hair above 7 in binary, so that it is rounded before it is rounded up.
func (c Call) formula(args []string) string {
	switch c.Fn {
	case Max:
		return "MAX(" + strings.Join(args, ",") + ")"
	case Min:
		return "MIN(" + strings.Join(args, ",") + ")"
	case Up:
		if whole(c.Args[0]) {
			return "ROUNDUP(" + args[0] + ",0)"
		}
		return "ROUNDUP(ROUND(" + args[0] + fmt.Sprintf(",%d),0)", mostDecimals)
	}
	return "ROUND(" + strings.Join(args, ",") + ")"
}

// whole tells that e is a figure as it stands, not computed.
func whole(e Expr) bool {
	switch e.(type) {
	case Num, Ref, Sum:
		return true
	}
	return false
}

// Denominators are the divisors in e, outermost first, for guarding a formula.
func Denominators(e Expr) []Expr {
	switch e := e.(type) {
	case Bin:
		var out []Expr
		if e.Op == '/' {
			out = append(out, e.R)
		}
		return append(append(out, Denominators(e.L)...), Denominators(e.R)...)
	case Call:
		var out []Expr
		for _, a := range e.Args {
			out = append(out, Denominators(a)...)
		}
		return out
	}
	return nil
}

// Fraction reports whether e may have more decimals than its figures: it holds a
// quotient or a product that is not rounded.
func Fraction(e Expr) bool {
	switch e := e.(type) {
	case Bin:
		return e.Op == '/' || e.Op == '*' || Fraction(e.L) || Fraction(e.R)
	case Call:
		return (e.Fn == Max || e.Fn == Min) && slices.ContainsFunc(e.Args, Fraction)
	}
	return false
}
