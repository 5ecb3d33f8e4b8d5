package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"

	"nianbao/render/diag"
)

// packExt is the ending of packs.
const packExt = ".zip"

// pack takes a pack apart.
func (t *tree) pack(path, shown, rel string, depth int) {}

func (b *Batch) sweepPacks() {}

// IsPack tells a pack by its name.
func IsPack(path string) bool { return strings.EqualFold(filepath.Ext(path), packExt) }

// Ask makes the plan for folders and packs, which are taken apart in the private folder.
func (b *Batch) Ask(inputs []string) (*Plan, diag.List, error) {
	return Ask(inputs, b.folder.Path())
}

// Build stands for the program that runs: its own file, byte for byte.
func Build() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	_, _ = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)[:16])
}
