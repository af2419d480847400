// Package http is a small web: a server with a page of two objects, and a
// client that fetches pages with all that belongs to them (RFC 9110, RFC 9112).
// The messages are read and written by Go's standard library.
//
//	how is it called?                              Parse (options.go)
//	how does one server serve many clients?        server.turn (serve.go)
//	when is a request whole?                       next (request.go)
//	how is a request answered?                     visitor.answer (visitor.go)
//	what is there to see?                          pages (pages.go)
//	what becomes of what a client brings?          visitor.take (visitor.go)
//	how is a page fetched, over how many connections?  browser.page (get.go)
//	what else does a page need?                    objects (get.go)
//
// Start reading at browser.page.
package http
