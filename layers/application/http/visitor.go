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

// maxRequest is the longest request that is read, in bytes.
const maxRequest = 1 << 20

// visitor is the server's end of one connection.
type visitor struct {
	p    *socket.Process
	fd   int
	name netip.AddrPort
	conn *socket.StreamConn
	left *io.LimitedReader // what is left of a request's greatest length
	in   *bufio.Reader
}

func newVisitor(p *socket.Process, fd int, name netip.AddrPort) (*visitor, error) {
	conn, err := p.Conn(fd)
	if err != nil {
		return nil, err
	}
	left := &io.LimitedReader{R: conn}
	return &visitor{p: p, fd: fd, name: name, conn: conn, left: left, in: bufio.NewReader(left)}, nil
}

// answer reads a request and answers it, and then those that have come with
// it; it says whether the connection stays open.
func (v *visitor) answer() bool {
	for {
		v.left.N = maxRequest
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
	io.Copy(io.Discard, r.Body)
	a := &http.Response{
		StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1, Request: r, Close: r.Close,
		Header: http.Header{"Server": {"Encap"}},
	}
	o, ok := find(r.URL.Path)
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		a.StatusCode = http.StatusMethodNotAllowed
		a.Header.Set("Allow", "GET, HEAD")
	case !ok:
		a.StatusCode = http.StatusNotFound
	default:
		a.Header.Set("Content-Type", o.kind)
	}
	a.ContentLength = int64(len(o.body))
	a.Body = io.NopCloser(strings.NewReader(o.body))
	v.p.Printf("%v asks: %s %s: %d %s", v.name, r.Method, r.URL.Path, a.StatusCode, http.StatusText(a.StatusCode))
	out := bufio.NewWriter(v.conn) // head and body in one write, so in as few segments as will do
	if err := a.Write(out); err != nil {
		return err
	}
	return out.Flush()
}
