package desk

import (
	"crypto/subtle"
	"embed"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

//go:embed ui
var ui embed.FS

// The page is for the browser of the person at this computer. Other programs and
// other sites can reach the loopback too; so each request must know the secret in the
// path, name this very address as Host (which a site that points its own name at
// 127.0.0.1 cannot) and come from no other origin.

// policy lets a page load nothing but what this server has.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// mostBrowsers follow at a time.
const mostBrowsers = 32

// alive is how often a browser with nothing to hear is told that the server is there.
const alive = 15 * time.Second

// Handler answers requests to the given port of the loopback.
func (d *Desk) Handler(port string) http.Handler {
	hosts := []string{"127.0.0.1:" + port, "localhost:" + port}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store") // a report may be confidential
		if !slices.Contains(hosts, r.Host) {
			refuse(w, http.StatusForbidden, "只能用 127.0.0.1 或 localhost 打开预览")
			return
		}
		if !ownOrigin(r, hosts) {
			refuse(w, http.StatusForbidden, "预览不接受别的网站的请求")
			return
		}
		if r.Method != http.MethodGet {
			h.Set("Allow", http.MethodGet)
			refuse(w, http.StatusMethodNotAllowed, "预览只能看，不接受别的操作")
			return
		}
		secret, rest, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if !ok || d.opt.Token == "" || subtle.ConstantTimeCompare([]byte(secret), []byte(d.opt.Token)) != 1 {
			refuse(w, http.StatusForbidden, "地址不全或已失效：请用 nianbao preview 打印出来的整个地址打开")
			return
		}
		d.answer(w, r, rest)
	})
}

// ownOrigin tells a request of our page, or one typed by a person, from that of
// another site.
func ownOrigin(r *http.Request, hosts []string) bool {
	if origin := r.Header.Get("Origin"); origin != "" {
		host, ok := strings.CutPrefix(origin, "http://")
		if !ok || !slices.Contains(hosts, host) || host != r.Host {
			return false
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	// a link to the page in another one is followed by a person; nothing else is
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	io.WriteString(w, why+"\n")
}

// answer serves what is behind the secret.
func (d *Desk) answer(w http.ResponseWriter, r *http.Request, name string) {
	kind, id, _ := strings.Cut(name, "/")
	switch {
	case name == "":
		own(w, "index.html", "text/html; charset=utf-8")
	case name == "desk.js" || name == "view.js":
		own(w, name, "text/javascript; charset=utf-8")
	case name == "desk.css":
		own(w, name, "text/css; charset=utf-8")
	case name == "events":
		d.events(w, r)
	case kind == "page":
		d.mu.Lock()
		b := d.pages[id]
		if b == nil {
			b = d.before[id]
		}
		d.mu.Unlock()
		give(w, "image/svg+xml", b)
	case kind == "face":
		d.mu.Lock()
		face, runes := d.faces.batch(id)
		d.mu.Unlock()
		if face == nil {
			give(w, "", nil)
			return
		}
		b, err := face.Web(runes)
		if err != nil {
			refuse(w, http.StatusInternalServerError, err.Error())
			return
		}
		give(w, "font/ttf", b)
	default:
		give(w, "", nil)
	}
}

// own serves a file of the page itself.
func own(w http.ResponseWriter, name, kind string) {
	b, _ := ui.ReadFile("ui/" + name) // embedded: TestPageIsWhole
	give(w, kind, b)
}

func give(w http.ResponseWriter, kind string, b []byte) {
	if b == nil {
		refuse(w, http.StatusNotFound, "没有这一项，可能已有更新")
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Write(b)
}

// events tells a browser the state, now and after each proof (Server-Sent Events).
func (d *Desk) events(w http.ResponseWriter, r *http.Request) {
	news := make(chan struct{}, 1)
	d.mu.Lock()
	full := len(d.waiting) >= mostBrowsers
	if !full {
		d.waiting[news] = true
	}
	d.mu.Unlock()
	if full {
		refuse(w, http.StatusServiceUnavailable, "打开的预览太多，请关掉几个")
		return
	}
	defer func() {
		d.mu.Lock()
		delete(d.waiting, news)
		d.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	out := http.NewResponseController(w)
	told := 0
	for {
		d.mu.Lock()
		shown, version := d.shown, d.version
		d.mu.Unlock()
		var err error
		if version != told {
			_, err = fmt.Fprintf(w, "event: state\ndata: %s\n\n", shown) // JSON has no line ends
			told = version
		} else {
			_, err = io.WriteString(w, ":\n\n")
		}
		if err != nil || out.Flush() != nil {
			return
		}
		wake := time.NewTimer(alive)
		select {
		case <-r.Context().Done():
			wake.Stop()
			return
		case <-news:
			wake.Stop()
		case <-wake.C:
		}
	}
}
