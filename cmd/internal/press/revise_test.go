package press

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/docx"
	"nianbao/render/gbt9704"
	"nianbao/templates/data"
	"nianbao/templates/intake"
	"nianbao/templates/merge"
)

// drafts are the examples with the DOCX each makes, read again.
type draft struct {
	path    string
	content []byte
	doc     *intake.Docx
}

func drafts(t *testing.T, p *Press) []draft {
	t.Helper()
	var out []draft
	names := examples(t)
	var keys []string
	for name := range names {
		keys = append(keys, name)
	}
	slices.Sort(keys)
	for _, name := range keys {
		content, err := os.ReadFile(names[name])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, draft{names[name], content, comesBack(t, p, names[name], content)})
	}
	return out
}

// comesBack makes the DOCX of a data file and reads it.
func comesBack(t *testing.T, p *Press, path string, content []byte) *intake.Docx {
	t.Helper()
	_, u := p.understand(path, content)
	sheet, _ := u.kind.SheetFor(u.data)
	return reread(t, u.reports[0].doc, &sheet)
}

// reread writes a document and reads it.
func reread(t *testing.T, text doc.Document, sheet *gbt9704.Sheet) *intake.Docx {
	t.Helper()
	file, err := docx.Write(text, sheet)
	if err != nil {
		t.Fatal(err)
	}
	d, err := intake.ReadDocx(file)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func revise(p *Press, d draft) intake.Revision {
	_, u := p.understand(d.path, d.content)
	root, _, _, _ := data.Parse(d.path, d.content)
	written := merge.New(u.kind, u.data, u.ledger, "", "").Written()
	return intake.Revise(d.doc, "改稿.docx", intake.Source{Name: d.path, Content: d.content, Root: root, Written: written})
}

// TestUnchangedDraftChangesNothing: what we wrote, taken back, leaves the data file as it
// is, and nothing is said. So does every version, whatever it leaves out.
func TestUnchangedDraftChangesNothing(t *testing.T) {
	p := testPress(t, Options{})
	p.noPages = true
	files, _ := filepath.Glob("../../../examples/*.yaml")
	specimens, _ := filepath.Glob("../../../examples/公文要素样张/*.yaml")
	n := 0
	for _, path := range append(files, specimens...) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, u := p.understand(path, content)
		sheet, _ := u.kind.SheetFor(u.data)
		texts := []doc.Document{u.reports[0].doc}
		for i := range u.data.Versions {
			texts = append(texts, u.merger.For(&u.data.Versions[i]).Document())
		}
		for _, text := range texts {
			r := revise(p, draft{path, content, reread(t, text, &sheet)})
			if !r.Nothing() || len(r.Found) > 0 || !bytes.Equal(r.Content, content) {
				t.Errorf("%s: %+v %v", filepath.Base(path), r, r.Found)
			}
			n++
		}
	}
	if n < 10 {
		t.Errorf("only %d drafts", n)
	}
}

// TestRandomCorrections changes the text of drafts as people do, at random: words taken
// out, put in and put otherwise, paragraphs added, deleted and moved. Taken back and
// printed again, the report says what the draft said, and every figure that stood
// untouched is still a placeholder.
func TestRandomCorrections(t *testing.T) {
	p := testPress(t, Options{})
	p.noPages = true
	all := drafts(t, p)
	rounds := 40
	if testing.Short() {
		rounds = 10
	}
	for round := range rounds {
		rnd := rand.New(rand.NewPCG(7, uint64(round)))
		d := all[round%len(all)]
		changed := *d.doc
		changed.Paras = correct(rnd, slices.Clone(d.doc.Paras))
		d.doc = &changed
		r := revise(p, d)
		after, u := p.understand(d.path, r.Content)
		if u == nil || after.Findings.Stops() {
			t.Fatalf("round %d, %s: %v", round, filepath.Base(d.path), after.Findings)
		}
		if n, m := figures(d.content), figures(r.Content); n != m {
			t.Errorf("round %d, %s: %d placeholders, then %d", round, filepath.Base(d.path), n, m)
		}
		if slices.ContainsFunc(r.Found, func(f diag.Diagnostic) bool { return !strings.Contains(f.Message, "{{用语") }) { // stock phrases may be reworded
			t.Errorf("round %d, %s: %v", round, filepath.Base(d.path), r.Found)
		}
		got, want := saidOf(comesBack(t, p, d.path, r.Content).Paras), saidOf(changed.Paras)
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Fatalf("round %d, %s: paragraph %d\n got %s\nwant %s", round, filepath.Base(d.path), i, at(got, i), at(want, i))
			}
		}
	}
}

