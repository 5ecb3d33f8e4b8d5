// shape.go says what a data file may hold, key by key, as data: the blank form, the
// workbook, the JSON schema and the writer of data files are made from it. The readers
// of the keys are in decode.go; TestShapes keeps the two alike.
package data

import "slices"

// ShapeKind is the form of a key's value.
type ShapeKind uint8

const (
	ShapeLine    ShapeKind = iota // one line of text
	ShapeWhole                    // whole number from Low to High
	ShapeDate                     // YYYY-MM-DD
	ShapeChoice                   // one of Options
	ShapeText                     // lines of text
	ShapeTexts                    // list of short texts
	ShapeKeys                     // a map whose keys are Members
	ShapeNamed                    // a map of texts; Options limit its keys unless there are none
	ShapeRecords                  // list of maps whose keys are Members; a text is the first of them
	ShapeFigures                  // 组 → 项 → value
	ShapeOwn                      // the unit's own figures
	ShapeTargets                  // path → value
	ShapeSlots                    // part of the text → text
	ShapeNotes                    // one text, or path → text
)

// Shape is one key with what stands behind it.
type Shape struct {
	Key       string
	Kind      ShapeKind
	Options   []string
	Members   []Shape
	Low, High int
	Needed    bool   // a data file without it cannot be read
	Asked     bool   // a report without it is found incomplete, unless its kind needs none
	None      bool   // "" or [] means something else than leaving the key out
	Yearly    bool   // belongs to one year's report and is not carried into the next
	Rare      bool   // most units leave it out: forms fold it away
	Note      string // what to write, for a clerk
	Sample    string // an example of a value
}

