package http

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
)

// maxHead is the longest head of a request that is read, in bytes; and the
// most that the borders of a body in chunks may need.
const maxHead = 1 << 20

var errLong = errors.New("its head is too long")

// next reads the request that b begins with; n is its length with its body, 0
// while some of it is missing. r is nil while its head is. A body for which the
// site has no room is nil, and what comes behind it is no request.
func next(b []byte, s *site) (r *http.Request, body []byte, n int, err error) {
	headLen := headOf(b)
	if headLen == 0 {
		if len(b) > maxHead {
			return nil, nil, 0, errLong
		}
		return nil, nil, 0, nil
	}
	from := bytes.NewReader(b)
	in := bufio.NewReader(from)
	if r, err = http.ReadRequest(in); err != nil {
		return nil, nil, 0, err
	}
	room := s.room(r.URL.Path)
	switch {
	case r.ContentLength > int64(room), r.ContentLength < 0 && len(b)-headLen > room+maxHead:
		r.Close = true
		return r, nil, len(b), nil
	case r.ContentLength >= 0:
		n = headLen + int(r.ContentLength)
		if len(b) < n {
			return r, nil, 0, nil
		}
		return r, b[headLen:n:n], n, nil
	case !bytes.HasSuffix(b, []byte("\r\n\r\n")):
		return r, nil, 0, nil // chunks end with an empty line
	}
	body, err = io.ReadAll(r.Body)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return r, nil, 0, nil
	case err != nil:
		return nil, nil, 0, err
	case len(body) > room:
		r.Close = true
		return r, nil, len(b), nil
	}
	return r, body, len(b) - from.Len() - in.Buffered(), nil
}

// headOf gives the length of a request's head, with the empty line that ends
// it; 0 while that has not come.
func headOf(b []byte) int {
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(b[:min(len(b), maxHead+len(end))], []byte(end)); i >= 0 {
			return i + len(end)
		}
	}
	return 0
}
