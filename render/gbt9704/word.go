package gbt9704

import "strings"

// WordFaces are the names by which word processors know the faces: the fonts of an
// office's own machines, since a DOCX carries none. Each is the name wanted and, after
// 、, the one to take where that is missing.
type WordFaces struct {
	FangSong, XiaoBiaoSong, Hei, Kai, Song, Latin string
}

func wordFaces() WordFaces {
	return WordFaces{
		FangSong: "仿宋_GB2312、仿宋", XiaoBiaoSong: "方正小标宋简体、华文中宋", Hei: "黑体、SimHei",
		Kai: "楷体_GB2312、楷体", Song: "宋体、SimSun", Latin: "Times New Roman、Liberation Serif",
	}
}

// boldLatin is the face that is Latin in bold: to a word processor no face of its own.
const boldLatin = "西文粗"

// WordFace is what a word processor calls the face a sheet names, and the name to take
// where it has none so called; bold tells that it is the bold of that face. A face not
// in the table is one the office brought: its name is taken as it is.
func (s *Sheet) WordFace(key string) (name, other string, bold bool) {
	known := map[string]string{
		"仿宋": s.Word.FangSong, "小标宋": s.Word.XiaoBiaoSong, "黑体": s.Word.Hei, "楷体": s.Word.Kai,
		"宋体": s.Word.Song, "生僻字": s.Word.Song, "西文": s.Word.Latin, boldLatin: s.Word.Latin,
	}
	names, ok := known[key]
	if !ok {
		names = key
	}
	name, other, _ = strings.Cut(names, "、")
	return strings.TrimSpace(name), strings.TrimSpace(other), key == boldLatin
}

// wordFace makes an item of 版式.
func wordFace(name string, at func(*WordFaces) *string) Item {
	return Item{Group: "Word字体", Name: name, Text: func(s *Sheet) *string { return at(&s.Word) }}
}

func wordFaceItems() []Item {
	return []Item{
		wordFace("仿宋", func(w *WordFaces) *string { return &w.FangSong }),
		wordFace("小标宋", func(w *WordFaces) *string { return &w.XiaoBiaoSong }),
		wordFace("黑体", func(w *WordFaces) *string { return &w.Hei }),
		wordFace("楷体", func(w *WordFaces) *string { return &w.Kai }),
		wordFace("宋体", func(w *WordFaces) *string { return &w.Song }),
		wordFace("西文", func(w *WordFaces) *string { return &w.Latin }),
	}
}
