package relation_test

import (
	"flag"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"nianbao/render/diag"
	"nianbao/templates/internal/casefile"
	"nianbao/templates/relation"
)

var update = flag.Bool("update", false, "rewrite the outcomes in testdata")

// tree shows how an expression is put together: every operation in brackets.
func tree(e relation.Expr) string {
	switch e := e.(type) {
	case relation.Num:
		return e.Value.RatString()
	case relation.Ref:
		return e.Path
	case relation.Sum:
		return "Σ[" + e.Path + "]"
	case relation.Bin:
		return "(" + tree(e.L) + " " + string(e.Op) + " " + tree(e.R) + ")"
	case relation.Call:
		s := string(e.Fn)
		for _, a := range e.Args {
			s += "［" + tree(a) + "］"
		}
		return s
	}
	return "?"
}

// TestParse reads testdata/parse.txt, one statement a line.
func TestParse(t *testing.T) {
	casefile.Run(t, "testdata/parse.txt", *update, func(t *testing.T, c *casefile.Case) string {
		var b strings.Builder
		for line := range strings.Lines(c.Part("in")) {
			line = strings.TrimRight(line, "\n")
			r, err := relation.Parse(line)
			if err != nil {
				fmt.Fprintf(&b, "%s\n  错 %v\n", line, err)
				continue
			}
			fmt.Fprintf(&b, "%s\n  %s %s %s\n", line, tree(r.Left), r.Cmp, tree(r.Right))
			written := relation.String(r)
			if again, err := relation.Parse(written); err != nil || tree(again.Left) != tree(r.Left) || tree(again.Right) != tree(r.Right) || again.Cmp != r.Cmp {
				t.Errorf("%q is written as %q, which reads otherwise (%v)", line, written, err)
			}
		}
		return b.String()
	})
}

// TestWhatARelationGives: which relations derive a value, and of what kind it is.
func TestWhatARelationGives(t *testing.T) {
	for _, c := range []struct {
		text, derives string
		rate, sum     bool
	}{
		{"甲.总数 = Σ 甲.分类", "甲.总数", false, true},
		{"甲.总数 = 甲.一 + 甲.二", "甲.总数", false, true},
		{"甲.率 = 甲.一 / 甲.二", "甲.率", true, false},
		{"甲.差 = 甲.一 - 甲.二", "甲.差", false, false},
		{"甲.一 ≤ 甲.二", "", false, false},
		{"甲.一 + 甲.二 = 甲.三", "", false, false},
		{"Σ 甲.分类 = 甲.总数", "", false, false},
		{"甲.缺 = 最大(0, 甲.一 - 甲.二)", "甲.缺", false, false},
		{"甲.均 = 四舍五入(甲.一 / 甲.二, 1)", "甲.均", false, false},
		{"上年.甲.一 = 甲.二", "", false, false},
		{"目标.甲.一 = 甲.二", "", false, false},
	} {
		r, err := relation.Parse(c.text)
		if err != nil {
			t.Fatal(err)
		}
		path, ok := r.Derives()
		if !ok {
			path = ""
		}
		if path != c.derives || r.IsRate() != c.rate || r.IsSum() != c.sum {
			t.Errorf("%s: derives %q, rate %v, sum %v", c.text, path, r.IsRate(), r.IsSum())
		}
	}
}

// TestMereAdviceGivesNoValue: what need not hold derives nothing.
func TestMereAdviceGivesNoValue(t *testing.T) {
	r, err := relation.Parse("甲.一 = 甲.二")
	if err != nil {
		t.Fatal(err)
	}
	for level, want := range map[diag.Level]bool{diag.Error: true, diag.Warning: false, diag.Hint: false} {
		r.Level = level
		if _, got := r.Derives(); got != want {
			t.Errorf("%s: derives %v", level, got)
		}
	}
}

// figures is a look-up over figures written as text; those that begin with ~ are
// approximate, Σ paths are figures of their own.
func figures(values map[string]string) func(string, bool) (relation.Operand, bool) {
	return func(path string, sum bool) (relation.Operand, bool) {
		if sum {
			path = "Σ " + path
		}
		s, ok := values[path]
		if !ok {
			return relation.Operand{}, false
		}
		digits, approx := strings.CutPrefix(s, "~")
		v, _ := new(big.Rat).SetString(digits)
		return relation.Operand{Value: v, Approx: approx}, true
	}
}

