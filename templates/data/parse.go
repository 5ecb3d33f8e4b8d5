// parse.go reads one file into a tree and reports everything wrong with its form.
package data

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"nianbao/render/diag"
	"nianbao/templates/internal/pattern"
)

// Parse reads content as YAML. The tree is nil only when nothing at all could be
// read; findings hold every error of form, not just the first. name is used in
// places as it is given. broken tells that lines had to be left out, so that a
// missing key may not be the writer's fault.
func Parse(name string, content []byte) (root *Node, src *Source, found diag.List, broken bool) {
	return parse(name, content, maxPieces)
}

// ParseRoster is Parse for a file that lists many units.
func ParseRoster(name string, content []byte) (root *Node, src *Source, found diag.List, broken bool) {
	return parse(name, content, maxListed)
}

func parse(name string, content []byte, most int) (root *Node, src *Source, found diag.List, broken bool) {
	src, bad := open(name, content)
	if bad != nil {
		return nil, nil, diag.List{*bad}, true
	}
	text, found := src.scan()
	if many, refused := src.crowded(text, most); refused {
		return nil, nil, many, true
	}
	found.Add(src.EncodingNote()...)
	broken = found.Stops()
	doc, errs := readYAML(src, text)
	broken = broken || len(errs) > 0
	misplaced := firstLine(found, codeTab, codeIndent)
	for _, d := range errs {
		// what YAML says below a line out of place only follows from it
		if !reported(found, d.Line) && (misplaced == 0 || d.Line < misplaced) {
			found.Add(d)
		}
	}
	if doc != nil && len(doc.Content) > 0 {
		b := builder{src: src, found: &found}
		root = b.node(doc.Content[0], 0)
	}
	if root == nil && !found.Stops() {
		found.Add(diag.Errorf(diag.Pos{File: name}, codeEmpty, "文件里没有内容，只有注释").Do("请填写后再生成"))
	}
	src.Excerpts(found)
	return root, src, found, broken
}

// firstLine is the first line with a finding of one of the codes, 0 when none has.
func firstLine(l diag.List, codes ...string) int {
	first := 0
	for _, d := range l {
		if slices.Contains(codes, d.Code) && (first == 0 || d.Line < first) {
			first = d.Line
		}
	}
	return first
}

func reported(l diag.List, line int) bool {
	for _, d := range l {
		if d.Line == line && d.Level == diag.Error {
			return true
		}
	}
	return false
}

// readYAML parses text; the library stops at the first syntax error, so the line
// at fault is left out and the rest read again, a bounded number of times.
func readYAML(src *Source, text string) (*yaml.Node, diag.List) {
	var found diag.List
	lines := strings.Split(text, "\n")
	tried := map[int]bool{}
	for range 12 {
		doc, err := parseLines(lines)
		if err == nil {
			return doc, found
		}
		line, d := explain(src, lines, err)
		for tried[line] && line < len(lines) {
			line++ // the same place again: its cause stands further down
		}
		if !tried[d.Line] {
			found.Add(d)
		}
		tried[d.Line], tried[line] = true, true
		if line < 1 || line > len(lines) {
			return nil, found
		}
		if strings.Contains(err.Error(), twoDocuments) {
			lines = lines[:line-1]
			continue
		}
		lines[line-1] = "" // an empty line is no token anywhere in block context
	}
	return nil, found
}

// parseLines reads one document. What stands behind it (after ---, or behind a
// value that is the whole document) is an error: the library would drop it.
func parseLines(lines []string) (*yaml.Node, error) {
	var doc, more yaml.Node
	dec := yaml.NewDecoder(strings.NewReader(strings.Join(lines, "\n")))
	if err := dec.Decode(&doc); err != nil && err != io.EOF {
		return nil, err
	}
	switch err := dec.Decode(&more); {
	case err == nil:
		return nil, fmt.Errorf("yaml: line %d: %s", more.Line, twoDocuments)
	case err != io.EOF:
		return nil, err
	}
	return &doc, nil
}

// twoDocuments is our own message beside those of the library.
const twoDocuments = "more than one document"

// The line at fault is searched for in files and parts of files no longer than this;
// in longer ones, which no person wrote, the library's own line is taken.
const (
	maxSearchBytes = 1 << 20
	maxSearchLines = 1000
)

