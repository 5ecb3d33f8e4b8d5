package audit_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	. "nianbao/render/pdf/audit"
)

// TestGoodFiles: nothing is found in what the writer makes, nor in the same file
// written anew, so that what the tests below find is what they broke.
func TestGoodFiles(t *testing.T) {
	for what, file := range map[string][]byte{"A-1a": good(t), "A-3a": good(t, travelling...)} {
		for _, file := range [][]byte{file, take(t, file).bytes()} {
			f, err := Open(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range append(Archive(f), Universal(f)...) {
				t.Errorf("%s: %s", what, fault)
			}
		}
	}
	top, _ := Structure(take(t, good(t)).File)
	const want = "Document(H1:法治建设年度报告 H2:一、办案 H3:（一）学习 L(LI(Lbl:一是 LBody:全年𬭳286)) Table(Caption:统计 TR(TH[Scope Column][ColSpan 2]:两列) TR(TD:甲 TD:12)) H2:二、调解 Figure=案件走势:图 P:末段)"
	if got := top.String(); got != want {
		t.Errorf("structure\n%s\nwant\n%s", got, want)
	}
}

// breach is one way to break one rule.
type breach struct {
	rule, what string
	do         func(b *broken)
}

// TestEveryRuleOfTheArchive: each rule is found broken in a file that breaks it.
func TestEveryRuleOfTheArchive(t *testing.T) {
	one, three := good(t), good(t, travelling...)
	run := func(t *testing.T, file []byte, breaches []breach) {
		for _, c := range breaches {
			t.Run(c.rule+" "+c.what, func(t *testing.T) {
				b := take(t, file)
				c.do(b)
				found(t, b.bytes(), c.rule, Archive)
			})
		}
	}
	run(t, one, archiveBreaches())
	run(t, one, fontBreaches())
	run(t, three, enclosureBreaches())
}

func TestEveryRuleForReaders(t *testing.T) {
	file := good(t)
	for _, c := range readerBreaches() {
		t.Run(c.rule+" "+c.what, func(t *testing.T) {
			b := take(t, file)
			c.do(b)
			found(t, b.bytes(), c.rule, Universal)
		})
	}
}

// found fails unless the rule is among what the judge finds.
func found(t *testing.T, file []byte, rule string, judge func(*File) []Fault) {
	t.Helper()
	f, err := Open(file)
	if err != nil {
		if !strings.Contains(err.Error(), rule) {
			t.Errorf("cannot be opened: %v", err)
		}
		return
	}
	faults := judge(f)
	if !slices.ContainsFunc(faults, func(f Fault) bool { return f.Rule == rule }) {
		t.Errorf("not found; found %v", faults)
	}
}

// TestSyntax breaks the bytes of a file.
func TestSyntax(t *testing.T) {
	file := good(t)
	replace := func(old, new string) func([]byte) []byte {
		return func(b []byte) []byte {
			if !bytes.Contains(b, []byte(old)) {
				t.Fatalf("no %q", old)
			}
			return bytes.Replace(b, []byte(old), []byte(new), 1)
		}
	}
	for _, c := range []struct {
		rule, what string
		do         func([]byte) []byte
	}{
		{"6.1.2", "header", replace("%PDF-1.4", "%PDF-2.0")},
		{"6.1.2", "version", replace("%PDF-1.4", "%PDF-1.7")},
		{"6.1.2", "no bytes above 127", replace("%\xE2\xE3\xCF\xD3", "%abcd")},
		{"6.1.3", "bytes behind the end", func(b []byte) []byte { return append(b, "\n\n"...) }},
		{"6.1.4", "line ends of the table", replace("65535 f \n", "65535 f\r\n")},
		{"6.1.4", "entry", replace(" 00000 n \n", " 00000 n\r\n")},
		{"6.1.4", "xref stream instead", replace("\nxref\n0 ", "\nxref 0 ")},
		{"6.1.4", "size", replace("/Size ", "/Size 9")},
		{"6.1.6", "odd digits", replace("/ID[<", "/ID[<A")},
		{"6.1.7", "length", func(b []byte) []byte {
			return regexp.MustCompile(`/Length (\d)(\d+)>>`).ReplaceAll(b, []byte("/Length 1$2>>"))
		}},
		{"6.1.8", "spacing of an object", func(b []byte) []byte { return bytes.Replace(b, []byte("\n2 0 obj\n"), []byte("\n2  0 obj"), 1) }},
		{"6.1.8", "no endobj", replace("\nendobj\n", "\nendobX\n")},
		{"6.1.8", "name in GBK", replace("/Registry(", "/R\xB7\xA8istry(")},
		{"7.3.7", "key twice", replace("/Root ", "/Size 9/Root ")},
	} {
		t.Run(c.rule+" "+c.what, func(t *testing.T) { found(t, c.do(bytes.Clone(file)), c.rule, Archive) })
	}
}

// TestOpenNeverPanics: any damage is a finding or an error.
func TestOpenNeverPanics(t *testing.T) {
	file := good(t)
	for at := 0; at < len(file); at += len(file)/300 + 1 {
		damaged := bytes.Clone(file)
		damaged[at] ^= 0x55
		if f, err := Open(damaged); err == nil {
			Archive(f)
			Universal(f)
		}
		if f, err := Open(file[:at]); err == nil {
			Archive(f)
		}
	}
}
