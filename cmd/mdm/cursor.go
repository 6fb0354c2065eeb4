package main

import (
	"encoding/json"
	"errors"
	"strings"

	"aurum/domain"
	"aurum/graph/model"
)

// parseCursor reads a cursor as exports and subscriptions give it.
func parseCursor(text string) (*domain.Cursor, error) {
	c, err := model.UnmarshalCursor(text)
	if err != nil {
		return nil, errors.New("must be a cursor of the change feed, as an export or a subscription has given it")
	}
	return &c, nil
}

// cursorText writes a cursor as subscriptions do, so that one can go on where the other has ended.
func cursorText(c domain.Cursor) (string, error) {
	var quoted strings.Builder
	model.MarshalCursor(c).MarshalGQL(&quoted)
	var text string
	err := json.Unmarshal([]byte(quoted.String()), &text)
	return text, err
}
