package tcp

import (
	"testing"

	"encap/layers/osi"
)

// asking gives a profile that asks every peer for ECN.
func asking(p Profile) *Profile {
	p.ECN = AskECN
	return &p
}

// marked makes a host whose connection makes use of ECN.
func marked(t *testing.T, p Profile) *host {
	h := newHost(t, asking(p)).listen(Settings{})
	h.gets("SEW 0:0(0) win 40000 <mss 1000,sackOK>")
	h.sends("SE. 0:0(0) ack 1")
	h.obeyed("AgreedECN")
	h.after(10 * ms)
	h.gets(". 1:1(0) ack 1 win 40000")
	h.accept()
	h.quick = 0
	return h
}

// RFC 3168 §6.1.1: who asks, who answers, and what is no answer.
func TestECNIsAgreedUpon(t *testing.T) {
	for _, c := range []struct {
		p      *Profile
		syn    string
		answer string
		agreed bool
	}{
		{asking(RFC), "SEW", "SE. 0:0(0) ack 1", true},
		{asking(RFC), "SEW", "S. 0:0(0) ack 1", false},
		{asking(RFC), "SEW", "SEW. 0:0(0) ack 1", false}, // a mirror, no answer
		{&RFC, "S", "SE. 0:0(0) ack 1", false},
		{&Linux, "S", "SE. 0:0(0) ack 1", false},
	} {
		h := newHost(t, c.p)
		h.connect(Settings{})
		h.sends(c.syn + " 0:0(0)")
		h.gets(c.answer)
		h.sends(". 1:1(0) ack 1")
		if h.ECN != c.agreed {
			t.Errorf("%s: agreed %v", c.answer, h.ECN)
		}
	}
	for p, want := range map[*Profile]string{&RFC: "S.", &Linux: "SE.", &FreeBSD: "SE.", &Classic: "S."} {
		h := newHost(t, p).listen(Settings{})
		h.gets("SEW 0:0(0) win 1000 <mss 1000>")
		h.sends(want + " 0:0(0) ack 1")
	}
}

func TestECNIsBlamedForLostSyns(t *testing.T) {
	h := newHost(t, asking(RFC))
	h.connect(Settings{})
	h.sends("SEW 0:0(0)")
	h.obeyed("AskedECN")
	h.after(h.RTO)
	h.sends("S 0:0(0)")
	h.obeyed("NotAsked")
}

// RFC 3168 §6.1.3: congestion is told until the sender has heard.
func TestCongestionIsEchoed(t *testing.T) {
	h := marked(t, RFC)
	h.gets("[ect0] . 1:1001(1000) ack 1")
	h.gets("[ce] . 1001:2001(1000) ack 1")
	h.sends("E. 1:1(0) ack 2001")
	h.obeyed("MetCE")
	h.gets("[ect0] . 2001:3001(1000) ack 1")
	h.gets("[ect0] . 3001:4001(1000) ack 1")
	h.sends("E. 1:1(0) ack 4001")
	h.writes(10)
	h.sends("[ect0] PE. 1:11(10) ack 4001")
	h.gets("[ect0] W. 4001:5001(1000) ack 11")
	h.sends(". 11:11(0) ack 5001")
	h.obeyed("HeardCWR")
	h.gets("[ce] W. 5001:6001(1000) ack 11") // marked again
	h.after(200 * ms)
	h.sends("E. 11:11(0) ack 6001")
}

// RFC 3168 §6.1.2: the window is halved once in a round trip, and new text
// says so.
func TestEchoHalvesTheWindowOnce(t *testing.T) {
	h := marked(t, RFC)
	h.writes(12000)
	h.sent = nil
	h.gets("E. 1:1(0) ack 2001 win 40000")
	h.obeyed("Echoed")
	if h.Cwnd != 5000 || h.Ssthresh != 5000 || !h.SayCWR {
		t.Fatalf("cwnd %d, ssthresh %d", h.Cwnd, h.Ssthresh)
	}
	h.gets("E. 1:1(0) ack 4001 win 40000")
	h.gets("E. 1:1(0) ack 5001 win 40000")
	if h.Cwnd != 5000 {
		t.Fatalf("cwnd %d after another echo", h.Cwnd)
	}
	h.gets("E. 1:1(0) ack 6001 win 40000")
	h.sends("[ect0] W. 10001:11001(1000) ack 1")
	h.obeyed("SaidCWR")
	h.gets(". 1:1(0) ack 7001 win 40000")
	h.sends("[ect0] P. 11001:12001(1000) ack 1")
	if h.Cwnd != 5000 {
		t.Fatalf("cwnd %d: it grew before the window was over", h.Cwnd)
	}
	h.gets(". 1:1(0) ack 12001 win 40000")
	if h.Cwnd <= 5000 {
		t.Fatalf("cwnd %d: it does not grow any more", h.Cwnd)
	}
}

// RFC 3168 §6.1.5: what is sent again is not marked, nor are acknowledgments
// and a FIN alone.
func TestWhatECNDoesNotCover(t *testing.T) {
	h := marked(t, RFC)
	h.writes(10)
	h.sends("[ect0] P. 1:11(10) ack 1")
	h.after(h.RTO)
	h.sends("P. 1:11(10) ack 1")
	h.gets(". 1:1(0) ack 11 win 40000")
	h.writes(10)
	h.sends("[ect0] PW. 11:21(10) ack 1") // the timeout has made the window smaller
	h.gets(". 1:1(0) ack 21 win 40000")
	h.Shutdown(false, true)
	h.sends("F. 21:21(0) ack 1")
}

// A loss in the window that an echo has halved does not halve it once more.
func TestEchoAndLossAreOneReduction(t *testing.T) {
	h := marked(t, RFC)
	h.writes(10000)
	h.sent = nil
	h.gets("E. 1:1(0) ack 1001 win 40000")
	was := h.Ssthresh
	h.gets("E. 1:1(0) ack 1001 win 40000 <sack 2001:5001>")
	h.sends(". 1001:2001(1000) ack 1")
	if h.Ssthresh != was || h.Phase != FastRecovery {
		t.Errorf("ssthresh %d, was %d; %v", h.Ssthresh, was, h.Phase)
	}
}

// FreeBSD says CWR also with what it sends again.
func TestFreeBSDSaysCWRAtOnce(t *testing.T) {
	h := marked(t, FreeBSD)
	h.writes(5000)
	h.sent = nil
	h.gets(". 1:1(0) ack 1 win 40000 <sack 1001:4001>")
	h.sends("W. 1:1001(1000) ack 1")
}

// hearsMarked gives the host bytes in a packet with this ECN field.
func (h *host) hearsMarked(data []byte, ecn uint8) {
	h.Layer.Receive(osi.Path{Src: peer.Addr(), Dst: own.Addr(), Protocol: Protocol, TOS: ecn}, data)
	h.Advance(0)
}
