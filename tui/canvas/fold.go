package canvas

import "strings"

// folds says how a character outside ASCII is written inside it.
var folds = strings.NewReplacer(
	"→", "->", "←", "<-", "↔", "<->", "⇒", "=>", "↑", "^", "↓", "v", "▶", ">", "◀", "<", "▲", "^", "▼", "v",
	"…", "...", "·", ".", "•", "*", "–", "-", "—", "-", "−", "-", "×", "x", "÷", "/", "≠", "!=", "≤", "<=", "≥", ">=", "≈", "~", "±", "+/-",
	"§", "", "“", "\"", "”", "\"", "‘", "'", "’", "'", "«", "<<", "»", ">>", "\u00a0", " ",
	"✓", "ok", "✗", "x", "╳", "x", "µ", "u", "μ", "u", "°", "deg", "½", "1/2", "¼", "1/4",
	"ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss",
	"à", "a", "á", "a", "â", "a", "ã", "a", "å", "a", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ø", "o", "ù", "u", "ú", "u", "û", "u", "ý", "y",
	"À", "A", "Á", "A", "Â", "A", "Ã", "A", "Å", "A", "Ç", "C", "È", "E", "É", "E", "Ê", "E", "Ë", "E",
	"Ì", "I", "Í", "I", "Î", "I", "Ï", "I", "Ñ", "N", "Ò", "O", "Ó", "O", "Ô", "O", "Õ", "O", "Ø", "O", "Ù", "U", "Ú", "U", "Û", "U", "Ý", "Y",
	"─", "-", "━", "=", "│", "|", "┃", "|", "┄", "-", "┆", "|",
)

// Fold writes a text in ASCII as well as it can be; a character that it does
// not know is left to Text, which draws a question mark.
func Fold(text string) string {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return folds.Replace(text)
		}
	}
	return text
}
