package kinds

import (
	"strings"
	"sync"
)

// unitAliases lists the units known, by UN/ECE Recommendation 20 code, each with the folded words that mean it. Pieces
// have three codes that trade keeps apart: EA (each), H87 (piece) and C62 (one). Packages have the two-letter codes of
// Recommendation 21; with its prefix X (XBX) they are accepted too. ST is the piece (Stück) that it means in most
// systems, so that the sheet keeps its prefix.
var unitAliases = map[string]string{
	// counts
	"EA": "each ea eac", "H87": "piece pieces pc pcs pce pces stk stck st stueck stuck stuk stuks pieza piezas pza pz pezzo pezzi szt ks db",
	"C62": "one unit units un unite unites einheit einheiten unidad unidades unita uni ud uds", "PR": "pair pairs paar paire paires par pares paio paia prs",
	"DZN": "dozen dozens dz doz dutzend douzaine docena dozzina dozijn dzd", "GRO": "gross grosse", "SET": "set sets satz saetze jeu juego serie",
	"KT": "kit kits", "CEN": "hundred hundert ciento cto", "MIL": "thousand tausend mille mil tsd ths thousands",
	// packages
	"BX": "box boxes schachtel schachteln boite boites caja cajas scatola scatole doos bxs", "CT": "carton cartons karton kartons ctn ctns crt cartone cartoni kart krt",
	"PF": "pallet pallets palette paletten plt pal palet pallette palettes palett", "PK": "pack packs package packages packung packungen pkg pkgs pck paquet paquets paquete paquetes pacco pak vpe pkt packet packets",
	"RO": "roll rolls rolle rollen rouleau rouleaux rollo rollos rotolo rotoli rol rl rll", "BG": "bag bags beutel sac sacs bolsa sacchetto zak", "BO": "bottle bottles flasche flaschen bouteille bouteilles botella bottiglia fles btl fl",
	"CA": "can cans dose dosen lata canette blik", "CR": "crate crates kiste kisten", "DR": "drum drums fass fasser faesser tambour", "TU": "tube tubes tubo",
	"BE": "bundle bundles buendel bundel botte", "BJ": "bucket eimer seau pail", "CS": "case cases", "TB": "tub", "SA": "sack sacks saecke sacke", "XST": "sheet sheets blatt bogen feuille hoja foglio vel",
	"JR": "jar jars",
	// mass
	"KGM": "kilogram kilograms kilogramm kilogramme kilogramo chilogrammo kilo kilos kg kgs kgm kgr", "GRM": "gram grams gramm gramme grammes gramo grammo g gr grs grm gm", "MGM": "milligram milligrams milligramm mg mgs",
	"MC": "microgram ug mcg", "TNE": "tonne tonnes ton1000kg metricton metrictons t to tonnen mt tonelada tonnellata", "STN": "shortton ustonne uston", "LTN": "longton", "LBR": "pound pounds lb lbs pfund livre libra libbra",
	"ONZ": "ounce ounces oz unze unzen once onza", "DTN": "decitonne quintal dt dezitonne",
	// volume
	"LTR": "litre litres liter liters l lt ltr ltrs litro litros litri", "MLT": "millilitre milliliter millilitres milliliters ml mlt", "CLT": "centilitre centiliter cl", "DLT": "decilitre deciliter dl",
	"HLT": "hectolitre hectoliter hektoliter hl", "MTQ": "cubicmetre cubicmeter cubicmeters cubicmetres kubikmeter m3 cbm metrecube metrocubo", "CMQ": "cubiccentimetre cubiccentimeter cm3 ccm cc kubikzentimeter",
	"MMQ": "cubicmillimetre mm3", "DMQ": "cubicdecimetre dm3", "GLL": "gallon gallons gal gals usgallon gallone galon", "GLI": "imperialgallon ukgallon", "QTL": "quart quarts qt usquart", "PTL": "pint pints pt uspint",
	"OZA": "fluidounce floz usfluidounce fluidounces", "FTQ": "cubicfoot cubicfeet ft3 cuft", "INQ": "cubicinch in3 cuin", "YDQ": "cubicyard yd3",
	// length and area
	"MTR": "metre metres meter meters m mtr mtrs metro metri", "CMT": "centimetre centimeter centimetres centimeters zentimeter cm cms centimetro", "MMT": "millimetre millimeter millimetres millimeters mm mms milimetro",
	"DMT": "decimetre decimeter dezimeter dm", "KMT": "kilometre kilometer kilometres kilometers km kms", "INH": "inch inches in zoll pouce pulgada pollice", "FOT": "foot feet ft fuss pied pie piede lf", "YRD": "yard yards yd yds",
	"SMI": "mile miles mi meile statutemile", "MTK": "squaremetre squaremeter squaremeters quadratmeter m2 qm sqm metrecarre metrocuadrado", "CMK": "squarecentimetre squarecentimeter cm2 qcm", "MMK": "squaremillimetre mm2",
	"DMK": "squaredecimetre dm2", "KMK": "squarekilometre km2 qkm", "FTK": "squarefoot squarefeet ft2 sqft sf", "INK": "squareinch in2 sqin", "YDK": "squareyard yd2 sqyd", "HAR": "hectare hectares hektar ha", "ACR": "acre acres ac",
	// time
	"HUR": "hour hours h hr hrs std stunde stunden heure heures hora horas ora ore uur", "MIN": "minute minutes min mins minuto minuten", "SEC": "second seconds s sec secs sek sekunde", "DAY": "day days d tag tage jour jours dia giorno dag",
	"WEE": "week weeks wk woche wochen semaine semana settimana", "MON": "month months mo monat monate mois mes mese maand", "ANN": "year years yr jahr jahre annee an ano anno jaar", "LH": "labourhour manhour laborhour arbeitsstunde",
	// energy and the rest
	"KWH": "kilowatthour kilowatthours kilowattstunde kwh", "MWH": "megawatthour megawattstunde mwh", "WHR": "watthour wh", "KWT": "kilowatt kw", "WTT": "watt watts w", "MAW": "megawatt mw", "JOU": "joule joules j", "KJO": "kilojoule kj",
	"VLT": "volt volts v", "AMP": "ampere amperes amp amps a", "HTZ": "hertz hz", "CEL": "degreecelsius celsius gradcelsius", "BAR": "bar", "NEW": "newton n", "P1": "percent prozent pct", "LM": "linearmetre linearmeter lfm laufmeter lfdm runningmetre runningmeter",
	"E48": "serviceunit", "E51": "job", "LS": "lumpsum pauschale pauschal forfait ls psch", "ZP": "page pages seite seiten", "NIU": "numberofinternationalunits iu internationalunit",
}

