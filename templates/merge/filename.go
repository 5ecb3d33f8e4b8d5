package merge

import (
	"strings"
	"unicode"

	"nianbao/templates/data"
)

// maxName is the longest file name in bytes, leaving room for extensions: most
// file systems allow 255, a Chinese character takes three.
const maxName = 200

// FileName is the name of a result, without extension: the package's text with its
// placeholders, made safe for every system and never a path.
func (m *Merger) FileName(name data.Line) string {
	quiet := m.quiet
	m.quiet = true // a report that has no room left still has its name
	defer func() { m.quiet = quiet }()
	return SafeName(plainText(m.expand(name)))
}

// SafeName makes text a file name: marks that Windows or Unix reserve become their
// full-width forms, line ends and control characters go, names of devices get a
// mark in front.
func SafeName(text string) string {
	forbidden := map[rune]rune{'/': '／', '\\': '＼', ':': '：', '*': '＊', '?': '？', '"': '＂', '<': '＜', '>': '＞', '|': '｜'}
	var b strings.Builder
	for _, r := range text {
		if wide, ok := forbidden[r]; ok {
			r = wide
		}
		if unicode.IsControl(r) || r == '\uFEFF' || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E {
			continue
		}
		if b.Len()+len(string(r)) > maxName {
			break
		}
		b.WriteRune(r)
	}
	out := strings.TrimRight(strings.TrimLeft(b.String(), " ."), " .")
	base, _, _ := strings.Cut(strings.ToUpper(out), ".")
	switch base {
	case "", "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
		"LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9":
		out = "_" + out
	}
	return out
}
