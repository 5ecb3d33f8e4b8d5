// state.go keeps, from run to run, what was made of which data file: a file of lines
// that only grows while a run lasts, so that a run killed at any moment leaves every
// whole line good. A line is written before the results take their places and holds
// their sums: what a line says is believed only when the results are as it says.

package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strconv"
	"sync"
)

type state struct {
	path  string
	file  *os.File
	mu    sync.Mutex
	lines map[string]line // by Rel
	size  int64
	stale int64 // bytes of lines that no longer count
}

// line is where a record lies in the file, part after part with a tab between.
type line struct {
	key   string
	at    int64
	parts [parts]int32 // their lengths
}

// The parts of a record: what is wanted of every unit stands first.
const (
	inHead = iota
	inFindings
	inBrief
	inApart
	parts
)

// part is where a part begins, and its length.
func (l line) part(n int) (at int64, size int) {
	at = l.at
	for _, before := range l.parts[:n] {
		at += int64(before) + 1
	}
	return at, int(l.parts[n])
}

// size is what the line holds of the unit.
func (l line) size() int64 {
	at, size := l.part(parts - 1)
	return at + int64(size) - l.at
}

const stateName = "state"

// openState reads the file, making it if there is none. fresh forgets what it says.
func openState(path string, fresh bool) (*state, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	s := &state{path: path, file: f, lines: map[string]line{}}
	if !fresh {
		if err := s.load(); err != nil {
			f.Close()
			return nil, err
		}
	}
	if err := f.Truncate(s.size); err != nil { // the half line a killed run left
		f.Close()
		return nil, err
	}
	return s, nil
}

func (s *state) load() error {
	r := bufio.NewReaderSize(s.file, 1<<20)
	for {
		text, err := r.ReadSlice('\n')
		var long []byte
		for errors.Is(err, bufio.ErrBufferFull) {
			long = append(long, text...)
			text, err = r.ReadSlice('\n')
		}
		if long != nil {
			text = append(long, text...)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !s.take(text) {
			return nil // whatever follows is not to be trusted
		}
	}
}

// take reads one line: KEY SUM REL TAB HEAD TAB FINDINGS TAB BRIEF TAB APART.
func (s *state) take(text []byte) bool {
	words := bytes.SplitN(bytes.TrimSuffix(text, []byte("\n")), []byte(" "), 3)
	if len(words) != 3 {
		return false
	}
	sum, err := strconv.ParseUint(string(words[1]), 16, 32)
	if err != nil || crc32.ChecksumIEEE(words[2]) != uint32(sum) {
		return false
	}
	fields := bytes.Split(words[2], []byte("\t"))
	var rel string
	if len(fields) != 1+parts || json.Unmarshal(fields[0], &rel) != nil {
		return false
	}
	at := s.size + int64(len(words[0])+len(words[1])+len(fields[0])+3)
	s.replace(rel, lineAt(string(words[0]), at, fields[1:]))
	s.size += int64(len(text))
	return true
}

// lineAt is the line of a record whose parts begin at a place.
func lineAt(key string, at int64, content [][]byte) line {
	l := line{key: key, at: at}
	for i := range l.parts {
		l.parts[i] = int32(len(content[i]))
	}
	return l
}

func (s *state) replace(rel string, l line) {
	if old, ok := s.lines[rel]; ok {
		s.stale += old.size()
	}
	s.lines[rel] = l
}

// put adds a record.
func (s *state) put(rel, key string, r *record) error {
	content := [][]byte{inHead: mustJSON(r), inFindings: nil, inBrief: r.brief, inApart: r.apart}
	if len(r.Findings) > 0 {
		content[inFindings] = mustJSON(r.Findings)
	}
	return s.add(rel, key, content)
}

func (s *state) add(rel, key string, content [][]byte) error {
	name := mustJSON(rel)
	rest := bytes.Join(append([][]byte{name}, content...), []byte("\t"))
	text := fmt.Appendf(nil, "%s %08x ", key, crc32.ChecksumIEEE(rest))
	before := len(text) + len(name) + 1
	text = append(append(text, rest...), '\n')
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.file.WriteAt(text, s.size); err != nil {
		return err
	}
	s.replace(rel, lineAt(key, s.size+int64(before), content))
	s.size += int64(len(text))
	return nil
}

// line is where the record of rel lies if it was made with key; "" takes any.
func (s *state) line(rel, key string) (line, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, ok := s.lines[rel]
	return l, ok && (key == "" || l.key == key)
}

// get returns the record of rel if it was made with key, up to and with the part last; ""
// takes any key.
func (s *state) get(rel, key string, last int) *record {
	l, ok := s.line(rel, key)
	if !ok {
		return nil
	}
	content, err := s.content(l, last)
	if err != nil {
		return nil
	}
	r := &record{}
	if json.Unmarshal(content[inHead], r) != nil {
		return nil
	}
	if last >= inFindings && len(content[inFindings]) > 0 && json.Unmarshal(content[inFindings], &r.Findings) != nil {
		return nil
	}
	if last == inApart {
		r.brief, r.apart = content[inBrief], content[inApart]
	}
	return r
}

// content reads the parts of a line up to and with last.
func (s *state) content(l line, last int) ([][]byte, error) {
	end, size := l.part(last)
	text, err := s.read(l.at, int(end-l.at)+size)
	if err != nil {
		return nil, err
	}
	out := make([][]byte, 0, parts)
	for n := range last + 1 {
		at, size := l.part(n)
		out = append(out, text[at-l.at:at-l.at+int64(size)])
	}
	return out, nil
}

// part returns one part alone, nil when there is no line that get would read.
func (s *state) part(rel, key string, n int) ([]byte, error) {
	l, ok := s.line(rel, key)
	if !ok {
		return nil, nil
	}
	at, size := l.part(n)
	return s.read(at, size)
}

// apart reads into what is kept apart of rel: as much of it as there is room for.
func (s *state) apart(rel, key string, into any) error {
	text, err := s.part(rel, key, inApart)
	if err != nil || len(text) == 0 {
		return err
	}
	return json.Unmarshal(text, into)
}

func (s *state) read(at int64, n int) ([]byte, error) {
	text := make([]byte, n)
	_, err := s.file.ReadAt(text, at)
	return text, err
}

// key is the key rel was last made with.
func (s *state) key(rel string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lines[rel].key
}

// drop forgets rel.
func (s *state) drop(rel string) error { return s.put(rel, "-", &record{}) }

// Close writes the file anew, without what no longer counts, when that is most of it.
func (s *state) close(keep func(rel string) bool) error {
	defer s.file.Close()
	for rel, l := range s.lines {
		if !keep(rel) || l.key == "-" {
			s.stale += l.size()
			delete(s.lines, rel)
		}
	}
	if s.stale*2 < s.size {
		return nil
	}
	temp := s.path + ".tmp"
	out, err := openState(temp, true)
	if err != nil {
		return nil // it goes on growing until there is room
	}
	for rel, l := range s.lines {
		content, err := s.content(l, inApart)
		if err != nil {
			continue
		}
		if err := out.add(rel, l.key, content); err != nil {
			out.file.Close()
			os.Remove(temp)
			return nil
		}
	}
	out.file.Close()
	s.file.Close()
	return os.Rename(temp, s.path)
}
