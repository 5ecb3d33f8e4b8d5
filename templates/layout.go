package templates

import (
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/templates/data"
)

// layout decodes 版式: what a package changes of the standard's sheet. What may be set
// stands in gbt9704.Items.
func (l *loader) layout(q data.Pair, k *Kind) {
	keys := map[string]func(data.Pair){
		"形式": func(r data.Pair) { k.Form = l.Choice(r, []string{"web", "plain", "redhead"}).Text },
		"印章": func(r data.Pair) { k.Seal = l.Choice(r, []string{"无", "加盖", "签名章"}).Text },
		"行式": func(r data.Pair) {
			if l.Choice(r, []string{"grid", "clreq"}).Text == "clreq" {
				k.Sheet.Profile = gbt9704.LineCLREQ
			} else {
				k.Sheet.Profile = gbt9704.LineGrid
			}
		},
		"标注条文": func(r data.Pair) { k.Sheet.Annotate = l.yes(r) },
	}
	for _, item := range gbt9704.Items() {
		if keys[item.Group] == nil {
			keys[item.Group] = func(r data.Pair) { l.Fields(r, l.group(item.Group, k)) }
		}
	}
	l.Fields(q, keys)
	l.holds(q, k)
}

// group reads the items of one group of 版式.
func (l *loader) group(name string, k *Kind) map[string]func(data.Pair) {
	keys := map[string]func(data.Pair){}
	for _, item := range gbt9704.Items() {
		if item.Group == name {
			keys[item.Name] = func(r data.Pair) { l.item(item, r, k) }
		}
	}
	if name == "字体" {
		keys["补字"] = func(r data.Pair) { l.substitutes(r, k) }
	}
	return keys
}

// item sets one item of the sheet and notes who set it.
func (l *loader) item(i gbt9704.Item, r data.Pair, k *Kind) {
	line := l.Line(r)
	if ok, want := i.Set(&k.Sheet, line.Text); !ok {
		l.Add(diag.Errorf(line.Pos, codeWord, "“%s”应为%s", r.Key, want).Over(len([]rune(line.Text))).Do("标准值：%s", i.Show(standard())))
		return
	}
	if i.Group == numberingGroup && strings.ContainsAny(strings.NewReplacer("{汉}", "", "{数}", "").Replace(line.Text), "{}｛｝") {
		l.Add(diag.Errorf(line.Pos, codeWord, "“%s”的“%s”里只能写 {汉}（一）或 {数}（1）", r.Key, line.Text).Over(len([]rune(line.Text))).Do("标准值：%s", i.Show(standard())))
	}
	k.LayoutAt = append(k.LayoutAt, SetItem{i.Key(), r.Pos})
	if i.Face {
		k.FaceNames = append(k.FaceNames, line)
	}
}

func (l *loader) substitutes(r data.Pair, k *Kind) {
	k.Sheet.Faces.Substitutes = nil
	for _, line := range l.Texts(r) {
		k.Sheet.Faces.Substitutes = append(k.Sheet.Faces.Substitutes, line.Text)
		k.FaceNames = append(k.FaceNames, line)
	}
}

func standard() *gbt9704.Sheet {
	s := gbt9704.Standard()
	return &s
}

// holds refuses a layout no page can hold, at the item that was set.
func (l *loader) holds(q data.Pair, k *Kind) {
	problems := k.Sheet.Problems()
	for _, p := range problems {
		pos, span := q.Pos, len([]rune(q.Key))
		var usual []string
		for i, key := range p.Items {
			if at := k.SetAt(key); at.Line > 0 && len(usual) == 0 {
				pos, span = at, len([]rune(p.Items[i]))-len([]rune(itemGroup(key)))-1
				usual = append(usual, standardOf(key))
			}
		}
		hint := "核对“页面”“字号”各项；标准值见 nianbao template explain"
		if len(usual) > 0 {
			hint = "标准值：" + usual[0] + "；其他各项见 nianbao template explain"
		}
		l.Add(diag.Errorf(pos, codeWord, "版式排不成页：%s", p.Text).Over(span).Do("%s", hint))
	}
	if len(problems) > 0 {
		k.Sheet = *standard()
	}
}

// itemGroup is the group in the key of an item.
func itemGroup(key string) string {
	group, _, _ := strings.Cut(key, ".")
	return group
}

// standardOf is what the standard, or the usual layout, has for an item.
func standardOf(key string) string {
	for _, i := range gbt9704.Items() {
		if i.Key() == key {
			return i.Show(standard())
		}
	}
	return ""
}

// SetItem is an item of 版式 a package sets, and where.
type SetItem struct {
	Key string
	Pos diag.Pos
}

// SetAt is the place where the package set an item, the zero place when it did not.
func (k *Kind) SetAt(key string) diag.Pos {
	if i := slices.IndexFunc(k.LayoutAt, func(s SetItem) bool { return s.Key == key }); i >= 0 {
		return k.LayoutAt[i].Pos
	}
	return diag.Pos{}
}

// numberingGroup is the group of the items a data file's 编号 may change.
const numberingGroup = "编号"

// SheetFor is the sheet of a unit: the kind's, with the numbering the unit changed;
// at tells where an item was set.
func (k *Kind) SheetFor(u *data.Unit) (s gbt9704.Sheet, at func(key string) diag.Pos) {
	s = k.Sheet
	places := map[string]diag.Pos{}
	for _, n := range u.Numbering {
		for _, i := range gbt9704.Items() {
			if i.Group == numberingGroup && i.Name == n.Key {
				i.Set(&s, n.Text.Text)
				places[i.Key()] = n.Pos
			}
		}
	}
	return s, func(key string) diag.Pos {
		if pos, ok := places[key]; ok {
			return pos
		}
		return k.SetAt(key)
	}
}

// codeDeviates is a deviation from GB/T 9704.
const codeDeviates = "L31"

// Deviations are the sheet's deviations from GB/T 9704 as findings, each with its
// clause and the place that made it.
func Deviations(s *gbt9704.Sheet, at func(key string) diag.Pos) diag.List {
	var out diag.List
	for _, d := range gbt9704.Deviations(s) {
		x := diag.Warnf(at(d.Key()), codeDeviates, "%s 为 %s，GB/T 9704—2012 第 %s 条为 %s", strings.ReplaceAll(d.Key(), ".", "的"), d.Got, d.Clause, d.Want)
		out.Add(x.Do("有本地规定的保留；否则删去这一行，用标准值"))
	}
	return out
}
