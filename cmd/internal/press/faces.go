package press

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"nianbao/fonts"
)

// OwnFaces opens every .ttf in dir, in order of name. A face's key is its file name.
func OwnFaces(dir string) ([]*fonts.Face, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("读不了字体文件夹 %s：核对路径和权限", dir)
	}
	var out []*fonts.Face
	for _, e := range entries {
		if e.IsDir() || !strings.EqualFold(filepath.Ext(e.Name()), ".ttf") {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("读不了字体 %s：核对权限", e.Name())
		}
		face, err := fonts.Parse(e.Name(), content, fonts.Options{Chinese: true, File: e.Name()})
		if err != nil {
			return nil, fmt.Errorf("字体 %s 用不了：%w", e.Name(), err)
		}
		out = append(out, face)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("文件夹 %s 里没有 .ttf 字体", dir)
	}
	return out, nil
}
