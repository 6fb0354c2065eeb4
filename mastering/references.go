package mastering

import "aurum/domain"

// references lists the source keys that standardized attributes point at, in the order they stand.
func references(s *domain.Schema, attrs domain.Attributes) []RecordKey {
	var out []RecordKey
	eachReference(s.Attributes, attrs, func(target domain.Domain, ref map[string]any) {
		if key, ok := targetKey(target, ref); ok {
			out = append(out, key)
		}
	})
	return out
}

// fillReferences writes the golden ids of resolved references into attributes; one that names a golden id and no key stays.
func fillReferences(s *domain.Schema, attrs domain.Attributes, targets map[RecordKey]domain.GoldenID) {
	eachReference(s.Attributes, attrs, func(target domain.Domain, ref map[string]any) {
		if key, ok := targetKey(target, ref); ok {
			if id := targets[key]; id != "" {
				ref["id"] = string(id)
			} else {
				delete(ref, "id")
			}
		}
	})
}

func targetKey(target domain.Domain, ref map[string]any) (RecordKey, bool) {
	system, _ := ref["system"].(string)
	key, _ := ref["key"].(string)
	return RecordKey{target, domain.SourceKey{System: system, Key: key}}, key != ""
}

// eachReference visits every reference in a tree of attributes.
func eachReference(as []domain.Attribute, values map[string]any, visit func(domain.Domain, map[string]any)) {
	for i := range as {
		a := &as[i]
		if a.References == "" && a.Fields == nil {
			continue
		}
		switch v := values[a.Name].(type) {
		case map[string]any:
			visitReference(a, v, visit)
		case []any:
			for _, item := range v {
				if m, ok := item.(map[string]any); ok {
					visitReference(a, m, visit)
				}
			}
		}
	}
}

func visitReference(a *domain.Attribute, v map[string]any, visit func(domain.Domain, map[string]any)) {
	if a.References != "" {
		visit(a.References, v)
		return
	}
	eachReference(a.Fields, v, visit)
}
