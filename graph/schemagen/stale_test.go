package main

import (
	"os"
	"path/filepath"
	"testing"

	"aurum/domain"
)

func TestTheFilesAreThoseOfTheRegistry(t *testing.T) {
	docs, err := readDocs(filepath.Join("..", "..", "domain"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := generate(domain.Registry, docs)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil || string(got) != want {
			t.Errorf("%s is out of date: go generate ./graph (%v)", name, err)
		}
	}
}
