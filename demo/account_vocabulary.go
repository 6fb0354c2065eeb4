package demo

import "strings"

// accountTemplate is an account that every chart has, under its own number and in its own language.
type accountTemplate struct {
	parent int // position of the account it is summed up in; -1 for the five at the top
	kind   string
	codes  map[string]string // by numbering: group, german, swiss, french, plain
	names  map[string]string // by language
}

// accountTemplates stand parents first, and what a small chart needs before the rest. Columns: parent, type, number in the
// group's, German, Swiss, French and any other chart; name in en, de, fr, it, es, nl, pl, sv.
var accountTemplates = accountsOf(`
-1 A 100000 0001 1 2 1000|Assets|Aktiva|Actif|Attivo|Activo|Activa|Aktywa|Tillgångar
-1 L 200000 0003 2 4 2000|Liabilities|Verbindlichkeiten|Dettes|Passività|Pasivo|Schulden|Zobowiązania|Skulder
-1 Q 300000 0002 28 1 3000|Equity|Eigenkapital|Capitaux propres|Patrimonio netto|Patrimonio neto|Eigen vermogen|Kapitał własny|Eget kapital
-1 I 400000 0004 3 7 4000|Income|Erträge|Produits|Ricavi|Ingresos|Opbrengsten|Przychody|Intäkter
-1 E 500000 0006 4 6 5000|Expenses|Aufwendungen|Charges|Costi|Gastos|Kosten|Koszty|Kostnader
0 A 110100 1800 1020 512 1010|Bank|Bankguthaben|Banque|Banca|Bancos|Bank|Rachunek bankowy|Bankkonto
0 A 112000 1200 1100 411 1200|Trade receivables|Forderungen aus Lieferungen und Leistungen|Clients|Crediti verso clienti|Clientes|Debiteuren|Należności od odbiorców|Kundfordringar
1 L 210000 3300 2000 401 2100|Trade payables|Verbindlichkeiten aus Lieferungen und Leistungen|Fournisseurs|Debiti verso fornitori|Proveedores|Crediteuren|Zobowiązania wobec dostawców|Leverantörsskulder
3 I 410000 4400 3200 707 4010|Sales of goods|Umsatzerlöse|Ventes de marchandises|Vendite di merci|Ventas de mercaderías|Omzet goederen|Sprzedaż towarów|Försäljning av varor
4 E 510000 5400 4200 607 5010|Cost of goods|Wareneinkauf|Achats de marchandises|Acquisti di merci|Compras de mercaderías|Inkoop goederen|Zakup towarów|Inköp av varor
0 A 113000 1140 1200 370 1300|Inventory|Warenbestand|Stocks de marchandises|Rimanenze|Existencias|Voorraden|Zapasy|Varulager
4 E 520000 6000 5200 641 5200|Wages and salaries|Löhne und Gehälter|Salaires|Salari e stipendi|Sueldos y salarios|Lonen en salarissen|Wynagrodzenia|Löner
4 E 530000 6310 6000 613 5300|Rent|Miete|Loyers|Affitti|Alquileres|Huur|Czynsz|Hyra
0 A 110000 1600 1000 53 1020|Cash|Kasse|Caisse|Cassa|Caja|Kas|Kasa|Kassa
1 L 221000 3800 2200 4457 2210|Output VAT|Umsatzsteuer|TVA collectée|IVA a debito|IVA repercutido|Af te dragen btw|VAT należny|Utgående moms
0 A 114000 1400 1170 4456 1400|Input VAT|Vorsteuer|TVA déductible|IVA a credito|IVA soportado|Te vorderen btw|VAT naliczony|Ingående moms
2 Q 310000 2900 2800 101 3100|Share capital|Gezeichnetes Kapital|Capital social|Capitale sociale|Capital social|Aandelenkapitaal|Kapitał zakładowy|Aktiekapital
2 Q 320000 2970 2970 11 3200|Retained earnings|Gewinnvortrag|Report à nouveau|Utili portati a nuovo|Resultados acumulados|Ingehouden winst|Zyski zatrzymane|Balanserad vinst
0 A 150000 0200 14 21 1500|Property, plant and equipment|Sachanlagen|Immobilisations corporelles|Immobilizzazioni materiali|Inmovilizado material|Materiële vaste activa|Rzeczowe aktywa trwałe|Materiella anläggningstillgångar
18 A 151000 0440 1500 2154 1510|Machinery|Maschinen|Matériel industriel|Macchinari|Maquinaria|Machines|Maszyny|Maskiner
18 A 152000 0520 1530 2182 1520|Vehicles|Fahrzeuge|Matériel de transport|Automezzi|Vehículos|Vervoermiddelen|Środki transportu|Fordon
18 A 153000 0650 1520 2183 1530|Office equipment|Büroausstattung|Matériel de bureau|Macchine d'ufficio|Equipos de oficina|Kantoorinventaris|Wyposażenie biura|Kontorsutrustning
18 A 154000 0240 1600 213 1540|Buildings|Gebäude|Constructions|Fabbricati|Construcciones|Gebouwen|Budynki|Byggnader
0 A 116000 1900 1300 486 1600|Prepaid expenses|Aktive Rechnungsabgrenzung|Charges constatées d'avance|Risconti attivi|Gastos anticipados|Vooruitbetaalde kosten|Rozliczenia międzyokresowe|Förutbetalda kostnader
1 L 250000 3150 2450 164 2500|Long-term loans|Langfristige Darlehen|Emprunts|Finanziamenti a lungo termine|Préstamos a largo plazo|Langlopende leningen|Kredyty długoterminowe|Långfristiga lån
1 L 211000 3160 2100 519 2110|Bank overdraft|Kontokorrentkredit|Concours bancaires|Scoperto bancario|Descubierto bancario|Rekening-courantkrediet|Kredyt w rachunku|Checkräkningskredit
1 L 230000 3900 2300 408 2300|Accrued liabilities|Passive Abgrenzung|Charges à payer|Ratei passivi|Gastos devengados|Te betalen kosten|Rezerwy na koszty|Upplupna kostnader
1 L 222000 3740 2270 431 2220|Social security payable|Verbindlichkeiten Sozialversicherung|Sécurité sociale|Debiti verso INPS|Seguridad Social acreedora|Te betalen sociale lasten|Rozrachunki z ZUS|Sociala avgifter att betala
3 I 420000 4835 3600 7085 4200|Freight income|Frachterlöse|Ports facturés|Ricavi di trasporto|Ingresos por portes|Vrachtopbrengsten|Przychody z transportu|Fraktintäkter
3 I 430000 4730 3800 709 4300|Discounts given|Gewährte Skonti|Rabais accordés|Sconti concessi|Descuentos concedidos|Verleende kortingen|Udzielone rabaty|Lämnade rabatter
3 I 440000 7100 6950 768 4400|Interest income|Zinserträge|Produits financiers|Interessi attivi|Ingresos por intereses|Rentebaten|Przychody odsetkowe|Ränteintäkter
3 I 450000 4840 6999 766 4500|Exchange gains|Kursgewinne|Gains de change|Utili su cambi|Diferencias positivas de cambio|Koerswinsten|Dodatnie różnice kursowe|Valutakursvinster
4 E 521000 6110 5700 645 5210|Social security|Soziale Abgaben|Charges sociales|Oneri sociali|Seguridad Social|Sociale lasten|Składki ZUS|Sociala avgifter
4 E 531000 6325 6400 6061 5310|Energy|Energie|Énergie|Energia|Energía|Energie|Energia|Energi
4 E 540000 6400 6300 616 5400|Insurance|Versicherungen|Assurances|Assicurazioni|Seguros|Verzekeringen|Ubezpieczenia|Försäkringar
4 E 550000 6600 6600 623 5500|Advertising|Werbung|Publicité|Pubblicità|Publicidad|Reclame|Reklama|Reklam
4 E 551000 6650 6641 625 5510|Travel|Reisekosten|Déplacements|Viaggi e trasferte|Gastos de viaje|Reiskosten|Podróże służbowe|Resekostnader
4 E 560000 6837 6570 6156 5600|Information technology|EDV-Kosten|Informatique|Informatica|Informática|Automatisering|Informatyka|IT-kostnader
4 E 570000 6220 6800 681 5700|Depreciation|Abschreibungen|Dotations aux amortissements|Ammortamenti|Amortizaciones|Afschrijvingen|Amortyzacja|Avskrivningar
4 E 580000 7300 6900 661 5800|Interest expense|Zinsaufwand|Charges d'intérêts|Interessi passivi|Gastos financieros|Rentelasten|Koszty odsetkowe|Räntekostnader
`)

func accountsOf(s string) []accountTemplate {
	var out []accountTemplate
	for row := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		f := strings.Split(row, "|")
		head := strings.Fields(f[0])
		t := accountTemplate{parent: atoi(head[0]), kind: head[1], codes: map[string]string{}, names: map[string]string{}}
		for k, numbering := range []string{"group", "german", "swiss", "french", "plain"} {
			t.codes[numbering] = head[k+2]
		}
		for k, language := range []string{"en", "de", "fr", "it", "es", "nl", "pl", "sv"} {
			t.names[language] = f[k+1]
		}
		out = append(out, t)
	}
	return out
}

// numberings are the countries' ways to number accounts; all others are plain.
var numberings = map[string]string{"DE": "german", "AT": "german", "CH": "swiss", "FR": "french", "BE": "french"}
