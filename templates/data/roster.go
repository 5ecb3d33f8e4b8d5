package data

import "nianbao/render/diag"

// RosterFile is 名册.yaml: the units asked to report (contract §5).
type RosterFile struct {
	Year  int
	Due   string // 截止 YYYY-MM-DD, "" when not given
	Units []RosterUnit
}

// RosterUnit is one unit asked to report.
type RosterUnit struct {
	Name, Kind, Superior, File, Received string
	Pos                                  diag.Pos
}

// ReadRoster decodes a roster.
func ReadRoster(root *Node, src *Source) (RosterFile, diag.List) {
	var out RosterFile
	var r Reader
	r.Fields(Pair{Key: "名册", Pos: root.Pos, Value: root}, map[string]func(Pair){
		"年度": func(p Pair) { out.Year = r.Whole(p, 1980, 2100) },
		"截止": func(p Pair) { out.Due = r.Date(p) },
		"单位": func(p Pair) {
			if p.Value.Kind != List {
				r.Wrong(p.Value.Pos, p.Key, "列表", "每个单位一行，写作“- {单位: 甲街道, 类型: …}”")
				return
			}
			for _, item := range p.Value.Items {
				u := RosterUnit{Pos: item.Pos}
				str := func(to *string) func(Pair) { return func(q Pair) { *to = r.Line(q).Text } }
				if item.Kind == Scalar {
					u.Name = item.Text()
				} else {
					r.Fields(Pair{Key: p.Key, Pos: item.Pos, Value: item}, map[string]func(Pair){
						"单位": str(&u.Name), "类型": str(&u.Kind), "上级": str(&u.Superior), "文件": str(&u.File),
						"收到": func(q Pair) { u.Received = r.Date(q) },
					})
				}
				out.Units = append(out.Units, u)
			}
		},
	})
	src.Excerpts(r.Found)
	return out, r.Found
}
