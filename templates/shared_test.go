package templates_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/render/hanzi"
	"nianbao/templates"
	"nianbao/templates/data"
)

// shared is the folder with the reports and tables the project was built from:
// NIANBAO_SHARED, else ../shared beside the repository. The test is skipped without.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("NIANBAO_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	} else if !filepath.IsAbs(dir) {
		dir = filepath.Join("..", dir)
	}
	if _, err := os.Stat(filepath.Join(dir, "spec")); err != nil {
		t.Skip("the folder named by NIANBAO_SHARED is absent")
	}
	return dir
}

func official(t *testing.T) *templates.Package {
	t.Helper()
	p, found := templates.Load(templates.Folders(templates.Official(), "内置模板")[0])
	if p == nil {
		t.Fatal(found)
	}
	return p
}

// TestEveryFieldOfTheTable: each row of spec/fields.tsv (路径|指标|型|量词|必填|类别|推导)
// is declared with the same indicator, type, 量词, class and duty.
func TestEveryFieldOfTheTable(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(shared(t), "spec", "fields.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	p := official(t)
	rows := 0
	for line := range strings.Lines(string(text)) {
		c := strings.Split(strings.TrimRight(line, "\r\n"), "|")
		if len(c) < 7 {
			continue
		}
		rows++
		path, indicator, kind, measures := c[0], c[1], c[2], c[3]
		f := p.Schema.Field(path)
		if f == nil {
			t.Errorf("%s is not declared", path)
			continue
		}
		if want := plain(indicator); plain(f.Indicator) != want {
			t.Errorf("%s: 指标 %s, want %s", path, f.Indicator, want)
		}
		if f.Type.String() != kind {
			t.Errorf("%s: 型 %s, want %s", path, f.Type, kind)
		}
		// the package may take more 量词 than the table, behind those of the table
		if got := strings.Join(f.Measures, "/"); got != measures && !strings.HasPrefix(got, measures+"/") {
			t.Errorf("%s: 量词 %s, want %s", path, got, measures)
		}
		if got := p.ClassOf(f.Group); got != c[5] {
			t.Errorf("%s: 类别 %s, want %s", path, got, c[5])
		}
		if f.Extra != (c[4] == "扩展") {
			t.Errorf("%s: 扩展 %v, want %s", path, f.Extra, c[4])
		}
		for short, kind := range map[string]string{"街": "街道乡镇", "部": "部门", "区": "区县政府"} {
			if want := strings.HasPrefix(c[4], "必:") && strings.Contains(c[4], short); f.NeededBy(kind) != want {
				t.Errorf("%s: asked of %s %v, want %q", path, kind, f.NeededBy(kind), c[4])
			}
		}
	}
	if rows < 130 {
		t.Errorf("only %d rows read", rows)
	}
}

// plain drops the notes of the table (领域→数), {受理,成功} and the half-width marks.
func plain(s string) string {
	rs := []rune(s)
	hanzi.Normalize(rs)
	s = strings.NewReplacer("（领域→数）", "", "（类型→数）", "").Replace(string(rs))
	s, _, _ = strings.Cut(s, " {")
	s, _, _ = strings.Cut(s, "{")
	return strings.TrimSpace(s)
}

// TestFiveReports: the five real data files are read without an error, and not one
// figure of them is lost.
func TestFiveReports(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shared(t), "reports", "data", "*.yaml"))
	if len(files) < 5 {
		t.Fatalf("%d reports", len(files))
	}
	p := official(t)
	for _, file := range files {
		name := filepath.Base(file)
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		root, src, found, broken := data.Parse(name, content)
		u, more := data.Decode(root, src, &p.Schema, broken)
		if found = append(found, more...); found.Stops() {
			t.Errorf("%s: %v", name, found)
		}
		for _, d := range found {
			t.Logf("%s", d)
		}
		for key, values := range map[string]*data.Values{"统计": &u.Figures, "上年": &u.Last} {
			n := root.Get(key)
			if n == nil {
				continue
			}
			for _, g := range n.Pairs {
				for _, q := range g.Value.Pairs {
					v := values.Get(g.Key + "." + q.Key)
					if v == nil {
						t.Errorf("%s: %s.%s.%s was not read", name, key, g.Key, q.Key)
						continue
					}
					if want := leaves(q.Value); count(*v) != want {
						t.Errorf("%s: %s.%s.%s holds %d figures, want %d", name, key, g.Key, q.Key, count(*v), want)
					}
					if v.Fig != nil && !strings.HasPrefix(q.Value.Text(), v.Fig.Raw) {
						t.Errorf("%s: %s.%s is printed as %s, typed as %s", name, g.Key, q.Key, v.Fig.Raw, q.Value.Text())
					}
				}
			}
		}
		if !slices.Contains(p.Schema.Kinds, u.Kind.Text) {
			t.Errorf("%s: kind %s", name, u.Kind.Text)
		}
	}
}

func leaves(n *data.Node) int {
	if n.Kind != data.Map {
		return 1
	}
	sum := 0
	for _, p := range n.Pairs {
		sum += leaves(p.Value)
	}
	return sum
}

func count(v data.Value) int {
	if len(v.Parts) == 0 {
		return 1
	}
	sum := 0
	for _, p := range v.Parts {
		sum += count(p)
	}
	return sum
}
