package data_test

import (
	"os"
	"path/filepath"
	"testing"

	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/internal/random"
)

// everyType is a schema with every type of field.
func everyType(t *testing.T) *data.Schema {
	t.Helper()
	p, found := templates.Load(templates.Folder{FS: os.DirFS(filepath.Join("..", "testdata")), Dir: "every", Name: "包"})
	if p == nil {
		t.Fatal(found)
	}
	return &p.Schema
}

// TestWriteYAML: a tree written as YAML and read again is the same tree, whatever
// stands in it.
func TestWriteYAML(t *testing.T) {
	s := everyType(t)
	for seed := range uint64(400) {
		made := data.Tidy(random.Tree(seed, s), s)
		text := data.WriteYAML(made)
		root, _, found, _ := data.Parse("甲.yaml", []byte(text))
		if len(found) > 0 {
			t.Fatalf("seed %d: %v\n%s", seed, found, text)
		}
		if again := data.WriteYAML(data.Tidy(root, s)); again != text {
			t.Fatalf("seed %d: written\n%s\nread and written again\n%s", seed, text, again)
		}
		_, found = data.Decode(root, &data.Source{}, s, false)
		for _, d := range found {
			if d.Form() {
				t.Fatalf("seed %d: %v\n%s", seed, d, text)
			}
		}
	}
}
