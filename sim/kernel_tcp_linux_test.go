package sim

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"encap/layers/physical"
	"encap/layers/transport/tcp"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// The Linux kernel's TCP is at the other end of ours: curl and nc run in its
// namespace, our programs at alice, three milliseconds away.

// numbered gives n bytes in which each line is its own number: that is what
// the program bulk sends and wants.
func numbered(n int) []byte {
	b := make([]byte, 0, n+16)
	for i := 0; len(b) < n; i++ {
		b = fmt.Appendf(b, "%015d\n", i)
	}
	return b[:n]
}

// file writes numbered bytes to a file.
func file(t *testing.T, n int) (name string) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "numbered")
	if err := os.WriteFile(name, numbered(n), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// same fails unless two texts have one SHA-256.
func same(t *testing.T, what string, got, want []byte) {
	t.Helper()
	if g, w := sha256.Sum256(got), sha256.Sum256(want); g != w {
		t.Errorf("%s: %d bytes with SHA-256 %x, want %d with %x", what, len(got), g[:6], len(want), w[:6])
	}
}

// alices is where alice's web server is.
const alices = "http://10.9.2.2"

// put and get move a file with curl, and give the status.
func (k *kernelPeer) put(path, file string) {
	k.t.Helper()
	if out := k.run("curl", "-sS", "-T", file, "-w", "%{http_code}", alices+path); string(out) != "201" && string(out) != "204" {
		k.t.Fatalf("PUT %s: %s", path, out)
	}
}

func (k *kernelPeer) get(path string) []byte {
	k.t.Helper()
	return k.run("curl", "-sSf", alices+path)
}

// curl brings a file and takes it back, each byte in its place. Where that is
// quick it does so with a larger one.
func TestKernelMovesAFile(t *testing.T) {
	k := besideOurTCP(t, trace.Off, "http serve")
	for _, size := range []int{8 << 20, 64 << 20} {
		name, began := file(t, size), time.Now()
		k.put("/file", name)
		brought := time.Now()
		same(t, "GET", k.get("/file"), numbered(size))
		took := time.Since(began)
		t.Logf("%d MiB: PUT in %v, GET in %v; did not get through: %+v", size>>20, brought.Sub(began), time.Since(brought), k.live.Counts())
		if testing.Short() || took > 2*time.Second && os.Getenv("CI") != "true" { // in CI always
			break
		}
	}
}

// Two requests take one connection.
func TestKernelAsksAgain(t *testing.T) {
	k := besideOurTCP(t, trace.Off, "http serve")
	name := file(t, 300_000)
	k.put("/file", name)
	out := k.run("curl", "-sSf", "-w", "%{num_connects}", alices+"/file", alices+"/file")
	want := slices.Concat(numbered(300_000), []byte("1"), numbered(300_000), []byte("0"))
	same(t, "GET twice", out, want)
}

// A client that dies in the middle resets its connection; the next is served.
func TestKernelResets(t *testing.T) {
	const size = 1 << 20
	k := besideOurTCP(t, trace.All, "http serve")
	k.put("/file", file(t, size))
	c := k.command("curl", "-sSf", alices+"/file")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 10_000)); err != nil {
		t.Fatal(err)
	}
	c.Process.Kill()
	c.Wait()
	k.said("cannot be answered: connection reset by peer")
	same(t, "the next GET", k.get("/file"), numbered(size))
}

// Ours closes first and lingers in TIME-WAIT; the kernel comes again from the
// same port, and is let in at once (RFC 6191).
func TestKernelComesAgain(t *testing.T) {
	k := besideOurTCP(t, trace.All, "http serve")
	for range 5 {
		c := k.command("nc", "-p", "40000", "10.9.2.2", "80")
		c.Stdin = strings.NewReader("GET /style.css HTTP/1.1\r\nHost: alice\r\nConnection: close\r\n\r\n")
		out, err := c.CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte("h1 {")) {
			t.Errorf("%v: got %q", err, out)
		}
		k.leavesNothing()
	}
	reused := 0
	k.events(func(e *trace.Event) {
		for _, why := range e.Rules {
			if why.Rule == &tcp.Reuse {
				reused++
			}
		}
	})
	if reused != 4 {
		t.Errorf("of 5 connections %d were let in out of TIME-WAIT, want all but the first", reused)
	}
}

