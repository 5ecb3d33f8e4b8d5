package data

import (
	"testing"

	"nianbao/render/diag"
)

// TestRemediesOfWorkbooks: a remedy that names a key says where the workbook has it, and
// one of a data file, or about a key the workbook has nowhere, stays.
func TestRemediesOfWorkbooks(t *testing.T) {
	book := NewCells("甲.xlsx")
	at := func(sheet, cell string) diag.Pos { return book.AddCell(sheet, cell, "").Pos }
	book.AddPlace("主送", Place{at("单位信息", "B7"), "在“单位信息”表的“主送”一格填", "清空“单位信息”表的“主送”一格"})
	book.AddPlace("发文.签发人", Place{at("单位信息", "B31"), "在“单位信息”表的“发文.签发人”一格填", ""})
	book.AddPlace("组.项", Place{at("指标", "E9"), "在“指标”表的 E9 格填", ""})
	book.AddPlace("不查", Place{at("附件等", "A40"), "在“附件等”表的【不查】下写", ""})
	book.AddPlace("上年", Place{at("指标", "F3"), "在“指标”表的“上年”一列填", ""})
	book.AddPlace("自定", Place{at("自己的", "A4"), "在“自己的”表填一行：", ""})
	for _, c := range []struct{ hint, want string }{
		{"写 主送: [报送的机关]", "在“单位信息”表的“主送”一格填 报送的机关"},
		{"定稿后写 主送: 甲，如 乙", "定稿后在“单位信息”表的“主送”一格填 甲，如 乙"},
		{"在文件开头写 主送: …", "在“单位信息”表的“主送”一格填"},
		{"没有发生的填 0；都不适用的，写 不查: {C05: 理由}", "没有发生的填 0；都不适用的，在“附件等”表的【不查】下写 C05 和理由"},
		{"在“统计”的“组”下填 项，或删去这一句", "在“指标”表的 E9 格填“组.项”，或删去这一句"},
		{"在“统计”的“组”下填“项”，如 行: {列: 0}；没有发生的填 0", "在“指标”表的 E9 格填“组.项”；没有发生的填 0"},
		{"在“统计”的“组”下填 项 的各项，或删去这一句", "在“指标”表的 E9 格填“组.项”，或删去这一句"},
		{"填进“统计”的 组.项，这里写 {{组.项}}", "在“指标”表的 E9 格填“组.项”，这里写 {{组.项}}"},
		{"删去“主送”一行用模板的，或写上", "清空“单位信息”表的“主送”一格用模板的，或写上"},
		{"在“上年”下写去年的数，或删去这一句", "在“指标”表的“上年”一列填去年的数，或删去这一句"},
		{"写“统计”里的“组.项”；单位自己的指标写在“自定”下", "写“统计”里的“组.项”；单位自己的指标写在“自己的”表"},
		{"在“上年”下写 组.项: …，或删去这一句", "在“指标”表的“上年”一列填“组.项”，或删去这一句"},
		{"写作 发文: {签发人: [姓名]}；联合行文写各机关的签发人", "在“单位信息”表的“发文.签发人”一格填 姓名；联合行文写各机关的签发人"},
		{"写作 机密★1年；没有密级删去这一行", "写作 机密★1年；没有密级清空这一格"},
		{"删去；可用 nianbao check --fix", "删去"},
		{"写 标题: 某某", "写 标题: 某某"},
		{"在“统计”的“组”下填 别的", "在“统计”的“组”下填 别的"},
		{"写作 286、930余", "写作 286、930余"},
	} {
		found := diag.List{diag.Errorf(at("单位信息", "B3"), "C03", "事实").Do("%s", c.hint)}
		book.Excerpts(found)
		book.Excerpts(found) // what is said in the workbook's words stays
		if got := found[0].Hint; got != c.want {
			t.Errorf("%s: %s, want %s", c.hint, got, c.want)
		}
		file := diag.List{diag.Errorf(diag.Pos{File: "甲.yaml"}, "C03", "事实").Do("%s", c.hint)}
		(&Source{Name: "甲.yaml"}).Excerpts(file)
		if file[0].Hint != c.hint {
			t.Errorf("data file: %s became %s", c.hint, file[0].Hint)
		}
	}
}
