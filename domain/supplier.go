package domain

// Supplier is the domain of those who are bought from.
const Supplier Domain = "supplier"

// SupplierAttributes are what is mastered of a supplier.
type SupplierAttributes struct {
	Kind           *PartyKind         `json:"kind,omitempty" doc:"Organization or person; read off the names where it is left out."`
	LegalName      *OrganizationName  `json:"legalName,omitempty" mdm:"oneOf=name" doc:"Registered name, with its legal form."`
	TradingNames   []OrganizationName `json:"tradingNames,omitempty" mdm:"oneOf=name" doc:"Other names it trades under."`
	PersonName     *PersonName        `json:"personName,omitempty" mdm:"oneOf=name" doc:"A person's name."`
	TaxIDs         []TaxID            `json:"taxIds,omitempty" mdm:"oneOf=name" doc:"Tax numbers, VAT above all."`
	Identifiers    []Identifier       `json:"identifiers,omitempty" mdm:"oneOf=name" doc:"DUNS, LEI, GLN and other numbers."`
	Emails         []Email            `json:"emails,omitempty" doc:"E-mail addresses."`
	Phones         []Phone            `json:"phones,omitempty" doc:"Telephone numbers, E.164."`
	Websites       []URL              `json:"websites,omitempty" doc:"Web addresses."`
	Addresses      []PostalAddress    `json:"addresses,omitempty" doc:"Postal addresses; payments go to the REMITTANCE one."`
	Contacts       []Contact          `json:"contacts,omitempty" doc:"People to talk to."`
	BankAccounts   []BankAccount      `json:"bankAccounts,omitempty" doc:"Where to pay."`
	Currency       *CurrencyCode      `json:"currency,omitempty" doc:"Currency of trade."`
	PaymentTerms   *Code              `json:"paymentTerms,omitempty" doc:"Code of the payment terms."`
	LeadTimeDays   *int               `json:"leadTimeDays,omitempty" mdm:"min=0" doc:"Usual days from order to delivery."`
	Incoterm       *Code              `json:"incoterm,omitempty" doc:"Incoterms rule of delivery."`
	Certifications []Code             `json:"certifications,omitempty" doc:"Certificates held, such as ISO9001."`
	Language       *LanguageCode      `json:"language,omitempty" doc:"Language of correspondence."`
	Parent         *Reference         `json:"parent,omitempty" ref:"supplier" doc:"The supplier above it in the corporate hierarchy."`
	Status         *PartyStatus       `json:"status,omitempty" doc:"Whether business is done with it."`
}
