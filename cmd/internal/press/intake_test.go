package press

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/intake"
)

// published are the five real reports by their numbers in numbers.csv, with what they do
// not say themselves.
var published = []struct {
	seed, file string
	facts      intake.Facts
}{
	{"000", "changhua-2024", intake.Facts{}},
	{"001", "longhu-chengguan-2023", intake.Facts{Unit: "龙湖区城管局"}},
	{"002", "gudang-2024", intake.Facts{}},
	{"003", "linshi-2022", intake.Facts{Unit: "蔺市街道", Year: 2022}},
	{"004", "qingcheng-2024", intake.Facts{}},
}

// statistic is one row of numbers.csv that is a statistic of the report.
type statistic struct{ line, clause, name, path, raw string }

func statistics(t *testing.T, dir string) map[string][]statistic {
	f, err := os.Open(filepath.Join(dir, "reports", "numbers.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]statistic{}
	for _, row := range rows[1:] {
		if row[9] == "统计" {
			out[row[0]] = append(out[row[0]], statistic{row[1], row[2], row[3], row[11], row[10]})
		}
	}
	return out
}

// imported takes a file into a folder of its own and imports it there.
func imported(t *testing.T, p *Press, name string, content []byte, facts intake.Facts) Imported {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	got := p.Import(path, facts)
	if got.Err != nil || got.Path == "" {
		t.Fatalf("%s: not imported: %v %v %v", name, got.Err, got.Missing, got.Found)
	}
	return got
}

// TestImportFindsFields: five real reports read after import as they were published; of
// their statistics seven in ten find their field, and hardly one a wrong one.
func TestImportFindsFields(t *testing.T) {
	dir := sharedFolder(t)
	rows := statistics(t, dir)
	right, wrong, all := 0, 0, 0
	p := New(Options{})
	for _, s := range published {
		content, err := os.ReadFile(filepath.Join(dir, "reports", "text", s.file+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		got := imported(t, p, s.file+".txt", content, s.facts)
		if have, text := strings.Join(strings.Fields(reads(t, p, got)), ""), strings.Join(strings.Fields(strings.TrimPrefix(string(content), "\ufeff")), ""); !strings.HasSuffix(have, text) {
			t.Errorf("%s does not read as it was published: %s", s.file, sameText(text, have)) // a title it lacks is put before
		}
		good, bad, missed := judge(t, p, got, rows[s.seed])
		t.Logf("%s: %d of %d right, %d wrong", s.file, good, len(rows[s.seed]), len(bad))
		for _, b := range bad {
			t.Logf("    wrong: %s", b)
		}
		for _, m := range missed {
			t.Logf("    not found: %s", m)
		}
		right, wrong, all = right+good, wrong+len(bad), all+len(rows[s.seed])
	}
	t.Logf("together: %d of %d right (%d%%), %d wrong (precision %d%%)", right, all, right*100/all, wrong, right*100/(right+wrong))
	if right*100 < all*70 {
		t.Errorf("%d of %d statistics found their field, fewer than 70 in 100", right, all)
	}
	if wrong*100 > (right+wrong)*10 {
		t.Errorf("%d of %d went to a wrong field", wrong, right+wrong)
	}
}

// judge compares what was imported with the rows.
func judge(t *testing.T, p *Press, got Imported, rows []statistic) (right int, wrong, missed []string) {
	t.Helper()
	_, u := p.Figures().understand(got.Path, got.Content)
	if u == nil || u.ledger == nil {
		t.Fatalf("the data file is not understood:\n%s", got.Content)
	}
	known := map[string][]string{}
	for _, r := range rows {
		raw := strings.TrimSuffix(r.raw, "%")
		if raw == "无" || raw == "" {
			raw = "0"
		}
		known[r.path] = append(known[r.path], raw)
		if base, ok := strings.CutSuffix(r.path, "@同比"); ok {
			if strings.Contains(string(got.Content), "{{同比 "+base+"}}") {
				right++
			} else {
				missed = append(missed, fmt.Sprint(r))
			}
			continue
		}
		e, ok := u.ledger.Get(r.path)
		is := func(have string) bool {
			return strings.TrimSuffix(strings.TrimSuffix(have, "元"), "%") == raw || strings.TrimSuffix(have, "万元") == raw
		}
		switch {
		case ok && is(e.Fig.Raw):
			right++
		case strings.Contains(r.name, "同值") && slices.ContainsFunc(u.data.Figures.List, func(v data.Value) bool {
			return v.Field.Group == strings.Split(r.path, ".")[0] && v.Fig != nil && v.Fig.Percent && is(v.Fig.Raw) && strings.Contains(r.name, v.Field.Name[:len(v.Field.Name)-3])
		}):
			right++
		default:
			missed = append(missed, fmt.Sprint(r))
		}
	}
	for _, e := range u.ledger.Entries() {
		if e.Derived {
			continue
		}
		raw := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(e.Fig.Raw, "元"), "万"), "%")
		ok := slices.ContainsFunc(known[e.Path], func(k string) bool { return k == raw || strings.TrimSuffix(k, "万") == raw || k == e.Fig.Raw })
		same := slices.ContainsFunc(rows, func(r statistic) bool {
			return strings.Contains(r.name, "同值") && r.raw == raw && strings.Split(r.path, ".")[0] == strings.Split(e.Path, ".")[0]
		})
		if !ok && !same {
			wrong = append(wrong, fmt.Sprintf("%s: %s", e.Path, e.Fig.Raw))
		}
	}
	return right, wrong, missed
}

// stops are the form errors of a list, for messages.
func stops(found diag.List) (out []string) {
	for _, d := range found {
		if d.Form() {
			out = append(out, d.String())
		}
	}
	return out
}

// sharedFolder is the folder with the real reports; the test is skipped without.
func sharedFolder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("NIANBAO_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared")
	} else if !filepath.IsAbs(dir) {
		dir = filepath.Join("..", "..", "..", dir)
	}
	if _, err := os.Stat(filepath.Join(dir, "reports", "numbers.csv")); err != nil {
		t.Skip("the folder named by NIANBAO_SHARED is absent")
	}
	return dir
}

