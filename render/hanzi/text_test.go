package hanzi

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestNormalize(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""},
		{"会议,活动;如下:甲(乙)吗?好!", "会议，活动；如下：甲（乙）吗？好！"},
		{"12:30", "12:30"},
		{"时间:12:30开始", "时间：12:30开始"},
		{"3:2", "3:2"},
		{"(2023-2025年)", "（2023-2025年）"},
		{"(GB/T 9704-2012)", "（GB/T 9704-2012）"},
		{"格式(GB/T 9704-2012)要求", "格式（GB/T 9704-2012）要求"},
		{"http://a.cn/x?y=1", "http://a.cn/x?y=1"},
		{"见http://a.cn/?y=1,下同", "见http://a.cn/?y=1，下同"},
		{"(http://a.cn:80/x)。", "（http://a.cn:80/x）。"},
		{"www.a.cn:80/?x=1", "www.a.cn:80/?x=1"},
		{"V2.0,升级", "V2.0，升级"},
		{"1,234", "1,234"},
		{"12,345.6万元,比上年", "12,345.6万元，比上年"},
		{`"1310"部署(试行)`, `"1310"部署（试行）`},
		{"街道(镇)", "街道（镇）"},
		{"f(x)", "f(x)"},
		{"函数f(x)的值", "函数f(x)的值"},
		{"f(g(x))", "f(g(x))"},
		{"((一)项)", "（（一）项）"},
		{"(a)", "（a）"},
		{"(1)加强领导", "（1）加强领导"},
		{"1)加强领导", "1）加强领导"},
		{"3件(其中A类2件)", "3件（其中A类2件）"},
		{"案件286(含旧存)件", "案件286（含旧存）件"},
		{"use f (x) here", "use f (x) here"},
		{"（半全混合)", "（半全混合）"},
		{"(半全混合）", "（半全混合）"},
		{"(没有配对", "（没有配对"},
		{"真的?!", "真的？！"},
		{"A,B", "A,B"},
		{"A,", "A，"},
		{",A", "，A"},
		{"甲 , 乙", "甲 ， 乙"},
		{"[2023]34号. 'a' {b}", "[2023]34号. 'a' {b}"},
	} {
		text := []rune(c[0])
		Normalize(text)
		if got := string(text); got != c[1] {
			t.Errorf("Normalize(%s) = %s, want %s", c[0], got, c[1])
		}
		Normalize(text)
		if got := string(text); got != c[1] {
			t.Errorf("Normalize twice: %s became %s", c[1], got)
		}
	}
}

