package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"aurum/cmd/mdm/settings"
)

// command is one subcommand.
type command struct {
	name      string // one word or two: "serve", "demo generate"
	arguments string // plain arguments as help shows them; "" for none
	summary   string
	details   string
	// prepare declares the settings and gives what runs once they are read.
	prepare func(*settings.Set) action
}

// action does a command's work with its plain arguments.
type action func(ctx context.Context, sh *shell, args []string) error

// commands lists all subcommands in the order of help.
func commands() []command {
	return []command{
		serveCommand, migrateUpCommand, migrateDownCommand, migrateStatusCommand, importCommand, exportCommand,
		demoGenerateCommand, matchProposeCommand, matchTrainCommand, matchEvaluateCommand, matchExplainCommand,
		matchRunCommand, matchStoredCommand, matchRetrainCommand, verifyCommand, policiesCheckCommand,
		policiesSimulateCommand, tokenCreateCommand, versionCommand, helpCommand(),
	}
}

// dispatch finds the command and runs it.
func dispatch(ctx context.Context, sh *shell, args []string) error {
	if len(args) == 0 || args[0] == "--help" || args[0] == "-h" {
		args = []string{"help"}
	}
	if args[0] == "--version" {
		args = []string{"version"}
	}
	c, rest := find(args)
	if c == nil {
		return unknown(args)
	}
	set := settings.New("mdm " + c.name)
	act := c.prepare(set)
	plain, err := set.Parse(rest, sh.env)
	if errors.Is(err, settings.ErrHelp) {
		return helpOf(sh.stdout, *c)
	}
	if err != nil {
		return err
	}
	if err := checkEnvironment(sh.environ()); err != nil {
		return err
	}
	if c.arguments == "" && len(plain) > 0 {
		return settings.Faultf("mdm %s takes no argument, got %q", c.name, plain[0])
	}
	return act(ctx, sh, plain)
}

// find takes the words of a command's name off the arguments; nil if there is no such command.
func find(args []string) (*command, []string) {
	for _, c := range commands() {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && slices.Equal(args[:len(words)], words) {
			return &c, args[len(words):]
		}
	}
	return nil, nil
}

// unknown says what is wrong with arguments that name no command.
func unknown(args []string) error {
	var names, seconds []string
	for _, c := range commands() {
		first, second, _ := strings.Cut(c.name, " ")
		names = append(names, first)
		if first == args[0] {
			seconds = append(seconds, second)
		}
	}
	if len(seconds) > 0 {
		group := "mdm " + args[0]
		if len(args) == 1 || strings.HasPrefix(args[1], "-") {
			return settings.Faultf("%s needs one of: %s", group, strings.Join(seconds, ", "))
		}
		return settings.Faultf("unknown command %q: %s has %s", group+" "+args[1], group, strings.Join(seconds, ", "))
	}
	if strings.HasPrefix(args[0], "-") {
		return settings.Faultf("unknown flag %s: flags stand behind the command", args[0])
	}
	if near := settings.Nearest(args[0], names); near != "" {
		return settings.Faultf("unknown command %q; did you mean %q?", args[0], near)
	}
	return settings.Faultf("unknown command %q", args[0])
}

// checkEnvironment refuses MDM_ variables that nobody reads: a mistyped setting must not pass in silence.
func checkEnvironment(environ []string) error {
	known := knownVariables()
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "MDM_") || slices.Contains(known, name) {
			continue
		}
		if near := settings.Nearest(name, known); near != "" {
			return settings.Faultf("unknown setting %s in the environment; did you mean %s?", name, near)
		}
		return settings.Faultf("unknown setting %s in the environment", name)
	}
	return nil
}

// knownVariables lists the environment variables that any command reads.
func knownVariables() []string {
	var names []string
	for _, s := range allVariables() {
		names = append(names, s.Env)
	}
	return names
}

// allVariables lists the settings that the environment can give, each once.
func allVariables() []settings.Spec {
	var specs []settings.Spec
	for _, c := range commands() {
		set := settings.New(c.name)
		c.prepare(set)
		for _, s := range set.Specs() {
			seen := slices.ContainsFunc(specs, func(o settings.Spec) bool { return o.Env == s.Env })
			if s.Env != "" && !seen {
				specs = append(specs, s)
			}
		}
	}
	return specs
}
