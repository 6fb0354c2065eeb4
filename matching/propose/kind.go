package propose

// Kind is what the values of a column mean, as far as comparing them goes.
type Kind string

// Kinds of columns.
const (
	KindEmpty      Kind = "empty"      // says too little to be of use
	KindRowNumber  Kind = "row number" // counts the lines of the file
	KindIdentifier Kind = "identifier" // a number or code that somebody gave: nearly every value is another
	KindDate       Kind = "date"
	KindPhone      Kind = "phone"
	KindEmail      Kind = "e-mail"
	KindURL        Kind = "web address"
	KindGeo        Kind = "coordinate" // latitude or longitude in degrees
	KindNumber     Kind = "number"     // an amount or quantity
	KindCategory   Kind = "category"   // few different values
	KindSet        Kind = "set"        // several values with a separator between them
	KindCode       Kind = "code"       // a short text of digits or of letters and digits, such as a postal code
	KindName       Kind = "name"       // a word or a few: a name of a person, place or thing
	KindPerson     Kind = "person name"
	KindOrg        Kind = "organization name"
	KindStreet     Kind = "street address"
	KindProduct    Kind = "product text" // words with model numbers and quantities among them
	KindText       Kind = "text"         // many words
)

// Role is what the values of a column are about: dependent things share one.
type Role string

// Roles of columns.
const (
	RolePlace Role = "place" // where something is, and how to call it there
	RoleName  Role = "name"  // what something is called
	RoleOther Role = ""
)