func TestNumeral(t *testing.T) {
	for n, want := range map[int]string{
		0: "零", 1: "一", 2: "二", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九",
		100: "一百", 101: "一百零一", 110: "一百一十", 111: "一百一十一", 200: "二百", 1000: "一千", 1001: "一千零一",
		1010: "一千零一十", 10000: "一万", 10010: "一万零一十", 12345: "一万二千三百四十五", 100000: "十万",
		100000000: "一亿", 100000001: "一亿零一", 110000000: "一亿一千万", 100010000: "一亿零一万", -3: "负三",
	} {
		if got := Numeral(n); got != want {
			t.Errorf("Numeral(%d) = %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "零", 1: "一", 2: "两", 3: "三", 10: "十", 12: "十二", 22: "二十二", 99: "九十九"} {
		if got := Quantity(n); got != want {
			t.Errorf("Quantity(%d) = %s, want %s", n, got, want)
		}
	}
	for n := range 100 {
		if got, ok := ParseNumeral(Numeral(n)); !ok || got != n {
			t.Errorf("ParseNumeral(%s) = %d, %v", Numeral(n), got, ok)
		}
	}
	for s, want := range map[string]int{"两": 2, "〇": 0, "零": 0} {
		if got, ok := ParseNumeral(s); !ok || got != want {
			t.Errorf("ParseNumeral(%s) = %d, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "百", "一百", "十十", "一十", "二〇", "零十", "十零", "两十", "十两", "二三", "十二三", "1", "十1", "多"} {
		if got, ok := ParseNumeral(s); ok {
			t.Errorf("ParseNumeral(%s) = %d, want none", s, got)
		}
	}
}

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		name string
		is   func(rune) bool
		yes  string
		no   string
	}{
		{"Western", Western, "aZ09!~% é\u00A0²ǎ", "“”‘’—…·，一０Ａ×℃±"},
		{"NoStart", NoStart, "，。、；：！？）〕】》〉”’％%‰℃㎡」』,.;:!?)]}·～-/", "一a0“（——……\"'￥"},
		{"NoEnd", NoEnd, "（〔【《〈“‘「『([{/￥$№", "一a0”）——……\"'%"},
	} {
		for _, r := range c.yes {
			if !c.is(r) {
				t.Errorf("%s(%q) is false", c.name, r)
			}
		}
		for _, r := range c.no {
			if c.is(r) {
				t.Errorf("%s(%q) is true", c.name, r)
			}
		}
	}
	for r, want := range map[rune]int{'一': Em, '，': Em, '“': Em, '·': Em, '—': Em, 'a': half, '%': half, ' ': half, '\u0301': 0} {
		if got := ModelWidth(r); got != want {
			t.Errorf("ModelWidth(%q) = %d, want %d", r, got, want)
		}
	}
}

func TestCutTitle(t *testing.T) {
	words := []string{"法治政府建设", "年度报告", "工作报告", "工作情况", "情况", "报告", "推进", "开展", "关于", "法治政府", "工作要点", "法治社会建设"}
	for _, c := range []struct {
		text  string
		max   int
		whole string
		want  string
	}{
		{"", 20, "", ""},
		{"古荡街道2024年度法治政府建设工作报告", 20, "古荡街道", "古荡街道2024年度法治政府建设工作报告"},
		{"古荡街道2024年度法治政府建设工作报告", 16, "古荡街道", "古荡街道2024年度|法治政府建设工作报告"},
		{"清远市清城区人民政府2024年法治政府建设年度报告", 20, "清远市清城区人民政府", "清远市清城区人民政府|2024年法治政府建设年度报告"},
		{"广州市荔湾区人民政府昌华街道办事处关于2024年度法治政府建设情况的报告", 20, "广州市荔湾区人民政府昌华街道办事处",
			"广州市荔湾区人民政府昌华街道办事处|关于2024年度法治政府建设情况的报告"},
		{"汕头市龙湖区城市管理和综合执法局关于2023年度法治政府建设工作情况的报告", 20, "汕头市龙湖区城市管理和综合执法局",
			"汕头市龙湖区城市管理和综合执法局|关于2023年度法治政府建设工作情况的报告"},
		{"关于贯彻落实《法治政府建设实施纲要（2021—2025年）》情况的报告", 20, "",
			"关于贯彻落实|《法治政府建设实施纲要（2021—2025年）》|情况的报告"},
		{"中共某某市委全面依法治市委员会办公室关于印发某市2024年度法治政府建设工作要点和法治社会建设工作要点的通知", 20,
			"中共某某市委全面依法治市委员会办公室",
			"中共某某市委全面依法治市委员会办公室|关于印发某市2024年度法治政府建设工作要点|和法治社会建设工作要点的通知"},
		// Two rows would part unknown characters; three need not.
		{"甲乙街道办天地玄黄宇宙洪荒日法治政府建设报告", 12, "甲乙街道办",
			"甲乙街道办|天地玄黄宇宙洪荒日|法治政府建设报告"},
		{"甲市乙区丙街道办事处2024年度工作报告及法治政府建设", 14, "",
			"甲市乙区丙街道办事处2024年度|工作报告及法治政府建设"},
		{"甲市乙区丙街道办事处关于2024年度法治政府建设情况的报告", 20, "", // the name is not known
			"甲市乙区丙街道办事处|关于2024年度法治政府建设情况的报告"},
		{"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌", 20, "", "甲乙丙丁戊己庚辛壬癸|子丑寅卯辰巳午未申酉戌"},
		// A name wider than a row parts behind its places, never before what they are.
		{"甲乙县丙丁戊己庚辛壬癸子丑民族乡人民政府2024年年度报告", 18, "甲乙县丙丁戊己庚辛壬癸子丑民族乡人民政府",
			"甲乙县|丙丁戊己庚辛壬癸子丑民族乡人民政府|2024年年度报告"},
		{"甲乙局（甲乙丙丁办公室）2024年度报告", 12, "甲乙局", "甲乙局（甲乙丙丁办公室）|2024年度报告"},
		// The word is too wide with what follows it, so shorter words serve.
		{"甲乙丙丁戊法治政府建设二字", 7, "", "甲乙丙丁戊|法治政府|建设二字"},
		// Notes below a title: dates and sessions stay whole, —— with what follows.
		{"2025年1月22日在乙区第十届人民代表大会常务委员会第三十次会议上", 28, "", "2025年1月22日在乙区第十届|人民代表大会常务委员会第三十次会议上"},
		{"——2025年1月22日在荔湾区第十七届人民代表大会常务委员会第三十次会议上", 28, "",
			"——2025年1月22日在荔湾区第十七届|人民代表大会常务委员会第三十次会议上"},
		{"2025年1月22日在甲市乙区庚辛壬癸镇第十届人民代表大会第三次会议上", 28, "",
			"2025年1月22日在甲市乙区庚辛壬癸镇|第十届人民代表大会第三次会议上"},
		{"2024年1月2日甲乙丙丁", 8, "", "2024年1月2日|甲乙丙丁"},
		{"——甲乙丙丁", 3, "", "——甲|乙丙丁"},
		{" 年度报告 ", 20, "", "年度报告"},
		{"年度报告", 0, "", "年|度|报|告"},
	} {
		var whole []string
		if c.whole != "" {
			whole = []string{c.whole}
		}
		got := CutTitle(c.text, c.max, whole, words)
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("CutTitle(%s, %d)\n got %s\nwant %s", c.text, c.max, s, c.want)
		}
	}
}

// TestCutTitleLosesNothing checks rows of every width: text whole, rows in measure.
func TestCutTitleLosesNothing(t *testing.T) {
	const text = "广州市荔湾区人民政府昌华街道办事处关于2024年度法治政府建设情况和贯彻落实《法治政府建设实施纲要（2021—2025年）》的报告"
	start := time.Now()
	for max := 2; max <= 70; max++ {
		rows := CutTitle(text, max, []string{"昌华街道办事处", "广州市荔湾区人民政府"}, []string{"法治政府建设", "情况", "报告"})
		if got := strings.Join(rows, ""); got != text {
			t.Errorf("max %d: rows make %s", max, got)
		}
		for _, row := range rows {
			w := 0
			for _, r := range row {
				w += ModelWidth(r)
			}
			if w > max*Em {
				t.Errorf("max %d: row %s is too wide", max, row)
			}
		}
	}
	t.Logf("69 cuts in %v", time.Since(start))
}

// TestRandomTitles: whatever the title, names, words and width, its characters come
// out once and in order, and no row is wider than asked unless it is one character.
func TestRandomTitles(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 31))
	parts := []string{"——", "第十届", "2025年1月22日", "1月3日", "第3次会议", "甲乙市", "丙区", "人民政府", "丁戊街道", "办事处", "关于", "2024年度", "法治政府建设", "情况的", "报告", "和", "及", "（试行）",
		"《条例》", "《实施纲要（2021—2025年）》", "、", "ODR", "“放管服”", "，", " ", "的", "庚辛壬癸", "中共", "委员会"}
	for range 20000 {
		var text, name strings.Builder
		for n := r.IntN(16); n >= 0; n-- {
			text.WriteString(parts[r.IntN(len(parts))])
		}
		for _, c := range text.String() {
			if name.WriteRune(c); r.IntN(12) == 0 {
				break
			}
		}
		limit := 1 + r.IntN(24)
		rows := CutTitle(text.String(), limit, []string{name.String()}, parts[5:15])
		squash := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := squash(strings.Join(rows, "")); got != squash(text.String()) {
			t.Fatalf("%s became %s", text.String(), got)
		}
		for _, row := range rows {
			w := 0
			for _, c := range row {
				w += ModelWidth(c)
			}
			if w > limit*Em && len([]rune(row)) > 1 {
				t.Fatalf("%s, %d wide: row %s is too wide", text.String(), limit, row)
			}
		}
	}
}
