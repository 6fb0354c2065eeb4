package kinds

// personPrefixes are titles and forms of address, folded, with the spelling that is kept.
var personPrefixes = map[string]string{
	"mr": "Mr", "mister": "Mr", "mrs": "Mrs", "ms": "Ms", "miss": "Miss", "mx": "Mx", "master": "Master", "sir": "Sir", "dame": "Dame", "lord": "Lord", "lady": "Lady",
	"dr": "Dr", "doctor": "Dr", "doktor": "Dr", "drs": "Drs", "prof": "Prof", "professor": "Prof", "rev": "Rev", "reverend": "Rev", "hon": "Hon", "capt": "Capt", "col": "Col", "maj": "Maj", "sgt": "Sgt", "lt": "Lt", "gen": "Gen",
	"herr": "Herr", "hr": "Herr", "herrn": "Herr", "frau": "Frau", "fr": "Frau", "fraulein": "Frau", "mag": "Mag", "ing": "Ing", "dipling": "Dipl.-Ing.", "dipl": "Dipl.", "dipl-ing": "Dipl.-Ing.", "diplkfm": "Dipl.-Kfm.", "med": "med.", "jur": "jur.", "rer": "rer.", "nat": "nat.", "hc": "h.c.",
	"m": "M", "mme": "Mme", "madame": "Mme", "monsieur": "M", "mlle": "Mlle", "mademoiselle": "Mlle", "me": "Me", "maitre": "Me",
	"sr": "Sr", "sra": "Sra", "srta": "Srta", "senor": "Sr", "senora": "Sra", "don": "Don", "dona": "Doña", "sig": "Sig", "signor": "Sig", "signora": "Sig.ra", "sigra": "Sig.ra", "dott": "Dott", "dottssa": "Dott.ssa", "avv": "Avv",
	"dhr": "Dhr", "mevr": "Mevr", "mw": "Mevr", "ir": "Ir", "pan": "Pan", "pani": "Pani", "bc": "Bc", "mgr": "Mgr", "sheikh": "Sheikh", "datuk": "Datuk",
}

// dottedPrefixes are prefixes that are also names, initials or family names: they count only with a dot behind them.
var dottedPrefixes = wordSet("m me don pan fr hr ing med nat jur rer hc gen lt col maj hon sr sig mag ir bc mgr mw rev dipl")

// personSuffixes are generations, degrees and honours, folded, with the spelling that is kept.
var personSuffixes = map[string]string{
	"jr": "Jr", "junior": "Jr", "jnr": "Jr", "jun": "Jr", "sr": "Sr", "senior": "Sr", "snr": "Sr", "sen": "Sr", "ii": "II", "iii": "III", "iv": "IV", "v": "V", "vi": "VI",
	"2nd": "II", "3rd": "III", "4th": "IV", "phd": "PhD", "md": "MD", "dds": "DDS", "esq": "Esq", "esquire": "Esq", "mba": "MBA", "cpa": "CPA", "llm": "LLM", "jd": "JD", "rn": "RN", "obe": "OBE", "mbe": "MBE", "cbe": "CBE",
	"bsc": "BSc", "msc": "MSc", "pe": "PE", "dvm": "DVM", "filho": "Filho", "neto": "Neto",
}

// cautiousSuffixes are suffixes that are also names or initials: they count only behind a comma or in upper case behind two names.
var cautiousSuffixes = wordSet("v vi pe rn md jd sen jun junior senior filho neto mba")

// familyParticles are the words that belong to the family name that follows them, folded.
var familyParticles = wordSet(`van von vom zum zur zu der den dem de del della dello dei degli da do dos das di du la le les lo los las el al bin ibn ben binti
	ten ter te af av st saint santa san mac o d`)

// iberianGiven are frequent Spanish and Portuguese given names, folded: two of them in a row are one compound given name.
var iberianGiven = wordSet(`jose maria juan luis carlos antonio manuel jesus miguel angel francisco javier fernando alberto eduardo andres pablo pedro rafael
	ramon enrique jorge ana rosa carmen teresa isabel pilar dolores mercedes luisa elena cristina lucia marta laura paula guadalupe josefa victoria
	alejandro sergio diego joao paulo`)

// iberianFamily are frequent Spanish and Portuguese family names that do not end in -ez, folded.
var iberianFamily = wordSet(`garcia lopez moreno munoz romero navarro torres ruiz serrano blanco molina castro ortega rubio sanz medina cortes castillo
	santos guerrero cano prieto calvo gallego vidal leon herrera marin cruz reyes flores rivera morales ortiz vargas rojas mendoza silva santos
	ferreira pereira oliveira costa souza sousa almeida alonso delgado ramos gil vega soto aguilar salazar luna campos`)
