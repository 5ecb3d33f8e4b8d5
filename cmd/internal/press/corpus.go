package press

import (
	"fmt"
	"path/filepath"

	"nianbao/templates/data"
	"nianbao/templates/rules"
)

// Compare reads the texts of files, so that paragraphs of one that stand in another
// are found. What cannot be read is reported when its own turn comes.
func (p *Press) Compare(files []string) {
	p.corpus = rules.NewCorpus()
	for _, f := range files {
		content, err := read(f)
		if err != nil {
			continue
		}
		root, src, _, broken := readTree(f, content)
		if root == nil {
			continue
		}
		pkg, _, _ := p.choose(filepath.Dir(f), data.ReadHeader(root), src)
		if pkg == nil {
			continue
		}
		u, _ := data.Decode(root, src, &pkg.Schema, broken)
		p.corpus.Add(u)
	}
}

// compareLast enters last year's report of the same unit.
func (p *Press) compareLast(old *data.Unit) {
	if p.corpus == nil {
		p.corpus = rules.NewCorpus()
	}
	p.corpus.Add(old)
}

// muted tells for each code under 不查 how many findings it left out, and why.
func muted(u *data.Unit, counts map[string]int) map[string]string {
	out := map[string]string{}
	for code, reason := range u.Unchecked {
		if n := counts[code]; n > 0 {
			out[code] = fmt.Sprintf("%d 条，理由：%s", n, reason)
		} else {
			out[code] = "理由：" + reason
		}
	}
	return out
}