func TestEval(t *testing.T) {
	look := figures(map[string]string{"甲.一": "1", "甲.二": "2", "甲.三": "3", "甲.零": "0", "甲.约": "~10", "Σ 甲.表": "6", "甲.分": "0.1", "甲.厘": "0.2",
		"上年.甲.一": "50", "目标.甲.二": "2"})
	for _, c := range []struct{ text, want string }{
		{"甲.一 + 甲.二 * 甲.三", "7"},
		{"(甲.一 + 甲.二) * 甲.三", "9"},
		{"甲.一 - 甲.二 - 甲.三", "-4"},
		{"甲.一 - (甲.二 - 甲.三)", "2"},
		{"甲.三 / 甲.二 / 甲.三", "1/2"},
		{"甲.三 / (甲.二 / 甲.三)", "9/2"},
		{"甲.分 + 甲.厘", "3/10"}, // 0.30000000000000004 in binary
		{"甲.一 / 甲.三 * 甲.三", "1"},
		{"Σ 甲.表 / 甲.二", "3"},
		{"100%", "1"},
		{"甲.约 + 甲.一", "11 约"},
		{"甲.一 / 甲.零", "无 分母0"},
		{"甲.一 / (甲.二 - 甲.二)", "无 分母0"},
		{"甲.没有 + 甲.一", "无 缺甲.没有"},
		{"甲.没有 / 甲.零 + Σ 甲.也没有", "无 缺甲.没有、甲.也没有"},
		{"甲.约 + 甲.没有", "无 约 缺甲.没有"},
		{"最大(甲.一, 甲.三, 甲.二)", "3"},
		{"最小(甲.三, 甲.一, 甲.二)", "1"},
		{"最大(0, 甲.一 - 甲.三)", "0"},
		{"最大(甲.一, 甲.约)", "10 约"},
		{"最大(甲.一, 甲.没有)", "无 缺甲.没有"},
		{"最小(甲.一 / 甲.零, 甲.没有)", "无 分母0 缺甲.没有"},
		{"进位(44.2)", "45"},
		{"进位(44)", "44"},
		{"进位(甲.一 - 甲.三 + 0.5)", "-2"}, // away from 0, as ROUNDUP
		{"进位(甲.零)", "0"},
		{"最大(0, 进位(85% × 52) - 42)", "3"}, // 44.2 → 45
		{"最大(0, 进位(80% × 52) - 42)", "0"},
		{"四舍五入(2.675, 2)", "67/25"},
		{"四舍五入(甲.一 / 甲.三, 4)", "3333/10000"},
		{"四舍五入(甲.一 - 甲.三 - 0.5, 0)", "-3"},
		{"上年.甲.一 + 目标.甲.二", "52"},
	} {
		e, err := relation.ParseExpr(c.text)
		if err != nil {
			t.Fatal(err)
		}
		r := relation.Eval(e, look)
		got := "无"
		if r.Value != nil {
			got = r.Value.RatString()
		}
		if r.Approx {
			got += " 约"
		}
		if r.Zero {
			got += " 分母0"
		}
		if len(r.Missing) > 0 {
			got += " 缺" + strings.Join(r.Missing, "、")
		}
		if got != c.want {
			t.Errorf("%s = %s, want %s", c.text, got, c.want)
		}
	}
}

// TestEvalLeavesOperands: computing changes no figure.
func TestEvalLeavesOperands(t *testing.T) {
	v := big.NewRat(5, 1)
	e, _ := relation.ParseExpr("甲.一 + 甲.一 * 2 - 甲.一 / 3")
	relation.Eval(e, func(string, bool) (relation.Operand, bool) { return relation.Operand{Value: v}, true })
	if v.RatString() != "5" {
		t.Errorf("the figure became %s", v.RatString())
	}
}

func TestHolds(t *testing.T) {
	rat := func(s string) *big.Rat { v, _ := new(big.Rat).SetString(s); return v }
	for _, c := range []struct {
		left      string
		cmp       relation.Cmp
		right     string
		tolerance string
		want      bool
	}{
		{"286", "=", "286", "", true},
		{"286", "=", "285", "", false},
		{"286", "=", "285", "1", true},
		{"284", "=", "285", "1", true},
		{"283.9", "=", "285", "1", false},
		{"3", "≤", "3", "", true},
		{"4", "≤", "3", "", false},
		{"4", "≤", "3", "1", true},
		{"3", "≥", "3", "", true},
		{"2", "≥", "3", "", false},
		{"2", "≥", "3", "1", true},
		{"2", "<", "3", "", true},
		{"3", "<", "3", "", false},
		{"3", "<", "3", "1", false},
		{"4", ">", "3", "", true},
		{"3", ">", "3", "", false},
	} {
		var tolerance *big.Rat
		if c.tolerance != "" {
			tolerance = rat(c.tolerance)
		}
		if got := c.cmp.Holds(rat(c.left), rat(c.right), tolerance); got != c.want {
			t.Errorf("%s %s %s ± %s: %v", c.left, c.cmp, c.right, c.tolerance, got)
		}
	}
}

