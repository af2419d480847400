package http

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"encap/layers/socket"
)

// patience is how long a client may take over a request or an answer.
const patience = 30 * time.Second

// maxHead is the longest head of a request that is read, in bytes.
const maxHead = 1 << 20

// visitor is the server's end of one connection.
type visitor struct {
	p    *socket.Process
	site *site
	fd   int
	name netip.AddrPort
	conn *socket.StreamConn
	left *io.LimitedReader // what is left of a head's or a body's greatest length
	in   *bufio.Reader
}

func newVisitor(p *socket.Process, site *site, fd int, name netip.AddrPort) (*visitor, error) {
	conn, err := p.Conn(fd)
	if err != nil {
		return nil, err
	}
	left := &io.LimitedReader{R: conn}
	return &visitor{p: p, site: site, fd: fd, name: name, conn: conn, left: left, in: bufio.NewReader(left)}, nil
}

// answer reads a request and answers it, and then those that have come with
// it; it says whether the connection stays open.
func (v *visitor) answer() bool {
	for {
		v.left.N = maxHead
		v.conn.SetDeadline(time.Unix(0, int64(v.p.Now())).Add(patience))
		r, err := http.ReadRequest(v.in)
		if errors.Is(err, io.EOF) {
			return false // the client has closed
		}
		if err != nil {
			v.p.Printf("%v asks nothing that can be understood: %v", v.name, err)
			return false
		}
		if err := v.respond(r); err != nil {
			v.p.Printf("%v cannot be answered: %v", v.name, err)
			return false
		}
		if r.Close {
			return false
		}
		if v.in.Buffered() == 0 {
			return true
		}
	}
}

// respond writes the answer to a request.
func (v *visitor) respond(r *http.Request) error {
	a := &http.Response{
		StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Server": {"Encap"}},
	}
	if r.Method != http.MethodPut {
		io.Copy(io.Discard, r.Body)
	}
	o, ok := v.site.find(r.URL.Path)
	switch {
	case r.Method == http.MethodPut:
		status, err := v.take(r)
		if err != nil {
			return err
		}
		o, a.StatusCode = object{}, status
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		o, a.StatusCode = object{}, http.StatusMethodNotAllowed
		a.Header.Set("Allow", "GET, HEAD, PUT")
	case !ok:
		a.StatusCode = http.StatusNotFound
	default:
		a.Header.Set("Content-Type", o.kind)
	}
	a.Close = r.Close
	a.ContentLength = int64(len(o.body))
	a.Body = io.NopCloser(strings.NewReader(o.body))
	v.p.Printf("%v asks: %s %s: %d %s", v.name, r.Method, r.URL.Path, a.StatusCode, http.StatusText(a.StatusCode))
	out := bufio.NewWriter(v.conn) // head and body in one write, so in as few segments as will do
	if err := a.Write(out); err != nil {
		return err
	}
	return out.Flush()
}

// take keeps what a client has brought (RFC 9110 §9.3.4).
func (v *visitor) take(r *http.Request) (status int, err error) {
	room := v.site.room(r.URL.Path)
	if r.ContentLength > int64(room) {
		r.Close = true // what comes now is no request
		return http.StatusRequestEntityTooLarge, nil
	}
	// A client with much to say may ask first whether it should (RFC 9110 §10.1.1).
	if r.Header.Get("Expect") == "100-continue" {
		if _, err := io.WriteString(v.conn, "HTTP/1.1 100 Continue\r\n\r\n"); err != nil {
			return 0, err
		}
	}
	v.left.N = int64(room) + maxHead // a body in chunks has heads of its own
	var body strings.Builder
	n, err := io.Copy(&body, io.LimitReader(r.Body, int64(room)+1))
	switch {
	case err != nil:
		return 0, err
	case n > int64(room):
		r.Close = true
		return http.StatusRequestEntityTooLarge, nil
	case v.site.keep(object{r.URL.Path, r.Header.Get("Content-Type"), body.String()}):
		return http.StatusCreated, nil
	}
	return http.StatusNoContent, nil
}
