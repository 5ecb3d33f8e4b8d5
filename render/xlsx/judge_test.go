// The workbook as other programs see it.

package xlsx

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"nianbao/render/doc"
)

// TestJudge hands the samples to the shared checker, which reads them with openpyxl
// and lets LibreOffice, where there is one, compute every formula anew.
func TestJudge(t *testing.T) {
	shared := os.Getenv("NIANBAO_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	judge := filepath.Join(shared, "check", "xlsxcheck.py")
	if _, err := os.Stat(judge); err != nil {
		t.Skip("没有共用的检查程序，跳过")
	}
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import openpyxl").Run(); err != nil {
		t.Skip("没有 python3 或 openpyxl，跳过")
	}
	for name, a := range map[string]doc.Annex{"sample": sample(), "charted": charted()} {
		t.Run(name, func(t *testing.T) {
			book := filepath.Join(t.TempDir(), name+".xlsx")
			if err := os.WriteFile(book, write(t, a), 0o666); err != nil {
				t.Fatal(err)
			}
			args := []string{judge, book}
			if _, err := exec.LookPath("soffice"); err == nil && !testing.Short() {
				args = append(args, "--recalc")
			}
			out, err := exec.Command(python, args...).CombinedOutput()
			if err != nil {
				t.Errorf("检查不通过：%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}
