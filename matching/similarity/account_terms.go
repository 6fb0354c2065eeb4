package similarity

import (
	"strings"
	"sync"
)

// accountTerms lists words that name one thing in charts of accounts, a line each, in English, German, French, Italian,
// Spanish, Portuguese, Dutch, Czech, Polish and Swedish. A word may stand in several lines. Own compilation.
const accountTerms = `
account accounts acct konto konten compte comptes conto conti cuenta cuentas conta contas rekening rekeningen ucet ucty
asset assets aktiva aktiven vermogen actif actifs attivo attivi attivita activo activos ativo ativos activa aktivum aktywa tillgang tillgangar
liability liabilities passiva passiven passif passifs passivo passivi passivos passiva passivum pasywa skuld skulder
payable payables creditor creditors verbindlichkeit verbindlichkeiten kreditoren dette dettes fournisseurs debito debiti acreedores crediteuren zavazek zavazky zobowiazania leverantorsskulder
receivable receivables debtor debtors forderung forderungen debitoren creance creances credito crediti deudores debiteuren vorderingen pohledavka pohledavky naleznosci kundfordringar
supplier suppliers vendor vendors lieferant lieferanten fournisseur fournisseurs fornitore fornitori proveedor proveedores fornecedor fornecedores leverancier leveranciers dodavatel dodavatele dostawca dostawcy
customer customers client clients kunde kunden kundschaft clients cliente clienti clientes klant klanten odberatel odberatele klient klienci zakaznik zakaznici kund kunder
trade handel handels commercial commerciaux commerciale commerciali comercial comerciales comerciais obchodni handlowe
cash kasse kassen caisse caisses cassa caja caixa kas pokladna pokladny kasa kassa
bank banks banken banque banques banca banche banco bancos bancario bancari banka banky
capital kapital kapitaal kapital capitale capitaux capitali kapitalu jmeni
equity eigenkapital propres proprio patrimonio patrimonium kapital vermogen
share shares stock aktie aktien action actions azione azioni accion acciones acao acoes aandeel aandelen akcie akcje aktier
reserve reserves rucklage rucklagen reserven riserva riserve reserva reservas reserveringen rezerva rezervy fond fondy rezerwa rezerwy
provision provisions ruckstellung ruckstellungen accantonamento accantonamenti provision provisiones provisao provisoes voorziening voorzieningen rezerva rezervy
income revenue revenues ertrag ertrage einnahme einnahmen erlos erlose produit produits provento proventi ricavo ricavi ingreso ingresos rendimento rendimentos opbrengst opbrengsten vynos vynosy przychod przychody intakt intakter
sales sale umsatz umsatzerlose verkauf verkaufe vente ventes vendita vendite venta ventas venda vendas omzet verkopen trzba trzby sprzedaz forsaljning
expense expenses cost costs aufwand aufwendungen aufwande kosten charge charges frais depense depenses spesa spese costo costi onere oneri gasto gastos coste custo custos despesa despesas lasten naklad naklady koszt koszty kostnad kostnader
purchase purchases einkauf einkaufe bezug achat achats acquisto acquisti compra compras inkoop inkopen nakup nakupy zakup zakupy inkop
profit gewinn benefice benefices utile utili beneficio beneficios lucro lucros winst zisk zysk vinst
loss losses verlust verluste perte pertes perdita perdite perdida perdidas prejuizo perda perdas verlies verliezen ztrata ztraty strata straty forlust
result results ergebnis jahresergebnis resultat resultats risultato risultati resultado resultados resultaat vysledek hospodareni wynik
retained carried vortrag gewinnvortrag report reporte riportati acumulados transitados ingehouden nerozdeleny
tax taxes steuer steuern impot impots taxe taxes imposta imposte tassa tasse impuesto impuestos imposto impostos belasting belastingen dan dane podatek podatki skatt skatter
vat mwst ust mehrwertsteuer umsatzsteuer vorsteuer tva iva btw dph moms
wage wages salary salaries payroll lohn lohne gehalt gehalter salaire salaires salario salari stipendio stipendi salarios sueldo sueldos ordenado ordenados loon lonen salaris salarissen mzda mzdy mzdove place wynagrodzenie wynagrodzenia lon loner
personnel staff employee employees personal personalkosten mitarbeiter personnel employes salaries personale dipendenti personal empleado empleados pessoal personeel werknemers zamestnanec zamestnanci pracownik pracownicy
social sozial soziale sozialversicherung sozialversicherungen sociale sociales sociaux sociali sociais socialni spoleczne
insurance insurances versicherung versicherungen assurance assurances assicurazione assicurazioni seguro seguros verzekering verzekeringen pojisteni ubezpieczenie ubezpieczenia forsakring
pension pensions rente renten retraite retraites pensione pensioni pensiones pensao pensoes pensioen pensioenen duchod emerytura
rent rental rents miete mieten mietaufwand loyer loyers location locations affitto affitti locazione alquiler alquileres arrendamiento arrendamientos renda rendas aluguer huur najem najemne czynsz hyra
lease leasing pacht credit-bail
interest zins zinsen zinsaufwand zinsertrag interet interets interesse interessi interes intereses juro juros rente uroky urok odsetki ranta
dividend dividends dividende dividenden dividendes dividendo dividendi dividendos dividendy
depreciation amortization amortisation abschreibung abschreibungen amortissement amortissements ammortamento ammortamenti depreciacion amortizacion amortizaciones depreciacao depreciacoes afschrijving afschrijvingen odpis odpisy opravky amortyzacja avskrivning avskrivningar
impairment wertberichtigung wertminderung depreciation depreciations svalutazione svalutazioni deterioro imparidade imparidades opravna polozka
inventory inventories stocks vorrat vorrate lagerbestand warenbestand stock rimanenza rimanenze existencias inventario inventarios voorraad voorraden zasoba zasoby zapasy varulager
goods merchandise ware waren handelswaren marchandise marchandises merce merci mercaderia mercaderias mercancia mercancias mercadoria mercadorias goederen zbozi towar towary varor
material materials materialien rohstoff rohstoffe matiere matieres materiale materiali materia materias materiales materiais grondstof grondstoffen materialu materialy
finished fertige fertigerzeugnisse fini finis finiti terminado terminados acabados gereed
product products erzeugnis erzeugnisse produkt produkte produit produits prodotto prodotti producto productos produto produtos producten vyrobek vyrobky produkty
progress unfertige encours lavorazione curso nedokoncena
building buildings gebaude batiment batiments immeuble immeubles fabbricato fabbricati edificio edifici edificios construccion construcciones gebouw gebouwen budova budovy stavba stavby budynek budynki byggnad byggnader
land grundstuck grundstucke terrain terrains terreno terreni terrenos grond gronden pozemek pozemky grunt grunty mark
real immobilie immobilien liegenschaft liegenschaften immeuble immeubles immobile immobili inmueble inmuebles imovel imoveis nemovitost
fixed anlagevermogen sachanlagen immobilise immobilisation immobilisations immobilizzazione immobilizzazioni inmovilizado fixo imobilizado vaste trwale anlaggning
tangible sachanlage sachanlagen corporel corporelle corporelles materiale materiali materiales tangiveis materiele hmotny hmotneho
intangible immateriell immaterielle incorporel incorporelle incorporelles immateriale immateriali intangible intangibles intangivel intangiveis immateriele nehmotny nehmotneho niematerialne
financial finance finanz finanzanlagen finanziell financier financiere financiers financieres finanziario finanziaria finanziari financiero financieros financieiro financieiros financeiro financeiros financiele financni finansowe finansiell
machine machines machinery maschine maschinen macchina macchinario macchinari maquina maquinas maquinaria stroj stroje maszyny maskiner
equipment anlagen betriebsausstattung einrichtung einrichtungen materiel equipement equipements attrezzatura attrezzature impianto impianti equipo equipos equipamento equipamentos uitrusting zarizeni wyposazenie inventarier
vehicle vehicles car cars fahrzeug fahrzeuge fuhrpark kfz vehicule vehicules veicolo veicoli automezzi vehiculo vehiculos veiculo veiculos voertuig voertuigen vozidlo vozidla pojazdy fordon
furniture mobiliar mobel mobilier mobili mobiliario meubilair nabytek meble mobler
computer computers edv informatik hardware informatique informatico informatica informaticos ordenador ordenadores vypocetni
software programm programme logiciel logiciels programmi programas programmatuur oprogramowanie
loan loans darlehen kredit kredite emprunt emprunts pret prets mutuo mutui prestito prestiti prestamo prestamos emprestimo emprestimos lening leningen uver uvery pujcka kredyt kredyty pozyczka lan
debt debts schuld schulden dette dettes debito debiti deuda deudas divida dividas dluh dluhy dlug
bond bonds anleihe anleihen obligation obligations obligazione obligazioni obligacion obligaciones obrigacao obrigacoes dluhopis dluhopisy obligacje obligationer
deposit deposits einlage einlagen kaution depot depots deposito depositi depositos depozit vklad vklady lokata
prepaid deferred accrued accrual accruals prepayment prepayments abgrenzung rechnungsabgrenzung rechnungsabgrenzungsposten regularisation transitoire transitoires ratei risconti periodificacion diferido diferidos acrescimos overlopende casove rozliseni rozliczenia
advance advances anzahlung anzahlungen vorauszahlung vorauszahlungen acompte acomptes avance avances anticipo anticipi anticipos adiantamento adiantamentos voorschot voorschotten zaloha zalohy zaliczka zaliczki forskott
current kurzfristig kurzfristige umlauf umlaufvermogen courant courants courante circulant corrente correnti circolante corriente corrientes correntes vlottende kratkodoby kratkodobe obrotowe
long langfristig langfristige longue lungo largo longo lang dlouhodoby dlouhodobe dlugoterminowe
short kurz kurzfristig kurzfristige court courte breve corto curto kort kratkodoby kratkodobe krotkoterminowe
term frist fristig terme termine plazo prazo termijn
other others sonstige sonstiger sonstiges ubrige ubriger andere autre autres divers diverses altro altri altre diversi diverse otro otros otras outro outros outras overige ostatni jine pozostale ovriga
foreign auslandisch fremd etranger etrangers etrangere etrangeres estero estera esteri extranjero extranjera extranjeros estrangeiro estrangeiros buitenlands buitenlandse zahranicni zagraniczne utlandsk
domestic inland inlandisch national nationaux nazionale nazionali nacional nacionales nacionais binnenland binnenlandse tuzemsky krajowe
exchange currency wechselkurs wahrung wahrungs change devise devises cambio cambi valuta divisa divisas moneda cambiais wisselkoers koers kurzove walutowe
difference differences differenz differenzen ecart ecarts differenza differenze diferencia diferencias diferenca diferencas verschil verschillen rozdil rozdily roznica roznice
discount discounts rebate rabatt rabatte skonto skonti nachlass remise remises rabais escompte escomptes sconto sconti descuento descuentos desconto descontos korting kortingen sleva slevy rabat rabaty
transport freight shipping fracht frachten versand transporte porto port ports fret trasporto trasporti transportes vracht preprava transportu
travel trip reise reisen reisekosten voyage voyages deplacement deplacements viaggio viaggi trasferta trasferte viaje viajes viagem viagens reis reizen cestovni podroze resor
advertising marketing werbung werbeaufwand publicite pubblicita publicidad publicidade reclame reklama reklamni reklam
telephone phone telefon telekommunikation telephone telecommunications telefono telefoniche telecomunicaciones telefone telefoon telefonni
postage post porto affranchissement postali postales correio postovne
energy electricity power strom energie electricite elettricita energia electricidad eletricidade elektriciteit elektrina elektricka elektryczna el
water wasser eau eaux acqua agua water voda woda vatten
fuel fuels treibstoff kraftstoff benzin carburant carburants carburante carburanti combustible combustibles combustivel combustiveis brandstof palivo paliwo bransle
repair repairs maintenance reparatur reparaturen instandhaltung wartung unterhalt reparation reparations entretien riparazione riparazioni manutenzione reparacion reparaciones mantenimiento conservacion reparacao reparacoes manutencao reparatie reparaties onderhoud oprava opravy udrzba remont remonty underhall
service services leistung leistungen dienstleistung dienstleistungen prestation prestations servizio servizi servicio servicios servico servicos dienst diensten sluzba sluzby usluga uslugi tjanst tjanster
fee fees gebuhr gebuhren honorar honorare honoraire honoraires commissione onorario onorari compenso compensi honorario honorarios comision comisiones honorarios poplatek poplatky oplata oplaty avgift avgifter
legal rechts rechtsberatung juridique juridiques legale legali legales juridico juridicos pravni prawne
audit revision prufung revisione auditoria revisioni controle
consulting consultancy advice beratung conseil conseils consulenza consulenze asesoria consultoria advies poradenstvi doradztwo
office buro burobedarf verwaltung bureau ufficio oficina escritorio kantoor kancelar kancelarske biuro
administration administrative verwaltung verwaltungsaufwand administratif administratifs administratives amministrazione amministrativo amministrativi administracion administrativo administrativos administracao administratie sprava spravni administracja
general allgemein allgemeine generaux generale generali generales gerais algemeen algemene obecny ogolne allman
operating betrieb betriebs betrieblich exploitation operativo operativi gestione explotacion operacional operacionais bedrijfs provozni operacyjne
extraordinary ausserordentlich ausserordentliche exceptionnel exceptionnelle exceptionnels exceptionnelles straordinario straordinari straordinaria extraordinario extraordinarios extraordinarias buitengewone mimoradny mimoradne nadzwyczajne
opening eroffnung eroffnungsbilanz ouverture apertura abertura openings pocatecni bilans otwarcia
closing abschluss schluss cloture chiusura cierre fecho slot uzaverka zamkniecia
balance saldo bilanz solde bilan bilancio balance balanco saldi rozvaha zustatek bilans
transfer transfers ubertrag umbuchung geldtransit virement virements trasferimento giroconto traspaso transferencia transferencias overboeking prevod prevody przelew
clearing suspense verrechnung durchlaufend attente transito puente transitoria tussenrekening zuctovaci
owner private privat inhaber exploitant proprietaire titolare titular proprietario prive vlastnik
partner partners gesellschafter teilhaber associe associes socio soci socios vennoot vennoten spolecnik spolecnici wspolnik
donation donations gift gifts spende spenden don dons donazione donazioni donacion donaciones donativo donativos gift giften dar dary darowizna
grant grants subsidy subsidies zuschuss zuschusse subvention subventions contributo contributi subvencion subvenciones subsidio subsidios subsidie subsidies dotace dotacja dotacje bidrag
sold verkauft cede cession cessione vendidos
goodwill firmenwert geschaftswert fonds avviamento comercio trespasse
patent patents licence licences license licenses lizenz lizenzen konzession brevet brevets brevetto brevetti licenza licenze licencia licencias patente patentes licenca licencas licentie licenties
training schulung weiterbildung ausbildung formation formations formazione formacion formacao opleiding opleidingen skoleni szkolenie szkolenia
research development forschung entwicklung recherche developpement ricerca sviluppo investigacion desarrollo investigacao desenvolvimento onderzoek ontwikkeling vyzkum vyvoj badania
year jahr jahres annee exercice anno esercizio ano ejercicio exercicio jaar rok roku ar
total gesamt summe somme totale totali totaal celkem razem summa
`

// accountTermIndex maps a word, as FoldKey writes it, to the numbers of its lines in rising order.
var accountTermIndex = sync.OnceValue(func() map[string][]uint16 { return classIndex(accountTerms) })

// classIndex maps each word of a table to the numbers of the lines it stands in, in rising order.
func classIndex(table string) map[string][]uint16 {
	index := make(map[string][]uint16)
	for class, line := range strings.Split(strings.TrimSpace(table), "\n") {
		for _, word := range strings.Fields(line) {
			key := strings.ReplaceAll(FoldKey(word), " ", "")
			classes := index[key]
			if n := len(classes); n == 0 || classes[n-1] != uint16(class) {
				index[key] = append(classes, uint16(class))
			}
		}
	}
	return index
}
