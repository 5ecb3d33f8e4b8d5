package desk_test

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// A headless Chromium spoken to over its debugging pipe (Chrome DevTools Protocol,
// --remote-debugging-pipe): JSON messages ended by 0 on file descriptors 3 and 4. No
// library and no port are needed.

type chromium struct {
	t       *testing.T
	to      io.Writer
	session string

	mu      sync.Mutex
	last    int
	answers map[int]chan message
	said    []string // exceptions and errors of the page
	closed  bool
}

type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// startChromium starts a browser with an empty page, or skips the test when there is
// none. It ends with the test.
func startChromium(t *testing.T, args ...string) *chromium {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the debugging pipe needs inherited files")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium: apt-get install chromium")
	}
	fromUs, toThem, err := os.Pipe()
	check(t, err)
	fromThem, toUs, err := os.Pipe()
	check(t, err)
	cmd := exec.Command(path, append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run",
		"--remote-debugging-pipe", "--user-data-dir=" + t.TempDir(), "--window-size=1500,1000"}, args...)...)
	cmd.ExtraFiles = []*os.File{fromUs, toUs}
	check(t, cmd.Start())
	fromUs.Close()
	toUs.Close()
	b := &chromium{t: t, to: toThem, answers: map[int]chan message{}}
	go b.listen(fromThem)
	t.Cleanup(func() {
		b.send("", "Browser.close", nil)
		done := make(chan struct{})
		go func() { cmd.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			cmd.Process.Kill()
			<-done
		}
		toThem.Close()
	})
	var target struct {
		TargetID string `json:"targetId"`
	}
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var session struct {
		SessionID string `json:"sessionId"`
	}
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session)
	b.session = session.SessionID
	b.call("Page.enable", nil, nil)
	b.call("Runtime.enable", nil, nil)
	b.call("Log.enable", nil, nil)
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": 1500, "height": 1000, "deviceScaleFactor": 1, "mobile": false}, nil)
	return b
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b *chromium) listen(from io.Reader) {
	r := bufio.NewReaderSize(from, 1<<20)
	for {
		line, err := r.ReadBytes(0)
		if err != nil {
			break
		}
		var m message
		if json.Unmarshal(line[:len(line)-1], &m) != nil {
			continue
		}
		b.mu.Lock()
		if c := b.answers[m.ID]; m.ID > 0 && c != nil {
			delete(b.answers, m.ID)
			c <- m
		}
		if text := string(m.Params); m.Method == "Runtime.exceptionThrown" || m.Method == "Log.entryAdded" && strings.Contains(text, `"level":"error"`) {
			b.said = append(b.said, text)
		}
		b.mu.Unlock()
	}
	b.mu.Lock()
	b.closed = true
	for _, c := range b.answers {
		close(c)
	}
	b.mu.Unlock()
}

func (b *chromium) send(session, method string, params any) chan message {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := make(chan message, 1)
	if b.closed {
		close(c)
		return c
	}
	b.last++
	b.answers[b.last] = c
	m := map[string]any{"id": b.last, "method": method}
	if params != nil {
		m["params"] = params
	}
	if session != "" {
		m["sessionId"] = session
	}
	line, _ := json.Marshal(m)
	b.to.Write(append(line, 0))
	return c
}

// call asks for something and waits for the answer.
func (b *chromium) call(method string, params, result any) {
	b.t.Helper()
	select {
	case m, ok := <-b.send(b.session, method, params):
		if !ok {
			b.t.Fatalf("%s: the browser ended", method)
		}
		if m.Error != nil {
			b.t.Fatalf("%s: %s", method, m.Error.Message)
		}
		if result != nil {
			check(b.t, json.Unmarshal(m.Result, result))
		}
	case <-time.After(30 * time.Second):
		b.t.Fatalf("%s: no answer", method)
	}
}

// open goes to an address.
func (b *chromium) open(url string) {
	b.t.Helper()
	b.call("Page.navigate", map[string]any{"url": url}, nil)
	b.until(`document.readyState === "complete" && location.href !== "about:blank"`)
}

// run evaluates JavaScript into result, which may be nil.
func (b *chromium) run(js string, result any) {
	b.t.Helper()
	var out struct {
		Result struct {
			Value json.RawMessage `json:"value"`
		} `json:"result"`
		Exception *struct {
			Text      string `json:"text"`
			Exception struct {
				Description string `json:"description"`
			} `json:"exception"`
		} `json:"exceptionDetails"`
	}
	b.call("Runtime.evaluate", map[string]any{"expression": js, "returnByValue": true, "awaitPromise": true}, &out)
	if out.Exception != nil {
		b.t.Fatalf("%s: %s %s", js, out.Exception.Text, out.Exception.Exception.Description)
	}
	if result != nil && len(out.Result.Value) > 0 {
		check(b.t, json.Unmarshal(out.Result.Value, result))
	}
}

func (b *chromium) text(js string) string {
	b.t.Helper()
	var s string
	b.run("String("+js+")", &s)
	return s
}

// until waits for a condition of the page.
func (b *chromium) until(js string) {
	b.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(15 * time.Millisecond) {
		var ok bool
		if b.run("Boolean("+js+")", &ok); ok {
			return
		}
	}
	b.shot("失败")
	b.t.Fatalf("never became true: %s\n%s\n%v", js, b.text(`document.querySelector("footer")?.innerText`), b.said)
}

// click presses the mouse at a place in the window.
func (b *chromium) click(x, y float64) {
	b.t.Helper()
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}, nil)
	}
}

// press presses a key.
func (b *chromium) press(key string) {
	b.t.Helper()
	for _, kind := range []string{"keyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": key, "text": map[bool]string{true: key}[kind == "keyDown"]}, nil)
	}
}

// shot keeps a picture of the window when the test was asked for pictures.
func (b *chromium) shot(name string) {
	b.t.Helper()
	if *shots == "" {
		return
	}
	check(b.t, os.MkdirAll(*shots, 0o777))
	var out struct {
		Data string `json:"data"`
	}
	b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &out)
	png, err := base64.StdEncoding.DecodeString(out.Data)
	check(b.t, err)
	check(b.t, os.WriteFile(fmt.Sprintf("%s/%s.png", *shots, name), png, 0o644))
}
