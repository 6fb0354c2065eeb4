package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"aurum/domain"
)

const upsertMutation = `mutation($input: UpsertCustomersInput!) {
  upsertCustomers(input: $input) { results { key outcome } userErrors { severity message } }
}`

// upsertAnswer is what comes back.
type upsertAnswer struct {
	Errors []struct {
		Message string `json:"message"`
	} `json:"errors"`
	Data struct {
		UpsertCustomers struct {
			Results []struct {
				Outcome domain.Outcome `json:"outcome"`
			} `json:"results"`
		} `json:"upsertCustomers"`
	} `json:"data"`
}

// overGraphQL writes n records a call by mutation.
func (h *hub) overGraphQL(t *traffic, clients, n int) func(context.Context, time.Duration) (sample, error) {
	return func(ctx context.Context, window time.Duration) (sample, error) {
		cs, hangUp, err := dial(h.graph, clients)
		if err != nil {
			return sample{}, err
		}
		defer hangUp()
		return closedLoop(ctx, clients, window, func(_ context.Context, client int) (int, error) {
			rs := t.next(n)
			body, err := upsertBody(rs)
			if err != nil {
				return 0, err
			}
			text, err := cs[client].post(h.tokens[rs[0].system], body)
			if err != nil {
				return 0, err
			}
			return t.understand(text)
		})
	}
}

// upsertBody is the request that brings records of one system.
func upsertBody(rs []record) ([]byte, error) {
	at := time.Now().UTC().Format(time.RFC3339Nano)
	records := make([]map[string]any, len(rs))
	for i, r := range rs {
		records[i] = map[string]any{"key": r.key, "updatedAt": at, "attributes": r.attributes}
	}
	input := map[string]any{"source": rs[0].system, "records": records}
	return json.Marshal(map[string]any{"query": upsertMutation, "variables": map[string]any{"input": input}})
}

// understand counts the outcomes of an answer.
func (t *traffic) understand(text []byte) (int, error) {
	var a upsertAnswer
	if err := json.Unmarshal(text, &a); err != nil {
		return 0, fmt.Errorf("answer to a mutation: %w", err)
	}
	if len(a.Errors) > 0 {
		return 0, errors.New("mutation: " + a.Errors[0].Message)
	}
	for _, r := range a.Data.UpsertCustomers.Results {
		t.count(r.Outcome)
	}
	return len(a.Data.UpsertCustomers.Results), nil
}
