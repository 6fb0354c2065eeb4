package demo

var (
	dutch = &language{
		trades: list(`Installatie,Techniek,Bouw,Timmerwerken,Gereedschap,Elektro,Loodgieters,Dakwerken,Montage,Onderhoud,Schilderwerken,Staalbouw,Klimaat,Interieur,
			Hoveniers,Verwarming,Metaalwerken,Renovatie,Bouwmaterialen,Keukens,Projecten`),
		industries: list(`Schroeven,Kranen,Kabels,Pompen,Verven,Afdichtingen,Verlichting,Schuurmiddelen,Verpakkingen,Hydrauliek,Gieterij,Machinebouw,Lagers,Kunststoffen,Meettechniek`),
		sons:       "& Zonen", tradeFirst: false,
	}
	english = &language{
		trades: list(`Electrical,Plumbing,Joinery,Construction,Heating,Roofing,Hardware,Builders,Maintenance,Interiors,Landscapes,Steelwork,Glazing,Decorators,Engineering,
			Fabrications,Tools,Contracting,Flooring,Supplies,Services,Kitchens`),
		industries: list(`Fasteners,Valves,Cables,Pumps,Coatings,Seals,Lighting,Abrasives,Packaging,Hydraulics,Castings,Bearings,Plastics,Instruments,Welding,Power Tools`),
		sons:       "& Sons", tradeFirst: false,
	}
	polish = &language{
		trades:     list(`Instalacje,Budownictwo,Hydraulika,Narzędzia,Stolarka,Ogrzewanie,Dachy,Remonty,Elektryka,Konstrukcje,Montaż,Ogrody,Serwis,Okna,Posadzki,Izolacje,Meble`),
		industries: list(`Śruby,Armatura,Kable,Pompy,Farby,Uszczelki,Oświetlenie,Opakowania,Odlewnia,Maszyny,Łożyska,Tworzywa`),
		sons:       "i Synowie", tradeFirst: false,
	}
	swedish = &language{
		trades:     list(`Bygg,Elteknik,Rör,Verktyg,Snickeri,Värme,Tak,Måleri,Montage,Smide,Trädgård,Service,Golv,Isolering,Fönster,Kök,Ventilation`),
		industries: list(`Skruv,Armatur,Kabel,Pumpar,Färg,Tätningar,Belysning,Slipmedel,Förpackningar,Hydraulik,Gjuteri,Maskin,Lager,Plast`),
		sons:       "& Söner", tradeFirst: false,
	}
)

var (
	dutchStems = list(`Linden,Kerk,Station,Molen,Beuken,Haven,School,Dorp,Markt,Eiken,Wilgen,Kastanje,Prinsen,Konings,Nieuw,Oost,West,Zuid,Noord,Berg,Rozen,Tulpen,
		Industrie,Spoor,Brouwers,Smeden,Vissers,Kapel,Meer,Park`)
	dutchGiven = list(`Jan,Anna,Pieter,Maria,Johannes,Sanne,Daan,Emma,Bram,Lotte,Thijs,Femke,Sven,Anouk,Ruben,Marieke,Jeroen,Ilse,Bart,Inge,Koen,Linda,Wouter,Esther,
		Maarten,Karin,Joost,Petra,Niels,Evelien,Stijn,Griet,Luc,Els,Dirk,Katrien,Tom,Veerle,Geert,Hilde`)
	englishGiven = list(`James,Mary,John,Patricia,Robert,Jennifer,Michael,Linda,William,Elizabeth,David,Barbara,Richard,Susan,Joseph,Jessica,Thomas,Sarah,Charles,Karen,
		Christopher,Lisa,Daniel,Nancy,Matthew,Betty,Anthony,Sandra,Mark,Margaret,Steven,Ashley,Paul,Emily,Andrew,Donna,Joshua,Michelle,Kenneth,Carol`)
	englishFamily = list(`Smith,Johnson,Williams,Brown,Jones,Davis,Miller,Wilson,Moore,Taylor,Anderson,Thomas,Jackson,White,Harris,Martin,Thompson,Wood,Clark,Lewis,Lee,
		Walker,Hall,Allen,Young,King,Wright,Hill,Scott,Green,Adams,Baker,Nelson,Carter,Mitchell,Roberts,Turner,Phillips,Campbell,Parker,Evans,Edwards,Collins,Stewart,
		Morris,Rogers,Reed,Cook,Morgan,Bell,Murphy,Bailey,Cooper,Richardson,Cox,Howard,Ward,Peterson,Gray,Watson,Brooks,Kelly,Sanders,Price,Bennett,Barnes,Ross,O'Brien`)
	englishStems = list(`High,Church,Station,Victoria,Park,Mill,Queen,King,Albert,Oak,Maple,Cedar,Elm,Washington,Lake,Hill,Green,Spring,River,North,South,Chestnut,Walnut,
		Pine,Meadow,Orchard,Bridge,Castle,Grove,Willow,Highland,Madison`)
)

