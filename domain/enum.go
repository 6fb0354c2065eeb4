package domain

// Enumeration is a closed list of values; Values gives them with what they mean, in their usual order.
type Enumeration interface{ Values() []EnumValue }

// EnumValue is one value of an enumeration. Aliases are other spellings standardization understands, in lower case.
type EnumValue struct {
	Name    string
	Doc     string
	Aliases []string
}

type (
	// PartyKind tells organizations from persons.
	PartyKind string
	// AddressType is what an address is used for.
	AddressType string
	// PartyStatus is whether business is done with a party.
	PartyStatus string
	// Lifecycle is where a product stands in its life.
	Lifecycle string
	// PriceKind is what a price rests on.
	PriceKind string
	// AccountType is an account's place in the statements.
	AccountType string
	// NormalBalance is the side on which an account grows.
	NormalBalance string
)

// Values lists the kinds of parties.
func (PartyKind) Values() []EnumValue {
	return []EnumValue{
		{"ORGANIZATION", "A company, authority or association.", []string{"organisation", "org", "company", "business", "b2b", "firma", "legal entity"}},
		{"PERSON", "A natural person.", []string{"individual", "private", "b2c", "natural person", "consumer"}},
	}
}

// Values lists the uses of an address.
func (AddressType) Values() []EnumValue {
	return []EnumValue{
		{"LEGAL", "Registered seat.", []string{"registered", "head office", "headquarters", "business", "main", "primary", "home"}},
		{"BILLING", "Where invoices go.", []string{"invoice", "bill to", "mailing", "postal"}},
		{"SHIPPING", "Where goods go.", []string{"delivery", "ship to", "warehouse"}},
		{"REMITTANCE", "Where payments go.", []string{"remit", "remit to", "pay to"}},
	}
}

// Values lists the states of a business relation.
func (PartyStatus) Values() []EnumValue {
	return []EnumValue{
		{"ACTIVE", "Business is done.", []string{"a", "open", "enabled", "live", "aktiv"}},
		{"INACTIVE", "No business at present.", []string{"i", "disabled", "dormant", "inaktiv"}},
		{"BLOCKED", "Business is refused.", []string{"b", "hold", "on hold", "suspended", "gesperrt"}},
		{"CLOSED", "The party has ceased to be one.", []string{"c", "deleted", "terminated", "archived"}},
	}
}

// Values lists the stages of a product's life.
func (Lifecycle) Values() []EnumValue {
	return []EnumValue{
		{"PLANNED", "Announced, not yet sold.", []string{"new", "draft", "announced"}},
		{"ACTIVE", "Sold.", []string{"a", "available", "current", "live", "aktiv"}},
		{"PHASE_OUT", "Sold while stocks last.", []string{"phasing out", "phaseout", "end of life", "eol", "clearance"}},
		{"DISCONTINUED", "No longer sold.", []string{"obsolete", "inactive", "d", "retired", "auslauf"}},
	}
}

// Values lists what prices rest on.
func (PriceKind) Values() []EnumValue {
	return []EnumValue{
		{"LIST", "The price list's own price.", []string{"l", "base", "standard"}},
		{"CONTRACT", "Agreed with one customer or group.", []string{"c", "agreement", "special", "net"}},
		{"PROMOTION", "For a limited time.", []string{"p", "promo", "sale", "action"}},
	}
}

// Values lists the types of accounts.
func (AccountType) Values() []EnumValue {
	return []EnumValue{
		{"ASSET", "What the company owns.", []string{"a", "assets", "aktiva", "actif"}},
		{"LIABILITY", "What it owes.", []string{"l", "liabilities", "passiva", "passif"}},
		{"EQUITY", "What belongs to the owners.", []string{"q", "capital", "eigenkapital", "capitaux propres"}},
		{"INCOME", "What it earns.", []string{"i", "revenue", "revenues", "ertrag", "produit", "produits"}},
		{"EXPENSE", "What it spends.", []string{"e", "expenses", "cost", "costs", "aufwand", "charge", "charges"}},
	}
}

// Values lists the two sides of an account.
func (NormalBalance) Values() []EnumValue {
	return []EnumValue{
		{"DEBIT", "Grows on the debit side.", []string{"d", "dr", "soll"}},
		{"CREDIT", "Grows on the credit side.", []string{"c", "cr", "haben"}},
	}
}
