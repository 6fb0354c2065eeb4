// Package policies holds the hub's rules as data: who may do what, and how each domain is matched and survives.
//
// The rules are embedded in the binary. A company's own folder is laid over them, file by file.
package policies

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Embedded holds the rules the hub comes with: access/ (casbin) and mastering/ (one file per domain).
//
//go:embed access mastering
var Embedded embed.FS

// Open gives the rules to work with: the embedded ones, with the files of the folder dir laid over them. A file in dir
// replaces the embedded file of the same path; files with other paths join. An empty dir means the embedded rules alone.
// It is an error if dir is missing or is no folder, because rules that silently do not apply are worse than no start.
func Open(dir string) (fs.FS, error) {
	if dir == "" {
		return Embedded, nil
	}
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("policies folder %q does not exist", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("policies folder %q cannot be read: %w", dir, err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("policies folder %q is not a folder", dir)
	}
	return overlay{upper: os.DirFS(dir), lower: Embedded}, nil
}
