package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/disk/disktest"
)

var update = flag.Bool("update", false, "rewrite what the stories expect")

// TestMain lets the stories run this very program as nianbao.
func TestMain(m *testing.M) {
	if os.Getenv("NIANBAO_AS_PROGRAM") != "" {
		os.Exit(run(os.Args[1:], fakeDesktop{}, nil))
	}
	faulty := func(system disk.Opener) func() {
		return func() {
			os.Exit(run(os.Args[1:], fakeDesktop{os.Getenv("OWN_WINDOW") != "", os.Getenv("CODE_PAGE")}, system))
		}
	}
	testscript.Main(m, map[string]func(){
		"nianbao":   faulty(nil),
		"nianbao-满": faulty(disktest.Full(300_000)),  // a disk with little room
		"nianbao-占": faulty(disktest.InUse("乙", -1)), // 乙… is open in another program
		"nianbao-忙": faulty(disktest.InUse("乙", 2)),  // … for a moment
	})
}

// fakeDesktop is a desktop a story describes in its environment.
type fakeDesktop struct {
	own     bool
	charset string
}

func (d fakeDesktop) OwnWindow() bool                                  { return d.own }
func (d fakeDesktop) Charset(f *os.File, _ func(string) string) string { return d.charset }

// TestStories runs testdata/*.txt: what people do with the program, one story a
// file, inputs and outputs in it.
func TestStories(t *testing.T) { stories(t, "testdata") }

// TestBroken runs testdata/broken/*.txt: inputs with a mistake. Each story shows the
// whole message, so that a reader can judge it as a clerk would.
func TestBroken(t *testing.T) { stories(t, filepath.Join("testdata", "broken")) }

// TestToy builds another report from its folder alone; see templates/testdata.
func TestToy(t *testing.T) { stories(t, filepath.Join("testdata", "toy")) }

func stories(t *testing.T, dir string) {
	project, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                dir,
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("PROJECT", filepath.ToSlash(project))
			e.Setenv("SOURCE_DATE_EPOCH", "")
			return nil
		},
		Condition: func(cond string) (bool, error) { return cond == "root" && os.Geteuid() == 0, nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "holds": holds, "identical": identical, "big": big, "write": write, "encode": encode, "decode": decode, "unzip": unzip, "copy": copyDir, "list": list,
			"fill": fill, "cell": cellIs, "face": face, "collection": collection, "correct": correct,
			"units": units, "hold": hold, "same": same, "damage": damage, "zipped": zipped,
		},
	})
}

// exits STATUS PROGRAM ARG...: runs a program, which must end with STATUS.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		failed, ok := err.(*exec.ExitError)
		if !ok {
			ts.Check(err)
		}
		got = failed.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// holds DIR FILE...: DIR holds these files, at whatever depth, and no other, hidden
