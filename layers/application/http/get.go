package http

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"encap/layers/socket"
)

// maxBody is the longest body that is read, in bytes.
const maxBody = 64 << 20

// browser fetches pages from one server.
type browser struct {
	p          *socket.Process
	server     netip.AddrPort
	persistent bool // one connection for all requests (RFC 9112 §9.3), not one for each
	conn       *socket.StreamConn
	in         *bufio.Reader
}

// page fetches a page and everything it shows.
func (b *browser) page(u *url.URL) error {
	kind, body, err := b.get(u)
	if err != nil || !strings.HasPrefix(kind, "text/html") {
		return err
	}
	for _, ref := range objects(body) {
		at, err := u.Parse(ref)
		if err != nil || at.Host != u.Host {
			b.p.Printf("%s: not at this server", ref)
			continue
		}
		if _, _, err := b.get(at); err != nil {
			return err
		}
	}
	return nil
}

// get fetches one thing.
func (b *browser) get(u *url.URL) (kind string, body []byte, err error) {
	if b.conn == nil {
		if b.conn, err = b.p.Dial(b.server); err != nil {
			b.conn = nil
			return "", nil, err
		}
		b.in = bufio.NewReader(b.conn)
	}
	r := &http.Request{
		Method: http.MethodGet, URL: u, Host: u.Host, ProtoMajor: 1, ProtoMinor: 1, Close: !b.persistent,
		Header: http.Header{"User-Agent": {"Encap"}},
	}
	if err := r.Write(b.conn); err != nil {
		return "", nil, err
	}
	a, err := http.ReadResponse(b.in, r)
	if err != nil {
		return "", nil, err
	}
	if body, err = io.ReadAll(io.LimitReader(a.Body, maxBody)); err != nil {
		return "", nil, err
	}
	b.p.Printf("%s: %s, %s", u.Path, a.Status, count(len(body)))
	if a.Close || !b.persistent {
		b.hangUp()
	}
	return a.Header.Get("Content-Type"), body, nil
}

func count(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return fmt.Sprint(n, " bytes")
}

// hangUp closes the connection, if there is one.
func (b *browser) hangUp() {
	if b.conn != nil {
		b.conn.Close()
		b.conn = nil
	}
}

// reference is where a page names something that it shows.
var reference = regexp.MustCompile(`<(?:link|img|script)\b[^>]*?\b(?:href|src)="([^"]*)"`)

// objects lists what a page shows besides its text.
func objects(page []byte) (refs []string) {
	for _, m := range reference.FindAllSubmatch(page, -1) {
		refs = append(refs, string(m[1]))
	}
	return refs
}
