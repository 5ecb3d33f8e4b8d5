// base.go writes into the file the text it was made with: a part of its own (ISO
// 29500-1, custom XML) that a word processor keeps, and a hidden bookmark at every
// paragraph. By them a corrected file is read back: what differs from the part is what a
// person changed, whatever became of the data in the meantime.

package docx

import (
	"fmt"
	"strings"

	"nianbao/render/doc"
)

// BaseSpace is the namespace of the part; see Base.
const BaseSpace = "urn:nianbao:made:1"

// BookmarkPrefix begins the name of the bookmark of a paragraph; its number follows.
// Names that begin with _ are hidden.
const BookmarkPrefix = "_nianbao"

// traced is one paragraph as it was written.
type traced struct{ kind, text string }

// traced notes a paragraph and puts its bookmark around its runs. What stands in an
// attachment is made of figures and is not read back.
func (b *body) traced(kind, text, runs string) string {
	if b.free || text == "" {
		return runs
	}
	b.trace = append(b.trace, traced{kind, text})
	id := len(b.trace)
	return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s%d"/>%s<w:bookmarkEnd w:id="%[1]d"/>`, id, BookmarkPrefix, id, runs)
}

// made is the part: who the report is of, and each paragraph with its style.
func (b *body) made(i doc.Info) string {
	var x strings.Builder
	fmt.Fprintf(&x, `%s<report xmlns="%s" of="%s" title="%s" date="%s">`, xmlHead, BaseSpace, esc(i.Author), esc(i.Title), esc(i.Date))
	for n, t := range b.trace {
		fmt.Fprintf(&x, `<p n="%d" style="%s">%s</p>`, n+1, t.kind, esc(t.text))
	}
	x.WriteString(`</report>`)
	return x.String()
}
