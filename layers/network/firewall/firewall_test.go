package firewall

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/network/flow"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

// wall is a firewall under test: 10.0.1.0/24 is behind eth0, all else behind
// eth1.
type wall struct {
	t testing.TB
	ositest.World
	*Firewall
	refused int
}

func newWall(t testing.TB, byDefault Action, rules ...string) *wall {
	w := &wall{t: t}
	var list []Rule
	for _, text := range rules {
		r, err := Parse(strings.Fields(text))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	w.Firewall = New(w.Env(), list, byDefault, func(n int) string {
		if n < 0 {
			return ""
		}
		return fmt.Sprintf("eth%d", n)
	})
	w.Refuse = func([]byte) { w.refused++ }
	return w
}

// packet makes one of "tcp 10.0.1.2:4000 > 198.51.100.7:80 SYN ACK"; about what
// an error quotes is said behind it. Checksums are left out: nobody looks.
func packet(words string, quoted ...string) []byte {
	f := strings.Fields(words)
	src, dst := netip.MustParseAddrPort(f[1]), netip.MustParseAddrPort(f[3])
	body := make([]byte, 24)
	binary.BigEndian.PutUint16(body, src.Port())
	binary.BigEndian.PutUint16(body[2:], dst.Port())
	for _, flag := range f[4:] {
		body[13] |= map[string]uint8{"FIN": flow.FIN, "SYN": flow.SYN, "RST": flow.RST, "ACK": flow.ACK}[flag]
	}
	protocol := uint8(flow.TCP)
	switch f[0] {
	case "udp":
		protocol = flow.UDP
	case "error":
		protocol, body = flow.ICMP, append([]byte{3, 1, 0, 0, 0, 0, 0, 0}, packet(quoted[0])...)
	}
	p := append(make([]byte, 20), body...)
	p[0], p[8], p[9] = 0x45, 64, protocol
	binary.BigEndian.PutUint16(p[2:], uint16(len(p)))
	copy(p[12:], src.Addr().AsSlice())
	copy(p[16:], dst.Addr().AsSlice())
	return p
}

// check lets a packet come and looks whether it passes, and by which rules.
func (w *wall) check(words string, pass bool, why string, quoted ...string) {
	w.t.Helper()
	p := packet(words, quoted...)
	in, out := 1, 0
	if strings.HasPrefix(strings.Fields(words)[1], "10.0.1.") {
		in, out = 0, 1
	}
	w.Arrives(p, in)
	if got, rules := w.Leaves(codec.NewBuffer(p), in, out), w.Obeyed(); got != pass || rules != why {
		w.t.Errorf("%s passes: %v by %q, want %v by %q", words, got, rules, pass, why)
	}
}

func TestWithoutMemory(t *testing.T) {
	w := newWall(t, Deny, "allow tcp from 10.0.1.0/24 to any port 80", "allow tcp from any port 80 to 10.0.1.0/24 ack")
	w.check("tcp 10.0.1.2:4000 > 198.51.100.7:80 SYN", true, "Allowed")
	w.check("tcp 198.51.100.7:80 > 10.0.1.2:4000 SYN ACK", true, "Allowed")
	w.check("tcp 198.51.100.7:80 > 10.0.1.2:4000 SYN", false, "drop:ByDefault")
	// What an attacker knows of such firewalls: any segment with ACK comes in.
	w.check("tcp 198.51.100.66:80 > 10.0.1.9:22 ACK", true, "Allowed")
	w.check("tcp 10.0.1.2:4000 > 198.51.100.7:81 SYN", false, "drop:ByDefault")
	w.check("udp 10.0.1.2:4000 > 198.51.100.7:80", false, "drop:ByDefault")
	if got := w.List(); got[1] != "2: allow tcp from any port 80 to 10.0.1.0/24 ack (2 packets, 88 bytes)" || got[2] != "default: deny (3 packets, 132 bytes)" {
		t.Errorf("the list says %q", got)
	}
}

func TestWithMemory(t *testing.T) {
	w := newWall(t, Deny, "allow any established", "allow any in eth0", "reject tcp to 10.0.1.9 port 20-25 syn", "deny udp")
	w.check("tcp 10.0.1.2:4000 > 198.51.100.7:80 SYN", true, "Allowed Remember")
	w.check("tcp 198.51.100.7:80 > 10.0.1.2:4000 SYN ACK", true, "Known")
	w.check("tcp 10.0.1.2:4000 > 198.51.100.7:80 ACK", true, "Known")
	w.check("tcp 198.51.100.66:80 > 10.0.1.9:22 ACK", false, "drop:ByDefault")
	w.check("tcp 198.51.100.66:80 > 10.0.1.9:22 SYN", false, "drop:Rejected")
	w.check("udp 198.51.100.66:80 > 10.0.1.9:22", false, "drop:Denied")
	if w.refused != 1 {
		t.Errorf("%d senders were told, want 1", w.refused)
	}
	w.check("error 192.0.2.1:0 > 10.0.1.2:0", true, "Related", "tcp 10.0.1.2:4000 > 198.51.100.7:80 ACK")
	w.check("error 192.0.2.1:0 > 10.0.1.2:0", false, "drop:ByDefault", "tcp 10.0.1.2:4001 > 198.51.100.7:80 ACK")
	w.Advance(2*time.Hour + 4*time.Minute)
	w.check("tcp 198.51.100.7:80 > 10.0.1.2:4000 ACK", false, "Idle drop:ByDefault")
	// A segment from the middle of a connection begins none.
	w.check("tcp 10.0.1.2:4000 > 198.51.100.7:80 ACK", true, "Allowed")
	w.check("tcp 198.51.100.7:80 > 10.0.1.2:4000 ACK", false, "drop:ByDefault")
}

func TestForItself(t *testing.T) {
	w := newWall(t, Deny, "allow any established")
	if p := packet("udp 198.51.100.7:53 > 192.0.2.1:4000"); w.Accepts(p, 1) {
		t.Error("nobody has asked for this")
	}
	w.Leaves(codec.NewBuffer(packet("udp 192.0.2.1:4000 > 198.51.100.7:53")), -1, 1)
	if p := packet("udp 198.51.100.7:53 > 192.0.2.1:4000"); !w.Accepts(p, 1) {
		t.Error("the answer to its own question does not come in")
	}
}

func TestPieces(t *testing.T) {
	w := newWall(t, Deny, "allow udp to any port 53")
	first := packet("udp 10.0.1.2:4000 > 198.51.100.7:53")
	first[5], first[6] = 1, 0x20
	later := append([]byte(nil), first...)
	later[6], later[7] = 0, 3
	if w.Leaves(codec.NewBuffer(later), 0, 1) || !w.Leaves(codec.NewBuffer(first), 0, 1) || !w.Leaves(codec.NewBuffer(later), 0, 1) {
		t.Error("a later piece passes when its first one has, and not before")
	}
	if got := w.Obeyed(); got != "drop:UnknownPiece Allowed Allowed" {
		t.Error(got)
	}
}

func TestListChanges(t *testing.T) {
	w := newWall(t, Allow, "deny tcp", "deny udp")
	r, _ := Parse([]string{"allow", "tcp"})
	if err := w.Insert(1, r); err != nil || w.Insert(0, r) != nil || w.Delete(4) != nil {
		t.Fatal(err)
	}
	w.check("tcp 10.0.1.2:4000 > 198.51.100.7:80 SYN", true, "Allowed")
	w.check("udp 10.0.1.2:4000 > 198.51.100.7:80", false, "drop:Denied")
	if err := w.Delete(1); err != nil {
		t.Fatal(err)
	}
	w.check("tcp 10.0.1.2:4000 > 198.51.100.7:80 SYN", false, "drop:Denied")
	if w.Insert(9, r) == nil || w.Delete(3) == nil || w.Delete(0) == nil {
		t.Error("there is no such place")
	}
	w.SetDefault(Deny)
	w.check("error 192.0.2.1:0 > 10.0.1.2:0", false, "drop:ByDefault", "tcp 10.0.1.2:1 > 198.51.100.7:80")
}

func TestFullMemory(t *testing.T) {
	w := newWall(t, Deny, "allow any established", "allow udp")
	for i := range maxConnections {
		w.Leaves(codec.NewBuffer(packet(fmt.Sprintf("udp 10.0.1.2:%d > 198.51.100.7:53", i+1))), 0, 1)
	}
	w.Obeyed()
	w.check("udp 10.0.1.3:4000 > 198.51.100.7:53", true, "Allowed Forgets")
	w.Advance(5 * time.Minute)
	w.check("udp 10.0.1.3:4000 > 198.51.100.7:53", true, "Allowed Idle Remember")
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"allow":                          "allow any",
		"deny icmp":                      "deny icmp",
		"allow established":              "allow any established",
		"reject tcp to 10.0.2.2 port 22": "",
		"allow udp from 10.0.1.7/24 port 1-9 in eth0":          "allow udp from 10.0.1.0/24 port 1-9 in eth0",
		"allow tcp port 80 to any port 4000-5000 out eth1 ack": "allow tcp from any port 80 to any port 4000-5000 out eth1 ack",
		"deny tcp from any to any syn":                         "deny tcp syn",
		"":                                                     "at 0: a rule begins with allow, deny or reject, not with \"\"",
		"pass tcp":                                             "at 0: a rule begins with allow, deny or reject, not with \"pass\"",
		"allow tcp from":                                       "at 2: from wants a network, an address or any behind it",
		"allow tcp from 10.0.1.0/33":                           "at 3: \"10.0.1.0/33\" is no network, as 10.0.1.0/24, nor an address nor any",
		"allow tcp to any port 0":                              "at 5: \"0\" is no port from 1 to 65535, nor two as 8000-8080",
		"allow tcp to any port 9-8":                            "at 5: \"9-8\" is no port from 1 to 65535, nor two as 8000-8080",
		"allow tcp to any port":                                "at 4: port wants a number, or two as 8000-8080 behind it",
		"allow icmp to any port 8":                             "at 5: ports are of tcp or udp",
		"allow udp ack":                                        "at 2: ack and syn are flags of tcp",
		"allow tcp form 10.0.1.2":                              "at 2: \"form\" is no part of a rule: write " + Usage,
	} {
		r, err := Parse(strings.Fields(text))
		got := r.String()
		if err != nil {
			got = fmt.Sprintf("at %d: %s", err.(*wrongWord).Arg(), strings.TrimPrefix(err.Error(), "firewall: "))
		}
		if want == "" {
			want = text
		}
		if got != want {
			t.Errorf("%q: got %s\nwant %s", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("allow tcp from 10.0.1.0/24 port 1-9 to any port 80 in eth0 out eth1 ack syn established")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Parse(strings.Fields(text))
		if err != nil {
			return
		}
		if again, err := Parse(strings.Fields(r.String())); err != nil || again != r {
			t.Errorf("%q is written as %q and read as %v, %v", text, r.String(), again, err)
		}
	})
}

func ExampleParse() {
	r, err := Parse(strings.Fields("allow tcp from 10.0.1.7/24 to any port 80"))
	fmt.Println(r.String(), err)
	// Output: allow tcp from 10.0.1.0/24 to any port 80 <nil>
}
