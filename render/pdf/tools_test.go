package pdf

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/render/page"
)

// What programs nobody here wrote say of the file. Each test is skipped where its
// program is not installed.

// tool runs an installed program on file and returns what it prints.
func tool(t *testing.T, file []byte, program string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("%s is not installed", program)
	}
	path := filepath.Join(t.TempDir(), "sample.pdf")
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
	for i, arg := range args {
		if arg == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}

func TestQpdfFindsNothing(t *testing.T) {
	out := tool(t, mustWrite(t, sample(t)), "qpdf", "--check", "FILE")
	if !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Error(out)
	}
}

func TestMutoolFindsNothing(t *testing.T) {
	out := tool(t, mustWrite(t, sample(t)), "mutool", "draw", "-F", "txt", "-o", "/dev/null", "FILE")
	out = strings.ReplaceAll(out, "warning: ICC support is not available", "") // of the build, not of the file
	if strings.Contains(out, "warning") || strings.Contains(out, "error") {
		t.Error(out)
	}
}

func TestPdffontsSeesSubsets(t *testing.T) {
	out := tool(t, mustWrite(t, sample(t)), "pdffonts", "FILE")
	lines := strings.Split(strings.TrimSpace(out), "\n")[2:]
	if len(lines) != 8 {
		t.Errorf("%d fonts", len(lines))
	}
	for _, l := range lines {
		if !strings.Contains(l, "CID TrueType") || !strings.Contains(l, "Identity-H") || !strings.Contains(l, "yes yes yes") {
			t.Error(l)
		}
	}
}

// Text copied from the file is the text that was set: rare Han of plane 2 and
// extension A, marks shared with Latin, digits between Han. Each line is one
// baseline, so what a reader joins is seen too.
func TestTextComesBack(t *testing.T) {
	set := faces(t)
	lines := [][]string{
		{"仿宋", "“法治”——政府……〔", "西文", "2023", "仿宋", "〕", "西文", "34", "仿宋", "号：（全年）《办法》、‘甲’·乙"},
		{"仿宋", "受理", "西文", "496793.68", "仿宋", "万元，同比", "西文", "-12.5%", "仿宋", "；办结"},
		{"仿宋", "姓名：", "生僻字", "𬭳𫖯", "宋体", "㐂㕔〇", "仿宋", "。"},
	}
	sheet := page.Page{Width: 210 * mm, Height: 297 * mm}
	var want []string
	for i, l := range lines {
		sheet.Runs = append(sheet.Runs, line(set, 28*mm, page.Length(40+i*11)*mm, 16*pt, 0, l...)...)
		text := ""
		for j := 1; j < len(l); j += 2 {
			text += l[j]
		}
		want = append(want, text)
	}
	out := tool(t, mustWrite(t, page.Pages{Pages: []page.Page{sheet}}), "pdftotext", "-enc", "UTF-8", "-layout", "FILE", "-")
	var got []string
	for l := range strings.Lines(out) {
		if l = strings.TrimSpace(l); l != "" {
			got = append(got, l)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("text\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A run turned on a landscape page comes back in order too, between pages that stand
// upright.
func TestTurnedTextComesBack(t *testing.T) {
	set := faces(t)
	upright := page.Page{Width: 210 * mm, Height: 297 * mm, Runs: line(set, 28*mm, 40*mm, 16*pt, 0, "仿宋", "前一页")}
	turned := page.Page{Width: 297 * mm, Height: 210 * mm, Runs: append(line(set, 37*mm, 40*mm, 16*pt, 0, "仿宋", "横排表格"),
		down(set, 12*mm, 150*mm, 14*pt, -pt/2, "宋体", "— ", "西文", "1023", "宋体", " —")...)}
	file := mustWrite(t, page.Pages{Pages: []page.Page{upright, turned, upright}})
	for _, c := range []struct {
		program string
		args    []string
	}{
		{"pdftotext", []string{"-enc", "UTF-8", "FILE", "-"}},
		{"pdftotext", []string{"-enc", "UTF-8", "-raw", "FILE", "-"}},
		{"mutool", []string{"draw", "-F", "txt", "FILE"}},
	} {
		t.Run(strings.Join(append([]string{c.program}, c.args...), " "), func(t *testing.T) {
			// -raw looks for words to the right only and puts each on a line of its own
			out := strings.Join(strings.Fields(tool(t, file, c.program, c.args...)), " ")
			if strings.Count(out, "前一页") != 2 || !strings.Contains(out, "横排表格") || !strings.Contains(out, "— 1023 —") {
				t.Errorf("text\n%s", out)
			}
		})
	}
}

// Each page has its own size.
func TestPdfinfoSeesPageSizes(t *testing.T) {
	out := tool(t, mustWrite(t, sample(t)), "pdfinfo", "-f", "1", "-l", "3", "FILE")
	for _, want := range []string{"Page    1 size:  595.276 x 841.89 pts (A4)", "Page    2 size:  841.89 x 595.276 pts (A4)", "Page    3 size:  595.276 x 841.89 pts (A4)",
		"Page    2 rot:   0", "Tagged:          yes"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestPdfinfoReadsTheStructure(t *testing.T) {
	out := tool(t, mustWrite(t, sample(t)), "pdfinfo", "-struct-text", "FILE")
	at := 0
	for _, want := range []string{"Document", "H1 (block)", `"法治政府建设年度报告"`, "H2 (block)", `"一、主要举措"`, "H3 (block)", `"（一）履行职责。"`,
		"P (block)", "L (block)", "LI", "LBody", "Table", "Caption", `"横排表格一二三"`, "TR", "TH", `"表"`, "TD", `"286"`} {
		next := strings.Index(out[at:], want)
		if next < 0 {
			t.Fatalf("no %s after the others in\n%s", want, out)
		}
		at += next
	}
}

func TestPdfinfoReadsInfo(t *testing.T) {
	out := tool(t, mustWrite(t, sample(t)), "pdfinfo", "-isodates", "FILE")
	for _, want := range []string{"某某县“法治” & <政府> 建设𬭳报告\n", "Author:          某某县人民政府\n",
		"CreationDate:    2024-03-04T16:00:00Z\n", "Pages:           3\n", "PDF version:     1.4\n", "595.276 x 841.89 pts (A4)"} {
		if !strings.Contains(out, want) && !strings.Contains(out, strings.Replace(want, "2024-03-04T16:00:00Z", "2024-03-05T00:00:00+08", 1)) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// Apache Preflight (Debian: libpdfbox2-java) knows PDF/A-1b; of level A it sees the
// claim, not the tags.
func TestPreflightAccepts(t *testing.T) {
	const jars = "/usr/share/java/"
	if _, err := os.Stat(jars + "preflight.jar"); err != nil {
		t.Skip("Apache Preflight is not installed")
	}
	var path []string
	for _, jar := range []string{"pdfbox2", "preflight", "xmpbox", "fontbox2", "commons-logging", "commons-io", "javax.activation", "jakarta.activation", "activation", "jaxb-api"} {
		path = append(path, jars+jar+".jar")
	}
	out := tool(t, mustWrite(t, sample(t)), "java", "-cp", strings.Join(path, ":"), "org.apache.pdfbox.preflight.Validator_A1b", "FILE")
	if !strings.Contains(out, "is a valid PDF/A-1b file") {
		t.Error(out)
	}
}
