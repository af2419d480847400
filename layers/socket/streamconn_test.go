package socket_test

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"encap/layers/socket"
)

// HTTP of the standard library is spoken over our sockets.
func TestStandardHTTP(t *testing.T) {
	n := newNetwork(t)
	n.Run(n.Bob, "http", func(p *socket.Process) error {
		l := must(p.ListenStream(bobs, 5))
		if l.Addr().String() != bobs.String() {
			t.Errorf("listens at %v", l.Addr())
		}
		c := must(l.Accept())
		in := bufio.NewReader(c)
		for range 2 {
			r := must(http.ReadRequest(in))
			body := must(io.ReadAll(r.Body))
			answer := strings.Repeat(r.URL.Path+string(body), 1000)
			fail((&http.Response{
				StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, Request: r,
				ContentLength: int64(len(answer)), Body: io.NopCloser(strings.NewReader(answer)),
			}).Write(c))
		}
		fail(c.Close())
		return l.Close()
	})
	n.alice(func(p *socket.Process) {
		c := must(p.Dial(bobs))
		if c.RemoteAddr().String() != bobs.String() || c.LocalAddr().Network() != "tcp" {
			t.Errorf("connected to %v", c.RemoteAddr())
		}
		in := bufio.NewReader(c)
		for _, path := range []string{"/a", "/b"} {
			r := must(http.NewRequest("PUT", "http://bob"+path, strings.NewReader("x")))
			fail(r.Write(c))
			answer := must(http.ReadResponse(in, r))
			if body := must(io.ReadAll(answer.Body)); string(body) != strings.Repeat(path+"x", 1000) {
				t.Errorf("%s: %d bytes", path, len(body))
			}
		}
		if _, err := in.ReadByte(); err != io.EOF {
			t.Errorf("behind the last answer: %v", err)
		}
		fail(c.Close())
	})
}

// Deadlines are instants of virtual time.
func TestStreamDeadlines(t *testing.T) {
	n := newNetwork(t)
	n.serve(waits)
	n.alice(func(p *socket.Process) {
		when := func(s int64) time.Time { return time.Unix(s, 0) }
		late := func(err error, s int64, what string) {
			t.Helper()
			var netErr net.Error
			if !errors.Is(err, os.ErrDeadlineExceeded) || !errors.As(err, &netErr) || !netErr.Timeout() {
				t.Errorf("%s: %v", what, err)
			}
			if now := time.Duration(p.Now()).Round(time.Millisecond); now != time.Duration(s)*time.Second {
				t.Errorf("%s: ended at %v, want %d s", what, now, s)
			}
		}
		c := must(p.Dial(bobs))
		fail(c.SetReadDeadline(when(10)))
		_, err := c.Read(make([]byte, 9))
		late(err, 10, "read")
		_, err = c.Read(make([]byte, 9))
		late(err, 10, "read again")
		fail(c.SetWriteDeadline(when(20)))
		written, err := c.Write(bytes.Repeat([]byte("x"), 1<<20))
		late(err, 20, "write")
		if written == 0 || written == 1<<20 {
			t.Errorf("wrote %d bytes", written)
		}
		l := must(p.ListenStream(anyPort, 1))
		fail(l.SetDeadline(when(30)))
		_, err = l.Accept()
		late(err, 30, "accept")
		fail(l.Close())
		_, err = l.Accept()
		n.wants(net.ErrClosed, err, "accept when closed")
		fail(c.SetDeadline(time.Time{}))
		fail(c.Close())
		n.wants(net.ErrClosed, c.Close(), "close again")
		_, err = c.Read(make([]byte, 1))
		n.wants(net.ErrClosed, err, "read when closed")
		_, err = c.Write(make([]byte, 1))
		n.wants(net.ErrClosed, err, "write when closed")
		_, err = p.Conn(99)
		n.wants(socket.EBADF, err, "no socket")
		_, err = p.Conn(must(p.Socket(socket.Stream)))
		n.wants(socket.ENOTCONN, err, "no connection")
		_, err = p.Dial(at("10.0.2.2:9"))
		n.wants(socket.ECONNREFUSED, err, "dial")
		_, err = p.ListenStream(at("192.0.2.1:9"), 1)
		n.wants(socket.EADDRNOTAVAIL, err, "listen")
	})
}
