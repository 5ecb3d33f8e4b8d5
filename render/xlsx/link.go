// Links from a cell to a file beside the workbook.

package xlsx

import (
	"fmt"
	"strings"
)

// linkUnits is the longest link Excel keeps; with a longer one it calls the file damaged.
const linkUnits = 2079

// target gives a relative path as the target of a relationship: a URI reference (ISO
// 29500-2, 8.2). As Excel itself writes them, Chinese stays as it is and only what
// would end or bend the reference is escaped; escaped Chinese is read wrong by
// programs that take the bytes for the machine's own code page.
//
// A path from a root or a drive, or one with a scheme, is an error: it would lead
// nowhere on another machine.
func target(path string) (string, error) {
	first, _, _ := strings.Cut(path, "/")
	if strings.HasPrefix(path, "/") || strings.ContainsAny(path, "\\\r\n\t\x00") || strings.Contains(first, ":") {
		return "", fmt.Errorf("链接“%s”应是相对路径，文件夹之间用 /", path)
	}
	var b strings.Builder
	for _, r := range path {
		if r < 0x20 || r == 0x7F || strings.ContainsRune(" \"#%<>?[]^`{|}", r) {
			fmt.Fprintf(&b, "%%%02X", r)
		} else {
			b.WriteRune(r)
		}
	}
	if n := units(b.String()); n > linkUnits {
		return "", fmt.Errorf("链接有 %d 字，超过 %d 字", n, linkUnits)
	}
	return b.String(), nil
}
