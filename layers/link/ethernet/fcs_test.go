package ethernet_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
)

// The check value that every catalogue of CRCs gives for CRC-32, of the nine
// digits, is cbf43926: on the wire its lowest byte comes first.
func TestAppendFCS(t *testing.T) {
	for _, c := range []struct{ frame, fcs string }{
		{hex.EncodeToString([]byte("123456789")), "2639f4cb"},
		{"", "00000000"},
		{"00000000", "1cdf4421"},
		{"ffffffff", "ffffffff"},
	} {
		frame, _ := hex.DecodeString(c.frame)
		b := codec.NewBuffer(frame)
		ethernet.AppendFCS(b)
		if got := hex.EncodeToString(b.Bytes()); got != c.frame+c.fcs {
			t.Errorf("frame %s: got %s, want FCS %s", c.frame, got, c.fcs)
		}
		if !ethernet.CheckFCS(b.Bytes()) {
			t.Errorf("frame %s: its own FCS does not fit", c.frame)
		}
	}
}

// A CRC finds every single flipped bit, and every two.
func TestCheckFCSFindsDamage(t *testing.T) {
	b := codec.NewBuffer(bytes.Repeat([]byte{'x'}, 60))
	ethernet.AppendFCS(b)
	frame := b.Bytes()
	for i := range 8 * len(frame) {
		frame[i/8] ^= 1 << (i % 8)
		if ethernet.CheckFCS(frame) {
			t.Errorf("bit %d was flipped, and the FCS still fits", i)
		}
		for j := range i {
			frame[j/8] ^= 1 << (j % 8)
			if ethernet.CheckFCS(frame) {
				t.Errorf("bits %d and %d were flipped, and the FCS still fits", i, j)
			}
			frame[j/8] ^= 1 << (j % 8)
		}
		frame[i/8] ^= 1 << (i % 8)
	}
}

func TestCheckFCSOfTooLittle(t *testing.T) {
	for n := range ethernet.FCSLen {
		if ethernet.CheckFCS(make([]byte, n)) {
			t.Errorf("%d bytes have a valid FCS", n)
		}
	}
}

func TestComplete(t *testing.T) {
	for _, c := range []struct{ given, want int }{{0, 64}, {14, 64}, {42, 64}, {59, 64}, {60, 64}, {61, 65}, {1514, 1518}} {
		payload := bytes.Repeat([]byte{'x'}, c.given)
		b := codec.NewBuffer(payload)
		ethernet.Complete(b)
		frame := b.Bytes()
		if len(frame) != c.want || !ethernet.CheckFCS(frame) {
			t.Errorf("%d bytes were completed to %d with FCS valid: %v, want %d", c.given, len(frame), ethernet.CheckFCS(frame), c.want)
			continue
		}
		if !bytes.Equal(frame[:c.given], payload) {
			t.Errorf("%d bytes: the frame changed", c.given)
		}
		if pad := frame[c.given : c.want-ethernet.FCSLen]; !bytes.Equal(pad, make([]byte, len(pad))) {
			t.Errorf("%d bytes: the pad is % x, want zeros", c.given, pad)
		}
	}
}

// Wireshark's own code agrees with our FCS.
func TestFCSWithTshark(t *testing.T) {
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("tshark is missing")
		}
		t.Skip("tshark is missing: install it to let Wireshark check the FCS")
	}
	arp, _ := hex.DecodeString("ffffffffffff02000000010008060001080006040001020000000100" + "0a000102" + "000000000000" + "0a000101")
	good := codec.NewBuffer(arp)
	ethernet.Complete(good)
	bad := codec.NewBuffer(good.Bytes())
	bad.Bytes()[41] ^= 1

	file := filepath.Join(t.TempDir(), "fcs.pcap")
	if err := os.WriteFile(file, pcap(good.Bytes(), bad.Bytes()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tshark, "-r", file, "-o", "eth.check_fcs:TRUE", "-T", "fields", "-e", "eth.fcs", "-e", "eth.fcs.status").Output()
	if err != nil {
		t.Fatalf("tshark: %v", err)
	}
	lines := strings.Fields(string(out))
	if len(lines) != 4 || lines[1] != "1" || lines[3] != "0" { // 1: good, 0: bad
		t.Errorf("tshark says\n%s", out)
	}
}

// pcap gives a capture file of Ethernet frames that end with an FCS.
func pcap(frames ...[]byte) []byte {
	const linkType, fcsOfFourBytes = 1, 4<<28 | 1<<26
	le := binary.LittleEndian
	file := le.AppendUint32(nil, 0xa1b2c3d4)
	file = le.AppendUint32(file, 2|4<<16) // version 2.4
	file = append(file, make([]byte, 8)...)
	file = le.AppendUint32(file, 65535)
	file = le.AppendUint32(file, linkType|fcsOfFourBytes)
	for _, f := range frames {
		file = append(file, make([]byte, 8)...)
		file = le.AppendUint32(file, uint32(len(f)))
		file = le.AppendUint32(file, uint32(len(f)))
		file = append(file, f...)
	}
	return file
}
