package embedded

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
)

const defaultMaxConnections = 100

// Options says where and how the server runs. Only DataDir is required.
type Options struct {
	DataDir string // folder of the server; made if missing
	BinDir  string // folder with postgres and initdb; "" searches as FindBinaries does
	Logger  *slog.Logger
	// Durable must be true wherever data matters. False turns off fsync, synchronous commit and full
	// page writes, for tests: a crash of the server then loses the last commits, one of the machine all.
	Durable        bool
	MaxConnections int               // 0 means 100
	Settings       map[string]string // PostgreSQL settings by name; they win over this package's own
}

// fixedSettings keep the server private and findable; nobody may change them.
var fixedSettings = []string{"listen_addresses", "port", "unix_socket_directories", "unix_socket_permissions"}

func (o Options) check() error {
	if o.DataDir == "" {
		return errors.New("embedded PostgreSQL: no data directory given")
	}
	if o.MaxConnections < 0 {
		return fmt.Errorf("embedded PostgreSQL: max connections must not be negative, got %d", o.MaxConnections)
	}
	for _, name := range fixedSettings {
		if _, given := o.Settings[name]; given {
			return fmt.Errorf("embedded PostgreSQL: setting %s cannot be changed", name)
		}
	}
	return nil
}

func (o Options) logger() *slog.Logger {
	if o.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Logger
}

// settings merges, later wins: what suits a hub on a machine of its own, durability, the caller's.
func (o Options) settings() map[string]string {
	all := map[string]string{
		"max_connections":           strconv.Itoa(cmp.Or(o.MaxConnections, defaultMaxConnections)),
		"shared_buffers":            "256MB",
		"maintenance_work_mem":      "128MB",
		"work_mem":                  "16MB",
		"effective_cache_size":      "1GB",
		"max_wal_size":              "2GB",
		"checkpoint_timeout":        "10min",
		"wal_compression":           "on",
		"max_locks_per_transaction": "256",
		"track_io_timing":           "off",
		"random_page_cost":          "1.1", // the disk is an SSD
		"jit":                       "off", // compiling costs more than the hub's short queries
		"timezone":                  "UTC",
		"log_timezone":              "UTC",
		"log_line_prefix":           "",
		"log_min_error_statement":   "panic", // statements carry personal data, which logs must not
		"logging_collector":         "off",
		"log_destination":           "stderr",
	}
	if !o.Durable {
		maps.Copy(all, map[string]string{
			"fsync":              "off",
			"synchronous_commit": "off",
			"full_page_writes":   "off",
			"wal_level":          "minimal",
			"max_wal_senders":    "0",
		})
	}
	maps.Copy(all, o.Settings)
	return all
}

// arguments renders settings as command line arguments, in the order of their names.
func arguments(settings map[string]string) []string {
	var args []string
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		args = append(args, "-c", name+"="+settings[name])
	}
	return args
}
