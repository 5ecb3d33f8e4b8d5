package batch

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"nianbao/cmd/internal/press"
	"nianbao/fonts"
)

func size(t testing.TB, name string, usual int) int {
	if s := os.Getenv(name); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return usual
}

func testPress(t testing.TB, opt press.Options) *press.Press {
	t.Helper()
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	opt.Faces = faces
	if opt.Formats == nil {
		opt.Formats = []string{"pdf", "xlsx"}
	}
	return press.New(opt)
}

// TestSummaryOfManyUnits sums up 300 made-up units; a program that knows nothing of
// how the workbook was made computes every formula anew. NIANBAO_FLEET=FOLDER leaves
// the units there, NIANBAO_FLEET_SIZE says how many, for measuring.
func TestSummaryOfManyUnits(t *testing.T) {
	n := size(t, "NIANBAO_FLEET_SIZE", 300)
	dir := os.Getenv("NIANBAO_FLEET")
	if dir == "" {
		dir = t.TempDir()
	}
	makeFleet(t, dir, n, 7)
	p := testPress(t, press.Options{Out: t.TempDir(), Formats: []string{"xlsx"}})
	plan, found, done, err := Ask([]string{dir}, p.Options().Out)
	defer done()
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	d, close, err := Gather(p, plan, "nianbao")
	defer close()
	if err != nil {
		t.Fatal(err)
	}
	file, err := WriteSummary(p, d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := WriteRollUp(p, d); err != nil {
		t.Fatal(err)
	}
	shared := os.Getenv("NIANBAO_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	script := filepath.Join(shared, "check", "xlsxcheck.py")
	if _, err := os.Stat(script); err != nil {
		t.Skip("no folder with checks (NIANBAO_SHARED)")
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("no LibreOffice")
	}
	out, err := exec.Command("/usr/bin/python3", script, file, "--recalc").CombinedOutput()
	if exit, ok := err.(*exec.ExitError); ok && exit.ExitCode() == 2 {
		t.Skipf("the check could not look: %s", out)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
