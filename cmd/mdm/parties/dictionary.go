package parties

import "strings"

// Meaning is what a column says of a party.
type Meaning string

// Meanings of columns.
const (
	Given    Meaning = "given name"
	Family   Meaning = "family name"
	Middle   Meaning = "middle name"
	Suffix   Meaning = "name suffix"
	FullName Meaning = "name"
	Company  Meaning = "company name"
	Trading  Meaning = "trading name"
	Native   Meaning = "name in its own script"
	Employer Meaning = "employer"
	Kind     Meaning = "person or company"
	Birth    Meaning = "date of birth"
	Mail     Meaning = "e-mail address"
	Phone    Meaning = "telephone number"
	Website  Meaning = "web address"
	Address  Meaning = "address"
	Street   Meaning = "street"
	House    Meaning = "house number"
	Line2    Meaning = "second line of an address"
	City     Meaning = "town"
	Region   Meaning = "region"
	Postal   Meaning = "postal code"
	Country  Meaning = "country"
	TaxID    Meaning = "tax number"
	ID       Meaning = "identifier"
	// Other is what is known to be no attribute that parties are told apart by.
	Other Meaning = ""
)

// term is a meaning with the ways to say it: phrases between bars, in whatever order their words stand.
type term struct {
	meaning Meaning
	scheme  string // of an identifier
	phrases [][]string
}

func say(m Meaning, phrases string) term { return scheme(m, "", phrases) }

func scheme(m Meaning, scheme, phrases string) term {
	t := term{meaning: m, scheme: scheme}
	for phrase := range strings.SplitSeq(phrases, "|") {
		t.phrases = append(t.phrases, wordsOf(phrase))
	}
	return t
}