// unitSigns are written units that folding would lose.
var unitSigns = map[string]string{`"`: "INH", "″": "INH", "”": "INH", "''": "INH", "'": "FOT", "′": "FOT", "’": "FOT", "%": "P1", "°c": "CEL", "℃": "CEL", "µg": "MC", "μg": "MC"}

// Unit standardizes a unit of measure to its UN/ECE Recommendation 20 code from codes, abbreviations and names: "kg" is
// KGM, "Stück" H87, "ea" EA, "carton" CT. Error: UNKNOWN_CODE.
func Unit(s string) (string, error) {
	clean := CleanText(s)
	if clean == "" {
		return "", nil
	}
	if code := unitSigns[strings.ToLower(clean)]; code != "" {
		return code, nil
	}
	upper := strings.ToUpper(clean)
	if _, ok := unitAliases[upper]; ok && clean == upper {
		return upper, nil
	}
	if code := unitIndex()[fold(clean)]; code != "" {
		return code, nil
	}
	return clean, problem(UnknownCode, clean, "is not a known unit: expected a UN/ECE Rec 20 code such as KGM, or a name")
}

// unitIndex leads from folded words to codes: aliases first, then the codes themselves in lower case, then with X.
var unitIndex = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	codes := sortedKeys(unitAliases)
	add := func(key, code string) {
		if _, taken := index[key]; !taken {
			index[key] = code
		}
	}
	for _, code := range codes {
		for _, alias := range strings.Fields(unitAliases[code]) {
			add(fold(alias), code)
			add(fold(umlauts.Replace(alias)), code)
		}
	}
	for _, code := range codes {
		add(strings.ToLower(code), code)
	}
	for _, code := range codes {
		if len(code) == 2 {
			add("x"+strings.ToLower(code), code)
		}
	}
	return index
})
