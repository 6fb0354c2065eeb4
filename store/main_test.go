package store

import (
	"testing"

	"aurum/internal/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }
