package vxlan

import (
	"bytes"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

const insideNamespace = "ENCAP_TEST_INSIDE_NAMESPACE"

// The Linux kernel's own VXLAN device finds a peer by ARP, sends it a UDP
// datagram and gets an answer. This needs a network namespace, in which the
// test runs itself again.
func TestPeerOfTheKernel(t *testing.T) {
	if os.Getenv(insideNamespace) != "" {
		meetTheKernel(t)
		return
	}
	if _, err := exec.LookPath("ip"); err != nil {
		skip(t, "ip is missing: install iproute2 to meet the kernel's VXLAN device")
	}
	self := exec.Command(os.Args[0], "-test.run=^TestPeerOfTheKernel$", "-test.v", "-test.timeout=20s")
	self.Env = append(os.Environ(), insideNamespace+"=1")
	self.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	out, err := self.CombinedOutput()
	switch {
	case self.Process == nil:
		skip(t, "this system gives us no network namespace: ", err)
	case err != nil:
		t.Errorf("%v\n%s", err, out)
	case bytes.Contains(out, []byte("--- SKIP")):
		skip(t, "in the namespace:\n", string(out))
	}
}

// meetTheKernel joins two networks by a cable: in this one is the kernel's
// VXLAN device, in the other one our peer.
func meetTheKernel(t *testing.T) {
	runtime.LockOSThread() // whose network is where the cable ends
	defer runtime.UnlockOSThread()
	here := syscall.Gettid()
	var p *Peer
	outside := netip.MustParseAddrPort("192.0.2.1:4789")
	made, opened := make(chan struct{}), make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlock it: this thread is in another network for good
		err := syscall.Unshare(syscall.CLONE_NEWNET)
		if err == nil {
			err = ip(fmt.Sprint("link add v1 type veth peer name v0 netns ", here), "addr add 192.0.2.2/24 dev v1", "link set v1 up")
		}
		if err == nil {
			p, err = OpenPeer(netip.MustParseAddrPort("192.0.2.2:4789"), []netip.Addr{outside.Addr()}, func(_ netip.Addr, vni int, frame []byte) {
				<-made
				if back := answer(frame); vni == 42 && back != nil {
					if err := p.Send(outside, vni, back); err != nil {
						t.Error(err)
					}
				}
			})
			close(made)
		}
		opened <- err
	}()
	if err := <-opened; err != nil {
		skip(t, "this system gives us no second network: ", err)
	}
	defer p.Close()
	err := ip("addr add 192.0.2.1/24 dev v0", "link set v0 up",
		"link add vx0 type vxlan id 42 local 192.0.2.1 remote 192.0.2.2 dstport 4789 dev v0",
		"addr add 10.9.0.1/24 dev vx0", "link set vx0 up")
	if err != nil {
		skip(t, "this system gives us no VXLAN device: ", err)
	}

	conn, err := net.Dial("udp4", "10.9.0.2:7")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte("hello, kernel")); err != nil {
		t.Fatal(err)
	}
	back := make([]byte, 100)
	n, err := conn.Read(back)
	if err != nil || string(back[:n]) != "hello, kernel" {
		t.Errorf("the echo is %q, %v", back[:n], err)
	}
	if p.Strangers() != 0 {
		t.Errorf("%d of the kernel's datagrams were taken for strangers'", p.Strangers())
	}
}

// ip runs commands of that tool in the network of the calling thread.
func ip(commands ...string) error {
	for _, c := range commands {
		if out, err := exec.Command("ip", strings.Fields(c)...).CombinedOutput(); err != nil {
			return fmt.Errorf("ip %s: %v: %s", c, err, out)
		}
	}
	return nil
}

// answer gives what the host 10.9.0.2 says to a frame: its address to an ARP
// request, an echo to a UDP datagram, nothing to all else.
func answer(frame []byte) []byte {
	mac := []byte{2, 0, 0, 0, 2, 0}
	back := slices.Concat(frame[6:12], mac, frame[12:])
	switch body := back[14:]; {
	case bytes.HasPrefix(frame[12:], unhex("0806 0001 0800 0604 0001")) && bytes.Equal(frame[38:42], []byte{10, 9, 0, 2}):
		copy(body[6:], unhex("0002"))
		copy(body[8:], slices.Concat(mac, frame[38:42], frame[22:32])) // the target becomes the sender
	case bytes.HasPrefix(frame[12:], unhex("0800 45")) && frame[23] == 17 && bytes.Equal(frame[30:34], []byte{10, 9, 0, 2}):
		copy(body[12:], slices.Concat(frame[30:34], frame[26:30])) // addresses
		copy(body[20:], slices.Concat(frame[36:38], frame[34:36])) // ports
		copy(body[26:], unhex("0000"))                             // no UDP checksum (RFC 768)
	default:
		return nil
	}
	return back
}

// skip passes the test over on a user's machine; CI must have what it needs.
func skip(t *testing.T, why ...any) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why...)
	}
	t.Skip(why...)
}
