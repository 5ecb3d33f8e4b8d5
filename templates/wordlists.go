// wordlists.go reads 检查词: the words the checker knows (contract §2). They are data
// a maintainer edits; a package laid over another adds to them word by word.
package templates

import (
	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/terms"
)

// Checks are the word lists of a package.
type Checks struct {
	Terms    *terms.Index
	Variants []Variant // 用词不一
	// VariantWords finds the words of Variants; a term's Set is the place in it.
	VariantWords *terms.Index
	// Alike are 量词 of which one report takes one: 件, 宗, 起.
	Alike      [][]string
	Traditions map[rune]bool // 繁体字, which have no place in a report
	Surnames   string        // 姓氏
	NoNames    []string      // 非姓名: words behind a 称谓 that begin as a name does
	PartyWords *terms.Index  // 当事人称谓, behind which a name would stand
	Secrecy    []string      // 密级标志
	Since      []string      // 起点词: a year with one of them is no slip
	Causes     []string      // 原因词
	Closing    []string      // 引言收束
	Idle       []string      // 空泛词: no subject of a problem
	Neutral    []string      // 引导词: what may stand before an indicator's name
	Fillers    []string      // 连接词: what may stand between its name and the figure
}

// Variant is one thing that is written in several ways.
type Variant struct {
	Name  string
	Words []string
	Level diag.Level
	// Close tells that two of them in one sentence are a warning.
	Close bool
}

// termLists are the lists whose entries are searched for in the text, each with the
// code and level of what it finds unless an entry says otherwise.
var termLists = []struct {
	name, code string
	level      diag.Level
}{
	{"错词", "W02", diag.Error}, {"疑词", "W02", diag.Warning}, {"语病", "W03", diag.Warning}, {"含糊词", "W04", diag.Hint},
	{"网页残留", "W06", diag.Error}, {"相对时间", "T01", diag.Warning}, {"提法", "G1", diag.Warning}, {"乱码", "X01", diag.Error},
	{"量词不当", "U02", diag.Hint},
}

var levelWords = []string{"错误", "警告", "提示"}

func (l *loader) checks(q data.Pair) {
	c := &l.pkg.Checks
	var list []terms.Term
	read := map[string]func(data.Pair){
		"用词不一": func(r data.Pair) { l.variants(r, c) },
		"同类量词": func(r data.Pair) {
			for _, n := range r.Value.Items {
				c.Alike = append(c.Alike, l.Strings(data.Pair{Key: r.Key, Pos: n.Pos, Value: n}))
			}
		},
		"繁体字": func(r data.Pair) {
			c.Traditions = map[rune]bool{}
			for _, t := range l.Line(r).Text {
				c.Traditions[t] = true
			}
		},
		"姓氏":  func(r data.Pair) { c.Surnames = l.Line(r).Text },
		"非姓名": func(r data.Pair) { c.NoNames = l.Strings(r) },
		"当事人称谓": func(r data.Pair) {
			var words []terms.Term
			for _, w := range l.Strings(r) {
				words = append(words, terms.Term{Find: w})
			}
			c.PartyWords = terms.Compile(words)
		},
		"密级标志": func(r data.Pair) { c.Secrecy = l.Strings(r) },
		"起点词":  func(r data.Pair) { c.Since = l.Strings(r) },
		"原因词":  func(r data.Pair) { c.Causes = l.Strings(r) },
		"引言收束": func(r data.Pair) { c.Closing = l.Strings(r) },
		"空泛词":  func(r data.Pair) { c.Idle = l.Strings(r) },
		"引导词":  func(r data.Pair) { c.Neutral = l.Strings(r) },
		"连接词":  func(r data.Pair) { c.Fillers = l.Strings(r) },
	}
	for _, t := range termLists {
		read[t.name] = func(r data.Pair) { list = append(list, l.terms(r, t.code, t.level)...) }
	}
	l.Fields(q, read)
	c.Terms = terms.Compile(list)
	var words []terms.Term
	for i, v := range c.Variants {
		for _, w := range v.Words {
			words = append(words, terms.Term{Find: w, Set: i})
		}
	}
	c.VariantWords = terms.Compile(words)
}

// terms reads one list: 错的: 对的, or 错的: {改: 对的, 前无: […], …}. An entry written
// as "" is none: so a package takes a word back.
func (l *loader) terms(q data.Pair, code string, level diag.Level) []terms.Term {
	if q.Value.Kind != data.Map {
		l.Wrong(q.Value.Pos, q.Key, "“词: 改成什么”", "一行一条")
		return nil
	}
	out := make([]terms.Term, 0, len(q.Value.Pairs))
	var t terms.Term
	keys := l.termKeys(&t)
	for _, r := range q.Value.Pairs {
		t = terms.Term{Find: r.Key, Code: code, Level: level, Pos: r.Pos}
		switch r.Value.Kind {
		case data.Scalar:
			if t.Instead = l.Line(r).Text; t.Instead == "" {
				continue
			}
		case data.Map:
			l.Fields(r, keys)
		}
		if why := terms.Fault(t.Find); why != "" {
			l.Add(diag.Errorf(r.Pos, codeWord, "“%s”%s", r.Key, why).Over(len([]rune(r.Key))).Do("写要找的字；中间隔着几个字的写 …"))
			continue
		}
		out = append(out, t)
	}
	return out
}

// termKeys reads the keys of an entry into t.
func (l *loader) termKeys(t *terms.Term) map[string]func(data.Pair) {
	return map[string]func(data.Pair){
		"改":  func(r data.Pair) { t.Instead = l.Line(r).Text },
		"办法": func(r data.Pair) { t.Advice = l.Line(r).Text },
		"说明": func(r data.Pair) { t.Note = l.Line(r).Text },
		"编号": func(r data.Pair) { t.Code = l.Line(r).Text },
		"级别": func(r data.Pair) { t.Level = l.level(r) },
		"前无": func(r data.Pair) { t.NotAfter = l.Strings(r) },
		"后无": func(r data.Pair) { t.NotBefore = l.Strings(r) },
		"同段": func(r data.Pair) { t.With = l.Strings(r) },
		"段无": func(r data.Pair) { t.Without = l.Strings(r) },
		"自":  func(r data.Pair) { t.From = l.Whole(r, 1980, 2100) },
		"至":  func(r data.Pair) { t.To = l.Whole(r, 1980, 2100) },
		"段首": func(r data.Pair) { t.Start = l.yes(r) },
	}
}

func (l *loader) level(q data.Pair) diag.Level {
	word := l.Choice(q, levelWords).Text
	for i, w := range levelWords {
		if w == word {
			return diag.Level(i)
		}
	}
	return diag.Warning
}

// variants reads 名: [写法, 写法], or 名: {词: […], 级别: 提示}.
func (l *loader) variants(q data.Pair, c *Checks) {
	for _, r := range q.Value.Pairs {
		v := Variant{Name: r.Key, Level: diag.Warning}
		if r.Value.Kind == data.Map {
			l.Fields(r, map[string]func(data.Pair){
				"词":  func(s data.Pair) { v.Words = l.Strings(s) },
				"级别": func(s data.Pair) { v.Level = l.level(s) },
				"同句": func(s data.Pair) { v.Close = l.yes(s) },
			})
		} else {
			v.Words = l.Strings(r)
		}
		c.Variants = append(c.Variants, v)
	}
}
