package press

import (
	"fmt"
	"strings"

	"nianbao/templates"
	"nianbao/templates/data"
)

// trialData is the data file of a made-up unit: every figure is 1, every part holds a
// sentence and every wording, unless filled is false: then the package's own texts
// stand in their place.
func trialData(pkg *templates.Package, k *templates.Kind, filled bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "报告: %q\n单位: 某单位\n全称: 某市某单位\n类型: %q\n年度: 2024\n成文日期: 2025-01-10\n", pkg.Name, k.Name)
	b.WriteString("附件: [{名: 附表, 表: 全部}]\n版本: [{名: 另一份}]\n")
	for _, part := range []string{"统计", "上年"} {
		b.WriteString(part + ":\n")
		for _, group := range pkg.Schema.Groups {
			fmt.Fprintf(&b, "  %s:\n", key(group))
			for _, f := range pkg.Schema.Fields {
				if f.Group == group {
					fmt.Fprintf(&b, "    %s: %s\n", key(f.Name), trialValue(f))
				}
			}
		}
	}
	b.WriteString("目标:\n")
	for _, f := range pkg.Schema.Fields {
		if f.Type.Numeric() {
			fmt.Fprintf(&b, "  %s: %s\n", key(f.Path()), trialValue(f))
		}
	}
	if !filled {
		return b.String()
	}
	b.WriteString("正文:\n")
	for i, s := range k.Slots {
		fmt.Fprintf(&b, "  %s: |\n    示例文字。\n", key(s.Name))
		for _, w := range k.Wording {
			if i == 0 {
				fmt.Fprintf(&b, "    {{用语.%s}}\n", w.Key)
			}
		}
	}
	return b.String()
}

// key is a name as a key of YAML: in quotes only where it needs them.
func key(name string) string {
	if strings.ContainsAny(name, ":#{}[],&*?|<>=!%@`'\"\\- ") {
		return fmt.Sprintf("%q", name)
	}
	return name
}

// trialValue is a value of the field's type.
func trialValue(f *data.Field) string {
	switch f.Type {
	case data.Rate:
		return "100%"
	case data.Words:
		return "文字"
	case data.Date:
		return "2024-01-10"
	case data.Choice:
		if len(f.Options) > 0 {
			return fmt.Sprintf("%q", f.Options[0])
		}
		return ""
	case data.Table:
		return "{甲: 1, 乙: 1}"
	case data.Group:
		var parts []string
		for _, m := range f.Members {
			parts = append(parts, key(m.Name)+": "+trialValue(m))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case data.Matrix:
		var rows []string
		for _, r := range f.Rows {
			var cells []string
			for _, c := range f.Cols {
				value := "1234" // as wide as the figures of a real unit
				if f.Cells == data.Rate {
					value = "100%"
				}
				cells = append(cells, key(c)+": "+value)
			}
			rows = append(rows, key(r)+": {"+strings.Join(cells, ", ")+"}")
		}
		return "{" + strings.Join(rows, ", ") + "}"
	case data.Roster:
		var cells []string
		for _, c := range f.Cols {
			cells = append(cells, key(c)+": 某")
		}
		return "[{" + strings.Join(cells, ", ") + "}]"
	}
	return "1"
}
