package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"aurum/access"
	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/mastering"
	"aurum/policies"
)

var policiesCheckCommand = command{
	name: "policies check", arguments: "DIR", summary: "Check the policy files of a folder before a hub meets them.",
	details: `DIR is laid over the built-in policies as --policies DIR would lay it; what is checked is the result. Every fault is
shown with its file and place.`,
	prepare: func(*settings.Set) action { return checkPolicies },
}

func checkPolicies(_ context.Context, sh *shell, args []string) error {
	if len(args) != 1 {
		return settings.Faultf("mdm policies check needs one folder")
	}
	rules, err := policies.Open(args[0])
	if err != nil {
		return err
	}
	_, masteringErr := mastering.LoadPolicies(rules, domain.Registry)
	_, accessErr := access.Load(rules)
	faults := append(faultsOf(masteringErr), faultsOf(accessErr)...)
	faults = append(faults, strangers(os.DirFS(args[0]))...)
	for _, fault := range faults {
		fmt.Fprintln(sh.stdout, fault)
	}
	if len(faults) > 0 {
		fmt.Fprintf(sh.stderr, "mdm: %d faults in the policies of %s\n", len(faults), args[0])
		return errTold
	}
	_, err = fmt.Fprintf(sh.stdout, "the policies of %s are sound: access and %d domains\n", args[0], len(domain.Registry))
	return err
}

// faultsOf takes joined errors apart, a fault each.
func faultsOf(err error) []string {
	if err == nil {
		return nil
	}
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return []string{err.Error()}
	}
	var out []string
	for _, e := range joined.Unwrap() {
		out = append(out, faultsOf(e)...)
	}
	return out
}

// strangers finds mastering policies of domains that do not exist: they would never apply.
func strangers(dir fs.FS) []string {
	names, _ := fs.Glob(dir, "mastering/*") // the pattern is sound, and a missing folder has no strangers
	var out []string
	for _, name := range names {
		stem, isYAML := strings.CutSuffix(path.Base(name), ".yaml")
		if isYAML && domain.Registry.Of(domain.Domain(stem)) != nil || path.Ext(name) == ".md" || strings.HasPrefix(stem, ".") {
			continue
		}
		out = append(out, name+": no domain reads this file; there are "+strings.Join(domainNames(), ", ")+", each .yaml")
	}
	return out
}
