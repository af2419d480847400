package http

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/layers/socket"
)

// patience is how long a client may take to send the next piece of a request,
// or to take the next piece of an answer.
const patience = 30 * time.Second

// atOnce is how many bytes are read at once.
const atOnce = 1 << 16

// visitor is the server's end of one connection. It never waits: what a client
// has sent is kept until a request is whole, what it does not take yet is kept
// until there is room again.
type visitor struct {
	p      *socket.Process
	site   *site
	fd     int
	name   netip.AddrPort
	got    []byte // of requests that have not been answered
	unsent []byte // of answers
	asked  bool   // the client was told that it may go on (RFC 9110 §10.1.1)
	last   bool   // nothing more is answered
	since  osi.Instant
}

// waits says for what the visitor's socket is watched. While an answer has not
// left, nothing more is read: the client must take it first.
func (v *visitor) waits() socket.Events {
	if len(v.unsent) > 0 {
		return socket.PollOut
	}
	return socket.PollIn
}

// busy says whether a request or an answer is under way.
func (v *visitor) busy() bool { return len(v.got) > 0 || len(v.unsent) > 0 }

// turn does what can be done now; it says whether the connection stays open.
func (v *visitor) turn() bool {
	v.since = v.p.Now()
	if len(v.unsent) > 0 {
		return v.flush()
	}
	b, err := v.p.Recv(v.fd, atOnce, socket.DontWait)
	switch {
	case errors.Is(err, socket.EAGAIN):
		return true
	case err != nil:
		return v.give(err)
	case len(b) == 0:
		if len(v.got) > 0 {
			return v.give(io.ErrUnexpectedEOF)
		}
		return false // the client has closed
	}
	v.got = append(v.got, b...)
	return v.answer()
}

// answer answers the requests that are whole.
func (v *visitor) answer() bool {
	for len(v.unsent) == 0 && !v.last {
		r, body, n, err := next(v.got, v.site)
		switch {
		case err != nil:
			return v.give(err)
		case n == 0 && r != nil && !v.asked && r.Header.Get("Expect") == "100-continue":
			v.asked = true
			v.unsent = append(v.unsent, "HTTP/1.1 100 Continue\r\n\r\n"...)
			return v.flush()
		case n == 0:
			return true // some of it is missing
		}
		v.got, v.asked = v.got[n:], false
		if err := v.respond(r, body); err != nil {
			return v.give(err)
		}
		if !v.flush() {
			return false
		}
	}
	return true
}

// flush sends what can be sent; it says whether the connection stays open.
func (v *visitor) flush() bool {
	n, err := v.p.Send(v.fd, v.unsent, socket.DontWait)
	if err != nil && !errors.Is(err, socket.EAGAIN) {
		v.p.Printf("%v cannot be answered: %v", v.name, err)
		return false
	}
	if v.unsent = v.unsent[max(n, 0):]; len(v.unsent) > 0 {
		return true
	}
	v.unsent = nil
	return !v.last && (len(v.got) == 0 || v.answer())
}

// give gives a client up that asks nothing that makes sense.
func (v *visitor) give(why error) bool {
	v.p.Printf("%v asks nothing that can be understood: %v", v.name, why)
	return false
}

// respond writes the answer to a request.
func (v *visitor) respond(r *http.Request, body []byte) error {
	a := &http.Response{
		StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Server": {"Encap"}},
	}
	o, ok := v.site.find(r.URL.Path)
	switch {
	case r.Method == http.MethodPut:
		o, a.StatusCode = object{}, v.take(r, body)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		o, a.StatusCode = object{}, http.StatusMethodNotAllowed
		a.Header.Set("Allow", "GET, HEAD, PUT")
	case !ok:
		a.StatusCode = http.StatusNotFound
	default:
		a.Header.Set("Content-Type", o.kind)
	}
	a.Close, v.last = r.Close, r.Close
	a.ContentLength = int64(len(o.body))
	a.Body = io.NopCloser(strings.NewReader(o.body))
	v.p.Printf("%v asks: %s %s: %d %s", v.name, r.Method, r.URL.Path, a.StatusCode, http.StatusText(a.StatusCode))
	var out bytes.Buffer // head and body in one write, so in as few segments as will do
	err := a.Write(&out)
	v.unsent = out.Bytes()
	return err
}

// take keeps what a client has brought (RFC 9110 §9.3.4), and gives the
// answer's status.
func (v *visitor) take(r *http.Request, body []byte) int {
	switch {
	case body == nil:
		return http.StatusRequestEntityTooLarge
	case v.site.keep(object{r.URL.Path, r.Header.Get("Content-Type"), string(body)}):
		return http.StatusCreated
	}
	return http.StatusNoContent
}
