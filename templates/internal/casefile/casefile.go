// Package casefile runs tests whose cases stand in a text file that anyone can read
// and edit:
//
//	Words before the first case say what the file is about.
//
//	=== name of the case
//	-- in --
//	what goes in
//	-- out --
//	what comes out
//
// A case may have more parts; only out is compared, and rewritten on request. Only
// tests import this package.
package casefile

import (
	"os"
	"strings"
	"testing"
)

// Case is one case of a file.
type Case struct {
	Name  string
	parts []part
}

type part struct{ name, text string }

// Part returns the text of a part, "" when the case has none of that name.
func (c *Case) Part(name string) string {
	for _, p := range c.parts {
		if p.name == name {
			return p.text
		}
	}
	return ""
}

// Has reports whether the case has a part of that name.
func (c *Case) Has(name string) bool {
	for _, p := range c.parts {
		if p.name == name {
			return true
		}
	}
	return false
}

// Run gives every case of file to f and compares what it returns with the part
// out. With update the file is rewritten instead: its diff is then to be reviewed.
func Run(t *testing.T, file string, update bool, f func(t *testing.T, c *Case) string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, cases := read(string(content))
	if len(cases) == 0 {
		t.Fatalf("%s holds no case", file)
	}
	seen := map[string]bool{}
	for i := range cases {
		c := &cases[i]
		if seen[c.Name] {
			t.Errorf("%s: two cases are called %q", file, c.Name)
		}
		seen[c.Name] = true
		t.Run(c.Name, func(t *testing.T) {
			got := f(t, c)
			if got != "" && !strings.HasSuffix(got, "\n") {
				got += "\n"
			}
			switch want := c.Part("out"); {
			case update:
				c.set("out", got)
			case got != want:
				t.Errorf("not as in %s (- is there, + is new):\n%s", file, difference(want, got))
			}
		})
	}
	if update {
		if err := os.WriteFile(file, []byte(write(head, cases)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func (c *Case) set(name, text string) {
	for i := range c.parts {
		if c.parts[i].name == name {
			c.parts[i].text = text
			return
		}
	}
	c.parts = append(c.parts, part{name, text})
}

// read cuts a file into cases. Blank lines before a mark belong to nobody.
func read(content string) (head string, cases []Case) {
	into := &head
	for line := range strings.Lines(content) {
		mark := strings.TrimRight(line, "\n")
		if name, ok := strings.CutPrefix(mark, "=== "); ok {
			cases = append(cases, Case{Name: name})
			var none string
			into = &none
			continue
		}
		if name, ok := strings.CutPrefix(mark, "-- "); ok && len(cases) > 0 {
			if name, ok = strings.CutSuffix(name, " --"); ok {
				c := &cases[len(cases)-1]
				c.parts = append(c.parts, part{name: name})
				into = &c.parts[len(c.parts)-1].text
				continue
			}
		}
		*into += line
	}
	for i := range cases {
		for j := range cases[i].parts {
			p := &cases[i].parts[j]
			if p.text = strings.TrimRight(p.text, "\n"); p.text != "" {
				p.text += "\n"
			}
		}
	}
	return head, cases
}

func write(head string, cases []Case) string {
	var b strings.Builder
	b.WriteString(head)
	for i, c := range cases {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("=== " + c.Name + "\n")
		for _, p := range c.parts {
			b.WriteString("-- " + p.name + " --\n" + p.text)
		}
	}
	return b.String()
}

// difference lists the lines that only one of two texts has, with those between.
func difference(want, got string) string {
	w, g := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	for len(w) > 0 && len(g) > 0 && w[0] == g[0] {
		w, g = w[1:], g[1:]
	}
	for len(w) > 0 && len(g) > 0 && w[len(w)-1] == g[len(g)-1] {
		w, g = w[:len(w)-1], g[:len(g)-1]
	}
	var b strings.Builder
	for _, l := range w {
		b.WriteString("- " + l)
	}
	for _, l := range g {
		b.WriteString("+ " + l)
	}
	return b.String()
}
