package press

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strconv"
	"strings"

	"nianbao/templates/data"
)

// Head is what choosing among data files needs, read from the lines without parsing.
type Head struct {
	Path, Unit, Kind, RollUp, SHA256 string
	TextFile                         string // 正文, when it names a file
	Report                           string // 报告, or the name in 模板; "" is the usual one
	Year, Draft                      int
	Size                             int   // bytes
	Err                              error // it could not be read
}

// TextSum is the sum of the file of the text of the data file at path, "" when there is
// none or it is not read.
func (h Head) TextSum() string {
	if h.TextFile == "" {
		return ""
	}
	content, why := readBeside(h.Path, filepath.FromSlash(h.TextFile))
	if why != nil {
		return ""
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Key tells one unit's reports of one kind from all others.
func (h Head) Key() string { return h.Report + "\x00" + h.Unit }

// ReadHead reads the head of the data file at path. What cannot be read stays empty:
// reading the file whole says why.
func ReadHead(path string) Head {
	h, content := readHead(path)
	if h.Err == nil {
		sum := sha256.Sum256(content)
		h.SHA256 = hex.EncodeToString(sum[:])
	}
	return h
}

// readHead is ReadHead without the sum of the content, which it returns.
func readHead(path string) (h Head, file []byte) {
	h.Path = path
	if file, h.Err = read(path); h.Err != nil {
		return h, nil
	}
	content := file
	h.Size = len(content)
	if IsBook(filepath.Base(path)) {
		content = []byte(headLines(content))
	}
	content, _, _ = data.UTF8(content)
	for line := range bytes.Lines(content) {
		if line[0] == ' ' {
			continue // nearly all lines
		}
		key, value := headLine(string(line))
		n, _ := strconv.Atoi(strings.TrimSuffix(value, "年"))
		switch key {
		case "报告", "模板":
			h.Report, _, _ = strings.Cut(value, "@")
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
		case "正文":
			if IsText(value) && filepath.IsLocal(filepath.FromSlash(value)) {
				h.TextFile = value
			}
		}
	}
	return h, file
}

// headLine returns the key a line begins with, when it is one that choosing needs, and
// its value.
func headLine(line string) (key, value string) {
	for _, key = range [...]string{"报告", "模板", "单位", "类型", "年度", "稿次", "汇入", "正文"} {
		if rest, found := strings.CutPrefix(line, key); found {
			value, found = strings.CutPrefix(rest, ":")
			if !found {
				value, found = strings.CutPrefix(rest, "：")
			}
			if found {
				return key, plainValue(value)
			}
		}
	}
	return "", ""
}

// plainValue takes quotes and a comment off a value.
func plainValue(value string) string {
	value = strings.TrimLeft(value, " \t")
	if value != "" && (value[0] == '"' || value[0] == '\'') {
		value = value[1:]
	}
	if end := strings.IndexAny(value, "\"'#\r\n"); end >= 0 {
		value = value[:end]
	}
	return strings.Clone(strings.TrimSpace(value))
}

// IsYAML goes by the name; Windows does not tell .YAML from .yaml.
func IsYAML(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}