var netherlands = &country{
	code: "NL", names: list("Nederland,Netherlands,The Netherlands,HOLLAND"), currency: "EUR", language: "nl", dial: "31", trunk: "0", national: 9,
	mobiles: list("61,62,63,64,65"), tld: "nl", mail: list("ziggo.nl,kpnmail.nl,hetnet.nl,gmail.com"),
	forms: formsOf(`B.V.|BV|bv|Besloten Vennootschap; N.V.|NV|Naamloze Vennootschap; V.O.F.|VOF|vof`),
	cities: citiesOf(`Amsterdam|Noord-Holland|10## ??|20; Rotterdam|Zuid-Holland|30## ??|10; Den Haag|Zuid-Holland|25## ??|70; Utrecht|Utrecht|35## ??|30; Eindhoven|Noord-Brabant|56## ??|40;
		Groningen|Groningen|97## ??|50; Tilburg|Noord-Brabant|50## ??|13; Breda|Noord-Brabant|48## ??|76; Nijmegen|Gelderland|65## ??|24; Arnhem|Gelderland|68## ??|26;
		Maastricht|Limburg|62## ??|43; Zwolle|Overijssel|80## ??|38; Haarlem|Noord-Holland|20## ??|23; Enschede|Overijssel|75## ??|53`),
	streets: streets{dutchStems, list("straat,straat,straat,laan,weg,plein,kade,gracht,singel"), "{s}{e} {n}"},
	given:   dutchGiven,
	family: list(`de Jong,Jansen,de Vries,van den Berg,van Dijk,Bakker,Janssen,Visser,Smit,Meijer,de Boer,Mulder,de Groot,Bos,Vos,Peters,Hendriks,van Leeuwen,Dekker,Brouwer,
		de Wit,Dijkstra,Smits,de Graaf,van der Meer,Kok,Jacobs,de Haan,Vermeulen,van den Heuvel,van der Veen,van den Broek,de Bruijn,Schouten,van Beek,Willems,van Vliet,
		Hoekstra,Maas,Verhoeven,Koster,van Dam,van der Wal,Prins,Blom,Huisman,Peeters,Kuipers,van Veen,Kramer,van den Bosch,Postma,Veenstra,Scholten,Timmermans`),
	words: dutch,
}

var belgium = &country{
	code: "BE", names: list("België,Belgium,Belgique,BELGIUM"), currency: "EUR", language: "nl", dial: "32", trunk: "0", national: 8, longer: 1,
	mobiles: list("471,472,475,476,486,494"), tld: "be", mail: list("telenet.be,skynet.be,proximus.be,gmail.com"),
	forms: formsOf(`BV|B.V.|BVBA|Besloten Vennootschap; NV|N.V.|Naamloze Vennootschap; BV|SRL|bv`),
	cities: citiesOf(`Brussel|Brussel|10#0|2; Antwerpen|Antwerpen|20#0|3; Gent|Oost-Vlaanderen|90#0|92; Liège|Liège|40#0|42; Brugge|West-Vlaanderen|8000|50; Leuven|Vlaams-Brabant|300#|16;
		Namur|Namur|5000|81; Charleroi|Hainaut|60#0|71; Mechelen|Antwerpen|2800|15; Kortrijk|West-Vlaanderen|85#0|56; Hasselt|Limburg|35#0|11; Aalst|Oost-Vlaanderen|9300|53`),
	streets: streets{dutchStems, list("straat,straat,straat,laan,weg,plein,kaai,dreef,steenweg"), "{s}{e} {n}"},
	given:   dutchGiven,
	family: list(`Peeters,Janssens,Maes,Jacobs,Mertens,Willems,Claes,Goossens,Wouters,De Smet,Dubois,Lambert,Dupont,Vermeulen,Pauwels,Hermans,Aerts,Michiels,Lemmens,
		Claeys,De Clercq,Desmet,Coppens,Smets,Van den Broeck,Martens,De Backer,Segers,Bogaert,Verhoeven,De Wilde,Stevens,Leclercq,Simon,Laurent,Denis,Renard,Lejeune,
		Verstraete,Van Damme,De Cock,Baert,Cools,Thys,Vandenberghe,Christiaens,Moens,Bauwens,Declercq,Verbeke,Cornelis,Timmermans,Wauters,Nijs,Van Acker`),
	words: dutch,
}

