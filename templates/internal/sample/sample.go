// Package sample gives tests the report package of templates/testdata and units
// that fill it in. Only tests import it.
package sample

import (
	"os"
	"testing"
	"testing/fstest"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
)

// Package loads the report package of templates/testdata. The test stands in a
// folder beside testdata.
func Package(t testing.TB) *templates.Package {
	t.Helper()
	p, found := templates.Load(templates.Folder{FS: os.DirFS("../testdata"), Dir: "second", Name: "包"})
	if p == nil || len(found) > 0 {
		t.Fatal(found)
	}
	return p
}

// With is Package with own laid over it, key by key; own may be "".
func With(t testing.TB, own string) *templates.Package {
	t.Helper()
	if own == "" {
		return Package(t)
	}
	p, found := templates.Load(templates.Folder{FS: os.DirFS("../testdata"), Dir: "second", Name: "包"},
		templates.Folder{FS: fstest.MapFS{"自己.yaml": {Data: []byte(own)}}, Dir: ".", Name: "自己"})
	if p == nil || len(found) > 0 {
		t.Fatal(found)
	}
	return p
}

// Head is the four keys every data file gives.
const Head = "单位: 甲镇\n全称: 某县甲镇人民政府\n类型: 镇街\n年度: 2024\n"

// Unit reads text as a data file of p. What was found is returned; an error of
// form stops the test.
func Unit(t testing.TB, p *templates.Package, text string) (*data.Unit, diag.List) {
	t.Helper()
	root, src, found, broken := data.Parse("甲.yaml", []byte(text))
	u, more := data.Decode(root, src, &p.Schema, broken)
	found = append(found, more...)
	if found.Stops() {
		t.Fatal(found)
	}
	return u, found
}

// Ledger writes up the figures in text, which follows Head, with own laid over the
// package.
func Ledger(t testing.TB, own, text string) *ledger.Ledger {
	t.Helper()
	p := With(t, own)
	u, _ := Unit(t, p, Head+text)
	return ledger.New(p, u)
}
