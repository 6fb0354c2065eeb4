package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"aurum/cmd/mdm/settings"
)

// version is set by the linker for releases: -X main.version=v1.2.3.
var version string

var versionCommand = command{
	name: "version", summary: "Show which build this is.",
	prepare: func(*settings.Set) action {
		return func(_ context.Context, sh *shell, _ []string) error {
			_, err := fmt.Fprintf(sh.stdout, "mdm %s %s %s/%s\n", build(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		}
	},
}

// build names this build: the release, else the commit it was made from.
func build() string {
	name := cmp.Or(version, "development")
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return name
	}
	revision, modified := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = "+changes"
		}
	}
	if revision == "" {
		return name
	}
	return name + " " + revision + modified
}
