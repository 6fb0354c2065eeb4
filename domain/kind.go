package domain

// Kinds of single values: the Go type of an attribute names what its value means. All of them travel as JSON strings.
// The zero value is "said nothing" and never leaves a source record.
type (
	// Text is free text.
	Text string
	// Code is a short code of a source's own or a company's own list; upper case in standard form.
	Code string
	// OrganizationName is a company's name, with or without its legal form.
	OrganizationName string
	// Email is an e-mail address.
	Email string
	// Phone is a telephone number, E.164 in standard form.
	Phone string
	// URL is a web address.
	URL string
	// CountryCode is ISO 3166-1 alpha-2.
	CountryCode string
	// CurrencyCode is ISO 4217.
	CurrencyCode string
	// UnitCode is a UN/ECE Recommendation 20 unit code.
	UnitCode string
	// LanguageCode is BCP 47.
	LanguageCode string
	// Date is a calendar day, YYYY-MM-DD.
	Date string
	// Decimal is an exact decimal number.
	Decimal string
	// GTIN is a GS1 trade item number, 14 digits in standard form.
	GTIN string
	// HSCode is a Harmonized System tariff code, 6 to 10 digits.
	HSCode string
	// IBAN is an ISO 13616 account number.
	IBAN string
	// BIC is an ISO 9362 bank code.
	BIC string
)

// PersonName is a natural person's name in parts.
type PersonName struct {
	Prefix *Text `json:"prefix,omitempty" doc:"Title before the name, such as Dr."`
	Given  *Text `json:"given,omitempty" doc:"Given name."`
	Middle *Text `json:"middle,omitempty" doc:"Middle names or initials."`
	Family *Text `json:"family,omitempty" doc:"Family name, with its particles."`
	Suffix *Text `json:"suffix,omitempty" doc:"Generation or degree behind the name, such as Jr."`
}

// PostalAddress is one address; an address survives as a whole, never line 1 of one and the city of another.
type PostalAddress struct {
	Type       *AddressType `json:"type,omitempty" doc:"What the address is used for."`
	Lines      []Text       `json:"lines,omitempty" doc:"Street lines; a one-line address is taken apart."`
	City       *Text        `json:"city,omitempty" doc:"Town or city."`
	Region     *Text        `json:"region,omitempty" doc:"State, province or county."`
	PostalCode *Text        `json:"postalCode,omitempty" doc:"Postal code in the country's own format."`
	Country    *CountryCode `json:"country,omitempty" doc:"Country, ISO 3166-1 alpha-2."`
}

// TaxID is a number given by a tax authority.
type TaxID struct {
	Scheme  *Code        `json:"scheme,omitempty" doc:"VAT, EIN, TIN …; VAT where it is left out."`
	Country *CountryCode `json:"country,omitempty" doc:"The country that gave the number."`
	Value   *Text        `json:"value,omitempty" doc:"The number, with the VAT country prefix in standard form."`
}

// Identifier is a number given by somebody other than the source system.
type Identifier struct {
	Scheme *Code `json:"scheme,omitempty" doc:"DUNS, LEI, GLN, EIN, SSN, PASSPORT …"`
	Value  *Text `json:"value,omitempty" doc:"The number; check digits are verified where the scheme has them."`
}

// Contact is a person to talk to at an organization.
type Contact struct {
	Name  *Text  `json:"name,omitempty" doc:"The person's full name."`
	Role  *Text  `json:"role,omitempty" doc:"What the person does there."`
	Email *Email `json:"email,omitempty" doc:"E-mail address."`
	Phone *Phone `json:"phone,omitempty" doc:"Telephone number, E.164."`
}

// LocalText is a text in one language.
type LocalText struct {
	Language *LanguageCode `json:"language,omitempty" doc:"Language, BCP 47; und where it is left out."`
	Text     *Text         `json:"text,omitempty" doc:"The text."`
}

// UnitConversion says how many base units one other unit holds.
type UnitConversion struct {
	Unit   *UnitCode `json:"unit,omitempty" doc:"The other unit."`
	Factor *Decimal  `json:"factor,omitempty" doc:"Base units in one of it."`
}

// Dimensions are outer measures.
type Dimensions struct {
	Length *Decimal  `json:"length,omitempty" doc:"Length in unit."`
	Width  *Decimal  `json:"width,omitempty" doc:"Width in unit."`
	Height *Decimal  `json:"height,omitempty" doc:"Height in unit."`
	Unit   *UnitCode `json:"unit,omitempty" doc:"Unit of the three."`
}

// Quantity is an amount of a unit.
type Quantity struct {
	Value *Decimal  `json:"value,omitempty" doc:"How much."`
	Unit  *UnitCode `json:"unit,omitempty" doc:"Of what unit."`
}

// SupplierPart is a product as one supplier sells it.
type SupplierPart struct {
	Supplier     *Reference `json:"supplier,omitempty" ref:"supplier" doc:"Who supplies it."`
	PartNumber   *Text      `json:"partNumber,omitempty" doc:"The supplier's own number of it."`
	LeadTimeDays *int       `json:"leadTimeDays,omitempty" doc:"Days from order to delivery."`
}

// BankAccount is where to pay.
type BankAccount struct {
	IBAN     *IBAN         `json:"iban,omitempty" doc:"International bank account number."`
	BIC      *BIC          `json:"bic,omitempty" doc:"Bank identifier code."`
	Holder   *Text         `json:"holder,omitempty" doc:"Name on the account."`
	Currency *CurrencyCode `json:"currency,omitempty" doc:"Currency of the account."`
}

// Reference points at a record of another domain by a source system's key. ID is the golden record it resolves to; empty
// while the target has not arrived.
type Reference struct {
	System *Code     `json:"system,omitempty" doc:"Source system whose key it is; the sender's own where left out."`
	Key    *Text     `json:"key,omitempty" doc:"The target's key in that system."`
	ID     *GoldenID `json:"id,omitempty" doc:"Golden record it resolves to; in an input it may stand in place of the key."`
}
