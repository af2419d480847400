package dissect

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"encap/layers/osi"
)

// shownText bounds the text of a payload, in bytes.
const shownText = 64

// payload is bytes that no header explains: an application's message, or what
// is none of this repository's protocols.
func (d *dissector) payload(start, end int, layer osi.Layer) int {
	h := d.open(PDU{Proto: "data", Title: "Data", Layer: layer, Word: "bytes", Start: start, End: end}, 3)
	if layer == osi.Application {
		h.Word = layer.Word()
	}
	h.Body, h.Tail = start, end // all of it is payload, none of it header
	n := end - start
	h.Summary = lengthText(n)
	data := h.bytes(0, n)
	h.add("data.data", "Data", 0, 8*n, "", data, bytesText(data))
	if n > 0 && printable(data) {
		text := quoteText(data)
		h.add("data.text", "Text", 0, 8*n, "", string(data), text)
		h.Summary = text
	}
	h.add("data.len", "Length", 8*n, 0, "", uint64(n), strconv.Itoa(n))
	d.close(h)
	return end
}

// printable says whether bytes are text for a person.
func printable(data []byte) bool {
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 || !unicode.IsPrint(r) && r != '\n' && r != '\r' && r != '\t' {
			return false
		}
		data = data[n:]
	}
	return true
}

// quoteText gives printable bytes in quotes, with "…" for the rest of many.
func quoteText(data []byte) string {
	if len(data) <= shownText {
		return strconv.Quote(string(data))
	}
	cut := shownText
	for !utf8.RuneStart(data[cut]) {
		cut--
	}
	return strconv.Quote(string(data[:cut])) + "…"
}