// The kernel's frames are short, and so must ours be.
func TestKernelTakesShortFrames(t *testing.T) {
	const size = 300_000
	k := besideOurTCP(t, trace.Off, "http serve")
	k.run("ip", "link", "set", "vx0", "mtu", "600")
	k.put("/file", file(t, size))
	same(t, "GET", k.get("/file"), numbered(size))
	for _, s := range k.heard(0) {
		if len(s) > 580 {
			t.Errorf("the kernel has sent a segment of %d bytes", len(s))
		}
	}
}

// Twenty curls at once, more than may wait at the door.
func TestKernelTwentyAtOnce(t *testing.T) {
	const size = 256 << 10
	k := besideOurTCP(t, trace.Off, "http serve")
	k.put("/file", file(t, size))
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			text, err := k.try("curl", "-sSf", alices+"/file")
			if err != nil {
				t.Error(err)
			}
			same(t, "GET", text, numbered(size))
		})
	}
	all.Wait()
}

// nc -N closes its half as soon as it has sent all; what it sent comes back
// all the same.
func TestKernelClosesItsHalf(t *testing.T) {
	k := besideOurTCP(t, trace.All, "echo serve tcp")
	text := numbered(100_000)
	c := k.command("nc", "-N", "10.9.2.2", "7")
	c.Stdin = bytes.NewReader(text)
	got, err := c.Output()
	if err != nil {
		t.Error(err)
	}
	same(t, "echo", got, text)
	k.said("has closed")
	k.leavesNothing()
}

// The other way round: the kernel listens, has nothing to say and closes its
// half at once; ours sends all the same.
func TestKernelListens(t *testing.T) {
	k := besideOurTCP(t, trace.Off)
	const size = 1 << 20
	c := k.command("nc", "-l", "-N", "5000") // reads /dev/null
	var got bytes.Buffer
	c.Stdout = &got
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	k.eventually("nc listens", func() bool { return len(k.run("ss", "-tlnH", "sport", "5000")) > 0 })
	if err := k.live.Type("alice", fmt.Sprintf("bulk send 10.9.1.2:5000 %d", size)); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Error(err)
	}
	same(t, "bulk", got.Bytes(), numbered(size))
	k.leavesNothing()
	heard := k.heard(0)
	if at := slices.IndexFunc(heard, func(s heardSegment) bool { return s.is(fin) }); at < 0 || at > len(heard)/2 {
		t.Errorf("the kernel's FIN is number %d of %d segments", at, len(heard))
	}
}

// A closed port refuses, either way.
func TestKernelIsRefused(t *testing.T) {
	k := besideOurTCP(t, trace.All)
	if out, err := k.command("nc", "-zv", "10.9.2.2", "9").CombinedOutput(); err == nil || !bytes.Contains(out, []byte("refused")) {
		t.Errorf("nc: %v: %s", err, out)
	}
	if err := k.live.Type("alice", "bulk send 10.9.1.2:9 100"); err != nil {
		t.Fatal(err)
	}
	k.said("refused")
}

// A receiver that stops closes its window. Ours asks again and again, and
// sends the rest once the receiver goes on.
func TestKernelStopsReceiving(t *testing.T) {
	const size = 4 << 20
	k := besideOurTCP(t, trace.Off, "http serve")
	k.run("sysctl", "-qw", "net.ipv4.tcp_rmem=4096 65536 131072")
	k.put("/file", file(t, size))
	frames := k.frames()
	c := k.command("curl", "-sSf", "--limit-rate", "4M", alices+"/file")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 100_000)
	if _, err := io.ReadFull(out, first); err != nil {
		t.Fatal(err)
	}
	c.Process.Signal(syscall.SIGSTOP) // ip netns exec has become curl
	shut := func() (n int) {
		for _, s := range k.heard(frames) {
			if s.window() == 0 && !s.is(syn|rst) {
				n++
			}
		}
		return n
	}
	k.eventually("two probes find the window shut", func() bool { return shut() >= 3 })
	t.Logf("the window was shut in %d segments", shut())
	c.Process.Signal(syscall.SIGCONT)
	rest, err := io.ReadAll(out)
	if err != nil {
		t.Error(err)
	}
	if err := c.Wait(); err != nil {
		t.Error(err)
	}
	same(t, "GET", append(first, rest...), numbered(size))
}

// Ours reads late and slowly: the kernel meets a shut window, and all comes.
func TestKernelMeetsAShutWindow(t *testing.T) {
	const size = 200_000
	k := besideOurTCP(t, trace.All, "bulk receive 5000 buffer 8192 piece 4000 every 10ms after 2s")
	c := k.command("nc", "-N", "10.9.2.2", "5000")
	c.Stdin = bytes.NewReader(numbered(size))
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	k.said(fmt.Sprintf("has sent %d bytes in", size))
	k.leavesNothing()
	shut := 0
	k.events(func(e *trace.Event) {
		if e.Kind == trace.Send && e.Name == "tcp" && heardSegment(e.PDU).window() == 0 {
			shut++
		}
	})
	if shut < 3 {
		t.Errorf("our window was shut in %d segments: no probe was answered", shut)
	}
}

