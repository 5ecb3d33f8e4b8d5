// Command nianbao (年报) turns a unit's data file and an official template into the
// printed annual report and its annex of statistics.
package main

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/disk"
)

func main() { os.Exit(run(os.Args[1:], systemDesktop{}, nil)) }

// collectAt is the collector's percentage: a run is short and small; see BenchmarkBuild
// before changing it.
const collectAt = 400

// run is main without the process: arguments in, exit status out. system is what writes
// results, nil being the operating system.
func run(args []string, d desktop, system disk.Opener) int {
	debug.SetGCPercent(collectAt)
	own := d.OwnWindow()
	ui := &ui{out: os.Stdout, err: legible(os.Stderr, d, os.Getenv), terminal: isTerminal(os.Stderr)}
	screen := io.Writer(os.Stdout) // for a person; programs read UTF-8
	if isTerminal(os.Stdout) {
		screen = legible(os.Stdout, d, os.Getenv)
		ui.out = screen
	}
	root := newRoot(ui, os.Getenv, system)
	home := "."
	if exe, err := os.Executable(); err == nil {
		home = filepath.Dir(exe)
	}
	args = implied(root, args, own, home)
	if len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		inChinese(root) // else when help is shown: most runs show none
	}
	root.SetArgs(args)
	root.SetOut(screen)
	root.SetErr(ui.err)
	code := exitDone
	if own && len(args) == 0 {
		ui.fail("%s", doubleClicked)
	} else {
		cmd, err := root.ExecuteC()
		code = status(ui, cmd, err)
	}
	if own {
		ui.fail("\n%s", pressReturn)
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	}
	return code
}
