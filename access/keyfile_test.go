package access

import (
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestManyProcessesGetOneKey(t *testing.T) {
	dir := t.TempDir()
	const n = 32
	ids := make([]string, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			k, err := LoadKeys(dir, "")
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = k.signing
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id == "" || id != ids[0] {
			t.Fatalf("keys %v", ids)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != KeyFile {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	info, err := os.Stat(filepath.Join(dir, KeyFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 0600", info.Mode(), err)
	}
}

func TestTheKeyStays(t *testing.T) {
	dir := t.TempDir()
	first, err := LoadKeys(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	raw := mint(t, first, Principal{Subject: "x", Role: App}, time.Hour)
	second, err := LoadKeys(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	v, err := NewVerifier(second, VerifierOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if _, err := v.Verify(t.Context(), raw); err != nil {
		t.Error(err)
	}
	other, err := LoadKeys(t.TempDir(), "")
	if err != nil || other.signing == first.signing {
		t.Errorf("two folders have one key, or %v", err)
	}
}

func TestTheSettingWins(t *testing.T) {
	dir := t.TempDir()
	a, b := base64.StdEncoding.EncodeToString(secretA), base64.RawStdEncoding.EncodeToString(secretB)
	for _, c := range []struct{ setting, signing string }{
		{a, keyID(secretA)},
		{b, keyID(secretB)},
		{b + "," + a, keyID(secretB)},
		{"\n " + a + "\n" + b + "\n", keyID(secretA)},
	} {
		k, err := LoadKeys(dir, c.setting)
		if err != nil || k.signing != c.signing {
			t.Errorf("%q: %v", c.setting, err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Error("a key file was made beside the setting")
	}
}

func TestKeysThatCannotBeUsed(t *testing.T) {
	for _, c := range []struct{ setting, want string }{
		{" ", "no token key"},
		{"swordfish!", "not base64"},
		{base64.StdEncoding.EncodeToString([]byte("short")), "has 5 bytes, at least 32"},
		{base64.StdEncoding.EncodeToString(secretA) + " hunter2!", "token key 2 is not base64"},
	} {
		_, err := LoadKeys(t.TempDir(), c.setting)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "MDM_TOKEN_KEY") {
			t.Errorf("%q: %v, want %q", c.setting, err, c.want)
		}
		if err != nil && (strings.Contains(err.Error(), "swordfish") || strings.Contains(err.Error(), "hunter2")) {
			t.Errorf("the error shows the key: %v", err)
		}
	}
}

func TestKeyFilesThatCannotBeUsed(t *testing.T) {
	good := base64.StdEncoding.EncodeToString(secretA)
	for _, c := range []struct {
		name, text, want string
		mode             fs.FileMode
	}{
		{"for everybody", good, "chmod 600", 0o644},
		{"empty", "", "no token key", 0o600},
		{"other text", "%%%", "not base64", 0o600},
	} {
		path := filepath.Join(t.TempDir(), KeyFile)
		if err := os.WriteFile(path, []byte(c.text), c.mode); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadKeys(filepath.Dir(path), ""); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != c.text {
			t.Errorf("%s: the file was changed", c.name)
		}
	}
	if _, err := LoadKeys(filepath.Join(t.TempDir(), "missing"), ""); err == nil {
		t.Error("a missing data directory gives keys")
	}
}