var britain = &country{
	code: "GB", names: list("United Kingdom,UK,Great Britain,UNITED KINGDOM"), currency: "GBP", language: "en", dial: "44", trunk: "0", national: 10,
	mobiles: list("7712,7788,7850,7901,7974"), tld: "co.uk", mail: list("btinternet.com,sky.com,hotmail.co.uk,gmail.com"),
	forms: formsOf(`Limited|Ltd|Ltd.|LTD; Ltd|Limited|Ltd.; PLC|plc|Public Limited Company; LLP|Limited Liability Partnership`),
	cities: citiesOf(`London|Greater London|SE# #??|207; Manchester|Greater Manchester|M# #??|161; Birmingham|West Midlands|B# #??|1214; Leeds|West Yorkshire|LS# #??|1132; Bristol|Avon|BS# #??|1179;
		Edinburgh|Midlothian|EH# #??|131; Glasgow|Lanarkshire|G# #??|141; Liverpool|Merseyside|L# #??|151; Sheffield|South Yorkshire|S# #??|1142; Newcastle|Tyne and Wear|NE# #??|191;
		Cardiff|South Glamorgan|CF# #??|292; Nottingham|Nottinghamshire|NG# #??|1159; Cambridge|Cambridgeshire|CB# #??|1223; York|North Yorkshire|YO# #??|1904`),
	streets: streets{englishStems, list("Street,Street,Road,Road,Lane,Avenue,Close,Way"), "{n} {s} {e}"},
	given:   englishGiven, family: englishFamily, words: english,
}

var america = &country{
	code: "US", names: list("USA,United States,U.S.A.,United States of America"), currency: "USD", language: "en", dial: "1", trunk: "", national: 10,
	mobiles: list("917,312,713,617,404"), tld: "com", mail: list("yahoo.com,aol.com,comcast.net,gmail.com"),
	forms: formsOf(`Inc.|Inc|Incorporated|INC; LLC|L.L.C.|Limited Liability Company; Corp.|Corp|Corporation; Co.|Company|Co`),
	cities: citiesOf(`New York|NY|100##|212; Chicago|IL|606##|312; Houston|TX|770##|713; Boston|MA|021##|617; Seattle|WA|981##|206; Atlanta|GA|303##|404; Denver|CO|802##|303;
		Dallas|TX|752##|214; San Francisco|CA|941##|415; Phoenix|AZ|850##|602; Cleveland|OH|441##|216; Columbus|OH|432##|614; Minneapolis|MN|554##|612; Portland|OR|972##|503`),
	streets: streets{englishStems, list("Street,Street,Avenue,Boulevard,Drive,Road,Lane,Parkway"), "{n} {s} {e}"},
	given:   englishGiven, family: englishFamily, words: english,
}

