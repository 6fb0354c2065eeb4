package domain

// Account is the domain of the chart of accounts.
const Account Domain = "account"

// AccountAttributes are what is mastered of an account.
type AccountAttributes struct {
	Chart         *Code          `json:"chart,omitempty" mdm:"required" doc:"Chart of accounts it belongs to."`
	Code          *Code          `json:"code,omitempty" mdm:"required" doc:"Account number in that chart."`
	Names         []LocalText    `json:"names,omitempty" doc:"Names by language."`
	Type          *AccountType   `json:"type,omitempty" doc:"Place in the statements."`
	NormalBalance *NormalBalance `json:"normalBalance,omitempty" doc:"Side on which it grows; follows from the type where left out."`
	Parent        *Reference     `json:"parent,omitempty" ref:"account" doc:"The account it is summed up in."`
	Postable      *bool          `json:"postable,omitempty" doc:"True where entries may be posted to it."`
	Currency      *CurrencyCode  `json:"currency,omitempty" doc:"Currency it is kept in."`
	StatementLine *Text          `json:"statementLine,omitempty" doc:"Line of the financial statement it goes to."`
	GroupAccount  *Reference     `json:"groupAccount,omitempty" ref:"account" doc:"The account of the group's chart it maps to."`
	ValidFrom     *Date          `json:"validFrom,omitempty" doc:"First day it may be used."`
	ValidTo       *Date          `json:"validTo,omitempty" doc:"Last day it may be used."`
}
