package stack

// NewRouter puts a router together. It is a host that passes on what is not
// for itself (RFC 1812 §1.1.1); its upper layers serve those who ask the
// router itself: ping, traceroute.
func NewRouter(w World, attached ...Attachment) *Host {
	h := NewHost(w, attached...)
	h.IP.Forwarding, h.IP.SendRedirects, h.IP.TakeRedirects = true, true, false
	return h
}
