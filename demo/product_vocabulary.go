package demo

import "strings"

// text is a word in the languages of the catalogue.
type text struct{ en, de, fr, it string }

// productFamily is a kind of goods with its sizes and options.
type productFamily struct {
	code     string
	name     text
	category []any
	unit     string // pieces, m, kg or l
	hs       string
	unspsc   string
	grams    int // of the middle size
	sizes    []string
	options  []text
}

var (
	packs    = []text{{"pack of 10", "10er-Pack", "lot de 10", "conf. da 10"}, {"pack of 100", "100er-Pack", "lot de 100", "conf. da 100"}}
	finishes = []text{{"zinc plated", "verzinkt", "zingué", "zincato"}, {"stainless A2", "Edelstahl A2", "inox A2", "inox A2"}}
	blacks   = []text{{"black", "schwarz", "noir", "nero"}, {"white", "weiß", "blanc", "bianco"}}
	greys    = []text{{"grey", "grau", "gris", "grigio"}, {"red", "rot", "rouge", "rosso"}}
	powers   = []text{{"230 V", "230 V", "230 V", "230 V"}, {"18 V", "18 V", "18 V", "18 V"}}
	grades   = []text{{"standard", "Standard", "standard", "standard"}, {"heavy duty", "verstärkt", "renforcé", "rinforzato"}}
)

var optionSets = map[string][]text{"packs": packs, "finishes": finishes, "blacks": blacks, "greys": greys, "powers": powers, "grades": grades}

// productFamilies: code|en|de|fr|it|category|unit|hs|unspsc|grams|sizes|options
var productFamilies = familiesOf(`
HX|hex bolt|Sechskantschraube|vis à tête hexagonale|vite a testa esagonale|Fasteners/Bolts|pc|73181588|31161500|30|M5x30,M6x30,M6x40,M8x40,M8x60,M10x60,M12x80|finishes
WS|wood screw|Holzschraube|vis à bois|vite per legno|Fasteners/Screws|pc|73181290|31161500|6|3.5x30,4x40,4x50,5x60,5x80,6x100|packs
NU|hex nut|Sechskantmutter|écrou hexagonal|dado esagonale|Fasteners/Nuts|pc|73181692|31161700|8|M5,M6,M8,M10,M12,M16|packs
WA|flat washer|Unterlegscheibe|rondelle plate|rondella piana|Fasteners/Washers|pc|73182200|31161800|4|M5,M6,M8,M10,M12|packs
AN|wall anchor|Dübel|cheville|tassello|Fasteners/Anchors|pc|39259010|31162100|3|5 mm,6 mm,8 mm,10 mm,12 mm|packs
TB|threaded rod|Gewindestange|tige filetée|barra filettata|Fasteners/Rods|m|73181900|31161600|400|M6,M8,M10,M12,M16|finishes
DB|drill bit|Bohrer|foret|punta da trapano|Tools/Drilling|pc|82075060|27112800|40|3 mm,4 mm,5 mm,6 mm,8 mm,10 mm|packs
DR|cordless drill|Akkuschrauber|perceuse sans fil|trapano a batteria|Tools/Power tools|pc|84672110|27112700|1600|30 Nm,50 Nm,60 Nm,80 Nm,120 Nm|powers
AG|angle grinder|Winkelschleifer|meuleuse d'angle|smerigliatrice angolare|Tools/Power tools|pc|84672951|27112700|2100|115 mm,125 mm,150 mm,180 mm,230 mm|powers
CD|cutting disc|Trennscheibe|disque à tronçonner|disco da taglio|Tools/Abrasives|pc|68042218|31191600|50|115 mm,125 mm,150 mm,180 mm,230 mm|packs
SP|sanding sheet|Schleifpapier|papier abrasif|carta abrasiva|Tools/Abrasives|pc|68052000|31191500|12|P40,P60,P80,P120,P180,P240|packs
HM|hammer|Hammer|marteau|martello|Tools/Hand tools|pc|82052000|27111600|600|200 g,300 g,500 g,800 g,1000 g|grades
PL|combination pliers|Kombizange|pince universelle|pinza universale|Tools/Hand tools|pc|82032000|27112100|280|160 mm,180 mm,200 mm,220 mm|grades
SD|screwdriver|Schraubendreher|tournevis|cacciavite|Tools/Hand tools|pc|82054000|27111700|90|PH1,PH2,PH3,PZ1,PZ2,TX20|blacks
LV|spirit level|Wasserwaage|niveau à bulle|livella|Tools/Measuring|pc|90153010|41111600|500|40 cm,60 cm,80 cm,100 cm,120 cm|greys
TM|tape measure|Bandmaß|mètre ruban|flessometro|Tools/Measuring|pc|90178010|41111600|180|3 m,5 m,8 m,10 m|greys
CB|installation cable|Installationskabel|câble d'installation|cavo di installazione|Electrical/Cables|m|85444995|26121600|120|3x1.5 mm²,3x2.5 mm²,5x1.5 mm²,5x2.5 mm²|greys
CT|cable tie|Kabelbinder|collier de serrage|fascetta|Electrical/Accessories|pc|39269097|39121700|2|100 mm,140 mm,200 mm,290 mm,370 mm|blacks
SW|light switch|Lichtschalter|interrupteur|interruttore|Electrical/Switches|pc|85365080|39122200|70|1-pole,2-pole,two-way,cross,dimmer|blacks
SO|wall socket|Steckdose|prise murale|presa a muro|Electrical/Sockets|pc|85366990|39121400|80|1-gang,2-gang,3-gang,4-gang|greys
LE|LED lamp|LED-Lampe|lampe LED|lampada LED|Electrical/Lighting|pc|85395200|39101600|60|4 W,6 W,8 W,10 W,13 W|packs
FL|LED floodlight|LED-Strahler|projecteur LED|faro LED|Electrical/Lighting|pc|94054210|39111600|1200|10 W,20 W,30 W,50 W,100 W|blacks
BV|ball valve|Kugelhahn|vanne à boisseau|valvola a sfera|Plumbing/Valves|pc|84818081|40141600|300|1/2 in,3/4 in,1 in,1 1/4 in,1 1/2 in|grades
PI|pressure pipe|Druckrohr|tube pression|tubo a pressione|Plumbing/Pipes|m|39172290|40171500|260|16 mm,20 mm,25 mm,32 mm,40 mm|greys
GS|gasket|Dichtung|joint|guarnizione|Plumbing/Seals|pc|40169300|31181500|5|1/2 in,3/4 in,1 in,1 1/4 in|packs
PU|circulation pump|Umwälzpumpe|circulateur|circolatore|Plumbing/Pumps|pc|84137051|40151500|2600|25-40,25-60,25-80,32-60,32-80|powers
PT|wall paint|Wandfarbe|peinture murale|pittura murale|Paints/Wall|l|32099000|31211500|1500|1 l,2.5 l,5 l,10 l,12.5 l|greys
AD|construction adhesive|Montagekleber|colle de montage|adesivo di montaggio|Paints/Adhesives|kg|35069190|31201600|1000|310 ml,450 ml,600 ml,1 kg|grades
SG|safety gloves|Schutzhandschuhe|gants de protection|guanti di protezione|Safety/Hands|pc|61161020|46181500|60|7,8,9,10,11|blacks
SH|safety helmet|Schutzhelm|casque de chantier|elmetto di protezione|Safety/Head|pc|65061010|46181700|380|S,M,L,XL|greys
LD|ladder|Leiter|échelle|scala|Access/Ladders|pc|76169990|30191500|7000|4 rungs,6 rungs,8 rungs,10 rungs,12 rungs|grades
HO|garden hose|Gartenschlauch|tuyau d'arrosage|tubo da giardino|Garden/Watering|m|39173900|40142000|150|1/2 in,5/8 in,3/4 in,1 in|greys
`)