// figures counts the placeholders that are no stock phrases.
func figures(content []byte) int {
	return bytes.Count(content, []byte("{{")) - bytes.Count(content, []byte("{{用语"))
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "-"
}

// saidOf is the paragraphs of the text, labels and space left out.
func saidOf(list []intake.Para) (out []string) {
	for _, p := range list {
		if p.Style != docx.TextStyle && !strings.HasPrefix(p.Style, docx.LevelStyle) {
			continue
		}
		text := strings.Join(strings.Fields(p.Text), "")
		_, n := merge.Label(text)
		out = append(out, p.Style+" "+string([]rune(text)[n:]))
	}
	return out
}

// correct changes some paragraphs. Figures are let alone, and headings of level 1, which
// may be the package's.
func correct(rnd *rand.Rand, list []intake.Para) []intake.Para {
	open := func(i int) bool {
		return (list[i].Style == docx.TextStyle || strings.HasPrefix(list[i].Style, docx.LevelStyle)) && list[i].Style != docx.LevelStyle+"1" && i > 3
	}
	for range 1 + rnd.IntN(6) {
		i := rnd.IntN(len(list))
		if !open(i) {
			continue
		}
		switch rnd.IntN(10) {
		case 8: // parted
			first, rest, ok := strings.Cut(list[i].Text, "。")
			if _, label := merge.Label(rest); !ok || len(rest) < 40 || label > 0 || list[i].Style != docx.TextStyle || lastOfPart(list, i) {
				continue
			}
			list[i].Text = first + "。"
			list = slices.Insert(list, i+1, intake.Para{Style: docx.TextStyle, Text: rest})
		case 9: // joined
			k := i + 1
			if k >= len(list) || !open(k) || list[k].Style != docx.TextStyle || list[i].Style != docx.TextStyle || lastOfPart(list, k) || lastOfPart(list, i) {
				continue
			}
			if _, label := merge.Label(list[k].Text); label > 0 {
				continue
			}
			list[i].Text += list[k].Text
			list = slices.Delete(list, k, k+1)
		case 0:
			if strings.ContainsAny(list[i].Text, "0123456789") || lastOfPart(list, i) {
				continue
			}
			list = slices.Delete(list, i, i+1)
		case 1:
			if !lastOfPart(list, i) {
				list = slices.Insert(list, i+1, intake.Para{Style: docx.TextStyle, Text: "这是领导新加的一段" + strings.Repeat("话", 1+rnd.IntN(9)) + "。"})
			}
		case 2:
			if k := i + 2; k < len(list) && open(k) && open(i+1) && !lastOfPart(list, i) && len(list[i].Text) > 60 {
				moved := list[i]
				list = slices.Insert(slices.Delete(list, i, i+1), k-1, moved)
			}
		default:
			list[i].Text = reword(rnd, list[i].Text)
		}
	}
	return list
}

// lastOfPart tells that a heading of level 1 or the end stands beside.
func lastOfPart(list []intake.Para, i int) bool {
	beside := func(k int) bool {
		return k < 0 || k >= len(list) || list[k].Style == docx.LevelStyle+"1" || list[k].Style != docx.TextStyle && !strings.HasPrefix(list[k].Style, docx.LevelStyle)
	}
	return beside(i-1) || beside(i+1)
}

// reword takes out, puts in or puts otherwise some characters behind the first ten.
func reword(rnd *rand.Rand, text string) string {
	rs := []rune(text)
	if len(rs) < 30 {
		return text
	}
	i := 12 + rnd.IntN(len(rs)-16)
	for k := i - 1; k < i+3; k++ { // figures and what stands at their sides are let alone
		if strings.ContainsRune("0123456789.%％余万〔〕。：；一二三四五六七八九十", rs[k]) {
			return text
		}
	}
	switch rnd.IntN(3) {
	case 0:
		return string(rs[:i]) + "切实" + string(rs[i:])
	case 1:
		return string(rs[:i]) + string(rs[i+1:])
	}
	return string(rs[:i]) + "着力" + string(rs[i+2:])
}
