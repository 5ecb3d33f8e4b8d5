package form

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"nianbao/templates"
	"nianbao/templates/data"
)

// packages are the built-in package and those of templates/testdata.
func packages(t *testing.T) []*templates.Package {
	t.Helper()
	folders := templates.Folders(templates.Official(), "内置模板")
	folders = append(folders, templates.Folders(os.DirFS(filepath.Join("..", "testdata")), "包")...)
	var out []*templates.Package
	for _, f := range folders {
		p, found := templates.Load(f)
		if p == nil {
			t.Fatal(found)
		}
		out = append(out, p)
	}
	if len(out) < 3 {
		t.Fatal("too few packages")
	}
	return out
}

// dataFiles are the examples and, where they are at hand, the five real data files.
func dataFiles(t *testing.T) []string {
	t.Helper()
	out, _ := filepath.Glob(filepath.Join("..", "..", "examples", "*.yaml"))
	more, _ := filepath.Glob(filepath.Join("..", "..", "examples", "*", "*.yaml"))
	for _, path := range more {
		if !strings.Contains(path, "模板") && !strings.Contains(path, "kubernetes") {
			out = append(out, path)
		}
	}
	dir := os.Getenv("NIANBAO_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	more, _ = filepath.Glob(filepath.Join(dir, "reports", "data", "*.yaml"))
	out = append(out, more...)
	if len(out) < 5 {
		t.Fatal("no examples")
	}
	return out
}

func parse(t *testing.T, name, text string) *data.Node {
	t.Helper()
	root, _, found, _ := data.Parse(name, []byte(text))
	if root == nil || found.Stops() {
		t.Fatalf("%s: %v\n%s", name, found, text)
	}
	return root
}

// TestBlankForm: the form of every kind of every package reads without a note, and
// asks for every figure and part of the text.
func TestBlankForm(t *testing.T) {
	for _, p := range packages(t) {
		for _, k := range p.Kinds {
			f := New(p, k, "甲单位", "", 2024)
			f.File = "甲.yaml"
			text := f.YAML()
			root, src, found, _ := data.Parse("甲.yaml", []byte(text))
			u, more := data.Decode(root, src, &p.Schema, false)
			if found = append(found, more...); len(found) > 0 {
				t.Errorf("%s %s: %v\n%s", p.Name, k.Name, found, text)
				continue
			}
			if u.Name.Text != "甲单位" || u.Year != 2024 || len(u.Figures.List) > 0 {
				t.Errorf("%s %s: %+v", p.Name, k.Name, u)
			}
			for _, field := range p.Schema.Fields {
				if !strings.Contains(text, field.Name) {
					t.Errorf("%s %s: %s is not in the form", p.Name, k.Name, field.Path())
				}
			}
			for _, s := range k.Slots {
				if !strings.Contains(text, "\n  "+s.Name+":") {
					t.Errorf("%s %s: no %s", p.Name, k.Name, s.Name)
				}
			}
			for _, s := range data.Shapes(&p.Schema) {
				if !strings.Contains(text, s.Key+":") && s.Key != keyLast {
					t.Errorf("%s %s: no %s", p.Name, k.Name, s.Key)
				}
			}
		}
	}
}

// TestFrom: last year's figures become 上年, its text is shown, facts stay.
func TestFrom(t *testing.T) {
	p := packages(t)[0]
	for _, path := range dataFiles(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		last := parse(t, path, string(text))
		k := p.Kind(last.Get(keyKind).Text())
		if k == nil {
			continue
		}
		f := New(p, k, last.Get(keyName).Text(), last.Get(keyFull).Text(), 2031)
		f.From(last)
		root := parse(t, path, f.YAML())
		old, now := data.Tidy(last, &p.Schema), data.Tidy(root, &p.Schema)
		if want, got := write(old.Get(keyFigures)), write(now.Get(keyLast)); !strings.HasPrefix(got, want) {
			t.Errorf("%s: 上年 is\n%s\nwant\n%s", path, got, want)
		}
		if now.Get("成文日期") != nil || now.Get(keyFigures) != nil || write(now.Get("主送")) != write(old.Get("主送")) {
			t.Errorf("%s: carried over wrongly\n%s", path, data.WriteYAML(now))
		}
		for slot, back := range f.Reminders {
			if !strings.Contains(f.YAML(), back[0].Text) {
				t.Errorf("%s: nothing to look back at in %s", path, slot)
			}
		}
	}
}

func write(n *data.Node) string {
	if n == nil {
		return ""
	}
	return data.WriteYAML(&data.Node{Kind: data.Map, Pairs: []data.Pair{{Key: "值", Value: n}}})
}

// TestSchema: every data file at hand and every blank form is valid by the schema;
// slips are not.
func TestSchema(t *testing.T) {
	p := packages(t)[0]
	text, err := Schema(p)
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal([]byte(text), &schema); err != nil {
		t.Fatal(err)
	}
	for _, path := range dataFiles(t) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), "\n报告:") || p.Kind(parse(t, path, string(content)).Get(keyKind).Text()) == nil {
			continue // of another package
		}
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), "模板")); err == nil {
			continue // a package of its own lies beside it
		}
		if bad := valid(schema, value(parse(t, path, string(content))), ""); bad != "" {
			t.Errorf("%s: %s", path, bad)
		}
	}
	for _, k := range p.Kinds {
		if bad := valid(schema, value(parse(t, "甲.yaml", New(p, k, "", "", 2024).YAML())), ""); bad != "" {
			t.Errorf("blank form of %s: %s", k.Name, bad)
		}
	}
	head := "单位: 甲\n全称: 甲\n类型: 部门\n年度: 2024\n"
	for _, c := range []string{"单位: 甲\n", head + "统记: {}\n", head + "统计: {执法: {案件: 3}}\n", head + "统计: {执法: {案件总数: 不少}}\n",
		head + "统计: {执法: {结案率: 85}}\n", head + "版式: 红头\n", head + "成文日期: 明天\n", head + "正文: {结尾: 完}\n", head + "统计: {执法: {案件总数: -3}}\n"} {
		if valid(schema, value(parse(t, "甲.yaml", c)), "") == "" {
			t.Errorf("valid by the schema:\n%s", c)
		}
	}
}