func familiesOf(s string) []productFamily {
	var out []productFamily
	for row := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		f := strings.Split(row, "|")
		var path []any
		for step := range strings.SplitSeq(f[5], "/") {
			path = append(path, step)
		}
		out = append(out, productFamily{
			code: f[0], name: text{f[1], f[2], f[3], f[4]}, category: path, unit: f[6], hs: f[7], unspsc: f[8], grams: atoi(f[9]),
			sizes: strings.Split(f[10], ","), options: optionSets[f[11]],
		})
	}
	return out
}

// brand is a maker's mark.
type brand struct {
	name, maker, origin string
}

// brands: name|maker|country of origin
var brands = brandsOf(`Ferrox|Ferrox Werkzeuge GmbH|DE; Norvik|Norvik Verktyg AB|SE; Tessara|Tessara S.p.A.|IT; Halbrand|Halbrand AG|CH; Durance|Durance Outillage SAS|FR;
	Brightwell|Brightwell Tools Ltd|GB; Kestler|Kestler GmbH & Co. KG|DE; Montalba|Montalba S.r.l.|IT; Vanderhoek|Vanderhoek B.V.|NL; Ironpeak|Ironpeak Inc.|US;
	Zylbor|Zylbor Sp. z o.o.|PL; Alvora|Alvora S.L.|ES; Steinkamp|Steinkamp KG|DE; Luxor Nova|Luxor Nova SA|BE; Grauwald|Grauwald GmbH|AT; Redstone|Redstone Corp.|US;
	Helvetec|Helvetec AG|CH; Orlane|Orlane SARL|FR; Pinnatec|Pinnatec GmbH|DE; Castello|Castello S.p.A.|IT; Bluefin|Bluefin Ltd|GB; Torvald|Torvald AB|SE;
	Quadrex|Quadrex GmbH|DE; Mirador|Mirador S.A.|ES; Hexagon Pro|Hexagon Pro LLC|US; Wolmar|Wolmar S.A.|PL; Duinberg|Duinberg N.V.|BE; Alpinor|Alpinor GmbH|AT;
	Severin Bau|Severin Bau AG|CH; Lorient|Lorient SAS|FR; Eisenhut|Eisenhut GmbH|DE; Polder|Polder B.V.|NL`)

func brandsOf(s string) []brand {
	var out []brand
	for entry := range strings.SplitSeq(s, ";") {
		f := strings.Split(strings.TrimSpace(entry), "|")
		out = append(out, brand{f[0], f[1], f[2]})
	}
	return out
}
