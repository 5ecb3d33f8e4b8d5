package rules

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"nianbao/render/diag"
)

// damage is one thing copying from a web page or a wrong encoding does to a text.
type damage struct {
	code  string
	spoil func(rnd *rand.Rand, line []rune) (out []rune, col int) // col of the damage, from 1; 0 when it does not fit
}

// hanAt is a place in line with Chinese characters on both sides, outside placeholders.
func hanAt(rnd *rand.Rand, line []rune) int {
	for range 200 {
		i := rnd.IntN(len(line)-8) + 6
		if unicode.Is(unicode.Han, line[i-1]) && unicode.Is(unicode.Han, line[i]) && strings.Count(string(line[:i]), "{{") == strings.Count(string(line[:i]), "}}") {
			return i
		}
	}
	return 0
}

func insert(text string) func(rnd *rand.Rand, line []rune) ([]rune, int) {
	return func(rnd *rand.Rand, line []rune) ([]rune, int) {
		i := hanAt(rnd, line)
		if i == 0 {
			return nil, 0
		}
		return append(append(append([]rune(nil), line[:i]...), []rune(text)...), line[i:]...), i + 1
	}
}

func before(text string) func(rnd *rand.Rand, line []rune) ([]rune, int) {
	return func(_ *rand.Rand, line []rune) ([]rune, int) {
		n := len(line) - len([]rune(strings.TrimLeft(string(line), " ")))
		return append(append(append([]rune(nil), line[:n]...), []rune(text)...), line[n:]...), n + 1
	}
}

var damages = []damage{
	{"X01", insert("(fǎ)")}, {"X01", insert("（zhì）")}, {"X01", insert("環")}, {"X01", insert("\u200b")}, {"X01", insert("\ufffd")},
	{"X01", insert("锟斤拷")}, {"X01", insert("&nbsp;")},
	{"W06", before("发布时间：2025-02-05 14:30 ")}, {"W06", before("来源：某街道 点击率：")}, {"W06", before("【字体：大 中 小】")}, {"W06", before("当前位置：首页 > 公开 ")},
}

// TestDamagedCopies spoils our own examples as pages and encodings do; each damage is
// found at its very character.
func TestDamagedCopies(t *testing.T) {
	pkg := officialPackage(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	done := 0
	for _, file := range examples(t) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		good, _ := readUnit(pkg, name, content)
		lines := strings.Split(string(content), "\n")
		var texts []int // lines of plain paragraphs
		for _, p := range good.passages {
			if p.level == 0 && p.label == "" && !p.title && p.place(0).File == name && len(p.text) > 60 && p.at(0).typed {
				texts = append(texts, p.place(0).Line)
			}
		}
		if len(texts) == 0 {
			continue // headings with their text and items only
		}
		for _, d := range damages {
			at := texts[rnd.IntN(len(texts))]
			out, col := d.spoil(rnd, []rune(lines[at-1]))
			if col == 0 {
				continue
			}
			done++
			spoilt := append([]string(nil), lines...)
			spoilt[at-1] = string(out)
			_, found := readUnit(pkg, name, []byte(strings.Join(spoilt, "\n")))
			hit := false
			for _, f := range found {
				hit = hit || f.Code == d.code && f.Line == at && f.Col == col && f.Level == diag.Error
			}
			if !hit {
				t.Errorf("%s:%d:%d: %s is not found in %.80s", name, at, col, d.code, string(out[max(col-5, 0):]))
			}
		}
	}
	if done < 30 {
		t.Errorf("only %d damages made", done)
	}
}

// TestCopiedParagraphs: a paragraph taken over from another report with other figures
// is found, with where it comes from; our examples have nothing in common.
func TestCopiedParagraphs(t *testing.T) {
	pkg := officialPackage(t)
	corpus := NewCorpus(nil)
	units := map[string][]byte{}
	for _, file := range examples(t) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		content = bytes.Replace(content, []byte("年度: 2022"), []byte("年度: 2024"), 1)
		units[filepath.Base(file)] = bytes.Replace(content, []byte("年度: 2023"), []byte("年度: 2024"), 1)
	}
	read := func(name string, content []byte) *Reading {
		r, found := readUnit(pkg, name, content)
		if r == nil {
			t.Fatal(found)
		}
		return r
	}
	for name, content := range units {
		corpus.Add(read(name, content).unit)
	}
	copies := func(r *Reading) (out diag.List) {
		again := Read(r.kind, r.unit, r.ledger, r.doc, false, corpus)
		for _, d := range again.Check() {
			if d.Code == "R1" {
				out.Add(d)
			}
		}
		return out
	}
	for name, content := range units {
		if found := copies(read(name, content)); len(found) > 0 {
			t.Errorf("%s: %s", name, found[0])
		}
	}
	const sentence = "街道把法治建设摆在突出位置，组织机关干部逐条学习新修订的法律法规，结合辖区商铺多、流动人口多的实际，逐户上门讲解，全年走访商户120家，解答疑问300余个，群众反映良好，工作得到上级肯定。"
	head := "单位: %\n全称: 某市%办事处\n类型: 街道乡镇\n年度: 2024\n正文:\n  举措成效: |\n    "
	one := strings.ReplaceAll(head, "%", "甲街道") + sentence + "\n"
	two := strings.ReplaceAll(head, "%", "乙街道") + strings.NewReplacer("120", "95", "300余", "210", "得到", "受到").Replace(sentence) + "\n"
	corpus.Add(read("甲.yaml", []byte(one)).unit)
	found := copies(read("乙.yaml", []byte(two)))
	if len(found) != 1 || found[0].Line != 7 || !strings.Contains(found[0].Message, "甲街道 2024 年的报告（甲.yaml 第 7 行）") {
		t.Errorf("%v", found)
	}
	// word for word: everybody has it from the first, the first stands beside the second
	three := strings.ReplaceAll(head, "%", "丙街道") + sentence + "\n"
	corpus.Add(read("丙.yaml", []byte(three)).unit)
	for _, c := range []struct{ file, text, other string }{
		{"甲.yaml", one, "丙街道 2024 年的报告（丙.yaml 第 7 行）有 100% 相同"},
		{"丙.yaml", three, "甲街道 2024 年的报告（甲.yaml 第 7 行）有 100% 相同"},
		{"丁.yaml", strings.Replace(three, "丙街道", "丁街道", 2), "甲街道 2024 年的报告（甲.yaml 第 7 行）有 100% 相同"},
	} {
		if found := copies(read(c.file, []byte(c.text))); len(found) != 1 || !strings.Contains(found[0].Message, c.other) {
			t.Errorf("%s: %v", c.file, found)
		}
	}
}
