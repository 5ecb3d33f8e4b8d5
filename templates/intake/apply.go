// apply.go turns what became of the paragraphs into edits of the data file.

package intake

import (
	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/merge"
)

// textKey holds the parts of the text.
const textKey = "正文"

// part is the paragraphs of one part, as indices of what was written.
type part struct {
	name string
	path []string
	list []int
}

// parts are those of the text, in the order in which they are printed.
func (v *revision) parts() []part {
	var out []part
	for i := range v.src.Written {
		w := &v.src.Written[i]
		if outside(w) {
			continue
		}
		if n := len(out); n == 0 || out[n-1].name != w.Part {
			path := []string{w.Part}
			if w.InText {
				path = []string{textKey, w.Part}
			}
			out = append(out, part{name: w.Part, path: path})
		}
		out[len(out)-1].list = append(out[len(out)-1].list, i)
	}
	return out
}

// apply makes the changed file.
func (v *revision) apply() Revision {
	editor := data.NewEditor(v.src.Content)
	failed := func(err error) {
		if err != nil {
			v.found.Add(diag.Warnf(diag.Pos{File: v.src.Name}, codeForm, "有一处改动写不进数据文件：%v", err).Do("改好写法再导入一次，或照改稿自己改"))
		}
	}
	for _, set := range v.whole {
		failed(set(editor))
	}
	for i, p := range v.parts() {
		first := i == 0
		if !v.touched(p, first) {
			continue
		}
		node := v.src.Root
		for _, key := range p.path {
			node = node.Get(key)
		}
		if node != nil && node.Block {
			v.inPlace(editor, p, first)
			continue
		}
		failed(editor.SetText(v.src.Root, p.path, v.lines(p, first)))
	}
	v.out.Content = editor.Bytes()
	return v.out
}

func (v *revision) touched(p part, first bool) bool {
	if first && v.edits[-1] != nil {
		return true
	}
	for _, i := range p.list {
		if v.edits[i] != nil {
			return true
		}
	}
	return false
}

// inPlace edits a block of text line by line; what nobody changed stays as it was typed.
func (v *revision) inPlace(e *data.Editor, p part, first bool) {
	top := 0 // its first line
	for _, i := range p.list {
		if w := &v.src.Written[i]; !w.Heads && top == 0 {
			top = w.Lines[0].Pos.Line
		}
	}
	put := func(behind int, lines []string) {
		for _, l := range lines {
			e.InsertAfter(behind, e.Indent(max(top, behind))+l)
		}
	}
	if before := v.edits[-1]; first && before != nil {
		put(top-1, before.behind)
	}
	last := top - 1
	for _, i := range p.list {
		w, x := &v.src.Written[i], v.edits[i]
		if n := len(w.Lines); n > 0 && !w.Heads {
			last = w.Lines[n-1].Pos.Line
		}
		if x == nil {
			continue
		}
		if w.Heads {
			put(top-1, x.lines)
		} else if x.gone || x.lines != nil {
			v.replace(e, w, x.lines)
		}
		put(last, x.behind)
	}
	if len(v.lines(p, first)) == 0 {
		_ = e.SetText(v.src.Root, p.path, []string{""}) // the block was found there
	}
}

// replace puts lines in the place of those of a paragraph.
func (v *revision) replace(e *data.Editor, w *merge.Written, lines []string) {
	for k, old := range w.Lines {
		switch {
		case k >= len(lines):
			e.Delete(old.Pos.Line)
		case lines[k] != old.Text:
			e.Replace(old.Pos.Line, old.Pos.Col, lines[k])
		}
	}
	last := w.Lines[len(w.Lines)-1].Pos.Line
	for k := len(w.Lines); k < len(lines); k++ {
		e.InsertAfter(last, e.Indent(last)+lines[k])
	}
}

// lines are all lines of a part as they are to be.
func (v *revision) lines(p part, first bool) []string {
	var out []string
	if before := v.edits[-1]; first && before != nil {
		out = append(out, before.behind...)
	}
	for _, i := range p.list {
		w, x := &v.src.Written[i], v.edits[i]
		switch {
		case x != nil && x.lines != nil:
			out = append(out, x.lines...)
		case w.Heads || x != nil && x.gone:
		default:
			out = append(out, v.typed(w)...)
		}
		if x != nil {
			out = append(out, x.behind...)
		}
	}
	return out
}
