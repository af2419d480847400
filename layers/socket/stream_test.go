package socket_test

import (
	"testing"

	"encap/layers/socket"
)

// story lets bob listen, serve one client with what do says, and close.
func (n *network) serve(do func(p *socket.Process, fd int)) {
	n.Run(n.Bob, "server", func(p *socket.Process) error {
		door := must(p.Socket(socket.Stream))
		fail(p.Bind(door, bobs))
		fail(p.Listen(door, 5))
		for {
			fd, _, err := p.Accept(door)
			fail(err)
			do(p, fd)
		}
	})
}

// dial opens a connection to bob.
func dial(p *socket.Process) int {
	fd := must(p.Socket(socket.Stream))
	fail(p.Connect(fd, bobs))
	return fd
}

func TestStream(t *testing.T) {
	n := newNetwork(t)
	n.serve(func(p *socket.Process, fd int) {
		for {
			text := must(p.Read(fd, 1000))
			if len(text) == 0 {
				fail(p.Close(fd))
				return
			}
			must(p.Write(fd, text))
		}
	})
	alice := n.alice(func(p *socket.Process) {
		fd := dial(p)
		must(p.Write(fd, []byte("hello")))
		if got := string(must(p.Read(fd, 100))); got != "hello" {
			t.Errorf("got %q", got)
		}
		fail(p.Shutdown(fd, socket.ShutWr))
		if got := string(must(p.Read(fd, 100))); got != "" {
			t.Errorf("got %q", got)
		}
		fail(p.Close(fd))
	})
	t.Logf("%q", alice.Calls)
}
