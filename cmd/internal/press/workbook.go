package press

import (
	"errors"
	"path/filepath"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/xlsx"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/form"
)

// Codes of findings about a workbook or a file of the text as a whole.
const (
	codeWorkbook = "Y005" // 不是填报表
	codeTextFile = "Y211" // 正文的文件
)

// isBook goes by the name; Office's lock files (~$…) are no workbooks.
func isBook(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return (ext == ".xlsx" || ext == ".xlsm" || ext == ".xls" || ext == ".et") && !strings.HasPrefix(name, "~$")
}

// mayBeData goes by the name.
func mayBeData(name string) bool {
	return IsYAML(name) || isBook(name) && strings.EqualFold(filepath.Ext(name), ".xlsx")
}

// readTree reads a data file or a fill-in workbook into its tree.
func readTree(path string, content []byte) (*data.Node, *data.Source, diag.List, bool) {
	name := filepath.ToSlash(path)
	if !isBook(filepath.Base(path)) {
		return data.Parse(name, content)
	}
	fail := func(fact, hint string) (*data.Node, *data.Source, diag.List, bool) {
		return nil, nil, diag.List{diag.Errorf(diag.Pos{File: name}, codeWorkbook, "%s", fact).Do("%s", hint)}, true
	}
	sheets, err := xlsx.Read(content)
	switch {
	case errors.Is(err, xlsx.ErrOld):
		return fail(err.Error(), "在 Excel、WPS 里打开，去掉密码，另存为 .xlsx")
	case errors.Is(err, xlsx.ErrLarge):
		return fail(err.Error(), "填报表一般只有几千格：请确认没有选错文件；多出来的行、列选中后删去")
	case err != nil:
		return fail(err.Error(), "在 Excel、WPS 里打开，看看能否另存为一份新的 .xlsx")
	case !form.IsForm(sheets):
		return fail("这本工作簿不是填报表", "用 nianbao new --xlsx 新建填报表；生成的统计表不能当数据文件")
	}
	root, src, found := form.Read(name, sheets)
	return root, src, found, false
}

// IsFormBook tells a fill-in workbook. One that cannot be read counts, so that it is
// reported.
func IsFormBook(path string) bool {
	content, err := read(path)
	if err != nil {
		return true
	}
	sheets, err := xlsx.ReadSheet(content, form.FactsTitle)
	return err != nil || form.IsForm(sheets)
}

// bookAt is the sheets of a workbook, nil when it cannot be read.
func bookAt(path string) []doc.Grid {
	content, err := read(path)
	if err != nil {
		return nil
	}
	sheets, err := xlsx.Read(content)
	if err != nil {
		return nil
	}
	return sheets
}

// headLines gives what choosing among files reads of a workbook as the lines of a data
// file would say it.
func headLines(content []byte) string {
	sheets, _ := xlsx.ReadSheet(content, form.FactsTitle)
	facts := form.Facts(sheets)
	var b strings.Builder
	for _, key := range []string{"单位", "类型", "年度", "稿次"} {
		if v := facts[key]; v != "" {
			b.WriteString(key + ": " + v + "\n")
		}
	}
	return b.String()
}

// textReaders read a file that holds the text of a report (正文: 名称.txt), by extension.
// A new kind of file is one row. nil says that this version cannot read it yet.
var textReaders = map[string]func(name string, content []byte) (*data.Source, *diag.Diagnostic){
	".txt":  data.OpenText,
	".docx": nil,
}

// textFile puts the text of the file that 正文 names in its place. more is the source
// of what it read, for excerpts; nil when the text stands in the data file.
func textFile(path string, root *data.Node, pkg *templates.Package, found *diag.List) (whole *data.Node, more *data.Source) {
	text := root.Get("正文")
	kind := pkg.Kind(strings.TrimSpace(root.Get("类型").Text()))
	if text == nil || text.Kind != data.Scalar || text.Block || kind == nil {
		return root, nil
	}
	line := text.Lines()[0]
	bad := func(format string, args ...any) *diag.Diagnostic {
		d := diag.Errorf(line.Pos, codeTextFile, format, args...).Over(len([]rune(line.Text)))
		return &d
	}
	name := filepath.FromSlash(line.Text)
	reader, known := textReaders[strings.ToLower(filepath.Ext(name))]
	var d *diag.Diagnostic
	switch {
	case !known:
		return root, nil // no name of a file: Decode says what is to stand here
	case reader == nil:
		x := bad("这一版还读不了 %s", filepath.Ext(name)).Do("在 Word、WPS 里另存为纯文本（.txt），这里写那个文件名；或把各段写进数据文件")
		d = &x
	case !filepath.IsLocal(name):
		x := bad("正文的文件要放在数据文件旁边").Do("只写文件名，如 正文: 正文.txt")
		d = &x
	}
	if d == nil {
		file := filepath.Join(filepath.Dir(path), name)
		content, err := read(file)
		if err != nil {
			x := bad("读不了正文的文件“%s”", line.Text).Do("放在数据文件旁边，核对文件名")
			d = &x
		} else if more, d = reader(filepath.ToSlash(file), content); d == nil {
			slots, said := form.Split(more, kind)
			found.Add(append(more.EncodingNote(), said...)...)
			return data.Overlay(root, &data.Node{Kind: data.Map, Pos: root.Pos, Pairs: []data.Pair{{Key: "正文", Pos: text.Pos, Value: slots}}}), more
		}
	}
	found.Add(*d)
	return data.Overlay(root, &data.Node{Kind: data.Map, Pos: root.Pos, Pairs: []data.Pair{{Key: "正文", Pos: text.Pos, Value: &data.Node{Kind: data.Map}}}}), nil
}
