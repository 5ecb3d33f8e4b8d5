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

// line is where a record lies in the file.
type line struct {
	key                string
	at                 int64
	head, brief, apart int // lengths
}

// size is what the line holds of the unit.
func (l line) size() int64 { return int64(l.head + l.brief + l.apart) }

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

// take reads one line: KEY SUM REL TAB HEAD TAB BRIEF TAB APART.
func (s *state) take(text []byte) bool {
	parts := bytes.SplitN(bytes.TrimSuffix(text, []byte("\n")), []byte(" "), 3)
	if len(parts) != 3 {
		return false
	}
	sum, err := strconv.ParseUint(string(parts[1]), 16, 32)
	if err != nil || crc32.ChecksumIEEE(parts[2]) != uint32(sum) {
		return false
	}
	fields := bytes.Split(parts[2], []byte("\t"))
	var rel string
	if len(fields) != 4 || json.Unmarshal(fields[0], &rel) != nil {
		return false
	}
	at := s.size + int64(len(parts[0])+len(parts[1])+len(fields[0])+3)
	s.replace(rel, line{string(parts[0]), at, len(fields[1]), len(fields[2]), len(fields[3])})
	s.size += int64(len(text))
	return true
}

func (s *state) replace(rel string, l line) {
	if old, ok := s.lines[rel]; ok {
		s.stale += old.size()
	}
	s.lines[rel] = l
}

// put adds a record.
func (s *state) put(rel, key string, r *record) error {
	return s.add(rel, key, mustJSON(r), r.brief, r.apart)
}

func (s *state) add(rel, key string, head, brief, apart []byte) error {
	name := mustJSON(rel)
	rest := bytes.Join([][]byte{name, head, brief, apart}, []byte("\t"))
	text := fmt.Appendf(nil, "%s %08x ", key, crc32.ChecksumIEEE(rest))
	before := len(text) + len(name) + 1
	text = append(append(text, rest...), '\n')
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.file.WriteAt(text, s.size); err != nil {
		return err
	}
	s.replace(rel, line{key, s.size + int64(before), len(head), len(brief), len(apart)})
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

// get returns the record of rel if it was made with key; "" takes any. Brief and
// what is apart are read too when whole.
func (s *state) get(rel, key string, whole bool) *record {
	l, ok := s.line(rel, key)
	if !ok {
		return nil
	}
	n := l.head
	if whole {
		n += 1 + l.brief + 1 + l.apart
	}
	text := make([]byte, n)
	if _, err := s.file.ReadAt(text, l.at); err != nil {
		return nil
	}
	r := &record{}
	if json.Unmarshal(text[:l.head], r) != nil {
		return nil
	}
	if whole {
		rest := text[l.head+1:]
		r.brief, r.apart = rest[:l.brief], rest[l.brief+1:]
	}
	return r
}

// brief returns the brief alone, nil when there is no line that get would read.
func (s *state) brief(rel, key string) ([]byte, error) {
	l, ok := s.line(rel, key)
	if !ok {
		return nil, nil
	}
	return s.read(l.at+int64(l.head)+1, l.brief)
}

// apart reads into what is kept apart of rel: as much of it as there is room for.
func (s *state) apart(rel, key string, into any) error {
	l, ok := s.line(rel, key)
	if !ok || l.apart == 0 {
		return nil
	}
	text, err := s.read(l.at+int64(l.head)+1+int64(l.brief)+1, l.apart)
	if err != nil {
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
		text, err := s.read(l.at, l.head+1+l.brief+1+l.apart)
		if err != nil {
			continue
		}
		brief := text[l.head+1:]
		if err := out.add(rel, l.key, text[:l.head], brief[:l.brief], brief[l.brief+1:]); err != nil {
			out.file.Close()
			os.Remove(temp)
			return nil
		}
	}
	out.file.Close()
	s.file.Close()
	return os.Rename(temp, s.path)
}
