package form

import (
	"bytes"
	"encoding/json"
	"strings"

	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

// object is a JSON object whose keys keep their order.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		for j, v := range []any{m.key, m.value} {
			text, err := plainJSON(v)
			if err != nil {
				return nil, err
			}
			if j == 1 {
				b.WriteByte(':')
			}
			b.Write(text)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// plainJSON writes < and & as they are.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// Schema is the JSON Schema (2020-12) of a data file of p, for editors that know the
// YAML language server.
func Schema(p *templates.Package) (string, error) {
	properties := object{}
	var required []string
	for _, s := range data.Shapes(&p.Schema) {
		properties = append(properties, member{s.Key, shapeSchema(&s, p)})
		if s.Needed {
			required = append(required, s.Key)
		}
	}
	root := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", p.Name + " " + p.Version},
		{"description", p.Note},
		{"type", "object"},
		{"properties", properties},
		{"required", required},
		{"additionalProperties", false},
	}
	text, err := plainJSON(root)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = json.Indent(&b, text, "", "  ")
	return b.String(), err
}

// described puts the words for a person in front of a schema. null is a key not filled.
func described(note string, o object) object {
	if note == "" {
		return o
	}
	return append(object{{"description", note}}, o...)
}

var (
	anyText   = object{{"type", []string{"string", "number", "boolean", "null"}}}
	textList  = object{{"type", "array"}, {"items", anyText}}
	textLines = object{{"anyOf", []any{anyText, object{{"type", "array"}, {"maxItems", 0}}}}}
	nothing   = object{{"type", "null"}}
)

// oneOf is a list of words, or nothing.
func oneOf(words []string) object {
	all := make([]any, 0, len(words)+2)
	for _, w := range words {
		all = append(all, w)
	}
	return object{{"enum", append(all, "", nil)}}
}

func closed(properties object) object {
	return object{{"type", []string{"object", "null"}}, {"properties", properties}, {"additionalProperties", false}}
}

func mapOf(v object) object {
	return object{{"type", []string{"object", "null"}}, {"additionalProperties", v}}
}

func shapeSchema(s *data.Shape, p *templates.Package) object {
	return described(about(s, s.Needed), shapeOnly(s, p))
}

func shapeOnly(s *data.Shape, p *templates.Package) object {
	switch s.Kind {
	case data.ShapeChoice:
		return oneOf(s.Options)
	case data.ShapeWhole:
		return object{{"anyOf", []any{
			object{{"type", "integer"}, {"minimum", s.Low}, {"maximum", s.High}},
			object{{"type", "string"}, {"pattern", `^[0-9０-９]*年?度?$`}}, nothing}}}
	case data.ShapeDate:
		return dateSchema
	case data.ShapeText:
		return textLines
	case data.ShapeTexts:
		return object{{"anyOf", []any{textList, anyText}}}
	case data.ShapeKeys:
		return members(s.Members, p)
	case data.ShapeNamed:
		if len(s.Options) == 0 {
			return mapOf(anyText)
		}
		properties := object{}
		for _, key := range s.Options {
			properties = append(properties, member{key, anyText})
		}
		return closed(properties)
	case data.ShapeRecords:
		item := object{{"anyOf", []any{anyText, members(s.Members, p)}}}
		return object{{"anyOf", []any{object{{"type", "array"}, {"items", item}}, item}}}
	case data.ShapeFigures:
		return figuresSchema(p, s.Key == keyLast)
	case data.ShapeOwn:
		return ownSchema
	case data.ShapeTargets:
		return object{{"type", []string{"object", "null"}}}
	case data.ShapeSlots:
		return slotsSchema(p)
	case data.ShapeNotes:
		return object{{"anyOf", []any{anyText, mapOf(anyText)}}}
	}
	return anyText
}

func members(list []data.Shape, p *templates.Package) object {
	properties := object{}
	for i := range list {
		properties = append(properties, member{list[i].Key, shapeSchema(&list[i], p)})
	}
	return closed(properties)
}

