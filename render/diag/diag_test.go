package diag_test

import (
	"encoding/json"
	"strings"
	"testing"

	"nianbao/render/diag"
)

// place makes an error at line 3 of 甲.yaml.
func place(col, span int, line string) diag.Diagnostic {
	d := diag.Errorf(diag.Pos{File: "甲.yaml", Line: 3, Col: col}, "Y205", "“%s”应为数", "项").Over(span).Do("写作 %d", 286)
	d.Excerpt = line
	return d
}

// TestForAPerson: place and fact, the line, the caret under it, the remedy.
func TestForAPerson(t *testing.T) {
	want := "甲.yaml:3:9: 错误 Y205 “项”应为数\n" +
		"     3 |     案件: 二〇宗\n" +
		"       |     　　  ^^^^^^\n" + // 4 spaces, 2 full-width ones, : and a space
		"  提示: 写作 286"
	got := place(9, 3, "    案件: 二〇宗").String()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// columns is how many terminal columns s takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if diag.Wide(r) {
			n++
		}
	}
	return n
}

// TestCaretStandsUnderItsText: whatever the line holds, as many columns stand before
// the caret as before the text, and the caret is as wide as the text.
func TestCaretStandsUnderItsText(t *testing.T) {
	long := strings.Repeat("依法行政2024年，", 30)
	for _, c := range []struct {
		line      string
		col, span int
		marked    string
	}{
		{"单位: 甲街道", 5, 3, "甲街道"},
		{"abc", 1, 1, "a"},
		{"甲\t乙", 3, 1, "乙"},
		{"“甲”—乙…丙", 6, 1, "…"},
		{"（全角）：ｘ", 6, 1, "ｘ"},
		{"𠮷野家", 2, 2, "野家"},
		{long, 1, 4, "依法行政"},
		{long, 123, 4, "20"}, // only where it is is known: see below
		{"甲乙", 3, 1, ""},     // behind the end: what is missing
		{"甲乙", 9, 1, ""},
		{"甲乙\r\n", 2, 5, "乙"},
		{"", 1, 1, ""},
	} {
		lines := strings.Split(place(c.col, c.span, c.line).String(), "\n")
		if c.line == "" {
			if len(lines) != 2 {
				t.Errorf("a line without text is shown: %q", lines)
			}
			continue
		}
		text, caret := strings.TrimPrefix(lines[1], "     3 | "), strings.TrimPrefix(lines[2], "       | ")
		before := columns(strings.TrimRight(caret, "^"))
		width := columns(caret) - before
		at := 0
		var marked strings.Builder
		for _, r := range text {
			if at >= before && at < before+width {
				marked.WriteRune(r)
			}
			at += columns(string(r))
		}
		if c.col == 123 {
			c.marked = string([]rune(c.line)[122:126])
		}
		if marked.String() != c.marked || width == 0 {
			t.Errorf("%q col %d: the caret stands under %q, want %q\n%s\n%s", c.line, c.col, marked.String(), c.marked, text, caret)
		}
		if columns(text) > 90 {
			t.Errorf("a long line is not cut: %d columns", columns(text))
		}
	}
}

// TestPlaceless: what is not known is left out.
func TestPlaceless(t *testing.T) {
	for _, c := range []struct {
		pos  diag.Pos
		want string
	}{
		{diag.Pos{}, "提示 T1 某事"},
		{diag.Pos{File: "甲.yaml"}, "甲.yaml: 提示 T1 某事"},
		{diag.Pos{File: "甲.yaml", Line: 7}, "甲.yaml:7: 提示 T1 某事"},
		{diag.Pos{File: "甲.yaml", Line: 7, Col: 2}, "甲.yaml:7:2: 提示 T1 某事"},
	} {
		if got := diag.Hintf(c.pos, "T1", "某事").String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	d := diag.Warnf(diag.Pos{File: "甲.yaml", Line: 7}, "T1", "某事")
	d.Excerpt = "一行"
	if got := d.String(); got != "甲.yaml:7: 警告 T1 某事\n     7 | 一行" {
		t.Errorf("%q", got)
	}
}

func TestPosRight(t *testing.T) {
	if p := (diag.Pos{Line: 1, Col: 3}).Right(2); p.Col != 5 {
		t.Error(p)
	}
	if p := (diag.Pos{Line: 1}).Right(2); p.Col != 0 {
		t.Error("an unknown column became one:", p)
	}
}

// TestForAProgram is the line of contract §4.
func TestForAProgram(t *testing.T) {
	got, err := json.Marshal(place(9, 3, "    案件: 二〇宗"))
	want := `{"type":"finding","file":"甲.yaml","line":3,"column":9,"level":"错误","code":"Y205","message":"“项”应为数","hint":"写作 286"}`
	if err != nil || string(got) != want {
		t.Errorf("%s %v\nwant %s", got, err, want)
	}
}

// TestFormErrors: only an error of family Y stops a unit.
func TestFormErrors(t *testing.T) {
	var l diag.List
	at := diag.Pos{File: "甲", Line: 1}
	l.Add(diag.Hintf(at, "Y207", "a"), diag.Warnf(at, "Y999", "b"), diag.Errorf(at, "A1", "c"))
	if l.Stops() {
		t.Error("nothing here stops a unit")
	}
	l.Add(diag.Errorf(at, "Y101", "d"))
	if !l.Stops() {
		t.Error("a form error does not stop")
	}
	if l.Count(diag.Error) != 2 || l.Count(diag.Warning) != 1 || l.Count(diag.Hint) != 1 {
		t.Error("miscounted")
	}
}

// TestSort: by file, line, column, weight, code; equal ones keep their order.
func TestSort(t *testing.T) {
	at := func(file string, line, col int) diag.Pos { return diag.Pos{File: file, Line: line, Col: col} }
	want := diag.List{
		diag.Hintf(at("乙", 9, 9), "T1", "1"),
		diag.Errorf(at("甲", 0, 0), "Y002", "2"),
		diag.Errorf(at("甲", 2, 1), "A1", "3"),
		diag.Errorf(at("甲", 2, 1), "Y101", "4"),
		diag.Hintf(at("甲", 2, 1), "A1", "5"),
		diag.Hintf(at("甲", 2, 1), "A1", "6"),
		diag.Errorf(at("甲", 2, 10), "A1", "7"),
		diag.Errorf(at("甲", 10, 1), "A1", "8"),
	}
	for turn := range want {
		got := append(append(diag.List{}, want[turn:]...), want[:turn]...)
		if turn == 5 { // parts the two equal ones: turned round they would keep the wrong order
			continue
		}
		got.Sort()
		for i := range got {
			if got[i].Message != want[i].Message {
				t.Fatalf("from %d: %q at %d", turn, got[i].Message, i)
			}
		}
	}
}
