// The faces that come with the program. They are strings, not []byte: strings lie
// in the read-only part of the binary and are loaded page by page when touched.

package fonts

import (
	_ "embed" // for the directives below
)

//go:embed zhuque-fangsong-original.ttf
var fangsong string

//go:embed xiaobiaosong.ttf
var xiaobiaosong string

//go:embed heiti.ttf
var heiti string

//go:embed kaiti.ttf
var kaiti string

//go:embed songti.ttf
var songti string

//go:embed fallback-rare.ttf
var rare string

//go:embed latin.ttf
var latin string

//go:embed latin-bold.ttf
var latinBold string

//go:embed NOTICE.txt
var notice string

//go:embed LICENSE-ZhuqueFangsong.txt
var licenceZhuque string

//go:embed LICENSE-NotoSerifSC.txt
var licenceNotoSerif string

//go:embed LICENSE-NotoSansSC.txt
var licenceNotoSans string

//go:embed LICENSE-LXGWWenKai.txt
var licenceWenKai string

//go:embed LICENSE-HanaMin.txt
var licenceHanaMin string

//go:embed LICENSE-Liberation.txt
var licenceLiberation string

// shipped is one embedded face.
type shipped struct {
	key  string
	data *string
	Options
}

// table is the one place that says which file stands behind which key.
func table() []shipped {
	const ofl = "SIL OFL 1.1"
	return []shipped{
		{"仿宋", &fangsong, Options{Chinese: true, File: "zhuque-fangsong-original.ttf", Origin: "朱雀仿宋（预览测试版）", Version: "0.212", Licence: ofl}},
		{"小标宋", &xiaobiaosong, Options{Chinese: true, File: "xiaobiaosong.ttf", Origin: "Noto Serif SC Bold", Version: "2.003", Licence: ofl}},
		{"黑体", &heiti, Options{Chinese: true, File: "heiti.ttf", Origin: "Noto Sans SC Medium", Version: "2.004", Licence: ofl}},
		{"楷体", &kaiti, Options{Chinese: true, File: "kaiti.ttf", Origin: "霞鹜文楷 LXGW WenKai", Version: "1.250", Licence: ofl}},
		{"宋体", &songti, Options{Chinese: true, File: "songti.ttf", Origin: "Noto Serif SC Regular", Version: "2.003", Licence: ofl}},
		{"生僻字", &rare, Options{Chinese: true, File: "fallback-rare.ttf", Origin: "花園明朝 HanaMinB", Version: "2017-09-04", Licence: "Hanazono Font License 或 " + ofl}},
		{"西文", &latin, Options{File: "latin.ttf", Origin: "Liberation Serif", Version: "2.1.5", Licence: ofl}},
		{"西文粗", &latinBold, Options{File: "latin-bold.ttf", Origin: "Liberation Serif Bold", Version: "2.1.5", Licence: ofl}},
	}
}

// Builtin returns the embedded faces: 仿宋 小标宋 黑体 楷体 宋体 生僻字 西文 西文粗. It reads
// the table directories, some hundred bytes a face; a program needs it once and
// shares the set. An error means a damaged program file.
func Builtin() (*Set, error) {
	all := table()
	faces := make([]*Face, len(all))
	for i, s := range all {
		f, err := parse(s.key, *s.data, s.Options)
		if err != nil {
			return nil, err
		}
		faces[i] = f
	}
	return &Set{faces}, nil
}

// Licence is a text that has to go with the faces (OFL 1.1 condition 2).
type Licence struct{ Name, Text string }

// Licences returns the notice and every licence of the embedded faces.
func Licences() []Licence {
	return []Licence{
		{"字体来源与声明（NOTICE）", notice},
		{"朱雀仿宋（仿宋）", licenceZhuque},
		{"Noto Serif SC（小标宋、宋体）", licenceNotoSerif},
		{"Noto Sans SC（黑体）", licenceNotoSans},
		{"霞鹜文楷 LXGW WenKai（楷体）", licenceWenKai},
		{"花園明朝 HanaMin（生僻字）", licenceHanaMin},
		{"Liberation Serif（西文、西文粗）", licenceLiberation},
	}
}
