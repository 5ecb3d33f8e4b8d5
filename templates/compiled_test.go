package templates

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"reflect"
	"testing"

	"nianbao/templates/data"
)

// TestCompiled: official.trees is what the YAML files say, and says all of it.
func TestCompiled(t *testing.T) {
	var want []byte
	err := fs.WalkDir(Official(), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !isYAML(e.Name()) {
			return err
		}
		content, err := fs.ReadFile(Official(), path)
		if err != nil {
			return err
		}
		root, src, found, _ := data.Parse(path, content)
		if len(found) > 0 {
			t.Errorf("%s: %v", path, found)
			return nil
		}
		want = appendReady(want, path, content, root)
		source := data.SourceLater(path, func() []byte { return content })
		again := data.Restore(src, string(data.Compile(root)))
		if src.Text() != source.Text() || !reflect.DeepEqual(root, again) {
			t.Errorf("%s: the tree or its source comes back another", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if flag.Lookup("update").Value.String() == "true" { // defined by the tests outside the package
		if err := os.WriteFile("official.trees", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want, []byte(compiledTrees)) {
		t.Error("the official files changed: go test ./templates -run TestCompiled -update")
	}
}

// TestCompiledIsUsed: what the program carries is not read as YAML.
func TestCompiledIsUsed(t *testing.T) {
	for _, f := range Folders(Official(), "official") {
		entries, err := fs.ReadDir(f.FS, f.Dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			content, err := fs.ReadFile(f.FS, f.Dir+"/"+e.Name())
			if err != nil {
				t.Fatal(err)
			}
			if readyFor(content) == nil {
				t.Errorf("%s is not compiled", e.Name())
			}
			if readyFor(append(content, '\n')) != nil {
				t.Errorf("%s changed, and the old tree is taken", e.Name())
			}
		}
	}
}

// TestBuiltinLoadsLate: a package of the program is the same package read as anybody's,
// its sheets too, and nothing is wrong with it.
func TestBuiltinLoadsLate(t *testing.T) {
	for _, f := range Folders(Official(), "内置模板") {
		late, _ := Load(f)
		sub, err := fs.Sub(official, "official")
		if err != nil {
			t.Fatal(err)
		}
		f.FS = sub
		early, found := Load(f)
		if len(found) > 0 {
			t.Fatal(found)
		}
		if len(early.Kinds[0].Annex()) == 0 || len(early.Summary()) == 0 {
			t.Error("no sheets: the test compares nothing")
		}
		if !reflect.DeepEqual(early.Summary(), late.Summary()) {
			t.Errorf("%s: 汇总表 differs", f.Report)
		}
		for _, p := range []*Package{early, late} {
			for _, k := range p.Kinds {
				k.rest = nil // functions are never equal
			}
			p.rest, p.Sources = nil, nil
		}
		if !reflect.DeepEqual(early, late) {
			t.Errorf("%s: the packages differ", f.Report)
		}
	}
}