var poland = &country{
	code: "PL", names: list("Polska,Poland,POLAND"), currency: "PLN", language: "pl", dial: "48", trunk: "", national: 9,
	mobiles: list("501,502,601,602,605,660"), tld: "pl", mail: list("wp.pl,onet.pl,interia.pl,gmail.com"),
	forms: formsOf(`Sp. z o.o.|sp. z o. o.|Sp. z o.o|Spółka z ograniczoną odpowiedzialnością; S.A.|SA|Spółka Akcyjna; Sp. z o.o.|SP. Z O.O.|sp. z o.o.`),
	cities: citiesOf(`Warszawa|mazowieckie|00-###|22; Kraków|małopolskie|30-###|12; Poznań|wielkopolskie|60-###|61; Wrocław|dolnośląskie|50-###|71; Gdańsk|pomorskie|80-###|58;
		Łódź|łódzkie|90-###|42; Katowice|śląskie|40-###|32; Szczecin|zachodniopomorskie|70-###|91; Lublin|lubelskie|20-###|81; Bydgoszcz|kujawsko-pomorskie|85-###|52; Rzeszów|podkarpackie|35-###|17`),
	streets: streets{list(`Mickiewicza,Słowackiego,Kościuszki,Piłsudskiego,Długa,Krótka,Ogrodowa,Polna,Leśna,Lipowa,Szkolna,Kwiatowa,Sienkiewicza,Kopernika,Reymonta,Żeromskiego,
		Przemysłowa,Kolejowa,Parkowa,Słoneczna,Łąkowa,Brzozowa,Warszawska,Krakowska,Fabryczna`), list("ul.,ul.,ul.,al.,pl."), "{e} {s} {n}"},
	given: list(`Anna,Piotr,Katarzyna,Krzysztof,Małgorzata,Andrzej,Agnieszka,Tomasz,Barbara,Paweł,Ewa,Michał,Magdalena,Marcin,Joanna,Jakub,Monika,Adam,Zofia,Łukasz,
		Elżbieta,Grzegorz,Dorota,Wojciech,Danuta,Mateusz,Teresa,Rafał,Irena,Kamil`),
	family: list(`Nowak,Kowalski,Wiśniewski,Wójcik,Kowalczyk,Kamiński,Lewandowski,Zieliński,Szymański,Woźniak,Dąbrowski,Kozłowski,Jankowski,Mazur,Wojciechowski,Kwiatkowski,
		Krawczyk,Kaczmarek,Piotrowski,Grabowski,Zając,Pawłowski,Michalski,Król,Wieczorek,Jabłoński,Wróbel,Nowakowski,Majewski,Olszewski,Stępień,Malinowski,Jaworski,
		Adamczyk,Dudek,Nowicki,Pawlak,Górski,Witkowski,Walczak,Sikora,Baran,Rutkowski,Michalak,Szewczyk,Ostrowski,Tomaszewski,Pietrzak,Duda,Zalewski`),
	words: polish,
}

var sweden = &country{
	code: "SE", names: list("Sverige,Sweden,SWEDEN"), currency: "SEK", language: "sv", dial: "46", trunk: "0", national: 9,
	mobiles: list("70,72,73,76"), tld: "se", mail: list("telia.com,hotmail.se,bredband.net,gmail.com"),
	forms: formsOf(`AB|A.B.|Aktiebolag|ab; HB|Handelsbolag; AB|Aktiebolaget|ab`),
	cities: citiesOf(`Stockholm|Stockholms län|11# ##|8; Göteborg|Västra Götaland|41# ##|31; Malmö|Skåne|21# ##|40; Uppsala|Uppsala län|75# ##|18; Västerås|Västmanland|72# ##|21;
		Örebro|Örebro län|70# ##|19; Linköping|Östergötland|58# ##|13; Helsingborg|Skåne|25# ##|42; Norrköping|Östergötland|60# ##|11; Jönköping|Jönköpings län|55# ##|36; Umeå|Västerbotten|90# ##|90`),
	streets: streets{list(`Stor,Kungs,Drottning,Kyrko,Skol,Järnvägs,Ny,Öster,Väster,Norra,Södra,Industri,Björk,Linné,Hamn,Fabriks,Slotts,Trädgårds,Ring,Bruks,Ek,Skogs`),
		list("gatan,gatan,gatan,vägen,vägen,torget,gränd"), "{s}{e} {n}"},
	given: list(`Erik,Anna,Lars,Maria,Karl,Margareta,Anders,Elisabeth,Johan,Eva,Per,Kristina,Nils,Birgitta,Mikael,Karin,Jan,Ingrid,Hans,Sofia,Lennart,Linnéa,Gustav,Åsa,
		Olof,Märta,Sven,Elin,Fredrik,Ulla`),
	family: list(`Andersson,Johansson,Karlsson,Nilsson,Eriksson,Larsson,Olsson,Persson,Svensson,Gustafsson,Pettersson,Jonsson,Jansson,Hansson,Bengtsson,Jönsson,Lindberg,
		Jakobsson,Magnusson,Lindström,Olofsson,Lindqvist,Lindgren,Berg,Axelsson,Bergström,Lundberg,Lind,Lundgren,Lundqvist,Mattsson,Berglund,Fredriksson,Sandberg,
		Henriksson,Forsberg,Sjöberg,Wallin,Engström,Eklund,Danielsson,Lundin,Håkansson,Björk,Bergman,Gunnarsson,Holm,Wikström,Nyström,Åberg,Öberg,Söderberg`),
	words: swedish,
}