// TestImportExamples: the texts of our own examples, taken in again, read the same and
// give back four figures in five.
func TestImportExamples(t *testing.T) {
	root := filepath.Join("..", "..", "..", "examples")
	p := New(Options{})
	right, wrong, all := 0, 0, 0
	files, _ := filepath.Glob(filepath.Join(root, "*.yaml"))
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		text, err := os.ReadFile(filepath.Join(root, "expected", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		source, err := read(file)
		if err != nil {
			t.Fatal(err)
		}
		r, was := p.Figures().understand(file, source)
		got := imported(t, p, name+".txt", text, intake.Facts{Unit: r.Unit, Kind: r.Kind, Year: r.Year})
		_, now := p.Figures().understand(got.Path, got.Content)
		for _, e := range was.ledger.Entries() {
			if e.Derived || !strings.Contains(string(text), e.Fig.Raw) {
				continue
			}
			all++
			if have, ok := now.ledger.Get(e.Path); ok && have.Fig.Value.Cmp(e.Fig.Value) == 0 {
				right++
			}
		}
		for _, e := range now.ledger.Entries() {
			if have, ok := was.ledger.Get(e.Path); !e.Derived && (!ok || have.Fig.Value.Cmp(e.Fig.Value) != 0) {
				t.Logf("%s: %s: %s", name, e.Path, e.Fig.Raw)
				wrong++
			}
		}
	}
	t.Logf("%d of %d figures right, %d wrong", right, all, wrong)
	if len(files) == 0 || right*100 < all*80 || wrong*100 > right*10 {
		t.Errorf("%d of %d figures right, %d wrong", right, all, wrong)
	}
}
