package main

import (
	_ "embed"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"nianbao/fonts"
)

// version is the version of this source; releases set it by the linker.
var version = "0.1.0"

func newVersion(u *ui) *cobra.Command {
	return &cobra.Command{
		Use: "version", Aliases: []string{"版本"}, Short: "版本", Example: "  nianbao version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			built := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				built = "，" + info.GoVersion
			}
			u.print("nianbao %s%s", version, built)
			return nil
		},
	}
}

func newLicenses(u *ui) *cobra.Command {
	return &cobra.Command{
		Use: "licenses", Aliases: []string{"许可"}, Short: "字体和所用程序库的许可证", Example: "  nianbao licenses", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, l := range append(libraries(), fonts.Licences()...) {
				u.print("==== %s ====\n%s\n", l.Name, l.Text)
			}
			return nil
		},
	}
}

// licenses holds the licence of every module linked, each under a line
// “==== module version”. TestLicensesComplete names what is missing.
//
//go:embed licenses.txt
var licenses string

// libraries parts the text by module.
func libraries() []fonts.Licence {
	var out []fonts.Licence
	for part := range strings.SplitSeq(licenses, "==== ") {
		if name, text, ok := strings.Cut(part, "\n"); ok {
			out = append(out, fonts.Licence{Name: name, Text: strings.TrimSpace(text)})
		}
	}
	return out
}
