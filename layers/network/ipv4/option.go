package ipv4

// Types of options (RFC 791 §3.1).
const (
	optionEnd = 0
	optionNop = 1
)

// optionCopied is the bit of an option's type that says that it stands in every
// fragment.
const optionCopied = 0x80

// optionLen gives the length of the option at the beginning of o, of a header
// that has been checked. The end of options takes all that is left.
func optionLen(o []byte) int {
	switch o[0] {
	case optionEnd:
		return len(o)
	case optionNop:
		return 1
	}
	return int(o[1])
}