// value is a tree as JSON sees it: unquoted numbers are numbers.
func value(n *data.Node) any {
	switch n.Kind {
	case data.Map:
		out := map[string]any{}
		for _, p := range n.Pairs {
			out[p.Key] = value(p.Value)
		}
		return out
	case data.List:
		out := []any{}
		for _, item := range n.Items {
			out = append(out, value(item))
		}
		return out
	case data.Scalar:
		if r, ok := new(big.Rat).SetString(n.Value); ok && !n.Quote && !strings.Contains(n.Value, "/") {
			f, _ := r.Float64()
			return f
		}
		return n.Value
	}
	return nil
}

// valid checks v by as much of JSON Schema as ours uses and says what is wrong.
func valid(s map[string]any, v any, at string) string {
	if list, ok := s["anyOf"].([]any); ok {
		all := ""
		for _, one := range list {
			bad := valid(one.(map[string]any), v, at)
			if bad == "" {
				return ""
			}
			all += bad + "; "
		}
		return all
	}
	if list, ok := s["enum"].([]any); ok {
		for _, one := range list {
			if one == v {
				return ""
			}
		}
		return fmt.Sprintf("%s: %v is none of %v", at, v, list)
	}
	kind := map[bool]string{}
	switch x := v.(type) {
	case nil:
		kind[true] = "null"
	case string:
		kind[true] = "string"
		if pattern, ok := s["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(x) {
			return fmt.Sprintf("%s: %q does not match %s", at, x, pattern)
		}
	case float64:
		kind[true] = "number"
		if low, ok := s["minimum"].(float64); ok && x < low {
			return fmt.Sprintf("%s: %v is too small", at, x)
		}
	case []any:
		kind[true] = "array"
		if most, ok := s["maxItems"].(float64); ok && len(x) > int(most) {
			return at + ": too many items"
		}
		if items, ok := s["items"].(map[string]any); ok {
			for i, item := range x {
				if bad := valid(items, item, fmt.Sprintf("%s[%d]", at, i)); bad != "" {
					return bad
				}
			}
		}
	case map[string]any:
		kind[true] = "object"
		properties, _ := s["properties"].(map[string]any)
		for _, key := range list(s["required"]) {
			if _, ok := x[key]; !ok {
				return at + ": no " + key
			}
		}
		for key, item := range x {
			next, known := properties[key].(map[string]any)
			if !known {
				if s["additionalProperties"] == false {
					return at + ": unknown key " + key
				}
				next, known = s["additionalProperties"].(map[string]any)
			}
			if known {
				if bad := valid(next, item, at+"."+key); bad != "" {
					return bad
				}
			}
		}
	}
	types := list(s["type"])
	for _, want := range types {
		if want == kind[true] || want == "integer" && kind[true] == "number" {
			return ""
		}
	}
	if len(types) > 0 {
		return fmt.Sprintf("%s: %v is no %v", at, v, types)
	}
	return ""
}

func list(v any) []string {
	if s, ok := v.(string); ok {
		return []string{s}
	}
	var out []string
	items, _ := v.([]any)
	for _, item := range items {
		out = append(out, item.(string))
	}
	return out
}
