package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const pgdataName = "pgdata"

// locales are tried in order, because names differ between systems. All sort by code point and know the
// letters of Unicode, which trigram search relies on.
var locales = [][]string{
	{"--locale=C.UTF-8"},
	{"--locale=C", "--lc-ctype=C.utf8"},
	{"--locale=C", "--lc-ctype=en_US.UTF-8"},
	{"--locale=C", "--lc-ctype=UTF-8"},
}

// dataVersion is the major version that made pgdata, or 0 if it is not there yet.
func dataVersion(pgdata string) (int, error) {
	content, err := os.ReadFile(filepath.Join(pgdata, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if errors.Is(err, os.ErrPermission) {
		return 0, fmt.Errorf("%s belongs to another user: start as that user, or as root", pgdata)
	}
	if err != nil {
		return 0, err
	}
	version, err := strconv.Atoi(strings.TrimSpace(string(content)))
	if err != nil {
		return 0, fmt.Errorf("%s/PG_VERSION holds %q, not a version of PostgreSQL", pgdata, content)
	}
	return version, nil
}

// initialize makes pgdata. It works under another name and renames at the end, so that a crash leaves no
// half a database.
func initialize(ctx context.Context, id identity, bin installation, pgdata string, durable bool) error {
	fresh := pgdata + ".new"
	for i, locale := range locales {
		if err := makeEmpty(fresh, id); err != nil {
			return err
		}
		text, err := runInitdb(ctx, id, bin, fresh, durable, locale)
		if err == nil {
			break
		}
		if i == len(locales)-1 || !strings.Contains(text, "locale") {
			return fmt.Errorf("initialize a PostgreSQL data directory: %w\n%s", err, text)
		}
	}
	if err := os.Rename(fresh, pgdata); err != nil {
		return err
	}
	return syncDir(filepath.Dir(pgdata))
}

func makeEmpty(dir string, id identity) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return makePrivate(dir, id)
}

func runInitdb(ctx context.Context, id identity, bin installation, dir string, durable bool, locale []string) (string, error) {
	args := []string{"-D", dir, "-U", superuser, "--auth=trust", "--encoding=UTF8"}
	if !durable {
		args = append(args, "--no-sync")
	}
	cmd := id.command(ctx, bin.program("initdb"), append(args, locale...)...)
	p, err := startProcess(cmd, &serverLog{log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return "", err
	}
	<-p.done
	return p.log.last(), p.err
}

// syncDir makes a rename inside dir survive a crash of the machine.
func syncDir(dir string) error {
	file, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
