package policies

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// overlay shows two file systems as one: files of upper win, folders are merged.
type overlay struct{ upper, lower fs.FS }

// Open opens the upper file, else the lower one. Only a missing upper file lets the lower one through: one that is
// there and cannot be read is an error, not a fall back to other rules.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.lower.Open(name)
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if !info.IsDir() {
		return f, nil
	}
	entries, err := o.ReadDir(name)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &folder{File: f, entries: entries}, nil
}

// ReadDir lists what either file system has in a folder, in the order of the names.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, upperErr := fs.ReadDir(o.upper, name)
	if upperErr != nil && !errors.Is(upperErr, fs.ErrNotExist) {
		return nil, upperErr
	}
	lower, lowerErr := fs.ReadDir(o.lower, name)
	if upperErr != nil && lowerErr != nil {
		return nil, lowerErr
	}
	byName := map[string]fs.DirEntry{}
	for _, e := range lower {
		byName[e.Name()] = e
	}
	if err := o.addUpper(byName, name, upper); err != nil {
		return nil, err
	}
	merged := make([]fs.DirEntry, 0, len(byName))
	for _, e := range byName {
		merged = append(merged, e)
	}
	slices.SortFunc(merged, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return merged, nil
}

// addUpper adds upper's entries as what they lead to: a mounted configuration folder often consists of links. Names
// with a leading dot are left out, as in the embedded rules; there such mounts keep their own bookkeeping.
func (o overlay) addUpper(byName map[string]fs.DirEntry, dir string, entries []fs.DirEntry) error {
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		path := e.Name()
		if dir != "." {
			path = dir + "/" + path
		}
		info, err := fs.Stat(o.upper, path)
		if err != nil {
			return err
		}
		byName[e.Name()] = fs.FileInfoToDirEntry(info)
	}
	return nil
}

// folder is an open folder that lists the merged entries.
type folder struct {
	fs.File
	entries []fs.DirEntry
	read    int
}

// ReadDir lists the next n entries; all that are left if n is not positive.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	left := f.entries[f.read:]
	if n > 0 && len(left) == 0 {
		return nil, io.EOF
	}
	if n > 0 && n < len(left) {
		left = left[:n]
	}
	f.read += len(left)
	return slices.Clone(left), nil
}
