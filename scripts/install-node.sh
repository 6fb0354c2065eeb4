#!/usr/bin/env bash
# Installs Node.js where there is none: real GraphQL clients, which are npm packages, test the endpoint. The hub itself
# does not need it.
set -euo pipefail

if command -v node >/dev/null && command -v npm >/dev/null; then
	exit 0
fi
as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}
if command -v apt-get >/dev/null; then
	as_root apt-get update -qq
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm
elif command -v brew >/dev/null; then
	brew install node
else
	echo "Node.js 18 or later is needed for the tests with real clients; please install it (https://nodejs.org)." >&2
	exit 1
fi
