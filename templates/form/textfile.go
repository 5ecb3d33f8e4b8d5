package form

import (
	"regexp"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
)

// codeTextFile is a file of the text that cannot be parted.
const codeTextFile = "Y211"

var (
	partMark  = regexp.MustCompile(`^\s*【([^】]+)】\s*$`)
	topHead   = regexp.MustCompile(`^\s*(?:#\s+|[一二三四五六七八九十]{1,3}、)\s*(.+?)\s*$`)
	yearWords = regexp.MustCompile(`\{\{[^}]*\}\}|[0-9]{4}|年度|年|\s`)
)

// Split parts a text into the parts of kind: each begins at a line 【name】 or at a
// heading of the first level that is the package's for it, years aside, which is dropped:
// the package prints it.
func Split(src *data.Source, kind *templates.Kind) (*data.Node, diag.List) {
	out := &data.Node{Kind: data.Map, Pos: diag.Pos{File: src.Name, Line: 1, Col: 1}}
	var found diag.List
	var lines []data.Line
	var slot *templates.Slot
	var at diag.Pos
	end := func() {
		if slot != nil && len(lines) > 0 {
			if out.Get(slot.Name) != nil {
				found.Add(diag.Errorf(at, codeTextFile, "“%s”这一段写了两次", slot.Name).Do("把两处合在一起"))
			}
			out.Set(slot.Name, at, src.LinesNode(lines))
		}
		lines = nil
	}
	lost := false
	for _, l := range src.TextLines() {
		if next := partAt(l.Text, kind); next != nil {
			end()
			slot, at = next, l.Pos
			continue
		}
		switch {
		case slot != nil:
			lines = append(lines, l)
		case !lost:
			lost = true
			found.Add(diag.Errorf(l.Pos, codeTextFile, "不知道这一行属于正文的哪一段").
				Do("在各段前面单独写一行【段名】，如【%s】；段名有：%s", kind.Slots[0].Name, names(kind)))
		}
	}
	end()
	if len(out.Pairs) == 0 && len(found) == 0 {
		found.Add(diag.Errorf(diag.Pos{File: src.Name}, codeTextFile, "正文的文件是空的").Do("在文件里写正文，各段前面单独写一行【段名】：%s", names(kind)))
	}
	src.Excerpts(found)
	return out, found
}

func names(kind *templates.Kind) string {
	var out []string
	for _, s := range kind.Slots {
		out = append(out, s.Name)
	}
	return strings.Join(out, "、")
}

// partAt is the part that begins with a line, nil when none does.
func partAt(line string, kind *templates.Kind) *templates.Slot {
	name, heading := "", ""
	if m := partMark.FindStringSubmatch(line); m != nil {
		name = strings.TrimSpace(m[1])
	} else if m := topHead.FindStringSubmatch(line); m != nil {
		name, heading = m[1], bareHeading(m[1])
	}
	for i := range kind.Slots {
		s := &kind.Slots[i]
		if name != "" && name == s.Name || heading != "" && heading == bareHeading(s.Title.Text) {
			return s
		}
	}
	return nil
}

// bareHeading is a heading without what changes from year to year.
func bareHeading(s string) string { return yearWords.ReplaceAllString(s, "") }
