package graph

import (
	"context"
	"fmt"

	"aurum/domain"
	"aurum/graph/model"
)

// SimulatePolicy starts to work out what a policy would do.
func (mutation) SimulatePolicy(ctx context.Context, input map[string]any) (*model.SimulatePolicyPayload, error) {
	a, err := newStewarding(ctx, input)
	if err != nil {
		return nil, err
	}
	id, err := a.simulate(ctx)
	if err != nil {
		problems, err := correctable(err)
		if err != nil {
			return nil, err
		}
		return a.session.NewSimulatePolicyPayload(nil, problems), nil
	}
	found, err := a.session.Reader.Simulation(ctx, id)
	return a.session.NewSimulatePolicyPayload(found, nil), err
}

func (a *stewarding) simulate(ctx context.Context) (int64, error) {
	d := domain.Domain(textOf(a.input["domain"]))
	text, version := textOf(a.input["document"]), textOf(a.input["version"])
	if (text == "") == (version == "") {
		return 0, domain.E(domain.Invalid, "give either a document or a version", "input")
	}
	if version != "" {
		var err error
		if text, err = a.session.Reader.PolicyDocument(ctx, d, version); err != nil {
			return 0, err
		}
		if text == "" {
			return 0, domain.E(domain.NotFound, fmt.Sprintf("there is no version %s of the %s policy", version, d), "input", "version")
		}
	}
	return a.session.Hub.StartSimulation(ctx, d, text, a.who)
}

// Simulation gives a simulation.
func (query) Simulation(ctx context.Context, id string) (*model.Simulation, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.Reader.Simulation(ctx, numberOf(id, "sim_"))
	return s.NewSimulation(found), err
}
