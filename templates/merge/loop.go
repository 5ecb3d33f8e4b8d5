// loop.go is {{每个 组.表 、}}: whose turns there are, what names mean in them. Loops may
// stand in loops; a name is of the innermost, with 外. before it of the one around that.
package merge

import (
	"math/big"
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
)

// The names in a turn of a 表, and before those of the loop around.
const (
	turnName    = "名"
	turnFigure  = "数"
	turnMeasure = "量词"
	turnCount   = "序"
	turnOuter   = "外."
)

// turn is what the names within a loop mean in one turn.
type turn struct {
	words  map[string]string
	figure data.Figure // of 数; without a value in a loop over a 名单
	path   string      // of that figure
	outer  *turn       // of the loop around
	depth  int         // loops around this one
}

// loop runs do for each turn of a loop whose text has size characters, with the mark to
// stand between what is printed. When nothing of it will be printed do looks once for wrong names.
func (m *Merger) loop(inner string, pos diag.Pos, span, size int, taken bool, do func(mark string, taken bool)) {
	inner = m.ledger.Package.Schema.Current(strings.ReplaceAll(inner, "\u3000", " "))
	path, mark, _ := strings.Cut(strings.TrimSpace(inner), " ")
	mark = strings.TrimSpace(mark)
	f := m.ledger.Package.Schema.Field(path)
	if f == nil || f.Type != data.Table && f.Type != data.Roster {
		m.found.Add(diag.Errorf(pos, codeName, "“每个”后面的“%s”不是表或名单", path).Over(span).Do("写作 {{每个 组.表 、}}{{名}}{{数}}件{{结束}}"))
		return
	}
	if m.turn != nil && m.turn.depth+1 >= mostLoops {
		m.found.Add(diag.Errorf(pos, codeHolder, "“每个”套了太多层，最多 %d 层", mostLoops).Over(span).Do("分成几处写"))
		return
	}
	var turns []*turn
	if taken && !m.endless {
		turns = m.turns(f)
	}
	if len(turns) == 0 {
		m.silently(func() { m.in(m.nest(blankTurn(f)), func() { do("", false) }) })
		return
	}
	if m.spun += len(turns); m.spun > mostTurns {
		m.exhaust(pos, span, "循环太多：一份报告的循环最多转 %d 次", mostTurns)
		return
	}
	if !m.spend(len(turns)*size, pos, span) {
		return
	}
	for _, t := range turns {
		m.in(m.nest(t), func() { do(mark, true) })
	}
}

// spend counts characters that loops and wording within wording read or put in; once
// there are too many it says so and nothing more is put in.
func (m *Merger) spend(n int, pos diag.Pos, span int) bool {
	if m.spent += n; m.spent > mostSpent {
		m.exhaust(pos, span, "循环和套在一起的用语太长：一份报告里最多 %d 字", mostSpent)
	}
	return !m.endless
}

func (m *Merger) exhaust(pos diag.Pos, span int, format string, args ...any) {
	if !m.endless {
		m.found.Add(diag.Errorf(pos, codeHolder, format, args...).Over(span).Do("减少循环和引用；表里的数可改用 {{表 …}}"))
	}
	m.endless = true
}

// nest puts a turn into the one we are in.
func (m *Merger) nest(t *turn) *turn {
	if t.outer = m.turn; t.outer != nil {
		t.depth = t.outer.depth + 1
	}
	return t
}

// turns are those of a loop over a 表 or a 名单.
func (m *Merger) turns(f *data.Field) []*turn {
	v := m.unit.Figures.Get(f.Path())
	if v == nil {
		return nil
	}
	var out []*turn
	for i, p := range v.Parts {
		out = append(out, &turn{figure: *p.Fig, path: f.Path() + "." + p.Name, words: map[string]string{
			turnName: p.Name, turnFigure: p.Fig.Raw, turnMeasure: f.Measure(), turnCount: strconv.Itoa(i + 1)}})
	}
	for i, r := range v.Records {
		t := turn{words: map[string]string{turnCount: strconv.Itoa(i + 1)}}
		for c, name := range f.Cols {
			t.words[name] = r[c]
		}
		out = append(out, &t)
	}
	return out
}

// blankTurn has the names of a turn, to look whether a text uses no others.
func blankTurn(f *data.Field) *turn {
	t := turn{words: map[string]string{turnCount: "1"}}
	if f.Type == data.Roster {
		for _, name := range f.Cols {
			t.words[name] = ""
		}
		return &t
	}
	t.words[turnName], t.words[turnMeasure], t.words[turnFigure] = "", f.Measure(), "0"
	t.figure = data.Figure{Raw: "0", Value: new(big.Rat)}
	return &t
}

// named finds what a name means in the loops we are in.
func (m *Merger) named(name string) (t *turn, rest string, ok bool) {
	t = m.turn
	for t != nil {
		inner, outer := strings.CutPrefix(name, turnOuter)
		if !outer {
			break
		}
		t, name = t.outer, strings.TrimSpace(inner)
	}
	if t == nil {
		return nil, name, false
	}
	_, ok = t.words[name]
	return t, name, ok
}

// fromTurn gives the runs of a name of a loop; ok is false for any other name.
func (m *Merger) fromTurn(name, style string, pos diag.Pos, span int) (out []doc.Run, ok bool) {
	t, name, ok := m.named(name)
	if !ok {
		return nil, false
	}
	text := t.words[name]
	if name == turnFigure && t.path != "" {
		m.place(t.path)
	}
	if style == "" {
		return []doc.Run{{Text: text, Pos: pos}}, true
	}
	why := "“" + name + "”不是数，不能改写法"
	if fig, is := t.value(name); is {
		text, why = restyle(fig, style)
	}
	if why != "" {
		m.found.Add(diag.Errorf(pos, codeFormat, "%s", why).Over(span).Do("去掉“|”后面的部分照原样引用"))
	}
	return []doc.Run{{Text: text, Pos: pos}}, true
}

// value is what a name of the turn counts, if it is a figure.
func (t *turn) value(name string) (data.Figure, bool) {
	if name == turnFigure && t.figure.Value != nil {
		return t.figure, true
	}
	if n, err := strconv.ParseInt(t.words[name], 10, 64); err == nil {
		return data.Figure{Raw: t.words[name], Value: new(big.Rat).SetInt64(n)}, true
	}
	return data.Figure{}, false
}
