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

func TestPdfinfoReadsInfo(t *testing.T) {
	out := tool(t, mustWrite(t, sample(t)), "pdfinfo", "-isodates", "FILE")
	for _, want := range []string{"某某县“法治” & <政府> 建设𬭳报告\n", "Author:          某某县人民政府\n",
		"CreationDate:    2024-03-04T16:00:00Z\n", "Pages:           3\n", "PDF version:     1.4\n", "595.276 x 841.89 pts (A4)"} {
		if !strings.Contains(out, want) && !strings.Contains(out, strings.Replace(want, "2024-03-04T16:00:00Z", "2024-03-05T00:00:00+08", 1)) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// Apache Preflight (Debian: libpdfbox2-java) knows PDF/A-1b.
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
