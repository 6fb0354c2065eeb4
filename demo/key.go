package demo

import (
	"fmt"

	"aurum/domain"
)

// scatter maps n to a number below 10,000,000, each n below that to another one: multiplying by a number without the
// factors 2 and 5 only reorders. So keys look unordered and never meet.
func scatter(n, salt int) int {
	const span, stride = 10_000_000, 7_368_787
	return (n%span*stride + salt*1_299_709) % span
}

// keyOf gives the key of the i-th thing of a domain in a system. Every system numbers its things its own way.
func keyOf(d domain.Domain, i int, s slot) string {
	n := i * 2
	if s.twin {
		n++
	}
	salt := int(numberOf[d])*7 + int(s.system[0])*31 + int(s.system[1])
	return fmt.Sprintf(keyShapes[s.system][d], n/10_000_000, scatter(n, salt))
}

// keyShapes print a key from its overflow beyond ten million, 0 in any world of ours, and its scattered number.
var keyShapes = map[string]map[domain.Domain]string{
	crm:  {domain.Customer: "0018d%[1]d%07[2]X"},
	erp:  {domain.Customer: "1%[1]d%07[2]d", domain.Product: "MAT-%[1]d%07[2]d", domain.Price: "A%[1]d%07[2]d", domain.Supplier: "2%[1]d%07[2]d"},
	shop: {domain.Customer: "user-%[1]d%07[2]d", domain.Product: "item-%[1]d%07[2]d", domain.Price: "p-%[1]d%07[2]d"},
	wms:  {domain.Customer: "ST%[1]d%07[2]d", domain.Product: "%[1]d%07[2]d", domain.Supplier: "LF%[1]d%07[2]d"},
	fin:  {domain.Customer: "D%[1]d%07[2]d", domain.Supplier: "K%[1]d%07[2]d"},
}

// reference points at the i-th thing of a domain by a system's own key.
func reference(d domain.Domain, i int, system string) map[string]any {
	return map[string]any{"key": keyOf(d, i, slot{system: system})}
}

// dangling points at a record that no system has.
func dangling(r *random) map[string]any { return map[string]any{"key": "DEL-" + r.digits(6)} }

// truthOf names the i-th real-world thing of a domain.
func truthOf(d domain.Domain, i int) string { return fmt.Sprintf("%s-%07d", d, i+1) }
