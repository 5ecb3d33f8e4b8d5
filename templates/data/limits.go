package data

import (
	"strings"
	"unicode/utf8"

	"nianbao/render/diag"
)

// How much one unit's data may hold. A long report has 30,000 characters, 300 figures
// and 2 versions; what has fifty times as many is no report, and would take the memory
// the other units of a batch need.
const (
	MaxText     = 400_000 // characters of a report, figures put in, over all its versions
	PageText    = 600     // characters a page holds, about
	maxFigures  = 5_000   // figures, items of 表 and lines of 记录, this year's and last
	maxVersions = 30
	maxAttached = 100
	maxPieces   = 50_000    // lines, and items between commas, of a file
	maxListed   = 1_000_000 // those of a roster
)

// crowded says that a text has more pieces than most: its tree would take many times
// the memory of the file.
func (s *Source) crowded(text string, most int) (diag.List, bool) {
	n := len(s.lines)
	for i := range len(text) {
		if c := text[i]; c == ',' || c == '[' || c == '{' {
			n++
		}
	}
	if n <= most {
		return nil, false
	}
	return diag.List{diag.Errorf(diag.Pos{File: s.Name}, codeMany, "文件有 %d 行、项，超过上限 %d", n, most).
		Do("一份数据文件一般只有几百行，请确认没有选错文件；明细很多的，只填合计")}, true
}

// limits reports what is more than a report holds.
func (d *decoder) limits(root *Node) {
	u := d.unit
	tooMany := func(pos diag.Pos, what string, n, most int, hint string) {
		u.TooMuch = true
		d.Add(diag.Errorf(pos, codeMany, "%s有 %d 项，超过上限 %d 项", what, n, most).Do("%s", hint))
	}
	if n, pos := count(u.Figures, u.Last); n > maxFigures {
		tooMany(pos, "统计（连同自定、上年和表里的项）", n, maxFigures, "明细很多的，只填合计或主要的几项")
	}
	if n := len(u.Versions); n > maxVersions {
		tooMany(u.Versions[maxVersions].Name.Pos, "版本", n, maxVersions, "分成几份数据文件")
	}
	if n := len(u.Attachments); n > maxAttached {
		tooMany(u.Attachments[maxAttached].Name.Pos, "附件", n, maxAttached, "同类的附件合成一项")
	}
	left := MaxText
	for i := range root.Pairs {
		p := &root.Pairs[i]
		if p.Value == nil || p.Key == "统计" || p.Key == OwnGroup || p.Key == "上年" {
			continue
		}
		if left -= length(p.Value); left < 0 {
			u.TooMuch = true
			d.Add(TooLong(p.Value.Pos))
			return
		}
	}
}

// TooLong is the finding about a report that has more text than MaxText at pos.
func TooLong(pos diag.Pos) diag.Diagnostic {
	return diag.Errorf(pos, codeLong, "到这里，文字（连同引用的数、印出的表和图，各个版本合计）超过 %d 万字，约 %d 面", MaxText/10_000, MaxText/PageText).
		Do("拆成几份报告；大的表不印进正文，放在附表里")
}

// count is how many figures there are, and where the value with the most of them stands.
func count(years ...Values) (n int, pos diag.Pos) {
	most := 0
	for _, values := range years {
		for i := range values.List {
			v := &values.List[i]
			k := 1 + len(v.Parts) + len(v.Records)
			n += k
			if k >= most {
				most, pos = k, v.Pos
			}
		}
	}
	return n, pos
}

// length is how many characters stand in a tree.
func length(n *Node) int {
	all := utf8.RuneCountInString(strings.TrimSpace(n.Value))
	for _, item := range n.Items {
		all += length(item)
	}
	for i := range n.Pairs {
		if v := n.Pairs[i].Value; v != nil {
			all += length(v)
		}
	}
	return all
}
