package propose

import (
	"testing"

	"aurum/domain"
)

func TestMappingLearnsWhichValuesMeanTheSame(t *testing.T) {
	file := &Records{Columns: []Column{{Name: "kind"}}}
	var matches []scored
	var believed []float64
	add := func(values ...string) {
		for i, v := range values {
			file.Keys = append(file.Keys, domain.SourceKey{System: []string{"german", "english"}[i], Key: v})
			file.Columns[0].Values = append(file.Columns[0].Values, v)
		}
		n := int32(len(file.Keys))
		matches, believed = append(matches, scored{a: n - 2, b: n - 1}), append(believed, 1)
	}
	for range 20 {
		add("Ertrag", "income")
		add("Aufwand", "expense")
	}
	add("Ertrag", "expense") // one error
	add("Ertrag", "")
	m := (&input{records: file}).newMapping("kind")
	if s, _ := m.of(0, 1); s != 0 {
		t.Errorf("nothing learned says %.2f", s)
	}
	m.learn(matches, believed)
	same, _ := m.of(0, 1)
	other, _ := m.of(0, 3)
	if same <= 0.5 || other >= -1 {
		t.Errorf("the same weighs %.2f, another %.2f", same, other)
	}
	if _, missing := m.of(0, int32(len(file.Keys)-1)); !missing {
		t.Error("an empty value is not missing")
	}
	for _, p := range m.table(2) {
		if p.A == "aufwand" && p.B == "ertrag" {
			t.Error("the table lists two values of one source")
		}
		if p.A == "ertrag" && p.B == "income" && p.Bits != round4(2*same) {
			t.Errorf("the table says %v for twice %v", p.Bits, same)
		}
	}
}
