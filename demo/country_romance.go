package demo

var (
	french = &language{
		trades: list(`Électricité,Plomberie,Menuiserie,Bâtiment,Chauffage,Outillage,Quincaillerie,Couverture,Rénovation,Serrurerie,Climatisation,Maçonnerie,
			Charpente,Peinture,Carrelage,Paysage,Métallerie,Agencement,Maintenance,Façades,Isolation,Ascenseurs`),
		industries: list(`Visserie,Robinetterie,Câbles,Pompes,Peintures,Joints,Luminaires,Abrasifs,Emballages,Hydraulique,Fonderie,Mécanique,Roulements,Plastiques,Mesure,Soudage`),
		sons:       "& Fils", tradeFirst: true,
	}
	italian = &language{
		trades: list(`Impianti,Idraulica,Carpenteria,Edilizia,Ferramenta,Costruzioni,Serramenti,Termotecnica,Elettrica,Falegnameria,Coperture,Ristrutturazioni,
			Montaggi,Verniciature,Giardini,Arredi,Manutenzioni,Climatizzazione,Pavimenti,Restauri,Automazioni`),
		industries: list(`Viterie,Rubinetterie,Cavi,Pompe,Vernici,Guarnizioni,Illuminazione,Abrasivi,Imballaggi,Oleodinamica,Fonderie,Meccanica,Cuscinetti,Plastica,Utensili,Saldature`),
		sons:       "& Figli", tradeFirst: true,
	}
	spanish = &language{
		trades: list(`Instalaciones,Fontanería,Carpintería,Construcciones,Ferretería,Electricidad,Climatización,Reformas,Cubiertas,Montajes,Pinturas,Jardines,
			Suministros,Mantenimiento,Cerrajería,Aislamientos,Pavimentos,Calefacción,Estructuras,Obras`),
		industries: list(`Tornillería,Grifería,Cables,Bombas,Pinturas,Juntas,Iluminación,Abrasivos,Envases,Hidráulica,Fundiciones,Mecánica,Rodamientos,Plásticos,Herramientas,Soldadura`),
		sons:       "e Hijos", tradeFirst: true,
	}
)

var france = &country{
	code: "FR", names: list("France,FRANCE,Frankreich"), currency: "EUR", language: "fr", dial: "33", trunk: "0", national: 9,
	mobiles: list("61,62,66,67,68"), tld: "fr", mail: list("orange.fr,free.fr,laposte.net,gmail.com"),
	forms: formsOf(`SARL|S.A.R.L.|Société à responsabilité limitée|sarl; SAS|S.A.S.|Société par actions simplifiée; SA|S.A.|Société anonyme; EURL|E.U.R.L.`),
	cities: citiesOf(`Paris|Île-de-France|7501#|142; Lyon|Auvergne-Rhône-Alpes|6900#|472; Marseille|Provence-Alpes-Côte d'Azur|1300#|491; Toulouse|Occitanie|31#00|561;
		Bordeaux|Nouvelle-Aquitaine|33#00|556; Nantes|Pays de la Loire|44#00|240; Lille|Hauts-de-France|59#00|320; Strasbourg|Grand Est|67#00|388; Nice|Provence-Alpes-Côte d'Azur|06#00|493;
		Rennes|Bretagne|35#00|299; Grenoble|Auvergne-Rhône-Alpes|38#00|476; Montpellier|Occitanie|34#00|467; Dijon|Bourgogne-Franche-Comté|21#00|380; Angers|Pays de la Loire|49#00|241`),
	streets: streets{list(`de la République,Victor Hugo,de la Gare,des Lilas,Jean Jaurès,Pasteur,du Moulin,de l'Église,des Écoles,Gambetta,de Verdun,des Tilleuls,du Général Leclerc,
		Voltaire,Molière,des Acacias,de la Fontaine,du Château,des Peupliers,Saint-Michel,Émile Zola,de Bretagne,des Forges,du Stade,Lafayette,des Vignes`),
		list("rue,rue,rue,avenue,boulevard,place,allée,impasse,chemin"), "{n} {e} {s}"},
	given: list(`Jean,Marie,Pierre,Nathalie,Michel,Isabelle,Philippe,Sylvie,Alain,Catherine,Nicolas,Céline,Julien,Sophie,François,Hélène,Laurent,Aurélie,Olivier,Camille,
		Thierry,Émilie,Rémi,Chloé,Benoît,Manon,Guillaume,Léa,Frédéric,Valérie,Antoine,Élodie,Mathieu,Anaïs,Stéphane,Margaux,Gérard,Inès,Bruno,Zoé`),
	family: list(`Martin,Bernard,Dubois,Thomas,Robert,Richard,Petit,Durand,Leroy,Moreau,Simon,Laurent,Lefebvre,Michel,Garcia,David,Bertrand,Roux,Vincent,Fournier,Morel,
		Girard,André,Lefèvre,Mercier,Dupont,Lambert,Bonnet,François,Martinez,Legrand,Garnier,Faure,Rousseau,Blanc,Guérin,Muller,Henry,Roussel,Nicolas,Perrin,Morin,
		Mathieu,Clément,Gauthier,Dumont,Lopez,Fontaine,Chevalier,Robin,Masson,Sanchez,Gérard,Nguyen,Boyer,Denis,Lemaire,Duval,Joly,Gautier,Brunet,Colas,Besson,Hébert`),
	words: french,
}

