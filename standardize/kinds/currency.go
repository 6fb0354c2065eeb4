package kinds

import (
	"strings"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"
)

// currencyCodes are the currencies of ISO 4217 in circulation, and the codes of funds and metals that occur in trade.
var currencyCodes = wordSet(`AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
	CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
	GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
	MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
	RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU
	UYW UZS VED VES VND VUV WST XAF XAG XAU XCD XCG XDR XOF XPD XPF XPT YER ZAR ZMW ZWG`)

// currencyNames are symbols and names that mean one currency, folded where they have letters.
var currencyNames = map[string]string{
	"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₩": "KRW", "₫": "VND", "₴": "UAH", "฿": "THB",
	"₱": "PHP", "₦": "NGN", "₡": "CRC", "₸": "KZT", "₾": "GEL", "us$": "USD", "u$s": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD",
	"au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "sg$": "SGD", "nt$": "TWD", "mx$": "MXN", "r$": "BRL", "rmb": "CNY", "cn¥": "CNY",
	"euro": "EUR", "euros": "EUR", "eu": "EUR", "usdollar": "USD", "usdollars": "USD", "americandollar": "USD", "unitedstatesdollar": "USD",
	"poundsterling": "GBP", "britishpound": "GBP", "sterling": "GBP", "ukpound": "GBP", "swissfranc": "CHF", "swissfrancs": "CHF",
	"schweizerfranken": "CHF", "francsuisse": "CHF", "francosvizzero": "CHF", "sfr": "CHF", "chfr": "CHF", "japaneseyen": "JPY", "yen": "JPY",
	"yuan": "CNY", "renminbi": "CNY", "chineseyuan": "CNY", "canadiandollar": "CAD", "australiandollar": "AUD", "newzealanddollar": "NZD",
	"hongkongdollar": "HKD", "singaporedollar": "SGD", "swedishkrona": "SEK", "svenskkrona": "SEK", "norwegiankrone": "NOK", "norskkrone": "NOK",
	"danishkrone": "DKK", "danskkrone": "DKK", "zloty": "PLN", "polishzloty": "PLN", "zl": "PLN", "czechkoruna": "CZK", "kc": "CZK", "forint": "HUF",
	"ft": "HUF", "hungarianforint": "HUF", "leu": "RON", "romanianleu": "RON", "lei": "RON", "indianrupee": "INR", "brazilianreal": "BRL",
	"mexicanpeso": "MXN", "rouble": "RUB", "ruble": "RUB", "russianruble": "RUB", "turkishlira": "TRY", "shekel": "ILS", "baht": "THB",
	"rand": "ZAR", "southafricanrand": "ZAR", "won": "KRW", "dirham": "AED", "ringgit": "MYR", "rm": "MYR",
}

// sharedSymbols are symbols and names of several currencies; the country decides.
var sharedSymbols = map[string]string{
	"$": "USD CAD AUD NZD HKD SGD MXN ARS CLP COP TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD UYU",
	"¥": "JPY CNY", "kr": "SEK NOK DKK ISK", "dollar": "USD CAD AUD NZD HKD SGD TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD",
	"dollars": "USD CAD AUD NZD HKD SGD TWD", "franken": "CHF", "francs": "CHF", "franc": "CHF", "fr": "CHF", "krone": "NOK DKK", "kroner": "NOK DKK",
	"krona": "SEK ISK", "kronor": "SEK", "peso": "MXN ARS CLP COP PHP UYU CUP DOP", "pesos": "MXN ARS CLP COP PHP UYU CUP DOP",
	"pound": "GBP EGP", "pounds": "GBP EGP", "rupee": "INR PKR LKR NPR MUR SCR", "rupees": "INR PKR LKR NPR MUR SCR", "rs": "INR PKR LKR NPR MUR SCR",
	"dinar": "KWD BHD JOD IQD TND DZD LYD RSD", "real": "BRL", "lira": "TRY", "koruna": "CZK",
}

// Currency standardizes a currency to its ISO 4217 code from codes, symbols and names. A symbol that several currencies
// share ("$", "kr") is resolved by the country (ISO 3166 alpha-2, may be empty).
// Errors: UNKNOWN_CODE, AMBIGUOUS, and the warning OBSOLETE for withdrawn currencies ("DEM").
func Currency(s, country string) (string, error) {
	clean := CleanText(s)
	if clean == "" {
		return "", nil
	}
	code := strings.ToUpper(foldWords(clean))
	if currencyCodes[code] {
		return code, nil
	}
	if code := currencyNames[symbolKey(clean)]; code != "" {
		return code, nil
	}
	if shared := sharedSymbols[symbolKey(clean)]; shared != "" {
		return sharedCurrency(clean, shared, country)
	}
	if _, err := currency.ParseISO(code); err == nil && shape(code, "AAA") && code != "XXX" && code != "XTS" {
		return code, warning(Obsolete, code, "is a currency that has been withdrawn")
	}
	return clean, problem(UnknownCode, clean, "is not a currency: expected an ISO 4217 code such as EUR")
}

// sharedCurrency takes the one of several currencies that the country uses, or the only one there is.
func sharedCurrency(symbol, shared, country string) (string, error) {
	if len(shared) == 3 {
		return shared, nil
	}
	if region, err := language.ParseRegion(country); err == nil {
		unit, ok := currency.FromRegion(region)
		if ok && strings.Contains(shared, unit.String()) {
			return unit.String(), nil
		}
	}
	return symbol, problem(Ambiguous, symbol, "is the symbol of several currencies: expected an ISO 4217 code such as "+shared[:3])
}

// symbolKey folds a name, but keeps the currency symbols in it.
func symbolKey(s string) string {
	return strings.Map(func(r rune) rune {
		if keepAlnum(r) > 0 || strings.ContainsRune("$€£¥₹₽₺₪₩₫₴฿₱₦₡₸₾", r) {
			return r
		}
		return -1
	}, foldWords(s))
}
