package linecode

// cipher is the stream cipher of 100BASE-TX (ANSI X3.263, which IEEE 802.3 §25
// takes over): each bit of the key is the sum of the 11th and the 9th before it,
// x¹¹ + x⁹ + 1. It hides nothing. Between frames an idle cable would send ones
// for ever, which is one loud tone; scrambled, its power is spread.
type cipher uint16 // the latest eleven bits of the key, the newest lowest

// next gives a bit of the key.
func (c *cipher) next() byte {
	bit := byte(*c>>10^*c>>8) & 1
	*c = (*c<<1 | cipher(bit)) & (1<<keyBits - 1)
	return bit
}

// keyBits is how many bits of the key tell all others.
const keyBits = 11

// firstKey is what the cipher holds when a frame's picture begins. A real
// transmitter runs on between frames, so it may be anything but nought.
const firstKey cipher = 0b10110111001
