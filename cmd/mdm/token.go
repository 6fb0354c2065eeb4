package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"aurum/access"
	"aurum/cmd/mdm/settings"
	"aurum/policies"
)

var tokenCreateCommand = command{
	name: "token create", summary: "Make a token and print it.",
	details: `The token is signed with the hub's own key and goes into the header "Authorization: Bearer TOKEN".
The role must be one the access policy knows. Role source needs --source: the one system it may write as.`,
	prepare: prepareTokenCreate,
}

func prepareTokenCreate(s *settings.Set) action {
	var (
		o    struct{ role, subject, source, data, policies, key string }
		life time.Duration
	)
	settings.Add(s, &o.role, settings.Spec{Flag: "role", Value: "ROLE", Usage: "role in the access policy: admin, steward, app, source, operator or your own"}, settings.Text)
	settings.Add(s, &o.subject, settings.Spec{Flag: "subject", Value: "NAME", Usage: "person or program the token is for; stands in the audit"}, settings.Text)
	settings.Add(s, &o.source, settings.Spec{Flag: "source", Value: "CODE", Usage: "source system it may write as"}, settings.Text)
	settings.Add(s, &life, settings.Spec{Flag: "ttl", Default: "12h", Value: "SPAN", Usage: "how long it is valid, such as 90m, 12h or 30d"}, settings.Duration)
	addData(s, &o.data)
	addPolicies(s, &o.policies)
	addTokenKey(s, &o.key)
	return func(_ context.Context, sh *shell, _ []string) error {
		if err := required(s, "token create", "role", "subject"); err != nil {
			return err
		}
		if err := knownRole(o.policies, o.role); err != nil {
			return err
		}
		if o.source == "" && o.role == string(access.Source) {
			return settings.Faultf("role source needs --source, the code of the system it writes as")
		}
		keys, err := loadKeys(o.data, o.key)
		if err != nil {
			return err
		}
		token, err := keys.Mint(access.Principal{Subject: o.subject, Role: access.Role(o.role), Source: o.source}, life)
		if err != nil {
			return settings.Faultf("%v", err)
		}
		_, err = fmt.Fprintln(sh.stdout, token)
		return err
	}
}

// knownRole refuses a role that the access policy does not know: its token could do nothing.
func knownRole(dir, role string) error {
	rules, err := policies.Open(dir)
	if err != nil {
		return err
	}
	policy, err := access.Load(rules)
	if err != nil {
		return err
	}
	if slices.Contains(policy.Roles(), access.Role(role)) {
		return nil
	}
	var names []string
	for _, r := range policy.Roles() {
		names = append(names, string(r))
	}
	return settings.Faultf("invalid value %q for --role: the access policy knows %s", role, strings.Join(names, ", "))
}

// loadKeys reads the keys of the tokens, or makes one in the data directory.
func loadKeys(data, setting string) (*access.Keys, error) {
	if setting == "" {
		if err := makeDataDir(data); err != nil {
			return nil, err
		}
	}
	return access.LoadKeys(data, setting)
}
