package press

import (
	"cmp"
	"fmt"
	"path/filepath"

	"nianbao/templates/data"
	"nianbao/templates/rollup"
	"nianbao/templates/rules"
)

// Compare reads the texts of files, so that paragraphs of one that stand in another
// are found. What cannot be read is reported when its own turn comes.
func (p *Press) Compare(files []Source) {
	p.corpus = rules.NewCorpus(nil)
	defer p.corpus.Sort()
	for _, f := range files {
		content, err := read(f.Path)
		if err != nil {
			continue
		}
		root, src, _, broken := readTree(cmp.Or(f.Shown, f.Path), content)
		if root == nil {
			continue
		}
		pkg, _, _ := p.Of(f).choose(filepath.Dir(f.Path), data.ReadHeader(root), src)
		if pkg == nil {
			continue
		}
		u, _ := data.Decode(root, src, &pkg.Schema, broken)
		p.corpus.Add(u)
	}
}

// compareLast enters last year's report of the same unit.
func (p *Press) compareLast(old *data.Unit) {
	p.last = rules.NewCorpus(nil)
	p.last.Add(old)
	p.corpus = rules.NewCorpus(p.corpus)
	p.corpus.Add(old)
}

// copied puts into a brief what a summary needs to see that reports are copied: the
// passages of the unit, and those that stand in its report of last year.
func (p *Press) copied(to *rollup.Unit, u *data.Unit) {
	to.Apart.Texts.Passages = rules.Passages(u)
	if p.last == nil {
		return
	}
	to.Apart.Texts.Copies = p.last.Copies(u.Source.Name, u.Name.Text, u.Year, to.Apart.Texts.Passages)
	for i := range to.Apart.Texts.Copies {
		c := &to.Apart.Texts.Copies[i]
		c.File = filepath.Base(c.File)
		to.Copied = append(to.Copied, c.Mine.Line)
	}
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
