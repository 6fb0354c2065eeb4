package demo

var german = &language{
	trades: list(`Elektro,Haustechnik,Metallbau,Sanitär,Holzbau,Schreinerei,Werkzeuge,Befestigungstechnik,Gebäudetechnik,Malerbetrieb,Dachbau,
		Fahrzeugbau,Gartenbau,Stahlbau,Heizungsbau,Klimatechnik,Baubedarf,Innenausbau,Küchenbau,Montagen,Service,Industriebedarf,Fensterbau,Bauunternehmung`),
	industries: list(`Schrauben,Werkzeugfabrik,Armaturen,Kabelwerke,Pumpen,Lacke,Antriebstechnik,Dichtungen,Beschläge,Leuchten,Schweißtechnik,
		Hydraulik,Messtechnik,Gusswerk,Drahtwerke,Schleifmittel,Kunststofftechnik,Sicherheitstechnik,Maschinenfabrik,Verpackungen`),
	sons: "& Söhne", tradeFirst: false,
}

var (
	germanStems = list(`Linden,Bahnhof,Haupt,Garten,Schiller,Goethe,Mühlen,Kirch,Wald,Rosen,Berg,Schul,Birken,Eichen,Tal,Markt,Brunnen,Industrie,
		Kapellen,Sonnen,Wiesen,Post,Feld,Schloss,Ahorn,Kastanien,Ulmen,Buchen,Fichten,Hafen,Brücken,Kloster,Bach,Quellen,Ziegel,Gerber,Weber,Schmiede`)
	germanGiven = list(`Anna,Lukas,Sabine,Thomas,Julia,Michael,Katharina,Stefan,Monika,Andreas,Claudia,Markus,Ursula,Peter,Birgit,Jürgen,Heike,Wolfgang,
		Silke,Matthias,Petra,Jörg,Nicole,Frank,Lena,Jonas,Hannah,Felix,Christine,Günther,Sophie,Tobias,Eva,Klaus,Martina,Sebastian,Franziska,Bernd,Elisabeth,Hans`)
	germanFamily = list(`Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Schäfer,Koch,Bauer,Richter,Klein,Wolf,Schröder,Neumann,
		Schwarz,Zimmermann,Braun,Krüger,Hofmann,Hartmann,Lange,Schmitt,Werner,Krause,Lehmann,Köhler,Herrmann,König,Walter,Mayer,Huber,Kaiser,Fuchs,Peters,
		Lang,Scholz,Möller,Weiß,Jung,Hahn,Vogel,Friedrich,Keller,Günther,Frank,Berger,Winkler,Roth,Beck,Lorenz,Baumann,Franke,Albrecht,Schuster,Simon,
		Ludwig,Böhm,Winter,Kraus,Martin,Schumacher,Krämer,Vogt,Stein,Jäger,Otto,Sommer,Groß,Seidel,Heinrich,Brandt,Haas,Schreiber,Graf,Dietrich,Ziegler,
		Kuhn,Kühn,Pohl,Engel,Horn,Busch,Bergmann,Thomas,Voigt,Sauer,Arnold,Pfeiffer,Reuter,Lindner,Eberhardt,Wiedemann,Rademacher,Ostermann,Dröge,Thiel`)
)

var germany = &country{
	code: "DE", names: list("Deutschland,Germany,GERMANY,BRD"), currency: "EUR", language: "de", dial: "49", trunk: "0",
	mobiles: list("160,170,171,175"), tld: "de", mail: list("gmx.de,web.de,t-online.de,gmail.com"),
	forms: formsOf(`GmbH|G.m.b.H.|Gesellschaft mit beschränkter Haftung|gmbh; AG|Aktiengesellschaft|A.G.; GmbH & Co. KG|GmbH & Co KG|GmbH u. Co. KG|GmbH+Co.KG;
		KG|Kommanditgesellschaft|K.G.; e.K.|eK|e. K.; OHG|oHG; GmbH|G.m.b.H.|Ges. mbH`),
	cities: citiesOf(`Berlin|Berlin|101##|30; München|Bayern|803##|89; Hamburg|Hamburg|203##|40; Köln|Nordrhein-Westfalen|506##|221; Frankfurt am Main|Hessen|603##|69;
		Stuttgart|Baden-Württemberg|701##|711; Düsseldorf|Nordrhein-Westfalen|402##|211; Leipzig|Sachsen|041##|341; Dresden|Sachsen|010##|351; Hannover|Niedersachsen|301##|511;
		Nürnberg|Bayern|904##|911; Bremen|Bremen|281##|421; Mannheim|Baden-Württemberg|681##|621; Karlsruhe|Baden-Württemberg|761##|721; Münster|Nordrhein-Westfalen|481##|251;
		Würzburg|Bayern|970##|931; Lübeck|Schleswig-Holstein|235##|451; Göttingen|Niedersachsen|370##|551`),
	streets: streets{germanStems, list("straße,straße,straße,weg,gasse,allee,platz,ring,ufer"), "{s}{e} {n}"},
	given:   germanGiven, family: germanFamily, words: german,
}