var dateSchema = object{{"anyOf", []any{object{{"type", "string"}, {"pattern", `^$|^[0-9０-９]{4}\s*[-年/.]\s*[0-9０-９]{1,2}\s*[-月/.]\s*[0-9０-９]{1,2}\s*日?$`}}, nothing}}}

// figureSchema is how official texts write a figure (contract §3). What follows it is its
// 量词, which is understood as well.
func figureSchema(rate bool) object {
	pattern := `^(约|近|超过|超|逾)?\s*([0-9０-９][0-9０-９,]*([.．][0-9０-９]+)?|[一二两三四五六七八九十]{1,3})[百千]?[余多]?[万亿]?[余多]?`
	if rate {
		pattern += `[%％‰]$|^$`
		return object{{"anyOf", []any{object{{"type", "string"}, {"pattern", pattern}}, nothing}}}
	}
	return object{{"anyOf", []any{object{{"type", "number"}, {"minimum", 0}}, object{{"type", "string"}, {"pattern", pattern + `|^$`}}, nothing}}}
}

var ownSchema = mapOf(object{{"anyOf", []any{figureSchema(false), closed(object{
	{"值", described("数", figureSchema(false))}, {"量词", described("如 件", anyText)}, {"名", described("表里印的名称", anyText)}})}}})

func figuresSchema(p *templates.Package, last bool) object {
	groups := object{}
	for _, g := range p.Schema.Groups {
		fields := object{}
		for _, f := range p.Schema.Fields {
			if f.Group == g {
				fields = append(fields, member{f.Name, described(fieldNote(f), fieldSchema(f))})
			}
		}
		groups = append(groups, member{g, closed(fields)})
	}
	if last {
		groups = append(groups, member{data.OwnGroup, ownSchema})
	}
	return closed(groups)
}

func fieldNote(f *data.Field) string {
	note := f.Indicator
	if len(f.Measures) > 0 && f.Type != data.Rate {
		note += "（" + strings.Join(f.Measures, "、") + "）"
	}
	if f.NeededByAll {
		note += "；必填"
	} else if len(f.Needed) > 0 {
		note += "；" + strings.Join(f.Needed, "、") + "必填"
	}
	if f.Note != "" {
		note += "；" + f.Note
	}
	return note
}

func fieldSchema(f *data.Field) object {
	switch f.Type {
	case data.Count, data.Amount:
		return figureSchema(false)
	case data.Rate:
		return figureSchema(true)
	case data.Date:
		return dateSchema
	case data.Choice:
		return oneOf(f.Options)
	case data.Table:
		return mapOf(figureSchema(false))
	case data.Group:
		properties := object{}
		for i, m := range f.Members {
			properties = append(properties, member{m.Name, described(fieldNote(f.Member(i)), fieldSchema(f.Member(i)))})
		}
		return closed(properties)
	case data.Matrix:
		cols := object{}
		for _, c := range f.Cols {
			cols = append(cols, member{c, figureSchema(false)})
		}
		rows := object{}
		for _, r := range f.Rows {
			rows = append(rows, member{r, closed(cols)})
		}
		return closed(rows)
	case data.Roster:
		cols := object{}
		for _, c := range f.Cols {
			cols = append(cols, member{c, anyText})
		}
		return object{{"type", []string{"array", "null"}}, {"items", closed(cols)}}
	}
	return textLines
}

// slotsSchema lists the parts of the text of all kinds, with their headings.
func slotsSchema(p *templates.Package) object {
	properties := object{}
	for _, name := range p.Schema.Slots {
		note := ""
		for _, k := range p.Kinds {
			for _, s := range k.Slots {
				if s.Name == name && note == "" {
					note = holder().ReplaceAllString(s.Title.Text, "")
					if s.Note != "" {
						note += "：" + s.Note
					}
				}
			}
		}
		properties = append(properties, member{name, described(note, textLines)})
	}
	return object{{"anyOf", []any{closed(properties), object{{"type", "string"}, {"description", "数据文件旁边的文件名，如 正文.docx、正文.txt"}}}}}
}

var holder = pattern.Later(`\{\{[^}]*\}\}年?度?`)
