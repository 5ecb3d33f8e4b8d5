// Package desk is the preview: a page on the loopback that shows a report as it will
// print and follows each save. Nothing is written to disk.
//
// watch.go notices a save, desk.go lays the report out again, state.go and faces.go
// make of it what the page shows, serve.go answers the browser and nobody else; what
// the browser runs is in ui/.
package desk

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"nianbao/cmd/internal/press"
)

// Options say what is shown and to whom.
type Options struct {
	Path   string       // data file, as the user named it
	Press  *press.Press // its out folder is not used
	Token  string       // secret part of the address; never empty
	Every  time.Duration
	Reason func(error) string // says in Chinese why a file could not be read
	Built  func(Summary)      // told of each proof; may be nil
}

// Summary is one proof in numbers.
type Summary struct {
	Pages, Findings int
	Stale           bool          // something stops the unit: the pages are those of before
	Took            time.Duration // from the change noticed to the page ready
	Message         string        // why there are no pages, when no finding says it
}

// poll is how often the files are looked at when Options does not say.
const poll = 150 * time.Millisecond

// Desk shows one data file.
type Desk struct {
	opt   Options
	press *press.Press

	mu      sync.Mutex // of what is shown
	shown   []byte     // the state as JSON
	version int
	pages   map[string][]byte // SVG by hash: of this state and the one before
	before  map[string][]byte
	last    *proof // the last one with pages
	faces   faces
	waiting map[chan struct{}]bool // browsers that want to know
}

// New makes the desk and its first proof.
func New(opt Options) *Desk {
	if opt.Every <= 0 {
		opt.Every = poll
	}
	d := &Desk{opt: opt, press: opt.Press, pages: map[string][]byte{}, waiting: map[chan struct{}]bool{}}
	d.faces.set = opt.Press.Faces()
	return d
}

// Serve answers browsers on l and follows the files until ctx ends.
func (d *Desk) Serve(ctx context.Context, l net.Listener) error {
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &http.Server{
		Handler:           d.Handler(port),
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 5 * time.Second,
		MaxHeaderBytes:    16 << 10,
	}
	var follow sync.WaitGroup
	follow.Go(func() { d.Follow(ctx) })
	follow.Go(func() { // browsers are told properly that it is over
		<-ctx.Done()
		patience, done := context.WithTimeout(context.Background(), time.Second)
		defer done()
		if s.Shutdown(patience) != nil {
			s.Close()
		}
	})
	err = s.Serve(l)
	stop()
	follow.Wait()
	if err == http.ErrServerClosed {
		return nil
	}
	return err
}

// Follow makes the first proof and another after each change, until ctx ends.
func (d *Desk) Follow(ctx context.Context) {
	w := newWatcher(d.opt.Path, d.press.PackageFolders(d.opt.Path), d.opt.Every)
	began := time.Now()
	d.show(d.proof(), began)
	for {
		c, ok := w.next(ctx)
		if !ok {
			return
		}
		began := time.Now()
		for tries := 0; ; tries++ {
			if c.others {
				d.press = d.press.Afresh()
			}
			p := d.proof()
			if !p.unfinished() {
				d.show(p, began)
				break
			}
			// a program that writes slowly, or still holds the file: what it says may not
			// be all of it yet
			c, ok = w.within(ctx, 2*d.opt.Every)
			if ctx.Err() != nil {
				return
			}
			if !ok && (p.Err == nil || tries >= mostTries) {
				d.show(p, began)
				break
			}
		}
	}
}

// mostTries is how often a file that cannot be read is tried again.
const mostTries = 3

// proof is what a save came to.
type proof struct {
	press.Proof
	fault string // of the program: it must not end the preview
}

// unfinished tells a proof that the rest of a file may still put right.
func (p *proof) unfinished() bool { return p.Err != nil || p.Findings.Stops() }

// proof lays the report out. A fault of the program is shown, and the next save gets
// another try.
func (d *Desk) proof() (p *proof) {
	defer func() {
		if r := recover(); r != nil {
			p = &proof{fault: fmt.Sprint(r)}
		}
	}()
	return &proof{Proof: d.press.Proof(d.opt.Path)}
}

// show makes p what browsers see. When it has no pages those of the last proof stay.
func (d *Desk) show(p *proof, began time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	pages := p
	if len(p.Reports) == 0 && d.last != nil {
		pages = d.last
	}
	if len(p.Reports) > 0 {
		d.last = p
	}
	d.version++
	drawn := map[string][]byte{}
	s := d.state(p, pages, drawn)
	d.before, d.pages = d.pages, drawn
	d.shown = s.encode()
	for c := range d.waiting {
		select {
		case c <- struct{}{}:
		default: // it has not yet taken the one before
		}
	}
	if d.opt.Built != nil {
		sum := Summary{Findings: len(p.Findings), Stale: s.Stale, Took: time.Since(began), Message: s.Message}
		for _, r := range s.Reports {
			sum.Pages += len(r.Pages)
		}
		d.opt.Built(sum)
	}
}
