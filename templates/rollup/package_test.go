package rollup

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"nianbao/render/doc"
	"nianbao/templates"
)

// small is a report of its own with every way of adding up and every kind of sheet.
const small = `
报告: 小报
版: "1"
标题: 小报
文件名: {报告: 甲, 附表: 乙}
类型: {乡: {}, 局: {}, 县: {}}
组型: {收结: {成员: {收: {型: 数}, 结: {型: 数}, 率: {型: 率}}, 关系: [{式: 率 = 结 / 收}]}}
类别: [{名: 办事, 组: [办]}, {名: 管事, 组: [管]}]
字段:
  管:
    次: {型: 数, 指标: 管的次数, 量词: [次, 回], 必需: 全部}
    目录: {型: 数, 相加: 最大}
    月: {型: 数, 相加: 不加}
  办:
    收: {型: 数, 指标: 收件, 量词: [件], 计入: [乡, 县]}
    结: {型: 数, 指标: 结件, 量词: [件], 计入: [乡, 县]}
    结率: {型: 率, 指标: 办结比率}
    类: {型: 表, 指标: 分类, 量词: [件]}
    级: {型: 矩阵, 指标: 审级, 行: [一审, 二审], 列: [胜, 败]}
    败率: {型: 率, 指标: 败诉比率}
    窗口: {型: 组, 组型: 收结}
关系:
  - {式: 办.结率 = 办.结 / 办.收}
  - {式: 办.败率 = Σ 办.级.*.败 / Σ 办.级}
汇总表:
  - 名: 总览
    各单位:
      合计: 合计
      中位数: 中位数
      列: [{头: 名, 值: 单位}, {头: 收, 值: 指标, 指标: 办.收}, {头: 率, 值: 指标, 指标: 办.结率}, {头: 比, 值: 同比, 指标: 办.收}, {头: 败, 值: 指标, 指标: 办.败率}, {头: 目录, 值: 指标, 指标: 管.目录}, {头: 次, 值: 指标, 指标: 管.次}]
  - 名: 分类
    分类型:
      合计: 合计
      列: [{头: 类, 值: 名称}, {头: 家, 值: 家数}, {头: 收, 值: 指标, 指标: 办.收}, {头: 率, 值: 指标, 指标: 办.结率}, {头: 比, 值: 同比, 指标: 办.收}, {头: 目录, 值: 指标, 指标: 管.目录}]
  - {名: 名次, 排名: {列: [{头: 名, 值: 单位}, {头: 率, 值: 指标, 指标: 办.结率}, {头: 名次, 值: 名次}]}}
  - {名: 比较, 同比: {关注: 50%, 指标: [办.收, 管.次], 列: [{头: 名, 值: 单位}, {头: 项, 值: 名称}, {头: 今, 值: 本年}, {头: 去, 值: 上年}, {头: 差, 值: 增减}, {头: 比, 值: 同比}]}}
  - {名: 缺的, 未报: {列: [{头: 名, 值: 单位}, {头: 情况, 值: 状态}, {头: 因, 值: 说明}]}}
  - {名: 毛病, 问题: {列: [{头: 名, 值: 单位}, {头: 级, 值: 级别}, {头: 号, 值: 编号}, {头: 话, 值: 说明}]}}
  - {名: 毛病数, 问题数: {按: 单位, 合计: 合计, 列: [{头: 名, 值: 名称}, {头: 错, 值: 错误数}, {头: 全, 值: 数}]}}
  - {名: 免查, 不查: {列: [{头: 名, 值: 单位}, {头: 号, 值: 编号}, {头: 因, 值: 说明}]}}
  - {名: 口径, 口径: {列: [{头: 项, 值: 名称}, {头: 量, 值: 量词}, {头: 约, 值: 限定}]}}
  - {名: 数, 题: "{{类别}}", 数据: {合计: 合计, 上年: "{{指标}}去年", 每张: 20, 列: [{头: 名, 值: 单位}, {头: 类, 值: 类型}, {头: 计, 值: 计入}]}}
`

func smallPackage(t *testing.T) *templates.Package {
	t.Helper()
	p, found := templates.Load(templates.Folder{FS: fstest.MapFS{"小/包.yaml": {Data: []byte(small)}}, Dir: "小", Name: "小"})
	if p == nil || len(found) > 0 {
		t.Fatal(found)
	}
	return p
}

// sheets are the sheets of a workbook by name.
func sheets(a doc.Annex) map[string]*doc.Sheet {
	out := map[string]*doc.Sheet{}
	for i := range a.Sheets {
		out[a.Sheets[i].Name] = &a.Sheets[i]
	}
	return out
}

// dump is a sheet as text: one row a line, cells parted by a bar, a formula behind its
// value.
func dump(s *doc.Sheet) string {
	if s == nil {
		return ""
	}
	var b strings.Builder
	for _, row := range s.All() {
		for i, c := range row.Cells {
			if i > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(c.Text)
			if c.Number != nil {
				b.WriteString(c.Number.RatString())
			}
			if strings.Contains(c.Format, "约") {
				b.WriteString("约")
			}
			if c.Formula != "" {
				fmt.Fprintf(&b, " =%s", c.Formula)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// of makes a unit of a kind.
func of(kind, name string, figures map[string]Figure) Unit {
	u := unit(name, figures)
	u.Kind = kind
	return u
}
