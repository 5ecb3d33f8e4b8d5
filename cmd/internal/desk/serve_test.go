package desk_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"nianbao/cmd/internal/desk"
	"nianbao/cmd/internal/press"
)

// state is what the tests read of the events.
type state struct {
	Version  int
	Stale    bool
	Message  string
	Findings []struct{ Code, Level string }
	Faces    []struct{ Family, Name, Range string }
	Reports  []struct {
		Pages []struct {
			Hash string
			At   [][]int
		}
	}
}

// listen follows the events of a desk.
func listen(t *testing.T, port string) <-chan state {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	r, _ := http.NewRequestWithContext(ctx, "GET", "http://127.0.0.1:"+port+"/"+token+"/events", nil)
	answer, err := http.DefaultClient.Do(r)
	check(t, err)
	out := make(chan state, 100)
	go func() {
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			if data, ok := bytes.CutPrefix(lines.Bytes(), []byte("data: ")); ok {
				var s state
				if json.Unmarshal(data, &s) == nil {
					out <- s
				}
			}
		}
	}()
	return out
}

// when waits for a state that is as wanted.
func when(t *testing.T, from <-chan state, what string, ok func(state) bool) state {
	t.Helper()
	for limit := time.After(15 * time.Second); ; {
		select {
		case s := <-from:
			if ok(s) {
				return s
			}
		case <-limit:
			t.Fatalf("never: %s", what)
		}
	}
}

func ready(s state) bool { return !s.Stale && len(s.Reports) > 0 }

func get(t *testing.T, port, path string) (int, string) {
	t.Helper()
	answer, err := http.Get("http://127.0.0.1:" + port + "/" + token + "/" + path)
	check(t, err)
	defer answer.Body.Close()
	var b bytes.Buffer
	b.ReadFrom(answer.Body)
	return answer.StatusCode, b.String()
}

func TestOnlyTheOwnPageIsAnswered(t *testing.T) {
	d := desk.New(desk.Options{Path: "无.yaml", Press: press.New(press.Options{Faces: builtin(t)}), Token: token, Reason: func(err error) string { return "" }})
	h := d.Handler("8024")
	for _, c := range []struct {
		method, host, path, header, value string
		status                            int
	}{
		{"GET", "127.0.0.1:8024", "/" + token + "/", "", "", 200},
		{"GET", "localhost:8024", "/" + token + "/desk.js", "Origin", "http://localhost:8024", 200},
		{"GET", "127.0.0.1:8024", "/" + token + "/desk.css", "Sec-Fetch-Site", "same-origin", 200},
		{"GET", "127.0.0.1:8024", "/" + token + "/nothing", "", "", 404},
		{"GET", "127.0.0.1:8024", "/" + token + "/page/../../ui", "", "", 404},
		{"GET", "127.0.0.1:8024", "/", "", "", 403},
		{"GET", "127.0.0.1:8024", "/" + token, "", "", 403},
		{"GET", "127.0.0.1:8024", "/" + token[1:] + "/", "", "", 403},
		{"GET", "127.0.0.1:8024", "//desk.js", "", "", 403},
		{"GET", "127.0.0.1:8025", "/" + token + "/", "", "", 403},
		{"GET", "evil.example:8024", "/" + token + "/", "", "", 403},
		{"GET", "[::1]:8024", "/" + token + "/", "", "", 403},
		{"GET", "127.0.0.1:8024", "/" + token + "/events", "Origin", "http://evil.example", 403},
		{"GET", "127.0.0.1:8024", "/" + token + "/events", "Origin", "null", 403},
		{"GET", "127.0.0.1:8024", "/" + token + "/events", "Origin", "http://localhost:8024", 403},
		{"GET", "127.0.0.1:8024", "/" + token + "/desk.js", "Sec-Fetch-Site", "cross-site", 403},
		{"POST", "127.0.0.1:8024", "/" + token + "/", "", "", 405},
		{"HEAD", "127.0.0.1:8024", "/" + token + "/", "", "", 405},
		{"OPTIONS", "127.0.0.1:8024", "/" + token + "/", "", "", 405},
	} {
		r := httptest.NewRequest(c.method, "http://"+c.host, nil)
		r.URL.Path, r.Host = c.path, c.host
		if c.header != "" {
			r.Header.Set(c.header, c.value)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s %s%s %s %s: %d, want %d", c.method, c.host, c.path, c.header, c.value, w.Code, c.status)
		}
		for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
			"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"} {
			if !strings.Contains(w.Header().Get(name), want) {
				t.Errorf("%s: %s is %q", c.path, name, w.Header().Get(name))
			}
		}
		if w.Code != 200 && strings.Contains(w.Body.String(), token) {
			t.Errorf("%s: the refusal tells the secret", c.path)
		}
	}
	if w := httptest.NewRecorder(); true {
		none := desk.New(desk.Options{Press: press.New(press.Options{Faces: builtin(t)})})
		r := httptest.NewRequest("GET", "http://127.0.0.1:8024", nil)
		r.URL.Path = "//"
		if none.Handler("8024").ServeHTTP(w, r); w.Code != 403 {
			t.Errorf("without a token: %d", w.Code)
		}
	}
}