var switzerland = &country{
	code: "CH", names: list("Schweiz,Switzerland,SUISSE,Suisse"), currency: "CHF", language: "de", dial: "41", trunk: "0", national: 9,
	mobiles: list("76,78,79"), tld: "ch", mail: list("bluewin.ch,gmx.ch,hispeed.ch,gmail.com"),
	forms: formsOf(`AG|Aktiengesellschaft|SA|A.G.; GmbH|G.m.b.H.|Sàrl|Gesellschaft mit beschränkter Haftung; AG|A.G.|Aktiengesellschaft`),
	cities: citiesOf(`Zürich|ZH|80##|44; Bern|BE|30##|31; Basel|BS|40##|61; Genève|GE|120#|22; Lausanne|VD|100#|21; Luzern|LU|600#|41; St. Gallen|SG|900#|71;
		Winterthur|ZH|840#|52; Aarau|AG|500#|62; Chur|GR|700#|81; Biel/Bienne|BE|250#|32; Zug|ZG|630#|41; Thun|BE|360#|33; Schaffhausen|SH|820#|52; Neuchâtel|NE|200#|32`),
	streets: streets{germanStems, list("strasse,strasse,strasse,weg,gasse,platz,ring,matte,rain"), "{s}{e} {n}"},
	given: list(`Reto,Urs,Beat,Regula,Ruth,Daniel,Sandra,Marco,Nadine,Christoph,Barbara,Roland,Simon,Corinne,Adrian,Yvonne,Patrick,Brigitte,Roger,Esther,
		Lukas,Andrea,Pascal,Nicole,Jürg,Verena,Matthias,Karin,Philippe,Claudia,Fabian,Céline,Noah,Elin,Luca,Mia,Jan,Laura,Nino,Lea`),
	family: list(`Müller,Meier,Schmid,Keller,Weber,Huber,Schneider,Meyer,Steiner,Fischer,Gerber,Brunner,Baumann,Frei,Zimmermann,Moser,Widmer,Wyss,Graf,Roth,
		Baumgartner,Suter,Bachmann,Kunz,Hofer,Bühler,Lüthi,Lehmann,Christen,Studer,Egli,Arnold,Koch,Favre,Kaufmann,Bucher,Rochat,Ammann,Sutter,Blanc,Zürcher,
		Hess,Gasser,Kälin,Portmann,Amstutz,Aeschbacher,Schär,Zbinden,Rüegg,Oberli,Stähli,Wenger,Tobler,Inauen,Camenzind,Zgraggen,Infanger,Bieri,Rüfenacht`),
	words: german,
}

var austria = &country{
	code: "AT", names: list("Österreich,Austria,AUSTRIA,Oesterreich"), currency: "EUR", language: "de", dial: "43", trunk: "0",
	mobiles: list("664,676,699"), tld: "at", mail: list("gmx.at,aon.at,chello.at,gmail.com"),
	forms: formsOf(`GmbH|G.m.b.H.|Ges.m.b.H.|Gesellschaft m.b.H.; AG|Aktiengesellschaft|A.G.; KG|Kommanditgesellschaft; e.U.|eU|e. U.; GmbH|Ges.m.b.H.|GesmbH`),
	cities: citiesOf(`Wien|Wien|1##0|1; Graz|Steiermark|80##|316; Linz|Oberösterreich|40##|732; Salzburg|Salzburg|50##|662; Innsbruck|Tirol|60##|512;
		Klagenfurt|Kärnten|90##|463; Villach|Kärnten|950#|4242; Wels|Oberösterreich|460#|7242; St. Pölten|Niederösterreich|310#|2742; Dornbirn|Vorarlberg|685#|5572;
		Wiener Neustadt|Niederösterreich|270#|2622; Steyr|Oberösterreich|440#|7252; Bregenz|Vorarlberg|690#|5574; Leoben|Steiermark|870#|3842`),
	streets: streets{germanStems, list("straße,straße,straße,gasse,gasse,weg,platz,ring,zeile"), "{s}{e} {n}"},
	given:   germanGiven,
	family: list(`Gruber,Huber,Bauer,Wagner,Müller,Pichler,Steiner,Moser,Mayer,Hofer,Leitner,Berger,Fuchs,Eder,Fischer,Schmid,Winkler,Weber,Schwarz,Maier,
		Schneider,Reiter,Mayr,Schmidt,Wimmer,Egger,Brunner,Lang,Baumgartner,Auer,Binder,Lechner,Wolf,Wallner,Aigner,Ebner,Koller,Lehner,Haas,Schuster,Heilig,
		Strasser,Haider,Holzer,Köck,Pfeifer,Stadler,Riegler,Thaler,Rainer,Kainz,Zauner,Hölzl,Stöger,Kögl,Hinterberger,Oberhauser,Nussbaumer,Wögerbauer,Schörghuber`),
	words: german,
}