// culprit finds the line at fault, and the library's message about it. The library
// names the line a map or list began on, or one above it; the fault stands on the
// first line that no longer reads together with what is above it.
// gopkg.in/yaml.v3 v3.0.1, yaml.go fail(); TestSyntaxErrors.
func culprit(lines []string, err error) (int, error) {
	cuts, size := []int{0}, 0
	for i, l := range lines {
		size += len(l)
		if l != "" && !strings.ContainsAny(l[:1], " \t#-]}") {
			cuts = append(cuts, i)
		}
	}
	if size > maxSearchBytes {
		return 0, err
	}
	cuts = append(cuts, len(lines))
	bad := sort.Search(len(cuts), func(k int) bool { _, e := parseLines(lines[:cuts[k]]); return e != nil })
	if bad == 0 || bad == len(cuts) || cuts[bad]-cuts[bad-1] > maxSearchLines {
		return 0, err
	}
	from, to := cuts[bad-1], cuts[bad]
	for to--; to > from; to-- {
		if _, e := parseLines(lines[from:to]); e == nil {
			break
		}
	}
	if _, e := parseLines(lines[:to]); e != nil {
		to = from // this part reads alone, but not behind what is above it
	}
	if _, e := parseLines(lines[:to+1]); e != nil {
		err = e
	}
	return to + 1, err
}

var yamlLine = pattern.Later(`line (\d+): (.*)`)

// spot is what in its line a syntax error points at.
type spot uint8

const (
	atIndent spot = iota // the first character
	atValue              // the value behind the key
	atColon              // the colon that is one too many
)

// syntax gives each message of the library its Chinese fact and remedy.
// gopkg.in/yaml.v3 v3.0.1; TestSyntaxErrors fails when its texts change.
var syntax = []struct {
	part, fact, hint string
	at               spot
}{
	{"mapping values are not allowed", "这一行多了一个冒号，或上一行少了引号", "值里有“: ”时把整个值用引号括起来；键的后面只写一个冒号", atColon},
	{"could not find expected ':'", "这一行像是键，却没有冒号", "写作“键: 值”（半角冒号，后面空一格）", atIndent},
	{"did not find expected key", "这一行的缩进和上面对不齐，或引号、括号没有成对", "同一层的键要从同一列开始；检查引号是否成对", atIndent},
	{"did not find expected '-'", "列表的各项没有对齐", "同一个列表的“- ”要从同一列开始", atIndent},
	{"did not find expected ',' or '}'", "花括号没有写完，或 {{…}} 没有加引号", `含 {{…}} 的值要加引号，如 "{{年度}}年"`, atValue},
	{"did not find expected ',' or ']'", "方括号没有写完", "列表写作 [甲, 乙]，逗号用半角", atValue},
	{"found unexpected end of stream", "引号没有成对", "补上结尾的引号", atValue},
	{"found character that cannot start any token", "值不能以这个字符开头", "把整个值用引号括起来", atValue},
	{"found unknown escape", "双引号里有不认识的 \\ 转义", "改用单引号，或把 \\ 写成 \\\\", atValue},
	{"control characters are not allowed", "有看不见的控制字符", "删去这个字符（常从网页或旧系统粘贴而来）", atIndent},
	{"unknown anchor", "值以 * 开头会被当作别名", "把整个值用引号括起来", atValue},
	{"did not find expected alphabetic or numeric", "值不能以 * 或 & 开头", "把整个值用引号括起来", atValue},
	{"document contains excessive aliasing", "别名过多", "不要使用 & 和 *", atIndent},
	{"block sequence entries are not allowed", "这里不能写“- ”开头的列表", "列表另起一行写，或检查上一行的键是否已有值", atValue},
	{"did not find expected <document start>", "文件开头的内容后面又接了别的内容", "整个文件应是“键: 值”的形式", atIndent},
	{"found a tab character", "用了 Tab", "把 Tab 换成空格", atIndent},
	{twoDocuments, "从这里起是另一份内容", "一个文件只写一份：删去 --- 这一行，或把下面的内容另存一个文件", atIndent},
}

