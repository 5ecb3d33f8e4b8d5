package batch

import (
	"bytes"
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"nianbao/cmd/internal/press"
)

// archiveXML is what an archive asks about a report, in the words and the order of
// DA/T 46-2009 文书类电子文件元数据方案. What only the archive can give (档案馆, 全宗号,
// 保管期限, 件号 …) is left to it, and so is what the report does not have.
func archiveXML(f press.Facts, u listed, sizes []int64, program string) []byte {
	pages := 0
	for _, o := range u.Outputs {
		pages += o.Pages
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := element{&b, 0}
	e.in(`文件实体 标准="DA/T 46-2009"`, func(e element) {
		e.text("聚合层次", "件")
		e.in("来源", func(e element) { e.text("立档单位名称", f.Organ) })
		e.text("电子文件号", u.SHA256) // of the data file: the same report has the same number
		e.in("档号", func(e element) { e.text("年度", strconv.Itoa(u.Year)) })
		e.in("内容描述", func(e element) {
			e.text("题名", f.Title)
			e.text("文件编号", f.Number)
			e.text("责任者", f.Organ)
			e.text("日期", f.Date)
			e.text("文种", "报告")
			e.text("紧急程度", f.Urgency)
			e.text("主送", f.Addressees)
			e.text("抄送", f.CopyTo)
			e.text("密级", f.Secrecy)
			e.text("保密期限", f.Period)
		})
		e.in("形式特征", func(e element) {
			e.text("文件组合类型", "组合文件")
			e.text("件数", "1")
			e.text("页数", strconv.Itoa(pages))
			e.text("语种", "汉语")
		})
		for i, o := range u.Outputs {
			e.in("电子属性", func(e element) {
				e.text("格式信息", strings.ToUpper(strings.TrimPrefix(path.Ext(o.Path), ".")))
				e.text("计算机文件名", path.Base(o.Path))
				e.text("计算机文件大小", strconv.FormatInt(sizes[i], 10))
				e.text("文档创建程序", program)
				e.text("数字摘要", "SHA-256:"+o.SHA256)
			})
		}
	})
	return b.Bytes()
}

// element writes elements, indented by how deep they stand.
type element struct {
	b     *bytes.Buffer
	depth int
}

func (e element) in(name string, body func(element)) {
	indent := strings.Repeat("  ", e.depth)
	e.b.WriteString(indent + "<" + name + ">\n")
	body(element{e.b, e.depth + 1})
	name, _, _ = strings.Cut(name, " ")
	e.b.WriteString(indent + "</" + name + ">\n")
}

// text writes an element that has a text, and nothing when it has none.
func (e element) text(name, text string) {
	if text == "" {
		return
	}
	e.b.WriteString(strings.Repeat("  ", e.depth) + "<" + name + ">")
	_ = xml.EscapeText(e.b, []byte(text)) // a buffer takes everything
	e.b.WriteString("</" + name + ">\n")
}