// Shapes are the top-level keys in the order of contract §3, by the declarations of s.
func Shapes(s *Schema) []Shape {
	parts := append(slices.Clone(s.Slots), IntroPart, AttachmentsPart)
	return []Shape{
		{Key: "报告", Rare: true, Note: "报告包的名称；只有一种报告时不用写"},
		{Key: "模板", Rare: true, Note: "要求的报告包和版本，如 名称@1.0"},
		{Key: "单位", Needed: true, Note: "简称，用在标题、正文和文件名里", Sample: "某街道"},
		{Key: "全称", Needed: true, Note: "规范全称，用作署名", Sample: "某市某区某街道办事处"},
		{Key: "类型", Kind: ShapeChoice, Options: s.Kinds, Needed: true, Note: "单位的类型，决定要填哪些指标、用哪种格式"},
		{Key: "年度", Kind: ShapeWhole, Low: 1980, High: 2100, Needed: true, Yearly: true, Note: "报告写的是哪一年", Sample: "2024"},
		{Key: "稿次", Rare: true, Kind: ShapeWhole, Low: 1, High: 999, Yearly: true, Note: "第几稿；同一单位有几份时以数大的为准", Sample: "1"},
		{Key: "标题", Rare: true, Kind: ShapeText, Yearly: true, Note: "不写用缺省的；几行的照样分行，一行里要分行的地方写 ｜"},
		{Key: "主送", Kind: ShapeTexts, Asked: true, None: true, Note: "一行一个机关", Sample: "某区人民政府"},
		{Key: "抄送", Kind: ShapeTexts, None: true, Note: "一行一个机关"},
		{Key: "成文日期", Kind: ShapeDate, Asked: true, Yearly: true, Note: "不写就不印署名和日期", Sample: "2025-01-20"},
		{Key: "发布", Rare: true, Kind: ShapeKeys, Yearly: true, Note: "公开的时间和网址，只留存，不印", Members: []Shape{
			{Key: "时间", Sample: "2025-03-20"}, {Key: "来源"}}},
		{Key: "用语", Rare: true, Kind: ShapeNamed, Note: "套话另用别的说法；可写的名称见报告包，正文里用 {{用语.名称}}"},
		{Key: "编号", Rare: true, Kind: ShapeNamed, Options: numbered, Note: "改各级标题的编号，{数} 是 1，{汉} 是 一", Sample: "{数}、"},
		{Key: "引言", Kind: ShapeText, None: true, Yearly: true, Note: "不写用缺省的一段；写“无”就不要引言"},
		{Key: "统计", Kind: ShapeFigures, Yearly: true, Note: "本年的数：照公文写法填 286、935余、约120、8.1万、98.56%；没有发生的填 0，不适用的不填"},
		{Key: OwnGroup, Rare: true, Kind: ShapeOwn, Yearly: true, Note: "报告包里没有、单位自己的数"},
		{Key: "上年", Kind: ShapeFigures, Yearly: true, Note: "上年的数，用来算同比"},
		{Key: "目标", Rare: true, Kind: ShapeTargets, Yearly: true, Note: "目标值"},
		{Key: "汇入", Rare: true, Yearly: true, Note: "数据文件旁边的合计文件，由 summary --rollup 生成"},
		{Key: "正文", Kind: ShapeSlots, Yearly: true, Note: "各段文字，一行一段；也可只写数据文件旁边的文件名，如 正文.docx、正文.txt"},
		{Key: "附件", Kind: ShapeRecords, None: true, Note: "附件名称；要印在报告后面的写明用哪些表", Members: []Shape{
			{Key: "名", Note: "附件名称"}, {Key: "表", Kind: ShapeTexts, Note: "附表里的表名，" + allSheets + "就是都要；不写只列名称"}}},
		{Key: "附注", Rare: true, Kind: ShapeText, None: true, Note: "印在成文日期下面的括号里"},
		{Key: "版式", Kind: ShapeChoice, Options: forms, Note: "web 网上公开、plain 普通报告（缺省）、redhead 红头"},
		{Key: "发文", Rare: true, Kind: ShapeKeys, Note: "红头公文用", Members: issueShapes},
		{Key: "版本", Rare: true, Kind: ShapeRecords, Note: "同一份报告另送别处的各版本", Members: []Shape{
			{Key: "名", Note: "写进文件名"}, {Key: "形式", Kind: ShapeChoice, Options: forms},
			{Key: "主送", Kind: ShapeTexts, None: true}, {Key: "题注", Kind: ShapeText}, {Key: "称谓"},
			{Key: "不含", Kind: ShapeTexts, Options: parts, Note: "这一版不要的部分"}}},
		{Key: "填报", Kind: ShapeKeys, Note: "谁填的，印在附表封面", Members: []Shape{
			{Key: "填报人"}, {Key: "审核人"}, {Key: "负责人"}, {Key: "电话"}, {Key: "报送日期", Kind: ShapeDate, Yearly: true, Sample: "2025-02-20"}}},
		{Key: "备注", Rare: true, Kind: ShapeNotes, Yearly: true, Note: "印在附表的备注栏"},
		{Key: "不查", Rare: true, Kind: ShapeNamed, Yearly: true, Note: "不要查的编号和理由，如 C05: 本单位没有这项职能"},
	}
}

// numbered are the levels 编号 may change.
var numbered = []string{"1级", "2级", "3级", "4级", "列举", "表", "图"}

var issueShapes = []Shape{
	{Key: "份号", Yearly: true}, {Key: "密级", Yearly: true, Sample: "机密★1年"}, {Key: "紧急程度", Yearly: true, Sample: "特急"},
	{Key: "机关标志", Kind: ShapeTexts, Note: "一行一个机关；不写就是全称加“文件”"},
	{Key: "文号", Yearly: true, Sample: "某街报〔2025〕3号"},
	{Key: "签发人", Kind: ShapeTexts, Note: "上行文写，一行一人"},
	{Key: "职务", Note: "签名章用"}, {Key: "印发机关"}, {Key: "印发日期", Kind: ShapeDate, Yearly: true},
	{Key: "印章", Kind: ShapeChoice, Options: seals}, {Key: "套打", Kind: ShapeChoice, Options: yesNo, Note: "红字红线已印在纸上的写 是"},
}

var yesNo = []string{"是", "否"}
