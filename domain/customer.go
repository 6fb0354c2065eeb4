package domain

// Customer is the domain of those who buy.
const Customer Domain = "customer"

// CustomerAttributes are what is mastered of a customer.
type CustomerAttributes struct {
	Kind          *PartyKind         `json:"kind,omitempty" doc:"Organization or person; read off the names where it is left out."`
	LegalName     *OrganizationName  `json:"legalName,omitempty" mdm:"oneOf=name" doc:"Registered name, with its legal form."`
	TradingNames  []OrganizationName `json:"tradingNames,omitempty" mdm:"oneOf=name" doc:"Other names it trades under."`
	PersonName    *PersonName        `json:"personName,omitempty" mdm:"oneOf=name" doc:"A person's name."`
	BirthDate     *Date              `json:"birthDate,omitempty" doc:"A person's date of birth."`
	TaxIDs        []TaxID            `json:"taxIds,omitempty" mdm:"oneOf=name" doc:"Tax numbers, VAT above all."`
	Identifiers   []Identifier       `json:"identifiers,omitempty" mdm:"oneOf=name" doc:"DUNS, LEI, GLN and other numbers."`
	Emails        []Email            `json:"emails,omitempty" doc:"E-mail addresses."`
	Phones        []Phone            `json:"phones,omitempty" doc:"Telephone numbers, E.164."`
	Websites      []URL              `json:"websites,omitempty" doc:"Web addresses."`
	Addresses     []PostalAddress    `json:"addresses,omitempty" doc:"Postal addresses."`
	Contacts      []Contact          `json:"contacts,omitempty" doc:"People to talk to."`
	Currency      *CurrencyCode      `json:"currency,omitempty" doc:"Currency of trade."`
	PaymentTerms  *Code              `json:"paymentTerms,omitempty" doc:"Code of the payment terms."`
	CreditLimit   *Decimal           `json:"creditLimit,omitempty" mdm:"min=0" doc:"Credit limit, in currency."`
	CreditHold    *bool              `json:"creditHold,omitempty" doc:"True where orders are held for credit."`
	CustomerGroup *Code              `json:"customerGroup,omitempty" doc:"Group for pricing and reports."`
	PriceList     *Code              `json:"priceList,omitempty" doc:"Price list the customer buys from."`
	Language      *LanguageCode      `json:"language,omitempty" doc:"Language of correspondence."`
	Parent        *Reference         `json:"parent,omitempty" ref:"customer" doc:"The customer above it in the corporate hierarchy."`
	Status        *PartyStatus       `json:"status,omitempty" doc:"Whether business is done with it."`
}
