package tcp

import (
	"net/netip"
	"testing"
	"time"

	"encap/layers/network/icmp"
)

// hollow makes a host whose long segments vanish.
func hollow(t *testing.T, p *Profile) *host {
	h := served(t, p, 40000, "<mss 1460>")
	h.writes(3000)
	h.sends(". 1:1461(1460) ack 1", ". 1461:2921(1460) ack 1", "P. 2921:3001(80) ack 1")
	return h
}

func TestLongSegmentsThatVanishBecomeShorter(t *testing.T) {
	h := hollow(t, &RFC)
	h.after(h.RTO)
	h.sends(". 1:1461(1460) ack 1")
	h.after(h.RTO)
	h.sends(". 1:985(984) ack 1")
	h.obeyed("BlackHole")
	h.after(h.RTO)
	h.sends(". 1:537(536) ack 1")
	h.obeyed("BlackHole")
	h.after(h.RTO)
	h.sends(". 1:537(536) ack 1") // shorter ones are lost as well
	h.gets(". 1:1(0) ack 537 win 40000")
	h.sends(". 537:1073(536) ack 1", ". 1073:1609(536) ack 1")
	h.gets(". 1:1(0) ack 3001 win 40000")
	h.writes(536)
	h.sends("P. 3001:3537(536) ack 1")
	h.gets(". 1:1(0) ack 3537 win 40000")

	h.silence(retryAfter - time.Minute)
	h.writes(600)
	h.sends(". 3537:4073(536) ack 1", "P. 4073:4137(64) ack 1")
	h.gets(". 1:1(0) ack 4137 win 40000")
	h.silence(time.Minute)
	h.writes(1460)
	h.sends("P. 4137:5597(1460) ack 1")
	h.obeyed("TryLonger")
}

func TestShortSegmentsAreNotSuspected(t *testing.T) {
	h := served(t, &RFC, 40000, "<mss 1460>")
	h.writes(500)
	h.sends("P. 1:501(500) ack 1")
	for range 4 {
		h.after(h.RTO)
		h.sends("P. 1:501(500) ack 1")
	}
	if h.SMSS != 1460 {
		t.Errorf("SMSS %d", h.SMSS)
	}
}

// Linux and FreeBSD do so only when they are told to.
func TestSystemsDoNotSuspectLength(t *testing.T) {
	for _, p := range []*Profile{&Linux, &FreeBSD, &Classic} {
		if p.BlackHole != 0 {
			t.Errorf("%s suspects long segments", p.Name)
		}
	}
}

// What a router says holds for a while (RFC 1191 §6.3), and one that does not say
// how long a packet may be is believed as well (§5).
func TestPathMTUOfARouter(t *testing.T) {
	h := served(t, &RFC, 40000, "<mss 1460>")
	h.writes(1460)
	h.sends("P. 1:1461(1460) ack 1")
	h.complains(icmp.Unreachable, icmp.FragmentationNeeded, 0, 1)
	h.sends(". 1:967(966) ack 1", "P. 967:1461(494) ack 1")
	h.obeyed("PathMTU")
	h.gets(". 1:1(0) ack 1461 win 40000")
	h.silence(retryAfter)
	h.mtu = 1500 // IP has forgotten
	h.writes(1460)
	h.sends("P. 1461:2921(1460) ack 1")
	h.obeyed("TryLonger")
}

// LowerMTU is the network's: it remembers, or guesses as RFC 1191 §7 does.
func (h *host) LowerMTU(_ netip.Addr, mtu, length int) {
	if h.mtu = min(h.mtu, mtu); mtu == 0 {
		h.mtu = 1006
	}
}
