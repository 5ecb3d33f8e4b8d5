package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/render/page"
	"nianbao/render/pdf/audit"
)

// carrying is the sample with a workbook and its source inside.
func carrying(t testing.TB) page.Pages {
	p := sample(t)
	p.Files = []page.File{
		{Name: "某某县统计表𬭳.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Relation: page.RelationData, About: "统计表", Content: []byte("PK\x03\x04 packed already")},
		{Name: "报告.yaml", Type: "application/yaml", Relation: page.RelationSource, About: "数据文件", Content: bytes.Repeat([]byte("单位: 某某县\n"), 50)},
	}
	return p
}

func TestFilesInside(t *testing.T) {
	p := carrying(t)
	content := mustWrite(t, p)
	if !bytes.HasPrefix(content, []byte("%PDF-1.7\n")) {
		t.Errorf("header %q", content[:9])
	}
	f, err := audit.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range append(audit.Archive(f), audit.Universal(f)...) {
		t.Error(fault)
	}
	xmp := string(f.Data(f.Catalog()["Metadata"]))
	if !strings.Contains(xmp, "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A<") {
		t.Errorf("claim in %s", xmp)
	}
	found := map[string][]byte{}
	for _, v := range f.List(f.Catalog()["AF"]) {
		spec := f.Dict(v)
		stream := f.Dict(spec["EF"])["F"]
		params := f.Dict(f.Dict(stream)["Params"])
		if date := audit.Text(params["ModDate"]); date != "D:20240305000000+08'00'" {
			t.Errorf("date %q", date)
		}
		found[string(spec["AFRelationship"].(audit.Name))+" "+audit.Text(spec["UF"])] = f.Data(stream)
	}
	for _, in := range p.Files {
		if got := found[string(in.Relation)+" "+in.Name]; !bytes.Equal(got, in.Content) {
			t.Errorf("%s holds %q", in.Name, got)
		}
	}
	if !bytes.Equal(content, mustWrite(t, carrying(t))) {
		t.Error("not the same bytes twice")
	}
	if plain := mustWrite(t, sample(t)); bytes.Contains(plain, []byte("EmbeddedFile")) || !bytes.HasPrefix(plain, []byte("%PDF-1.4\n")) {
		t.Error("files inside, or another version, without being asked")
	}
}

func TestFilesRefused(t *testing.T) {
	good := carrying(t).Files[1]
	for what, change := range map[string]func(*page.File){
		"不能用":   func(f *page.File) { f.Name = "../报告.yaml" },
		"没有类型":  func(f *page.File) { f.Type = "yaml" },
		"是什么关系": func(f *page.File) { f.Relation = "" },
		"两个都叫":  func(f *page.File) { f.Name = "报告.yaml" },
		"“”不能用": func(f *page.File) { f.Name = "" },
	} {
		p := sample(t)
		bad := good
		bad.Name = "另一份.yaml"
		change(&bad)
		p.Files = []page.File{good, bad}
		if _, err := Write(p, faces(t)); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Other programs hand the files out again.
func TestFilesComeOut(t *testing.T) {
	p := carrying(t)
	p.Files[0].Name = "某某县统计表.xlsx" // poppler 22.12 cuts 𬭳 in two
	content := mustWrite(t, p)
	if out := tool(t, content, "qpdf", "--check", "FILE"); strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	if _, err := exec.LookPath("pdfdetach"); err != nil {
		t.Skip("pdfdetach is not installed")
	}
	dir := t.TempDir()
	tool(t, content, "pdfdetach", "-saveall", "-enc", "UTF-8", "-o", dir, "FILE")
	for _, in := range p.Files {
		got, err := os.ReadFile(filepath.Join(dir, in.Name))
		if err != nil || !bytes.Equal(got, in.Content) {
			t.Errorf("%s: %v", in.Name, err)
		}
	}
}
