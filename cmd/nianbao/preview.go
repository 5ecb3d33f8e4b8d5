package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"nianbao/cmd/internal/desk"
	"nianbao/cmd/internal/press"
)

func newPreview(u *ui, env func(string) string) *cobra.Command {
	f := flags{formats: "pdf"}
	port := 0
	cmd := &cobra.Command{
		Use: "preview 数据文件 [选项]", Aliases: []string{"预览"}, Short: "在浏览器里看印出来的样子，存盘就更新",
		Long: `在浏览器里看印出来的样子：数据文件、报告包或版式一存盘，页面就更新，停在原来的位置。
旁边列出发现的问题；点纸面上的一行，就指出它写在哪个文件第几行，可在 VS Code 里打开。
只在本机能打开，不联网，什么都不写；按 Ctrl-C 结束。`,
		Example: "  nianbao preview 某街道2024.yaml\n  nianbao preview 某街道2024.yaml -t 自己的模板 --port 8024",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("要写一个数据文件，例如 %s 某街道2024.yaml", cmd.CommandPath())
			}
			if port < 0 || port > 65535 {
				return fmt.Errorf("--port 可写 1 到 65535，不能写 %d", port)
			}
			opt, err := f.options(env)
			if err != nil {
				return err
			}
			return preview(u, args[0], port, opt)
		},
	}
	f.add(cmd)
	cmd.Flags().IntVar(&port, "port", 0, "固定用哪个`端口`（不写就随机）")
	return cmd
}

// preview serves the file until the person ends it.
func preview(u *ui, path string, port int, opt press.Options) error {
	info, err := os.Stat(path)
	if err != nil {
		u.fail("%s", reason(err))
		return exit(exitFile)
	}
	if info.IsDir() {
		return errors.New("预览一次看一个数据文件，不能写文件夹 " + path)
	}
	l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		if port == 0 {
			return fmt.Errorf("本机不让打开端口：%s", system(err))
		}
		return fmt.Errorf("端口 %d 用不了，可能正被别的程序占用；换一个，或不写 --port", port)
	}
	secret := make([]byte, 16)
	rand.Read(secret) // never fails (Go 1.24)
	token := hex.EncodeToString(secret)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	d := desk.New(desk.Options{Path: path, Press: press.New(opt), Token: token, Reason: reason, Built: func(s desk.Summary) {
		state := fmt.Sprintf("%d 页", s.Pages)
		if s.Stale {
			state = "有必须改的错误，页面是上一次的"
		}
		if s.Message != "" {
			u.say("%s：%s", path, s.Message)
			return
		}
		u.say("%s：%s，发现 %d 条（%d 毫秒）", path, state, s.Findings, s.Took.Milliseconds())
	}})
	u.fail("预览：http://%s/%s/\n用浏览器打开这个地址；改了数据文件、报告包或版式，存盘就更新。按 Ctrl-C 结束。", l.Addr(), token)
	if err := d.Serve(ctx, l); err != nil {
		return fmt.Errorf("预览中断：%s", system(err))
	}
	u.say("预览已结束")
	return exit(exitInterrupted)
}
