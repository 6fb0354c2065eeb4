package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

// breachesSQL wraps an integrity rule: all places are counted, the first few told.
const breachesSQL = `
with broken (golden_id, system, key, attribute, detail) as (%s
)
select (select count(*) from broken), b.*
  from broken b
 order by b.golden_id, b.system, b.key, b.attribute, b.detail
 limit $4`

// Breaches implements mastering.Snapshot.
func (s snapshot) Breaches(ctx context.Context, part mastering.Part, limit int) ([]mastering.Breach, error) {
	// The ranges are narrow or everything there is: the planner has to see which.
	if _, err := s.conn.Exec(ctx, "set local plan_cache_mode = force_custom_plan"); err != nil {
		return nil, err
	}
	var out []mastering.Breach
	check := func(rules []integrityRule, after, through any) error {
		for _, r := range rules {
			b, err := s.breach(ctx, r, part.Domain, after, through, limit)
			if err != nil {
				return fmt.Errorf("look for what breaks the rule that %s: %w", r.name, err)
			}
			if b.Count > 0 {
				out = append(out, b)
			}
		}
		return nil
	}
	if !part.SkipGoldens {
		if err := check(goldenRules, string(part.AfterGolden), string(part.ThroughGolden)); err != nil {
			return nil, err
		}
	}
	if !part.SkipRecords {
		if err := check(recordRules, int64(part.AfterRecord), int64(part.ThroughRecord)); err != nil {
			return nil, err
		}
	}
	if part.Whole {
		// Whole tables are joined: a plan that looks up row by row is only chosen where nobody has counted the rows yet.
		if _, err := s.conn.Exec(ctx, "set local enable_nestloop = off"); err != nil {
			return nil, err
		}
		if err := check(wholeRules, int64(part.AfterRecord), int64(part.ThroughRecord)); err != nil {
			return nil, err
		}
	}
	_, err := s.conn.Exec(ctx, "set local enable_nestloop = on; set local plan_cache_mode = force_generic_plan")
	return out, err
}

func (s snapshot) breach(ctx context.Context, r integrityRule, d domain.Domain, after, through any, limit int) (mastering.Breach, error) {
	b := mastering.Breach{Rule: r.name}
	rows, err := s.conn.Query(ctx, fmt.Sprintf(breachesSQL, r.sql), string(d), after, through, limit)
	if err != nil {
		return b, err
	}
	found := mastering.Difference{Rule: r.name, Domain: d}
	_, err = pgx.ForEachRow(rows, []any{&b.Count, &found.Golden, &found.Record.System, &found.Record.Key, &found.Attribute, &found.Detail}, func() error {
		b.Samples = append(b.Samples, found)
		return nil
	})
	return b, err
}