// TestFormula: brackets where a spreadsheet needs them and nowhere else.
func TestFormula(t *testing.T) {
	cells := map[string]string{"甲.一": "E1", "甲.二": "E2", "甲.三": "E3", "Σ 甲.表": "E4:E6", "目标.甲.一": "F1", "上年.甲.一": "G1"}
	cell := func(path string, sum bool) (string, bool) {
		if sum {
			path = "Σ " + path
		}
		return cells[path], cells[path] != ""
	}
	for _, c := range []struct{ text, want string }{
		{"甲.一 + 甲.二 * 甲.三", "E1+E2*E3"},
		{"(甲.一 + 甲.二) * 甲.三", "(E1+E2)*E3"},
		{"甲.一 - (甲.二 - 甲.三)", "E1-(E2-E3)"},
		{"甲.一 - 甲.二 - 甲.三", "E1-E2-E3"},
		{"甲.一 / (甲.二 * 甲.三)", "E1/(E2*E3)"},
		{"甲.一 / 甲.二 * 甲.三", "E1/E2*E3"},
		{"(甲.一 + 甲.二) / (甲.二 + 甲.三)", "(E1+E2)/(E2+E3)"},
		{"Σ 甲.表 - 甲.一", "SUM(E4:E6)-E1"},
		{"甲.一 * 85%", "E1*0.85"},
		{"甲.一 + 100%", "E1+1"},
		{"甲.一 + 0", "E1+0"},
		{"甲.一 + 10", "E1+10"},
		{"最大(甲.一, 甲.二 - 1)", "MAX(E1,E2-1)"},
		{"最小(甲.一, Σ 甲.表)", "MIN(E1,SUM(E4:E6))"},
		{"进位(甲.一)", "ROUNDUP(E1,0)"},
		{"最大(0, 进位(目标.甲.一 × 甲.二) - 甲.三)", "MAX(0,ROUNDUP(ROUND(F1*E2,9),0)-E3)"},
		{"四舍五入(甲.一 / 甲.二, 1) × 2", "ROUND(E1/E2,1)*2"},
		{"甲.一 - 上年.甲.一", "E1-G1"},
		{"最大(甲.一, 甲.没有)", ""},
		{"甲.一 + 甲.没有", ""},
		{"Σ 甲.没有", ""},
	} {
		e, err := relation.ParseExpr(c.text)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := relation.Formula(e, cell)
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestRename: how the relations of a 组's members become those of one field.
func TestRename(t *testing.T) {
	r, err := relation.Parse("未成 = 受理 - 成功 + Σ 表 * 2 + 最大(0, 受理)")
	if err != nil {
		t.Fatal(err)
	}
	full := func(p string) string { return "甲.室." + p }
	r.Left, r.Right = relation.Rename(r.Left, full), relation.Rename(r.Right, full)
	if got, want := relation.String(r), "甲.室.未成 = 甲.室.受理 - 甲.室.成功 + Σ 甲.室.表 * 2 + 最大(0, 甲.室.受理)"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	var paths []string
	relation.Paths(r.Right, func(path string, sum bool) { paths = append(paths, fmt.Sprint(path, sum)) })
	if got := strings.Join(paths, " "); got != "甲.室.受理false 甲.室.成功false 甲.室.表true 甲.室.受理false" {
		t.Errorf("paths: %s", got)
	}
}

// TestDivisors: what a formula must guard, and what may have new decimals.
func TestDivisors(t *testing.T) {
	for _, c := range []struct {
		text, divisors string
		fraction       bool
	}{
		{"甲.一 + 甲.二", "", false},
		{"甲.一 × 2", "", true},
		{"甲.一 / 甲.二", "甲.二", true},
		{"甲.一 / (甲.二 / 甲.三) + 1", "(甲.二 / 甲.三) 甲.三", true},
		{"最大(0, 甲.一 / 甲.二)", "甲.二", true},
		{"进位(甲.一 / 甲.二) - 甲.三", "甲.二", false},
		{"四舍五入(甲.一 / 甲.二, 1)", "甲.二", false},
	} {
		e, err := relation.ParseExpr(c.text)
		if err != nil {
			t.Fatal(err)
		}
		var divisors []string
		for _, d := range relation.Denominators(e) {
			divisors = append(divisors, tree(d))
		}
		if got := strings.Join(divisors, " "); got != c.divisors || relation.Fraction(e) != c.fraction {
			t.Errorf("%s: divisors %q, fraction %v", c.text, got, relation.Fraction(e))
		}
	}
}

// FuzzParse: no text panics, and what reads is written so that it reads the same.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"甲.总数 = Σ 甲.分类", "甲.一 ≤ 100%", "Σ 甲.矩阵.*.列 > 3", "((((甲 - 乙)))) >= 0.5", "甲 == 乙", "Σ Σ", "1/3 = 2*-3", "％ = ％", "最大(0, 进位(目标.甲.一 × 甲.二) - 甲.三) = 四舍五入(甲.四 / 甲.五, 2)", "最小(，）＝进位（"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := relation.Parse(s)
		if err != nil {
			return
		}
		written := relation.String(r)
		again, err := relation.Parse(written)
		if err != nil {
			t.Fatalf("%q is written as %q: %v", s, written, err)
		}
		if tree(again.Left) != tree(r.Left) || tree(again.Right) != tree(r.Right) || again.Cmp != r.Cmp {
			t.Fatalf("%q is written as %q, which reads otherwise", s, written)
		}
		one := func(string, bool) (relation.Operand, bool) {
			return relation.Operand{Value: big.NewRat(1, 1)}, true
		}
		relation.Eval(r.Left, one)
		relation.Formula(r.Right, func(string, bool) (string, bool) { return "A1", true })
	})
}
