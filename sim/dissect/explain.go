package dissect

import (
	"fmt"
	"strings"
)

// Explain says how the value of a field was computed, in lines for a person:
// checksums word by word, lengths as sums. It takes the first field of that
// name; nil means that the field is no result of a computation, or that not
// all it is computed from is in the data.
func Explain(pdus []PDU, data []byte, field string) []string {
	name := strings.TrimSuffix(field, ".status")
	for i := range pdus {
		for _, f := range pdus[i].Fields {
			if f.Name == name {
				return explain(pdus[:i+1], data, f)
			}
		}
	}
	return nil
}

// explain explains f, a field of the innermost of pdus.
func explain(pdus []PDU, data []byte, f Field) []string {
	p := &pdus[len(pdus)-1]
	switch f.Name {
	case "eth.fcs":
		return explainFCS(p, data, f)
	case "eth.padding":
		used := f.Start/8 - p.Start
		return []string{
			fmt.Sprintf("A frame has at least %d bytes before its FCS (%s).", minFrame, f.Cite),
			fmt.Sprintf("%d bytes are used, so %d − %d = %d are filled up.", used, minFrame, used, minFrame-used),
		}
	case "eth.len", "vlan.len":
		return []string{fmt.Sprintf("%d bytes follow, padding not counted: %s.", p.Tail-p.Body, f.Text)}
	case "ip.hdr_len", "tcp.hdr_len":
		words := f.Value.(uint64) / 4
		return []string{fmt.Sprintf("The field counts words of four bytes: %d × 4 = %d bytes (%s).", words, 4*words, f.Cite)}
	case "ip.len":
		return explainLength(p, f)
	case "ip.frag_offset":
		units := f.Value.(uint64)
		return []string{fmt.Sprintf("The field counts units of eight bytes: %d × 8 = %d bytes (%s).", units, 8*units, f.Cite)}
	case "udp.length":
		return explainLength(p, f)
	case "tcp.len":
		return explainText(pdus)
	case "tcp.options.wscale.shift":
		shift := f.Value.(uint64)
		return []string{fmt.Sprintf("Windows of later segments are shifted to the left by %d: their field counts units of 2^%[1]d = %d bytes (%s).", shift, uint64(1)<<min(shift, 63), f.Cite)}
	case "ip.checksum":
		return explainSum(pdus, data, f, p.Start+4*int(data[p.Start]&0x0f))
	case "icmp.checksum", "udp.checksum", "tcp.checksum":
		return explainSum(pdus, data, f, p.Tail)
	}
	return nil
}

// explainLength explains a length that counts header and payload.
func explainLength(p *PDU, f Field) []string {
	header, said := p.Body-p.Start, int(f.Value.(uint64))
	if said < header {
		return []string{fmt.Sprintf("The header alone has %d bytes, the field says %d.", header, said)}
	}
	lines := []string{fmt.Sprintf("%d (header) + %d (payload) = %d bytes (%s).", header, said-header, said, f.Cite)}
	if have := p.Tail - p.Start; have < said {
		lines = append(lines, fmt.Sprintf("Only %d of them are here.", have))
	}
	return lines
}

// explainText explains the length of a segment's text, which only the packet
// around it tells; pdus ends with the segment.
func explainText(pdus []PDU) []string {
	tcp := &pdus[len(pdus)-1]
	header, text := tcp.Body-tcp.Start, tcp.Tail-tcp.Body
	lines := []string{fmt.Sprintf("No field says how long the text is: %d (segment) − %d (header) = %d bytes.", header+text, header, text)}
	if len(pdus) > 1 && pdus[len(pdus)-2].Proto == "ip" {
		ip := &pdus[len(pdus)-2]
		whole, outer := ip.End-ip.Start, ip.Body-ip.Start
		lines = append(lines, fmt.Sprintf("The segment is what the packet carries: %d (total length) − %d (header) = %d bytes.", whole, outer, whole-outer))
	}
	return lines
}

// verdict compares what stands in the bytes with what was computed.
func verdict(word string, f Field, want uint64) string {
	said := f.Value.(uint64)
	text := hexText(said, f.End-f.Start)
	if said == want {
		return fmt.Sprintf("The %s says %s: correct.", word, text)
	}
	return fmt.Sprintf("The %s says %s: wrong, some bits have changed.", word, text)
}
