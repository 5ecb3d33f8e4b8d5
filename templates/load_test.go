package templates_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"nianbao/render/diag"
	"nianbao/render/gbt9704"
	"nianbao/templates"
	"nianbao/templates/internal/casefile"
)

var update = flag.Bool("update", false, "rewrite the outcomes in testdata")

// TestOfficialPackages load without a finding, and every kind is whole.
func TestOfficialPackages(t *testing.T) {
	folders := templates.Folders(templates.Official(), "内置模板")
	if len(folders) == 0 {
		t.Fatal("no built-in package")
	}
	for _, f := range folders {
		p, found := templates.Load(f)
		if p == nil || len(found) > 0 {
			t.Errorf("%s: %v", f.Name, found)
			continue
		}
		for _, k := range p.Kinds {
			if !k.Title.Filled() || !k.Intro.Filled() || len(k.Slots) == 0 || len(k.Annex()) == 0 || k.Files.Report.Text == "" ||
				k.Due.Report == "" || k.Due.Publish == "" || len(k.Wording) == 0 {
				t.Errorf("%s: kind %s is not whole", f.Name, k.Name)
			}
		}
	}
}

// files reads the files of a case: each part but out is a file of folder 甲, or,
// when it holds a /, of the folder named before it.
func files(c *casefile.Case, names ...string) fs.FS {
	out := fstest.MapFS{}
	for _, n := range names {
		if c.Has(n) {
			out[n] = &fstest.MapFile{Data: []byte(c.Part(n))}
		}
	}
	return out
}

// minimal is a package with the least a package must hold, without what the file
// of a case gives.
func minimal(text string) string {
	out := ""
	for _, l := range []string{"报告: 甲报告", "版: \"1\"", "标题: 甲", "文件名: {报告: 甲, 附表: 乙}", "类型: {某类: {}}", "字段: {甲: {一: {型: 数}, 二: {型: 数}, 表: {型: 表}}}"} {
		key, _, _ := strings.Cut(l, ":")
		if !strings.HasPrefix(text, key+":") && !strings.Contains(text, "\n"+key+":") {
			out += l + "\n"
		}
	}
	return out
}

// TestBrokenPackages reads testdata/broken.txt: what a maintainer wrote, and where
// the finding points. The rest of the package stands behind it.
func TestBrokenPackages(t *testing.T) {
	casefile.Run(t, "testdata/broken.txt", *update, func(t *testing.T, c *casefile.Case) string {
		text := c.Part("in")
		fsys := fstest.MapFS{"甲/包.yaml": {Data: []byte(text + minimal(text))}}
		if c.Has("more") {
			fsys["甲/又.yaml"] = &fstest.MapFile{Data: []byte(c.Part("more"))}
		}
		p, found := templates.Load(templates.Folder{FS: fsys, Dir: "甲", Name: "甲"})
		if (p == nil) != found.Stops() {
			t.Errorf("package %v, but findings stop: %v", p != nil, found.Stops())
		}
		for _, d := range found {
			if d.Hint == "" {
				t.Errorf("no remedy: %s", d)
			}
		}
		return findings(found)
	})
}

func findings(l diag.List) string {
	l.Sort()
	var b strings.Builder
	for _, d := range l {
		fmt.Fprintf(&b, "%s", d.Pos)
		if d.Span > 1 {
			fmt.Fprintf(&b, "+%d", d.Span)
		}
		fmt.Fprintf(&b, " %s %s %s → %s\n", d.Level, d.Code, d.Message, d.Hint)
	}
	return b.String()
}

// TestOverlay reads testdata/overlay.txt: an own package over another, key by key.
func TestOverlay(t *testing.T) {
	casefile.Run(t, "testdata/overlay.txt", *update, func(t *testing.T, c *casefile.Case) string {
		base := templates.Folder{FS: files(c, "包.yaml", "字段.yaml"), Dir: ".", Name: "内置"}
		folders := []templates.Folder{base}
		if c.Has("own") {
			folders = append(folders, templates.Folder{FS: fstest.MapFS{"改.yaml": {Data: []byte(c.Part("own"))}}, Dir: ".", Name: "自己"})
		}
		p, found := templates.Load(folders...)
		if p == nil {
			return findings(found)
		}
		return packageText(p) + findings(found)
	})
}

