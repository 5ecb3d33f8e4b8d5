// help.go makes the command library speak Chinese: its messages, its help, the
// commands it adds of itself.
package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"nianbao/render/diag"
)

// said are the library's messages and what we say instead; $1 is what it names.
// spf13/cobra v1.10.2 and pflag v1.0.9; testdata/用法错误.txt shows when a text changes.
var said = []struct {
	en string // an expression: compiled when there is something to say
	zh string
}{
	{`^unknown command "(.*?)" for "nianbao"\s+Did you mean this\?\s+([^\s]+)[\s\S]*`, "没有“$1”这个命令，是不是 $2？"},
	{`^unknown command "(.*?)" for "nianbao"[\s\S]*`, "没有“$1”这个命令"},
	{`^unknown command "(.*?)" for "(.*?)"[\s\S]*`, "$2 后面不用写“$1”"},
	{`^unknown flag: (.*)`, "没有“$1”这个选项"},
	{`^unknown shorthand flag: .* in (.*)`, "没有“$1”这个选项"},
	{`^flag needs an argument: '.*' in (.*)`, "选项 $1 后面缺内容"},
	{`^flag needs an argument: (.*)`, "选项 $1 后面缺内容"},
	{`^invalid argument "(.*)" for "(.*)" flag: [\s\S]*`, "选项 $2 不能写“$1”"},
	{`^accepts (\d+) arg\(s\), received (\d+)`, "后面要写 $1 个路径，现在写了 $2 个"},
	{`^bad flag syntax: (.*)`, "选项 $1 的写法不对"},
}

// chinese translates what the command library says; our own messages are Chinese
// already.
func chinese(msg string) string {
	for _, m := range said {
		if en := regexp.MustCompile(m.en); en.MatchString(msg) {
			return en.ReplaceAllString(msg, m.zh)
		}
	}
	return msg
}

// inChinese gives what the command library adds of itself its Chinese words.
func inChinese(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.InitDefaultVersionFlag()
	c.DisableFlagsInUseLine = true
	for name, text := range map[string]string{"help": "看用法", "version": "看版本", "no-descriptions": "不带说明"} {
		if f := c.Flags().Lookup(name); f != nil {
			f.Usage = text
		}
	}
	if c.Name() == "completion" || c.HasParent() && c.Parent().Name() == "completion" {
		c.Short, c.Long = "按 Tab 键补全命令：给 "+c.Name()+" 用的脚本", ""
		if c.HasSubCommands() {
			c.Short = "按 Tab 键补全命令：给命令行外壳（bash、zsh、fish、powershell）用的脚本"
		}
	}
	for _, sub := range c.Commands() {
		inChinese(sub)
	}
}

// usage is the help of c below its description.
func usage(c *cobra.Command) string {
	var b strings.Builder
	section := func(title, text string) {
		if text = strings.TrimRight(text, "\n"); text != "" {
			fmt.Fprintf(&b, "\n%s：\n%s\n", title, text)
		}
	}
	fmt.Fprintf(&b, "用法：\n  %s\n", c.UseLine())
	if c.HasParent() && len(c.Aliases) > 0 {
		fmt.Fprintf(&b, "\n也可写作：%s %s\n", c.Parent().CommandPath(), strings.Join(c.Aliases, "、"))
	}
	section("例子", c.Example)
	var rows [][2]string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			rows = append(rows, [2]string{fmt.Sprintf("  %-10s", sub.Name()) + strings.Join(sub.Aliases, "、"), sub.Short})
		}
	}
	section("命令", aligned(rows))
	section("选项", options(c.LocalFlags().FlagUsages()))
	section("通用选项", options(c.InheritedFlags().FlagUsages()))
	return b.String()
}

// kinds are what the library calls an argument nobody named.
var kinds = map[string]string{" string": " 文字", " stringArray": " 文字", " strings": " 文字", " int": " 数"}

// options puts the library's list of options into Chinese and lines it up: the
// library counts bytes, not columns.
func options(list string) string {
	option := regexp.MustCompile(`^(.*--\S+)( \S+)?\s{2,}(.*)$`)
	standard := regexp.MustCompile(` \(default "?([^")]*)"?\)$`)
	var rows [][2]string
	for line := range strings.Lines(list) {
		if m := option.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			arg := m[2]
			if kinds[arg] != "" {
				arg = kinds[arg]
			}
			rows = append(rows, [2]string{m[1] + arg, standard.ReplaceAllString(m[3], "（不写就是 $1）")})
		}
	}
	return aligned(rows)
}

// aligned writes two columns.
func aligned(rows [][2]string) string {
	all := make([][]string, len(rows))
	for i, r := range rows {
		all[i] = r[:]
	}
	return columns(all)
}

// columnsOf is the width of s on a terminal: a Chinese character takes two places.
func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		n++
		if diag.Wide(r) {
			n++
		}
	}
	return n
}

// columns lines up rows of equal length; a Chinese character takes two places of the
// terminal.
func columns(rows [][]string) string {
	var most []int
	for _, r := range rows {
		for i, cell := range r {
			if i == len(most) {
				most = append(most, 0)
			}
			most[i] = max(most[i], columnsOf(cell))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		for i, cell := range r[:len(r)-1] {
			fmt.Fprintf(&b, "%s%s  ", cell, strings.Repeat(" ", most[i]-columnsOf(cell)))
		}
		fmt.Fprintf(&b, "%s\n", r[len(r)-1])
	}
	return b.String()
}
