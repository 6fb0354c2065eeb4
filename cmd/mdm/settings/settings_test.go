package settings

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type options struct {
	Listen  string
	Demo    bool
	TTL     time.Duration
	Records int
	Secret  string
	Plain   []string
}

func parse(args []string, env map[string]string) (options, error) {
	var o options
	s := New("mdm try")
	Add(s, &o.Listen, Spec{Flag: "listen", Env: "MDM_LISTEN", Default: "127.0.0.1:8080", Value: "ADDRESS"}, Address)
	Add(s, &o.Demo, Spec{Flag: "demo", Env: "MDM_DEMO"}, Switch)
	Add(s, &o.TTL, Spec{Flag: "ttl", Default: "12h", Value: "SPAN"}, Duration)
	Add(s, &o.Records, Spec{Flag: "records", Value: "N"}, Count(1))
	Add(s, &o.Secret, Spec{Env: "DATABASE_URL", Value: "URL", Secret: true}, PostgresURL)
	plain, err := s.Parse(args, func(name string) string { return env[name] })
	o.Plain = plain
	return o, err
}

func TestFlagsWinOverTheEnvironmentOverDefaults(t *testing.T) {
	base := options{Listen: "127.0.0.1:8080", TTL: 12 * time.Hour}
	with := func(change func(*options)) options { o := base; change(&o); return o }
	for _, c := range []struct {
		name string
		args []string
		env  map[string]string
		want options
	}{
		{name: "defaults", want: base},
		{name: "environment", env: map[string]string{"MDM_LISTEN": ":1", "MDM_DEMO": "true"}, want: with(func(o *options) { o.Listen, o.Demo = ":1", true })},
		{name: "flag over environment", args: []string{"--listen", ":2"}, env: map[string]string{"MDM_LISTEN": ":1"}, want: with(func(o *options) { o.Listen = ":2" })},
		{name: "flag over a bad variable", args: []string{"--listen=:2"}, env: map[string]string{"MDM_LISTEN": "x"}, want: with(func(o *options) { o.Listen = ":2" })},
		{name: "an empty variable is none", env: map[string]string{"MDM_LISTEN": ""}, want: base},
		{name: "switch off", args: []string{"--demo=false"}, env: map[string]string{"MDM_DEMO": "1"}, want: base},
		{name: "one dash will do", args: []string{"-demo"}, want: with(func(o *options) { o.Demo = true })},
		{name: "flags behind arguments", args: []string{"file.csv", "--records", "7", "-", "--demo"}, want: with(func(o *options) { o.Records, o.Demo, o.Plain = 7, true, []string{"file.csv", "-"} })},
		{name: "two dashes end flags", args: []string{"--demo", "--", "--listen"}, want: with(func(o *options) { o.Demo, o.Plain = true, []string{"--listen"} })},
		{name: "days", args: []string{"--ttl", "30d"}, want: with(func(o *options) { o.TTL = 720 * time.Hour })},
		{name: "secret", env: map[string]string{"DATABASE_URL": "postgres://u:p@h/d"}, want: with(func(o *options) { o.Secret = "postgres://u:p@h/d" })},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parse(c.args, c.env)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFaultsNameSettingAndValue(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		env  map[string]string
		want []string
	}{
		{"unknown flag", []string{"--lisen", "x"}, nil, []string{"--lisen", "mdm try", "did you mean --listen"}},
		{"unknown flag, one dash", []string{"-xyzzy"}, nil, []string{"--xyzzy"}},
		{"no value", []string{"--listen"}, nil, []string{"--listen", "needs an argument"}},
		{"bad address", []string{"--listen", "8080"}, nil, []string{`"8080"`, "--listen", "HOST:PORT"}},
		{"bad port", []string{"--listen", ":99999"}, nil, []string{`":99999"`, "--listen", "65535"}},
		{"bad switch", []string{"--demo=maybe"}, nil, []string{`"maybe"`, "--demo"}},
		{"bad count", []string{"--records", "0"}, nil, []string{`"0"`, "--records", "1 or more"}},
		{"negative span", []string{"--ttl", "-3h"}, nil, []string{`"-3h"`, "--ttl"}},
		{"endless span", []string{"--ttl", "99999999d"}, nil, []string{"--ttl"}},
		{"bad variable", nil, map[string]string{"MDM_LISTEN": "nowhere"}, []string{`"nowhere"`, "MDM_LISTEN"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parse(c.args, c.env)
			var fault *Fault
			if !errors.As(err, &fault) {
				t.Fatalf("got %v, want a Fault", err)
			}
			for _, want := range c.want {
				if !strings.Contains(fault.Message, want) {
					t.Errorf("%q does not say %q", fault.Message, want)
				}
			}
		})
	}
}

func TestASecretStaysOutOfMessages(t *testing.T) {
	_, err := parse(nil, map[string]string{"DATABASE_URL": "postgres://me:hunter2@host:port/x"})
	if err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "DATABASE_URL") {
		t.Errorf("got %v", err)
	}
}

func TestHelpIsAskedFor(t *testing.T) {
	for _, flag := range []string{"--help", "-h"} {
		if _, err := parse([]string{flag}, nil); !errors.Is(err, ErrHelp) {
			t.Errorf("%s: got %v", flag, err)
		}
	}
}

func TestMoment(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-30":                "2026-11-30T00:00:00Z",
		"2026-11-30T12:00:00+02:00": "2026-11-30T10:00:00Z",
		"yesterday":                 "",
		"2026-13-01":                "",
	} {
		got, err := Moment(text)
		if want == "" {
			if err == nil {
				t.Errorf("%s: got %v, want an error", text, got)
			}
		} else if err != nil || got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%s: got %v, %v, want %s", text, got, err, want)
		}
	}
}

func TestSize(t *testing.T) {
	for text, want := range map[string]int64{
		"1": 1, "800MB": 800e6, "1.5GB": 15e8, "2 GiB": 2 << 30, "64KiB": 64 << 10, "3kB": 3000,
		"": 0, "MB": 0, "0": 0, "-1GB": 0, "2GBs": 0, "1XB": 0, "NaN": 0, "1e300GB": 0,
	} {
		got, err := Size(text)
		if got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"serve", "import", "export"}
	for typed, want := range map[string]string{"serv": "serve", "improt": "import", "x": "", "delete": ""} {
		if got := Nearest(typed, known); got != want {
			t.Errorf("%s: got %q, want %q", typed, got, want)
		}
	}
}