// packageText shows what a package says, kind by kind.
func packageText(p *templates.Package) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s\n", p.Name, p.Version, p.Note)
	for _, f := range p.Schema.Fields {
		fmt.Fprintf(&b, "  %s（%s %s）%s 必需%v%v %s\n", f.Path(), f.Indicator, f.Type, strings.Join(f.Measures, "/"), f.NeededByAll, f.Needed, f.Adds)
	}
	for _, r := range p.Relations {
		fmt.Fprintf(&b, "  %s %s %s\n", r.Code, r.Level, r.Text)
	}
	for _, k := range p.Kinds {
		fmt.Fprintf(&b, "类型 %s：%s｜%s｜主送", k.Name, k.Title, k.Intro)
		for _, a := range k.Addressees {
			b.WriteString(" " + a.Text)
		}
		b.WriteString("\n")
		for _, s := range k.Slots {
			fmt.Fprintf(&b, "  段 %s：%s 必需%v 另见%v 缺省“%s”\n", s.Name, s.Title.Text, s.Needed, s.Elsewhere, s.Default)
		}
		for _, w := range k.Wording {
			fmt.Fprintf(&b, "  用语 %s：%s\n", w.Key, w.Text.Text)
		}
		for _, s := range k.Annex() {
			fmt.Fprintf(&b, "  表 %s\n", s.Name.Text)
		}
		fmt.Fprintf(&b, "  版式 %s %s 编号%v\n", k.Form, k.Seal, k.Sheet.Rules.Level)
	}
	return b.String()
}

// TestChoosingFolders: a folder is a package, or holds some.
func TestChoosingFolders(t *testing.T) {
	one := fstest.MapFS{"包.yaml": {Data: []byte("\uFEFF# 注释\n报告: \"甲报告\" # 注释\n")}, "说明.md": {Data: []byte("报告: 乙\n")}}
	several := fstest.MapFS{
		"a/包.yaml":   {Data: []byte("报告: 甲报告\r\n")},
		"b/包.yml":    {Data: []byte("版: 1\n")},
		"b/又.yml":    {Data: []byte("报告: '乙报告'\n")},
		"c/.藏.yaml":  {Data: []byte("报告: 丙\n")},
		"d/e/包.yaml": {Data: []byte("报告: 丁\n")},
		"数据.yaml":    {Data: []byte("  报告: 戊\n")},
	}
	for _, c := range []struct {
		fsys fs.FS
		want string
	}{{one, "甲报告@包"}, {several, "甲报告@包/a 乙报告@包/b"}, {fstest.MapFS{}, ""}, {os.DirFS("testdata/second"), "防汛总结@包"}} {
		var got []string
		for _, f := range templates.Folders(c.fsys, "包") {
			got = append(got, f.Report+"@"+f.Name)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q, want %q", s, c.want)
		}
	}
}

// TestNoPackage: an empty or absent folder is said to be so.
func TestNoPackage(t *testing.T) {
	for _, fsys := range []fs.FS{fstest.MapFS{}, fstest.MapFS{"别的/x.yaml": {Data: []byte("报告: 甲\n")}}} {
		p, found := templates.Load(templates.Folder{FS: fsys, Dir: "没有", Name: "没有"})
		if p != nil || len(found) != 1 || !found.Stops() || found[0].File != "没有" {
			t.Errorf("%v %v", p, found)
		}
	}
}

// TestLineProfile: 版式.行式 of a package, and of a kind, reaches the sheet.
func TestLineProfile(t *testing.T) {
	text := "版式: {行式: clreq}\n类型: {甲: {}, 乙: {版式: {行式: grid}}}\n"
	fsys := fstest.MapFS{"包.yaml": {Data: []byte(minimal(text) + text)}}
	p, found := templates.Load(templates.Folder{FS: fsys, Dir: ".", Name: "甲"})
	if p == nil || len(found) > 0 {
		t.Fatal(found)
	}
	if a, b := p.Kind("甲").Sheet.Profile, p.Kind("乙").Sheet.Profile; a != gbt9704.LineCLREQ || b != gbt9704.LineGrid {
		t.Errorf("profiles %d and %d", a, b)
	}
}
