package domain

// Registry lists the domains this hub masters, in their usual order. A new domain costs a line here, a struct, a policy
// file and a schema file.
var Registry = Domains{
	SchemaOf[CustomerAttributes](Customer, "customers", "cus"),
	SchemaOf[ProductAttributes](Product, "products", "prd"),
	SchemaOf[PriceAttributes](Price, "prices", "prc"),
	SchemaOf[SupplierAttributes](Supplier, "suppliers", "sup"),
	SchemaOf[AccountAttributes](Account, "accounts", "acc"),
}
