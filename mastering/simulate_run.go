package mastering

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"aurum/domain"
)

// SimulationState tells how far a simulation is.
type SimulationState string

// States of a simulation.
const (
	SimulationRunning SimulationState = "RUNNING"
	SimulationDone    SimulationState = "DONE"
	SimulationFailed  SimulationState = "FAILED"
)

// Simulations is what the use cases need of storage to simulate in the background.
type Simulations interface {
	Snapshots
	// StartSimulation keeps a simulation that is about to run and gives its number.
	StartSimulation(ctx context.Context, p PolicyDocument, by string, at time.Time) (int64, error)
	// SimulationAlive notes that somebody is at work on it.
	SimulationAlive(ctx context.Context, id int64, at time.Time) error
	// EndSimulation keeps what it came to, or why it failed.
	EndSimulation(ctx context.Context, id int64, out *Simulation, failure string, at time.Time) error
}

// simulationBeat is how often a hub notes that it is at work on a simulation.
const simulationBeat = 5 * time.Second

// StartSimulation works out in the background what a policy would do to the golden records there are. Nothing of it is
// written but the report. A hub works on one simulation at a time.
func (h *Hub) StartSimulation(ctx context.Context, d domain.Domain, text string, by Steward) (int64, error) {
	p, err := h.CheckPolicy(d, text)
	if err != nil {
		return 0, err
	}
	select {
	case <-h.closing:
		return 0, errClosing
	default:
	}
	if !h.simulating.TryLock() {
		return 0, domain.E(domain.Conflict, "this hub is at work on another simulation; wait for its end")
	}
	id, err := h.storage.StartSimulation(ctx, PolicyDocument{Domain: d, Version: p.Version, Document: text}, by.Actor, h.clock())
	if err != nil {
		h.simulating.Unlock()
		return 0, err
	}
	h.work.Go(func() {
		defer h.simulating.Unlock()
		h.simulate(id, p)
	})
	return id, nil
}

// simulate runs a simulation until it ends or the hub closes.
func (h *Hub) simulate(id int64, p *Policy) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go h.beat(ctx, cancel, id)
	out, err := h.simulated(ctx, p)
	failure := ""
	select {
	case <-h.closing:
		failure = "the hub was shut down"
	default:
		if err != nil {
			failure = "it has failed; the hub's log says why"
			h.log.Error("a simulation has failed", "simulation", id, "error", err)
		}
	}
	ended, stop := context.WithTimeout(context.WithoutCancel(ctx), simulationBeat)
	defer stop()
	if err := h.storage.EndSimulation(ended, id, out, failure, h.clock()); err != nil {
		h.log.Error("the end of a simulation could not be kept", "simulation", id, "error", err)
	}
}

// beat tells that the simulation goes on, and ends it with the hub.
func (h *Hub) beat(ctx context.Context, cancel func(), id int64) {
	tick := time.NewTicker(simulationBeat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.closing:
			cancel()
			return
		case <-tick.C:
		}
		if err := h.storage.SimulationAlive(ctx, id, h.clock()); err != nil && ctx.Err() == nil {
			h.log.Warn("noting that a simulation goes on failed; it is tried again", "simulation", id, "error", err)
		}
	}
}

func (h *Hub) simulated(ctx context.Context, p *Policy) (out *Simulation, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic in a simulation: %v\n%s", r, debug.Stack())
		}
	}()
	err = h.storage.Snapshot(ctx, func(s Snapshot) (err error) {
		out, err = p.Simulate(ctx, s, h.clock(), nil)
		return err
	})
	return out, err
}
