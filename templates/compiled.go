// compiled.go finds the trees of files that come with the program, read beforehand.
package templates

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/data"
)

// compiledTrees holds the tree of every official file behind the SHA-256 of its
// content. A file that was changed, or a copy of one that was, is not found there and
// is read as YAML; go test ./templates -run TestCompiled -update writes it anew.
//
//go:embed official.trees
var compiledTrees string

// parse is data.Parse for a file of a package. ours is false for a unit's data file.
func parse(name string, content []byte) (root *data.Node, src *data.Source, found diag.List, ours bool) {
	if tree, ok := compiledTree(content); ok {
		root, src, bad := data.Restore(name, content, tree)
		if bad == nil {
			return root, src, nil, true
		}
	}
	if text, _, _ := data.UTF8(content); isUnit(string(text)) {
		return nil, nil, nil, false
	}
	root, src, found, _ = data.Parse(name, content)
	return root, src, found, true
}

// compiledTree looks content up in compiledTrees, a row of sums, lengths and trees.
func compiledTree(content []byte) (string, bool) {
	sum := sha256.Sum256(content)
	for rest := compiledTrees; len(rest) > sha256.Size+4; {
		size := int(binary.BigEndian.Uint32([]byte(rest[sha256.Size : sha256.Size+4])))
		entry := rest[sha256.Size+4:]
		if strings.HasPrefix(rest, string(sum[:])) {
			return entry[:size], true
		}
		rest = entry[size:]
	}
	return "", false
}

// appendCompiled adds the tree of one file to a row of them.
func appendCompiled(b, content []byte, root *data.Node) []byte {
	sum := sha256.Sum256(content)
	tree := data.Compile(root)
	b = append(b, sum[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(tree)))
	return append(b, tree...)
}
