package domain

// Price is the domain of what things cost.
const Price Domain = "price"

// PriceAttributes are what is mastered of a price.
type PriceAttributes struct {
	PriceList       *Code         `json:"priceList,omitempty" mdm:"required" doc:"Price list it stands in."`
	Product         *Reference    `json:"product,omitempty" ref:"product" mdm:"required" doc:"What it is the price of."`
	Customer        *Reference    `json:"customer,omitempty" ref:"customer" doc:"The one customer it is for, if any."`
	CustomerGroup   *Code         `json:"customerGroup,omitempty" doc:"The customer group it is for, if any."`
	Currency        *CurrencyCode `json:"currency,omitempty" mdm:"required" doc:"Currency of the amount."`
	Unit            *UnitCode     `json:"unit,omitempty" doc:"Unit the amount is for; the product's base unit where left out."`
	MinimumQuantity *Decimal      `json:"minimumQuantity,omitempty" mdm:"min=0" doc:"Least quantity it holds for, in unit; 1 where left out."`
	Amount          *Decimal      `json:"amount,omitempty" mdm:"required,min=0" doc:"Price of one unit, exact."`
	ValidFrom       *Date         `json:"validFrom,omitempty" doc:"First day it holds."`
	ValidTo         *Date         `json:"validTo,omitempty" doc:"Last day it holds."`
	Kind            *PriceKind    `json:"kind,omitempty" doc:"List, contract or promotion."`
}
