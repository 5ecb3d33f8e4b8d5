package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/press"
	"nianbao/fonts"
)

func newFonts(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "pdf"}
	cmd := &cobra.Command{
		Use: "fonts [数据文件] [选项]", Aliases: []string{"字体"}, Short: "所用字体：哪里用哪一款，来历、覆盖、嵌入许可",
		Long: `列出哪里用哪一款字体，缺字时依次用哪几款，每款的文件、来历、汉字数、嵌入许可和许可证。
--fonts 里的字体，一并列出在版式里可以怎样称呼；用不了的说明原因。
写了数据文件，还列出这份报告里哪些字是用别的字体印的，在第几行第几个字。`,
		Example: "  nianbao fonts\n  nianbao fonts --fonts 字体文件夹\n  nianbao fonts 某街道2024.yaml",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			path := ""
			if len(args) > 0 {
				path = args[0]
			}
			return showFaces(u, press.New(opt).Typefaces(path), path)
		},
	}
	f.add(cmd)
	return cmd
}

func showFaces(u *ui, t press.Typefaces, path string) error {
	u.findings(t.Findings, path)
	if t.Err != nil {
		u.fail("%s", reason(t.Err))
		return exit(exitFile)
	}
	if u.json {
		facesJSON(u, t)
	} else {
		facesText(u, t)
	}
	switch {
	case t.BadPackage:
		return exit(exitUsage)
	case t.Findings.Stops():
		return exit(exitUnit)
	}
	return nil
}

func facesText(u *ui, t press.Typefaces) {
	for _, use := range t.Uses {
		kinds := ""
		if len(use.Kinds) > 0 {
			kinds = "，" + strings.Join(use.Kinds, "、")
		}
		u.print("各处所用的字体（%s%s）：\n%s", t.Package, kinds, columns(byFace(use)))
	}
	var rows, names, bad [][]string
	for _, f := range t.Faces {
		rows = append(rows, []string{"  " + f.Key(), f.File(), f.Origin(), fmt.Sprintf("汉字 %d", f.Han()), f.Embedding(), licenceLine(f)})
	}
	for _, o := range t.Own {
		if o.Face == nil {
			bad = append(bad, []string{"  " + o.Reason()})
			continue
		}
		names = append(names, []string{"  " + o.Key, strings.Join(o.Names, "、")})
	}
	u.print("字体（名称、文件、来历、覆盖、嵌入许可、许可证）：\n%s", columns(rows))
	if len(names) > 0 {
		u.print("自备字体在版式里可以写作：\n%s", columns(names))
	}
	if len(bad) > 0 {
		u.print("用不了的字体：\n%s", columns(bad))
	}
	if s := lent(t); len(s) > 0 {
		u.print("本报告里用别的字体印的字：\n%s", columns(s))
	}
}

// byFace lists the uses of a face on one line.
func byFace(use press.Use) [][]string {
	var rows [][]string
	for _, r := range use.Roles {
		i := slices.IndexFunc(rows, func(row []string) bool { return row[1] == r.Face })
		if i >= 0 {
			rows[i][0] += "、" + r.Name
			continue
		}
		rows = append(rows, []string{"  " + r.Name, r.Face})
	}
	return append(rows, []string{"  缺字时依次用", strings.Join(use.Fallbacks, "、")})
}

// lent lists each character once with its first place.
func lent(t press.Typefaces) [][]string {
	type what struct {
		r           rune
		asked, face string
	}
	count := map[what]int{}
	for _, s := range t.Substitutes {
		count[what{s.Rune, s.Asked, s.Face}]++
	}
	var rows [][]string
	for _, s := range t.Substitutes {
		w := what{s.Rune, s.Asked, s.Face}
		n := count[w]
		if n == 0 {
			continue
		}
		count[w] = 0
		place := s.Pos.String()
		if n > 1 {
			place = fmt.Sprintf("%s 等 %d 处", place, n)
		}
		rows = append(rows, []string{fmt.Sprintf("  %c（U+%04X）", s.Rune, s.Rune), s.Asked + " 没有，用 " + s.Face, strings.TrimSpace(place)})
	}
	return rows
}

// licenceLine is the beginning of what a face says of its licence: some hold it whole.
func licenceLine(f *fonts.Face) string {
	const most = 40
	line, _, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(f.Licence(), "\r", "\n")), "\n")
	if r := []rune(line); len(r) > most {
		return string(r[:most]) + "…"
	}
	if line == "" {
		return "许可证未写明"
	}
	return line
}

func facesJSON(u *ui, t press.Typefaces) {
	line := func(v any) {
		b, _ := json.Marshal(v)
		u.print("%s", b)
	}
	type role struct {
		Type  string   `json:"type"`
		Kinds []string `json:"kinds,omitempty"`
		Role  string   `json:"role"`
		Face  string   `json:"face"`
	}
	type face struct {
		Type      string   `json:"type"`
		Name      string   `json:"name"`
		Names     []string `json:"names,omitempty"`
		File      string   `json:"file"`
		Origin    string   `json:"origin"`
		Han       int      `json:"han"`
		Embedding string   `json:"embedding"`
		Licence   string   `json:"licence"`
		Message   string   `json:"message,omitempty"` // why it cannot be used
	}
	for _, use := range t.Uses {
		for _, r := range use.Roles {
			line(role{"role", use.Kinds, r.Name, r.Face})
		}
		for _, key := range use.Fallbacks {
			line(role{"fallback", use.Kinds, "补字", key})
		}
	}
	names := map[string][]string{}
	for _, o := range t.Own {
		names[o.Key] = o.Names
	}
	for _, f := range t.Faces {
		line(face{"face", f.Key(), names[f.Key()], f.File(), f.Origin(), f.Han(), f.Embedding(), licenceLine(f), ""})
	}
	for _, o := range t.Own {
		if o.Face == nil {
			line(face{Type: "unusable", Name: o.Key, Names: o.Names, File: o.File, Message: o.Reason()})
		}
	}
	for _, s := range t.Substitutes {
		line(struct {
			Type   string `json:"type"`
			Text   string `json:"text"`
			Code   string `json:"code"`
			Asked  string `json:"asked"`
			Face   string `json:"face"`
			File   string `json:"file"`
			Line   int    `json:"line"`
			Column int    `json:"column"`
		}{"substitute", string(s.Rune), fmt.Sprintf("U+%04X", s.Rune), s.Asked, s.Face, s.Pos.File, s.Pos.Line, s.Pos.Col})
	}
}
