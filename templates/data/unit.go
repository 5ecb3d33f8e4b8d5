// unit.go is a unit's data file as typed values (contract §3).
package data

import (
	"slices"
	"strings"

	"nianbao/render/diag"
)

// Text is a text as typed: lines with their places. A nil Text is not filled; an
// empty one was written as "" and means "none".
type Text []Line

// Filled reports whether t holds any text.
func (t Text) Filled() bool { return len(t) > 0 }

// String joins the lines with line ends.
func (t Text) String() string {
	var b strings.Builder
	for i, l := range t {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.Text)
	}
	return b.String()
}

// Pos is the place of the first line.
func (t Text) Pos() diag.Pos {
	if len(t) == 0 {
		return diag.Pos{}
	}
	return t[0].Pos
}

// Value is what a unit gave for one field. Which members are set follows from the
// field's type: Fig for 数 额 率, Str for 文字 日期 选项, Parts for 表 组 矩阵
// (rows, each with its cells), Records for 名单.
type Value struct {
	Name    string // the field's, item's or member's own name
	Field   *Field
	Pos     diag.Pos
	Fig     *Figure
	Str     string
	Parts   []Value
	Records [][]string
}

// Values are the figures of one year, in the order they were typed.
type Values struct {
	List    []Value
	at      map[string]int
	refused []string            // groups and paths typed but not understood, which has been reported
	keys    map[string]diag.Pos // where 统计 (""), its groups and items stand, those included that are not filled
}

// Key is where the key stands under which path is to be filled: its own, else that of its
// group, else that of all; span is its width. Without any of them it is nowhere.
func (v *Values) Key(path string) (pos diag.Pos, span int) {
	parts := strings.SplitN(path, ".", 3)
	for n := min(2, len(parts)); n >= 0; n-- {
		if pos, ok := v.keys[strings.Join(parts[:n], ".")]; ok {
			if n == 0 {
				return pos, len([]rune("统计"))
			}
			return pos, len([]rune(parts[n-1]))
		}
	}
	return diag.Pos{}, 0
}

func (v *Values) key(path string, at diag.Pos) {
	if v.keys == nil {
		v.keys = map[string]diag.Pos{}
	}
	v.keys[path] = at
}

// Refused reports whether the value at path was typed but not understood, so that
// nobody need report it missing as well.
func (v *Values) Refused(path string) bool {
	return slices.ContainsFunc(v.refused, func(p string) bool { return path == p || strings.HasPrefix(path, p+".") })
}

// Get returns the value at path 组.项, or nil.
func (v *Values) Get(path string) *Value {
	if i, ok := v.at[path]; ok {
		return &v.List[i]
	}
	return nil
}

func (v *Values) add(x Value) {
	if v.at == nil {
		v.at = map[string]int{}
	}
	v.at[x.Field.Path()] = len(v.List)
	v.List = append(v.List, x)
}

// Texts is a list of short texts; nil means "take the template's", empty "none".
type Texts []Line

// Filing is 填报: who filled the form in.
type Filing struct{ By, Checked, Head, Phone, Sent string }

// Issue is 发文: the elements of a document with a red head.
type Issue struct {
	CopyNumber, Secrecy, Urgency, Number, Office, Printer Line
	PrintDate                                             string // YYYY-MM-DD
	PrintDatePos                                          diag.Pos
	Seal                                                  string
	Organs, Signatories                                   Texts
	Preprinted                                            bool
	Pos                                                   diag.Pos
}

// Version is one of 版本: the same report for another reader. Nil Addressees are those
// of the report.
type Version struct {
	Name       Line
	Form       string
	FormPos    diag.Pos
	Caption    Text // 题注, below the title
	Salutation Line // 称谓
	Addressees Texts
	Without    Texts // parts of the text this reader does not get
}

// Slot is the text of one part of 正文.
type Slot struct {
	Name string
	Text Text
}

// Unit is one data file.
type Unit struct {
	Source   *Source
	TextFile *Source // the file that holds the text (正文: 名称.docx), nil when the data file does

	Report, Template string
	Name, FullName   Line // 单位, 全称
	Kind             Line // 类型
	Year             int
	Draft            int // 稿次
	Title            Text
	Addressees       Texts
	CopyTo           Texts
	Date             string // 成文日期 YYYY-MM-DD, "" when none
	DatePos          diag.Pos
	DateRefused      bool // typed but not understood, which has been reported
	Wording          []Named
	Numbering        []Named
	Intro            Text // 引言; NoIntro when it is 无
	NoIntro          bool
	Figures          Values
	Last             Values           // 上年
	Targets          map[string]Value // 目标, by full path
	RollUp           Line             // 汇入
	Slots            []Slot           // 正文
	Attachments      []Attachment     // nil takes the package's, empty is none
	Remark           Text
	Form             string // 版式
	FormPos          diag.Pos
	Issue            Issue
	Versions         []Version
	Filing           Filing
	Notes            map[string]string // 备注, by path; "" is the unit's own
	Unchecked        map[string]string // 不查: code → reason
	TooMuch          bool              // more than a report holds: a finding says what
}

// Gap is where the figure at path is to be filled in, else where the unit's 类型 stands.
func (u *Unit) Gap(path string) (pos diag.Pos, span int) {
	if p, ok := u.Source.Place(path); ok {
		return p.Pos, 1
	}
	if pos, span = u.Figures.Key(path); span == 0 {
		return u.Kind.Pos, len([]rune(u.Kind.Text))
	}
	return pos, span
}

// Text is the source of a file the unit wrote, nil when it wrote none of that name.
func (u *Unit) Text(file string) *Source {
	switch {
	case u.Source != nil && u.Source.Name == file:
		return u.Source
	case u.TextFile != nil && u.TextFile.Name == file:
		return u.TextFile
	}
	return nil
}

// Attachment is one of 附件: its name, and the sheets of the annex that are printed
// as it and bound with the report. Without sheets it is only listed.
type Attachment struct {
	Name   Line
	Sheets Texts
	All    bool // every sheet but the cover (表: 全部)
}

// Named is a key with its text.
type Named struct {
	Key  string
	Pos  diag.Pos // of the key
	Text Line
}

// Header is what chooses the package before the rest can be read.
type Header struct {
	Report, Template, Kind string
	Pos                    diag.Pos // of 模板, else of 报告
}

// ReadHeader looks at the keys that choose the package.
func ReadHeader(root *Node) Header {
	h := Header{Report: root.Get("报告").Text(), Template: root.Get("模板").Text(), Kind: root.Get("类型").Text()}
	for _, key := range []string{"报告", "模板"} {
		if n := root.Get(key); n != nil {
			h.Pos = n.Pos
		}
	}
	return h
}
