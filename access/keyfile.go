package access

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// KeyFile is the name of the file in the data directory that holds the signing key.
const KeyFile = "token.key"

// LoadKeys gives the keys of the setting (MDM_TOKEN_KEY) if it is not empty, else those of the file token.key in the
// data directory, which is made, mode 0600, with a random key if it is missing. Any number of processes may do so at
// once: all get the same key.
func LoadKeys(dataDir, setting string) (*Keys, error) {
	if setting != "" {
		k, err := ParseKeys(setting)
		if err != nil {
			return nil, fmt.Errorf("MDM_TOKEN_KEY: %w", err)
		}
		return k, nil
	}
	path := filepath.Join(dataDir, KeyFile)
	k, err := readKeyFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	if err := createKeyFile(path); err != nil {
		return nil, fmt.Errorf("make the token key: %w", err)
	}
	return readKeyFile(path)
}

func readKeyFile(path string) (*Keys, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the token key: %w", err)
	}
	// The group is let pass: container platforms open volumes to a group of their own.
	if info.Mode().Perm()&0o007 != 0 {
		return nil, fmt.Errorf("%s can be read by everybody; run: chmod 600 %s", path, path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the token key: %w", err)
	}
	k, err := ParseKeys(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}

// createKeyFile writes a new key beside path and links it there. A link either makes the whole file or fails because
// another process was first, so that nobody ever reads half a key, and the first one's key stays.
func createKeyFile(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+KeyFile+"-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(newSecretText())
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