// TestPageIsWhole: the page has all it names and names nothing from elsewhere.
func TestPageIsWhole(t *testing.T) {
	port := serve(t, example(t, "昌华街道2024.yaml"))
	for _, name := range []string{"", "desk.js", "view.js", "desk.css"} {
		status, text := get(t, port, name)
		if status != 200 || len(text) < 500 {
			t.Errorf("%q: %d, %d bytes", name, status, len(text))
		}
		for _, m := range regexp.MustCompile(`(?:https?:)?//[\w.-]+\.\w+`).FindAllString(text, -1) {
			if m != "http://www.w3.org" {
				t.Errorf("%q names %s", name, m)
			}
		}
		if regexp.MustCompile(` (style|on\w+)=|<script>|<style`).MatchString(text) && name == "" {
			t.Error("the page has something inline, which its policy forbids")
		}
	}
}

func TestEvents(t *testing.T) {
	path := example(t, "昌华街道2024.yaml")
	port := serve(t, path)
	from := listen(t, port)
	first := when(t, from, "first pages", ready)
	for _, p := range first.Reports[0].Pages {
		if status, text := get(t, port, "page/"+p.Hash); status != 200 || strings.Count(text, "<text ") != len(p.At) {
			t.Errorf("page: %d, %d runs with places, %d drawn", status, len(p.At), strings.Count(text, "<text "))
		}
	}
	for _, f := range first.Faces {
		if status, text := get(t, port, "face/"+f.Name); status != 200 || !strings.HasPrefix(text, "\x00\x01\x00\x00") || f.Range == "" {
			t.Errorf("face %v: %d", f, status)
		}
	}
	edit(t, path, "全称: ", "全称: 某某") // on the last page of the text only, and in the title
	second := when(t, from, "an edit", func(s state) bool { return ready(s) && s.Version > first.Version })
	same := 0
	for i, p := range second.Reports[0].Pages {
		if i < len(first.Reports[0].Pages) && p.Hash == first.Reports[0].Pages[i].Hash {
			same++
		}
	}
	if same == 0 {
		t.Error("every page changed")
	}
	if status, _ := get(t, port, "page/"+first.Reports[0].Pages[0].Hash); status != 200 {
		t.Error("a page of the state before is gone at once")
	}
	edit(t, path, "年度: 2024", "年度: 何年")
	bad := when(t, from, "an error", func(s state) bool { return s.Stale })
	if len(bad.Reports) != 1 || len(bad.Reports[0].Pages) != len(second.Reports[0].Pages) {
		t.Error("the pages went with the error")
	}
	check(t, os.Remove(path))
	lost := when(t, from, "a file that is gone", func(s state) bool { return s.Message != "" })
	if !strings.Contains(lost.Message, "no such file") || !lost.Stale {
		t.Errorf("message %q", lost.Message)
	}
}

// A save of a package or of the layout in it changes the pages, as one of the data does.
func TestPackageBesideIsFollowed(t *testing.T) {
	path := example(t, "昌华街道2024.yaml")
	own := filepath.Join(filepath.Dir(path), "模板", "本区")
	check(t, os.MkdirAll(own, 0o755))
	layout := filepath.Join(own, "版式.yaml")
	put := func(text string) {
		t.Helper()
		check(t, os.WriteFile(layout, []byte("报告: 法治政府建设年度报告\n"+text), 0o644))
	}
	put("版式:\n  字体: {正文: 仿宋}\n")
	from := listen(t, serve(t, path))
	first := when(t, from, "first pages", ready)
	put("版式:\n  字体: {正文: 楷体}\n")
	second := when(t, from, "another face", func(s state) bool { return ready(s) && s.Version > first.Version })
	if first.Reports[0].Pages[0].Hash == second.Reports[0].Pages[0].Hash {
		t.Error("the page did not change")
	}
	put("版式:\n  字体: {正文: 没有的字体}\n")
	bad := when(t, from, "a broken package", func(s state) bool { return s.Stale })
	if len(bad.Findings) == 0 || bad.Findings[0].Level != "错误" && bad.Findings[len(bad.Findings)-1].Level != "错误" {
		t.Errorf("findings %v", bad.Findings)
	}
}
