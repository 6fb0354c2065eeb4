package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// identity is the user as whom the server runs.
type identity struct {
	name     string // for messages
	uid, gid int    // owner of the server's files, as this process sees it
	become   func(*syscall.SysProcAttr)
}

// self is this process's own user.
func self() identity {
	return identity{name: "the current user", uid: os.Geteuid(), gid: os.Getegid()}
}

// dropped is another user, whom only root can become.
func dropped(name string, uid, gid int) identity {
	become := func(attr *syscall.SysProcAttr) {
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return identity{name: "user " + name, uid: uid, gid: gid, become: become}
}

// command prepares a program that runs as the identity, in a clean environment.
func (id identity) command(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = "/"
	cmd.Env = serverEnv()
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	if id.become != nil {
		id.become(cmd.SysProcAttr)
	}
	return cmd
}

// serverEnv leaves out PGDATA, PGOPTIONS and the like, and a locale that may not exist here.
func serverEnv() []string {
	env := []string{"LC_ALL=C", "TZ=UTC", "PATH=" + os.Getenv("PATH")}
	for _, name := range []string{"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// chooseIdentity returns the first user able to run the server below dataDir, and gives it the way in.
func chooseIdentity(ctx context.Context, bin installation, dataDir string) (identity, error) {
	var refusals []error
	for _, id := range identities(filepath.Join(dataDir, pgdataName)) {
		err := id.admit(ctx, bin, dataDir)
		if err == nil {
			return id, nil
		}
		refusals = append(refusals, fmt.Errorf("as %s: %w", id.name, err))
	}
	return identity{}, fmt.Errorf("PostgreSQL cannot be run here: %w; start as an ordinary user, or use a data directory "+
		"whose parent folders everybody may enter%s", errors.Join(refusals...), closedParent(dataDir))
}

// identities lists candidates in order of preference: when root, who owns the data already, the user
// whom packages create for the purpose, who called sudo, anybody without rights; then namespaces.
func identities(pgdata string) []identity {
	if os.Geteuid() != 0 {
		if _, err := user.LookupId(strconv.Itoa(os.Geteuid())); err == nil {
			return []identity{self()}
		}
		return append(namespaced(), self())
	}
	var all []identity
	add := func(u *user.User, err error) {
		if err != nil {
			return
		}
		uid, uidErr := strconv.Atoi(u.Uid)
		gid, gidErr := strconv.Atoi(u.Gid)
		known := slices.ContainsFunc(all, func(id identity) bool { return id.uid == uid })
		if uidErr == nil && gidErr == nil && uid != 0 && !known {
			all = append(all, dropped(u.Username, uid, gid))
		}
	}
	if uid, ok := ownerOf(pgdata); ok {
		add(user.LookupId(strconv.Itoa(uid)))
	}
	add(user.Lookup("postgres"))
	add(user.LookupId(os.Getenv("SUDO_UID")))
	add(user.Lookup("nobody"))
	return append(all, namespaced()...)
}

// admit lets the identity enter dataDir and proves that it can run the server's program from there.
func (id identity) admit(ctx context.Context, bin installation, dataDir string) error {
	if id.become == nil {
		return nil
	}
	err := id.reach(ctx, bin, dataDir)
	if err == nil || id.uid == os.Geteuid() {
		return err
	}
	if err := os.Chown(dataDir, -1, id.gid); err != nil {
		return err
	}
	if err := os.Chmod(dataDir, 0o710); err != nil {
		return err
	}
	return id.reach(ctx, bin, dataDir)
}

// reach proves that the identity can enter dir, the only way that is sure: by doing it.
func (id identity) reach(ctx context.Context, bin installation, dir string) error {
	cmd := id.command(ctx, bin.program("postgres"), "-V")
	cmd.Dir = dir
	return cmd.Run()
}

// own gives everything below dir to the identity, dir itself last, so that an interrupted walk is seen
// and begun again.
func (id identity) own(dir string) error {
	if uid, ok := ownerOf(dir); ok && uid == id.uid {
		return nil
	}
	if os.Geteuid() != 0 {
		return fmt.Errorf("%s belongs to another user: start as that user, or as root", dir)
	}
	give := func(path string, _ fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		return os.Lchown(path, id.uid, id.gid)
	}
	if err := filepath.WalkDir(dir, give); err != nil {
		return err
	}
	return os.Lchown(dir, id.uid, id.gid)
}

// ownerOf tells who owns path; ok is false if it does not exist or cannot be seen.
func ownerOf(path string) (uid int, ok bool) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return int(stat.Uid), true
}

// closedParent names the parent folder that keeps others out, if there is one.
func closedParent(dir string) string {
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		if info, err := os.Stat(parent); err == nil && info.Mode().Perm()&0o001 == 0 {
			return fmt.Sprintf(" (chmod o+x %s)", parent)
		}
		if parent == filepath.Dir(parent) {
			return ""
		}
	}
}
