package kinds

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// placeholders are the folded texts that people and programs put where they have nothing to say.
var placeholders = wordSet(`na none null nil nan undefined unknown unknwon notknown notavailable notapplicable notprovided
	notspecified notset noname noemail nophone noaddress nodata novalue missing blank empty dummy test testing testtest
	testuser testcustomer asdf asdfasdf qwerty qwertz foo foobar tbd tba tbc tobedetermined tobedefined tobeconfirmed
	tobeadvised pending anonymous placeholder sample xx
	unbekannt nichtbekannt nichtvorhanden keine keiner keineangabe keineangaben ka leer ohne ohneangabe entfallt
	inconnu inconnue aucun aucune neant nonapplicable nonrenseigne nonconnu sansobjet nonspecifie
	desconocido desconocida ninguno ninguna nodisponible noaplica sindatos sinnombre
	sconosciuto sconosciuta nessuno nessuna nondisponibile
	onbekend geen nvt nietbekend nietvantoepassing brak nieznany okand ukjent ukendt
	нет неизвестно 无 無 未知 不明 なし`)

// Placeholder tells whether a text says nothing: "N/A", "unknown", "-", "xxx", "000000", "123456789". The empty text
// is absent, not a placeholder. Do not ask it about codes: "NA" is the country code of Namibia.
func Placeholder(s string) bool {
	clean := CleanText(s)
	if clean == "" {
		return false
	}
	key := fold(clean)
	return key == "" || placeholders[key] || repeated(key, 3) || (isDigits(key) && counting(key, 5))
}

// PlaceholderIdentifier tells whether an identifier of any scheme is made up: one repeated or a counting series of
// digits, also behind a country prefix ("DE999999999"), or a text that says nothing.
func PlaceholderIdentifier(s string) bool {
	if Placeholder(s) {
		return true
	}
	digits := strings.TrimLeftFunc(compact(s), unicode.IsLetter)
	return isDigits(digits) && (repeated(digits, 4) || counting(digits, 5))
}

var placeholderLocals = wordSet(`test tests testing tester none na null nil noemail nomail nobody unknown unbekannt inconnu
	xxx xx x a aa aaa abc asdf qwerty dummy fake example noreply donotreply nospam invalid invalido keine kein anonymous
	notprovided notavailable noone tbd`)

var placeholderDomains = wordSet("test.com test.de test.test none.com none.none na.com noemail.com nomail.com email.invalid " +
	"unknown.com xxx.com asdf.com abc.com b.c fake.com mailinator.invalid")

// PlaceholderEmail tells whether a standardized e-mail address belongs to nobody ("test@test.com", "noreply@acme.com").
// An example domain alone does not make a placeholder.
func PlaceholderEmail(email string) bool {
	local, domain, ok := strings.Cut(strings.ToLower(CleanText(email)), "@")
	if !ok {
		return Placeholder(email)
	}
	return placeholderLocals[fold(local)] || placeholderDomains[domain] || strings.HasSuffix(domain, ".invalid")
}

var genericLocals = wordSet(`info infos information sales office contact contacts kontakt contacto contatto mail post postmaster
	webmaster hostmaster admin administrator support service services customerservice kundenservice kundendienst help
	helpdesk hello hallo team hr jobs careers karriere bewerbung personal accounting accounts accountspayable
	accountsreceivable ap ar billing invoice invoices rechnung rechnungen buchhaltung faktura facturation compta
	comptabilite factures facturacion administracion administratie amministrazione contabilita finance finanzen purchasing
	purchase einkauf procurement achats compras acquisti inkoop orders order bestellung bestellungen commandes pedidos ordini
	verkauf vertrieb ventes ventas vendite verkoop marketing press presse media legal privacy datenschutz security it
	reception empfang secretariat sekretariat shop store webshop zentrale general enquiries enquiry inquiries feedback
	logistics logistik versand shipping warehouse lager export import newsletter`)

// GenericMailbox tells whether an e-mail address is a role's (info@, sales@, buchhaltung@): it can reach the organization
// but identifies no person, and is shared by many records.
func GenericMailbox(email string) bool {
	local, _, ok := strings.Cut(strings.ToLower(CleanText(email)), "@")
	local, _, _ = strings.Cut(local, "+")
	return ok && genericLocals[fold(local)]
}

// PlaceholderPhone tells whether a phone number, raw or in E.164, is made up: seven or more equal digits at its end
// or a counting series. Numbers reserved for fiction (555-0100) are taken as real.
func PlaceholderPhone(phone string) bool {
	digits := digitsOf(phone)
	if len(digits) < 5 {
		return Placeholder(phone) || repeated(digits, 1)
	}
	national := nationalDigits(phone, digits)
	tail := digits[max(0, len(digits)-7):]
	return repeated(national, 5) || (len(tail) == 7 && repeated(tail, 7)) || counting(national, 7) || counting(digits, 7)
}

// nationalDigits takes the country code off a number in international form.
func nationalDigits(phone, digits string) string {
	if !strings.HasPrefix(CleanText(phone), "+") {
		return digits
	}
	number, err := phonenumbers.Parse("+"+digits, "")
	if err != nil {
		return digits
	}
	return phonenumbers.GetNationalSignificantNumber(number)
}

// PlaceholderDate tells whether a standardized date is one of the defaults that systems fill in for an unknown birth date
// or an open end.
func PlaceholderDate(date string) bool {
	switch date {
	case "0001-01-01", "1000-01-01", "1753-01-01", "1800-01-01", "1900-01-01", "1901-01-01", "1970-01-01", "9999-12-31", "9999-01-01", "2999-12-31":
		return true
	}
	return false
}

// wordSet makes a set of the words of a list.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

// repeated tells whether a text is one character, at least n times.
func repeated(s string, n int) bool {
	first, _ := utf8.DecodeRuneInString(s)
	count := 0
	for _, r := range s {
		if r != first {
			return false
		}
		count++
	}
	return count >= n && count > 0
}

// counting tells whether at least n digits go up or down by one (9 and 0 follow each other).
func counting(digits string, n int) bool {
	if len(digits) < n {
		return false
	}
	up, down := true, true
	for i := 1; i < len(digits); i++ {
		step := (int(digits[i]) - int(digits[i-1]) + 10) % 10
		up, down = up && step == 1, down && step == 9
	}
	return up || down
}
