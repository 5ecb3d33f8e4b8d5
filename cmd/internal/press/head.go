package press

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
)

// Head is what choosing among data files needs, read from the lines without parsing.
type Head struct {
	Path, Unit, Kind, RollUp, SHA256 string
	Year, Draft                      int
	Err                              error // it could not be read
}

var headLine = regexp.MustCompile(`(?m)^(单位|类型|年度|稿次|汇入)[:：][ \t]*["']?([^"'#\r\n]*)`)

// ReadHead reads the head of the data file at path. What cannot be read stays empty:
// reading the file whole says why.
func ReadHead(path string) Head {
	h := Head{Path: path}
	content, err := read(path)
	if err != nil {
		h.Err = err
		return h
	}
	sum := sha256.Sum256(content)
	h.SHA256 = hex.EncodeToString(sum[:])
	for _, m := range headLine.FindAllStringSubmatch(strings.TrimPrefix(string(content), "\uFEFF"), -1) {
		value := strings.Clone(strings.TrimSpace(m[2]))
		n, _ := strconv.Atoi(strings.TrimSuffix(value, "年"))
		switch m[1] {
		case "单位":
			h.Unit = value
		case "类型":
			h.Kind = value
		case "年度":
			h.Year = n
		case "稿次":
			h.Draft = n
		case "汇入":
			h.RollUp = value
		}
	}
	return h
}

// IsYAML goes by the name; Windows does not tell .YAML from .yaml.
func IsYAML(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}
