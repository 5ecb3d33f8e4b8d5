// decode.go turns the tree of a data file into a Unit: every key known, every
// value of its type, every finding at once.
package data

import (
	"slices"
	"strings"

	"nianbao/render/diag"
)

// Decode reads root by the declarations of s. broken says that parts of the file
// could not be read, so missing keys are not reported.
func Decode(root *Node, src *Source, s *Schema, broken bool) (*Unit, diag.List) {
	d := &decoder{schema: s, unit: &Unit{Source: src, Targets: map[string]Value{}, Notes: map[string]string{}, Unchecked: map[string]string{}}}
	if root.Kind != Map {
		d.Add(diag.Errorf(root.Pos, codeType, "整个文件应是“键: 值”的形式").Do("请对照 examples 里的示例"))
	} else {
		root = d.renamed(root)
		d.top(root)
		if !broken {
			d.required(root)
		}
		d.limits(root)
	}
	src.Excerpts(d.Found)
	return d.unit, d.Found
}

type decoder struct {
	Reader
	schema *Schema
	unit   *Unit
}

// keys are the top-level keys of a data file in the order of contract §3, each
// with the reader of its value.
func (d *decoder) keys() []struct {
	name string
	read func(p Pair)
} {
	u := d.unit
	return []struct {
		name string
		read func(p Pair)
	}{
		{"报告", func(p Pair) { u.Report = d.Line(p).Text }},
		{"模板", func(p Pair) { u.Template = d.Line(p).Text }},
		{"单位", func(p Pair) { u.Name = d.Line(p) }},
		{"全称", func(p Pair) { u.FullName = d.Line(p) }},
		{"类型", func(p Pair) { u.Kind = d.Choice(p, d.schema.Kinds) }},
		{"年度", func(p Pair) { u.Year = d.Whole(p, 1980, 2100) }},
		{"稿次", func(p Pair) { u.Draft = d.Whole(p, 1, 999) }},
		{"标题", func(p Pair) { u.Title = d.Text(p) }},
		{"主送", func(p Pair) { u.Addressees = d.Texts(p) }},
		{"抄送", func(p Pair) { u.CopyTo = d.Texts(p) }},
		{"成文日期", func(p Pair) {
			u.Date, u.DatePos = d.Date(p), p.Value.Pos
			u.DateRefused = u.Date == "" && strings.TrimSpace(p.Value.Text()) != ""
		}},
		{"发布", func(p Pair) {
			d.Fields(p, map[string]func(Pair){"时间": func(q Pair) { d.Line(q) }, "来源": func(q Pair) { d.Line(q) }})
		}},
		{"用语", func(p Pair) { u.Wording = d.Named(p, nil) }},
		{"编号", func(p Pair) { u.Numbering = d.Named(p, numbered) }},
		{"引言", func(p Pair) {
			u.Intro = d.Text(p)
			u.NoIntro = strings.TrimSpace(u.Intro.String()) == "无" || u.Intro != nil && len(u.Intro) == 0
		}},
		{"统计", func(p Pair) { d.figures(p, &u.Figures) }},
		{OwnGroup, func(p Pair) { d.own(p, &u.Figures) }},
		{"上年", func(p Pair) { d.figures(p, &u.Last) }},
		{"目标", func(p Pair) { d.targets(p) }},
		{"汇入", func(p Pair) { u.RollUp = d.Line(p) }},
		{"正文", func(p Pair) { d.slots(p) }},
		{"附件", func(p Pair) { u.Attachments = d.Attachments(p) }},
		{"附注", func(p Pair) { u.Remark = d.Text(p) }},
		{"版式", func(p Pair) { u.Form, u.FormPos = d.Choice(p, forms).Text, p.Value.Pos }},
		{"发文", func(p Pair) { d.issue(p) }},
		{"版本", func(p Pair) { d.versions(p) }},
		{"填报", func(p Pair) { d.filing(p) }},
		{"备注", func(p Pair) { d.notes(p) }},
		{"不查", func(p Pair) { d.unchecked(p) }},
	}
}

func (d *decoder) top(root *Node) {
	keys := d.keys()
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	// 自定 must be known before 上年 and 正文 name it, 统计 before 目标.
	for _, k := range keys {
		for _, p := range root.Pairs {
			if p.Key == k.name && p.Value.Kind != Empty {
				k.read(p)
			}
		}
	}
	for _, p := range root.Pairs {
		if i := slices.IndexFunc(d.schema.Fields, func(f *Field) bool { return f.Name == p.Key }); i >= 0 && !slices.Contains(names, p.Key) {
			d.Add(diag.Errorf(p.Pos, codeUnknown, "数据文件没有“%s”这个键", p.Key).Over(len([]rune(p.Key))).
				Do("“%s”要写在“统计”的“%s”下面", p.Key, d.schema.Fields[i].Group))
		} else if !slices.Contains(names, p.Key) {
			d.Unknown(p, "数据文件没有“%s”这个键", names, append(slices.Clone(d.schema.Groups), d.schema.Slots...))
		}
	}
}

func (d *decoder) required(root *Node) {
	for _, key := range []string{"单位", "全称", "类型", "年度"} {
		if n := root.Get(key); n == nil || n.Kind == Scalar && strings.TrimSpace(n.Value) == "" {
			pos := diag.Pos{File: d.unit.Source.Name, Line: 1, Col: 1}
			for _, p := range root.Pairs {
				if p.Key == key {
					pos = p.Pos
				}
			}
			d.Add(diag.Errorf(pos, codeMissing, "缺“%s”", key).Do("在文件开头写 %s: …", key))
		}
	}
}
