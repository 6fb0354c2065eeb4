package main

import (
	"log/slog"
	"strings"

	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/store/embedded"
)

// defaultData is the data directory where nothing else is said: beside whoever starts the hub, easy to see and to remove.
const defaultData = "data"

// databaseSettings say which database to work with.
type databaseSettings struct {
	url     string // empty for a private PostgreSQL in data
	data    string
	postgre string
}

func (d *databaseSettings) declare(s *settings.Set) {
	addData(s, &d.data)
	settings.Add(s, &d.url, settings.Spec{
		Env: "DATABASE_URL", Value: "URL", Secret: true,
		Usage: "PostgreSQL to use, version 15 or later; where it is not set, a private one is run in the data directory",
	}, settings.PostgresURL)
	settings.Add(s, &d.postgre, settings.Spec{
		Env: embedded.BinariesVariable, Value: "DIR",
		Usage: "bin folder of the PostgreSQL to run privately; where it is not set, the newest one found on this machine",
	}, settings.Text)
}

func addData(s *settings.Set, p *string) {
	settings.Add(s, p, settings.Spec{
		Flag: "data", Env: "MDM_DATA", Default: defaultData, Value: "DIR",
		Usage: "data directory: the private PostgreSQL, the key of the tokens, demo.json",
	}, settings.Text)
}

func addPolicies(s *settings.Set, p *string) {
	settings.Add(s, p, settings.Spec{
		Flag: "policies", Env: "MDM_POLICIES", Value: "DIR",
		Usage: "folder whose policy files are laid over the built-in ones",
	}, settings.Text)
}

func addTokenKey(s *settings.Set, p *string) {
	settings.Add(s, p, settings.Spec{
		Env: "MDM_TOKEN_KEY", Value: "KEYS", Secret: true,
		Usage: "keys that sign the hub's tokens, base64 of at least 32 bytes each, the first one signs; where it is not set, token.key in the data directory",
	}, settings.Text)
}

// logSettings say what is logged and how.
type logSettings struct {
	level  slog.Level
	format logFormat
}

func (l *logSettings) declare(s *settings.Set) {
	settings.Add(s, &l.level, settings.Spec{
		Flag: "log-level", Env: "MDM_LOG_LEVEL", Default: "info", Value: "LEVEL",
		Usage: "least level that is logged: debug, info, warn, error",
	}, logLevel)
	settings.Add(s, &l.format, settings.Spec{
		Flag: "log-format", Env: "MDM_LOG_FORMAT", Default: string(logAuto), Value: "FORMAT",
		Usage: "auto (text on a terminal, else JSON), text or json",
	}, settings.OneOf(logAuto, logText, logJSON))
}

func logLevel(text string) (level slog.Level, err error) {
	name, err := settings.OneOf("debug", "info", "warn", "error")(text)
	if err != nil {
		return level, err
	}
	return level, level.UnmarshalText([]byte(name))
}

func addDomain(s *settings.Set, p *domain.Domain) {
	names := domainNames()
	settings.Add(s, p, settings.Spec{
		Flag: "domain", Value: "DOMAIN", Usage: "domain of the records: " + strings.Join(names, ", "),
	}, func(text string) (domain.Domain, error) {
		name, err := settings.OneOf(names...)(strings.ToLower(text))
		return domain.Domain(name), err
	})
}

func domainNames() []string {
	names := make([]string, len(domain.Registry))
	for i, s := range domain.Registry {
		names[i] = string(s.Domain)
	}
	return names
}

// required refuses a command without a setting it cannot do without.
func required(s *settings.Set, command string, flags ...string) error {
	for _, f := range flags {
		if !s.Given(f) {
			return settings.Faultf("mdm %s needs --%s", command, f)
		}
	}
	return nil
}
