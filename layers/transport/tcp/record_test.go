package tcp

import "testing"

// No segment joins what a process has written before the end of a record with
// what it has written behind it, also when it is sent again.
func TestRecordsShareNoSegment(t *testing.T) {
	h := served(t, &RFC, 40000, "<mss 1000>")
	h.writes(10)
	h.sends("P. 1:11(10) ack 1")
	h.writes(10) // held back by Nagle's rule
	h.EndRecord()
	h.obeyed("RecordEnd")
	h.writes(2500)
	h.sends("P. 11:21(10) ack 1", ". 21:1021(1000) ack 1", ". 1021:2021(1000) ack 1")
	h.gets(". 1:1(0) ack 11 win 40000")
	h.after(h.RTO)
	h.sent = nil
	h.gets(". 1:1(0) ack 12 win 40000")
	h.sent = nil
	h.after(h.RTO)
	if s := h.sent[0]; len(s.Text) != 9 || !s.Has(PSH) {
		t.Errorf("sent again %s", h.show(s, ""))
	}
	h.sent = nil
	h.gets(". 1:1(0) ack 1021 win 40000")
	if len(h.records) != 0 {
		t.Error("a record is kept that is acknowledged")
	}
}
