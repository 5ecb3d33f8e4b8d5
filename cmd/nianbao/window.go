// window.go is where the program meets the desktop it runs on: started by a double
// click or by files dropped on it, and in consoles that do not read UTF-8.
package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nianbao/templates/data"
)

// desktop is what the program asks of the system it runs on.
type desktop interface {
	// OwnWindow tells that the window was opened for this program alone and closes with
	// it: after a double click, or with files dropped on it.
	OwnWindow() bool
	// Charset is the encoding of text for a person on f, "" for UTF-8.
	Charset(f *os.File, env func(string) string) string
}

// implied puts the command before arguments that have none: data files and folders
// alone are built. In a window of its own the results lie beside the first file, as
// nobody chose a folder to stand in; without arguments the folder of the program is
// built, when it holds something.
func implied(root *cobra.Command, args []string, own bool, home string) []string {
	if len(args) == 0 {
		if !own || !hasData(home) {
			return args
		}
		return []string{"build", home, "-o", filepath.Join(home, "out")}
	}
	if isCommand(root, args[0]) {
		return args
	}
	if info, err := os.Stat(args[0]); err != nil || !info.IsDir() && !dataName(args[0]) {
		return args
	}
	out := append([]string{"build"}, args...)
	if own && !slices.ContainsFunc(args, func(a string) bool { return a == "-o" || strings.HasPrefix(a, "--out") }) {
		dir := filepath.Dir(args[0])
		if info, err := os.Stat(args[0]); err == nil && info.IsDir() {
			dir = args[0]
		}
		out = append(out, "-o", filepath.Join(dir, "out"))
	}
	return out
}

func isCommand(root *cobra.Command, name string) bool {
	if strings.HasPrefix(name, "-") || strings.HasPrefix(name, "__") || name == "help" || name == "completion" {
		return true
	}
	return slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == name || c.HasAlias(name) })
}

// dataName goes by the name: what people give to build.
func dataName(path string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".xlsx"}, strings.ToLower(filepath.Ext(path)))
}

func hasData(dir string) bool {
	entries, _ := os.ReadDir(dir)
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		return !e.IsDir() && dataName(e.Name()) && !strings.HasPrefix(e.Name(), "~$") && !strings.HasPrefix(e.Name(), ".")
	})
}

// doubleClicked is what someone reads who opened the program without anything to do.
const doubleClicked = `nianbao（年报）：由数据文件生成年度报告和统计附表。

把数据文件（.yaml，或填好的 .xlsx）拖到本程序的图标上，就生成报告，放在数据文件旁边的 out 文件夹里；
或把数据文件和本程序放在同一个文件夹里，再双击本程序。
还没有数据文件：打开“命令提示符”（cmd），到要放数据文件的文件夹，输入 nianbao new，按提示写。`

// pressReturn is said before a window of its own would close.
const pressReturn = "按回车键关闭窗口"

// legible gives a writer in the encoding a person's console reads.
func legible(f *os.File, d desktop, env func(string) string) io.Writer {
	return data.Encode(f, d.Charset(f, env))
}

// localeCharset is the encoding of the locale, "" for UTF-8 and what is not known.
func localeCharset(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := env(name); v != "" {
			_, charset, _ := strings.Cut(v, ".")
			charset, _, _ = strings.Cut(charset, "@")
			return charset
		}
	}
	return ""
}

// isTerminal tells a screen from a file or pipe.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}
