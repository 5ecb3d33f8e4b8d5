// Command nianbao (年报) turns a unit's data file and an official template into the
// printed annual report and its annex of statistics.
package main

import (
	"os"
	"runtime/debug"

	"nianbao/cmd/internal/disk"
)

func main() { os.Exit(run(os.Args[1:], nil)) }

// run is main without the process: arguments in, exit status out. system is what writes
// results, nil being the operating system.
func run(args []string, system disk.Opener) int {
	debug.SetGCPercent(400) // a run is short and small; see BenchmarkBuild before changing it
	ui := &ui{out: os.Stdout, err: os.Stderr, terminal: isTerminal(os.Stderr)}
	root := newRoot(ui, os.Getenv, system)
	root.SetArgs(args)
	root.SetOut(os.Stdout)
	root.SetErr(os.Stderr)
	cmd, err := root.ExecuteC()
	return status(ui, cmd, err)
}

// isTerminal tells a screen from a file or a pipe.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}
