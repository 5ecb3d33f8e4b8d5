package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nianbao/render/diag"
	"nianbao/render/hanzi"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/merge"
)

// shared is the folder with the reports and tables the project was built from. The
// test is skipped without.
func shared(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("NIANBAO_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	} else if !filepath.IsAbs(dir) {
		dir = filepath.Join("..", "..", dir)
	}
	if _, err := os.Stat(filepath.Join(dir, "spec")); err != nil {
		t.Skip("the folder named by NIANBAO_SHARED is absent")
	}
	return dir
}

func officialPackage(t testing.TB) *templates.Package {
	t.Helper()
	p, found := templates.Load(templates.Folders(templates.Official(), "内置模板")[0])
	if p == nil || len(found) > 0 {
		t.Fatal(found)
	}
	return p
}

// readUnit reads one data file as check does, up to the pages.
func readUnit(pkg *templates.Package, name string, content []byte) (*Reading, diag.List) {
	root, src, found, broken := data.Parse(name, content)
	if root == nil {
		return nil, found
	}
	u, more := data.Decode(root, src, &pkg.Schema, broken)
	found.Add(more...)
	kind := pkg.Kind(u.Kind.Text)
	if kind == nil || broken {
		return nil, found
	}
	l := ledger.New(pkg, u)
	m := merge.New(kind, u, l, "", "2025-01-01")
	d := m.Document()
	found.Add(m.Findings()...)
	r := Read(kind, u, l, d, m.Web(), nil)
	found.Add(r.Check()...)
	return r, found
}

// samples are the five reports by the numbers of spec/checks.md.
var samples = map[string]string{"000": "changhua-2024", "001": "longhu-chengguan-2023", "002": "gudang-2024", "003": "linshi-2022", "004": "qingcheng-2024"}

// defect is one row of spec/checks.md B and one of its codes.
type defect struct {
	sample, code, level string
	nth                 int // of the rows of this code in this sample, from 1
	quotes              []string
}

var quoteForm = regexp.MustCompile("`([^`]+)`")

