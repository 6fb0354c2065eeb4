package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"aurum/cmd/mdm/settings"
)

// helpCommand is a function since help lists all commands, itself included.
func helpCommand() command {
	return command{
		name: "help", arguments: "[COMMAND]", summary: "Show all commands and settings, or those of one command.",
		prepare: func(*settings.Set) action { return help },
	}
}

func help(_ context.Context, sh *shell, args []string) error {
	if len(args) == 0 {
		return helpOnAll(sh.stdout)
	}
	group := 0
	for _, c := range commands() {
		if strings.HasPrefix(c.name+" ", strings.Join(args, " ")+" ") {
			group++
			if err := helpOf(sh.stdout, c); err != nil {
				return err
			}
		}
	}
	if group == 0 {
		return unknown(args)
	}
	return nil
}

// helpOnAll shows every command with its settings, then the environment.
func helpOnAll(w io.Writer) error {
	var b strings.Builder
	b.WriteString("mdm is the Aurum master data management hub.\n\nCommands:\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-16s %s\n", c.name, c.summary)
	}
	for _, c := range commands() {
		if specs := flagsOf(c); len(specs) > 0 {
			fmt.Fprintf(&b, "\n%s\n", usageOf(c))
			writeSpecs(&b, specs, func(s settings.Spec) string { return "--" + s.Flag + " " + s.Value })
		}
	}
	b.WriteString("\nEnvironment (a flag wins over its variable):\n")
	writeSpecs(&b, allVariables(), func(s settings.Spec) string { return s.Env })
	b.WriteString("\nExit status: 0 done, 1 failed, 2 wrong usage. More on one command: mdm help COMMAND\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// helpOf shows one command.
func helpOf(w io.Writer, c command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", usageOf(c), c.summary)
	if c.details != "" {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(c.details))
	}
	if specs := flagsOf(c); len(specs) > 0 {
		b.WriteString("\nSettings:\n")
		writeSpecs(&b, specs, func(s settings.Spec) string { return "--" + s.Flag + " " + s.Value })
	}
	if only := variablesOf(c); len(only) > 0 {
		b.WriteString("\nEnvironment only:\n")
		writeSpecs(&b, only, func(s settings.Spec) string { return s.Env })
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func usageOf(c command) string {
	usage := "Usage: mdm " + c.name
	if c.arguments != "" {
		usage += " " + c.arguments
	}
	if len(flagsOf(c)) > 0 {
		usage += " [settings]"
	}
	return usage
}

func flagsOf(c command) []settings.Spec {
	return specsWhere(c, func(s settings.Spec) bool { return s.Flag != "" })
}

func variablesOf(c command) []settings.Spec {
	return specsWhere(c, func(s settings.Spec) bool { return s.Flag == "" })
}

func specsWhere(c command, wanted func(settings.Spec) bool) []settings.Spec {
	set := settings.New(c.name)
	c.prepare(set)
	var out []settings.Spec
	for _, s := range set.Specs() {
		if wanted(s) {
			out = append(out, s)
		}
	}
	return out
}

// writeSpecs writes one line for each setting: its name, what it is, its variable and its default.
func writeSpecs(b *strings.Builder, specs []settings.Spec, name func(settings.Spec) string) {
	for _, s := range specs {
		label := strings.TrimSpace(name(s))
		fmt.Fprintf(b, "  %-22s %s", label, s.Usage)
		var notes []string
		if s.Env != "" && s.Env != label {
			notes = append(notes, s.Env)
		}
		if s.Default != "" {
			notes = append(notes, "default "+s.Default)
		}
		if len(notes) > 0 {
			fmt.Fprintf(b, " (%s)", strings.Join(notes, "; "))
		}
		b.WriteString("\n")
	}
}
