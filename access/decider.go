package access

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
)

// decider asks casbin. It is slow, and only used where the answer is not known beforehand.
type decider struct{ enforcer *casbin.SyncedEnforcer }

func newDecider(fsys fs.FS, d *document) (*decider, error) {
	m, err := readModel(fsys)
	if err != nil {
		return nil, err
	}
	e, err := casbin.NewSyncedEnforcer(m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", modelFile, err)
	}
	for _, g := range d.grants {
		if _, err := e.AddPolicy(string(g.role), g.object, g.action); err != nil {
			return nil, at(g.line, "%v", err)
		}
	}
	for _, i := range d.inheritances {
		if _, err := e.AddGroupingPolicy(string(i.role), string(i.parent)); err != nil {
			return nil, at(i.line, "%v", err)
		}
	}
	return &decider{enforcer: e}, nil
}

// readModel reads the casbin model and makes sure that its questions and lines have the columns this package fills.
func readModel(fsys fs.FS) (model.Model, error) {
	text, err := fs.ReadFile(fsys, modelFile)
	if err != nil {
		return nil, fmt.Errorf("read the access model: %w", err)
	}
	m, err := model.NewModelFromString(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", modelFile, err)
	}
	for _, section := range []string{"r", "p"} {
		want := []string{section + "_role", section + "_object", section + "_action"}
		a, err := m.GetAssertion(section, section)
		if err != nil || !slices.Equal(a.Tokens, want) {
			return nil, fmt.Errorf("%s: %s must be: role, object, action", modelFile, section)
		}
	}
	if _, err := m.GetAssertion("g", "g"); err != nil {
		return nil, fmt.Errorf("%s: g must be: _, _", modelFile)
	}
	return m, nil
}

func (d *decider) decide(role Role, object Object, action Action) (bool, error) {
	return d.enforcer.Enforce(string(role), string(object), action.String())
}