var italy = &country{
	code: "IT", names: list("Italia,Italy,ITALIA"), currency: "EUR", language: "it", dial: "39", trunk: "",
	mobiles: list("338,347,349,320,335"), tld: "it", mail: list("libero.it,virgilio.it,alice.it,gmail.com"),
	forms: formsOf(`S.r.l.|Srl|SRL|Società a responsabilità limitata; S.p.A.|SpA|SPA|Società per azioni; S.n.c.|Snc|SNC; S.a.s.|Sas|SAS di C.`),
	cities: citiesOf(`Milano|MI|201##|02; Roma|RM|001##|06; Torino|TO|101##|011; Napoli|NA|801##|081; Bologna|BO|401##|051; Firenze|FI|501##|055; Venezia|VE|301##|041;
		Genova|GE|161##|010; Verona|VR|371##|045; Padova|PD|351##|049; Brescia|BS|251##|030; Bergamo|BG|241##|035; Bari|BA|701##|080; Modena|MO|411##|059; Trieste|TS|341##|040`),
	streets: streets{list(`Garibaldi,Mazzini,Roma,Dante,Verdi,Cavour,Marconi,della Repubblica,Matteotti,San Marco,dei Mille,Leopardi,Galilei,Volta,Manzoni,del Lavoro,
		dell'Industria,Colombo,Vittorio Emanuele,Puccini,Rossini,Petrarca,Carducci,delle Rose,dei Tigli,Montello`),
		list("Via,Via,Via,Viale,Corso,Piazza,Largo,Vicolo"), "{e} {s} {n}"},
	given: list(`Marco,Giulia,Alessandro,Francesca,Andrea,Chiara,Luca,Sara,Matteo,Elena,Giuseppe,Maria,Antonio,Anna,Giovanni,Laura,Roberto,Paola,Stefano,Silvia,
		Davide,Martina,Lorenzo,Valentina,Paolo,Federica,Simone,Alessia,Riccardo,Elisa,Fabio,Cristina,Niccolò,Beatrice,Giorgio,Ilaria,Enrico,Marta,Piero,Irene`),
	family: list(`Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco,Bruno,Gallo,Conti,De Luca,Mancini,Costa,Giordano,Rizzo,Lombardi,Moretti,Barbieri,
		Fontana,Santoro,Mariani,Rinaldi,Caruso,Ferrara,Galli,Martini,Leone,Longo,Gentile,Martinelli,Vitale,Lombardo,Serra,Coppola,De Santis,D'Angelo,Marchetti,Parisi,Villa,
		Conte,Ferraro,Ferri,Fabbri,Bianco,Marini,Grasso,Valentini,Messina,Sala,De Angelis,Gatti,Pellegrini,Palumbo,Sanna,Farina,Rizzi,Monti,Cattaneo,Morelli,Amato,Silvestri`),
	words: italian,
}

var spain = &country{
	code: "ES", names: list("España,Spain,ESPAÑA,Espana"), currency: "EUR", language: "es", dial: "34", trunk: "", national: 9,
	mobiles: list("61,62,63,65,66"), tld: "es", mail: list("terra.es,telefonica.net,hotmail.es,gmail.com"),
	forms: formsOf(`S.L.|SL|Sociedad Limitada|S.L.U.; S.A.|SA|Sociedad Anónima; S.L.|S. L.|SL`),
	cities: citiesOf(`Madrid|Madrid|280##|915; Barcelona|Cataluña|080##|934; Valencia|Comunitat Valenciana|460##|963; Sevilla|Andalucía|410##|954; Zaragoza|Aragón|500##|976;
		Málaga|Andalucía|290##|952; Bilbao|País Vasco|480##|944; Alicante|Comunitat Valenciana|030##|965; Murcia|Murcia|300##|968; Vigo|Galicia|362##|986; Valladolid|Castilla y León|470##|983;
		Córdoba|Andalucía|140##|957; Granada|Andalucía|180##|958; Oviedo|Asturias|330##|985`),
	streets: streets{list(`Mayor,Real,del Sol,de la Iglesia,Nueva,San Juan,Cervantes,de la Constitución,del Carmen,de Castilla,de la Estación,San José,del Pilar,Goya,Velázquez,
		de Andalucía,de los Olivos,de la Fuente,Santa Ana,del Mar,de Europa,de las Flores,del Norte,Ramón y Cajal,Murillo`),
		list("Calle,Calle,Calle,Avenida,Plaza,Paseo,Camino"), "{e} {s}, {n}"},
	given: list(`Antonio,María,José,Carmen,Manuel,Ana,Francisco,Laura,David,Cristina,Javier,Marta,Daniel,Lucía,Carlos,Elena,Alejandro,Paula,Miguel,Raquel,Rafael,Sara,
		Pablo,Pilar,Fernando,Rosa,Sergio,Beatriz,Jorge,Irene,Álvaro,Nuria,Andrés,Inés,Raúl,Silvia,Iván,Teresa,Óscar,Mónica`),
	family: list(`García,Rodríguez,González,Fernández,López,Martínez,Sánchez,Pérez,Gómez,Martín,Jiménez,Ruiz,Hernández,Díaz,Moreno,Muñoz,Álvarez,Romero,Alonso,Gutiérrez,
		Navarro,Torres,Domínguez,Vázquez,Ramos,Gil,Ramírez,Serrano,Blanco,Molina,Morales,Suárez,Ortega,Delgado,Castro,Ortiz,Rubio,Marín,Sanz,Núñez,Iglesias,Medina,
		Garrido,Cortés,Castillo,Santos,Lozano,Guerrero,Cano,Prieto,Méndez,Cruz,Calvo,Gallego,Vidal,León,Márquez,Herrera,Peña,Flores,Cabrera,Campos,Vega,Fuentes`),
	words: spanish,
}
