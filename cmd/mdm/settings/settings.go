// Package settings reads what a command is told: flags first, then the environment, then defaults.
package settings

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Spec describes one setting. At least one of Flag and Env is given.
type Spec struct {
	Flag    string // without dashes; empty for a setting that only the environment gives, such as a secret
	Env     string // name of the environment variable; empty for none
	Default string
	// Value stands for the value in help: ADDRESS, DIR … Empty means a switch, which takes none.
	Value string
	Usage string
	// Secret keeps the value out of every message.
	Secret bool
}

// name is the setting as a user would write it.
func (s Spec) name() string {
	if s.Flag != "" {
		return "--" + s.Flag
	}
	return s.Env
}

// Fault is wrong usage: a setting or argument that does not exist, or a value that cannot be.
type Fault struct{ Message string }

func (f *Fault) Error() string { return f.Message }

// Faultf makes a Fault.
func Faultf(format string, args ...any) *Fault { return &Fault{fmt.Sprintf(format, args...)} }

// ErrHelp is what Parse answers to --help and -h.
var ErrHelp = flag.ErrHelp

// Set is the settings of one command.
type Set struct {
	command string
	flags   *flag.FlagSet
	all     []*setting
}

type setting struct {
	Spec
	set   func(text string) error
	given bool
}

// New makes an empty set for a command, whose name stands in messages.
func New(command string) *Set {
	s := &Set{command: command, flags: flag.NewFlagSet(command, flag.ContinueOnError)}
	s.flags.SetOutput(io.Discard)
	s.flags.Usage = func() {}
	return s
}

// Add declares a setting that parse reads into p. The default goes through parse as well; an empty one leaves p alone.
func Add[T any](s *Set, p *T, spec Spec, parse func(string) (T, error)) {
	one := &setting{Spec: spec}
	one.set = func(text string) error {
		v, err := parse(text)
		if err == nil {
			*p = v
		}
		return err
	}
	if spec.Default != "" {
		if err := one.set(spec.Default); err != nil {
			panic(fmt.Sprintf("default of %s: %v", spec.name(), err)) // a programmer's error, met by every test
		}
	}
	s.all = append(s.all, one)
	if spec.Flag != "" {
		s.flags.Var(&value{one}, spec.Flag, spec.Usage)
	}
}

// value makes a setting a flag.Value.
type value struct{ *setting }

func (v *value) String() string { return "" }

func (v *value) IsBoolFlag() bool { return v.setting != nil && v.Spec.Value == "" }

func (v *value) Set(text string) error {
	v.given = true
	return v.set(text)
}

// Specs lists the settings in the order of their declaration.
func (s *Set) Specs() []Spec {
	specs := make([]Spec, len(s.all))
	for i, one := range s.all {
		specs[i] = one.Spec
	}
	return specs
}

// Given tells whether flags or environment set the flag.
func (s *Set) Given(flag string) bool {
	return slices.ContainsFunc(s.all, func(o *setting) bool { return o.Flag == flag && o.given })
}

// Parse reads the arguments, in which flags may stand anywhere, and then the environment for what no flag has given. It
// answers the arguments that are no flags. Errors are *Fault or ErrHelp.
func (s *Set) Parse(args []string, env func(string) string) ([]string, error) {
	plain, err := s.parseFlags(args)
	if err != nil {
		return nil, err
	}
	for _, one := range s.all {
		text := ""
		if one.Env != "" && !one.given {
			text = env(one.Env)
		}
		if text == "" {
			continue
		}
		one.given = true
		if err := one.set(text); err != nil {
			return nil, one.fault(one.Env, text, err)
		}
	}
	return plain, nil
}

func (o *setting) fault(name, text string, err error) *Fault {
	if o.Secret {
		return Faultf("invalid value for %s: %v", name, err)
	}
	return Faultf("invalid value %q for %s: %v", text, name, err)
}

// parseFlags goes on behind each plain argument, where the standard library would stop.
func (s *Set) parseFlags(args []string) (plain []string, err error) {
	for len(args) > 0 {
		if err := s.flags.Parse(args); err != nil {
			return nil, s.explain(err)
		}
		rest := s.flags.Args()
		read := len(args) - len(rest)
		if read > 0 && args[read-1] == "--" {
			return append(plain, rest...), nil
		}
		if len(rest) == 0 {
			break
		}
		plain, args = append(plain, rest[0]), rest[1:]
	}
	return plain, nil
}

const notDefined = "flag provided but not defined: -"

// oneDash finds where the standard library's messages write a flag with one dash.
var oneDash = regexp.MustCompile(`(flag|for|argument:) -([a-z])`)

// explain words the standard library's errors in the way of this program.
func (s *Set) explain(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return ErrHelp
	}
	text := err.Error()
	if name, unknown := strings.CutPrefix(text, notDefined); unknown {
		return Faultf("unknown flag --%s for %s%s", strings.TrimLeft(name, "-"), s.command, s.suggestion(name))
	}
	text = strings.ReplaceAll(text, "for flag -", "for -")
	return &Fault{oneDash.ReplaceAllString(text, "$1 --$2")}
}

func (s *Set) suggestion(name string) string {
	var names []string
	for _, one := range s.all {
		if one.Flag != "" {
			names = append(names, one.Flag)
		}
	}
	if near := Nearest(name, names); near != "" {
		return "; did you mean --" + near + "?"
	}
	return ""
}