// explain says where and what a syntax error in lines is.
func explain(src *Source, lines []string, err error) (int, diag.Diagnostic) {
	at, err := culprit(lines, err)
	line, text := 1, err.Error()
	if m := yamlLine().FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = m[2]
	}
	if at > 0 && text != twoDocuments {
		line = at
	}
	line = min(max(line, 1), max(len(src.lines), 1))
	typed := src.line(line)
	pos := diag.Pos{File: src.Name, Line: line, Col: column(typed, indentOf(typed))}
	for _, s := range syntax {
		if !strings.Contains(text, s.part) {
			continue
		}
		switch s.at {
		case atIndent:
		case atValue:
			pos.Col = column(typed, valueAt(typed))
		case atColon:
			pos.Col = column(typed, secondColon(typed))
		}
		return line, diag.Errorf(pos, codeSyntax, "%s", s.fact).Do("%s", s.hint)
	}
	return line, diag.Errorf(pos, codeSyntax, "读不懂这一行的写法").Do("写作“键: 值”；值里有特殊符号时用引号括起来（%s）", text)
}

// builder turns the library's nodes into ours.
type builder struct {
	src   *Source
	found *diag.List
	deep  bool
	alias bool
}

func (b *builder) node(y *yaml.Node, depth int) *Node {
	n := &Node{Pos: b.src.pos(y.Line, y.Column), src: b.src}
	if depth > maxDepth {
		if !b.deep {
			b.found.Add(diag.Errorf(n.Pos, codeDepth, "嵌套超过 %d 层", maxDepth).Do("数据文件最多五层，请检查缩进"))
			b.deep = true
		}
		return n
	}
	switch y.Kind {
	case yaml.ScalarNode:
		n.Kind, n.Value = Scalar, y.Value
		n.Block, n.Fold = y.Style&yaml.LiteralStyle != 0, y.Style&yaml.FoldedStyle != 0
		n.Quote = y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
		if !n.Quote && !n.Block && !n.Fold && (y.Tag == "!!null" || y.Value == "") {
			n.Kind = Empty
		}
		switch line := b.src.line(y.Line); {
		case n.Quote:
			n.Wrap = runsOn(line, n.Pos.Col)
		case !n.Block && !n.Fold:
			n.Wrap = wrapped(y.Value, line)
		}
	case yaml.SequenceNode:
		n.Kind = List
		for _, c := range y.Content {
			n.Items = append(n.Items, b.node(c, depth+1))
		}
	case yaml.MappingNode:
		n.Kind = Map
		b.pairs(n, y, depth)
	case yaml.AliasNode:
		if !b.alias {
			b.found.Add(diag.Errorf(n.Pos, codeAlias, "不支持 YAML 的别名（*%s）", y.Value).Do("把内容直接写出来；值要以 * 开头时加引号"))
			b.alias = true
		}
	}
	return n
}

func (b *builder) pairs(n *Node, y *yaml.Node, depth int) {
	first := map[string]diag.Pos{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		pos := b.src.pos(k.Line, k.Column)
		if k.Kind != yaml.ScalarNode {
			b.found.Add(diag.Errorf(pos, codeBraces, "{{…}} 没有加引号，被当成了别的东西").Do(`含 {{…}} 的值要加引号，如 "{{年度}}年"`))
			continue
		}
		key, value := strings.TrimSpace(k.Value), b.node(v, depth+1) // a clerk may type a full-width space
		if value.Kind == Empty && k.Style == 0 {
			key, value = b.parted(key, pos, value)
		}
		if at, ok := first[key]; ok {
			b.found.Add(diag.Errorf(pos, codeTwice, "“%s”写了两次，%s已有", key, at.Where()).Over(len([]rune(key))).Do("删去一处，或改成不同的名称"))
			continue
		}
		first[key] = pos
		n.Pairs = append(n.Pairs, Pair{key, pos, value})
	}
}

// parted takes {值：3} and {值:3} apart: inside braces a full-width colon, or one
// without a space, makes one long key without a value.
func (b *builder) parted(key string, pos diag.Pos, none *Node) (string, *Node) {
	for _, c := range []struct{ mark, fact string }{{"：", "“%s”后面是全角冒号，已按半角冒号读"}, {":", "“%s”的冒号后面没有空格，已按有空格读"}} {
		left, right, ok := strings.Cut(key, c.mark)
		typed := strings.TrimSpace(right)
		if !ok || left == "" || typed == "" {
			continue
		}
		at := pos.Right(len([]rune(left)))
		b.found.Add(diag.Hintf(at, codeColon, c.fact, left).Do("写作 %s: %s", left, typed))
		lead, _, _ := strings.Cut(right, typed)
		return strings.TrimSpace(left), &Node{Kind: Scalar, Value: typed, Pos: at.Right(1 + len([]rune(lead))), src: b.src}
	}
	return key, none
}
