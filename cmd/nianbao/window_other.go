//go:build !windows

package main

import "os"

// system is the desktop this program was built for.
type systemDesktop struct{}

// OwnWindow is false: a terminal of its own stays open where files are opened with a
// program, or there is none.
func (systemDesktop) OwnWindow() bool { return false }

// Charset is that of the locale on a terminal; files and pipes get UTF-8.
func (systemDesktop) Charset(f *os.File, env func(string) string) string {
	if !isTerminal(f) {
		return ""
	}
	return localeCharset(env)
}
