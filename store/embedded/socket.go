package embedded

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

const (
	socketName    = ".s.PGSQL.5432"
	maxSocketPath = 103 // bytes; the least of all systems (macOS: 104 with the final zero)
	databaseName  = "aurum"
	superuser     = "aurum"
)

// socketDir makes the folder of the server's socket, which nobody else can enter: below dataDir if the
// path is short enough there, otherwise under a short name derived from dataDir.
func socketDir(ctx context.Context, id identity, bin installation, dataDir string) (string, error) {
	var refusals []error
	for _, dir := range socketDirs(dataDir) {
		err := makePrivate(dir, id)
		if err == nil {
			err = bindable(dir)
		}
		if err == nil && id.become != nil {
			err = id.reach(ctx, bin, dir)
		}
		if err == nil {
			return dir, nil
		}
		refusals = append(refusals, fmt.Errorf("%s: %w", dir, err))
	}
	return "", fmt.Errorf("no folder for the socket of PostgreSQL: %w", errors.Join(refusals...))
}

func socketDirs(dataDir string) []string {
	sum := sha256.Sum256([]byte(dataDir))
	short := "aurum-" + hex.EncodeToString(sum[:8])
	dirs := []string{filepath.Join(dataDir, "run")}
	if os.Geteuid() == 0 {
		dirs = append(dirs, filepath.Join("/run", short))
	}
	return append(dirs, filepath.Join(os.TempDir(), short), filepath.Join("/tmp", short))
}

// makePrivate makes dir with mode 0700 for the identity. A folder that is there already is used only if
// it is the identity's or ours, never a stranger's, nor a link.
func makePrivate(dir string, id identity) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	uid, _ := ownerOf(dir)
	if !info.IsDir() || uid != id.uid && uid != os.Geteuid() {
		return errors.New("the folder belongs to somebody else")
	}
	if uid != id.uid {
		if err := os.Lchown(dir, id.uid, id.gid); err != nil {
			return err
		}
	}
	return os.Chmod(dir, 0o700)
}

// bindable proves that a socket can be made in dir, and clears what a killed server left there. The
// caller has made sure that no server of this data directory is alive.
func bindable(dir string) error {
	path := filepath.Join(dir, socketName)
	if len(path) > maxSocketPath {
		return fmt.Errorf("the path of the socket has %d bytes, at most %d are possible", len(path), maxSocketPath)
	}
	if strings.Contains(dir, ",") {
		return errors.New("connection strings cannot hold a path with a comma")
	}
	for _, stale := range []string{path, path + ".lock"} {
		if err := os.Remove(stale); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return listener.Close()
}

// connectionURL is the pgx connection string of a database of the server whose socket is in dir.
func connectionURL(dir, database string) string {
	query := url.Values{"host": {dir}, "port": {"5432"}, "sslmode": {"disable"}}.Encode()
	query = strings.ReplaceAll(query, "+", "%20") // PostgreSQL takes a plus as it stands
	u := url.URL{Scheme: "postgres", User: url.User(superuser), Path: "/" + database, RawQuery: query}
	return u.String()
}
