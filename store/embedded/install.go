package embedded

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
)

// defaultInstall is the version that an install line names where packages carry one in their name.
const defaultInstall = 17

// installLine is the command that installs PostgreSQL here; version 0 leaves the choice to the system.
func installLine(version int) string {
	release, _ := os.ReadFile("/etc/os-release") // absent outside Linux
	return installLineFor(runtime.GOOS, string(release), version, os.Geteuid() == 0)
}

func installLineFor(goos, release string, version int, root bool) string {
	sudo := "sudo "
	if root {
		sudo = ""
	}
	numbered := version
	if numbered == 0 {
		numbered = defaultInstall
	}
	switch goos {
	case "darwin":
		return fmt.Sprintf("brew install postgresql@%d", numbered)
	case "freebsd":
		return fmt.Sprintf("%spkg install -y postgresql%d-server postgresql%d-contrib", sudo, numbered, numbered)
	case "openbsd":
		return sudo + "pkg_add postgresql-server postgresql-contrib"
	}
	return sudo + linuxInstall(release, version)
}

func linuxInstall(release string, version int) string {
	families := systemFamilies(release)
	is := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(families, name) })
	}
	switch {
	case is("alpine"):
		return "apk add " + suffixed("postgresql", version) + " " + suffixed("postgresql", version) + "-contrib"
	case is("arch"):
		return "pacman -S --noconfirm postgresql"
	case is("fedora", "rhel", "centos"):
		return "dnf install -y postgresql-server postgresql-contrib"
	case is("suse", "opensuse", "sles"):
		return "zypper install -y " + suffixed("postgresql", version) + "-server " + suffixed("postgresql", version) + "-contrib"
	}
	name := "postgresql"
	if version != 0 {
		name = fmt.Sprintf("postgresql-%d", version)
	}
	return "apt-get install -y " + name
}

func suffixed(name string, version int) string {
	if version == 0 {
		return name
	}
	return fmt.Sprintf("%s%d", name, version)
}

// systemFamilies reads ID and ID_LIKE of an os-release file.
func systemFamilies(release string) []string {
	var families []string
	for line := range strings.Lines(release) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if name == "ID" || name == "ID_LIKE" {
			families = append(families, strings.Fields(strings.Trim(value, `"'`))...)
		}
	}
	return families
}
