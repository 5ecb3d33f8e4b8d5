package templates

import (
	"nianbao/render/gbt9704"
	"nianbao/templates/data"
)

// layout decodes 版式: what a package changes of the standard's sheet.
func (l *loader) layout(q data.Pair, k *Kind) {
	l.Fields(q, map[string]func(data.Pair){
		"形式": func(r data.Pair) { k.Form = l.Choice(r, []string{"web", "plain", "redhead"}).Text },
		"印章": func(r data.Pair) { k.Seal = l.Choice(r, []string{"无", "加盖", "签名章"}).Text },
		"行式": func(r data.Pair) {
			if l.Choice(r, []string{"grid", "clreq"}).Text == "clreq" {
				k.Sheet.Profile = gbt9704.LineCLREQ
			} else {
				k.Sheet.Profile = gbt9704.LineGrid
			}
		},
		"字体": func(r data.Pair) { l.faces(r, k) },
		"编号": func(r data.Pair) { l.numbering(r, k) },
	})
}

func (l *loader) faces(q data.Pair, k *Kind) {
	f := &k.Sheet.Faces
	key := func(to *string) func(data.Pair) { return func(r data.Pair) { *to = l.Line(r).Text } }
	l.Fields(q, map[string]func(data.Pair){
		"标题": key(&f.Title), "正文": key(&f.Body), "页码": key(&f.Folio), "表头": key(&f.TableHead),
		"一级": key(&f.Level[0]), "二级": key(&f.Level[1]), "三级": key(&f.Level[2]), "四级": key(&f.Level[3]),
		"西文": key(&f.Latin), "标题西文": key(&f.TitleLatin),
		"补字": func(r data.Pair) { f.Substitutes = l.strings(r) },
	})
}

func (l *loader) numbering(q data.Pair, k *Kind) {
	r := &k.Sheet.Rules
	rule := func(to *string) func(data.Pair) { return func(t data.Pair) { *to = l.Line(t).Text } }
	l.Fields(q, map[string]func(data.Pair){
		"1级": rule(&r.Level[0]), "2级": rule(&r.Level[1]), "3级": rule(&r.Level[2]), "4级": rule(&r.Level[3]),
		"列举": rule(&r.Item),
	})
}
