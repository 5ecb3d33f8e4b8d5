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
		want = appendCompiled(want, content, root)
		again, source, bad := data.Restore(path, content, string(data.Compile(root)))
		if bad != nil {
			t.Errorf("%s: %v", path, bad)
			return nil
		}
		if !reflect.DeepEqual(src, source) || !reflect.DeepEqual(root, again) {
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
			if _, ok := compiledTree(content); !ok {
				t.Errorf("%s is not compiled", e.Name())
			}
			if _, ok := compiledTree(append(content, '\n')); ok {
				t.Errorf("%s changed, and the old tree is taken", e.Name())
			}
		}
	}
}
