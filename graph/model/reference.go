package model

import (
	"context"
	"strings"

	"aurum/access"
	"aurum/domain"
)

// resolve gives the golden record that a reference points at; nil while it is unresolved. path tells where in the record
// it stands, so that the same reference of all records of the group is looked up at once.
func resolve[T GoldenRecord](ctx context.Context, r *Record, path string, ref *domain.Reference) (T, error) {
	var none T
	if ref == nil || ref.ID == nil {
		return none, nil
	}
	target := domain.Registry.OfID(*ref.ID)
	if target == nil {
		return none, nil
	}
	if err := r.group.session.Allow(target.Domain, access.Read); err != nil {
		return none, err
	}
	targets, err := remember(&r.group.memo, "reference:"+path, func() (map[domain.GoldenID]GoldenRecord, error) {
		return r.group.surviving(ctx, r.group.referenced(path))
	})
	if err != nil {
		return none, err
	}
	return as[T](targets[*ref.ID])
}

// referenced lists the golden ids that stand at a path ("product", "supplierParts.supplier") in the group's records.
func (g *group) referenced(path string) []domain.GoldenID {
	var out []domain.GoldenID
	for _, r := range g.records {
		walk(r.shown, strings.Split(path, "."), func(v any) {
			ref, _ := v.(map[string]any)
			if id, _ := ref["id"].(string); domain.Registry.OfID(domain.GoldenID(id)) != nil {
				out = append(out, domain.GoldenID(id))
			}
		})
	}
	return out
}

// walk visits the values at a path of names, through lists.
func walk(v any, path []string, visit func(any)) {
	if list, ok := v.([]any); ok {
		for _, item := range list {
			walk(item, path, visit)
		}
		return
	}
	if len(path) == 0 {
		visit(v)
		return
	}
	if m, ok := v.(map[string]any); ok {
		if next, ok := m[path[0]]; ok {
			walk(next, path[1:], visit)
		}
	}
}