// dictionary lists the usual names of columns about parties. Of two that fit equally well the first is meant.
var dictionary = []term{
	say(Other, `birth place|place of birth|birth city|birth country|city of birth|country of birth|geburtsort|geburtsland|lieu de naissance|
		lugar de nacimiento|luogo di nascita|nationality|citizenship|nationalitat|staatsangehorigkeit|nationalite|nacionalidad|cittadinanza|
		maiden name|geburtsname|nom de jeune fille|fax|fax number|telefax|telefaxnummer|faxnummer|telecopie|user name|username|login|password|file name|domain name|date of death`),

	scheme(ID, "PASSPORT", `passport|passport number|passport id|reisepass|reisepassnummer|passnummer|passeport|pasaporte|passaporto|paspoort|pas numer`),
	scheme(ID, "DRIVERS_LICENSE", `driver license|drivers license|driver's license|driver licence|drivers licence|driving licence|driving license|dl number|
		fuhrerschein|fuhrerscheinnummer|permis de conduire|permiso de conducir|licencia de conducir|patente di guida|rijbewijs|prawo jazdy`),
	scheme(ID, "SSN", `ssn|social security|social security number|soc sec|soc sec id`),
	scheme(ID, "NATIONAL_ID", `national id|national identity|national identification|national identifier|identity card|identity number|id card|citizen id|
		personal identification number|national insurance|national insurance number|nino|personnummer|personalausweis|ausweisnummer|sozialversicherungsnummer|
		ahv nummer|carte d'identite|cni|numero de securite sociale|nir|dni|nie|curp|documento de identidad|carta d'identita|bsn|cpf|pesel|
		rodne cislo|nric|aadhaar|fodselsnummer|cpr nummer|henkilotunnus`),
	scheme(ID, "LEI", `lei|lei number|lei code|legal entity identifier`),
	scheme(ID, "DUNS", `duns|duns number|duns no|d u n s|dunsnummer`),
	scheme(ID, "GLN", `gln|gln number|global location number|iln`),
	scheme(ID, "IBAN", `iban|account iban`),
	scheme(ID, "SIREN", `siren|numero siren`),
	scheme(ID, "SIRET", `siret|numero siret`),
	scheme(ID, "KVK", `kvk|kvk nummer`),
	scheme(ID, "UEN", `uen`),
	scheme(ID, "NPI", `npi|npi number`),
	scheme(ID, "REGISTRATION", `registration number|company registration|company number|company reg no|register number|registry number|business number|
		trade register|handelsregister|handelsregisternummer|hrb|registernummer|numero d'immatriculation|rcs|numero de registro|numero rea|krs|ico`),
	scheme(TaxID, "EIN", `ein|fein|employer identification number`),
	scheme(TaxID, "", `tax id|tax number|tax no|tax identification|tax identifier|tin|vat|vat number|vat id|vat no|vat registration|steuernummer|steuer id|
		steuer nr|ust id|ust idnr|ust id nr|ustid|ustidnr|umsatzsteuer id|uid nummer|numero tva|tva|tva intracommunautaire|numero fiscal|nif|cif|rfc|iva|
		partita iva|p iva|codice fiscale|fiscal code|btw|btw nummer|nip|dic|gstin|abn|cnpj|inn`),

	say(Birth, `birth date|date of birth|dob|born|born on|birthday|birthdate|date birth|geburtsdatum|geburtstag|geb datum|geboren|geboren am|date de naissance|
		naissance|ne le|fecha de nacimiento|fecha nacimiento|nacimiento|data di nascita|nascita|data de nascimento|nascimento|geboortedatum|
		data urodzenia|datum narozeni|fodselsdato|fodelsedatum|syntymaaika|szuletesi datum|dogum tarihi|дата рождения`),
	say(Mail, `email|e mail|mail|email address|e mail address|mail address|mailadresse|emailadresse|courriel|adresse mail|adresse email|adresse e mail|
		correo|correo electronico|posta elettronica|e post|epost|sahkoposta`),
	say(Phone, `phone|phone number|telephone|telephone number|tel|tel no|mobile|mobile phone|mobile number|cell|cell phone|cellphone|gsm|telefon|telefonnummer|
		telefonnr|festnetz|handy|handynummer|mobil|mobiltelefon|rufnummer|mobilnummer|portable|telephone portable|numero de telephone|telefono|
		movil|celular|cellulare|telefone|telemovel|telefoon|telefoonnummer|mobiel|komorka|puhelin|телефон`),
	say(Website, `website|web site|web|url|homepage|home page|web address|webseite|internetseite|internet|site web|site internet|sitio web|sito|sito web|strona`),
	say(Kind, `record type|entity type|party type|person type|customer type|client type|account type|legal type|type of party|type of person|kind|kind of party|
		party kind|type|personenart|kundenart|kundentyp|art|typ|rechtsart|type de client|type de personne|type client|tipo|tipo de persona|tipo cliente|tipo persona|
		soort klant|salutation|anrede|civilite`),
	say(Employer, `employer|employer name|arbeitgeber|employeur|empleador|datore di lavoro|werkgever|works for|workplace|employed by`),
	say(Trading, `trading name|trading as|trade name|dba|doing business as|secondary org|secondary company|secondary name org|alternative company name|
		other company name|brand name|commercial name|handelsname|geschaftsbezeichnung|nom commercial|enseigne|nombre comercial|nome commerciale|insegna|handelsnaam`),
	say(Native, `native name|native name full|name native|original name|originalname|name in originalschrift|nom original|nombre original|original script|name original|local name|name local language|name in native script`),
	say(Company, `company|company name|companyname|organization|organisation|organization name|organisation name|org|org name|name org|business name|legal name|
		registered name|corporate name|account name|supplier name|vendor name|store name|restaurant name|firma|firmenname|firmierung|firmenbezeichnung|unternehmen|
		unternehmensname|gesellschaft|societe|raison sociale|denomination|denomination sociale|entreprise|empresa|razon social|ragione sociale|denominazione|
		azienda|ditta|razao social|bedrijf|bedrijfsnaam|nazwa firmy|firm|foretag|foretagsnamn|virksomhed|firmanavn|yritys|obchodni firma|cegnev`),

	say(Given, `first name|firstname|fname|first|name first|given|given name|givenname|given names|forename|forenames|christian name|vorname|vornamen|rufname|
		prenom|prenoms|nombre de pila|nombres|primer nombre|nome proprio|primeiro nome|imie|voornaam|voornamen|fornavn|fornamn|etunimi|keresztnev|utonev|имя`),
	say(Family, `last name|lastname|lname|last|name last|surname|family|family name|familyname|nachname|familienname|zuname|nom de famille|nom patronymique|apellido|
		apellidos|primer apellido|cognome|sobrenome|apelido|nazwisko|achternaam|familienaam|efternavn|etternavn|efternamn|sukunimi|prijmeni|priezvisko|
		vezeteknev|soyad|soyadi|фамилия`),
	say(Middle, `middle name|middlename|mname|middle|name middle|middle initial|middle names|mi|second name|zweiter vorname|deuxieme prenom|segundo nombre|
		tussenvoegsel|patronymic|patronymikon|otchestvo|отчество`),
	say(Suffix, `suffix|name suffix|generation|name generation|namenszusatz|generational suffix`),

	say(House, `house number|house no|house|street number|street no|building number|hausnummer|hausnr|haus nr|numero civico|civico|numero de rue|numero voie|huisnummer|
		nr domu|cislo popisne|husnummer|numero exterior`),
	say(Line2, `address 2|addr 2|address line 2|addr line 2|line 2|street 2|street line 2|address 3|address line 3|addr line 3|line 3|unit|unit number|
		apartment|apt|suite|flat|adresszusatz|adresszeile 2|adresse 2|complement d'adresse|complement adresse|complemento|interno|toevoeging`),
	say(Street, `street|street address|street name|street line|street line 1|street 1|address 1|addr 1|address line 1|addr line 1|address line|addr line|line 1|
		strasse|str|strassenname|strasse hausnummer|strasse und hausnummer|adresszeile 1|adresse 1|rue|voie|libelle voie|nom de rue|calle|via|indirizzo via|rua|
		logradouro|straat|straatnaam|ulica|ulice|gade|vej|gata|katu|utca|sokak|улица`),
	say(City, `city|city name|town|suburb|locality|municipality|village|post town|ort|ortsname|stadt|wohnort|gemeinde|ville|commune|localite|ciudad|poblacion|
		municipio|localidad|citta|comune|localita|localidade|concelho|cidade|miasto|miejscowosc|stad|plaats|plaatsnaam|woonplaats|mesto|obec|kommune|postort|poststed|kaupunki|varos|
		telepules|город`),
	say(Region, `state|state code|state province|province|region|county|bundesland|kanton|canton|departement|provincia|estado|regione|provincie|wojewodztwo|kraj region|
		prefecture|admin area|landkreis`),
	say(Postal, `zip|zip code|zipcode|postal|postal code|postalcode|postcode|post code|plz|postleitzahl|code postal|cp|codigo postal|cod postal|cap|codice postale|cep|
		codigo postal cp|postnummer|postnr|psc|kod pocztowy|postinumero|iranyitoszam|eircode|pincode|pin code|индекс`),
	say(Country, `country|country code|country name|country iso|nation|land|landercode|landerkennzeichen|pays|code pays|pais|paese|nazione|zeme|maa|orszag|страна`),
	say(Address, `address|addr|full address|address full|addr full|postal address|address text|one line address|adresse|adresse complete|anschrift|direccion|indirizzo|
		endereco|morada|adres|adresa|domicilio|домашний адрес|адрес`),
	say(FullName, `name|full name|fullname|name full|display name|complete name|whole name|naam|navn|namn|nimi|nom|nom complet|nombre|nombre completo|nome|nome completo|
		vollname|vollstandiger name|kundenname|nazwa|jmeno|meno|nev|ad soyad|isim|фио`),
}

// Words that stand beside a term in the name of a column.
var (
	// neutral words change nothing.
	neutral = set(`name number no nr num nummer numero n id code text value field the of de du der des di primary main current customer client kunde kunden
		person party entity record contact personal home work business full standard haupt company org organization mobile office privat private
		address addr adresse first line 1 01 c1 kontakt cust`)
	// about words make a column say something about a value, not the value.
	about = set(`type typ art status verified valid flag opt optin optout expiry expiration expires expire issue issued issuer issuing authority date time
		updated created modified count score quality source lat latitude longitude lon lng label usage gultig datum from until since rank confidence
		country state region land pays pais category purpose owner rate amount class fecha data dato dag tag jour дата erstellt geandert angelegt`)
	// places are where somebody gave a number.
	places = set(`country state region province land bundesland pays pais paese`)
	// others are persons and companies other than the one whom the record is about.
	others = set(`mother father parent parents spouse husband wife partner sibling child children guardian emergency referrer referred manager agent director
		mutter vater ehepartner mere pere conjoint madre padre conyuge previous former old prior sales rep representative assistant referral`)
	// addressWords name an address as a whole; what is said beside them is a part of it.
	addressWords = set(`address addr adresse address1 anschrift direccion indirizzo line street`)
)
