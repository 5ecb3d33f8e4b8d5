package main

import (
	"os"
	"strconv"
	"syscall"
	"unsafe"
)

// systemDesktop asks Windows. kernel32 alone is used, so that no library is needed.
type systemDesktop struct{}

// OwnWindow counts the programs of the console: Explorer makes a new one for a program
// it starts, cmd and PowerShell share theirs.
func (systemDesktop) OwnWindow() bool {
	var ids [2]uint32
	list := syscall.NewLazyDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	if list.Find() != nil {
		return false
	}
	n, _, _ := list.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}

// Charset is UTF-8 for a console, as Go writes UTF-16 to it whatever its code page, and
// for a file, which Notepad recognizes. What another program reads from a pipe it takes
// to be in the console's code page.
func (systemDesktop) Charset(f *os.File, _ func(string) string) string {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		return ""
	}
	page := syscall.NewLazyDLL("kernel32.dll").NewProc("GetConsoleOutputCP")
	if page.Find() != nil {
		return ""
	}
	n, _, _ := page.Call()
	return strconv.Itoa(int(n))
}
