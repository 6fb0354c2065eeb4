package kinds

import (
	"net"
	"net/url"
	"strings"
)

// maxURL is what browsers and proxies agree to carry, in characters.
const maxURL = 2048

// URL standardizes a web address: scheme added (https) and lower-cased, host in its lower-case ASCII form, default port,
// final slashes and fragment removed. Path and query keep their case. Errors: INVALID_FORMAT (also for schemes other than
// http and https, and for addresses with a password), TOO_LONG.
func URL(s string) (string, error) {
	clean := CleanText(s)
	if clean == "" {
		return "", nil
	}
	if cut := truncate(clean, maxURL); cut != clean {
		return cut, problem(TooLong, clean, "is too long for a web address")
	}
	if std, ok := webAddress(clean); ok {
		return std, nil
	}
	return clean, problem(InvalidFormat, clean, "is not a web address: expected something like https://www.example.com")
}

func webAddress(s string) (string, bool) {
	if !strings.Contains(s, "://") {
		s = "https://" + strings.TrimLeft(s, "/")
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.Opaque != "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", false
	}
	host, ok := webHost(u)
	if !ok {
		return "", false
	}
	u.Host, u.Fragment, u.RawFragment, u.ForceQuery = host, "", "", false
	path := strings.TrimRight(u.EscapedPath(), "/")
	std := u.Scheme + "://" + host + path
	if u.RawQuery != "" {
		std += "?" + strings.ReplaceAll(u.RawQuery, " ", "%20")
	}
	return std, true
}

// webHost gives host and port, the port only where it is not the scheme's own.
func webHost(u *url.URL) (string, bool) {
	host, port := u.Hostname(), u.Port()
	if net.ParseIP(host) == nil {
		name, ok := domainName(host)
		if !ok {
			return "", false
		}
		host = name
	} else if strings.Contains(host, ":") {
		host = "[" + strings.ToLower(host) + "]"
	}
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return host, true
	}
	return host + ":" + port, true
}
