package dissect

import (
	"bytes"
	"strconv"
	"strings"

	"encap/layers/osi"
)

// stream reads a piece of a TCP stream: a segment's text. Only one that begins
// with a message's first line can be told from any other bytes.
func (d *dissector) stream(start, end int) {
	if httpBegins(d.data[start:end]) && len(d.pdus) < maxPDUs-1 {
		d.http(start, end)
		return
	}
	d.payload(start, end, osi.Application)
}

// httpMethods are those of RFC 9110 §9.3, and PATCH (RFC 5789).
var httpMethods = []string{"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"}

// httpVersion begins the version in a message's first line.
const httpVersion = "HTTP/1."

// httpBegins says whether text begins with the whole first line of an HTTP/1
// message.
func httpBegins(text []byte) bool {
	line, _, whole := bytes.Cut(text, []byte("\r\n"))
	if !whole || !printable(line) {
		return false
	}
	first, middle, last := httpLine(string(line))
	if strings.HasPrefix(first, httpVersion) {
		_, err := strconv.ParseUint(middle, 10, 16)
		return err == nil && len(middle) == 3
	}
	for _, m := range httpMethods {
		if first == m {
			return middle != "" && strings.HasPrefix(last, httpVersion)
		}
	}
	return false
}

// httpLine cuts a first line into its three parts; the last may have spaces
// inside or be absent.
func httpLine(line string) (first, middle, last string) {
	first, line, _ = strings.Cut(line, " ")
	middle, last, _ = strings.Cut(line, " ")
	return first, middle, last
}

// http reads the head of a message of RFC 9112, as far as it is in this
// segment; what follows the empty line is its body.
func (d *dissector) http(start, end int) {
	h := d.open(PDU{Proto: "http", Title: "Hypertext Transfer Protocol", Layer: osi.Application, Word: osi.Application.Word(), Start: start, End: end}, 10)
	line, _, _ := bytes.Cut(d.data[start:end], []byte("\r\n"))
	h.Summary = string(line)
	field := h.httpFirst(h.Summary)
	at := len(line) + 2
	for start+at < end {
		line, _, whole := bytes.Cut(d.data[start+at:end], []byte("\r\n"))
		n := len(line)
		if whole {
			n += 2
		}
		if n == 2 && whole { // the empty line that ends the head
			at += n
			break
		}
		b := h.bytes(at, n)
		h.add(field, "Header", at*8, n*8, "RFC 9112 §5", string(b), quoteBytes(line))
		at += n
	}
	h.Body, h.Tail = start+at, end
	d.close(h)
	if h.Body < end {
		d.payload(h.Body, end, osi.Application)
	}
}

// httpFirst adds the parts of a message's first line, and gives the name of
// the header fields that follow it.
func (h *header) httpFirst(line string) (headers string) {
	first, middle, last := httpLine(line)
	second := len(first) + 1
	third := second + len(middle) + 1
	if strings.HasPrefix(line, httpVersion) {
		code, _ := strconv.ParseUint(middle, 10, 16) // httpBegins has seen that it is one
		h.httpText("http.response.version", "Version", 0, first, "RFC 9112 §4")
		h.add("http.response.code", "Status", second*8, len(middle)*8, "RFC 9112 §4", code, middle)
		h.httpText("http.response.phrase", "Phrase", third, last, "RFC 9112 §4")
		return "http.response.line"
	}
	h.httpText("http.request.method", "Method", 0, first, "RFC 9112 §3")
	h.httpText("http.request.uri", "Target", second, middle, "RFC 9112 §3")
	h.httpText("http.request.version", "Version", third, last, "RFC 9112 §3")
	return "http.request.line"
}

// httpText adds a word of the first line, which stands at byte at.
func (h *header) httpText(name, label string, at int, word, cite string) {
	if word != "" {
		h.add(name, label, at*8, len(word)*8, cite, word, quoteText([]byte(word)))
	}
}

// quoteBytes quotes text, or gives the bytes of what is none.
func quoteBytes(b []byte) string {
	if printable(b) {
		return quoteText(b)
	}
	return bytesText(b)
}