// Of all that crosses, two frames in a hundred are lost, both ways, in the
// kernel's own filter; and then on a cable of ours, where other things happen
// to frames as well.
func TestKernelAndLoss(t *testing.T) {
	const percent physical.Chance = 10_000_000
	for _, profile := range []string{"rfc", "linux"} {
		troubled := func(t *testing.T, how func(c *scenario.Cable)) *kernelPeer {
			s := besideTheKernel(netip.MustParseAddrPort("10.8.0.1:4789"))
			s.TCP.Profile = profile
			how(&s.Cables[1])
			return besideOurTCPIn(t, s, trace.Off, "http serve")
		}
		t.Run(profile+", iptables", func(t *testing.T) {
			k := troubled(t, func(*scenario.Cable) {})
			for _, chain := range []string{"INPUT -i", "OUTPUT -o"} {
				k.run("iptables", strings.Fields("-A "+chain+" v0 -p udp -m statistic --mode random --probability 0.02 -j DROP")...)
			}
			k.movesInTrouble(1 << 20)
		})
		t.Run(profile+", cable", func(t *testing.T) {
			k := troubled(t, func(c *scenario.Cable) { c.Loss = 2 * percent })
			k.movesInTrouble(1 << 20)
		})
		t.Run(profile+", all at once", func(t *testing.T) {
			k := troubled(t, func(c *scenario.Cable) {
				c.Loss, c.Duplicate, c.Reorder, c.BitErrors = percent, 2*percent, 2*percent, 100
			})
			k.movesInTrouble(1 << 20)
		})
	}
}

// movesInTrouble moves a file both ways, without a silence longer than three
// timeouts in a row take: a retransmission may be lost too.
func (k *kernelPeer) movesInTrouble(size int) {
	k.t.Helper()
	name := file(k.t, size)
	began := time.Now()
	k.put("/file", name)
	brought := time.Now()
	from := k.frames()
	same(k.t, "GET", k.get("/file"), numbered(size))
	silence := k.silence(from)
	k.t.Logf("PUT in %v, GET in %v, longest silence %v", brought.Sub(began), time.Since(brought), silence)
	if silence > (1+2+4)*time.Second {
		k.t.Errorf("for %v nothing was heard", silence)
	}
}

// What the kernel offers and takes is agreed upon, and what it does not is not
// used; every byte comes in each case.
func TestKernelOptions(t *testing.T) {
	s := besideTheKernel(netip.MustParseAddrPort("10.8.0.1:4789"))
	s.TCP.ECN = "answer"
	k := besideOurTCPIn(t, s, trace.Off, "http serve", "echo serve tcp")
	const size = 256 << 10
	name := file(t, size)
	options := []struct{ sysctl, seen string }{
		{"net.ipv4.tcp_sack", " sack"}, {"net.ipv4.tcp_timestamps", " ts"},
		{"net.ipv4.tcp_window_scaling", " wscale:"}, {"net.ipv4.tcp_ecn", " ecn"},
	}
	for set := range 1 << len(options) {
		on := func(i int) bool { return set>>i&1 == 1 }
		for i, o := range options {
			k.run("sysctl", "-qw", fmt.Sprintf("%s=%d", o.sysctl, set>>i&1))
		}
		agreed := k.agreed()
		for i, o := range options {
			if strings.Contains(agreed, o.seen) != on(i) {
				t.Errorf("%s=%v, but ss says: %s", o.sysctl, on(i), agreed)
			}
		}
		k.put(fmt.Sprint("/", set), name)
		same(t, agreed, k.get(fmt.Sprint("/", set)), numbered(size))
	}
}

// agreed opens a connection and gives what ss knows of its options.
func (k *kernelPeer) agreed() string {
	k.t.Helper()
	c := k.command("nc", "-N", "10.9.2.2", "7")
	in, err := c.StdinPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		k.t.Fatal(err)
	}
	var seen []byte
	k.eventually("nc is connected", func() bool {
		seen = k.run("ss", "-tinoH", "state", "established", "dst", "10.9.2.2", "dport", "7")
		return len(seen) > 0
	})
	in.Close()
	if err := c.Wait(); err != nil {
		k.t.Error(err)
	}
	return string(seen)
}
