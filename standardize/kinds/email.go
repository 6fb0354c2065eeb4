package kinds

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Email standardizes an e-mail address: lower case, an internationalized domain in its ASCII form. It accepts "mailto:"
// and a display name ("Jay Jones <jay@acme.com>"). RFC 5321 lets a mailbox's case matter; no mail system in use does.
// Error: INVALID_FORMAT.
func Email(s string) (string, error) {
	clean := CleanText(s)
	address := addrSpec(clean)
	if address == "" {
		return clean, emailFormat(clean)
	}
	at := strings.LastIndex(address, "@")
	if at < 0 {
		return clean, emailFormat(clean)
	}
	local := strings.ToLower(norm.NFC.String(strings.ToLower(address[:at])))
	domain, ok := domainName(address[at+1:])
	if !ok || !mailbox(local) {
		return clean, emailFormat(clean)
	}
	return local + "@" + domain, nil
}

// emailFormat is no problem for the empty text.
func emailFormat(clean string) error {
	if clean == "" {
		return nil
	}
	return problem(InvalidFormat, clean, "is not an e-mail address: expected something like name@example.com")
}

// addrSpec finds the address proper inside what people and mail programs write.
func addrSpec(s string) string {
	if open, end := strings.LastIndex(s, "<"), strings.LastIndex(s, ">"); open >= 0 && end > open {
		s = s[open+1 : end]
	}
	s = strings.TrimSpace(s)
	if len(s) >= 7 && strings.EqualFold(s[:7], "mailto:") {
		s, _, _ = strings.Cut(s[7:], "?")
	}
	s = strings.ReplaceAll(s, "＠", "@")
	return strings.Trim(s, " .,;:\"'<>()[]")
}

// mailbox tells whether a local part is a dot-atom of RFC 5322, or of RFC 6531 with characters outside ASCII.
func mailbox(local string) bool {
	if local == "" || len(local) > 64 || strings.Contains(local, "..") || local[0] == '.' || local[len(local)-1] == '.' {
		return false
	}
	for _, r := range local {
		plain := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if !plain && !strings.ContainsRune(".!#$%&'*+-/=?^_`{|}~", r) {
			return false
		}
	}
	return true
}
