package data

import (
	"regexp"
	"testing"
)

// TestFill: what a unit typed wins figure by figure; a 表 is its own list.
func TestFill(t *testing.T) {
	read := func(text string) *Unit {
		root, src, found, broken := Parse("甲.yaml", []byte(text))
		u, more := Decode(root, src, testSchema(), broken)
		for _, d := range append(found, more...) {
			if d.Code != codeMissing {
				t.Fatal(d)
			}
		}
		return u
	}
	places := regexp.MustCompile(` \d+:\d+`)
	mine := read(`统计:
  执法: {案件分类: {城管: 1}, 种类: {罚款: {简易: 1}, 警告: {}}}
  调解: {驻所: {受理: 5}}
`)
	mine.Figures.Fill(&read(`统计:
  学法: {专题会议: 7}
  执法: {案件分类: {城管: 2, 住建: 2}, 种类: {罚款: {简易: 2, 普通: 2}, 警告: {简易: 3, 普通: 4}}}
  调解: {受理: 9, 驻所: {受理: 6, 成功: 4}}
`).Figures)
	want := valuesText("", read(`统计:
  执法: {案件分类: {城管: 1}, 种类: {罚款: {简易: 1, 普通: 2}, 警告: {简易: 3, 普通: 4}}}
  调解: {驻所: {受理: 5, 成功: 4}}
`).Figures.List)
	want += valuesText("", read("统计:\n  学法: {专题会议: 7}\n  调解: {受理: 9}\n").Figures.List)
	got := places.ReplaceAllString(valuesText("", mine.Figures.List), "")
	if want = places.ReplaceAllString(want, ""); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
