package domain

// Product is the domain of what is sold.
const Product Domain = "product"

// ProductAttributes are what is mastered of a product.
type ProductAttributes struct {
	SKU                    *Code             `json:"sku,omitempty" mdm:"oneOf=identity" doc:"The company's own stock keeping unit."`
	GTINs                  []GTIN            `json:"gtins,omitempty" mdm:"oneOf=identity" doc:"GS1 trade item numbers, 14 digits."`
	Brand                  *Text             `json:"brand,omitempty" doc:"Brand."`
	Manufacturer           *OrganizationName `json:"manufacturer,omitempty" doc:"Maker."`
	ManufacturerPartNumber *Code             `json:"manufacturerPartNumber,omitempty" mdm:"oneOf=identity" doc:"The maker's own number of it."`
	Names                  []LocalText       `json:"names,omitempty" mdm:"oneOf=identity" doc:"Names by language."`
	Descriptions           []LocalText       `json:"descriptions,omitempty" doc:"Descriptions by language."`
	Category               []Text            `json:"category,omitempty" doc:"Path in the category hierarchy, from the top."`
	UNSPSC                 *Code             `json:"unspsc,omitempty" doc:"UNSPSC class."`
	BaseUnit               *UnitCode         `json:"baseUnit,omitempty" doc:"Unit stock is kept in."`
	UnitConversions        []UnitConversion  `json:"unitConversions,omitempty" doc:"Other units in base units."`
	Dimensions             *Dimensions       `json:"dimensions,omitempty" doc:"Outer measures of the base unit."`
	Weight                 *Quantity         `json:"weight,omitempty" doc:"Gross weight of the base unit."`
	CountryOfOrigin        *CountryCode      `json:"countryOfOrigin,omitempty" doc:"Country it was made in."`
	HSCode                 *HSCode           `json:"hsCode,omitempty" doc:"Customs tariff code."`
	Hazardous              *bool             `json:"hazardous,omitempty" doc:"True for dangerous goods."`
	SupplierParts          []SupplierPart    `json:"supplierParts,omitempty" doc:"Who supplies it, under which number."`
	ReplacedBy             *Reference        `json:"replacedBy,omitempty" ref:"product" doc:"The product that takes its place."`
	Lifecycle              *Lifecycle        `json:"lifecycle,omitempty" doc:"Where it stands in its life."`
}
