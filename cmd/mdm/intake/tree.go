package intake

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"aurum/domain"
)

// node is a place of a tree of attributes while it is being built: a value, named parts, or items by position.
type node struct {
	value any
	parts map[string]*node
	items map[int]*node
}

// at gives the place of a path, made if need be.
func (n *node) at(p path) *node {
	for _, s := range p.steps {
		if n = n.part(s.name); s.index >= 0 {
			n = n.item(s.index)
		}
	}
	return n
}

func (n *node) part(name string) *node {
	if n.parts == nil {
		n.parts = map[string]*node{}
	}
	if n.parts[name] == nil {
		n.parts[name] = &node{}
	}
	return n.parts[name]
}

func (n *node) item(i int) *node {
	if n.items == nil {
		n.items = map[int]*node{}
	}
	if n.items[i] == nil {
		n.items[i] = &node{}
	}
	return n.items[i]
}

// holds tells whether the composite that a path's last step belongs to has been given anything.
func (n *node) holds(p path) bool {
	for _, s := range p.steps[:len(p.steps)-1] {
		if n = n.parts[s.name]; n != nil && s.index >= 0 {
			n = n.items[s.index]
		}
		if n == nil {
			return false
		}
	}
	return true
}

// filled tells whether a place, one inside it or one that it is inside of has been given a value.
func (n *node) filled(p path) bool {
	for _, s := range p.steps {
		if n.value != nil {
			return true
		}
		if n = n.parts[s.name]; n != nil && s.index >= 0 {
			n = n.items[s.index]
		}
		if n == nil {
			return false
		}
	}
	return n.value != nil || n.parts != nil || n.items != nil
}

// plain gives the tree as attributes are written; positions that were left out close up.
func (n *node) plain() any {
	switch {
	case n.parts != nil:
		out := make(map[string]any, len(n.parts))
		for name, part := range n.parts {
			out[name] = part.plain()
		}
		return out
	case n.items != nil:
		list := make([]any, 0, len(n.items))
		for _, i := range slices.Sorted(maps.Keys(n.items)) {
			list = append(list, n.items[i].plain())
		}
		return list
	}
	return n.value
}

// attributes gives the whole tree.
func (n *node) attributes() domain.Attributes {
	out := domain.Attributes{}
	for name, part := range n.parts {
		out[name] = part.plain()
	}
	return out
}

// cell reads the text of a table's cell for a place. Where a list or a composite stands as a whole it may be JSON; a
// lone text is a list of one.
func cell(p path, text string) any {
	if !p.whole {
		return text
	}
	if v, ok := asJSON(text); ok {
		return v
	}
	if p.many {
		return []any{text}
	}
	return text
}

func asJSON(text string) (any, bool) {
	trimmed := bytes.TrimSpace([]byte(text))
	if len(trimmed) == 0 || trimmed[0] != '[' && trimmed[0] != '{' {
		return nil, false
	}
	wrapped, err := domain.DecodeAttributes(slices.Concat([]byte(`{"v":`), trimmed, []byte(`}`)))
	if err != nil || !json.Valid(trimmed) {
		return nil, false
	}
	return wrapped["v"], true
}