// or left behind, but for the private folder of a batch. DIR that does not exist holds
// nothing.
func holds(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	got := []string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == disk.Private {
			return filepath.SkipDir
		}
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			got = append(got, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		ts.Check(err)
	}
	want := slices.Sorted(slices.Values(args[1:]))
	slices.Sort(got)
	if !slices.Equal(got, want) {
		ts.Fatalf("%s holds\n  %s\nwant\n  %s", args[0], strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// identical A B: two files have the same bytes; with ! they have not.
func identical(ts *testscript.TestScript, neg bool, args []string) {
	a, b := ts.ReadFile(args[0]), ts.ReadFile(args[1])
	if (a == b) == neg {
		ts.Fatalf("%s (%d bytes) and %s (%d bytes): same is %v", args[0], len(a), args[1], len(b), a == b)
	}
}

// big FILE MEGABYTES: a file of comment lines.
func big(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := "# 大文件大文件大文件大文件大文件\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte(line), n<<20/len(line)+1), 0o666))
}

// write FILE TEXT: TEXT as a Go string without its quotes, for bytes no text holds.
func write(ts *testscript.TestScript, neg bool, args []string) {
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

// encode ENCODING FROM TO: writes a file in gbk, utf-16 or crlf (UTF-8 with BOM and
// the line ends of Windows).
func encode(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile(args[1])
	var err error
	switch args[0] {
	case "gbk":
		text, err = simplifiedchinese.GBK.NewEncoder().String(text)
	case "utf-16":
		text, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	case "crlf":
		text = "\uFEFF" + strings.ReplaceAll(text, "\n", "\r\n")
	default:
		ts.Fatalf("no encoding %s", args[0])
	}
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(text), 0o666))
}

// decode gbk FROM TO: turns a file in GBK into UTF-8.
func decode(ts *testscript.TestScript, neg bool, args []string) {
	text, err := simplifiedchinese.GBK.NewDecoder().String(ts.ReadFile(args[1]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(text), 0o666))
}

// unzip FILE PART...: prints parts of a workbook; without PART lists them.
func unzip(ts *testscript.TestScript, neg bool, args []string) {
	content := ts.ReadFile(args[0])
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	ts.Check(err)
	for _, f := range z.File {
		if len(args) == 1 {
			_, _ = io.WriteString(ts.Stdout(), f.Name+"\n")
		}
		if !slices.Contains(args[1:], f.Name) {
			continue
		}
		r, err := f.Open()
		ts.Check(err)
		_, err = io.Copy(ts.Stdout(), r)
		ts.Check(err)
	}
}

// copy FROM TO: copies a folder.
func copyDir(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// fill FILE SHEET CELL TEXT...: types into cells of a workbook as Excel does: what looks
// like a number becomes one, in cells not marked as text.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	for i := 2; i+1 < len(args); i += 2 {
		if n, err := strconv.ParseFloat(args[i+1], 64); err == nil {
			ts.Check(f.SetCellValue(args[1], args[i], n))
			continue
		}
		ts.Check(f.SetCellStr(args[1], args[i], args[i+1]))
	}
	ts.Check(f.Save())
}

// cell FILE SHEET CELL TEXT: a cell shows TEXT; “批注” before it asks its note to begin so.
func cellIs(ts *testscript.TestScript, neg bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	got, err := f.GetCellValue(args[1], args[2])
	ts.Check(err)
	want := args[3]
	if want == "批注" {
		got, want = "", args[4]
		notes, err := f.GetComments(args[1])
		ts.Check(err)
		for _, n := range notes {
			if n.Cell == args[2] {
				got = n.Text
				for _, run := range n.Paragraph {
					got += run.Text
				}
			}
		}
	}
	if strings.HasPrefix(got, want) == neg {
		ts.Fatalf("%s!%s is %q", args[1], args[2], got)
	}
}

// units DIR NAME...: a small data file for each unit.
func units(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o777))
	for _, name := range args[1:] {
		text := "单位: " + name + "\n全称: 某市某区" + name + "\n类型: 街道乡镇\n年度: 2024\n不查: {C01: 示例, C05: 示例}\n成文日期: 2025-01-20\n" +
			"统计:\n  执法:\n    案件总数: 286\n正文:\n  举措成效: |\n    办理案件{{执法.案件总数}}宗。\n"
		ts.Check(os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(text), 0o666))
	}
}

// hold DIR: another run holds the out folder until the story ends.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.MkdirAll(ts.MkAbs(args[0]), 0o777))
	release, err := disk.Lock(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(release)
}

// same A B: two folders hold the same files with the same bytes, but for the private
// folder of a batch.
func same(ts *testscript.TestScript, neg bool, args []string) {
	content := func(dir string) map[string]string {
		out := map[string]string{}
		ts.Check(filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				if err == nil && e.Name() == disk.Private {
					return filepath.SkipDir
				}
				return err
			}
			text, err := os.ReadFile(path)
			rel, _ := filepath.Rel(dir, path)
			out[rel] = string(text)
			return err
		}))
		return out
	}
	a, b := content(ts.MkAbs(args[0])), content(ts.MkAbs(args[1]))
	for name := range a {
		if got, ok := b[name]; !ok || got != a[name] {
			ts.Fatalf("%s: %v in %s, and not the same", name, ok, args[1])
		}
	}
	if len(a) != len(b) || len(a) == 0 {
		ts.Fatalf("%d and %d files", len(a), len(b))
	}
}

// damage DIR EXT: changes a byte in the middle of the last file below DIR that ends so.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	last := ""
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, args[1]) && path > last {
			last = path
		}
		return err
	}))
	text, err := os.ReadFile(last)
	ts.Check(err)
	if args[1] == ".zip" { // the end is missing, as of a broken transfer
		text = text[:len(text)/2]
	} else {
		text[len(text)/2] ^= 1
	}
	ts.Check(os.WriteFile(last, text, 0o666))
}

// zipped FILE NAME TEXT: a zip with one file, and with sums when its name leads out.
func zipped(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	z := zip.NewWriter(f)
	add := func(name, text string) {
		w, err := z.Create(name)
		ts.Check(err)
		_, err = io.WriteString(w, text)
		ts.Check(err)
	}
	if add(args[1], args[2]); strings.Contains(args[1], "..") {
		add("SHA256SUMS", fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(args[2])), args[1]))
	}
	ts.Check(z.Close())
	ts.Check(f.Close())
}
