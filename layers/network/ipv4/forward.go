package ipv4

// forward passes a packet on, in the order of RFC 1812 §5.2.1.2. The packet
// that came in is not changed: a copy goes on.
func (l *Layer) forward(h header, packet []byte, in int) {
	// First, can both addresses be those of hosts elsewhere?
	if martian(h.Src) || martian(h.Dst) {
		l.env.Drop(&Martian, packet)
		return
	}
	// Second, the time to live.
	if h.TTL <= 1 {
		l.env.Drop(&Expired, packet)
		l.report(TTLExceeded, 0, packet)
		return
	}
	// Third, the way.
	r := l.Routes.Lookup(h.Dst)
	if r == nil {
		l.env.Drop(&NoRoute, packet)
		l.report(NetUnreachable, 0, packet)
		return
	}
	out := l.interfaces[r.Interface]
	if h.Dst == out.broadcast {
		l.env.Drop(&NoBroadcast, packet)
		return
	}
	// Fourth, does it fit into the next link's frames?
	if h.totalLen > out.MTU && h.dontFragment {
		l.env.Drop(&TooLong, packet)
		l.report(FragmentationNeeded, out.MTU, packet)
		return
	}
	// Fifth, the changed header; then it leaves, whole or in pieces.
	b := l.pool.Get(packet)
	l.env.Note(&LowerTTL)
	changed := b.Bytes()[:h.headerLen]
	changed[offTTL]--
	sum(changed)
	if l.leaves(b, in, r.Interface) {
		l.leave(b, r, h.Dst, out.MTU)
	}
}
