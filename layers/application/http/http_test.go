package http

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"encap/layers/socket"
	"encap/layers/stack"
	"encap/layers/stack/stacktest"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ args, err string }{
		{"serve", ""},
		{"serve 8080", ""},
		{"get http://bob/", ""},
		{"get http://bob", ""},
		{"get http://10.0.2.2:8080/logo.svg close", ""},
		{"", "usage: "},
		{"serve 1 2", "usage: "},
		{"get", "usage: "},
		{"get http://bob/ open", "usage: "},
		{"put http://bob/", "usage: "},
		{"serve 0", `"0" is not a port number`},
		{"serve 70000", `"70000" is not a port number`},
		{"get bob", `"bob" is not a URL`},
		{"get https://bob/", `"https://bob/" is not a URL`},
		{"get http:///x", `"http:///x" is not a URL`},
		{"get http://me@bob/", `"http://me@bob/" is not a URL`},
		{"get http://bob:0/", `"0" is not a port number`},
		{"get http://bob:x/", `"http://bob:x/" is not a URL`},
	} {
		main, err := Parse(strings.Fields(c.args))
		if (main == nil) == (err == nil) || (c.err == "") != (err == nil) || err != nil && !strings.HasPrefix(err.Error(), c.err) {
			t.Errorf("%q: %v, want %q", c.args, err, c.err)
		}
	}
}

// start runs the program on a host.
func start(n *stacktest.Net, h *stack.Host, args ...string) *stacktest.Process {
	main, err := Parse(args)
	if err != nil {
		panic(err)
	}
	return n.Run(h, "http", main)
}

// sockets counts the connections that a process has opened.
func sockets(p *stacktest.Process) (n int) {
	for _, c := range p.Calls {
		if strings.HasPrefix(c, "connect(") {
			n++
		}
	}
	return n
}

// A page comes with its two objects, over one connection or over three.
func TestPage(t *testing.T) {
	want := "/: 200 OK, 230 bytes; /style.css: 200 OK, 55 bytes; /logo.svg: 200 OK, 211 bytes"
	for _, c := range []struct {
		args    []string
		sockets int
	}{
		{[]string{"get", "http://bob"}, 1},
		{[]string{"get", "http://bob/", "close"}, 3},
	} {
		n := stacktest.New(stacktest.Config{})
		bob := start(n, n.Bob, "serve")
		alice := start(n, n.Alice, c.args...)
		n.Advance(time.Minute)
		if got := strings.Join(alice.Said, "; "); got != want || alice.Err != nil || sockets(alice) != c.sockets {
			t.Errorf("%v: %s, %v, over %d connections", c.args, got, alice.Err, sockets(alice))
		}
		open := 0
		for _, call := range bob.Calls {
			open += strings.Count(call, "accept(3) = ")
			open -= strings.Count(call, "close(")
		}
		if bob.Done() || len(bob.Said) != 3 || open != 0 {
			t.Errorf("%v: bob: %q, %d connections still open", c.args, bob.Said, open)
		}
	}
}

func TestErrors(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	start(n, n.Bob, "serve", "8080")
	missing := start(n, n.Alice, "get", "http://bob:8080/nothing")
	refused := start(n, n.Alice, "get", "http://bob/")
	unknown := start(n, n.Alice, "get", "http://carol/")
	first, second := start(n, n.R1, "serve"), start(n, n.R1, "serve")
	n.Advance(time.Minute)
	if got := strings.Join(missing.Said, "; "); got != "/nothing: 404 Not Found, 0 bytes" || missing.Err != nil {
		t.Errorf("a missing page: %s, %v", got, missing.Err)
	}
	if unknown.Err == nil || unknown.Err.Error() != "carol: unknown host" {
		t.Errorf("an unknown host: %v", unknown.Err)
	}
	if fmt.Sprint(refused.Err) != "dial tcp 10.0.2.2:80: connection refused" || second.Err != socket.EADDRINUSE || first.Done() {
		t.Errorf("nobody there: %v; port taken: %v", refused.Err, second.Err)
	}
}

