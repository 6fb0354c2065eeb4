// Package embedded runs a private PostgreSQL server out of the binaries installed on the machine.
//
// The server lives in one data directory, listens on a unix socket that only its owner can reach, and ends
// with the process that started it, however that process ends. Inside Options.DataDir are:
//
//	lock       held while a process uses the directory
//	pgdata/    PostgreSQL's own files
//	run/       the socket, when its path is short enough for one; a short folder elsewhere otherwise
//
// PostgreSQL refuses to run as root. When this process is root, the server runs as another user who is
// given pgdata; where that user cannot reach the directory, it runs in a user namespace (Linux).
package embedded