// labelForm is a label before a quoted heading: the program prints it, the data has none.
var labelForm = regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9][.、])`)

func defects(t *testing.T, dir string) []defect {
	text, err := os.ReadFile(filepath.Join(dir, "spec", "checks.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(text), "## B ")
	part, _, _ = strings.Cut(part, "### 五份共有")
	var out []defect
	sample := ""
	count := map[string]int{}
	for line := range strings.Lines(part) {
		if rest, ok := strings.CutPrefix(line, "### "); ok {
			sample = rest[:3]
			continue
		}
		c := strings.Split(strings.TrimSpace(line), "|")
		if len(c) < 6 || sample == "" || strings.HasPrefix(strings.TrimSpace(c[1]), "规则") || strings.HasPrefix(c[1], "-") {
			continue
		}
		var quotes []string
		for _, m := range quoteForm.FindAllStringSubmatch(c[4], -1) {
			rs := []rune(m[1])
			hanzi.Normalize(rs)
			q := strings.TrimSpace(string(rs))
			if strings.Contains(c[1], "W0") { // found in the words, not in the numbering
				q = labelForm.ReplaceAllString(q, "")
			}
			quotes = append(quotes, q)
		}
		for code := range strings.FieldsSeq(c[1]) {
			count[sample+code]++
			out = append(out, defect{sample, code, strings.TrimSpace(c[2]), count[sample+code], quotes})
		}
	}
	return out
}

// verdicts reads testdata/reports.txt: “样本 编号 第几行: 状态 理由”.
func verdicts(t *testing.T) map[string]string {
	text, err := os.ReadFile("testdata/reports.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if key, why, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.HasPrefix(line, "#") {
			out[key] = why
		}
	}
	return out
}

// where is the passage and character a finding points at; a figure of 统计 points at
// every passage that cites it.
func (r *Reading) where(d diag.Diagnostic) (out []spot) {
	for _, p := range r.passages {
		for _, q := range p.pieces {
			if q.pos.File != d.File || q.pos.Line != d.Line {
				continue
			}
			for i := q.from; i < q.to; i++ {
				if p.place(i).Col == d.Col {
					out = append(out, spot{p, i, i + max(d.Span, 1)})
					break
				}
			}
		}
	}
	for _, e := range r.ledger.Entries() {
		if e.Pos != d.Pos {
			continue
		}
		for _, p := range r.passages {
			for _, q := range p.pieces {
				if q.path == e.Path {
					out = append(out, spot{p, q.from, q.to})
				}
			}
		}
	}
	return out
}

// at reports whether d stands within one of the quotes, or anywhere when none of them
// is in the text.
func (r *Reading) within(d diag.Diagnostic, quotes []string) bool {
	inText := false
	spots := r.where(d)
	for _, q := range quotes {
		for _, p := range r.passages {
			text := string(p.text)
			for _, part := range strings.Split(q, "……") {
				b := strings.Index(text, part)
				if b < 0 {
					continue
				}
				inText = true
				from := len([]rune(text[:b]))
				to := from + len([]rune(part))
				for _, s := range spots {
					if s.p == p && s.from <= to && s.to >= from {
						return true
					}
				}
			}
		}
	}
	return !inText
}

// TestReportsTable gives, for every row of spec/checks.md B, whether the checker finds
// it in the five real reports: “go test ./templates/rules -run TestReportsTable -v”.
func TestReportsTable(t *testing.T) {
	dir := shared(t)
	pkg := officialPackage(t)
	known := verdicts(t)
	readings, findings := map[string]*Reading{}, map[string]diag.List{}
	for sample, name := range samples {
		content, err := os.ReadFile(filepath.Join(dir, "reports", "data", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		readings[sample], findings[sample] = readUnit(pkg, name+".yaml", content)
	}
	matched := map[string]bool{}
	type tally struct{ found, gone, undecided, missed int }
	sums := map[string]*tally{"错": {}, "警": {}, "提": {}}
	var b strings.Builder
	for _, d := range defects(t, dir) {
		key := fmt.Sprintf("%s %s %d", d.sample, d.code, d.nth)
		code := map[string]string{"A2": "A2"}[d.code]
		if code == "" {
			code = d.code
		}
		state := ""
		for _, f := range findings[d.sample] {
			if f.Code == code && readings[d.sample].within(f, d.quotes) {
				matched[d.sample+f.String()] = true
				if state == "" {
					state = fmt.Sprintf("发现（%s，%d:%d）", f.Level, f.Line, f.Col)
				}
			}
		}
		sum := sums[d.level]
		why := known[key]
		switch {
		case state != "":
			sum.found++
		case strings.HasPrefix(why, "材料里已没有"):
			sum.gone++
			state = why
		case strings.HasPrefix(why, "程序不能断定"):
			sum.undecided++
			state = why
		default:
			sum.missed++
			state = "漏报"
			if d.level == "错" {
				t.Errorf("%s is not found and testdata/reports.txt gives no reason", key)
			}
		}
		if why != "" && strings.HasPrefix(state, "发现") {
			t.Errorf("%s is found, yet testdata/reports.txt says: %s", key, why)
		}
		fmt.Fprintf(&b, "%-12s %s  %s\n", key, d.level, state)
	}
	for _, level := range []string{"错", "警", "提"} {
		s := sums[level]
		fmt.Fprintf(&b, "%s：发现 %d，程序不能断定 %d，材料里已没有 %d，漏报 %d\n", level, s.found, s.undecided, s.gone, s.missed)
	}
	w := sums["警"]
	if all := w.found + w.undecided + w.missed; w.found*100 < 85*all {
		t.Errorf("only %d of %d warnings are found", w.found, all)
	}
	extra := unlisted(t, dir, findings, matched, &b)
	t.Log("\n" + b.String())
	if extra > 10 {
		t.Errorf("%d warnings in the five reports that the table does not list", extra)
	}
}

// shareds are the rules of “五份共有” and of A: true of a report without a row of
// its own.
var shareds = []string{"C01", "C03", "C04", "C05", "A2", "P01"}

// unlisted fails on errors that no row of the table lists, and counts warnings: not
// those of a rule that has a row for the same report, which found another place.
func unlisted(t *testing.T, dir string, findings map[string]diag.List, matched map[string]bool, b *strings.Builder) int {
	rules := map[string]bool{}
	for _, d := range defects(t, dir) {
		rules[d.sample+d.code] = true
	}
	n := 0
	for _, sample := range []string{"000", "001", "002", "003", "004"} {
		for _, f := range findings[sample] {
			if matched[sample+f.String()] || f.Level == diag.Hint || slices.Contains(shareds, f.Code) {
				continue
			}
			first, _, _ := strings.Cut(f.String(), "\n")
			if f.Level == diag.Error {
				t.Errorf("表外的错误 %s", first)
				continue
			}
			if rules[sample+f.Code] {
				fmt.Fprintf(b, "表外同类：%s\n", first)
				continue
			}
			n++
			fmt.Fprintf(b, "表外的警告 %d：%s\n", n, first)
		}
	}
	return n
}
