package settings

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Text takes any text but an empty one.
func Text(text string) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", errors.New("must not be empty")
	}
	return text, nil
}

// Switch takes true and false; a bare flag is true.
func Switch(text string) (bool, error) {
	on, err := strconv.ParseBool(text)
	if err != nil {
		return false, errors.New("must be true or false")
	}
	return on, nil
}

// Count takes a whole number of at least least.
func Count(least int) func(string) (int, error) {
	return func(text string) (int, error) {
		n, err := strconv.Atoi(text)
		if err != nil || n < least {
			return 0, fmt.Errorf("must be a whole number, %d or more", least)
		}
		return n, nil
	}
}

// Number takes any whole number.
func Number(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, errors.New("must be a whole number")
	}
	return n, nil
}

// sizeUnits are what Size knows.
var sizeUnits = map[string]float64{"": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}

// Size takes a number of bytes, at least one, such as 800MB, 1.5GB or 2GiB.
func Size(text string) (int64, error) {
	digits := strings.TrimRight(text, "BGKMTik")
	n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	unit, known := sizeUnits[text[len(digits):]]
	if bytes := n * unit; err == nil && known && bytes >= 1 && bytes < 1<<62 {
		return int64(bytes), nil
	}
	return 0, errors.New("must be a number of bytes such as 800MB, 1.5GB or 2GiB")
}

// OneOf takes one of the names.
func OneOf[T ~string](names ...T) func(string) (T, error) {
	return func(text string) (T, error) {
		if slices.Contains(names, T(text)) {
			return T(text), nil
		}
		list := make([]string, len(names))
		for i, n := range names {
			list[i] = string(n)
		}
		return "", errors.New("must be one of " + strings.Join(list, ", "))
	}
}

// Address takes HOST:PORT; port 0 lets the system choose one.
func Address(text string) (string, error) {
	_, port, err := net.SplitHostPort(text)
	if err != nil {
		return "", errors.New("must be HOST:PORT, such as 127.0.0.1:8080")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return "", errors.New("the port must be a number from 0 to 65535")
	}
	return text, nil
}

// Duration takes a span of time such as 90m, 12h or 30d.
func Duration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if days, found := strings.CutSuffix(text, "d"); found {
		var n int
		n, err = strconv.Atoi(days)
		if n > 100*366 {
			return 0, errors.New("must not be longer than a hundred years")
		}
		d = time.Duration(n) * 24 * time.Hour
	}
	if err != nil || d <= 0 {
		return 0, errors.New("must be a span of time such as 90m, 12h or 30d")
	}
	return d, nil
}

// Moment takes a time in RFC 3339, or a day, which means its beginning in UTC.
func Moment(text string) (*time.Time, error) {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return &t, nil
		}
	}
	return nil, errors.New("must be a time such as 2026-11-30T12:00:00Z, or a day such as 2026-11-30")
}

// PostgresURL takes a connection string of PostgreSQL.
func PostgresURL(text string) (string, error) {
	if _, err := pgx.ParseConfig(text); err != nil {
		return "", errors.New("must be a connection string such as postgres://user:password@host:5432/database")
	}
	return text, nil
}
