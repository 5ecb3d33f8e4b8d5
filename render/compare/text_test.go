package compare

import (
	"math/rand/v2"
	"strings"
	"testing"

	"nianbao/render/doc"
)

// shown writes marks as a person would: [-struck-]{+added+}.
func shown(runs []doc.Run) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.Edit {
		case doc.Struck:
			b.WriteString("[-" + r.Text + "-]")
		case doc.Added:
			b.WriteString("{+" + r.Text + "+}")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

// TestTextMarksWholeWords: numbers and words are struck whole, a single character left
// between changes goes with them, a clause goes with the comma behind it.
func TestTextMarksWholeWords(t *testing.T) {
	words := NewWords([]string{"执法", "制定"})
	for _, c := range []struct{ a, b, want string }{
		{"办理案件286宗。", "办理案件291宗。", "办理案件[-286-]{+291+}宗。"},
		{"办理案件1,286宗", "办理案件1,291宗", "办理案件[-1,286-]{+1,291+}宗"},
		{"走访8.1万人次", "走访8.9万人次", "走访[-8.1万-]{+8.9万+}人次"},
		{"成功率98.5%，", "成功率99%，", "成功率[-98.5%-]{+99%+}，"},
		{"接诉935余宗", "接诉1020余宗", "接诉[-935余-]{+1020余+}宗"},
		{"案件286宗，罚款3件", "案件291宗，罚款4件", "案件[-286-]{+291+}宗，罚款[-3-]{+4+}件"},
		{"用Word填写", "用Excel填写", "用[-Word-]{+Excel+}填写"},
		{"共十二条", "共十三条", "共[-十二-]{+十三+}条"},
		{"通过制定详细的计划", "通过逐月排定计划", "通过[-制定详细的-]{+逐月排定+}计划"},
		{"整体推进，抓紧各项工作，确保落实", "整体推进，确保落实", "整体推进，[-抓紧各项工作，-]确保落实"},
		{"整体推进，确保落实", "整体推进，抓紧各项工作，确保落实", "整体推进，{+抓紧各项工作，+}确保落实"},
		{"", "新写的一段", "{+新写的一段+}"},
		{"旧有的一段", "", "[-旧有的一段-]"},
		{"没有变", "没有变", "没有变"},
		{"规范执法行为", "规范司法行为", "规范[-执法-]{+司法+}行为"},
	} {
		if got := shown(Text(c.a, c.b, words)); got != c.want {
			t.Errorf("%s → %s: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

// both gives back the two drafts from their marks.
func both(runs []doc.Run) (a, b string) {
	for _, r := range runs {
		if r.Edit != doc.Added {
			a += r.Text
		}
		if r.Edit != doc.Struck {
			b += r.Text
		}
	}
	return a, b
}

// TestNothingIsLost: from the marks both drafts can be read again, whatever they are.
func TestNothingIsLost(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	letters := []rune("案件法治宣传，。、12345一二（）a%万余")
	random := func(n int) string {
		out := make([]rune, n)
		for i := range out {
			out[i] = letters[r.IntN(len(letters))]
		}
		return string(out)
	}
	for range 3000 {
		a := random(r.IntN(60))
		b := a
		for range r.IntN(4) {
			rs := []rune(b)
			i := r.IntN(len(rs) + 1)
			j := min(len(rs), i+r.IntN(8))
			b = string(rs[:i]) + random(r.IntN(8)) + string(rs[j:])
		}
		gotA, gotB := both(Text(a, b, nil))
		if gotA != a || gotB != b {
			t.Fatalf("%q → %q read back as %q → %q", a, b, gotA, gotB)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("办理案件286宗。", "办理291宗案件，\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		if len(a)+len(b) > 4000 {
			return
		}
		if gotA, gotB := both(Text(a, b, nil)); gotA != a || gotB != b {
			t.Fatalf("%q → %q read back as %q → %q", a, b, gotA, gotB)
		}
	})
}

// TestParagraphsAreMatched: a paragraph put in, one left out and one rewritten stand
// where they belong; a heading that only moved on shows its number.
func TestParagraphsAreMatched(t *testing.T) {
	para := func(s string) doc.Block { return doc.Para{Text: []doc.Run{{Text: s}}} }
	head := func(label, s string) doc.Block {
		return doc.Heading{Level: 1, Label: label, Text: []doc.Run{{Text: s}}}
	}
	table := func(rows ...[]string) doc.Block { return doc.Table{Head: doc.Heads("类别", "件数"), Rows: rows} }
	a := doc.Document{Blocks: []doc.Block{head("一、", "规范执法"), para("全年办理案件286宗，全部按期办结。"), para("旧的一段说的是别的事情。"), head("二、", "普法宣传"),
		table([]string{"城管", "280"}, []string{"消防", "6"})}}
	b := doc.Document{Blocks: []doc.Block{head("一、", "加强学习"), head("二、", "规范执法"), para("全年办理案件291宗，全部按期办结。"), head("三、", "普法宣传"),
		table([]string{"城管", "281"}, []string{"住建", "4"}, []string{"消防", "6"})}}
	marked, changed := Documents(a, b, nil)
	var got []string
	for _, block := range marked {
		switch x := block.(type) {
		case doc.Heading:
			got = append(got, "# "+x.Label+shown(x.Text))
		case doc.Para:
			got = append(got, x.Label+shown(x.Text))
		case doc.Table:
			for i, r := range x.Rows {
				cells := make([]string, len(r))
				for c, text := range r {
					if cells[c] = text; x.Marks(i, c) != nil {
						cells[c] = shown(x.Marks(i, c))
					}
				}
				got = append(got, strings.Join(cells, "|"))
			}
		}
	}
	want := `# {+一、加强学习+}
# [-一、-]{+二、+}规范执法
全年办理案件[-286-]{+291+}宗，全部按期办结。
[-旧的一段说的是别的事情。-]
# [-二、-]{+三、+}普法宣传
城管|[-280-]{+281+}
{+住建+}|{+4+}
消防|6`
	if s := strings.Join(got, "\n"); s != want || !changed {
		t.Errorf("changed %v:\n%s\nwant\n%s", changed, s, want)
	}
	if _, changed := Documents(a, a, nil); changed {
		t.Error("a document differs from itself")
	}
}
