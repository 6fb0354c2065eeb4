#!/bin/sh
# Installs PostgreSQL 15 or later if this machine has none, for the hub's private database.
# It can be run any number of times. MDM_POSTGRES_BIN names the bin folder of a server kept elsewhere.
set -eu

least=15
brew_version=17

# version_of DIR: the major version of the server in DIR, or nothing.
version_of() {
	[ -x "$1/postgres" ] || return 0
	"$1/postgres" -V 2>/dev/null | sed -n 's/^[^)]*) \([0-9][0-9]*\).*/\1/p'
}

# recent DIR: whether DIR holds a server that will do. Links are followed: initdb lies beside the real file.
recent() {
	version=$(version_of "$1")
	[ -n "$version" ] && [ "$version" -ge "$least" ]
}

# found: whether any of the places where the hub looks holds a server that will do.
found() {
	if [ -n "${MDM_POSTGRES_BIN:-}" ]; then
		recent "$MDM_POSTGRES_BIN"
		return
	fi
	on_path=$(command -v postgres || true)
	if [ -n "$on_path" ] && recent "$(dirname "$on_path")"; then return 0; fi
	configured=$(pg_config --bindir 2>/dev/null || true)
	if [ -n "$configured" ] && recent "$configured"; then return 0; fi
	for dir in /usr/lib/postgresql/*/bin /usr/lib/postgresql*/bin /usr/pgsql-*/bin /usr/libexec/postgresql* \
		/usr/local/pgsql/bin /usr/local/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin \
		/home/linuxbrew/.linuxbrew/opt/postgresql*/bin /opt/local/lib/postgresql*/bin \
		/Applications/Postgres.app/Contents/Versions/*/bin; do
		if recent "$dir"; then return 0; fi
	done
	return 1
}

fail() {
	echo "install-postgres: $*" >&2
	exit 1
}

# as_root COMMAND...: runs it as root, by sudo if need be.
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		fail "root is needed to run: $*"
	fi
}

# install_apt: the server's programs only. Debian would also create and start a database of the
# machine's own; that is put off where nobody has one yet, and the setting is given back afterwards.
install_apt() {
	conf=/etc/postgresql-common/createcluster.conf
	as_root apt-get update -q
	if [ ! -e "$conf" ]; then
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql-common
		as_root sed -i 's/^#create_main_cluster.*/create_main_cluster = false/' "$conf"
		trap 'as_root sed -i "s/^create_main_cluster = false/#create_main_cluster = true/" "$conf"' EXIT
	fi
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql
}

install() {
	echo "install-postgres: no PostgreSQL $least or later found, installing it"
	if [ "$(uname -s)" = Darwin ]; then
		command -v brew >/dev/null || fail "install Homebrew (https://brew.sh) or Postgres.app (https://postgresapp.com), then try again"
		brew install "postgresql@$brew_version"
	elif command -v apt-get >/dev/null; then
		install_apt
	elif command -v dnf >/dev/null; then
		fail "run: sudo dnf install -y postgresql-server postgresql-contrib"
	elif command -v apk >/dev/null; then
		fail "run: apk add postgresql postgresql-contrib"
	elif command -v pacman >/dev/null; then
		fail "run: sudo pacman -S --noconfirm postgresql"
	elif command -v zypper >/dev/null; then
		fail "run: sudo zypper install -y postgresql-server postgresql-contrib"
	else
		fail "install PostgreSQL $least or later with your system's packages, or set MDM_POSTGRES_BIN to its bin folder"
	fi
}

if found; then exit 0; fi
if [ -n "${MDM_POSTGRES_BIN:-}" ]; then
	fail "MDM_POSTGRES_BIN=$MDM_POSTGRES_BIN holds no PostgreSQL $least or later"
fi
install
found || fail "the installed PostgreSQL is older than $least: add a newer one (https://www.postgresql.org/download/) or set DATABASE_URL"
