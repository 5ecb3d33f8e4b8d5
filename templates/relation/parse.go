package relation

import (
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"
)

// Parse reads one statement: expression, comparison, expression.
func Parse(text string) (Relation, error) {
	p := parser{toks: tokens(text)}
	r := Relation{Text: strings.TrimSpace(text)}
	var err error
	if r.Left, err = p.sum(); err != nil {
		return r, err
	}
	switch t := p.next(); t {
	case "=", "＝":
		r.Cmp = Equal
	case "≤", "<=":
		r.Cmp = AtMost
	case "≥", ">=":
		r.Cmp = AtLeast
	case "<", ">":
		r.Cmp = Cmp(t)
	case "":
		return r, fmt.Errorf("缺少 = 或 ≤ ≥ < >")
	default:
		return r, fmt.Errorf("“%s”处应是 = 或 ≤ ≥ < >", t)
	}
	if r.Right, err = p.sum(); err != nil {
		return r, err
	}
	if t := p.next(); t != "" {
		return r, fmt.Errorf("“%s”多余", t)
	}
	return r, nil
}

// ParseExpr reads an expression alone.
func ParseExpr(text string) (Expr, error) {
	p := parser{toks: tokens(text)}
	e, err := p.sum()
	if err == nil && p.peek() != "" {
		err = fmt.Errorf("“%s”多余", p.peek())
	}
	return e, err
}

const marks = "+-−–*×/÷()（）=＝≤≥<>Σ∑%％,，"

// tokens cuts text into marks and words; a word runs to the next mark or space.
func tokens(text string) []string {
	out := make([]string, 0, 16)
	from := -1 // where the word in hand begins
	flush := func(to int) {
		if from >= 0 {
			out, from = append(out, text[from:to]), -1
		}
	}
	for i, r := range text {
		switch {
		case r == ' ' || r == '\t' || r == '\u3000' || r == '\n':
			flush(i)
		case strings.ContainsRune(marks, r):
			flush(i)
			if r == '=' && len(out) > 0 && (out[len(out)-1] == "<" || out[len(out)-1] == ">") {
				out[len(out)-1] += "="
				continue
			}
			out = append(out, text[i:i+utf8.RuneLen(r)])
		case from < 0:
			from = i
		}
	}
	flush(len(text))
	return out
}

type parser struct {
	toks []string
	at   int
	deep int
}

func (p *parser) peek() string {
	if p.at < len(p.toks) {
		return p.toks[p.at]
	}
	return ""
}

func (p *parser) next() string {
	t := p.peek()
	p.at++
	return t
}

func (p *parser) sum() (Expr, error) {
	return p.chain(p.product, map[string]byte{"+": '+', "-": '-', "−": '-', "–": '-'})
}

func (p *parser) product() (Expr, error) {
	return p.chain(p.factor, map[string]byte{"*": '*', "×": '*', "/": '/', "÷": '/'})
}

func (p *parser) chain(part func() (Expr, error), ops map[string]byte) (Expr, error) {
	e, err := part()
	for err == nil {
		op, ok := ops[p.peek()]
		if !ok {
			return e, nil
		}
		p.next()
		var r Expr
		if r, err = part(); err == nil {
			e = Bin{op, e, r}
		}
	}
	return nil, err
}

func (p *parser) factor() (Expr, error) {
	if p.deep++; p.deep > 50 {
		return nil, fmt.Errorf("括号嵌套过深")
	}
	defer func() { p.deep-- }()
	switch t := p.next(); t {
	case "":
		return nil, fmt.Errorf("式子没有写完")
	case "Σ", "∑":
		path := p.next()
		if path == "*" || strings.ContainsAny(path, marks) || path == "" {
			return nil, fmt.Errorf("Σ 后面应是“组.项”")
		}
		return Sum{p.stars(path)}, nil
	case "(", "（":
		e, err := p.sum()
		if err != nil {
			return nil, err
		}
		if c := p.next(); c != ")" && c != "）" {
			return nil, fmt.Errorf("括号没有成对")
		}
		return e, nil
	default:
		if strings.ContainsAny(t, marks) {
			return nil, fmt.Errorf("“%s”处应是“组.项”或数", t)
		}
		if b := p.peek(); (b == "(" || b == "（") && !strings.Contains(t, ".") {
			p.next()
			return p.call(Fn(t))
		}
		if v, ok := new(big.Rat).SetString(t); ok && !strings.ContainsAny(t, "/eExX_") {
			percent := p.peek() == "%" || p.peek() == "％"
			if percent {
				p.next()
				v.Quo(v, big.NewRat(100, 1))
			}
			return Num{v, percent}, nil
		}
		if t = p.stars(t); strings.HasPrefix(t, ".") || strings.HasSuffix(t, ".") {
			return nil, fmt.Errorf("“%s”不完整，应是“组.项”", t)
		}
		return Ref{t}, nil
	}
}

// stars puts a path together again whose star was cut off as a mark: 组.矩阵.*.列,
// 组.矩阵.行.*.
func (p *parser) stars(path string) string {
	for p.peek() == "*" && strings.HasSuffix(path, ".") {
		if path += p.next(); strings.HasPrefix(p.peek(), ".") {
			path += p.next()
		}
	}
	return path
}
