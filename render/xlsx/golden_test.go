// The parts of the sample workbook, element by element, against testdata. After an
// intended change: go test ./render/xlsx -run Golden -update, then read the diff.

package xlsx

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "把 testdata 改写成现在的结果")

func TestGolden(t *testing.T) {
	a := sample()
	for i := range a.Sheets { // the long table repeats itself
		if s := &a.Sheets[i]; len(s.Rows) > 40 {
			a.Sheets[i] = longSheet(3)
		}
	}
	parts := unzip(t, write(t, a))
	golden(t, "", parts, "[Content_Types].xml", "docProps/app.xml", "docProps/core.xml", "xl/styles.xml", "xl/workbook.xml",
		"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml", "xl/worksheets/sheet5.xml")
	if len(parts) != 10+len([]string{"_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/theme/theme1.xml"}) {
		t.Errorf("部件有 %d 个", len(parts))
	}
}

// TestGoldenCharts: one chart of each kind, a drawing, and the sheet that has all of
// filter, frozen columns, links and a chart.
func TestGoldenCharts(t *testing.T) {
	a := charted()
	a.Sheets[3] = summarySheet(3)
	golden(t, "charted_", unzip(t, write(t, a)), "[Content_Types].xml", "xl/workbook.xml", "xl/charts/chart1.xml", "xl/charts/chart2.xml",
		"xl/charts/chart3.xml", "xl/charts/chart6.xml", "xl/drawings/drawing1.xml", "xl/worksheets/sheet4.xml", "xl/worksheets/_rels/sheet4.xml.rels")
}

// golden compares the parts named with testdata/<prefix><name>.txt.
func golden(t *testing.T, prefix string, parts map[string]string, names ...string) {
	t.Helper()
	for _, name := range names {
		got := elements(parts[name])
		plain := strings.Trim(strings.NewReplacer("/", "_", "[", "", "]", "").Replace(name), "_")
		file := filepath.Join("testdata", prefix+plain+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
			t.Errorf("%s 变了（- 旧 + 新）：\n%s", name, d)
		}
	}
}

// elements sets each element of a part on its own line.
func elements(part string) string {
	return strings.ReplaceAll(part, "><", ">\n<") + "\n"
}