// What clients may ask, and what they may do wrong.
func TestRequests(t *testing.T) {
	for _, c := range []struct{ send, want, said string }{
		{"GET /style.css HTTP/1.1\r\nHost: bob\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 55\r\nContent-Type: text/css\r\nServer: Encap\r\n\r\nh1 {", "GET /style.css: 200 OK"},
		{"HEAD / HTTP/1.1\r\nHost: bob\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 230\r\n", "HEAD /: 200 OK"},
		{"DELETE / HTTP/1.1\r\nHost: bob\r\nContent-Length: 3\r\n\r\nabc", "HTTP/1.1 405 Method Not Allowed\r\n", "DELETE /: 405 Method Not Allowed"},
		{"PUT /new HTTP/1.1\r\nHost: bob\r\nContent-Length: 3\r\n\r\nabcGET /new HTTP/1.1\r\nHost: bob\r\n\r\n", "HTTP/1.1 201 Created\r\n", "GET /new: 200 OK"},
		{"PUT / HTTP/1.1\r\nHost: bob\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "HTTP/1.1 204 No Content\r\n", "PUT /: 204 No Content"},
		{"PUT /a HTTP/1.1\r\nHost: bob\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "unexpected EOF"},
		{"PUT /a HTTP/1.1\r\nHost: bob\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc", "HTTP/1.1 201 Created\r\n", "PUT /a: 201 Created"},
		{"PUT /a HTTP/1.1\r\nHost: bob\r\nContent-Length: 999999999\r\n\r\n", "HTTP/1.1 413 Request Entity Too Large\r\n", "PUT /a: 413"},
		{"GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\r\nConnection: close\r\n", "GET /: 200 OK"},
		{"GET /a HTTP/1.1\r\nHost: bob\r\n\r\nGET /b HTTP/1.1\r\nHost: bob\r\n\r\n", "HTTP/1.1 404 Not Found\r\n", "GET /b: 404 Not Found"},
		{"HELLO\r\n\r\n", "", "asks nothing that can be understood"},
		{"GET / HTTP/1.1\r\nX: " + strings.Repeat("x", maxHead) + "\r\n\r\n", "", "asks nothing that can be understood"},
		{"PUT / HTTP/1.1\r\nHost: bob\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\nGET / HTTP/1.1\r\nHost: bob\r\n\r\n", "HTTP/1.1 204 No Content\r\n", "GET /: 200 OK"},
		{"PUT / HTTP/1.1\r\nHost: bob\r\nTransfer-Encoding: chunked\r\n\r\nno\r\n\r\n", "", "asks nothing that can be understood"},
		{"GET / HT", "", "takes too long"},
	} {
		n := stacktest.New(stacktest.Config{})
		bob := start(n, n.Bob, "serve")
		n.Run(n.Alice, "odd", func(p *socket.Process) error {
			conn, err := p.Dial(netip.AddrPortFrom(stacktest.Bob, Port))
			if err != nil {
				return err
			}
			conn.Write([]byte(c.send))
			conn.SetReadDeadline(time.Unix(100, 0))
			b := make([]byte, 4096)
			if len := firstRead(conn, b); !strings.HasPrefix(string(b[:len]), c.want) {
				t.Errorf("%.40q is answered by %q", c.send, b[:len])
			}
			return nil
		})
		n.Advance(time.Hour)
		if bob.Done() || !slices.ContainsFunc(bob.Said, func(s string) bool { return strings.Contains(s, c.said) }) {
			t.Errorf("%.40q: bob says %q, want %q", c.send, bob.Said, c.said)
		}
	}
}

// Who stalls in the middle of a request, or of an answer, keeps no other
// waiting, and is given up after a while.
func TestStalled(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	bob := start(n, n.Bob, "serve")
	stall := func(send string) {
		n.Run(n.Alice, "stalled", func(p *socket.Process) error {
			conn, err := p.Dial(netip.AddrPortFrom(stacktest.Bob, Port))
			if err != nil {
				return err
			}
			conn.Write([]byte(send))
			p.Sleep(10 * time.Minute)
			return nil
		})
	}
	stall("GET / HT")
	big := strings.Repeat("x", 2<<20)
	stall(fmt.Sprintf("PUT /big HTTP/1.1\r\nHost: bob\r\nContent-Length: %d\r\n\r\n%sGET /big HTTP/1.1\r\nHost: bob\r\n\r\n", len(big), big))
	n.Advance(5 * time.Second)
	alice := start(n, n.Alice, "get", "http://bob/style.css")
	n.Advance(time.Second)
	if len(alice.Said) != 1 || alice.Said[0] != "/style.css: 200 OK, 55 bytes" {
		t.Errorf("who comes next gets %q, %v", alice.Said, alice.Err)
	}
	n.Advance(time.Minute)
	slow := 0
	for _, line := range bob.Said {
		if strings.HasSuffix(line, "takes too long") {
			slow++
		}
	}
	if slow != 2 || bob.Done() {
		t.Errorf("%d were given up: %q", slow, bob.Said)
	}
}

func firstRead(c *socket.StreamConn, b []byte) int {
	n, _ := c.Read(b)
	return n
}

// What a page shows is fetched only from where the page is from, each once.
func TestObjects(t *testing.T) {
	page := `<link href="/a.css"><img alt="x" src="b.png"><a href="/c.html">c</a><script src="http://other/d.js"></script>`
	if got := strings.Join(objects([]byte(page)), " "); got != "/a.css b.png http://other/d.js" {
		t.Errorf("objects: %s", got)
	}
}

func Example() {
	n := stacktest.New(stacktest.Config{})
	serve, _ := Parse([]string{"serve"})
	get, _ := Parse([]string{"get", "http://bob/"})
	n.Run(n.Bob, "http", serve)
	alice := n.Run(n.Alice, "http", get)
	n.Advance(time.Minute)
	fmt.Println(strings.Join(alice.Said, "\n"))
	// Output:
	// /: 200 OK, 230 bytes
	// /style.css: 200 OK, 55 bytes
	// /logo.svg: 200 OK, 211 bytes
}

// However a request comes in pieces, it is read as if it came at once.
func FuzzNext(f *testing.F) {
	f.Add([]byte("PUT / HTTP/1.1\r\nHost: bob\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n"))
	f.Add([]byte("PUT /a HTTP/1.1\nContent-Length: 3\n\nabcd"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := site(pages)
		r, body, n, err := next(b, &s)
		if n < 0 || n > len(b) || len(body) > n || n > 0 && r == nil || err != nil && n != 0 {
			t.Errorf("%q: %v, %d bytes of %d, %v", b, r, len(body), n, err)
		}
	})
}
